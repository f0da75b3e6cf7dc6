//! The page of the entry in hand below a list that leaves rows free on a large screen: question and answer at the left,
//! what was said about it at the right.

use ratatui::layout::Rect;

use super::{PageSection, name_and_codes, page, place};
use crate::pack::model::EntryId;
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, below, inset, row};
use crate::tui::widget::page::Page;
use crate::tui::widget::rule::Heading;

/// The fewest rows that are worth it, and the fewest of the whole body; smaller screens keep their air.
const LEAST: u16 = 9;
const LARGE: u16 = 40;
/// From so many columns on there are two columns.
const TWO: u16 = 140;
/// Words are not read well in longer lines.
const WIDTH: u16 = 100;

const LEFT: &[PageSection] = &[PageSection::Title, PageSection::Texts, PageSection::Answer];
const RIGHT: &[PageSection] = &[PageSection::Said, PageSection::Counts, PageSection::History];

/// Draws the page into the rows of `area` below the first `used` ones, if they are enough.
pub fn draw_below(canvas: &mut Canvas<'_>, area: Rect, used: u16, id: &EntryId, ctx: &Ctx<'_>) {
    let free = below(area, used.saturating_add(1));
    if area.height < LARGE || free.height < LEAST {
        return;
    }
    let (title, right) = (name_and_codes(id, ctx), place(id, ctx));
    Heading { title: &title, right: &right, is_focused: false }.draw(canvas, inset(row(free, 0), 1, 1));
    let words = inset(below(free, 1), 3, 2);
    if words.width < TWO {
        column(canvas, Rect { width: words.width.min(WIDTH), ..words }, LEFT, id, ctx);
        return;
    }
    let left = ((words.width - 3) / 2).min(WIDTH);
    column(canvas, Rect { width: left, ..words }, LEFT, id, ctx);
    let rest = inset(words, left + 3, 0);
    column(canvas, Rect { width: rest.width.min(WIDTH), ..rest }, RIGHT, id, ctx);
}

/// Draws a column; what does not fit is counted.
fn column(canvas: &mut Canvas<'_>, area: Rect, parts: &[PageSection], id: &EntryId, ctx: &Ctx<'_>) {
    let page: Page = page(id, area.width, parts, ctx);
    let hidden = page.len().saturating_sub(usize::from(area.height));
    if hidden == 0 {
        page.draw(canvas, area, 0);
        return;
    }
    let height = area.height.saturating_sub(1);
    page.draw(canvas, Rect { height, ..area }, 0);
    let place = row(area, height);
    let words = format!("{} more lines", hidden + 1);
    canvas.put(place.x, place.y, place.width, &words, ctx.theme.dim);
}
