//! What becomes of changes that the project's file has lost while it was open.

use super::choose::{Choice, Choose};
use crate::text::counted;
use crate::tui::context::Outcome;

/// The choice when the file has lost so many changes, which the program still knows.
pub fn gone(count: usize) -> Choose {
    let changes = counted(count, "change is", "changes are");
    let them = if count == 1 { "it" } else { "them" };
    let saying = format!(
        "{changes} gone from the file: an older copy has probably taken its place. Nothing new is saved before you choose."
    );
    let choices = vec![
        Choice::new(&format!("Write {them} back into the file"), Outcome::WriteBack),
        Choice::new("Decide later, nothing is saved till then", Outcome::Stay),
        Choice::new(&format!("Take the file as it is, without {them}"), Outcome::TakeShorter),
    ];
    Choose::new("The file has become shorter", choices).saying(&saying)
}
