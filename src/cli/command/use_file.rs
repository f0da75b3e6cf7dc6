//! `golive use`: the project that commands work on from then on.

use std::path::{Path, PathBuf};

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::strong;
use crate::files::WriteError;
use crate::workspace::error::Error;
use crate::workspace::glance::Glance;
use crate::workspace::locate::known::{plain, remember_opened};
use crate::workspace::locate::{self, ENDING, shown};
use crate::workspace::world::World;

/// Choose the project that commands work on from then on
///
/// It is the one that is meant wherever neither a flag nor the environment names another, and the current folder has no
/// project. Opening a project in the screens chooses it too, and so does `golive new` without --file; no other command
/// does.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The project's name, the beginning of it, or its file
    #[arg(value_name = "FILE|NAME")]
    chosen: PathBuf, // not `file`, which is the name of the global flag
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        locate::folders(context.world)?;
        let path = match name_of(&self.chosen, context.world) {
            Some(name) => locate::by_name(context.world, name)?,
            None => plain(&context.world.absolute(&self.chosen)),
        };
        let glance = Glance::of(&path)?;
        remember_opened(context.world, &path);
        let remembered = locate::keep_chosen(context.world, &path);
        let failed = || {
            Error::io(format!("cannot remember that {} was chosen", shown(&path)))
                .hint("name it each time with --file or GOLIVE_FILE")
        };
        match remembered {
            Ok(()) if locate::last(context.world).as_ref() == Some(&path) => {}
            Ok(()) => return Err(failed()),
            Err(WriteError::Unsynced(error)) => {
                let words = format!(
                    "the choice of {} is written, but its folder cannot be brought to the disk",
                    shown(&path)
                );
                return Err(Error::io(words)
                    .cause(&error)
                    .hint("commands work on it from now on; give the command again once the disk works"));
            }
            Err(error) => return Err(failed().cause(&error)),
        }
        context.out.did("it is remembered");
        context.out.line(strong(&glance.name).and(format!(", {}", glance.kind)));
        context.out.line(format!("commands work on {} from now on", shown(&path)));
        // What is nearer is meant first.
        match context.place() {
            Ok(place) if place.path == path => {}
            Ok(place) => context.out.note(format!("here {} comes first", shown(&place.path))),
            Err(error) => context.out.note(error.to_string()),
        }
        Ok(Exit::DONE)
    }
}

/// The word as the name of a project; `None` if it is a file's: one is there, or it is written as a path.
fn name_of<'a>(chosen: &'a Path, world: &World) -> Option<&'a str> {
    let is_path = chosen.components().count() > 1 || chosen.extension().is_some_and(|end| end == ENDING);
    chosen.to_str().filter(|_| !is_path && !world.absolute(chosen).is_file())
}

const HELP: &str = "\
Examples:
  golive use Contoso
  golive use ~/work/contoso.golive

Exit status:
  0 done, 2 no project has this name, or several have, 3 the file is not a
  project's, or could not be read.";
