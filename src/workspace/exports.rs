//! The files of an export on disk: bounded, without links, pipes and devices, and never out of the folder.

use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::Date;

use super::error::Error;
use crate::domain::facts::looked::Looked;
use crate::domain::moment::Moment;
use crate::facts::export::{self, Files};
use crate::facts::judge;
use crate::facts::refusal::Refusal;
use crate::facts::rules::Rules;
use crate::facts::tree;
use crate::text::Text;

/// Reads and judges an export; its kind of tenant is not known yet. Without `day` it is of the day on which the file
/// was written.
pub fn read(
    files: &OnDisk,
    all_rules: &[Rules],
    day: Option<Date>,
    moment: &Moment,
) -> Result<Looked, Error> {
    let (at, export) =
        export::read_any(files, all_rules).map_err(|refusal| refused(&files.named(refusal)))?;
    let none = || Error::usage("the pack has no rules for exports");
    let rules = all_rules.get(at).cloned().ok_or_else(none)?;
    let written = || Timestamp::try_from(files.modified()?).ok();
    let day = day.or_else(|| written().map(|at| moment.local(at).date())).unwrap_or(moment.today);
    let facts = judge::facts(&rules, &export, files);
    let tenant = export.tenant(&rules);
    let is_folder = files.single().is_none();
    Ok(Looked { rules, export, facts, tenant, kind: None, day, is_folder })
}

/// A refusal as a failure of reading.
pub fn refused(refusal: &Refusal) -> Error {
    Error::io(refusal.to_string()).hint(refusal.hint.clone())
}

/// The largest file, in bytes.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// The largest code file, in bytes.
pub const LARGEST_CODE: u64 = 1024 * 1024;
/// The most files of a folder.
pub const MOST_FILES: usize = 20_000;
/// How deep folders may be nested; an export has three levels.
const DEEPEST_FOLDER: usize = 16;

/// An export on disk, or on standard input.
#[derive(Debug)]
pub struct OnDisk {
    root: PathBuf,
    /// The name of the file, if it is one.
    file: Option<String>,
    /// What came by standard input.
    piped: Option<String>,
    modified: Option<std::time::SystemTime>,
    names: OnceLock<Vec<String>>,
}

impl OnDisk {
    /// The export at `path`: a file or a folder.
    pub fn open(path: &Path) -> Result<OnDisk, Refusal> {
        let name = path.display().to_string();
        let found = fs::symlink_metadata(path).map_err(|error| cannot(&name, &error))?;
        let modified = found.modified().ok();
        let (root, file) = if found.is_dir() {
            (path.to_owned(), None)
        } else {
            regular(&name, &found)?;
            let root = match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
                _ => PathBuf::from("."),
            };
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned());
            (root, file)
        };
        Ok(OnDisk { root, file, piped: None, modified, names: OnceLock::new() })
    }

    /// An export from standard input; code files are not looked for.
    pub fn piped(input: &mut dyn Read) -> Result<OnDisk, Refusal> {
        let text = read_text("standard input", input, LARGEST_FILE)?;
        let file = Some("standard input".to_owned());
        Ok(OnDisk { root: PathBuf::new(), file, piped: Some(text), modified: None, names: OnceLock::new() })
    }

    /// The same refusal with the name of the folder that was given.
    fn named(&self, refusal: Refusal) -> Refusal {
        if refusal.file == export::THE_FOLDER {
            return Refusal { file: Text::line(&self.root.display().to_string()), ..refusal };
        }
        refusal
    }

    /// When the file was written last; of a folder, the newest of its files.
    pub fn modified(&self) -> Option<std::time::SystemTime> {
        if self.file.is_some() {
            return self.modified;
        }
        let names = self.names().ok()?;
        let times =
            names.iter().filter_map(|name| fs::symlink_metadata(self.root.join(name)).ok()?.modified().ok());
        times.max().or(self.modified)
    }

    /// The path of `name`, if no step of it is a link.
    fn without_links(&self, name: &str) -> Option<PathBuf> {
        let mut path = self.root.clone();
        for step in name.split('/') {
            path.push(step);
            if fs::symlink_metadata(&path).ok()?.is_symlink() {
                return None;
            }
        }
        Some(path)
    }

    fn walk(
        &self,
        folder: &Path,
        inside: &str,
        depth: usize,
        names: &mut Vec<String>,
    ) -> Result<(), Refusal> {
        if depth > DEEPEST_FOLDER {
            return Err(Refusal::new(
                inside,
                "folders are nested too deep",
                "is it the folder of an export?",
            ));
        }
        for entry in fs::read_dir(folder).map_err(|error| cannot(&folder.display().to_string(), &error))? {
            let entry = entry.map_err(|error| cannot(&folder.display().to_string(), &error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let below = if inside.is_empty() { name } else { format!("{inside}/{name}") };
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => self.walk(&entry.path(), &below, depth + 1, names)?,
                // What is not a regular file is refused when it is read, by its name.
                _ => names.push(below),
            }
            if names.len() > MOST_FILES {
                return Err(Refusal::new(
                    &self.root.display().to_string(),
                    &format!("more than {MOST_FILES} files"),
                    tree::LESS,
                ));
            }
        }
        Ok(())
    }
}

impl Files for OnDisk {
    fn single(&self) -> Option<&str> {
        self.file.as_deref()
    }

    fn names(&self) -> Result<Vec<String>, Refusal> {
        if let Some(names) = self.names.get() {
            return Ok(names.clone());
        }
        let mut names = Vec::new();
        self.walk(&self.root, "", 0, &mut names)?;
        names.sort();
        Ok(self.names.get_or_init(|| names).clone())
    }

    fn text(&self, name: &str) -> Result<String, Refusal> {
        if let Some(text) = &self.piped {
            return Ok(text.clone());
        }
        let path = self.root.join(name);
        let found = fs::symlink_metadata(&path).map_err(|error| cannot(name, &error))?;
        regular(name, &found)?;
        let mut file = File::open(&path).map_err(|error| cannot(name, &error))?;
        read_text(name, &mut file, LARGEST_FILE)
    }

    fn code(&self, name: &str) -> Option<String> {
        if self.piped.is_some() {
            return None;
        }
        let path = self.without_links(name)?;
        let found = fs::symlink_metadata(&path).ok()?;
        if !found.is_file() || found.len() > LARGEST_CODE {
            return None;
        }
        read_text(name, &mut File::open(&path).ok()?, LARGEST_CODE).ok()
    }
}

/// Refused before it is opened: to open a pipe is to wait for its writer.
fn regular(name: &str, found: &Metadata) -> Result<(), Refusal> {
    let refused = |what: &str, hint: &str| Err(Refusal::new(name, what, hint));
    if found.is_symlink() {
        return refused("it is a link, and links are not followed", "give the file itself");
    }
    if !found.is_file() {
        return refused("it is not a regular file", "give the file of an export, or `-` for standard input");
    }
    if found.len() > LARGEST_FILE {
        return refused(&format!("larger than {} MiB", LARGEST_FILE / 1024 / 1024), tree::LESS);
    }
    Ok(())
}

fn read_text(name: &str, input: &mut dyn Read, most: u64) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes).map_err(|error| cannot(name, &error))?;
    if bytes.len() as u64 > most {
        return Err(Refusal::new(name, &format!("larger than {} MiB", most / 1024 / 1024), tree::LESS));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..good).unwrap_or_default();
            let line = before.split(|byte| *byte == b'\n').count() as u64;
            let refusal = Refusal::new(name, "it is not UTF-8", "save it as UTF-8, or export again");
            Err(refusal.at(Some(line)))
        }
    }
}

fn cannot(name: &str, error: &std::io::Error) -> Refusal {
    let (what, hint) = match error.kind() {
        ErrorKind::NotFound => ("it does not exist".to_owned(), "check the path"),
        ErrorKind::PermissionDenied => ("permission denied".to_owned(), "give yourself the right to read it"),
        _ => (Text::line(&error.to_string()).to_string(), "look at it with another program"),
    };
    Refusal::new(name, &what, hint)
}
