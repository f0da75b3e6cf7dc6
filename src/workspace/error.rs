//! What can go wrong with the open project and the world around it: what, where, and what now.
//!
//! `cli::error` prints it and turns its kind into an exit status; the screens show it as one line.

use std::fmt;

use crate::text::{Text, clean};

/// What kind of failure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
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
    kind: Kind,
    message: String,
    details: Vec<String>,
    hints: Vec<String>,
}

impl Error {
    /// Returns a failure that means *no*.
    pub fn no(message: impl Into<String>) -> Error {
        Error::new(Kind::No, message.into())
    }

    /// Returns a failure of how the command was used.
    pub fn usage(message: impl Into<String>) -> Error {
        Error::new(Kind::Usage, message.into())
    }

    /// Returns a failure of reading or writing.
    pub fn io(message: impl Into<String>) -> Error {
        Error::new(Kind::Io, message.into())
    }

    fn new(kind: Kind, message: String) -> Error {
        Error { kind, message, details: Vec::new(), hints: Vec::new() }
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

    /// Returns what kind of failure it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns the message, what it shows and what to do now, a line each.
    pub fn lines(&self) -> Vec<String> {
        let message = std::iter::once(clean(&self.message).into_owned());
        message.chain(self.details.clone()).chain(self.hints.clone()).collect()
    }

    /// Returns whether it says what to do now.
    pub fn has_hint(&self) -> bool {
        !self.hints.is_empty()
    }

    /// Adds what lay behind it, and what lay behind that.
    pub fn cause(mut self, source: &dyn std::error::Error) -> Error {
        let mut next = Some(source);
        while let Some(source) = next {
            let words = plain(source);
            if !self.message.contains(&words) {
                self.message.push_str(": ");
                self.message.push_str(&words);
            }
            next = source.source();
        }
        self
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

/// Returns what the system says, without the number that it adds.
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

/// Returns `words` in backticks, as messages show what was typed.
pub fn quoted(words: impl AsRef<str>) -> String {
    format!("`{}`", Text::line(words.as_ref()))
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
