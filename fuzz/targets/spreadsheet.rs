//! Random bytes as a spreadsheet.
#![no_main]

#[path = "../../tests/it/corpus/feeds.rs"]
#[allow(dead_code, reason = "each target uses one of them")]
mod feeds;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| feeds::spreadsheet(bytes));
