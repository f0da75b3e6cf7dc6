//! Writes the built-in pack out as files, to start one's own from.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::embedded::FILES;
use crate::text::{Text, counted};

/// Why the pack was not written out.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// The folder has something in it.
    #[error("{} is not empty", shown(.0))]
    NotEmpty(PathBuf),
    /// Something that is no folder has the name.
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
    /// Returns what to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            InitError::NotEmpty(_) | InitError::NoFolder(_) => {
                "name a new folder: nothing that is there is ever written over"
            }
            InitError::Folder { .. } => "name a folder in a place where you may write",
            InitError::Write { .. } => {
                "make room or get the right to write, remove the folder, and run it again"
            }
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
    /// Returns what was done and what comes next, in two lines.
    pub fn describe(&self) -> String {
        let folder = shown(&self.folder);
        let files = counted(self.files, "file", "files");
        format!(
            "wrote {files} to {folder}\nhint: edit them, then `golive pack check {folder}` and `golive --pack {folder}`\n"
        )
    }
}

/// Writes all files of the built-in pack into `folder`, which is new or empty.
pub fn init(folder: &Path) -> Result<Written, InitError> {
    let failed = |source| InitError::Folder { path: folder.to_owned(), source };
    match fs::read_dir(folder) {
        Ok(mut entries) => match entries.next() {
            None => {}
            Some(Ok(_)) => return Err(InitError::NotEmpty(folder.to_owned())),
            Some(Err(source)) => return Err(failed(source)),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(InitError::NoFolder(folder.to_owned()));
        }
        Err(source) => return Err(failed(source)),
    }
    fs::create_dir_all(folder).map_err(failed)?;
    for (name, text) in FILES {
        let path = folder.join(name);
        write(&path, text).map_err(|source| InitError::Write { path, source })?;
    }
    Ok(Written { folder: folder.to_owned(), files: FILES.len() })
}

/// Writes a file that is not there yet.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn shown(path: &Path) -> Text {
    Text::line(&path.display().to_string())
}
