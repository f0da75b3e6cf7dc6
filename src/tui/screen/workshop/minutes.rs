//! The minutes on the screen: the report that is sent, as an absent reader gets it.

use ratatui::layout::Rect;

use super::paper;
use crate::domain::minutes::WorkshopChoice;
use crate::report::about::ReportSubject;
use crate::report::input::ReportInput;
use crate::tui::action::Action;
use crate::tui::context::Ctx;
use crate::tui::fresh::Fresh;
use crate::tui::widget::canvas::{Canvas, below, inset};
use crate::tui::widget::page::Page;
use crate::tui::widget::reader::Reader;

/// The minutes of one workshop.
#[derive(Debug, Default)]
pub(super) struct MinutesPane {
    /// The workshop's number, from 1: its line gets another name when it is saved.
    pub(super) no: usize,
    /// Written for a workshop and a width.
    written: Fresh<(), (usize, u16)>,
    reader: Reader,
}

impl MinutesPane {
    /// Shows another workshop's minutes from the top.
    pub(super) fn show(&mut self, no: usize) {
        self.no = no;
        self.reader.rewind();
    }

    /// Lays the minutes out.
    pub(super) fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let place = place(area);
        let key = (self.no, place.width);
        if self.written.is_for(ctx.revision, &key) {
            self.reader.fit(place.height);
            return;
        }
        let source = ReportInput { board: ctx.board, answers: ctx.answers(), moment: ctx.moment };
        let report = ReportSubject::Minutes(WorkshopChoice::No(self.no)).report(source, ctx.host.fold());
        let page =
            report.map_or_else(|_| Page::new(place.width), |it| paper::page(&it, place.width, ctx.theme));
        self.reader.show(page, place.height);
        self.written.set(ctx.revision, key, ());
    }

    /// Scrolls; returns whether the action was one of scrolling.
    pub(super) fn scroll(&mut self, action: Action) -> bool {
        self.reader.update(action)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.reader.draw(canvas, place(area));
    }
}

fn place(area: Rect) -> Rect {
    let inner = inset(below(area, u16::from(area.height > 12)), 2, 2);
    Rect { width: inner.width.min(100), ..inner }
}

/// The numbers of the workshops that were opened, by their lines' order.
pub(super) fn no_of(ctx: &Ctx<'_>, seq: crate::journal::record::Seq) -> Option<usize> {
    let opened = ctx.answers().workshops.iter().filter(|one| one.opened);
    opened.zip(1..).find(|(one, _)| one.seq == seq).map(|(_, no)| no)
}
