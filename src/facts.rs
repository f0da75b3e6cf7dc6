//! What an export of a system's configuration says about entries, item by item.
//!
//! An export can refute much and prove nothing. `file` is the RON shape of a pack's rules, `rules` the same ready to
//! work with and all that is wrong with it, `tree` one file of an export as a bounded tree without secrets, `events`
//! how plain YAML becomes one and `yaml` all other, `parts` a large file in two, `export` the whole export, `judge` the
//! facts, `sentence` their words, `answers` what they mean for items, `label` how words from an export begin, `drift`
//! what changed between two exports. Nothing here opens a file: the caller passes [`export::Files`] in.

pub mod answers;
pub mod digest;
pub mod drift;
mod events;
pub mod export;
pub mod file;
pub mod judge;
pub mod label;
mod marks;
mod parts;
pub mod path;
pub mod refusal;
pub mod rules;
mod sentence;
pub mod tree;
pub mod verdict;
mod yaml;
