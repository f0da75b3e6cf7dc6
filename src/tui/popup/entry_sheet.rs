//! The whole page of one entry over a screen, with its answers by key and its actions by Enter.

use ratatui::layout::Rect;

use super::Popup;
use super::entry::{EntryActions, perform_at};
use crate::pack::model::EntryId;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::entry_page::{self, Part};
use crate::tui::keys::Scope;
use crate::tui::widget::canvas::{Canvas, inset};
use crate::tui::widget::page::Page;
use crate::tui::widget::scroll::Scroll;

/// Words are not read well in longer lines.
const WIDTH: u16 = 100;

/// The page of an entry.
pub struct EntrySheet {
    id: EntryId,
    scroll: Scroll,
    area: Rect,
}

impl EntrySheet {
    /// Returns the page of an entry.
    pub fn new(id: EntryId) -> EntrySheet {
        EntrySheet { id, scroll: Scroll::default(), area: Rect::default() }
    }

    fn page(&self, width: u16, ctx: &Ctx<'_>) -> Page {
        entry_page::page(&self.id, width.saturating_sub(4).min(WIDTH), Part::ALL, ctx)
    }
}

impl Popup for EntrySheet {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Choose, Scope::Entry]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        (ctx.name(&self.id).to_string(), entry_page::place(&self.id, ctx))
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let height = usize::from(self.area.height);
        let len = self.page(self.area.width, ctx).len();
        let page = height.cast_signed().saturating_sub(1).max(1);
        match action {
            Action::Up => self.scroll.by(-1, height, len),
            Action::Down => self.scroll.by(1, height, len),
            Action::PageUp => self.scroll.by(-page, height, len),
            Action::PageDown => self.scroll.by(page, height, len),
            Action::First => self.scroll.top = 0,
            Action::Last => self.scroll.by(isize::MAX, height, len),
            Action::Left | Action::Back => return Outcome::Close,
            Action::Right => {}
            Action::Enter => return Outcome::open(EntryActions::at(vec![self.id.clone()], ctx)),
            _ => return perform_at(action, &self.id, ctx),
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        self.page(area.width, ctx).draw(canvas, inset(area, 2, 2), self.scroll.top);
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.area = area;
        let len = self.page(area.width, ctx).len();
        self.scroll.limit(usize::from(area.height), len);
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        (action == Action::Enter).then_some("actions")
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Mark
    }
}
