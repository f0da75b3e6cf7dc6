//! What the answers come to: pure functions from a pack, a journal's answers and the present moment.
//!
//! `board` lays a project out entry by entry with its counts, `standing` says where one entry stands, `tally`
//! counts, `gate` asks whether a milestone may be passed, `needs` what is most pressing, `coming` what lies ahead,
//! `filter` which entries are meant, `since` where somebody was and what others did, `captures` what is open from
//! workshops, `map` reads the plan for the plan screen, `dates` reads and shows days, `capture_line` reads what
//! is captured in one line, `agenda` plans a workshop, `workshop` says where one is, `room` what its people see of it
//! and `minutes` what it came to; `walk` reads what is typed in one without a screen. No files, no clock.

pub mod agenda;
pub mod board;
pub mod capture_line;
pub mod captures;
pub mod coming;
pub mod dates;
pub mod filter;
pub mod gate;
pub mod map;
pub mod minutes;
pub mod moment;
pub mod needs;
pub mod room;
pub mod since;
pub mod standing;
pub mod tally;
pub mod walk;
pub mod workshop;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod samples;
