//! Answers to project questions as a pack speaks of them: proposed, or contradicting each other. Pure: no files.

use serde::{Deserialize, Serialize};

use super::model::{QuestionId, ScenarioId};
use crate::text::Text;

/// An answer that a scenario proposes, or that a contradiction speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// How bad it is that some answers stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConflictKind {
    /// They cannot all hold: no gate is ready while they do.
    Impossible,
    /// They may hold and rarely do: only a question.
    Doubtful,
}

/// Answers to project questions that cannot, or can hardly, hold together.
#[derive(Debug, Clone)]
pub struct Conflict {
    pub id: Text,
    pub kind: ConflictKind,
    /// All of these answers.
    pub when: Vec<(QuestionId, YesNo)>,
    /// And at least [`Conflict::least`] of these.
    pub any: Vec<(QuestionId, YesNo)>,
    pub least: usize,
    /// And one of these scenarios, of either kind, if any is named.
    pub scenarios: Vec<ScenarioId>,
    pub says: Text,
}
