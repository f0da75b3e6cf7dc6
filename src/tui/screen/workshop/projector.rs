//! The projector: the room for the far end of the table, with large letters where rows are free.
//!
//! Only the question and the minutes are large. Rows go to the answer first: letters are large only if six rows stay
//! for it.

use ratatui::layout::Rect;

use super::page;
use crate::domain::agenda::behind;
use crate::domain::room::{RoomEntry, RoomState};
use crate::tui::context::Ctx;
use crate::tui::theme::Signs;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::large::{self, HEIGHT};

/// The rows that stay for the text below the question.
const FOR_TEXT: u16 = 14;
/// The most lines of a large question.
const MOST_LINES: usize = 4;

/// Draws the entry on screen with large letters; returns whether there was room for them.
///
/// Where the driver reads good to know, that has to be there; else there is no room for them.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    state: &RoomState,
    is_scrolled: bool,
    ctx: &Ctx<'_>,
) -> bool {
    // Large letters are drawn with blocks, which a plain terminal does not have.
    let Some(entry) = state.entry.as_ref().filter(|_| ctx.theme.signs == Signs::Rich) else { return false };
    let place = inset(area, 4, 4);
    let Some(lines) = large_question(entry, place.width) else { return false };
    let question = cells(lines.len()) * (HEIGHT + 1);
    let foot = HEIGHT + 1;
    if area.width < 100 || area.height < 2 + question + FOR_TEXT + foot {
        return false;
    }
    let rows_below = area.height - (2 + question + foot + 1);
    if is_scrolled && !page::far_is_whole(entry, state, Rect { height: rows_below, ..place }, ctx) {
        return false;
    }
    let theme = canvas.theme;
    let running = &state.running;
    let top = row(place, 0);
    canvas.put(top.x, top.y, top.width, &running.title, theme.dim);
    canvas.put_right(top, &running.place_phrase(), theme.dim);
    let mut y = below(place, 2);
    for line in &lines {
        large::draw(canvas, y, line, theme.strong);
        y = below(y, HEIGHT + 1);
    }
    let text = Rect { height: y.height.saturating_sub(foot + 1), ..y };
    page::draw_below(canvas, text, entry, state, ctx);
    let bottom = Rect { y: area.bottom().saturating_sub(foot), height: foot, ..place };
    let minutes = if running.is_over() {
        format!("{} over", running.used.saturating_sub(running.seconds()).div_ceil(60))
    } else {
        format!("{} min", running.seconds().saturating_sub(running.used).div_ceil(60))
    };
    let is_late = running.is_over() || behind::short(running) > 0;
    let style = if is_late { theme.blocked } else { theme.normal };
    let wide = large::width(&minutes).unwrap_or(0);
    let right = Rect { x: bottom.right().saturating_sub(wide), width: wide, ..bottom };
    large::draw(canvas, right, &minutes, style);
    let left = row(below(bottom, HEIGHT - 1), 0);
    let room = left.width.saturating_sub(wide + 3);
    let name = if entry.name == entry.title { String::new() } else { format!("{}   ", entry.name) };
    canvas.put(left.x, left.y, room, &format!("{name}{}", entry.title), theme.dim);
    true
}

/// The lines of a large question; `None` if a letter of it has no large form, or there are too many lines.
fn large_question(entry: &RoomEntry, width: u16) -> Option<Vec<String>> {
    large::width(&entry.ask)?;
    let lines = crate::text::wrap(&entry.ask, usize::from(width / large::LETTER).max(1));
    (lines.len() <= MOST_LINES).then_some(lines)
}
