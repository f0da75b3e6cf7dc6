//! Cells that hold something and have no words: an error, or a formula whose value is not in the file.
//!
//! Such a cell is not empty. Whoever takes an empty cell for an answer has to ask here first.

/// The errors that spreadsheets show, as they write them.
const ERRORS: [&str; 7] = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];

/// Why a cell that is not empty has no words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::pack::import) enum Unread {
    Error(String),
    /// A formula whose value is not stored.
    Formula,
    /// A formula whose stored value is an empty text.
    Blank,
    /// All of its characters are such that cannot be shown, or its text is not in the file.
    Lost,
}

impl Unread {
    /// The error of a formula or a cell, as it is shown.
    pub(super) fn error(words: &str) -> Unread {
        let words: String = words.trim().chars().filter(|c| !c.is_control()).take(16).collect();
        Unread::Error(words)
    }

    /// An error by its number in an XLS file.
    pub(super) fn numbered(code: u8) -> Unread {
        Unread::error(match code {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0f => "#VALUE!",
            0x17 => "#REF!",
            0x1d => "#NAME?",
            0x24 => "#NUM!",
            0x2a => "#N/A",
            _ => "",
        })
    }

    /// What the cell holds.
    pub(in crate::pack::import) fn says(&self) -> String {
        match self {
            Unread::Error(words) if words.is_empty() => "an error".to_owned(),
            Unread::Error(words) => format!("the error {words}"),
            Unread::Formula => "a formula without a stored value".to_owned(),
            Unread::Blank => "a formula that gives nothing".to_owned(),
            Unread::Lost => "a text that cannot be read".to_owned(),
        }
    }
}

/// Whether all the words of a cell are an error, as a text file has it.
pub(in crate::pack::import) fn is_error(words: &str) -> bool {
    ERRORS.iter().any(|error| words.trim().eq_ignore_ascii_case(error))
}
