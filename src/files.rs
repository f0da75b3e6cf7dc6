//! Files that are made or replaced: whole or not at all, on the disk when that is said, and only ever in the place
//! of a regular file or of nothing. Every other layer makes its files through here.
//!
//! `disk` has the few calls that matter for that, so that tests can watch them and let them fail; `leftovers` clears
//! away what a program left behind that was killed in between. The journal appends by itself.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

pub mod defects;
pub mod disk;
mod leftovers;

use disk::{Disk, Fresh};

/// Who may read a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// Only its owner.
    Own,
    /// Everybody whom the user's mask lets.
    Usual,
}

impl Rights {
    /// Those of a file beside another one: nobody else reads it who does not read that.
    pub fn like(path: &Path) -> Rights {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let is_read = fs::metadata(path).is_ok_and(|data| data.permissions().mode() & 0o044 != 0);
            if is_read { Rights::Usual } else { Rights::Own }
        }
        #[cfg(not(unix))]
        {
            let _ = path;
            Rights::Usual
        }
    }
}

/// Why a file was not made or replaced.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A file of that name exists.
    #[error("it already exists")]
    Exists,
    /// The name belongs to a device, a pipe, a socket or a folder, which is neither replaced nor waited for.
    #[error("it is not a regular file")]
    NotRegular,
    /// Nothing was made, and nothing that exists was changed.
    #[error(transparent)]
    Failed(io::Error),
    /// The file is complete, but its folder could not be synced: a power cut may still take it away.
    #[error(transparent)]
    Unsynced(io::Error),
}

impl WriteError {
    /// The error of the system, or one with `exists` or its own words.
    pub fn into_system(self, exists: &str) -> io::Error {
        match self {
            WriteError::Exists => io::Error::other(exists.to_owned()),
            WriteError::NotRegular => io::Error::other("it is not a regular file"),
            WriteError::Failed(error) | WriteError::Unsynced(error) => error,
        }
    }
}

/// Makes a new file with these bytes. Never overwrites one; on success file and folder are synced.
pub fn create(disk: &mut dyn Disk, path: &Path, bytes: &[u8], rights: Rights) -> Result<(), WriteError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(WriteError::Exists);
    }
    let folder = folder_of(path);
    let fresh = filled(disk, folder, bytes, rights, "new-file-not-synced")?;
    disk.place(&fresh, path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => WriteError::Exists,
        _ => WriteError::Failed(error),
    })?;
    drop(fresh);
    disk.sync_folder(folder).map_err(WriteError::Unsynced)
}

/// Writes a file with these bytes, in the place of a regular file or of nothing; a link is followed to what it
/// names. The rights of a file that is replaced stay. On success file and folder are synced.
pub fn replace(disk: &mut dyn Disk, path: &Path, bytes: &[u8], rights: Rights) -> Result<(), WriteError> {
    let target = regular_or_nothing(path)?;
    let folder = folder_of(&target);
    let fresh = filled(disk, folder, bytes, rights, "report-not-synced")?;
    if let Ok(before) = fs::metadata(&target) {
        fresh.file().set_permissions(before.permissions()).map_err(WriteError::Failed)?;
    }
    disk.replace(&fresh, &target).map_err(WriteError::Failed)?;
    drop(fresh);
    disk.sync_folder(folder).map_err(WriteError::Unsynced)
}

/// Writes a small file that nothing is lost with, in the place of a regular file or of nothing; whole or not at all,
/// and without waiting for the disk.
pub fn pass_on(path: &Path, bytes: &[u8], rights: Rights) -> Result<(), WriteError> {
    let target = regular_or_nothing(path)?;
    let mut fresh = Fresh::new(folder_of(&target), rights).map_err(WriteError::Failed)?;
    fresh.file_mut().write_all(bytes).map_err(WriteError::Failed)?;
    disk::Drive.replace(&fresh, &target).map_err(WriteError::Failed)
}

/// Takes a regular file away; nothing else is touched.
pub fn take_away(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_file() {
        fs::remove_file(path)
    } else {
        Err(io::Error::other("it is not a regular file"))
    }
}

/// Makes a folder for files that nothing is lost with, in the place of a regular file or of nothing, without waiting for
/// the disk; returns whether it is new.
pub fn make_passing_folder(folder: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(folder) {
        Ok(found) if found.is_dir() => return Ok(false),
        Ok(_) => take_away(folder)?,
        Err(_) => {}
    }
    fs::create_dir(folder).map(|()| true)
}

/// Takes these files of a folder away, and the folder if nothing else is in it.
pub fn take_folder_away(folder: &Path, files: &[&str]) -> io::Result<()> {
    for file in files {
        drop(take_away(&folder.join(file)));
    }
    fs::remove_dir(folder)
}

/// Makes a folder and those above it that do not exist, and syncs each in its own.
pub fn make_folder(disk: &mut dyn Disk, folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|above| !above.as_os_str().is_empty() && fs::metadata(above).is_err())
        .collect();
    for above in missing.into_iter().rev() {
        match fs::create_dir(above) {
            Ok(()) => disk.sync_folder(folder_of(above))?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    if fs::metadata(folder)?.is_dir() { Ok(()) } else { Err(ErrorKind::NotADirectory.into()) }
}

/// The file that a path names, links followed, if a regular file or nothing is there.
pub fn regular_or_nothing(path: &Path) -> Result<PathBuf, WriteError> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => Err(WriteError::NotRegular),
        Ok(_) => fs::canonicalize(path).map_err(WriteError::Failed),
        // A link may lead to a name that does not exist yet.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let target = link_end(path);
            match fs::symlink_metadata(&target) {
                // A cycle of links, or another kind of file that came this moment.
                Ok(_) => Err(WriteError::NotRegular),
                Err(_) => Ok(target),
            }
        }
        Err(error) => Err(WriteError::Failed(error)),
    }
}

/// Reads a regular file of at most `most` bytes. A pipe is not waited for and a device not read.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (file, found) = open_regular(path)?;
    let too_long = || io::Error::other(format!("it has more than {most} bytes"));
    if found.len() > most {
        return Err(too_long());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len() + 1).unwrap_or_default());
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_long()) } else { Ok(bytes) }
}

/// Reads a small text file, as [`read`] does. A path that cannot have a file has none.
pub fn read_text(path: &Path, most: u64) -> io::Result<Option<String>> {
    match read(path, most) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| io::Error::other("it is not UTF-8")),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens a regular file for reading, without waiting for anything.
pub fn open_regular(path: &Path) -> io::Result<(File, Metadata)> {
    let not_regular = || io::Error::other("it is not a regular file");
    // Asked before it is opened, because opening a device may already do something.
    if !fs::metadata(path)?.is_file() {
        return Err(not_regular());
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A pipe that took its place in this moment would be waited for otherwise.
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    let file = options.open(path)?;
    let found = file.metadata()?;
    if found.is_file() { Ok((file, found)) } else { Err(not_regular()) }
}

/// Whether a file has the name of a temporary file of this program.
pub fn is_temporary(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(leftovers::is_ours)
}

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A file in `folder` that has no name yet, with these bytes on the disk.
/// A new file with these bytes that has no name yet, synced unless the program shows the `defect`.
fn filled(
    disk: &mut dyn Disk,
    folder: &Path,
    bytes: &[u8],
    rights: Rights,
    defect: &str,
) -> Result<Fresh, WriteError> {
    leftovers::clear(folder);
    let mut fresh = Fresh::new(folder, rights).map_err(WriteError::Failed)?;
    let written = disk.append(fresh.file_mut(), bytes);
    let sync = |()| if defects::shows(defect) { Ok(()) } else { disk.sync(fresh.file()) };
    written.and_then(sync).map_err(WriteError::Failed)?;
    Ok(fresh)
}

fn link_end(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(next) => path = folder_of(&path).join(next),
            Err(_) => break,
        }
    }
    path
}

#[cfg(test)]
mod tests;
