//! The one place that says in words what a change did, whom it was done to, until when, and what an answer lacks.
//!
//! History, undo, messages, minutes and the walk all say it so. Why an entry is left is `words::reason`; refusals are
//! `words::refused`. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::intent::{Lack, Missing, status_change};
use super::moment::whole_minutes;
use super::situation::Situation;
use super::{dates, follow_up};
use crate::facts::label::export;
use crate::journal::answers::Answer;
use crate::journal::record::{CaptureId, Change, Course, Record, Seq, Status, Until};
use crate::pack::model::EntryId;
use crate::text::{Text, counted};

pub mod fields;
mod names;
mod own;
pub mod reason;
pub mod refused;

pub use names::{kind, kind_in, milestone, name, title};

#[cfg(test)]
mod tests;

/// What a change is held against, to name only what it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Against {
    /// It is told whole.
    Nothing,
    /// What holds: it is about to be made.
    Held,
    /// What was there before this line of the journal.
    Line(Seq),
}

/// What is between several pieces of evidence.
pub const BETWEEN_PIECES: &str = "; ";

/// Evidence with each of its pieces on a line of its own.
pub fn pieces(evidence: &str) -> String {
    evidence.replace(BETWEEN_PIECES, "\n")
}

/// What was done, apart from whom it was done to.
struct Deed {
    /// For one and for several; empty if the rest says it alone.
    verb: (&'static str, &'static str),
    rest: String,
}

impl Deed {
    fn is(rest: impl Into<String>) -> Deed {
        Deed { verb: ("is ", "are "), rest: rest.into() }
    }

    fn has(rest: impl Into<String>) -> Deed {
        Deed { verb: ("has ", "have "), rest: rest.into() }
    }

    fn plain(rest: impl Into<String>) -> Deed {
        Deed { verb: ("", ""), rest: rest.into() }
    }
}

impl Situation<'_> {
    /// One text for each part of a change, with whole names: `Design 42 Session lifetimes designed is done`. An answer has
    /// the lines that it has. Parts
    /// that only serve the file say nothing.
    pub fn tell(&self, change: &Change) -> Vec<Text> {
        self.lines(change, Against::Held)
    }

    /// The same of a change that is in the journal: it is held against what was there before.
    pub fn tell_record(&self, record: &Record) -> Vec<Text> {
        self.lines(&record.change, Against::Line(record.seq()))
    }

    fn lines(&self, change: &Change, at: Against) -> Vec<Text> {
        let parts = change.parts(None).filter_map(|(_, part)| self.line(part, at));
        parts.map(|line| Text::block(&line)).collect()
    }

    /// What a record did. One that undoes another names it, if `find` knows it.
    pub fn told<'r>(&self, record: &Record, find: impl Fn(Seq) -> Option<&'r Record>) -> Vec<Text> {
        let (word, target) = match &record.change {
            Change::Undo(n, run) => (UNDONE, Seq(*n, *run)),
            Change::Redo(n, run) => (REDONE, Seq(*n, *run)),
            _ => return self.tell_record(record),
        };
        let what = find(target).map(|record| self.tell_record(record)).unwrap_or_default();
        if what.is_empty() {
            return vec![Text::line(word)];
        }
        what.iter().map(|line| Text::block(&format!("{word}: {line}"))).collect()
    }

    /// What was undone or redone does not say how it now is: `now B2C, spa-api`. Only the kind of project needs it.
    pub fn as_it_is(&self, change: &Change) -> Option<String> {
        let is_kind = change.parts(None).any(|(_, part)| matches!(part, Change::Scenario { .. }));
        let chosen = self.answers.scenario.value().filter(|_| is_kind)?;
        Some(format!("now {}", kind(&chosen.business, &chosen.apps)))
    }

    /// What one command did, in one line with short names: `Design 42 is done`, `3 entries are done`. A text of several
    /// lines is said by its first one.
    pub fn sentence(&self, changes: &[Change]) -> String {
        self.in_one_line(changes, Against::Held)
    }

    /// The same of a change that is in the journal.
    pub fn sentence_of(&self, record: &Record) -> String {
        self.in_one_line(std::slice::from_ref(&record.change), Against::Line(record.seq()))
    }

    fn in_one_line(&self, changes: &[Change], at: Against) -> String {
        let parts: Vec<&Change> =
            changes.iter().flat_map(|change| change.parts(None).map(|(_, part)| part)).collect();
        let mut ids: Vec<&EntryId> = Vec::new();
        let mut deeds: Vec<String> = Vec::new();
        let about = |part: &Change| match part {
            Change::Capture { .. }
            | Change::Item { .. }
            | Change::Words { .. }
            | Change::Hands(_)
            | Change::Removed(_) => None,
            part => part.entry().cloned(),
        };
        for id in parts.iter().filter(|part| about(part).is_some()).filter_map(|part| part.entry()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        for part in parts {
            let words = match (about(part), self.deed(part, at)) {
                (Some(_), Some(deed)) if ids.len() > 1 => format!("{}{}", deed.verb.1, deed.rest),
                (Some(_), Some(deed)) => format!("{}{}", deed.verb.0, deed.rest),
                _ => self.line(part, at).unwrap_or_default(),
            };
            let words = Text::block(&words).glimpse().into_owned();
            if !words.is_empty() && !deeds.contains(&words) {
                deeds.push(words);
            }
        }
        // Of one entry every field is named; what several got may be more than fits.
        let deeds = match deeds.as_slice() {
            // A sentence of evidence ends, and the message goes on.
            [one, two, _, ..] if ids.len() != 1 => format!("{}, {} and more", unended(one), unended(two)),
            [others @ .., last] if !others.is_empty() => {
                let others: Vec<&str> = others.iter().map(|words| unended(words)).collect();
                format!("{}, {last}", others.join(", "))
            }
            few => few.join(", "),
        };
        match ids.as_slice() {
            [] => deeds,
            [only] => format!("{} {deeds}", name(only, self)),
            several => format!("{} {deeds}", counted(several.len(), "entry", "entries")),
        }
    }

    /// What a change did, without whom it was done to: `blocked: waits for Ben`, `owned by Ana`. Empty for what only
    /// serves the file.
    pub fn deed_alone(&self, change: &Change) -> String {
        self.deed_against(change, Against::Nothing)
    }

    /// The same of a part of a line of the journal: `evidence wiki/sessions` if the line changed only that.
    pub fn deed_in(&self, line: Seq, change: &Change) -> String {
        self.deed_against(change, Against::Line(line))
    }

    fn deed_against(&self, change: &Change, at: Against) -> String {
        match self.deed(change, at) {
            Some(deed) => deed.rest,
            None => self.line(change, at).unwrap_or_default(),
        }
    }

    /// The answer that a change replaced: what holds, or what came before a line of the journal.
    fn answer_before(&self, id: &EntryId, at: Against) -> Option<&Answer> {
        let field = &self.answers.entry(id)?.status;
        let line = match at {
            Against::Nothing => return None,
            Against::Held => return field.value(),
            Against::Line(line) => line,
        };
        let over = field.writes().iter().find(|write| write.seq == line)?.over?;
        field.writes().iter().find(|write| write.seq == over).map(|write| &write.value)
    }

    /// An answer by itself, as one of two: `done until Fri 27 Nov, evidence wiki/1`.
    pub fn answer_told(&self, id: &EntryId, answer: &Answer) -> String {
        self.deed_alone(&status_change(id, answer.clone()))
    }

    /// What was done to an entry.
    fn deed(&self, change: &Change, at: Against) -> Option<Deed> {
        Some(match change {
            Change::Status { id, status, reason, until, evidence, .. } => {
                let before = self.answer_before(id, at);
                let (was, because, end, had) = before.map_or((Status::Todo, None, None, None), |was| {
                    (was.status, was.reason.as_ref(), was.until.as_ref(), was.evidence.as_ref())
                });
                let same = (was, because, end) == (*status, reason.as_ref(), until.as_ref());
                let stays = same && at != Against::Nothing;
                match evidence {
                    // Evidence by itself: the status stays as it was.
                    Some(seen) if stays && had != Some(seen) => {
                        return Some(Deed::has(format!("evidence {seen}")));
                    }
                    None if stays && had.is_some() => return Some(Deed::has("no evidence")),
                    _ => {}
                }
                let until = until.as_ref().map(|until| format!(" until {}", self.end(until)));
                // Behind a reason, evidence needs a mark that a reason does not have.
                let mark = if reason.is_some() { ';' } else { ',' };
                let seen = evidence.as_ref().map(|seen| format!("{mark} evidence {seen}"));
                let reason = reason.as_ref().map(|reason| format!(": {reason}"));
                let is_lost = evidence.is_none() && had.is_some();
                let lost = if is_lost { format!("{mark} no evidence") } else { String::new() };
                let [until, reason, seen] = [until, reason, seen].map(Option::unwrap_or_default);
                Deed::is(format!("{}{until}{reason}{seen}{lost}", status_phrase(*status)))
            }
            Change::Owner { owner: Some(owner), .. } => Deed::is(format!("owned by {owner}")),
            Change::Owner { owner: None, .. } => Deed::has("no owner"),
            Change::Due { id, day: Some(day) } => {
                // In the history the day may well be past; now it makes the entry late.
                let is_late =
                    at == Against::Held && *day < self.moment.today && !self.standing(id).is_settled();
                let late = if is_late { ", which is past: it is overdue" } else { "" };
                Deed::is(format!("due {}{late}", self.day(*day)))
            }
            Change::Due { day: None, .. } => Deed::has("no due date"),
            Change::Note { text, .. } if text.is_empty() => Deed::plain("answer removed"),
            Change::Note { text, .. } => Deed::plain(format!("answer: {text}")),
            Change::Hands(hands) => Deed::plain(format!("hands: {}", hands.phrase())),
            _ => return None,
        })
    }

    fn line(&self, change: &Change, at: Against) -> Option<String> {
        if let (Some(deed), Some(id)) = (self.deed(change, at), change.entry()) {
            return Some(format!("{} {}{}", self.entry(id), deed.verb.0, deed.rest));
        }
        Some(match change {
            Change::Project(name) => format!("the project is called {name}"),
            Change::Scenario { business, apps } => format!("the project is {}", kind(business, apps)),
            Change::Question { id, answer } => {
                let question = self.board.pack.questions.iter().find(|question| question.id == *id);
                let ask = question.map_or(id.as_str(), |question| question.ask.as_str());
                format!("{ask} {}", answer.word())
            }
            Change::LeftSo { id, answers, reason } => {
                let conflict = self.board.pack.conflicts.iter().find(|conflict| conflict.id == *id);
                let says = conflict.map_or(id.as_str(), |conflict| conflict.says.as_str());
                match reason {
                    _ if answers.is_empty() => format!("asked again: {says}"),
                    Some(reason) => format!("left so: {says} Reason: {reason}"),
                    None => format!("left so: {says}"),
                }
            }
            Change::Target { id, day } => {
                let order = day
                    .filter(|_| at == Against::Held)
                    .and_then(|day| follow_up::wrong_order(self.board, self.answers, id, day))
                    .map(|order| format!(", {}", order.phrase(self.moment)));
                let day = day.map_or_else(|| "no date".to_owned(), |day| self.day(day));
                format!("target of {}: {day}{}", milestone(id, self), order.unwrap_or_default())
            }
            Change::Item { .. } => self.own_item_told(change, at)?,
            Change::Capture { at, kind, text, owner, due, .. } => {
                let at = at.as_ref().map(|id| format!(" at {}", name(id, self))).unwrap_or_default();
                let owner = owner.as_ref().map(|owner| format!(", {owner}")).unwrap_or_default();
                let due = due.map(|day| format!(", {}", self.day(day))).unwrap_or_default();
                format!("{}{at}: {}{owner}{due}", kind.word(), text)
            }
            Change::Resolved { id, resolved } => {
                let word = if *resolved { "resolved" } else { "open again" };
                format!("{word}: {}", self.captured(id))
            }
            Change::Removed(id) if id.contains('/') => format!("removed {}", self.entry(&EntryId::new(id))),
            Change::Removed(id) => format!("removed: {}", self.captured(&CaptureId(id.clone()))),
            Change::Hands(hands) => format!("{} hands: {}", self.entry(&hands.id), hands.phrase()),
            Change::Course { what: Course::Minutes { id, minutes }, .. } => {
                format!("{}: {minutes} minutes planned", name(id, self))
            }
            Change::Course { what: Course::PutOff { ids }, .. } => {
                let names: Vec<String> = ids.iter().map(|id| name(id, self).to_string()).collect();
                format!("put off: {}", names.join(", "))
            }
            Change::Course { what, .. } => course(what),
            Change::Prepare(plan) => format!("workshop planned: {}", plan.title),
            Change::Apart(apart) => {
                format!("independent answers, {}", counted(apart.entries.len(), "entry", "entries"))
            }
            Change::Open { plan, .. } => format!("workshop opened: {}", plan.title),
            Change::Agenda(ids) => format!("agenda changed, {}", counted(ids.len(), "entry", "entries")),
            Change::Close { seconds } => {
                format!("workshop closed after {} min", whole_minutes(*seconds))
            }
            Change::Review(review) => {
                let decision = review.decision.map(|decision| format!(", {}", decision.phrase()));
                format!(
                    "review of {}: {}{}",
                    review.milestone_title,
                    review.verdict.phrase(),
                    decision.unwrap_or_default()
                )
            }
            Change::Tenant { name, kind } => format!("{name} is the {} tenant", kind.word()),
            Change::Look(look) => format!("looked at the {}", export(look.tenant.as_ref(), look.date)),
            Change::Undo(..) => UNDONE.to_owned(),
            Change::Redo(..) => REDONE.to_owned(),
            Change::Pack { .. }
            | Change::Status { .. }
            | Change::Owner { .. }
            | Change::Due { .. }
            | Change::Note { .. }
            | Change::Words { .. }
            | Change::At { .. }
            | Change::Closing { .. }
            | Change::Many(_) => return None,
        })
    }

    /// `Design 42 Session lifetimes designed`; a topic's title alone.
    pub fn entry(&self, id: &EntryId) -> String {
        match self.board.row(id) {
            Some(row) if row.is_item() => format!("{} {}", row.name, row.title),
            Some(row) => row.title.to_string(),
            None => match self.board.pack.items().find(|item| item.was.contains(id)) {
                Some(now) => format!("{} (as {id})", self.entry(&now.id)),
                None => title(id, self).to_string(),
            },
        }
    }

    /// An end: `Fri 27 Nov`, or the milestone's title.
    pub fn end(&self, until: &Until) -> String {
        match until {
            Until::Day(day) => self.day(*day),
            Until::Milestone(id) => milestone(id, self),
        }
    }

    fn captured(&self, id: &CaptureId) -> String {
        let captured = self.answers.captures.get(id).and_then(|capture| capture.capture.writes().last());
        captured.map_or_else(
            || id.0.to_string(),
            |write| format!("{}: {}", write.value.kind.word(), write.value.text.glimpse()),
        )
    }

    pub(super) fn day(&self, day: jiff::civil::Date) -> String {
        dates::long(day, self.moment.today)
    }

    /// What an answer lacks: `Design 42: a waiver needs an owner and an end`.
    pub fn missing(&self, missing: &Missing) -> String {
        let name = name(&missing.id, self);
        let lacks = |lack: &Lack| missing.lacks.contains(lack);
        let what = |lack: &Lack| match lack {
            Lack::Reason => Some("a reason"),
            Lack::Owner => Some("an owner"),
            Lack::End => Some("an end"),
            Lack::Items(_) => None,
        };
        if let [Lack::Items(items), ..] = missing.lacks.as_slice() {
            return format!("{name}: {}", self.still_open(items));
        }
        // Only a waiver can lack more than its reason.
        let status = missing.status.word();
        let who = if lacks(&Lack::Reason) { format!("`{status}`") } else { "a waiver".to_owned() };
        let needed: Vec<&str> = missing.lacks.iter().filter_map(what).collect();
        let needed = match needed.as_slice() {
            [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
            needed => needed.concat(),
        };
        format!("{name}: {who} needs {needed}")
    }

    /// `3 items of this topic are still open: Design 1, Design 2, Deploy 1`.
    pub fn still_open(&self, items: &[EntryId]) -> String {
        let names: Vec<String> = items.iter().map(|id| name(id, self).to_string()).collect();
        format!("{}{}", still_open(items.len()), names.join(", "))
    }
}

fn unended(words: &str) -> &str {
    words.trim_end_matches('.')
}

/// What is said of a record that was undone.
pub const UNDONE: &str = "undone";
/// What is said of a record that holds again after it was undone.
pub const REDONE: &str = "redone";
/// What is said if everything is as it should be already.
pub const NOTHING: &str = "nothing to change: already set";

/// `private note at Build 22`; its words are never repeated.
pub fn private_note(name: &str) -> String {
    format!("private note at {name}")
}

/// `3 items of this topic are still open: `.
pub fn still_open(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} of this topic {verb} still open: ", counted(count, "item", "items"))
}

/// The agendas that are as they were: they say that a workshop goes on, and nobody changed anything.
///
/// The records are wanted in the order of the journal.
pub fn repeated<'r>(records: impl IntoIterator<Item = &'r Record>) -> BTreeSet<Seq> {
    let mut agendas: BTreeMap<Seq, &[EntryId]> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for record in records {
        match (&record.change, record.s) {
            (Change::Open { plan, .. }, _) => _ = agendas.insert(record.seq(), &plan.agenda),
            (Change::Agenda(ids), Some(workshop)) if agendas.insert(workshop, ids) == Some(ids) => {
                found.insert(record.seq());
            }
            _ => {}
        }
    }
    found
}

/// How a workshop left its plan: `break`, `Lena has left`, `30 minutes in all`.
fn course(what: &Course) -> String {
    match what {
        Course::Minutes { minutes, .. } => counted(*minutes as usize, "minute for it", "minutes for it"),
        Course::End { minutes } => format!("{minutes} minutes in all"),
        Course::PutOff { ids } => format!("{} put off", counted(ids.len(), "entry", "entries")),
        Course::Came(person) => format!("{} is here", person.phrase()),
        Course::Left(name) => format!("{name} has left"),
        Course::Break => "break".to_owned(),
        Course::GoOn => "the break is over".to_owned(),
        Course::Rated(words) => format!("how it was: {words}"),
        Course::Next { day, .. } => format!("the next one on {day}"),
    }
}

fn status_phrase(status: Status) -> &'static str {
    match status {
        Status::Todo => "to do",
        Status::Doing => "in progress",
        Status::Blocked | Status::Done | Status::Waived | Status::Na => status.word(),
    }
}
