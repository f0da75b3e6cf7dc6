//! May the milestone be passed, and what is left? A gate speaks of what is left, never of what is settled.
//!
//! A gate looks at the items and topics of the milestone's workstreams and of those of the phase's earlier
//! milestones. A topic that has such items is represented by them, and is left itself only if somebody set it
//! to *doing* or *blocked*. Of what is left, *must* blocks, *should* is a condition, *could* is listed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::board::{Board, Entry, EntryIx};
use super::standing::{LeftReason, Sign};
use crate::journal::record::Verdict;
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::Text;

pub use super::board::gates::{GateTally, LeftCounts, Membership, Weight, is_passed, speaks_for_itself};

/// An entry that is left at a gate, with its one strongest reason.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftEntry {
    pub row: EntryIx,
    pub id: EntryId,
    pub weight: Weight,
    /// Its workstream among the gate's.
    pub stream: usize,
    pub why: LeftReason,
    pub sign: Sign,
    /// `None` without an owner.
    pub owner: Option<Text>,
    pub due: Option<Date>,
}

impl LeftEntry {
    /// `None` if the gate does not look at the entry, or if it is settled there.
    pub fn of(row: EntryIx, gate: &GateTally, board: &Board) -> Option<LeftEntry> {
        let entry = board.at(row);
        let member = entry.membership(gate.order)?;
        Some(LeftEntry {
            row,
            id: entry.id.clone(),
            weight: member.weight,
            stream: member.stream,
            why: gate.why(entry, member, board.today)?,
            sign: entry.standing.sign(),
            owner: entry.standing.owner.clone(),
            due: entry.standing.due,
        })
    }
}

/// A gate looked at whole.
#[derive(Debug, Clone)]
pub struct Gate {
    pub id: MilestoneId,
    pub verdict: Verdict,
    pub count: LeftCounts,
    /// What is left: by weight, then by workstream in the plan's order, then by strength of the reason.
    pub left: Vec<LeftEntry>,
}

impl Gate {
    pub fn of_weight(&self, weight: Weight) -> impl Iterator<Item = &LeftEntry> {
        self.left.iter().filter(move |left| left.weight == weight)
    }
}

/// Looks at a gate: the verdict, and everything that is left with its reason.
///
/// `None` if the project's plan has no such milestone.
pub fn look(board: &Board, id: &MilestoneId) -> Option<Gate> {
    let tally = board.gate(id)?;
    // Rows come in the board's order, which is the last part of the key.
    let mut groups: BTreeMap<(Weight, usize, u8), Vec<LeftEntry>> = BTreeMap::new();
    for left in tally.members().iter().filter_map(|row| LeftEntry::of(*row, tally, board)) {
        groups.entry((left.weight, left.stream, left.why.rank())).or_default().push(left);
    }
    let left = groups.into_values().flatten().collect();
    Some(Gate { id: id.clone(), verdict: tally.count.verdict(), count: tally.count, left })
}

/// Every entry that a gate counts, in the board's order.
pub fn members<'a>(
    board: &'a Board,
    gate: &'a GateTally,
) -> impl Iterator<Item = (EntryIx, &'a Entry, Membership)> {
    gate.members().iter().filter_map(|ix| {
        let row = board.at(*ix);
        Some((*ix, row, row.membership(gate.order)?))
    })
}

/// Why an entry is left in the project as a whole; `None` if it is settled, or if items stand for it wherever it counts.
pub fn why_in_project(board: &Board, row: &Entry) -> Option<LeftReason> {
    let is_silent = is_represented(board, row) && !speaks_for_itself(row);
    row.standing.why(board.today).filter(|_| !is_silent)
}

/// How many entries are left in the project as a whole.
pub fn left_in_project(board: &Board) -> usize {
    let rows = board.rows().iter().filter(|row| row.applies.is_yes());
    rows.filter(|row| why_in_project(board, row).is_some()).count()
}

/// Whether items stand for a topic at every gate that looks at it, or at all if none does.
pub fn is_represented(board: &Board, row: &Entry) -> bool {
    if row.is_item() {
        return false;
    }
    if row.memberships().is_empty() {
        let items = board.topic(&row.id).map(|(_, topic)| topic.items.as_slice()).unwrap_or_default();
        return items.iter().any(|ix| board.at(*ix).applies.is_yes());
    }
    row.memberships().iter().all(|member| member.represented)
}
