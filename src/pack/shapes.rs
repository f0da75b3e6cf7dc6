//! All files of a pack as they are written, together: what is checked, put over another pack, and converted.

use super::file::{
    ChecklistFile, ConflictFile, PackFile, PlanFile, PublishedFile, QuestionFile, ResourceFile, ScenarioFile,
};
use super::naming::{is_id, mended_id};
use crate::text::Text;

/// The most entries, items and topics and all that has fields, that a pack may have.
pub(super) const MOST_ENTRIES: usize = 100_000;

/// The files of a pack as they are written, so far as they could be read.
#[derive(Debug, Clone, Default)]
pub(super) struct Shapes {
    pub(super) pack: Option<PackFile>,
    /// In the order of pack.ron, each with its file name.
    pub(super) checklists: Vec<(String, ChecklistFile)>,
    pub(super) plans: Vec<(String, PlanFile)>,
    pub(super) questions: Vec<QuestionFile>,
    pub(super) conflicts: Vec<ConflictFile>,
    pub(super) scenarios: Vec<ScenarioFile>,
    pub(super) resources: Vec<ResourceFile>,
    pub(super) published: Option<PublishedFile>,
    /// Title and version of the pack that this one adds to, once both are put together.
    pub(super) base: Option<Text>,
    /// Files that are there or named and could not be read: what refers to them is not judged.
    pub(super) unread: Vec<String>,
}

impl Shapes {
    /// Gives what has an id that is not valid the one that was most likely meant, so that what names it is judged by
    /// that. The id itself is said where texts are judged.
    pub(super) fn mend_ids(&mut self) {
        let sections = self.checklists.iter_mut().flat_map(|(_, list)| &mut list.sections);
        sections.flat_map(|section| &mut section.items).for_each(|item| mend(&mut item.id));
        for phase in self.plans.iter_mut().flat_map(|(_, plan)| &mut plan.phases) {
            mend(&mut phase.id);
            for stream in &mut phase.workstreams {
                mend(&mut stream.id);
                stream.topics.iter_mut().for_each(|topic| mend(&mut topic.id));
            }
            phase.milestones.iter_mut().for_each(|milestone| mend(&mut milestone.id));
        }
        self.questions.iter_mut().for_each(|question| mend(&mut question.id));
        self.scenarios.iter_mut().for_each(|scenario| mend(&mut scenario.id));
        let roles = self.pack.iter_mut().flat_map(|pack| &mut pack.roles);
        roles.for_each(|role| mend(&mut role.id));
    }

    /// Whether every file of this kind was read, so that what is in none of them is nowhere.
    pub(super) fn has_all(&self, kind: &str) -> bool {
        self.pack.is_some() && !self.unread.iter().any(|name| name.starts_with(kind))
    }
}

fn mend(id: &mut String) {
    if !is_id(id)
        && let Some(meant) = mended_id(id)
    {
        *id = meant;
    }
}
