//! Reads the cells of a CSV or XLSX file as text. A spreadsheet comes from anywhere, so everything has a bound.

use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::Path;

use calamine::{DataRef, Reader, Xlsx};

use crate::text::Text;

/// The largest file, in bytes.
const LARGEST_FILE: u64 = 8 * 1024 * 1024;
/// The most bytes an XLSX file may unpack to, and the most bytes of all cells.
const LARGEST_CONTENT: u64 = 32 * 1024 * 1024;
/// The most rows and columns that are looked at.
const MOST_ROWS: usize = 10_000;
const MOST_COLUMNS: usize = 64;
/// The longest cell, in bytes.
const LONGEST_CELL: usize = 64 * 1024;

/// One sheet: a name and rows of cells; an empty cell is an empty text.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: Text,
    pub(super) rows: Vec<Vec<Text>>,
}

/// Why a spreadsheet cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The file cannot be opened or read.
    #[error("{0}")]
    Read(#[from] io::Error),
    /// It is a folder, a pipe or a device.
    #[error("this is not an ordinary file")]
    Odd,
    /// It, or what is packed in it, is too large.
    #[error("the file or what is packed in it is too large")]
    Large,
    /// It has more rows than anybody would go through.
    #[error("the sheet has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns")]
    Many,
    /// One cell is too long.
    #[error("a cell in row {row} is longer than {} KiB", LONGEST_CELL / 1024)]
    LongCell { row: usize },
    /// The ending is none of those that are read.
    #[error("only .csv, .tsv and .xlsx files are read")]
    Kind,
    /// A text file in another encoding.
    #[error("the file is not UTF-8")]
    Encoding,
    /// A row of a CSV file makes no sense.
    #[error("row {row} cannot be read: {reason}")]
    Row { row: usize, reason: String },
    /// It has the ending of a spreadsheet, and is none.
    #[error("this is not a spreadsheet that can be read: {0}")]
    Broken(String),
}

impl SheetError {
    /// Returns what to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            SheetError::Read(_) | SheetError::Odd => "name a file that you may read",
            SheetError::Large | SheetError::Many | SheetError::LongCell { .. } => {
                "remove everything that is not part of the checklist, and save it as CSV"
            }
            SheetError::Kind => "save the spreadsheet as XLSX or CSV",
            SheetError::Encoding => "save it as \"CSV UTF-8\"",
            SheetError::Row { .. } => "look for a quote that is never closed",
            SheetError::Broken(_) => "open it in a spreadsheet program and save it as XLSX or CSV",
        }
    }
}

/// Returns the sheets of the file at `path`.
pub(super) fn read(path: &Path) -> Result<Vec<Sheet>, SheetError> {
    let kind = fs::metadata(path)?;
    if !kind.is_file() {
        return Err(SheetError::Odd);
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(SheetError::Large);
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("csv" | "tsv" | "txt") => Ok(vec![csv(&bytes)?]),
        Some("xlsx" | "xlsm") => xlsx(&bytes),
        _ => Err(SheetError::Kind),
    }
}

fn csv(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let text = str::from_utf8(bytes).map_err(|_| SheetError::Encoding)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    // What stands most often in the first line is what separates; a comma where nothing does.
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .rev()
        .max_by_key(|sign| first.bytes().filter(|byte| byte == sign).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut cells = Cells::default();
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|error| SheetError::Row {
            row: row + 1,
            reason: Text::line(&error.to_string()).to_string(),
        })?;
        for (column, cell) in record.iter().enumerate() {
            cells.put(row, column, cell)?;
        }
    }
    Ok(Sheet { name: Text::default(), rows: cells.rows })
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        // Charts and the like have a name and no cells.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        let mut cells = Cells::default();
        while let Some(cell) = reader.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            let words = words(cell.get_value());
            cells.put(row as usize, column as usize, &words)?;
        }
        sheets.push(Sheet { name: Text::line(&name), rows: cells.rows });
    }
    Ok(sheets)
}

fn broken(error: impl std::fmt::Display) -> SheetError {
    SheetError::Broken(Text::line(&error.to_string()).to_string())
}

/// Refuses a file that unpacks to more than anybody has typed; what it says about its size is not believed.
fn measure(bytes: &[u8]) -> Result<(), SheetError> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = LARGEST_CONTENT;
    for idx in 0..packed.len() {
        let entry = packed.by_index(idx).map_err(broken)?;
        let has_strings = entry.name().map_err(broken)?.to_ascii_lowercase().ends_with("sharedstrings.xml");
        let mut content = Vec::new();
        let mut entry = entry.take(left + 1);
        let size = if has_strings {
            entry.read_to_end(&mut content).map_err(broken)? as u64
        } else {
            io::copy(&mut entry, &mut io::sink()).map_err(broken)?
        };
        left = left.checked_sub(size).ok_or(SheetError::Large)?;
        if announced(&content) > size {
            return Err(broken("it announces more texts than it can hold"));
        }
    }
    Ok(())
}

/// How many texts a list of shared texts says that it has; room for them is made before they are read.
fn announced(content: &[u8]) -> u64 {
    let mut most = 0;
    for (at, _) in content.windows(3).enumerate().filter(|(_, word)| *word == b"sst") {
        let tag = content.get(at..).unwrap_or_default();
        let tag = tag.split(|byte| *byte == b'>').next().unwrap_or_default();
        for value in tag.split(|byte| *byte == b'"' || *byte == b'\'').filter(|value| !value.is_empty()) {
            if value.iter().all(u8::is_ascii_digit) {
                let number = str::from_utf8(value).ok().and_then(|digits| digits.parse().ok());
                most = most.max(number.unwrap_or(u64::MAX));
            }
        }
    }
    most
}

fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => words.clone(),
        DataRef::SharedString(words) => (*words).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(day) => day.to_string(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[derive(Default)]
struct Cells {
    rows: Vec<Vec<Text>>,
    used: u64,
}

impl Cells {
    fn put(&mut self, row: usize, column: usize, raw: &str) -> Result<(), SheetError> {
        // Formats reach to the end of the sheet; only words count.
        if raw.trim().is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(SheetError::Many);
        }
        if raw.len() > LONGEST_CELL {
            return Err(SheetError::LongCell { row: row + 1 });
        }
        self.used += raw.len() as u64;
        if self.used > LARGEST_CONTENT {
            return Err(SheetError::Large);
        }
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        if let Some(cells) = self.rows.get_mut(row) {
            if cells.len() <= column {
                cells.resize_with(column + 1, Text::default);
            }
            if let Some(cell) = cells.get_mut(column) {
                *cell = Text::block(raw.trim());
            }
        }
        Ok(())
    }
}
