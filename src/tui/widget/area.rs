//! A text field of many lines.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::canvas::{Canvas, cells};
use crate::text::{self, Text};
use crate::tui::action::Action;

/// The most that a text takes, as the pack's own texts.
const MOST: usize = 64 * 1024;

/// A text field of many lines.
#[derive(Debug, Clone)]
pub struct TextField {
    area: TextArea<'static>,
    before: Text,
}

impl TextField {
    /// A field that holds `words`, the cursor at their end.
    pub fn new(words: &Text) -> TextField {
        let mut area = TextArea::new(words.split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(Style::new());
        // The widget would mark the cursor's cell by itself; the terminal's own cursor does that.
        area.set_cursor_style(Style::new());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        TextField { area, before: words.clone() }
    }

    /// A field that holds `words` with the cursor on a new line below them, where most people go on.
    pub fn going_on(words: &Text) -> TextField {
        let mut field = TextField::new(words);
        if !words.is_empty() {
            field.area.insert_newline();
        }
        field
    }

    /// What is written, fit to be kept.
    pub fn text(&self) -> Text {
        Text::block(&self.area.lines().join("\n"))
    }

    /// How many rows it takes in so many cells.
    pub fn rows(&self, width: u16) -> u16 {
        let width = usize::from(width).max(1);
        // The cursor is behind the last letter and needs a cell, too.
        let rows = self.area.lines().iter().map(|line| text::wrap(line, width.max(2) - 1).len().max(1)).sum();
        cells(rows)
    }

    /// Whether the words are other ones than at the beginning.
    pub fn is_changed(&self) -> bool {
        self.text() != self.before
    }

    /// Writes `words` in the place of everything; they count as a change.
    pub fn replace(&mut self, words: &str) {
        let before = self.before.clone();
        *self = TextField::new(&Text::block(words));
        self.before = before;
    }

    /// Writes `words` at the cursor.
    pub fn insert(&mut self, words: &str) {
        let unix = words.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
        let used: usize = self.area.lines().iter().map(|line| line.len() + 1).sum();
        let clean = text::typed(&unix);
        let mut end = clean.len().min(MOST.saturating_sub(used));
        while !clean.is_char_boundary(end) {
            end -= 1;
        }
        self.area.insert_str(clean.get(..end).unwrap_or_default());
    }

    /// Takes an action of a text field; returns whether it was one.
    pub fn take(&mut self, action: Action) -> bool {
        match action {
            Action::Type(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Action::NewLine => self.insert("\n"),
            Action::EraseBack => _ = self.area.delete_char(),
            Action::EraseForward => _ = self.area.delete_next_char(),
            Action::EraseWord => _ = self.area.delete_word(),
            Action::EraseToStart => _ = self.area.delete_line_by_head(),
            Action::EraseToEnd => _ = self.area.delete_line_by_end(),
            Action::EraseNextWord => _ = self.area.delete_next_word(),
            Action::Undo => _ = self.area.undo(),
            Action::Up => self.area.move_cursor(CursorMove::Up),
            Action::Down => self.area.move_cursor(CursorMove::Down),
            Action::Left => self.area.move_cursor(CursorMove::Back),
            Action::Right => self.area.move_cursor(CursorMove::Forward),
            Action::WordLeft => self.area.move_cursor(CursorMove::WordBack),
            Action::WordRight => self.area.move_cursor(CursorMove::WordForward),
            Action::PageUp => (0..10).for_each(|_| self.area.move_cursor(CursorMove::Up)),
            Action::PageDown => (0..10).for_each(|_| self.area.move_cursor(CursorMove::Down)),
            Action::LineStart => self.area.move_cursor(CursorMove::Head),
            Action::LineEnd => self.area.move_cursor(CursorMove::End),
            _ => return false,
        }
        true
    }

    /// Draws the field in `area`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if area.width == 0 || area.height == 0 {
            return;
        }
        canvas.widget(area, &self.area);
        let (top, left) = self.area.scroll_offset();
        let cursor = self.area.screen_cursor();
        let row = u16::try_from(cursor.row).unwrap_or(u16::MAX).saturating_sub(top);
        let column = u16::try_from(cursor.col).unwrap_or(u16::MAX).saturating_sub(left);
        canvas.caret =
            Some(Position { x: area.x + column.min(area.width - 1), y: area.y + row.min(area.height - 1) });
    }
}
