//! The themes: chosen here, they hold at once and are written into the settings.

use super::choose::{Choice, Choose};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::theme::THEMES;

/// The list of themes, with the cursor at the one that holds.
pub fn themes(ctx: &Ctx<'_>) -> Choose {
    let choice =
        |(name, says): &(&'static str, &'static str)| Choice::new(name, Outcome::Theme(name)).right(says);
    let cursor = THEMES.iter().position(|(name, _)| *name == ctx.theme.name).unwrap_or(0);
    Choose::new("Theme", THEMES.iter().map(choice).collect()).with_cursor(cursor)
}
