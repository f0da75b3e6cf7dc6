//! The workshop: the list of workshops, preparing, the room view, the closing, the minutes; and the room view as
//! another terminal follows it.
//!
//! Which of its parts is in front is decided here; each part has a file. What a workshop *is* - agenda, minutes,
//! what the room sees - are pure functions in `domain`.

use ratatui::layout::Rect;

use super::Screen;
use crate::domain::agenda;
use crate::domain::workshop::open;
use crate::journal::record::{Change, Plan, Scope as Filter, Seq};
use crate::pack::model::EntryId;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::widget::canvas::Canvas;

mod about;
mod closing;
mod draft;
mod head;
mod hub;
mod opening;
mod page;
mod pause;
mod projector;
mod record;
mod room;

/// Which part is in front.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Mode {
    /// The workshops: running, prepared, past.
    #[default]
    Hub,
    /// A workshop that is being prepared.
    Draft,
    /// The room view.
    Room,
    /// The closing, which the room sees too.
    Closing,
    /// The minutes of one workshop.
    Minutes,
    /// The room view in another terminal, only looked at.
    Follow,
}

/// The workshop screen.
#[derive(Debug, Default)]
pub struct Workshop {
    mode: Mode,
    hub: hub::Hub,
    draft: draft::Draft,
    room: room::Room,
    closing: closing::Closing,
    record: record::Record,
}

impl Workshop {
    /// Puts the room view in front.
    pub fn enter_room(&mut self) {
        self.mode = Mode::Room;
    }

    /// Becomes the view that only follows; it never becomes anything else again.
    pub fn follow(&mut self) {
        self.mode = Mode::Follow;
    }

    /// Returns whether the people in the room look at it: then the clock is shown.
    pub fn is_in_room(&self) -> bool {
        match self.mode {
            Mode::Room | Mode::Closing | Mode::Follow => true,
            Mode::Hub | Mode::Draft | Mode::Minutes => false,
        }
    }

    /// Returns whether it only follows.
    pub fn is_follower(&self) -> bool {
        self.mode == Mode::Follow
    }

    /// Takes what was filled in about the workshop that is being prepared.
    pub fn take_plan(&mut self, plan: Plan, ctx: &Ctx<'_>) {
        self.draft.take(plan, ctx);
    }

    fn update_hub(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match self.hub.update(action, ctx) {
            hub::Wish::Enter => {
                self.enter_room();
                Outcome::Stay
            }
            hub::Wish::Begin(plan, prepared) => self.begin(plan, prepared, ctx),
            hub::Wish::Prepare(plan, prepared) => {
                self.draft.begin(plan, prepared);
                self.mode = Mode::Draft;
                Outcome::Stay
            }
            hub::Wish::Minutes(no) => {
                self.record.show(no);
                self.mode = Mode::Minutes;
                Outcome::Stay
            }
            hub::Wish::Other(outcome) => outcome,
        }
    }

    fn update_draft(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Begin => self.begin(self.draft.plan().clone(), self.draft.prepared, ctx),
            Action::Keep => {
                self.mode = Mode::Hub;
                let plan = self.draft.plan().clone();
                let day = plan.day.map_or("later".to_owned(), |day| ctx.moment.day(day));
                let said = Outcome::tell(format!("prepared for {day}: {}", plan.title));
                Outcome::All(vec![Outcome::Prepare(Box::new(plan), self.draft.prepared), said])
            }
            Action::Back if self.draft.is_changed() => Outcome::open(Choose::new(
                "Unsaved changes to the agenda",
                vec![
                    Choice::new("Save", Outcome::Perform(Action::Keep)),
                    Choice::new("Keep editing", Outcome::Stay),
                    Choice::new("Discard", Outcome::Perform(Action::No)),
                ],
            )),
            Action::Back | Action::No => {
                self.mode = Mode::Hub;
                Outcome::Stay
            }
            _ => self.draft.update(action, ctx),
        }
    }

    /// Opens a workshop and enters its room. It comes to the first entry at once, unless the last workshop's actions
    /// stand before it.
    fn begin(&mut self, plan: Plan, prepared: Option<Seq>, ctx: &Ctx<'_>) -> Outcome {
        if ctx.answers().open_workshop().is_some() {
            return Outcome::tell("a workshop is open already: close it first");
        }
        let Some(first) = plan.agenda.first().cloned() else {
            return Outcome::tell("the agenda is empty, so there is nothing to walk through");
        };
        let has_actions = !agenda::open_actions(ctx.answers(), None).is_empty();
        let prepared = prepared.and_then(|seq| hub::find(seq, ctx));
        let mut steps = vec![open(plan, prepared)];
        if !has_actions {
            steps.push(Change::At { id: first, seconds: 0 });
        }
        self.enter_room();
        Outcome::Step(steps)
    }
}

impl Screen for Workshop {
    fn scopes(&self) -> &'static [Scope] {
        match self.mode {
            Mode::Hub => &[Scope::Workshops, Scope::Move],
            Mode::Draft => &[Scope::Draft, Scope::Move],
            Mode::Room if self.room.is_break() => &[Scope::RoomBreak],
            Mode::Room if self.room.entry().is_some() => &[Scope::Room, Scope::Entry],
            Mode::Room => &[Scope::RoomStart, Scope::Room],
            Mode::Closing => &[Scope::Closing],
            Mode::Minutes => &[Scope::Move],
            Mode::Follow => &[Scope::Follow],
        }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match self.mode {
            Mode::Hub => self.update_hub(action, ctx),
            Mode::Draft => self.update_draft(action, ctx),
            Mode::Room | Mode::Closing if action == Action::Back => {
                self.mode = Mode::Hub;
                self.hub.go_first();
                Outcome::tell("the workshop is still open; Enter returns to the room")
            }
            Mode::Room if action == Action::Closing => {
                self.closing.begin();
                Outcome::Step(vec![Change::Closing { seconds: ctx.used }])
            }
            Mode::Room => self.room.update(action, ctx),
            Mode::Closing => self.closing.update(action, ctx),
            Mode::Minutes if matches!(action, Action::Back | Action::Enter) => {
                self.mode = Mode::Hub;
                Outcome::Stay
            }
            Mode::Minutes if self.record.scroll(action) => Outcome::Stay,
            Mode::Follow if self.room.scroll(action) => Outcome::Stay,
            Mode::Minutes | Mode::Follow => Outcome::Ignored,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let is_follower = self.is_follower();
        match (self.mode, &self.room.state) {
            (Mode::Hub, _) => self.hub.draw(canvas, area, ctx),
            (Mode::Draft, _) => self.draft.draw(canvas, area, ctx),
            (Mode::Minutes, _) => self.record.draw(canvas, area),
            (Mode::Closing, Some(state)) => self.closing.draw(canvas, area, state, is_follower, ctx),
            (Mode::Follow, Some(state)) if state.running.is_closing => {
                self.closing.draw(canvas, area, state, is_follower, ctx);
            }
            (Mode::Follow, None) => hub::draw_waiting(canvas, area, ctx),
            (Mode::Room | Mode::Closing | Mode::Follow, _) => self.room.draw(canvas, area, is_follower, ctx),
        }
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let open = ctx.answers().open_workshop();
        // The journal says where the workshop is, whoever drives it.
        self.mode = match (self.mode, open) {
            (Mode::Room | Mode::Closing, Some(open)) if open.closing.is_some() => Mode::Closing,
            (Mode::Room | Mode::Closing, Some(_)) => Mode::Room,
            (Mode::Room | Mode::Closing, None) => {
                self.record.show(ctx.answers().workshops.iter().filter(|one| one.opened).count());
                Mode::Minutes
            }
            (mode, _) => mode,
        };
        match self.mode {
            Mode::Hub => self.hub.settle(area, ctx),
            Mode::Draft => self.draft.settle(area, ctx),
            Mode::Minutes => self.record.settle(area, ctx),
            Mode::Room => self.room.settle(area, ctx),
            Mode::Closing | Mode::Follow => {
                self.room.settle(area, ctx);
                self.closing.settle(area, ctx);
            }
        }
    }

    fn is_whole(&self) -> bool {
        self.is_in_room()
    }

    fn keeps(&self) -> u16 {
        if self.is_in_room() { self.room.keeps() } else { 0 }
    }

    fn take_found(&mut self, id: &EntryId, ctx: &Ctx<'_>) -> Option<Outcome> {
        match (self.mode, ctx.answers().open_workshop()) {
            (Mode::Room, Some(open)) if std::mem::take(&mut self.room.is_adding) => {
                let agenda = agenda::added(&open.plan.agenda, id, None);
                Some(Outcome::Step(vec![Change::Agenda(agenda)]))
            }
            (Mode::Room | Mode::Closing, Some(open)) => Some(room::go(open, id, ctx)),
            (Mode::Draft, _) => Some(self.draft.add(id, ctx)),
            _ => None,
        }
    }

    fn filter(&self) -> Option<&Filter> {
        (self.mode == Mode::Draft).then(|| &self.draft.plan().scope)
    }

    fn narrow(&mut self, filter: &Filter, ctx: &Ctx<'_>) {
        if self.mode == Mode::Draft {
            self.draft.narrow(filter, ctx);
        }
    }

    fn in_hand(&self, _ctx: &Ctx<'_>) -> Vec<EntryId> {
        match self.mode {
            Mode::Room => self.room.entry().cloned().into_iter().collect(),
            Mode::Hub | Mode::Draft | Mode::Closing | Mode::Minutes | Mode::Follow => Vec::new(),
        }
    }

    fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        match self.mode {
            Mode::Room => {
                // Every key at an entry works; the footer has those that a room needs most.
                !matches!(
                    action,
                    Action::PrivateNote
                        | Action::AnswerInEditor
                        | Action::Mark
                        | Action::Quit
                        | Action::Blocked
                        | Action::SeenAt
                        | Action::Owner
                        | Action::Due
                )
            }
            Mode::Closing => action != Action::Quit && self.closing.offers(action),
            Mode::Hub => self.hub.offers(action, ctx),
            Mode::Draft => !matches!(action, Action::NextPart | Action::Undo),
            Mode::Minutes => !matches!(action, Action::NextPart | Action::Enter),
            Mode::Follow => true,
        }
    }

    fn label(&self, action: Action, _ctx: &Ctx<'_>) -> Option<&'static str> {
        match self.mode {
            Mode::Closing => self.closing.label(action),
            Mode::Draft if action == Action::Enter => Some("what now"),
            Mode::Minutes if action == Action::Back => Some("to the workshops"),
            Mode::Minutes if action == Action::Commands => Some("report"),
            Mode::Hub | Mode::Draft | Mode::Room | Mode::Minutes | Mode::Follow => None,
        }
    }
}
