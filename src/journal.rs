//! The journal: a team's answers for one project, in one file of RON lines that is only ever appended to.
//!
//! `record` has the RON shapes, `digest` the mark of a wording, `answers` what the lines come to, `fold` the way
//! from lines to answers, `append` the only code that touches the file. docs/journal-format.md describes the
//! format for other programs.

pub mod answers;
pub mod digest;
pub mod fold;
pub mod line;
pub mod parts;
pub mod record;

#[cfg(test)]
pub(crate) mod samples;
