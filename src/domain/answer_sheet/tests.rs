//! Cells, stamps, and what tells two values apart.

use super::*;
use crate::domain::samples::Story;

#[test]
fn the_same_value_in_another_dress_is_no_edit() {
    let story = Story::new();
    let board = story.board();
    for (told, one, other) in [
        (Told::Due, "2026-12-01", "1.12.2026"),
        (Told::Status, "done", "Done"),
        (Told::Status, "n/a", "NA"),
        (Told::Owner, "@Ana", "ana"),
        (Told::Answer, "two  lines\nhere", "two lines here"),
        (Told::Evidence, "=1+1", "'=1+1"),
        (Told::Until, "2026-12-01", "1 dec 2026"),
    ] {
        assert_eq!(canonical(told, one, &board), canonical(told, other, &board), "{one}");
    }
    assert_ne!(canonical(Told::Answer, "one", &board), canonical(Told::Answer, "One", &board));
}

#[test]
fn a_stamp_knows_each_of_its_cells_and_nothing_else_is_one() {
    let story = Story::new();
    let board = story.board();
    let cells = AnswerCells(std::array::from_fn(|at| Text::line(&format!("value {at}"))));
    let stamp = Stamp::read(&cells.stamp(&board)).expect("it was just written");
    for told in Told::ALL {
        assert!(stamp.has(told, cells.get(told), &board));
        assert!(!stamp.has(told, "another value", &board));
    }
    for words in ["", "v1-", "v1-12", "v2-0123456789abcdef", "design/1"] {
        assert_eq!(Stamp::read(words), None, "{words}");
    }
}
