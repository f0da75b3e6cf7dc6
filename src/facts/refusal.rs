//! Why an export is not read: what, where, and what to do. Never the words of the file.

use std::fmt;

use crate::text::Text;

/// A file of an export that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The name of the file, or empty.
    pub file: Text,
    pub line: Option<u64>,
    pub what: String,
    pub hint: String,
    /// The file is well, but these rules are not for it.
    pub is_other_kind: bool,
}

impl Refusal {
    /// A refusal of `file`; `what` completes "tenant.yaml ...".
    pub fn new(file: &str, what: &str, hint: &str) -> Refusal {
        Refusal {
            file: Text::line(file),
            line: None,
            what: what.to_owned(),
            hint: hint.to_owned(),
            is_other_kind: false,
        }
    }

    /// The same with the line.
    pub fn at(self, line: Option<u64>) -> Refusal {
        Refusal { line: line.filter(|line| *line > 0), ..self }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(out, ", line {line}")?;
        }
        write!(out, ": {}", self.what)
    }
}

impl std::error::Error for Refusal {}
