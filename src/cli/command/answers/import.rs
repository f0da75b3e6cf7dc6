//! `golive answers import`: shows what a sheet would change, asks, and writes it as one change.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::Timestamp;

use super::page::{self, AnswersPage};
use crate::cli::command::answering;
use crate::cli::command::pack::mapped;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::project::Project;
use crate::domain::answer;
use crate::domain::answer_sheet::captured::phrases;
use crate::domain::answer_sheet::lay::{EntryFinder, MatchBy, RowOutcome, SheetOrder, SheetRow};
use crate::domain::answer_sheet::{CUT, Told, captured};
use crate::domain::dates::{DayOrder, Slashed};
use crate::pack::import::answers::{AnswerRow, AnswerSheet, AnswerSheets, read};
use crate::pack::import::{Field, Said, sheets_hint};
use crate::pack::model::{EntryId, EntryRef};
use crate::text::Text;
use crate::workspace::error::{Error, quoted};

/// Take answers back from a spreadsheet
///
/// Reads status, owner, due date, evidence, answer, reason and end from XLSX, ODS, XLS, CSV or TSV: a sheet that `golive
/// report` wrote and others edited, or one of your own. Rows are matched by id, code, short name or title.
///
/// Shows entry by entry what would change, then asks. All of it is one change: one `golive undo` undoes it. What
/// somebody answered after the sheet was written stays as it is, and so does a row that cannot be taken; both are
/// listed. A cell of a report that somebody emptied removes its value, also a reason or an end; what is removed is shown and
/// asked about too. In a sheet of your own an empty cell says nothing, and `none` removes.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Args {
    /// The spreadsheet
    #[arg(value_name = "FILE")]
    from: PathBuf,
    /// Match rows only by this [default: whatever matches]
    #[arg(long, value_name = "KEY")]
    by: Option<Key>,
    /// The sheet to take [default: each visible one that tells answers]
    #[arg(long, value_name = "NAME")]
    sheet: Vec<String>,
    /// The column of a field, by heading or letter: status="Done?"
    #[arg(long, value_name = "FIELD=HEADING", value_parser = mapped)]
    map: Vec<(Field, String)>,
    /// Take the sheet's answer if the entry was answered meanwhile
    #[arg(long)]
    theirs: bool,
    /// How dates such as 01/12/2026 are meant [default: as the other dates of the sheets tell]
    #[arg(long, value_name = "ORDER")]
    dates: Option<Dates>,
    /// Show all entries that would change, however many
    #[arg(long)]
    all: bool,
    /// Show what would change, and write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Write without asking
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Key {
    /// The full id, as `golive list` shows it
    Id,
    /// The publisher's code, or that of your own list
    Code,
    /// The short name, such as Design 42
    Name,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Dates {
    /// 1 December is 01/12/2026
    DayFirst,
    /// 1 December is 12/01/2026
    MonthFirst,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let file = context.world.absolute(&self.from);
        let said = Said { map: self.map.clone(), ..Said::default() };
        let sheets = read(&file, &self.sheet, &said).map_err(|error| {
            Error::io(format!("cannot read {}: {error}", Text::line(&self.from.display().to_string())))
                .hint(error.hint())
        })?;
        if let Some((heading, known)) = &sheets.missing {
            let file = Text::line(&self.from.display().to_string());
            return Err(Error::usage(format!("{file} has no heading {}", quoted(heading)))
                .hint(format!("its headings: {known}")));
        }
        if sheets.taken.is_empty() && sheets.captures.is_empty() && sheets.questions.is_empty() {
            return Err(self.nothing_told(&sheets));
        }
        let mut project = if self.dry_run { context.open()? } else { context.open_to_write()? };
        let by = self.by.map(|key| match key {
            Key::Id => MatchBy::Id,
            Key::Code => MatchBy::Code,
            Key::Name => MatchBy::Name,
        });
        let order = SheetOrder { by, theirs: self.theirs, written: written(&file)? };
        let slashes = Slashes::of(&sheets.taken, self.dates);
        let page = laid(&project, &sheets, &order, &slashes);
        let name = Text::line(&self.from.file_name().unwrap_or_default().to_string_lossy());
        let limit = if self.all { usize::MAX } else { page::SHOWN };
        page.print(&name, &project, order.written, limit, context.out);
        let dates = slashes.note();
        let notes = sheets.notes.iter().map(Text::as_str).chain(dates.as_deref());
        for (at, note) in notes.enumerate() {
            if at == 0 {
                context.out.blank();
            }
            context.out.line(note);
        }
        self.finish(context, &mut project, page)
    }
}

impl Args {
    fn finish(
        &self,
        context: &mut Context<'_>,
        project: &mut Project,
        page: AnswersPage,
    ) -> Result<Exit, Error> {
        let (count, removed) = (page.changed(), page.removed());
        if count.is_empty() {
            match page.refused() {
                0 => answering::say_nothing(context.out),
                1 => context.out.line("nothing to change: 1 row is not taken"),
                rows => context.out.line(format!("nothing to change: {rows} rows are not taken")),
            }
            return Ok(Exit::DONE);
        }
        context.out.blank();
        if self.dry_run {
            context.out.line(
                "Nothing was written (--dry-run). Without it this is one change, and `golive undo` undoes all of it.",
            );
            return Ok(Exit::DONE);
        }
        if !self.yes && !asked(context, &count, removed)? {
            context.out.line("nothing was written");
            return Ok(Exit::DONE);
        }
        let Some(change) = answer::one_change(page.into_changes()) else { return Ok(Exit::DONE) };
        project.apply(change)?;
        context.out.line(format!("{count} changed, one `golive undo` undoes all of it"));
        answering::say_saved(project, context.out);
        Ok(Exit::DONE)
    }

    fn nothing_told(&self, sheets: &AnswerSheets) -> Error {
        let file = Text::line(&self.from.display().to_string());
        if let Some(name) = self
            .sheet
            .iter()
            .find(|name| !sheets.names.iter().any(|known| known.to_lowercase() == name.trim().to_lowercase()))
        {
            return Error::usage(format!("{file} has no sheet called {}", quoted(name)))
                .hint(sheets_hint(sheets.names.iter().map(Text::as_str)));
        }
        let error =
            Error::usage(format!("no sheet of {file} has a column for an entry and one for an answer"));
        let error = if sheets.seen.is_empty() {
            error
        } else {
            error.detail(format!("it begins with: {}", sheets.seen))
        };
        error.hint("name the columns: --map codes=HEADING --map status=HEADING, or owner, due, evidence, note, reason, until")
    }
}

/// How the dates with slashes are read, such as 01/12/2026.
struct Slashes {
    order: Option<DayOrder>,
    /// A date that may mean two days, as the sheets have it.
    unclear: Option<Text>,
    /// A date of the sheets by which the order is known; `None` if it was said.
    by: Option<Text>,
}

impl Slashes {
    fn of(sheets: &[AnswerSheet], said: Option<Dates>) -> Slashes {
        let cells = sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.words);
        let days = cells.filter(|(field, _)| matches!(field, Field::Due | Field::Until));
        let (mut unclear, mut found) = (None, Vec::new());
        for (_, words) in days {
            match Slashed::read(words) {
                Some(Slashed::Either(..)) => unclear = unclear.or_else(|| Some(words.clone())),
                Some(Slashed::Clear(_, Some(order))) => found.push((order, words)),
                Some(Slashed::Clear(_, None)) | None => {}
            }
        }
        let said = said.map(|dates| match dates {
            Dates::DayFirst => DayOrder::DayFirst,
            Dates::MonthFirst => DayOrder::MonthFirst,
        });
        // Sheets that have both orders tell neither.
        let (by, first) = found.first().map_or((None, None), |(order, words)| (Some(*words), Some(*order)));
        let told = first.filter(|first| found.iter().all(|(order, _)| order == first));
        let by = by.filter(|_| said.is_none() && told.is_some()).cloned();
        Slashes { order: said.or(told), unclear, by }
    }

    /// The cell as a day that can be meant in only one way, if it is one.
    fn read(&self, field: Field, words: &Text) -> Text {
        let slashed = Slashed::read(words).filter(|_| matches!(field, Field::Due | Field::Until));
        let day = slashed.and_then(|slashed| slashed.day(self.order));
        day.map_or_else(|| words.clone(), |day| Text::line(&day.to_string()))
    }

    fn note(&self) -> Option<String> {
        let unclear = self.unclear.as_ref()?;
        let order = match self.order? {
            DayOrder::DayFirst => "day first",
            DayOrder::MonthFirst => "month first",
        };
        let why = self.by.as_ref().map_or_else(String::new, |by| format!(", as {by} has it"));
        Some(format!("Dates such as {unclear} are read {order}{why}."))
    }
}

/// What becomes of each row.
fn laid(project: &Project, sheets: &AnswerSheets, order: &SheetOrder, slashes: &Slashes) -> AnswersPage {
    let mut finder = EntryFinder::new(project.situation());
    let (taken, left) = (&sheets.taken, &sheets.left);
    let mut page = AnswersPage::new(taken.iter().map(|sheet| sheet.name.clone()).collect(), left.clone());
    for sheet in taken {
        for read in &sheet.rows {
            let told = read
                .words
                .iter()
                .filter_map(|(field, words)| Some((Told::of(*field)?, slashes.read(*field, words))));
            let row = SheetRow {
                no: read.row,
                keys: read.keys.clone(),
                title: read.title.clone(),
                told: told.collect(),
                stamp: read.stamp.clone(),
                unread: read.unread.clone(),
            };
            let place = if taken.len() > 1 {
                format!("row {} of {}", read.row, sheet.name)
            } else {
                format!("row {}", read.row)
            };
            let became: RowOutcome = finder.lay(&row, &place, order);
            let otherwise = otherwise(project, read);
            if !otherwise.is_empty() {
                page.add_otherwise(place.clone(), otherwise);
            }
            page.add(place, became);
        }
    }
    for read in &sheets.captures {
        let (became, otherwise) = captured::lay(&project.situation(), read, order.theirs);
        let place = format!("row {} of {}", read.row, read.sheet);
        if !otherwise.is_empty() {
            page.add_otherwise(place.clone(), otherwise);
        }
        // As it was written it says nothing.
        if became != RowOutcome::Same {
            page.add(place, became);
        }
    }
    for read in &sheets.questions {
        let row = SheetRow {
            no: read.row,
            title: Some(read.ask.clone()),
            told: vec![(Told::Answer, read.known.clone())],
            ..SheetRow::default()
        };
        // As it was written it says nothing.
        if let refused @ RowOutcome::Refused(_) = finder.lay(&row, "", order) {
            page.add(format!("row {} of {}", read.row, read.sheet), refused);
        }
    }
    page
}

/// The cells of a report's row that are not as they are here and are never taken: the names of their columns.
fn otherwise(project: &Project, read: &AnswerRow) -> Vec<&'static str> {
    let plain = |words: &str| {
        let words = words.trim().trim_start_matches('\'');
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let id = read.keys.first().map(|key| EntryId::new(key.trim()));
    let Some(id) = id else { return Vec::new() };
    let Some(row) = project.board.row(&id) else {
        // An entry that the pack no longer has keeps the title that was answered.
        let title = project.named(&id).title;
        let is_otherwise = |(name, words): &(&str, Text)| *name == "Item" && plain(words) != plain(&title);
        return if read.fixed.iter().any(is_otherwise) { vec!["Item"] } else { Vec::new() };
    };
    let here = |name: &str| match name {
        "Item" => row.title.to_string(),
        "Question" => match project.board.entry(project.answers(), &row.id) {
            Some(EntryRef::Item(item)) => item.ask.as_deref().unwrap_or_default().to_owned(),
            Some(EntryRef::Topic(topic)) => topic.questions.first().map(Text::to_string).unwrap_or_default(),
            None => String::new(),
        },
        "Level" => row.level.word().to_owned(),
        _ => phrases(project.answers(), &row.id),
    };
    let differs =
        |(name, words): &&(&'static str, Text)| !words.ends_with(CUT) && plain(words) != plain(&here(name));
    read.fixed.iter().filter(differs).map(|(name, _)| *name).collect()
}

/// When the file was written last.
fn written(file: &Path) -> Result<Timestamp, Error> {
    let failed = |error: &std::io::Error| Error::io("cannot tell when the file was written").cause(error);
    let time = std::fs::metadata(file).and_then(|found| found.modified()).map_err(|error| failed(&error))?;
    Timestamp::try_from(time).map_err(|error| failed(&std::io::Error::other(error)))
}

fn asked(context: &mut Context<'_>, count: &str, removed: usize) -> Result<bool, Error> {
    if !context.world.terminals.stdin || !context.world.terminals.stdout {
        return Err(
            Error::usage("nothing is written without asking").hint("add --yes, or run it in a terminal")
        );
    }
    let loses = match removed {
        0 => String::new(),
        1 => " and remove 1 value".to_owned(),
        several => format!(" and remove {several} values"),
    };
    context.out.raw(format!("Change {count}{loses}? [y/N] ").as_bytes());
    context.out.flush();
    let mut typed = String::new();
    let read = context.world.stdin.read_line(&mut typed);
    read.map_err(|error| Error::io("cannot read the answer").cause(&error))?;
    Ok(matches!(typed.trim(), "y" | "Y" | "yes"))
}

const HELP: &str = "\
Examples:
  golive report -o answers.xlsx
  golive answers import answers.xlsx --dry-run
  golive answers import answers.xlsx
  golive answers import ours.csv --by code --map status=Done --yes

Exit status:
  0 saved, shown, or nothing to change; 2 no column tells answers, a flag names
  a heading that is not there, or there is nobody to ask; 3 something could not
  be read or written.";
