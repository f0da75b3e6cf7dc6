//! Draws the milestone and the answer: what readers look at first, in words that are never cut.

use ratatui::layout::Rect;

use super::layout::VERDICT_ROWS;
use super::model::ReviewModel;
use super::{ReviewPane, ReviewScreen};
use crate::domain::{dates, verdict};
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};

/// Below so many columns the answer is said in short.
const SENTENCE: u16 = 60;

/// How many rows the answer takes in full.
pub(super) fn verdict_rows(view: &ReviewModel, width: u16) -> u16 {
    cells(answer(view, width).len())
}

/// The answer line by line, its word at the beginning of the first. A sentence is broken only if it is longer than
/// a line, or if the answer would have no room otherwise.
fn answer(view: &ReviewModel, width: u16) -> Vec<String> {
    let left = view.count;
    let word = verdict::word(view.count.verdict());
    let room = usize::from(width.saturating_sub(2)).max(1);
    let gap = if width < 100 { 2 } else { 4 };
    let head = text::pad(word, text::width(word) + gap);
    let sentences = if width < SENTENCE { vec![verdict::short(left)] } else { verdict::sentences(left) };
    // Later lines begin under the first one's words, unless that would cost a third of them.
    let hang = if text::width(&head) * 3 <= room { text::width(&head) } else { 0 };
    let mut lines: Vec<String> = Vec::new();
    let mut line = head;
    let mut is_begun = false;
    for sentence in sentences {
        let blank = usize::from(is_begun);
        if is_begun && text::width(&line) + blank + text::width(&sentence) > room {
            lines.push(std::mem::replace(&mut line, " ".repeat(hang)));
        } else if is_begun {
            line.push(' ');
        }
        is_begun = true;
        line.push_str(&sentence);
        if text::width(&line) > room {
            let mut broken = wrapped(&line, room, hang);
            line = broken.pop().unwrap_or_default();
            lines.extend(broken);
        }
    }
    lines.push(line);
    if lines.len() > usize::from(VERDICT_ROWS) {
        let whole = format!("{word}\u{a0}\u{a0}{}", verdict::sentence(left));
        return text::wrap(&whole, room).iter().map(|line| line.replace('\u{a0}', " ")).collect();
    }
    lines
}

/// Breaks a line that is longer than the room; what follows hangs. Blanks at its beginning and behind the word stay.
fn wrapped(line: &str, room: usize, hang: usize) -> Vec<String> {
    let kept = line.replace("  ", "\u{a0}\u{a0}");
    let mut lines = Vec::new();
    for (at, words) in text::wrap(&kept, room.saturating_sub(hang).max(1)).iter().enumerate() {
        let indent = if at == 0 { 0 } else { hang };
        lines.push(format!("{}{}", " ".repeat(indent), words.replace('\u{a0}', " ")));
    }
    lines
}

/// `◆ Ready to demonstrate    Analyze, Design and Build    target Tue 15 Dec, in 25 days`
pub(super) fn draw(
    screen: &ReviewScreen,
    view: &ReviewModel,
    canvas: &mut Canvas<'_>,
    area: Rect,
    ctx: &Ctx<'_>,
) {
    if area.height == 0 {
        return;
    }
    let theme = canvas.theme;
    let line = inset(area, 1, 1);
    let today = ctx.moment.today;
    let target = match view.target {
        Some(day) if line.width < SENTENCE => dates::short(day, today),
        Some(day) if line.width < 90 => {
            format!("{}, {}", dates::short(day, today), dates::distance(day, today))
        }
        Some(day) => format!("target {}, {}", dates::long(day, today), dates::distance(day, today)),
        None if line.width < SENTENCE => "no date".to_owned(),
        None => "no target date yet".to_owned(),
    };
    let is_past = view.target.is_some_and(|day| day < today) && view.count.left() > 0;
    let target_style = match view.target {
        None => theme.dim,
        Some(_) if is_past => theme.blocked,
        Some(_) => theme.normal,
    };
    let used = canvas.put_right(line, &target, target_style);
    let mut x = line.x;
    let end = line.right().saturating_sub(used + 2);
    x += canvas.put(x, line.y, end.saturating_sub(x), theme.milestone_mark(), theme.milestone) + 1;
    x += canvas.put(x, line.y, end.saturating_sub(x), &view.title, theme.strong) + 4;
    let room = usize::from(end.saturating_sub(x));
    // What counts is said whole, in the longest words that there is room for, or not at all.
    if let Some(base) = view.bases.iter().find(|base| text::width(base) <= room) {
        canvas.put(x, line.y, cells(room), base, theme.dim);
    }
    if screen.focus == ReviewPane::Head {
        canvas.restyle(line, theme.cursor);
        canvas.put(area.x, area.y, 1, theme.cursor_mark(), theme.strong);
    }
}

/// Draws the answer.
pub(super) fn draw_verdict(view: &ReviewModel, canvas: &mut Canvas<'_>, area: Rect) {
    let theme = canvas.theme;
    let word = verdict::word(view.count.verdict());
    for (at, line) in answer(view, area.width).iter().enumerate() {
        let place = inset(row(area, cells(at)), 1, 1);
        if place.height == 0 {
            break;
        }
        canvas.put(place.x, place.y, place.width, line, theme.normal);
        if at == 0 {
            let style = theme.verdict(view.count.verdict());
            canvas.restyle(Rect { width: cells(text::width(word)).min(place.width), ..place }, style);
        }
    }
}
