//! A journal whose file another thread writes to.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError};

use super::{SessionEvent, SessionSaveState};
use crate::journal::append::FileChange;
use crate::journal::damage::{FileCheck, InPlace, Loss};
use crate::journal::error::JournalError;
use crate::journal::record::{Header, Record};
use crate::journal::staged::PendingFold;
use crate::journal::writer::{WriteOutcome, WriteRequest};

/// A file that another thread writes to.
pub(super) struct Behind {
    pub(super) path: PathBuf,
    pub(super) header: Option<Header>,
    pub(super) verdict: FileCheck,
    pub(super) saving: SessionSaveState,
    /// Whether the writer was told to write what the file has lost, and has not said that it is done.
    pub(super) owes: bool,
    pub(super) commands: Sender<WriteRequest>,
    pub(super) reports: Receiver<WriteOutcome>,
}

impl Behind {
    /// Takes in all that the writer has reported.
    pub(super) fn drain(&mut self, staged: &mut PendingFold, events: &mut Vec<SessionEvent>) {
        loop {
            match self.reports.try_recv() {
                Ok(report) => events.extend(self.take_in(report, staged)),
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => {
                    if staged.unsaved() > 0 && !matches!(self.saving, SessionSaveState::NotSaved(_)) {
                        events.push(self.stopped());
                    }
                    return;
                }
            }
        }
    }

    pub(super) fn hand_on(&mut self, records: &[Record]) {
        if records.is_empty() {
            return;
        }
        if !matches!(self.saving, SessionSaveState::NotSaved(_)) {
            self.saving = SessionSaveState::Saving;
        }
        if self.commands.send(WriteRequest::Append(records.to_vec())).is_err() {
            self.stopped();
        }
    }

    fn take_in(&mut self, report: WriteOutcome, staged: &mut PendingFold) -> Option<SessionEvent> {
        match report {
            WriteOutcome::News(news, verdict) => {
                self.verdict = *verdict;
                let event = event(staged, news);
                if matches!(self.saving, SessionSaveState::Saved(_)) {
                    self.saving = saved(staged);
                }
                event
            }
            WriteOutcome::Saved(lines) => {
                self.owes = false;
                staged.settle(lines);
                self.saving = if staged.unsaved() == 0 { saved(staged) } else { SessionSaveState::Saving };
                Some(SessionEvent::Saved)
            }
            WriteOutcome::Failed(error) => {
                let error = Arc::new(error);
                self.saving = SessionSaveState::NotSaved(error.clone());
                Some(SessionEvent::NotSaved(error))
            }
            WriteOutcome::Sight(Some(error)) => Some(SessionEvent::OutOfSight(Arc::new(error))),
            WriteOutcome::Sight(None) => Some(SessionEvent::InSight),
            WriteOutcome::SavedAs(new) => {
                self.owes = false;
                (self.path, self.header, self.verdict) = (new.path, new.header, new.verdict);
                // What waited has its lines now, so that they are not there twice.
                staged.settle(new.saved);
                staged.take_in(new.lines);
                self.saving = if staged.unsaved() == 0 { saved(staged) } else { SessionSaveState::Saving };
                Some(SessionEvent::SavedAs)
            }
            WriteOutcome::NotSavedAs(error) => Some(SessionEvent::NotSavedAs(Arc::new(error))),
        }
    }

    pub(super) fn stopped(&mut self) -> SessionEvent {
        let error = Arc::new(JournalError::Stopped { path: self.path.clone() });
        self.saving = SessionSaveState::NotSaved(error.clone());
        SessionEvent::NotSaved(error)
    }
}

/// Takes in what was read, and returns what there is to say about it.
pub(super) fn event(staged: &mut PendingFold, news: FileChange) -> Option<SessionEvent> {
    let is_anew = matches!(news, FileChange::Anew(_) | FileChange::Shorter(_));
    let records = staged.take_in(news);
    match (is_anew, records.is_empty()) {
        (true, _) => Some(SessionEvent::Anew),
        (false, true) => None,
        (false, false) => Some(SessionEvent::Others(records)),
    }
}

pub(super) fn saved(staged: &PendingFold) -> SessionSaveState {
    SessionSaveState::Saved(staged.fold.records().next_back().map(|record| record.at))
}

/// What is lost of a file that is gone, or that has lost so many changes.
pub(super) fn loss(staged: &PendingFold, gone: Option<InPlace>, lost: usize) -> Option<Loss> {
    if let Some(place) = gone {
        return Some(Loss::File(staged.saved(), place));
    }
    (lost > 0).then_some(Loss::Changes(lost))
}
