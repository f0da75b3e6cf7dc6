//! The lower part of an entry's page: our answer, what was said about it, what it counts for.

use super::{HANG, stream_title};
use crate::domain::words;
use crate::journal::answers::{CaptureAnswers, Captured};
use crate::journal::record::{CaptureId, CaptureKind};
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::widget::page::Page;

pub(super) fn answer(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let said = ctx.answers().entry(id);
    page.heading("Our answer", "in minutes and reports");
    // An empty line here is an invitation.
    let (note, style) = match said.and_then(|said| said.note()) {
        Some(note) => (note.as_str(), theme.normal),
        None => ("nothing yet", theme.dim),
    };
    page.hanging(HANG, ("Answer".to_owned(), theme.dim), note, style, None);
    let seen = said.and_then(|said| said.answer()).and_then(|answer| answer.evidence.as_ref());
    let (seen, style) = match seen {
        Some(seen) => (words::pieces(seen), theme.normal),
        None => ("nothing yet".to_owned(), theme.dim),
    };
    page.hanging(HANG, ("Evidence".to_owned(), theme.dim), &seen, style, None);
}

fn captures<'a>(id: &'a EntryId, ctx: &Ctx<'a>) -> Vec<(&'a CaptureId, &'a CaptureAnswers, &'a Captured)> {
    let mut found: Vec<_> = ctx
        .answers()
        .captures_at(id)
        .filter_map(|(name, capture)| Some((name, capture, capture.capture.value()?)))
        .collect();
    // Those not resolved first; among them the order in which they were said.
    found.sort_by_key(|(_, capture, _)| {
        (capture.is_resolved(), capture.capture.writes().first().map(|write| write.seq))
    });
    found
}

pub(super) fn said_about(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let captures = captures(id, ctx);
    if captures.is_empty() {
        return;
    }
    page.heading("Captures", &captures.len().to_string());
    for (_, capture, captured) in captures {
        let mut words = vec![captured.text.to_string()];
        words.extend(captured.owner.iter().map(Text::to_string));
        words.extend(captured.due.iter().map(|day| ctx.moment.day(*day)));
        if capture.is_resolved() {
            words.push("resolved".to_owned());
        }
        let style = if capture.is_resolved() { theme.dim } else { theme.normal };
        page.hanging(HANG, (captured.kind.word().to_owned(), theme.dim), &words.join(" · "), style, None);
    }
}

pub(super) fn capture_counts(id: &EntryId, ctx: &Ctx<'_>) -> String {
    let captures = captures(id, ctx);
    let parts: Vec<String> = CaptureKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let count = captures.iter().filter(|(_, _, captured)| captured.kind == kind).count();
            let plural =
                if kind.word() == "parked" { "parked".to_owned() } else { format!("{}s", kind.word()) };
            (count > 0).then(|| text::counted(count, kind.word(), &plural))
        })
        .collect();
    parts.join(", ")
}

pub(super) fn private(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    // While a workshop runs the room may be looking on.
    if ctx.answers().open_workshop().is_some() {
        return;
    }
    let Some(note) = ctx.host.private_note(id).filter(|note| !note.is_empty()) else { return };
    page.heading("Private note", "only for you: not in the room, not in reports");
    page.paragraph(&note, ctx.theme.normal);
}

pub(super) fn counts(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let Some(row) = ctx.row(id).filter(|row| row.applies.is_yes()) else { return };
    let theme = ctx.theme;
    page.heading("Counts for", "");
    for topic in &row.topics {
        let Some((stream, node)) = ctx.board.topic(topic) else { continue };
        let title = &ctx.board.at(node.row).title;
        let words =
            format!("{} › {title}, {}", stream.title, ctx.board.topic_progress(ctx.answers(), node).phrase());
        page.hanging(HANG, ("Topic".to_owned(), theme.dim), &words, theme.normal, None);
    }
    if row.topics.is_empty()
        && let Some((phase, stream)) = stream_title(row, ctx.board)
    {
        page.hanging(
            HANG,
            ("Workstream".to_owned(), theme.dim),
            &format!("{phase} › {stream}"),
            theme.normal,
            None,
        );
    }
    let milestone = match ctx.board.next_gate(ctx.answers(), row) {
        Some(gate) => {
            let day = ctx.answers().target(&gate.id);
            let day = day.map_or_else(|| "no date yet".to_owned(), |day| ctx.moment.day(day));
            format!("{} {}, {day}", theme.milestone_mark(), gate.title)
        }
        None => "none: no milestone counts this entry".to_owned(),
    };
    page.hanging(HANG, ("Milestone".to_owned(), theme.dim), &milestone, theme.normal, None);
}
