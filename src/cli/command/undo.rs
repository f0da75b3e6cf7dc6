//! `golive undo`: takes the newest change back.

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::project::Project;
use crate::domain::words::UNDONE;
use crate::workspace::error::Error;

/// Undo your latest change
///
/// Everything that one command changed is undone together. It works after a restart, on your own changes, a private
/// note too. Refused if somebody has changed the same field since.
///
/// The project's name, workshops, reviews, the kind of a tenant and what an export showed cannot be undone. If one of
/// these is your latest change, undo names it and changes nothing, so that nothing older is undone in its place.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        answering::step(context, UNDONE, Project::undo)
    }
}

const HELP: &str = "\
Exit status:
  0 undone and saved, 1 there is nothing to undo or it is refused, 3 not
  saved.";
