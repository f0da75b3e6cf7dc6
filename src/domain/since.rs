//! Where somebody was, and what the others did since.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::board::Board;
use crate::journal::answers::{Answers, EntryAnswers, FieldValue, Register, Write};
use crate::journal::record::{Seq, Status};
use crate::pack::model::EntryId;
use crate::text::{Text, counted};

/// The entry that somebody changed last.
#[derive(Debug, Clone, PartialEq)]
pub struct LastChange {
    pub id: EntryId,
    pub seq: Seq,
    pub at: Timestamp,
    /// How many entries above it in its section, or workstream, are still open.
    pub open_above: usize,
}

/// What others did since: who, what, and to which entries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Activity {
    /// In the order of names.
    pub deeds: Vec<Deed>,
}

/// What one person did.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed {
    pub by: Text,
    pub verb: &'static str,
    pub ids: Vec<EntryId>,
}

impl Activity {
    /// `Ben settled 2 entries, Kim waived 1`; empty if nothing happened.
    pub fn sentence(&self) -> String {
        let mut parts = Vec::new();
        for (at, deed) in self.deeds.iter().enumerate() {
            let count = deed.ids.len();
            let what = if at == 0 { counted(count, "entry", "entries") } else { count.to_string() };
            parts.push(format!("{} {} {what}", deed.by, deed.verb));
        }
        parts.join(", ")
    }

    /// The entries, each once, in the order of the deeds.
    pub fn ids(&self) -> Vec<EntryId> {
        let mut found: Vec<EntryId> = Vec::new();
        for id in self.deeds.iter().flat_map(|deed| &deed.ids) {
            if !found.contains(id) {
                found.push(id.clone());
            }
        }
        found
    }
}

/// The newest change by that name that holds, at whatever entry.
pub fn left_off(answers: &Answers, me: &str) -> Option<(Seq, Timestamp)> {
    answers.entries.values().filter_map(|said| newest(said, |by| by == me)).max_by_key(|(seq, _)| *seq)
}

/// Where `me` was: the entry of the newest change by that name that holds. What has been set aside since is nowhere
/// to go on, nor is what one command said about several entries: nobody was at the last of them.
pub fn place(board: &Board, answers: &Answers, me: &str) -> Option<LastChange> {
    let newest = |(id, said)| newest(said, |by| by == me).map(|(seq, at)| (seq, at, id));
    let mut mine: Vec<(Seq, Timestamp, &EntryId)> = answers.entries.iter().filter_map(newest).collect();
    mine.sort_unstable_by_key(|(seq, ..)| std::cmp::Reverse(*seq));
    let mut batch = None;
    let (seq, at, id) = mine.into_iter().find(|(seq, _, id)| {
        let applies = board.row(id).is_some_and(|row| row.applies.is_yes());
        let is_place = applies && batch != Some(*seq) && is_alone(board, answers, id, *seq);
        if applies && !is_place {
            batch = Some(*seq);
        }
        is_place
    })?;
    Some(LastChange { id: id.clone(), seq, at, open_above: open_above(board, id) })
}

/// Whether a line changed this entry alone; a topic may take its items with it.
fn is_alone(board: &Board, answers: &Answers, id: &EntryId, line: Seq) -> bool {
    let items = board.topic(id).map(|(_, topic)| topic.items.as_slice()).unwrap_or_default();
    let is_here = |said: &EntryAnswers| {
        said.status.has(line) || said.owner.has(line) || said.due.has(line) || said.note.has(line)
    };
    let mut others = answers.entries.iter().filter(|(other, said)| *other != id && is_here(said));
    others.all(|(other, _)| items.iter().any(|ix| board.at(*ix).id == *other))
}

/// What others than `me` answered after a line of the journal.
pub fn since(answers: &Answers, me: &str, after: Seq) -> Activity {
    let mut deeds: BTreeMap<(Text, &'static str), Vec<EntryId>> = BTreeMap::new();
    for (id, said) in &answers.entries {
        let later = |seq: Seq, by: &Text| seq > after && *by != me;
        if let Some(write) = said.status.now()
            && later(write.seq, &write.by)
        {
            deeds.entry((write.by.clone(), verb(write.value.status))).or_default().push(id.clone());
        } else if let Some(write) = said.note.now()
            && later(write.seq, &write.by)
        {
            deeds.entry((write.by.clone(), "answered")).or_default().push(id.clone());
        }
    }
    Activity { deeds: deeds.into_iter().map(|((by, verb), ids)| Deed { by, verb, ids }).collect() }
}

fn verb(status: Status) -> &'static str {
    match status {
        Status::Todo => "reopened",
        Status::Doing => "began",
        Status::Blocked => "blocked",
        Status::Done => "settled",
        Status::Waived => "waived",
        Status::Na => "set aside",
    }
}

/// The newest line that changed an entry, by the people that `is_me` names.
pub fn newest(said: &EntryAnswers, is_me: impl Fn(&str) -> bool) -> Option<(Seq, Timestamp)> {
    [last(&said.status, &is_me), last(&said.owner, &is_me), last(&said.due, &is_me), last(&said.note, &is_me)]
        .into_iter()
        .flatten()
        .max_by_key(|(seq, _)| *seq)
}

fn last<T: FieldValue>(field: &Register<T>, is_me: &impl Fn(&str) -> bool) -> Option<(Seq, Timestamp)> {
    let mine = |write: &&Write<T>| write.live && is_me(write.by.as_str());
    field.writes().iter().rev().find(mine).map(|write| (write.seq, write.at))
}

fn open_above(board: &Board, id: &EntryId) -> usize {
    let Some(ix) = board.find(id) else { return 0 };
    let sections = board.lists.iter().flat_map(|list| &list.sections).map(|section| section.rows.clone());
    let streams = board.phases.iter().flat_map(|phase| &phase.streams);
    let topics = streams.map(|stream| stream.topics.iter().map(|topic| topic.row).collect());
    sections
        .chain(topics)
        .find(|rows| rows.contains(&ix))
        .into_iter()
        .flatten()
        .take_while(|other| *other != ix)
        .map(|other| board.at(other))
        .filter(|row| row.applies.is_yes() && !row.standing.is_settled())
        .count()
}
