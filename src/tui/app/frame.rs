//! Where header, screen, popup and footer are, at any size.

use ratatui::layout::Rect;

use crate::tui::context::Ctx;
use crate::tui::popup::Popup;
use crate::tui::widget::canvas::{Canvas, cells};
use crate::tui::widget::rule;

/// Below this nothing can be shown that helps anybody.
const SMALLEST: (u16, u16) = (20, 5);

/// The rows that a popup needs at least, its rule among them.
const LOWEST_SHEET: u16 = 6;

/// The rows that a popup behind another one needs at least; in fewer nothing of it could be read.
const LOWEST_BEHIND: u16 = 3;

/// The parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    /// Three rows, or one, or none.
    pub(super) header: Rect,
    /// Between header and body, on some screens, while something has to be said.
    pub(super) notice: Rect,
    pub(super) body: Rect,
    /// A rule and a row, or one row.
    pub(super) footer: Rect,
    pub(super) is_too_small: bool,
}

/// Where a popup is: its upper rule, and what is below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PopupArea {
    pub(super) rule: Rect,
    pub(super) inner: Rect,
}

impl Frame {
    /// The parts of `area`; a screen that is whole has no header.
    pub(super) fn of(area: Rect, is_whole: bool) -> Frame {
        let (header, footer) = match area.height {
            16.. => (3, 2),
            8..16 => (1, 1),
            _ => (0, 1),
        };
        // What takes the whole screen has no header.
        let header = if is_whole { 0 } else { header };
        let is_too_small = area.width < SMALLEST.0 || area.height < SMALLEST.1;
        let footer = footer.min(area.height);
        let header = header.min(area.height - footer);
        let body = area.height - header - footer;
        Frame {
            header: Rect { height: header, ..area },
            notice: Rect { y: area.y + header, height: 0, ..area },
            body: Rect { y: area.y + header, height: body, ..area },
            footer: Rect { y: area.y + header + body, height: footer, ..area },
            is_too_small,
        }
    }

    /// The frame with so many rows of the body given to a notice.
    pub(super) fn with_notice(self, rows: u16) -> Frame {
        let rows = rows.min(self.body.height);
        let body = Rect { y: self.body.y + rows, height: self.body.height - rows, ..self.body };
        Frame { notice: Rect { height: rows, ..self.body }, body, ..self }
    }

    /// The frame without a footer; its rows go to the body.
    pub(super) fn bare(self) -> Frame {
        let height = self.body.height + self.footer.height;
        let body = Rect { height, ..self.body };
        Frame { body, footer: Rect { y: body.bottom(), height: 0, ..self.footer }, ..self }
    }

    /// The place of a popup: at the foot of the body, as high as it needs. It leaves the first `keeps` rows in view if
    /// it can be read without them.
    pub(super) fn sheet(&self, popup: &dyn Popup, keeps: u16, ctx: &Ctx<'_>) -> PopupArea {
        let wanted = popup.height(self.body.width, ctx).max(1).saturating_add(1);
        let most = self.body.height.saturating_sub(keeps).max(LOWEST_SHEET).min(self.body.height);
        let height = wanted.min(most);
        let top = self.body.bottom() - height;
        PopupArea {
            rule: Rect { y: top, height: height.min(1), ..self.body },
            inner: Rect { y: top + height.min(1), height: height.saturating_sub(1), ..self.body },
        }
    }
}

/// The place of each of several popups, the last of them in front and at the foot.
///
/// Those behind are above it, as far as there is room: a prompt shows what it is about. One that has no room is not
/// shown.
pub(super) fn stack(frame: &Frame, popups: &[Box<dyn Popup>], keeps: u16, ctx: &Ctx<'_>) -> Vec<PopupArea> {
    let mut above = *frame;
    let mut sheets: Vec<PopupArea> = popups
        .iter()
        .rev()
        .enumerate()
        .map(|(depth, popup)| {
            if depth > 0 && above.body.height < LOWEST_BEHIND {
                above.body.height = 0;
            }
            let sheet = above.sheet(popup.as_ref(), keeps, ctx);
            above.body.height = sheet.rule.y - above.body.y;
            sheet
        })
        .collect();
    sheets.reverse();
    sheets
}

/// Draws a popup over the foot of the screen.
pub(super) fn draw_sheet(canvas: &mut Canvas<'_>, sheet: PopupArea, popup: &dyn Popup, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    canvas.blank(sheet.rule, theme.normal);
    canvas.blank(sheet.inner, theme.normal);
    let (title, right) = popup.title(ctx);
    rule::inlaid(canvas, sheet.rule, &title, theme.strong);
    let wide = cells(crate::text::width(&right));
    let room = sheet.rule.width.saturating_sub(cells(crate::text::width(&title)) + 8);
    if wide > 0 && wide <= room && sheet.rule.height > 0 {
        let x = sheet.rule.right() - wide - 3;
        canvas.put(x, sheet.rule.y, wide + 2, &format!(" {right} "), theme.dim);
    }
    popup.draw(canvas, sheet.inner, ctx);
}

/// Draws the one honest line of a screen that is too small.
pub(super) fn draw_too_small(canvas: &mut Canvas<'_>) {
    let area = canvas.area();
    let words = match area.width {
        34.. => "Golive needs 20 columns and 5 rows",
        _ => "too small for Golive",
    };
    canvas.put(area.x, area.y, area.width, words, canvas.theme.normal);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_screen_at_any_height() {
        for height in 0..60 {
            let frame = Frame::of(Rect::new(0, 0, 80, height), false);
            assert_eq!(frame.header.height + frame.body.height + frame.footer.height, height);
            assert_eq!(frame.body.y, frame.header.bottom());
            assert_eq!(frame.footer.y, frame.body.bottom());
            assert_eq!(frame.is_too_small, height < 5);
        }
    }
}
