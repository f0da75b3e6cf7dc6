//! `golive pack`: checks, starts and fills packs of checklists and plans.

use clap::Subcommand;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::workspace::error::Error;

mod check;
mod import;
mod init;

pub(super) use import::mapped;

/// Check, start or fill a pack: the folder with checklists and plans
///
/// The built-in pack needs none of this. To work with lists of your own, write the built-in ones out with
/// `golive pack init DIR`, change them, check them, and name the folder with `--pack` or `GOLIVE_PACK`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: PackCommand,
}

#[derive(Debug, Subcommand)]
enum PackCommand {
    Check(check::Args),
    Init(init::Args),
    Import(import::Args),
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match self.command {
            PackCommand::Check(args) => args.run(context),
            PackCommand::Init(args) => args.run(context),
            PackCommand::Import(args) => args.run(context),
        }
    }
}
