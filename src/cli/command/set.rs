//! `golive set`: owner, date and evidence of entries, their status untouched.

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::project::Project;
use crate::domain::answer::{Edit, Said};
use crate::domain::grammar;
use crate::workspace::error::{Error, quoted};

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
    #[arg(long, value_name = "NAME|none", allow_hyphen_values = true)]
    owner: Option<String>,
    /// When they are due: 2026-12-01, fri, +2w
    #[arg(long, value_name = "DATE|none", allow_hyphen_values = true)]
    due: Option<String>,
    /// What was seen: a document, a number, a place; several times for several
    #[arg(long, value_name = "TEXT|none", allow_hyphen_values = true)]
    evidence: Vec<String>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        if self.owner.is_none() && self.due.is_none() && self.evidence.is_empty() {
            return Err(Error::usage("there is nothing to set").hint("give --owner, --due or --evidence"));
        }
        let mut project = context.open_to_write()?;
        let ids = project.entries(&self.ids)?;
        let intent = self.said(&project)?.about(&ids);
        if answering::answer(&mut project, &ids, &intent, context.out)? {
            answering::say_end(&project, &ids, self.due.as_deref(), context.out);
        } else if let Some(typed) = &self.owner
            && let Some(name) = grammar::spelled_otherwise(typed, &project.people())
        {
            // A name has one spelling, so that nobody is two people.
            let typed = quoted(typed.trim());
            context.out.line(format!("{typed} is {name}: a name that is known keeps its spelling"));
        }
        Ok(Exit::DONE)
    }
}

impl Args {
    fn said(&self, project: &Project) -> Result<Said, Error> {
        let owner = self.owner.as_deref().map(|typed| answering::owner(typed, project)).transpose()?;
        let due = self.due.as_deref().map(|typed| answering::day(typed, project.moment.today)).transpose()?;
        Ok(Said {
            owner: owner.unwrap_or_default(),
            due: due.map(Edit::to).unwrap_or_default(),
            evidence: answering::evidence(&self.evidence)?,
            ..Said::default()
        })
    }
}

const HELP: &str = r#"Examples:
  golive set design/42 --owner Lena --due fri
  golive set "Build 13" "Build 14" --owner none
  golive set design/42 --evidence "wiki/session-lifetimes, table 2"

Exit status:
  0 saved, 2 an id or a date is wrong (nothing is written), 3 not saved."#;
