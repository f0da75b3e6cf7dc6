//! What is left, and what a workshop wants done, in the columns that issue trackers import.

use super::input::ReportInput;
use super::model::{Block, Cell, Column, Report, ReportSection, Table, TableSheet};
use crate::domain::board::Entry;
use crate::domain::gate;
use crate::domain::standing::LeftReason;
use crate::journal::answers::EntryAnswers;
use crate::pack::model::{EntryRef, MilestoneId};
use crate::text::{Text, counted};

/// The columns, the same for entries and for actions.
pub(super) fn columns() -> [Column; 6] {
    [
        Column::words("Title", 60),
        Column::words("Description", 60),
        Column::short("Assignee", 16),
        Column::short("Due date", 12),
        Column::short("Labels", 24),
        Column::short("External id", 40),
    ]
}

/// What is left at a milestone, or everything that is open; `None` if the project's plan has no such milestone.
pub fn left(source: ReportInput<'_>, milestone: Option<&MilestoneId>) -> Option<Report> {
    let board = source.board;
    let mut table = Table::new("What is left", &columns());
    let title = if let Some(id) = milestone {
        let gate = gate::look(board, id)?;
        for left in &gate.left {
            table.rows.push(row(source, board.at(left.row), &left.why));
        }
        board.gate(id)?.title.clone()
    } else {
        for entry in board.rows().iter().filter(|entry| entry.applies.is_yes()) {
            if let Some(why) = gate::why_in_project(board, entry) {
                table.rows.push(row(source, entry, &why));
            }
        }
        Text::line("what is left")
    };
    let count = counted(table.rows.len(), "entry", "entries");
    let section = ReportSection::new("What is left").note(&count).with(Block::Table(table.clone()));
    Some(Report {
        title: Text::line(&format!("{}: {title}", source.project())),
        subtitle: Text::line("What is left, for an issue tracker"),
        lead: None,
        facts: Vec::new(),
        sections: vec![section],
        sheets: vec![TableSheet { name: Text::line("Left"), table: table.clone() }],
        table,
        calendar: Vec::new(),
        moment: source.moment.clone(),
        colophon: source.colophon(),
    })
}

fn row(source: ReportInput<'_>, entry: &Entry, why: &LeftReason) -> Vec<Cell> {
    let said = source.answers.entry(&entry.id);
    let title =
        if entry.is_item() { format!("{}: {}", entry.name, entry.title) } else { entry.title.to_string() };
    let list = entry.checklist.as_ref().map_or("topic", |list| list.as_str());
    vec![
        Cell::Title(Text::line(&title)),
        Cell::words(&description(source, entry, why)),
        Cell::maybe(said.and_then(EntryAnswers::owner)),
        Cell::day(entry.standing.due),
        labels(&[entry.level.word(), list]),
        Cell::words(entry.id.as_str()),
    ]
}

/// The labels of a row; the first one finds everything that came from here.
pub(super) fn labels(words: &[&str]) -> Cell {
    let all: Vec<&str> = std::iter::once("golive").chain(words.iter().copied()).collect();
    Cell::words(&all.join(", "))
}

/// The question, the criterion, why it is left, and what was said so far.
fn description(source: ReportInput<'_>, entry: &Entry, why: &LeftReason) -> String {
    let mut lines: Vec<String> = Vec::new();
    match source.board.entry(source.answers, &entry.id) {
        Some(EntryRef::Item(item)) => {
            lines.extend(item.ask.as_ref().map(ToString::to_string));
            if !item.done_when.is_empty() {
                lines.push(format!("Done when: {}", item.done_when));
            }
            lines.extend(Some(item.guidance.to_string()).filter(|words| !words.is_empty()));
            lines.extend(item.link.as_ref().map(|link| format!("Read on: {link}")));
        }
        Some(EntryRef::Topic(topic)) => {
            lines.extend(topic.questions.first().map(ToString::to_string));
            lines.push(topic.guidance.to_string());
            lines.extend(topic.links.first().map(|link| format!("Read on: {link}")));
        }
        None => {}
    }
    lines.push(format!("Left because: {}", why.lasting()));
    let note = source.answers.entry(&entry.id).and_then(EntryAnswers::note);
    lines.extend(note.map(|note| format!("Our answer so far: {note}")));
    let gate = source.board.first_gate(entry);
    lines.extend(gate.map(|gate| format!("First milestone: {}", gate.title)));
    lines.retain(|line| !line.is_empty());
    lines.dedup();
    lines.join("\n\n")
}
