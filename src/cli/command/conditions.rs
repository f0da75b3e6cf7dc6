//! `golive conditions`: what was left when a review was closed with *go with conditions*, and what became of it.

use serde::Serialize;

use crate::cli::command::answering::sign_of;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, bad, dim, strong};
use crate::cli::project::Project;
use crate::cli::table::Table;
use crate::domain::conditions::{self, Condition, Conditions, State};
use crate::domain::filter::NOBODY;
use crate::report::json::ConditionsJson;
use crate::text::Text;
use crate::workspace::error::{Error, quoted};

/// Show the conditions of a review: which are open, late and met
///
/// A condition is a must or should entry that was left when a review was closed with *go with conditions*. It is met
/// once it is settled or set aside; late once its date is past. Without a review it is what still counts:
/// of each milestone the last review, if it was closed so; `last` is the newest review that was closed so.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The review: r1, r2 or last; `golive review list` has them
    review: Option<String>,
    /// Exit with 1 if a condition is late
    #[arg(long)]
    check: bool,
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Nothing {
    review: Option<()>,
    conditions: [(); 0],
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let found = self.conditions(&project)?;
        let Some(newest) = found.first() else {
            if self.json {
                context.out.json(&Nothing { review: None, conditions: [] });
            } else {
                context.out.line("no review was closed with conditions");
                let hint = "`golive review close MILESTONE --decision conditions` closes one";
                context.out.line(dim(hint));
            }
            return Ok(Exit::DONE);
        };
        let is_late = found.iter().any(|one| one.count().late > 0);
        if self.json {
            let others = found.iter().skip(1).map(|one| format!("r{}", one.review.no)).collect();
            context.out.json(&ConditionsJson { others, ..ConditionsJson::of(newest) });
        } else {
            for (at, one) in found.iter().enumerate() {
                if at > 0 {
                    context.out.blank();
                }
                print(&project, one, context.out);
            }
        }
        Ok(if self.check && is_late { Exit::NO } else { Exit::DONE })
    }
}

impl Args {
    /// Those that are asked for, the newest review first.
    fn conditions<'a>(&self, project: &'a Project) -> Result<Vec<Conditions<'a>>, Error> {
        let (board, answers) = (&project.board, project.answers());
        let newest = || conditions::newest(board, answers).into_iter().collect();
        let Some(typed) = &self.review else {
            let standing = conditions::standing(board, answers);
            return Ok(if standing.is_empty() { newest() } else { standing });
        };
        let word = typed.trim().to_lowercase();
        if word == "last" {
            return Ok(newest());
        }
        let number = word.strip_prefix('r').unwrap_or(&word).parse::<u32>().ok();
        let closed = answers.reviews.iter().find(|closed| Some(closed.no) == number);
        let known = || {
            let with: Vec<String> = answers
                .reviews
                .iter()
                .filter(|closed| Conditions::of(board, answers, closed).is_some())
                .map(|closed| format!("r{}", closed.no))
                .collect();
            match with.as_slice() {
                [] => "no review was closed with conditions".to_owned(),
                some => format!("with conditions: {}", some.join(", ")),
            }
        };
        let closed = closed
            .ok_or_else(|| Error::usage(format!("there is no review {}", quoted(typed))).hint(known()))?;
        let found = Conditions::of(board, answers, closed);
        let decision = closed.review.decision.map_or("no decision", |decision| decision.phrase());
        let none = || {
            Error::usage(format!("review {} was closed with {decision}: it has no conditions", closed.no))
                .hint(known())
        };
        found.map(|one| vec![one]).ok_or_else(none)
    }
}

fn print(project: &Project, found: &Conditions<'_>, out: &mut Out) {
    let moment = &project.moment;
    out.line(strong("Conditions").and(format!(" of {}", found.heading(moment))));
    out.line(found.count().sentence());
    if let Some(last) = conditions::replaced_by(project.answers(), found.review) {
        let words =
            format!("review {last} of this milestone came later: Home and the reports no longer count these");
        out.prose(Line::default(), 0, &words);
    }
    if found.all.is_empty() {
        out.line(dim("nothing was left when it was closed"));
    }
    for state in State::ALL {
        let some: Vec<&Condition> = found.in_state(state).collect();
        if some.is_empty() {
            continue;
        }
        out.blank();
        out.line(strong(state.title()).and(dim(format!("  {}", some.len()))));
        let mut table = Table::around(2, 3).indented(2);
        for one in some {
            let name = if one.name == one.title { "Topic" } else { one.name.as_str() };
            let day = one.day(moment);
            table.row([
                sign_of(one.sign, out),
                Line::from(name),
                Line::from(&one.title),
                Line::from(one.owner.as_ref().map_or(NOBODY, Text::as_str)),
                if state == State::Late { bad(day) } else { Line::from(day) },
                Line::from(one.remark(moment)),
            ]);
        }
        table.print(out);
    }
    if found.by_person().len() > 1 {
        out.blank();
        let dot = format!(" {} ", out.signs.dot());
        out.prose(strong("By person  "), 11, &found.people_phrase(&dot));
    }
}

const HELP: &str = "\
Examples:
  golive conditions
  golive conditions r1 --json
  golive conditions --check && ./notify-nobody

Exit status:
  0 done; with --check 1 if a condition is late; 2 no such review, or one
  that was not closed with conditions; 3 the project could not be read.";
