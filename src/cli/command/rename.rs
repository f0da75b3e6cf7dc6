//! `golive rename`: another name for the project.

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::domain::answer::Intent;
use crate::workspace::error::Error;
use crate::workspace::locate::{self, known};

/// Give the project another name
///
/// The file keeps its name, so nothing that points to it breaks. It is not undone by `golive undo`: rename it again.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The new name
    name: String,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let name = answering::line(&self.name)?;
        let mut project = context.open_to_write()?;
        let before = project.name();
        let Some(change) = answering::decide(&project, &Intent::Rename(name.clone()))? else {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        };
        project.apply(change)?;
        context.out.line(format!("{before} is now called {name}"));
        answering::say_saved(&project, context.out);
        let own = known::plain(&project.path);
        let others = known::known(context.world, None);
        if let Some(other) = others.iter().find(|one| one.name() == name && known::plain(&one.path) != own) {
            context.out.note(format!("another project has this name too: {}", locate::shown(&other.path)));
        }
        Ok(Exit::DONE)
    }
}

const HELP: &str = r#"Examples:
  golive rename "Contoso customer portal"

Exit status:
  0 saved, 2 there is no name (nothing is written), 3 not saved."#;
