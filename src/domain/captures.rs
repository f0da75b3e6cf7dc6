//! What was captured and is not resolved. A decision is made and an objection was heard, so neither is ever open.

use crate::journal::answers::{Answers, Captured};
use crate::journal::record::{CaptureId, CaptureKind};
use crate::pack::model::EntryId;
use crate::text::{self, Text};

/// The most cells of a decision's words before an objection to it.
const DECISION: usize = 40;

/// The open captures: actions, questions, risks, what is parked; the nearest day first, then by name.
pub fn open(answers: &Answers) -> Vec<(&CaptureId, &Captured)> {
    let mut found: Vec<(&CaptureId, &Captured)> = answers
        .captures
        .iter()
        .filter(|(_, capture)| !capture.is_resolved())
        .filter_map(|(id, capture)| Some((id, capture.capture.value()?)))
        .filter(|(_, captured)| captured.kind.can_be_open())
        .collect();
    found.sort_by_key(|(id, captured)| (captured.kind, captured.due.is_none(), captured.due, *id));
    found
}

/// What is open at an entry, counted by kind; empty if nothing is.
pub fn open_at(answers: &Answers, id: &EntryId) -> String {
    let mut found = open(answers);
    found.retain(|(_, captured)| captured.at.as_ref() == Some(id));
    counted(&found)
}

/// The open captures counted by kind, `2 actions, 3 questions, 3 parked`; empty if there are none.
pub fn counted(open: &[(&CaptureId, &Captured)]) -> String {
    let parts: Vec<String> = CaptureKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let count = open.iter().filter(|(_, captured)| captured.kind == kind).count();
            let word = match (kind, count) {
                (_, 0) => return None,
                (CaptureKind::Parked, _) | (_, 1) => kind.word().to_owned(),
                _ => format!("{}s", kind.word()),
            };
            Some(format!("{count} {word}"))
        })
        .collect();
    parts.join(", ")
}

/// The decisions at an entry, or at the project as a whole, the oldest first.
pub fn decisions<'a>(answers: &'a Answers, at: Option<&EntryId>) -> Vec<&'a CaptureId> {
    let mut found: Vec<_> = answers
        .captures
        .iter()
        .filter(|(_, capture)| {
            let is_one =
                |captured: &Captured| captured.kind == CaptureKind::Decision && captured.at.as_ref() == at;
            capture.capture.value().is_some_and(is_one)
        })
        .map(|(id, capture)| (capture.capture.first(), id))
        .collect();
    found.sort();
    found.into_iter().map(|(_, id)| id).collect()
}

/// The words of the decision that an objection is about, if several were made and it has to be said which.
pub fn objected<'a>(answers: &'a Answers, objection: &Captured) -> Option<&'a Text> {
    let to = objection.to.as_ref().filter(|_| objection.kind == CaptureKind::Objection)?;
    let several = decisions(answers, objection.at.as_ref()).len() > 1;
    let decision = answers.captures.get(to)?.capture.value()?;
    (several || decision.at != objection.at).then_some(&decision.text)
}

/// An objection with the decision that it is about: `to "Two tenants": Support cannot wait`.
pub fn with_decision(decision: Option<&Text>, words: &str) -> String {
    match decision {
        Some(decision) => {
            let lines = text::wrap(&decision.glimpse(), DECISION);
            let more = if lines.len() > 1 { " ..." } else { "" };
            format!("to \"{}{more}\": {words}", lines.first().map_or("", |line| line.as_ref()))
        }
        None => words.to_owned(),
    }
}

/// The last decision at an entry, or at the project as a whole: what an objection is about.
pub fn last_decision<'a>(answers: &'a Answers, at: Option<&EntryId>) -> Option<&'a CaptureId> {
    decisions(answers, at).pop()
}
