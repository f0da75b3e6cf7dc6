//! The question before an answer is saved that somebody else has changed since it was opened: theirs, yours, or both.
//!
//! It comes over the field or form that was typed into, so that Esc goes back to the text with every letter of it.

use ratatui::layout::Rect;

use super::Popup;
use super::confirm::ASKED_ANEW;
use crate::domain::answer::meanwhile::{Meanwhile, Seen};
use crate::domain::answer::{Intent, Ruling};
use crate::journal::record::{Change, SubChange};
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, below, cells, inset};
use crate::tui::widget::list::{Click, List, Mark};
use crate::tui::widget::page::Page;
use crate::tui::widget::reader::Reader;

/// What becomes of two answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Yours,
    Theirs,
    Both,
    Stand,
}

/// The cells of a choice's label; what becomes of the other answer follows.
const LABEL: u16 = 17;

/// The question what becomes of two answers.
pub struct MeanwhilePopup {
    found: Vec<Meanwhile>,
    intent: Intent,
    /// What was there when somebody began to type.
    seen: Seen,
    /// `Kim`, or `the others` if they are several.
    who: String,
    choices: List<Choice>,
    reader: Reader,
    laid_out: Fresh<(), (u16, u16)>,
}

/// What keeps an intent: the intent itself, or the question over the field that it was typed in.
pub fn keep(intent: Intent, seen: &Seen, ctx: &Ctx<'_>) -> Outcome {
    let found = ctx.situation().meanwhile(seen, &intent, ctx.host.run());
    if found.is_empty() {
        return Outcome::intend(intent);
    }
    Outcome::open(MeanwhilePopup::new(found, intent, seen.clone()))
}

impl MeanwhilePopup {
    fn new(found: Vec<Meanwhile>, intent: Intent, seen: Seen) -> MeanwhilePopup {
        let first = found.first().map(|one| one.by.clone()).unwrap_or_default();
        let is_one = found.iter().all(|one| one.by == first);
        let who = if is_one { first.to_string() } else { "the others".to_owned() };
        let is_text = matches!(found.as_slice(), [only] if only.texts().is_some());
        let all = [Choice::Yours, Choice::Theirs, Choice::Both, Choice::Stand];
        let choices = all.into_iter().filter(|choice| *choice != Choice::Both || is_text).collect();
        let (reader, laid_out) = (Reader::default(), Fresh::default());
        MeanwhilePopup { found, intent, seen, who, choices, reader, laid_out }
    }

    /// Asks again if others have answered once more, or have taken it back; `None` if all is as it was asked.
    fn ask_anew(&mut self, ctx: &Ctx<'_>) -> Option<Outcome> {
        let found = ctx.situation().meanwhile(&self.seen, &self.intent, ctx.host.run());
        if found == self.found {
            return None;
        }
        if found.is_empty() {
            return Some(
                Outcome::tell("their answer was undone meanwhile; yours is not saved yet").after_close(),
            );
        }
        *self = MeanwhilePopup::new(found, self.intent.clone(), self.seen.clone());
        Some(Outcome::tell(ASKED_ANEW))
    }

    fn theirs(&self) -> String {
        match self.who.as_str() {
            "the others" => "theirs".to_owned(),
            name => format!("{name}'s"),
        }
    }

    /// The label of a choice, what becomes of the other answer, and what its key does.
    fn words(&self, choice: Choice) -> (String, String, Action) {
        let theirs = self.theirs();
        match choice {
            Choice::Yours => {
                ("Keep yours".to_owned(), format!("{theirs} stays in the history"), Action::KeepYours)
            }
            Choice::Theirs => {
                (format!("Keep {theirs}"), "yours is thrown away".to_owned(), Action::KeepTheirs)
            }
            Choice::Both => (
                "Keep both".to_owned(),
                format!("{theirs}, then yours, as one text to edit"),
                Action::KeepBoth,
            ),
            Choice::Stand => (
                "Let both stand".to_owned(),
                "two answers ‖, until somebody answers again".to_owned(),
                Action::LetStand,
            ),
        }
    }

    fn page(&self, width: u16, ctx: &Ctx<'_>) -> Page {
        let theme = ctx.theme;
        let situation = ctx.situation();
        let mut page = Page::new(width);
        for one in &self.found {
            let (theirs, yours) = match one.texts() {
                Some((theirs, yours)) => (theirs.to_string(), yours.to_string()),
                None => (situation.deed_alone(&one.theirs), situation.deed_alone(&one.yours.change)),
            };
            let label = text::width(&one.by).max(5) + 2;
            if self.found.len() > 1
                && let Some(id) = one.theirs.entry()
            {
                page.paragraph(&situation.entry(id), theme.dim);
            }
            page.hanging(label, (one.by.to_string(), theme.dim), &said(&theirs), theme.normal, None);
            page.gap();
            page.hanging(label, ("yours".to_owned(), theme.dim), &said(&yours), theme.normal, None);
            page.gap();
        }
        page
    }

    fn list_height(&self) -> u16 {
        cells(self.choices.len())
    }

    /// How many rows the texts get above the choices.
    fn text_height(&self, area: Rect) -> u16 {
        area.height.saturating_sub(self.list_height()).max(area.height.min(2))
    }

    fn choose(&self, choice: Choice, ctx: &Ctx<'_>) -> Outcome {
        let situation = ctx.situation();
        // The field or form below closes too.
        let closed = |outcome: Outcome| outcome.after_close().after_close();
        match choice {
            Choice::Yours => closed(Outcome::intend(self.intent.clone())),
            Choice::Theirs => {
                let stays = format!("{} answer stays, yours is thrown away", self.theirs());
                let rest = self.rest(ctx);
                if rest.is_empty() {
                    return closed(Outcome::tell(stays));
                }
                let done = situation.sentence(&rest);
                closed(Outcome::Apply(rest, done))
            }
            Choice::Both => match self.found.first().and_then(Meanwhile::both) {
                Some(both) => Outcome::Rewrite(both).after_close(),
                None => Outcome::Stay,
            },
            Choice::Stand => {
                let Ruling::Changes(changes) = situation.decide(&self.intent) else { return Outcome::Stay };
                let done = situation.sentence(&changes);
                let seen: Vec<SubChange> = self.found.iter().map(|one| one.yours.clone()).collect();
                closed(Outcome::Beside(changes, seen, format!("{done}; two answers now")))
            }
        }
    }

    /// What the intent says of entries that nobody else has changed.
    fn rest(&self, ctx: &Ctx<'_>) -> Vec<Change> {
        let Ruling::Changes(changes) = ctx.situation().decide(&self.intent) else { return Vec::new() };
        let is_asked = |change: &Change| self.found.iter().any(|one| one.theirs.entry() == change.entry());
        changes.into_iter().filter(|change| !is_asked(change)).collect()
    }
}

/// An empty text is one too.
fn said(words: &str) -> String {
    if words.is_empty() { "(empty)".to_owned() } else { words.to_owned() }
}

impl Popup for MeanwhilePopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Meanwhile, KeyScope::Choose]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let at = self.found.iter().map(|one| one.at).max();
        let at = at.map(|at| format!(", {}", ctx.moment.time(at))).unwrap_or_default();
        let names: Vec<Text> =
            self.found.iter().filter_map(|one| one.theirs.entry()).map(|id| ctx.name(id)).collect();
        let about = match names.as_slice() {
            [first, rest @ ..] if rest.iter().all(|name| name == first) => format!(" · {first}"),
            _ => String::new(),
        };
        (format!("{} answered meanwhile{at}{about}", self.who), "nothing is saved yet".to_owned())
    }

    fn height(&self, width: u16, ctx: &Ctx<'_>) -> u16 {
        cells(self.page(width.saturating_sub(4), ctx).len()) + self.list_height()
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let choice = match action {
            Action::Back => return Outcome::Close,
            Action::PageDown | Action::PageUp => {
                self.reader.update(action);
                return Outcome::Stay;
            }
            Action::KeepYours => Choice::Yours,
            Action::KeepTheirs => Choice::Theirs,
            Action::KeepBoth => Choice::Both,
            Action::LetStand => Choice::Stand,
            Action::Enter => self.choices.at().copied().unwrap_or(Choice::Yours),
            _ if self.choices.update(action) => return Outcome::Stay,
            _ => return Outcome::Ignored,
        };
        self.ask_anew(ctx).unwrap_or_else(|| self.choose(choice, ctx))
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let texts = self.text_height(area);
        let key = (area.width, texts);
        if !self.laid_out.is_for(ctx.revision, &key) {
            self.reader.show(self.page(area.width.saturating_sub(4), ctx), texts);
            self.laid_out.set(ctx.revision, key, ());
        }
        self.choices.sync(below(area, texts).height);
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let texts = self.text_height(area);
        self.reader.draw(canvas, inset(Rect { height: texts.min(area.height), ..area }, 2, 2));
        self.choices.draw(canvas, below(area, texts), Mark::Row, |canvas, place, choice, _| {
            let (label, becomes, action) = self.words(*choice);
            let place = inset(place, 3, 1);
            canvas.put_right(place, &ctx.keys.key_of(action), canvas.theme.key);
            let used =
                canvas.put(place.x, place.y, place.width.saturating_sub(2), &label, canvas.theme.normal);
            let from = used.max(LABEL - 1) + 1;
            let room = place.width.saturating_sub(from + 2);
            if usize::from(room) >= text::width(&becomes) {
                canvas.put(place.x + from, place.y, room, &becomes, canvas.theme.dim);
            }
        });
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        (action == Action::Back).then_some("back to the text")
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        let (_, texts) = self.laid_out.key().copied().unwrap_or_default();
        match row.checked_sub(texts).map(|row| self.choices.click(row)) {
            Some(Click::Moved | Click::Again) => self.update(Action::Enter, ctx),
            Some(Click::Nothing) | None => Outcome::Stay,
        }
    }
}
