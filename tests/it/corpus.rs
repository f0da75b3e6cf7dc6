//! The corpus of the fuzz targets in `fuzz/`, replayed: what once broke something, or nearly did.

use std::fs;
use std::path::Path;

mod feeds;

fn replay(target: &str, feed: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the corpus is part of the checkout") {
        let path = entry.expect("its entries can be read").path();
        let bytes = fs::read(&path).expect("its files can be read");
        // Cut anywhere it has to hold as well; a few cuts are enough here.
        for end in [bytes.len(), bytes.len() / 2, bytes.len() / 3] {
            feed(&bytes[..end]);
        }
        count += 1;
    }
    assert!(count > 3, "{target} has no corpus");
}

#[test]
fn journals_of_the_corpus_hold() {
    replay("journal", feeds::journal);
}

#[test]
fn packs_of_the_corpus_hold() {
    replay("pack", feeds::pack);
}

#[test]
fn spreadsheets_of_the_corpus_hold() {
    replay("spreadsheet", feeds::spreadsheet);
}

#[test]
#[cfg(unix)]
fn keys_of_the_corpus_hold() {
    replay("keys", feeds::keys);
}
