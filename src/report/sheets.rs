//! The checklists as tables: one sheet each, in the shape that people know from the published spreadsheets, and all
//! of them in one table for CSV. Every answer is in them with the id of its entry and a stamp, so that `golive answers
//! import` can take them back.

use super::input::ReportInput;
use super::model::{Cell, Choices, Column, Table, TableSheet};
use crate::domain::answer::Situation;
use crate::domain::answer_sheet::captured::{self, CaptureCells};
use crate::domain::answer_sheet::{AnswerCells, Told};
use crate::domain::board::{Entry, EntryIx, ListNode};
use crate::domain::{capture_line, facts, words};
use crate::journal::answers::{CaptureAnswers, EntryAnswers};
use crate::journal::record::{CaptureId, Known, Status};
use crate::pack::import::answers::{CAPTURE_HEADINGS, captured as column};
use crate::pack::model::{EntryId, EntryRef};
use crate::text::Text;

fn columns(source: ReportInput<'_>) -> Vec<Column> {
    let mut columns = vec![
        Column::number("No", 6),
        Column::short("Code", 10),
        Column::words("Item", 42),
        Column::words("Guidance", 60),
        Column::words("Question", 48),
        Column::words("Done when", 48),
        Column::short("Level", 9),
        Column::short("Role", 16),
    ];
    columns.extend(of_answers(source));
    columns.extend(has_exports(source).then(|| Column::words("Export", 40)));
    columns.extend([
        Column::short("Why left", 24),
        Column::words("Captures", 40),
        Column::words("Section", 24),
        Column::words("First milestone", 26),
        Column::short("Changed", 12),
        Column::short("Changed by", 14),
        Column::short("Link", 30),
        Column::short("Id", 44),
        Column::short("Stamp", 12).out_of_sight(),
    ]);
    columns
}

/// Whether there is a column for what the last exports show.
fn has_exports(source: ReportInput<'_>) -> bool {
    !source.answers.looks.is_empty()
}

/// The columns that people fill in.
fn of_answers(source: ReportInput<'_>) -> Vec<Column> {
    let statuses = Status::ALL.iter().map(|status| Text::line(status.word())).collect();
    let people = capture_line::people(source.answers, &Text::default());
    vec![
        Column::short("Status", 12).offering(Choices::Only(statuses)),
        Column::short("Owner", 14).offering(Choices::Also(people)),
        Column::short("Due", 12),
        Column::words("Answer", 48),
        Column::words("Evidence", 32),
        Column::words("Reason", 32),
        Column::short("Until", 20),
    ]
}

/// The cells of those columns, with the stamp of the row.
fn answers(source: ReportInput<'_>, id: &EntryId) -> (Vec<Cell>, Cell) {
    let ReportInput { board, answers, moment } = source;
    let cells = AnswerCells::of(&Situation { board, answers, moment }, id);
    let shown = Told::ALL.map(|told| match cells.get(told) {
        words if words.is_empty() => Cell::Empty,
        words => match words.parse() {
            Ok(day) if matches!(told, Told::Due | Told::Until) => Cell::Day(day),
            _ => Cell::Words(words.clone()),
        },
    });
    (shown.into(), Cell::Words(cells.stamp(board)))
}

/// One sheet for each list, then the topics, then what does not apply; of these rows, or of all.
pub(super) fn lists(source: ReportInput<'_>, rows: Option<&[EntryIx]>) -> Vec<TableSheet> {
    let board = source.board;
    let is_meant = |ix: &EntryIx| rows.is_none_or(|rows| rows.binary_search(ix).is_ok());
    let mut sheets = Vec::new();
    for list in &board.lists {
        let mut table = Table::new(&list.title, &columns(source));
        for (ix, section) in items(list).filter(|(ix, _)| is_meant(ix) && board.at(*ix).applies.is_yes()) {
            table.rows.push(line(source, board.at(ix), section));
        }
        if !table.rows.is_empty() {
            sheets.push(TableSheet { name: list.title.clone(), table });
        }
    }
    let mut topics = Table::new("Topics", &columns(source));
    for (at, row) in board.rows().iter().enumerate() {
        if !row.is_item() && row.applies.is_yes() && is_meant(&EntryIx(at)) {
            topics.rows.push(line(source, row, &source.workstream(row)));
        }
    }
    if !topics.rows.is_empty() {
        sheets.push(TableSheet { name: Text::line("Topics"), table: topics });
    }
    if rows.is_none() {
        let more = [set_aside(source), not_in_pack(source), captures(source), questions(source)];
        sheets.extend(more.into_iter().flatten());
    }
    sheets
}

/// Everything in one table: the entries with their list and, of a whole project, what does not apply, what the pack no
/// longer has, what was captured at no entry, and the project questions that are answered.
pub(super) fn everything(source: ReportInput<'_>, rows: Option<&[EntryIx]>) -> Table {
    let mut columns = columns(source);
    columns.insert(0, Column::short("List", 12));
    let of_entries = columns.len();
    // Beside why an entry is left: why it is not.
    let aside = columns.iter().position(|column| *column.title == *"Captures").filter(|_| rows.is_none());
    if let Some(at) = aside {
        columns.insert(at, Column::words("Does not apply", 40));
    }
    let mut table = Table::new("Entries", &columns);
    let is_of_entries = |sheet: &TableSheet| sheet.table.columns.len() + 1 == of_entries;
    for sheet in lists(source, rows).into_iter().filter(is_of_entries) {
        for mut row in sheet.table.rows {
            row.insert(0, Cell::Words(sheet.name.clone()));
            if let Some(at) = aside {
                row.insert(at, Cell::Empty);
            }
            table.rows.push(row);
        }
    }
    if rows.is_none() {
        let place = |title: &str| columns.iter().position(|column| *column.title == *title);
        let titles: Vec<Text> = columns.iter().map(|column| column.title.clone()).collect();
        let mut put = |cells: Vec<(&str, Cell)>| {
            let mut row = vec![Cell::Empty; titles.len()];
            for (title, cell) in cells {
                if let Some(at) = place(title).and_then(|at| row.get_mut(at)) {
                    *at = cell;
                }
            }
            table.rows.push(row);
        };
        apart(source, &mut put);
    }
    table
}

/// What is stored besides the answers to entries that apply, as rows of the one table.
fn apart(source: ReportInput<'_>, put: &mut impl FnMut(Vec<(&str, Cell)>)) {
    let ReportInput { board, answers: all, moment } = source;
    let of_report = columns(source);
    let whole = |row: &Entry, list: &Text, section: &Text| {
        let mut cells: Vec<(&str, Cell)> = Vec::new();
        for (column, cell) in of_report.iter().zip(line(source, row, section)) {
            // An entry that does not apply is left nowhere.
            let is_told = !["Why left", "First milestone"].contains(&column.title.as_str());
            cells.extend(is_told.then(|| (column.title.as_str(), cell)));
        }
        let why = board.why_not(&row.applies).unwrap_or_default();
        cells.extend([("List", Cell::Words(list.clone())), ("Does not apply", Cell::words(&why))]);
        cells
    };
    for list in &board.lists {
        for (ix, section) in items(list).filter(|(ix, _)| !board.at(*ix).applies.is_yes()) {
            put(whole(board.at(ix), &list.title, section));
        }
    }
    for row in board.rows().iter().filter(|row| !row.is_item() && !row.applies.is_yes()) {
        put(whole(row, &Text::line("Topics"), &source.workstream(row)));
    }
    let situation = Situation { board, answers: all, moment };
    for (id, said) in &all.entries {
        if said.is_empty() || board.entry(all, id).is_some() {
            continue;
        }
        let (told, stamp) = answers(source, id);
        let titles = Told::ALL.map(heading);
        let mut cells: Vec<(&str, Cell)> = titles.into_iter().zip(told).collect();
        cells.extend([
            ("List", Cell::words("No longer in the pack")),
            ("Item", Cell::Title(words::title(id, &situation))),
            ("Captures", Cell::words(&captured::phrases(source.answers, id))),
            ("Id", Cell::words(id.as_str())),
            ("Stamp", stamp),
        ]);
        put(cells);
    }
    for (id, capture) in &all.captures {
        let Some((now, cells)) = capture.capture.now().zip(CaptureCells::of(&situation, capture)) else {
            continue;
        };
        let is_shown =
            |id: &EntryId| board.row(id).is_some() || all.entry(id).is_some_and(|said| !said.is_empty());
        if now.value.at.as_ref().is_some_and(is_shown) {
            continue;
        }
        let at = now.value.at.as_ref().map_or(Cell::Empty, |id| Cell::words(id.as_str()));
        put(vec![
            ("List", Cell::words("Captures")),
            ("Item", Cell::Title(now.value.text.clone())),
            ("Status", Cell::Words(cells.get(column::STATE).clone())),
            ("Owner", Cell::maybe(now.value.owner.as_ref())),
            ("Due", Cell::day(now.value.due)),
            ("Captures", Cell::Words(cells.get(column::PHRASE).clone())),
            ("Section", at),
            ("Changed", Cell::Day(moment.local(now.at).date())),
            ("Changed by", Cell::Words(now.by.clone())),
            ("Stamp", Cell::Words(cells.stamp(id, &situation))),
        ]);
    }
    for question in &board.pack.questions {
        let answer = all.known(&question.id);
        if answer != Known::Unknown {
            put(vec![
                ("List", Cell::words("Project questions")),
                ("Item", Cell::Title(question.ask.clone())),
                ("Guidance", Cell::Words(question.explains.clone())),
                ("Answer", Cell::words(answer.word())),
            ]);
        }
    }
}

/// The heading of the column that tells this.
fn heading(told: Told) -> &'static str {
    match told {
        Told::Status => "Status",
        Told::Owner => "Owner",
        Told::Due => "Due",
        Told::Answer => "Answer",
        Told::Evidence => "Evidence",
        Told::Reason => "Reason",
        Told::Until => "Until",
    }
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
    let number = match item {
        Some(item) if item.own => Cell::words(&format!("+{}", item.no)),
        Some(item) => Cell::Number(item.no),
        None => Cell::Empty,
    };
    let newest = said.and_then(EntryAnswers::newest);
    let why = row.standing.why(source.board.today).map(|why| why.lasting());
    let link = match entry {
        Some(EntryRef::Item(item)) => item.link.as_ref(),
        Some(EntryRef::Topic(topic)) => topic.links.first(),
        None => None,
    };
    let ask = match entry {
        Some(EntryRef::Item(item)) => item.ask.as_ref(),
        Some(EntryRef::Topic(topic)) => topic.questions.first(),
        None => None,
    };
    let (told, stamp) = answers(source, &row.id);
    let mut cells = vec![
        number,
        item.filter(|item| !item.codes.is_empty())
            .map_or(Cell::Empty, |item| Cell::words(&item.codes_phrase())),
        Cell::Title(row.title.clone()),
        entry.map_or(Cell::Empty, |entry| Cell::words(entry.guidance())),
        Cell::maybe(ask),
        done_when(source, row, entry),
        Cell::words(row.level.word()),
        Cell::maybe(row.role.as_ref()),
    ];
    cells.extend(told);
    if has_exports(source) {
        let shown = facts::shown(source.answers, &row.id);
        cells.push(Cell::maybe(shown.as_ref()));
    }
    cells.extend([
        Cell::maybe(why.as_ref()),
        Cell::words(&captured::phrases(source.answers, &row.id)),
        Cell::words(section),
        Cell::maybe(source.board.first_gate(row).map(|gate| &gate.title)),
        Cell::day(newest.map(|(_, at)| source.moment.local(at).date())),
        Cell::maybe(newest.map(|(by, _)| by)),
        Cell::maybe(link),
        Cell::words(row.id.as_str()),
        stamp,
    ]);
    cells
}

/// A topic that has items is settled by them.
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

/// What does not apply, with what was answered all the same.
fn set_aside(source: ReportInput<'_>) -> Option<TableSheet> {
    let mut columns = vec![
        Column::short("Entry", 14),
        Column::words("Item", 60),
        Column::words("Why it does not apply", 48),
    ];
    columns.extend(of_answers(source));
    columns.extend([Column::short("Id", 44), Column::short("Stamp", 12).out_of_sight()]);
    let mut table = Table::new("Does not apply", &columns);
    for row in source.board.rows().iter().filter(|row| row.is_item() && !row.applies.is_yes()) {
        let (told, stamp) = answers(source, &row.id);
        let mut cells = vec![
            Cell::Words(row.name.clone()),
            Cell::Title(row.title.clone()),
            Cell::words(&source.board.why_not(&row.applies).unwrap_or_default()),
        ];
        cells.extend(told);
        cells.extend([Cell::words(row.id.as_str()), stamp]);
        table.rows.push(cells);
    }
    named("Does not apply", table)
}

/// Answers to entries that the pack no longer has.
fn not_in_pack(source: ReportInput<'_>) -> Option<TableSheet> {
    let ReportInput { board, answers: all, moment } = source;
    let situation = Situation { board, answers: all, moment };
    let mut columns = vec![Column::words("Item", 60)];
    columns.extend(of_answers(source));
    columns.extend([Column::short("Id", 44), Column::short("Stamp", 12).out_of_sight()]);
    let mut table = Table::new("No longer in the pack", &columns);
    for (id, said) in &all.entries {
        if said.is_empty() || board.entry(all, id).is_some() {
            continue;
        }
        let mut cells = vec![Cell::Title(words::title(id, &situation))];
        let (told, stamp) = answers(source, id);
        cells.extend(told);
        cells.extend([Cell::words(id.as_str()), stamp]);
        table.rows.push(cells);
    }
    named("No longer in the pack", table)
}

/// Everything that was captured, also what belongs to no entry.
fn captures(source: ReportInput<'_>) -> Option<TableSheet> {
    let ReportInput { board, answers, moment } = source;
    let states = captured::STATES.iter().map(|state| Text::line(state)).collect();
    let people = capture_line::people(answers, &Text::default());
    let [kind, text, owner, due, state, at, by, on, _] = CAPTURE_HEADINGS;
    let columns = [
        Column::short(kind, 12),
        Column::words(text, 60),
        Column::short(owner, 14).offering(Choices::Also(people)),
        Column::short(due, 14),
        Column::short(state, 12).offering(Choices::Only(states)),
        Column::words(at, 40),
        Column::short(by, 14),
        Column::short(on, 12),
        Column::short("Capture", 12),
        Column::short("Stamp", 12).out_of_sight(),
    ];
    let mut table = Table::new("Captures", &columns);
    let mut all: Vec<(&CaptureId, &CaptureAnswers)> = answers.captures.iter().collect();
    all.sort_by_key(|(_, capture)| capture.capture.first());
    let situation = Situation { board, answers, moment };
    for (id, capture) in all {
        let Some((now, cells)) = capture.capture.now().zip(CaptureCells::of(&situation, capture)) else {
            continue;
        };
        let words = |column: usize| match cells.get(column) {
            words if words.is_empty() => Cell::Empty,
            words => Cell::Words(words.clone()),
        };
        table.rows.push(vec![
            words(column::KIND),
            Cell::Title(now.value.text.clone()),
            words(column::OWNER),
            Cell::day(now.value.due),
            words(column::STATE),
            words(column::AT),
            Cell::Words(now.by.clone()),
            Cell::Day(moment.local(now.at).date()),
            Cell::words(&id.0),
            Cell::Words(cells.stamp(id, &situation)),
        ]);
    }
    named("Captures", table)
}

/// The project questions and what was answered.
fn questions(source: ReportInput<'_>) -> Option<TableSheet> {
    let columns = [
        Column::words("Project question", 70),
        Column::short("Known", 12),
        Column::words("What it explains", 60),
    ];
    let mut table = Table::new("Project questions", &columns);
    for question in &source.board.pack.questions {
        table.rows.push(vec![
            Cell::Title(question.ask.clone()),
            Cell::words(source.answers.known(&question.id).word()),
            Cell::Words(question.explains.clone()),
        ]);
    }
    named("Project questions", table)
}

fn named(name: &str, table: Table) -> Option<TableSheet> {
    (!table.rows.is_empty()).then(|| TableSheet { name: Text::line(name), table })
}
