//! Words that somebody was typing when the terminal went away; they are offered again at the next start.

use serde::{Deserialize, Serialize};

use crate::journal::record::{CaptureKind, Seq};
use crate::pack::model::EntryId;
use crate::text::Text;

/// Words that are typed and not kept yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum HalfTyped {
    /// Our answer to an entry, and the line of the answer that stood there when the field was opened.
    Answer { id: EntryId, text: Text, over: Option<Seq> },
    /// A private note.
    Private { id: EntryId, text: Text },
    /// Something to capture, at an entry or of the workshop.
    Capture { at: Option<EntryId>, kind: CaptureKind, text: Text },
}

/// Words that were kept, under the name by which they are taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTyped {
    pub name: String,
    pub typed: HalfTyped,
}
