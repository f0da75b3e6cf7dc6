//! `golive review`: the critical check, closing a review with the people's decision, and the closed ones.

use clap::Subcommand;

use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::workspace::error::Error;

mod close;
mod critical;
mod list;

/// Go through the critical check, close a review of a milestone, or list the closed ones
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Critical(critical::Args),
    Close(close::Args),
    List(list::Args),
}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match self.what {
            What::Critical(args) => args.run(context),
            What::Close(args) => args.run(context),
            What::List(args) => args.run(context),
        }
    }
}
