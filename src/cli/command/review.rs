//! `golive review`: the critical check, closing a review with the people's decision, and the closed ones.

use clap::Subcommand;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::workspace::error::Error;

mod close;
mod critical;
mod list;

/// Go through the critical check, close a review of a milestone, or list the closed ones
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: ReviewCommand,
}

#[derive(Debug, Subcommand)]
enum ReviewCommand {
    Critical(critical::Args),
    Close(close::Args),
    List(list::Args),
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match self.what {
            ReviewCommand::Critical(args) => args.run(context),
            ReviewCommand::Close(args) => args.run(context),
            ReviewCommand::List(args) => args.run(context),
        }
    }
}
