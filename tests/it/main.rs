//! The one integration binary: each module tests one boundary of the program.

mod answer;
mod cli_answers;
mod cli_basics;
mod cli_captures;
mod cli_dates;
mod cli_docs;
mod cli_ends;
mod cli_files;
mod cli_hints;
mod cli_history;
mod cli_later;
mod cli_list;
mod cli_notes;
mod cli_outputs;
mod cli_process;
mod cli_projects;
mod cli_questions;
mod cli_status;
mod cli_which;
mod compare;
mod expected;
mod facts;
mod gates;
mod import;
mod journal;
mod layers;
mod minutes;
mod pack;
mod pack_files;
mod prepared;
mod reports;
mod support;
#[cfg(unix)]
mod terminal;
mod tui;
mod walk;
