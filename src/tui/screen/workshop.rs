//! The workshop: the list of workshops, the room view, and the room view as another terminal follows it.
//!
//! Which of its parts is in front is decided here; each part has a file. What a workshop *is* - agenda, minutes,
//! what the room sees - are pure functions in `review`.

use ratatui::layout::Rect;

use super::Screen;
use crate::journal::record::Change;
use crate::pack::model::EntryId;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::widget::canvas::Canvas;

mod head;
mod hub;
mod opening;
mod page;
mod room;

/// Which part is in front.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Mode {
    /// The workshops: running, prepared, past.
    #[default]
    Hub,
    /// The room view.
    Room,
    /// The room view in another terminal, only looked at.
    Follow,
}

/// The workshop screen.
#[derive(Debug, Default)]
pub struct Workshop {
    mode: Mode,
    hub: hub::Hub,
    room: room::Room,
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
            Mode::Room | Mode::Follow => true,
            Mode::Hub => false,
        }
    }

    /// Returns whether it only follows.
    pub fn is_follower(&self) -> bool {
        self.mode == Mode::Follow
    }

    fn update_hub(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match self.hub.update(action, ctx) {
            hub::Wish::Enter => {
                self.enter_room();
                Outcome::Stay
            }
            hub::Wish::Begin(changes) => {
                self.enter_room();
                Outcome::Step(changes)
            }
            hub::Wish::Other(outcome) => outcome,
        }
    }
}

impl Screen for Workshop {
    fn scopes(&self) -> &'static [Scope] {
        match self.mode {
            Mode::Hub => &[Scope::Workshops, Scope::Move],
            Mode::Room if self.room.entry().is_some() => &[Scope::Room, Scope::Entry],
            Mode::Room => &[Scope::RoomStart, Scope::Room],
            Mode::Follow => &[Scope::Follow],
        }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match self.mode {
            Mode::Hub => self.update_hub(action, ctx),
            Mode::Room if action == Action::Back => {
                self.mode = Mode::Hub;
                Outcome::tell("the workshop runs on: Enter goes back to the room")
            }
            Mode::Room => self.room.update(action, ctx),
            Mode::Follow => {
                if self.room.scroll(action) {
                    return Outcome::Stay;
                }
                Outcome::Ignored
            }
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        match self.mode {
            Mode::Hub => self.hub.draw(canvas, area, ctx),
            Mode::Room => self.room.draw(canvas, area, false, ctx),
            Mode::Follow if self.room.state.is_some() => self.room.draw(canvas, area, true, ctx),
            Mode::Follow => hub::draw_waiting(canvas, area, ctx),
        }
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        if self.mode == Mode::Room && ctx.answers().open_workshop().is_none() {
            self.mode = Mode::Hub;
        }
        self.room.settle(area, ctx);
        self.hub.settle(area, ctx);
    }

    fn is_whole(&self) -> bool {
        self.is_in_room()
    }

    fn keeps(&self) -> u16 {
        if self.is_in_room() { self.room.keeps() } else { 0 }
    }

    fn take_found(&mut self, id: &EntryId, ctx: &Ctx<'_>) -> Option<Outcome> {
        match (self.mode, ctx.answers().open_workshop()) {
            (Mode::Room, Some(open)) => Some(room::go(open, id, ctx)),
            _ => None,
        }
    }

    fn in_hand(&self, _ctx: &Ctx<'_>) -> Vec<EntryId> {
        match self.mode {
            Mode::Room => self.room.entry().cloned().into_iter().collect(),
            Mode::Hub | Mode::Follow => Vec::new(),
        }
    }

    fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        match self.mode {
            Mode::Room => {
                !matches!(action, Action::PrivateNote | Action::AnswerInEditor | Action::Mark | Action::Quit)
            }
            Mode::Hub => hub::offers(action, ctx),
            Mode::Follow => true,
        }
    }
}

/// Returns what is written when a workshop opens on a plan; it comes to the first entry at once, unless the last
/// workshop's actions stand before it.
fn begin(open: Change, has_actions: bool) -> Vec<Change> {
    let first = match &open {
        Change::Open { plan, .. } if !has_actions => plan.agenda.first().cloned(),
        _ => None,
    };
    let at = first.map(|id| Change::At { id, seconds: 0 });
    std::iter::once(open).chain(at).collect()
}
