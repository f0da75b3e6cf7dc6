//! `golive review`: closes a review of a milestone with the people's decision, and lists the closed ones.

use clap::{Subcommand, ValueEnum};

use super::answering::say_saved;
use super::gate::{last_review, verdict_line};
use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::{Error, Exit};
use crate::cli::out::{Line, dim, strong};
use crate::cli::table::{Column, Table};
use crate::journal::record::{Change, Decision};
use crate::pack::model::Level;
use crate::review::difference::Difference;
use crate::review::snapshot::{self, Closing, Snapshot};
use crate::review::{dates, verdict};
use crate::text::Text;

/// Close a review of a milestone, or list the closed ones
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Close(Close),
    List(List),
}

/// Record what a review of a milestone found and what the people decided
///
/// What the gate finds now is stored as it is, so `golive diff` and the next report can say what has changed since. It
/// is recorded also while something blocks: people decide. A review cannot be undone; close another one instead.
#[derive(Debug, clap::Args)]
#[command(after_long_help = CLOSE_HELP)]
struct Close {
    /// The milestone: its id, a shortened id, or its title
    milestone: String,
    /// What the people decided
    #[arg(long, value_name = "D")]
    decision: Option<Decided>,
    /// Who decided, separated by commas
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    by: Vec<String>,
}

/// List the closed reviews, with the names that `golive diff` takes
#[derive(Debug, clap::Args)]
#[command(after_long_help = LIST_HELP)]
struct List {}

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

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match self.what {
            What::Close(args) => args.run(context),
            What::List(args) => args.run(context),
        }
    }
}

impl Run for Close {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let id = project.milestone(&self.milestone)?;
        let by: Vec<Text> =
            self.by.iter().map(|name| Text::line(name)).filter(|name| !name.is_empty()).collect();
        let decision = self.decision.map(Decision::from);
        let closing = Closing { decision, by: by.clone(), critical: None };
        let review = snapshot::close(&project.board, project.answers(), &id, closing);
        let review = review.ok_or_else(|| Error::usage("no such milestone"))?;
        let since = last_review(&project, &id).map(|closed| {
            let now = Snapshot::of_review(&review);
            (closed.no, Difference::between(&Snapshot::of_review(&closed.review), &now).sentence())
        });
        let sentence = project.board.gate(&id).map(|gate| verdict::sentence(gate.count)).unwrap_or_default();
        let conditions: Vec<_> = review
            .entries
            .iter()
            .filter(|seen| decision == Some(Decision::GoWithConditions) && seen.why.is_some())
            .filter(|seen| seen.level != Level::Could)
            .cloned()
            .collect();
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
        let names: Vec<&str> = by.iter().map(Text::as_str).collect();
        let names = if names.is_empty() { String::new() } else { format!(", by {}", names.join(", ")) };
        out.line(match decision {
            Some(decision) => strong("decision: ").and(format!("{}{names}", decision.phrase())),
            None => dim(format!("no decision{names}; `--decision go|conditions|no-go` records one")),
        });
        let mut table = Table::new(&[Column::Left, Column::Flexible, Column::Left, Column::Left]).indented(2);
        for seen in &conditions {
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
        }
        say_saved(&project, out);
        Ok(Exit::DONE)
    }
}

impl Run for List {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let columns =
            [Column::Left, Column::Left, Column::Flexible, Column::Left, Column::Left, Column::Left];
        let mut table = Table::new(&columns);
        for closed in &project.answers().reviews {
            let review = &closed.review;
            let by: Vec<&str> = review.by.iter().map(Text::as_str).collect();
            let decision = review.decision.map_or("no decision", |decision| decision.phrase());
            let left = review.total.saturating_sub(review.settled);
            table.row([
                strong(format!("r{}", closed.no)),
                Line::from(dates::long(project.moment.local(closed.at).date(), project.moment.today)),
                Line::from(&review.milestone_title),
                Line::from(format!("{}, {left} of {} left", review.verdict.phrase(), review.total)),
                Line::from(decision),
                dim(by.join(", ")),
            ]);
        }
        if table.is_empty() {
            context.out.line(dim("no review was closed yet; `golive review close MILESTONE` closes one"));
        }
        table.print(context.out);
        Ok(Exit::DONE)
    }
}

const CLOSE_HELP: &str = "\
Examples:
  golive review close demo --decision conditions --by Ana,Ben
  golive review close demo --decision no-go

Exit status:
  0 saved, also when not ready; 2 no such milestone (nothing is written); 3
  not saved.";

const LIST_HELP: &str = "\
Exit status:
  0 done, 3 the project could not be read.";
