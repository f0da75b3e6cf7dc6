//! What can go wrong with the open project and the world around it: what, where, and what now.
//!
//! `cli::error` prints it and turns its kind into an exit status; the screens show it as one line.

use std::fmt;
use std::path::Path;

use crate::domain::refusal::Refusal;
use crate::journal::error::JournalError;
use crate::text::{self, clean};

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The answer is no: something was asked for that cannot be had.
    No,
    /// The command was used wrongly.
    Usage,
    /// Something could not be read or written.
    Io,
}

/// A failure: what and where in one sentence, lines that show more, and what to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: FailureKind,
    message: String,
    /// Its causes, the nearest first; it is part of the message too.
    causes: Vec<String>,
    details: Vec<String>,
    hints: Vec<String>,
}

impl Error {
    /// A failure that means *no*.
    pub fn no(message: impl Into<String>) -> Error {
        Error::new(FailureKind::No, message.into())
    }

    /// A failure of how the command was used.
    pub fn usage(message: impl Into<String>) -> Error {
        Error::new(FailureKind::Usage, message.into())
    }

    /// A failure of reading or writing.
    pub fn io(message: impl Into<String>) -> Error {
        Error::new(FailureKind::Io, message.into())
    }

    fn new(kind: FailureKind, message: String) -> Error {
        Error { kind, message, causes: Vec::new(), details: Vec::new(), hints: Vec::new() }
    }

    /// Adds a line below the message.
    pub fn detail(mut self, line: impl Into<String>) -> Error {
        self.details.push(line.into());
        self
    }

    /// Adds what to do now.
    pub fn hint(mut self, hint: impl Into<String>) -> Error {
        self.hints.push(hint.into());
        self
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// The message, what it shows and what to do now, a line each.
    pub fn lines(&self) -> Vec<String> {
        let message = std::iter::once(clean(&self.message).into_owned());
        message.chain(self.details.clone()).chain(self.hints.clone()).collect()
    }

    /// Whether it says what to do now.
    pub fn has_hint(&self) -> bool {
        !self.hints.is_empty()
    }

    /// Adds its cause, and the causes of that.
    pub fn cause(mut self, source: &dyn std::error::Error) -> Error {
        let mut next = Some(source);
        while let Some(source) = next {
            let words = plain(source);
            if !self.message.contains(&words) {
                self.message.push_str(": ");
                self.message.push_str(&words);
                self.causes.push(words);
            }
            next = source.source();
        }
        self
    }

    /// The message with its causes before it, the last of them first: a line that is cut loses the path, not
    /// the reason.
    pub fn reason_first(&self) -> String {
        let behind: usize = self.causes.iter().map(|cause| ": ".len() + cause.len()).sum();
        let head = &self.message[..self.message.len() - behind];
        self.causes.iter().rev().map(String::as_str).chain([head]).collect::<Vec<_>>().join(": ")
    }

    /// The one sentence that says what failed and where.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Lines that show more.
    pub fn details(&self) -> &[String] {
        &self.details
    }

    /// What to do now, a line each.
    pub fn hints(&self) -> &[String] {
        &self.hints
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&clean(&self.message))
    }
}

impl std::error::Error for Error {}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error {
            kind: FailureKind::Usage,
            message: refusal.what,
            causes: Vec::new(),
            details: refusal.details,
            hints: refusal.hints,
        }
    }
}

/// What the system says, without the number that it adds.
pub fn plain(source: &dyn std::error::Error) -> String {
    let words = source.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    let mut chars = words.chars();
    match (chars.next(), chars.next()) {
        // `No such file` inside a sentence; an abbreviation stays as it is.
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(words.chars().skip(1)).collect()
        }
        _ => words.to_owned(),
    }
}

/// What is said about a journal that could not be read or written.
pub fn failed(error: &JournalError) -> Error {
    let kind: fn(String) -> Error = match error {
        JournalError::Exists { .. } | JournalError::TextTooLong { .. } => |words| Error::usage(words),
        _ => |words| Error::io(words),
    };
    let said = kind(error.to_string());
    let said = match std::error::Error::source(error) {
        Some(source) => said.cause(source),
        None => said,
    };
    match error {
        JournalError::Missing { .. } => said.hint("make a project with `golive new`, or name another file"),
        JournalError::NotAFile { .. } => said.hint("name the project's own file, it ends in .golive"),
        JournalError::Exists { .. } => said.hint("choose another name; existing files are never overwritten"),
        JournalError::ReadOnly { reason, .. } => said.hint(reason.hint()),
        JournalError::Busy { .. } => said.hint("nothing was written; try again when it is done"),
        JournalError::Full { .. } => said.hint("begin a new project; this one stays readable"),
        JournalError::TextTooLong { .. } => said.hint("keep the document elsewhere and link it"),
        JournalError::Gone { .. } => {
            said.hint("it is never created again by itself; put it back, or name another file")
        }
        JournalError::Write { .. } => said.hint("nothing counts as saved; free space and repeat the command"),
        JournalError::Sync { .. } => said.hint(
            "nothing counts as saved; look after the disk, then with `golive history` whether it is there",
        ),
        JournalError::Lock { .. } => said.hint("nothing was written; its file system has to know locks"),
        JournalError::Unsynced { .. } | JournalError::Shorter { .. } => {
            error.hint().into_iter().fold(said, Error::hint)
        }
        _ => said,
    }
}

/// What is said about a file that is not a journal.
pub fn not_a_project(path: &Path) -> Error {
    Error::io(format!("{} is not a project's file", quoted(path.to_string_lossy())))
        .hint("such a file begins with `Golive(format: 1, ...)`; `golive projects` lists yours")
}

/// `words` in backticks, as messages show what was typed.
pub fn quoted(words: impl AsRef<str>) -> String {
    text::quoted(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_said_once_and_without_its_number() {
        let source = std::io::Error::from_raw_os_error(2);
        assert_eq!(
            Error::io("cannot read x").cause(&source).to_string(),
            "cannot read x: no such file or directory"
        );
    }
}
