//! Which pack a project is answered with: recorded in the project, found again, and never taken for another one.
//!
//! A pack is found by `--pack`, by `GOLIVE_PACK`, in a folder `pack` beside the project, as the built-in one, or where it was
//! opened last. The first that is named decides; one that was not named is passed over if it is another pack.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::Error;
use super::locate::shown;
use super::settings::replace;
use super::world::{Folders, World};
use crate::facts::rules::Rules;
use crate::files;
use crate::journal::answers::Answers;
use crate::journal::record::Change;
use crate::pack::embedded::Embedded;
use crate::pack::model::Pack;
use crate::pack::{embedded, facts, load};
use crate::text::Text;

/// The folder beside a project that may hold its pack.
const BESIDE: &str = "pack";
/// Where packs were opened last: a line each, id, tab, folder.
const KNOWN: &str = "packs";
/// The most bytes of that file that are read.
const MOST_BYTES: u64 = 64 * 1024;
/// The most packs that are remembered.
const MOST_KNOWN: usize = 100;

/// A pack and where it came from.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub pack: Arc<Pack>,
    /// Its folder; `None` for the built-in one.
    pub folder: Option<PathBuf>,
    /// How it was chosen, in words: `--pack`, `GOLIVE_PACK`.
    pub from: &'static str,
}

/// The pack that a flag or the environment names.
fn asked(world: &World, flag: Option<&Path>) -> Option<(PathBuf, &'static str)> {
    let flag = flag.map(|folder| (world.absolute(folder), "--pack"));
    flag.or_else(|| Some((world.absolute(&world.path_var("GOLIVE_PACK")?), "GOLIVE_PACK")))
}

fn load(world: &World, folder: &Path, from: &'static str) -> Result<Chosen, Error> {
    let cache = world.folders.as_ref().map(|folders| folders.cache.join(KNOWN));
    let pack = load::open(folder, cache.as_deref())
        .map_err(|error| Error::io(error.to_string()).hint(error.hint()))?;
    Ok(Chosen { pack: Arc::new(pack), folder: Some(folder.to_owned()), from })
}

fn built_in() -> Chosen {
    Chosen { pack: embedded::pack(), folder: None, from: "built in" }
}

/// The pack for work without a project: the named one, that of the folder `beside`, else the built-in one.
pub fn without_project(world: &World, flag: Option<&Path>, beside: Option<&Path>) -> Result<Chosen, Error> {
    if let Some((folder, from)) = asked(world, flag) {
        return load(world, &folder, from);
    }
    match beside.and_then(folder_beside) {
        Some(folder) => load(world, &folder, "beside the project"),
        None => Ok(built_in()),
    }
}

/// Begins to read the pack that the project in `path` is answered with, as far as that is known before the project is
/// read: if nothing else is named, it is the built-in one as a rule.
pub fn begin(world: &World, flag: Option<&Path>, path: &Path) {
    if asked(world, flag).is_none() && folder_beside(path).is_none() {
        embedded::begin();
    }
}

fn folder_beside(project: &Path) -> Option<PathBuf> {
    let folder = project.parent()?.join(BESIDE);
    folder.join("pack.ron").is_file().then_some(folder)
}

/// The pack for the project in `path`; refused if the named one is another than the project was made with.
pub fn of_project(
    world: &World,
    flag: Option<&Path>,
    path: &Path,
    answers: &Answers,
) -> Result<Chosen, Error> {
    let chosen = choose(world, flag, path, answers)?;
    remember(world, &chosen);
    Ok(chosen)
}

fn choose(world: &World, flag: Option<&Path>, path: &Path, answers: &Answers) -> Result<Chosen, Error> {
    if let Some((folder, from)) = asked(world, flag) {
        let chosen = load(world, &folder, from)?;
        if fits(answers, &chosen.pack) {
            return Ok(chosen);
        }
        return Err(differs(world, path, answers, &chosen));
    }
    made_with(world, path, answers)
}

/// The pack of a project among others: a pack that the environment names counts only for those that it fits.
pub fn own(world: &World, path: &Path, answers: &Answers) -> Result<Chosen, Error> {
    let asked = asked(world, None).and_then(|(folder, from)| load(world, &folder, from).ok());
    match asked.filter(|chosen| fits(answers, &chosen.pack)) {
        Some(chosen) => Ok(chosen),
        None => made_with(world, path, answers),
    }
}

/// The pack that a project was made with: beside it, the built-in one, or where it was opened last.
fn made_with(world: &World, path: &Path, answers: &Answers) -> Result<Chosen, Error> {
    let beside = folder_beside(path).map(|folder| load(world, &folder, "beside the project")).transpose();
    // A folder of that name with errors is only in the way if the project needs it.
    let mut failed = None;
    match beside {
        Ok(Some(chosen)) if fits(answers, &chosen.pack) => return Ok(chosen),
        Ok(_) => {}
        Err(error) => failed = Some(error),
    }
    let own = built_in();
    if fits(answers, &own.pack) {
        return Ok(own);
    }
    if let Some(error) = failed {
        return Err(error);
    }
    let id = answers.pack_name().map(|name| name.id.clone()).unwrap_or_default();
    if let Some(folder) = known(world).into_iter().find(|(known, _)| *known == id).map(|(_, folder)| folder)
        && let Ok(chosen) = load(world, &folder, "where it was opened last")
        && fits(answers, &chosen.pack)
    {
        return Ok(chosen);
    }
    Err(differs(world, path, answers, &own))
}

/// What there is to ask about a project that was made with another pack than the one it was to be opened with.
#[derive(Debug, Clone)]
pub struct Mismatch {
    pub made: Text,
    pub opened: Text,
    pub opened_from: Text,
    /// Where its own pack is: a folder, or `None` for the built-in one; and the same for people.
    pub own: Option<(Option<PathBuf>, Text)>,
    pub answered: usize,
    pub lost: usize,
}

/// What there is to ask; `None` if the pack that is named, or one that is found, is the project's own.
pub fn mismatch(world: &World, flag: Option<&Path>, path: &Path, answers: &Answers) -> Option<Mismatch> {
    let opened = match asked(world, flag) {
        Some((folder, from)) => load(world, &folder, from).ok()?,
        None if choose(world, None, path, answers).is_ok() => return None,
        None => built_in(),
    };
    if fits(answers, &opened.pack) {
        return None;
    }
    let Chosen { pack, from, .. } = &opened;
    let from = if opened.folder.is_none() { "built in".to_owned() } else { format!("from {from}") };
    let own = choose(world, None, path, answers).ok().map(|own| {
        let place = match &own.folder {
            None => Text::line("the built-in one"),
            Some(folder) => Text::line(&shown(folder)),
        };
        (own.folder, place)
    });
    // Without the flag the environment still names one.
    let own = own.or_else(|| at_hand(world, path, answers));
    let ids: Vec<_> = answers.entries.iter().filter(|(_, said)| !said.is_empty()).map(|(id, _)| id).collect();
    Some(Mismatch {
        made: Text::line(&made(answers)),
        opened: Text::line(&format!("{}, {}", pack.title, pack.version)),
        opened_from: Text::line(&format!("{}, {} ({}, {from})", pack.title, pack.version, pack.id)),
        own,
        answered: ids.len(),
        lost: ids.iter().filter(|id| pack.entry(id).is_none()).count(),
    })
}

/// The project's own pack if no flag and no environment looks for it.
fn at_hand(world: &World, path: &Path, answers: &Answers) -> Option<(Option<PathBuf>, Text)> {
    let id = answers.pack_name().map(|name| name.id.clone());
    let last =
        known(world).into_iter().find(|(known, _)| Some(known) == id.as_ref()).map(|(_, folder)| folder);
    let is_own = |folder: &PathBuf| load(world, folder, "").is_ok_and(|found| fits(answers, &found.pack));
    let folder = folder_beside(path).filter(is_own).or_else(|| last.filter(is_own));
    if let Some(folder) = folder {
        let place = Text::line(&shown(&folder));
        return Some((Some(folder), place));
    }
    fits(answers, &built_in().pack).then(|| (None, Text::line("the built-in one")))
}

/// The pack that a project was made with, for people.
fn made(answers: &Answers) -> String {
    match answers.pack_name() {
        Some(name) => format!("{}, {} ({})", name.title, name.version, name.id),
        None => "the built-in pack (auth0)".to_owned(),
    }
}

/// Whether a project is answered with this pack.
///
/// A journal that does not say it is the built-in pack's, unless its answers are to entries of the other one.
pub fn fits(answers: &Answers, pack: &Pack) -> bool {
    match answers.pack_name() {
        Some(name) => name.id == pack.id,
        None => {
            pack.id == *embedded_id() || {
                let known = answers.entries.keys().filter(|id| pack.entry(id).is_some()).count();
                known > 0 || answers.entries.is_empty()
            }
        }
    }
}

fn embedded_id() -> &'static str {
    "auth0"
}

/// Refuses to work on a project with this pack if it is another one's.
pub fn check(path: &Path, answers: &Answers, pack: &Pack) -> Result<(), Error> {
    if fits(answers, pack) {
        return Ok(());
    }
    Err(refusal(path, answers, pack, "").hint("leave the program and name its own pack with --pack DIR"))
}

fn refusal(path: &Path, answers: &Answers, pack: &Pack, from: &str) -> Error {
    let made = made(answers);
    let from = if from.is_empty() { String::new() } else { format!(", {from}") };
    let name =
        path.file_name().map(|name| Text::line(&name.to_string_lossy()).to_string()).unwrap_or_default();
    Error::usage(format!("{name} was made with another pack, so nothing is answered about it"))
        .detail(format!("made with     {made}"))
        .detail(format!("opened with   {}, {} ({}{from})", pack.title, pack.version, pack.id))
}

/// The refusal with the line to type.
fn differs(world: &World, path: &Path, answers: &Answers, chosen: &Chosen) -> Error {
    let from = match chosen.from {
        "built in" => "built in".to_owned(),
        from => format!("from {from}"),
    };
    let error = refusal(path, answers, &chosen.pack, &from);
    let own = |folder: &PathBuf| load(world, folder, "").is_ok_and(|found| fits(answers, &found.pack));
    let beside = folder_beside(path).filter(own);
    let is_built_in = answers.pack_name().is_none_or(|name| name.id == *embedded_id());
    let id = answers.pack_name().map(|name| name.id.clone()).unwrap_or_default();
    let last =
        || known(world).into_iter().find(|(known, _)| *known == id).map(|(_, folder)| folder).filter(own);
    match (beside, chosen.from) {
        (Some(_), from) => error.hint(format!("without {from} the folder `{BESIDE}` beside the file is found by itself")),
        (None, from) if is_built_in => error.hint(format!("without {from} the built-in pack is used")),
        (None, _) => match last() {
            Some(folder) => error.hint(format!("name its own pack: --file {} --pack {}", shown(path), shown(&folder))),
            None => error.hint("name the folder of its own pack with --pack DIR, or put that folder beside the file as `pack`"),
        },
    }
}

/// The rules for exports of the pack in `folder`, or of the built-in one.
pub fn rules(folder: Option<&Path>) -> Result<Vec<Rules>, Error> {
    let opened = match folder {
        None => facts::open(&Embedded, Path::new("the program")),
        Some(folder) => facts::open_folder(folder),
    };
    opened.map_err(|error| Error::io(error.to_string()).hint(error.hint()))
}

/// The line that records a newer version of the project's pack; `None` if there is nothing new to say.
pub fn record(answers: &Answers, pack: &Pack) -> Option<Change> {
    let is_newer = answers.pack_name().is_some_and(|name| order(&name.version) < order(&pack.version));
    is_newer.then(|| named(pack))
}

/// The line that says which pack a project is answered with.
pub fn named(pack: &Pack) -> Change {
    Change::Pack { id: pack.id.clone(), version: pack.version.clone(), title: pack.title.clone() }
}

/// Numbers of a version compare as numbers.
fn order(version: &str) -> Vec<(u64, String)> {
    version.split(['.', '-', ' ']).map(|part| (part.parse().unwrap_or(0), part.to_owned())).collect()
}

/// Packs with the folders they were opened in last, the newest first.
fn known(world: &World) -> Vec<(Text, PathBuf)> {
    let read = |folders: &Folders| files::read_text(&folders.state.join(KNOWN), MOST_BYTES).ok().flatten();
    let text = world.folders.as_ref().and_then(read);
    let lines = text.unwrap_or_default();
    lines
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(id, folder)| (Text::line(id), PathBuf::from(folder)))
        .collect()
}

/// Remembers the folder of a pack. What cannot be remembered is not a reason to stop.
pub fn remember(world: &World, chosen: &Chosen) {
    let (Some(folders), Some(folder)) = (&world.folders, &chosen.folder) else { return };
    let Some(words) = folder.to_str().filter(|words| !words.contains(['\n', '\t'])) else { return };
    let mut all = known(world);
    if all.first().is_some_and(|(id, path)| *id == chosen.pack.id && path == folder) {
        return;
    }
    all.retain(|(id, _)| *id != chosen.pack.id);
    all.insert(0, (chosen.pack.id.clone(), PathBuf::from(words)));
    all.truncate(MOST_KNOWN);
    let lines: String =
        all.iter().filter_map(|(id, folder)| Some(format!("{id}\t{}\n", folder.to_str()?))).collect();
    drop(replace(&folders.state.join(KNOWN), lines.as_bytes()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_pack_has_the_id_that_projects_without_one_have() {
        assert_eq!(embedded::pack().id, *embedded_id());
    }

    #[test]
    fn versions_compare_by_their_numbers() {
        assert!(order("2026.9") < order("2026.12"));
        assert!(order("1.2") < order("1.10"));
        assert!(order("2") == order("2"));
    }
}
