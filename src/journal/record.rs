//! The RON shapes of a journal's lines, as docs/journal-format.md promises them.
//!
//! A line is a [`Header`] or a [`Record`]: an envelope (who, when, which number) around one [`Change`]. Leaf
//! values refuse what may not be shown, so everything read from a line is safe to draw. No meaning lives here:
//! what the lines come to is `answers`.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

use super::digest::Digest;
use crate::pack::model::{Business, ChecklistId, EntryId, Level, MilestoneId, QuestionId, ScenarioId};
use crate::text::Text;

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
pub struct Run(pub u64);

impl fmt::Display for Run {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl From<Run> for String {
    fn from(run: Run) -> String {
        run.to_string()
    }
}

impl TryFrom<String> for Run {
    type Error = String;

    fn try_from(raw: String) -> Result<Run, String> {
        match u64::from_str_radix(&raw, 16) {
            Ok(bits) if raw.len() == 16 => Ok(Run(bits)),
            _ => Err("a run is 16 hexadecimal digits".to_owned()),
        }
    }
}

/// The name of a line: its number and the run that wrote it. Orders the lines of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seq(pub u64, pub Run);

impl Seq {
    /// Returns the name of a change that has not been given its number: the `at`-th of this run. It stands after
    /// every line of the file.
    pub fn provisional(at: u64, run: Run) -> Seq {
        Seq(PROVISIONAL | at, run)
    }

    /// Returns whether this names a change that has not been given its number.
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
    pub w: Run,
    /// The workshop that was open, by its `Open` line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s: Option<Seq>,
    /// The line whose value this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Seq>,
    pub change: Change,
}

impl Record {
    /// Returns the line's name.
    pub fn seq(&self) -> Seq {
        Seq(self.n, self.w)
    }
}

/// What one line says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Change {
    /// The project's name.
    Project(#[serde(deserialize_with = "one_line")] Text),
    /// The kind of project.
    Scenario { business: Business, apps: Vec<ScenarioId> },
    /// A project question's answer.
    Question { id: QuestionId, answer: Known },
    /// A milestone's target day; none takes it away.
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
    /// Who owns an entry; none takes the owner away.
    Owner {
        id: EntryId,
        #[serde(default, deserialize_with = "maybe_one_line")]
        owner: Option<Text>,
    },
    /// When an entry is due; none takes the date away.
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
    },
    /// A capture is settled, or open again.
    Resolved { id: CaptureId, resolved: bool },
    /// What one command changed at once; undone whole.
    Many(Vec<Part>),
    /// Takes a line back.
    Undo(u64, Run),
    /// Brings a line back that was taken back.
    Redo(u64, Run),
    /// A workshop that is planned.
    Prepare(Plan),
    /// A workshop begins. `prepared` names its `Prepare` line.
    Open {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prepared: Option<Seq>,
        plan: Plan,
    },
    /// The workshop has come to this entry; `seconds` of it are used so far, time asleep not counted.
    At { id: EntryId, seconds: u64 },
    /// The workshop's agenda, changed by hand while it runs.
    Agenda(Vec<EntryId>),
    /// The workshop has come to its closing after so many seconds; an `At` after it goes back to an entry.
    Closing { seconds: u64 },
    /// The workshop ends after so many seconds.
    Close { seconds: u64 },
    /// A closed review.
    Review(Box<Review>),
}

/// One of the changes of a [`Change::Many`], with what it replaces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
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
    /// Returns `yes`, `no` or `unknown`, as commands have it.
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

    /// Returns the word of screens, files and commands: `n/a`.
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

    /// Returns whether an answer with this status says why.
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
}

impl CaptureKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [CaptureKind; 5] = [
        CaptureKind::Decision,
        CaptureKind::Action,
        CaptureKind::Question,
        CaptureKind::Risk,
        CaptureKind::Parked,
    ];

    /// Returns the word of screens, files and commands.
    pub fn word(self) -> &'static str {
        match self {
            CaptureKind::Decision => "decision",
            CaptureKind::Action => "action",
            CaptureKind::Question => "question",
            CaptureKind::Risk => "risk",
            CaptureKind::Parked => "parked",
        }
    }
}

/// What a workshop sets out to do.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    #[serde(deserialize_with = "one_line")]
    pub title: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    pub minutes: u32,
    pub people: Vec<Person>,
    /// Which entries it is about, in the words of the filters.
    pub scope: Scope,
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

/// Which entries are meant: every list that is not empty narrows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scope {
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
}

/// A closed review: values, so that what it found stays true whatever comes after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    pub milestone: MilestoneId,
    #[serde(deserialize_with = "one_line")]
    pub milestone_title: Text,
    pub pack: Text,
    pub version: Text,
    pub verdict: Verdict,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Who decided.
    pub by: Vec<Text>,
    /// The critical check that went before, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical: Option<CriticalCheck>,
    /// How many entries the gate looked at, and how many were settled.
    pub total: u32,
    pub settled: u32,
    /// Everything the gate looked at, in its order.
    pub entries: Vec<Seen>,
    /// The captures that were not resolved, decisions among them, by id.
    pub captures: Vec<CaptureId>,
    /// Those that were resolved by then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resolved: Vec<CaptureId>,
}

/// One entry as a review saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub id: EntryId,
    /// `Design 42`, so that it can be named after it has left the pack.
    #[serde(deserialize_with = "one_line")]
    pub name: Text,
    #[serde(deserialize_with = "one_line")]
    pub title: Text,
    pub level: Level,
    pub status: Status,
    /// How the pack worded it then.
    pub words: Digest,
    /// Why it was left, days as in `2026-11-15`; none where it was behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Text>,
    /// What made it left where its status does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn: Option<Turn>,
    /// Whether items stood for it, a topic; it was counted only where it was left then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub represented: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe_one_line")]
    pub owner: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

/// What had happened to an answer that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Turn {
    /// It came to its end.
    Ended,
    /// The pack worded the entry differently since.
    Reworded,
}

/// What the program says of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// Something blocks.
    #[serde(rename = "not_ready")]
    NotReady,
    /// Nothing blocks, conditions are left.
    #[serde(rename = "ready_with_conditions")]
    ReadyWithConditions,
    /// Nothing blocks and no condition is left.
    #[serde(rename = "ready")]
    Ready,
}

impl Verdict {
    /// Returns the words of JSON and commands: `ready with conditions`.
    pub fn phrase(self) -> &'static str {
        match self {
            Verdict::NotReady => "not ready",
            Verdict::ReadyWithConditions => "ready with conditions",
            Verdict::Ready => "ready",
        }
    }
}

/// What the people say of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Decision {
    /// Go on.
    #[serde(rename = "go")]
    Go,
    /// Go on, and settle what is open by its date.
    #[serde(rename = "conditions")]
    GoWithConditions,
    /// Stay.
    #[serde(rename = "no_go")]
    NoGo,
}

impl Decision {
    /// Returns the words of screens: `go with conditions`.
    pub fn phrase(self) -> &'static str {
        match self {
            Decision::Go => "go",
            Decision::GoWithConditions => "go with conditions",
            Decision::NoGo => "no go",
        }
    }
}

/// The pause before a decision: the critical entries, read aloud one at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalCheck {
    pub seconds: u64,
    pub people: Vec<Text>,
    pub looked_at: u32,
    /// What was not settled.
    pub open: Vec<EntryId>,
}

/// Reads what screens show on one line: names and titles.
fn one_line<'de, D: Deserializer<'de>>(input: D) -> Result<Text, D::Error> {
    Text::deserialize(input).map(|text| Text::line(&text))
}

fn maybe_one_line<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Text>, D::Error> {
    Option::<Text>::deserialize(input).map(|text| text.map(|text| Text::line(&text)))
}
