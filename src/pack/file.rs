//! The RON shapes of a pack's files, field by field as they are written.
//!
//! Nothing is checked here beyond the shape: `load` turns these into the model and collects the problems. The
//! shapes are public in docs/pack-format.md, so the model may move while they stay. build.rs compiles this file too, to
//! put the built-in pack into the program in a form that needs no parsing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::choices::{Cadence, ConflictKind, Level, OfferedAnswer, ScenarioKind, YesNo};

/// The newest pack format this program reads.
pub const FORMAT: u32 = 1;

/// `pack.ron`: what the pack is and which files it has.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    pub format: u32,
    pub id: String,
    pub title: String,
    pub version: String,
    /// Said once where the pack is introduced, for example whom it is not affiliated with.
    #[serde(default)]
    pub notice: Option<String>,
    /// Who can be asked; without it, any word is a role.
    #[serde(default)]
    pub roles: Vec<RoleFile>,
    /// The id of the pack that this one adds to.
    #[serde(default)]
    pub extends: Option<String>,
    /// Ids of the checklists in the order of the life cycle; each is `checklists/ID.ron`.
    #[serde(default)]
    pub checklists: Vec<String>,
    /// Ids of the plans; each is `plans/ID.ron`.
    #[serde(default)]
    pub plans: Vec<String>,
    /// Where lists count in the plans of the pack that is extended.
    #[serde(default)]
    pub milestones: Vec<CountsFile>,
    /// Texts of the pack that is extended, in other words.
    #[serde(default)]
    pub replaces: Vec<ReplacementFile>,
}

/// Lists that count at a milestone.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CountsFile {
    /// `PLAN/PHASE/MILESTONE`
    pub id: String,
    pub checklists: Vec<String>,
}

/// An entry in other words; what is left out stays.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReplacementFile {
    /// The full id of the entry, which it keeps.
    pub id: String,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub ask: Option<String>,
    #[serde(default)]
    pub done_when: Option<String>,
    #[serde(default)]
    pub guidance: Option<String>,
    #[serde(default)]
    pub level: Option<Level>,
    #[serde(default)]
    pub role: Option<String>,
    #[serde(default)]
    pub link: Option<String>,
}

/// Who can be asked.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RoleFile {
    pub id: String,
    pub title: String,
}

/// `checklists/ID.ron`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistFile {
    pub id: String,
    pub title: String,
    pub purpose: String,
    #[serde(default)]
    pub activities: Vec<String>,
    pub sections: Vec<SectionFile>,
}

/// One part of a checklist.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SectionFile {
    /// The workstream that it is about; without one, its items count wherever their list does.
    #[serde(default)]
    pub workstream: Option<String>,
    pub title: String,
    pub items: Vec<ItemFile>,
}

/// One line of a checklist; its full id is `CHECKLIST/id`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ItemFile {
    pub id: String,
    /// Its number in the list; never given to another item, also not after this one is gone.
    pub no: u32,
    /// The publisher's own names for the rows that it stands for.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Full ids of items that it replaces; nothing has them any more.
    #[serde(default)]
    pub was: Vec<String>,
    pub title: String,
    /// Why, and how; left out if the title says all there is.
    #[serde(default)]
    pub guidance: Option<String>,
    pub done_when: String,
    /// The question that is put to the room; without one, the title is.
    #[serde(default)]
    pub ask: Option<String>,
    pub level: Level,
    /// Ids of business scenarios; empty means all.
    #[serde(default)]
    pub applies_to: Vec<String>,
    /// Ids of the application scenarios that bring it.
    #[serde(default)]
    pub scenarios: Vec<String>,
    #[serde(default)]
    pub optional_when: Option<String>,
    pub role: String,
    /// `workstream/topic`, each found in at least one plan; empty if only the section's workstream is known.
    pub topics: Vec<String>,
    /// What a room of ten needs; by level if it is left out.
    #[serde(default)]
    pub minutes: Option<u16>,
    #[serde(default)]
    pub repeats: Option<Cadence>,
    #[serde(default)]
    pub link: Option<String>,
}

/// `plans/ID.ron`.
#[derive(Debug, Clone, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Deserialize, Serialize)]
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
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WorkstreamFile {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub summary: String,
    /// Where it is in the phase, in words.
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
    /// Ids of business scenarios; empty means all.
    #[serde(default)]
    pub applies_to: Vec<String>,
    #[serde(default)]
    pub notes: Vec<String>,
    #[serde(default)]
    pub links: Vec<String>,
    pub topics: Vec<TopicFile>,
}

/// One topic; its full id is `PLAN/PHASE/WORKSTREAM/id`.
#[derive(Debug, Clone, Deserialize, Serialize)]
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
    /// Ids of business scenarios; empty means all.
    #[serde(default)]
    pub applies_to: Vec<String>,
}

/// A sentence about what comes first, and the topics it names.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DependencyFile {
    pub text: String,
    /// `WORKSTREAM/TOPIC` in the same phase, or `PHASE/WORKSTREAM/TOPIC`: topics this one waits for.
    #[serde(default)]
    pub on: Vec<String>,
}

/// One milestone; its full id is `PLAN/PHASE/id`, beside the phase's workstreams.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MilestoneFile {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Ids of the phase's workstreams that it comes after.
    pub after: Vec<String>,
    /// `WORKSTREAM/TOPIC` of the phase that does not count yet.
    #[serde(default)]
    pub except: Vec<String>,
    /// Ids of the checklists whose items count.
    pub checklists: Vec<String>,
    /// What must be finished, in words.
    pub finished: String,
    /// What can be done when it is passed.
    pub then: String,
    /// At most nine full entry ids for the critical check.
    #[serde(default)]
    pub critical: Vec<String>,
    /// So many weeks after the milestone before it its day is proposed.
    #[serde(default)]
    pub weeks_after: Option<u8>,
}

/// `questions.ron`: the project questions, and which answers contradict each other.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionsFile {
    pub questions: Vec<QuestionFile>,
    #[serde(default)]
    pub conflicts: Vec<ConflictFile>,
}

/// A project question.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    pub id: String,
    pub ask: String,
    pub explains: String,
    /// The heading it is under.
    #[serde(default)]
    pub group: Option<String>,
    pub default: OfferedAnswer,
    /// Ids of questions: if one of them is *no*, this one is too.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Ids of questions: if all of them are *no*, this one is too.
    #[serde(default)]
    pub needs_any: Vec<String>,
    /// Ids of application scenarios: a project with two of them is proposed *yes*.
    #[serde(default)]
    pub two_of: Vec<String>,
    /// Full ids of the entries that a *no* sets aside.
    pub sets_aside: Vec<String>,
    /// The reason those entries then carry.
    pub reason: String,
}

/// Answers that contradict each other.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictFile {
    pub id: String,
    pub kind: ConflictKind,
    /// Answers by the ids of their questions, all of which stand.
    #[serde(default)]
    pub when: BTreeMap<String, YesNo>,
    /// Answers of which `least` stand, one if it is left out.
    #[serde(default)]
    pub any: BTreeMap<String, YesNo>,
    #[serde(default)]
    pub least: Option<usize>,
    /// Ids of scenarios, of either kind, of which the project has one.
    #[serde(default)]
    pub scenarios: Vec<String>,
    /// The sentence that is said while it lasts.
    pub says: String,
}

/// `published.ron`: the lists that somebody published, row by row.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedFile {
    pub publisher: String,
    pub edition: String,
    pub line: String,
    pub rows: Vec<PublishedRowFile>,
}

/// One row of a published list.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedRowFile {
    /// An item of `checklist` has it among its codes.
    pub code: String,
    pub checklist: String,
    pub section: String,
    pub subject: String,
}

/// `scenarios.ron`: the architecture scenarios.
#[derive(Debug, Clone, Deserialize, Serialize)]
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
    /// The plan a business scenario uses; `None` for an application scenario.
    #[serde(default)]
    pub plan: Option<String>,
    /// How it relates to the plans, in words.
    pub plan_note: String,
    /// Proposed answers by the ids of their questions.
    #[serde(default)]
    pub asks: BTreeMap<String, YesNo>,
    pub consider: Vec<String>,
    pub links: Vec<String>,
}

/// `resources.ron`: where to read on and whom to ask.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceFile {
    pub id: String,
    pub title: String,
    /// The heading it is under.
    pub group: String,
    #[serde(default)]
    pub what_for: Option<String>,
    pub links: Vec<String>,
}
