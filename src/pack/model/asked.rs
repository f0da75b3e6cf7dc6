//! Answers to project questions as a pack speaks of them: proposed, or contradicting each other. Pure: no files.

use serde::{Deserialize, Serialize};

use super::{QuestionId, ScenarioId};
pub use crate::pack::choices::{ConflictKind, YesNo};
use crate::text::Text;

/// Answers to project questions that cannot, or can hardly, hold together.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
