//! The projects that are known: those in this folder, those in the usual one, and those that were opened elsewhere.
//!
//! Files whose headers have the same id are copies of one project, for example the conflict copy of a program that
//! synchronizes folders. Golive never chooses between them; `golive merge` makes one of them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::last::last;
use crate::files::{self, WriteError};
use crate::text::Text;
use crate::workspace::error::{Error, quoted};
use crate::workspace::glance::Glance;
use crate::workspace::settings::replace;
use crate::workspace::world::World;

/// The ending of project files.
pub const ENDING: &str = "golive";

/// A project's file, and what it shows.
#[derive(Debug, Clone)]
pub struct Known {
    pub path: PathBuf,
    pub glance: Result<Glance, Error>,
    /// The file of the same list that has the same project.
    pub copy_of: Option<PathBuf>,
}

impl Known {
    /// The project's name, or that of its file.
    pub fn name(&self) -> Text {
        let named = self.glance.as_ref().ok().map(|glance| glance.name.clone());
        named.filter(|name| !name.is_empty()).unwrap_or_else(|| self.stem())
    }

    /// The file's name without its ending.
    pub fn stem(&self) -> Text {
        Text::line(&self.path.file_stem().unwrap_or_default().to_string_lossy())
    }

    /// `B2C, same project as contoso.golive`, or what is wrong with the file.
    pub fn kind(&self) -> String {
        match (&self.glance, &self.copy_of) {
            (Err(error), _) => error.to_string(),
            (Ok(glance), None) => glance.kind.clone(),
            (Ok(glance), Some(other)) => format!("{}, same project as {}", glance.kind, file_name(other)),
        }
    }

    /// `same as contoso.golive`, else the kind, for places with little room.
    pub fn short_kind(&self) -> Text {
        match (&self.glance, &self.copy_of) {
            (Ok(_), Some(other)) => Text::line(&format!("same as {}", file_name(other))),
            _ => Text::line(&self.kind()),
        }
    }

    /// `contoso.golive` in the default folder, elsewhere `contoso.golive in ~/work`.
    pub fn place(&self, world: &World) -> Text {
        let file = file_name(&self.path);
        let folder = self
            .path
            .parent()
            .filter(|folder| world.folders.as_ref().is_none_or(|folders| **folder != *folders.data));
        let Some(folder) = folder else { return file };
        Text::line(&format!("{file} in {}", below_home(folder, world)))
    }
}

/// A folder for people: `~/work`.
pub fn below_home(folder: &Path, world: &World) -> Text {
    let rest = world.home.as_ref().and_then(|home| folder.strip_prefix(home).ok());
    let folder = match rest {
        Some(rest) => Path::new("~").join(rest).components().collect(),
        None => folder.to_owned(),
    };
    Text::line(&folder.to_string_lossy())
}

fn file_name(path: &Path) -> Text {
    Text::line(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// The project files in `folder`, by name; empty if there is no such folder.
pub fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |error: &std::io::Error| {
        Error::io(format!("cannot look for projects in {}", quoted(folder.to_string_lossy()))).cause(error)
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(unreadable(&error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(&error))?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// All projects that are known, each once: first those in the current folder, last the one that is open.
pub fn known(world: &World, open: Option<&Path>) -> Vec<Known> {
    let usual = world.folders.as_ref().map(|folders| in_folder(&folders.data).unwrap_or_default());
    let elsewhere = opened(world).into_iter().chain(last(world)).filter(|path| path.is_file());
    let here = in_folder(&world.folder).unwrap_or_default();
    let open = open.map(Path::to_owned);
    looked_at(here.into_iter().chain(usual.into_iter().flatten()).chain(elsewhere).chain(open))
}

/// What these files show. A file that is named twice appears once.
pub fn looked_at(paths: impl IntoIterator<Item = PathBuf>) -> Vec<Known> {
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut found: Vec<Known> = Vec::new();
    for path in paths {
        let same = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if !seen.contains(&same) {
            seen.push(same);
            found.push(Known { glance: Glance::of(&path), path, copy_of: None });
        }
    }
    for copies in copies(&found) {
        let Some((first, rest)) = copies.split_first() else { continue };
        let original = found.get(*first).map(|known| known.path.clone());
        for at in rest {
            if let Some(known) = found.get_mut(*at) {
                known.copy_of.clone_from(&original);
            }
        }
    }
    found
}

/// The places of the files that are copies of one project, a group for each such project. The file with the
/// shortest name comes first: whatever makes a conflict copy adds to the name.
fn copies(known: &[Known]) -> Vec<Vec<usize>> {
    let id = |at: usize| known.get(at)?.glance.as_ref().ok().map(|glance| &glance.id);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in 0..known.len() {
        let Some(own) = id(at) else { continue };
        match groups.iter_mut().find(|group| group.first().and_then(|first| id(*first)) == Some(own)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups.retain(|group| group.len() > 1);
    let length = |at: &usize| known.get(*at).map_or(0, |known| file_name(&known.path).len());
    for group in &mut groups {
        group.sort_by_key(length);
    }
    groups
}

/// What to do about copies of one project, a sentence for each such project.
pub fn about_copies(known: &[Known], folder: &Path) -> Vec<String> {
    let line = |group: &Vec<usize>| {
        let files = group.iter().filter_map(|at| known.get(*at));
        let files: Vec<String> = files.map(|known| argument(&known.path, folder)).collect();
        format!(
            "{} are copies of one project; `golive merge {} -o NEW.golive` makes one file of them",
            and(&files),
            files.join(" ")
        )
    };
    copies(known).iter().map(line).collect()
}

fn and(words: &[String]) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => words.concat(),
    }
}

/// A path as it is typed in a shell, seen from `folder`.
pub fn argument(path: &Path, folder: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    word(&path.to_string_lossy())
}

/// What was typed as one word of a command line, quoted if a shell would part it.
pub fn word(typed: &str) -> String {
    let words = Text::line(typed);
    let is_plain = |c: char| c.is_alphanumeric() || "._-/\\:@%+,=".contains(c);
    if !words.is_empty() && words.chars().all(is_plain) && (words.as_str() == "-" || !words.starts_with('-'))
    {
        return words.to_string();
    }
    format!("'{}'", words.replace('\'', "'\\''"))
}

/// How many files are remembered.
const MOST: usize = 200;
const OPENED: &str = "projects";
/// A list of so many paths is no longer.
const LONGEST: u64 = 1024 * 1024;

/// The files that were opened outside the default folder, the one that was opened first at the beginning.
fn opened(world: &World) -> Vec<PathBuf> {
    let Some(folders) = &world.folders else { return Vec::new() };
    let text = files::read_text(&folders.state.join(OPENED), LONGEST).ok().flatten().unwrap_or_default();
    text.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect()
}

/// Remembers a file that was opened, so that it is listed wherever the program is started next.
///
/// What cannot be remembered is not a reason to stop.
pub fn remember_opened(world: &World, path: &Path) {
    let Some(folders) = &world.folders else { return };
    let path = plain(&world.absolute(path));
    let mut paths = opened(world);
    if path.parent() == Some(&folders.data) || paths.contains(&path) {
        return;
    }
    if path.to_str().is_some_and(|words| !words.contains(['\n', '\r'])) {
        paths.push(path);
        let lines: Vec<_> = paths.iter().rev().take(MOST).rev().map(|path| path.to_string_lossy()).collect();
        drop(replace(&folders.state.join(OPENED), (lines.join("\n") + "\n").as_bytes()));
    }
}

/// The files that were opened once and are not there any more.
pub fn gone(world: &World) -> Vec<PathBuf> {
    opened(world).into_iter().filter(|path| !path.is_file()).collect()
}

/// Lists a project no more, if it is listed because it was opened once; returns whether that was the reason.
pub fn forget(world: &World, path: &Path) -> Result<bool, WriteError> {
    let Some(folders) = &world.folders else { return Ok(false) };
    let mut paths = opened(world);
    let before = paths.len();
    paths.retain(|other| other != path);
    if paths.len() == before {
        return Ok(false);
    }
    let mut lines = Vec::new();
    for path in &paths {
        lines.extend([path.to_string_lossy(), "\n".into()]);
    }
    replace(&folders.state.join(OPENED), lines.concat().as_bytes())?;
    Ok(!stays(world, path))
}

/// Whether a project is listed because of the folder that it is in, whatever was opened.
pub fn stays(world: &World, path: &Path) -> bool {
    let is_here = |folder: &Path| path.parent() == Some(folder) && path.is_file();
    is_here(&world.folder) || world.folders.as_ref().is_some_and(|folders| is_here(&folders.data))
}

/// A path without `.` and `..`.
pub fn plain(path: &Path) -> PathBuf {
    let has_parent = path.components().any(|part| part == Component::ParentDir);
    // What `..` means behind a link only the system knows.
    let known = has_parent.then(|| fs::canonicalize(path).ok()).flatten();
    known.unwrap_or_else(|| path.components().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_a_shell_reads_it() {
        let folder = Path::new("/work");
        assert_eq!(argument(Path::new("/work/a.golive"), folder), "a.golive");
        assert_eq!(argument(Path::new("/b/a.golive"), folder), "/b/a.golive");
        assert_eq!(argument(Path::new("/work/a (Ana's copy).golive"), folder), "'a (Ana'\\''s copy).golive'");
        assert_eq!(argument(Path::new("/work/-a.golive"), folder), "'-a.golive'");
    }
}
