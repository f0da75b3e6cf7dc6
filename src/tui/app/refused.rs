//! What is refused costs no words that were typed for it.

use super::App;
use crate::tui::context::Outcome;

impl App {
    /// Runs one after the other until one is refused. Fields with typed words that were closed for it come back then.
    pub(super) fn run_all(&mut self, all: Vec<Outcome>) {
        let was_refused = std::mem::take(&mut self.is_refused);
        let mut closed = Vec::new();
        for one in all {
            match one {
                Outcome::Close => _ = closed.splice(0..0, self.popups.pop()),
                Outcome::CloseAll => _ = closed.splice(0..0, self.popups.drain(..)),
                other => self.run(other),
            }
            // Nothing else holds what such a popup was about.
            closed.retain(|popup| popup.holds_words());
            if self.is_refused {
                self.popups.append(&mut closed);
                break;
            }
        }
        self.is_refused |= was_refused;
    }

    /// Says why something was not done.
    pub(super) fn refuse(&mut self, why: &str) {
        self.message = Some(why.to_owned());
        self.is_refused = true;
    }
}
