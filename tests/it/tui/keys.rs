//! docs/keys.md is made from the key table and from nothing else.

use golive::tui::keys;

use crate::expected;

#[test]
fn the_keys_document_is_made_from_the_table() {
    expected::check("docs/keys.md", &keys::document());
}
