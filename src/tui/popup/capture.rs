//! The capture line: the kind by a letter, then one line, with what was understood below.

use ratatui::layout::Rect;

use super::Popup;
use super::choose::draw_choice;
use crate::domain::answer::Intent;
use crate::domain::capture_line::{self, Names, Understood};
use crate::domain::captures;
use crate::domain::room::Answering;
use crate::domain::shown::Draft;
use crate::domain::typed::HalfTyped;
use crate::journal::answers::Captured;
use crate::journal::record::{CaptureId, CaptureKind};
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::{self, KeyScope};
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::line::TextLine;
use crate::tui::widget::list::Mark;
use crate::tui::widget::scroll::moved;

/// Captures something at an entry, or at the project as a whole.
pub struct CapturePopup {
    at: Option<EntryId>,
    /// `None` until it is chosen.
    kind: Option<CaptureKind>,
    cursor: usize,
    line: TextLine,
    names: Names,
    /// Whether the workshop goes on to the next entry after it.
    goes_on: bool,
    /// The decision that an objection is to, once one is chosen.
    to: Option<CaptureId>,
}

impl CapturePopup {
    /// The popup that first asks for the kind.
    pub fn at(at: Option<EntryId>, ctx: &Ctx<'_>) -> CapturePopup {
        CapturePopup {
            at,
            kind: None,
            cursor: 0,
            line: TextLine::default(),
            names: names(ctx),
            goes_on: false,
            to: None,
        }
    }

    /// The line with words that were typed before.
    pub fn again(at: Option<EntryId>, kind: CaptureKind, words: &str, ctx: &Ctx<'_>) -> CapturePopup {
        CapturePopup { kind: Some(kind), line: TextLine::new(words), ..CapturePopup::at(at, ctx) }
    }

    /// The line that parks something at an entry of the workshop and goes on to the next.
    pub fn parking(at: EntryId, ctx: &Ctx<'_>) -> CapturePopup {
        CapturePopup { kind: Some(CaptureKind::Parked), goes_on: true, ..CapturePopup::at(Some(at), ctx) }
    }

    fn understood(&self, kind: CaptureKind, ctx: &Ctx<'_>) -> Understood {
        // A name that was only begun does not count.
        let words = self.line.words().trim_end().trim_end_matches(" @");
        capture_line::understand(words, kind, &self.names, ctx.moment.today)
    }

    fn completion(&self) -> Option<String> {
        completion(&self.line, &self.names)
    }

    /// The line of an objection to this decision.
    pub fn objecting(decision: &CaptureId, ctx: &Ctx<'_>) -> CapturePopup {
        let at = ctx.answers().captures.get(decision).and_then(|capture| capture.capture.value()?.at.clone());
        CapturePopup { to: Some(decision.clone()), ..CapturePopup::at(at, ctx) }
    }

    /// The decision that an objection is to: the one that is chosen, else the last one here.
    fn decision<'a>(&'a self, ctx: &Ctx<'a>) -> Option<&'a CaptureId> {
        self.to.as_ref().or_else(|| captures::last_decision(ctx.answers(), self.at.as_ref()))
    }

    /// Lets the objection be to the decision before or after, of those at the entry.
    fn choose_decision(&mut self, step: isize, ctx: &Ctx<'_>) {
        let decisions = captures::decisions(ctx.answers(), self.at.as_ref());
        let now = self.decision(ctx).and_then(|id| decisions.iter().position(|other| *other == id));
        let next = decisions.get(moved(now.unwrap_or_default(), step, decisions.len()));
        self.to = next.map(|id| (*id).clone()).or_else(|| self.to.take());
    }

    fn choose(&mut self, kind: CaptureKind, ctx: &Ctx<'_>) -> Outcome {
        self.kind = Some(kind);
        // Nobody here could answer: the action that asks them is prepared, and only the person is missing.
        let asks = self.at.as_ref().filter(|_| kind == CaptureKind::Action && !self.holds_words());
        if let Some(asks) = asks.and_then(|id| Answering::asking(ctx.board, ctx.answers(), id)) {
            self.line = TextLine::new(&format!("{asks} @"));
        }
        Outcome::Stay
    }

    fn next_kind(&mut self, step: isize) {
        let n_kinds = CaptureKind::ALL.len();
        let now = CaptureKind::ALL.iter().position(|kind| Some(*kind) == self.kind).unwrap_or(0);
        let next = now.wrapping_add_signed(step + n_kinds.cast_signed()) % n_kinds;
        self.kind = CaptureKind::ALL.get(next).copied();
    }

    fn keep(&self, kind: CaptureKind, ctx: &Ctx<'_>) -> Outcome {
        let Understood { mut text, owner, due } = self.understood(kind, ctx);
        if text.is_empty() && self.goes_on {
            // To park the entry itself takes no words.
            text =
                self.at.as_ref().and_then(|id| ctx.row(id)).map(|row| row.title.clone()).unwrap_or_default();
        }
        if text.is_empty() {
            return Outcome::tell("write a few words first");
        }
        // The app gives the capture its name when it takes the change in.
        let to = self.decision(ctx).filter(|_| kind == CaptureKind::Objection).cloned();
        let captured = Captured { at: self.at.clone(), kind, text, owner, due, to };
        let kept = Outcome::intend(Intent::Capture { id: CaptureId(Text::default()), captured });
        if self.goes_on {
            return Outcome::All(vec![Outcome::Close, kept, Outcome::Perform(Action::Right)]);
        }
        kept.after_close()
    }

    fn update_line(&mut self, action: Action, kind: CaptureKind, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Back => return Outcome::Close,
            Action::Enter | Action::Keep => return self.keep(kind, ctx),
            Action::NextPart => match self.completion() {
                Some(rest) => self.line.insert(&format!("{rest} ")),
                None => self.next_kind(1),
            },
            Action::Right => match self.completion() {
                Some(rest) => self.line.insert(&rest),
                None => _ = self.line.take(action),
            },
            Action::PreviousPart => self.next_kind(-1),
            Action::Up if kind == CaptureKind::Objection => self.choose_decision(-1, ctx),
            Action::Down if kind == CaptureKind::Objection => self.choose_decision(1, ctx),
            _ if self.line.take(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn update_kinds(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let n_kinds = CaptureKind::ALL.len();
        match action {
            Action::Kind(kind) => return self.choose(kind, ctx),
            Action::Enter => {
                if let Some(kind) = CaptureKind::ALL.get(self.cursor) {
                    return self.choose(*kind, ctx);
                }
            }
            Action::Back => return Outcome::Close,
            Action::Up => self.cursor = moved(self.cursor, -1, n_kinds),
            Action::Down => self.cursor = moved(self.cursor, 1, n_kinds),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = n_kinds - 1,
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }
}

impl Popup for CapturePopup {
    fn scopes(&self) -> &'static [KeyScope] {
        match self.kind {
            Some(_) => &[KeyScope::CaptureLine, KeyScope::Line],
            None => &[KeyScope::CaptureKind, KeyScope::Choose],
        }
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let place = self.at.as_ref().map(|id| format!(", at {}", ctx.name(id))).unwrap_or_default();
        let decision = self.decision(ctx).and_then(|id| ctx.answers().captures.get(id)?.capture.value());
        let words = match self.kind {
            Some(CaptureKind::Objection) if decision.is_some() => {
                let to = decision.map(|decision| decision.text.glimpse()).unwrap_or_default();
                format!("Objection, to: {to}")
            }
            Some(kind) => format!("{}{place}", kind_title(kind)),
            None => format!("Capture{place}"),
        };
        (words, String::new())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        if self.kind.is_some() { 2 } else { cells(CaptureKind::ALL.len()) }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match self.kind {
            Some(kind) => self.update_line(action, kind, ctx),
            None => self.update_kinds(action, ctx),
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let Some(kind) = self.kind else {
            for (at, kind) in CaptureKind::ALL.into_iter().enumerate() {
                let key = ctx.keys.key_of(Action::Kind(kind));
                let help = keys::help_of(Action::Kind(kind));
                let label = format!("{key}  {:<10}{help}", kind.word());
                draw_choice(canvas, row(area, cells(at)), &label, "");
                if at == self.cursor {
                    Mark::Row.draw(canvas, row(area, cells(at)));
                }
            }
            return;
        };
        let place = inset(row(area, 0), 1, 1);
        let ghost = self.completion().unwrap_or_default();
        self.line.draw(canvas, place, canvas.theme.field, &ghost, true);
        let place = inset(row(area, 1), 1, 1);
        if place.height > 0 {
            let words = if self.goes_on && !self.holds_words() {
                "Enter parks this and goes to the next entry; empty parks the entry itself".to_owned()
            } else {
                explain(&self.understood(kind, ctx), kind, place.width, ctx)
            };
            canvas.put(place.x, place.y, place.width, &words, canvas.theme.dim);
        }
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        if self.kind.is_some() {
            self.line.insert(words);
        }
        self.kind.is_some()
    }

    fn shows(&self) -> Option<Draft> {
        Some(Draft::Capture { kind: self.kind?, text: self.line.text() })
    }

    fn half_typed(&self) -> Option<HalfTyped> {
        let text = Text::line(self.line.words());
        let kind = self.kind.filter(|_| !text.is_empty())?;
        Some(HalfTyped::Capture { at: self.at.clone(), kind, text })
    }

    fn holds_words(&self) -> bool {
        self.kind.is_some() && !self.line.words().trim().is_empty()
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        match CaptureKind::ALL.get(usize::from(row)) {
            Some(kind) if self.kind.is_none() => self.choose(*kind, ctx),
            _ => Outcome::Stay,
        }
    }
}

/// The rest of the name behind `@` that Tab would write.
pub(super) fn completion(line: &TextLine, names: &[Text]) -> Option<String> {
    let typed = line.is_at_end().then(|| capture_line::name_being_typed(line.words()))??;
    let name = capture_line::matching_names(typed, names).into_iter().next()?;
    let rest = text::after_folded(name, typed)?;
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// The names that `@` knows: those in the room first.
pub fn names(ctx: &Ctx<'_>) -> Names {
    Names::of(ctx.answers(), &ctx.host.author())
}

/// The kind with a capital letter, as headings have it.
pub fn kind_title(kind: CaptureKind) -> &'static str {
    match kind {
        CaptureKind::Decision => "Decision",
        CaptureKind::Action => "Action",
        CaptureKind::Question => "Question",
        CaptureKind::Risk => "Risk",
        CaptureKind::Parked => "Parked",
        CaptureKind::Objection => "Objection",
    }
}

/// The sentence, who and when as they will be kept; a long sentence is cut, who and when never are.
fn explain(found: &Understood, kind: CaptureKind, width: u16, ctx: &Ctx<'_>) -> String {
    if found.text.is_empty() {
        let day = if capture_line::has_day(kind) { " and a date at the end" } else { "" };
        return format!("@name{day}; \\@ or quotes keep the words");
    }
    let odd = capture_line::odd_day(&found.text, ctx.moment.today).filter(|_| capture_line::has_day(kind));
    let odd = odd.map(|odd| format!("{odd} is not a day"));
    let joined = |words: Vec<String>| -> String {
        let parts = std::iter::once(String::new()).chain(words).chain(odd.clone());
        parts.collect::<Vec<_>>().join(" · ")
    };
    let width = usize::from(width);
    let mut rest = joined(capture_line::explain(found, kind, ctx.moment));
    if text::width(&found.text) + text::width(&rest) + 2 > width {
        // What an action lacks gives way to the sentence.
        rest = joined(capture_line::explain(found, CaptureKind::Question, ctx.moment));
    }
    let room = width.saturating_sub(text::width(&rest) + 2);
    format!("\"{}\"{rest}", text::truncate(&found.text, room, ctx.theme.cut()))
}
