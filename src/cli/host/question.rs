//! What the screens ask about a project that was made with another pack.

use std::path::Path;

use crate::journal::answers::Answers;
use crate::pack::embedded;
use crate::text::Text;
use crate::tui::host::{OwnPack, PackInUse, PackQuestion};
use crate::workspace::locate::known::below_home;
use crate::workspace::pack::Mismatch;
use crate::workspace::world::World;

/// What is asked about a project that was made with another pack.
pub(super) fn question(path: &Path, answers: &Answers, found: Mismatch) -> PackQuestion {
    PackQuestion {
        project: answers.project_name().cloned().unwrap_or_else(|| Text::line("unnamed project")),
        path: path.to_owned(),
        made: found.made,
        opened: found.opened,
        opened_from: found.opened_from,
        own: found.own.map(|(folder, place)| OwnPack { folder, place }),
        answered: found.answered,
        lost: found.lost,
    }
}

/// What the first start says of a pack that is not the built-in one.
pub(super) fn pack_in_use(world: &World, folder: &Path) -> PackInUse {
    let built_in = embedded::pack();
    PackInUse {
        place: below_home(folder, world),
        built_in: Text::line(&format!(
            "{}, {}",
            built_in.title.split(':').next().unwrap_or_default(),
            built_in.version
        )),
    }
}
