//! Reads the cells of a spreadsheet, a text table or a Markdown file as people see them.
//!
//! A spreadsheet comes from anywhere, so everything has a bound. One file a format; what the cells mean is not asked here.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use self::packed::Packed;
use self::unread::Unread;
use crate::text::{self, Text};

mod decode;
mod delimited;
mod markdown;
mod number;
mod ods;
mod packed;
pub(super) mod unread;
mod xls;
mod xlsx;
mod xml;

/// The largest file, in bytes.
const LARGEST_FILE: u64 = 8 * 1024 * 1024;
/// The most bytes a file may unpack to, and the most bytes of all cells.
const LARGEST_CONTENT: u64 = 32 * 1024 * 1024;
/// The most rows and columns that are looked at.
const MOST_ROWS: usize = 10_000;
const MOST_COLUMNS: usize = 256;
/// The longest cell, in bytes.
const LONGEST_CELL: usize = 64 * 1024;

/// One cell, as it is seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) words: Text,
    /// The address behind the words.
    pub(super) link: Option<String>,
    /// Further addresses behind them.
    pub(super) more_links: Vec<String>,
    pub(super) struck: bool,
    pub(super) bold: bool,
    /// It reaches over several columns.
    pub(super) merged: bool,
    /// Why it has no words though it is not empty.
    pub(super) unread: Option<Unread>,
}

impl Cell {
    fn of(words: &str) -> Cell {
        match xlsx::hyperlink(words.trim()).filter(|_| words.trim_start().starts_with('=')) {
            Some((address, label)) => {
                let shown = Text::block(label.as_ref().unwrap_or(&address).trim());
                Cell { words: shown, link: Some(address), ..Cell::default() }
            }
            None => Cell { words: Text::block(words.trim()), ..Cell::default() },
        }
    }

    fn add_link(&mut self, address: &str) {
        if self.link.is_none() {
            self.link = Some(address.to_owned());
        } else {
            self.more_links.push(address.to_owned());
        }
    }
}

/// One row with its number in the sheet, from 1.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) no: usize,
    pub(super) cells: Vec<Cell>,
    pub(super) hidden: bool,
}

impl Row {
    /// The words of a column; `None` if the cell is empty.
    pub(super) fn words(&self, column: usize) -> Option<&Text> {
        self.cells.get(column).map(|cell| &cell.words).filter(|words| !words.is_empty())
    }

    /// The columns with words in them.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.words.is_empty())
    }

    /// Whether its title is struck out.
    pub(super) fn is_struck(&self, title: Option<usize>) -> bool {
        title
            .and_then(|title| self.cells.get(title))
            .is_some_and(|cell| cell.struck && !cell.words.is_empty())
    }
}

/// One sheet. Rows without words are not in it, so that numbers have gaps.
#[derive(Debug, Default)]
pub(super) struct CellGrid {
    pub(super) name: Text,
    pub(super) hidden: bool,
    pub(super) rows: Vec<Row>,
    /// What was seen on the way and is not in the rows.
    pub(super) notes: Vec<Text>,
    /// What is in no row: its line, why, and its first words.
    pub(super) passed: Vec<Passed>,
    /// Cells that are not empty and have no words, by the row's number and the column; they are in no row.
    unread: BTreeMap<(usize, usize), Unread>,
    /// The headings were made here; no row of the file has them.
    pub(super) is_made: bool,
    /// A row right above headings names the section below them, whatever the others are like.
    pub(super) has_banners: bool,
}

impl CellGrid {
    /// What a cell without words holds all the same.
    pub(super) fn unread(&self, row: &Row, column: usize) -> Option<&Unread> {
        self.unread.get(&(row.no, column))
    }

    /// The cell and what it holds, as in `D7 holds the error #N/A`.
    pub(super) fn holds(&self, row: &Row, column: usize) -> Option<String> {
        let unread = self.unread(row, column)?;
        Some(format!("{}{} holds {}", letters(column), row.no, unread.says()))
    }
}

/// A line that is in no row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passed {
    pub(super) line: usize,
    pub(super) why: &'static str,
    pub(super) words: String,
}

/// Why a spreadsheet cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    #[error("it does not exist")]
    Missing,
    #[error("you may not read it")]
    Forbidden,
    /// The file cannot be opened or read.
    #[error("{0}")]
    Read(io::Error),
    /// It is a folder, a pipe or a device.
    #[error("it is not an ordinary file")]
    Odd,
    /// It, or what is packed in it, is too large.
    #[error("the file or what is packed in it is too large")]
    Large,
    /// One cell is too long.
    #[error("a cell in row {row} is longer than {} KiB", LONGEST_CELL / 1024)]
    LongCell { row: usize },
    /// The extension is not one of those that are read.
    #[error("only .xlsx, .xls, .ods, .csv, .tsv, .txt and .md files are read")]
    Kind,
    /// A quote is opened and not closed.
    #[error("line {line} opens a quote that is not closed where its cell ends")]
    Unclosed { line: usize },
    #[error("it is empty")]
    Empty,
    /// The extension says spreadsheet, but the content is not one.
    #[error("it is called a spreadsheet, but its content is not one")]
    NoSheet,
    /// The extension says text, but the content is not.
    #[error("it is called a text file, but its content is not text")]
    NoText,
    /// A copy that was cut off, or one with a damaged part.
    #[error("it is damaged: {0}")]
    Broken(&'static str),
    #[error("it is protected by a password")]
    Locked,
    #[error("it was written by an Excel older than that of 1997")]
    Old,
}

impl From<io::Error> for SheetError {
    fn from(error: io::Error) -> SheetError {
        match error.kind() {
            io::ErrorKind::NotFound => SheetError::Missing,
            io::ErrorKind::PermissionDenied => SheetError::Forbidden,
            _ => SheetError::Read(error),
        }
    }
}

impl SheetError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            SheetError::Missing => "check the path",
            SheetError::Forbidden | SheetError::Read(_) | SheetError::Odd => "name a file that you may read",
            SheetError::Large | SheetError::LongCell { .. } => {
                "remove what does not belong to the checklist from the spreadsheet, and save it as CSV"
            }
            SheetError::Kind => "save it as XLSX, ODS or CSV",
            SheetError::Unclosed { .. } => "close the quote, or write a quote inside a cell twice: \"\"",
            SheetError::Empty => "save the spreadsheet again, or get another copy",
            SheetError::NoText => "open it in the program that wrote it, and save the list as XLSX or CSV",
            SheetError::Broken(_) => {
                "get another copy; or open it in a spreadsheet program, which may repair it, and save it as XLSX"
            }
            SheetError::Locked => "open it in a spreadsheet program, take the password away, and save it",
            SheetError::NoSheet | SheetError::Old => {
                "open it in a spreadsheet program and save it as XLSX or CSV"
            }
        }
    }
}

/// The sheets of the file at `path`.
pub(super) fn read(path: &Path) -> Result<Vec<CellGrid>, SheetError> {
    let kind = fs::metadata(path)?;
    if !kind.is_file() {
        return Err(SheetError::Odd);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(SheetError::Large);
    }
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let is_text = match extension.as_deref() {
        Some("csv" | "tsv" | "tab" | "txt" | "md" | "markdown") => true,
        Some("xlsx" | "xlsm" | "ods" | "xls") => false,
        _ => return Err(SheetError::Kind),
    };
    // What a workbook is called says little: many are only renamed.
    if bytes.starts_with(packed::MARK) {
        let mut packed = Packed::open(&bytes)?;
        return match packed.part("content.xml")? {
            Some(content) => ods::read(&content),
            None => xlsx::read(&mut packed),
        };
    }
    if bytes.starts_with(xls::MARK) {
        return xls::read(&bytes);
    }
    match (is_text, extension.as_deref()) {
        (false, _) if bytes.is_empty() => Err(SheetError::Empty),
        (false, _) => Err(SheetError::NoSheet),
        (true, _) if !decode::is_text(&bytes) => Err(SheetError::NoText),
        (true, Some("md" | "markdown")) => markdown::read(&bytes),
        (true, _) => Ok(vec![delimited::read(&bytes)?]),
    }
}

fn cut_off() -> SheetError {
    SheetError::Broken("it ends before its content does")
}

fn garbled() -> SheetError {
    SheetError::Broken("a part of it cannot be read")
}

/// The cells of one sheet on their way in.
#[derive(Default)]
struct Cells {
    rows: Vec<Row>,
    used: u64,
    beyond: Option<String>,
    /// Cells with characters that cannot be shown, and the first of them.
    odd: Option<(usize, String)>,
    unread: BTreeMap<(usize, usize), Unread>,
}

impl Cells {
    /// Puts a cell at its place, counted from 0.
    fn put(&mut self, row: usize, column: usize, mut cell: Cell) -> Result<(), SheetError> {
        if cell.words.contains(text::REPLACEMENT) {
            let place = format!("{}{}", letters(column), row + 1);
            self.odd.get_or_insert((0, place)).0 += 1;
            let apart = format!(" {} ", text::REPLACEMENT);
            let words = cell.words.replace(&apart, " ").replace(text::REPLACEMENT, "");
            cell.words = Text::block(words.trim());
            if cell.words.is_empty() {
                cell.unread = Some(Unread::Lost);
            }
        }
        // Formats reach to the end of the sheet; only words count.
        if cell.words.is_empty() {
            if let Some(unread) = cell.unread.filter(|_| row < MOST_ROWS && column < MOST_COLUMNS) {
                self.used += (size_of::<(usize, usize)>() + size_of::<Unread>()) as u64;
                self.unread.insert((row + 1, column), unread);
            }
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            self.beyond.get_or_insert_with(|| format!("{}{}", letters(column), row + 1));
            return Ok(());
        }
        if cell.words.len() > LONGEST_CELL {
            return Err(SheetError::LongCell { row: row + 1 });
        }
        // Empty cells before this one take room as well.
        let have = self.row(row).cells.len();
        let grown = (column + 1).saturating_sub(have) * size_of::<Cell>();
        self.used += (cell.words.len() + grown) as u64;
        if self.used > LARGEST_CONTENT {
            return Err(SheetError::Large);
        }
        let row = self.row(row);
        if have <= column {
            row.cells.resize_with(column + 1, Cell::default);
        }
        if let Some(place) = row.cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    /// The row at a place, made if it is not there; rows come in order but for odd files.
    fn row(&mut self, at: usize) -> &mut Row {
        let no = at + 1;
        let idx = match self.rows.last() {
            Some(last) if last.no == no => self.rows.len() - 1,
            Some(last) if last.no > no => match self.rows.binary_search_by_key(&no, |row| row.no) {
                Ok(idx) => idx,
                Err(idx) => {
                    self.rows.insert(idx, Row { no, ..Row::default() });
                    idx
                }
            },
            _ => {
                self.rows.push(Row { no, ..Row::default() });
                self.rows.len() - 1
            }
        };
        self.rows.get_mut(idx).expect("the index was just found or made")
    }

    /// The row with this place, if it has words.
    fn known(&mut self, at: usize) -> Option<&mut Row> {
        let idx = self.rows.binary_search_by_key(&(at + 1), |row| row.no).ok()?;
        self.rows.get_mut(idx)
    }

    fn sheet(self, name: &str, hidden: bool) -> CellGrid {
        let beyond = self.beyond.map(|place| {
            let last = letters(MOST_COLUMNS - 1);
            Text::line(&format!(
                "cells beyond column {last} or row {MOST_ROWS} skipped, the first of them {place}"
            ))
        });
        let odd = self.odd.map(|(count, first)| {
            let cells = match count {
                1 => format!("a cell, {first}"),
                count => format!("{count} cells, the first of them {first}"),
            };
            Text::line(&format!("characters that cannot be shown left out of {cells}"))
        });
        CellGrid {
            name: Text::line(name),
            hidden,
            rows: self.rows,
            notes: beyond.into_iter().chain(odd).collect(),
            passed: Vec::new(),
            unread: self.unread,
            is_made: false,
            has_banners: false,
        }
    }
}

/// `AB` for column 27, counted from 0.
pub(super) fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut out = Vec::new();
    while left > 0 {
        left -= 1;
        out.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    out.iter().rev().collect()
}
