//! Lines in memory, for a look around and for tests: a journal without a file.
//!
//! What is cloned is the handle. Sessions that share it see each other's lines as those that share a file do.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::append::FileChange;
use super::line::JournalLine;
use super::names::ProvisionalIds;
use super::record::{Record, RunId, Seq};

/// A journal's lines that are kept nowhere else.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    lines: Vec<JournalLine>,
    /// How often other lines have taken the place of all lines.
    replaced: u64,
}

/// What one session has read: how many lines, and of which of the files that memory stood for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Read {
    lines: usize,
    replaced: u64,
}

impl Memory {
    /// Memory that holds these lines.
    pub fn of(lines: impl IntoIterator<Item = JournalLine>) -> Memory {
        let memory = Memory::default();
        memory.kept().lines.extend(lines);
        memory
    }

    /// Adds a line, as a merge does, without regard to what anybody has seen.
    pub fn add(&self, line: JournalLine) {
        self.kept().lines.push(line);
    }

    /// Puts other lines in the place of all lines, as somebody does who replaces a file.
    pub fn replace(&self, lines: impl IntoIterator<Item = JournalLine>) {
        let mut kept = self.kept();
        kept.lines = lines.into_iter().collect();
        kept.replaced += 1;
    }

    /// What a session has not read yet.
    pub(super) fn news(&self, read: &mut Read) -> FileChange {
        self.kept().news(read)
    }

    /// Keeps records as lines. Returns what the session had not read before, and then these with the provisional
    /// names of the records.
    pub(super) fn append(
        &self,
        records: &[Record],
        run: RunId,
        names: &mut ProvisionalIds,
        read: &mut Read,
    ) -> (FileChange, Vec<(Seq, JournalLine)>) {
        let mut kept = self.kept();
        let news = kept.news(read);
        let highest = kept.lines.iter().map(|line| line.record.n).max().unwrap_or_default();
        let mut saved = Vec::new();
        for (n, record) in (highest + 1..).zip(records) {
            let line = JournalLine::of(names.give(record.clone(), Seq(n, run)));
            kept.lines.push(line.clone());
            saved.push((record.seq(), line));
        }
        read.lines = kept.lines.len();
        (news, saved)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Lines are only ever added whole, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn news(&self, read: &mut Read) -> FileChange {
        let is_anew = read.replaced != self.replaced;
        let known = if is_anew { 0 } else { read.lines };
        let lines = self.lines.get(known..).unwrap_or_default().to_vec();
        *read = Read { lines: self.lines.len(), replaced: self.replaced };
        match (is_anew, lines.is_empty()) {
            (true, _) => FileChange::Anew(lines),
            (false, true) => FileChange::None,
            (false, false) => FileChange::Grown(lines),
        }
    }
}
