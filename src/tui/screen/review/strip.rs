//! Draws the strip: where it is stuck, what has moved, how fast, what is decided.

use ratatui::layout::Rect;

use super::layout::Layout;
use super::view::View;
use super::{Part, Review};
use crate::journal::record::Decision;
use crate::review::dates;
use crate::review::pace::Forecast;
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::widget::bar;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::rule::Heading;

/// How many rows stand under the headings.
const ROWS: usize = 4;
/// How many weeks the strip shows.
const WEEKS: usize = 3;

/// Returns the first workstream that is shown, with the cursor at one of them.
pub(super) fn first_stream(n_streams: usize, cursor: usize) -> usize {
    cursor.saturating_sub(ROWS - 1).min(n_streams.saturating_sub(ROWS))
}

/// Draws the strip as four parts, or as one line.
pub(super) fn draw(screen: &Review, view: &View, canvas: &mut Canvas<'_>, layout: &Layout, ctx: &Ctx<'_>) {
    if layout.strip.height == 0 {
        return;
    }
    if !layout.has_parts {
        draw_line(screen, view, canvas, layout.strip, ctx);
        return;
    }
    draw_streams(screen, view, canvas, layout.part(0));
    draw_since(screen, view, canvas, layout.part(1), ctx);
    draw_pace(screen, view, canvas, layout.part(2), ctx);
    draw_decision(screen, view, canvas, layout.part(3), ctx);
}

fn heading(screen: &Review, canvas: &mut Canvas<'_>, area: Rect, part: Part, title: &str, right: &str) {
    let is_focused = screen.focus == part;
    Heading { title, right, is_focused }.draw(canvas, area);
    // Among the workstreams the cursor stands at one of them.
    let has_rows = part == Part::Streams && screen.view.as_ref().is_some_and(|view| !view.streams.is_empty());
    if is_focused && !has_rows {
        let wide = cells(text::width(title)).min(area.width);
        canvas.restyle(Rect { width: wide, ..row(area, 0) }, canvas.theme.cursor);
        canvas.put(area.x.saturating_sub(1), area.y, 1, canvas.theme.cursor_mark(), canvas.theme.strong);
    }
}

/// One row of a part: words at the left, a number or a day at the right.
fn line(canvas: &mut Canvas<'_>, area: Rect, at: u16, words: &str, right: &str) {
    let place = inset(row(area, at), 1, 0);
    if place.height == 0 {
        return;
    }
    let used = canvas.put_right(place, right, canvas.theme.normal);
    let room = place.width.saturating_sub(if used > 0 { used + 1 } else { 0 });
    canvas.put(place.x, place.y, room, words, canvas.theme.normal);
}

fn draw_streams(screen: &Review, view: &View, canvas: &mut Canvas<'_>, area: Rect) {
    let n_streams = view.streams.len();
    let first = first_stream(n_streams, screen.stream);
    let right = if n_streams > ROWS { n_streams.to_string() } else { String::new() };
    heading(screen, canvas, area, Part::Streams, "Left by workstream", &right);
    if n_streams == 0 {
        line(canvas, area, 1, "nothing counts yet", "");
    }
    for (at, (id, title, left)) in view.streams.iter().enumerate().skip(first).take(ROWS) {
        let row_no = cells(at - first) + 1;
        let place = row(area, row_no);
        line(canvas, area, row_no, title, &format!("{} of {}", left.left(), left.total));
        if screen.filter.streams.contains(id) {
            canvas.put(place.x, place.y, 1, canvas.theme.marked(), canvas.theme.strong);
        }
        if screen.focus == Part::Streams && at == screen.stream {
            canvas.restyle(inset(place, 1, 0), canvas.theme.cursor);
            canvas.put(place.x, place.y, 1, canvas.theme.cursor_mark(), canvas.theme.strong);
        } else if left.left() == 0 {
            canvas.restyle(place, canvas.theme.dim);
        }
    }
}

fn draw_since(screen: &Review, view: &View, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let Some(since) = &view.since else {
        heading(screen, canvas, area, Part::Since, "Since the last review", "");
        for (at, words) in text::wrap(NO_REVIEW, usize::from(area.width.saturating_sub(1))).iter().enumerate()
        {
            line(canvas, area, cells(at) + 1, words, "");
        }
        return;
    };
    let title = format!("Since review {}", since.no);
    heading(screen, canvas, area, Part::Since, &title, &dates::long(since.day, ctx.moment.today));
    for (at, (words, count)) in since.counts.iter().enumerate() {
        line(canvas, area, cells(at) + 1, words, &count.to_string());
        if *count == 0 {
            canvas.restyle(row(area, cells(at) + 1), canvas.theme.dim);
        }
    }
}

const NO_REVIEW: &str =
    "No review of this milestone was closed yet. Closing one keeps what it found to compare with.";

fn draw_pace(screen: &Review, view: &View, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    heading(screen, canvas, area, Part::Pace, "Settled a week", "");
    let weeks = &view.pace.weeks;
    let shown = weeks.get(weeks.len().saturating_sub(WEEKS)..).unwrap_or_default();
    let most = shown.iter().map(|week| week.settled).max().unwrap_or(0);
    for (at, week) in shown.iter().enumerate() {
        let place = inset(row(area, cells(at) + 1), 1, 0);
        if place.height == 0 {
            break;
        }
        let day = dates::short(week.monday, ctx.moment.today);
        canvas.put_right(Rect { width: 6.min(place.width), ..place }, &day, canvas.theme.normal);
        let room = inset(place, 7, 5);
        bar::draw_amount(canvas, room, week.settled, most);
        canvas.put_right(place, &week.settled.to_string(), canvas.theme.normal);
    }
    line(canvas, area, cells(shown.len()) + 1, &view.pace.phrase(), "");
}

fn draw_decision(screen: &Review, view: &View, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    heading(screen, canvas, area, Part::Decision, "Decision", "");
    let mut at = 1;
    match &view.decided {
        None => {
            line(canvas, area, 1, "none yet", "");
            line(canvas, area, 2, "go · conditions · no go", "");
            at += 2;
        }
        Some(last) => {
            let what = last.decision.map_or("no decision", Decision::phrase);
            line(canvas, area, 1, what, &format!("review {}", last.no));
            let day = dates::short(last.day, ctx.moment.today);
            let names: Vec<&str> = last.by.iter().map(text::Text::as_str).collect();
            let by = if names.is_empty() { "nobody named".to_owned() } else { names.join(", ") };
            line(canvas, area, 2, &by, &day);
            at += 2;
        }
    }
    if view.n_critical > 0 {
        let read = match &screen.checked {
            Some((id, check)) if *id == view.gate.id => check.looked_at,
            _ => 0,
        };
        line(canvas, area, at, "critical check", &format!("{read} of {}", view.n_critical));
    }
}

/// `4 workstreams · since review 1: +13 −2 · 3 more weeks · no decision yet`
fn draw_line(screen: &Review, view: &View, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let place = inset(row(area, 0), 1, 1);
    let mut pieces = segments(view, ctx);
    // Where not all of it fits, what has the focus comes first; else what has moved, which nothing else says.
    let wide: usize = pieces.iter().map(|(_, words)| text::width(words) + 3).sum();
    if wide > usize::from(place.width) + 3 {
        let first = pieces.iter().position(|(part, _)| *part == screen.focus).unwrap_or(1);
        pieces.rotate_left(first);
    }
    let mut x = place.x;
    for (at, (part, words)) in pieces.iter().enumerate() {
        if at > 0 {
            let room = place.right().saturating_sub(x);
            if room < 12 {
                break;
            }
            x += canvas.put(x, place.y, room, " · ", theme.dim);
        }
        let from = x;
        x += canvas.put(x, place.y, place.right().saturating_sub(x), words, theme.normal);
        if screen.focus == *part {
            canvas.restyle(Rect { x: from, width: x - from, ..place }, theme.cursor);
            canvas.put(area.x, place.y, 1, theme.cursor_mark(), theme.strong);
        }
    }
}

fn segments(view: &View, ctx: &Ctx<'_>) -> Vec<(Part, String)> {
    let since = match &view.since {
        None => "no review yet".to_owned(),
        Some(since) => {
            let [(_, settled), rest @ ..] = &since.counts;
            let back: usize = rest.iter().map(|(_, count)| count).sum();
            let minus = if ctx.theme.cut() == '.' { '-' } else { '−' };
            format!("since review {}: +{settled} {minus}{back}", since.no)
        }
    };
    let pace = match view.pace.forecast {
        Forecast::Finished => "nothing left".to_owned(),
        Forecast::TooLittle => "no pace yet".to_owned(),
        Forecast::Far => "more than a year".to_owned(),
        Forecast::Weeks { weeks, .. } => {
            text::counted(usize::try_from(weeks).unwrap_or(usize::MAX), "more week", "more weeks")
        }
    };
    let decision = match &view.decided {
        None => "no decision yet".to_owned(),
        Some(last) => {
            format!("{}, review {}", last.decision.map_or("no decision", Decision::phrase), last.no)
        }
    };
    let streams = text::counted(view.streams.len(), "workstream", "workstreams");
    vec![(Part::Streams, streams), (Part::Since, since), (Part::Pace, pace), (Part::Decision, decision)]
}
