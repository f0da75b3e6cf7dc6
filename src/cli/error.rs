//! What can go wrong with a command, how it is said, and the exit status it ends with.
//!
//! Every message has three parts: what, where, what now. The kind alone decides the exit status.

use std::fmt;
use std::process::ExitCode;

use super::out::{Out, bad, strong, warn};
use super::world::World;
use crate::text::{Text, clean};

/// The exit status of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit(pub u8);

impl Exit {
    /// Everything was done.
    pub const DONE: Exit = Exit(0);
    /// The answer is no.
    pub const NO: Exit = Exit(1);

    /// Returns the status of a program that was ended by a signal.
    pub fn signal(number: u8) -> Exit {
        Exit(128u8.saturating_add(number))
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.0)
    }
}

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

    /// Returns the exit status that goes with it.
    pub fn exit(&self) -> Exit {
        match self.kind {
            Kind::No => Exit(1),
            Kind::Usage => Exit(2),
            Kind::Io => Exit(3),
        }
    }
}

/// Says notes, and what failed, on standard error.
pub fn say(notes: &[String], error: Option<&Error>, world: &mut World) {
    if notes.is_empty() && error.is_none() {
        return;
    }
    let mut out = Out::stderr(world);
    for note in notes {
        out.line(warn("note: ").and(note));
    }
    if let Some(error) = error {
        out.line(bad("error: ").and(strong(&error.message)));
        for line in &error.details {
            out.line(format!("  {line}"));
        }
        for hint in &error.hints {
            out.line(strong("hint: ").and(hint));
        }
    }
    // Nobody is left to tell when standard error cannot be written.
    drop(out.finish());
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&clean(&self.message))
    }
}

impl std::error::Error for Error {}

/// Returns what the system says, without the number that it adds.
fn plain(source: &dyn std::error::Error) -> String {
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
    fn the_kind_alone_decides_the_exit_status() {
        assert_eq!(Error::no("x").exit(), Exit(1));
        assert_eq!(Error::usage("x").exit(), Exit(2));
        assert_eq!(Error::io("x").exit(), Exit(3));
        assert_eq!(Exit::signal(15), Exit(143));
    }

    #[test]
    fn a_cause_is_said_once_and_without_its_number() {
        let source = std::io::Error::from_raw_os_error(2);
        assert_eq!(
            Error::io("cannot read x").cause(&source).to_string(),
            "cannot read x: no such file or directory"
        );
    }
}
