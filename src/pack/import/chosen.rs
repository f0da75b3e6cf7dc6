//! Which sheets of a file are taken: those that were asked for, else each visible one that looks like a list.

use std::path::Path;

use super::headings::plain;
use super::layout::{self, Block, Said, blocks};
use super::order::{ImportError, Order, shown};
use super::said;
use super::sheet::CellGrid;
use crate::text::{Text, quoted, truncate_at_word};

/// The blocks of each sheet that is taken, and why the others are not.
pub(super) type Chosen = Vec<Result<Vec<Block>, String>>;

pub(super) fn choose(file: &Path, sheets: &[CellGrid], order: &Order) -> Result<Chosen, ImportError> {
    for name in &order.sheets {
        if !sheets.iter().any(|sheet| is_named(sheet, name)) {
            return Err(ImportError::Unknown {
                what: format!("{} has no sheet called `{name}`", shown(file)),
                hint: sheets_hint(sheets.iter().map(|sheet| sheet.name.as_str())),
            });
        }
    }
    let mut rows = sheets.iter().flat_map(|sheet| &sheet.rows).map(|row| row.no);
    let Some(last) = rows.clone().max() else {
        let hint = "an item is a row with a title".to_owned();
        return Err(ImportError::Unknown { what: format!("{} is empty", shown(file)), hint });
    };
    if let Some(row) = order.said.row.filter(|row| !rows.any(|no| no == *row)) {
        let what = format!("row {row} of {} has no words in it", shown(file));
        let hint =
            format!("its last row with words is row {last}; without --row the headings are looked for");
        return Err(ImportError::Unknown { what, hint });
    }
    // Only a Markdown file has tasks and tables, and no sheet of it is hidden.
    let is_markdown = sheets.iter().any(|sheet| sheet.is_made);
    let named = |sheet: &CellGrid| order.sheets.iter().any(|name| is_named(sheet, name));
    let mut chosen: Chosen = sheets
        .iter()
        .map(|sheet| {
            let again = format!("--sheet {} takes it anyway", said::quoted(&sheet.name));
            if !order.sheets.is_empty() && !named(sheet) {
                return Err("not asked for".to_owned());
            }
            if sheet.rows.is_empty() {
                return Err("empty".to_owned());
            }
            if sheet.hidden && !named(sheet) {
                let why = match (is_markdown, sheet.is_made) {
                    (true, true) => "left out, the tables have more rows",
                    (true, false) => "left out, the tasks are taken",
                    (false, _) => "hidden, left out",
                };
                return Err(format!("{why}        {again}"));
            }
            let mut found = blocks(sheet, &order.said);
            if found.is_empty() && named(sheet) {
                found.extend(layout::bare(sheet, &order.said));
            }
            if found.is_empty() {
                Err(format!("left out: no column looks like a title        {again}"))
            } else {
                Ok(found)
            }
        })
        .collect();
    if chosen.iter().all(Result::is_err) {
        // Without headings anywhere, the words themselves say what is the title.
        let first =
            sheets.iter().position(|sheet| !sheet.hidden && layout::bare(sheet, &order.said).is_some());
        if let (Some(first), None) = (first, order.said.row)
            && order.sheets.is_empty()
            && let Some(place) = chosen.get_mut(first)
        {
            *place = layout::bare(sheets.get(first).expect("it was just found"), &order.said)
                .map(|block| vec![block])
                .ok_or_else(String::new);
        } else {
            return Err(no_headings(file, sheets));
        }
    }
    let taken = chosen.iter().filter_map(|blocks| blocks.as_deref().ok());
    if let Some((heading, known)) = missing(&order.said, taken) {
        let what = format!("{} has no heading {}", shown(file), quoted(&heading));
        return Err(ImportError::Unknown { what, hint: format!("its headings: {known}") });
    }
    Ok(chosen)
}

/// The first heading that the user named and none of these sheets has, and the headings that they have.
pub(super) fn missing<'a>(
    said: &Said,
    mut sheets: impl Iterator<Item = &'a [Block]> + Clone,
) -> Option<(String, String)> {
    let lacks = |blocks: &[Block], heading: &String| {
        blocks.iter().all(|block| block.columns.missing.contains(heading))
    };
    let named = said.map.iter().map(|(_, heading)| heading);
    let heading = named.into_iter().find(|heading| sheets.clone().all(|blocks| lacks(blocks, heading)))?;
    let first = sheets.next()?.first()?;
    Some((heading.clone(), first.columns.headings()))
}

/// The kinds of projects that a flag names: `b2c+b2b`, none for all.
pub fn kinds_named(words: &str) -> Vec<String> {
    let named = words.split(['+', ',']).map(|word| word.trim().to_lowercase());
    named.filter(|word| !word.is_empty() && word != "all").collect()
}

/// The sheets that there are; a text file has one without a name.
pub fn sheets_hint<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    if known.is_empty() {
        return "it has one sheet, without a name; leave --sheet out".to_owned();
    }
    format!("its sheets: {}", known.join(", "))
}

/// Refuses kinds of project for a value that no row has in the column of them.
pub(super) fn kinds_there(file: &Path, given: &Said, values: &[Text]) -> Result<(), ImportError> {
    let is_there = |value: &str| values.iter().any(|known| plain(known) == plain(value));
    let Some((value, _)) = given.applies.iter().find(|(value, _)| !is_there(value)) else {
        return Ok(());
    };
    let known: Vec<&str> = values.iter().map(Text::as_str).collect();
    let hint = if known.is_empty() {
        "it has no column with kinds of project; name one with --map applies_to=HEADING".to_owned()
    } else {
        format!("what its rows say: {}", known.join(", "))
    };
    let what = format!("no row of {} says {} about kinds of project", shown(file), quoted(value));
    Err(ImportError::Unknown { what, hint })
}

/// Refuses a level for a value that no row has in its level column.
pub(super) fn levels_there(file: &Path, given: &Said, values: &[Text]) -> Result<(), ImportError> {
    let is_there = |value: &str| values.iter().any(|known| plain(known) == plain(value));
    let Some((value, _)) = given.levels.iter().find(|(value, _)| !is_there(value)) else {
        return Ok(());
    };
    let known: Vec<&str> = values.iter().map(Text::as_str).collect();
    let hint = if known.is_empty() {
        "it has no column with words for levels; name one with --map level=HEADING".to_owned()
    } else {
        format!("its levels: {}", known.join(", "))
    };
    let what = format!("no row of {} has the level {}", shown(file), quoted(value));
    Err(ImportError::Unknown { what, hint })
}

fn is_named(sheet: &CellGrid, name: &str) -> bool {
    sheet.name.to_lowercase() == name.trim().to_lowercase()
}

/// What was seen instead of headings.
fn no_headings(file: &Path, sheets: &[CellGrid]) -> ImportError {
    let mut seen = String::new();
    let mut example = "COLUMN".to_owned();
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()).take(5) {
        let Some(row) = sheet.rows.iter().take(20).rev().max_by_key(|row| row.filled().count()) else {
            continue;
        };
        let words: Vec<&str> = row.filled().take(8).map(|(_, cell)| cell.words.first_line()).collect();
        if let Some(word) = words.first() {
            example = said::quoted(&truncate_at_word(word, 30, '…'));
        }
        let name = if sheet.name.is_empty() {
            String::new()
        } else {
            format!("sheet {}, ", said::quoted(&sheet.name))
        };
        seen.push_str(&Text::line(&format!(
            "; {name}row {}: {}",
            row.no,
            truncate_at_word(&words.join(" | "), 80, '…')
        )));
    }
    ImportError::NoHeadings {
        file: file.to_owned(),
        seen,
        hint: format!("--map title={example}   (or --sheet NAME, --row N)"),
    }
}
