//! `golive report`: writes a report of a milestone or of the whole project.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::domain::minutes::WorkshopChoice;
use crate::report::ReportFormat;
use crate::report::about::{ReportError, ReportSubject, numbered};
use crate::report::input::ReportInput;
use crate::text::Text;
use crate::workspace::error::{Error, quoted};
use crate::workspace::export;
use crate::workspace::locate::shown;

/// Write a report of the project, a milestone or a workshop
///
/// Without --milestone the report covers the whole project: verdict and decision, what is left and why, changes since
/// the last review, and all answers. Private notes are never included. The same project at the same moment gives the
/// same bytes.
///
/// `--workshop` writes the minutes of a workshop; as CSV, its open actions in the columns that issue trackers import.
/// `--left` writes what is left in the same columns: title, description, assignee, due date, labels, external id.
/// `--format ics` writes a calendar with targets, due dates, ends of waivers and prepared workshops. `--agenda` writes
/// the agenda of the workshop that is prepared next, or of the open one, or else of a new one covering what is left;
/// with `--workshop N` of the prepared one that has this number in `golive walk --list`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The format [default: by the file's name, else Markdown]
    #[arg(long, value_name = "F")]
    format: Option<Wanted>,
    /// Report on this milestone: its id, a shortened id, or its title
    #[arg(long, value_name = "M")]
    milestone: Option<String>,
    /// Write the minutes of this workshop: `last`, or its number; with --agenda the agenda of the prepared one that has
    /// this number in `golive walk --list`
    #[arg(long, value_name = "last|N", value_parser = which, conflicts_with = "milestone")]
    workshop: Option<WorkshopChoice>,
    /// With --workshop: only what is this person's, their actions and questions, as a text to send
    #[arg(long = "for", value_name = "NAME", requires = "workshop", conflicts_with = "agenda")]
    person: Option<String>,
    /// Write the agenda of the next workshop; with --workshop of another prepared one, with --milestone of a new one
    /// about what is left there
    #[arg(long)]
    agenda: bool,
    /// Write what is left at --milestone, or all that is open, for an issue tracker: CSV, or XLSX
    #[arg(long, conflicts_with_all = ["workshop", "agenda"])]
    left: bool,
    /// Write to this file, whole or not at all; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite an existing regular file; a project is never overwritten
    #[arg(long, requires = "output")]
    force: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Wanted {
    /// Markdown, for pull requests
    Md,
    /// One HTML file, for browsers and paper
    Html,
    /// All entries in one table
    Csv,
    /// A workbook, one sheet a checklist
    Xlsx,
    /// For programs, as docs/json.md describes it
    Json,
    /// A calendar: targets, due dates, ends, prepared workshops
    Ics,
}

impl From<Wanted> for ReportFormat {
    fn from(wanted: Wanted) -> ReportFormat {
        match wanted {
            Wanted::Md => ReportFormat::Markdown,
            Wanted::Html => ReportFormat::Html,
            Wanted::Csv => ReportFormat::Csv,
            Wanted::Xlsx => ReportFormat::Xlsx,
            Wanted::Json => ReportFormat::Json,
            Wanted::Ics => ReportFormat::Ics,
        }
    }
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let format = self.format()?;
        if self.left && !matches!(format, ReportFormat::Csv | ReportFormat::Xlsx) {
            return Err(ReportError::OnlyATable.into());
        }
        let output = self.file();
        if output.is_none() && !format.is_text() && context.world.terminals.stdout {
            return Err(
                Error::usage("a workbook cannot be shown on a terminal").hint("name a file: -o report.xlsx")
            );
        }
        let project = context.open()?;
        let target = output.map(|path| context.world.absolute(path));
        if let Some(target) = &target {
            export::may_write(target, &project.path, self.force)?;
        }
        let source =
            ReportInput { board: &project.board, answers: project.answers(), moment: &project.moment };
        let milestone = self.milestone.as_deref().map(|typed| project.milestone(typed)).transpose()?;
        let about = match (self.workshop, self.agenda, milestone) {
            (Some(which), true, _) => ReportSubject::AgendaOf(numbered(project.answers(), which)?),
            (Some(which), _, _) if self.person.is_some() => {
                ReportSubject::Person(which, self.person.clone().unwrap_or_default())
            }
            (Some(which), _, _) => ReportSubject::Minutes(which),
            (None, true, milestone) => ReportSubject::Agenda(milestone),
            (None, false, milestone) if self.left => ReportSubject::Left(milestone),
            (None, false, Some(id)) => ReportSubject::Milestone(id),
            (None, false, None) => ReportSubject::Project,
        };
        let bytes = about.bytes(source, project.fold(), format)?;
        match target {
            Some(target) => {
                export::write(&target, &bytes, self.force)?;
                context.out.did("the report is written");
                context.out.line(format!("wrote {}", shown(&target)));
            }
            None => context.out.raw(&bytes),
        }
        Ok(Exit::DONE)
    }
}

impl Args {
    /// The file that is written; `None` for standard output.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }

    fn format(&self) -> Result<ReportFormat, Error> {
        if let Some(wanted) = self.format {
            return Ok(wanted.into());
        }
        let usual = if self.left { ReportFormat::Csv } else { ReportFormat::Markdown };
        let Some(path) = self.file() else { return Ok(usual) };
        let name = Text::line(&path.file_name().unwrap_or_default().to_string_lossy());
        ReportFormat::of_name(&name).ok_or_else(|| {
            Error::usage(format!("the name {} does not tell the format", quoted(&name)))
                .hint("end it in .md, .html, .csv, .xlsx, .json or .ics, or add --format")
        })
    }
}

fn which(typed: &str) -> Result<WorkshopChoice, String> {
    match typed.trim() {
        "last" => Ok(WorkshopChoice::Last),
        number => match number.parse() {
            Ok(number) if number > 0 => Ok(WorkshopChoice::No(number)),
            _ => Err("name `last`, or the number of a workshop from 1".to_owned()),
        },
    }
}

const HELP: &str = "\
Examples:
  golive report --milestone demo -o demo.html
  golive report --format md | less
  golive report -o contoso.xlsx --force
  golive report --workshop last -o minutes.html
  golive report --workshop last --for Omar
  golive report --workshop 3 --format csv -o actions.csv
  golive report --agenda --milestone demo
  golive report --agenda --workshop 2 -o agenda.html
  golive report --left --milestone demo -o issues.csv
  golive report --format ics -o contoso.ics

Exit status:
  0 written; 2 wrong use, or the file already exists (--force overwrites it,
  but never a project) or is not a regular file; 3 something could not be
  read or written.";
