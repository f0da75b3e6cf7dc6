//! Two answers that two people gave apart: what each of them said, whole. Pure.

use jiff::Timestamp;

use super::answer::Situation;
use crate::journal::answers::{FieldValue, Register, Write};
use crate::pack::model::EntryId;
use crate::text::Text;

/// One field of an entry that two people answered apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    pub field: RivalField,
    /// The one that counts until somebody decides, and the other one.
    pub voices: [RivalVoice; 2],
}

/// Which part of an answer has two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RivalField {
    Status,
    Owner,
    Due,
    Answer,
}

impl RivalField {
    /// The word for it, as elsewhere on an entry's page.
    pub fn word(self) -> &'static str {
        match self {
            RivalField::Status => "Status",
            RivalField::Owner => "Owner",
            RivalField::Due => "Due",
            RivalField::Answer => "Answer",
        }
    }
}

/// What one of the two said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RivalVoice {
    pub by: Text,
    pub at: Timestamp,
    /// Whole: a status with its end, evidence and reason, an answer with all of its lines.
    pub words: Text,
}

impl Situation<'_> {
    /// The fields of an entry that have two answers, in the order of its page; empty for all others.
    pub fn rivals(&self, id: &EntryId) -> Vec<Rival> {
        let Some(said) = self.answers.entry(id) else { return Vec::new() };
        let status = rival(RivalField::Status, &said.status, |answer| self.answer_told(id, answer));
        let owner = rival(RivalField::Owner, &said.owner, |owner| {
            owner.as_ref().map_or_else(|| "nobody".to_owned(), Text::to_string)
        });
        let due = rival(RivalField::Due, &said.due, |due| {
            due.map_or_else(|| "no date".to_owned(), |day| self.day(day))
        });
        let note = rival(RivalField::Answer, &said.note, |note| {
            if note.is_empty() { "removed".to_owned() } else { note.to_string() }
        });
        [status, owner, due, note].into_iter().flatten().collect()
    }
}

fn rival<T: FieldValue>(
    field: RivalField,
    register: &Register<T>,
    words: impl Fn(&T) -> String,
) -> Option<Rival> {
    let voice = |write: &Write<T>| RivalVoice {
        by: write.by.clone(),
        at: write.at,
        words: Text::block(&words(&write.value)),
    };
    let (now, other) = (register.now()?, register.rival()?);
    Some(Rival { field, voices: [voice(now), voice(other)] })
}
