//! How failures are printed, and the exit status they end with. The kind alone decides the exit status.

use std::process::ExitCode;

use super::out::{Out, bad, strong, warn};
use crate::workspace::error::{Error, FailureKind};
use crate::workspace::world::World;

/// The exit status of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit(pub u8);

impl Exit {
    /// Everything was done.
    pub const DONE: Exit = Exit(0);
    /// The answer is no.
    pub const NO: Exit = Exit(1);

    /// The status that goes with a failure.
    pub fn of(error: &Error) -> Exit {
        match error.kind() {
            FailureKind::No => Exit(1),
            FailureKind::Usage => Exit(2),
            FailureKind::Io => Exit(3),
        }
    }

    /// The status of a program that was ended by a signal.
    pub fn signal(number: u8) -> Exit {
        Exit(128u8.saturating_add(number))
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.0)
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
        out.line(bad("error: ").and(strong(error.message())));
        for line in error.details() {
            out.line(format!("  {line}"));
        }
        for hint in error.hints() {
            out.line(strong("hint: ").and(hint));
        }
    }
    // Nobody is left to tell when standard error cannot be written.
    drop(out.finish());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_alone_decides_the_exit_status() {
        assert_eq!(Exit::of(&Error::no("x")), Exit(1));
        assert_eq!(Exit::of(&Error::usage("x")), Exit(2));
        assert_eq!(Exit::of(&Error::io("x")), Exit(3));
        assert_eq!(Exit::signal(15), Exit(143));
    }
}
