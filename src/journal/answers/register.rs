//! All writes of one field: the value that holds, and the other one while people have to decide between two.

use jiff::Timestamp;

use crate::journal::record::Seq;
use crate::text::Text;

/// One value that was written to a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Write<T> {
    pub value: T,
    pub seq: Seq,
    pub by: Text,
    pub at: Timestamp,
    /// The write that this one replaced, as its writer saw it.
    pub over: Option<Seq>,
    /// The workshop in which it was written.
    pub workshop: Option<Seq>,
    /// Whether it holds, that is, has not been undone.
    pub live: bool,
}

/// All writes of one field, in the order of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Register<T> {
    pub(in crate::journal) writes: Vec<Write<T>>,
    /// The lines that took the value away.
    removals: Vec<Removal>,
}

/// A line that took a value away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    pub seq: Seq,
    pub by: Text,
    pub at: Timestamp,
    /// Whether it holds, that is, has not been undone.
    pub live: bool,
}

impl<T> Default for Register<T> {
    fn default() -> Register<T> {
        Register { writes: Vec::new(), removals: Vec::new() }
    }
}

impl<T> Register<T> {
    /// Puts a write where it belongs in order; of two from one line, the later part comes last.
    pub(in crate::journal) fn put(&mut self, write: Write<T>) {
        let at = self.writes.partition_point(|other| other.seq <= write.seq);
        self.writes.insert(at, write);
    }

    /// Takes out what a line wrote.
    pub(in crate::journal) fn take(&mut self, seq: Seq) {
        let range = self.of_line(seq);
        self.writes.drain(range);
        self.removals.retain(|removal| removal.seq != seq);
    }

    /// Takes the value away: from this line on there is none, until one is written again.
    pub(in crate::journal) fn put_away(&mut self, removal: Removal) {
        let at = self.removals.partition_point(|other| other.seq <= removal.seq);
        self.removals.insert(at, removal);
    }

    /// Says of what a line wrote whether it holds.
    pub(in crate::journal) fn mark(&mut self, seq: Seq, live: bool) {
        let range = self.of_line(seq);
        for write in self.writes.get_mut(range).into_iter().flatten() {
            write.live = live;
        }
        for removal in self.removals.iter_mut().filter(|removal| removal.seq == seq) {
            removal.live = live;
        }
    }

    fn of_line(&self, seq: Seq) -> std::ops::Range<usize> {
        let from = self.writes.partition_point(|write| write.seq < seq);
        from..self.writes.partition_point(|write| write.seq <= seq)
    }

    /// The field as it was after a line; before the first one if that is `None`.
    #[must_use]
    pub fn as_of(&self, line: Option<Seq>) -> Register<T>
    where
        T: Clone,
    {
        let is_before = |seq: Seq| line.is_some_and(|line| seq <= line);
        Register {
            writes: self.writes.iter().filter(|write| is_before(write.seq)).cloned().collect(),
            removals: self.removals.iter().filter(|removal| is_before(removal.seq)).cloned().collect(),
        }
    }

    /// Whether a line wrote it.
    pub fn has(&self, line: Seq) -> bool {
        !self.of_line(line).is_empty()
    }

    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.removals.is_empty()
    }

    /// The line of the first write, also if it was undone.
    pub fn first(&self) -> Option<Seq> {
        self.writes.first().map(|write| write.seq)
    }

    /// The writes may come in any order.
    pub fn of(mut writes: Vec<Write<T>>) -> Register<T> {
        writes.sort_by_key(|write| write.seq);
        Register { writes, removals: Vec::new() }
    }
}

/// What a field may hold.
pub trait FieldValue: PartialEq {
    /// Whether this value gives way to one that was written apart from it, without anybody having to decide. Of two
    /// that give way to each other the later in order counts.
    fn yields_to(&self, other: &Self) -> bool {
        self == other
    }
}

impl<T: FieldValue> Register<T> {
    /// The write that holds: the last in order that was not undone, or one that it yields to; `None` if the value was
    /// removed since.
    pub fn now(&self) -> Option<&Write<T>> {
        let last = self.writes.iter().rev().find(|write| write.live)?;
        let is_there = self.removals.iter().all(|removal| !removal.live || removal.seq < last.seq);
        let stronger = |now, other| if is_stronger(other, now) { other } else { now };
        is_there.then(|| self.apart_from(last).fold(last, stronger))
    }

    /// The line that took the value away, if it is gone.
    pub fn removed(&self) -> Option<&Removal> {
        self.removals.iter().rev().find(|removal| removal.live).filter(|_| self.now().is_none())
    }

    pub fn value(&self) -> Option<&T> {
        self.now().map(|write| &write.value)
    }

    /// The other one of two independent answers: a live write that replaced the same one as the write that holds, with
    /// another value.
    pub fn rival(&self) -> Option<&Write<T>> {
        let now = self.now()?;
        self.apart_from(now).find(|other| !other.value.yields_to(&now.value))
    }

    /// The live writes that replaced the same one as `write`, the last first.
    fn apart_from<'a>(&'a self, write: &Write<T>) -> impl Iterator<Item = &'a Write<T>> {
        let (seq, over) = (write.seq, write.over);
        self.writes.iter().rev().filter(move |other| other.live && other.seq != seq && other.over == over)
    }

    /// Oldest first, with those that were undone.
    pub fn writes(&self) -> &[Write<T>] {
        &self.writes
    }
}

fn is_stronger<T: FieldValue>(one: &Write<T>, other: &Write<T>) -> bool {
    other.value.yields_to(&one.value) && !one.value.yields_to(&other.value)
}
