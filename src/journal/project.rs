//! A journal and what its lines come to, for whoever can wait until a change is saved: commands.
//!
//! The screens cannot wait; they turn this into a `session`.

use std::path::Path;

use jiff::Timestamp;

use super::answers::Answers;
use super::append::Journal;
use super::error::JournalError;
use super::fold::Fold;
use super::fold::compose::Draft;
use super::line::Line;
use super::record::{Change, Header, Record, Run, Seq};
use super::staged::{Staged, Wordings};
use super::undo::{Step, UndoError, redo, undo};
use crate::text::Text;

/// A journal that is open, and its answers.
pub struct Project {
    pub(super) journal: Journal,
    pub(super) staged: Staged,
}

impl Project {
    /// Opens a file for the person `by`. `run` is 64 random bits of this running program.
    pub fn open(path: &Path, run: Run, by: &Text) -> Result<Project, JournalError> {
        Ok(Project::of(Journal::open(path, run)?, by))
    }

    /// Makes a new file with these first changes. Never writes over a file.
    pub fn create(
        path: &Path,
        header: &Header,
        run: Run,
        by: &Text,
        changes: impl IntoIterator<Item = Change>,
        at: Timestamp,
    ) -> Result<Project, JournalError> {
        let mut staged = Staged::new(by, run);
        let drafts = changes.into_iter().map(Draft::from).collect();
        let records = staged.stage(drafts, at, &|_| None)?;
        Ok(Project::of(Journal::create(path, header, run, records)?, by))
    }

    /// Takes over a journal that is open.
    pub fn of(mut journal: Journal, by: &Text) -> Project {
        let mut staged = Staged::new(by, journal.run());
        staged.take_in(journal.take_news());
        Project { journal, staged }
    }

    /// Returns the file.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Returns the lines and what they come to.
    pub fn fold(&self) -> &Fold {
        &self.staged.fold
    }

    /// Returns what the lines come to.
    pub fn answers(&self) -> &Answers {
        self.staged.fold.answers()
    }

    /// Returns who makes the changes.
    pub fn by(&self) -> &Text {
        &self.staged.by
    }

    /// Brings to the disk what was found in the file, before it counts as saved.
    pub fn settle(&mut self) -> Result<(), JournalError> {
        let settled = self.journal.settle();
        self.staged.take_in(self.journal.take_news());
        settled
    }

    /// Reads what others have written; returns their new records, none where the whole file was read anew.
    pub fn refresh(&mut self) -> Result<Vec<Record>, JournalError> {
        let looked = self.journal.refresh();
        let records = self.staged.take_in(self.journal.take_news());
        looked.map(|()| records)
    }

    /// Makes changes, each a line of its own, and returns their lines once they are saved. After an error none of
    /// them counts.
    pub fn apply<D: Into<Draft>>(
        &mut self,
        changes: impl IntoIterator<Item = D>,
        at: Timestamp,
        wordings: Wordings<'_>,
    ) -> Result<Vec<Line>, JournalError> {
        let drafts = changes.into_iter().map(Into::into).collect();
        let records = self.staged.stage(drafts, at, wordings)?;
        let saved = match self.journal.apply(&records) {
            // The system takes what it could not bring to the disk for done: it has to be written once more.
            Err(JournalError::Sync { .. }) => self.journal.retry(),
            saved => saved,
        };
        self.staged.take_in(self.journal.take_news());
        match saved {
            Ok(saved) => {
                let is_ours = |name: &Seq| records.iter().any(|record| record.seq() == *name);
                let ours = saved.iter().filter(|(name, _)| is_ours(name));
                let ours = ours.map(|(_, line)| line.clone()).collect();
                self.staged.settle(saved);
                Ok(ours)
            }
            Err(error) => {
                self.staged.drop(&records);
                Err(error)
            }
        }
    }

    /// Takes back the newest change of this person, and returns what it was.
    pub fn undo(&mut self, at: Timestamp) -> Result<Step, UndoError> {
        let step = undo(self.fold(), &self.staged.by)?;
        self.apply([step.change()], at, &|_| None)?;
        Ok(step)
    }

    /// Brings back what this person took back last, and returns what it is.
    pub fn redo(&mut self, at: Timestamp) -> Result<Step, UndoError> {
        let step = redo(self.fold(), &self.staged.by)?;
        self.apply([step.change()], at, &|_| None)?;
        Ok(step)
    }

    /// Returns the name that a change has by now.
    pub fn name(&self, seq: Seq) -> Seq {
        self.staged.names.now(seq)
    }
}
