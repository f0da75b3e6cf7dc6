//! Views: shown, kept under a name, and found again at the next start. And the colours of the screens.

use super::App;
use crate::domain::views::View;
use crate::tui::action::ScreenId;
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;

impl App {
    /// Shows a view in the lists.
    pub(super) fn show_view(&mut self, view: &View) {
        let ctx = self.view.ctx();
        self.screens.checklists.show_view(view, &ctx);
        self.place = ScreenId::Checklists;
        self.remember_view();
    }

    /// Keeps a view under its name, and shows it.
    pub(super) fn save_view(&mut self, view: &View) {
        match self.view.host.save_view(view) {
            Ok(()) => {
                self.show_view(view);
                self.message = Some(format!("the view {} is saved", view.name));
            }
            Err(why) => self.refuse(&why),
        }
    }

    /// Gives the screens other colours, and writes them into the settings.
    pub(super) fn choose_theme(&mut self, name: &'static str) {
        let theme = &self.view.theme;
        let is_plain = theme.is_plain;
        if !is_plain {
            self.view.theme = Theme::named(name, theme.signs);
        }
        self.message = Some(match self.view.host.save_theme(name) {
            Ok(()) if is_plain => format!("theme {name}, in the settings; this run has no colours"),
            Ok(()) => format!("theme {name}, saved in the settings"),
            Err(why) => format!("theme {name} until the end; {why}"),
        });
    }

    /// Remembers the view that is on for the next start.
    pub(super) fn remember_view(&mut self) {
        if let Some(view) = self.screens.checklists.view() {
            self.view.host.remember_view(&view);
        }
    }

    /// Whether the terminal is one of tmux.
    pub fn is_in_tmux(&self) -> bool {
        self.view.host.is_in_tmux()
    }

    /// Goes on with the view that was on last.
    pub(super) fn recall_view(&mut self) {
        if let Some(view) = self.view.host.last_view() {
            let ctx = self.view.ctx();
            self.screens.checklists.show_view(&view, &ctx);
        }
    }
}
