//! `golive remove`: takes an item of the project's own away.

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::domain::answer::Intent;
use crate::domain::captures;
use crate::workspace::error::Error;

/// Remove an item of the project's own
///
/// It is no longer counted or shown. The history keeps it with everything that was answered, and `golive undo` brings
/// it back. What was captured at it stays in `golive captures`, and what is open of that is listed. Items of the pack cannot be removed: mark them n/a.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The item, for example "Design +1"
    #[arg(required = true, num_args = 1..=2)]
    id: Vec<String>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let id = project.one_entry(&self.id.join(" "))?;
        let left = Some(captures::open_at(project.answers(), &id)).filter(|left| !left.is_empty());
        let Some(change) = answering::decide(&project, &Intent::DropItem(id))? else {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        };
        // Afterwards nobody knows its name any more.
        context.out.line(project.tell(&change).join(""));
        if let Some(left) = left {
            context.out.line(format!("still open at it: {left}; `golive captures --open` lists them"));
        }
        project.apply(change)?;
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

const HELP: &str = r#"Example:
  golive remove "Deploy +1"

Exit status:
  0 saved, 2 no such item or an item of the pack (nothing is written),
  3 not saved."#;
