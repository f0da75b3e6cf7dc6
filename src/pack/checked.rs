//! A folder checked as a pack: what `golive pack check` says.

use std::path::Path;

use super::draw::{self, Drawing};
use super::facts;
use super::load::{OpenError, folder_reason, load};
use super::model::{Pack, Plan};
use super::problem::Problem;
use super::source::{Folder, PackSource};
use crate::facts::rules::Rules;
use crate::text::counted;

/// What was found in the folder of a pack.
#[derive(Debug)]
pub struct Checked {
    /// In the order of files and lines.
    pub problems: Vec<Problem>,
    /// The pack, unless it has errors.
    pub pack: Option<Pack>,
    /// The rules for exports that have no errors.
    pub rules: Vec<Rules>,
}

/// All problems of the pack in `folder`; an error only if there is no folder to look into.
pub fn check_folder(folder: &Path) -> Result<Checked, OpenError> {
    let source = Folder::open(folder)
        .map_err(|reason| OpenError::Folder { folder: folder.to_owned(), reason: folder_reason(&reason) })?;
    Ok(check(&source))
}

/// All problems of the pack whose files are in `source`.
pub fn check(source: &dyn PackSource) -> Checked {
    let (pack, mut problems) = load(source);
    let (rules, wrong) = facts::load(source, pack.as_ref());
    problems.extend(wrong);
    Checked { problems, pack, rules }
}

impl Checked {
    /// Whether the pack cannot be worked with.
    pub fn has_errors(&self) -> bool {
        self.pack.is_none() || self.problems.iter().any(Problem::is_error)
    }

    /// All problems as they are shown, then what the pack holds.
    pub fn render(&self, drawing: &Drawing) -> String {
        let mut out = draw::problems(&self.problems, drawing);
        if let Some(pack) = &self.pack {
            out.push_str(&contents(pack));
        }
        out
    }
}

fn contents(pack: &Pack) -> String {
    let topics = pack.plans.iter().flat_map(Plan::topics).count();
    let milestones = pack.plans.iter().flat_map(Plan::milestones).count();
    let base = pack.extends.as_ref().map(|base| format!(", on {base}")).unwrap_or_default();
    format!(
        "{}{base}: {} with {}, {} with {} and {}, {}, {}\n",
        pack.title,
        counted(pack.checklists.len(), "checklist", "checklists"),
        counted(pack.items().count(), "item", "items"),
        counted(pack.plans.len(), "plan", "plans"),
        counted(topics, "topic", "topics"),
        counted(milestones, "milestone", "milestones"),
        counted(pack.questions.len(), "question", "questions"),
        counted(pack.scenarios.len(), "scenario", "scenarios"),
    )
}
