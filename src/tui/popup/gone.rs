//! What becomes of changes that the project's file has lost while it was open, or that cannot be saved in it.

use super::choose::{Choice, Choose};
use super::save_as::SaveAsPopup;
use crate::text::counted;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};

/// The choice when the file has lost so many changes, which the program still knows.
pub fn gone(count: usize, ctx: &Ctx<'_>) -> Choose {
    let changes = counted(count, "change is", "changes are");
    let them = if count == 1 { "it" } else { "them" };
    let saying = format!(
        "{changes} gone from the file, and nothing new is saved before you choose. A sync client, an older copy in its place, or a program that cut it may be the cause."
    );
    let again = ctx.keys.press(Action::SaveAgain);
    let later = format!("nothing new is saved before you choose; {again} asks again");
    let choices = vec![
        Choice::new(&format!("Write {them} back into the file"), Outcome::WriteBack),
        Choice::new("Decide later, nothing is saved till then", Outcome::tell(&later)),
        Choice::new(&format!("Take the file as it is, without {them}"), Outcome::TakeShorter),
        save_as(ctx),
    ];
    Choose::new("The file has become shorter", choices).saying(&saying).insisting(&later)
}

/// The choice that everything goes into a new file.
fn save_as(ctx: &Ctx<'_>) -> Choice {
    Choice::new("Save everything under another name", Outcome::open(SaveAsPopup::new(ctx)))
}
