//! What the driver has over the room, for those who follow: a show of hands, the agenda, the proposal, what is typed.

use ratatui::layout::Rect;

use super::page;
use crate::domain::minutes::closing::{HOW_WAS_IT, NEXT_ONE};
use crate::domain::room::RoomState;
use crate::domain::shown::Draft;
use crate::domain::workshop::behind;
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::popup::capture::kind_title;
use crate::tui::popup::{hands, room_agenda};
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::list::{List, Mark};
use crate::tui::widget::rule;

/// The cells of the words before what is typed.
const LABEL: u16 = 15;
/// The fewest rows that it takes.
const LEAST: u16 = 6;

/// Draws it over the foot of `area`; the first `keeps` rows stay in view, if that leaves enough.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    keeps: u16,
    draft: Option<&Draft>,
    state: &RoomState,
    ctx: &Ctx<'_>,
) {
    let most = area.height.saturating_sub(keeps).max(LEAST).min(area.height);
    let column = page::column(area);
    match draft {
        Some(Draft::Asked { statement, .. }) => draw_hands(canvas, area, column, most, statement, draft, ctx),
        Some(Draft::Counted(hands)) => draw_hands(canvas, area, column, most, &hands.statement, draft, ctx),
        Some(Draft::Agenda(at)) => {
            let stops = &state.running.agenda.stops;
            let mut list: List<usize> = (0..stops.len()).collect();
            list.find(|stop| stops.get(*stop).map(|stop| &stop.id) == at.as_ref());
            let sum = behind::sum(&state.running, ctx.moment);
            let place = open(canvas, area, column, (cells(stops.len()) + 4).min(most), "Agenda");
            draw_lines(canvas, row(place, 0), &[sum], canvas.theme.normal);
            let head = row(below(place, 1), 0);
            canvas.put_right(head, "plan  took ", canvas.theme.dim);
            let place = below(place, 2);
            list.sync(place.height);
            list.draw(canvas, place, Mark::Row, |canvas, place, at, _| {
                room_agenda::draw_stop(canvas, place, &state.running, *at, ctx);
            });
        }
        Some(Draft::Proposal { sentence, put_off }) => {
            let lines = text::wrap(sentence, usize::from(column.width).max(1));
            let rows = cells(lines.len() + put_off.len()) + 3;
            let place = open(canvas, area, column, rows.min(most), "Behind time");
            draw_lines(canvas, place, &lines, canvas.theme.strong);
            let stops = state.running.agenda.stops.iter().enumerate();
            let named = stops.filter(|(_, stop)| put_off.contains(&stop.id));
            let rest = below(place, cells(lines.len()) + 1);
            for (line, (at, _)) in named.enumerate() {
                room_agenda::draw_stop(canvas, row(rest, cells(line)), &state.running, at, ctx);
            }
        }
        Some(Draft::Capture { kind, text }) => {
            let lines = text::wrap(&typing(text, canvas), usize::from(column.width).max(1));
            let place = open(canvas, area, column, (cells(lines.len()) + 2).min(most), kind_title(*kind));
            draw_lines(canvas, place, &lines, canvas.theme.strong);
        }
        Some(Draft::Closing { next, how }) => {
            let place = open(canvas, area, column, 4.min(most), "Close the workshop");
            let theme = canvas.theme;
            for (at, ((label, _), words)) in [(NEXT_ONE, next), (HOW_WAS_IT, how)].into_iter().enumerate() {
                let line = row(place, cells(at));
                if line.height > 0 {
                    canvas.put(line.x, line.y, LABEL, label, theme.dim);
                    let rest = inset(line, LABEL, 0);
                    canvas.put(rest.x, rest.y, rest.width, words, theme.strong);
                }
            }
        }
        Some(Draft::Answer { .. } | Draft::Whose(_)) | None => {}
    }
}

/// Words that are still being typed.
fn typing(words: &str, canvas: &Canvas<'_>) -> String {
    format!("{words}{}", canvas.theme.typing())
}

/// Makes room at the foot of `area`, under a heading.
fn open(canvas: &mut Canvas<'_>, area: Rect, column: Rect, height: u16, title: &str) -> Rect {
    let sheet = Rect { y: area.bottom() - height, height, ..area };
    canvas.blank(sheet, canvas.theme.normal);
    rule::inlaid(canvas, row(sheet, 0), title, canvas.theme.strong);
    Rect { x: column.x, width: column.width, ..below(sheet, 1) }
}

fn draw_lines(canvas: &mut Canvas<'_>, place: Rect, lines: &[String], style: ratatui::style::Style) {
    for (at, line) in lines.iter().enumerate() {
        let place = row(place, cells(at));
        if place.height > 0 {
            canvas.put(place.x, place.y, place.width, line, style);
        }
    }
}

fn draw_hands(
    canvas: &mut Canvas<'_>,
    area: Rect,
    column: Rect,
    most: u16,
    statement: &str,
    draft: Option<&Draft>,
    ctx: &Ctx<'_>,
) {
    let lines = text::wrap(statement, usize::from(column.width).max(1));
    let place = open(canvas, area, column, (cells(lines.len()) + 5).min(most), "Opinions");
    draw_lines(canvas, place, &lines, canvas.theme.strong);
    let rest = below(place, cells(lines.len()) + 1);
    match draft {
        Some(Draft::Asked { said, waits, .. }) => {
            draw_lines(canvas, rest, &[hands::boxes(said, waits, ctx.theme)], canvas.theme.normal);
        }
        Some(Draft::Counted(counted)) => hands::draw_counted(canvas, rest, counted),
        _ => {}
    }
}
