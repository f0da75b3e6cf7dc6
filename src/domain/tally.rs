//! Counts of entries. Every entry that applies is counted once, as settled or open.

use super::standing::Standing;
use crate::journal::record::Status;

/// How many entries stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub todo: u32,
    pub doing: u32,
    pub blocked: u32,
    pub done: u32,
    pub waived: u32,
    pub na: u32,
    /// Of the settled ones, those that are worded differently since.
    pub look_again: u32,
}

impl Tally {
    /// How many entries there are.
    pub fn total(self) -> u32 {
        self.settled() + self.open()
    }

    /// How many are done, waived or not applicable.
    pub fn settled(self) -> u32 {
        self.done + self.waived + self.na
    }

    /// How many are not settled.
    pub fn open(self) -> u32 {
        self.todo + self.doing + self.blocked
    }

    /// Whether nobody has begun: nothing settled, in progress or blocked.
    pub fn is_untouched(self) -> bool {
        self.total() == self.todo
    }

    /// Counts one entry more.
    pub fn add(&mut self, standing: &Standing) {
        *self.part(standing.status) += 1;
        self.look_again += u32::from(standing.look_again);
    }

    /// Counts one entry less; it must have been added with this standing.
    pub fn remove(&mut self, standing: &Standing) {
        *self.part(standing.status) -= 1;
        self.look_again -= u32::from(standing.look_again);
    }

    /// Adds the counts of another group.
    pub fn join(&mut self, other: Tally) {
        self.todo += other.todo;
        self.doing += other.doing;
        self.blocked += other.blocked;
        self.done += other.done;
        self.waived += other.waived;
        self.na += other.na;
        self.look_again += other.look_again;
    }

    /// `14 of 22 settled (11 done, 1 waived, 2 n/a), 8 open`.
    pub fn sentence(self) -> String {
        let parts: Vec<String> = [(self.done, "done"), (self.waived, "waived"), (self.na, "n/a")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        format!("{} of {} settled{parts}, {} open", self.settled(), self.total(), self.open())
    }

    fn part(&mut self, status: Status) -> &mut u32 {
        match status {
            Status::Todo => &mut self.todo,
            Status::Doing => &mut self.doing,
            Status::Blocked => &mut self.blocked,
            Status::Done => &mut self.done,
            Status::Waived => &mut self.waived,
            Status::Na => &mut self.na,
        }
    }
}
