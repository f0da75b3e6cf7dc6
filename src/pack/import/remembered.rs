//! The flags of an import, kept as comments in the file of its list, so that an update reads the sheet in the same way.

use std::fmt::Write as _;

use super::headings::{Field, plain};
use super::layout::Said;
use super::order::Order;
use super::said::quoted;
use super::sheet::{CellGrid, letters};
use crate::pack::model::Level;
use crate::text::Text;

/// Begins each line that keeps a flag.
const FLAG: &str = "// Imported with: ";

/// Begins each line that keeps what a word of the level column meant.
const MEANT: &str = "// Read as a level: ";

/// Flags of an earlier import that are used again, and those that name nothing in this file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Remembered {
    pub(super) used: Vec<String>,
    pub(super) unused: Vec<String>,
}

/// The lines that keep the flags of an import, and what the words of its levels were taken for; `sheet` is the one that
/// became the list, if the file has several.
pub(super) fn lines(said: &Said, sheet: Option<&str>, levels: &[(String, Level)]) -> String {
    let mut out = String::new();
    for flag in flags(said, sheet) {
        let _ = writeln!(out, "{FLAG}{flag}");
    }
    let mut told: Vec<String> = said.levels.iter().map(|(words, _)| plain(words)).collect();
    for (words, level) in said.meant.iter().chain(levels) {
        if !told.contains(&plain(words)) {
            told.push(plain(words));
            let _ = writeln!(out, "{MEANT}{}={}", Text::line(words), level.word());
        }
    }
    out
}

/// Whether a comment keeps a flag or a meaning.
pub(super) fn is_flag(words: &str) -> bool {
    [FLAG, MEANT].iter().any(|line| words.starts_with(line.trim_end()))
}

fn flags(said: &Said, sheet: Option<&str>) -> Vec<String> {
    let line = |words: &str| Text::line(words).to_string();
    let sheet = sheet.map(|name| format!("--sheet {}", line(name)));
    let row = said.row.map(|row| format!("--row {row}"));
    let map = said.map.iter().map(|(field, heading)| format!("--map {}={}", field.word(), line(heading)));
    let levels = said.levels.iter().map(|(value, level)| format!("--level {}={}", line(value), level.word()));
    let kinds = said.applies.iter().map(|(value, kinds)| {
        let kinds = if kinds.is_empty() { "all".to_owned() } else { kinds.join("+") };
        format!("--applies {}={kinds}", line(value))
    });
    sheet.into_iter().chain(row).chain(map).chain(levels).chain(kinds).collect()
}

/// The order with the flags that the file of a list keeps, where nothing else was said now.
pub(super) fn with(order: &Order, list: &str, sheets: &[CellGrid]) -> (Order, Remembered) {
    let (mut order, mut told) = (order.clone(), Remembered::default());
    let now = order.clone();
    let meant = list.lines().filter_map(|line| line.strip_prefix(MEANT)?.rsplit_once('='));
    order.said.meant =
        meant.filter_map(|(words, level)| Some((words.to_owned(), Level::named(level)?))).collect();
    for flag in list.lines().filter_map(|line| line.strip_prefix(FLAG)) {
        let Some((name, value)) = flag.split_once(' ') else { continue };
        let is_used = match (name, value.rsplit_once('=')) {
            ("--sheet", _) => {
                let is_there = sheets.iter().any(|sheet| *sheet.name == *value);
                match now.sheets.is_empty() {
                    true if is_there => {
                        order.sheets.push(value.to_owned());
                        Some(true)
                    }
                    // A file with one sheet needs no name for it.
                    true => (sheets.len() > 1).then_some(false),
                    false => None,
                }
            }
            ("--row", _) => value.parse().ok().filter(|_| now.said.row.is_none()).map(|row: usize| {
                let is_there = sheets.iter().flat_map(|sheet| &sheet.rows).any(|known| known.no == row);
                order.said.row = is_there.then_some(row);
                is_there
            }),
            ("--map", _) => value.split_once('=').and_then(|(field, heading)| {
                let field = Field::named(field)?;
                let is_new = now.said.map.iter().any(|(known, _)| *known == field);
                (!is_new).then(|| {
                    let is_there = has_heading(sheets, heading);
                    if is_there {
                        order.said.map.push((field, heading.to_owned()));
                    }
                    is_there
                })
            }),
            ("--level", Some((words, level))) => Level::named(level).and_then(|level| {
                let is_new = now.said.levels.iter().any(|(known, _)| plain(known) == plain(words));
                (!is_new).then(|| {
                    order.said.levels.push((words.to_owned(), level));
                    true
                })
            }),
            ("--applies", Some((words, kinds))) => {
                let is_new = now.said.applies.iter().any(|(known, _)| plain(known) == plain(words));
                (!is_new).then(|| {
                    order.said.applies.push((words.to_owned(), super::chosen::kinds_named(kinds)));
                    true
                })
            }
            _ => None,
        };
        let shown = format!("{name} {}", quoted(value));
        match is_used {
            Some(true) => told.used.push(shown),
            Some(false) => told.unused.push(shown),
            None => {}
        }
    }
    (order, told)
}

/// Whether a sheet has a cell with this heading, or a column with this letter.
fn has_heading(sheets: &[CellGrid], heading: &str) -> bool {
    let is_letter = |column: usize| letters(column).eq_ignore_ascii_case(heading.trim());
    sheets.iter().flat_map(|sheet| &sheet.rows).any(|row| {
        row.filled().any(|(column, cell)| plain(&cell.words) == plain(heading) || is_letter(column))
    })
}

impl Remembered {
    /// What is said about them on the page.
    pub(super) fn page(&self) -> String {
        let mut out = String::new();
        if !self.used.is_empty() {
            let _ = writeln!(out, "\nWith the flags of the import before: {}", self.used.join(" "));
        }
        if !self.unused.is_empty() {
            let _ = writeln!(out, "\nNot in this file any more, so left out: {}   ?", self.unused.join(" "));
        }
        out
    }
}
