//! Draws what is left; `head` and `strip` draw what is above it.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::layout::Rect;

use super::layout::{Columns, ReviewLayout};
use super::list::{ReviewEntry, ReviewRow};
use super::model::ReviewModel;
use super::strip;
use super::{ReviewPane, ReviewScreen, head};
use crate::domain::filter::NOBODY;
use crate::domain::gate::Weight;
use crate::domain::standing::LeftReason;
use crate::domain::{dates, verdict};
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::entry_page::below::draw_below;
use crate::tui::theme::Theme;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::page::Page;
use crate::tui::widget::rule::Heading;

/// Below so many columns headings are said in short.
const SENTENCE: u16 = 60;
/// The widest that the columns of the list get.
const NAME: usize = 12;
const STREAM: usize = 16;
const REASON: usize = 21;
/// The same where the reason says the owner or the day as well.
const REASON_AND_WHO: usize = 25;
const OWNER: usize = 10;
const DAY: u16 = 6;
/// The cells of a row that no column has: the edges, the sign, the gaps.
const MARGINS: u16 = 16;

pub(super) fn screen(screen: &ReviewScreen, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let Some(view) = &screen.view else {
        draw_nothing(canvas, area, ctx);
        return;
    };
    let layout = screen.layout(area);
    head::draw(screen, view, canvas, layout.head, ctx);
    head::draw_verdict(view, canvas, layout.verdict);
    strip::draw(screen, view, canvas, &layout, ctx);
    draw_list(screen, view, canvas, &layout, ctx);
}

fn draw_nothing(canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let area = inset(area, 2, 2);
    let mut page = Page::new(area.width.min(76));
    page.gap();
    page.heading("Review", "");
    page.gap();
    page.paragraph(
        "This project's plan has no milestones, so there is nothing to review. Press 2 for the checklists.",
        ctx.theme.normal,
    );
    page.draw(canvas, area, 0);
}

/// How wide the columns are, from what is visible.
struct Widths {
    name: u16,
    stream: u16,
    reason: u16,
    owner: u16,
    day: u16,
}

fn draw_list(
    screen: &ReviewScreen,
    view: &ReviewModel,
    canvas: &mut Canvas<'_>,
    layout: &ReviewLayout,
    ctx: &Ctx<'_>,
) {
    let area = screen.rows_of(layout.list);
    let shown = screen.scroll.shown(usize::from(area.height), view.list.len());
    let visible: Vec<ReviewRow<'_>> = shown.clone().filter_map(|at| view.list.line(at)).collect();
    let widths = widths(&visible, layout, ctx);
    for (at, line) in visible.iter().enumerate() {
        let place = row(area, cells(at));
        match line {
            ReviewRow::Gap => {}
            ReviewRow::Heading(weight) => draw_heading(screen, view, canvas, place, *weight, ctx),
            ReviewRow::Empty(weight) => draw_empty(view, canvas, place, *weight),
            ReviewRow::Entry(entry) => {
                draw_entry(canvas, place, entry, &widths, layout.columns, ctx);
                if screen.marked.contains(&entry.id) {
                    canvas.put(place.x + 2, place.y, 1, canvas.theme.marked(), canvas.theme.strong);
                }
                if shown.start + at == screen.cursor && screen.focus == ReviewPane::List {
                    let theme = canvas.theme;
                    canvas.restyle(inset(place, 2, 0), theme.cursor);
                    canvas.put(place.x + 1, place.y, 1, theme.cursor_mark(), theme.strong);
                }
            }
        }
    }
    if let Some(entry) = screen.entry().filter(|_| screen.focus == ReviewPane::List) {
        draw_below(canvas, area, cells(view.list.len()), &entry.id, ctx);
    }
    if area.height < layout.list.height {
        let place = inset(row(layout.list, area.height), 3, 1);
        let words = out_of_sight(view, shown.clone(), place.width >= SENTENCE);
        canvas.put(place.x, place.y, place.width, &words, canvas.theme.dim);
    }
    let hidden = view.list.len().saturating_sub(shown.end);
    if hidden == 0 && view.count.left() == 0 {
        draw_then(view, canvas, Rect { y: area.y + cells(visible.len()) + 1, ..area }, area);
    }
}

/// `3 above, 24 more, ↓, then 11 that are only listed`: how many entries are out of sight.
fn out_of_sight(view: &ReviewModel, shown: Range<usize>, is_wide: bool) -> String {
    let below = |is_meant: fn(Weight) -> bool| {
        view.list.count_above(view.list.len(), is_meant) - view.list.count_above(shown.end, is_meant)
    };
    let above = view.list.count_above(shown.start, |_| true);
    let listed = below(|weight| weight == Weight::Listed);
    let more = below(|weight| weight != Weight::Listed);
    let mut parts = Vec::new();
    if above > 0 {
        parts.push(format!("{above} above"));
    }
    match (more, listed) {
        (0, 0) => {}
        (more, listed) if more > 0 && listed > 0 && is_wide => {
            parts.push(format!("{more} more, ↓   then {listed} that are listed: could and optional"));
        }
        (more, listed) => parts.push(format!("{} more, ↓", more + listed)),
    }
    parts.join(", ")
}

/// What can be done once nothing is left, in the pack's words.
fn draw_then(view: &ReviewModel, canvas: &mut Canvas<'_>, place: Rect, list: Rect) {
    let rows = list.bottom().saturating_sub(place.y);
    let place = inset(Rect { height: rows, ..place }, 3, 2);
    let mut page = Page::new(place.width.min(92));
    page.paragraph(&view.then, canvas.theme.normal);
    page.draw(canvas, place, 0);
}

fn draw_heading(
    screen: &ReviewScreen,
    view: &ReviewModel,
    canvas: &mut Canvas<'_>,
    place: Rect,
    weight: Weight,
    ctx: &Ctx<'_>,
) {
    let is_wide = place.width >= SENTENCE;
    let title = match (weight, is_wide) {
        (_, true) => verdict::heading(weight),
        (Weight::Blocks, false) => "Must",
        (Weight::Condition, false) => "Should",
        (Weight::Listed, false) => "Listed",
    };
    let (shown, all) = view.shown(weight);
    let right = if screen.filter.is_empty() {
        all.to_string()
    } else {
        let filter = screen.filter.phrase(ctx.board);
        let room = usize::from(place.width).saturating_sub(text::width(title) + 28);
        format!("{shown} of {all} shown: {}", text::truncate(&filter, room.max(8), ctx.theme.cut()))
    };
    let is_focused = screen.focus == ReviewPane::List;
    Heading { title, right: &right, is_focused }.draw(canvas, inset(place, 1, 1));
}

fn draw_empty(view: &ReviewModel, canvas: &mut Canvas<'_>, place: Rect, weight: Weight) {
    let (_, all) = view.shown(weight);
    let words = match (all, weight) {
        (0, Weight::Blocks) => "nothing blocks",
        (0, _) => "nothing is left here",
        _ => "no entry here matches the filter; Esc clears it",
    };
    let place = inset(place, 3, 1);
    canvas.put(place.x, place.y, place.width, words, canvas.theme.dim);
}

fn widths(visible: &[ReviewRow<'_>], layout: &ReviewLayout, ctx: &Ctx<'_>) -> Widths {
    let entries = || {
        visible.iter().filter_map(|line| match line {
            ReviewRow::Entry(entry) => Some(*entry),
            ReviewRow::Gap | ReviewRow::Heading(_) | ReviewRow::Empty(_) => None,
        })
    };
    let widest = |width: &dyn Fn(&ReviewEntry) -> usize, most: usize| {
        cells(entries().map(width).max().unwrap_or(0).min(most))
    };
    let name = widest(
        &|entry| {
            if ctx.board.at(entry.row).is_item() { text::width(&ctx.board.at(entry.row).name) } else { 6 }
        },
        NAME,
    );
    let owner = widest(&|entry| entry.owner.as_ref().map_or(6, text::Text::width), OWNER);
    let most = match layout.columns {
        Columns::All | Columns::NoStream => REASON,
        Columns::NoDay | Columns::Reason | Columns::Title => REASON_AND_WHO,
    };
    let reason = widest(&|entry| text::width(&reason_of(entry, layout.columns, ctx)), most);
    let stream = widest(&|entry| text::width(short_stream(entry, ctx)), STREAM);
    let (stream, owner, day) = match layout.columns {
        Columns::All => (stream, owner, DAY),
        Columns::NoStream => (0, owner, DAY),
        Columns::NoDay => (0, owner, 0),
        Columns::Reason | Columns::Title => (0, 0, 0),
    };
    let reason = if layout.columns == Columns::Title { 0 } else { reason };
    // What the titles leave goes to the columns that are cut, the reason first.
    let title = widest(&|entry| text::width(&ctx.board.at(entry.row).title), usize::MAX);
    let taken: u16 = [MARGINS, name, title, stream, reason, owner, day].iter().sum();
    let mut free = layout.list.width.saturating_sub(taken);
    let mut grown = |wide: u16, needed: u16| {
        let more = if wide == 0 { 0 } else { needed.saturating_sub(wide).min(free) };
        free -= more;
        wide + more
    };
    let said = |entry: &ReviewEntry| text::width(&reason_of(entry, layout.columns, ctx));
    let reason = grown(reason, widest(&said, usize::MAX));
    let stream = grown(stream, widest(&|entry| text::width(stream_title(entry, ctx)), usize::MAX));
    let owner = grown(owner, widest(&|entry| entry.owner.as_ref().map_or(6, text::Text::width), usize::MAX));
    Widths { name, stream, reason, owner, day }
}

/// The reason, with what the columns have no room for.
fn reason_of(entry: &ReviewEntry, columns: Columns, ctx: &Ctx<'_>) -> String {
    let Some(why) = &entry.why else {
        if let Some(why) = ctx.board.why_not(&ctx.board.at(entry.row).applies) {
            return format!("does not apply: {why}");
        }
        return match ctx.changed_by_others(&entry.id) {
            Some((by, when)) => format!("now {}: {by}, {when}", entry.sign.word()),
            None => format!("now {}", entry.sign.word()),
        };
    };
    let words = why.beside_day(ctx.moment);
    let today = ctx.moment.today;
    let day = || entry.due.filter(|_| matches!(columns, Columns::NoDay)).map(|day| dates::short(day, today));
    match columns {
        Columns::All | Columns::NoStream | Columns::Title => words,
        Columns::NoDay => match (day(), why) {
            (Some(day), LeftReason::Overdue(_)) => format!("{words} since {day}"),
            (
                Some(day),
                LeftReason::InProgress
                | LeftReason::NeverAnswered
                | LeftReason::NotDone
                | LeftReason::Reopened,
            ) => {
                format!("{words}, due {day}")
            }
            _ => words,
        },
        Columns::Reason => match (&entry.owner, why) {
            // A reason of its own says more than the owner, and both do not fit.
            (_, LeftReason::Blocked(reason)) if !reason.is_empty() => words,
            (Some(owner), _) => format!("{words}: {owner}"),
            (None, _) => format!("{words}: {NOBODY}"),
        },
    }
}

fn draw_entry(
    canvas: &mut Canvas<'_>,
    place: Rect,
    entry: &ReviewEntry,
    widths: &Widths,
    columns: Columns,
    ctx: &Ctx<'_>,
) {
    let theme = canvas.theme;
    let board_row = ctx.board.at(entry.row);
    let style = if entry.why.is_some() { theme.normal } else { theme.dim };
    canvas.put(place.x + 3, place.y, 1, theme.sign(entry.sign), theme.sign_style(entry.sign));
    let words = inset(place, 5, 2);
    let mut end = words.right();
    let mut column = |wide: u16, gap: u16| {
        if wide == 0 {
            return Rect { x: end, width: 0, ..words };
        }
        end = end.saturating_sub(wide).max(words.x);
        let found = Rect { x: end, width: wide, ..words };
        end = end.saturating_sub(gap).max(words.x);
        found
    };
    let day = column(widths.day, 1);
    let owner = column(widths.owner, 2);
    let reason_place = column(widths.reason, 2);
    let stream = column(widths.stream, 2);
    let name = if board_row.is_item() { board_row.name.as_str() } else { "topic" };
    canvas.put(words.x, words.y, widths.name.min(words.width), name, style);
    let x = words.x + widths.name + 1;
    let room = end.saturating_sub(x);
    canvas.put(x, words.y, room, &whole_words(&board_row.title, room, theme), style);
    if stream.width > 0 {
        let whole = stream_title(entry, ctx);
        let fits = text::width(whole) <= usize::from(stream.width);
        let words = if fits { whole } else { short_stream(entry, ctx) };
        canvas.put(stream.x, stream.y, stream.width, words, theme.dim);
    }
    let reason_style = match &entry.why {
        None => theme.dim,
        Some(LeftReason::Blocked(_)) => theme.blocked,
        Some(LeftReason::LookAgain) => theme.look_again,
        Some(_) => style,
    };
    let said = reason_of(entry, columns, ctx);
    let said = whole_words(&said, reason_place.width, theme);
    canvas.put(reason_place.x, words.y, reason_place.width, &said, reason_style);
    let (who, who_style) = match &entry.owner {
        Some(owner) => (owner.as_str(), style),
        None => (NOBODY, style),
    };
    canvas.put(owner.x, words.y, owner.width, who, who_style);
    if let Some(due) = entry.due
        && day.width > 0
    {
        let is_past = due < ctx.moment.today && entry.why.is_some();
        let due_style = if is_past { theme.late } else { style };
        canvas.put_right(day, &short_day(due), due_style);
    }
}

fn whole_words<'a>(words: &'a str, room: u16, theme: &Theme) -> Cow<'a, str> {
    text::truncate_at_word(words, usize::from(room), theme.cut())
}

/// Days in the list leave the year out: what is due in a year is read on the entry's page.
fn short_day(day: jiff::civil::Date) -> String {
    dates::short(day, day)
}

/// A workstream by its first word, if no other one of the plan begins with it: so titles stand whole.
fn short_stream<'a>(entry: &ReviewEntry, ctx: &Ctx<'a>) -> &'a str {
    let whole = stream_title(entry, ctx);
    let first = |title: &'a str| title.split(' ').next().unwrap_or(title);
    let word = first(whole);
    let titles = ctx.board.phases.iter().flat_map(|phase| &phase.streams).map(|stream| stream.title.as_str());
    let is_shared = titles.filter(|title| *title != whole).any(|title| first(title) == word);
    if is_shared { whole } else { word }
}

fn stream_title<'a>(entry: &ReviewEntry, ctx: &Ctx<'a>) -> &'a str {
    let wanted = ctx.board.at(entry.row).workstream.as_ref();
    let mut streams = ctx.board.phases.iter().flat_map(|phase| &phase.streams);
    streams.find(|stream| Some(&stream.id) == wanted).map_or("", |stream| stream.title.as_str())
}
