//! A line to type in and what fits it below: what search and palette have in common.

use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::line::TextLine;
use crate::tui::widget::scroll::{Scroll, moved};

/// A line to type in, and the cursor among what was found.
#[derive(Default)]
pub struct Finder {
    line: TextLine,
    cursor: usize,
    scroll: Scroll,
}

/// What an action meant to a finder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// It goes.
    Close,
    /// The one that was found at this place is taken.
    Take(usize),
    /// Something else is looked for: the finds have to be found anew.
    Look,
    /// The cursor moved, if it could.
    Move,
    /// Nothing.
    Nothing,
}

impl Finder {
    /// Returns what is looked for.
    pub fn words(&self) -> &str {
        self.line.words()
    }

    /// Takes an action, with so many found.
    pub fn update(&mut self, action: Action, found: usize) -> Meant {
        let step = match action {
            Action::Back => return Meant::Close,
            Action::Enter => return Meant::Take(self.cursor),
            Action::Up | Action::PreviousPart => -1,
            Action::Down | Action::NextPart => 1,
            Action::PageUp => -10,
            Action::PageDown => 10,
            _ if self.line.take(action) => {
                self.cursor = 0;
                return Meant::Look;
            }
            _ => return Meant::Nothing,
        };
        self.cursor = moved(self.cursor, step, found);
        Meant::Move
    }

    /// Takes pasted words; what they find has to be found anew.
    pub fn paste(&mut self, words: &str) {
        self.line.insert(words);
        self.cursor = 0;
    }

    /// Returns which find stands on a row of the popup.
    pub fn at_row(&self, row: u16) -> Option<usize> {
        usize::from(row).checked_sub(1).map(|row| row + self.scroll.top)
    }

    /// Brings the cursor into view.
    pub fn settle(&mut self, area: Rect, found: usize) {
        self.scroll.follow(self.cursor, usize::from(area.height.saturating_sub(1)), found);
    }

    /// Draws the line behind its sign, and each find by `draw_find`: its place, its number, whether the cursor is
    /// there. Where nothing was found, `none` says so.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        (sign, none): (&str, &str),
        found: usize,
        mut draw_find: impl FnMut(&mut Canvas<'_>, Rect, usize, bool),
    ) {
        let first = row(area, 0);
        canvas.put(first.x + 1, first.y, first.width.min(1), sign, canvas.theme.dim);
        self.line.draw(canvas, inset(first, 3, 1), canvas.theme.field, "", true);
        let list = below(area, 1);
        if found == 0 {
            let place = inset(row(list, 0), 3, 1);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, none, canvas.theme.dim);
            }
        }
        let shown = self.scroll.shown(usize::from(list.height), found);
        for at in shown.clone() {
            draw_find(canvas, row(list, cells(at - shown.start)), at, at == self.cursor);
        }
    }
}
