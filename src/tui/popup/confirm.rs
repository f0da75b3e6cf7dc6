//! A question with two answers, asked when going on would lose something.

use ratatui::layout::Rect;

use super::Popup;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};

/// A question; *yes* does its outcome, everything else does nothing.
pub struct Confirm {
    question: Text,
    yes: Option<Outcome>,
    /// Whether Enter means yes; the arrows choose.
    is_yes: bool,
}

impl Confirm {
    pub fn new(question: &str, yes: Outcome) -> Confirm {
        Confirm { question: Text::line(question), yes: Some(yes), is_yes: false }
    }
}

impl Popup for Confirm {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Confirm, KeyScope::Choose]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        ("Sure?".to_owned(), String::new())
    }

    fn height(&self, width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(text::wrap(&self.question, usize::from(width.saturating_sub(4))).len()) + 1
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Enter if !self.is_yes => Outcome::Close,
            Action::Yes | Action::Enter => self.yes.take().map_or(Outcome::Close, Outcome::after_close),
            Action::No | Action::Back => Outcome::Close,
            Action::Up | Action::Down | Action::Left | Action::Right => {
                self.is_yes = !self.is_yes;
                Outcome::Stay
            }
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
        let place = inset(row(area, cells(lines.len())), 2, 2);
        if place.height == 0 {
            return;
        }
        // The sign repeats it for terminals without colour.
        let mut x = place.x;
        for (word, is_chosen) in [("no", !self.is_yes), ("yes", self.is_yes)] {
            let label = if is_chosen { format!("[{word}]") } else { format!(" {word} ") };
            let style = if is_chosen { canvas.theme.focus } else { canvas.theme.normal };
            x += canvas.put(x, place.y, place.right().saturating_sub(x), &label, style) + 1;
        }
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter => Some(if self.is_yes { "yes" } else { "no" }),
            _ => None,
        }
    }
}
