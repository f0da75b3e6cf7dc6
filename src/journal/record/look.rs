//! The shape of a look: what an export showed when somebody accepted something of it, as values.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{maybe_one_line, one_line};
use crate::facts::file::Kind;
use crate::facts::verdict::{Shows, Verdict};
use crate::pack::model::EntryId;
use crate::text::Text;

/// What an export showed: values, so that a later export can be compared without the old file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Which rules judged it.
    #[serde(deserialize_with = "one_line")]
    pub rules: Text,
    pub version: u32,
    /// As far as the export betrays it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe_one_line")]
    pub tenant: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// The day of the export.
    pub date: Date,
    /// Recognises the same export again.
    #[serde(deserialize_with = "one_line")]
    pub digest: Text,
    pub facts: Vec<LookFact>,
    /// What it showed about each entry that it spoke of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<LookItem>,
}

impl Look {
    /// Whether it refuted an entry.
    pub fn refutes(&self, id: &EntryId) -> bool {
        self.items.iter().any(|item| item.id == *id && item.shows == Shows::Fails)
    }
}

/// What a look showed about an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookItem {
    pub id: EntryId,
    pub shows: Shows,
    /// The sentence that decided, if it has names and numbers alone; empty otherwise.
    #[serde(default, skip_serializing_if = "is_empty", deserialize_with = "one_line")]
    pub said: Text,
}

/// One fact of a look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookFact {
    #[serde(deserialize_with = "one_line")]
    pub id: Text,
    pub verdict: Verdict,
    /// Names, at most [`LookFact::MOST`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offenders: Vec<Text>,
    /// How many more there were.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: usize,
}

impl LookFact {
    /// The most offenders whose names are kept.
    pub const MOST: usize = 50;
}

fn is_empty(words: &Text) -> bool {
    words.is_empty()
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}
