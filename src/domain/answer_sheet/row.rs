//! One row of a sheet, and what becomes of it.

use jiff::Timestamp;

use super::Told;
use crate::journal::record::{CaptureId, Change};
use crate::pack::model::EntryId;
use crate::text::Text;

/// One row of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number, from 1.
    pub no: usize,
    /// Ids, codes and short names, the best first.
    pub keys: Vec<Text>,
    pub title: Option<Text>,
    /// The cells about the answer; in a row with a stamp also those that are empty.
    pub told: Vec<(Told, Text)>,
    pub stamp: Option<Text>,
    /// Cells that are not empty and cannot be read: `owner in D7 holds the error #N/A`.
    pub unread: Vec<String>,
}

/// Why a row with such cells is not taken, and what to do.
pub(super) fn not_read(unread: &[String]) -> String {
    format!("{}; open and save it in the spreadsheet program, or write the value", unread.join(", "))
}

/// What rows are matched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchBy {
    Id,
    Code,
    Name,
}

/// How a sheet is laid over the answers.
#[derive(Debug, Clone, Copy)]
pub struct SheetOrder {
    /// `None` takes whatever matches.
    pub by: Option<MatchBy>,
    /// Whether the sheet's answer is taken if the entry was answered meanwhile.
    pub theirs: bool,
    /// When the sheet was written, for rows without a stamp.
    pub written: Timestamp,
}

/// One value that a sheet has otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellDifference {
    /// What the value is called: `owner`.
    pub what: &'static str,
    pub here: String,
    pub sheet: String,
    /// Whether the sheet removes the value.
    pub is_removed: bool,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowSubject {
    Entry(EntryId),
    Capture(CaptureId),
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum RowOutcome {
    /// It says nothing about an answer.
    Silent,
    /// The entry stands as the sheet says, or has moved on while nobody touched the row.
    Same,
    Change {
        about: RowSubject,
        changes: Vec<Change>,
        differs: Vec<CellDifference>,
    },
    /// Somebody answered the entry after the sheet was written.
    Meanwhile {
        about: RowSubject,
        by: Text,
        at: Timestamp,
        stamped: bool,
        differs: Vec<CellDifference>,
    },
    Refused(String),
}
