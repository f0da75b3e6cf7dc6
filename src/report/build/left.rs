//! What is left: what blocks, what are conditions, what is listed, each with its reason and its owner.

use crate::domain::board::{Entry, ListNode};
use crate::domain::gate::{Gate, GateTally, LeftEntry, Weight};
use crate::domain::standing::{LeftReason, Sign};
use crate::domain::verdict;
use crate::pack::model::Level;
use crate::report::input::ReportInput;
use crate::report::model::{Block, Cell, Column, ReportSection, Table};
use crate::text::{Text, counted};

/// One section a weight.
pub(super) fn sections(source: ReportInput<'_>, gate: &Gate) -> Vec<ReportSection> {
    let mut found = Vec::new();
    for weight in Weight::ALL {
        let title = verdict::heading(weight);
        let entries: Vec<&LeftEntry> = gate.of_weight(weight).collect();
        let section = ReportSection::new(title).note(&entries.len().to_string());
        if entries.is_empty() {
            if weight == Weight::Blocks {
                found.push(section.with(Block::words("Nothing blocks.")));
            }
            continue;
        }
        let mut table = Table::new(title, &columns("Workstream", Levels::Same));
        for left in entries {
            let row = source.board.at(left.row);
            table.rows.push(line(
                source,
                row,
                left.sign,
                &left.why,
                &source.workstream(row),
                left.owner.as_ref(),
            ));
        }
        found.push(section.with(Block::Table(table)));
    }
    found
}

/// How much is left of each workstream.
pub(super) fn by_workstream(tally: &GateTally) -> Option<ReportSection> {
    let columns = [
        Column::words("Workstream", 30),
        Column::number("Left", 8),
        Column::number("of", 8),
        Column::number("Must", 8),
        Column::number("Should", 8),
        Column::number("Could", 8),
    ];
    let mut table = Table::new("Left by workstream", &columns);
    for (_, title, left) in tally.streams.iter().filter(|(_, _, left)| left.total > 0) {
        let numbers = [left.left(), left.total, left.blocking, left.conditions, left.listed];
        let cells = std::iter::once(Cell::words(title)).chain(numbers.map(Cell::Number));
        table.rows.push(cells.collect());
    }
    (!table.rows.is_empty()).then(|| ReportSection::new("Left by workstream").with(Block::Table(table)))
}

/// Everything that is left, a heading for each list. What is to be looked at again is left too, and settled in the lists.
pub(super) fn open_by_list(source: ReportInput<'_>) -> Option<ReportSection> {
    let board = source.board;
    let mut section = ReportSection::new("What is left");
    let (mut all, mut again) = (0, 0);
    for list in &board.lists {
        let total = usize::try_from(list.tally.total()).unwrap_or(usize::MAX);
        // A list that nobody has begun is left as a whole; its items are in the tables of other formats.
        if list.tally.is_untouched() && total > 0 && !has_owners(source, list) {
            let rows = list.sections.iter().flat_map(|part| &part.rows).map(|ix| board.at(*ix));
            let must = rows.filter(|row| row.applies.is_yes() && row.level == Level::Must).count();
            let words = format!("Not started: {}, {must} of them must.", counted(total, "item", "items"));
            let heading = Text::line(&format!("{}, {total}", list.title));
            section = section.with(Block::Heading(heading)).with(Block::words(&words));
            all += total;
            continue;
        }
        let mut table = Table::new(&format!("Left in {}", list.title), &columns("Section", Levels::Differ));
        for part in &list.sections {
            for row in part.rows.iter().map(|ix| board.at(*ix)).filter(|row| row.applies.is_yes()) {
                let Some(why) = row.standing.why(board.today) else { continue };
                again += usize::from(row.standing.is_settled());
                let owner = row.standing.owner.as_ref();
                let mut cells = line(source, row, row.standing.sign(), &why, &part.title, owner);
                cells.insert(2, Cell::words(row.level.word()));
                table.rows.push(cells);
            }
        }
        if !table.rows.is_empty() {
            all += table.rows.len();
            let heading = Text::line(&format!("{}, {}", list.title, table.rows.len()));
            section = section.with(Block::Heading(heading)).with(Block::Table(table));
        }
    }
    if again > 0 {
        let of_them = if again == 1 { "1 of them is".to_owned() } else { format!("{again} of them are") };
        let words = format!("{of_them} settled in the lists, and left until somebody has looked again.");
        section = section.with(Block::words(&words));
    }
    (all > 0).then(|| section.note(&all.to_string()))
}

/// Whether somebody owns an entry of a list, or it has a day.
fn has_owners(source: ReportInput<'_>, list: &ListNode) -> bool {
    let mut rows = list.sections.iter().flat_map(|part| &part.rows).map(|ix| source.board.at(*ix));
    rows.any(|row| {
        let said = source.answers.entry(&row.id);
        row.standing.due.is_some() || said.is_some_and(|said| said.owner().is_some())
    })
}

/// Whether the entries of a table are all of one level.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Levels {
    Same,
    Differ,
}

fn columns(group: &str, levels: Levels) -> Vec<Column> {
    let mut columns = vec![
        Column::short("Entry", 12),
        Column::words("Title", 46),
        Column::words(group, 22),
        Column::words("Why it is left", 34),
        Column::short("Owner", 14),
        Column::short("Due", 12),
    ];
    if levels == Levels::Differ {
        columns.insert(2, Column::short("Level", 9));
    }
    columns
}

fn line(
    source: ReportInput<'_>,
    row: &Entry,
    sign: Sign,
    why: &LeftReason,
    group: &Text,
    owner: Option<&Text>,
) -> Vec<Cell> {
    let state = format!("{} {}", crate::report::model::sign(sign), why.phrase(source.moment));
    vec![
        Cell::words(short_name(row)),
        Cell::Title(row.title.clone()),
        Cell::words(group),
        Cell::words(&state),
        Cell::owner(owner),
        Cell::day(row.standing.due),
    ]
}

/// The name that is said aloud; a topic has none but its title.
pub(super) fn short_name(row: &Entry) -> &str {
    if row.is_item() { &row.name } else { "Topic" }
}
