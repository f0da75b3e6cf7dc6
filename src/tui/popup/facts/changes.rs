//! What changed since an earlier export, or differs from another one.

use ratatui::layout::Rect;

use crate::domain::facts::looked::{DIFFERS, Drift};
use crate::facts::drift::How;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::popup::Popup;
use crate::tui::widget::canvas::{Canvas, inset};
use crate::tui::widget::page::Page;
use crate::tui::widget::reader::Reader;

/// Words are not read well in longer lines.
const WIDTH: u16 = 120;
/// How far sentences hang behind *other names*.
const HANG: usize = 13;

/// What changed, fact by fact, and which sections and members differ.
pub(super) struct Changes {
    drift: Drift,
    reader: Reader,
    laid_out: Fresh<(), u16>,
}

impl Changes {
    pub(super) fn new(drift: Drift) -> Changes {
        Changes { drift, reader: Reader::default(), laid_out: Fresh::default() }
    }

    fn page(&self, width: u16, ctx: &Ctx<'_>) -> Page {
        let theme = ctx.theme;
        let mut page = Page::new(width);
        page.paragraph(&self.drift.phrase(), theme.strong);
        if !self.drift.changes.is_empty() {
            page.gap();
        }
        for change in &self.drift.changes {
            let style = match change.how {
                How::Mended => theme.done,
                How::New => theme.blocked,
                How::Others | How::Otherwise => theme.normal,
            };
            page.hanging(HANG, (change.how.said().to_owned(), style), &change.text, theme.normal, None);
            for (label, names) in change.named() {
                let words = format!("{label}: {names}");
                page.hanging(HANG, (String::new(), theme.dim), &words, theme.normal, None);
            }
        }
        if !self.drift.sections.is_empty() {
            page.gap();
            page.paragraph(DIFFERS, theme.strong);
            for line in &self.drift.sections {
                page.hanging(2, (String::new(), theme.dim), line, theme.normal, None);
            }
        }
        page
    }
}

impl Popup for Changes {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Read]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        ("What changed".to_owned(), String::new())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
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
        if !self.laid_out.is_for(ctx.revision, &area.width) {
            let page = self.page(area.width.saturating_sub(4).min(WIDTH), ctx);
            self.reader.show(page, area.height);
            self.laid_out.set(ctx.revision, area.width, ());
        }
        self.reader.fit(area.height);
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::PageDown || !self.reader.is_whole()
    }
}
