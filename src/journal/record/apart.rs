//! The shape of what several people answered apart, kept with the workshop that talks about it.

use serde::{Deserialize, Serialize};

use super::{Status, one_line};
use crate::pack::model::EntryId;
use crate::text::Text;

/// What several people answered, each alone: values, so that their own files are not needed in the room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// Everybody who was asked, in the order in which they are shown.
    pub people: Vec<Text>,
    pub entries: Vec<ApartEntry>,
}

/// What was answered to one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApartEntry {
    pub id: EntryId,
    /// Somebody who is missing here has said nothing about it.
    pub said: Vec<ApartSaid>,
}

/// One person's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApartSaid {
    #[serde(deserialize_with = "one_line")]
    pub who: Text,
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// The answer in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Text>,
}
