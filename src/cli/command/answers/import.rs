//! `golive answers import`: shows what a sheet would change, asks, and writes it as one change.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::Timestamp;

use super::page::{self, AnswersPage};
use crate::cli::command::RunCommand;
use crate::cli::command::answering;
use crate::cli::command::pack::mapped;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::project::Project;
use crate::domain::answer;
use crate::domain::answer_sheet::Told;
use crate::domain::answer_sheet::lay::{EntryFinder, MatchBy, RowOutcome, SheetOrder, SheetRow};
use crate::pack::import::answers::{AnswerSheet, AnswerSheets, read};
use crate::pack::import::{Field, Said};
use crate::text::{Text, counted};
use crate::workspace::error::{Error, quoted};

/// Take answers back from a spreadsheet
///
/// Reads status, owner, due date, evidence, answer, reason and end from XLSX, ODS, XLS, CSV or TSV: a sheet that `golive
/// report` wrote and others edited, or one of your own. Rows are matched by id, code, short name or title.
///
/// Shows entry by entry what would change, then asks. All of it is one change: one `golive undo` undoes it. What
/// somebody answered after the sheet was written stays as it is, and so does a row that cannot be taken; both are
/// listed. In a sheet of your own an empty cell says nothing.
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
    /// Take the sheet's answer where the entry was answered meanwhile
    #[arg(long)]
    theirs: bool,
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
    /// The short name: "Design 42"
    Name,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let file = context.world.absolute(&self.from);
        let said = Said { map: self.map.clone(), ..Said::default() };
        let sheets = read(&file, &self.sheet, &said).map_err(|error| {
            Error::io(format!("cannot read {}: {error}", Text::line(&self.from.display().to_string())))
                .hint(error.hint())
        })?;
        if sheets.taken.is_empty() {
            return Err(self.nothing_told(&sheets));
        }
        let mut project = if self.dry_run { context.open()? } else { context.open_to_write()? };
        let by = self.by.map(|key| match key {
            Key::Id => MatchBy::Id,
            Key::Code => MatchBy::Code,
            Key::Name => MatchBy::Name,
        });
        let order = SheetOrder { by, theirs: self.theirs, written: written(&file)? };
        let page = laid(&project, &sheets.taken, &order);
        let name = Text::line(&self.from.file_name().unwrap_or_default().to_string_lossy());
        let limit = if self.all { usize::MAX } else { page::SHOWN };
        page.print(&name, &project, order.written, limit, context.out);
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
        let count = page.changed();
        if count == 0 {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        }
        context.out.blank();
        if self.dry_run {
            context.out.line(
                "Nothing was written (--dry-run). Without it this is one change, and `golive undo` undoes all of it.",
            );
            return Ok(Exit::DONE);
        }
        if !self.yes && !asked(context, count)? {
            context.out.line("nothing was written");
            return Ok(Exit::DONE);
        }
        let Some(change) = answer::one_change(page.into_changes()) else { return Ok(Exit::DONE) };
        project.apply(change)?;
        let entries = counted(count, "entry", "entries");
        context.out.line(format!("{entries} changed, one `golive undo` undoes all of it"));
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
            let names: Vec<&str> = sheets.names.iter().map(Text::as_str).collect();
            return Error::usage(format!("{file} has no sheet called {}", quoted(name)))
                .hint(format!("its sheets: {}", names.join(", ")));
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

/// What becomes of each row.
fn laid(project: &Project, sheets: &[AnswerSheet], order: &SheetOrder) -> AnswersPage {
    let mut finder = EntryFinder::new(project.situation());
    let mut page = AnswersPage::new(sheets.iter().map(|sheet| sheet.name.clone()).collect());
    for sheet in sheets {
        for read in &sheet.rows {
            let told =
                read.words.iter().filter_map(|(field, words)| Some((Told::of(*field)?, words.clone())));
            let row = SheetRow {
                no: read.row,
                keys: read.keys.clone(),
                title: read.title.clone(),
                told: told.collect(),
                stamp: read.stamp.clone(),
            };
            let place = if sheets.len() > 1 {
                format!("row {} of {}", read.row, sheet.name)
            } else {
                format!("row {}", read.row)
            };
            let became: RowOutcome = finder.lay(&row, &place, order);
            page.add(place, became);
        }
    }
    page
}

/// When the file was written last.
fn written(file: &Path) -> Result<Timestamp, Error> {
    let failed = |error: &std::io::Error| Error::io("cannot tell when the file was written").cause(error);
    let time = std::fs::metadata(file).and_then(|found| found.modified()).map_err(|error| failed(&error))?;
    Timestamp::try_from(time).map_err(|error| failed(&std::io::Error::other(error)))
}

fn asked(context: &mut Context<'_>, count: usize) -> Result<bool, Error> {
    if !context.world.terminals.stdin || !context.world.terminals.stdout {
        return Err(
            Error::usage("nothing is written without asking").hint("add --yes, or run it in a terminal")
        );
    }
    let entries = counted(count, "entry", "entries");
    context.out.raw(format!("Change {entries}? [y/N] ").as_bytes());
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
  0 saved, shown, or nothing to change; 2 no column tells answers, or there is
  nobody to ask; 3 something could not be read or written.";
