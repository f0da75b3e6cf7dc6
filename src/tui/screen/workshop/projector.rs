//! The projector: the room for the far end of the table, with large letters if rows are free.
//!
//! Only the question and the minutes are large, and larger still if the screen has many rows. Rows go to the answer
//! first: letters are large only if enough of them stay for it.

use ratatui::layout::Rect;

use super::page::{self, Needs};
use crate::domain::room::{RoomEntry, RoomState};
use crate::domain::workshop::behind;
use crate::tui::context::Ctx;
use crate::tui::theme::Signs;
use crate::tui::widget::bar;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::large::{self, Size};

/// The rows that stay for the text below the question: who answers, and six of the answer.
const FOR_TEXT: u16 = 9;
/// The fewest columns for large letters.
const NARROWEST: u16 = 86;
/// The cells of the words before the bars.
const LABEL: u16 = 10;

/// An entry laid out with large letters.
struct Large {
    size: Size,
    /// How large the minutes are.
    minutes: Size,
    question: Vec<String>,
    /// Where it stands, without the margin.
    place: Rect,
    /// Where the text below the question stands.
    text: Rect,
    /// Where the minutes, the bars and the title stand.
    foot: Rect,
}

/// Lays the entry on screen out; `None` if there is no room for large letters.
///
/// If the driver reads good to know, that has to be there; else there is no room for them.
fn lay(area: Rect, state: &RoomState, is_scrolled: bool, ctx: &Ctx<'_>) -> Option<Large> {
    // Large letters are drawn with blocks, which a plain terminal does not have.
    let entry = state.entry.as_ref().filter(|_| ctx.theme.signs == Signs::Rich)?;
    if area.width < NARROWEST {
        return None;
    }
    let place = inset(area, 4, 4);
    let kept = kept(area, place.width);
    let sizes = [(Size::Cells, Size::Cells), (Size::Cells, Size::Quarters), (Size::Quarters, Size::Quarters)];
    sizes.into_iter().find_map(|(size, minutes)| {
        let question = size.lines(&entry.ask, place.width)?;
        let high = cells(question.len()) * (size.height() + 1);
        let foot = minutes.height() + 1;
        let is_too_high = size == Size::Cells && high > kept;
        if is_too_high || area.height < 2 + high + FOR_TEXT + foot {
            return None;
        }
        let text_below = |rows: u16| {
            let text = below(place, 2 + rows);
            Rect { height: text.height.saturating_sub(foot + 1), ..text }
        };
        // The largest letters take no row from what there is to read.
        let has_to_be_whole = is_scrolled || size == Size::Cells;
        let needs = if has_to_be_whole { Needs::Everything } else { Needs::WhatWasSaid };
        // Rows that the question does not take are given up only for what could not be read else.
        let fits = |text: &Rect| page::far_fits(entry, state, *text, needs, ctx);
        let text = [kept.max(high), high].into_iter().map(text_below).find(fits);
        let text = text.or_else(|| (!has_to_be_whole).then(|| text_below(high)))?;
        let foot = Rect { y: area.bottom().saturating_sub(foot), height: foot, ..place };
        Some(Large { size, minutes, question, place, text, foot })
    })
}

/// The rows that stay for a large question whatever its length, so that the text below it keeps its place from entry to
/// entry: as many lines as most questions have, in larger letters where there are many rows.
fn kept(area: Rect, width: u16) -> u16 {
    let letters = |size: Size| width / size.letter();
    let (size, lines) = if area.height >= 56 && letters(Size::Cells) >= 22 {
        (Size::Cells, 3)
    } else if area.height >= 44 {
        (Size::Cells, 2)
    } else if letters(Size::Quarters) >= 26 {
        (Size::Quarters, 3)
    } else {
        (Size::Quarters, 4)
    };
    let foot = Size::Quarters.height() + 1;
    (lines * (size.height() + 1)).min(area.height.saturating_sub(2 + FOR_TEXT + foot))
}

/// The rows from the top that keep a large question in view; `None` if there is no room for large letters.
pub(super) fn keeps(area: Rect, state: &RoomState, is_scrolled: bool, ctx: &Ctx<'_>) -> Option<u16> {
    lay(area, state, is_scrolled, ctx).map(|laid| laid.text.y - area.y)
}

/// Draws the entry on screen with large letters; returns whether there was room for them.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    state: &RoomState,
    is_scrolled: bool,
    ctx: &Ctx<'_>,
) -> bool {
    let (Some(entry), Some(laid)) = (&state.entry, lay(area, state, is_scrolled, ctx)) else { return false };
    let theme = canvas.theme;
    let running = &state.running;
    let top = row(laid.place, 0);
    canvas.put(top.x, top.y, top.width, &running.title, theme.dim);
    canvas.put_right(top, &running.place_phrase(), theme.dim);
    let mut y = below(laid.place, 2);
    for line in &laid.question {
        large::draw(canvas, y, line, laid.size, theme.strong);
        y = below(y, laid.size.height() + 1);
    }
    page::draw_below(canvas, laid.text, entry, state, ctx);
    draw_foot(canvas, &laid, entry, state);
    true
}

/// Draws the minutes that are left, how far entries and time are, and last the title.
fn draw_foot(canvas: &mut Canvas<'_>, laid: &Large, entry: &RoomEntry, state: &RoomState) {
    let theme = canvas.theme;
    let running = &state.running;
    let minutes = if running.is_over() {
        format!("{} over", running.used.saturating_sub(running.seconds()).div_ceil(60))
    } else {
        format!("{} min", running.seconds().saturating_sub(running.used).div_ceil(60))
    };
    let is_late = running.is_over() || behind::short(running) > 0;
    let style = if is_late { theme.blocked } else { theme.normal };
    let wide = large::width_of(&minutes, laid.minutes).unwrap_or(0);
    let right = Rect { x: laid.foot.right().saturating_sub(wide), width: wide, ..laid.foot };
    large::draw(canvas, right, &minutes, laid.minutes, style);
    let left = Rect { width: laid.foot.width.saturating_sub(wide + 4), ..laid.foot };
    let last = row(below(left, laid.minutes.height() - 1), 0);
    let title = entry.titled().map(|title| format!("   {title}")).unwrap_or_default();
    canvas.put(last.x, last.y, last.width, &format!("{}{title}", entry.name), theme.dim);
    let ((behind, whole), (used, seconds)) = running.bars();
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let bars =
        [("entries", small(behind as u64), small(whole as u64)), ("time", small(used), small(seconds))];
    for (at, (label, done, all)) in bars.into_iter().enumerate() {
        let place = row(below(left, laid.minutes.height() - 4), cells(at));
        canvas.put(place.x, place.y, LABEL, label, theme.dim);
        bar::draw(canvas, inset(place, LABEL, 0), done, all);
    }
}
