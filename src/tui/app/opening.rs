//! Going on with another project, and what is asked when its pack is not the one at hand.

use super::App;
use super::workshop::Presence;
use crate::tui::action::ScreenId;
use crate::tui::context::Outcome;
use crate::tui::host::Opening;
use crate::tui::popup::pack_differs::pack_differs;
use crate::tui::popup::questions::QuestionsPopup;
use crate::tui::screen::Screens;

impl App {
    /// Asks what to do if the project was made with another pack; whether there is something to ask.
    pub(super) fn ask_about_pack(&mut self) -> bool {
        let Some(question) = self.view.host.pack_question() else { return false };
        self.run(Outcome::open(pack_differs(&question)));
        true
    }

    /// Goes on with another project; if that fails, everything stays, a form with what was typed in it too.
    pub(super) fn open_project(&mut self, opening: Opening) {
        let is_new = matches!(opening, Opening::New(_));
        if let Err(why) = self.view.host.open(opening) {
            if !self.ask_about_pack() {
                self.refuse(&why);
            }
            return;
        }
        self.screens = Screens::default();
        self.view.last = None;
        self.hits = None;
        self.popups.clear();
        // What was offered is done with.
        self.forget_half_typed();
        self.place = ScreenId::Home;
        self.clock = None;
        self.presence = Presence::default();
        self.rebuild();
        self.recall_view();
        self.resume_workshop();
        self.offer_half_typed();
        if is_new {
            let ctx = self.view.ctx();
            self.run(Outcome::open(QuestionsPopup::new(&ctx)));
        }
    }
}
