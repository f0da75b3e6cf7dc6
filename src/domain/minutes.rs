//! The minutes of a workshop: the difference between its opening and its closing, read from what was said in it.
//!
//! Every change that was made in the workshop is in them once, with the value it had at the end; what was said
//! outside it, before or after, is not. What was undone again is only counted. Pure; reports and screens
//! put them on paper.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::agenda::{self, Agenda};
use super::board::Board;
use super::filter;
use super::moment::whole_minutes;
use super::{visits, workshop};
use crate::journal::answers::{Answers, Workshop};
use crate::journal::record::{CaptureId, CaptureKind, Hands, Known, Person, Seq, Status, Until};
use crate::pack::model::{EntryId, Level, MilestoneId, QuestionId};
use crate::text::{Text, counted};

pub mod closing;
mod decided;
pub mod effect;
mod gather;
mod phrases;

/// What a workshop came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Minutes {
    pub seq: Seq,
    /// From 1, in the order in which workshops were opened.
    pub no: usize,
    pub title: Text,
    /// What it was for, in one sentence.
    pub goal: Option<Text>,
    pub project: Text,
    /// Who kept the journal.
    pub by: Text,
    pub opened: Timestamp,
    /// `None` while it still runs.
    pub closed: Option<Timestamp>,
    pub people: Vec<Person>,
    /// The minutes that were planned, and the seconds that were used.
    pub planned: u32,
    pub used: u64,
    /// Of them, before the first entry and from the beginning of the closing on.
    pub opening: u64,
    pub closing: u64,
    /// Settled here, or confirmed.
    pub settled: Vec<MinutesEntry>,
    /// Answered, or begun, and not done: progress too.
    pub answered: Vec<MinutesEntry>,
    /// Settled before and open again.
    pub reopened: Vec<MinutesEntry>,
    /// Changed in another way: an owner, a date, a word to something settled.
    pub touched: Vec<MinutesEntry>,
    pub decisions: Vec<MinutesCapture>,
    pub actions: Vec<MinutesCapture>,
    pub questions: Vec<MinutesCapture>,
    pub risks: Vec<MinutesCapture>,
    pub parked: Vec<MinutesCapture>,
    /// Who disagreed, each with the decision that it is about.
    pub objections: Vec<MinutesCapture>,
    /// Captured earlier, and resolved or opened again here.
    pub resolved: Vec<MinutesCapture>,
    /// What was said about the project itself.
    pub about: Vec<ProjectChange>,
    /// Looked at while it was settled already, and nothing was said.
    pub looked_at: Vec<EntryLabel>,
    /// Reached and left open without an answer: what was captured there, if anything, stands beside it.
    pub talked_about: Vec<Talked>,
    /// Taken off the agenda for another time.
    pub put_off: Vec<PutOff>,
    /// The shows of hands, in the order of the entries; the last one on each statement.
    pub hands: Vec<MinutesHands>,
    /// Who came after the beginning, and who left before the end.
    pub came: Vec<(Text, Timestamp)>,
    pub left: Vec<(Text, Timestamp)>,
    pub breaks: Vec<(Timestamp, Timestamp)>,
    /// The minutes that it had before the room moved its end.
    pub planned_before: Option<u32>,
    /// What the room said about how it was.
    pub rating: Option<Text>,
    /// When the next one is.
    pub next: Option<(Date, Option<Time>)>,
    /// On the agenda, and the workshop did not come to it.
    pub not_reached: Vec<EntryLabel>,
    /// The entries the workshop came to, with the time they took.
    pub times: Vec<EntryTime>,
    /// How many changes were undone again.
    pub taken_back: usize,
    /// How many entries the agenda had in the end, and how many of them the workshop came to.
    pub agenda: usize,
    pub reached: usize,
    /// How many entries were answered while it ran and it did not come to: by another program, for example.
    pub elsewhere: usize,
    /// What it was about, in words; empty if it was about everything that was left.
    pub scope: Text,
}

/// An entry by the names that people know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLabel {
    pub id: EntryId,
    /// `Design 42`
    pub name: Text,
    pub title: Text,
}

/// A show of hands.
#[derive(Debug, Clone, PartialEq)]
pub struct MinutesHands {
    pub entry: EntryLabel,
    pub hands: Hands,
    /// The decision at which it was taken.
    pub decision: Option<CaptureId>,
}

/// An entry that was reached and got no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talked {
    pub entry: EntryLabel,
    pub level: Level,
    /// `1 question, 1 action`; empty if nothing was captured either.
    pub captured: Text,
}

/// An entry that was taken off the agenda while the workshop ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutOff {
    pub entry: EntryLabel,
    pub level: Level,
    pub by: Text,
    pub at: Timestamp,
}

/// One field of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryField {
    /// The status with its reason, end and evidence.
    Status,
    /// The answer in words.
    Note,
    /// The owner.
    Owner,
    /// The date it is due.
    Due,
}

/// What was said about an entry, as it stood at the end of the workshop.
#[derive(Debug, Clone, PartialEq)]
pub struct MinutesEntry {
    pub entry: EntryLabel,
    pub level: Level,
    /// Why it does not apply to the project, so that it is not counted.
    pub aside: Option<Text>,
    /// What was said here; the other fields were so already.
    pub changed: Vec<EntryField>,
    pub before: Status,
    pub after: Status,
    pub reason: Option<Text>,
    pub until: Option<Until>,
    pub evidence: Option<Text>,
    pub note: Option<Text>,
    pub owner: Option<Text>,
    pub due: Option<Date>,
}

/// Something captured, as it stood at the end of the workshop.
#[derive(Debug, Clone, PartialEq)]
pub struct MinutesCapture {
    pub id: CaptureId,
    pub kind: CaptureKind,
    pub text: Text,
    /// `None` if it belongs to the workshop as a whole.
    pub at: Option<EntryLabel>,
    pub owner: Option<Text>,
    pub due: Option<Date>,
    /// The decision that an objection is about.
    pub to: Option<CaptureId>,
    /// The words of that decision if it was removed since: the objection stays.
    pub to_removed: Option<Text>,
    pub resolved: bool,
    /// Whether its words were said here, rather than only that it is resolved.
    pub is_here: bool,
    /// Whether it was captured here, rather than changed.
    pub is_new: bool,
}

/// Something said about the project itself.
#[derive(Debug, Clone, PartialEq)]
pub enum ProjectChange {
    /// Its name.
    Project(Text),
    /// Its kind, `B2C`.
    Kind(Text),
    /// A project question's answer.
    Question { id: QuestionId, ask: Text, answer: Known },
    /// Doubtful answers were left so, or are asked about again.
    LeftSo { id: Text, says: Text, is_left: bool, reason: Option<Text> },
    /// A milestone's target day.
    Target { id: MilestoneId, title: Text, day: Option<Date> },
    /// An item of the project's own.
    Item(EntryLabel),
}

/// How long an entry took.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryTime {
    pub entry: EntryLabel,
    /// `None` if it was not on the agenda.
    pub planned: Option<u32>,
    pub seconds: u64,
    /// The same in whole minutes, rounded so that opening, entries and closing together are the minutes used.
    pub minutes: u32,
}

impl MinutesCapture {
    /// Whether it was captured at this entry.
    pub fn is_at(&self, id: &EntryId) -> bool {
        self.at.as_ref().is_some_and(|at| at.id == *id)
    }

    /// What an action lacks: `nobody`, `no date`, `nobody, no date`; `None` for other kinds.
    pub fn lacks(&self) -> Option<&'static str> {
        if self.kind != CaptureKind::Action {
            return None;
        }
        match (&self.owner, self.due) {
            (None, None) => Some("nobody, no date"),
            (None, Some(_)) => Some("nobody"),
            (Some(_), None) => Some("no date"),
            (Some(_), Some(_)) => None,
        }
    }
}

impl EntryField {
    /// The word for the field.
    pub fn word(self) -> &'static str {
        match self {
            EntryField::Status => "status",
            EntryField::Note => "answer",
            EntryField::Owner => "owner",
            EntryField::Due => "due date",
        }
    }
}

impl MinutesEntry {
    /// Whether it was settled at the end.
    pub fn is_settled(&self) -> bool {
        matches!(self.after, Status::Done | Status::Waived | Status::Na)
    }

    /// Whether a part was said here.
    pub fn has_changed(&self, part: EntryField) -> bool {
        self.changed.contains(&part)
    }
}

/// Which workshop is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkshopChoice {
    /// The one opened last.
    Last,
    /// By its number, from 1.
    No(usize),
}

/// The workshop that is meant, with its number; one that was only prepared has none.
pub fn find(answers: &Answers, which: WorkshopChoice) -> Option<(usize, &Workshop)> {
    let mut opened = (1..).zip(answers.workshops.iter().filter(|workshop| workshop.opened));
    match which {
        WorkshopChoice::Last => opened.last(),
        WorkshopChoice::No(no) => opened.find(|(other, _)| *other == no),
    }
}

/// The minutes of a workshop; of one that still runs, what they would be if it closed now.
pub fn minutes(board: &Board, answers: &Answers, workshop: &Workshop) -> Minutes {
    let used = match workshop.closed {
        Some((used, _)) => used,
        None => workshop::clock::used_by_record(workshop, answers),
    };
    let opened = answers.workshops.iter().filter(|other| other.opened);
    let stays = visits::stays(workshop, used);
    let agenda = agenda::lay_out_of(board, answers, workshop);
    let mut minutes = Minutes {
        seq: workshop.seq,
        no: opened.take_while(|other| other.seq <= workshop.seq).count(),
        title: workshop.plan.title.clone(),
        goal: workshop.plan.goal.clone(),
        project: answers.project_name().cloned().unwrap_or_default(),
        by: workshop.by.clone(),
        opened: workshop.at,
        closed: workshop.closed.map(|(_, at)| at),
        people: workshop.plan.people.clone(),
        planned: workshop.plan.minutes,
        used,
        opening: visits::opening_seconds(workshop, used),
        closing: visits::closing_seconds(workshop, used),
        settled: Vec::new(),
        answered: Vec::new(),
        reopened: Vec::new(),
        touched: Vec::new(),
        decisions: Vec::new(),
        actions: Vec::new(),
        questions: Vec::new(),
        risks: Vec::new(),
        parked: Vec::new(),
        objections: Vec::new(),
        resolved: Vec::new(),
        about: Vec::new(),
        looked_at: Vec::new(),
        talked_about: Vec::new(),
        put_off: put_off(board, answers, workshop),
        hands: Vec::new(),
        came: workshop.course.came.clone(),
        left: workshop.course.left.clone(),
        breaks: workshop.course.breaks.clone(),
        planned_before: workshop.course.minutes_before.filter(|before| *before != workshop.plan.minutes),
        rating: workshop.course.rating.clone(),
        next: workshop.course.next,
        not_reached: agenda
            .stops
            .iter()
            .filter(|stop| !stays.iter().any(|stay| stay.id == stop.id))
            .map(|stop| named(board, answers, &stop.id))
            .collect(),
        times: times(board, answers, workshop, &stays, &agenda, used),
        taken_back: 0,
        agenda: 0,
        reached: 0,
        elsewhere: 0,
        scope: Text::line(&filter::phrase(&workshop.plan.scope, board)),
    };
    let settled = gather::gather(&mut minutes, board, answers);
    let is_told = |id: &EntryId| minutes.answers(id) || minutes.noted().any(|noted| noted.is_at(id));
    // What was only looked up was never on the agenda; what was taken off after the workshop had come to it was.
    let was_on = |id: &EntryId| {
        agenda.stop(id).is_some() || is_told(id) || minutes.put_off.iter().any(|one| one.entry.id == *id)
    };
    let off = stays.iter().filter(|stay| agenda.stop(&stay.id).is_none() && was_on(&stay.id)).count();
    let reached: Vec<EntryLabel> = minutes
        .times
        .iter()
        .map(|took| &took.entry)
        .filter(|entry| was_on(&entry.id) && !minutes.answers(&entry.id))
        .cloned()
        .collect();
    minutes.agenda = agenda.stops.len() + off;
    minutes.reached = minutes.agenda - minutes.not_reached.len();
    // An entry is in one section: what somebody answered without the workshop does not wait for the next one.
    let answered = minutes.settled.iter().chain(&minutes.answered).chain(&minutes.reopened);
    let answered: Vec<EntryId> = answered.map(|said| said.entry.id.clone()).collect();
    minutes.elsewhere = answered.iter().filter(|id| !stays.iter().any(|stay| stay.id == **id)).count();
    minutes.not_reached.retain(|entry| !answered.contains(&entry.id));
    let settled_here = minutes.settled.iter().map(|said| said.entry.id.clone()).collect::<Vec<_>>();
    minutes.put_off.retain(|one| !settled_here.contains(&one.entry.id));
    let without = reached.iter();
    let (settled, open): (Vec<&EntryLabel>, Vec<&EntryLabel>) =
        without.partition(|entry| settled.contains(&entry.id));
    let is_silent = |entry: &&EntryLabel| !minutes.noted().any(|noted| noted.is_at(&entry.id));
    minutes.looked_at = settled.into_iter().filter(is_silent).cloned().collect();
    minutes.talked_about = open.into_iter().map(|entry| talked(board, &minutes, entry)).collect();
    minutes
}

fn talked(board: &Board, minutes: &Minutes, entry: &EntryLabel) -> Talked {
    let row = board.row(&entry.id);
    let here = minutes.noted().filter(|noted| noted.is_at(&entry.id));
    let kinds: Vec<CaptureKind> = here.map(|noted| noted.kind).collect();
    let count = |kind: CaptureKind| {
        let count = kinds.iter().filter(|other| **other == kind).count();
        let many =
            if kind == CaptureKind::Parked { "parked".to_owned() } else { format!("{}s", kind.word()) };
        (count > 0).then(|| counted(count, kind.word(), &many))
    };
    let captured: Vec<String> = CaptureKind::ALL.into_iter().filter_map(count).collect();
    Talked {
        entry: entry.clone(),
        level: row.map_or(Level::Could, |row| row.level),
        captured: Text::line(&captured.join(", ")),
    }
}

fn put_off(board: &Board, answers: &Answers, workshop: &Workshop) -> Vec<PutOff> {
    let put_off = workshop.course.put_off.iter().map(|one| PutOff {
        entry: named(board, answers, &one.id),
        level: board.row(&one.id).map_or(Level::Could, |row| row.level),
        by: one.by.clone(),
        at: one.at,
    });
    put_off.collect()
}

/// How long each entry took.
fn times(
    board: &Board,
    answers: &Answers,
    workshop: &Workshop,
    stays: &[visits::EntryVisit],
    agenda: &Agenda,
    used: u64,
) -> Vec<EntryTime> {
    let mut end = visits::opening_seconds(workshop, used);
    let took = stays.iter().map(|stay| {
        let begin = end;
        end += stay.seconds;
        EntryTime {
            entry: named(board, answers, &stay.id),
            planned: agenda.stop(&stay.id).map(|stop| stop.minutes),
            seconds: stay.seconds,
            minutes: whole_minutes(end) - whole_minutes(begin),
        }
    });
    took.collect()
}

impl Minutes {
    /// The minutes before the first entry.
    pub fn opening_minutes(&self) -> u32 {
        whole_minutes(self.opening)
    }

    pub fn closing_minutes(&self) -> u32 {
        whole_minutes(self.used) - whole_minutes(self.used.saturating_sub(self.closing))
    }

    /// Everything that was said about entries: settled, answered, open again, changed otherwise.
    pub fn said(&self) -> impl Iterator<Item = &MinutesEntry> {
        self.settled.iter().chain(&self.answered).chain(&self.reopened).chain(&self.touched)
    }

    /// Everything that was captured, changed or resolved.
    pub fn noted(&self) -> impl Iterator<Item = &MinutesCapture> {
        let new = self.decisions.iter().chain(&self.actions).chain(&self.questions);
        new.chain(&self.risks).chain(&self.parked).chain(&self.objections).chain(&self.resolved)
    }

    /// The open actions that lack a person or a date.
    pub fn lacking(&self) -> impl Iterator<Item = &MinutesCapture> {
        self.actions.iter().filter(|action| !action.resolved && action.lacks().is_some())
    }

    /// Whether no answer was recorded.
    pub fn is_empty(&self) -> bool {
        self.said().next().is_none()
            && self.noted().next().is_none()
            && self.about.is_empty()
            && self.hands.is_empty()
    }

    /// Whether an entry is in a section of its own: settled, answered, open again or changed.
    fn answers(&self, id: &EntryId) -> bool {
        self.said().any(|said| said.entry.id == *id)
    }
}

/// An entry's names; of one that has left the pack its last known words.
fn named(board: &Board, answers: &Answers, id: &EntryId) -> EntryLabel {
    if let Some(row) = board.row(id) {
        return EntryLabel { id: id.clone(), name: row.name.clone(), title: row.title.clone() };
    }
    let words = answers.words.iter().rev().find(|((other, _), _)| other == id);
    let title = words.map_or_else(Text::default, |(_, words)| words.title.clone());
    EntryLabel { id: id.clone(), name: Text::line(id.as_str()), title }
}

#[cfg(test)]
mod tests;
