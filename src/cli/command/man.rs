//! `golive man`: the manual page.

use crate::cli::args;
use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::{Error, Exit, quoted};

/// Print the manual page
///
/// Without a command it is the page of the whole program, else that of the command.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The command whose page is meant
    command: Option<String>,
}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut whole = args::command();
        whole.build();
        let page = match &self.command {
            None => whole,
            Some(name) => match whole.find_subcommand(name) {
                Some(found) => {
                    // The page of `mark` is called golive-mark, as git has it.
                    let title = format!("golive-{name}");
                    found.clone().display_name(title)
                }
                None => return Err(Error::usage(format!("no command is called {}", quoted(name)))),
            },
        };
        let mut roff = Vec::new();
        clap_mangen::Man::new(page)
            .render(&mut roff)
            .map_err(|error| Error::io("cannot write the manual page").cause(&error))?;
        context.out.raw(&roff);
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Examples:
  golive man | man -l -
  golive man mark > golive-mark.1";
