//! The RON shapes of a pack's files, field by field as they are written.
//!
//! Nothing is checked here beyond the shape: `load` turns these into the model and collects the problems. The
//! shapes are public in docs/pack-format.md, so the model may move while they stay.

use serde::Deserialize;

use super::model::{Business, Cadence, Level, OfferedAnswer, ScenarioKind};

/// The newest pack format this program reads.
pub const FORMAT: u32 = 1;

/// `pack.ron`: what the pack is and which files it has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    pub format: u32,
    pub id: String,
    pub title: String,
    pub version: String,
    /// Said once where the pack is introduced, for example whom it is not affiliated with.
    #[serde(default)]
    pub notice: Option<String>,
    /// Ids of the checklists in the order of the life cycle; each is `checklists/ID.ron`.
    pub checklists: Vec<String>,
    /// Ids of the plans; each is `plans/ID.ron`.
    pub plans: Vec<String>,
}

/// `checklists/ID.ron`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistFile {
    pub id: String,
    pub title: String,
    pub purpose: String,
    #[serde(default)]
    pub activities: Vec<String>,
    pub sections: Vec<SectionFile>,
}

/// One part of a checklist, named after a workstream.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    pub workstream: String,
    pub title: String,
    pub items: Vec<ItemFile>,
}

/// One line of a checklist; its full id is `CHECKLIST/id`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemFile {
    pub id: String,
    /// Its number in the list; never given to another item, also not after this one is gone.
    pub no: u32,
    /// The publisher's own code, if any.
    #[serde(default)]
    pub code: Option<String>,
    pub title: String,
    pub guidance: String,
    pub done_when: String,
    pub ask: String,
    pub level: Level,
    /// Empty means every business.
    #[serde(default)]
    pub applies_to: Vec<Business>,
    #[serde(default)]
    pub optional_when: Option<String>,
    pub role: String,
    /// `workstream/topic`, each found in at least one plan; none where only the section's workstream is known.
    pub topics: Vec<String>,
    /// What a room of ten needs; by level where it is left out.
    #[serde(default)]
    pub minutes: Option<u16>,
    #[serde(default)]
    pub repeats: Option<Cadence>,
    #[serde(default)]
    pub link: Option<String>,
}

/// `plans/ID.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    pub id: String,
    pub title: String,
    /// What to know before the first phase.
    #[serde(default)]
    pub notes: Vec<String>,
    pub phases: Vec<PhaseFile>,
}

/// One phase; its full id is `PLAN/id`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhaseFile {
    pub id: String,
    pub title: String,
    pub summary: String,
    /// Ids of the phases that come before this one.
    #[serde(default)]
    pub needs: Vec<String>,
    /// What there is when the phase is over.
    #[serde(default)]
    pub ends_in: Option<String>,
    #[serde(default)]
    pub notes: Vec<String>,
    pub workstreams: Vec<WorkstreamFile>,
    pub milestones: Vec<MilestoneFile>,
}

/// One workstream; its full id is `PLAN/PHASE/id`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkstreamFile {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub summary: String,
    /// Where it stands in the phase, in words.
    #[serde(default)]
    pub order: Option<String>,
    /// Ids of the phase's workstreams that come first.
    #[serde(default)]
    pub after: Vec<String>,
    /// Ids of the phase's workstreams that it may run beside; symmetric.
    #[serde(default)]
    pub parallel_with: Vec<String>,
    #[serde(default)]
    pub skip_when: Option<String>,
    #[serde(default)]
    pub team: Option<String>,
    /// Empty means every business.
    #[serde(default)]
    pub applies_to: Vec<Business>,
    #[serde(default)]
    pub notes: Vec<String>,
    #[serde(default)]
    pub links: Vec<String>,
    pub topics: Vec<TopicFile>,
}

/// One topic; its full id is `PLAN/PHASE/WORKSTREAM/id`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicFile {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What has taken the feature's place since the guide was written.
    #[serde(default)]
    pub now: Option<String>,
    pub guidance: String,
    #[serde(default)]
    pub optional_when: Option<String>,
    #[serde(default)]
    pub dependencies: Vec<DependencyFile>,
    #[serde(default)]
    pub best_practices: Vec<String>,
    #[serde(default)]
    pub warnings: Vec<String>,
    #[serde(default)]
    pub questions: Vec<String>,
    #[serde(default)]
    pub links: Vec<String>,
    /// Empty means every business.
    #[serde(default)]
    pub applies_to: Vec<Business>,
}

/// A sentence about what comes first, and the topics it names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DependencyFile {
    pub text: String,
    /// `WORKSTREAM/TOPIC` in the same phase, or `PHASE/WORKSTREAM/TOPIC`: topics this one waits for.
    #[serde(default)]
    pub on: Vec<String>,
}

/// One milestone; its full id is `PLAN/PHASE/id`, beside the phase's workstreams.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MilestoneFile {
    pub id: String,
    pub title: String,
    /// Ids of the phase's workstreams that it stands after.
    pub after: Vec<String>,
    /// `WORKSTREAM/TOPIC` of the phase that does not count yet.
    #[serde(default)]
    pub except: Vec<String>,
    /// Ids of the checklists whose items count.
    pub checklists: Vec<String>,
    /// What must be finished, in words.
    pub finished: String,
    /// What one can do when it is passed.
    pub then: String,
    /// At most nine full entry ids for the critical check.
    #[serde(default)]
    pub critical: Vec<String>,
}

/// `questions.ron`: the project questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    pub id: String,
    pub ask: String,
    pub explains: String,
    pub default: OfferedAnswer,
    /// Full ids of the entries that a *no* sets aside.
    pub sets_aside: Vec<String>,
    /// The reason those entries then carry.
    pub reason: String,
}

/// `scenarios.ron`: the architecture scenarios.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioFile {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub kind: ScenarioKind,
    pub short: String,
    pub summary: String,
    /// Protocol and grant, in words.
    pub protocol: String,
    /// The plan a business scenario uses; none for an application scenario.
    #[serde(default)]
    pub plan: Option<String>,
    /// How it relates to the plans, in words.
    pub plan_note: String,
    pub consider: Vec<String>,
    pub links: Vec<String>,
}

/// `resources.ron`: where to read on and whom to ask.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceFile {
    pub id: String,
    pub title: String,
    /// The heading it stands under.
    pub group: String,
    #[serde(default)]
    pub what_for: Option<String>,
    pub links: Vec<String>,
}
