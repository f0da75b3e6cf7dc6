//! Help: every key that works here, made from the table; then all the others.

use ratatui::layout::Rect;

use super::Popup;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::is_refused_in_room;
use crate::tui::keys::{BINDINGS, Binding, KeyScope};
use crate::tui::widget::canvas::{Canvas, cells, inset};
use crate::tui::widget::page::Page;
use crate::tui::widget::reader::Reader;

/// What the plan counts; its boxes and its milestones do it differently.
const PLAN_COUNTS: &str = "A box counts what is settled of the entries that the next milestone of each of its topics \
    looks at; an entry of two workstreams is in both boxes. The line of a milestone counts as its review does.";

/// The help popup.
pub struct Help {
    /// Those of the screen behind it first.
    scopes: Vec<KeyScope>,
    reader: Reader,
}

impl Help {
    /// The help for a place where `scopes` hold; what holds elsewhere follows.
    pub fn new(scopes: &[KeyScope]) -> Help {
        let mut all: Vec<KeyScope> = scopes.to_vec();
        all.extend(KeyScope::ALL.into_iter().filter(|scope| !scopes.contains(scope)));
        Help { scopes: all, reader: Reader::default() }
    }

    fn page(&self, width: u16, ctx: &Ctx<'_>) -> Page {
        let (theme, own) = (ctx.theme, ctx.keys);
        let mut page = Page::new(width);
        page.paragraph(
            "Arrows, Enter, Space, Esc, Tab and digits are enough for everything. Letters are shortcuts. In a text \
             field every character is text.",
            theme.normal,
        );
        let keys = BINDINGS.iter().map(|row| text::width(&own.shown(row))).max().unwrap_or(0) + 3;
        for scope in &self.scopes {
            let is_refused = |row: &Binding| ctx.is_in_room && is_refused_in_room(row.action);
            let rows: Vec<_> = BINDINGS
                .iter()
                .filter(|row| row.scope == *scope && !own.of(row).is_empty() && !is_refused(row))
                .collect();
            if rows.is_empty() {
                continue;
            }
            page.heading(scope.title(), "");
            if *scope == KeyScope::Plan {
                page.paragraph(PLAN_COUNTS, theme.normal);
            }
            for row in rows {
                page.hanging(keys, (own.shown(row), theme.key), row.help, theme.normal, None);
            }
        }
        page
    }
}

impl Popup for Help {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Read]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        ("Help".to_owned(), format!("golive {}", env!("CARGO_PKG_VERSION")))
    }

    fn height(&self, width: u16, ctx: &Ctx<'_>) -> u16 {
        cells(self.page(width.saturating_sub(4), ctx).len())
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Back => Outcome::Close,
            _ if self.reader.update(action) => Outcome::Stay,
            _ => Outcome::Ignored,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        self.reader.draw(canvas, inset(area, 2, 2));
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.reader.show(self.page(area.width.saturating_sub(4), ctx), area.height);
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::PageDown || !self.reader.is_whole()
    }
}
