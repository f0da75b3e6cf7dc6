//! What Esc asks over a field in which somebody typed.

use super::choose::{Choice, Choose};
use crate::tui::action::Action;
use crate::tui::context::Outcome;

/// What becomes of the words in the popup below.
pub fn unsaved() -> Choose {
    Choose::new(
        "Unsaved text",
        vec![
            Choice::new("Save", Outcome::Front(Action::Keep)),
            Choice::new("Keep editing", Outcome::Stay),
            Choice::new("Discard", Outcome::Close),
        ],
    )
}
