//! A line to type in and what fits it below: what search and palette have in common.

use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::widget::canvas::{Canvas, below, inset, row};
use crate::tui::widget::line::TextLine;
use crate::tui::widget::list::{Click, List, Mark, Row};

/// A line to type in, and what was found.
pub struct Finder<T> {
    line: TextLine,
    found: List<T>,
}

impl<T> Default for Finder<T> {
    fn default() -> Finder<T> {
        Finder { line: TextLine::default(), found: List::default() }
    }
}

/// What an action meant to a finder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinderEvent {
    /// It goes.
    Close,
    /// The find at the cursor is taken.
    Take,
    /// Something else is looked for.
    Look,
    /// The cursor moved, if it could.
    Move,
    /// Nothing.
    Nothing,
}

impl<T> Finder<T> {
    /// What is looked for.
    pub fn words(&self) -> &str {
        self.line.words()
    }

    /// Takes what was found, with the cursor at the first.
    pub fn show(&mut self, found: Vec<T>) {
        self.found.restart(found.into_iter().map(Row::Entry).collect());
    }

    /// How many were found.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The row of the cursor.
    pub fn cursor(&self) -> usize {
        self.found.cursor()
    }

    /// Puts the cursor at a find.
    pub fn go_to(&mut self, at: usize) {
        self.found.go_to(at);
    }

    /// The find at the cursor.
    pub fn at(&self) -> Option<&T> {
        self.found.at()
    }

    /// Everything that was found.
    pub fn all(&self) -> impl Iterator<Item = &T> {
        self.found.entries()
    }

    /// Takes an action.
    pub fn update(&mut self, action: Action) -> FinderEvent {
        match action {
            Action::Back => FinderEvent::Close,
            Action::Enter => FinderEvent::Take,
            Action::PreviousPart => self.move_by(Action::Up),
            Action::NextPart => self.move_by(Action::Down),
            Action::Up | Action::Down | Action::PageUp | Action::PageDown => self.move_by(action),
            _ if self.line.take(action) => FinderEvent::Look,
            _ => FinderEvent::Nothing,
        }
    }

    fn move_by(&mut self, action: Action) -> FinderEvent {
        self.found.update(action);
        FinderEvent::Move
    }

    /// Takes pasted words; what they find has to be found anew.
    pub fn paste(&mut self, words: &str) {
        self.line.insert(words);
    }

    /// Puts the cursor at the find on a row of the popup; returns whether there is one.
    pub fn click(&mut self, row: u16) -> bool {
        row.checked_sub(1).is_some_and(|row| self.found.click(row) != Click::Nothing)
    }

    /// Brings the cursor into view.
    pub fn sync(&mut self, area: Rect) {
        self.found.sync(area.height.saturating_sub(1));
    }

    /// Draws the line behind its sign, and each find by `draw_find`. If nothing was found, `none` says so.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        (sign, none): (&str, &str),
        mut draw_find: impl FnMut(&mut Canvas<'_>, Rect, &T),
    ) {
        let first = row(area, 0);
        canvas.put(first.x + 1, first.y, first.width.min(1), sign, canvas.theme.dim);
        self.line.draw(canvas, inset(first, 3, 1), canvas.theme.field, "", true);
        let list = below(area, 1);
        if self.found.is_empty() {
            let place = inset(row(list, 0), 3, 1);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, none, canvas.theme.dim);
            }
        }
        self.found.draw(canvas, list, Mark::Row, |canvas, place, find, _| draw_find(canvas, place, find));
    }
}
