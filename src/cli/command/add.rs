//! `golive add`: an item of the project's own.

use super::answering;
use crate::cli::command::RunCommand;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::filters::{levels, listing, workstream};
use crate::cli::project::Project;
use crate::journal::record::Change;
use crate::pack::model::{ChecklistId, EntryId, Level};
use crate::text::{Text, width};
use crate::workspace::error::Error;

/// Add an item of the project's own to a checklist
///
/// It is counted, filtered, reviewed and undone like those of the pack, and is called by the list and its own
/// number: "Design +1". Without --ask, its title is what the room is asked.
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

/// As for the pack's own titles.
const WIDEST_TITLE: usize = 70;

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let title = answering::line(&self.title)?;
        if title.is_empty() {
            return Err(Error::usage("an item needs a title"));
        }
        if title.width() > WIDEST_TITLE {
            return Err(Error::usage(format!(
                "the title takes {} columns, and at most {WIDEST_TITLE} can be shown",
                width(&title)
            ))
            .hint("shorten it and put the rest into --ask or --done-when"));
        }
        let mut project = context.open_to_write()?;
        let checklist = project.checklist(&self.checklist)?;
        let stream = section(&project, &checklist, &self.workstream)?;
        let id = free_id(&project, &checklist, &title);
        let words = |typed: &Option<String>| -> Result<Option<Text>, Error> {
            let words = typed.as_deref().map(answering::block).transpose()?;
            Ok(words.filter(|words| !words.is_empty()))
        };
        let (ask, done_when) = (words(&self.ask)?, words(&self.done_when)?);
        project.apply(Change::Item {
            id: id.clone(),
            checklist,
            workstream: stream,
            title,
            level: self.level,
            ask,
            done_when,
        })?;
        let named = project.named(&id);
        context.out.line(format!("added {} {}, {}, as {id}", named.name, named.title, self.level.word()));
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

fn section(project: &Project, checklist: &ChecklistId, typed: &str) -> Result<Text, Error> {
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

/// Returns an id that no entry has: `deploy/own-agree-the-cut-over-night`.
fn free_id(project: &Project, checklist: &ChecklistId, title: &str) -> EntryId {
    let mut slug = String::new();
    for c in title.to_lowercase().chars().take(60) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    let base = if slug.is_empty() { format!("{checklist}/own") } else { format!("{checklist}/own-{slug}") };
    let taken = |id: &EntryId| {
        project.board.find(id).is_some()
            || project.answers().own_items.contains_key(id)
            || project.answers().entries.contains_key(id)
    };
    let first = EntryId::new(&base);
    // Among so many candidates one is free, since each that is taken is an entry of its own.
    let known = project.answers().own_items.len() + project.answers().entries.len();
    let numbered = (2..known + 3).map(|no| EntryId::new(&format!("{base}-{no}")));
    std::iter::once(first.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(first)
}

const HELP: &str = r#"Examples:
  golive add "Agree the cut-over night" --checklist deploy \
      --workstream operations --level must
  golive add "Ask the works council" --checklist analyze \
      --workstream architecture --ask "Who speaks to the works council?" \
      --done-when "Their answer is in the minutes."

Exit status:
  0 saved, 2 wrong use (nothing is written), 3 not saved."#;
