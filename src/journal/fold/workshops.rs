//! Workshops out of their lines: prepared, open, closed.
//!
//! A workshop's lines are kept together, so that a step in one of them does not touch the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::journal::answers::Workshop;
use crate::journal::record::{Change, Record, Seq};

/// The lines of all workshops, each under the line with which its workshop began.
#[derive(Debug, Clone, Default)]
pub(super) struct Workshops {
    lines: BTreeMap<Seq, Arc<Record>>,
    /// For each `Prepare` and `Open` the first line of its workshop.
    homes: BTreeMap<Seq, Seq>,
    /// For each first line all lines of the workshop.
    groups: BTreeMap<Seq, BTreeSet<Seq>>,
    /// For each first line the name under which the workshop stands in the list.
    listed: BTreeMap<Seq, Seq>,
    /// Lines that do not say to which workshop they belong; they go to the one that is open where they stand.
    unnamed: usize,
}

impl Workshops {
    /// Takes a line in and lets it show in `list`.
    pub(super) fn add(&mut self, record: &Arc<Record>, list: &mut Vec<Workshop>) {
        let seq = record.seq();
        let is_last = self.lines.last_key_value().is_none_or(|(last, _)| *last < seq);
        self.lines.insert(seq, record.clone());
        if is_last {
            self.append(record, list);
        } else if let Some(home) = self.home_of_step(record).filter(|_| self.unnamed == 0) {
            self.groups.entry(home).or_default().insert(seq);
            self.replay(home, list);
        } else {
            self.rebuild(list);
        }
    }

    /// Takes a line out again.
    pub(super) fn remove(&mut self, record: &Arc<Record>, list: &mut Vec<Workshop>) {
        let seq = record.seq();
        self.lines.remove(&seq);
        match self.home_of_step(record).filter(|_| self.unnamed == 0) {
            Some(home) => {
                self.groups.entry(home).or_default().remove(&seq);
                self.replay(home, list);
            }
            None => self.rebuild(list),
        }
    }

    /// Returns the first line of the workshop that a step names; none for lines that begin one.
    fn home_of_step(&self, record: &Record) -> Option<Seq> {
        match record.change {
            Change::Prepare(_) | Change::Open { .. } => None,
            _ => self.homes.get(&record.s?).copied(),
        }
    }

    fn rebuild(&mut self, list: &mut Vec<Workshop>) {
        let lines = std::mem::take(self).lines;
        list.clear();
        for record in lines.values() {
            self.append(record, list);
        }
        self.lines = lines;
    }

    /// Takes in a line that stands after all others.
    fn append(&mut self, record: &Record, list: &mut Vec<Workshop>) {
        let seq = record.seq();
        let begins_in = match &record.change {
            Change::Prepare(_) => Some(record.over),
            Change::Open { prepared, .. } => Some(*prepared),
            _ => None,
        };
        let home = if let Some(earlier) = begins_in {
            let planned =
                earlier.and_then(|seq| self.homes.get(&seq)).filter(|home| !self.is_open(**home, list));
            let home = planned.copied().unwrap_or(seq);
            self.homes.insert(seq, home);
            home
        } else if let Some(home) = self.home_of_step(record) {
            home
        } else {
            self.unnamed += 1;
            let open = list.iter().rev().find(|workshop| workshop.opened && workshop.closed.is_none());
            let Some(home) = open.and_then(|workshop| self.homes.get(&workshop.seq)) else { return };
            *home
        };
        self.groups.entry(home).or_default().insert(seq);
        let before = self.unlist(home, list);
        self.list(home, step(before, record), list);
    }

    /// Makes one workshop anew from its lines.
    fn replay(&mut self, home: Seq, list: &mut Vec<Workshop>) {
        self.unlist(home, list);
        let lines = self.groups.get(&home).into_iter().flatten().filter_map(|seq| self.lines.get(seq));
        let workshop = lines.fold(None, |workshop, record| step(workshop, record));
        self.list(home, workshop, list);
    }

    fn is_open(&self, home: Seq, list: &[Workshop]) -> bool {
        self.place(home, list).and_then(|at| list.get(at)).is_some_and(|workshop| workshop.opened)
    }

    fn place(&self, home: Seq, list: &[Workshop]) -> Option<usize> {
        let seq = self.listed.get(&home)?;
        list.binary_search_by_key(seq, |workshop| workshop.seq).ok()
    }

    fn unlist(&mut self, home: Seq, list: &mut Vec<Workshop>) -> Option<Workshop> {
        let at = self.place(home, list)?;
        self.listed.remove(&home);
        Some(list.remove(at))
    }

    fn list(&mut self, home: Seq, workshop: Option<Workshop>, list: &mut Vec<Workshop>) {
        let Some(workshop) = workshop else { return };
        self.listed.insert(home, workshop.seq);
        let at = list.partition_point(|other| other.seq < workshop.seq);
        list.insert(at, workshop);
    }
}

fn step(workshop: Option<Workshop>, record: &Record) -> Option<Workshop> {
    let begun = |plan: &crate::journal::record::Plan| Workshop {
        seq: record.seq(),
        prepared: None,
        by: record.by.clone(),
        at: record.at,
        plan: plan.clone(),
        opened: false,
        stops: Vec::new(),
        closing: None,
        stepped: record.at,
        used: 0,
        beat: None,
        signs: Vec::new(),
        closed: None,
    };
    let mut workshop = match (&record.change, workshop) {
        (Change::Prepare(plan), _) => return Some(begun(plan)),
        (Change::Open { prepared, plan }, _) => {
            return Some(Workshop { opened: true, prepared: *prepared, ..begun(plan) });
        }
        (_, workshop) => workshop?,
    };
    match &record.change {
        Change::At { id, seconds } => {
            let is_there =
                workshop.closing.is_none() && workshop.stops.last().is_some_and(|(at, _)| at == id);
            if !is_there {
                workshop.stops.push((id.clone(), *seconds));
                workshop.closing = None;
            }
            stepped(&mut workshop, *seconds, is_there, record);
        }
        Change::Closing { seconds } => {
            let is_there = workshop.closing.is_some();
            // A closing that is gone through again has begun when it began.
            workshop.closing = workshop.closing.or(Some(*seconds));
            stepped(&mut workshop, *seconds, is_there, record);
        }
        Change::Agenda(agenda) => {
            workshop.plan.agenda.clone_from(agenda);
            workshop.signs.push(record.at);
        }
        Change::Close { seconds } => workshop.closed = Some((*seconds, record.at)),
        _ => {}
    }
    Some(workshop)
}

/// Takes in how much time was used at a step; `is_again` where it only says again where the workshop is.
fn stepped(workshop: &mut Workshop, seconds: u64, is_again: bool, record: &Record) {
    if is_again {
        workshop.beat = Some(seconds.saturating_sub(workshop.used));
    }
    workshop.used = workshop.used.max(seconds);
    workshop.stepped = record.at;
    workshop.signs.clear();
}
