//! What one import is asked to do, and why nothing came of it.

use std::io;
use std::path::{Path, PathBuf};

use super::layout::Said;
use super::sheet::SheetError;
use crate::text::Text;

/// What one import is to do.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The sheets to take; the visible ones that look like lists if none is named.
    pub sheets: Vec<String>,
    pub said: Said,
    pub plan: Option<String>,
    pub milestone: Option<String>,
    /// The list to lay the sheet over.
    pub update: Option<String>,
    pub dry_run: bool,
    /// How the file and the folder are called on the page.
    pub file_name: String,
    pub folder_name: String,
}

/// Why a checklist was not taken in; nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder is not a pack.
    #[error("cannot open the pack in {}: {reason}", shown(folder))]
    Pack { folder: PathBuf, reason: String },
    /// The spreadsheet cannot be read.
    #[error("cannot read {}: {source}", shown(file))]
    Sheet { file: PathBuf, source: SheetError },
    /// No column looks like titles.
    #[error("no column of {} looks like the title{}", shown(file), seen)]
    NoHeadings { file: PathBuf, seen: String, hint: String },
    /// There are headings and nothing under them.
    #[error("{} has headings and no item under them", shown(.0))]
    NoItems(PathBuf),
    /// A sheet, list, plan or milestone that is not there.
    #[error("{what}")]
    Unknown { what: String, hint: String },
    /// The line for the new list cannot be added.
    #[error("cannot find where the list is to be named in {}", shown(.0))]
    Unwired(PathBuf),
    /// A file cannot be written.
    #[error("cannot write {}: {source}", shown(file))]
    Write { file: PathBuf, source: io::Error },
    /// What would be written cannot be read again.
    #[error("the checklist in {} cannot be written so that it is read again: {reason}", shown(file))]
    Unreadable { file: PathBuf, reason: String },
}

impl ImportError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            ImportError::Pack { .. } => "`golive pack init DIR` writes a pack to import into".to_owned(),
            ImportError::Sheet { source, .. } => source.hint().to_owned(),
            ImportError::NoHeadings { hint, .. } | ImportError::Unknown { hint, .. } => hint.clone(),
            ImportError::NoItems(_) => "an item is a row with a title".to_owned(),
            ImportError::Unwired(_) => {
                "check the pack with `golive pack check DIR`, then try again".to_owned()
            }
            ImportError::Write { .. } => "free space, or get the right to write there".to_owned(),
            ImportError::Unreadable { .. } => {
                "save the spreadsheet as CSV, look for irregular characters, and try again".to_owned()
            }
        }
    }
}

pub(super) fn shown(path: &Path) -> Text {
    Text::line(&path.display().to_string())
}
