//! What was captured: decisions, actions, questions, risks, and what is parked.

use crate::domain::board::EntryIx;
use crate::journal::answers::{CaptureAnswers, Captured};
use crate::journal::record::CaptureKind;
use crate::report::input::ReportInput;
use crate::report::model::{Block, BulletPoint, Cell, Column, ReportSection, Table};
use crate::text::Text;

/// One section for each kind that was captured at these entries or at the project as a whole; all entries
/// if none are named.
pub(super) fn sections(source: ReportInput<'_>, rows: Option<&[EntryIx]>) -> Vec<ReportSection> {
    let mut found = Vec::new();
    for (kind, title) in [
        (CaptureKind::Decision, "Decisions"),
        (CaptureKind::Action, "Actions"),
        (CaptureKind::Question, "Open questions"),
        (CaptureKind::Risk, "Risks"),
        (CaptureKind::Parked, "Parked"),
    ] {
        let mut all: Vec<(&CaptureAnswers, &Captured)> = source
            .answers
            .captures
            .values()
            .filter_map(|capture| Some((capture, capture.capture.value()?)))
            .filter(|(_, captured)| captured.kind == kind && is_meant(source, captured, rows))
            .collect();
        // The order of the journal is the order in which things were said.
        all.sort_by_key(|(capture, _)| capture.capture.writes().first().map(|write| write.seq));
        let (open, resolved): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(capture, _)| !capture.is_resolved());
        if open.is_empty() && resolved.is_empty() {
            continue;
        }
        let note = match (open.len(), resolved.len()) {
            (open, 0) => open.to_string(),
            (open, resolved) => format!("{open} open, {resolved} resolved"),
        };
        let mut section = ReportSection::new(title).note(&note);
        if !open.is_empty() {
            section = section.with(if kind == CaptureKind::Action {
                Block::Table(actions(source, &open))
            } else {
                Block::List(open.iter().map(|one| point(source, one)).collect())
            });
        }
        if !resolved.is_empty() {
            section = section
                .with(Block::Heading(Text::line("Resolved")))
                .with(Block::List(resolved.iter().map(|one| point(source, one)).collect()));
        }
        found.push(section);
    }
    found
}

fn is_meant(source: ReportInput<'_>, captured: &Captured, rows: Option<&[EntryIx]>) -> bool {
    let Some(rows) = rows else { return true };
    let Some(at) = &captured.at else { return true };
    source.board.find(at).is_some_and(|ix| rows.binary_search(&ix).is_ok())
}

fn actions(source: ReportInput<'_>, open: &[(&CaptureAnswers, &Captured)]) -> Table {
    let columns = [
        Column::words("Action", 46),
        Column::short("Owner", 14),
        Column::short("Due", 12),
        Column::words("About", 34),
    ];
    let mut table = Table::new("Open actions", &columns);
    for (_, captured) in open {
        table.rows.push(vec![
            Cell::Title(captured.text.clone()),
            Cell::owner(captured.owner.as_ref()),
            Cell::day(captured.due),
            Cell::words(&about(source, captured)),
        ]);
    }
    table
}

fn point(source: ReportInput<'_>, (capture, captured): &(&CaptureAnswers, &Captured)) -> BulletPoint {
    let mut aside: Vec<String> = Vec::new();
    aside.extend(captured.owner.as_ref().map(ToString::to_string));
    aside.extend(captured.due.map(|day| format!("due {}", source.moment.day(day))));
    if let Some(write) = capture.capture.writes().first() {
        aside.push(source.moment.day(source.moment.local(write.at).date()));
    }
    BulletPoint {
        lead: Text::line(&about(source, captured)),
        words: captured.text.clone(),
        aside: Text::line(&aside.join(", ")),
    }
}

/// The short name of the entry that something was captured at; empty for the project as a whole.
fn about(source: ReportInput<'_>, captured: &Captured) -> String {
    let Some(at) = &captured.at else { return String::new() };
    source.board.row(at).map_or_else(|| at.to_string(), |row| row.name.to_string())
}
