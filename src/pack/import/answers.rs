//! The rows of a list with the words of each field, to read answers from.
//!
//! A sheet that a report wrote is read by its headings alone. A sheet of a team's own is read as an import reads it, so
//! that its banners, sections and footers are passed over in the same way.

use std::path::Path;

use super::fields::Titled;
use super::headings::{Field, Match, fields, plain};
use super::items::WIDEST_TITLE;
use super::layout::{self, Block, Said, blocks};
use super::sheet::unread::is_error;
use super::sheet::{self, CellGrid, Row, SheetError, letters};
use super::{chosen, rows};
use crate::text::{Text, truncate_at_word};

/// In how many rows headings are looked for.
const HEADING_ROWS: usize = 40;

/// One row with the words of each field that it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerRow {
    pub row: usize,
    /// What names the entry: ids, codes, short names.
    pub keys: Vec<Text>,
    /// As an import would make it.
    pub title: Option<Text>,
    /// The fields of answers; empty cells too.
    pub words: Vec<(Field, Text)>,
    /// The stamp that a report gave the row.
    pub stamp: Option<Text>,
    /// In a row with a stamp the cells that are only read, by their headings.
    pub fixed: Vec<(&'static str, Text)>,
    /// Cells that are not empty and cannot be read: `owner in D7 holds the error #N/A`.
    pub unread: Vec<String>,
}

impl AnswerRow {
    fn is_of_capture(&self) -> bool {
        self.stamp.as_ref().is_some_and(|stamp| stamp.starts_with(CAPTURE_STAMP))
    }
}

/// The columns of a report from which no cell is taken, though somebody may write into them.
const FIXED: [&str; 4] = ["Item", "Question", "Level", "Captures"];

/// The headings of the sheet of captures, and last what the one table has of a capture in words.
pub const CAPTURE_HEADINGS: [&str; 9] =
    ["Kind", "Captured", "Captured for", "Captured until", "State", "Captured at", "By", "On", "Captures"];

/// The places of those headings.
pub mod captured {
    /// `decision`, `action` and so on; only read.
    pub const KIND: usize = 0;
    /// The words.
    pub const TEXT: usize = 1;
    /// The person it is for.
    pub const OWNER: usize = 2;
    /// The day by which.
    pub const DUE: usize = 3;
    /// `open` or `resolved`.
    pub const STATE: usize = 4;
    /// The entry; only read.
    pub const AT: usize = 5;
    /// The day on which it was written; only read.
    pub const ON: usize = 7;
    /// All of it in one cell; only read.
    pub const PHRASE: usize = 8;

    /// The cells that are taken, with what they are called.
    pub const TAKEN: [(usize, &str); 4] = [(TEXT, "text"), (OWNER, "owner"), (DUE, "due"), (STATE, "state")];
}

/// Begins the stamp of a capture.
pub const CAPTURE_STAMP: &str = "c1-";

/// One row about a capture, as a report has them beside its lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaptureRow {
    pub row: usize,
    pub sheet: Text,
    /// In the order of the headings; `None` if the sheet has no such column.
    pub cells: [Option<Text>; CAPTURE_HEADINGS.len()],
    /// Filled cells of columns that a capture does not have.
    pub beside: Vec<&'static str>,
    pub stamp: Option<Text>,
    /// Cells that are not empty and cannot be read.
    pub unread: Vec<String>,
}

/// One row about a project question, as a report has them beside its lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionRow {
    pub row: usize,
    pub sheet: Text,
    pub ask: Text,
    pub known: Text,
}

/// The rows of one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerSheet {
    pub name: Text,
    pub rows: Vec<AnswerRow>,
    /// Whether its rows have full ids, as those of a report do.
    is_of_report: bool,
}

/// A sheet that is not read, though nobody asked for another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftSheet {
    pub name: Text,
    /// How many rows it has.
    pub rows: usize,
    /// Whether it tells answers, and is left only because sheets with full ids stand beside it.
    pub tells: bool,
}

/// The sheets of a file that tell answers, and the names of all its visible sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerSheets {
    pub taken: Vec<AnswerSheet>,
    /// What the sheets of a report say about project questions.
    pub questions: Vec<QuestionRow>,
    pub captures: Vec<CaptureRow>,
    /// Those that have rows and are not read, but for what a report itself puts beside its lists.
    pub left: Vec<LeftSheet>,
    pub names: Vec<Text>,
    /// A heading that the user named and no sheet has, and the headings that there are.
    pub missing: Option<(String, String)>,
    /// What was seen on the way in the sheets that are taken.
    pub notes: Vec<Text>,
    /// The first row with several words in it, for a message if nothing is taken.
    pub seen: Text,
}

/// Reads the sheets of `file` with these names; all visible ones if none is named.
pub fn read(file: &Path, named: &[String], said: &Said) -> Result<AnswerSheets, SheetError> {
    let all = sheet::read(file)?;
    let is_meant = |sheet: &&CellGrid| match named {
        [] => !sheet.hidden,
        named => named.iter().any(|name| name.trim().to_lowercase() == sheet.name.to_lowercase()),
    };
    let meant = || all.iter().filter(is_meant);
    let first = meant().flat_map(|sheet| &sheet.rows).find(|row| row.filled().count() > 1);
    let found: Vec<Vec<Block>> = if said.map.is_empty() {
        Vec::new()
    } else {
        meant().map(|sheet| read_blocks(sheet, said)).filter(|blocks| !blocks.is_empty()).collect()
    };
    let words =
        first.map(|row| row.filled().take(8).map(|(_, cell)| cell.words.first_line()).collect::<Vec<_>>());
    let read: Vec<(&CellGrid, Option<AnswerSheet>)> =
        meant().map(|sheet| (sheet, answers(sheet, said))).collect();
    // A workbook of a report has a summary and more beside its lists.
    let is_of_report = read.iter().any(|(_, told)| told.as_ref().is_some_and(|told| told.is_of_report));
    let (mut taken, mut left, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    let questions = read.iter().flat_map(|(sheet, _)| question_rows(sheet)).collect();
    let mut captures: Vec<CaptureRow> = read.iter().flat_map(|(sheet, _)| capture_rows(sheet)).collect();
    for (sheet, told) in read {
        match told {
            // The headings of these sheets are those of a report, whatever is read beside them.
            _ if is_of_captures(sheet) || first_headings(sheet) == Some(QUESTION_HEADINGS) => {}
            Some(mut told) if told.is_of_report || !is_of_report => {
                notes.extend(sheet.notes.iter().map(|note| {
                    let name =
                        if sheet.name.is_empty() { String::new() } else { format!("{}: ", sheet.name) };
                    Text::line(&format!("{name}{note}"))
                }));
                let (rows, of_captures) = told.rows.into_iter().partition(|row| !row.is_of_capture());
                told.rows = rows;
                captures.extend(of_captures.into_iter().map(|row| captured_row(row, &sheet.name)));
                taken.push(told);
            }
            _ if sheet.rows.is_empty() || is_of_report && is_beside_the_lists(sheet) => {}
            Some(told) => left.push(LeftSheet { name: told.name, rows: told.rows.len(), tells: true }),
            None => left.push(LeftSheet { name: sheet.name.clone(), rows: sheet.rows.len(), tells: false }),
        }
    }
    Ok(AnswerSheets {
        taken,
        questions,
        captures,
        left,
        notes,
        missing: chosen::missing(said, found.iter().map(Vec::as_slice)),
        names: all.iter().filter(|sheet| !sheet.hidden).map(|sheet| sheet.name.clone()).collect(),
        seen: Text::line(&words.unwrap_or_default().join(" | ")),
    })
}

/// Whether sheets are those of a report: rows with full ids under its headings, or its sheet of captures.
pub(super) fn are_of_report(sheets: &[CellGrid]) -> bool {
    let has_rows = |sheet: &CellGrid| {
        headed(sheet).is_some_and(|head| {
            let is_written_here =
                head.stamp.is_some() || head.fixed.iter().any(|(name, _)| *name == "Captures");
            head.is_of_report && is_written_here
        })
    };
    sheets.iter().any(|sheet| has_rows(sheet) || is_of_captures(sheet))
}

/// Whether a sheet is one that each report puts beside its lists and that has no answers: its summary, and what its
/// drop-downs offer.
fn is_beside_the_lists(sheet: &CellGrid) -> bool {
    matches!(sheet.name.as_str(), "Summary" | "Choices")
}

/// Whether the first row has the headings of the sheet of captures, wherever somebody moved them.
fn is_of_captures(sheet: &CellGrid) -> bool {
    let headings: Vec<&str> =
        sheet.rows.first().into_iter().flat_map(Row::filled).map(|(_, cell)| cell.words.as_str()).collect();
    [captured::KIND, captured::TEXT, captured::STATE]
        .iter()
        .all(|at| CAPTURE_HEADINGS.get(*at).is_some_and(|name| headings.contains(name)))
}

/// The captures of a sheet; empty if it has others.
fn capture_rows(sheet: &CellGrid) -> Vec<CaptureRow> {
    let Some(head) = sheet.rows.first().filter(|_| is_of_captures(sheet)) else { return Vec::new() };
    let column = |name: &str| head.filled().find(|(_, cell)| &*cell.words == name).map(|(column, _)| column);
    let mut columns = CAPTURE_HEADINGS.map(column);
    columns[captured::PHRASE] = None;
    let stamp = column("Stamp");
    let row = |row: &Row| CaptureRow {
        row: row.no,
        sheet: sheet.name.clone(),
        cells: columns.map(|column| Some(row.words(column?).cloned().unwrap_or_default())),
        beside: Vec::new(),
        stamp: stamp.and_then(|column| row.words(column)).cloned(),
        unread: captured::TAKEN
            .iter()
            .filter_map(|(at, name)| unread(sheet, row, columns.get(*at).copied().flatten()?, name, true))
            .collect(),
    };
    sheet.rows.iter().skip(1).map(row).collect()
}

/// A row of the one table that is about a capture: its columns are those of the entries.
fn captured_row(row: AnswerRow, sheet: &Text) -> CaptureRow {
    let mut cells: [Option<Text>; CAPTURE_HEADINGS.len()] = Default::default();
    let mut beside = Vec::new();
    for (field, words) in row.words {
        match field {
            Field::Owner => cells[captured::OWNER] = Some(words),
            Field::Due => cells[captured::DUE] = Some(words),
            Field::Status => cells[captured::STATE] = Some(words),
            field if !words.is_empty() => beside.push(field.word()),
            _ => {}
        }
    }
    for (name, words) in row.fixed {
        match name {
            "Item" => cells[captured::TEXT] = Some(words),
            "Captures" => cells[captured::PHRASE] = Some(words),
            name if !words.is_empty() => beside.push(name),
            _ => {}
        }
    }
    CaptureRow { row: row.row, sheet: sheet.clone(), cells, beside, stamp: row.stamp, unread: row.unread }
}

/// The first headings of the sheet of project questions.
const QUESTION_HEADINGS: (&str, &str) = ("Project question", "Known");

fn first_headings(sheet: &CellGrid) -> Option<(&str, &str)> {
    sheet.rows.first().and_then(|row| Some((row.words(0)?.as_str(), row.words(1)?.as_str())))
}

/// The project questions of a sheet; none if it has others.
fn question_rows(sheet: &CellGrid) -> Vec<QuestionRow> {
    let rows = sheet.rows.iter().skip(1).filter(|_| first_headings(sheet) == Some(QUESTION_HEADINGS));
    let question = |row: &Row| {
        let (ask, known) = (row.words(0)?.clone(), row.words(1).cloned().unwrap_or_default());
        Some(QuestionRow { row: row.no, sheet: sheet.name.clone(), ask, known })
    };
    rows.filter_map(question).collect()
}

/// The answers of one sheet; `None` if it has no column for them.
fn answers(sheet: &CellGrid, said: &Said) -> Option<AnswerSheet> {
    let tells = |rows: &Vec<AnswerRow>| rows.iter().any(|row| row.stamp.is_some() || !row.words.is_empty());
    let head = headed(sheet).filter(|_| said.map.is_empty());
    let is_of_report = head.as_ref().is_some_and(|head| head.is_of_report);
    let by_heads = head.map(|head| head.rows(sheet));
    let rows = match by_heads {
        Some(rows) if is_of_report => rows,
        by_heads => Some(as_imported(sheet, said)).filter(tells).or(by_heads)?,
    };
    tells(&rows).then_some(AnswerSheet { name: sheet.name.clone(), rows, is_of_report })
}

/// A row of headings with a key and something about answers.
struct AnswerHeadings {
    /// Its place in the sheet.
    at: usize,
    keys: Vec<usize>,
    /// The column of the list's name and that of the number in it.
    list_and_number: Option<(usize, usize)>,
    /// The column of titles, for rows that somebody added.
    title: Option<usize>,
    fields: Vec<(Field, usize)>,
    stamp: Option<usize>,
    fixed: Vec<(&'static str, usize)>,
    is_of_report: bool,
}

fn headed(sheet: &CellGrid) -> Option<AnswerHeadings> {
    sheet.rows.iter().take(HEADING_ROWS).enumerate().find_map(|(at, row)| head(sheet, at, row))
}

fn head(sheet: &CellGrid, at: usize, row: &Row) -> Option<AnswerHeadings> {
    let mut keys: Vec<(u8, usize)> = Vec::new();
    let mut found: Vec<(Field, Match, usize)> = Vec::new();
    let (mut stamp, mut list, mut number, mut title) = (None, None, None, None);
    let mut fixed = Vec::new();
    for (column, cell) in row.filled() {
        fixed.extend(FIXED.into_iter().filter(|name| *name == &*cell.words).map(|name| (name, column)));
        match plain(&cell.words).as_str() {
            "id" | "goliveid" => keys.push((0, column)),
            "code" | "codes" => keys.push((1, column)),
            "entry" | "shortname" | "name" => keys.push((2, column)),
            "stamp" => stamp = Some(column),
            "list" => list = Some(column),
            "no" => number = Some(column),
            _ => {
                let best = fields(&cell.words).into_iter().max_by_key(|(_, fit)| *fit);
                if matches!(best, Some((Field::Title, fit)) if fit.is_whole()) {
                    title = title.or(Some(column));
                }
                let Some((field, fit)) = best.filter(|(field, _)| field.is_answer()) else { continue };
                match found.iter_mut().find(|(known, ..)| *known == field) {
                    Some(known) if known.1 < fit => *known = (field, fit, column),
                    Some(_) => {}
                    None => found.push((field, fit, column)),
                }
            }
        }
    }
    keys.sort_unstable();
    let id = keys.iter().find(|(rank, _)| *rank == 0).map(|(_, column)| *column);
    let below = || sheet.rows.iter().skip(at + 1).filter_map(|row| row.words(id?));
    let paths = below().filter(|words| words.contains('/')).count();
    let is_of_report = paths > 0 && paths * 2 > below().count();
    let fields: Vec<(Field, usize)> = found.into_iter().map(|(field, _, column)| (field, column)).collect();
    (!keys.is_empty() && !fields.is_empty()).then(|| AnswerHeadings {
        at,
        keys: keys.into_iter().map(|(_, column)| column).collect(),
        list_and_number: list.zip(number),
        title,
        fields,
        stamp,
        fixed,
        is_of_report,
    })
}

impl AnswerHeadings {
    fn rows(&self, sheet: &CellGrid) -> Vec<AnswerRow> {
        let heading = sheet.rows.get(self.at);
        let is_heading = |row: &Row| {
            self.keys
                .iter()
                .all(|column| heading.and_then(|heading| heading.words(*column)) == row.words(*column))
        };
        let rows = sheet.rows.iter().skip(self.at + 1).filter(|row| !is_heading(row));
        let is_row = |row: &AnswerRow| {
            let tells = row.words.iter().any(|(_, words)| !words.is_empty()) || !row.unread.is_empty();
            !row.keys.is_empty() || row.title.is_some() || tells
        };
        rows.map(|row| self.row(sheet, row)).filter(is_row).collect()
    }

    fn row(&self, sheet: &CellGrid, row: &Row) -> AnswerRow {
        let words = |column: usize| row.words(column).cloned();
        let mut keys: Vec<Text> = self.keys.iter().filter_map(|column| words(*column)).collect();
        // A row that the program wrote is found by its id alone.
        let is_added = self.stamp.and_then(words).is_none();
        let named = self.list_and_number.and_then(|(list, number)| Some((words(list)?, words(number)?)));
        keys.extend(
            named.map(|(list, number)| Text::line(&format!("{list} {}", number.trim_start_matches('\'')))),
        );
        AnswerRow {
            row: row.no,
            keys,
            title: self.title.and_then(words).filter(|_| is_added).map(|title| Text::line(&title)),
            words: self
                .fields
                .iter()
                .map(|(field, column)| (*field, words(*column).unwrap_or_default()))
                .collect(),
            stamp: self.stamp.and_then(words),
            unread: self.unread(sheet, row),
            fixed: self
                .fixed
                .iter()
                .filter(|_| !is_added)
                .map(|(name, column)| (*name, words(*column).unwrap_or_default()))
                .collect(),
        }
    }
    fn unread(&self, sheet: &CellGrid, row: &Row) -> Vec<String> {
        let mut found = unread_answers(sheet, row, &self.fields);
        let words = |column: usize| row.words(column);
        // The text of a capture in the one table.
        if self.stamp.and_then(words).is_some_and(|stamp| stamp.starts_with(CAPTURE_STAMP)) {
            let item = self.fixed.iter().find(|(name, _)| *name == "Item");
            found.extend(item.and_then(|(_, column)| unread(sheet, row, *column, "text", true)));
        }
        if !self.keys.iter().copied().chain(self.title).any(|column| words(column).is_some()) {
            let keys = self.keys.iter().copied().chain(self.title);
            found.extend(keys.filter_map(|column| unread(sheet, row, column, "the entry", false)));
        }
        found
    }
}

/// The cell of a field if it is not empty and cannot be read; in a text file an error is words like others, and an
/// answer for people may be anything.
fn unread(sheet: &CellGrid, row: &Row, column: usize, name: &str, has_no_errors: bool) -> Option<String> {
    let holds = sheet.holds(row, column).or_else(|| {
        let words = row.words(column).filter(|words| has_no_errors && is_error(words))?;
        Some(format!("{}{} holds the error {}", letters(column), row.no, words.trim()))
    })?;
    Some(format!("{name} in {holds}"))
}

fn unread_answers(sheet: &CellGrid, row: &Row, columns: &[(Field, usize)]) -> Vec<String> {
    let answers = columns.iter().filter(|(field, _)| field.is_answer());
    let unread = |(field, column): &(Field, usize)| {
        let is_free = matches!(field, Field::Note | Field::Reason);
        unread(sheet, row, *column, field.word(), !is_free)
    };
    answers.filter_map(unread).collect()
}

fn read_blocks(sheet: &CellGrid, said: &Said) -> Vec<Block> {
    match blocks(sheet, said) {
        blocks if blocks.is_empty() => layout::bare(sheet, said).into_iter().collect(),
        blocks => blocks,
    }
}

fn as_imported(sheet: &CellGrid, said: &Said) -> Vec<AnswerRow> {
    let blocks = read_blocks(sheet, said);
    let items = rows::rows(sheet, &blocks).items;
    let row = |item: &rows::Found<'_>| {
        let words = |field: Field| item.columns.words(item.row, field).cloned();
        let title = words(Field::Title).map(|cell| Titled::of(&cell).whole);
        let of_answers = item.columns.found.iter().filter(|(field, _)| field.is_answer());
        AnswerRow {
            row: item.row.no,
            keys: [words(Field::Id), words(Field::Codes)].into_iter().flatten().collect(),
            title: title.map(|title| Text::line(&truncate_at_word(&title, WIDEST_TITLE, '…'))),
            words: of_answers
                .map(|(field, column)| (*field, item.row.words(*column).cloned().unwrap_or_default()))
                .collect(),
            stamp: None,
            fixed: Vec::new(),
            unread: unread_answers(sheet, item.row, &item.columns.found),
        }
    };
    items.iter().map(row).collect()
}
