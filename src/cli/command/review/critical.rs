//! `golive review critical`: the few critical entries of a milestone, to be read aloud before the decision.

use serde::Serialize;

use crate::cli::command::answering::sign_of;
use crate::cli::command::gate::{last_review, milestone};
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, dim, strong};
use crate::cli::project::Project;
use crate::domain::critical::{self, CriticalEntry};
use crate::pack::model::{EntryRef, MilestoneId};
use crate::report::json::StepJson;
use crate::workspace::error::Error;

/// Show the critical entries of a milestone, to be read aloud before the decision
///
/// At most nine, each with its question and where it stands. `golive mark` answers one, `golive review close
/// --critical` records that they were read, in how many seconds and who was there. Without a milestone it is the next
/// one.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub(super) struct Args {
    /// The milestone: its id, a shortened id, or its title
    milestone: Option<String>,
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct CriticalJson {
    milestone: String,
    critical: Vec<EntryJson>,
    checked: Option<CheckedJson>,
}

#[derive(Serialize)]
struct EntryJson {
    #[serde(flatten)]
    step: StepJson,
    ask: String,
}

/// The check before the review that was closed last.
#[derive(Serialize)]
struct CheckedJson {
    review: u32,
    seconds: u64,
    people: Vec<String>,
    looked_at: u32,
    open: Vec<String>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let id = milestone(&project, self.milestone.as_deref())?;
        let steps = critical::steps(&project.board, &id);
        if self.json {
            context.out.json(&to_json(&project, &id, &steps));
        } else {
            print(&project, &id, &steps, context.out);
        }
        Ok(Exit::DONE)
    }
}

/// What is asked: an item's question, what a topic is about.
fn ask(project: &Project, step: &CriticalEntry) -> String {
    match project.board.entry(project.answers(), &step.id) {
        Some(EntryRef::Item(item)) => item.asked().to_string(),
        Some(EntryRef::Topic(topic)) => topic.guidance.to_string(),
        None => String::new(),
    }
}

fn print(project: &Project, id: &MilestoneId, steps: &[CriticalEntry], out: &mut Out) {
    let sign = out.signs.milestone();
    out.line(strong(format!("{sign} {}", project.milestone_title(id))));
    out.prose(Line::default(), 0, &critical::outcome(steps));
    for (at, step) in steps.iter().enumerate() {
        out.blank();
        let number = dim(format!("{}  ", at + 1));
        out.line(number.and(sign_of(step.sign, out)).and(" ").and(strong(project.named(&step.id).whole())));
        out.prose(Line::from("   "), 3, &ask(project, step));
        let owner = match &step.owner {
            Some(owner) => format!(", {owner}"),
            None if step.why.is_some() => ", nobody".to_owned(),
            None => String::new(),
        };
        let why = step.why.as_ref().map(|why| why.phrase(&project.moment));
        let state = why.unwrap_or_else(|| step.sign.word().to_owned());
        out.line(dim(format!("   {state}{owner}")));
    }
    if steps.is_empty() {
        return;
    }
    out.blank();
    let last = last_review(project, id);
    if let Some((closed, check)) = last.and_then(|closed| Some((closed, closed.review.critical.as_ref()?))) {
        let words = critical::told(check, |id| project.named(id).name);
        out.prose(dim(format!("before review {}: ", closed.no)), 2, &words);
    }
    out.line(dim("`golive mark STATUS ID` answers one"));
    out.line(dim(format!("`golive review close {id} --critical SECONDS` records that they were read")));
}

fn to_json(project: &Project, id: &MilestoneId, steps: &[CriticalEntry]) -> CriticalJson {
    let last = last_review(project, id);
    let checked = last.and_then(|closed| Some((closed, closed.review.critical.as_ref()?)));
    CriticalJson {
        milestone: id.to_string(),
        critical: steps
            .iter()
            .map(|step| EntryJson { step: StepJson::of(&project.board, step), ask: ask(project, step) })
            .collect(),
        checked: checked.map(|(closed, check)| CheckedJson {
            review: closed.no,
            seconds: check.seconds,
            people: check.people.iter().map(ToString::to_string).collect(),
            looked_at: check.looked_at,
            open: check.open.iter().map(ToString::to_string).collect(),
        }),
    }
}

const HELP: &str = "\
Examples:
  golive review critical
  golive review critical go-live --json
  golive review close go-live --decision go --critical 85 --people Ana,Ben

Exit status:
  0 done, 2 no such milestone, 3 the project could not be read.";
