//! The menu: what Esc at the top opens, so that nothing needs a letter.

use super::choose::{Choice, Choose};
use crate::tui::action::{Action, ScreenId};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::ActionContext;
use crate::tui::keys::{self, KeyScope};

const ACTIONS: &[(&str, Action)] = &[
    ("Search everywhere", Action::Search),
    ("Filter the list", Action::Filter),
    ("Undo", Action::Undo),
    ("Redo", Action::Redo),
    ("All commands", Action::Commands),
    ("Look at an export", Action::Facts),
    ("Write a report", Action::Report),
    ("Questions about the project", Action::Questions),
    ("Switch project", Action::Projects),
    ("New project", Action::NewProject),
    ("Rename the project", Action::Rename),
    ("Save again", Action::SaveAgain),
    ("Mouse on or off", Action::Mouse),
    ("Help: what every key does", Action::Help),
    ("Quit", Action::Quit),
];

/// The menu, as seen from a screen.
pub fn menu(place: ScreenId, ctx: &Ctx<'_>) -> Choose {
    let here = ActionContext::of(&[], ctx);
    let screens = ScreenId::ALL.into_iter().map(|other| {
        Choice::new(other.title(), Outcome::Perform(Action::Go(other))).right(&other.digit().to_string())
    });
    let is_offered = |action: Action| here.offers(keys::need(&[KeyScope::Global], action));
    let actions = ACTIONS.iter().filter(|(_, action)| is_offered(*action)).map(|(label, action)| {
        Choice::new(label, Outcome::Perform(*action)).right(&ctx.keys.key_of(*action))
    });
    let cursor = ScreenId::ALL.iter().position(|other| *other == place).unwrap_or(0);
    Choose::new("Menu", screens.chain(actions).collect()).with_cursor(cursor).with_keys()
}
