//! The end of a session: what was saved, what was not, and what the file has lost.

use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

use super::behind::{Behind, loss};
use super::{Session, SessionSaveState, Store};
use crate::journal::damage::Loss;
use crate::journal::error::JournalError;
use crate::journal::memory::{Memory, Read};
use crate::journal::writer::WriteOutcome;

/// What was left when a session ended.
#[derive(Debug, Default)]
pub struct Closed {
    /// So many new changes are not saved.
    pub unsaved: usize,
    /// Why not everything is on the disk, if that is known.
    pub reason: Option<Arc<JournalError>>,
    /// What was saved and is not in the file any more.
    pub loss: Option<Loss>,
}

impl Closed {
    /// Whether everything is on the disk.
    pub fn is_saved(&self) -> bool {
        self.unsaved == 0 && self.reason.is_none() && self.loss.is_none()
    }
}

impl Session {
    /// Ends the session: waits at most so long until everything is saved. What comes after it is kept in memory alone.
    pub fn close(&mut self, wait: Duration) -> Closed {
        let Session { staged, store, gone } = self;
        let nowhere = Store::Memory(Memory::default(), Read::default());
        let Store::Writer(behind) = std::mem::replace(store, nowhere) else { return Closed::default() };
        let Behind { path, reports, commands, saving, verdict, .. } = *behind;
        // The writer ends when nobody can give it commands any more; by then it has looked at the file and tried to save.
        drop(commands);
        let until = Instant::now() + wait;
        let mut lost = verdict.gone;
        // Until it has said so, not everything is on the disk.
        let late = || Some(Arc::new(JournalError::Late { path: path.clone(), waited: wait }));
        let mut reason = match saving {
            SessionSaveState::NotSaved(error) => Some(error),
            SessionSaveState::Saving => late(),
            SessionSaveState::Saved(_) => None,
        };
        loop {
            match reports.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(WriteOutcome::Saved(lines)) => {
                    staged.settle(lines);
                    reason = None;
                }
                Ok(WriteOutcome::SavedAs(new)) => {
                    staged.settle(new.saved);
                    (reason, lost, *gone) = (None, 0, None);
                }
                Ok(WriteOutcome::Failed(error)) => reason = Some(Arc::new(error)),
                Ok(WriteOutcome::News(_, verdict)) => lost = verdict.gone,
                Ok(WriteOutcome::Sight(error)) => *gone = error.and_then(|error| error.gone()),
                Ok(WriteOutcome::NotSavedAs(_)) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Closed { unsaved: staged.unsaved(), reason, loss: loss(staged, *gone, lost) }
    }
}
