//! Text to read, laid out in advance: rows of styled words, labels that hang at the left.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, cells};
use super::rule::Heading;
use crate::text;

/// Words with how they look.
pub type Piece = (String, Style);

/// One row of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum PageRow {
    /// Nothing.
    Blank,
    /// A heading with its right end.
    Heading { title: String, right: String },
    /// Pieces beside each other, and one that ends at the right edge.
    Words { pieces: Vec<Piece>, right: Option<Piece> },
}

/// Text to read, laid out for one width.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub rows: Vec<PageRow>,
    width: usize,
}

impl Page {
    /// An empty page that is `width` cells wide.
    pub fn new(width: u16) -> Page {
        Page { rows: Vec::new(), width: usize::from(width) }
    }

    /// How many rows the page has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing is on the page.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds an empty row, unless the page begins here or has one already.
    pub fn gap(&mut self) {
        if !matches!(self.rows.last(), None | Some(PageRow::Blank)) {
            self.rows.push(PageRow::Blank);
        }
    }

    /// Adds a heading, with an empty row before it.
    pub fn heading(&mut self, title: &str, right: &str) {
        self.gap();
        self.rows.push(PageRow::Heading { title: title.to_owned(), right: right.to_owned() });
    }

    /// The cells that a row may take.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds a paragraph over the whole width.
    pub fn paragraph(&mut self, words: &str, style: Style) {
        for line in text::wrap(words, self.width) {
            self.row(vec![(line, style)], None);
        }
    }

    /// Adds one row of pieces, and one at the right edge.
    pub fn row(&mut self, pieces: Vec<Piece>, right: Option<Piece>) {
        self.rows.push(PageRow::Words { pieces, right });
    }

    /// Adds `label      words        right`: the words hang beside the label over as many rows as they need, and
    /// end before what is at the right edge of their first row.
    pub fn hanging(&mut self, hang: usize, label: Piece, words: &str, style: Style, right: Option<Piece>) {
        let hang = hang.min(self.width / 2);
        let room = self.width.saturating_sub(hang).max(1);
        let taken = right.as_ref().map_or(0, |(words, _)| text::width(words) + 2);
        // If the right end would leave no room for the words, it gets a row of its own.
        let has_own_row = taken > 0 && room.saturating_sub(taken) < 12;
        let wrap_at = if has_own_row { room } else { room.saturating_sub(taken) };
        let (own, mut beside) = if has_own_row { (right, None) } else { (None, right) };
        let (label, label_style) = label;
        let mut head = text::pad(&text::truncate(&label, hang.saturating_sub(1), '…'), hang);
        for line in text::wrap(words, wrap_at.max(1)) {
            let label = std::mem::replace(&mut head, " ".repeat(hang));
            self.row(vec![(label, label_style), (line, style)], beside.take());
        }
        if own.is_some() {
            self.row(Vec::new(), own);
        }
    }

    /// Draws the rows from `top` on into `area`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, top: usize) {
        for (at, row) in self.rows.iter().skip(top).take(usize::from(area.height)).enumerate() {
            let place = Rect { y: area.y + cells(at), height: 1, ..area };
            row.draw(canvas, place);
        }
    }
}

impl PageRow {
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        match self {
            PageRow::Blank => {}
            PageRow::Heading { title, right } => {
                Heading { title, right, is_focused: false }.draw(canvas, area);
            }
            PageRow::Words { pieces, right } => {
                let mut x = area.x;
                for (words, style) in pieces {
                    x += canvas.put(x, area.y, area.right().saturating_sub(x), words, *style);
                }
                if let Some((words, style)) = right {
                    let room = area.right().saturating_sub(x);
                    canvas.put_right(Rect { x, width: room, ..area }, words, *style);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hang_beside_their_label() {
        let mut page = Page::new(20);
        page.hanging(6, ("Ask".to_owned(), Style::new()), "How long is it alive?", Style::new(), None);
        let words: Vec<String> = page
            .rows
            .iter()
            .map(|row| match row {
                PageRow::Words { pieces, .. } => pieces.iter().map(|(words, _)| words.as_str()).collect(),
                PageRow::Blank | PageRow::Heading { .. } => String::new(),
            })
            .collect();
        assert_eq!(words, ["Ask   How long is it", "      alive?"]);
    }

    #[test]
    fn a_page_of_no_width_is_still_a_page() {
        let mut page = Page::new(0);
        page.hanging(11, ("Ask".to_owned(), Style::new()), "words", Style::new(), None);
        page.heading("Heading", "right");
        assert!(!page.is_empty());
    }
}
