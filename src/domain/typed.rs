//! Words that somebody was typing when the terminal went away; they are offered again at the next start.

use serde::{Deserialize, Serialize};

use crate::journal::record::{CaptureId, CaptureKind, Decision, Seq, WorkshopPlan};
use crate::pack::model::{Business, EntryId, MilestoneId, ScenarioId};
use crate::text::Text;

/// Words that are typed and not kept yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// A new project; it belongs to none of those that are there.
    NewProject { name: Text, business: Business, apps: Vec<ScenarioId>, you: Text },
    /// A workshop that is prepared and not saved, with the form that is open over it.
    Workshop { plan: Box<WorkshopPlan>, prepared: Option<Seq>, form: Option<(PlanForm, Vec<Text>)> },
    /// The fields of a form of a milestone or a workshop, in their order.
    Asked { form: AskedForm, fields: Vec<Text> },
    /// Whose a capture is, and by when.
    Whose { id: CaptureId, text: Text },
}

/// A form about a workshop that is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum PlanForm {
    /// Title, day, minutes, people, what it is about, what it is for.
    Details,
    /// One of those who take part, new without a place in the list.
    Person(Option<usize>),
}

/// A form of a milestone or of a workshop that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum AskedForm {
    /// The day of a milestone.
    Target(MilestoneId),
    /// When the workshop ends.
    End,
    /// The minutes of an entry.
    Minutes(EntryId),
    /// Who has come.
    Came,
    /// What is asked in a show of hands.
    Statement(EntryId),
    /// When the next workshop is, and how this one was.
    Closing,
    /// A form about the workshop that is prepared; its plan is kept with it.
    Plan(PlanForm),
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
#[derive(Debug, Clone, PartialEq)]
pub struct KeptTyped {
    pub name: String,
    pub typed: HalfTyped,
}
