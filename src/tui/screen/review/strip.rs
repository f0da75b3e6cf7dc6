//! Draws the strip: where it is stuck, what has moved, how fast, what is decided.

use ratatui::layout::Rect;

use super::layout::ReviewLayout;
use super::model::{Decided, ReviewModel, SinceReview};
use super::{ReviewPane, ReviewScreen};
use crate::domain::dates;
use crate::domain::gate::LeftCounts;
use crate::domain::pace::Forecast;
use crate::journal::record::Decision;
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::widget::bar;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::rule::Heading;

/// How many rows stand under the headings.
const ROWS: usize = 4;
/// How many weeks the strip shows.
const WEEKS: usize = 3;

/// The first workstream that is shown, with the cursor at one of them.
pub(super) fn first_stream(n_streams: usize, cursor: usize) -> usize {
    cursor.saturating_sub(ROWS - 1).min(n_streams.saturating_sub(ROWS))
}

/// How wide each part has to be for its words to be whole.
pub(super) fn needs(view: &ReviewModel) -> [u16; 4] {
    let pair = |words: &str, right: &str| text::width(words) + text::width(right) + 2;
    let streams = view.streams.iter().map(|(_, title, left)| pair(title, &of(*left))).max().unwrap_or(0);
    let since = match &view.since {
        None => (20..40).find(|width| text::wrap(NO_REVIEW, width - 1).len() <= ROWS).unwrap_or(40),
        Some(since) => {
            let rows = since.counts.iter().map(|(words, count)| pair(words, &count.to_string()));
            rows.max().unwrap_or(0).max(text::width(&since_title(since)))
        }
    };
    let pace = (WEEK + 6 + COUNT).max(text::width(&short_pace(view)) + 1);
    let decision = match &view.decided {
        None => text::width(CHOICES) + 1,
        Some(last) => {
            let (what, review) = decided(last);
            let day = dates::short(last.day, view.today());
            pair(what, &review).max(pair(&names(last, 14), &day))
        }
    };
    let check = if view.n_critical > 0 { pair(CHECK, "not yet") } else { 0 };
    let headings = [HEADINGS[0], "", HEADINGS[2], HEADINGS[3]].map(text::width);
    let widest = [streams, since, pace, decision.max(check)];
    let mut needs = [0; 4];
    for ((need, words), heading) in needs.iter_mut().zip(widest).zip(headings) {
        *need = cells(words.max(heading));
    }
    needs
}

const HEADINGS: [&str; 4] = ["Left by workstream", "Since the last review", "Settled a week", "Decision"];
const CHOICES: &str = "go · conditions · no go";
const CHECK: &str = "critical check";
/// How many cells the day of a week takes with its gap, and the count behind its bar.
const WEEK: usize = 8;
const COUNT: usize = 5;

fn of(left: LeftCounts) -> String {
    format!("{} of {}", left.left(), left.total)
}

fn since_title(since: &SinceReview) -> String {
    format!("Since review {}", since.no)
}

fn decided(last: &Decided) -> (&'static str, String) {
    (last.decision.map_or("no decision", Decision::phrase), format!("review {}", last.no))
}

/// Who decided, in so many cells: all names, or the first of them and how many more.
fn names(last: &Decided, room: usize) -> String {
    let names: Vec<String> = last.by.iter().map(text::Text::to_string).collect();
    let shortened = (1..names.len()).rev().map(|kept| {
        let (first, rest) = names.split_at(kept);
        format!("{} and {} more", first.join(", "), rest.len())
    });
    let all = if names.is_empty() { "no names recorded".to_owned() } else { names.join(", ") };
    let mut fitting = std::iter::once(all.clone()).chain(shortened);
    let fits = |words: &String| text::width(words) <= room;
    fitting.find(fits).unwrap_or_else(|| text::counted(names.len(), "person", "people"))
}

fn short_pace(view: &ReviewModel) -> String {
    match view.pace.forecast {
        Forecast::Finished => "nothing left".to_owned(),
        Forecast::TooLittle => "no pace yet".to_owned(),
        Forecast::Far => "more than a year".to_owned(),
        Forecast::Weeks { weeks, .. } => {
            text::counted(usize::try_from(weeks).unwrap_or(usize::MAX), "more week", "more weeks")
        }
    }
}

/// Draws the strip as four parts, or as one line.
pub(super) fn draw(
    screen: &ReviewScreen,
    view: &ReviewModel,
    canvas: &mut Canvas<'_>,
    layout: &ReviewLayout,
    ctx: &Ctx<'_>,
) {
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

fn heading(
    screen: &ReviewScreen,
    canvas: &mut Canvas<'_>,
    area: Rect,
    part: ReviewPane,
    title: &str,
    right: &str,
) {
    let is_focused = screen.focus == part;
    Heading { title, right, is_focused }.draw(canvas, area);
    // Among the workstreams the cursor is at one of them.
    let has_rows =
        part == ReviewPane::Streams && screen.view.as_ref().is_some_and(|view| !view.streams.is_empty());
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

fn draw_streams(screen: &ReviewScreen, view: &ReviewModel, canvas: &mut Canvas<'_>, area: Rect) {
    let n_streams = view.streams.len();
    let first = first_stream(n_streams, screen.stream);
    let right = if n_streams > ROWS { n_streams.to_string() } else { String::new() };
    heading(screen, canvas, area, ReviewPane::Streams, HEADINGS[0], &right);
    if n_streams == 0 {
        line(canvas, area, 1, "nothing counts yet", "");
    }
    for (at, (id, title, left)) in view.streams.iter().enumerate().skip(first).take(ROWS) {
        let row_no = cells(at - first) + 1;
        let place = row(area, row_no);
        line(canvas, area, row_no, title, &of(*left));
        if screen.filter.streams.contains(id) {
            canvas.put(place.x, place.y, 1, canvas.theme.marked(), canvas.theme.strong);
        }
        if screen.focus == ReviewPane::Streams && at == screen.stream {
            canvas.restyle(inset(place, 1, 0), canvas.theme.cursor);
            canvas.put(place.x, place.y, 1, canvas.theme.cursor_mark(), canvas.theme.strong);
        } else if left.left() == 0 {
            canvas.restyle(place, canvas.theme.dim);
        }
    }
}

fn draw_since(screen: &ReviewScreen, view: &ReviewModel, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let Some(since) = &view.since else {
        heading(screen, canvas, area, ReviewPane::Since, HEADINGS[1], "");
        for (at, words) in text::wrap(NO_REVIEW, usize::from(area.width.saturating_sub(1))).iter().enumerate()
        {
            line(canvas, area, cells(at) + 1, words, "");
        }
        return;
    };
    heading(
        screen,
        canvas,
        area,
        ReviewPane::Since,
        &since_title(since),
        &dates::long(since.day, ctx.moment.today),
    );
    for (at, (words, count)) in since.counts.iter().enumerate() {
        line(canvas, area, cells(at) + 1, words, &count.to_string());
        if *count == 0 {
            canvas.restyle(row(area, cells(at) + 1), canvas.theme.dim);
        }
    }
}

const NO_REVIEW: &str =
    "No review of this milestone has been closed yet. A closed review is the baseline for the next one.";

fn draw_pace(screen: &ReviewScreen, view: &ReviewModel, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    heading(screen, canvas, area, ReviewPane::Pace, HEADINGS[2], "");
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
    let phrase = view.pace.phrase();
    let fits = text::width(&phrase) < usize::from(area.width);
    line(canvas, area, cells(shown.len()) + 1, &if fits { phrase } else { short_pace(view) }, "");
}

fn draw_decision(
    screen: &ReviewScreen,
    view: &ReviewModel,
    canvas: &mut Canvas<'_>,
    area: Rect,
    ctx: &Ctx<'_>,
) {
    heading(screen, canvas, area, ReviewPane::Decision, HEADINGS[3], "");
    let mut at = 1;
    match &view.decided {
        None => {
            line(canvas, area, 1, "none yet", "");
            line(canvas, area, 2, CHOICES, "");
            at += 2;
        }
        Some(last) => {
            let (what, review) = decided(last);
            line(canvas, area, 1, what, &review);
            let day = dates::short(last.day, ctx.moment.today);
            let room = usize::from(area.width).saturating_sub(text::width(&day) + 2);
            line(canvas, area, 2, &names(last, room), &day);
            at += 2;
        }
    }
    if view.n_critical > 0 {
        let words = checked(screen, view, ctx);
        let fits = text::width(CHECK) + text::width(&words) + 2 < usize::from(area.width);
        // The count without its day is shorter than a name that nobody can read.
        let words = words.split(',').next().filter(|_| !fits).unwrap_or(&words);
        line(canvas, area, at, CHECK, words);
    }
}

/// `not yet`, `3 of 9`, or the day of the last one that was recorded: `9 of 9, 20 Nov`.
fn checked(screen: &ReviewScreen, view: &ReviewModel, ctx: &Ctx<'_>) -> String {
    let all = view.n_critical;
    if let Some((_, check)) = screen.checked.as_ref().filter(|(id, _)| *id == view.id) {
        return format!("{} of {all}", check.looked_at);
    }
    let reviews = ctx.answers().reviews.iter().rev().filter(|closed| closed.review.milestone == view.id);
    let last = reviews.into_iter().find_map(|closed| Some((closed.at, closed.review.critical.as_ref()?)));
    match last {
        Some((at, check)) => {
            let day = dates::short(ctx.moment.local(at).date(), ctx.moment.today);
            format!("{} of {all}, {day}", check.looked_at)
        }
        None => "not yet".to_owned(),
    }
}

/// `4 workstreams · since review 1: +13 −2 · 3 more weeks · no decision yet`
fn draw_line(screen: &ReviewScreen, view: &ReviewModel, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let place = inset(row(area, 0), 1, 1);
    let mut pieces = segments(view, ctx);
    // If not all of it fits, what has the focus comes first; else what has moved, which nothing else says.
    let wide: usize = pieces.iter().map(|(_, words)| text::width(words) + 3).sum();
    if wide > usize::from(place.width) + 3 {
        let first = pieces.iter().position(|(part, _)| *part == screen.focus).unwrap_or(1);
        pieces.rotate_left(first);
    }
    let mut x = place.x;
    for (at, (part, words)) in pieces.iter().enumerate() {
        if at > 0 {
            let room = place.right().saturating_sub(x);
            // What does not fit is left out whole.
            if usize::from(room) < text::width(words) + 3 {
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

fn segments(view: &ReviewModel, ctx: &Ctx<'_>) -> Vec<(ReviewPane, String)> {
    let since = match &view.since {
        None => "no review yet".to_owned(),
        Some(since) => {
            let [(_, settled), rest @ ..] = &since.counts;
            let back: usize = rest.iter().map(|(_, count)| count).sum();
            let minus = if ctx.theme.cut() == '.' { '-' } else { '−' };
            format!("since review {}: +{settled} {minus}{back}", since.no)
        }
    };
    let pace = short_pace(view);
    let decision = match &view.decided {
        None => "no decision yet".to_owned(),
        Some(last) => {
            let (what, review) = decided(last);
            format!("{what}, {review}")
        }
    };
    let streams = text::counted(view.streams.len(), "workstream", "workstreams");
    vec![
        (ReviewPane::Streams, streams),
        (ReviewPane::Since, since),
        (ReviewPane::Pace, pace),
        (ReviewPane::Decision, decision),
    ]
}
