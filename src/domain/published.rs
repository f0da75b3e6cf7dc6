//! The rows of the lists that somebody published, and the entry of the project that stands for each. Pure.

use std::collections::HashMap;

use super::board::{Board, Entry, EntryIx};
use crate::pack::model::published::{Published, PublishedRow};
use crate::text::counted;

/// A published row with the entry that stands for it.
#[derive(Debug, Clone, Copy)]
pub struct RowWithEntry<'a> {
    pub row: &'a PublishedRow,
    /// `None` if no item of the project's lists has its code.
    pub entry: Option<EntryIx>,
}

impl<'a> RowWithEntry<'a> {
    pub fn of(self, board: &'a Board) -> Option<&'a Entry> {
        self.entry.map(|ix| board.at(ix))
    }
}

/// All rows in the publisher's order; empty if the pack has no published lists.
pub fn rows(board: &Board) -> Vec<RowWithEntry<'_>> {
    let Some(published) = &board.pack.published else { return Vec::new() };
    let mut by_code: HashMap<&str, EntryIx> = HashMap::new();
    for item in board.pack.items() {
        if let Some(ix) = board.find(&item.id) {
            by_code.extend(item.codes.iter().map(|code| (code.as_str(), ix)));
        }
    }
    let of = |row| RowWithEntry { row, entry: by_code.get(row.code.as_str()).copied() };
    published.rows.iter().map(of).collect()
}

/// How many rows there are, how many of them apply to the project, and how many of those are settled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    pub all: usize,
    pub apply: usize,
    pub settled: usize,
}

impl RowCounts {
    pub fn of(board: &Board, rows: &[RowWithEntry<'_>]) -> RowCounts {
        let applying = rows.iter().filter_map(|row| row.of(board)).filter(|entry| entry.applies.is_yes());
        let settled = applying.clone().filter(|entry| entry.standing.is_settled());
        RowCounts { all: rows.len(), apply: applying.clone().count(), settled: settled.count() }
    }

    /// `24 of 64 settled, 12 do not apply`
    pub fn phrase(self) -> String {
        let settled = format!("{} of {} settled", self.settled, self.apply);
        match self.all - self.apply {
            0 => settled,
            others => format!("{settled}, {}", counted(others, "does not apply", "do not apply")),
        }
    }
}

/// `Published rows of Auth0, edition August 2026`
pub fn heading(published: &Published) -> String {
    format!("Published rows of {}, edition {}", published.publisher, published.edition)
}
