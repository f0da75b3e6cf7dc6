//! What is said about an entry besides its status: our answer, owner, date, captures.

use super::effect::{Effect, Look, refused, said};
use super::machine::Walk;
use crate::cli::command::answering;
use crate::domain::{capture_line, captures};
use crate::journal::record::{CaptureKind, Change};
use crate::pack::model::EntryId;
use crate::text::Text;

impl Walk {
    /// Parks an entry and goes on.
    pub(super) fn park(&mut self, id: &EntryId, rest: &str, look: &Look<'_>) -> Vec<Effect> {
        let title = look.project.named(id).title;
        let text = if rest.is_empty() { title } else { Text::line(rest) };
        let change = Change::Capture {
            id: look.fresh.clone(),
            at: Some(id.clone()),
            kind: CaptureKind::Parked,
            text,
            owner: None,
            due: None,
            to: None,
        };
        let mut effects = vec![Effect::Write(change)];
        effects.extend(self.next(look));
        effects
    }
}

/// Returns the effect of an answer in words.
pub(super) fn note(id: EntryId, text: &str) -> Effect {
    Effect::Write(Change::Note { id, text: Text::block(text) })
}

/// Returns the effect of one more line of an answer.
pub(super) fn longer_note(id: EntryId, more: &str, look: &Look<'_>) -> Effect {
    let waiting = look.unsaved.iter().rev().find_map(|change| match change {
        Change::Note { id: other, text } if *other == id => Some(text),
        _ => None,
    });
    let before = waiting.or_else(|| look.project.answers().entry(&id)?.note());
    match before {
        Some(before) => note(id, &format!("{before}\n{more}")),
        None => note(id, more),
    }
}

/// Gives an entry an owner.
pub(super) fn owner(id: EntryId, rest: &str, look: &Look<'_>) -> Vec<Effect> {
    if rest.is_empty() {
        return said("Whose is it? For example `owner Lena`; `owner none` clears it.");
    }
    let owner = (rest != "none").then(|| name(rest, look));
    vec![Effect::Write(Change::Owner { id, owner })]
}

/// Returns the name that is meant: of somebody in the room where it begins only one, else as it stands.
pub(super) fn name(typed: &str, look: &Look<'_>) -> Text {
    let typed = typed.trim().trim_start_matches('@');
    let names = look.names();
    match capture_line::matching_names(typed, &names).as_slice() {
        [only] => (*only).clone(),
        _ => Text::line(typed),
    }
}

/// Gives an entry a date.
pub(super) fn due(id: EntryId, rest: &str, look: &Look<'_>) -> Vec<Effect> {
    match answering::day(rest, look.project.moment.today) {
        Ok(day) => vec![Effect::Write(Change::Due { id, day })],
        Err(error) => refused(&error),
    }
}

/// Returns what comes of a capture line; one that begins with `-` belongs to the workshop as a whole.
pub(super) fn capture(kind: CaptureKind, rest: &str, look: &Look<'_>) -> Vec<Effect> {
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
        .map(|odd| Effect::Say(format!("{odd} is no day, so it stays in the words.")));
    let at = current.filter(|_| !whole);
    let answers = look.project.answers();
    let to =
        captures::last_decision(answers, at.as_ref()).filter(|_| kind == CaptureKind::Objection).cloned();
    let capture = Change::Capture {
        id: look.fresh.clone(),
        at,
        kind,
        text: found.text.clone(),
        owner: found.owner,
        due: found.due,
        to,
    };
    [Effect::Write(capture)].into_iter().chain(odd).collect()
}
