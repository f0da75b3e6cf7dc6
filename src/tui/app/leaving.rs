//! The end of the program: what would be lost, or left running, is asked about first.

use super::{App, Request};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::host::SaveState;
use crate::tui::popup::confirm::Confirm;
use crate::tui::popup::save_as::SaveAsPopup;

impl App {
    /// Ends the program, or asks first if something would be lost or left running.
    pub(super) fn quit(&mut self) {
        let ctx = self.view.ctx();
        let save = ctx.host.save_state();
        if save == SaveState::Saving && !self.is_leaving {
            self.is_leaving = true;
            self.message = Some("saving, then leaving".to_owned());
            return;
        }
        let running = if self.screens.workshop.is_follower() {
            None
        } else if self.popups.iter().any(|popup| popup.holds_words()) {
            Some("The text in the open field is not saved. Quit without it?")
        } else if ctx.answers().open_workshop().is_some() {
            Some("The workshop is still open and resumes at the next start. Quit now?")
        } else {
            None
        };
        let is_follower = self.screens.workshop.is_follower();
        let Some(question) = unsaved(&ctx).filter(|_| !is_follower).or(running.map(str::to_owned)) else {
            self.requests.push(Request::Quit);
            return;
        };
        // What was saved, or could not be, while it stood is another question; one that is saved by now is answered.
        let ask = move |ctx: &Ctx<'_>| Ok(asked(&unsaved(ctx).unwrap_or_else(|| question.clone()), ctx));
        let question = Confirm::about(ask, &ctx);
        self.run(question);
    }
}

/// What is asked if what was said is not on the disk.
fn unsaved(ctx: &Ctx<'_>) -> Option<String> {
    match ctx.host.save_state() {
        SaveState::NotSaved(why) => Some(format!("Not saved: {why}. Quit anyway and lose these changes?")),
        SaveState::Saving => Some("Your last change is still being saved. Quit anyway?".to_owned()),
        _ => None,
    }
}

fn asked(question: &str, ctx: &Ctx<'_>) -> Confirm {
    let asked = Confirm::new(question, Outcome::QuitNow);
    let asked = if ctx.host.loss().is_some() { asked.about_loss() } else { asked };
    let is_not_saved = matches!(ctx.host.save_state(), SaveState::NotSaved(_));
    if is_not_saved && ctx.host.file().is_some() {
        return asked.or("save under another name", Outcome::open(SaveAsPopup::new(ctx)));
    }
    asked
}
