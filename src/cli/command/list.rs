//! `golive list`: the entries with where they stand.

mod published;

use super::answering::{role, sign_of};
use super::captures;
use super::views::unknown;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::filters::{self, Filters, sort_words};
use crate::cli::out::{Line, Out, dim, strong, warn};
use crate::cli::project::Project;
use crate::cli::table::Table;
use crate::domain::board::{Entry, EntryIx};
use crate::domain::questions::Entries;
use crate::domain::standing::Sign;
use crate::domain::views::{self, Sort, View};
use crate::domain::{dates, filter, search};
use crate::journal::record::EntryFilter;
use crate::pack::model::{EntryRef, Level};
use crate::report::json::EntryJson;
use crate::text::{Text, counted};
use crate::workspace::error::Error;
use crate::workspace::views as kept;

/// List the entries: the items of the checklists and the topics of the plan
///
/// Without filters it is everything that applies to the project. Several filters narrow; several values of one filter,
/// separated by commas or given again, widen. The last line says what is hidden.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
    /// In which order; without it as the lists have them
    #[arg(long, value_name = "ORDER", value_parser = sort_words())]
    sort: Option<Sort>,
    /// The filter and the order that are kept under this name; other filters narrow it
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
    /// Also what does not apply to this project
    #[arg(long)]
    all: bool,
    /// The rows of the published lists with their codes, as the publisher has them, also those that do not apply
    #[arg(long)]
    published: bool,
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let view = self.view(&project, context)?;
        let scope = filter::narrowed(&view.scope, &self.filters.scope(&project)?);
        let order = self.sort.unwrap_or(view.sort);
        for note in filters::strangers(&project, &filters::owners(&project, &self.filters.owner)) {
            context.out.note(note);
        }
        if self.published || order == Sort::Published {
            return published::run(&project, &scope, self.json, context.out);
        }
        let (board, answers) = (&project.board, project.answers());
        let all_rows = (0..board.rows().len()).map(EntryIx);
        let matching: Vec<EntryIx> =
            all_rows.filter(|ix| filter::matches(&scope, board.at(*ix), board, answers)).collect();
        let mut shown: Vec<EntryIx> =
            matching.iter().copied().filter(|ix| self.all || board.at(*ix).applies.is_yes()).collect();
        views::sort(&mut shown, order, board);
        let shown: Vec<&Entry> = shown.into_iter().map(|ix| board.at(ix)).collect();
        if self.json {
            let all: Vec<EntryJson> =
                shown.iter().map(|row| EntryJson::of(&project.board, project.answers(), row)).collect();
            context.out.json(&all);
            return Ok(Exit::DONE);
        }
        if order == Sort::Lists {
            print(&project, &shown, context.out);
        } else {
            flat(&project, &shown, context.out);
        }
        if !shown.is_empty() {
            context.out.blank();
        }
        let words = filter::phrase(&scope, &project.board);
        let applying = project.board.rows().iter().filter(|row| row.applies.is_yes()).count();
        let all = counted(if self.all { project.board.rows().len() } else { applying }, "entry", "entries");
        let order = order.phrase();
        let order = if order.is_empty() { String::new() } else { format!(", {order}") };
        context.out.line(if filter::is_empty(&scope) {
            format!("{all}: {}{order}", Entries::of(shown.iter().map(|row| row.kind)).phrase())
        } else {
            format!("{} of {all}, with {words}{order}", shown.len())
        });
        // Another filter is about entries.
        let is_search = filter::is_empty(&EntryFilter { search: None, ..scope.clone() });
        let words = scope.search.as_deref().filter(|_| is_search).unwrap_or_default();
        let elsewhere = search::captures_elsewhere(words, board, answers);
        if !elsewhere.is_empty() {
            let found = counted(elsewhere.len(), "capture", "captures");
            context.out.line(format!("and {found} at no entry of the project:"));
        }
        for (id, captured) in elsewhere {
            let words = captured.text.glimpse_with(context.out.signs.cut());
            let at = captured
                .at
                .as_ref()
                .map(|id| format!("  {}", captures::place(&project, id)))
                .unwrap_or_default();
            let line =
                dim(format!("  {}  ", id.0)).and(format!("{}: {words}", captured.kind.word())).and(dim(at));
            context.out.line(line);
        }
        let hidden = matching.len() - shown.len();
        if hidden > 0 {
            let entries = counted(hidden, "entry does", "entries do");
            context.out.line(dim(format!("{entries} not apply to this project, --all shows them")));
        }
        Ok(Exit::DONE)
    }
}

impl Args {
    fn view(&self, project: &Project, context: &Context<'_>) -> Result<View, Error> {
        let Some(name) = &self.view else { return Ok(View::default()) };
        let own = kept::load(context.world)?;
        let built_in = views::built_in(&context.author_to_read(), &project.pack);
        let found = views::named(name, &own, &built_in).cloned();
        found.ok_or_else(|| unknown(name, &own, &built_in))
    }
}

/// One table in the order of the rows, without headings.
fn flat(project: &Project, rows: &[&Entry], out: &mut Out) {
    let mut table = Table::around(2, 5).indented(2);
    for row in rows {
        table.row(cells(project, row, out));
    }
    table.print(out);
}

fn print(project: &Project, rows: &[&Entry], out: &mut Out) {
    // The names of topics are long, so they have a table of their own.
    let (items, topics): (Vec<&Entry>, Vec<&Entry>) = rows.iter().copied().partition(|row| row.is_item());
    let gap = !items.is_empty() && !topics.is_empty();
    table(project, &items, out).print(out);
    if gap {
        out.blank();
    }
    table(project, &topics, out).print(out);
}

fn table(project: &Project, rows: &[&Entry], out: &Out) -> Table {
    let mut table = Table::around(2, 5).indented(2);
    let mut heading = None;
    for row in rows {
        let group = heading_of(project, row);
        if heading.as_ref() != Some(&group) {
            table.heading(strong(&group));
            heading = Some(group);
        }
        table.row(cells(project, row, out));
    }
    table
}

/// `Design / User Logout`, or phase and workstream of a topic.
fn heading_of(project: &Project, row: &Entry) -> String {
    let board = &project.board;
    if let (Some(list), Some(section)) = (&row.checklist, &row.section) {
        let list = board.lists.iter().find(|one| one.id == *list);
        let part = list.and_then(|list| list.sections.iter().find(|one| one.name == *section));
        if let (Some(list), Some(part)) = (list, part) {
            return format!("{} / {}", list.title, part.title);
        }
    }
    let phase = board.phases.iter().find(|phase| Some(&phase.id) == row.phase.as_ref());
    let stream = phase
        .and_then(|phase| phase.streams.iter().find(|stream| Some(&stream.id) == row.workstream.as_ref()));
    match (phase, stream) {
        (Some(phase), Some(stream)) => format!("Plan / {} / {}", phase.title, stream.title),
        _ => "Elsewhere".to_owned(),
    }
}

fn cells(project: &Project, row: &Entry, out: &Out) -> [Line; 8] {
    let standing = &row.standing;
    let sign = standing.shown();
    let said = project.answers().entry(&row.id);
    let today = project.moment.today;
    let settled = standing.is_settled() && !standing.look_again;
    let title = |words: &str| if settled || !row.applies.is_yes() { dim(words) } else { Line::from(words) };
    let state = match (&standing.ended, row.applies.is_yes()) {
        (_, false) => dim("not counted"),
        (Some(_), true) => warn("ended"),
        (None, true) if sign == Sign::Todo => Line::default(),
        (None, true) => Line::new(sign.word(), role(sign)),
    };
    let due = match standing.due {
        Some(day) if settled => dim(dates::short(day, today)),
        Some(day) if day < today => warn(format!("overdue {}", dates::short(day, today))),
        Some(day) => Line::from(format!("due {}", dates::short(day, today))),
        None => Line::default(),
    };
    [
        sign_of(sign, out),
        if row.is_item() { Line::from(&row.name) } else { dim(topic_name(row)) },
        title(&row.title),
        if row.level == Level::Must && row.is_item() { Line::from("must") } else { Line::default() },
        state,
        dim(codes(project, row)),
        said.and_then(|said| said.owner()).map(Line::from).unwrap_or_default(),
        due,
    ]
}

fn codes(project: &Project, row: &Entry) -> Text {
    match project.board.entry(project.answers(), &row.id) {
        Some(EntryRef::Item(item)) => project.pack.codes_of(item),
        Some(EntryRef::Topic(_)) | None => Text::default(),
    }
}

/// A topic's name in commands: its id without the plan, which is unique in the project.
fn topic_name(row: &Entry) -> &str {
    row.id.as_str().split_once('/').map_or(row.id.as_str(), |(_, rest)| rest)
}

const HELP: &str = r#"Examples:
  golive list --checklist design --status open
  golive list --milestone demo --level must --status open
  golive list --owner nobody --role security
  golive list --search "refresh token" --json
  golive list --published --checklist deploy
  golive list --overdue --sort owner
  golive list --due-until +2w --sort due

Exit status:
  0 done, also when nothing matches; 2 a filter names something that does
  not exist; 3 the project could not be read."#;
