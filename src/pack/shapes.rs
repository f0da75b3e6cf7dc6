//! All files of a pack as they are written, together: what is checked, put over another pack, and converted.

use serde::{Deserialize, Serialize};

use super::file::{
    ChecklistFile, ConflictFile, PackFile, PlanFile, PublishedFile, QuestionFile, ResourceFile, ScenarioFile,
};
use crate::text::Text;

/// The most entries, items and topics and all that has fields, that a pack may have.
pub(super) const MOST_ENTRIES: usize = 100_000;

/// The files of a pack as they are written, so far as they could be read.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
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
    /// Whether every file of this kind was read, so that what is in none of them is nowhere.
    pub(super) fn has_all(&self, kind: &str) -> bool {
        self.pack.is_some() && !self.unread.iter().any(|name| name.starts_with(kind))
    }
}
