//! `golive mark`: answers one entry or several.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::project::Project;
use crate::domain::answer::{Edit, Items, Said};
use crate::domain::grammar;
use crate::journal::record::Status;
use crate::workspace::error::Error;

/// Set the status of one or more entries
///
/// An entry is an item of a checklist or a topic of the plan. Several entries given at once are one change, and one
/// `golive undo` undoes it. Marking an entry again with the status it has confirms the answer after the pack's
/// wording has changed; reason, end and evidence are kept.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The status
    #[arg(value_parser = statuses())]
    status: Status,
    /// The entries: ids, shortened ids, or short names such as "Design 42"
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Why it is blocked, waived or n/a
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: Option<String>,
    /// Last day (inclusive), or milestone, up to which waived or done holds
    #[arg(long, value_name = "DATE|MILESTONE", allow_hyphen_values = true)]
    until: Option<String>,
    /// Where it can be seen: a document, a number, a place; several times for several; `none` removes it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    evidence: Vec<String>,
    /// Owner of the entry; `none` removes the owner
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    owner: Option<String>,
    /// Due date: 2026-12-01, fri, +2w; `none` removes it
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    due: Option<String>,
    /// Our answer in words; replaces the present one
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    note: Option<String>,
}

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

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let ids = project.entries(&self.ids)?;
        let intent = self.said(&project)?.about(&ids);
        if !answering::answer(&mut project, &ids, &intent, context.out)? {
            return Ok(Exit::DONE);
        }
        for line in answering::open_items(&project, &ids, context.out) {
            context.out.line(line);
        }
        answering::say_end(&project, &ids, self.due.as_deref(), context.out);
        Ok(Exit::DONE)
    }
}

impl Args {
    fn said(&self, project: &Project) -> Result<Said, Error> {
        let today = project.moment.today;
        let owner = self.owner.as_deref().map(|typed| answering::owner(typed, project)).transpose()?;
        let due = self.due.as_deref().map(|typed| answering::day(typed, today)).transpose()?;
        let until = self.until.as_deref().map(|typed| grammar::end(typed, &project.board)).transpose()?;
        Ok(Said {
            status: Some(self.status),
            reason: self.reason.as_deref().map(answering::block).transpose()?,
            until,
            endless: false,
            evidence: answering::evidence(&self.evidence)?,
            owner: owner.unwrap_or_default(),
            due: due.map(Edit::to).unwrap_or_default(),
            note: self.note.as_deref().map(answering::block).transpose()?,
            // A command asks nothing; it says which items are still open.
            items: Items::Stay,
        })
    }
}

const HELP: &str = r#"Statuses:
  todo      not started
  doing     in progress
  blocked   waiting for something; needs --reason
  done      --evidence shows it, without evidence it is only stated; --until
            if it has to be done again later
  waived    an accepted gap; needs --reason, an owner, and --until with a date
            or a milestone
  n/a       does not apply here; needs --reason

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
