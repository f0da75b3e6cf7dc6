//! Names of lines in the order of the journal.

use crate::journal::record::Seq;

/// Some lines. To add one that comes after all others, as nearly every line does, costs nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Seqs(Vec<Seq>);

impl Seqs {
    pub(super) fn insert(&mut self, seq: Seq) {
        if self.0.last().is_none_or(|last| *last < seq) {
            self.0.push(seq);
        } else if let Err(at) = self.0.binary_search(&seq) {
            self.0.insert(at, seq);
        }
    }

    pub(super) fn remove(&mut self, seq: Seq) {
        if let Ok(at) = self.0.binary_search(&seq) {
            self.0.remove(at);
        }
    }

    /// The last one first.
    pub(super) fn newest(&self) -> impl Iterator<Item = Seq> {
        self.0.iter().rev().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::record::RunId;

    #[test]
    fn they_stay_in_order_and_each_is_there_once() {
        let mut seqs = Seqs::default();
        let seq = |n| Seq(n, RunId(1));
        for n in [2, 5, 3, 5, 1, 9] {
            seqs.insert(seq(n));
        }
        seqs.remove(seq(3));
        seqs.remove(seq(4));
        assert_eq!(seqs.newest().collect::<Vec<_>>(), [9, 5, 2, 1].map(seq));
    }
}
