//! Takes in what is said: answers and changes, undo and redo, another day. What they mean for the board, and what is
//! said about them.

use super::App;
use crate::domain::answer::{Intent, Ruling};
use crate::domain::board::changed::Changed;
use crate::domain::words;
use crate::domain::workshop::join;
use crate::journal::record::{CaptureId, Change, SubChange};
use crate::journal::undo::Undone;
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::tui::action::ScreenId;
use crate::tui::entry;
use crate::tui::host::SaveState;

/// What follows the words about a change that is not saved.
const NOT_SAVED: &str = ", NOT SAVED";

impl App {
    /// Decides what somebody wants to say, and does it or asks for what is missing.
    pub(super) fn intend(&mut self, intent: &Intent) {
        self.is_refused = false;
        let ctx = self.view.ctx();
        match ctx.situation().decide(intent) {
            Ruling::Changes(changes) => {
                let done = ctx.situation().sentence(&changes);
                self.apply(changes, done);
            }
            Ruling::Nothing => self.message = Some(words::fields::nothing(intent)),
            Ruling::Missing(missing) => {
                let asked = entry::ask(&missing, intent, &ctx);
                return self.run(asked);
            }
            Ruling::Refused(refusal) => return self.refuse(&refusal.short()),
        }
        let Intent::Answer { said, .. } = intent else { return };
        if self.is_refused {
            return;
        }
        self.screens.get_mut(self.place).answered();
        if let Some(popup) = self.popups.last_mut() {
            popup.answered();
        }
        // An answer in words belongs to its entry; to give it to another one by a single key would be a trap.
        if said.note.is_none() {
            self.view.last = Some(said.clone());
        }
    }

    pub(super) fn keep_private_note(&mut self, id: &EntryId, text: Text) {
        let done = if text.is_empty() { "removed" } else { "saved" };
        match self.view.host.keep_private_note(id, text) {
            Ok(is_again) => {
                self.view.revision.advance();
                let done = format!("{done}: {}", words::private_note(&self.view.ctx().name(id)));
                let again = if is_again {
                    "; the file of your private notes was gone, it is there again"
                } else {
                    ""
                };
                self.message = Some(done + again);
            }
            Err(why) => self.refuse(&why),
        }
    }

    pub(super) fn apply(&mut self, changes: Vec<Change>, done: String) {
        self.apply_beside(changes, Vec::new(), done);
    }

    /// Takes changes in; `seen` are those that are to stay beside what holds now.
    pub(super) fn apply_beside(&mut self, mut changes: Vec<Change>, seen: Vec<SubChange>, done: String) {
        for change in &mut changes {
            if let Change::Capture { id: CaptureId(name), .. } = change
                && name.is_empty()
            {
                *name = self.view.host.capture_id().0;
            }
        }
        let about: Vec<EntryId> = changes.iter().flat_map(Change::entries).cloned().collect();
        match self.view.host.apply_beside(changes, seen) {
            Ok(effect) => {
                self.join_agenda(&about);
                self.take_in(&effect);
                self.message = Some(self.with_saving(done));
            }
            Err(why) => self.refuse(&why),
        }
    }

    /// What was done, and that it is not saved if it is not.
    pub(super) fn with_saving(&self, done: String) -> String {
        match self.view.host.save_state() {
            SaveState::NotSaved(_) => done + NOT_SAVED,
            _ => done,
        }
    }

    /// What was said to be not saved may be saved by now.
    pub(super) fn look_at_the_message(&mut self) {
        let is_not_saved = matches!(self.view.host.save_state(), SaveState::NotSaved(_));
        if let Some(done) = self.message.as_ref().and_then(|words| words.strip_suffix(NOT_SAVED))
            && !is_not_saved
        {
            self.message = Some(done.to_owned());
        }
    }

    /// Something was said about these entries: if one of them was only looked up in the room, it joins the agenda.
    fn join_agenda(&mut self, about: &[EntryId]) {
        let open = self.view.host.fold().answers().open_workshop().filter(|_| self.is_in_room());
        let here = open.filter(|open| open.stops.last().is_some_and(|(id, _)| about.contains(id)));
        if let Some(change) = here.and_then(join) {
            self.step(vec![change]);
        }
    }

    pub(super) fn undo(&mut self) {
        let back = self.view.host.undo();
        self.taken_back(back, words::UNDONE);
    }

    pub(super) fn redo(&mut self) {
        let back = self.view.host.redo();
        self.taken_back(back, words::REDONE);
    }

    fn taken_back(&mut self, back: Result<(Undone, Changed), Text>, verb: &str) {
        match back {
            Ok((undone, changed)) => {
                self.take_in(&changed);
                let ctx = self.view.ctx();
                let what = match &undone {
                    Undone::Change(record) => ctx.situation().sentence_of(record),
                    Undone::PrivateNote(id) => words::private_note(&ctx.name(id)),
                };
                let now = match &undone {
                    Undone::Change(record) => ctx.situation().as_it_is(&record.change),
                    Undone::PrivateNote(_) => None,
                };
                let what = now.map_or(what.clone(), |now| format!("{what}; {now}"));
                self.message = Some(self.with_saving(format!("{verb}: {what}")));
            }
            Err(why) => self.refuse(&why),
        }
    }

    /// Lets everything that is derived from the board follow it.
    pub(super) fn take_in(&mut self, changed: &Changed) {
        match changed {
            Changed::Nothing | Changed::Entries(_) => self.view.revision.advance(),
            Changed::Everything => self.rebuild(),
        }
    }

    pub(super) fn rebuild(&mut self) {
        self.view.revision.advance();
        let ctx = self.view.ctx();
        for place in ScreenId::ALL {
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
