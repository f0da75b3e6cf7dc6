//! `golive list --published`: the rows as their publisher has them, with the entry that stands for each.

use serde::Serialize;

use crate::cli::command::answering::{role, sign_of};
use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, dim, strong};
use crate::cli::project::Project;
use crate::cli::table::Table;
use crate::domain::board::Entry;
use crate::domain::filter;
use crate::domain::published::{self, RowCounts, RowWithEntry};
use crate::domain::standing::Sign;
use crate::domain::views;
use crate::journal::record::EntryFilter;
use crate::pack::model::{ChecklistId, Level};
use crate::report::json::EntryJson;
use crate::text::Text;
use crate::workspace::error::Error;

#[derive(Serialize)]
struct PublishedRowJson {
    code: String,
    published_section: String,
    subject: String,
    #[serde(flatten)]
    entry: Option<EntryJson>,
}

/// Prints the rows that the filters let through, also those that do not apply: the list is held beside a sheet.
pub(super) fn run(
    project: &Project,
    scope: &EntryFilter,
    as_json: bool,
    out: &mut Out,
) -> Result<Exit, Error> {
    let board = &project.board;
    let Some(published) = &project.pack.published else {
        return Err(Error::usage("the pack says of no list that it was published")
            .hint("`published.ron` has the rows, see docs/pack-format.md"));
    };
    let all = published::rows(board);
    let shown = views::published_rows(scope, board, project.answers());
    if as_json {
        let of = |row: &RowWithEntry<'_>| PublishedRowJson {
            code: row.row.code.to_string(),
            published_section: row.row.section.to_string(),
            subject: row.row.subject.to_string(),
            entry: row.of(board).map(|entry| EntryJson::of(board, project.answers(), entry)),
        };
        out.json(&shown.iter().map(of).collect::<Vec<_>>());
        return Ok(Exit::DONE);
    }
    let heading = published::heading(published);
    let counts = RowCounts::of(board, &shown).phrase();
    if shown.len() == all.len() {
        out.line(format!("{heading}: {}. {counts}", all.len()));
    } else {
        let words = filter::phrase(scope, board);
        out.line(format!("{heading}, with {words}: {} of {}. {counts}", shown.len(), all.len()));
    }
    if !shown.is_empty() {
        out.blank();
    }
    table(project, &shown, out).print(out);
    out.blank();
    out.line(dim(&published.line));
    Ok(Exit::DONE)
}

fn table(project: &Project, rows: &[RowWithEntry<'_>], out: &Out) -> Table {
    let mut table = Table::around(3, 3).indented(2);
    let mut heading: Option<(&ChecklistId, &Text)> = None;
    for row in rows {
        let group = (&row.row.checklist, &row.row.section);
        if heading != Some(group) {
            let list = project.board.lists.iter().find(|list| list.id == *group.0);
            let list = list.map_or_else(|| group.0.to_string(), |list| list.title.to_string());
            table.heading(strong(format!("{list} / {}", group.1)));
            heading = Some(group);
        }
        table.row(cells(project, row, row.of(&project.board), out));
    }
    table
}

fn cells(project: &Project, row: &RowWithEntry<'_>, entry: Option<&Entry>, out: &Out) -> [Line; 7] {
    let code = Line::from(&row.row.code);
    let none = Line::default;
    let Some(entry) = entry else {
        return [
            none(),
            code,
            none(),
            dim(&row.row.subject),
            none(),
            dim("not in this project's lists"),
            none(),
        ];
    };
    if let Some(why) = project.board.why_not(&entry.applies) {
        let words = format!("does not apply: {why}");
        return [
            dim("-"),
            dim(&row.row.code),
            dim(&entry.name),
            dim(&entry.title),
            none(),
            dim(words),
            none(),
        ];
    }
    let sign = entry.standing.shown();
    let settled = entry.standing.is_settled() && !entry.standing.look_again;
    let owner = project.answers().entry(&entry.id).and_then(|said| said.owner());
    [
        sign_of(sign, out),
        code,
        Line::from(&entry.name),
        if settled { dim(&entry.title) } else { Line::from(&entry.title) },
        if entry.level == Level::Must { Line::from("must") } else { none() },
        if sign == Sign::Todo { dim("todo") } else { Line::new(sign.word(), role(sign)) },
        owner.map(Line::from).unwrap_or_default(),
    ]
}
