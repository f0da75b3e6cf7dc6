//! Exports on the screens: read, asked about once, shown, and what is taken of them.

use std::sync::Arc;

use super::App;
use crate::domain::facts::looked::{KindKnown, Looked};
use crate::facts::file::Kind;
use crate::journal::record::Change;
use crate::text::Text;
use crate::tui::context::{ExportTold, Outcome};
use crate::tui::popup::facts::{FactsPopup, ask_kind, kind_question};

impl App {
    /// Reads an export and shows it, once it is known which kind of tenant it is of.
    pub(super) fn look_at(&mut self, file: &Text) {
        match self.view.host.look_at(file) {
            Ok(looked) => self.show_export(looked),
            Err(why) => self.refuse(&why),
        }
    }

    /// Shows an export, once it is known which kind of tenant it is of.
    pub fn show_export(&mut self, mut looked: Looked) {
        let ctx = self.view.ctx();
        if let KindKnown::Yes(kind) = looked.kind_known(looked.kind, &ctx.answers().looks) {
            looked.kind = kind;
        }
        match kind_question(&looked, &ctx) {
            Some(words) => self.run(Outcome::open(ask_kind(&Arc::new(looked), &words))),
            None => self.run(Outcome::open(FactsPopup::new(looked))),
        }
    }

    /// Takes what is said about the export in front.
    pub(super) fn told_of_export(&mut self, told: &ExportTold) {
        match told {
            ExportTold::Day(day) => {
                if let Some(popup) = self.popups.last_mut() {
                    popup.date(*day);
                }
            }
            ExportTold::Against(file) => match self.view.host.look_at(file) {
                Ok(before) => {
                    let ctx = self.view.ctx();
                    let outcome = self.popups.last_mut().map(|popup| popup.compare(&before, &ctx));
                    self.run(outcome.unwrap_or_default());
                }
                Err(why) => self.refuse(&why),
            },
        }
    }

    /// Shows an export whose kind of tenant was just said; the project remembers it if it may be written to.
    pub(super) fn looked(&mut self, looked: Arc<Looked>, kind: Option<Kind>) {
        if let (Some(name), Some(kind)) = (looked.tenant.clone(), kind) {
            let said = format!("remembered: {name} is the {} tenant", kind.word());
            self.apply_lines(vec![Change::Tenant { name, kind }], said);
        }
        // Nothing else holds it any more: the question that had it is closed.
        if let Some(mut looked) = Arc::into_inner(looked) {
            looked.kind = kind;
            self.run(Outcome::open(FactsPopup::new(looked)));
        }
    }

    /// Takes changes in that are a line each.
    pub(super) fn apply_lines(&mut self, changes: Vec<Change>, done: String) {
        match self.view.host.apply_lines(changes) {
            Ok(effect) => {
                self.take_in(&effect);
                self.message = Some(self.with_saving(done));
                if let Some(popup) = self.popups.last_mut() {
                    popup.answered();
                }
            }
            Err(why) => self.refuse(&why),
        }
    }
}
