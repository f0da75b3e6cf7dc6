//! What a change is made of: its single parts, the entries it is about, whether it can be taken back.

use super::record::{Change, Seq};
use crate::pack::model::EntryId;

impl Change {
    /// Returns the single changes that this one is made of, each with what it replaces; `over` is the line's own.
    pub fn parts(&self, over: Option<Seq>) -> impl Iterator<Item = (Option<Seq>, &Change)> {
        let (one, many) = match self {
            Change::Many(parts) => (None, parts.as_slice()),
            _ => (Some((over, self)), [].as_slice()),
        };
        one.into_iter().chain(many.iter().map(|part| (part.over, &part.change)))
    }

    /// Returns the entry that a single change is about; a capture's is where it was captured.
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

    /// Returns the entries that this change is about, each part's once.
    pub fn entries(&self) -> Vec<&EntryId> {
        let mut entries: Vec<&EntryId> = Vec::new();
        for id in self.parts(None).filter_map(|(_, change)| change.entry()) {
            if !entries.contains(&id) {
                entries.push(id);
            }
        }
        entries
    }

    /// Returns whether the change can be taken back. Project, scenario, workshops and reviews can not.
    pub fn is_undoable(&self) -> bool {
        match self {
            Change::Question { .. }
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
            Change::Many(parts) => !parts.is_empty() && parts.iter().all(|part| part.change.is_undoable()),
            Change::Project(_)
            | Change::Pack { .. }
            | Change::Scenario { .. }
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
}
