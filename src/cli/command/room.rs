//! `golive room`: the room view alone, which follows the open workshop from another terminal.

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::open;
use crate::workspace::error::Error;

/// Show the room view of the open workshop, and only look
///
/// For the projector: the question, the answer, what was captured and the clock, large and alone, within a second of
/// what is done on the laptop that drives; over a shared folder or ssh too. Nothing can be changed here, and private
/// notes are not even opened. While no workshop is open it waits.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        open::follow(context)
    }
}

const HELP: &str = "\
Examples:
  golive --file contoso.golive room

Exit status:
  0 done, 2 without a terminal, 3 the file could not be read.";
