//! `golive pack check`: all problems of a pack, as a compiler says them.

use std::path::PathBuf;

use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::{Error, Exit};
use crate::cli::place::shown;
use crate::pack::draw::{Drawing, Paint, problems};
use crate::pack::load::load;
use crate::pack::problem::Problem;
use crate::pack::source::Folder;
use crate::text::Text;

/// Check a pack and say everything that is wrong with it
///
/// Each problem names file, line and column, what is wrong and what to do. All are said, never only the first.
///
/// Examples:
///   golive pack check lists/
///
/// Exit status: 0 no errors (there may be warnings), 1 errors, 3 the folder could not be read.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Args {
    /// The folder with pack.ron
    dir: PathBuf,
}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let path = context.world.absolute(&self.dir);
        let folder = Folder::open(&path).map_err(|reason| {
            Error::io(format!("cannot open the pack in {}: {reason}", shown(&self.dir)))
                .hint("a pack is a folder with a pack.ron in it")
        })?;
        let (_, found) = load(&folder);
        let drawing = Drawing {
            folder: Text::line(&self.dir.to_string_lossy()),
            paint: if context.out.is_coloured() { Paint::Styled } else { Paint::Plain },
            width: context.out.width,
        };
        context.out.raw(problems(&found, &drawing).as_bytes());
        Ok(if found.iter().any(Problem::is_error) { Exit::NO } else { Exit::DONE })
    }
}
