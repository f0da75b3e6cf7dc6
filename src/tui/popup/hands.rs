//! A show of hands at the entry in hand: one after the other, hidden until all have said, or counted.

use ratatui::layout::Rect;

use super::Popup;
use super::confirm::Confirm;
use super::field::{FieldKind, FormField, Value};
use super::form::{Finish, Form};
use crate::domain::hands;
use crate::domain::shown::Draft;
use crate::domain::typed::{AskedForm, HalfTyped};
use crate::journal::record::{Change, Hands, Opinion, Voice};
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::theme::Theme;
use crate::tui::widget::bar;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};

/// What one person has said: nothing yet, that there is nothing to say, or an opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    Nothing,
    Silent,
    Says(Opinion),
}

/// A show of hands.
pub struct HandsPopup {
    id: EntryId,
    statement: Text,
    people: Vec<(Text, Heard)>,
    cursor: usize,
    /// What came of it, once everybody has said something or hands were counted.
    outcome: Option<Hands>,
}

impl HandsPopup {
    /// Asks those who are in the room; the statement is the last decision here, else the question.
    pub fn new(id: &EntryId, question: &Text, ctx: &Ctx<'_>) -> HandsPopup {
        let decision = crate::domain::captures::last_decision(ctx.answers(), Some(id));
        let decision = decision.and_then(|id| ctx.answers().captures.get(id)?.capture.value());
        let people = ctx.answers().open_workshop().map(|open| {
            open.present().map(|person| (person.name.clone(), Heard::Nothing)).collect::<Vec<_>>()
        });
        HandsPopup {
            id: id.clone(),
            statement: decision.map_or_else(|| question.clone(), |decision| decision.text.clone()),
            people: people.unwrap_or_default(),
            cursor: 0,
            outcome: None,
        }
    }

    /// Whether nobody's opinion may be seen yet.
    fn is_hidden(&self) -> bool {
        self.outcome.is_none()
    }

    fn hear(&mut self, heard: Heard) -> Outcome {
        let Some((_, before)) = self.people.get_mut(self.cursor) else { return Outcome::Stay };
        *before = heard;
        let waits = |(_, heard): &(Text, Heard)| *heard == Heard::Nothing;
        let after = (self.cursor + 1..self.people.len()).chain(0..self.people.len());
        match after.into_iter().find(|at| self.people.get(*at).is_some_and(waits)) {
            Some(next) => {
                self.cursor = next;
                Outcome::Stay
            }
            None => self.keep(),
        }
    }

    /// Keeps what those said who said something.
    fn keep(&mut self) -> Outcome {
        let voices = self.people.iter().filter_map(|(who, heard)| match heard {
            Heard::Says(opinion) => Some(Voice { who: who.clone(), opinion: *opinion }),
            Heard::Nothing | Heard::Silent => None,
        });
        let hands = Hands::of_people(self.id.clone(), self.statement.clone(), voices.collect());
        self.kept(hands)
    }

    fn kept(&mut self, hands: Hands) -> Outcome {
        let done = kept_words(&hands, None);
        self.outcome = Some(hands.clone());
        Outcome::Apply(vec![Change::Hands(hands)], done)
    }

    /// Counts hands; opinions that were given already are only dropped if somebody says so.
    fn count_instead(&self) -> Outcome {
        let said = self.people.iter().filter(|(_, heard)| *heard != Heard::Nothing).count();
        if !self.is_hidden() || said == 0 {
            return self.count();
        }
        let have = if said == 1 { "1 has said".to_owned() } else { format!("{said} have said") };
        let question =
            format!("Count hands instead? What {have} is dropped. Enter goes on with the opinions.");
        Outcome::open(Confirm::new(&question, self.count()))
    }

    /// Asks for the numbers of hands.
    fn count(&self) -> Outcome {
        let field = FormField::new("Hands", FieldKind::Needed, "").saying("yes, no, unsure: 4 2 1");
        let (id, statement) = (self.id.clone(), self.statement.clone());
        let finish: Finish = Box::new(move |values, ctx| {
            let [Value::Words(words)] = values else { return Err("three numbers are needed".to_owned()) };
            let [yes, no, unsure] = numbers(words).ok_or("three numbers: yes, no, unsure, such as 4 2 1")?;
            let (id, statement) = (id.clone(), statement.clone());
            let hands = Hands { id, statement, yes, no, unsure, people: Vec::new() };
            let doubt = ctx.answers().open_workshop().and_then(|open| hands::doubt(&hands, open));
            let done = kept_words(&hands, doubt);
            let shown = Outcome::open(HandsPopup::over(hands.clone()));
            Ok(Outcome::All(vec![Outcome::Close, Outcome::Apply(vec![Change::Hands(hands)], done), shown]))
        });
        Outcome::open(Form::new("How many hands?", vec![field], finish))
    }

    /// What came of a show of hands.
    fn over(hands: Hands) -> HandsPopup {
        let (id, statement) = (hands.id.clone(), hands.statement.clone());
        HandsPopup { id, statement, people: Vec::new(), cursor: 0, outcome: Some(hands) }
    }

    fn state(&self) -> Form {
        let field = FormField::new("Statement", FieldKind::Needed, &self.statement)
            .going_on()
            .saying("one can only say yes or no to a statement");
        let finish: Finish = Box::new(|values, _| match values {
            [Value::Words(words)] => Ok(Outcome::Rewrite(words.clone())),
            _ => Err("a statement is needed".to_owned()),
        });
        let id = self.id.clone();
        let form = Form::new("What is asked", vec![field], finish);
        form.coming_back(move |fields| HalfTyped::Asked { form: AskedForm::Statement(id.clone()), fields })
    }

    /// The popup with a statement that was being typed before the terminal went away.
    pub fn again(id: &EntryId, statement: &Text, ctx: &Ctx<'_>) -> HandsPopup {
        HandsPopup { statement: statement.clone(), ..HandsPopup::new(id, statement, ctx) }
    }
}

fn kept_words(hands: &Hands, doubt: Option<String>) -> String {
    let doubt = doubt.map(|doubt| format!(" ({doubt})")).unwrap_or_default();
    format!("kept with the entry: {}{doubt}", hands.phrase())
}

fn numbers(words: &str) -> Option<[u32; 3]> {
    let parts = words.split([' ', ',', '/']).filter(|part| !part.is_empty());
    let numbers: Vec<u32> = parts.map(str::parse).collect::<Result<_, _>>().ok()?;
    <[u32; 3]>::try_from(numbers).ok().filter(|numbers| numbers.iter().all(|number| *number < 1000))
}

/// The bars of a show of hands that is over: `yes ━━━━ 4  Ana, Kim`.
pub fn draw_counted(canvas: &mut Canvas<'_>, area: Rect, hands: &Hands) {
    let theme = canvas.theme;
    let most = Opinion::ALL.into_iter().map(|opinion| hands.count(opinion)).max().unwrap_or(0);
    for (at, opinion) in Opinion::ALL.into_iter().enumerate() {
        let place = row(area, cells(at));
        if place.height == 0 {
            return;
        }
        let length = (area.width / 4).clamp(4, 24);
        canvas.put(place.x, place.y, 8, opinion.word(), theme.normal);
        bar::draw_amount(canvas, Rect { x: place.x + 8, width: length, ..place }, hands.count(opinion), most);
        let names: Vec<&str> = hands
            .people
            .iter()
            .filter(|voice| voice.opinion == opinion)
            .map(|voice| voice.who.as_str())
            .collect();
        let words = format!("{:>3}   {}", hands.count(opinion), names.join(", "));
        let x = place.x + 8 + length;
        canvas.put(x, place.y, place.right().saturating_sub(x), &words, theme.normal);
    }
}

/// `■ Ana   □ Mia`: who has said something, and who has not.
pub fn boxes(said: &[Text], waits: &[Text], theme: &Theme) -> String {
    let (full, empty) = theme.boxes();
    let said = said.iter().map(|who| format!("{full} {who}"));
    let waits = waits.iter().map(|who| format!("{empty} {who}"));
    said.chain(waits).collect::<Vec<_>>().join("   ")
}

impl Popup for HandsPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        if self.is_hidden() {
            &[KeyScope::Hands, KeyScope::Choose]
        } else {
            &[KeyScope::HandsShown, KeyScope::Choose]
        }
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        (format!("Opinions · {}", ctx.name(&self.id)), String::new())
    }

    fn height(&self, width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(text::wrap(&self.statement, usize::from(width.saturating_sub(2))).len()) + 5
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        let is_hidden = self.is_hidden();
        match action {
            Action::Yes if is_hidden => self.hear(Heard::Says(Opinion::Yes)),
            Action::No if is_hidden => self.hear(Heard::Says(Opinion::No)),
            Action::Unsure if is_hidden => self.hear(Heard::Says(Opinion::Unsure)),
            Action::Silent if is_hidden => self.hear(Heard::Silent),
            Action::NextPart | Action::Down | Action::Right if is_hidden => {
                self.cursor = (self.cursor + 1) % self.people.len().max(1);
                Outcome::Stay
            }
            Action::Up | Action::Left if is_hidden => {
                self.cursor = (self.cursor + self.people.len().max(1) - 1) % self.people.len().max(1);
                Outcome::Stay
            }
            Action::Count => self.count_instead(),
            Action::Answer => Outcome::open(self.state()),
            Action::Enter if is_hidden && self.people.is_empty() => self.count(),
            Action::Enter | Action::Keep if is_hidden => self.keep(),
            Action::Opinions => {
                self.people.iter_mut().for_each(|(_, heard)| *heard = Heard::Nothing);
                (self.cursor, self.outcome) = (0, None);
                Outcome::Stay
            }
            Action::Capture => Outcome::Perform(Action::Capture).after_close(),
            Action::Enter | Action::Back => Outcome::Close,
            _ => Outcome::Ignored,
        }
    }

    fn rewrite(&mut self, words: &Text, _ctx: &Ctx<'_>) {
        self.statement = words.clone();
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let place = inset(area, 1, 1);
        let lines = text::wrap(&self.statement, usize::from(place.width));
        for (at, line) in lines.iter().enumerate() {
            let line_place = row(place, cells(at));
            if line_place.height > 0 {
                canvas.put(line_place.x, line_place.y, line_place.width, line, theme.strong);
            }
        }
        let rest = crate::tui::widget::canvas::below(place, cells(lines.len()) + 1);
        if let Some(hands) = &self.outcome {
            return draw_counted(canvas, inset(rest, 2, 0), hands);
        }
        let heard = |wanted: bool| -> Vec<Text> {
            let people = self.people.iter().filter(|(_, heard)| (*heard != Heard::Nothing) == wanted);
            people.map(|(who, _)| who.clone()).collect()
        };
        let (said, waits) = (heard(true), heard(false));
        let first = row(rest, 0);
        if first.height > 0 {
            let words = if self.people.is_empty() {
                "nobody is named: Enter counts hands".to_owned()
            } else {
                boxes(&said, &waits, theme)
            };
            let right = format!("{} of {} have said, hidden until all have", said.len(), self.people.len());
            let used = canvas.put(first.x, first.y, first.width, &words, theme.normal);
            if !self.people.is_empty()
                && usize::from(first.width) > usize::from(used) + text::width(&right) + 2
            {
                canvas.put_right(first, &right, theme.dim);
            }
        }
        let asked = row(rest, 2);
        if let Some((who, _)) = self.people.get(self.cursor).filter(|_| asked.height > 0) {
            let words = format!("{} {}   y yes   n no   u unsure   - says nothing", theme.cursor_mark(), who);
            canvas.put(asked.x, asked.y, asked.width, &words, theme.normal);
        }
    }

    fn shows(&self) -> Option<Draft> {
        if let Some(hands) = &self.outcome {
            return Some(Draft::Counted(hands.clone()));
        }
        let heard = |wanted: bool| -> Vec<Text> {
            let people = self.people.iter().filter(|(_, heard)| (*heard != Heard::Nothing) == wanted);
            people.map(|(who, _)| who.clone()).collect()
        };
        Some(Draft::Asked { statement: self.statement.clone(), said: heard(true), waits: heard(false) })
    }

    fn holds_words(&self) -> bool {
        self.is_hidden() && self.people.iter().any(|(_, heard)| *heard != Heard::Nothing)
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter if !self.is_hidden() => Some("done"),
            Action::Enter if self.people.is_empty() => Some("count hands"),
            Action::Enter => Some("keep what was said"),
            _ => None,
        }
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Yes | Action::No | Action::Unsure | Action::Silent | Action::NextPart => {
                !self.people.is_empty()
            }
            _ => true,
        }
    }
}
