//! Golive takes a team that puts a customer identity platform into its products from the first question to go-live.
//!
//! The modules, from the ground up: `text` is the only type for words from outside, `threads` shares work between two,
//! `files` makes and replaces files whole or not at all, `facts` what an export of a system shows, `pack` the checklists and
//! plans, `journal` what a team answered, `domain` what that comes to, `report` that on paper,
//! `workspace` the open project and the world around it, `tui` the screens, `cli` the command line, which starts them. ARCHITECTURE.md has the map.
//!
//! The parts of the screen, as `tui` names them:
//!
//! ```text
//!  Golive   Contoso portal · B2C                        saved 16:42    header: project, save state
//!  1 Home  [2 Checklists]  3 Plan                 : commands  ? help   tabs
//! ─────────────────────────────────────────────────────────────────
//!  the screen                                                          body: one of `screen`
//! ─ Waive · Design 42 ─────────────────────────────────────────────    sheet: the popup in front
//! ─────────────────────────────────────────────────────────────────
//!  Space done   d doing   e answer                          u undo     footer, or the message
//! ```

pub mod cli;
pub mod domain;
pub mod facts;
pub mod files;
pub mod journal;
pub mod pack;
pub mod report;
pub mod text;
pub mod threads;
pub mod tui;
pub mod workspace;
