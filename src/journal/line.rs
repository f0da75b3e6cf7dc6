//! One line of a journal: its text and what the text says.
//!
//! Writing and reading of single lines, no files. A line is its bytes: two lines are the same when their bytes
//! are. What a whole file comes to is `damage`.

use std::cmp::Ordering;
use std::sync::{Arc, LazyLock};

use ron::Options;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;

use super::record::{Header, Record, Seq};

static RON: LazyLock<Options> =
    LazyLock::new(|| Options::default().with_default_extension(Extensions::IMPLICIT_SOME));

/// A record together with the very text it was read from or is written as, without its line end.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub record: Arc<Record>,
    pub text: Arc<str>,
}

impl Line {
    /// Returns the line that says `record`.
    pub fn of(record: Record) -> Line {
        Line { text: write(&record).into(), record: Arc::new(record) }
    }

    /// Returns the line's name.
    pub fn seq(&self) -> Seq {
        self.record.seq()
    }

    /// Compares two lines by their place in the journal: number, run, bytes.
    pub fn order(&self, other: &Line) -> Ordering {
        (self.seq(), self.text.as_bytes()).cmp(&(other.seq(), other.text.as_bytes()))
    }
}

/// Returns the text of a record: one line without its end.
pub fn write(record: &Record) -> String {
    let style = PrettyConfig::new().depth_limit(0).new_line("\n").separator(" ");
    RON.to_string_pretty(record, style).expect("a record has only strings, numbers, lists and options")
}

/// Returns the text of a journal's first line, without its end.
pub fn write_header(header: &Header) -> String {
    format!("Golive(format: {}, id: {:?})", header.format, header.id.as_str())
}

/// Returns the record that a line says.
pub fn parse(text: &str) -> Result<Record, ron::error::SpannedError> {
    RON.from_str(text)
}
