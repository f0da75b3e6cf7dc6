//! The fold with changes that are shown and not saved yet.
//!
//! A change counts as soon as it is made, under a provisional name that comes after every line of the file. When
//! it is saved, its line takes its place.

use std::sync::Arc;

use jiff::Timestamp;

use super::answers::Wording;
use super::append::FileChange;
use super::error::{JournalError, check_texts};
use super::fold::Fold;
use super::fold::compose::RecordDraft;
use super::line::JournalLine;
use super::names::ProvisionalIds;
use super::record::{Change, Record, RunId, Seq};
use crate::pack::model::EntryId;
use crate::text::Text;

/// Looks up how the pack words an entry now.
pub type Wordings<'a> = &'a dyn Fn(&EntryId) -> Option<Wording>;

/// What was saved and what waits.
#[derive(Debug)]
pub(super) struct PendingFold {
    pub(super) fold: Fold,
    pub(super) by: Text,
    pub(super) names: ProvisionalIds,
    waiting: Vec<Record>,
    made: u64,
    pub(super) run: RunId,
}

impl PendingFold {
    pub(super) fn new(by: &Text, run: RunId) -> PendingFold {
        PendingFold {
            fold: Fold::default(),
            by: Text::line(by),
            names: ProvisionalIds::default(),
            waiting: Vec::new(),
            made: 0,
            run,
        }
    }

    /// Folds changes in and returns their records, with the words that an answer is the first to use.
    pub(super) fn stage(
        &mut self,
        drafts: Vec<RecordDraft>,
        at: Timestamp,
        wordings: Wordings<'_>,
    ) -> Result<Vec<Record>, JournalError> {
        let mut records: Vec<Record> = Vec::new();
        for draft in drafts {
            let words = self.words_for(&draft.change, wordings);
            for draft in words.into_iter().map(RecordDraft::from).chain([draft]) {
                let name = Seq::provisional(self.made, self.run);
                let record = self.fold.compose(draft, name, &self.by, at);
                let line = JournalLine::of(record.clone());
                if let Err(error) = check_texts(&line) {
                    self.drop(&records);
                    return Err(error);
                }
                self.made += 1;
                self.fold.insert(line);
                self.waiting.push(record.clone());
                records.push(record);
            }
        }
        Ok(records)
    }

    /// Takes changes out again that nobody is going to save.
    pub(super) fn drop(&mut self, records: &[Record]) {
        for record in records.iter().rev() {
            self.fold.remove(record.seq());
            self.waiting.retain(|waiting| waiting.seq() != record.seq());
        }
    }

    /// Lets saved lines take the place of the changes that waited.
    pub(super) fn settle(&mut self, saved: Vec<(Seq, JournalLine)>) {
        for (provisional, line) in saved {
            self.names.learn(provisional, line.seq());
            self.waiting.retain(|waiting| waiting.seq() != provisional);
            self.fold.remove(provisional);
            self.fold.insert(line);
        }
        for at in 0..self.waiting.len() {
            let Some(waiting) = self.waiting.get_mut(at) else { break };
            let right = self.names.put_right(waiting.clone());
            if right != *waiting {
                waiting.clone_from(&right);
                self.fold.remove(right.seq());
                self.fold.insert(JournalLine::of(right));
            }
        }
    }

    /// Takes in what others wrote; returns their records.
    pub(super) fn take_in(&mut self, news: FileChange) -> Vec<Arc<Record>> {
        match news {
            FileChange::None => Vec::new(),
            // What the program has read it still knows, until somebody decides otherwise.
            FileChange::Grown(lines) | FileChange::Shorter(lines) => {
                if self.fold.is_empty() {
                    let records = lines.iter().map(|line| Arc::clone(&line.record)).collect();
                    self.fold.extend(lines);
                    return records;
                }
                let mut records = Vec::new();
                for line in lines {
                    let record = line.record.clone();
                    if self.fold.insert(line) {
                        records.push(record);
                    }
                }
                records
            }
            FileChange::Anew(lines) => {
                let waiting = self.waiting.iter().cloned().map(JournalLine::of);
                self.fold = self.fold.anew(lines.into_iter().chain(waiting));
                Vec::new()
            }
        }
    }

    /// The number of changes that were in the file.
    pub(super) fn saved(&self) -> usize {
        self.fold.len().saturating_sub(self.waiting.len())
    }

    /// The number of changes that wait to be saved; words and looks are a part of the answer that they are for.
    pub(super) fn unsaved(&self) -> usize {
        let is_aside = |change: &Change| matches!(change, Change::Words { .. } | Change::Look(_));
        self.waiting.iter().filter(|record| !is_aside(&record.change)).count()
    }

    fn words_for(&self, change: &Change, wordings: Wordings<'_>) -> Vec<Change> {
        let mut words: Vec<Change> = Vec::new();
        for (_, part) in change.parts(None) {
            let Change::Status { id, words: digest, .. } = part else { continue };
            if self.fold.answers().wording(id, *digest).is_some() {
                continue;
            }
            let Some(wording) = wordings(id).filter(|wording| wording.digest() == *digest) else { continue };
            let Wording { title, done_when } = wording;
            let change = Change::Words { id: id.clone(), digest: *digest, title, done_when };
            if !words.contains(&change) {
                words.push(change);
            }
        }
        words
    }
}
