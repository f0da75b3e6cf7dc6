//! The list of the review: what is left by weight, and in its old place what was settled since the list was made.
//!
//! Its entries are in the order of their keys, so that one of them is found and changed without a look at the others.

use std::ops::Range;

use jiff::civil::Date;

use crate::domain::board::{Board, EntryIx};
use crate::domain::gate::{GateTally, LeftCounts, LeftEntry, Weight};
use crate::domain::standing::{LeftReason, Sign};
use crate::pack::model::EntryId;
use crate::text::Text;

/// Where an entry stands among the others: by weight, workstream, reason and row. The reason is that of the time when
/// it came into the list.
type SortKey = (Weight, usize, u8, EntryIx);

/// One entry of the list.
#[derive(Debug, Clone)]
pub(super) struct ReviewEntry {
    pub(super) row: EntryIx,
    pub(super) id: EntryId,
    /// `None` if it was settled since the list was made: it keeps its place, so that the cursor does, until one
    /// goes away from it.
    pub(super) why: Option<LeftReason>,
    pub(super) sign: Sign,
    pub(super) owner: Option<Text>,
    pub(super) due: Option<Date>,
    key: SortKey,
}

/// One line of the list.
#[derive(Debug, Clone, Copy)]
pub(super) enum ReviewRow<'a> {
    Gap,
    Heading(Weight),
    /// Why a group has nothing to show.
    Empty(Weight),
    Entry(&'a ReviewEntry),
}

/// The entries of one weight below their heading.
#[derive(Debug, Clone)]
struct Segment {
    weight: Weight,
    /// The line of the heading.
    heading: usize,
    entries: Range<usize>,
}

/// What is left, line by line.
#[derive(Debug, Clone, Default)]
pub(super) struct ReviewList {
    entries: Vec<ReviewEntry>,
    segments: Vec<Segment>,
    len: usize,
}

impl ReviewEntry {
    fn of(left: LeftEntry) -> ReviewEntry {
        let key = (left.weight, left.stream, left.why.rank(), left.row);
        let LeftEntry { row, id, why, sign, owner, due, .. } = left;
        ReviewEntry { row, id, why: Some(why), sign, owner, due, key }
    }

    /// The entry as it stands now, in its old place.
    fn again(&self, left: LeftEntry) -> ReviewEntry {
        let key = (left.weight, left.stream, self.key.2, left.row);
        ReviewEntry { key, ..ReviewEntry::of(left) }
    }

    /// The entry in its old place, settled.
    fn settled(&self, row: EntryIx, board: &Board) -> ReviewEntry {
        let standing = &board.at(row).standing;
        ReviewEntry {
            row,
            id: self.id.clone(),
            why: None,
            sign: standing.shown(),
            owner: standing.owner.clone(),
            due: standing.due,
            key: (self.key.0, self.key.1, self.key.2, row),
        }
    }
}

impl ReviewList {
    /// What is left, beside what of the old list keeps its place although it was settled since.
    pub(super) fn new(
        left: Vec<LeftEntry>,
        old: &ReviewList,
        keeps_place: &dyn Fn(&EntryId) -> bool,
        counts: LeftCounts,
        board: &Board,
    ) -> ReviewList {
        let mut list = ReviewList::default();
        if old.entries.is_empty() {
            list.entries = left.into_iter().map(ReviewEntry::of).collect();
        } else {
            let mut before: Vec<Option<&ReviewEntry>> = vec![None; board.rows().len()];
            let known = old.entries.iter().filter_map(|entry| Some((board.find(&entry.id)?, entry)));
            for (row, entry) in known {
                if let Some(place) = before.get_mut(row.0) {
                    *place = Some(entry);
                }
            }
            list.entries = Vec::with_capacity(left.len() + 8);
            for left in left {
                let old = before.get_mut(left.row.0).and_then(Option::take);
                list.entries.push(match old {
                    Some(old) => old.again(left),
                    None => ReviewEntry::of(left),
                });
            }
            let rest = before.iter().enumerate().filter_map(|(row, entry)| Some((EntryIx(row), (*entry)?)));
            let kept = rest.filter(|(_, entry)| keeps_place(&entry.id));
            list.entries.extend(kept.map(|(row, entry)| entry.settled(row, board)));
            list.entries.sort_by_key(|entry| entry.key);
        }
        list.lay_out(counts);
        list
    }

    /// Takes in one entry that was answered since the list was made, on the same board.
    pub(super) fn refresh(
        &mut self,
        id: &EntryId,
        keeps_place: &dyn Fn(&EntryId) -> bool,
        gate: &GateTally,
        board: &Board,
    ) {
        let Some(row) = board.find(id) else { return };
        let place = self.find(row, gate, board);
        let old = place.and_then(|at| self.entries.get_mut(at));
        match (old, LeftEntry::of(row, gate, board)) {
            (Some(old), Some(left)) => *old = old.again(left),
            (Some(old), None) if keeps_place(id) => *old = old.settled(row, board),
            (Some(_), None) => {
                place.map(|at| self.entries.remove(at));
            }
            (None, Some(left)) => {
                let entry = ReviewEntry::of(left);
                let at = self.entries.partition_point(|other| other.key < entry.key);
                self.entries.insert(at, entry);
            }
            (None, None) => {}
        }
    }

    /// Finds the headings and their lines anew, after entries came or went.
    pub(super) fn lay_out(&mut self, counts: LeftCounts) {
        self.segments.clear();
        self.len = 0;
        let mut first = 0;
        for weight in Weight::ALL {
            let end = self.entries.partition_point(|entry| entry.key.0 <= weight);
            // Only what blocks is worth a heading when there is nothing of it.
            if first == end && weight != Weight::Blocks && counts.of_weight(weight) == 0 {
                continue;
            }
            let heading = self.len + usize::from(self.len > 0);
            self.segments.push(Segment { weight, heading, entries: first..end });
            self.len = heading + 1 + (end - first).max(1);
            first = end;
        }
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn line(&self, at: usize) -> Option<ReviewRow<'_>> {
        let segment =
            self.segments.iter().rfind(|segment| segment.heading <= at).filter(|_| at < self.len)?;
        Some(match at.checked_sub(segment.heading + 1) {
            None => ReviewRow::Heading(segment.weight),
            Some(0) if segment.entries.is_empty() => ReviewRow::Empty(segment.weight),
            Some(below) if below < segment.entries.len() => {
                ReviewRow::Entry(self.entries.get(segment.entries.start + below)?)
            }
            Some(_) => ReviewRow::Gap,
        })
    }

    pub(super) fn entry_at(&self, line: usize) -> Option<&ReviewEntry> {
        match self.line(line)? {
            ReviewRow::Entry(entry) => Some(entry),
            ReviewRow::Gap | ReviewRow::Heading(_) | ReviewRow::Empty(_) => None,
        }
    }

    /// The line of an entry; `None` if it is not in the list.
    pub(super) fn line_of(&self, id: &EntryId, gate: &GateTally, board: &Board) -> Option<usize> {
        let at = self.find(board.find(id)?, gate, board)?;
        let segment = self.segments.iter().find(|segment| segment.entries.contains(&at))?;
        Some(segment.heading + 1 + at - segment.entries.start)
    }

    /// How many entries of some weights are above a line.
    pub(super) fn count_above(&self, line: usize, is_meant: impl Fn(Weight) -> bool) -> usize {
        let segments = self.segments.iter().filter(|segment| is_meant(segment.weight));
        segments.map(|segment| line.saturating_sub(segment.heading + 1).min(segment.entries.len())).sum()
    }

    /// Whether the list still shows an entry that is not left any more.
    pub(super) fn has_settled(&self) -> bool {
        self.entries.iter().any(|entry| entry.why.is_none())
    }

    /// Whether an entry is in the list and not left any more.
    pub(super) fn is_settled(&self, id: &EntryId, gate: &GateTally, board: &Board) -> bool {
        let line = self.line_of(id, gate, board);
        line.and_then(|line| self.entry_at(line)).is_some_and(|entry| entry.why.is_none())
    }

    /// Takes an entry out.
    pub(super) fn release(&mut self, id: &EntryId, counts: LeftCounts) {
        self.entries.retain(|entry| entry.id != *id);
        self.lay_out(counts);
    }

    /// The place of a row's entry. Which reason it came in for is not known, so each is tried.
    fn find(&self, row: EntryIx, gate: &GateTally, board: &Board) -> Option<usize> {
        let Some(member) = board.at(row).membership(gate.order) else {
            // It is not looked at any more, and keeps its place all the same.
            return self.entries.iter().position(|entry| entry.row == row);
        };
        (0..LeftReason::RANKS).find_map(|rank| {
            let key = (member.weight, member.stream, rank, row);
            self.entries.binary_search_by_key(&key, |entry| entry.key).ok()
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::fixture::{Packing, Said, TODAY};
    use crate::domain::gate;
    use crate::journal::record::Status;
    use crate::pack::model::Level;

    const ITEMS: [&str; 6] =
        ["analyze/one", "analyze/two", "analyze/three", "analyze/four", "analyze/five", "analyze/six"];

    fn shown(list: &ReviewList) -> Vec<(String, Option<LeftReason>)> {
        let entries = (0..list.len()).filter_map(|line| list.entry_at(line));
        let mut shown: Vec<_> = entries.map(|entry| (entry.id.to_string(), entry.why.clone())).collect();
        shown.sort_by(|one, other| one.0.cmp(&other.0));
        shown
    }

    proptest! {
        #[test]
        fn one_answer_after_the_other_comes_to_what_a_look_at_everything_has(
            steps in prop::collection::vec((0..ITEMS.len(), 0..4_usize), 1..12),
        ) {
            let mut packing = Packing::new(&[&["arch/tenant"]]);
            for (at, id) in ITEMS.iter().enumerate() {
                let level = [Level::Must, Level::Should, Level::Could][at % 3];
                packing = packing.item(id, level, "arch", &["arch/tenant"]);
            }
            let pack = packing.milestone("p1/demo", &["arch"], &[], &["analyze"]).pack();
            let id = "b2c/p1/demo".into();
            let mut said = Said::new();
            let mut board = Board::new(&pack, &said.answers, TODAY);
            let look = |board: &Board| {
                let gate = gate::look(board, &id).unwrap();
                ReviewList::new(gate.left, &ReviewList::default(), &|_| false, gate.count, board)
            };
            let mut list = look(&board);
            for (item, status) in steps {
                let status = [Status::Done, Status::Doing, Status::Todo, Status::Na][status];
                said = said.answer(&pack, ITEMS[item], status);
                let entry = EntryId::new(ITEMS[item]);
                board.refresh(&said.answers, &entry);
                let tally = board.gate(&id).unwrap();
                list.refresh(&entry, &|_| false, tally, &board);
                list.lay_out(tally.count);
                prop_assert_eq!(shown(&list), shown(&look(&board)));
                prop_assert_eq!(list.len(), look(&board).len());
                for line in 0..list.len() {
                    if let Some(entry) = list.entry_at(line) {
                        prop_assert_eq!(list.line_of(&entry.id, tally, &board), Some(line));
                    }
                }
                let fresh = Board::new(&pack, &said.answers, TODAY);
                let owners = |board: &Board| board.gates.iter().map(|gate| gate.nobodys).collect::<Vec<_>>();
                prop_assert_eq!(owners(&board), owners(&fresh));
                prop_assert_eq!(board.said().count(), fresh.said().count());
            }
        }
    }
}
