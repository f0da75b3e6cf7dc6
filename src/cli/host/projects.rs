//! The projects that can be opened, and how each stands.

use std::path::Path;

use crate::text::Text;
use crate::tui::host::ProjectChoice;
use crate::workspace::locate::known::{Known, known};
use crate::workspace::outlook::ProjectStanding;
use crate::workspace::world::World;

/// All that are known; `open` is the one on the screens.
pub(super) fn choices(world: &World, open: Option<&Path>) -> Vec<ProjectChoice> {
    let choice = |one: Known| ProjectChoice {
        name: one.name(),
        kind: one.short_kind(),
        place: one.place(world),
        is_open: Some(one.path.as_path()) == open,
        path: one.path,
    };
    known(world, open).into_iter().map(choice).collect()
}

/// How a project stands at its next milestone, in words.
pub(super) fn outlook(world: &World, path: &Path) -> Text {
    let standing = ProjectStanding::of(world, path);
    let verdict = standing.verdict();
    Text::line(&match &standing {
        ProjectStanding::Before(ahead) => {
            // What is cut where there is no room is the end of the milestone.
            format!("{verdict} · {} · ◆ {}", ahead.day(), ahead.milestone)
        }
        _ => verdict.to_owned(),
    })
}
