//! What takes longer than a frame is done in parts, while nothing comes in.

use super::App;

impl App {
    /// Whether something is left to do while nothing comes in.
    pub fn has_more_to_do(&self) -> bool {
        self.popups.last().is_some_and(|popup| popup.has_more_to_do())
    }

    /// Does a part of that; returns whether it has to be drawn then.
    pub fn go_on(&mut self) -> bool {
        let ctx = self.view.ctx();
        let is_seen = self.popups.last_mut().is_some_and(|popup| popup.go_on(&ctx));
        if is_seen {
            self.settle();
        }
        is_seen
    }
}
