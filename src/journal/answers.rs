//! What a journal's lines come to: for every field the value that holds, who said it and when.
//!
//! A field keeps all its writes in order, so that lines may be taken in in any order and undo, history and *two
//! answers* are read from the same structure. Pure: no files, no clock. `fold` fills it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::digest::Digest;
use super::record::{
    Apart, CaptureId, CaptureKind, Hands, Known, Person, ReviewRecord, Seq, Status, Until, WorkshopPlan,
};
use crate::facts::label;
use crate::pack::model::{
    Business, ChecklistId, EntryId, EntryRef, Item, MilestoneId, QuestionId, ScenarioId,
};
use crate::text::Text;

mod looks;
mod register;

pub use looks::{Looks, TakenLook};
pub use register::{FieldValue, Register, Removal, Write};

/// A status with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub status: Status,
    /// The wording that was answered.
    pub words: Digest,
    pub reason: Option<Text>,
    pub until: Option<Until>,
    /// What was seen: a document, a number, a place.
    pub evidence: Option<Text>,
}

impl FieldValue for bool {}
impl FieldValue for Text {}
impl FieldValue for Option<Text> {}
impl FieldValue for Option<Date> {}
impl FieldValue for Hands {}
impl FieldValue for Captured {}
impl FieldValue for Wording {}
impl FieldValue for ScenarioChoice {}
impl FieldValue for PackName {}
impl FieldValue for Item {}
impl FieldValue for Known {}
impl FieldValue for LeftSo {}

impl FieldValue for Answer {
    /// Two people who accept what exports of one tenant show answer nothing differently: as of looks, the newer export
    /// counts.
    fn yields_to(&self, other: &Answer) -> bool {
        let is_same = (self.status, self.words, &self.until) == (other.status, other.words, &other.until);
        let evidence = newer_export(self.evidence.as_ref(), other.evidence.as_ref());
        let reason = newer_export(self.reason.as_ref(), other.reason.as_ref());
        is_same && evidence.zip(reason).is_some_and(|(evidence, reason)| evidence.then(reason).is_le())
    }
}

/// Which of two texts is taken from the newer export; `None` if they differ and are not from exports of one tenant.
fn newer_export(mine: Option<&Text>, theirs: Option<&Text>) -> Option<Ordering> {
    if mine == theirs {
        return Some(Ordering::Equal);
    }
    let (mine, theirs) = (label::source(mine?)?, label::source(theirs?)?);
    (mine.0 == theirs.0).then(|| mine.1.cmp(&theirs.1))
}

/// Everything said about one entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EntryAnswers {
    pub status: Register<Answer>,
    pub owner: Register<Option<Text>>,
    pub due: Register<Option<Date>>,
    pub note: Register<Text>,
    /// The last show of hands.
    pub hands: Register<Hands>,
}

impl EntryAnswers {
    /// Who changed the entry last, and when; changes that were undone do not count.
    pub fn newest(&self) -> Option<(&Text, Timestamp)> {
        fn last<T: FieldValue>(field: &Register<T>) -> Option<(Seq, &Text, Timestamp)> {
            let write = field.writes().iter().rev().find(|write| write.live)?;
            Some((write.seq, &write.by, write.at))
        }
        let fields = [last(&self.status), last(&self.owner), last(&self.due), last(&self.note)];
        let newest = fields.into_iter().flatten().max_by_key(|(seq, ..)| *seq)?;
        Some((newest.1, newest.2))
    }

    pub fn is_empty(&self) -> bool {
        self.status.is_empty()
            && self.owner.is_empty()
            && self.due.is_empty()
            && self.note.is_empty()
            && self.hands.is_empty()
    }

    /// The answer that holds.
    pub fn answer(&self) -> Option<&Answer> {
        self.status.value()
    }

    /// The write that gave the present answer: evidence that somebody added to it later does not make it theirs.
    pub fn stated(&self) -> Option<&Write<Answer>> {
        let now = self.status.now()?;
        let bare = |answer: &Answer| Answer { evidence: None, ..answer.clone() };
        let said = bare(&now.value);
        let live = self.status.writes().iter().rev().filter(|write| write.live);
        live.take_while(|write| bare(&write.value) == said).last().or(Some(now))
    }

    /// The last write with which somebody said something; evidence that was taken from an export says nothing more.
    pub fn last_said(&self) -> Option<&Write<Answer>> {
        let live: Vec<_> = self.status.writes().iter().filter(|write| write.live).collect();
        let mut pairs = live.iter().enumerate().rev();
        let said = pairs.find(|(at, write)| {
            let before = at.checked_sub(1).and_then(|at| live.get(at));
            let before = before.map(|write| (write.value.status, &write.value.reason, &write.value.until));
            let now = (write.value.status, &write.value.reason, &write.value.until);
            let is_the_same = now == before.unwrap_or((Status::Todo, &None, &None));
            !is_the_same || !write.value.evidence.as_ref().is_some_and(label::is_from_export)
        });
        said.map(|(_, write)| *write)
    }

    pub fn owner(&self) -> Option<&Text> {
        self.owner.value()?.as_ref()
    }

    pub fn due(&self) -> Option<Date> {
        *self.due.value()?
    }

    pub fn note(&self) -> Option<&Text> {
        self.note.value().filter(|note| !note.is_empty())
    }

    /// Whether any field has two answers.
    pub fn has_rival(&self) -> bool {
        self.status.rival().is_some()
            || self.owner.rival().is_some()
            || self.due.rival().is_some()
            || self.note.rival().is_some()
    }
}

/// What was captured, as it now stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Captured {
    /// Where; `None` if it belongs to the workshop or the project as a whole.
    pub at: Option<EntryId>,
    pub kind: CaptureKind,
    pub text: Text,
    pub owner: Option<Text>,
    pub due: Option<Date>,
    /// The decision that an objection is about.
    pub to: Option<CaptureId>,
}

/// A capture and whether it is settled.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CaptureAnswers {
    pub capture: Register<Captured>,
    pub resolved: Register<bool>,
}

impl CaptureAnswers {
    pub fn is_resolved(&self) -> bool {
        self.resolved.value().copied().unwrap_or(false)
    }
}

/// The words that were in the pack when something was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    pub title: Text,
    pub done_when: Text,
}

impl Wording {
    /// An entry's present words; a topic's are its title and guidance.
    pub fn of_entry(entry: EntryRef<'_>) -> Wording {
        let done_when = entry.done_when().unwrap_or(entry.guidance());
        Wording { title: entry.title().clone(), done_when: done_when.clone() }
    }

    pub fn digest(&self) -> Digest {
        Digest::of(&self.title, &self.done_when)
    }
}

/// The kind of project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioChoice {
    pub business: Business,
    pub apps: Vec<ScenarioId>,
}

/// A workshop: planned, open or closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Workshop {
    /// Its `Open` line, or its `Prepare` line while it is only planned.
    pub seq: Seq,
    pub prepared: Option<Seq>,
    pub by: Text,
    /// When that line was written.
    pub at: Timestamp,
    pub plan: WorkshopPlan,
    /// What people answered apart before; empty if nobody did.
    pub apart: Apart,
    /// Whether it has begun.
    pub opened: bool,
    /// The entries it came to, in order, with the seconds used by then.
    pub stops: Vec<(EntryId, u64)>,
    /// The seconds used when the closing began, if the workshop has come to it.
    pub closing: Option<u64>,
    /// When the workshop last said where it is: the time of the line that opened it, came to an entry or to the
    /// closing, or said so again.
    pub stepped: Timestamp,
    /// The seconds that it had used then.
    pub used: u64,
    /// The seconds used between the newest line that only said again where the workshop is, and the one before.
    pub beat: Option<u64>,
    /// When lines were written since then that say nothing of seconds: its agenda.
    pub signs: Vec<Timestamp>,
    /// The seconds it took, once it is closed, and when.
    pub closed: Option<(u64, Timestamp)>,
    /// How it left its plan.
    pub course: Course,
}

/// How a workshop left its plan: what the room changed while it ran.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Course {
    /// The minutes that the room gave to entries.
    pub minutes: BTreeMap<EntryId, u32>,
    /// The minutes that the workshop had when it was opened, if the room moved its end.
    pub minutes_before: Option<u32>,
    /// What was taken off the agenda for another time, in the order in which that was done.
    pub put_off: Vec<PutOff>,
    /// Who came after the beginning, and when.
    pub came: Vec<(Text, Timestamp)>,
    /// Who has left, and when.
    pub left: Vec<(Text, Timestamp)>,
    /// When the break began, while there is one.
    pub on_break: Option<Timestamp>,
    /// The breaks that are over: when they began and ended.
    pub breaks: Vec<(Timestamp, Timestamp)>,
    /// What the room said about how it was.
    pub rating: Option<Text>,
    /// When the next one is.
    pub next: Option<(Date, Option<Time>)>,
}

/// An entry that was taken off the agenda while the workshop ran.
#[derive(Debug, Clone, PartialEq)]
pub struct PutOff {
    pub id: EntryId,
    pub by: Text,
    pub at: Timestamp,
}

impl Workshop {
    /// The people who are in the room now.
    pub fn present(&self) -> impl Iterator<Item = &Person> {
        let left = &self.course.left;
        self.plan.people.iter().filter(move |person| !left.iter().any(|(name, _)| *name == person.name))
    }
}

/// A closed review and who recorded it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedReview {
    pub seq: Seq,
    /// From 1, in the order of the journal: `r1`.
    pub no: u32,
    pub by: Text,
    pub at: Timestamp,
    pub review: ReviewRecord,
}

/// Which pack a project is answered with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackName {
    pub id: Text,
    pub version: Text,
    pub title: Text,
}

/// Answers to project questions that were left as they are although they hardly go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftSo {
    /// Exactly these; empty if they are to be asked about again.
    pub answers: Vec<(QuestionId, Known)>,
    pub reason: Option<Text>,
}

/// What the whole journal comes to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    pub project: Register<Text>,
    pub pack: Register<PackName>,
    pub scenario: Register<ScenarioChoice>,
    pub questions: BTreeMap<QuestionId, Register<Known>>,
    /// The contradictions that were left so, by the pack's names for them.
    pub left_so: BTreeMap<Text, Register<LeftSo>>,
    pub targets: BTreeMap<MilestoneId, Register<Option<Date>>>,
    /// Items of the project's own, by id; the last write of each holds.
    pub own_items: BTreeMap<EntryId, Register<Item>>,
    pub entries: BTreeMap<EntryId, EntryAnswers>,
    pub captures: BTreeMap<CaptureId, CaptureAnswers>,
    /// Every wording that was ever answered.
    pub words: BTreeMap<(EntryId, Digest), Wording>,
    /// In the order of the journal.
    pub workshops: Vec<Workshop>,
    /// In the order of the journal.
    pub reviews: Vec<ClosedReview>,
    /// What exports showed.
    pub looks: Looks,
    /// The workstreams of the project's own items.
    pub(super) own_workstreams: BTreeMap<EntryId, Register<Text>>,
    /// The project's own items of each list in the order in which they first appeared.
    pub(super) own_order: BTreeMap<ChecklistId, BTreeSet<(Seq, EntryId)>>,
    /// Every capture that was ever at an entry, oldest first.
    pub(super) captured_at: BTreeMap<EntryId, BTreeSet<(Seq, CaptureId)>>,
}

impl Answers {
    pub fn project_name(&self) -> Option<&Text> {
        self.project.value()
    }

    /// The pack that the project was made with; `None` in journals that do not say it.
    pub fn pack_name(&self) -> Option<&PackName> {
        self.pack.value()
    }

    pub fn business(&self) -> Option<&Business> {
        self.scenario.value().map(|chosen| &chosen.business)
    }

    pub fn entry(&self, id: &EntryId) -> Option<&EntryAnswers> {
        self.entries.get(id)
    }

    pub fn known(&self, id: &QuestionId) -> Known {
        self.questions.get(id).and_then(|field| field.value().copied()).unwrap_or_default()
    }

    pub fn target(&self, id: &MilestoneId) -> Option<Date> {
        *self.targets.get(id)?.value()?
    }

    /// Whether anything was ever captured at an entry.
    pub fn has_captures_at(&self, id: &EntryId) -> bool {
        self.captured_at.contains_key(id)
    }

    /// Oldest first.
    pub fn captures_at<'a>(
        &'a self,
        id: &'a EntryId,
    ) -> impl Iterator<Item = (&'a CaptureId, &'a CaptureAnswers)> {
        let ids = self.captured_at.get(id).into_iter().flatten();
        ids.filter_map(|(_, capture)| self.captures.get_key_value(capture)).filter(move |(_, capture)| {
            capture.capture.value().is_some_and(|captured| captured.at.as_ref() == Some(id))
        })
    }

    /// Those that were not removed, by id.
    pub fn own_items(&self) -> impl Iterator<Item = &Item> {
        self.own_items.values().filter_map(Register::value)
    }

    /// The workstream that an item of the project's own was added to: `architecture`.
    pub fn own_workstream(&self, id: &EntryId) -> Option<&Text> {
        self.own_workstreams.get(id)?.value()
    }

    /// Each workstream that it was in.
    pub fn own_workstream_writes(&self, id: &EntryId) -> Option<&Register<Text>> {
        self.own_workstreams.get(id)
    }

    /// The words of an entry when it was answered.
    pub fn wording(&self, id: &EntryId, digest: Digest) -> Option<&Wording> {
        self.words.get(&(id.clone(), digest))
    }

    pub fn open_workshop(&self) -> Option<&Workshop> {
        self.workshops.iter().rev().find(|workshop| workshop.opened && workshop.closed.is_none())
    }
}
