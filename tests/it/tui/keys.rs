//! docs/keys.md is made from the key table and from nothing else; the settings change keys by name.

use golive::tui::keys;

use super::harness::Stage;
use crate::expected;

#[test]
fn the_keys_document_is_made_from_the_table() {
    expected::check("docs/keys.md", &keys::document());
}

#[test]
fn a_changed_key_holds_and_is_shown_everywhere() {
    let changes = [
        ("doing", "i"),
        ("help", "H"),
        ("commands", ";"),
        ("set-aside", "X"),
        ("filter", "Y"),
        ("export", "none"),
        ("history", "Ctrl-G"),
    ];
    let mut stage = Stage::with_keys((120, 36), &changes);
    stage.sees("; commands   H help");
    stage.press("2<down>").sees("i doing").sees("X shows them").misses("d doing");
    stage.press("d").misses("in progress").press("i").sees("doing");
    // Enter on an entry opens its page, and then its actions.
    stage.press("<enter><enter>").sees("i      in progress").press("<esc><esc>");
    stage.press(";doing").sees("in progress").sees(" i").press("<esc>");
    stage.press("H").sees("Help").sees("i").sees("H").press("<esc>");
    stage.press("Y").sees("Show only").press("<esc>");
    stage.press("<c-g>").sees("History").press("<esc><esc>").sees("Menu").sees("Filter the list").sees("  Y");
    // In a popup, too; and in a text field every character is text.
    stage.press("<esc>e").press("iHX;").sees("iHX;");
}

#[test]
fn what_has_no_key_is_still_a_command() {
    let mut stage = Stage::with_keys((80, 24), &[("undo", "none"), ("due", "none")]);
    stage.sees("No dates ahead. Press : due on an entry or a milestone to set one.");
    stage.press("2<down>d").sees("doing").press("u").misses("undone").press(":undo<enter>").sees("undone");
}
