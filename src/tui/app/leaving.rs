//! The end of the program: what would be lost, or left running, is asked about first.

use super::{App, Request};
use crate::tui::context::Outcome;
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
        let is_not_saved = matches!(save, SaveState::NotSaved(_));
        let question = if self.screens.workshop.is_follower() {
            None
        } else if let SaveState::NotSaved(why) = save {
            Some(format!("Not saved: {why}. Quit anyway and lose these changes?"))
        } else if save == SaveState::Saving {
            Some("Your last change is still being saved. Quit anyway?".to_owned())
        } else if self.popups.iter().any(|popup| popup.holds_words()) {
            Some("The text in the open field is not saved. Quit without it?".to_owned())
        } else if ctx.answers().open_workshop().is_some() {
            Some("The workshop is still open and resumes at the next start. Quit now?".to_owned())
        } else {
            None
        };
        let is_in_a_file = is_not_saved && ctx.host.file().is_some();
        let new_file = is_in_a_file.then(|| Outcome::open(SaveAsPopup::new(&ctx)));
        match question {
            Some(question) => {
                let asked = Confirm::new(&question, Outcome::QuitNow);
                let asked = if ctx.host.loss().is_some() { asked.about_loss() } else { asked };
                self.run(Outcome::open(match new_file {
                    Some(form) => asked.or("save under another name", form),
                    None => asked,
                }));
            }
            None => self.requests.push(Request::Quit),
        }
    }
}
