//! Sets tables apart from words that they stand right below, and that would take them in, and from the tasks of a file.

use super::super::CellGrid;

/// The text with an empty line above each table that stands right below other words, which would take it in; and where
/// those lines were put in.
pub(super) fn tables_apart(words: &str) -> (String, Vec<usize>) {
    let lines: Vec<&str> = words.split_inclusive('\n').collect();
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let is_rule = |line: &str| {
        let line = line.trim();
        line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    };
    let (mut out, mut added, mut fence) = (String::new(), Vec::new(), false);
    for (at, line) in lines.iter().enumerate() {
        fence ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let above = at.checked_sub(1).and_then(|above| lines.get(above)).map_or("", |above| above.trim());
        let begins = is_row(line) && lines.get(at + 1).is_some_and(|next| is_rule(next));
        if !fence && begins && !above.is_empty() && !is_row(above) {
            added.push(out.len());
            out.push('\n');
        }
        out.push_str(line);
    }
    (out, added)
}

/// The sheets of a file, first the one that is taken: the tasks, but for fewer of them than the tables have rows. Tasks
/// with boxes are items whatever else there is, so they are taken beside such tables.
pub(super) fn first_taken(
    tasks: CellGrid,
    tables: CellGrid,
    table_rows: usize,
    has_boxes: bool,
) -> Vec<CellGrid> {
    // One row of the sheet of tasks has the headings.
    let is_of_tables = tasks.rows.len().saturating_sub(1) < table_rows;
    let sheets = if is_of_tables { [tables, tasks] } else { [tasks, tables] };
    let mut sheets: Vec<CellGrid> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    // The other one is a summary or a legend.
    for other in sheets.iter_mut().skip(1) {
        other.hidden = !(is_of_tables && has_boxes);
    }
    sheets
}
