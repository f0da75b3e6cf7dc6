//! `golive target`: the day on which a milestone should be reached.

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::dim;
use crate::domain::answer::Intent;
use crate::domain::grammar::NONE;
use crate::domain::{dates, follow_up, gate};
use crate::workspace::error::Error;

/// Set the day on which a milestone should be reached
///
/// The nearest milestone with a date is the next one in `golive status` and on the screens. The word `none` takes the
/// date away.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The milestone: its id, a shortened id, or its title
    milestone: String,
    /// The day
    #[arg(value_name = "DATE|none")]
    date: String,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let id = project.milestone(&self.milestone)?;
        let today = project.moment.today;
        let day = answering::day(&self.date, today)?;
        let title = project.milestone_title(&id);
        let sign = context.out.signs.milestone();
        context.out.line(match day {
            Some(day) => {
                format!("{sign} {title}: {}, {}", dates::long(day, today), dates::distance(day, today))
            }
            None => format!("{sign} {title}: {NONE}"),
        });
        let intent = Intent::Target { id: id.clone(), day };
        let Some(change) = answering::decide(&project, &intent)? else {
            answering::say_nothing_of(&intent, context.out);
            return Ok(Exit::DONE);
        };
        project.apply(change)?;
        if let Some(day) = day.filter(|day| *day < today) {
            let day = dates::long(day, today);
            let is_passed = gate::is_passed(project.answers(), &id);
            let state = if is_passed { "is passed already" } else { "is not passed" };
            context.out.note(format!("the target {day} is past; the milestone {state}"));
        }
        let order = day.and_then(|day| follow_up::wrong_order(&project.board, project.answers(), &id, day));
        if let Some(order) = order {
            context.out.note(format!("the target is {}", order.phrase(&project.moment)));
        }
        answering::say_saved(&project, context.out);
        let next = day.and_then(|day| follow_up::proposed(&project.board, project.answers(), &id, day));
        if let Some(next) = next {
            let day = dates::long(next.day, today);
            context.out.line(dim(format!(
                "{} is usually {}, {day}: golive target {} {}",
                next.title,
                next.phrase(),
                next.id,
                next.day
            )));
        }
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Examples:
  golive target demo 2026-12-15
  golive target b2c/p1/go-live +8w
  golive target demo none

Exit status:
  0 saved, 2 the milestone or the date is wrong (nothing is written), 3 not
  saved.";
