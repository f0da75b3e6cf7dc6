//! What is above everything on Home and in Review while it lasts: answers about the project that contradict
//! each other.

use ratatui::layout::Rect;

use crate::domain::board::Board;
use crate::pack::model::asked::ConflictKind;
use crate::text;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::list::Mark;

/// Below so many rows the notice is one line, and nothing parts it from what is below.
const ROOMY: u16 = 14;

/// How many rows of a body it takes.
pub(super) fn rows(board: &Board, body: Rect) -> u16 {
    match cells(lines(board, body).len()) {
        0 => 0,
        lines if body.height < ROOMY => lines.min(1),
        lines => lines + 1,
    }
}

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, board: &Board, has_cursor: bool) {
    let theme = canvas.theme;
    let Some(first) = board.contradictions.first() else { return };
    let style = match first.kind {
        ConflictKind::Impossible => theme.blocked,
        ConflictKind::Doubtful => theme.dim,
    };
    let left = if has_cursor { 3 } else { 1 };
    let wide = Rect { width: area.width.saturating_sub(left - 1), height: u16::MAX, ..area };
    for (at, line) in lines(board, wide).iter().enumerate() {
        let place = inset(row(area, cells(at)), left, 1);
        if place.height > 0 {
            canvas.put(place.x, place.y, place.width, line, style);
            if has_cursor {
                Mark::Row.draw(canvas, row(area, cells(at)));
            }
        }
    }
}

/// The first sentence, and how many there are; at most two lines.
fn lines(board: &Board, area: Rect) -> Vec<String> {
    let impossible = |kind: ConflictKind| kind == ConflictKind::Impossible;
    let Some(first) = board.contradictions.first() else { return Vec::new() };
    let of_kind = board.contradictions.iter().filter(|one| one.kind == first.kind).count();
    let words = match (impossible(first.kind), of_kind) {
        (true, 1) => format!("! Contradiction  {}", first.says),
        (true, several) => format!("! {several} contradictions  {}", first.says),
        (false, 1) => format!("? {} Only a question, it blocks nothing.", first.says),
        (false, several) => format!("? {several} doubtful answers: {} They block nothing.", first.says),
    };
    let mut lines = text::wrap(&words, usize::from(area.width.saturating_sub(2)).max(8));
    lines.truncate(if area.height < ROOMY { 1 } else { 2 });
    lines
}
