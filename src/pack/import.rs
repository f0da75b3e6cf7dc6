//! Takes a checklist from a spreadsheet into a folder of a pack, as a new file. Nothing that is there is changed.
//!
//! `sheet` reads the cells, `columns` says what each is, `items` makes the checklist of them.

mod columns;
mod items;
mod sheet;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub use self::sheet::SheetError;
use super::file::ChecklistFile;
use super::load::{self, Shapes};
use super::parse;
use super::source::Folder;
use super::write;
use crate::files::disk::Drive;
use crate::files::{self, Rights, WriteError};
use crate::text::{Text, counted};

/// Why a checklist was not taken in; nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder is no pack.
    #[error("cannot open the pack in {}: {reason}", shown(folder))]
    Pack { folder: PathBuf, reason: String },
    /// The spreadsheet cannot be read.
    #[error("cannot read {}: {source}", shown(file))]
    Sheet { file: PathBuf, source: SheetError },
    /// No row looks like the headings of a checklist.
    #[error("{} has no row of headings with a title or task", shown(.0))]
    NoHeadings(PathBuf),
    /// There are headings and nothing under them.
    #[error("{} has headings and no item under them", shown(.0))]
    NoItems(PathBuf),
    /// The new file cannot be written.
    #[error("cannot write {}: {source}", shown(file))]
    Write { file: PathBuf, source: io::Error },
    /// What would be written cannot be read again.
    #[error("the checklist in {} cannot be written so that it is read again: {reason}", shown(file))]
    Unreadable { file: PathBuf, reason: String },
}

impl ImportError {
    /// Returns what to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ImportError::Pack { .. } => "`golive pack init DIR` writes a pack to import into",
            ImportError::Sheet { source, .. } => source.hint(),
            ImportError::NoHeadings(_) => {
                "name the columns in one row: Section, Title, Description, Question, Done when, Level, Role, Link"
            }
            ImportError::NoItems(_) => "an item is a row with a title",
            ImportError::Write { .. } => "make room, or get the right to write there",
            ImportError::Unreadable { .. } => {
                "save the spreadsheet as CSV, look for odd characters, and try again"
            }
        }
    }
}

/// What was taken in, and what was not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The id of the new checklist.
    pub id: String,
    /// The new file.
    pub file: PathBuf,
    pub sections: usize,
    pub items: usize,
    /// Each column that was used, with the field it became.
    pub mapped: Vec<(Text, &'static str)>,
    /// Columns and sheets that were not used.
    pub left_out: Vec<Text>,
    /// What was made up, shortened or not understood.
    pub notes: Vec<Text>,
    /// The pack the file went into.
    folder: PathBuf,
}

impl Imported {
    /// Returns what was done, what was not, and what comes next, in lines.
    pub fn describe(&self) -> String {
        let mut lines = vec![format!(
            "wrote {}: {} in {}",
            shown(&self.file),
            counted(self.items, "item", "items"),
            counted(self.sections, "section", "sections")
        )];
        let mapped: Vec<String> = self.mapped.iter().map(|(from, to)| format!("{from} -> {to}")).collect();
        lines.push(format!("columns: {}", mapped.join(", ")));
        if !self.left_out.is_empty() {
            let left_out: Vec<&str> = self.left_out.iter().map(Text::as_str).collect();
            lines.push(format!("left out: {}", left_out.join(", ")));
        }
        lines.extend(self.notes.iter().map(|note| format!("note: {note}")));
        let folder = shown(&self.folder);
        let id = &self.id;
        lines.push(format!(
            "hint: add \"{id}\" to `checklists` in {folder}/pack.ron, and to `checklists` of the milestones whose gate \
             should count it; then `golive pack check {folder}`"
        ));
        lines.join("\n") + "\n"
    }
}

/// Takes the checklist in the spreadsheet `file` into the pack in `folder`.
pub fn import(file: &Path, folder: &Path) -> Result<Imported, ImportError> {
    let no_pack = |reason: String| ImportError::Pack { folder: folder.to_owned(), reason };
    let source = Folder::open(folder).map_err(|reason| no_pack(load::folder_reason(&reason)))?;
    if !folder.join("pack.ron").is_file() {
        return Err(no_pack("it has no pack.ron".to_owned()));
    }
    // A pack with errors is good enough to import into; what can be read of it gives the workstreams.
    let shapes = load::files(&source);
    let sheets = sheet::read(file).map_err(|source| ImportError::Sheet { file: file.to_owned(), source })?;
    let id = free_id(file, folder, &shapes);
    let made = items::checklist(&id, file, &sheets, &shapes)?;
    let text = format!(
        "// Imported from {}.\n// The fields are described in docs/pack-format.md.\n{}",
        shown(file.file_name().map_or(file, Path::new)),
        write::checklist(&made.list)
    );
    let target = folder.join("checklists").join(format!("{id}.ron"));
    if let Err(error) = parse::options().from_str::<ChecklistFile>(&text) {
        return Err(ImportError::Unreadable {
            file: file.to_owned(),
            reason: Text::line(&error.to_string()).to_string(),
        });
    }
    let unwritten = |error: WriteError| ImportError::Write {
        file: target.clone(),
        source: error.into_system("a file of this name came this moment"),
    };
    files::make_folder(&mut Drive, files::folder_of(&target))
        .map_err(WriteError::Failed)
        .map_err(unwritten)?;
    files::create(&mut Drive, &target, text.as_bytes(), Rights::Usual).map_err(unwritten)?;
    Ok(Imported {
        id,
        file: target,
        sections: made.list.sections.len(),
        items: made.list.sections.iter().map(|section| section.items.len()).sum(),
        mapped: made.mapped,
        left_out: made.left_out,
        notes: made.notes,
        folder: folder.to_owned(),
    })
}

/// Returns an id after the name of the file that nothing in the pack has.
fn free_id(file: &Path, folder: &Path, shapes: &Shapes) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let base = match items::slug(&stem.replace("checklist", "")) {
        base if base.is_empty() => "imported".to_owned(),
        base => base,
    };
    let taken = |id: &str| {
        let named = shapes
            .pack
            .as_ref()
            .is_some_and(|pack| pack.checklists.iter().chain(&pack.plans).any(|known| known == id));
        named || fs::symlink_metadata(folder.join("checklists").join(format!("{id}.ron"))).is_ok()
    };
    let numbered = (2..).map(|no| format!("{base}-{no}"));
    std::iter::once(base.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(base)
}

fn shown(path: &Path) -> Text {
    Text::line(&path.display().to_string())
}
