//! Going on with a new file of the whole project, and what became of that.

use super::App;
use crate::text::Text;

impl App {
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
