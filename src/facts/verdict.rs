//! The words of what an export shows: of one fact, and of an item.

use serde::{Deserialize, Serialize};

/// What an export shows about one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The export has nothing of the kind.
    Nothing,
    /// Values are listed, nothing is judged.
    Seen,
    Holds,
    Untold,
    Fails,
}

impl Verdict {
    /// The word in `--json` and in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Nothing => "nothing",
            Verdict::Seen => "seen",
            Verdict::Holds => "holds",
            Verdict::Untold => "untold",
            Verdict::Fails => "fails",
        }
    }
}

/// What an export shows about an item, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// The criterion is refuted.
    Fails,
    /// A reason to look; the design may have wanted it.
    Look,
    Untold,
    Holds,
    Seen,
    Nothing,
    /// The rules speak of another kind of tenant.
    OtherTenant,
}

impl Shows {
    /// Whether there is a sentence about the item, and not only a reason why there is none.
    pub fn is_told(self) -> bool {
        matches!(self, Shows::Fails | Shows::Look | Shows::Holds | Shows::Seen)
    }

    /// Whether it is a reason not to call the item done.
    pub fn is_against(self) -> bool {
        matches!(self, Shows::Fails | Shows::Look)
    }

    /// The word in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Shows::Fails => "fails",
            Shows::Look => "look",
            Shows::Untold => "untold",
            Shows::Holds => "holds",
            Shows::Seen => "seen",
            Shows::Nothing => "nothing",
            Shows::OtherTenant => "other tenant",
        }
    }

    /// The words on screens and in reports.
    pub fn title(self) -> &'static str {
        match self {
            Shows::Fails => "does not hold",
            Shows::Look => "worth a look",
            Shows::Untold => "cannot be told",
            Shows::Holds => "holds as far as an export shows",
            Shows::Seen => "to compare",
            Shows::Nothing => "nothing of the kind in the export",
            Shows::OtherTenant => "other tenants",
        }
    }
}
