//! The upper rows of the room view: what the workshop is called, entries and time as two bars of the same length.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::room::RoomState;
use crate::domain::workshop::behind;
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::host::SaveState;
use crate::tui::widget::bar;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};

/// The cells of the words before the bars.
const LABEL: u16 = 9;
/// From this width on the time is said in full.
const FULL_WORDS: u16 = 100;

/// How many rows the head takes of `area`.
pub(super) fn rows(area: Rect) -> u16 {
    match area.height {
        14.. => 3,
        9..14 => 2,
        2..9 => 1,
        _ => 0,
    }
}

/// Draws the head over the first rows of `area`; a follower does not say whether anything is saved.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &RoomState, is_follower: bool, ctx: &Ctx<'_>) {
    let inner = inset(area, 2, 2);
    let running = &state.running;
    let time = behind::time_phrase(running, area.width >= FULL_WORDS);
    let is_late = running.is_over() || behind::short(running) > 0;
    let style = if is_late { canvas.theme.blocked } else { canvas.theme.normal };
    match rows(area) {
        0 => {}
        1 => draw_line(canvas, row(inner, 0), &running.place_phrase(), (&time, style)),
        2 => {
            draw_title(canvas, row(inner, 0), state, is_follower, ctx);
            draw_line(canvas, row(inner, 1), &running.place_phrase(), (&time, style));
        }
        _ => {
            draw_title(canvas, row(inner, 0), state, is_follower, ctx);
            draw_bars(canvas, inner, state, (&time, style));
        }
    }
}

/// How many rows the head of the closing takes of `area`.
pub(super) fn closing_rows(area: Rect) -> u16 {
    match area.height {
        16.. => 2,
        2..16 => 1,
        _ => 0,
    }
}

/// Draws the head of the closing: its page, and the minutes that are left.
pub(super) fn draw_closing(
    canvas: &mut Canvas<'_>,
    area: Rect,
    state: &RoomState,
    page: &str,
    is_follower: bool,
    ctx: &Ctx<'_>,
) {
    let inner = inset(area, 2, 2);
    let rows = closing_rows(area);
    if rows == 0 {
        return;
    }
    if rows > 1 {
        draw_title(canvas, row(inner, 0), state, is_follower, ctx);
    }
    let place = row(inner, rows - 1);
    let style = if state.running.is_over() { canvas.theme.blocked } else { canvas.theme.normal };
    let used = canvas.put_right(place, &state.running.left_phrase(), style);
    canvas.put(place.x, place.y, place.width.saturating_sub(used + 2), page, canvas.theme.strong);
}

fn draw_line(canvas: &mut Canvas<'_>, place: Rect, left: &str, (right, style): (&str, Style)) {
    let used = canvas.put(place.x, place.y, place.width, left, canvas.theme.normal);
    let rest = inset(place, used + 2, 0);
    // What comes first matters most; it is not cut in the middle.
    let right = match right.split_once(", ") {
        Some((first, _)) if text::width(right) > usize::from(rest.width) => first,
        _ => right,
    };
    canvas.put_right(rest, right, style);
}

fn draw_title(canvas: &mut Canvas<'_>, place: Rect, state: &RoomState, is_follower: bool, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let (saved, style) = match ctx.host.save_state() {
        _ if is_follower => ("", theme.normal),
        SaveState::Empty => ("", theme.normal),
        SaveState::Saved(_) => ("saved", theme.normal),
        SaveState::Saving => ("saving", theme.normal),
        // The reason may name a file, and the room need not read it.
        SaveState::NotSaved(_) => (" NOT SAVED ", theme.alarm),
        SaveState::ReadOnly(_) => (" read-only ", theme.alarm),
    };
    let wide = canvas.put_right(place, saved, style);
    let gap = if wide > 0 { wide + 3 } else { 0 };
    let rest = Rect { width: place.width.saturating_sub(gap), ..place };
    let title = text::width(&state.running.title);
    let room = usize::from(rest.width).saturating_sub(title + 2);
    if text::width(&state.project) <= room {
        canvas.put_right(rest, &state.project, theme.normal);
    }
    canvas.put(rest.x, rest.y, rest.width, &state.running.title, theme.strong);
}

fn draw_bars(canvas: &mut Canvas<'_>, inner: Rect, state: &RoomState, (time, style): (&str, Style)) {
    let theme = canvas.theme;
    let running = &state.running;
    // The words at the right get as much room as their longest, so that the bars keep their length.
    let words = match inner.width {
        92.. => 53,
        _ => 25,
    };
    let length = inner.width.saturating_sub(LABEL + words + 1);
    let ((behind, whole), (used, seconds)) = running.bars();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let time_count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let lines = [
        ("entries", count(behind), count(whole), running.place_phrase(), theme.normal),
        ("time", time_count(used), time_count(seconds), time.to_owned(), style),
    ];
    for (at, (label, done, all, phrase, style)) in lines.into_iter().enumerate() {
        let place = row(inner, cells(at) + 1);
        canvas.put(place.x, place.y, LABEL, label, theme.dim);
        if length >= 6 {
            let bar = Rect { x: place.x + LABEL, width: length, ..place };
            bar::draw(canvas, bar, done, all);
        }
        canvas.put_right(inset(place, LABEL, 0), &phrase, style);
    }
}
