//! Writes the files of a new pack. What a pack begins with is in `start`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use self::start::StartKind;
use crate::files::disk::Drive;
use crate::files::{self, Rights, WriteError};
use crate::text::{Text, counted};

mod start;

/// The files of a pack, by name.
type Files = Vec<(&'static str, String)>;

/// Why the pack was not written out.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// The folder has something in it.
    #[error("{} is not empty", shown(.0))]
    NotEmpty(PathBuf),
    /// Something that is not a folder has the name.
    #[error("{} is a file, not a folder", shown(.0))]
    NoFolder(PathBuf),
    /// The folder cannot be looked into or made.
    #[error("cannot make the folder {}: {source}", shown(path))]
    Folder { path: PathBuf, source: io::Error },
    /// A file cannot be written; those before it are there.
    #[error("cannot write {}: {source}", shown(path))]
    Write { path: PathBuf, source: io::Error },
}

impl InitError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            InitError::NotEmpty(_) | InitError::NoFolder(_) => {
                "name a new folder: existing files are never overwritten"
            }
            InitError::Folder { .. } => "name a folder in a place where you may write",
            InitError::Write { .. } => "free space or get the right to write, and run it again",
        }
    }
}

/// What was written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub folder: PathBuf,
    pub files: usize,
}

impl Written {
    /// What was done and what comes next, in two lines.
    pub fn describe(&self) -> String {
        let folder = shown(&self.folder);
        let them = if self.files == 1 { "it" } else { "them" };
        let files = counted(self.files, "file", "files");
        format!(
            "wrote {files} to {folder}\nhint: edit {them}, then `golive pack check {folder}` and `golive --pack {folder}`\n"
        )
    }
}

/// Writes the files of a new pack with this id into `folder`, which is new or empty.
///
/// A folder that holds some of these files as they are, and nothing else, was not finished: the rest is added.
pub fn init(folder: &Path, kind: StartKind, id: &str) -> Result<Written, InitError> {
    let failed = |source| InitError::Folder { path: folder.to_owned(), source };
    let all = start::files(kind, id);
    match fs::metadata(folder) {
        Ok(found) if !found.is_dir() => return Err(InitError::NoFolder(folder.to_owned())),
        Ok(_) => {
            let missing = all.iter().filter(|(name, _)| !folder.join(name).exists()).count();
            if missing == 0 || !is_begun(&all, folder, folder).map_err(failed)? {
                return Err(InitError::NotEmpty(folder.to_owned()));
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(InitError::NoFolder(folder.to_owned()));
        }
        Err(source) => return Err(failed(source)),
    }
    files::make_folder(&mut Drive, folder).map_err(failed)?;
    for (name, text) in &all {
        let path = folder.join(name);
        write(&path, text).map_err(|source| InitError::Write { path, source })?;
    }
    Ok(Written { folder: folder.to_owned(), files: all.len() })
}

/// Whether everything below `inner` is one of these files as it is, at its place below `folder`.
fn is_begun(all: &Files, folder: &Path, inner: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(inner)? {
        let path = entry?.path();
        if fs::symlink_metadata(&path)?.is_dir() {
            if !is_begun(all, folder, &path)? {
                return Ok(false);
            }
            continue;
        }
        let name = path.strip_prefix(folder).unwrap_or(&path);
        let known = all.iter().find(|(known, _)| Path::new(known) == name);
        let is_as_it_is = known.is_some_and(|(_, text)| {
            files::read(&path, text.len() as u64).is_ok_and(|bytes| bytes == text.as_bytes())
        });
        if !is_as_it_is && !files::is_temporary(&path) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes a file, unless it is there: then it is known to be the same.
fn write(path: &Path, text: &str) -> io::Result<()> {
    files::make_folder(&mut Drive, files::folder_of(path))?;
    match files::create(&mut Drive, path, text.as_bytes(), Rights::Usual) {
        Ok(()) | Err(WriteError::Exists) => Ok(()),
        Err(error) => Err(error.into_system("it exists")),
    }
}

fn shown(path: &Path) -> Text {
    Text::line(&path.display().to_string())
}
