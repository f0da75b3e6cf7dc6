//! `golive redo`: redoes what was undone.

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::project::Project;
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
        answering::step(context, REDONE, Project::redo)
    }
}

const HELP: &str = "\
Exit status:
  0 done and saved, 1 there is nothing to redo or it is refused, 3 not saved.";
