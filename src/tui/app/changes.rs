//! Takes in what is said: answers and changes, undo and redo, another day. What they mean for the board, and what is
//! said about them.

use super::App;
use crate::domain::board::Board;
use crate::domain::wording;
use crate::journal::record::{CaptureId, Change};
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::tui::action::Place;
use crate::tui::host::TakenBack;
use crate::tui::said::Said;

impl App {
    pub(super) fn answer(&mut self, said: Said, ids: &[EntryId]) {
        let ctx = self.view.ctx();
        let changes = said.changes(ids, &ctx);
        let done = said.message(ids, &ctx);
        self.apply(changes, done);
        self.screens.get_mut(self.place).answered();
        // An answer in words belongs to its entry; to give it to another one by a single key would be a trap.
        if !matches!(said, Said::Note(_)) {
            self.view.last = Some(said);
        }
    }

    pub(super) fn apply(&mut self, mut changes: Vec<Change>, done: String) {
        for change in &mut changes {
            if let Change::Capture { id: CaptureId(name), .. } = change
                && name.is_empty()
            {
                *name = self.view.host.capture_id().0;
            }
        }
        match self.view.host.apply(changes.clone()) {
            Ok(()) => {
                self.take_in(&changes);
                self.message = Some(done);
            }
            Err(why) => self.message = Some(why.to_string()),
        }
    }

    pub(super) fn undo(&mut self) {
        let back = self.view.host.undo();
        self.taken_back(back, "undone");
    }

    pub(super) fn redo(&mut self) {
        let back = self.view.host.redo();
        self.taken_back(back, "done again");
    }

    fn taken_back(&mut self, back: Result<TakenBack, Text>, verb: &str) {
        match back {
            Ok(TakenBack { changes }) => {
                self.take_in(&changes);
                let ctx = self.view.ctx();
                let what = wording::sentence(&changes, ctx.moment, |id| ctx.name(id));
                self.message = Some(format!("{verb}: {what}"));
            }
            Err(why) => self.message = Some(why.to_string()),
        }
    }

    /// Brings the board in line with changes that the journal has taken in.
    fn take_in(&mut self, changes: &[Change]) {
        let changes_board = changes.iter().flat_map(|change| change.parts(None)).any(|(_, part)| {
            // A review decides whether its milestone is passed, and with that what was waived until it is open.
            matches!(
                part,
                Change::Scenario { .. } | Change::Question { .. } | Change::Item { .. } | Change::Review(_)
            )
        });
        if changes_board {
            self.rebuild();
        } else {
            let ids: Vec<EntryId> = changes.iter().flat_map(Change::entries).cloned().collect();
            self.refresh(&ids);
        }
    }

    pub(super) fn refresh(&mut self, ids: &[EntryId]) {
        self.view.revision.advance();
        for id in ids {
            self.view.board.refresh(self.view.host.fold().answers(), id);
        }
    }

    pub(super) fn rebuild(&mut self) {
        self.view.revision.advance();
        let answers = self.view.host.fold().answers();
        self.view.board = Board::new(self.view.host.pack(), answers, self.view.moment.today);
        let ctx = self.view.ctx();
        for place in Place::ALL {
            self.screens.get_mut(place).rebuild(&ctx);
        }
        self.settle();
    }

    /// Days pass while the program is open, and with them ends and dates.
    pub(super) fn look_at_the_clock(&mut self) {
        let before = self.view.moment.today;
        self.view.moment = self.view.host.moment();
        if self.view.moment.today != before {
            self.rebuild();
        }
    }
}
