//! The minutes of a workshop: the difference between its opening and its closing, read from what was said in it.
//!
//! Every change that was made in the workshop is in them once, with the value it had at the end; what was said
//! outside it, before or after, is not. What was taken back again is only counted. Pure; reports and screens
//! put them on paper.

use jiff::Timestamp;
use jiff::civil::Date;

use super::agenda::{self, Agenda};
use super::board::Board;
use super::filter;
use super::workshop;
use crate::journal::answers::{Answers, Workshop};
use crate::journal::record::{CaptureId, CaptureKind, Known, Person, Seq, Status, Until};
use crate::pack::model::{EntryId, Level, MilestoneId, QuestionId};
use crate::text::{Text, counted};

pub mod effect;
mod gather;

/// What a workshop came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Minutes {
    pub seq: Seq,
    /// From 1, in the order in which workshops were opened.
    pub no: usize,
    pub title: Text,
    pub project: Text,
    /// Who kept the journal.
    pub by: Text,
    pub opened: Timestamp,
    /// None while it still runs.
    pub closed: Option<Timestamp>,
    pub people: Vec<Person>,
    /// The minutes that were planned, and the seconds that were used.
    pub planned: u32,
    pub used: u64,
    /// Of them, before the first entry and from the beginning of the closing on.
    pub opening: u64,
    pub closing: u64,
    /// Settled here, or confirmed.
    pub settled: Vec<Said>,
    /// Answered, or begun, and not done: progress too.
    pub answered: Vec<Said>,
    /// Settled before and open again.
    pub reopened: Vec<Said>,
    /// Changed in another way: an owner, a date, a word to something settled.
    pub touched: Vec<Said>,
    pub decisions: Vec<Noted>,
    pub actions: Vec<Noted>,
    pub questions: Vec<Noted>,
    pub risks: Vec<Noted>,
    pub parked: Vec<Noted>,
    /// Captured earlier, and resolved or opened again here.
    pub resolved: Vec<Noted>,
    /// What was said about the project itself.
    pub about: Vec<About>,
    /// Shown, without a recorded answer.
    pub looked_at: Vec<Named>,
    /// On the agenda, and the workshop did not come to it.
    pub not_reached: Vec<Named>,
    /// The entries the workshop came to, with the time they took.
    pub times: Vec<Took>,
    /// How many changes were taken back again.
    pub taken_back: usize,
    /// How many entries the agenda had in the end.
    pub agenda: usize,
    /// What it was about, in words; empty where it was about everything that was left.
    pub scope: Text,
}

/// An entry by the names that people know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: EntryId,
    /// `Design 42`
    pub name: Text,
    pub title: Text,
}

/// One field of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
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
pub struct Said {
    pub entry: Named,
    pub level: Level,
    /// What was said here; the other fields were so already.
    pub changed: Vec<Part>,
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
pub struct Noted {
    pub id: CaptureId,
    pub kind: CaptureKind,
    pub text: Text,
    /// None where it belongs to the workshop as a whole.
    pub at: Option<Named>,
    pub owner: Option<Text>,
    pub due: Option<Date>,
    pub resolved: bool,
    /// Whether its words were said here, rather than only that it is resolved.
    pub is_here: bool,
    /// Whether it was captured here, rather than changed.
    pub is_new: bool,
}

/// Something said about the project itself.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// Its name.
    Project(Text),
    /// Its kind, `B2C`.
    Kind(&'static str),
    /// A project question's answer.
    Question { id: QuestionId, ask: Text, answer: Known },
    /// A milestone's target day.
    Target { id: MilestoneId, title: Text, day: Option<Date> },
    /// An item of the project's own.
    Item(Named),
}

/// How long an entry took.
#[derive(Debug, Clone, PartialEq)]
pub struct Took {
    pub entry: Named,
    /// None where it was not on the agenda.
    pub planned: Option<u32>,
    pub seconds: u64,
    /// The same in whole minutes, rounded so that opening, entries and closing together are the minutes used.
    pub minutes: u32,
}

impl Noted {
    /// Returns what an action lacks: `nobody`, `no date`, `nobody, no date`; none of other kinds.
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

impl Part {
    /// Returns the word for the field.
    pub fn word(self) -> &'static str {
        match self {
            Part::Status => "status",
            Part::Note => "answer",
            Part::Owner => "owner",
            Part::Due => "due date",
        }
    }
}

impl Said {
    /// Returns whether it was settled at the end.
    pub fn is_settled(&self) -> bool {
        matches!(self.after, Status::Done | Status::Waived | Status::Na)
    }

    /// Returns whether a part was said here.
    pub fn has_changed(&self, part: Part) -> bool {
        self.changed.contains(&part)
    }
}

/// Which workshop is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one opened last.
    Last,
    /// By its number, from 1.
    No(usize),
}

/// Returns the workshop that is meant, with its number; one that was only prepared has none.
pub fn find(answers: &Answers, which: Which) -> Option<(usize, &Workshop)> {
    let mut opened = (1..).zip(answers.workshops.iter().filter(|workshop| workshop.opened));
    match which {
        Which::Last => opened.last(),
        Which::No(no) => opened.find(|(other, _)| *other == no),
    }
}

/// Returns the minutes of a workshop; of one that still runs, what they would be if it closed now.
pub fn minutes(board: &Board, answers: &Answers, workshop: &Workshop) -> Minutes {
    let used = match workshop.closed {
        Some((used, _)) => used,
        None => workshop::clock::used_by_record(workshop, answers),
    };
    let opened = answers.workshops.iter().filter(|other| other.opened);
    let stays = workshop::stays(workshop, used);
    let agenda = agenda::lay_out_of(board, answers, workshop);
    let mut minutes = Minutes {
        seq: workshop.seq,
        no: opened.take_while(|other| other.seq <= workshop.seq).count(),
        title: workshop.plan.title.clone(),
        project: answers.project_name().cloned().unwrap_or_default(),
        by: workshop.by.clone(),
        opened: workshop.at,
        closed: workshop.closed.map(|(_, at)| at),
        people: workshop.plan.people.clone(),
        planned: workshop.plan.minutes,
        used,
        opening: workshop::opening_seconds(workshop, used),
        closing: workshop::closing_seconds(workshop, used),
        settled: Vec::new(),
        answered: Vec::new(),
        reopened: Vec::new(),
        touched: Vec::new(),
        decisions: Vec::new(),
        actions: Vec::new(),
        questions: Vec::new(),
        risks: Vec::new(),
        parked: Vec::new(),
        resolved: Vec::new(),
        about: Vec::new(),
        looked_at: Vec::new(),
        not_reached: agenda
            .stops
            .iter()
            .filter(|stop| !stays.iter().any(|stay| stay.id == stop.id))
            .map(|stop| named(board, answers, &stop.id))
            .collect(),
        times: times(board, answers, workshop, &stays, &agenda, used),
        taken_back: 0,
        // What was taken off after the workshop had come to it was on it.
        agenda: agenda.stops.len() + stays.iter().filter(|stay| agenda.stop(&stay.id).is_none()).count(),
        scope: Text::line(&filter::phrase(&workshop.plan.scope, board)),
    };
    gather::gather(&mut minutes, board, answers);
    let silent = |took: &&Took| !minutes.speaks_of(&took.entry.id);
    minutes.looked_at = minutes.times.iter().filter(silent).map(|took| took.entry.clone()).collect();
    minutes
}

/// Returns how long each entry took.
fn times(
    board: &Board,
    answers: &Answers,
    workshop: &Workshop,
    stays: &[workshop::Stay],
    agenda: &Agenda,
    used: u64,
) -> Vec<Took> {
    let mut end = workshop::opening_seconds(workshop, used);
    let took = stays.iter().map(|stay| {
        let begin = end;
        end += stay.seconds;
        Took {
            entry: named(board, answers, &stay.id),
            planned: agenda.stop(&stay.id).map(|stop| stop.minutes),
            seconds: stay.seconds,
            minutes: whole_minutes(end) - whole_minutes(begin),
        }
    });
    took.collect()
}

/// Returns seconds as minutes, a begun one counted whole.
pub fn whole_minutes(seconds: u64) -> u32 {
    u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX)
}

impl Minutes {
    /// Returns how many entries of the agenda the workshop came to.
    pub fn reached(&self) -> usize {
        self.agenda - self.not_reached.len()
    }

    /// Returns the minutes before the first entry.
    pub fn opening_minutes(&self) -> u32 {
        whole_minutes(self.opening)
    }

    /// Returns the minutes of the closing.
    pub fn closing_minutes(&self) -> u32 {
        whole_minutes(self.used) - whole_minutes(self.used.saturating_sub(self.closing))
    }

    /// Returns everything that was said about entries: settled, answered, open again, changed otherwise.
    pub fn said(&self) -> impl Iterator<Item = &Said> {
        self.settled.iter().chain(&self.answered).chain(&self.reopened).chain(&self.touched)
    }

    /// Returns everything that was captured, changed or resolved.
    pub fn noted(&self) -> impl Iterator<Item = &Noted> {
        let new = self.decisions.iter().chain(&self.actions).chain(&self.questions);
        new.chain(&self.risks).chain(&self.parked).chain(&self.resolved)
    }

    /// Returns the actions that lack a person or a date.
    pub fn lacking(&self) -> impl Iterator<Item = &Noted> {
        self.actions.iter().filter(|action| action.lacks().is_some())
    }

    /// Whether no answer was recorded.
    pub fn is_empty(&self) -> bool {
        self.said().next().is_none() && self.noted().next().is_none() && self.about.is_empty()
    }

    /// Returns how far it came: `reached 9 of 12 entries`.
    pub fn reached_phrase(&self) -> String {
        match self.agenda {
            1 => format!("reached {} of 1 entry", self.reached()),
            all => format!("reached {} of {all} entries", self.reached()),
        }
    }

    /// Returns how far it came and the outcome in one sentence: `9 of 12 entries reached: 3 settled, 1 decision`.
    pub fn summary(&self) -> String {
        if self.agenda == 0 {
            return self.outcome();
        }
        let outcome = self.outcome();
        let mark = if outcome.starts_with("captured") { ';' } else { ':' };
        format!("{}{mark} {outcome}", self.reached_phrase())
    }

    /// Returns what was said, in counts: `3 settled, 1 answered but not done; captured: 1 decision, 2 actions`.
    pub fn outcome(&self) -> String {
        let entries = [
            (self.settled.len(), "settled", "settled"),
            (self.answered.len(), "answered but not done", "answered but not done"),
            (self.reopened.len(), "open again", "open again"),
        ];
        let captured = [
            (self.decisions.len(), "decision", "decisions"),
            (self.actions.len(), "action", "actions"),
            (self.questions.len(), "question", "questions"),
            (self.risks.len(), "risk", "risks"),
            (self.parked.iter().filter(|parked| !parked.resolved).count(), "parked", "parked"),
        ];
        let listed = |counts: &[(usize, &str, &str)]| {
            let counts = counts.iter().filter(|(count, _, _)| *count > 0);
            let parts: Vec<String> = counts.map(|(count, one, many)| counted(*count, one, many)).collect();
            parts.join(", ")
        };
        match (listed(&entries), listed(&captured)) {
            (entries, captured) if entries.is_empty() && captured.is_empty() => {
                "no answers recorded".to_owned()
            }
            (entries, captured) if captured.is_empty() => entries,
            (entries, captured) if entries.is_empty() => format!("captured: {captured}"),
            (entries, captured) => format!("{entries}; captured: {captured}"),
        }
    }

    /// Returns the time in one sentence: `88 of 90 min`; `94 of 90 min, 4 over`.
    pub fn time_phrase(&self) -> String {
        let used = whole_minutes(self.used);
        match used.saturating_sub(self.planned) {
            0 => format!("{used} of {} min", self.planned),
            over => format!("{used} of {} min, {over} over", self.planned),
        }
    }

    fn speaks_of(&self, id: &EntryId) -> bool {
        self.said().any(|said| said.entry.id == *id)
            || self.noted().any(|noted| noted.at.as_ref().is_some_and(|at| at.id == *id))
    }
}

impl About {
    /// Returns what it is about and what was said: (`Target of Ready to demonstrate`, `2026-12-15`).
    pub fn phrase(&self) -> (String, String) {
        match self {
            About::Project(name) => ("Project".to_owned(), name.to_string()),
            About::Kind(kind) => ("Kind of project".to_owned(), (*kind).to_owned()),
            About::Question { ask, answer, .. } => (
                ask.to_string(),
                match answer {
                    Known::Unknown => "not known".to_owned(),
                    Known::Yes | Known::No => answer.word().to_owned(),
                },
            ),
            About::Target { title, day, .. } => {
                (format!("Target of {title}"), day.map_or("none".to_owned(), |day| day.to_string()))
            }
            About::Item(named) => (format!("New entry {}", named.name), named.title.to_string()),
        }
    }
}

/// Returns an entry's names; of one that has left the pack its last known words.
fn named(board: &Board, answers: &Answers, id: &EntryId) -> Named {
    if let Some(row) = board.row(id) {
        return Named { id: id.clone(), name: row.name.clone(), title: row.title.clone() };
    }
    let words = answers.words.iter().rev().find(|((other, _), _)| other == id);
    let title = words.map_or_else(Text::default, |(_, words)| words.title.clone());
    Named { id: id.clone(), name: Text::line(id.as_str()), title }
}

#[cfg(test)]
mod tests;
