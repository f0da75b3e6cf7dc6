//! What may go wrong with a journal's file, and the limits whose passing is refused.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

use super::damage::{InPlace, Loss, ReadOnly};
use super::line::{JournalLine, LONGEST_TEXT, longest_text};
use crate::text::{Text, counted};

/// The most bytes that a file may have after an append.
pub const LONGEST_FILE: u64 = 64 * 1024 * 1024;

/// The most bytes that are read.
pub const LONGEST_READ: u64 = 256 * 1024 * 1024;

/// What went wrong with a journal's file. The path is in each, so that a message says which.
#[derive(Debug, Error)]
pub enum JournalError {
    #[error("there is no file `{path}`")]
    Missing { path: PathBuf },
    #[error("`{path}` is a folder, a device, a pipe or a socket, not a file")]
    NotAFile { path: PathBuf },
    #[error("`{path}` has {size} bytes, and at most {LONGEST_READ} are read")]
    TooLong { path: PathBuf, size: u64 },
    #[error("cannot read `{path}`")]
    Read { path: PathBuf, source: io::Error },
    #[error("`{path}` already exists")]
    Exists { path: PathBuf },
    #[error("cannot make `{path}`")]
    Create { path: PathBuf, source: io::Error },
    #[error("nothing is written to `{path}`: {reason}")]
    ReadOnly { path: PathBuf, reason: ReadOnly },
    #[error("another program has held `{path}` for {} seconds", waited.as_secs())]
    Busy { path: PathBuf, waited: Duration },
    #[error("cannot lock `{path}`")]
    Lock { path: PathBuf, source: io::Error },
    #[error("`{path}` would grow above {} MiB", LONGEST_FILE / 1024 / 1024)]
    Full { path: PathBuf },
    #[error("`{path}` has the highest number that a line may have")]
    NumbersUsedUp { path: PathBuf },
    #[error("a text has {length} bytes, and at most {LONGEST_TEXT} are kept")]
    TextTooLong { length: usize },
    #[error("`{path}` is gone")]
    Gone { path: PathBuf },
    /// It is as if it were gone: nothing of the other file is taken in. `is` says what it is.
    #[error("`{path}` is {is}")]
    Displaced { path: PathBuf, is: Text },
    #[error("`{path}` was replaced again and again while it was written to")]
    Restless { path: PathBuf },
    #[error("`{path}` was not brought to the disk within {} seconds", waited.as_secs())]
    Late { path: PathBuf, waited: Duration },
    /// The writer's thread has ended before its session.
    #[error("the writer for `{path}` has stopped")]
    Stopped { path: PathBuf },
    /// The lines are kept in memory and go out again, byte by byte the same, with the next append.
    #[error("cannot write `{path}`")]
    Write { path: PathBuf, source: io::Error },
    /// The lines are in the file, but a power cut may still take them. They are kept as after [`JournalError::Write`].
    #[error("cannot bring `{path}` to the disk")]
    Sync { path: PathBuf, source: io::Error },
    /// The new file is complete, but a power cut may still take its name away.
    #[error("`{path}` is written, but its folder cannot be brought to the disk")]
    Unsynced { path: PathBuf, source: io::Error },
    /// Nothing is written to it before the user has decided what becomes of them.
    #[error("`{path}` has lost {} that it had before", counted(*gone, "change", "changes"))]
    Shorter { path: PathBuf, gone: usize },
}

impl JournalError {
    /// Whether the journal has kept the lines and appends them again by itself.
    pub fn is_kept(&self) -> bool {
        matches!(self, JournalError::Write { .. } | JournalError::Sync { .. })
    }

    /// What is in the place of the file of an open project, if that is not there any more.
    pub fn gone(&self) -> Option<InPlace> {
        match self {
            JournalError::Gone { .. } | JournalError::Missing { .. } => Some(InPlace::Nothing),
            JournalError::NotAFile { .. } => Some(InPlace::NotAFile),
            JournalError::Displaced { .. } => Some(InPlace::OtherFile),
            _ => None,
        }
    }

    /// What went wrong with its cause, in one line.
    pub fn reason(&self) -> String {
        match std::error::Error::source(self) {
            Some(cause) => format!("{self}: {cause}"),
            None => self.to_string(),
        }
    }

    /// What can be done about it, if there is something.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            JournalError::Missing { .. } => {
                Some("`golive new` makes a project, `golive projects` lists those there are")
            }
            JournalError::NotAFile { .. } => Some("name a file, such as `contoso.golive`"),
            JournalError::Exists { .. } => Some("open it, or choose another name"),
            JournalError::ReadOnly { reason, .. } => Some(reason.hint()),
            JournalError::Busy { .. } => Some("close the other program, or wait until it is done"),
            JournalError::Full { .. } | JournalError::NumbersUsedUp { .. } => {
                Some("begin a new project with `golive new`, this file stays as it is")
            }
            JournalError::TextTooLong { .. } => Some("put it in a document and note where that is"),
            JournalError::Gone { .. } => Some(InPlace::Nothing.hint()),
            JournalError::Displaced { .. } => Some(InPlace::OtherFile.hint()),
            JournalError::Write { .. } => Some("free space on the disk, or copy the words before you quit"),
            JournalError::Sync { .. } => {
                Some("the disk does not answer as it should; copy the words before you quit")
            }
            JournalError::Unsynced { .. } => Some("the file can be used; make a copy on another disk"),
            JournalError::Shorter { gone, .. } => Some(Loss::Changes(*gone).hint()),
            JournalError::TooLong { .. }
            | JournalError::Read { .. }
            | JournalError::Create { .. }
            | JournalError::Lock { .. }
            | JournalError::Restless { .. }
            | JournalError::Late { .. }
            | JournalError::Stopped { .. } => None,
        }
    }

    /// Whether trying again later can help.
    pub fn may_pass(&self) -> bool {
        match self {
            JournalError::Busy { .. }
            | JournalError::Late { .. }
            | JournalError::Lock { .. }
            | JournalError::Gone { .. }
            | JournalError::Displaced { .. }
            | JournalError::Missing { .. }
            | JournalError::Restless { .. }
            | JournalError::Read { .. }
            | JournalError::Write { .. }
            | JournalError::Sync { .. }
            | JournalError::Shorter { .. }
            | JournalError::ReadOnly { .. } => true,
            JournalError::NotAFile { .. }
            | JournalError::TooLong { .. }
            | JournalError::Exists { .. }
            | JournalError::Create { .. }
            | JournalError::Unsynced { .. }
            | JournalError::Full { .. }
            | JournalError::NumbersUsedUp { .. }
            | JournalError::Stopped { .. }
            | JournalError::TextTooLong { .. } => false,
        }
    }
}

/// Checks that no text of a line is longer than allowed.
pub fn check_texts(line: &JournalLine) -> Result<(), JournalError> {
    let length = if line.text.len() > LONGEST_TEXT { longest_text(&line.text) } else { 0 };
    if length > LONGEST_TEXT { Err(JournalError::TextTooLong { length }) } else { Ok(()) }
}

/// Checks that a file of `size` bytes may be read.
pub fn check_size(path: &Path, size: u64) -> Result<(), JournalError> {
    if size > LONGEST_READ { Err(JournalError::TooLong { path: path.to_owned(), size }) } else { Ok(()) }
}

/// Checks that a file does not grow too long if `text` is put behind its `bytes`.
pub fn check_length(path: &Path, bytes: u64, text: &str) -> Result<(), JournalError> {
    if bytes + text.len() as u64 > LONGEST_FILE {
        return Err(JournalError::Full { path: path.to_owned() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_and_grows_up_to_its_limit() {
        let path = Path::new("a.golive");
        assert!(check_size(path, LONGEST_READ).is_ok());
        assert!(matches!(check_size(path, LONGEST_READ + 1), Err(JournalError::TooLong { .. })));
        assert!(check_length(path, LONGEST_FILE - 2, "ab").is_ok());
        assert!(matches!(check_length(path, LONGEST_FILE - 2, "abc"), Err(JournalError::Full { .. })));
    }
}
