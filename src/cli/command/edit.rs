//! `golive edit`: changes an item of the project's own.

use super::add::{section, words};
use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::filters::levels;
use crate::domain::answer::Intent;
use crate::domain::own::{self, OwnItem};
use crate::pack::model::Level;
use crate::workspace::error::Error;

/// Change an item of the project's own
///
/// What is not named stays as it is; empty words remove --ask and --done-when. The item keeps its name, its id and its
/// answers. An answer that was given to another title or *done when* is to be looked at again. The history keeps what
/// the item was before.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The item, for example "Design +1"
    #[arg(required = true, num_args = 1..=2)]
    id: Vec<String>,
    /// What is to be settled, in one line
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    title: Option<String>,
    /// How much it matters at a milestone
    #[arg(long, value_name = "L", value_parser = levels())]
    level: Option<Level>,
    /// The section of its list, by its workstream
    #[arg(long, value_name = "W")]
    workstream: Option<String>,
    /// The question to the room
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    ask: Option<String>,
    /// What makes it done
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    done_when: Option<String>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let is_empty = self.title.is_none() && self.level.is_none() && self.workstream.is_none();
        if is_empty && self.ask.is_none() && self.done_when.is_none() {
            return Err(Error::usage("`edit` needs something to change")
                .hint("name --title, --level, --workstream, --ask or --done-when"));
        }
        let mut project = context.open_to_write()?;
        let id = project.one_entry(&self.id.join(" "))?;
        let Some(before) = OwnItem::of(project.answers(), &id) else {
            let refusal = own::refused(&id, &project.situation());
            return Err(refusal.map_or_else(|| Error::usage("no such item"), Error::from));
        };
        let workstream = self.workstream.as_deref();
        let workstream = workstream.map(|typed| section(&project, &before.checklist, typed)).transpose()?;
        let title = self.title.as_deref().map(answering::line).transpose()?;
        let item = OwnItem {
            title: title.unwrap_or(before.title),
            level: self.level.unwrap_or(before.level),
            workstream: workstream.unwrap_or(before.workstream),
            ask: if self.ask.is_some() { words(self.ask.as_deref())? } else { before.ask },
            done_when: if self.done_when.is_some() {
                words(self.done_when.as_deref())?
            } else {
                before.done_when
            },
            checklist: before.checklist,
        };
        let Some(change) = answering::decide(&project, &Intent::Item { id: id.clone(), item })? else {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        };
        // What it replaces is known only before it is written.
        let told = project.tell(&change).join("");
        project.apply(change)?;
        context.out.line(told);
        answering::say_entries(&project, &[id], context.out);
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

const HELP: &str = r#"Examples:
  golive edit "Deploy +1" --title "Agree the night of the cut-over"
  golive edit deploy/+1 --level must --done-when "The night is in the calendar."

Exit status:
  0 saved, 2 wrong use or an item of the pack (nothing is written), 3 not saved."#;
