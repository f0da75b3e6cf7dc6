//! From the provisional names of changes to the names of their lines.
//!
//! A change is shown before it is saved, and the next one may already name it: as what it replaces, as the workshop
//! it belongs to, as what it undoes. Numbers are given under the lock, so such names are put right then.

use std::collections::HashMap;

use super::record::{Change, Record, Seq};

/// The names that provisional ones have become.
#[derive(Debug, Clone, Default)]
pub struct ProvisionalIds {
    given: HashMap<Seq, Seq>,
}

impl ProvisionalIds {
    /// Gives a record its name, and puts right the names it speaks of.
    pub fn give(&mut self, record: Record, name: Seq) -> Record {
        if record.seq().is_provisional() {
            self.given.insert(record.seq(), name);
        }
        Record { n: name.0, w: name.1, ..self.put_right(record) }
    }

    /// Notes the name that a provisional one has become.
    pub fn learn(&mut self, provisional: Seq, name: Seq) {
        self.given.insert(provisional, name);
    }

    /// Takes a name back that was given in vain.
    pub fn forget(&mut self, provisional: Seq) {
        self.given.remove(&provisional);
    }

    /// The name that `seq` has by now.
    pub fn now(&self, seq: Seq) -> Seq {
        self.given.get(&seq).copied().unwrap_or(seq)
    }

    /// The record with every name it speaks of as it is by now. A name stays provisional if its change
    /// has not been given one.
    pub fn put_right(&self, mut record: Record) -> Record {
        let right = |seq: Option<Seq>| seq.map(|seq| self.now(seq));
        record.s = right(record.s);
        record.over = right(record.over);
        match &mut record.change {
            Change::Many(parts) => parts.iter_mut().for_each(|part| part.over = right(part.over)),
            Change::Undo(n, run) | Change::Redo(n, run) => {
                (*n, *run) = {
                    let Seq(number, writer) = self.now(Seq(*n, *run));
                    (number, writer)
                }
            }
            Change::Open { prepared, .. } => *prepared = right(*prepared),
            _ => {}
        }
        record
    }
}
