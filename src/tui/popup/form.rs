//! A form: one or a few lines to fill in, with what was understood below.

use ratatui::layout::Rect;

use super::Popup;
use super::field::{FormField, Value};
use crate::domain::shown::Draft;
use crate::domain::typed::HalfTyped;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};

/// Turns what was filled in into what happens; an error stays below the fields.
pub type Finish = Box<dyn Fn(&[Value], &Ctx<'_>) -> Result<Outcome, String>>;

/// What those see who follow the room, made of the fields.
type Following = Box<dyn Fn(&[Text]) -> Draft>;

/// A form.
pub struct Form {
    title: String,
    /// At the right end of the upper rule.
    right: String,
    fields: Vec<FormField>,
    focus: usize,
    error: Option<String>,
    finish: Finish,
    /// What Enter does at the last field, if that is not to save.
    does: Option<&'static str>,
    /// Whether its words only choose what is shown, so that nobody loses anything with them.
    only_narrows: bool,
    /// What is kept of it if the program is ended from outside, made of its fields.
    half_typed: Option<Box<dyn Fn(Vec<Text>) -> HalfTyped>>,
    shown: Option<Following>,
}

impl Form {
    /// A form; the first field has the focus.
    pub fn new(title: impl Into<String>, fields: Vec<FormField>, finish: Finish) -> Form {
        Form {
            title: title.into(),
            right: String::new(),
            fields,
            focus: 0,
            error: None,
            finish,
            does: None,
            only_narrows: false,
            half_typed: None,
            shown: None,
        }
    }

    /// The form with words at the right end of its upper rule.
    pub fn right(self, words: impl Into<String>) -> Form {
        Form { right: words.into(), ..self }
    }

    /// The form with what Enter does at its last field, for one that saves nothing.
    pub fn does(self, words: &'static str) -> Form {
        Form { does: Some(words), ..self }
    }

    /// The form whose words only choose what is shown; closing it asks nothing.
    pub fn narrowing(self) -> Form {
        Form { only_narrows: true, ..self }
    }

    /// The form that comes back if the program is ended from outside while somebody writes in it.
    pub fn coming_back(self, typed: impl Fn(Vec<Text>) -> HalfTyped + 'static) -> Form {
        Form { half_typed: Some(Box::new(typed)), ..self }
    }

    /// The form that those see who follow the room.
    pub fn showing(self, shown: impl Fn(&[Text]) -> Draft + 'static) -> Form {
        Form { shown: Some(Box::new(shown)), ..self }
    }

    /// The form with words that were typed into it before; `None` if they are there by now.
    pub fn again(mut self, fields: &[Text]) -> Option<Form> {
        for (field, words) in self.fields.iter_mut().zip(fields) {
            if field.line.text() != *words {
                field.line.replace(words);
            }
        }
        self.holds_words().then_some(self)
    }

    fn texts(&self) -> Vec<Text> {
        self.fields.iter().map(|field| field.line.text()).collect()
    }

    fn keep(&mut self, ctx: &Ctx<'_>) -> Outcome {
        let mut values = Vec::new();
        for (at, field) in self.fields.iter().enumerate() {
            match field.value(ctx) {
                Ok(value) => values.push(value),
                Err(why) => {
                    // Enter leads through the fields; only the one that is left empty or wrong is named.
                    let is_later = at > self.focus;
                    self.focus = at;
                    self.error = if is_later { None } else { Some(why) };
                    return Outcome::Stay;
                }
            }
        }
        match (self.finish)(&values, ctx) {
            // A question about what was filled in comes over the form, which stays until it is answered.
            // A project that cannot be opened leaves everything as it is, what was typed too.
            Ok(stays @ (Outcome::Open(_) | Outcome::OpenProject(_))) => stays,
            Ok(outcome) => outcome.after_close(),
            Err(why) => {
                self.error = Some(why);
                Outcome::Stay
            }
        }
    }

    fn complete(&mut self, ctx: &Ctx<'_>) -> bool {
        let Some(field) = self.fields.get_mut(self.focus) else { return false };
        let Some(rest) = field.completion(ctx) else { return false };
        field.line.insert(&rest);
        true
    }

    fn hang(&self) -> u16 {
        let widest = self.fields.iter().map(|field| text::width(field.label)).max().unwrap_or(0);
        if self.fields.len() > 1 { cells(widest) + 2 } else { 0 }
    }
}

impl Popup for Form {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Line]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        (self.title.clone(), self.right.clone())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.fields.len()) + 1
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let n_fields = self.fields.len();
        match action {
            Action::Back => return Outcome::Close,
            Action::Enter if self.focus + 1 < n_fields => {
                if let Some(Err(why)) = self.fields.get(self.focus).map(|field| field.value(ctx)) {
                    self.error = Some(why);
                } else {
                    self.focus += 1;
                    self.error = None;
                }
                return Outcome::Stay;
            }
            Action::Enter | Action::Keep => return self.keep(ctx),
            Action::NextPart => {
                if !self.complete(ctx) && n_fields > 0 {
                    self.focus = (self.focus + 1) % n_fields;
                }
            }
            Action::PreviousPart if n_fields > 0 => self.focus = (self.focus + n_fields - 1) % n_fields,
            Action::Up | Action::Down => {
                let step = if action == Action::Up { -1 } else { 1 };
                if let Some(field) = self.fields.get_mut(self.focus) {
                    match field.next_name(step) {
                        Some(name) => field.line.replace(&name),
                        None if step > 0 => self.focus = (self.focus + 1).min(n_fields.saturating_sub(1)),
                        None => self.focus = self.focus.saturating_sub(1),
                    }
                }
            }
            Action::Right if self.complete(ctx) => {}
            _ => {
                let taken = self.fields.get_mut(self.focus).is_some_and(|field| field.line.take(action));
                if !taken {
                    return Outcome::Ignored;
                }
            }
        }
        self.error = None;
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let hang = self.hang();
        for (at, field) in self.fields.iter().enumerate() {
            let place = inset(row(area, cells(at)), 1, 1);
            if place.height == 0 {
                continue;
            }
            let has_focus = at == self.focus;
            let label = if has_focus { canvas.theme.focus } else { canvas.theme.dim };
            if hang > 0 {
                canvas.put(place.x, place.y, hang, field.label, label);
            }
            let ghost = if has_focus { field.completion(ctx).unwrap_or_default() } else { String::new() };
            field.line.draw(canvas, inset(place, hang, 0), canvas.theme.field, &ghost, has_focus);
        }
        let below = inset(row(area, cells(self.fields.len())), 1 + hang, 1);
        let Some(field) = self.fields.get(self.focus) else { return };
        if below.height == 0 {
            return;
        }
        let (words, style) = match (&self.error, field.understood(ctx)) {
            (Some(why), _) => (why.clone(), canvas.theme.blocked),
            (None, Err(why)) => (why, canvas.theme.blocked),
            (None, Ok(words)) => (words, canvas.theme.dim),
        };
        canvas.put(below.x, below.y, below.width, &words, style);
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter if self.focus + 1 < self.fields.len() => Some("on"),
            Action::Enter => self.does,
            Action::NextPart if self.fields.len() > 1 => Some("complete, or next field"),
            Action::NextPart if self.fields.first().is_some_and(FormField::completes) => Some("complete"),
            _ => None,
        }
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.line.insert(words);
        }
        true
    }

    fn holds_words(&self) -> bool {
        !self.only_narrows && self.fields.iter().any(FormField::is_changed)
    }

    fn half_typed(&self) -> Option<HalfTyped> {
        let typed = self.half_typed.as_ref().filter(|_| self.holds_words())?;
        Some(typed(self.texts()))
    }

    fn shows(&self) -> Option<Draft> {
        self.shown.as_ref().map(|shown| shown(&self.texts()))
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        if usize::from(row) < self.fields.len() {
            self.focus = usize::from(row);
        }
        Outcome::Stay
    }
}
