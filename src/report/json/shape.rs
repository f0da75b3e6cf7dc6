//! The shapes of the JSON, field by field; docs/json.md says what each means.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::asking::{Contradiction, LeftContradiction};
use crate::domain::board::{Board, ListNode};
use crate::domain::gate::GateTally;
use crate::journal::answers::Answers;
use crate::journal::record::Verdict;

use super::entry::{CaptureJson, EntryJson, TallyJson};

/// What `golive gate --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct GateJson {
    pub milestone: String,
    /// `not ready`, `ready with conditions`, `ready`
    pub verdict: &'static str,
    /// Whether nothing blocks.
    pub ready: bool,
    pub blocking: Vec<LeftJson>,
    pub conditions: Vec<LeftJson>,
    pub listed: Vec<LeftJson>,
    pub settled: u32,
    /// Only while there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<ContradictionJson>,
}

/// Answers to project questions that contradict each other.
#[derive(Debug, Clone, Serialize)]
pub struct ContradictionJson {
    /// How the pack names it.
    pub id: Option<String>,
    /// `impossible` or `doubtful`
    pub kind: &'static str,
    pub says: String,
    pub questions: Vec<String>,
}

impl ContradictionJson {
    pub fn all(board: &Board) -> Vec<ContradictionJson> {
        board.contradictions.iter().map(ContradictionJson::from).collect()
    }
}

impl From<&Contradiction> for ContradictionJson {
    fn from(one: &Contradiction) -> ContradictionJson {
        ContradictionJson {
            id: one.id.as_ref().map(ToString::to_string),
            kind: one.word(),
            says: one.says.to_string(),
            questions: one.questions.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Doubtful answers to project questions that were left so.
#[derive(Debug, Clone, Serialize)]
pub struct LeftSoJson {
    #[serde(flatten)]
    pub contradiction: ContradictionJson,
    pub by: String,
    pub at: String,
    pub reason: Option<String>,
}

impl LeftSoJson {
    /// All of a board.
    pub fn all(board: &Board) -> Vec<LeftSoJson> {
        let of = |one: &LeftContradiction| LeftSoJson {
            contradiction: ContradictionJson::from(&one.contradiction),
            by: one.by.to_string(),
            at: one.at.to_string(),
            reason: one.reason.as_ref().map(ToString::to_string),
        };
        board.left_so.iter().map(of).collect()
    }
}

/// One entry that is left.
#[derive(Debug, Clone, Serialize)]
pub struct LeftJson {
    pub id: String,
    pub name: String,
    pub title: String,
    pub why: String,
    pub owner: Option<String>,
    pub due: Option<String>,
}

/// What `golive conditions --json` prints.
#[derive(Debug, Clone, Serialize)]
pub struct ConditionsJson {
    /// `r1`
    pub review: String,
    pub milestone: String,
    pub title: String,
    /// When it was closed, in UTC.
    pub at: String,
    pub by: Vec<String>,
    pub total: usize,
    pub met: usize,
    pub late: usize,
    pub open: usize,
    pub conditions: Vec<ConditionJson>,
    pub people: Vec<PersonJson>,
    /// The other reviews whose conditions count, if there are any and no review was named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
}

/// One condition.
#[derive(Debug, Clone, Serialize)]
pub struct ConditionJson {
    pub id: String,
    pub name: String,
    pub title: String,
    /// `open`, `late`, `met`
    pub state: &'static str,
    pub status: &'static str,
    /// Why it is not met; null if it is.
    pub why: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    /// Who had it, and its date, when the review was closed.
    pub promised_by: Option<String>,
    pub promised: Option<String>,
    /// How it was met; null while it is not.
    pub met: Option<String>,
}

/// How many conditions one person has.
#[derive(Debug, Clone, Serialize)]
pub struct PersonJson {
    pub owner: Option<String>,
    pub late: usize,
    pub open: usize,
    pub met: usize,
}

#[derive(Serialize)]
pub(super) struct ReportHeadJson {
    pub(super) report: &'static str,
    pub(super) project: String,
    pub(super) scenario: String,
    pub(super) plan: Option<String>,
    pub(super) pack: String,
    pub(super) pack_version: String,
    /// In UTC.
    pub(super) made: String,
}

#[derive(Serialize)]
pub(super) struct MilestoneReport {
    #[serde(flatten)]
    pub(super) head: ReportHeadJson,
    pub(super) title: String,
    pub(super) target: Option<String>,
    #[serde(flatten)]
    pub(super) gate: GateJson,
    pub(super) total: u32,
    pub(super) workstreams: Vec<StreamJson>,
    pub(super) decision: Option<ReviewJson>,
    pub(super) critical: Vec<StepJson>,
    pub(super) reviewed_conditions: Vec<ConditionsJson>,
    pub(super) pace: PaceJson,
    pub(super) since: Option<SinceJson>,
    pub(super) exports: Vec<ExportJson>,
    pub(super) captures: Vec<CaptureJson>,
    pub(super) entries: Vec<EntryJson>,
}

/// What an export showed when it was looked at.
#[derive(Serialize)]
pub(super) struct ExportJson {
    pub(super) tenant: Option<String>,
    pub(super) kind: Option<&'static str>,
    pub(super) date: String,
    pub(super) rules: RulesJson,
    /// Who looked at it, and when, in UTC.
    pub(super) by: String,
    pub(super) at: String,
    pub(super) items: Vec<ShownJson>,
}

/// By which rules.
#[derive(Serialize)]
pub(super) struct RulesJson {
    pub(super) id: String,
    pub(super) version: u32,
}

/// What an export showed about an entry.
#[derive(Serialize)]
pub(super) struct ShownJson {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) verdict: &'static str,
    pub(super) said: String,
    pub(super) status: &'static str,
}

#[derive(Serialize)]
pub(super) struct ProjectReport {
    #[serde(flatten)]
    pub(super) head: ReportHeadJson,
    /// Only while there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) contradictions: Vec<ContradictionJson>,
    /// Only while there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) left_so: Vec<LeftSoJson>,
    pub(super) items: TallyJson,
    pub(super) checklists: Vec<ListJson>,
    pub(super) milestones: Vec<CountedMilestoneJson>,
    pub(super) reviews: Vec<ReviewJson>,
    pub(super) reviewed_conditions: Vec<ConditionsJson>,
    pub(super) pace: PaceJson,
    pub(super) since: Option<SinceJson>,
    pub(super) exports: Vec<ExportJson>,
    pub(super) captures: Vec<CaptureJson>,
    pub(super) entries: Vec<EntryJson>,
}

#[derive(Serialize)]
pub(super) struct StreamJson {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) left: u32,
    pub(super) total: u32,
    pub(super) blocking: u32,
    pub(super) conditions: u32,
    pub(super) listed: u32,
}

/// A milestone with what its gate comes to.
#[derive(Debug, Clone, Serialize)]
pub struct MilestoneJson {
    pub id: String,
    pub title: String,
    pub verdict: &'static str,
    pub ready: bool,
    pub blocking: u32,
    pub conditions: u32,
    pub listed: u32,
    pub target: Option<String>,
}

impl MilestoneJson {
    pub fn of(gate: &GateTally, answers: &Answers) -> MilestoneJson {
        let verdict = gate.count.verdict();
        MilestoneJson {
            id: gate.id.to_string(),
            title: gate.title.to_string(),
            verdict: verdict.phrase(),
            ready: verdict != Verdict::NotReady,
            blocking: gate.count.blocking,
            conditions: gate.count.conditions,
            listed: gate.count.listed,
            target: answers.target(&gate.id).map(|day| day.to_string()),
        }
    }
}

#[derive(Serialize)]
pub(super) struct CountedMilestoneJson {
    #[serde(flatten)]
    pub(super) milestone: MilestoneJson,
    pub(super) total: u32,
}

/// A checklist with its counts.
#[derive(Debug, Clone, Serialize)]
pub struct ListJson {
    pub id: String,
    pub title: String,
    #[serde(flatten)]
    pub counts: TallyJson,
}

impl ListJson {
    pub fn all(board: &Board) -> Vec<ListJson> {
        let of = |list: &ListNode| ListJson {
            id: list.id.to_string(),
            title: list.title.to_string(),
            counts: list.tally.into(),
        };
        board.lists.iter().map(of).collect()
    }
}

#[derive(Serialize)]
pub(super) struct ReviewJson {
    pub(super) review: String,
    pub(super) milestone: String,
    pub(super) at: String,
    pub(super) verdict: &'static str,
    pub(super) decision: Option<&'static str>,
    pub(super) by: Vec<String>,
    pub(super) total: u32,
    pub(super) settled: u32,
}

/// A critical entry of a milestone.
#[derive(Serialize)]
pub struct StepJson {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) title: String,
    pub(super) settled: bool,
    pub(super) why: Option<String>,
    pub(super) owner: Option<String>,
}

#[derive(Serialize)]
pub(super) struct PaceJson {
    pub(super) total: u32,
    pub(super) left: u32,
    pub(super) weeks: Vec<WeekJson>,
    /// Null if the numbers carry no forecast.
    pub(super) forecast: Option<ForecastJson>,
}

#[derive(Serialize)]
pub(super) struct WeekJson {
    pub(super) monday: String,
    pub(super) settled: u32,
    pub(super) left: u32,
}

#[derive(Serialize)]
pub(super) struct ForecastJson {
    pub(super) weeks: u32,
    pub(super) day: String,
    pub(super) settled: u32,
    pub(super) since: String,
}

/// What has changed, as `golive diff --json` prints it.
#[derive(Debug, Clone, Serialize)]
pub struct DifferenceJson {
    pub from: SideJson,
    pub to: SideJson,
    /// Only for two milestones: how many entries both look at, which alone are compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<usize>,
    /// Every group is there, also an empty one.
    pub groups: BTreeMap<&'static str, Vec<MovedJson>>,
    pub captures_added: Vec<String>,
    pub captures_resolved: Vec<String>,
    pub captures_reopened: Vec<String>,
}

/// One of the two times.
#[derive(Debug, Clone, Serialize)]
pub struct SideJson {
    /// Null if the whole project is looked at.
    pub milestone: Option<String>,
    pub pack: String,
    pub pack_version: String,
    pub left: usize,
    pub total: usize,
}

/// One entry that is not as it was.
#[derive(Debug, Clone, Serialize)]
pub struct MovedJson {
    pub id: String,
    pub name: String,
    pub title: String,
    pub before: Option<SeenJson>,
    pub after: Option<SeenJson>,
    /// Which fields differ; empty if it was not looked at at one of the times.
    pub changed: Vec<&'static str>,
    /// Only if it is not looked at any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence: Option<&'static str>,
}

/// How an entry was seen.
#[derive(Debug, Clone, Serialize)]
pub struct SeenJson {
    pub status: &'static str,
    pub level: &'static str,
    pub why: Option<String>,
    pub reason: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
}

#[derive(Serialize)]
pub(super) struct SinceJson {
    pub(super) review: String,
    pub(super) at: String,
    #[serde(flatten)]
    pub(super) difference: DifferenceJson,
}
