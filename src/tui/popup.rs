//! Popups: what comes over a screen for a moment. They stack; only the one in front gets the keys.
//!
//! A new popup is one file with a type that implements [`Popup`], opened by `Outcome::open`.

use ratatui::layout::Rect;

use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::widget::canvas::Canvas;

pub mod answer;
pub mod capture;
pub mod check;
pub mod choose;
pub mod compare;
pub mod confirm;
pub mod decide;
pub mod entry;
pub mod entry_sheet;
pub mod field;
pub mod filter;
pub mod finder;
pub mod form;
pub mod gate_filter;
pub mod gone;
pub mod help;
pub mod menu;
pub mod new_project;
pub mod pace;
pub mod palette;
pub mod projects;
pub mod prompts;
pub mod questions;
pub mod reading;
pub mod report;
pub mod search;
pub mod switches;
pub mod topic;

/// Something over the screen. It decides what its actions mean and does nothing itself.
pub trait Popup {
    /// Returns which rows of the key table hold, nearest first.
    fn scopes(&self) -> &'static [Scope];

    /// Returns what stands in its upper rule, and at the rule's right end.
    fn title(&self, ctx: &Ctx<'_>) -> (String, String);

    /// Returns how many rows it would like between its rules, `width` cells wide.
    fn height(&self, width: u16, ctx: &Ctx<'_>) -> u16;

    /// Takes an action.
    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome;

    /// Draws it into `area`, between its rules.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>);

    /// Brings cursor and scrolling in line with the area; called after each action and each change of size.
    fn settle(&mut self, _area: Rect, _ctx: &Ctx<'_>) {}

    /// Takes pasted words; returns whether there is a field for them.
    fn paste(&mut self, _words: &str, _ctx: &Ctx<'_>) -> bool {
        false
    }

    /// Takes what came back from the user's editor.
    fn edited(&mut self, _words: &str) {}

    /// Takes why what it asked for could not be done.
    fn refused(&mut self, _why: &Text) {}

    /// Returns whether closing it would lose words that somebody typed.
    fn holds_words(&self) -> bool {
        false
    }

    /// Takes a click on one of its rows.
    fn click(&mut self, _row: u16, _ctx: &Ctx<'_>) -> Outcome {
        Outcome::Stay
    }

    /// Returns the word that the footer has for an action here; none for the one of the key table.
    fn label(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Returns whether an action makes sense in it now; the footer leaves out those that do not.
    fn offers(&self, _action: Action, _ctx: &Ctx<'_>) -> bool {
        true
    }
}
