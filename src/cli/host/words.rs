//! What the host says of lines, errors and refusals.

use crate::journal::error::JournalError;
use crate::journal::record::{Change, Record};
use crate::journal::undo::UndoError;
use crate::text::{Text, counted};
use crate::workspace::error::plain;

/// Returns the changes of a line, each by itself.
pub(super) fn changes_of(record: &Record) -> Vec<Change> {
    match &record.change {
        Change::Many(parts) => parts.iter().map(|part| part.change.clone()).collect(),
        change => vec![change.clone()],
    }
}

/// Returns an error with its causes, the last of them first: a line that is cut loses the path, not the reason.
pub(super) fn told(error: &JournalError) -> Text {
    let mut words = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(source) = next {
        words = format!("{}: {words}", plain(source));
        next = source.source();
    }
    Text::line(&words)
}

/// Returns why nothing was undone.
pub(super) fn refused(error: &UndoError) -> Text {
    match error {
        UndoError::Journal(error) => told(error),
        other => Text::line(&other.to_string()),
    }
}

/// Returns what is said to who only follows.
pub(super) fn only_looked() -> Text {
    Text::line("this screen only follows")
}

/// Says that the file has lost changes.
pub(super) fn gone(count: usize) -> Text {
    Text::line(&format!("{} gone from the file", counted(count, "change is", "changes are")))
}

/// Returns what is said where no session is left.
pub(super) fn closed() -> Text {
    Text::line("the project is closed")
}
