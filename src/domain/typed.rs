//! Words that somebody was typing when the terminal went away; they are offered again at the next start.

use serde::{Deserialize, Serialize};

use crate::journal::record::CaptureKind;
use crate::pack::model::EntryId;
use crate::text::Text;

/// Words that are typed and not kept yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum HalfTyped {
    /// Our answer to an entry.
    Answer { id: EntryId, text: Text },
    /// A private note.
    Private { id: EntryId, text: Text },
    /// Something to capture, at an entry or of the workshop.
    Capture { at: Option<EntryId>, kind: CaptureKind, text: Text },
}
