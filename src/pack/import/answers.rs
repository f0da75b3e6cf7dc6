//! The rows of a list with the words of each field, to read answers from.

use std::path::Path;

use super::{Field, Said, SheetError, blocks, layout, rows, sheet};
use crate::text::Text;

/// One row with the words of each field that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    pub row: usize,
    pub words: Vec<(Field, Text)>,
}

/// The rows of one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerSheet {
    pub name: Text,
    pub fields: Vec<Field>,
    pub rows: Vec<AnswerRow>,
}

/// The sheets of `file` that look like lists.
pub fn read(file: &Path, said: &Said) -> Result<Vec<AnswerSheet>, SheetError> {
    let mut found = Vec::new();
    for sheet in sheet::read(file)?.iter().filter(|sheet| !sheet.hidden) {
        let blocks = match blocks(sheet, said) {
            blocks if blocks.is_empty() => layout::bare(sheet, said).into_iter().collect(),
            blocks => blocks,
        };
        let items = rows::rows(sheet, &blocks).items;
        let rows = items.iter().map(|item| AnswerRow {
            row: item.row.no,
            words: item
                .columns
                .found
                .iter()
                .filter_map(|(field, column)| Some((*field, item.row.words(*column)?.clone())))
                .collect(),
        });
        let fields =
            blocks.iter().flat_map(|block| block.columns.found.iter().map(|(field, _)| *field)).collect();
        found.push(AnswerSheet { name: sheet.name.clone(), fields, rows: rows.collect() });
    }
    Ok(found)
}
