//! What becomes of a file that has lost something: the question, and going on with a new file of the whole project.

use super::App;
use crate::text::Text;
use crate::tui::context::Outcome;
use crate::tui::popup::gone::gone;

impl App {
    /// Asks what becomes of what the file has lost, once; what is there again is asked about no more.
    pub(super) fn hear_of_loss(&mut self) {
        let loss = self.view.host.loss();
        // Over a text that is being typed the question would take letters, and be answered by one.
        let is_typing = self.scopes().iter().any(|scope| scope.is_text());
        let is_about_it = self.popups.last().is_some_and(|popup| popup.is_saving_as());
        if loss == self.loss || loss > self.loss && is_typing && !is_about_it {
            return;
        }
        let known = std::mem::replace(&mut self.loss, loss);
        let count = self.popups.len();
        self.popups.retain(|popup| !popup.is_about_loss());
        let was_asked = self.popups.len() < count;
        match loss {
            Some(now) if loss > known || was_asked => {
                self.run(Outcome::open(gone(now, &self.view.ctx())));
            }
            None if was_asked => self.message = Some("the file has everything again".to_owned()),
            Some(_) | None => {}
        }
    }

    /// Has everything written into a new file. The form stays until that is done.
    pub(super) fn save_as(&mut self, file: &Text) {
        if let Err(why) = self.view.host.save_as(file) {
            self.not_saved_as(&why);
        }
    }

    /// Tells what has become of the new file.
    pub(super) fn hear_of_new_file(&mut self) {
        match self.view.host.saved_as() {
            None => {}
            Some(Ok(path)) => {
                self.popups.retain(|popup| !popup.is_saving_as());
                self.message = Some(format!("saved as {path}"));
            }
            Some(Err(why)) => self.not_saved_as(&why),
        }
    }

    fn not_saved_as(&mut self, why: &Text) {
        match self.popups.iter_mut().find(|popup| popup.is_saving_as()) {
            Some(form) => form.refused(why),
            None => self.message = Some(why.to_string()),
        }
    }
}
