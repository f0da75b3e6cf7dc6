//! What the header offers while something lies over the screen: help, commands, search and the other screens.

use super::App;
use crate::tui::action::Action;
use crate::tui::context::{Outcome, Popup};
use crate::tui::keys::KeyScope;
use crate::tui::popup::help::Help;
use crate::tui::popup::palette::Palette;

impl App {
    /// Whether what is in front lies over a screen whose header offers help, commands and the other screens, and has no
    /// text field that would take their keys.
    pub(super) fn is_overlaid(&self) -> bool {
        let has_field = |popup: &dyn Popup| popup.scopes().iter().any(|scope| scope.is_text());
        let is_offered = self.screens.get(self.place).offers(Action::Search, &self.view.ctx());
        let is_room = self.screens.get(self.place).keeps() > 0 || self.screens.workshop.is_follower();
        let is_open = |popup: &dyn Popup| !has_field(popup) && !popup.insists();
        is_offered && !is_room && self.popups.last().is_some_and(|popup| is_open(popup.as_ref()))
    }

    /// Does a command that was chosen by its name.
    pub(super) fn act(&mut self, action: Action) {
        let ctx = self.view.ctx();
        let Some(popup) = self.popups.last_mut() else { return self.on_screen(action) };
        match popup.update(action, &ctx) {
            Outcome::Ignored if self.popups.iter().any(|popup| popup.holds_words()) => {
                self.over_a_popup(action);
            }
            Outcome::Ignored => {
                self.popups.clear();
                self.on_screen(action);
            }
            outcome => self.run(outcome),
        }
    }

    /// Does what the header offers, with something in front: help and commands come over it, the rest takes its place.
    pub(super) fn over_a_popup(&mut self, action: Action) {
        match action {
            Action::Help => self.run(Outcome::open(Help::new(&self.scopes()))),
            Action::Commands => {
                let mut scopes = self.scopes();
                scopes.push(KeyScope::Global);
                let palette = Palette::new(&scopes, &[], &self.view.ctx());
                self.run(Outcome::open(palette));
            }
            Action::Go(_) | Action::Search if self.popups.iter().any(|popup| popup.holds_words()) => {
                self.message = Some("what was typed is not kept yet; Esc leaves it first".to_owned());
            }
            Action::Go(_) | Action::Search => {
                self.popups.clear();
                self.on_screen(action);
            }
            _ => {}
        }
    }
}
