//! From a change to its record: what it replaces and which workshop it belongs to are read off the fold.

use jiff::Timestamp;

use super::Fold;
use crate::journal::answers::{FieldValue, Register};
use crate::journal::record::{CaptureId, Change, Record, Seq, SubChange};
use crate::pack::model::EntryId;
use crate::text::Text;

/// A change that somebody wants to make.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordDraft {
    pub change: Change,
    /// The line it replaces; `None` if the fold knows it.
    pub over: Option<Seq>,
    /// The workshop it belongs to; `None` if it is the one that is open.
    pub workshop: Option<Seq>,
    /// The parts that were made without having seen what holds now: what was seen in its place.
    pub seen: Vec<SubChange>,
}

impl From<Change> for RecordDraft {
    fn from(change: Change) -> RecordDraft {
        RecordDraft { change, over: None, workshop: None, seen: Vec::new() }
    }
}

impl Fold {
    pub fn compose(&self, draft: RecordDraft, name: Seq, by: &Text, at: Timestamp) -> Record {
        let over_of = |change: &Change| match draft.seen.iter().find(|part| part.change == *change) {
            Some(part) => part.over,
            None => self.holds(change),
        };
        let mut change = draft.change;
        let over = match &mut change {
            Change::Many(parts) => {
                for SubChange { over, change } in parts {
                    *over = over.or_else(|| over_of(change));
                }
                None
            }
            single => draft.over.or_else(|| over_of(single)),
        };
        let s = match change {
            Change::Open { .. } | Change::Prepare(_) => draft.workshop,
            _ => draft.workshop.or_else(|| Some(self.answers().open_workshop()?.seq)),
        };
        // The format keeps whole seconds: nobody needs more, and lines stay short.
        let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
        Record { n: name.0, at, by: Text::line(by), w: name.1, s, over, change }
    }

    /// The line whose value a single change would replace.
    pub fn holds(&self, change: &Change) -> Option<Seq> {
        fn of<T: FieldValue>(field: Option<&Register<T>>) -> Option<Seq> {
            Some(field?.now()?.seq)
        }
        let answers = self.answers();
        match change {
            Change::Project(_) => of(Some(&answers.project)),
            Change::Pack { .. } => of(Some(&answers.pack)),
            Change::Scenario { .. } => of(Some(&answers.scenario)),
            Change::Question { id, .. } => of(answers.questions.get(id)),
            Change::LeftSo { id, .. } => of(answers.left_so.get(id)),
            Change::Target { id, .. } => of(answers.targets.get(id)),
            Change::Item { id, .. } => of(answers.own_items.get(id)),
            Change::Status { id, .. } => of(answers.entry(id).map(|entry| &entry.status)),
            Change::Owner { id, .. } => of(answers.entry(id).map(|entry| &entry.owner)),
            Change::Due { id, .. } => of(answers.entry(id).map(|entry| &entry.due)),
            Change::Note { id, .. } => of(answers.entry(id).map(|entry| &entry.note)),
            Change::Capture { id, .. } => of(answers.captures.get(id).map(|capture| &capture.capture)),
            Change::Resolved { id, .. } => of(answers.captures.get(id).map(|capture| &capture.resolved)),
            Change::Removed(id) if id.contains('/') => of(answers.own_items.get(&EntryId::new(id))),
            Change::Removed(id) => {
                of(answers.captures.get(&CaptureId(id.clone())).map(|capture| &capture.capture))
            }
            Change::Hands(hands) => of(answers.entry(&hands.id).map(|entry| &entry.hands)),
            Change::Words { .. }
            | Change::Many(_)
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
            | Change::Look(_) => None,
        }
    }
}
