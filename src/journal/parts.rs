//! What a change is made of: its single parts, the entries it is about, whether it can be undone.

use super::record::{Change, Record, Seq};
use crate::pack::model::EntryId;

impl Change {
    /// The single changes that this one is made of, each with what it replaces; `over` is the line's own.
    pub fn parts(&self, over: Option<Seq>) -> impl Iterator<Item = (Option<Seq>, &Change)> {
        let (one, many) = match self {
            Change::Many(parts) => (None, parts.as_slice()),
            _ => (Some((over, self)), [].as_slice()),
        };
        one.into_iter().chain(many.iter().map(|part| (part.over, &part.change)))
    }

    /// The entry that a single change is about; for a capture, the entry where it was captured.
    pub fn entry(&self) -> Option<&EntryId> {
        match self {
            Change::Item { id, .. }
            | Change::Status { id, .. }
            | Change::Owner { id, .. }
            | Change::Due { id, .. }
            | Change::Note { id, .. } => Some(id),
            Change::Capture { at, .. } => at.as_ref(),
            Change::Hands(hands) => Some(&hands.id),
            _ => None,
        }
    }

    /// The same about another entry.
    #[must_use]
    pub fn at_entry(&self, entry: &EntryId) -> Change {
        let mut change = self.clone();
        match &mut change {
            Change::Item { id, .. }
            | Change::Status { id, .. }
            | Change::Owner { id, .. }
            | Change::Due { id, .. }
            | Change::Note { id, .. }
            | Change::Words { id, .. } => id.clone_from(entry),
            Change::Capture { at, .. } => *at = Some(entry.clone()),
            Change::Hands(hands) => hands.id.clone_from(entry),
            _ => {}
        }
        change
    }

    /// Each entry once.
    pub fn entries(&self) -> Vec<&EntryId> {
        let mut entries: Vec<&EntryId> = Vec::new();
        for id in self.parts(None).filter_map(|(_, change)| change.entry()) {
            if !entries.contains(&id) {
                entries.push(id);
            }
        }
        entries
    }
}

impl Record {
    /// Whether undo can take the line back, all of it.
    pub fn is_undoable(&self) -> bool {
        let mut parts = self.change.parts(self.over).peekable();
        parts.peek().is_some() && parts.all(|(over, part)| is_undoable(part, over))
    }

    /// Whether somebody did something with the line that cannot be undone. It is named then, and what was done
    /// before it stays. Where a workshop is, the clock and what only serves the file are not such lines.
    pub fn is_lasting(&self) -> bool {
        match &self.change {
            Change::Project(_) => self.over.is_some(),
            Change::Prepare(_)
            | Change::Open { .. }
            | Change::Course { .. }
            | Change::Close { .. }
            | Change::Review(_)
            | Change::Tenant { .. }
            | Change::Look(_) => true,
            _ => false,
        }
    }
}

/// Whether a single change can be undone; `over` is what it replaced. The kind of a project is one that can be
/// changed back and never removed. The name, workshops and reviews cannot be undone.
pub(super) fn is_undoable(change: &Change, over: Option<Seq>) -> bool {
    match change {
        Change::Question { .. }
        | Change::LeftSo { .. }
        | Change::Target { .. }
        | Change::Item { .. }
        | Change::Status { .. }
        | Change::Owner { .. }
        | Change::Due { .. }
        | Change::Note { .. }
        | Change::Capture { .. }
        | Change::Resolved { .. }
        | Change::Removed(_)
        | Change::Hands(_) => true,
        Change::Scenario { .. } => over.is_some(),
        Change::Many(_)
        | Change::Project(_)
        | Change::Pack { .. }
        | Change::Words { .. }
        | Change::Undo(..)
        | Change::Redo(..)
        | Change::Prepare(_)
        | Change::Apart(_)
        | Change::Open { .. }
        | Change::At { .. }
        | Change::Agenda(_)
        | Change::Closing { .. }
        | Change::Course { .. }
        | Change::Close { .. }
        | Change::Review(_)
        | Change::Tenant { .. }
        | Change::Look(_) => false,
    }
}
