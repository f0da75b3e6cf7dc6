//! `golive pack init`: the built-in pack as files, to start one's own from.

use std::path::PathBuf;

use crate::cli::command::RunCommand;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::pack::init::{InitError, init};
use crate::workspace::error::Error;

/// Write the built-in pack out as files, to start your own from
///
/// The folder has to be new or empty: nothing that is there is written over.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub(super) struct Args {
    /// The new folder
    dir: PathBuf,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let written = init(&context.world.absolute(&self.dir)).map_err(|error| {
            let said = match error {
                InitError::NotEmpty(_) | InitError::NoFolder(_) => Error::usage(error.to_string()),
                InitError::Folder { .. } | InitError::Write { .. } => Error::io(error.to_string()),
            };
            said.hint(error.hint())
        })?;
        context.out.lines(&written.describe());
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Examples:
  golive pack init lists
  golive --pack lists status

Exit status:
  0 written, 2 the folder is not empty, 3 it could not be written.";
