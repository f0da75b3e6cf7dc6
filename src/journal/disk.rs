//! The few things that a journal does to its file, so that tests can let them fail.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::error::JournalError;

/// Appends to a file and brings it to the disk.
pub trait Disk: Send {
    /// Appends all of `text` to `file`.
    fn append(&mut self, file: &mut File, text: &[u8]) -> io::Result<()>;

    /// Returns once everything written to `file` is on the disk.
    fn sync(&mut self, file: &File) -> io::Result<()>;
}

/// The disk itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Drive;

impl Disk for Drive {
    fn append(&mut self, file: &mut File, text: &[u8]) -> io::Result<()> {
        file.write_all(text)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        file.sync_data()
    }
}

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

/// Opens a file for reading and appending, or only for reading where the system allows no more.
pub(super) fn open_file(path: &Path) -> Result<(File, Trace, bool), JournalError> {
    let read = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => JournalError::Missing { path: path.to_owned() },
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

/// Makes a new file with these bytes, readable by its owner alone. Never writes over a file, and nobody sees it
/// half made: a temporary file is synced, linked into its place, and the folder synced.
pub(super) fn create_file(path: &Path, bytes: &[u8]) -> Result<(), JournalError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => JournalError::Exists { path: path.to_owned() },
        _ => JournalError::Create { path: path.to_owned(), source },
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if fs::symlink_metadata(path).is_ok() {
        return Err(JournalError::Exists { path: path.to_owned() });
    }
    // A temporary file has mode 0600, and the link shares it.
    let mut file = tempfile::Builder::new().prefix(".golive-").tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    if let Err(error) = fs::hard_link(file.path(), path) {
        if error.kind() == io::ErrorKind::AlreadyExists {
            return Err(failed(error));
        }
        // Some file systems know no hard links; moving there does not write over a file either.
        file.persist_noclobber(path).map_err(|error| failed(error.error))?;
    }
    sync_folder(folder).map_err(failed)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
