//! The agenda beside the question, if the screen is wide: what is behind and ahead, where the workshop is, who is
//! here. Never owners or reasons.

use ratatui::layout::Rect;

use crate::domain::room::RoomState;
use crate::domain::workshop;
use crate::domain::workshop::behind;
use crate::pack::model::Level;
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};

/// From so many columns on it stands beside the question.
const WIDE: u16 = 110;
/// The cells it takes, the line before it among them.
const WIDTH: u16 = 32;
/// The cells of a number of minutes.
const NUMBER: u16 = 5;

/// What stays for the question.
pub(super) fn beside(area: Rect) -> Rect {
    if area.width < WIDE || area.height < 20 { area } else { Rect { width: area.width - WIDTH, ..area } }
}

/// Draws it at the right of `area`, below the head.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, head: u16, state: &RoomState, ctx: &Ctx<'_>) {
    let left = beside(area);
    if left == area {
        return;
    }
    let theme = canvas.theme;
    let x = left.right();
    // The last row tells the time at this entry and what is next.
    let height = area.height.saturating_sub(head + 2);
    let strip = Rect { x, y: area.y + head + 1, width: WIDTH, height };
    for y in strip.y..strip.bottom() {
        canvas.put(x, y, 1, theme.upright(), theme.rule);
    }
    let place = inset(strip, 2, 1);
    let running = &state.running;
    let first = row(place, 0);
    canvas.put(first.x, first.y, first.width, " Agenda", theme.heading);
    canvas.put_right(first, "plan took", theme.dim);
    let people: Vec<&str> = ctx
        .answers()
        .open_workshop()
        .map(|open| open.present().map(|person| person.name.as_str()).collect())
        .unwrap_or_default();
    let names = text::wrap(&people.join(", "), usize::from(place.width).max(1));
    let foot = if people.is_empty() { 3 } else { cells(names.len()) + 5 };
    let all_fit = usize::from(place.height.saturating_sub(foot + 1));
    // A row says how many are not shown, if any are not.
    let fits = if running.agenda.stops.len() > all_fit { all_fit.saturating_sub(1) } else { all_fit };
    let here = running.place.unwrap_or_default();
    let stops = &running.agenda.stops;
    // Where we are stays in view, with what comes next below it.
    let top = (here + 3).saturating_sub(fits).min(stops.len().saturating_sub(fits));
    let mut line = 1;
    for (at, stop) in stops.iter().enumerate().skip(top).take(fits) {
        let place = row(place, line);
        line += 1;
        let is_here = running.place == Some(at);
        let took = running.took.get(at).copied().flatten();
        let base = if took.is_some() && !is_here { theme.dim } else { theme.normal };
        let style = if is_here { theme.strong } else { base };
        let number = |right: u16| Rect { x: right.saturating_sub(NUMBER), width: NUMBER, ..place };
        let minutes = took.map(|seconds| (seconds / 60).to_string()).unwrap_or_default();
        let over = took.is_some_and(|seconds| seconds / 60 > u64::from(stop.minutes));
        canvas.put_right(number(place.right()), &minutes, if over && is_here { theme.blocked } else { base });
        canvas.put_right(number(place.right().saturating_sub(NUMBER)), &stop.minutes.to_string(), base);
        let words = inset(place, 0, 2 * NUMBER);
        let must = if stop.level == Level::Must { canvas.put_right(words, "must", theme.dim) + 1 } else { 0 };
        let mark = if is_here { theme.cursor_mark() } else { " " };
        let sign = stop.row.map(|ix| theme.sign(ctx.board.at(ix).standing.shown())).unwrap_or_default();
        let room = words.width.saturating_sub(must);
        let label = text::truncate(&stop.name, usize::from(room.saturating_sub(4)), theme.cut()).into_owned();
        canvas.put(words.x, words.y, room, &format!("{mark}{sign} {label}"), style);
    }
    let after = stops.len().saturating_sub(top + fits);
    let hidden: Vec<String> = [(top, "before"), (after, "more")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if !hidden.is_empty() && all_fit > 0 {
        let place = row(place, line);
        line += 1;
        canvas.put(place.x + 3, place.y, place.width.saturating_sub(3), &hidden.join(", "), theme.dim);
    }
    let rest = below(place, line);
    let closing = row(rest, 0);
    let ends = workshop::ends_at(running, ctx.moment);
    if let Some(over) = running.over() {
        let words = format!("end {ends}, {over} min over");
        canvas.put(closing.x + 3, closing.y, closing.width, &words, theme.blocked);
    } else {
        canvas.put(closing.x + 3, closing.y, closing.width, &format!("closing, end {ends}"), theme.dim);
        canvas.put_right(closing, &running.agenda.closing.to_string(), theme.dim);
    }
    let short = behind::short(running);
    if short > 0 {
        let words = format!("{short} min short: = proposes");
        canvas.put(rest.x, rest.y + 2, rest.width, &words, theme.blocked);
    }
    if people.is_empty() {
        return;
    }
    let here = below(rest, 4);
    let title = row(here, 0);
    if title.height > 0 {
        canvas.put(title.x, title.y, title.width, &format!("Here, {}", people.len()), theme.dim);
    }
    for (at, line) in names.iter().enumerate() {
        let place = row(here, cells(at) + 1);
        if place.height > 0 {
            canvas.put(place.x, place.y, place.width, line, theme.normal);
        }
    }
}
