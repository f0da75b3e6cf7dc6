//! `golive redo`: brings back what was taken back.

use super::answering;
use crate::cli::command::RunCommand;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::domain::words::REDONE;
use crate::workspace::error::Error;

/// Redo what you undid last
///
/// Possible until your next change. Refused if somebody has changed the same field since. Private notes are covered
/// too.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let now = project.moment.now;
        let by = context.author()?;
        project.open_private(context.world, &by)?;
        let (undone, _) = project.redo(now)?;
        answering::say_undone(&project, REDONE, &undone, context.out);
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Exit status:
  0 done and saved, 1 there is nothing to redo or it is refused, 3 not saved.";
