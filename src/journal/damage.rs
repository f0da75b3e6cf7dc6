//! What may be wrong with a journal's file, line by line, and how it is said.
//!
//! Damage is kept in the file and stepped over. Whether something was *lost* is told apart from what only looks
//! odd: `golive verify` says no only to the first.

use std::fmt;

use super::record::{FORMAT, Header};
use crate::text::{Text, counted};

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DamageKind {
    /// It is not a line of this format.
    Unreadable { column: usize, why: Text },
    /// It stops in the middle; `n` is its number, if that is whole.
    Fragment { n: Option<u64> },
    /// It is nothing but NUL bytes, as a machine leaves them that stopped while writing.
    Nul,
    /// NUL bytes are around a line that can be read.
    NulAround,
    /// It is not UTF-8.
    NotUtf8,
    /// Its number is above the highest that may be given.
    NumberTooHigh,
    /// A text in it is longer than allowed.
    TextTooLong,
    /// It marks a conflict of a version control system.
    Marker,
    /// It is in the file already.
    Double,
    /// Two lines stand on it, both whole.
    Joined,
    /// The last line has no line end.
    Unterminated,
    /// It was written by a newer version of the program.
    Newer,
    /// It is the first line of a format that this program is too old for.
    NewerFormat(u32),
    /// It is the first line of another project.
    OtherProject(Text),
    /// No line says which project the file is about.
    NoHeader,
}

/// Something wrong with one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// From 1.
    pub line: usize,
    pub kind: DamageKind,
    /// Whether something that was once saved cannot be read any more.
    pub lost: bool,
}

impl fmt::Display for Damage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: ", self.line)?;
        match &self.kind {
            DamageKind::Unreadable { column, why } => {
                write!(out, "cannot be read, at column {column}: {why}")
            }
            DamageKind::Fragment { .. } if self.lost => {
                out.write_str("is cut off, and its change is nowhere else in the file")
            }
            DamageKind::Fragment { .. } => out.write_str(
                "stops in the middle: it was not called saved yet, unless something else cut the file here",
            ),
            DamageKind::Nul => out.write_str("only NUL bytes; the content is lost"),
            DamageKind::NulAround => out.write_str("NUL bytes around a line that can be read"),
            DamageKind::NotUtf8 => out.write_str("cannot be read, it is not UTF-8"),
            DamageKind::NumberTooHigh => out.write_str("its number is above the highest that may be given"),
            DamageKind::TextTooLong => out.write_str("a text is longer than 64 KiB"),
            DamageKind::Marker => out.write_str("a conflict marker, stepped over"),
            DamageKind::Double => out.write_str("is a duplicate; counted once"),
            DamageKind::Joined => out.write_str("two lines on one, both are used"),
            DamageKind::Unterminated => {
                out.write_str("the last line has no line end, the next change begins with one")
            }
            DamageKind::Newer => out.write_str("written by a newer version of golive, kept and not shown"),
            DamageKind::NewerFormat(format) => {
                write!(out, "format {format}; this version of golive reads up to {FORMAT}")
            }
            DamageKind::OtherProject(id) => write!(out, "the first line of another project, `{id}`"),
            DamageKind::NoHeader => {
                out.write_str("no line says which project this is, such as `Golive(format: 1, …)`")
            }
        }
    }
}

/// Why nothing is written to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadOnly {
    /// No line says which project it is about.
    NoHeader,
    /// A newer version made it.
    NewerFormat(u32),
    /// It has first lines of two projects.
    TwoProjects(Text, Text),
    /// The system does not let us write to it.
    NotPermitted,
}

impl ReadOnly {
    /// What can be done about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ReadOnly::NoHeader => {
                "`golive verify` says what can be read, `golive merge FILE -o OUT` saves it"
            }
            ReadOnly::NewerFormat(_) => "install the newer version of golive",
            ReadOnly::TwoProjects(..) => "`golive merge FILE -o OUT` writes a copy that is about one project",
            ReadOnly::NotPermitted => "ask for the right to write, or work on a copy",
        }
    }
}

impl fmt::Display for ReadOnly {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadOnly::NoHeader => out.write_str("it has no header line"),
            ReadOnly::NewerFormat(format) => {
                write!(out, "it has format {format}; this version of golive reads up to {FORMAT}")
            }
            ReadOnly::TwoProjects(one, other) => {
                write!(out, "it has the first lines of two projects, `{one}` and `{other}`")
            }
            ReadOnly::NotPermitted => out.write_str("you have no permission to write to it"),
        }
    }
}

/// What there is to say about a whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileCheck {
    /// Which project the file is about, if that can be told.
    pub header: Option<Header>,
    /// How many lines the file has.
    pub lines: usize,
    /// How many records are used, a doubled one counted once.
    pub records: usize,
    /// How many records a newer version wrote.
    pub newer: usize,
    /// In the order of the lines.
    pub problems: Vec<Damage>,
    /// How many records the file had when this program read it before, and has no more.
    pub gone: usize,
    /// Why nothing can be written to it.
    pub read_only: Option<ReadOnly>,
}

impl FileCheck {
    /// How many lines were lost.
    pub fn lost(&self) -> usize {
        self.problems.iter().filter(|problem| problem.lost).count()
    }

    /// Whether a line stops in the middle: what stood behind it, nobody can know from the file alone.
    pub fn is_cut(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem.kind, DamageKind::Fragment { .. }))
    }

    /// `nothing is lost`, `2 lines are lost`; of a file that may have been cut neither can be told.
    pub fn loss_phrase(&self) -> String {
        match self.lost() {
            0 if self.is_cut() => {
                "what stood behind it, if anything, cannot be told from the file".to_owned()
            }
            0 => "nothing is lost".to_owned(),
            lost => format!("{} lost", counted(lost, "line is", "lines are")),
        }
    }

    /// `1 line is irregular`: those of which nothing is lost; empty if there are none.
    pub fn irregular_phrase(&self) -> String {
        match self.problems.len() - self.lost() {
            0 => String::new(),
            odd => format!("{} irregular", counted(odd, "line is", "lines are")),
        }
    }

    /// Whether nothing at all is odd.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty() && self.read_only.is_none()
    }
}

/// What the file of an open project has lost; the program still knows all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// So many changes that were in it.
    Changes(usize),
    /// The file itself, with so many changes.
    File(usize, InPlace),
}

/// What has the name of a file that is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InPlace {
    Nothing,
    /// A folder or a device.
    NotAFile,
    /// That of another project, or no project at all.
    OtherFile,
}

impl InPlace {
    /// What can be done about it outside of the program.
    pub fn hint(self) -> &'static str {
        match self {
            InPlace::Nothing => "put the file back; it is never created again by itself",
            InPlace::NotAFile => "a folder or a device has its name: move that away, and put the file back",
            InPlace::OtherFile => "another file has its name: move that away, and put the file back",
        }
    }
}

impl Loss {
    /// `12 changes are gone from the file`, `the file is gone with its 12 changes`; `file` says which.
    pub fn words(self, file: &str) -> String {
        match self {
            Loss::Changes(count) => {
                format!("{} gone from {file}", counted(count, "change is", "changes are"))
            }
            Loss::File(0, _) => format!("{file} is gone"),
            Loss::File(count, _) => {
                format!("{file} is gone with its {}", counted(count, "change", "changes"))
            }
        }
    }

    /// What can be done about it outside of the program.
    pub fn hint(self) -> &'static str {
        match self {
            Loss::Changes(_) => {
                "an older copy may have taken its place: put the newer one back, or merge both"
            }
            Loss::File(_, place) => place.hint(),
        }
    }

    /// `12 changes are gone from the file, and 1 new one is not saved`.
    pub fn words_with(self, file: &str, unsaved: usize) -> String {
        let words = self.words(file);
        match unsaved {
            0 => words,
            _ => format!("{words}, and {} not saved", counted(unsaved, "new one is", "new ones are")),
        }
    }
}
