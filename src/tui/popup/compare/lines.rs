//! What a comparison says, line by line: what each review found, what has become of which entry, what was captured.

use ratatui::layout::Rect;

use crate::domain::board::Applies;
use crate::domain::difference::{Absence, Difference, DifferenceKind, EntryDifference};
use crate::domain::filter::NOBODY;
use crate::domain::standing::Sign;
use crate::domain::verdict;
use crate::domain::words::reason::state;
use crate::journal::answers::ClosedReview;
use crate::journal::record::{AnswerLapse, CaptureId, CriticalCheck, Decision, ReviewedEntry};
use crate::text::{self, Text, capital};
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, cells, inset};
use crate::tui::widget::list::Row;

/// The widest that names get.
const NAME: u16 = 12;

/// One line of the comparison that the cursor can be at.
pub(super) enum DiffRow {
    /// An entry, with what has become of it.
    Entry(Box<EntryDifference>, String),
    Capture(String, String),
}

pub(super) fn day(closed: &ClosedReview, ctx: &Ctx<'_>) -> String {
    ctx.moment.day(ctx.moment.local(closed.at).date())
}

/// What a review found and what was decided, in a sentence.
pub(super) fn found(closed: &ClosedReview, ctx: &Ctx<'_>) -> String {
    let review = &closed.review;
    let left = review.total.saturating_sub(review.settled);
    let names: Vec<String> = review.by.iter().map(Text::to_string).collect();
    let by = match verdict::enumerated(&names) {
        by if by.is_empty() => format!("recorded by {}", closed.by),
        by => format!("by {by}"),
    };
    let decision = review.decision.map_or("no decision", Decision::phrase);
    let (no, phrase, total) = (closed.no, review.verdict.phrase(), review.total);
    let words = format!("Review {no} found it {phrase}: {left} of {total} left. Decided: {decision}, {by}.");
    match &review.critical {
        Some(check) => format!("{words} {}", checked(check, ctx)),
        None => words,
    }
}

fn checked(check: &CriticalCheck, ctx: &Ctx<'_>) -> String {
    let open: Vec<String> = check.open.iter().map(|id| ctx.name(id).to_string()).collect();
    let rest =
        if open.is_empty() { "all settled".to_owned() } else { format!("not settled: {}", open.join(", ")) };
    format!("Critical check: {} entries in {} s, {rest}.", check.looked_at, check.seconds)
}

/// Adds what has changed, under its headings.
pub(super) fn groups(lines: &mut Vec<Row<DiffRow>>, difference: &Difference, ctx: &Ctx<'_>) {
    for (heading, moved) in difference.headed() {
        lines.push(Row::Gap);
        lines.push(Row::Heading { title: capital(heading), right: moved.len().to_string() });
        let line =
            |moved: &EntryDifference| Row::Entry(DiffRow::Entry(Box::new(moved.clone()), change(moved, ctx)));
        lines.extend(moved.into_iter().map(line));
    }
}

/// Adds what was captured, resolved and undone.
pub(super) fn captures(lines: &mut Vec<Row<DiffRow>>, difference: &Difference, ctx: &Ctx<'_>) {
    let (answers, moment) = (ctx.answers(), ctx.moment);
    let resolved: Vec<&CaptureId> = difference.captures_resolved.iter().collect();
    let added: Vec<&CaptureId> =
        difference.captures_added.iter().filter(|id| !resolved.contains(id)).collect();
    let again: Vec<&CaptureId> = difference.captures_reopened.iter().collect();
    for (title, ids) in [("Captured", added), ("Resolved", resolved), ("Open again", again)] {
        if ids.is_empty() {
            continue;
        }
        lines.push(Row::Gap);
        lines.push(Row::Heading { title: title.to_owned(), right: ids.len().to_string() });
        for captured in ids.into_iter().filter_map(|id| answers.captures.get(id)?.capture.value()) {
            let who = captured.owner.as_ref().map_or(NOBODY, Text::as_str);
            let due = captured.due.map(|day| format!(" · {}", moment.day(day))).unwrap_or_default();
            let words = format!("{}  {}", text::pad(captured.kind.word(), 8), captured.text.glimpse());
            lines.push(Row::Entry(DiffRow::Capture(words, format!("{who}{due}"))));
        }
    }
    if !difference.captures_gone.is_empty() {
        let gone = text::counted(difference.captures_gone.len(), "capture was", "captures were");
        lines.push(Row::Gap);
        lines.push(Row::Words(format!("{gone} undone.").into()));
    }
}

fn sign(seen: &ReviewedEntry) -> Sign {
    if seen.turn == Some(AnswerLapse::Reworded) { Sign::LookAgain } else { Sign::of(seen.status) }
}

/// What it was, and what it is: `in progress → done`; of what is set aside the reason.
fn change(moved: &EntryDifference, ctx: &Ctx<'_>) -> String {
    if moved.absence == Some(Absence::SetAside)
        && let Some(Applies::SetAside(id)) = ctx.row(&moved.seen().id).map(|row| &row.applies)
        && let Some(question) = ctx.pack().questions.iter().find(|question| question.id == *id)
    {
        return question.reason.to_string();
    }
    let state = |seen: &ReviewedEntry| state(seen, &|day| ctx.moment.day(day));
    match (&moved.before, &moved.after) {
        (Some(before), Some(after)) => {
            let (was, is) = (state(before), state(after));
            let mut words = Vec::new();
            if was != is {
                words.push(format!("{was} → {is}"));
            }
            if moved.group == DifferenceKind::Changed {
                let others = moved.changes(&|day| ctx.moment.day(day)).into_iter();
                let others = others.filter(|change| !["status", "why"].contains(&change.field));
                words.extend(others.map(|change| change.phrase));
            }
            if words.is_empty() { is } else { words.join("; ") }
        }
        (None, Some(seen)) => state(seen),
        (Some(seen), None) => format!("was {}", state(seen)),
        (None, None) => String::new(),
    }
}

/// Draws one line.
pub(super) fn draw(canvas: &mut Canvas<'_>, place: Rect, line: &DiffRow) {
    match line {
        DiffRow::Entry(moved, told) => draw_moved(canvas, place, moved, told),
        DiffRow::Capture(words, right) => {
            let inner = inset(place, 5, 2);
            let used = canvas.put_right(inner, right, canvas.theme.dim);
            canvas.put(inner.x, inner.y, inner.width.saturating_sub(used + 2), words, canvas.theme.normal);
        }
    }
}

/// Draws one entry with what has become of it.
fn draw_moved(canvas: &mut Canvas<'_>, place: Rect, moved: &EntryDifference, told: &str) {
    let theme = canvas.theme;
    let seen = moved.seen();
    let sign = sign(seen);
    canvas.put(place.x + 3, place.y, 1, theme.sign(sign), theme.sign_style(sign));
    let words = inset(place, 5, 2);
    let is_item = seen.name != seen.title;
    let name = if is_item { seen.name.as_str() } else { "topic" };
    canvas.put(words.x, words.y, NAME.min(words.width), name, theme.normal);
    let rest = inset(words, NAME + 1, 0);
    // The change is cut before the title is: what it is about comes first.
    let most = if rest.width < 50 { 0 } else { rest.width / 2 };
    let wide = cells(text::width(told)).min(most);
    let x = rest.right() - wide;
    canvas.put(x, rest.y, wide, told, theme.dim);
    canvas.put(rest.x, rest.y, rest.width.saturating_sub(wide + 2), &seen.title, theme.normal);
}
