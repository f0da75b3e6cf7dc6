//! The room in a break: since when, what it costs, and what comes next.

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::{head, page};
use crate::domain::room::RoomState;
use crate::domain::workshop;
use crate::domain::workshop::behind;
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, below};
use crate::tui::widget::page::Page;

/// Draws it below the head.
pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, state: &RoomState, began: Timestamp, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let head = head::rows(area);
    let place = page::column(below(area, head + if area.height > 16 { 3 } else { 0 }));
    let running = &state.running;
    let minutes = (ctx.moment.now.as_second() - began.as_second()).max(0) / 60;
    let since = ctx.moment.local(began).strftime("%H:%M").to_string();
    let mut page = Page::new(place.width);
    page.row(
        vec![
            (format!("{}  ", theme.beside()), theme.strong),
            (format!("Break, {minutes} min"), theme.strong),
        ],
        None,
    );
    page.gap();
    let minutes_left = behind::there(running);
    let entries = crate::text::counted(behind::entries_left(running), "entry", "entries");
    let left = format!(
        "Since {since}. The clock of the entries stands: {minutes_left} min are left for {entries}, then {} to close.",
        running.agenda.closing
    );
    page.paragraph(&left, theme.normal);
    let booked = ctx.answers().open_workshop().is_some_and(|open| open.plan.start.is_some());
    let end = if booked {
        "The end does not move: the break costs minutes.".to_owned()
    } else {
        format!("If it ends now, the workshop ends at {}.", workshop::ends_at(running, ctx.moment))
    };
    page.paragraph(&end, theme.normal);
    page.gap();
    if let Some(stop) = running.stop().or(running.next()) {
        let title = if stop.name == stop.title { String::new() } else { format!("  {}", stop.title) };
        page.paragraph(&format!("then: {}{title}", stop.name), theme.dim);
    }
    page.draw(canvas, place, 0);
}
