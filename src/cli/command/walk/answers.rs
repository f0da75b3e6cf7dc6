//! Captures in the walk: what is written down at the entry, or at the workshop as a whole.

use jiff::civil::Date;

use super::effect::{Effect, WalkInput, said};
use super::marks::intend;
use super::mode::Walk;
use crate::domain::answer::Intent;
use crate::domain::{capture_line, captures, dates};
use crate::journal::answers::Captured;
use crate::journal::record::CaptureKind;
use crate::pack::model::EntryId;
use crate::text::Text;

impl Walk {
    /// Parks an entry and goes on.
    pub(super) fn park(&mut self, id: &EntryId, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        let title = look.project.named(id).title;
        let text = if rest.is_empty() { title } else { Text::line(rest) };
        let captured = Captured {
            at: Some(id.clone()),
            kind: CaptureKind::Parked,
            text,
            owner: None,
            due: None,
            to: None,
        };
        let mut effects = intend(&Intent::Capture { id: look.fresh.clone(), captured }, look);
        effects.extend(self.next(look));
        effects
    }
}

/// What comes of a capture line; one that begins with `-` belongs to the workshop as a whole.
pub(super) fn capture(kind: CaptureKind, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
    let (whole, line) = match rest.strip_prefix('-') {
        Some(line) => (true, line.trim()),
        None => (false, rest),
    };
    let current = look.running().and_then(|running| running.current);
    let found = capture_line::understand(line, kind, &look.names(), look.project.moment.today);
    if found.text.is_empty() {
        return said(format!(
            "What is the {}? For example `{} Write the table @lena fri`.",
            kind.word(),
            kind.word()
        ));
    }
    // The words are kept as they are, and that they hold no day is said before it is forgotten.
    let odd = capture_line::odd_day(&found.text, look.project.moment.today);
    let odd = odd
        .filter(|_| capture_line::has_day(kind))
        .map(|odd| Effect::Say(format!("{odd} is not a date, so it stays in the text.")));
    let next_year = next_year(line, found.due, look);
    let at = current.filter(|_| !whole);
    let answers = look.project.answers();
    let to =
        captures::last_decision(answers, at.as_ref()).filter(|_| kind == CaptureKind::Objection).cloned();
    let captured = Captured { at, kind, text: found.text.clone(), owner: found.owner, due: found.due, to };
    let intent = Intent::Capture { id: look.fresh.clone(), captured };
    intend(&intent, look).into_iter().chain(odd).chain(next_year).collect()
}

/// Says that a day without a year is one of next year, because this year's is past.
pub(super) fn next_year(typed: &str, day: Option<Date>, look: &WalkInput<'_>) -> Option<Effect> {
    let today = look.project.moment.today;
    let day = day.filter(|day| day.year() > today.year() && !typed.contains(&day.year().to_string()))?;
    Some(Effect::Say(format!("{} is next year; `undo` removes it.", dates::long(day, today))))
}
