//! `golive undo`: takes the newest change back.

use super::answering;
use crate::cli::command::RunCommand;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::domain::words::UNDONE;
use crate::workspace::error::Error;

/// Take your newest change back
///
/// One command is one change: what was given at once is taken back at once. It works after a restart, on the newest
/// change written under your name that was not taken back yet. It is refused where somebody has answered the same
/// since. The project's name and kind, workshops and reviews are not undone.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let now = project.moment.now;
        let by = context.author()?;
        project.open_private(context.world, &by)?;
        let (undone, _) = project.undo(now)?;
        answering::say_undone(&project, UNDONE, &undone, context.out);
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Exit status:
  0 undone and saved, 1 there is nothing to undo or it is refused, 3 not
  saved.";
