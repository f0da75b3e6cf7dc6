//! `golive review list`: the closed reviews.

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim, strong};
use crate::cli::table::Table;
use crate::domain::dates;
use crate::text::Text;
use crate::workspace::error::Error;

/// List the closed reviews, with the names that `golive diff` takes
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub(super) struct Args {}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let mut table = Table::around(2, 3);
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

const HELP: &str = "\
Exit status:
  0 done, 3 the project could not be read.";
