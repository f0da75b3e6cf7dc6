//! `golive completions`: the script that lets a shell complete commands and flags.

use clap_complete::Shell;

use crate::cli::args;
use crate::cli::command::RunCommand;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::workspace::error::Error;

/// Print the script that lets your shell complete commands and flags
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The shell
    shell: Shell,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut args::command(), "golive", &mut script);
        context.out.raw(&script);
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Examples:
  golive completions bash > ~/.local/share/bash-completion/completions/golive
  golive completions zsh > ~/.zfunc/_golive
  golive completions fish > ~/.config/fish/completions/golive.fish

Exit status:
  0 done, 2 no such shell.";
