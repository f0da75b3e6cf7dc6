//! A question with two answers, where going on would lose something.

use ratatui::layout::Rect;

use super::Popup;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};

/// A question; *yes* does its outcome, everything else does nothing.
pub struct Confirm {
    question: Text,
    yes: Option<Outcome>,
}

impl Confirm {
    /// Returns a question.
    pub fn new(question: &str, yes: Outcome) -> Confirm {
        Confirm { question: Text::line(question), yes: Some(yes) }
    }
}

impl Popup for Confirm {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Confirm, Scope::Choose]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        ("Sure?".to_owned(), String::new())
    }

    fn height(&self, width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(text::wrap(&self.question, usize::from(width.saturating_sub(4))).len())
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Yes => self.yes.take().map_or(Outcome::Close, Outcome::after_close),
            Action::No | Action::Back | Action::Enter => Outcome::Close,
            _ => Outcome::Ignored,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        let lines = text::wrap(&self.question, usize::from(area.width.saturating_sub(4)));
        for (at, line) in lines.iter().enumerate() {
            let place = inset(row(area, cells(at)), 2, 2);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, canvas.theme.strong);
            }
        }
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Enter
    }
}
