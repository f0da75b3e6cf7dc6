//! The RON shapes of a journal's lines, as docs/journal-format.md promises them.
//!
//! A line is a [`Header`] or a [`Record`]: an envelope (who, when, which number) around one [`Change`]. Leaf
//! values refuse what may not be shown, so everything read from a line is safe to draw. No meaning lives here:
//! what the lines come to is `answers`.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use ron::value::RawValue;
use serde::{Deserialize, Deserializer, Serialize};

use super::digest::Digest;
use crate::facts::file::Kind;
use crate::pack::model::{Business, ChecklistId, EntryId, Level, MilestoneId, QuestionId, ScenarioId};
use crate::text::Text;

mod apart;
mod course;
mod look;
mod review;

pub use apart::{Apart, ApartEntry, ApartSaid};
pub use course::{Course, Hands, Opinion, Voice};
pub use look::{Look, LookFact, LookItem};
pub use review::{AnswerLapse, CriticalCheck, Decision, ReviewRecord, ReviewedEntry, Verdict};

/// The newest journal format this program writes.
pub const FORMAT: u32 = 1;

/// The first line of a journal: `Golive(format: 1, id: "7f3a9c52e0b14d66")`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "Golive")]
pub struct Header {
    pub format: u32,
    /// 64 random bits in hexadecimal: which project the file is about.
    #[serde(deserialize_with = "one_line")]
    pub id: Text,
}

/// 64 random bits of one running program: which run wrote a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RunId(pub u64);

impl fmt::Display for RunId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl From<RunId> for String {
    fn from(run: RunId) -> String {
        run.to_string()
    }
}

impl TryFrom<&str> for RunId {
    type Error = String;

    fn try_from(raw: &str) -> Result<RunId, String> {
        // A sign is not a digit, though the function for numbers takes one.
        match u64::from_str_radix(raw, 16) {
            Ok(bits) if raw.len() == 16 && !raw.starts_with('+') => Ok(RunId(bits)),
            _ => Err("a run is 16 hexadecimal digits".to_owned()),
        }
    }
}

impl TryFrom<String> for RunId {
    type Error = String;

    fn try_from(raw: String) -> Result<RunId, String> {
        RunId::try_from(raw.as_str())
    }
}

/// The name of a line: its number and the run that wrote it. Orders the lines of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seq(pub u64, pub RunId);

impl Seq {
    /// The name of a change that has no number yet: the `at`-th of this run. It sorts behind every line of the file.
    pub fn provisional(at: u64, run: RunId) -> Seq {
        Seq(PROVISIONAL | at, run)
    }

    pub fn is_provisional(self) -> bool {
        self.0 >= PROVISIONAL
    }
}

// Far above the highest number that a line may have.
const PROVISIONAL: u64 = 1 << 62;

/// One line after the header.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// One more than the highest number in the file when the line was written.
    pub n: u64,
    /// Wall time, to the second; shown, never trusted.
    pub at: Timestamp,
    #[serde(deserialize_with = "one_line")]
    pub by: Text,
    pub w: RunId,
    /// The workshop that was open, by its `Open` line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s: Option<Seq>,
    /// The line whose value this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Seq>,
    pub change: Change,
}

impl Record {
    pub fn seq(&self) -> Seq {
        Seq(self.n, self.w)
    }
}

/// Reads a kind of project, written as a text, or as a bare word as the first lines had it.
fn business<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Business, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let words = raw.get_ron().trim();
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !words.is_empty() && words.bytes().all(is_word) {
        return Ok(Business::new(words));
    }
    raw.into_rust().map_err(serde::de::Error::custom)
}

/// What one line says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Change {
    /// The project's name.
    Project(#[serde(deserialize_with = "one_line")] Text),
    /// The pack that the project is answered with.
    Pack {
        #[serde(deserialize_with = "one_line")]
        id: Text,
        #[serde(deserialize_with = "one_line")]
        version: Text,
        #[serde(deserialize_with = "one_line")]
        title: Text,
    },
    /// The kind of project.
    Scenario {
        #[serde(deserialize_with = "business")]
        business: Business,
        apps: Vec<ScenarioId>,
    },
    /// A project question's answer.
    Question { id: QuestionId, answer: Known },
    /// Answers to project questions that hardly go together are left so, for as long as exactly these stand. Without
    /// answers they are asked about again.
    LeftSo {
        /// The contradiction, as the pack names it.
        #[serde(deserialize_with = "one_line")]
        id: Text,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<(QuestionId, Known)>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
    },
    /// A milestone's target day; none removes it.
    Target { id: MilestoneId, day: Option<Date> },
    /// An item of the project's own.
    Item {
        id: EntryId,
        checklist: ChecklistId,
        #[serde(deserialize_with = "one_line")]
        workstream: Text,
        #[serde(deserialize_with = "one_line")]
        title: Text,
        level: Level,
        ask: Option<Text>,
        done_when: Option<Text>,
    },
    /// The words that a digest stands for, once before its first use.
    Words { id: EntryId, digest: Digest, title: Text, done_when: Text },
    /// An answer.
    Status {
        id: EntryId,
        status: Status,
        words: Digest,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Text>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Until>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Text>,
    },
    /// Who owns an entry; `None` removes the owner.
    Owner {
        id: EntryId,
        #[serde(default, deserialize_with = "maybe_one_line")]
        owner: Option<Text>,
    },
    /// When an entry is due; `None` removes the date.
    Due { id: EntryId, day: Option<Date> },
    /// The answer in words, whole; in a private file the private note. Empty takes it away.
    Note { id: EntryId, text: Text },
    /// Something captured at an entry, or at the workshop as a whole. Written again with its id, it is replaced.
    Capture {
        id: CaptureId,
        at: Option<EntryId>,
        kind: CaptureKind,
        text: Text,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe_one_line")]
        owner: Option<Text>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
        /// The decision that an objection is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<CaptureId>,
    },
    /// A capture is settled, or open again.
    Resolved { id: CaptureId, resolved: bool },
    /// A capture, or an item of the project's own, is taken away. An entry's id has a slash, a capture's has none.
    Removed(#[serde(deserialize_with = "one_line")] Text),
    /// A show of hands at an entry; another one there replaces it.
    Hands(Hands),
    /// What one command changed at once; undone whole.
    Many(Vec<SubChange>),
    /// Takes a line back.
    Undo(u64, RunId),
    /// Redoes a line that was undone.
    Redo(u64, RunId),
    /// A workshop that is planned.
    Prepare(WorkshopPlan),
    /// What several people answered apart about a workshop that is planned; the line's `s` names its `Prepare` line.
    Apart(Apart),
    /// A workshop begins. `prepared` names its `Prepare` line.
    Open {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prepared: Option<Seq>,
        plan: WorkshopPlan,
    },
    /// The workshop has come to this entry; `seconds` of it are used so far, time asleep not counted.
    At { id: EntryId, seconds: u64 },
    /// The workshop's agenda, changed by hand while it runs.
    Agenda(Vec<EntryId>),
    /// The workshop has come to its closing after so many seconds; an `At` after it goes back to an entry.
    Closing { seconds: u64 },
    /// The workshop leaves its plan after so many seconds.
    Course { seconds: u64, what: Course },
    /// The workshop ends after so many seconds.
    Close { seconds: u64 },
    /// A closed review.
    Review(Box<ReviewRecord>),
    /// Which kind a tenant is whose exports are looked at.
    Tenant {
        #[serde(deserialize_with = "one_line")]
        name: Text,
        kind: Kind,
    },
    /// What an export showed when something of it was accepted.
    Look(Box<Look>),
}

/// One of the changes of a [`Change::Many`], with what it replaces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Seq>,
    pub change: Change,
}

/// The answer to a project question.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Known {
    /// What it asks for applies.
    Yes,
    /// Its entries are set aside.
    No,
    /// Everything stays in.
    #[default]
    Unknown,
}

impl Known {
    pub fn word(self) -> &'static str {
        match self {
            Known::Yes => "yes",
            Known::No => "no",
            Known::Unknown => "unknown",
        }
    }
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nobody has begun.
    #[default]
    Todo,
    /// In work.
    Doing,
    /// Waits for something; has a reason.
    Blocked,
    /// Done.
    Done,
    /// Left out knowingly, by an owner, until an end.
    Waived,
    /// Does not apply here; has a reason.
    #[serde(rename = "na")]
    Na,
}

impl Status {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Status; 6] =
        [Status::Todo, Status::Doing, Status::Blocked, Status::Done, Status::Waived, Status::Na];

    /// The word of screens, files and commands: `n/a`.
    pub fn word(self) -> &'static str {
        match self {
            Status::Todo => "todo",
            Status::Doing => "doing",
            Status::Blocked => "blocked",
            Status::Done => "done",
            Status::Waived => "waived",
            Status::Na => "n/a",
        }
    }

    pub fn needs_reason(self) -> bool {
        matches!(self, Status::Blocked | Status::Waived | Status::Na)
    }
}

/// The end of a waiver, or of a *done* that comes back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Until {
    /// The last day on which it holds.
    Day(Date),
    /// It holds at gates before this milestone.
    Milestone(MilestoneId),
}

impl Until {
    /// The word of JSON and commands: a day or a milestone's id.
    pub fn word(&self) -> String {
        match self {
            Until::Day(day) => day.to_string(),
            Until::Milestone(id) => id.to_string(),
        }
    }
}

/// The name of a capture: random hexadecimal digits, kept when it is edited.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaptureId(#[serde(deserialize_with = "one_line")] pub Text);

/// What was captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CaptureKind {
    /// Something decided.
    Decision,
    /// Somebody does something by a day.
    Action,
    /// Something nobody in the room could answer.
    Question,
    /// Something that may go wrong.
    Risk,
    /// Something for another time.
    Parked,
    /// Who disagrees with a decision, and why.
    Objection,
}

impl CaptureKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [CaptureKind; 6] = [
        CaptureKind::Decision,
        CaptureKind::Action,
        CaptureKind::Question,
        CaptureKind::Risk,
        CaptureKind::Parked,
        CaptureKind::Objection,
    ];

    /// Whether somebody has to do, answer or watch it until it is resolved.
    pub fn can_be_open(self) -> bool {
        !matches!(self, CaptureKind::Decision | CaptureKind::Objection)
    }

    /// The word of screens, files and commands.
    pub fn word(self) -> &'static str {
        match self {
            CaptureKind::Decision => "decision",
            CaptureKind::Action => "action",
            CaptureKind::Question => "question",
            CaptureKind::Risk => "risk",
            CaptureKind::Parked => "parked",
            CaptureKind::Objection => "objection",
        }
    }
}

/// What a workshop sets out to do.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkshopPlan {
    #[serde(deserialize_with = "one_line")]
    pub title: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// When it begins, on that day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Time>,
    /// What it is for, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe_one_line")]
    pub goal: Option<Text>,
    pub minutes: u32,
    pub people: Vec<Person>,
    /// Which entries it is about, in the words of the filters.
    pub scope: EntryFilter,
    pub agenda: Vec<EntryId>,
}

/// Somebody in the room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    #[serde(deserialize_with = "one_line")]
    pub name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe_one_line")]
    pub role: Option<Text>,
}

impl Person {
    /// The name, with the role if it is known: `Ana (architect)`.
    pub fn phrase(&self) -> String {
        match &self.role {
            Some(role) => format!("{} ({role})", self.name),
            None => self.name.to_string(),
        }
    }
}

/// Which entries are meant: every list that is not empty narrows.
#[allow(clippy::struct_excessive_bools, reason = "independent conditions, each of them a flag")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EntryFilter {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checklists: Vec<ChecklistId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milestone: Option<MilestoneId>,
    /// Last segments: `architecture`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub workstreams: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Text>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<Text>,
    /// Only what two people answered independently.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub two_answers: bool,
    /// Only what is open and past its due date.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
    /// Only what is open and due by this day: `2026-12-01`, or seen from today, `+2w`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_until: Option<Text>,
    /// Only what has no evidence.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub no_evidence: bool,
}

/// Reads what screens show on one line: names and titles.
fn one_line<'de, D: Deserializer<'de>>(input: D) -> Result<Text, D::Error> {
    Text::deserialize(input).map(|text| Text::line(&text))
}

fn maybe_one_line<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Text>, D::Error> {
    Option::<Text>::deserialize(input).map(|text| text.map(|text| Text::line(&text)))
}
