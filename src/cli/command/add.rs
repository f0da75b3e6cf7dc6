//! `golive add`: an item of the project's own.

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::filters::{levels, listing, workstream};
use crate::cli::project::Project;
use crate::domain::answer::Intent;
use crate::domain::own::{self, OwnItem};
use crate::pack::model::{ChecklistId, Level};
use crate::text::Text;
use crate::workspace::error::Error;

/// Add an item of the project's own to a checklist
///
/// It is counted, filtered, reviewed and undone like those of the pack, and is called by the list and its own
/// number: "Design +1". Without --ask, its title is what the room is asked. A title that
/// another item has already is added too, and said.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// What is to be settled, in one line
    #[arg(allow_hyphen_values = true)]
    title: String,
    /// The list it belongs to
    #[arg(long, value_name = "C")]
    checklist: String,
    /// The section of that list, by its workstream
    #[arg(long, value_name = "W")]
    workstream: String,
    /// How much it matters at a milestone
    #[arg(long, value_name = "L", default_value = "should", value_parser = levels())]
    level: Level,
    /// The question to the room
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    ask: Option<String>,
    /// What makes it done
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    done_when: Option<String>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let title = answering::line(&self.title)?;
        let mut project = context.open_to_write()?;
        let checklist = project.checklist(&self.checklist)?;
        let item = OwnItem {
            workstream: section(&project, &checklist, &self.workstream)?,
            title,
            level: self.level,
            ask: words(self.ask.as_deref())?,
            done_when: words(self.done_when.as_deref())?,
            checklist,
        };
        let id = own::free_id(&project.board, project.answers(), &item.checklist, &item.title);
        let same = own::namesake(&project.board, &item.title, &id)
            .map(|row| format!("{} has the same title, as {}", row.name, row.id));
        if let Some(change) = answering::decide(&project, &Intent::Item { id: id.clone(), item })? {
            project.apply(change)?;
        }
        let named = project.named(&id);
        context.out.line(format!("added {} {}, {}, as {id}", named.name, named.title, self.level.word()));
        answering::say_saved(&project, context.out);
        if let Some(same) = same {
            context.out.note(same);
            context.out.note("`golive undo` takes the new one back");
        }
        Ok(Exit::DONE)
    }
}

/// The section of a list that a workstream means.
pub(super) fn section(project: &Project, checklist: &ChecklistId, typed: &str) -> Result<Text, Error> {
    let list = project.board.lists.iter().find(|list| list.id == *checklist);
    let sections: Vec<&Text> =
        list.into_iter().flat_map(|list| &list.sections).map(|section| &section.name).collect();
    let wanted = workstream(project, typed)?;
    if sections.contains(&&wanted) {
        return Ok(wanted);
    }
    let error = Error::usage(format!("the list {checklist} has no section for the workstream `{wanted}`"));
    Err(listing(error, sections.into_iter()))
}

/// The words of a flag; `None` if they were left out or are empty.
pub(super) fn words(typed: Option<&str>) -> Result<Option<Text>, Error> {
    let words = typed.map(answering::block).transpose()?;
    Ok(words.filter(|words| !words.is_empty()))
}

const HELP: &str = r#"Examples:
  golive add "Agree the cut-over night" --checklist deploy \
      --workstream operations --level must
  golive add "Ask the works council" --checklist analyze \
      --workstream architecture --ask "Who speaks to the works council?" \
      --done-when "Their answer is in the minutes."

Exit status:
  0 saved, 2 wrong use (nothing is written), 3 not saved."#;
