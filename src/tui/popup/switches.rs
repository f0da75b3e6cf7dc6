//! Rows that are switched on and off under headings: what the filters of lists, plan and review have in common.

use ratatui::layout::Rect;

use crate::tui::action::Action;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::rule::Heading;
use crate::tui::widget::scroll::{Scroll, moved};

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub enum Switch<T> {
    Heading(&'static str),
    Row(T),
}

/// Rows under headings, and the cursor at one of them.
pub struct Switches<T> {
    rows: Vec<Switch<T>>,
    cursor: usize,
    scroll: Scroll,
}

impl<T> Switches<T> {
    /// Returns groups of rows, each under its heading, with the cursor at the first row.
    pub fn new(groups: Vec<(&'static str, Vec<T>)>) -> Switches<T> {
        let rows: Vec<Switch<T>> = groups
            .into_iter()
            .flat_map(|(heading, rows)| {
                std::iter::once(Switch::Heading(heading)).chain(rows.into_iter().map(Switch::Row))
            })
            .collect();
        let cursor = rows.iter().position(|row| matches!(row, Switch::Row(_))).unwrap_or(0);
        Switches { rows, cursor, scroll: Scroll::default() }
    }

    /// Returns how many rows there are, headings among them.
    pub fn height(&self) -> u16 {
        cells(self.rows.len())
    }

    /// Returns the row at the cursor.
    pub fn row(&self) -> Option<&T> {
        match self.rows.get(self.cursor)? {
            Switch::Row(row) => Some(row),
            Switch::Heading(_) => None,
        }
    }

    /// Moves the cursor, where the action does; returns whether it was one that moves.
    pub fn update(&mut self, action: Action) -> bool {
        let step = match action {
            Action::Up => -1,
            Action::Down => 1,
            Action::PageUp => -8,
            Action::PageDown => 8,
            Action::First => isize::MIN,
            Action::Last => isize::MAX,
            _ => return false,
        };
        let wanted = moved(self.cursor, step, self.rows.len());
        // Headings are stepped over; at the ends the cursor goes back to the nearest row.
        let way = if step < 0 { -1 } else { 1 };
        self.cursor = self.nearest(wanted, way).or_else(|| self.nearest(wanted, -way)).unwrap_or(self.cursor);
        true
    }

    fn nearest(&self, from: usize, way: isize) -> Option<usize> {
        let mut at = from;
        while matches!(self.rows.get(at)?, Switch::Heading(_)) {
            at = at.checked_add_signed(way)?;
        }
        Some(at)
    }

    /// Puts the cursor at a row of the popup that was clicked; returns whether there is a switch.
    pub fn click(&mut self, row: u16) -> bool {
        let at = self.scroll.top + usize::from(row);
        let is_switch = matches!(self.rows.get(at), Some(Switch::Row(_)));
        if is_switch {
            self.cursor = at;
        }
        is_switch
    }

    /// Brings the cursor into view, with the first heading above the first row.
    pub fn settle(&mut self, area: Rect) {
        self.scroll.follow(self.cursor, usize::from(area.height), self.rows.len());
        if self.nearest(0, 1).is_none_or(|first| self.cursor <= first) {
            self.scroll.top = 0;
        }
    }

    /// Draws headings, and each row by `draw_row`: its place, the row, whether the cursor is there.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        mut draw_row: impl FnMut(&mut Canvas<'_>, Rect, &T, bool),
    ) {
        let shown = self.scroll.shown(usize::from(area.height), self.rows.len());
        for (at, one) in self.rows.iter().enumerate().take(shown.end).skip(shown.start) {
            let place = row(area, cells(at - shown.start));
            match one {
                Switch::Heading(title) => {
                    Heading { title, right: "", is_focused: false }.draw(canvas, inset(place, 1, 1));
                }
                Switch::Row(row) => draw_row(canvas, place, row, at == self.cursor),
            }
        }
    }
}

/// Switches a value on or off: takes it out of the list, or puts it in.
pub fn toggle<T: PartialEq>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|one| *one == value) {
        Some(at) => _ = list.remove(at),
        None => list.push(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_steps_over_headings_and_stays_on_a_row() {
        let mut switches = Switches::new(vec![("One", vec![1, 2]), ("None", Vec::new()), ("Three", vec![3])]);
        let mut after = |action| {
            assert!(switches.update(action));
            switches.row().copied()
        };
        assert_eq!(after(Action::Up), Some(1));
        assert_eq!(after(Action::Down), Some(2));
        assert_eq!(after(Action::Down), Some(3));
        assert_eq!(after(Action::Down), Some(3));
        assert_eq!(after(Action::Up), Some(2));
        assert_eq!(after(Action::Last), Some(3));
        assert_eq!(after(Action::First), Some(1));
        assert_eq!(after(Action::PageDown), Some(3));
        assert!(!switches.update(Action::Toggle));
        assert_eq!(Switches::<u8>::new(vec![("Empty", Vec::new())]).row(), None);
    }
}
