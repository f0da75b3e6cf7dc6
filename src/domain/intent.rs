//! What somebody wants to say, and what it may still lack: the question that `answer` decides. Pure.

use jiff::civil::Date;

use crate::journal::answers::{Answer, Captured};
use crate::journal::record::{CaptureId, Change, Known, Status, Until};
use crate::pack::model::{ChecklistId, EntryId, Level, MilestoneId, QuestionId, ScenarioId};
use crate::text::Text;

/// What somebody wants to say.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// The same about each of these entries.
    Answer { ids: Vec<EntryId>, said: Said },
    /// A milestone's target day.
    Target { id: MilestoneId, day: Option<Date> },
    /// The answer to a project question.
    Question { id: QuestionId, answer: Known },
    /// The answers to several, as one change.
    Questions { answers: Vec<(QuestionId, Known)> },
    /// Doubtful answers to project questions are left as they are.
    LeaveSo { id: Text, reason: Edit<Text> },
    /// Answers that were left so are asked about again.
    AskAgain(Text),
    /// The application scenarios of the project.
    Apps { apps: Vec<ScenarioId> },
    /// A new capture, or one that exists as it is to be from now on.
    Capture { id: CaptureId, captured: Captured },
    /// A capture is resolved, or open again.
    Resolve { id: CaptureId, resolved: bool },
    /// A capture is removed.
    DropCapture(CaptureId),
    /// A new item of the project's own, or one that exists as it is to be from now on.
    Item { id: EntryId, item: OwnItem },
    /// An item of the project's own is removed.
    DropItem(EntryId),
    /// The project's name.
    Rename(Text),
}

/// What is said about an entry, apart from the entry, so that it can be said of several, and again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// `None` leaves the status as it is.
    pub status: Option<Status>,
    /// Why; `None` keeps the reason of a status that is given again, empty removes it.
    pub reason: Option<Text>,
    /// Until when; `None` keeps the end of a status that is given again.
    pub until: Option<Until>,
    /// Whether a status that is given again loses its end.
    pub endless: bool,
    pub evidence: Edit<Text>,
    pub owner: Edit<Text>,
    pub due: Edit<Date>,
    /// The answer in words, whole; empty removes it.
    pub note: Option<Text>,
    /// What becomes of a topic's open items when the topic is done.
    pub items: Items,
}

/// What becomes of one value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is removed.
    Clear,
    /// It is this from now on.
    Set(T),
    /// It is this if there is none yet.
    Fill(T),
}

impl<T> Edit<T> {
    /// The edit that makes the value `value`: none removes it.
    pub fn to(value: Option<T>) -> Edit<T> {
        value.map_or(Edit::Clear, Edit::Set)
    }

    pub(super) fn after<'a>(&'a self, before: Option<&'a T>) -> Option<&'a T> {
        match self {
            Edit::Keep => before,
            Edit::Clear => None,
            Edit::Set(value) => Some(value),
            Edit::Fill(value) => before.or(Some(value)),
        }
    }
}

/// What becomes of a topic's open items when the topic is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Items {
    /// That is asked, if there are any.
    #[default]
    Ask,
    /// They stay open.
    Stay,
    /// They are done too.
    Done,
}

/// What an answer still lacks.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// The entry that lacks it: the first of those that were named.
    pub id: EntryId,
    pub status: Status,
    /// At least one, in the order in which they are asked for.
    pub lacks: Vec<Lack>,
}

/// One thing that an answer lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Why.
    Reason,
    /// Who owns the waiver.
    Owner,
    /// When it ends.
    End,
    /// Whether these open items of the topics are done too.
    Items(Vec<EntryId>),
}

impl Said {
    /// A status, with nothing else said.
    pub fn status(status: Status) -> Said {
        Said { status: Some(status), ..Said::default() }
    }

    /// The answer in words.
    pub fn note(text: Text) -> Said {
        Said { note: Some(text), ..Said::default() }
    }

    /// An owner, or that nobody owns it.
    pub fn owner(owner: Option<Text>) -> Said {
        Said { owner: Edit::to(owner), ..Said::default() }
    }

    /// A due date, or none.
    pub fn due(day: Option<Date>) -> Said {
        Said { due: Edit::to(day), ..Said::default() }
    }

    /// Evidence, or none.
    pub fn evidence(evidence: Option<Text>) -> Said {
        Said { evidence: Edit::to(evidence), ..Said::default() }
    }

    /// The intent to say this about `ids`.
    pub fn about(self, ids: &[EntryId]) -> Intent {
        Intent::Answer { ids: ids.to_vec(), said: self }
    }
}

/// An item of the project's own, apart from its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnItem {
    pub checklist: ChecklistId,
    /// The section of the list, by its name.
    pub workstream: Text,
    pub title: Text,
    pub level: Level,
    /// What the room is asked; `None` asks the title.
    pub ask: Option<Text>,
    pub done_when: Option<Text>,
}

/// The line that writes an answer.
pub(super) fn status_change(id: &EntryId, answer: Answer) -> Change {
    let Answer { status, words, reason, until, evidence } = answer;
    Change::Status { id: id.clone(), status, words, reason, until, evidence }
}
