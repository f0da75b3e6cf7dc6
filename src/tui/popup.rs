//! Popups: what comes over a screen for a moment. They stack; only the one in front gets the keys.
//!
//! A new popup is one file with a type that implements [`Popup`], opened by `Outcome::open`.

pub use crate::tui::context::Popup;

pub mod answer;
pub mod apps;
pub mod capture;
pub mod captured;
pub mod check;
pub mod choose;
pub mod compare;
pub mod conditions;
pub mod confirm;
pub mod decide;
pub mod entry;
pub mod entry_sheet;
pub mod facts;
pub mod field;
pub mod filter;
pub mod finder;
pub mod form;
pub mod gate_filter;
pub mod gone;
pub mod hands;
pub mod help;
pub mod meanwhile;
pub mod menu;
pub mod new_project;
pub mod own_item;
pub mod pace;
pub mod pack_differs;
pub mod palette;
pub mod plan_people;
pub mod projects;
pub mod prompts;
pub mod questions;
pub mod reading;
pub mod report;
pub mod room_agenda;
pub mod save_as;
pub mod search;
pub mod switches;
pub mod themes;
pub mod topic;
pub mod unsaved;
pub mod views;
pub mod whose;
