//! The lists that somebody published, row by row, and who can be asked about them. Pure: no files.

use serde::{Deserialize, Serialize};

use super::ChecklistId;
use crate::text::Text;

/// The lists that somebody published, whose rows the pack's items stand for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Published {
    pub publisher: Text,
    /// `August 2026`
    pub edition: Text,
    /// Where the codes come from, in one line.
    pub line: Text,
    /// In the publisher's order.
    pub rows: Vec<PublishedRow>,
}

/// One row of a published list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PublishedRow {
    pub code: Text,
    pub checklist: ChecklistId,
    /// The publisher's own section.
    pub section: Text,
    /// What the row is about, in the pack's words.
    pub subject: Text,
}

/// Who can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// `architect`, as items name it.
    pub id: Text,
    pub title: Text,
}
