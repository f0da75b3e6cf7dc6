//! The checklists as tables: one sheet each, in the shape that people know from the published spreadsheets, and all
//! of them in one table for CSV.

use super::build::ReportInput;
use super::build::{until_words, workstream};
use super::model::{Cell, Column, Table, TableSheet};
use crate::domain::board::{Entry, EntryIx, ListNode};
use crate::journal::answers::EntryAnswers;
use crate::journal::record::{Status, Until};
use crate::pack::model::EntryRef;
use crate::text::Text;

/// Returns the columns of a checklist's sheet.
fn columns() -> Vec<Column> {
    vec![
        Column::number("No", 6),
        Column::short("Code", 10),
        Column::words("Item", 42),
        Column::words("Guidance", 60),
        Column::words("Done when", 48),
        Column::short("Level", 9),
        Column::short("Role", 16),
        Column::short("Status", 12),
        Column::short("Owner", 14),
        Column::short("Due", 12),
        Column::words("Answer", 48),
        Column::words("Evidence", 32),
        Column::words("Reason", 32),
        Column::short("Until", 20),
        Column::words("Captured", 40),
        Column::words("Section", 24),
        Column::words("First milestone", 26),
        Column::short("Id", 44),
    ]
}

/// Returns one sheet for each list, then the topics, then what does not apply; of these rows, or of all.
pub(super) fn lists(source: ReportInput<'_>, rows: Option<&[EntryIx]>) -> Vec<TableSheet> {
    let board = source.board;
    let is_meant = |ix: &EntryIx| rows.is_none_or(|rows| rows.binary_search(ix).is_ok());
    let mut sheets = Vec::new();
    for list in &board.lists {
        let mut table = Table::new(&list.title, &columns());
        for (ix, section) in items(list).filter(|(ix, _)| is_meant(ix) && board.at(*ix).applies.is_yes()) {
            table.rows.push(line(source, board.at(ix), section));
        }
        if !table.rows.is_empty() {
            sheets.push(TableSheet { name: list.title.clone(), table });
        }
    }
    let mut topics = Table::new("Topics", &columns());
    for (at, row) in board.rows().iter().enumerate() {
        if !row.is_item() && row.applies.is_yes() && is_meant(&EntryIx(at)) {
            topics.rows.push(line(source, row, &workstream(source, row)));
        }
    }
    if !topics.rows.is_empty() {
        sheets.push(TableSheet { name: Text::line("Topics"), table: topics });
    }
    if rows.is_none() {
        sheets.extend(set_aside(source));
    }
    sheets
}

/// Returns all entries in one table, each with its list.
pub(super) fn everything(source: ReportInput<'_>, rows: Option<&[EntryIx]>) -> Table {
    let mut columns = columns();
    columns.insert(0, Column::short("List", 12));
    let mut table = Table::new("Entries", &columns);
    for sheet in
        lists(source, rows).into_iter().filter(|sheet| sheet.table.columns.len() + 1 == columns.len())
    {
        for mut row in sheet.table.rows {
            row.insert(0, Cell::Words(sheet.name.clone()));
            table.rows.push(row);
        }
    }
    table
}

fn items(list: &ListNode) -> impl Iterator<Item = (EntryIx, &Text)> {
    list.sections.iter().flat_map(|section| section.rows.iter().map(|ix| (*ix, &section.title)))
}

fn line(source: ReportInput<'_>, row: &Entry, section: &Text) -> Vec<Cell> {
    let entry = source.board.entry(source.answers, &row.id);
    let item = entry.and_then(|entry| match entry {
        EntryRef::Item(item) => Some(item),
        EntryRef::Topic(_) => None,
    });
    let said = source.answers.entry(&row.id);
    let answer = said.and_then(EntryAnswers::answer);
    let number = match item {
        Some(item) if item.own => Cell::words(&format!("+{}", item.no)),
        Some(item) => Cell::Number(item.no),
        None => Cell::Empty,
    };
    let reason = match (&row.standing.reason, &row.standing.ended) {
        (reason, Some(_)) => {
            let why = row.standing.why(source.board.today).map(|why| why.lasting()).unwrap_or_default();
            match reason {
                Some(reason) => Cell::words(&format!("{why}: {reason}")),
                None => Cell::words(&why),
            }
        }
        (reason, None) => Cell::maybe(reason.as_ref()),
    };
    let captured: Vec<String> = source
        .answers
        .captures_at(&row.id)
        .filter_map(|(_, capture)| {
            let captured = capture.capture.value()?;
            let resolved = if capture.is_resolved() { " (resolved)" } else { "" };
            Some(format!("{}: {}{resolved}", captured.kind.word(), captured.text))
        })
        .collect();
    let until = answer.and_then(|answer| answer.until.as_ref());
    let holds = matches!(answer.map(|answer| answer.status), Some(Status::Done | Status::Waived));
    vec![
        number,
        item.filter(|item| !item.codes.is_empty())
            .map_or(Cell::Empty, |item| Cell::words(&item.codes_phrase())),
        Cell::Title(row.title.clone()),
        entry.map_or(Cell::Empty, |entry| Cell::words(entry.guidance())),
        done_when(source, row, entry),
        Cell::words(row.level.word()),
        Cell::maybe(row.role.as_ref()),
        Cell::words(row.standing.sign().word()),
        Cell::maybe(said.and_then(EntryAnswers::owner)),
        Cell::day(row.standing.due),
        Cell::maybe(said.and_then(EntryAnswers::note)),
        Cell::maybe(answer.and_then(|answer| answer.evidence.as_ref())),
        reason,
        match until.filter(|_| holds) {
            Some(Until::Day(day)) => Cell::Day(*day),
            Some(until) => Cell::words(&until_words(source, until)),
            None => Cell::Empty,
        },
        Cell::words(&captured.join("\n")),
        Cell::words(section),
        Cell::maybe(source.board.first_gate(row).map(|gate| &gate.title)),
        Cell::words(row.id.as_str()),
    ]
}

/// Returns what makes an entry done; a topic that has items is settled by them.
fn done_when(source: ReportInput<'_>, row: &Entry, entry: Option<EntryRef<'_>>) -> Cell {
    if let Some(words) = entry.and_then(EntryRef::done_when) {
        return Cell::words(words);
    }
    let topics =
        source.board.phases.iter().flat_map(|phase| &phase.streams).flat_map(|stream| &stream.topics);
    let node = topics.into_iter().find(|node| source.board.at(node.row).id == row.id);
    match node.map(|node| source.board.topic_progress(source.answers, node)) {
        Some(progress) if progress.in_all > 0 => Cell::words(&format!("items: {}", progress.phrase())),
        _ => Cell::Empty,
    }
}

fn set_aside(source: ReportInput<'_>) -> Option<TableSheet> {
    let columns = [
        Column::short("Entry", 14),
        Column::words("Item", 60),
        Column::words("Why it does not apply", 48),
        Column::short("Id", 44),
    ];
    let mut table = Table::new("Does not apply", &columns);
    for row in source.board.rows().iter().filter(|row| row.is_item() && !row.applies.is_yes()) {
        table.rows.push(vec![
            Cell::Words(row.name.clone()),
            Cell::Title(row.title.clone()),
            Cell::words(&source.board.why_not(&row.applies).unwrap_or_default()),
            Cell::words(row.id.as_str()),
        ]);
    }
    (!table.rows.is_empty()).then(|| TableSheet { name: Text::line("Does not apply"), table })
}
