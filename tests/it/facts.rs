//! What an export shows: the samples against what was written down before, and what an export can do to the program.

mod command;
mod faults;
mod hostile;
mod looks;
mod mutants;
mod packs;
mod support;
mod table;
