//! What stands below a large question: for the far end of the table, the answer before everything else.

use ratatui::layout::Rect;

use super::{CaptureDetail, Painter, WHOLE, WIDEST};
use crate::domain::room::{RoomEntry, RoomState};
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::page::Page;

/// How much of the guidance stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guidance {
    Whole,
    DoneWhen,
    Nothing,
}

/// Draws what stands below the question into `area`, as much as fits: the answer and the captures before guidance.
pub(in crate::tui::screen::workshop) fn draw_below(
    canvas: &mut Canvas<'_>,
    area: Rect,
    entry: &RoomEntry,
    state: &RoomState,
    ctx: &Ctx<'_>,
) {
    let place = Rect { width: area.width.min(WIDEST + 28), ..area };
    let painter = Painter {
        entry,
        captures: &state.captures,
        width: place.width,
        theme: ctx.theme,
        moment: ctx.moment,
        is_far: true,
        knows_people: state.knows_people,
    };
    let mut answer = WHOLE;
    let rows = usize::from(place.height);
    let page = loop {
        // Good to know gives its rows first, then what makes it done, then the answer.
        let details = [Guidance::Whole, Guidance::DoneWhen, Guidance::Nothing];
        let mut pages = details.into_iter().map(|guidance| painter.far(guidance, answer));
        if let Some(page) = pages.find(|page| page.len() <= rows) {
            break page;
        }
        if answer <= 3 {
            break painter.far(Guidance::Nothing, answer);
        }
        answer = if answer == WHOLE { rows } else { answer - 1 };
    };
    page.draw(canvas, place, 0);
}

/// What has to stand below a large question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screen::workshop) enum Needs {
    /// All there is to read.
    Everything,
    /// The answer and what was captured; the guidance gives way.
    WhatWasSaid,
}

/// Whether what has to be there stands in `area` below a large question.
pub(in crate::tui::screen::workshop) fn far_fits(
    entry: &RoomEntry,
    state: &RoomState,
    area: Rect,
    needs: Needs,
    ctx: &Ctx<'_>,
) -> bool {
    let width = area.width.min(WIDEST + 28);
    let painter = Painter {
        entry,
        captures: &state.captures,
        width,
        theme: ctx.theme,
        moment: ctx.moment,
        is_far: true,
        knows_people: state.knows_people,
    };
    let guidance = match needs {
        Needs::Everything => Guidance::Whole,
        Needs::WhatWasSaid => Guidance::Nothing,
    };
    painter.far(guidance, WHOLE).len() <= usize::from(area.height)
}

impl Painter<'_> {
    /// Adds what makes it done, and below it what the last exports show.
    pub(super) fn criterion(&self, page: &mut Page, has_gap: bool) {
        if let Some(words) = &self.entry.done_when {
            if has_gap {
                page.gap();
            }
            page.hanging(self.hang(), self.label("Done when"), words, self.theme.normal, None);
        }
        self.export(page);
    }

    /// Adds what the last exports show, quietly.
    fn export(&self, page: &mut Page) {
        if let Some(words) = &self.entry.export {
            page.hanging(self.hang(), self.label("Export"), words, self.theme.dim, None);
        }
    }

    /// What the far end of the table reads: who answers, the answer, what was captured, then the guidance.
    fn far(&self, guidance: Guidance, answer: usize) -> Page {
        let theme = self.theme;
        let mut page = Page::new(self.width);
        self.who_answers(&mut page, true);
        self.answer(&mut page, answer);
        self.facts(&mut page);
        if !self.captures.is_empty() {
            page.gap();
            let is_tight = guidance == Guidance::Nothing;
            self.captured(&mut page, if is_tight { CaptureDetail::LastFour } else { CaptureDetail::All });
        }
        if guidance != Guidance::Nothing {
            if let Some(words) = &self.entry.done_when {
                page.gap();
                page.hanging(self.hang(), self.label("Done when"), words, theme.dim, None);
            }
            self.export(&mut page);
        }
        if guidance == Guidance::Whole && !self.entry.guidance.is_empty() {
            page.gap();
            page.hanging(self.hang(), self.label("Good to know"), &self.entry.guidance, theme.dim, None);
        }
        page
    }
}
