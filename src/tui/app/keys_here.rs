//! The keys in front: which scopes hold there, and what the footer shows of them.

use super::{App, footer};
use crate::tui::keys::{KeyScope, Keys, together};

impl App {
    /// The program with changed keys.
    pub fn with_keys(mut self, keys: Keys) -> App {
        self.view.keys = keys;
        self
    }

    pub(super) fn footer(&self) -> footer::Footer {
        let ctx = self.view.ctx();
        if let Some(popup) = self.popups.last() {
            return footer::Footer::of_popup(popup.as_ref(), &ctx);
        }
        footer::Footer::of_screen(self.screens.get(self.place), &self.scopes(), &ctx)
    }

    /// The scopes that hold in front, nearest first.
    pub(super) fn scopes(&self) -> Vec<KeyScope> {
        if let Some(popup) = self.popups.last() {
            let mut scopes = popup.scopes().to_vec();
            if self.is_overlaid() {
                scopes.push(KeyScope::Overlay);
            }
            debug_assert!(together::is_known(&scopes), "{scopes:?} hold together, and no set says so");
            return scopes;
        }
        let hits = self.hits.as_ref().filter(|hits| hits.is_walked()).map(|_| KeyScope::Hits);
        let mut scopes: Vec<KeyScope> = hits.into_iter().collect();
        scopes.extend(self.screens.get(self.place).scopes());
        if !self.screens.workshop.is_follower() {
            scopes.push(KeyScope::Global);
        }
        debug_assert!(together::is_known(&scopes), "{scopes:?} hold together, and no set says so");
        scopes
    }
}
