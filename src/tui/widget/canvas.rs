//! The one place where words reach the screen: cut to their room, cleaned, in the signs that are allowed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;

use crate::text;
use crate::tui::theme::Theme;

/// A buffer to draw in, with the theme to draw by.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    pub theme: &'a Theme,
    /// Where the terminal's own cursor is; only text fields show it.
    pub caret: Option<Position>,
}

impl<'a> Canvas<'a> {
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Canvas<'a> {
        Canvas { buffer, theme, caret: None }
    }

    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Writes `words` at (`x`, `y`), at most `room` cells of them, and returns how many cells they took.
    pub fn put(&mut self, x: u16, y: u16, room: u16, words: &str, style: Style) -> u16 {
        let theme = self.theme;
        let bounds = self.buffer.area;
        let room = room.min(bounds.right().saturating_sub(x));
        if room == 0 || y < bounds.top() || y >= bounds.bottom() || x < bounds.left() {
            return 0;
        }
        if text::is_plain(words) {
            return self.put_plain(Position { x, y }, room, words, style);
        }
        let clean = text::clean(words);
        let shown = theme.typeset(&clean);
        let shown = text::truncate(&shown, usize::from(room), theme.cut());
        let mut at = x;
        for grapheme in shown.graphemes(true) {
            let wide = cells(text::width(grapheme));
            if wide == 0 || grapheme == "\n" {
                continue;
            }
            if at + wide > x + room {
                break;
            }
            self.set(Position { x: at, y }, grapheme, style);
            for hidden in at + 1..at + wide {
                if let Some(cell) = self.buffer.cell_mut((hidden, y)) {
                    cell.reset();
                }
            }
            at += wide;
        }
        at - x
    }

    /// Most words are printable ASCII: a byte is a cell, and nothing has to be measured or cleaned.
    fn put_plain(&mut self, at: Position, room: u16, words: &str, style: Style) -> u16 {
        let room = usize::from(room);
        let is_cut = words.len() > room;
        let shown = if is_cut { words.get(..room - 1).unwrap_or_default().trim_end() } else { words };
        let mut x = at.x;
        for end in 1..=shown.len() {
            self.set(Position { x, ..at }, shown.get(end - 1..end).unwrap_or_default(), style);
            x += 1;
        }
        if is_cut {
            self.set(Position { x, ..at }, self.theme.cut().encode_utf8(&mut [0; 4]), style);
            x += 1;
        }
        x - at.x
    }

    fn set(&mut self, at: Position, symbol: &str, style: Style) {
        if let Some(cell) = self.buffer.cell_mut(at) {
            cell.set_symbol(symbol).set_style(style);
        }
    }

    /// Writes `words` so that they end at the right edge of `area`'s first row; returns how many cells they took.
    pub fn put_right(&mut self, area: Rect, words: &str, style: Style) -> u16 {
        if area.height == 0 {
            return 0;
        }
        let wide = cells(text::width(words)).min(area.width);
        self.put(area.right() - wide, area.y, wide, words, style)
    }

    /// Writes spans beside each other into `area`'s first row; returns how many cells they took.
    pub fn put_line(&mut self, area: Rect, line: &Line<'_>) -> u16 {
        let mut x = area.x;
        for span in line.iter().filter(|_| area.height > 0) {
            x += self.put(x, area.y, area.right().saturating_sub(x), &span.content, span.style);
        }
        x - area.x
    }

    /// Fills `area` with blanks in `style`, hiding what was there.
    pub fn blank(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
    }

    /// Adds `style` to what is in `area`.
    pub fn restyle(&mut self, area: Rect, style: Style) {
        self.buffer.set_style(area.intersection(self.buffer.area), style);
    }

    /// What is in `area`'s first row, and the column of each of its characters; what a wide sign hides is left out.
    pub fn read(&self, area: Rect) -> (String, Vec<u16>) {
        let (mut words, mut columns) = (String::new(), Vec::new());
        let area = area.intersection(self.buffer.area);
        let mut x = area.left();
        while x < area.right() {
            let symbol = self.buffer.cell((x, area.y)).map_or(" ", |cell| cell.symbol());
            words.push_str(symbol);
            columns.extend(symbol.chars().map(|_| x));
            x += wide(symbol).max(1);
        }
        (words, columns)
    }

    /// Draws a horizontal line over `area`'s first row.
    pub fn rule(&mut self, area: Rect) {
        let mut bytes = [0; 4];
        let line = self.theme.line().encode_utf8(&mut bytes);
        let area = row(area, 0).intersection(self.buffer.area);
        for x in area.left()..area.right() {
            self.set(Position { x, y: area.y }, line, self.theme.rule);
        }
    }

    /// Draws an upright line down `area`'s first column.
    pub fn upright(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            self.put(area.x, y, area.width.min(1), self.theme.upright(), self.theme.rule);
        }
    }

    /// Ends a frame: no sign stands on half of a wide one. Gives the place of the terminal's cursor.
    ///
    /// A popup's edge may cut a wide sign, and a terminal shows no half of one. What is hidden behind a wide sign gets
    /// its style, so that a later frame sees what the terminal has there.
    pub fn finish(self) -> Option<Position> {
        for at in 0..self.buffer.content.len() {
            let wide = self.buffer.content.get(at).map_or(1, |cell| wide(cell.symbol()));
            if wide > 1 {
                let (x, y) = self.buffer.pos_of(at);
                settle(self.buffer, Position { x, y }, wide);
            }
        }
        self.caret
    }

    /// Draws a foreign widget; its words have to be clean.
    pub fn widget(&mut self, area: Rect, widget: impl ratatui::widgets::Widget) {
        widget.render(area.intersection(self.buffer.area), self.buffer);
    }
}

/// The cells that a sign takes.
fn wide(symbol: &str) -> u16 {
    if symbol.len() < 2 { 1 } else { cells(text::width(symbol)) }
}

/// Blanks the wide sign at `at` if another one is in its second half.
fn settle(buffer: &mut Buffer, at: Position, wide: u16) {
    let Some(cell) = buffer.cell(at) else { return };
    let mut blank = cell.clone();
    blank.set_symbol(" ");
    let hidden = |after: u16| Position { x: at.x + after, y: at.y };
    let is_whole = (1..wide).all(|after| buffer.cell(hidden(after)).is_some_and(|cell| cell.symbol() == " "));
    let blanked = if is_whole { 1..wide } else { 0..1 };
    for after in blanked {
        if let Some(cell) = buffer.cell_mut(hidden(after)) {
            cell.clone_from(&blank);
        }
    }
}

/// The row `at` rows down; of no height if the area ends before.
pub fn row(area: Rect, at: u16) -> Rect {
    if at < area.height {
        Rect { y: area.y + at, height: 1, ..area }
    } else {
        Rect { y: area.bottom(), height: 0, ..area }
    }
}

pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

pub fn inset(area: Rect, left: u16, right: u16) -> Rect {
    let left = left.min(area.width);
    Rect { x: area.x + left, width: (area.width - left).saturating_sub(right), ..area }
}

/// A length as rows or cells; longer ones end at the largest screen.
pub fn cells(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Signs;

    fn drawn(width: u16, draw: impl FnOnce(&mut Canvas<'_>)) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        let theme = Theme::monochrome(Signs::Rich);
        draw(&mut Canvas::new(&mut buffer, &theme));
        (0..width).map(|x| buffer[(x, 0)].symbol().to_owned()).collect()
    }

    #[test]
    fn words_are_cut_and_cleaned() {
        assert_eq!(drawn(6, |canvas| _ = canvas.put(0, 0, 6, "longer words", Style::new())), "longe…");
        assert_eq!(drawn(6, |canvas| _ = canvas.put(0, 0, 9, "a\u{1b}[0m", Style::new())), "a\u{fffd}[0m ");
        assert_eq!(drawn(4, |canvas| _ = canvas.put(1, 0, 2, "日本", Style::new())), " …  ");
    }

    proptest::proptest! {
        #[test]
        fn plain_words_are_drawn_as_any_other(words in "[ -~]{0,12}", room in 1_u16..12) {
            let plain = drawn(14, |canvas| _ = canvas.put(0, 0, room, &words, Style::new()));
            // A letter beyond ASCII at the end takes the long way.
            let long = drawn(14, |canvas| _ = canvas.put(0, 0, room, &format!("{words}é"), Style::new()));
            if words.len() < usize::from(room) {
                proptest::prop_assert_eq!(plain.get(..words.len()), long.get(..words.len()));
            } else if words.len() > usize::from(room) {
                proptest::prop_assert_eq!(plain, long);
            }
        }
    }

    #[test]
    fn nothing_outside_the_buffer_is_drawn() {
        let words = drawn(3, |canvas| {
            canvas.put(9, 0, 9, "no", Style::new());
            canvas.put(0, 9, 9, "no", Style::new());
            canvas.blank(Rect::new(2, 0, 50, 50), Style::new());
            canvas.put_right(Rect::new(0, 0, 3, 1), "ab", Style::new());
        });
        assert_eq!(words, " ab");
    }
}
