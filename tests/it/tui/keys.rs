//! docs/keys.md is made from the key table and from nothing else.

use std::path::Path;

use golive::tui::keys;

/// Set, the test writes the file instead of comparing it.
const REWRITE: &str = "GOLIVE_WRITE_DOCS";

#[test]
fn the_keys_document_is_made_from_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    let wanted = keys::document();
    if std::env::var_os(REWRITE).is_some() {
        std::fs::write(&path, &wanted).expect("docs can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "docs/keys.md is out of date: {REWRITE}=1 cargo test keys_document");
}
