//! Where the files of a pack come from: a folder, or the program itself.
//!
//! A folder is somebody else's: links out of it, devices, folders in the place of files and files without end are
//! refused here, before anything is read.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::text::Text;

/// The largest file of a pack, in bytes.
pub const LARGEST_FILE: u64 = 8 * 1024 * 1024;
/// The most names that are read from one folder.
const MOST_NAMES: usize = 10_000;

/// Names and texts of a pack's files.
pub trait PackSource {
    /// The names of all RON files, `checklists/design.ron`, sorted, with what could not be listed.
    fn names(&self) -> (Vec<String>, Vec<(String, ReadError)>);

    /// The bytes of the file with this name.
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError>;
}

/// Why a file of a pack was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing of that name.
    #[error("this file is missing")]
    Missing,
    /// A folder has the name.
    #[error("this is a folder, and a file should be here")]
    Folder,
    /// A file has the name of a folder.
    #[error("this is a file, and a folder should be here")]
    NoFolder,
    /// A pipe, a socket or a device has the name.
    #[error("this is not an ordinary file")]
    Odd,
    /// A symbolic link leads out of the folder of the pack.
    #[error("this is a link that leads out of the pack's folder")]
    Outside,
    /// A symbolic link leads nowhere.
    #[error("this is a link that leads nowhere")]
    Dangling,
    /// The user may not read it.
    #[error("this may not be read: permission denied")]
    Denied,
    /// It is larger than [`LARGEST_FILE`].
    #[error("this file is larger than {} MiB", LARGEST_FILE / 1024 / 1024)]
    Large,
    /// The folder has more names than anybody would write.
    #[error("this folder has more than {MOST_NAMES} names")]
    Many,
    /// Anything else.
    #[error("this cannot be read: {0}")]
    Other(String),
}

impl ReadError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ReadError::Missing => "write it, or take its name out of pack.ron",
            ReadError::Folder => "move the folder away and put the file in its place",
            ReadError::NoFolder => "move the file away and make a folder of that name",
            ReadError::Odd => "put an ordinary file in its place",
            ReadError::Outside => "copy the file into the pack: a pack is one folder with everything in it",
            ReadError::Dangling => "put the file itself in its place",
            ReadError::Denied => "give yourself the right to read it, for example with `chmod u+r`",
            ReadError::Large => "a pack is text that people read; split the list or the plan",
            ReadError::Many => "is this the folder of a pack? It has a pack.ron and few other files",
            ReadError::Other(_) => "look at the file with another program; it may be damaged or out of reach",
        }
    }

    fn from_io(error: &std::io::Error) -> ReadError {
        match error.kind() {
            ErrorKind::NotFound => ReadError::Missing,
            ErrorKind::PermissionDenied => ReadError::Denied,
            ErrorKind::IsADirectory => ReadError::Folder,
            ErrorKind::NotADirectory => ReadError::NoFolder,
            _ => ReadError::Other(Text::line(&error.to_string()).to_string()),
        }
    }
}

/// A pack in a folder.
#[derive(Debug)]
pub struct Folder {
    /// With all links resolved, so that a link out of it is seen.
    root: PathBuf,
}

impl Folder {
    /// The folder at `path`, if it is one that can be read.
    pub fn open(path: &Path) -> Result<Folder, ReadError> {
        let root = fs::canonicalize(path).map_err(|error| ReadError::from_io(&error))?;
        if !root.is_dir() {
            return Err(ReadError::NoFolder);
        }
        Ok(Folder { root })
    }

    /// The folder itself, with all links resolved.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Where `name` really is, if that is within the folder.
    fn resolve(&self, name: &str) -> Result<PathBuf, ReadError> {
        let path = self.root.join(name);
        let real = fs::canonicalize(&path).map_err(|error| match fs::symlink_metadata(&path) {
            Ok(found) if found.is_symlink() && error.kind() == ErrorKind::NotFound => ReadError::Dangling,
            _ => ReadError::from_io(&error),
        })?;
        if real.starts_with(&self.root) { Ok(real) } else { Err(ReadError::Outside) }
    }

    fn list(&self, folder: &str) -> Result<Vec<(String, FolderEntry)>, ReadError> {
        let path = if folder.is_empty() { self.root.clone() } else { self.resolve(folder)? };
        let mut found = Vec::new();
        for entry in fs::read_dir(path).map_err(|error| ReadError::from_io(&error))? {
            let entry = entry.map_err(|error| ReadError::from_io(&error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            if found.len() == MOST_NAMES {
                return Err(ReadError::Many);
            }
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_dir() => FolderEntry::Folder,
                _ => FolderEntry::File,
            };
            found.push((name, kind));
        }
        Ok(found)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FolderEntry {
    File,
    Folder,
}

impl PackSource for Folder {
    fn names(&self) -> (Vec<String>, Vec<(String, ReadError)>) {
        let (mut names, mut failed) = (Vec::new(), Vec::new());
        let top = self.list("").unwrap_or_else(|error| {
            failed.push((String::new(), error));
            Vec::new()
        });
        for (name, kind) in top {
            if is_ron(&name) {
                names.push(name);
            } else if kind == FolderEntry::Folder || ["checklists", "plans"].contains(&name.as_str()) {
                // A folder nobody can open matters only if files of the pack are looked for.
                match self.list(&name) {
                    Ok(below) => {
                        let below = below.into_iter().filter(|(file, _)| is_ron(file));
                        names.extend(below.map(|(file, _)| format!("{name}/{file}")));
                    }
                    Err(error) if ["checklists", "plans"].contains(&name.as_str()) => {
                        failed.push((name, error));
                    }
                    Err(_) => {}
                }
            }
        }
        names.sort();
        (names, failed)
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let path = self.resolve(name)?;
        // Asked before opening: to open a pipe is to wait for its writer.
        let kind = fs::metadata(&path).map_err(|error| ReadError::from_io(&error))?;
        if kind.is_dir() {
            return Err(ReadError::Folder);
        }
        if !kind.is_file() {
            return Err(ReadError::Odd);
        }
        let file = File::open(&path).map_err(|error| ReadError::from_io(&error))?;
        let length = kind.len().min(LARGEST_FILE) + 1;
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|error| ReadError::from_io(&error))?;
        if bytes.len() as u64 > LARGEST_FILE { Err(ReadError::Large) } else { Ok(bytes) }
    }
}

fn is_ron(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
}
