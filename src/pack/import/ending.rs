//! The end of the page about an import: what is written, and what comes next.

use std::fmt::Write as _;
use std::path::Path;

use super::items::ImportResult;
use super::layout::Block;
use super::order::Order;
use super::wire::Edit;
use super::{said, sheet};
use crate::text::counted;

/// The end of the page.
pub(super) struct Ending<'a> {
    pub(super) folder: &'a Path,
    pub(super) order: &'a Order,
}

impl Ending<'_> {
    /// What is written, and what comes next.
    pub(super) fn end(&self, edits: &[Edit]) -> String {
        let folder = &self.order.folder_name;
        let named = |edit: &Edit| {
            let inner = edit.path.strip_prefix(self.folder).unwrap_or(&edit.path);
            format!("{folder}/{}", inner.display())
        };
        let is_list = |edit: &&Edit| edit.path.parent().is_some_and(|parent| parent.ends_with("checklists"));
        let lists: Vec<String> = edits.iter().filter(is_list).map(named).collect();
        let lines: Vec<String> = edits.iter().filter(|edit| !is_list(edit)).map(named).collect();
        let also = if lines.is_empty() {
            String::new()
        } else {
            format!(" and {} of {}", counted(lines.len(), "line", "lines"), lines.join(", "))
        };
        let mut out = match (self.order.dry_run, &self.order.update) {
            (true, Some(_)) => {
                "\nIds, numbers and answers stay. Nothing was written (--dry-run).\n".to_owned()
            }
            (false, Some(_)) => {
                format!("\nIds, numbers and answers stay. Wrote {}{also}.\n", lists.join(", "))
            }
            (true, None) => format!(
                "\nWould write {}{also}.\nNothing was written (--dry-run). The same without it writes.\n",
                lists.join(", ")
            ),
            (false, None) => format!("\nWrote {}{also}.\n", lists.join(", ")),
        };
        if !self.order.dry_run {
            let _ = writeln!(out, "Check it: golive pack check {}", said::quoted(folder));
        }
        out
    }

    /// The line about answers that the sheet has.
    pub(super) fn answers(&self, blocks: &[Block], made: &ImportResult) -> Option<String> {
        let columns = &blocks.first()?.columns;
        let found: Vec<String> = columns
            .found
            .iter()
            .filter(|(field, _)| field.is_answer())
            .map(|(_, column)| sheet::letters(*column))
            .collect();
        let items: usize = made.sections.iter().map(|section| section.items.len()).sum();
        let (last, rest) = found.split_last()?;
        let found = if rest.is_empty() {
            format!("column {last}")
        } else {
            format!("columns {} and {last}", rest.join(", "))
        };
        (made.answered > 0).then(|| {
            let by = if made.ids_from_codes { " --by code" } else { "" };
            let file = said::quoted(&self.order.file_name);
            format!("Answers in {found}, {} of {items}: golive answers import {file}{by}\n", made.answered)
        })
    }
}
