//! Words that somebody was typing when the terminal went away; they are offered again at the next start.

use serde::{Deserialize, Serialize};

use crate::journal::record::{CaptureId, CaptureKind, Decision, Seq};
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::Text;

/// Words that are typed and not kept yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum HalfTyped {
    /// Our answer to an entry, and the line of the answer that was there when the field was opened.
    Answer { id: EntryId, text: Text, over: Option<Seq> },
    /// A private note.
    Private { id: EntryId, text: Text },
    /// Something to capture, at an entry or of the workshop.
    Capture { at: Option<EntryId>, kind: CaptureKind, text: Text },
    /// The fields of a form about entries, in their order.
    Form { form: TypedForm, ids: Vec<EntryId>, fields: Vec<Text> },
    /// Other words, another person or another day for something captured.
    Change { id: CaptureId, fields: Vec<Text> },
    /// Why doubtful answers to project questions may be left so.
    LeaveSo { id: Text, fields: Vec<Text> },
    /// An item of the project's own, new if it has no id yet.
    Item { id: Option<EntryId>, fields: Vec<Text> },
    /// Another name for the project.
    Rename { fields: Vec<Text> },
    /// A decision about a milestone that is not recorded, and who decides.
    Decision { milestone: MilestoneId, decision: Option<Decision>, by: Text },
}

/// A form that asks what an answer needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum TypedForm {
    Blocked,
    NotApplicable,
    Waive,
    Evidence,
    Owner,
    Due,
    /// Owner and due date of a condition.
    Condition,
    /// Owner and due date in one line, for several.
    WhoAndDay,
}

/// Words that were kept, under the name by which they are taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTyped {
    pub name: String,
    pub typed: HalfTyped,
}
