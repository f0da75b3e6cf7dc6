//! `golive answers`: answers that come back in a sheet.

use clap::Subcommand;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::workspace::error::Error;

mod import;
mod page;

/// Take answers back from a sheet
///
/// `golive report --format xlsx` or `csv` writes the answers out. Others fill them in, and `golive answers import` takes
/// them back.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(import::Args),
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match self.command {
            Command::Import(args) => args.run(context),
        }
    }
}
