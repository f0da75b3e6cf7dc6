//! The shape of a closed review: what a gate was found to be, as values that no later line changes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CaptureId, Status, maybe_one_line, one_line};
use crate::journal::digest::Digest;
use crate::pack::model::{EntryId, Level, MilestoneId};
use crate::text::Text;

/// A closed review: values, so that what it found stays true whatever comes after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRecord {
    pub milestone: MilestoneId,
    #[serde(deserialize_with = "one_line")]
    pub milestone_title: Text,
    pub pack: Text,
    pub version: Text,
    pub verdict: Verdict,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Who decided.
    pub by: Vec<Text>,
    /// The critical check that went before, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical: Option<CriticalCheck>,
    /// How many entries the gate looked at, and how many were settled.
    pub total: u32,
    pub settled: u32,
    /// Everything the gate looked at, in its order.
    pub entries: Vec<ReviewedEntry>,
    /// The captures that were not resolved, decisions among them, by id.
    pub captures: Vec<CaptureId>,
    /// Those that were resolved by then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resolved: Vec<CaptureId>,
}

/// One entry as a review saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewedEntry {
    pub id: EntryId,
    /// `Design 42`, so that it can be named after it has left the pack.
    #[serde(deserialize_with = "one_line")]
    pub name: Text,
    #[serde(deserialize_with = "one_line")]
    pub title: Text,
    pub level: Level,
    pub status: Status,
    /// How the pack worded it then.
    pub words: Digest,
    /// Why it was left, days as in `2026-11-15`; `None` if it was behind.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe_one_line")]
    pub why: Option<Text>,
    /// What made it left if its status does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<AnswerLapse>,
    /// Whether items stood for it, a topic; it was counted only if it was left then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub represented: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe_one_line")]
    pub owner: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// What had happened to an answer that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnswerLapse {
    /// It came to its end.
    Ended,
    /// The pack worded the entry differently since.
    Reworded,
    /// An export said otherwise.
    Refuted,
}

/// What the program says of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// Something blocks.
    #[serde(rename = "not_ready")]
    NotReady,
    /// Nothing blocks, conditions are left.
    #[serde(rename = "ready_with_conditions")]
    ReadyWithConditions,
    /// Nothing blocks and no condition is left.
    #[serde(rename = "ready")]
    Ready,
}

impl Verdict {
    /// The words of JSON and commands: `ready with conditions`.
    pub fn phrase(self) -> &'static str {
        match self {
            Verdict::NotReady => "not ready",
            Verdict::ReadyWithConditions => "ready with conditions",
            Verdict::Ready => "ready",
        }
    }
}

/// What the people say of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Decision {
    /// Go on.
    #[serde(rename = "go")]
    Go,
    /// Go on, and settle what is open by its date.
    #[serde(rename = "conditions")]
    GoWithConditions,
    /// Stay.
    #[serde(rename = "no_go")]
    NoGo,
}

impl Decision {
    /// The words of screens: `go with conditions`.
    pub fn phrase(self) -> &'static str {
        match self {
            Decision::Go => "go",
            Decision::GoWithConditions => "go with conditions",
            Decision::NoGo => "no go",
        }
    }
}

/// The pause before a decision: the critical entries, read aloud one at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalCheck {
    pub seconds: u64,
    pub people: Vec<Text>,
    pub looked_at: u32,
    /// What was not settled.
    pub open: Vec<EntryId>,
}
