//! The whole page of one entry over a screen, with its answers by key and its actions by Enter.

use ratatui::layout::Rect;

use super::Popup;
use super::entry::{EntryActions, perform_at};
use crate::pack::model::EntryId;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::entry_page::{self, PageSection};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, inset};
use crate::tui::widget::reader::Reader;

/// Words are not read well in longer lines.
const WIDTH: u16 = 100;

/// The page of an entry.
pub struct EntrySheet {
    id: EntryId,
    reader: Reader,
}

impl EntrySheet {
    pub fn new(id: EntryId) -> EntrySheet {
        EntrySheet { id, reader: Reader::default() }
    }
}

impl Popup for EntrySheet {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Choose, KeyScope::Entry]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        (entry_page::name_and_codes(&self.id, ctx), entry_page::place(&self.id, ctx))
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Left | Action::Back => return Outcome::Close,
            Action::Right => {}
            Action::Enter => return Outcome::open(EntryActions::at(vec![self.id.clone()], ctx)),
            _ if self.reader.update(action) => {}
            _ => return perform_at(action, &self.id, ctx),
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        self.reader.draw(canvas, inset(area, 2, 2));
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let width = area.width.saturating_sub(4).min(WIDTH);
        self.reader.show(entry_page::page(&self.id, width, PageSection::ALL, ctx), area.height);
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        (action == Action::Enter).then_some("actions")
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Mark
    }
}
