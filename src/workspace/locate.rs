//! Where projects are: which file a command works on, where new ones go, and which one was used last.
//!
//! Only paths are decided here; what is in the files is read by `journal`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::{Error, quoted};
use super::settings::replace;
use super::world::{Folders, World};
use crate::files;
use crate::text::Text;

/// The ending of project files.
pub const ENDING: &str = "golive";

/// How a project was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// By `--file`.
    File,
    /// By `--project`.
    Project,
    /// By `GOLIVE_FILE`.
    Environment,
    /// It is the only one in the current folder.
    Folder,
    /// It was opened or made last.
    Last,
}

impl Chosen {
    /// Returns whether the project becomes the last one when the screens open it.
    ///
    /// A file that was named for one start, such as the demo or a colleague's copy, does not push one's own aside.
    pub fn is_remembered(self) -> bool {
        match self {
            Chosen::File | Chosen::Environment => false,
            Chosen::Project | Chosen::Folder | Chosen::Last => true,
        }
    }
}

/// Which project the flags name.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// `--file`
    pub file: Option<PathBuf>,
    /// `--project`
    pub project: Option<String>,
}

/// A project's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub path: PathBuf,
    pub chosen: Chosen,
}

/// Returns the file to work on. `name_of` reads a project's name from its file.
pub fn choose(
    world: &World,
    wanted: &Wanted,
    name_of: &dyn Fn(&Path) -> Option<Text>,
) -> Result<Place, Error> {
    match named(world, wanted, name_of)? {
        Some(place) => Ok(place),
        None => found(world),
    }
}

/// Returns the file that was named by a flag or the environment.
pub fn named(
    world: &World,
    wanted: &Wanted,
    name_of: &dyn Fn(&Path) -> Option<Text>,
) -> Result<Option<Place>, Error> {
    if let Some(file) = &wanted.file {
        if wanted.project.is_some() {
            return Err(Error::usage("--file and --project cannot be used together")
                .hint("--file takes any file, --project a name from `golive projects`"));
        }
        return Ok(Some(Place { path: world.absolute(file), chosen: Chosen::File }));
    }
    if let Some(name) = &wanted.project {
        return Ok(Some(Place { path: by_name(world, name, name_of)?, chosen: Chosen::Project }));
    }
    let by_environment = world.path_var("GOLIVE_FILE");
    Ok(by_environment.map(|file| Place { path: world.absolute(&file), chosen: Chosen::Environment }))
}

/// Returns the file that is meant when none was named.
fn found(world: &World) -> Result<Place, Error> {
    let here = in_folder(&world.folder)?;
    match here.as_slice() {
        [only] => Ok(Place { path: only.clone(), chosen: Chosen::Folder }),
        _ => match last(world) {
            Some(path) if is_gone(&path) => Err(gone(&path)),
            Some(path) => Ok(Place { path, chosen: Chosen::Last }),
            None => Err(nothing_chosen(world, &here)),
        },
    }
}

/// Returns whether nothing is there any more; what cannot be looked at may be there.
fn is_gone(path: &Path) -> bool {
    matches!(path.try_exists(), Ok(false))
}

fn gone(path: &Path) -> Error {
    Error::io(format!("the last project no longer exists: {}", shown(path)))
        .hint("put it back, or choose another: `golive projects` lists them, --project NAME takes one")
}

fn nothing_chosen(world: &World, here: &[PathBuf]) -> Error {
    if let [first, _, ..] = here {
        return Error::usage("this folder has several projects and none was opened before")
            .hint(format!("choose one, for example with --file {}", shown(first)));
    }
    if world.folders.is_none() {
        return no_home();
    }
    Error::usage("there is no project yet")
        .hint("make one, for example with `golive new \"Contoso portal\" --scenario b2c`")
}

/// Returns what is said where the machine has no home folder.
pub fn no_home() -> Error {
    Error::io("this machine has no home folder, so there is no usual place for projects")
        .hint("name a file with --file or GOLIVE_FILE, or set HOME")
}

/// Returns the folder of projects.
pub fn folders(world: &World) -> Result<&Folders, Error> {
    world.folders.as_ref().ok_or_else(no_home)
}

/// Returns the project files in `folder`, by name; none where there is no such folder.
pub fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |error: &std::io::Error| {
        Error::io(format!("cannot look for projects in {}", shown(folder))).cause(error)
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

fn by_name(world: &World, name: &str, name_of: &dyn Fn(&Path) -> Option<Text>) -> Result<PathBuf, Error> {
    let folders = folders(world)?;
    let files = in_folder(&folders.data)?;
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    if let Some(found) = files.iter().find(|path| stem(path).as_deref() == Some(name)) {
        return Ok(found.clone());
    }
    let named: Vec<(Text, PathBuf)> =
        files.into_iter().filter_map(|path| Some((name_of(&path)?, path))).collect();
    let same = |one: &str| one.to_lowercase() == Text::line(name).to_lowercase();
    let mut fits =
        named.iter().filter(|(title, path)| same(title) || stem(path).as_deref().is_some_and(same));
    match (fits.next(), fits.next()) {
        (Some((_, path)), None) => Ok(path.clone()),
        (Some((_, one)), Some((_, other))) => {
            Err(Error::usage(format!("two projects are called {}", quoted(name)))
                .detail(one.to_string_lossy())
                .detail(other.to_string_lossy())
                .hint("choose one with --file"))
        }
        (None, _) => {
            let error = Error::usage(format!("no project is called {}", quoted(name)));
            let near = crate::text::nearest(name, named.iter().map(|(title, _)| title.as_str()));
            Err(match near {
                Some(near) => error.hint(format!("did you mean {}?", quoted(near))),
                None => error.hint("`golive projects` lists them"),
            })
        }
    }
}

/// Returns the project that was opened or made last, if that is remembered.
pub fn last(world: &World) -> Option<PathBuf> {
    let text = files::read_text(&world.folders.as_ref()?.state.join(LAST), LONGEST).ok()??;
    let path = text.trim_end_matches(['\n', '\r']);
    (!path.is_empty()).then(|| PathBuf::from(path))
}

/// Remembers `path` as the project that was used last.
///
/// What cannot be remembered is no reason to stop: the next start then asks for the project.
pub fn remember(world: &World, path: &Path) {
    let path = world.absolute(path);
    let Some(folders) = &world.folders else { return };
    if let Some(words) = path.to_str().filter(|words| !words.contains('\n'))
        && last(world).as_deref() != Some(&path)
    {
        drop(replace(&folders.state.join(LAST), format!("{words}\n").as_bytes()));
    }
}

const LAST: &str = "last-project";

/// The most bytes of a path that is remembered.
const LONGEST: u64 = 64 * 1024;

/// Returns the file name for a new project: `Contoso portal` becomes `contoso-portal.golive`.
pub fn file_name(project: &str) -> String {
    let mut stem = String::new();
    for c in project.to_lowercase().chars().take(60) {
        if c.is_alphanumeric() {
            stem.push(c);
        } else if !stem.ends_with('-') && !stem.is_empty() {
            stem.push('-');
        }
    }
    let stem = stem.trim_end_matches('-');
    // Windows keeps these names for devices, whatever the ending.
    let reserved = ["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3"];
    match stem {
        "" => format!("project.{ENDING}"),
        device if reserved.contains(&device) => format!("project-{device}.{ENDING}"),
        name => format!("{name}.{ENDING}"),
    }
}

/// Returns a path as messages show it.
pub fn shown(path: &Path) -> String {
    quoted(path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_projects_file_is_named_after_it() {
        assert_eq!(file_name("Contoso portal"), "contoso-portal.golive");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd.golive");
        assert_eq!(file_name("Größe 日本"), "größe-日本.golive");
        assert_eq!(file_name("///"), "project.golive");
        assert_eq!(file_name("NUL"), "project-nul.golive");
    }
}
