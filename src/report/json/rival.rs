//! The fields of an entry that two people answered apart, as JSON.

use serde::Serialize;

use crate::journal::answers::{EntryAnswers, FieldValue, Register, Write};
use crate::journal::record::Until;
use crate::text::Text;

/// One field with its two answers.
#[derive(Debug, Clone, Serialize)]
pub struct RivalJson {
    /// `status`, `owner`, `due` or `note`
    pub field: &'static str,
    /// The one that counts until somebody decides, and the other one.
    pub answers: Vec<RivalAnswerJson>,
}

/// What one of the two said.
#[derive(Debug, Clone, Serialize)]
pub struct RivalAnswerJson {
    pub by: String,
    pub at: String,
    /// The status, the name, the day or the words; null for nobody and for no day.
    pub value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl RivalJson {
    /// All of an entry; empty for most.
    pub fn all(said: Option<&EntryAnswers>) -> Vec<RivalJson> {
        let Some(said) = said else { return Vec::new() };
        let status = rival("status", &said.status, |write| RivalAnswerJson {
            reason: write.value.reason.as_ref().map(Text::to_string),
            evidence: write.value.evidence.as_ref().map(Text::to_string),
            until: write.value.until.as_ref().map(Until::word),
            ..answer(write, Some(write.value.status.word().to_owned()))
        });
        let owner =
            rival("owner", &said.owner, |write| answer(write, write.value.as_ref().map(Text::to_string)));
        let due = rival("due", &said.due, |write| answer(write, write.value.map(|day| day.to_string())));
        let note = rival("note", &said.note, |write| answer(write, Some(write.value.to_string())));
        [status, owner, due, note].into_iter().flatten().collect()
    }
}

fn answer<T>(write: &Write<T>, value: Option<String>) -> RivalAnswerJson {
    RivalAnswerJson {
        by: write.by.to_string(),
        at: write.at.to_string(),
        value,
        reason: None,
        evidence: None,
        until: None,
    }
}

fn rival<T: FieldValue>(
    field: &'static str,
    register: &Register<T>,
    of: impl Fn(&Write<T>) -> RivalAnswerJson,
) -> Option<RivalJson> {
    Some(RivalJson { field, answers: vec![of(register.now()?), of(register.rival()?)] })
}
