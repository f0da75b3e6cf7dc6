//! The one list: rows of which some are skipped, a cursor, scrolling, keys, clicks, drawing.
//!
//! What an entry is and how it looks belongs to the owner of the list. What is hidden is said in the last row.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::canvas::{Canvas, cells, inset, row};
use super::rule::Heading;
use super::scroll::{Scroll, moved, step};
use crate::tui::action::Action;

/// Below so many rows nothing is said about hidden rows: they are needed for the entries.
const LOWEST_WITH_SIGN: usize = 3;

/// One row of a list.
#[derive(Debug, Clone, PartialEq)]
pub enum Row<T> {
    Gap,
    Heading {
        title: String,
        right: String,
    },
    /// Words that the cursor steps over.
    Words(Line<'static>),
    Entry(T),
}

/// How the row at the cursor is marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mark {
    /// The bar and reverse video.
    #[default]
    Row,
    /// The bar alone: something else has the focus, or the row is a text field.
    Bar,
    Nothing,
}

/// The part under one heading that has the focus.
#[derive(Debug, Clone, Copy)]
pub struct Focus<'a> {
    /// What is wrong in it, at the right end of its heading; empty if nothing is.
    pub note: &'a str,
}

/// What a click on a list did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Click {
    /// No entry is there.
    Nothing,
    /// The cursor went to the entry.
    Moved,
    /// The cursor was there already.
    Again,
}

/// Rows, and the cursor at one of the entries among them.
#[derive(Debug, Clone)]
pub struct List<T> {
    rows: Vec<Row<T>>,
    cursor: usize,
    scroll: Scroll,
    height: usize,
}

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List { rows: Vec::new(), cursor: 0, scroll: Scroll::default(), height: 0 }
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> List<T> {
        List::new(entries.into_iter().map(Row::Entry).collect())
    }
}

impl<T> Row<T> {
    /// A heading with nothing at its right end.
    pub fn heading(title: &str) -> Row<T> {
        Row::Heading { title: title.to_owned(), right: String::new() }
    }

    fn entry(&self) -> Option<&T> {
        match self {
            Row::Entry(entry) => Some(entry),
            Row::Gap | Row::Heading { .. } | Row::Words(_) => None,
        }
    }
}

impl<T> List<T> {
    /// A list with the cursor at its first entry.
    pub fn new(rows: Vec<Row<T>>) -> List<T> {
        let mut list = List { rows, ..List::default() };
        list.go_to(0);
        list
    }

    /// Takes other rows; the cursor keeps its row, or goes to the entry nearest to it.
    pub fn set(&mut self, rows: Vec<Row<T>>) {
        self.rows = rows;
        self.go_to(self.cursor);
    }

    /// Takes other rows, with the cursor and the view at their beginning.
    pub fn restart(&mut self, rows: Vec<Row<T>>) {
        *self = List { height: self.height, ..List::new(rows) };
    }

    /// Whether the list has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many rows the list has, headings among them.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// All rows.
    pub fn rows(&self) -> &[Row<T>] {
        &self.rows
    }

    /// All entries, without what is between them.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.rows.iter().filter_map(Row::entry)
    }

    /// The entry at the cursor.
    pub fn at(&self) -> Option<&T> {
        self.rows.get(self.cursor)?.entry()
    }

    /// The entry at the cursor, to be taken from or changed.
    pub fn at_mut(&mut self) -> Option<&mut T> {
        match self.rows.get_mut(self.cursor)? {
            Row::Entry(entry) => Some(entry),
            Row::Gap | Row::Heading { .. } | Row::Words(_) => None,
        }
    }

    /// The row of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor at a row, or at the entry nearest to it, first the one after it.
    pub fn go_to(&mut self, row: usize) {
        let row = row.min(self.rows.len().saturating_sub(1));
        self.cursor = self.nearest(row, 1).or_else(|| self.nearest(row, -1)).unwrap_or(row);
    }

    /// Puts the cursor at the first entry that fits; returns whether there is one.
    pub fn find(&mut self, fits: impl Fn(&T) -> bool) -> bool {
        let found = self.rows.iter().position(|row| row.entry().is_some_and(&fits));
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// Moves the cursor by so many rows, over what is between the entries. Without entries the view moves.
    pub fn step(&mut self, step: isize) {
        let way = if step < 0 { -1 } else { 1 };
        let wanted = moved(self.cursor, step, self.rows.len());
        let found = self.nearest(wanted, way).or_else(|| self.nearest(wanted, -way));
        self.cursor = found.unwrap_or(wanted);
    }

    /// Moves the cursor if the action is one that moves; returns whether it is.
    pub fn update(&mut self, action: Action) -> bool {
        let Some(step) = step(action, self.shown_rows()) else { return false };
        self.step(step);
        true
    }

    /// The entry at `from`, or the next one that way.
    fn nearest(&self, from: usize, way: isize) -> Option<usize> {
        let mut at = from;
        while self.rows.get(at)?.entry().is_none() {
            at = at.checked_add_signed(way)?;
        }
        Some(at)
    }

    /// How many rows are shown, without the one that says what is hidden.
    fn shown_rows(&self) -> usize {
        let is_said = self.rows.len() > self.height && self.height >= LOWEST_WITH_SIGN;
        if is_said { self.height - 1 } else { self.height }
    }

    /// The rows in view.
    pub fn shown(&self) -> std::ops::Range<usize> {
        self.scroll.shown(self.shown_rows(), self.rows.len())
    }

    /// Brings the cursor into view in an area of this height.
    pub fn sync(&mut self, height: u16) {
        self.height = usize::from(height);
        let shown = self.shown_rows();
        // Words below the entry belong to it, as far as there is room for them.
        let below = self.rows.iter().skip(self.cursor + 1).take_while(|row| matches!(row, Row::Words(_)));
        self.scroll.follow(self.cursor + below.count(), shown, self.rows.len());
        self.scroll.follow(self.cursor, shown, self.rows.len());
        // Nothing but headings is above the first entry, so they come into view with it.
        if self.cursor < shown && self.nearest(0, 1).is_none_or(|first| self.cursor <= first) {
            self.scroll.top = 0;
        }
    }

    /// Takes a click on a row of the area that it is drawn in. Words below an entry belong to it.
    pub fn click(&mut self, row: u16) -> Click {
        let mut at = self.scroll.top + usize::from(row);
        if !self.shown().contains(&at) {
            return Click::Nothing;
        }
        while at > 0 && matches!(self.rows.get(at), Some(Row::Words(_))) {
            at -= 1;
        }
        if self.rows.get(at).and_then(Row::entry).is_none() {
            return Click::Nothing;
        }
        let is_again = at == self.cursor;
        self.cursor = at;
        if is_again { Click::Again } else { Click::Moved }
    }

    /// Draws the rows in view, each entry by `draw_entry`: its place, the entry, whether the cursor is there.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        mark: Mark,
        draw_entry: impl FnMut(&mut Canvas<'_>, Rect, &T, bool),
    ) {
        self.draw_focused(canvas, area, mark, None, draw_entry);
    }

    /// Draws the list, with the heading above the cursor as the one that has the focus.
    pub fn draw_focused(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        mark: Mark,
        focus: Option<Focus<'_>>,
        mut draw_entry: impl FnMut(&mut Canvas<'_>, Rect, &T, bool),
    ) {
        let shown = self.shown();
        let before = self.rows.get(..self.cursor).unwrap_or_default();
        let heading = before.iter().rposition(|row| matches!(row, Row::Heading { .. }));
        for (at, one) in self.rows.iter().enumerate().take(shown.end).skip(shown.start) {
            let place = row(area, cells(at - shown.start));
            if place.height == 0 {
                continue;
            }
            match one {
                Row::Gap => {}
                Row::Heading { title, right } => {
                    let focus = focus.filter(|_| heading == Some(at));
                    let note = focus.map(|focus| focus.note).unwrap_or_default();
                    let right = if note.is_empty() { right } else { note };
                    let is_focused = focus.is_some() && note.is_empty();
                    Heading { title, right, is_focused }.draw(canvas, inset(place, 1, 1));
                }
                Row::Words(words) => {
                    canvas.put_line(inset(place, 2, 2), words);
                }
                Row::Entry(entry) => {
                    let is_here = at == self.cursor;
                    draw_entry(canvas, place, entry, is_here);
                    if is_here {
                        mark.draw(canvas, place);
                    }
                }
            }
        }
        let sign = inset(row(area, cells(self.shown_rows())), 3, 1);
        if sign.height > 0 {
            canvas.put(sign.x, sign.y, sign.width, &self.hidden(), canvas.theme.dim);
        }
    }

    /// `4 above, 12 more, ↓`: how many entries are out of view; empty if all rows are in view.
    fn hidden(&self) -> String {
        let shown = self.shown();
        let count = |rows: &[Row<T>]| {
            let entries = rows.iter().filter(|row| row.entry().is_some()).count();
            if entries > 0 { entries } else { rows.iter().filter(|row| !matches!(row, Row::Gap)).count() }
        };
        let above = count(self.rows.get(..shown.start).unwrap_or_default());
        let below = count(self.rows.get(shown.end..).unwrap_or_default());
        match (above, below) {
            (0, 0) => String::new(),
            (above, 0) => format!("{above} above, ↑"),
            (0, below) => format!("{below} more, ↓"),
            (above, below) => format!("{above} above, {below} more, ↓"),
        }
    }
}

impl Mark {
    /// Marks the row at `place` as the one at the cursor.
    pub fn draw(self, canvas: &mut Canvas<'_>, place: Rect) {
        if self == Mark::Row {
            canvas.restyle(inset(place, 2, 0), canvas.theme.cursor);
        }
        if self != Mark::Nothing {
            canvas.put(place.x + 1, place.y, 1, canvas.theme.cursor_mark(), canvas.theme.strong);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups() -> List<u8> {
        let heading = || Row::heading("Heading");
        let entry = Row::Entry;
        List::new(vec![heading(), entry(1), entry(2), Row::Gap, heading(), entry(3)])
    }

    #[test]
    fn the_cursor_steps_over_headings_and_stays_on_an_entry() {
        let mut list = groups();
        let mut after = |action| {
            assert!(list.update(action));
            list.at().copied()
        };
        assert_eq!(after(Action::Up), Some(1));
        assert_eq!(after(Action::Down), Some(2));
        assert_eq!(after(Action::Down), Some(3));
        assert_eq!(after(Action::Down), Some(3));
        assert_eq!(after(Action::Up), Some(2));
        assert_eq!(after(Action::Last), Some(3));
        assert_eq!(after(Action::First), Some(1));
        assert!(!list.update(Action::Toggle));
        assert_eq!(List::<u8>::new(vec![Row::heading("Alone")]).at(), None);
    }

    #[test]
    fn other_rows_leave_the_cursor_at_an_entry() {
        let mut list = groups();
        list.go_to(5);
        list.set(vec![Row::heading("One"), Row::Entry(1), Row::heading("Two")]);
        assert_eq!(list.at(), Some(&1));
        list.set(Vec::new());
        assert_eq!((list.at(), list.cursor()), (None, 0));
    }

    #[test]
    fn what_is_hidden_is_counted_in_entries() {
        let mut list: List<u8> = (0..9).collect();
        list.sync(9);
        assert_eq!(list.hidden(), "");
        list.sync(4);
        assert_eq!((list.shown(), list.hidden().as_str()), (0..3, "6 more, ↓"));
        list.go_to(4);
        list.sync(4);
        assert_eq!(list.hidden(), "3 above, 3 more, ↓");
        list.update(Action::Last);
        list.sync(4);
        assert_eq!(list.hidden(), "6 above, ↑");
        list.sync(2);
        assert_eq!(list.shown(), 7..9);
    }

    #[test]
    fn a_click_finds_the_entry_in_view() {
        let mut list = groups();
        list.sync(6);
        assert_eq!(
            (list.click(0), list.click(1), list.click(2)),
            (Click::Nothing, Click::Again, Click::Moved)
        );
        assert_eq!(list.click(99), Click::Nothing);
        assert_eq!(list.at(), Some(&2));
        let mut explained = List::new(vec![
            Row::Words(Line::from("before")),
            Row::Entry(1),
            Row::Words(Line::from("about it")),
        ]);
        explained.sync(3);
        assert_eq!((explained.click(0), explained.click(2)), (Click::Nothing, Click::Again));
    }
}
