//! The journal: a team's answers for one project, in one file of RON lines that is only ever appended to.
//!
//! `record` has the RON shapes, `line` one line, `scan` a whole file's bytes, `damage` what may be wrong with them;
//! `fold` the way from lines to `answers`, `undo` what is undone; `append` the only code that touches the file.
//! An open journal is a `session`: over the file, with a `writer`, or in `memory`. docs/journal-format.md describes the format for
//! other programs.

pub mod answers;
pub mod append;
pub mod damage;
pub mod digest;
pub mod disk;
mod envelope;
pub mod error;
pub mod fold;
pub mod line;
pub mod memory;
pub mod merge;
pub mod names;
pub mod parts;
pub mod private;
pub mod record;
pub mod scan;
pub mod session;
pub mod staged;
pub mod undo;
pub mod writer;

#[cfg(test)]
pub(crate) mod samples;
