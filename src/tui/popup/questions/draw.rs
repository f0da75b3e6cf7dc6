//! How a row of the project questions is drawn.

use ratatui::layout::Rect;

use super::rows::{self, QuestionRow, WRAPS};
use crate::domain::questions::Entries;
use crate::journal::record::Known;
use crate::pack::model::asked::ConflictKind;
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::list::{List, Row};

/// Says beside the number of hidden questions what they leave out.
pub(super) fn hidden(canvas: &mut Canvas<'_>, list: Rect, lines: &List<QuestionRow>) {
    let shown = lines.shown();
    let entry = |row: &Row<QuestionRow>| match row {
        Row::Entry(line) if !line.is_head => line.left_out.items,
        Row::Entry(_) | Row::Gap | Row::Heading { .. } | Row::Words(_) => 0,
    };
    let hidden = lines.rows().iter().enumerate().filter(|(at, _)| !shown.contains(at));
    let items: u32 = hidden.map(|(_, row)| entry(row)).sum();
    let place = inset(row(list, cells(shown.len())), 3, 1);
    if items > 0 && place.height > 0 {
        let words = left_out(Entries { items, topics: 0 }, place.width);
        canvas.put_right(place, &words, canvas.theme.dim);
    }
}

/// The answer as the row begins: what was said, what is proposed, what follows, or that it is open.
fn said(line: &QuestionRow) -> String {
    match (line.known, &line.proposed, &line.follows) {
        (Known::Yes, ..) => "yes".to_owned(),
        (Known::No, ..) => "no".to_owned(),
        (Known::Unknown, _, Some(_)) => "(no)".to_owned(),
        (Known::Unknown, Some((known, _)), None) => format!("{} +", known.word()),
        (Known::Unknown, None, None) => "?".to_owned(),
    }
}

/// The right edge: what an answer leaves out, or would leave out, and whose a proposal is.
fn effect(line: &QuestionRow, width: u16) -> String {
    let words = match (line.known, &line.proposed, &line.follows) {
        (Known::Unknown | Known::No, _, Some(_)) => "follows: no".to_owned(),
        (Known::Unknown, Some((_, by)), None) => by.clone(),
        (Known::Unknown, None, None) if line.at_stake.is_none() => String::new(),
        (Known::Unknown, None, None) => format!("no leaves out {}", line.at_stake.brief()),
        (Known::No, _, None) if line.left_out.is_none() => String::new(),
        (Known::No, _, None) => left_out(line.left_out, width),
        (Known::Yes, ..) => String::new(),
    };
    let sign = match line.doubt {
        None => return words,
        Some(ConflictKind::Impossible) => "!",
        Some(ConflictKind::Doubtful) => "?",
    };
    if words.is_empty() { sign.to_owned() } else { format!("{words}, {sign}") }
}

fn left_out(entries: Entries, width: u16) -> String {
    if width >= 60 { format!("{} set aside", entries.brief()) } else { entries.brief() }
}

pub(super) fn line(canvas: &mut Canvas<'_>, place: Rect, line: &QuestionRow, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let words = inset(place, 3, 1);
    if let Some((title, state)) = &line.folded {
        let brief = state.split(", ").next().unwrap_or_default();
        let fits = |state: &str| text::width(title) + text::width(state) + 4 <= usize::from(words.width);
        let state = if fits(state) { state.as_str() } else { brief };
        let used = canvas.put_right(words, state, theme.dim) + 2;
        let title = format!("{} {title}", theme.fold(false));
        canvas.put(words.x, words.y, words.width.saturating_sub(used), &title, theme.normal);
        return;
    }
    if let Some(left) = &line.left {
        let has_room = usize::from(words.width) >= 44 + text::width(&left.who);
        let used = if has_room { canvas.put_right(words, &left.who, theme.dim) + 2 } else { 0 };
        let says = rows::said_in(&left.says, usize::from(place.width));
        let says = says.first().map_or("", String::as_str);
        canvas.put(words.x, words.y, words.width.saturating_sub(used), says, theme.dim);
        return;
    }
    let (ask, answer) = match line.question.and_then(|at| ctx.pack().questions.get(at)) {
        Some(question) => (question.ask.clone(), said(line)),
        None => (Text::line("What kind of project is it?"), ctx.board.kind_title().to_string()),
    };
    let is_asked = line.known == Known::Unknown && line.follows.is_none() && line.question.is_some();
    let style = if is_asked || line.doubt.is_some() { theme.normal } else { theme.dim };
    let right = effect(line, words.width);
    let right_style = if line.known == Known::No && !line.left_out.is_none() || line.doubt.is_some() {
        theme.normal
    } else {
        theme.dim
    };
    // If both do not fit, the question comes first.
    let right_cells = cells(text::width(&right));
    let has_room = words.width >= 44 + right_cells && place.width >= WRAPS;
    let used =
        if right.is_empty() || !has_room { 0 } else { canvas.put_right(words, &right, right_style) + 2 };
    let answer_style = if line.known == Known::Unknown { theme.dim } else { theme.normal };
    let answers: u16 = if words.width < 50 { 6 } else { 9 };
    canvas.put(words.x, words.y, answers.min(words.width).saturating_sub(1), &answer, answer_style);
    let below = if line.is_below && !line.is_head && words.width >= 50 { 2 } else { 0 };
    let ask_at = inset(words, answers + below, used);
    if place.width < WRAPS && line.question.is_some() {
        let first = rows::asked_in(&ask, usize::from(place.width));
        canvas.put(ask_at.x, ask_at.y, ask_at.width, first.first().map_or("", String::as_str), style);
        return;
    }
    canvas.put(ask_at.x, ask_at.y, ask_at.width, &ask, style);
}
