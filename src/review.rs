//! What a pack, its answers and the present moment come to: pure answers to the questions that screens, commands
//! and reports ask.
//!
//! `dates` reads and shows days, `capture_line` reads what is captured in one line.

pub mod capture_line;
pub mod dates;
