//! A list to choose one thing from.

use ratatui::layout::Rect;

use super::Popup;
use crate::domain::shown::Draft;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::list::{Click, List, Mark};

/// One thing to choose.
pub struct Choice {
    pub label: Text,
    /// At the right edge: a key, a count, a kind.
    pub right: Text,
    outcome: Option<Outcome>,
}

impl Choice {
    /// The popup closes before its outcome.
    pub fn new(label: &str, outcome: Outcome) -> Choice {
        Choice { label: Text::line(label), right: Text::default(), outcome: Some(outcome) }
    }

    /// The choice with words at the right edge.
    pub fn right(self, words: &str) -> Choice {
        Choice { right: Text::line(words), ..self }
    }

    fn performs(&self, action: Action) -> bool {
        matches!(self.outcome, Some(Outcome::Perform(own)) if own == action)
    }
}

/// A list to choose one thing from.
pub struct Choose {
    title: Text,
    /// A sentence above the list; empty for none.
    saying: Text,
    choices: List<Choice>,
    area: Rect,
    scopes: &'static [KeyScope],
    /// What those see of it who follow the room.
    shown: Option<Draft>,
    /// Whether it has to be answered.
    insists: bool,
    /// What is said when nothing was chosen.
    later: Option<String>,
    is_about_loss: bool,
}

impl Choose {
    pub fn new(title: &str, choices: Vec<Choice>) -> Choose {
        Choose {
            title: Text::line(title),
            saying: Text::default(),
            choices: choices.into_iter().collect(),
            area: Rect::default(),
            scopes: &[KeyScope::Choose],
            shown: None,
            insists: false,
            later: None,
            is_about_loss: false,
        }
    }

    /// The list with a sentence above it.
    pub fn saying(self, words: &str) -> Choose {
        Choose { saying: Text::line(words), ..self }
    }

    /// The list of which those who follow the room see something.
    pub fn showing(self, shown: Draft) -> Choose {
        Choose { shown: Some(shown), ..self }
    }

    /// The list that is a question: only a choice or Esc closes it.
    pub fn asking(self) -> Choose {
        Choose { insists: true, ..self }
    }

    /// The same, and `later` is said if Esc closes it.
    pub fn insisting(self, later: &str) -> Choose {
        Choose { insists: true, later: Some(later.to_owned()), ..self }
    }

    /// The list that is taken away once the project's file has lost nothing any more.
    pub fn about_loss(self) -> Choose {
        Choose { is_about_loss: true, ..self }
    }

    /// The list in which the keys of its choices hold as well.
    pub fn with_keys(self) -> Choose {
        Choose { scopes: &[KeyScope::Choose, KeyScope::Global], ..self }
    }

    pub fn with_cursor(mut self, cursor: usize) -> Choose {
        self.choices.go_to(cursor);
        self
    }

    fn saying_lines(&self, width: u16) -> Vec<String> {
        if self.saying.is_empty() {
            return Vec::new();
        }
        text::wrap(&self.saying, usize::from(width.saturating_sub(4)))
    }

    fn head(&self, width: u16) -> u16 {
        let lines = cells(self.saying_lines(width).len());
        if lines == 0 { 0 } else { lines + 1 }
    }

    /// The rows of the sentence at this size: it steps back before the choices do.
    fn head_in(&self, area: Rect) -> u16 {
        const LEAST: u16 = 4;
        let choices = cells(self.choices.len()).clamp(1, LEAST);
        self.head(area.width).min(area.height.saturating_sub(choices))
    }

    fn choose(&mut self) -> Outcome {
        let chosen = self.choices.at_mut().and_then(|choice| choice.outcome.take());
        chosen.map_or(Outcome::Stay, Outcome::after_close)
    }
}

impl Popup for Choose {
    fn scopes(&self) -> &'static [KeyScope] {
        self.scopes
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        (self.title.to_string(), String::new())
    }

    fn height(&self, width: u16, _ctx: &Ctx<'_>) -> u16 {
        self.head(width) + cells(self.choices.len()).max(1)
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Enter => return self.choose(),
            Action::Back => {
                let later = self.later.clone();
                return later.map_or(Outcome::Close, |later| Outcome::tell(later).after_close());
            }
            _ if self.choices.update(action) => {}
            _ if self.choices.find(|choice| choice.performs(action)) => return self.choose(),
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        let head = self.head_in(area);
        let lines = self.saying_lines(area.width);
        // What is cut says so; the empty row below it goes first.
        let shown = usize::from(head).min(lines.len());
        for (at, line) in lines.iter().take(shown).enumerate() {
            let place = inset(row(area, cells(at)), 3, 1);
            let is_cut = at + 1 == shown && shown < lines.len();
            let line = if is_cut { format!("{line}…") } else { line.clone() };
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, &line, canvas.theme.normal);
            }
        }
        let list = below(area, head);
        self.choices.draw(canvas, list, Mark::Row, |canvas, place, choice, _| {
            draw_choice(canvas, place, &choice.label, &choice.right);
        });
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.area = area;
        self.choices.sync(below(area, self.head_in(area)).height);
    }

    fn insists(&self) -> bool {
        self.insists
    }

    fn is_about_loss(&self) -> bool {
        self.is_about_loss
    }

    fn shows(&self) -> Option<Draft> {
        self.shown.clone()
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        match row.checked_sub(self.head_in(self.area)).map(|row| self.choices.click(row)) {
            Some(Click::Moved | Click::Again) => self.choose(),
            Some(Click::Nothing) | None => Outcome::Stay,
        }
    }
}

/// Draws one row of a list: a label, and something at the right edge.
pub fn draw_choice(canvas: &mut Canvas<'_>, place: Rect, label: &str, right: &str) {
    if place.height == 0 {
        return;
    }
    let theme = canvas.theme;
    let words = inset(place, 3, 1);
    // The choice itself is whole; what is beside it has the rest.
    let left = words.width.saturating_sub(cells(text::width(label)) + 2);
    let right = text::truncate(right, usize::from(left), theme.cut());
    let is_worth_it = text::width(&right) > 3 || !right.ends_with(theme.cut());
    let used = if is_worth_it { canvas.put_right(words, &right, theme.dim) } else { 0 };
    let gap = if used > 0 { used + 1 } else { 0 };
    canvas.put(words.x, words.y, words.width.saturating_sub(gap), label, theme.normal);
}
