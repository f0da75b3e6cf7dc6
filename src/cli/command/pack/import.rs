//! `golive pack import`: a checklist from a spreadsheet.

use std::path::PathBuf;

use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::pack::import::{ImportError, import};
use crate::workspace::error::Error;

/// Take a checklist from a spreadsheet into a pack
///
/// Reads CSV and XLSX with one row of headings: Section, Title, Description, Question, Done when, Level, Role, Link.
/// A title is all that a row needs. The list becomes a new file of the pack; nothing that is there is changed, and
/// what was left out or made up is said.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub(super) struct Args {
    /// The spreadsheet
    file: PathBuf,
    /// The folder of the pack
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let (file, into) = (context.world.absolute(&self.file), context.world.absolute(&self.into));
        let imported = import(&file, &into).map_err(|error| {
            let said = match error {
                ImportError::NoHeadings(_) | ImportError::NoItems(_) | ImportError::Unreadable { .. } => {
                    Error::usage(error.to_string())
                }
                ImportError::Pack { .. } | ImportError::Sheet { .. } | ImportError::Write { .. } => {
                    Error::io(error.to_string())
                }
            };
            said.hint(error.hint())
        })?;
        context.out.lines(&imported.describe());
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Examples:
  golive pack init lists
  golive pack import our-checklist.xlsx --into lists
  golive pack check lists

Exit status:
  0 written, 2 the spreadsheet has no checklist in it, 3 something could not
  be read or written.";
