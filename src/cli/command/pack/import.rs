//! `golive pack import`: checklists from spreadsheets and Markdown.

use std::path::PathBuf;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::pack::import::{Field, ImportError, Order, Said, import, kinds_named};
use crate::pack::model::Level;
use crate::text::Text;
use crate::workspace::error::Error;

/// Import checklists from a spreadsheet or a Markdown file
///
/// Reads XLSX, XLS, ODS, CSV, TSV and Markdown. Headings are found by their words, in English, German, French, Spanish
/// and Japanese; a title is all that a row needs. The page says what was seen and what becomes of it.
///
/// Each sheet becomes a new list of the pack. With --update the sheet is laid over a list that is there: ids, numbers
/// and answers stay, and the flags of the import before hold again.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub(super) struct Args {
    /// The spreadsheet or Markdown file
    file: PathBuf,
    /// The folder of the pack
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// The sheet to take [default: each visible one that looks like a list]
    #[arg(long, value_name = "NAME")]
    sheet: Vec<String>,
    /// The row of the headings
    #[arg(long, value_name = "N")]
    row: Option<usize>,
    /// The column of a field, by heading or letter: title="Checklist item"
    #[arg(long, value_name = "FIELD=HEADING", value_parser = mapped)]
    map: Vec<(Field, String)>,
    /// What a value of the level column means: P0=must
    #[arg(long, value_name = "VALUE=LEVEL", value_delimiter = ',', value_parser = levelled)]
    level: Vec<(String, Level)>,
    /// The kinds of project that a value of `applies_to` means: "online shops=b2c+b2b", or all
    #[arg(long, value_name = "VALUE=KINDS", value_parser = applied)]
    applies: Vec<(String, Vec<String>)>,
    /// The plan whose milestone counts the list [default: each that has the milestone]
    #[arg(long, requires = "milestone")]
    plan: Option<String>,
    /// The first milestone that counts the list
    #[arg(long)]
    milestone: Option<String>,
    /// The list to update, matched by code, then by title
    #[arg(long, value_name = "LIST", conflicts_with = "milestone")]
    update: Option<String>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let (file, into) = (context.world.absolute(&self.file), context.world.absolute(&self.into));
        let order = Order {
            sheets: self.sheet,
            said: Said {
                row: self.row,
                map: self.map,
                levels: self.level,
                applies: self.applies,
                ..Said::default()
            },
            plan: self.plan,
            milestone: self.milestone,
            update: self.update,
            dry_run: self.dry_run,
            file_name: Text::line(&self.file.display().to_string()).to_string(),
            folder_name: Text::line(&self.into.display().to_string()).to_string(),
        };
        let imported = import(&file, &into, &order).map_err(|error| {
            let said = match error {
                ImportError::NoHeadings { .. }
                | ImportError::NoItems(_)
                | ImportError::Unknown { .. }
                | ImportError::Unreadable { .. } => Error::usage(error.to_string()),
                ImportError::Pack { .. }
                | ImportError::Sheet { .. }
                | ImportError::Unwired(_)
                | ImportError::Write { .. } => Error::io(error.to_string()),
            };
            said.hint(error.hint())
        })?;
        context.out.lines(&imported.page);
        match imported.unclear {
            Some(unclear) => Err(Error::usage(unclear.why).hint(unclear.hint)),
            None => Ok(Exit::DONE),
        }
    }
}

pub(in crate::cli::command) fn mapped(words: &str) -> Result<(Field, String), String> {
    let (field, heading) =
        words.split_once('=').ok_or("write it as FIELD=HEADING, for example title=\"Checklist item\"")?;
    let known = Field::named(field)
        .ok_or_else(|| format!("`{field}` is not a field; there are: {}", Field::words()))?;
    Ok((known, heading.to_owned()))
}

fn levelled(words: &str) -> Result<(String, Level), String> {
    let (value, level) = words.rsplit_once('=').ok_or("write it as VALUE=LEVEL, for example P0=must")?;
    let named = level.trim().to_lowercase();
    let level = Level::named(&named)
        .ok_or_else(|| format!("`{named}` is not a level; there are must, should and could"))?;
    Ok((value.to_owned(), level))
}

fn applied(words: &str) -> Result<(String, Vec<String>), String> {
    let (value, kinds) =
        words.rsplit_once('=').ok_or("write it as VALUE=KINDS, for example staff=b2e, or shops=b2c+b2b")?;
    if kinds.trim().is_empty() {
        return Err("name the kinds after the `=`, or write `all`".to_owned());
    }
    Ok((value.to_owned(), kinds_named(kinds)))
}

const HELP: &str = "\
Examples:
  golive pack init lists
  golive pack import ours.xlsx --into lists --dry-run
  golive pack import ours.xlsx --into lists --plan b2c --milestone go-live
  golive pack import ours.xlsx --into lists --update ours
  golive pack import azure.xlsx --into lists --map title=Check --level P0=must
  golive pack check lists

Exit status:
  0 written (or shown, with --dry-run), 2 there is no checklist in it, a flag
  names what is not in it, or most of its levels are not understood,
  3 something could not be read or written.";
