//! The five screens. A new one is a file with a type that implements [`Screen`], and a line in [`Screens`].

use ratatui::layout::{Position, Rect};

use crate::domain::views::View;
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::EntryId;
use crate::tui::action::{Action, ScreenId};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::Canvas;

pub mod checklists;
pub mod home;
pub mod plan;
pub mod review;
pub mod workshop;

/// One of the five. It decides what its actions mean and does nothing itself.
pub trait Screen {
    /// Which rows of the key table hold, nearest first; *Everywhere* holds besides.
    fn scopes(&self) -> &'static [KeyScope];

    /// Takes an action. `Outcome::Ignored` leaves it to what holds everywhere: answering the entry in hand, the
    /// other screens, popups.
    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome;

    /// Draws it into `area`.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>);

    /// Brings cursor and scrolling in line with the area and the board; called after each action, each change of
    /// size, and when others have changed something.
    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>);

    /// Forgets what it derived from the board, which is a new one; cursor and folds stay.
    fn rebuild(&mut self, _ctx: &Ctx<'_>) {}

    /// The entries that an answer would be given to: all that are marked, else the one at the cursor.
    fn in_hand(&self, _ctx: &Ctx<'_>) -> Vec<EntryId> {
        Vec::new()
    }

    /// Forgets the marks after an answer went to all that were marked.
    fn answered(&mut self) {}

    /// Puts the cursor at an entry; returns whether the screen shows it.
    fn jump(&mut self, _id: &EntryId, _ctx: &Ctx<'_>) -> bool {
        false
    }

    /// Shows only what passes a filter.
    fn narrow(&mut self, _filter: &Filter, _ctx: &Ctx<'_>) {}

    /// Takes a view: a filter and an order.
    fn show_view(&mut self, _view: &View, _ctx: &Ctx<'_>) {}

    /// The view that is on; `None` if it has none.
    fn view(&self) -> Option<View> {
        None
    }

    /// The filter that holds.
    fn filter(&self) -> Option<&Filter> {
        None
    }

    /// Whether it takes the whole screen: no header, no tabs.
    fn is_whole(&self) -> bool {
        false
    }

    /// How many rows at the top stay in view when a popup opens.
    fn keeps(&self) -> u16 {
        0
    }

    /// Whether its cursor is at what is above the screen.
    fn is_at_notice(&self) -> bool {
        false
    }

    /// Takes an entry that was searched for; `None` if the entry is shown on the screen it belongs to.
    fn take_found(&mut self, _id: &EntryId, _ctx: &Ctx<'_>) -> Option<Outcome> {
        None
    }

    /// Takes a click.
    fn click(&mut self, _at: Position, _area: Rect, _ctx: &Ctx<'_>) -> Outcome {
        Outcome::Stay
    }

    /// Takes a turn of the wheel, down if `rows` is positive.
    fn wheel(&mut self, _at: Position, rows: isize, ctx: &Ctx<'_>) -> Outcome {
        self.update(if rows > 0 { Action::Down } else { Action::Up }, ctx)
    }

    /// Whether an action makes sense on it now; the footer leaves out those that do not.
    fn offers(&self, _action: Action, _ctx: &Ctx<'_>) -> bool {
        true
    }

    /// The word that the footer has for an action here; `None` for the one of the key table.
    fn label(&self, _action: Action, _ctx: &Ctx<'_>) -> Option<&'static str> {
        None
    }
}

/// All five, each where it was left.
#[derive(Default)]
pub struct Screens {
    pub home: home::HomeScreen,
    pub checklists: checklists::ChecklistsScreen,
    pub plan: plan::PlanScreen,
    pub review: review::ReviewScreen,
    pub workshop: workshop::WorkshopScreen,
}

impl Screens {
    pub fn get(&self, place: ScreenId) -> &dyn Screen {
        match place {
            ScreenId::Home => &self.home,
            ScreenId::Checklists => &self.checklists,
            ScreenId::Plan => &self.plan,
            ScreenId::Review => &self.review,
            ScreenId::Workshop => &self.workshop,
        }
    }

    /// A screen to be changed.
    pub fn get_mut(&mut self, place: ScreenId) -> &mut dyn Screen {
        match place {
            ScreenId::Home => &mut self.home,
            ScreenId::Checklists => &mut self.checklists,
            ScreenId::Plan => &mut self.plan,
            ScreenId::Review => &mut self.review,
            ScreenId::Workshop => &mut self.workshop,
        }
    }
}
