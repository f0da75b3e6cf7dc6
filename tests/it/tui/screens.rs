//! Whole screens, each at three sizes: what a user would have in front of them.
//!
//! They stand over the small pack of the tests, so that a corrected sentence of the built-in one changes none of them.

use std::fmt::Write as _;

use golive::tui::theme::Signs;

use super::harness::Stage;
use super::home::story;
use crate::expected;

const SIZES: [(u16, u16); 3] = [(120, 36), (80, 24), (40, 12)];

/// Each picture with the keys that lead to it.
const PICTURES: &[(&str, &str)] = &[
    ("home", ""),
    ("checklists", "2"),
    ("checklists-entry", "2<enter>"),
    ("plan", "3"),
    ("review", "4"),
    ("workshop", "5"),
    ("popup-menu", "<esc>"),
    ("popup-search", "/tenant"),
    ("popup-filter", "2f"),
    ("popup-gate-filter", "4f"),
    ("popup-projects", ":switch project<enter>"),
    ("popup-new-project", ":new project<enter>"),
    ("popup-actions", "2<enter><enter>"),
    ("popup-entry", "4<enter>"),
    ("popup-topic", "3<enter>"),
    ("popup-milestones", "4:milestone<enter>"),
    ("popup-chart", "4:chart<enter>"),
    ("popup-check", "4:critical check<enter>"),
    ("popup-decide", "4:close the review<enter><down><enter>"),
];

#[test]
fn every_screen_and_popup_is_as_expected_at_three_sizes() {
    let mut wrong = Vec::new();
    for (name, keys) in PICTURES {
        let mut pictures = String::new();
        for size in SIZES {
            let mut stage = Stage::after(size, &story());
            let text = stage.press(keys).text();
            _ = writeln!(pictures, "== {}x{} {keys}\n{text}", size.0, size.1);
        }
        let path = format!("tests/it/tui/screens/{name}.txt");
        wrong.extend(expected::difference(path.as_ref(), &pictures));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_screen_and_popup_of_the_demo_can_be_drawn_in_ascii() {
    for (name, keys) in PICTURES {
        let mut stage = Stage::demo((120, 36), Signs::Ascii);
        let text = stage.press(keys).text();
        let odd = text.chars().find(|c| !c.is_ascii());
        assert_eq!(odd, None, "{name} is not ASCII:\n{text}");
    }
}
