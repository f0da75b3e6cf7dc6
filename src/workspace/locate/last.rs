//! The project that was opened last, remembered from one run of the program to the next.

use std::path::{Path, PathBuf};

use crate::files::{self, WriteError};
use crate::workspace::settings::replace;
use crate::workspace::world::World;

/// The project that commands work on if none is named, if one is remembered.
pub fn last(world: &World) -> Option<PathBuf> {
    let text = files::read_text(&world.folders.as_ref()?.state.join(LAST), LONGEST).ok()??;
    let path = text.trim_end_matches(['\n', '\r']);
    (!path.is_empty()).then(|| PathBuf::from(path))
}

/// Remembers `path` as the project that commands work on if none is named.
///
/// What cannot be remembered is not a reason to stop: the next start then asks for the project.
pub fn remember(world: &World, path: &Path) {
    drop(keep_chosen(world, path));
}

/// The same, said to be on the disk or why it is not.
pub fn keep_chosen(world: &World, path: &Path) -> Result<(), WriteError> {
    let path = world.absolute(path);
    let Some(folders) = &world.folders else { return Ok(()) };
    if let Some(words) = path.to_str().filter(|words| !words.contains('\n'))
        && last(world).as_deref() != Some(&path)
    {
        return replace(&folders.state.join(LAST), format!("{words}\n").as_bytes());
    }
    Ok(())
}

const LAST: &str = "last-project";

/// The most bytes of a path that is remembered.
const LONGEST: u64 = 64 * 1024;
