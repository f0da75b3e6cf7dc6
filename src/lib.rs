//! Golive takes a team that puts a customer identity platform into its products from the first question to go-live.
//!
//! The modules, from the ground up: `text` is the only type for words from outside, `pack` the checklists and
//! plans, `journal` what a team answered, `review` what that comes to, `report` that on paper, `cli` the command line. ARCHITECTURE.md has
//! the map.

pub mod cli;
pub mod journal;
pub mod pack;
pub mod report;
pub mod review;
pub mod text;
pub mod tui;
