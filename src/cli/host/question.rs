//! What the screens ask about a project that was made with another pack.

use std::path::Path;

use crate::journal::answers::Answers;
use crate::text::Text;
use crate::tui::host::{OwnPack, PackQuestion};
use crate::workspace::pack::Mismatch;

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
