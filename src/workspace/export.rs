//! Files for others, reports above all: written whole or not at all, and never over a project.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;

use super::error::Error;
use super::locate::shown;
use crate::files::disk::Drive;
use crate::files::{self, Rights, WriteError};

/// What is looked at of a file to tell whether it is a project; its first lines would do.
const LOOKED_AT: u64 = 1024 * 1024;

/// Refuses a target that is a project's file, or that already exists and may not be overwritten.
pub fn may_write(target: &Path, project: &Path, force: bool) -> Result<(), Error> {
    if target.is_dir() {
        return Err(Error::usage(format!("{} is a folder", shown(target))).hint("name a file in it"));
    }
    if !is_regular_or_nothing(target) {
        return Err(not_regular(&shown(target)));
    }
    let is_same = match (target.canonicalize(), project.canonicalize()) {
        (Ok(target), Ok(project)) => target == project,
        _ => target == project,
    };
    let has_ending = target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("golive"));
    if is_same || has_ending || is_journal(target)? {
        return Err(Error::usage(format!("{} is a project file and is never overwritten", shown(target)))
            .hint("choose another name"));
    }
    match target.symlink_metadata() {
        Ok(_) if !force => Err(refused(target, &WriteError::Exists)),
        _ => Ok(()),
    }
}

/// Refuses a name that a new file cannot have: whatever is there stays.
pub fn may_make(target: &Path, names_a_folder: bool) -> Result<(), Error> {
    let name = shown(target);
    if target.is_dir() || names_a_folder || target.file_name().is_none() {
        return Err(Error::usage(format!("{name} is a folder")).hint("name a file in it"));
    }
    if !is_regular_or_nothing(target) {
        return Err(Error::usage(format!("{name} is not a regular file")).hint("name a new file"));
    }
    if target.symlink_metadata().is_ok() {
        return Err(Error::usage(format!("{name} already exists"))
            .hint("choose another name; existing files are never overwritten"));
    }
    let folder = files::folder_of(target);
    if folder.is_dir() {
        return Ok(());
    }
    let what = if folder.exists() { "is not a folder" } else { "does not exist" };
    Err(Error::usage(format!("{} {what}", shown(folder))).hint("name a file in a folder that exists"))
}

fn is_regular_or_nothing(target: &Path) -> bool {
    !matches!(files::regular_or_nothing(target), Err(WriteError::NotRegular))
}

/// Whether a file has lines of a journal, whatever its name.
fn is_journal(target: &Path) -> Result<bool, Error> {
    let unreadable = |error: &io::Error| Error::io(format!("cannot read {}", shown(target))).cause(error);
    let file = match files::open_regular(target) {
        Ok((file, _)) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(false);
        }
        Err(error) => return Err(unreadable(&error)),
    };
    for line in BufReader::new(file.take(LOOKED_AT)).split(b'\n') {
        let line = line.map_err(|error| unreadable(&error))?;
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
        if line.starts_with(b"Golive(") || line.starts_with(b"(n: ") || line.starts_with(b"(n:") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes a file whole or not at all; a link is followed, and the rights of a file that is overwritten stay.
pub fn write(target: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    let written = if force {
        files::replace(&mut Drive, target, bytes, Rights::Usual)
    } else {
        files::create(&mut Drive, target, bytes, Rights::Usual)
    };
    written.map_err(|error| refused(target, &error))
}

/// Writes a file whole or not at all, in the place of a regular file or of nothing.
pub fn replace(target: &Path, bytes: &[u8]) -> Result<(), Error> {
    let written = files::replace(&mut Drive, target, bytes, Rights::Usual);
    written.map_err(|error| match error {
        WriteError::Failed(error) => Error::io(format!("cannot write {}", shown(target))).cause(&error),
        other => refused(target, &other),
    })
}

fn refused(target: &Path, error: &WriteError) -> Error {
    let target = shown(target);
    match error {
        WriteError::Exists => Error::usage(format!("{target} already exists"))
            .hint("choose another name, or overwrite it with --force"),
        WriteError::NotRegular => not_regular(&target),
        WriteError::Failed(error) => Error::io(format!("cannot write {target}"))
            .cause(error)
            .hint("nothing was written; give a writable path with -o"),
        WriteError::Unsynced(error) => {
            Error::io(format!("{target} is written, but its folder cannot be brought to the disk"))
                .cause(error)
                .hint("the file can be used; make a copy on another disk")
        }
    }
}

fn not_regular(target: &str) -> Error {
    Error::usage(format!("{target} is not a regular file, and nothing else is written to"))
        .hint("name a regular file, or `-` for standard output")
}
