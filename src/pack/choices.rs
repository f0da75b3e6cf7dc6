//! The values that a pack's files choose from. Nothing of the program is needed here: build.rs compiles it as well.

use serde::{Deserialize, Serialize};

/// How much an item matters at a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Going live without it hurts users, loses data or opens a hole: blocks.
    Must,
    /// What a careful team does in any project: a condition.
    Should,
    /// A refinement: listed.
    Could,
}

impl Level {
    /// The level that is called so.
    pub fn named(word: &str) -> Option<Level> {
        [Level::Must, Level::Should, Level::Could].into_iter().find(|level| level.word() == word)
    }

    /// `must`, `should` or `could`.
    pub fn word(self) -> &'static str {
        match self {
            Level::Must => "must",
            Level::Should => "should",
            Level::Could => "could",
        }
    }

    /// The minutes that a room of ten needs if the pack names none.
    pub fn usual_minutes(self) -> u16 {
        match self {
            Level::Must => 8,
            Level::Should => 5,
            Level::Could => 2,
        }
    }
}

/// How often an item comes back after it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cadence {
    /// Every week.
    Week,
    /// Every month.
    Month,
    /// Every quarter.
    Quarter,
    /// Every year.
    Year,
    /// With every release.
    Release,
}

impl Cadence {
    /// The word of files: `week`.
    pub fn word(self) -> &'static str {
        match self {
            Cadence::Week => "week",
            Cadence::Month => "month",
            Cadence::Quarter => "quarter",
            Cadence::Year => "year",
            Cadence::Release => "release",
        }
    }

    /// `every week` and so on.
    pub fn phrase(self) -> &'static str {
        match self {
            Cadence::Week => "every week",
            Cadence::Month => "every month",
            Cadence::Quarter => "every quarter",
            Cadence::Year => "every year",
            Cadence::Release => "with every release",
        }
    }
}

/// The answer a project question offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OfferedAnswer {
    /// Most projects say yes.
    Yes,
    /// Most projects say no.
    No,
    /// There is no sensible guess.
    Ask,
}

/// Which of the two groups a scenario belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScenarioKind {
    /// Whose identities: chooses the plan.
    Business,
    /// What software asks for login or tokens: chooses the grant.
    Application,
}

/// An answer that a scenario proposes, or that a contradiction speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// How bad it is that some answers are given together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConflictKind {
    /// They cannot all hold: no gate is ready while they do.
    Impossible,
    /// They may hold and rarely do: only a question.
    Doubtful,
}
