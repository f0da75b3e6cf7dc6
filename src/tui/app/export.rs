//! Reports from the screens: which one is most likely meant, and what became of it.

use super::App;
use crate::domain::minutes::{self, WorkshopChoice};
use crate::domain::workshop;
use crate::report::about::ReportSubject;
use crate::tui::action::ScreenId;
use crate::tui::context::Outcome;
use crate::tui::host::{Export, Exported, IfThere};
use crate::tui::popup::confirm::Confirm;
use crate::tui::popup::report::ReportPopup;

impl App {
    /// Whether the room sees the screen: no file names, no history.
    pub(super) fn is_in_room(&self) -> bool {
        self.place == ScreenId::Workshop && self.screens.workshop.is_in_room()
    }

    /// Opens the form of a report, about what the screen in front shows.
    pub(super) fn report(&self) -> Outcome {
        let ctx = self.view.ctx();
        let answers = ctx.answers();
        let next = workshop::next_prepared(answers, ctx.moment.today);
        let in_hand = self.screens.workshop.prepared_in_hand().filter(|_| self.place == ScreenId::Workshop);
        let about = match (self.place, minutes::find(answers, WorkshopChoice::Last), next) {
            _ if in_hand.is_some() => in_hand.map_or(ReportSubject::Project, ReportSubject::AgendaOf),
            (ScreenId::Workshop, Some((no, _)), _) => ReportSubject::Minutes(WorkshopChoice::No(no)),
            (ScreenId::Workshop, None, Some(next)) => ReportSubject::AgendaOf(next.seq),
            (ScreenId::Review | ScreenId::Home, ..) => match ctx.board.next_milestone(answers) {
                Some(gate) => ReportSubject::Milestone(gate.id.clone()),
                None => ReportSubject::Project,
            },
            _ => ReportSubject::Project,
        };
        Outcome::open(ReportPopup::new(&about, &ctx))
    }

    /// Has a report written. Its form goes once that is done; what already exists is asked about first.
    pub(super) fn export(&mut self, export: Export) {
        match self.view.host.export(&export) {
            Ok(Exported::Written(path)) => {
                self.popups.pop();
                self.message = Some(format!("wrote {path}"));
            }
            Ok(Exported::IsThere(path)) => {
                let again = Export { if_there: IfThere::WriteOver, ..export };
                let question = format!("{path} already exists. Overwrite it?");
                self.run(Outcome::open(Confirm::new(&question, Outcome::Export(Box::new(again)))));
            }
            Err(why) => match self.popups.last_mut() {
                Some(form) => form.refused(&why),
                None => self.refuse(&why),
            },
        }
    }
}
