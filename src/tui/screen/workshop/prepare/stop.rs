//! A row of an agenda that is being prepared.

use ratatui::layout::Rect;

use crate::domain::agenda::AgendaEntry;
use crate::pack::model::Level;
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, cells, inset};

/// From this width on the reason stands beside an entry, else only below, for the one at the cursor.
const WITH_WHY: u16 = 96;
/// The most cells that it takes there.
const WHY: u16 = 32;
/// From this width on the level stands beside an entry.
const WITH_LEVEL: u16 = 50;

/// Why an entry is left, or whom to ask.
fn why(stop: &AgendaEntry, ctx: &Ctx<'_>) -> String {
    match stop.asks() {
        Some(ask) => ask,
        None if stop.by_hand => format!("added by hand, {}", stop.state(ctx.moment)),
        None => stop.state(ctx.moment),
    }
}

/// The cells that the longest of the reasons takes.
pub(super) fn why_width<'a>(stops: impl IntoIterator<Item = &'a AgendaEntry>, ctx: &Ctx<'_>) -> u16 {
    stops.into_iter().map(|stop| cells(text::width(&why(stop, ctx)))).max().unwrap_or(0)
}

/// Draws an entry: its place, name and title; at the right its level, what the milestone makes of it, why it is left
/// if there is room for that, and its minutes.
pub(super) fn draw_stop(
    canvas: &mut Canvas<'_>,
    place: Rect,
    stop: &AgendaEntry,
    no: Option<usize>,
    why_width: u16,
    ctx: &Ctx<'_>,
) {
    if place.height == 0 {
        return;
    }
    let theme = canvas.theme;
    let style = if no.is_some() { theme.normal } else { theme.dim };
    let words = inset(place, 2, 1);
    let number = no.map(|no| format!("{no:>2}")).unwrap_or_default();
    canvas.put(words.x, words.y, 2, &number, theme.dim);
    let rest = inset(words, 4, 0);
    let used = canvas.put_right(rest, &format!("{:>3} min", stop.minutes), style);
    let mut rest = Rect { width: rest.width.saturating_sub(used + 2), ..rest };
    if place.width >= WITH_WHY {
        let column = (rest.width / 3).min(WHY).min(why_width);
        let why = text::truncate(&why(stop, ctx), usize::from(column), theme.cut()).into_owned();
        canvas.put(rest.right() - column, rest.y, column, &why, theme.dim);
        rest.width = rest.width.saturating_sub(column + 2);
    } else if let Some(ask) = stop.asks() {
        let ask = text::truncate(&ask, usize::from(rest.width) / 3, theme.cut()).into_owned();
        let used = canvas.put_right(rest, &ask, theme.dim);
        rest.width = rest.width.saturating_sub(used + 2);
    }
    if place.width >= WITH_LEVEL {
        let level = match stop.level {
            Level::Should => "",
            Level::Must | Level::Could => stop.level.word(),
        };
        let mark = if stop.weight.is_some() && stop.why.is_some() { theme.milestone_mark() } else { "" };
        let column = Rect { x: rest.right().saturating_sub(7), width: rest.width.min(7), ..rest };
        canvas.put(column.x, column.y, 2, mark, theme.normal);
        canvas.put(column.x + 2, column.y, column.width.saturating_sub(2), level, style);
        rest.width = rest.width.saturating_sub(9);
    }
    let name: Text = if stop.name == stop.title { Text::default() } else { stop.name.clone() };
    let label = if name.is_empty() {
        stop.title.to_string()
    } else {
        format!("{}  {}", text::pad(&name, 10), stop.title)
    };
    canvas.put(rest.x, rest.y, rest.width, &label, style);
}
