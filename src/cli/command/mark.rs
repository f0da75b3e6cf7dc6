//! `golive mark`: answers one entry or several.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::answering::{self, NONE};
use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::project::Project;
use crate::journal::answers::{Answer, EntryAnswers};
use crate::journal::record::{Change, Status};
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::workspace::error::{Error, quoted};

/// Answer entries: what is done, in work, blocked, left out
///
/// An entry is an item of a checklist or a topic of the plan. Several entries given at once are one change, and one
/// `golive undo` takes all of it back. To answer an entry again as it is confirms it after the wording has changed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The status
    #[arg(value_parser = statuses())]
    status: Status,
    /// The entries: ids, shortened ids, or short names such as "Design 42"
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The last day on which a waiver, or a done, holds; or the milestone before which it holds
    #[arg(long, value_name = "DATE|MILESTONE")]
    until: Option<String>,
    /// What was seen: a document, a number, a place; `none` takes it away
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// Who owns the entry; `none` takes the owner away
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// When it is due: 2026-12-01, fri, +2w; `none` takes the date away
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// Our answer in words, on the record; replaces the one that is there
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// Returns the parser of statuses.
fn statuses() -> impl TypedValueParser<Value = Status> {
    let words = Status::ALL.map(|status| {
        let value = PossibleValue::new(status.word());
        if status == Status::Na { value.alias("na") } else { value }
    });
    PossibleValuesParser::new(words).try_map(|word| {
        let word = if word == "na" { "n/a" } else { word.as_str() };
        Status::ALL.into_iter().find(|status| status.word() == word).ok_or("no such status")
    })
}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
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
        for line in answering::open_items(&project, &ids, context.out) {
            context.out.line(line);
        }
        if self.due.is_some() {
            answering::note_overdue(&project, &ids, context.out);
        }
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

impl Args {
    /// Returns what has to be written for one entry; what stands so already is left out.
    fn parts(&self, project: &Project, id: &EntryId) -> Result<Vec<Change>, Error> {
        let empty = EntryAnswers::default();
        let said = project.answers().entry(id).unwrap_or(&empty);
        let owner = self.owner.as_deref().map(answering::owner).transpose()?;
        let due = self.due.as_deref().map(|typed| answering::day(typed, project.moment.today)).transpose()?;
        let answer = self.answer(project, id, said, owner.as_ref())?;
        let mut parts = Vec::new();
        if said.answer() != Some(&answer) || said.status.rival().is_some() {
            parts.push(Change::Status {
                id: id.clone(),
                status: answer.status,
                words: answer.words,
                reason: answer.reason,
                until: answer.until,
                evidence: answer.evidence,
            });
        }
        if let Some(owner) = owner
            && (said.owner() != owner.as_ref() || said.owner.rival().is_some())
        {
            parts.push(Change::Owner { id: id.clone(), owner });
        }
        if let Some(day) = due
            && (said.due() != day || said.due.rival().is_some())
        {
            parts.push(Change::Due { id: id.clone(), day });
        }
        if let Some(note) = &self.note {
            let text = Text::block(note);
            if said.note().map(Text::as_str).unwrap_or_default() != text.as_str()
                || said.note.rival().is_some()
            {
                parts.push(Change::Note { id: id.clone(), text });
            }
        }
        Ok(parts)
    }

    fn answer(
        &self,
        project: &Project,
        id: &EntryId,
        said: &EntryAnswers,
        owner: Option<&Option<Text>>,
    ) -> Result<Answer, Error> {
        let name = project.named(id).name;
        // What was said with this status stays when it is confirmed; an end that has passed does not.
        let ended = project.board.row(id).is_some_and(|row| row.standing.ended.is_some());
        let before = said.answer().filter(|answer| answer.status == self.status && !ended);
        let given = self.reason.as_deref().map(Text::block).filter(|reason| !reason.is_empty());
        let reason = given.or_else(|| before.and_then(|answer| answer.reason.clone()));
        if self.status.needs_reason() && reason.is_none() {
            return Err(Error::usage(format!("{name}: {} needs a reason", quoted(self.status.word())))
                .hint("add it with --reason \"...\""));
        }
        let ends = matches!(self.status, Status::Done | Status::Waived);
        let until = match &self.until {
            Some(typed) if !ends => {
                return Err(Error::usage(format!(
                    "{name}: {} has no end, so --until {} means nothing",
                    quoted(self.status.word()),
                    Text::line(typed)
                ))
                .hint("only done and waived hold until something"));
            }
            Some(typed) => Some(answering::until(typed, project)?),
            None => before.and_then(|answer| answer.until.clone()),
        };
        if self.status == Status::Waived {
            let owner = owner.map_or(said.owner(), Option::as_ref);
            let missing = match (owner, &until) {
                (None, None) => Some(("an owner and an end", "--owner NAME --until DATE|MILESTONE")),
                (None, Some(_)) => Some(("an owner", "--owner NAME")),
                (Some(_), None) => Some(("an end", "--until with a date or a milestone")),
                (Some(_), Some(_)) => None,
            };
            if let Some((what, how)) = missing {
                return Err(Error::usage(format!("{name}: a waiver needs {what}")).hint(format!("add {how}")));
            }
        }
        let words = project.words(id).ok_or_else(|| {
            Error::usage(format!("{name} is no longer in the pack, so it cannot be answered again"))
                .hint(format!("what was said stays: `golive show {id}`"))
        })?;
        let evidence = match &self.evidence {
            Some(typed) if typed.trim() == NONE => None,
            Some(typed) => Some(Text::block(typed)).filter(|seen| !seen.is_empty()),
            // What was seen stays with the entry until somebody takes it away.
            None => said.answer().and_then(|answer| answer.evidence.clone()),
        };
        Ok(Answer { status: self.status, words, reason, until, evidence })
    }
}

const HELP: &str = r#"Statuses:
  todo, doing   nobody has begun; somebody is at it
  blocked       waits for something: needs --reason
  done          shown with --evidence, stated without; --until where it comes
                back
  waived        left out knowingly: needs --reason, an owner, and --until with
                a date or a milestone
  n/a           does not apply here: needs --reason

Examples:
  golive mark done "Design 42" --evidence "wiki/session-lifetimes"
  golive mark doing design/42 design/43 --owner Lena --due fri
  golive mark blocked build/7 --reason "waits for the database team"
  golive mark waived analyze/11 --reason "plan changes in May" \
      --owner Kim --until 2026-12-31
  golive mark waived build/25 --reason "not for the demo" \
      --owner Mia --until b2c/p1/align
  golive mark done tenant-provision

Exit status:
  0 saved, 2 an id, a date or a reason is wrong or missing (nothing is
  written), 3 not saved."#;
