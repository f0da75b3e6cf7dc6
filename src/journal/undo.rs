//! What *undo* and *redo* take: chosen from the lines, so that it works after a restart.
//!
//! Undo takes the newest change of the same person that holds; what cannot be undone is named and never passed
//! over. Redo brings back what that person took back last,
//! until they change something. Both are refused if a later change stands over the same field. Pure.

use thiserror::Error;

use super::error::JournalError;
use super::fold::Fold;
use super::record::{Change, Record, Seq};
use crate::pack::model::EntryId;
use crate::text::Text;

/// One step back or forth.
#[derive(Debug, Clone, PartialEq)]
pub enum UndoStep {
    /// This record is undone.
    Back(Record),
    /// This record is redone.
    Forth(Record),
}

impl UndoStep {
    /// The record that is undone or redone.
    pub fn record(&self) -> &Record {
        match self {
            UndoStep::Back(record) | UndoStep::Forth(record) => record,
        }
    }

    /// The change that does it.
    pub fn change(&self) -> Change {
        let Seq(n, run) = self.record().seq();
        match self {
            UndoStep::Back(_) => Change::Undo(n, run),
            UndoStep::Forth(_) => Change::Redo(n, run),
        }
    }
}

/// What was undone, or redone.
#[derive(Debug, Clone, PartialEq)]
pub enum Undone {
    Change(Box<Record>),
    /// The private note at this entry. Its words are not repeated.
    PrivateNote(EntryId),
}

/// Why there is no step.
#[derive(Debug, Error)]
pub enum UndoError {
    #[error("there is nothing to undo: `{by}` has changed nothing that can be undone")]
    NothingToUndo { by: Text },
    #[error("there is nothing to redo: `{by}` has undone nothing since their last change")]
    NothingToRedo { by: Text },
    /// What this person did last is not undone, and what was done before it is not what is meant.
    #[error("what was done last cannot be undone")]
    Lasting { record: Box<Record> },
    /// Somebody has changed the same field since; both records are there so that it can be told.
    #[error("`{}` has changed it since", later.by)]
    Overtaken { record: Box<Record>, later: Box<Record> },
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// What undo applies to for this person.
pub fn undo(fold: &Fold, by: &Text) -> Result<UndoStep, UndoError> {
    let record = fold.newest_act_by(by).ok_or_else(|| UndoError::NothingToUndo { by: by.clone() })?;
    if !record.is_undoable() {
        return Err(UndoError::Lasting { record: Box::new(record.clone()) });
    }
    match overtaken(fold, record) {
        Some(later) => {
            Err(UndoError::Overtaken { record: Box::new(record.clone()), later: Box::new(later.clone()) })
        }
        None => Ok(UndoStep::Back(record.clone())),
    }
}

/// What redo brings back for this person.
pub fn redo(fold: &Fold, by: &Text) -> Result<UndoStep, UndoError> {
    let nothing = || UndoError::NothingToRedo { by: by.clone() };
    // Newest first: a redo answers the undo before it, and what is left over is what can be redone.
    let mut answered: Vec<Seq> = Vec::new();
    for mark in fold.trail(by) {
        match mark.change {
            Change::Redo(n, run) => answered.push(Seq(n, run)),
            Change::Undo(n, run) => {
                let target = Seq(n, run);
                if let Some(at) = answered.iter().position(|seq| *seq == target) {
                    answered.remove(at);
                    continue;
                }
                let record = fold.record(target).filter(|_| !fold.is_live(target)).ok_or_else(nothing)?;
                return match overtaken(fold, record) {
                    Some(later) => Err(UndoError::Overtaken {
                        record: Box::new(record.clone()),
                        later: Box::new(later.clone()),
                    }),
                    None => Ok(UndoStep::Forth(record.clone())),
                };
            }
            _ => break,
        }
    }
    Err(nothing())
}

/// A later record that stands over a field of this one.
fn overtaken<'a>(fold: &'a Fold, record: &Record) -> Option<&'a Record> {
    let seq = record.seq();
    let later = record.change.parts(None).filter_map(|(_, part)| {
        let stands = fold.holds(part);
        let beside = match part {
            // What was said of a capture or an own item stands on it, though it is another field.
            Change::Capture { id, .. } => {
                fold.answers().captures.get(id).and_then(|capture| Some(capture.resolved.now()?.seq))
            }
            Change::Item { id, .. } => fold.answers().entry(id).and_then(|entry| {
                let (status, owner) = (entry.status.now(), entry.owner.now());
                let (due, note) = (entry.due.now(), entry.note.now());
                let status = status.map(|write| write.seq).max(owner.map(|write| write.seq));
                status.max(due.map(|write| write.seq)).max(note.map(|write| write.seq))
            }),
            _ => None,
        };
        stands.max(beside).filter(|other| *other > seq)
    });
    fold.record(later.max()?)
}
