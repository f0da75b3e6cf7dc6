//! What becomes of changes that the project's file has lost while it was open, or of a file that is not there any more.

use super::choose::{Choice, Choose};
use super::confirm::Confirm;
use super::save_as::SaveAsPopup;
use crate::journal::damage::{InPlace, Loss};
use crate::text::{capital, counted};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};

/// The choice when the file has lost something that the program still knows.
pub fn gone(loss: Loss, ctx: &Ctx<'_>) -> Choose {
    let again = ctx.keys.press(Action::SaveAgain);
    let later = format!("nothing new is saved before you choose; {again} asks again");
    let decide_later = Choice::new("Decide later, nothing is saved till then", Outcome::tell(&later));
    let (title, saying, choices) = match loss {
        Loss::Changes(count) => {
            let changes = counted(count, "change is", "changes are");
            let them = if count == 1 { "it" } else { "them" };
            (
                "The file has become shorter",
                format!(
                    "{changes} gone from the file, and nothing new is saved before you choose. A sync client, an older copy in its place, or a program that cut it may be the cause."
                ),
                vec![
                    Choice::new(&format!("Write {them} back into the file"), Outcome::WriteBack),
                    decide_later,
                    Choice::new(
                        &format!("Take the file as it is, without {them}"),
                        Outcome::open(take(count)),
                    ),
                    save_as(ctx),
                ],
            )
        }
        Loss::File(_, place) => {
            let words = capital(&loss.words("the file"));
            let mut choices = vec![decide_later, save_as(ctx)];
            let free_name = ctx.host.file().filter(|_| place == InPlace::Nothing);
            choices.extend(free_name.map(|(path, _)| {
                let form = SaveAsPopup::again(&path);
                Choice::new("Save everything under its own name again", Outcome::open(form))
            }));
            let cause = match place {
                InPlace::Nothing => "Somebody, a sync client or git may have moved or removed it.",
                InPlace::NotAFile => "A folder or a device has its name, and stays as it is.",
                InPlace::OtherFile => {
                    "A file that is not this project's has its name, and stays as it is; nothing of it is shown."
                }
            };
            (
                "The file is gone",
                format!("{words}, and nothing new is saved before it is back or you choose. {cause}"),
                choices,
            )
        }
    };
    Choose::new(title, choices).saying(&saying).insisting(&later).about_loss()
}

/// Asks once more: what is left out then is known nowhere.
fn take(count: usize) -> Confirm {
    let changes = counted(count, "change that is", "changes that are");
    Confirm::new(&format!("Lose the {changes} gone from the file, for good?"), Outcome::TakeShorter)
        .about_loss()
}

/// The choice that everything goes into a new file.
fn save_as(ctx: &Ctx<'_>) -> Choice {
    Choice::new("Save everything under another name", Outcome::open(SaveAsPopup::new(ctx)))
}
