//! `golive pack check`: all problems of a pack, as a compiler says them.

use std::path::PathBuf;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::pack::checked::check_folder;
use crate::pack::draw::{Drawing, Paint};
use crate::text::Text;
use crate::workspace::error::Error;
use crate::workspace::samples;

/// Check a pack and say everything that is wrong with it
///
/// Each problem names file, line and column, what is wrong and what to do. All problems are reported, not only the first. If
/// the pack has rules for exports and samples in facts/samples, these are judged and compared with what is expected.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub(super) struct Args {
    /// The folder with pack.ron
    dir: PathBuf,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let folder = context.world.absolute(&self.dir);
        let mut found =
            check_folder(&folder).map_err(|error| Error::io(error.to_string()).hint(error.hint()))?;
        found.problems.extend(samples::check(&folder, &found.rules));
        let drawing = Drawing {
            folder: Text::line(&self.dir.to_string_lossy()),
            paint: if context.out.is_coloured() { Paint::Styled } else { Paint::Plain },
            width: context.out.width,
        };
        context.out.raw(found.render(&drawing).as_bytes());
        Ok(if found.has_errors() { Exit::NO } else { Exit::DONE })
    }
}

const HELP: &str = "\
Examples:
  golive pack check lists/

Exit status:
  0 no errors (there may be warnings), 1 errors, 3 the folder could not be
  read.";
