//! `golive review close`: records what a review found and what the people decided.

use clap::ValueEnum;

use crate::cli::command::answering::say_saved;
use crate::cli::command::gate::{last_review, verdict_line};
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim, strong};
use crate::cli::project::Project;
use crate::cli::table::Table;
use crate::domain::conditions::late_conditions;
use crate::domain::difference::Difference;
use crate::domain::snapshot::{self, ReviewInput, Snapshot};
use crate::domain::{conditions, critical, dates, grammar, verdict};
use crate::journal::record::{Change, Decision};
use crate::text::Text;
use crate::workspace::error::Error;

/// Record what a review of a milestone found and what the people decided
///
/// What the gate finds now is stored as it is, so `golive diff` and the next report can say what has changed since. It
/// is recorded also while something blocks: people decide. A review cannot be undone; close another one instead.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub(super) struct Args {
    /// The milestone: its id, a shortened id, or its title
    milestone: String,
    /// What the people decided
    #[arg(long, value_name = "D")]
    decision: Option<Decided>,
    /// Who decided, separated by commas, or by `;` if a name holds one
    #[arg(long, value_name = "A,B")]
    by: Vec<String>,
    /// The critical entries were read aloud before, in so many seconds; `golive review critical` shows them
    #[arg(long, value_name = "SECONDS")]
    critical: Option<u64>,
    /// Who was there for that, separated likewise
    #[arg(long, value_name = "A,B", requires = "critical")]
    people: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Decided {
    /// Go on
    Go,
    /// Go on, and settle what is left by its dates
    Conditions,
    /// Stay
    #[value(name = "no-go")]
    NoGo,
}

impl From<Decided> for Decision {
    fn from(decided: Decided) -> Decision {
        match decided {
            Decided::Go => Decision::Go,
            Decided::Conditions => Decision::GoWithConditions,
            Decided::NoGo => Decision::NoGo,
        }
    }
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let id = project.milestone(&self.milestone)?;
        let by = names(&self.by, &project);
        if by.is_empty() && !self.by.is_empty() {
            return Err(Error::usage("--by names nobody").hint("enter who decided, or leave --by out"));
        }
        let decision = self.decision.map(Decision::from);
        let steps = critical::steps(&project.board, &id);
        if self.critical.is_some() && steps.is_empty() {
            return Err(Error::usage(critical::outcome(&steps)).hint("leave --critical out"));
        }
        let check = self
            .critical
            .map(|seconds| critical::close(&steps, steps.len(), seconds, names(&self.people, &project)));
        let closing = ReviewInput { decision, by: by.clone(), critical: check.clone() };
        let review = snapshot::close(&project.board, project.answers(), &id, closing);
        let review = review.ok_or_else(|| Error::usage("no such milestone"))?;
        let since = last_review(&project, &id).map(|closed| {
            let now = Snapshot::of_review(&review);
            (closed.no, Difference::between(&Snapshot::of_review(&closed.review), &now).sentence())
        });
        let sentence = project.board.gate(&id).map(|gate| verdict::sentence(gate.count)).unwrap_or_default();
        let asked: Vec<_> = review
            .entries
            .iter()
            .filter(|seen| decision == Some(Decision::GoWithConditions) && conditions::is_condition(seen))
            .cloned()
            .collect();
        let late = late_conditions(&review, project.moment.today);
        let found = verdict_line(review.verdict);
        project.apply(Change::Review(Box::new(review)))?;
        let number = project.answers().reviews.len();
        let out = &mut *context.out;
        let sign = out.signs.milestone();
        let title = project.milestone_title(&id);
        out.line(strong(format!("Review {number}")).and(format!(" of {sign} {title}")));
        let words = found.and("    ");
        let indent = words.width();
        out.prose(words, indent, &sentence);
        if let Some((number, sentence)) = since {
            out.prose(Line::from(format!("since review {number}: ")), 2, &sentence);
        }
        if let Some(check) = &check {
            let words = critical::told(check, |id| project.named(id).name);
            out.prose(strong("critical check: "), 2, &words);
        }
        let names: Vec<&str> = by.iter().map(Text::as_str).collect();
        let names = if names.is_empty() { String::new() } else { format!(", by {}", names.join(", ")) };
        out.line(match decision {
            Some(decision) => strong("decision: ").and(format!("{}{names}", decision.phrase())),
            None => dim(format!("no decision{names}; `--decision go|conditions|no-go` records one")),
        });
        let mut table = Table::around(1, 2).indented(2);
        for seen in &asked {
            let name = if seen.name == seen.title { "Topic" } else { seen.name.as_str() };
            table.row([
                Line::from(name),
                Line::from(&seen.title),
                Line::from(seen.owner.as_ref().map_or("nobody", Text::as_str)),
                Line::from(seen.due.map(|day| dates::long(day, project.moment.today)).unwrap_or_default()),
            ]);
        }
        if !table.is_empty() {
            out.line(strong("conditions"));
            table.print(out);
            let missing = asked.iter().filter(|seen| seen.owner.is_none() || seen.due.is_none()).count();
            if let Some(said) = conditions::without_promise(missing, asked.len()) {
                out.prose(Line::default(), 0, &said);
            }
        }
        if let Some(late) = late {
            out.note(late);
        }
        say_saved(&project, out);
        Ok(Exit::DONE)
    }
}

fn names(typed: &[String], project: &Project) -> Vec<Text> {
    let known = project.people();
    typed.iter().flat_map(|typed| grammar::names(typed, &known)).collect()
}

const HELP: &str = "\
Examples:
  golive review close demo --decision conditions --by Ana,Ben
  golive review close demo --decision no-go
  golive review close demo --decision go --critical 85 --people Ana,Ben,Kim

Exit status:
  0 saved, also when not ready; 2 no such milestone, or one without critical
  entries for --critical (nothing is written); 3 not saved.";
