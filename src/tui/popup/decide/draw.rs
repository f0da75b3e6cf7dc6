//! Draws the form of a decision.

use ratatui::layout::Rect;
use ratatui::text::{Line as Words, Span};

use super::{DECISIONS, DecisionPopup, DecisionRow};
use crate::domain::filter::NOBODY;
use crate::domain::gate::{Gate, LeftEntry, Weight};
use crate::domain::{dates, verdict};
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, cells, inset};
use crate::tui::widget::list::{Focus, Mark};

/// What the gate says, before anybody decides.
pub(super) fn verdict(gate: &Gate, ctx: &Ctx<'_>) -> Words<'static> {
    let word = Span::styled(format!("{}  ", verdict::word(gate.verdict)), ctx.theme.verdict(gate.verdict));
    Words::from(vec![word, Span::styled(verdict::short(gate.count), ctx.theme.normal)])
}

pub(super) fn nothing_left(ctx: &Ctx<'_>) -> Words<'static> {
    Words::styled(" nothing blocks, and there are no conditions", ctx.theme.dim)
}

pub(super) fn form(form: &DecisionPopup, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let focus = Focus { note: form.error.unwrap_or_default() };
    let mark = if form.line() == Some(DecisionRow::Names) { Mark::Bar } else { Mark::Row };
    form.lines.draw_focused(canvas, area, mark, Some(focus), |canvas, place, line, is_chosen| {
        let words = inset(place, 3, 2);
        match line {
            DecisionRow::Decision(no) => {
                let Some((decision, means)) = DECISIONS.get(*no) else { return };
                let mark = theme.round(form.decision == Some(*decision));
                canvas.put(words.x, words.y, 3.min(words.width), mark, theme.strong);
                let rest = inset(words, 4, 0);
                canvas.put(rest.x, rest.y, 18.min(rest.width), decision.phrase(), theme.normal);
                let rest = inset(rest, 20, 0);
                canvas.put(rest.x, rest.y, rest.width, means, theme.dim);
            }
            DecisionRow::Names => {
                let ghost = if is_chosen { ghost(form, ctx) } else { String::new() };
                form.names.draw(canvas, words, theme.field, &ghost, is_chosen);
            }
            DecisionRow::Left(no) => {
                if let Some(left) = form.left().nth(*no) {
                    if form.marked.contains(&left.id) {
                        canvas.put(place.x + 2, place.y, 1, theme.marked(), theme.strong);
                    }
                    draw_left(canvas, words, left, ctx);
                }
            }
            DecisionRow::Close => {
                canvas.put(words.x, words.y, words.width, "Close the review", theme.strong);
            }
        }
    });
}

/// The rest of the name that Tab would fill up.
fn ghost(form: &DecisionPopup, ctx: &Ctx<'_>) -> String {
    let Some((begun, name)) = form.completion(ctx) else { return String::new() };
    let typed = form.names.words();
    let typed = typed.get(typed.len() - begun..).unwrap_or_default().chars().count();
    name.chars().skip(typed).collect()
}

fn draw_left(canvas: &mut Canvas<'_>, words: Rect, left: &LeftEntry, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let board_row = ctx.board.at(left.row);
    canvas.put(words.x, words.y, 1, theme.sign(left.sign), theme.sign_style(left.sign));
    let words = inset(words, 2, 0);
    let level = if left.weight == Weight::Blocks { "must" } else { "" };
    let day = left.due.map_or_else(|| "no date".to_owned(), |day| dates::short(day, ctx.moment.today));
    let owner = left.owner.as_ref().map_or(NOBODY, Text::as_str);
    let right = Rect { x: words.right().saturating_sub(8).max(words.x), width: 8.min(words.width), ..words };
    canvas.put_right(right, &day, if left.due.is_none() { theme.dim } else { theme.normal });
    let is_narrow = words.width < 50;
    let who = Rect { x: right.x.saturating_sub(12).max(words.x), width: 10, ..words };
    canvas.put(who.x, who.y, who.width, owner, theme.normal);
    let mut end = who.x.saturating_sub(1);
    if !is_narrow && !level.is_empty() {
        let wide = cells(text::width(level));
        canvas.put(end.saturating_sub(wide + 1), words.y, wide, level, theme.normal);
    }
    if !is_narrow {
        end = end.saturating_sub(6);
    }
    let name = if board_row.is_item() { board_row.name.as_str() } else { "topic" };
    let used = canvas.put(words.x, words.y, 11.min(end.saturating_sub(words.x)), name, theme.normal).max(10);
    let x = words.x + used + 1;
    let room = end.saturating_sub(x);
    // A title of which nothing can be read only takes the eye away from the name.
    if room >= 8 {
        canvas.put(x, words.y, room, &board_row.title, theme.normal);
    }
}
