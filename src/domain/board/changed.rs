//! What a change means for the board: whether it moves entries from count to count, or lays everything out anew.

use std::sync::Arc;

use super::Board;
use crate::domain::moment::Today;
use crate::journal::answers::Answers;
use crate::journal::record::{Change, Record};
use crate::pack::model::{EntryId, Pack};

/// What has changed on a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    Nothing,
    /// These entries stand where they stand now.
    Entries(Vec<EntryId>),
    /// Anything may be different: another set of entries applies, or another day.
    Everything,
}

impl Changed {
    /// The effect of changes that this program has made.
    pub fn by_own<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Changed {
        let mut entries = Vec::new();
        for change in changes {
            if change.parts(None).any(|(_, part)| lays_out(part)) {
                return Changed::Everything;
            }
            entries.extend(change.entries().into_iter().cloned());
        }
        Changed::of(entries)
    }

    /// The effect of records that others have written.
    pub fn by_others<'a>(records: impl IntoIterator<Item = &'a Record>) -> Changed {
        let mut entries = Vec::new();
        for record in records {
            let ids = record.change.entries();
            // What is about no entry may change which entries apply; an undo may concern such a change.
            if ids.is_empty() || record.change.parts(None).any(|(_, part)| lays_out(part)) {
                return Changed::Everything;
            }
            entries.extend(ids.into_iter().cloned());
        }
        Changed::of(entries)
    }

    pub fn and(self, other: Changed) -> Changed {
        match (self, other) {
            (Changed::Everything, _) | (_, Changed::Everything) => Changed::Everything,
            (Changed::Nothing, one) | (one, Changed::Nothing) => one,
            (Changed::Entries(mut ids), Changed::Entries(more)) => {
                ids.extend(more);
                Changed::Entries(ids)
            }
        }
    }

    fn of(entries: Vec<EntryId>) -> Changed {
        if entries.is_empty() { Changed::Nothing } else { Changed::Entries(entries) }
    }
}

fn lays_out(change: &Change) -> bool {
    // The other removed things are captures, which no board lays out.
    if let Change::Removed(id) = change {
        return id.contains('/');
    }
    // A review decides whether its milestone is passed, and with that what was waived until it is open. A look may
    // stand against any answer.
    matches!(
        change,
        Change::Scenario { .. }
            | Change::Question { .. }
            | Change::LeftSo { .. }
            | Change::Item { .. }
            | Change::Review(_)
            | Change::Look(_)
    )
}

impl Board {
    /// Brings the board in line with what the answers have taken in.
    pub fn follow(&mut self, pack: &Arc<Pack>, answers: &Answers, changed: &Changed) {
        match changed {
            Changed::Nothing => {}
            Changed::Entries(ids) => ids.iter().for_each(|id| self.refresh(answers, id)),
            Changed::Everything => {
                *self = Board::new(pack, answers, Today { day: self.today, zone: self.zone.clone() });
            }
        }
    }
}
