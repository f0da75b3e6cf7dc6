//! How a journal's file is opened and made, and what tells it from another.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

use super::error::JournalError;
use crate::files::disk::Disk;
use crate::files::{self, Rights, WriteError};

/// What tells one file from another, and whether somebody has written to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trace {
    pub(super) identity: Identity,
    pub(super) length: u64,
    pub(super) modified: Option<std::time::SystemTime>,
}

impl Trace {
    pub(super) fn of(meta: &Metadata) -> Trace {
        Trace { identity: identity(meta), length: meta.len(), modified: meta.modified().ok() }
    }
}

#[cfg(unix)]
pub(super) type Identity = (u64, u64);

#[cfg(unix)]
fn identity(meta: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (meta.dev(), meta.ino())
}

// The number of a file is not to be had everywhere; the time when it was made is given anew with each file.
#[cfg(not(unix))]
pub(super) type Identity = Option<std::time::SystemTime>;

#[cfg(not(unix))]
fn identity(meta: &Metadata) -> Identity {
    meta.created().ok()
}

/// Whether the path leads to nothing: a folder above it may have become a file.
pub(super) fn is_nowhere(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Opens a file for reading and appending, or only for reading if the system allows no more.
pub(super) fn open_file(path: &Path) -> Result<(File, Trace, bool), JournalError> {
    let read = |source: io::Error| match source.kind() {
        _ if is_nowhere(&source) => JournalError::Missing { path: path.to_owned() },
        _ => JournalError::Read { path: path.to_owned(), source },
    };
    // Asked before it is opened: opening a pipe would wait for somebody at its other end.
    if !fs::metadata(path).map_err(read)?.is_file() {
        return Err(JournalError::NotAFile { path: path.to_owned() });
    }
    let (file, permitted) = match OpenOptions::new().read(true).append(true).open(path) {
        Ok(file) => (file, true),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            (File::open(path).map_err(read)?, false)
        }
        Err(error) => return Err(read(error)),
    };
    let meta = file.metadata().map_err(read)?;
    Ok((file, Trace::of(&meta), permitted))
}

/// Makes a new file with these bytes, readable by its owner alone. Never overwrites a file.
pub(super) fn create_file(disk: &mut dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), JournalError> {
    let path = || path.to_owned();
    files::create(disk, &path(), bytes, Rights::Own).map_err(|error| match error {
        WriteError::Exists => JournalError::Exists { path: path() },
        WriteError::NotRegular => JournalError::NotAFile { path: path() },
        WriteError::Failed(source) => JournalError::Create { path: path(), source },
        WriteError::Unsynced(source) => JournalError::Unsynced { path: path(), source },
    })
}
