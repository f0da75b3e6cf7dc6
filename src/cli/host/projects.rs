//! The projects that can be opened, and how each stands.

use std::fs;
use std::path::Path;

use jiff::Timestamp;

use crate::text::Text;
use crate::tui::host::{ProjectChoice, ProjectLook};
use crate::workspace::locate::known::{self, Known, gone, known};
use crate::workspace::outlook::{ProjectOutlook, ProjectStanding};
use crate::workspace::world::World;

/// All that are known; `open` is the one on the screens.
pub(super) fn choices(world: &World, open: Option<&Path>) -> Vec<ProjectChoice> {
    let choice = |one: Known| ProjectChoice {
        name: one.name(),
        kind: one.short_kind(),
        place: one.place(world),
        is_open: Some(one.path.as_path()) == open,
        is_gone: false,
        stays: known::stays(world, &one.path),
        changed: changed(&one.path),
        path: one.path,
    };
    let missing = gone(world).into_iter().map(|path| ProjectChoice {
        name: Text::line(&path.file_stem().unwrap_or_default().to_string_lossy()),
        place: Text::line(&path.to_string_lossy()),
        is_gone: true,
        path,
        ..ProjectChoice::default()
    });
    known(world, open).into_iter().map(choice).chain(missing).collect()
}

/// When a file was changed last.
fn changed(path: &Path) -> Option<Timestamp> {
    Timestamp::try_from(fs::metadata(path).ok()?.modified().ok()?).ok()
}

/// How a project stands at its next milestone.
pub(super) fn look(world: &World, path: &Path) -> ProjectLook {
    let ProjectOutlook { standing, pack } = ProjectOutlook::of(world, path);
    let look = ProjectLook { about: pack, ..ProjectLook::default() };
    match standing {
        ProjectStanding::Before(ahead) => ProjectLook {
            verdict: Some(ahead.verdict),
            milestone: ahead.milestone,
            day: ahead.day,
            left: Some((ahead.left, ahead.total)),
            late: ahead.late,
            ..look
        },
        ProjectStanding::NoneAhead { open, late } => {
            ProjectLook { says: Text::line(standing.verdict()), open: Some(open), late, ..look }
        }
        other => ProjectLook { says: Text::line(other.verdict()), ..look },
    }
}

/// Lists a project no more; its file stays.
pub(super) fn forget(world: &World, path: &Path) -> Result<(), Text> {
    match known::forget(world, path) {
        Ok(true) => Ok(()),
        Ok(false) => {
            Err(Text::line("it is listed because of the folder that it is in, as long as its file is there"))
        }
        Err(error) => Err(Text::line(&format!("it cannot be forgotten: {error}"))),
    }
}
