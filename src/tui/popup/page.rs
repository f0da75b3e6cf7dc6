//! The page of one entry, to be read over any screen.

use ratatui::layout::Rect;

use super::Popup;
use crate::pack::model::EntryId;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::entry_page::{self, Part};
use crate::tui::keys::Scope;
use crate::tui::widget::canvas::{Canvas, cells, inset};
use crate::tui::widget::scroll::Scroll;

/// The page of one entry.
pub struct EntryPage {
    id: EntryId,
    scroll: Scroll,
    area: Rect,
}

impl EntryPage {
    /// Returns the page of an entry, from its beginning.
    pub fn new(id: EntryId) -> EntryPage {
        EntryPage { id, scroll: Scroll::default(), area: Rect::default() }
    }

    fn len(&self, width: u16, ctx: &Ctx<'_>) -> usize {
        entry_page::page(&self.id, width.saturating_sub(4), Part::ALL, ctx).len()
    }
}

impl Popup for EntryPage {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Read]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        (entry_page::place(&self.id, ctx), String::new())
    }

    fn height(&self, width: u16, ctx: &Ctx<'_>) -> u16 {
        cells(self.len(width, ctx))
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let height = usize::from(self.area.height);
        let len = self.len(self.area.width, ctx);
        let page = height.cast_signed().saturating_sub(1).max(1);
        match action {
            Action::Up => self.scroll.by(-1, height, len),
            Action::Down => self.scroll.by(1, height, len),
            Action::PageUp => self.scroll.by(-page, height, len),
            Action::PageDown => self.scroll.by(page, height, len),
            Action::First => self.scroll.top = 0,
            Action::Last => self.scroll.by(isize::MAX, height, len),
            Action::Back => return Outcome::Close,
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let inner = inset(area, 2, 2);
        entry_page::page(&self.id, inner.width, Part::ALL, ctx).draw(canvas, inner, self.scroll.top);
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.area = area;
        self.scroll.limit(usize::from(area.height), self.len(area.width, ctx));
    }
}
