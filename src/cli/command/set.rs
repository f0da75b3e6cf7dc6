//! `golive set`: owner, date and evidence of entries, their status untouched.

use super::answering::{self, NONE};
use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::project::Project;
use crate::journal::answers::EntryAnswers;
use crate::journal::record::{Change, Status};
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::workspace::error::Error;

/// Set owner, due date and evidence of entries
///
/// The status stays as it is. The word `none` takes a value away. Several entries given at once are one change.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The entries: ids, shortened ids, or short names such as "Design 42"
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Who owns them
    #[arg(long, value_name = "NAME|none")]
    owner: Option<String>,
    /// When they are due: 2026-12-01, fri, +2w
    #[arg(long, value_name = "DATE|none")]
    due: Option<String>,
    /// What was seen: a document, a number, a place
    #[arg(long, value_name = "TEXT|none")]
    evidence: Option<String>,
}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        if self.owner.is_none() && self.due.is_none() && self.evidence.is_none() {
            return Err(Error::usage("there is nothing to set").hint("give --owner, --due or --evidence"));
        }
        let mut project = context.open_to_write()?;
        let ids = project.entries(&self.ids)?;
        let mut parts = Vec::new();
        for id in &ids {
            parts.extend(self.parts(&project, id)?);
        }
        let Some(change) = answering::one_change(parts) else {
            answering::say_entries(&project, &ids, context.out);
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        };
        project.apply(change)?;
        answering::say_entries(&project, &ids, context.out);
        if self.due.is_some() {
            answering::note_overdue(&project, &ids, context.out);
        }
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

impl Args {
    fn parts(&self, project: &Project, id: &EntryId) -> Result<Vec<Change>, Error> {
        let empty = EntryAnswers::default();
        let said = project.answers().entry(id).unwrap_or(&empty);
        let mut parts = Vec::new();
        if let Some(typed) = &self.owner {
            let owner = answering::owner(typed)?;
            let waived = project.board.row(id).is_some_and(|row| row.standing.status == Status::Waived);
            if owner.is_none() && waived {
                return Err(Error::usage(format!("{}: a waiver needs an owner", project.named(id).name))
                    .hint("name another owner, or mark it todo first"));
            }
            if said.owner() != owner.as_ref() || said.owner.rival().is_some() {
                parts.push(Change::Owner { id: id.clone(), owner });
            }
        }
        if let Some(typed) = &self.due {
            let day = answering::day(typed, project.moment.today)?;
            if said.due() != day || said.due.rival().is_some() {
                parts.push(Change::Due { id: id.clone(), day });
            }
        }
        if let Some(typed) = &self.evidence {
            parts.extend(evidence(project, id, said, typed)?);
        }
        Ok(parts)
    }
}

fn evidence(
    project: &Project,
    id: &EntryId,
    said: &EntryAnswers,
    typed: &str,
) -> Result<Option<Change>, Error> {
    let evidence = match typed.trim() {
        NONE | "" => None,
        _ => Some(Text::block(typed)),
    };
    let before = said.answer();
    if before.and_then(|answer| answer.evidence.as_ref()) == evidence.as_ref() {
        return Ok(None);
    }
    // The wording that was answered stays: to say where something is seen confirms nothing.
    let words = before.map(|answer| answer.words).or_else(|| project.words(id));
    let words =
        words.ok_or_else(|| Error::usage(format!("{} is no longer in the pack", project.named(id).name)))?;
    Ok(Some(Change::Status {
        id: id.clone(),
        status: before.map(|answer| answer.status).unwrap_or_default(),
        words,
        reason: before.and_then(|answer| answer.reason.clone()),
        until: before.and_then(|answer| answer.until.clone()),
        evidence,
    }))
}

const HELP: &str = r#"Examples:
  golive set design/42 --owner Lena --due fri
  golive set "Build 13" "Build 14" --owner none
  golive set design/42 --evidence "wiki/session-lifetimes, table 2"

Exit status:
  0 saved, 2 an id or a date is wrong (nothing is written), 3 not saved."#;
