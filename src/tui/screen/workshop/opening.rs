//! The room before the first entry: what was open from last time, and what lies ahead.

use ratatui::layout::Rect;

use super::{head, page};
use crate::domain::agenda::OpenAction;
use crate::domain::room::RoomState;
use crate::journal::answers::CaptureAnswers;
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::page::Page;

/// Draws it below the head; the cursor stands at one of the actions.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    state: &RoomState,
    cursor: Option<usize>,
    ctx: &Ctx<'_>,
) {
    let theme = canvas.theme;
    let head = head::rows(area);
    let place = page::column(below(area, head + u16::from(area.height > 12)));
    let agenda = &state.running.agenda;
    let mut page = Page::new(place.width);
    page.heading("Before we begin", "");
    page.gap();
    page.paragraph(&agenda.summary(), theme.strong);
    if let Some(first) = agenda.stops.first() {
        page.gap();
        page.paragraph(&format!("First: {}  {}", first.name, first.title), theme.normal);
    }
    if !agenda.actions.is_empty() {
        page.heading("Open from last time", &agenda.actions.len().to_string());
    }
    page.draw(canvas, place, 0);
    let list = below(place, cells(page.len()));
    for (at, action) in agenda.actions.iter().enumerate() {
        let line = row(list, cells(at));
        if line.height == 0 {
            return;
        }
        draw_action(canvas, line, action, cursor == Some(at), ctx);
    }
}

fn draw_action(canvas: &mut Canvas<'_>, line: Rect, action: &OpenAction, is_chosen: bool, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let is_settled = ctx.answers().captures.get(&action.id).is_some_and(CaptureAnswers::is_resolved);
    let who = action.owner.as_ref().map_or("nobody".to_owned(), ToString::to_string);
    let when = action.due.map_or("no date".to_owned(), |day| ctx.moment.day(day));
    let right = if is_settled { "settled".to_owned() } else { format!("{who} · {when}") };
    let style = if is_settled { theme.dim } else { theme.normal };
    let words = inset(line, 2, 1);
    let used = canvas.put_right(words, &right, style);
    canvas.put(words.x, words.y, words.width.saturating_sub(used + 2), &action.text, style);
    if is_chosen {
        canvas.restyle(inset(line, 1, 0), theme.cursor);
        canvas.put(line.x, line.y, 1, theme.cursor_mark(), theme.strong);
    }
}
