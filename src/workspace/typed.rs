//! What was half typed when the terminal went away, a project each: a file in the state folder that only its owner reads.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::world::World;
use crate::domain::typed::HalfTyped;
use crate::files::disk::Drive;
use crate::files::{self, Rights};
use crate::text::Text;

const FILE: &str = "half-typed.ron";

/// The most bytes of the file that are read.
const LONGEST: u64 = 4 * 1024 * 1024;

/// The words that wait for a project.
pub fn of(world: &World, project: &Text) -> Option<HalfTyped> {
    all(world).remove(project.as_str())
}

/// Keeps the words for the next start of a project. What cannot be kept is no reason to stop: the program ends.
pub fn keep(world: &World, project: &Text, typed: &HalfTyped) {
    let mut all = all(world);
    all.insert(project.to_string(), typed.clone());
    write(world, &all);
}

/// Forgets the words of a project; without any nothing is written.
pub fn forget(world: &World, project: &Text) {
    let mut all = all(world);
    if all.remove(project.as_str()).is_some() {
        write(world, &all);
    }
}

fn all(world: &World) -> BTreeMap<String, HalfTyped> {
    let Some(path) = path(world) else { return BTreeMap::new() };
    let text = files::read_text(&path, LONGEST).ok().flatten().unwrap_or_default();
    ron::from_str(&text).unwrap_or_default()
}

fn write(world: &World, all: &BTreeMap<String, HalfTyped>) {
    let (Some(path), Ok(text)) = (path(world), ron::to_string(all)) else { return };
    if files::make_folder(&mut Drive, files::folder_of(&path)).is_ok() {
        // A private note may be in it.
        drop(files::replace(&mut Drive, &path, (text + "\n").as_bytes(), Rights::Own));
    }
}

fn path(world: &World) -> Option<PathBuf> {
    Some(world.folders.as_ref()?.state.join(FILE))
}
