//! Where projects are: which file a command works on, where new ones go, and which one was used last.
//!
//! If more than one file may be meant, none is chosen: the files are listed, and the person says which one.

use std::path::{Path, PathBuf};

pub use self::known::{ENDING, in_folder};
use self::known::{Known, about_copies, argument, known, looked_at};
pub use self::last::{keep_chosen, last, remember};
use super::error::{Error, quoted};
use super::world::{Folders, World};
use crate::text::Text;

pub mod known;
mod last;

/// How a project was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChosenBy {
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

impl ChosenBy {
    /// Whether the project becomes the last one when the screens open it.
    ///
    /// A file that was named for one start, such as the demo or a colleague's copy, does not push the user's own aside.
    pub fn is_remembered(self) -> bool {
        match self {
            ChosenBy::File | ChosenBy::Environment => false,
            ChosenBy::Project | ChosenBy::Folder | ChosenBy::Last => true,
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
pub struct ProjectFile {
    pub path: PathBuf,
    pub chosen: ChosenBy,
}

/// The file to work on.
pub fn choose(world: &World, wanted: &Wanted) -> Result<ProjectFile, Error> {
    match named(world, wanted)? {
        Some(place) => Ok(place),
        None => found(world),
    }
}

/// The file that was named by a flag or the environment.
pub fn named(world: &World, wanted: &Wanted) -> Result<Option<ProjectFile>, Error> {
    if let Some(file) = &wanted.file {
        if wanted.project.is_some() {
            return Err(Error::usage("--file and --project cannot be used together")
                .hint("--file takes any file, --project a name from `golive projects`"));
        }
        return Ok(Some(ProjectFile { path: world.absolute(file), chosen: ChosenBy::File }));
    }
    if let Some(name) = &wanted.project {
        return Ok(Some(ProjectFile { path: by_name(world, name)?, chosen: ChosenBy::Project }));
    }
    let by_environment = world.path_var("GOLIVE_FILE");
    Ok(by_environment.map(|file| ProjectFile { path: world.absolute(&file), chosen: ChosenBy::Environment }))
}

/// The file that is meant when none was named.
fn found(world: &World) -> Result<ProjectFile, Error> {
    let here = in_folder(&world.folder)?;
    match here.as_slice() {
        [only] => Ok(ProjectFile { path: only.clone(), chosen: ChosenBy::Folder }),
        [] => match last(world) {
            Some(path) if is_gone(&path) => Err(gone(&path)),
            Some(path) => Ok(ProjectFile { path, chosen: ChosenBy::Last }),
            None => Err(nothing_chosen(world)),
        },
        _ => Err(several_here(world, here)),
    }
}

/// Why nothing is chosen when the current folder has several projects.
fn several_here(world: &World, here: Vec<PathBuf>) -> Error {
    let files = looked_at(here);
    let error = Error::usage(format!("this folder has {} projects; name the one that is meant", files.len()));
    let example = files.first().map(|one| argument(&one.path, &world.folder)).unwrap_or_default();
    let error = listed(error, &files, &world.folder).hint(format!("for example with --file {example}"));
    about_copies(&files, &world.folder).into_iter().fold(error, Error::hint)
}

/// What the screens ask when the current folder has several projects; `None` if it does not.
pub fn question(world: &World) -> Option<Text> {
    let here = in_folder(&world.folder).ok().filter(|here| here.len() > 1)?;
    let files = looked_at(here);
    let mut words = format!("This folder has {} projects: choose the one that is meant.", files.len());
    if files.iter().any(|one| one.copy_of.is_some()) {
        words += " Some are copies of one project; `golive projects` says how to merge them.";
    }
    Some(Text::line(&words))
}

fn listed(error: Error, files: &[Known], folder: &Path) -> Error {
    files.iter().fold(error, |error, one| {
        let path = one.path.strip_prefix(folder).unwrap_or(&one.path);
        let path = Text::line(&path.to_string_lossy());
        error.detail(match &one.glance {
            Ok(_) => format!("{path}  {}, {}", one.name(), one.kind()),
            Err(error) => format!("{path}  {error}"),
        })
    })
}

/// Whether nothing is there any more; what cannot be looked at may be there.
fn is_gone(path: &Path) -> bool {
    matches!(path.try_exists(), Ok(false))
}

fn gone(path: &Path) -> Error {
    Error::io(format!("the last project no longer exists: {}", shown(path)))
        .hint("put it back, or choose another: `golive projects` lists them, --project NAME takes one")
}

fn nothing_chosen(world: &World) -> Error {
    if world.folders.is_none() {
        return no_home();
    }
    Error::usage("there is no project yet")
        .hint("make one, for example with `golive new \"Contoso portal\" --scenario b2c`")
}

/// What is said if the machine has no home folder.
pub fn no_home() -> Error {
    Error::io("this machine has no home folder, so there is no default folder for projects")
        .hint("name a file with --file or GOLIVE_FILE, or set HOME")
}

/// The folder of projects.
pub fn folders(world: &World) -> Result<&Folders, Error> {
    world.folders.as_ref().ok_or_else(no_home)
}

/// The project with this name or file name, or the only one that begins so.
pub fn by_name(world: &World, name: &str) -> Result<PathBuf, Error> {
    folders(world)?;
    let files = known(world, None);
    let wanted = Text::line(name).to_lowercase();
    match meant(&files, name) {
        (_, fits) if fits.is_empty() => {}
        (_, fits) if fits.len() == 1 => return Ok(fits.into_iter().map(|one| one.path.clone()).collect()),
        (how, fits) => {
            let fits: Vec<Known> = fits.into_iter().cloned().collect();
            let error = Error::usage(format!("{} projects {how} {}", fits.len(), quoted(name)));
            let error = listed(error, &fits, &world.folder).hint("choose one with --file");
            return Err(about_copies(&fits, &world.folder).into_iter().fold(error, Error::hint));
        }
    }
    let error = Error::usage(format!("no project is called {}", quoted(name)));
    // A beginning may be typed, so a mistyped one is looked for as well.
    let typed = wanted.chars().count();
    let ways = files.iter().filter(|_| typed > 0).map(Known::name).flat_map(|name| {
        let lower = name.to_lowercase();
        [(lower.chars().take(typed).collect(), name.clone()), (lower, name)]
    });
    let ways: Vec<(String, Text)> = ways.collect();
    let near = crate::text::nearest(&wanted, ways.iter().map(|(word, _)| word.as_str()));
    let meant = near.and_then(|near| ways.iter().find(|(word, _)| word == near));
    Err(match meant {
        Some((_, name)) => error.hint(format!("did you mean {}?", quoted(name))),
        None => error.hint("`golive projects` lists them"),
    })
}

/// The files that a word means, by the first way in which it means any, and how that is said: by its path, by the name of the file or of
/// the project, by the beginning of one of them.
fn meant<'a>(files: &'a [Known], name: &str) -> (&'static str, Vec<&'a Known>) {
    let wanted = Text::line(name).to_lowercase();
    let words = |one: &Known| [one.name().to_lowercase(), one.stem().to_lowercase()];
    let is_path = |one: &&Known| one.path.to_str() == Some(name);
    let is_stem = |one: &&Known| one.stem() == name;
    let is_same = |one: &&Known| words(one).contains(&wanted);
    let begins = |one: &&Known| words(one).iter().any(|word| word.starts_with(&wanted));
    let ways: [(&str, Vec<&Known>); 4] = [
        ("are in", files.iter().filter(is_path).collect()),
        ("are called", files.iter().filter(is_stem).collect()),
        ("are called", files.iter().filter(is_same).collect()),
        ("begin with", files.iter().filter(begins).collect()),
    ];
    let found = ways.into_iter().find(|(_, fits)| !fits.is_empty() && !wanted.is_empty());
    found.unwrap_or_default()
}

/// A word for each project that means it alone: its name, else the name of its file, else its path.
pub fn words(files: &[Known]) -> Vec<String> {
    let word = |one: &Known| {
        let path = one.path.to_string_lossy().into_owned();
        let words = [one.name().to_string(), one.stem().to_string()];
        let is_meant =
            |word: &String| matches!(meant(files, word).1.as_slice(), [only] if only.path == one.path);
        words.into_iter().find(is_meant).unwrap_or(path)
    };
    files.iter().map(word).collect()
}

/// The file name for a new project: `Contoso portal` becomes `contoso-portal.golive`.
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

/// A path as messages show it.
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
