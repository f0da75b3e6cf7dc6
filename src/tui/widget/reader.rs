//! The one reader: a page that is longer than its area, scrolled by keys.

use ratatui::layout::Rect;

use super::canvas::{Canvas, row};
use super::page::Page;
use super::scroll::{Scroll, step};
use crate::text;
use crate::tui::action::Action;

/// A page, and the part of it in view.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    page: Page,
    scroll: Scroll,
    height: usize,
}

impl Reader {
    /// Takes the page for an area of this height; the part in view stays.
    pub fn show(&mut self, page: Page, height: u16) {
        self.page = page;
        self.fit(height);
    }

    /// Takes another height for the page that it has.
    pub fn fit(&mut self, height: u16) {
        self.height = usize::from(height);
        self.scroll.limit(self.height, self.page.len());
    }

    /// Goes back to the beginning.
    pub fn rewind(&mut self) {
        self.scroll = Scroll::default();
    }

    /// The page that is read.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Scrolls if the action is one that moves; returns whether it is.
    pub fn update(&mut self, action: Action) -> bool {
        let Some(step) = step(action, self.height) else { return false };
        self.by(step);
        true
    }

    /// Scrolls by so many rows.
    pub fn by(&mut self, rows: isize) {
        self.scroll.by(rows, self.height, self.page.len());
    }

    /// Whether the end of the page is in view.
    pub fn is_at_end(&self) -> bool {
        self.scroll.top + self.height >= self.page.len()
    }

    /// Whether the whole page is in view.
    pub fn is_whole(&self) -> bool {
        self.page.len() <= self.height
    }

    /// Draws the part in view, and in the last row how much follows.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.page.draw(canvas, area, self.scroll.top);
        let hidden = self.page.len().saturating_sub(self.scroll.top + usize::from(area.height));
        if hidden > 0 && area.height > 1 {
            let last = row(area, area.height - 1);
            canvas.blank(last, canvas.theme.normal);
            let words = format!("{} more, ↓", text::counted(hidden + 1, "line", "lines"));
            canvas.put(last.x, last.y, last.width, &words, canvas.theme.dim);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_scrolled_from_end_to_end() {
        let mut page = Page::new(20);
        (0..9).for_each(|at| page.paragraph(&at.to_string(), ratatui::style::Style::new()));
        let mut reader = Reader::default();
        reader.show(page, 4);
        assert!(!reader.is_at_end() && !reader.is_whole() && reader.update(Action::PageDown));
        assert_eq!(reader.scroll.top, 3);
        assert!(reader.update(Action::Last) && reader.is_at_end() && !reader.update(Action::Enter));
        reader.fit(9);
        assert_eq!((reader.scroll.top, reader.is_whole()), (0, true));
    }
}
