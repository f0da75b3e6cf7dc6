//! What the driver's screen shows of the room beside the journal, for those who follow: how far it is scrolled, which
//! page of the closing, the answer while it is typed. It is passed on through a file and is never kept.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::journal::record::{CaptureId, CaptureKind, Hands};
use crate::pack::model::EntryId;
use crate::text::Text;

/// What a driver shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shown {
    /// When the workshop was opened that it belongs to.
    pub opened: Timestamp,
    /// How far below the fold the driver reads.
    #[serde(skip_serializing_if = "is_none")]
    pub below: usize,
    /// The closing, while it is in front.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<ShownClosing>,
    /// What is being typed or said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// Grows while something is being typed or said, so that a follower sees that the driver is alive.
    #[serde(skip_serializing_if = "is_nought")]
    pub beat: u64,
}

/// How often a driver shows that it is alive while something is being typed or said.
pub const BEAT: Duration = Duration::from_secs(30);
/// After so long without a sign of life what was being typed or said is not shown any more.
pub const STALE: Duration = Duration::from_secs(90);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_nought(beat: &u64) -> bool {
    *beat == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_none(rows: &usize) -> bool {
    *rows == 0
}

/// Which page of the closing is in front, and what is read there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownClosing {
    /// From 1.
    pub page: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<CaptureId>,
    /// The decisions that were read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<CaptureId>,
}

/// What is typed or said and not kept yet; never a private note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Draft {
    /// Our answer to an entry.
    Answer { id: EntryId, text: Text },
    /// Whose something is, by when.
    Whose(Text),
    /// Something that is captured, or gets other words.
    Capture { kind: CaptureKind, text: Text },
    /// The end of the closing: when the next workshop is, and how this one was.
    Closing { next: Text, how: Text },
    /// A show of hands: who has said something, nobody's opinion before all have.
    Asked { statement: Text, said: Vec<Text>, waits: Vec<Text> },
    /// A show of hands that is over.
    Counted(Hands),
    /// The agenda over the room, with the entry at the cursor.
    Agenda(Option<EntryId>),
    /// What is proposed to be put off, and the sentence above it.
    Proposal { sentence: Text, put_off: Vec<EntryId> },
}

impl Draft {
    /// Whether it grows letter by letter.
    pub fn is_typed(&self) -> bool {
        match self {
            Draft::Answer { .. } | Draft::Whose(_) | Draft::Capture { .. } | Draft::Closing { .. } => true,
            Draft::Asked { .. } | Draft::Counted(_) | Draft::Agenda(_) | Draft::Proposal { .. } => false,
        }
    }
}
