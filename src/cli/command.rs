//! The commands, one file each: its arguments with their help, and what it does.
//!
//! A new command is a new file here, a line in [`Command`] and a line where [`Command`] runs.

use clap::Subcommand;

use super::context::Context;
use super::error::{Error, Exit};

mod completions;
mod git_setup;
mod man;

/// What every command can do, once its arguments are read.
pub trait Run {
    /// Does it and returns the exit status.
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error>;
}

/// What the program is asked to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(name = "git-setup")]
    GitSetup(git_setup::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Run for Command {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match self {
            Command::GitSetup(args) => args.run(context),
            Command::Completions(args) => args.run(context),
            Command::Man(args) => args.run(context),
        }
    }
}
