//! What was half typed when the terminal went away: a small file each, in a folder of the state folder that only its
//! owner reads.
//!
//! Several terminals may go away at once, so no file is overwritten, and what cannot be read stays as it is.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::world::World;
use crate::domain::typed::{HalfTyped, KeptTyped};
use crate::files::disk::Drive;
use crate::files::{self, Rights};
use crate::text::Text;

const FOLDER: &str = "half-typed";

/// The most bytes of a file that are read.
const LONGEST: u64 = 4 * 1024 * 1024;
/// The most files that are looked at.
const MOST: usize = 100;

/// What a file holds.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedFile {
    project: Text,
    typed: HalfTyped,
}

/// The words that wait for a project, and a new project that waits for none, the oldest first.
pub fn of(world: &World, project: &Text) -> Vec<KeptTyped> {
    let Some(folder) = folder(world) else { return Vec::new() };
    let mut names: Vec<String> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "ron"))
        .collect();
    names.sort();
    let kept = |name: String| {
        let text = files::read_text(&folder.join(&name), LONGEST).ok()??;
        let file: TypedFile = ron::from_str(&text).ok()?;
        let is_meant = file.project == *project || matches!(file.typed, HalfTyped::NewProject { .. });
        is_meant.then_some(KeptTyped { name, typed: file.typed })
    };
    names.into_iter().take(MOST).filter_map(kept).collect()
}

/// Keeps the words for the next start of a project; returns whether they are on the disk.
pub fn keep(world: &mut World, project: &Text, typed: &HalfTyped) -> bool {
    let name = format!("{:014}-{:016x}.ron", (world.clock)().as_millisecond(), (world.chance)());
    let file = TypedFile { project: project.clone(), typed: typed.clone() };
    let (Some(folder), Ok(text)) = (folder(world), ron::to_string(&file)) else { return false };
    // A private note may be in it.
    files::make_folder(&mut Drive, &folder).is_ok()
        && files::create(&mut Drive, &folder.join(name), (text + "\n").as_bytes(), Rights::Own).is_ok()
}

/// Takes away what was kept under a name, once it was saved or thrown away.
pub fn forget(world: &World, name: &str) {
    if let Some(folder) = folder(world) {
        // What cannot be taken away is offered once more.
        drop(files::take_away(&folder.join(name)));
    }
}

fn folder(world: &World) -> Option<PathBuf> {
    Some(world.folders.as_ref()?.state.join(FOLDER))
}
