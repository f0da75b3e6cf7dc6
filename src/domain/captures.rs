//! What was captured and is not resolved. A decision is made, so it is never open.

use crate::journal::answers::{Answers, Captured};
use crate::journal::record::{CaptureId, CaptureKind};

/// Returns the open captures: actions, questions, risks, what is parked; the nearest day first, then by name.
pub fn open(answers: &Answers) -> Vec<(&CaptureId, &Captured)> {
    let mut found: Vec<(&CaptureId, &Captured)> = answers
        .captures
        .iter()
        .filter(|(_, capture)| !capture.is_resolved())
        .filter_map(|(id, capture)| Some((id, capture.capture.value()?)))
        .filter(|(_, captured)| captured.kind != CaptureKind::Decision)
        .collect();
    found.sort_by_key(|(id, captured)| (captured.kind, captured.due.is_none(), captured.due, *id));
    found
}

/// Returns the open captures counted by kind, `2 actions, 3 questions, 3 parked`; empty where there are none.
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
