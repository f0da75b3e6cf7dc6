//! Screens that say what they will be, and what helps until then.

use ratatui::layout::Rect;

use super::Screen;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::widget::canvas::{Canvas, below, inset};
use crate::tui::widget::page::Page;

macro_rules! later {
    ($(#[$doc:meta])* $name:ident, $title:literal, $words:expr) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub struct $name;

        impl Screen for $name {
            fn scopes(&self) -> &'static [Scope] {
                &[]
            }

            fn update(&mut self, _action: Action, _ctx: &Ctx<'_>) -> Outcome {
                Outcome::Ignored
            }

            fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
                draw(canvas, area, $title, $words);
            }

            fn settle(&mut self, _area: Rect, _ctx: &Ctx<'_>) {}
        }
    };
}

later! {
    /// The plan, until it is built.
    Plan, "Plan", PLAN
}
later! {
    /// The workshop, until it is built.
    Workshop, "Workshop", WORKSHOP
}

fn draw(canvas: &mut Canvas<'_>, area: Rect, title: &str, words: &[&str]) {
    let theme = canvas.theme;
    let area = inset(below(area, u16::from(area.height > 6)), 2, 2);
    let mut page = Page::new(area.width.min(76));
    page.heading(title, "");
    for paragraph in words {
        page.gap();
        page.paragraph(paragraph, theme.normal);
    }
    page.draw(canvas, area, 0);
}

const PLAN: &[&str] = &["The lists are one key away: 2."];
const WORKSHOP: &[&str] = &[
    "Here a workshop will be prepared, walked through with one entry large on the screen, and closed with its \
     minutes.",
    "Until then: the page of an entry (2, then Enter) has the question, and c captures decisions, actions, \
     questions, risks and what is parked.",
];
