//! All files of the built-in pack in one value: build.rs writes it, the program reads it.

use serde::{Deserialize, Serialize};

use super::file::{
    ChecklistFile, PackFile, PlanFile, PublishedFile, QuestionsFile, ResourceFile, ScenarioFile,
};

/// All files of a pack, as the program carries those of the built-in one.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct AllFiles {
    pub(super) pack: PackFile,
    pub(super) checklists: Vec<ChecklistFile>,
    pub(super) plans: Vec<PlanFile>,
    pub(super) questions: QuestionsFile,
    pub(super) scenarios: Vec<ScenarioFile>,
    pub(super) resources: Vec<ResourceFile>,
    pub(super) published: Option<PublishedFile>,
}
