//! `golive questions`: what was answered about the project, and what each answer does.

use serde::Serialize;

use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::{Error, Exit};
use crate::cli::out::{Line, dim, good, strong};
use crate::cli::project::Project;
use crate::cli::table::{Column, Table};
use crate::journal::record::Known;
use crate::pack::model::{OfferedAnswer, ProjectQuestion};

/// List the questions about the project
///
/// Each is a yes or no that decides at once which entries apply: a no sets them aside with its reason, and taking it
/// back brings them back with everything that was said about them. Answer one with `golive question`.
///
/// Exit status: 0 done, 3 the project could not be read.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Json {
    id: String,
    ask: String,
    explains: String,
    answer: &'static str,
    default: &'static str,
    reason: String,
    sets_aside: Vec<String>,
    left_out: usize,
}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let all = &project.pack.questions;
        if self.json {
            let all: Vec<Json> = all.iter().map(|question| json(&project, question)).collect();
            context.out.json(&all);
            return Ok(Exit::DONE);
        }
        let mut table = Table::new(&[Column::Left, Column::Left, Column::Flexible, Column::Right]);
        for question in all {
            let known = project.answers().known(&question.id);
            let answer = match known {
                Known::Yes => good("yes"),
                Known::No => strong("no"),
                Known::Unknown => dim("unknown"),
            };
            let out = left_out(&project, question);
            let effect = match (known, out) {
                (Known::No, 0) => dim("nothing left out"),
                (Known::No, count) => Line::from(format!("{count} left out")),
                (Known::Yes | Known::Unknown, _) => Line::default(),
            };
            table.row([answer, Line::from(question.id.as_str()), Line::from(&question.ask), effect]);
        }
        table.print(context.out);
        let answered =
            all.iter().filter(|question| project.answers().known(&question.id) != Known::Unknown).count();
        context.out.blank();
        context.out.line(format!("{answered} of {} answered, {}", all.len(), project.items_that_apply()));
        if answered < all.len() {
            context.out.line(dim("answer one with `golive question NAME yes|no`; what is unknown stays in"));
        }
        Ok(Exit::DONE)
    }
}

/// Returns how many entries that would apply otherwise a *no* leaves out.
pub(super) fn left_out(project: &Project, question: &ProjectQuestion) -> usize {
    let board = &project.board;
    question
        .sets_aside
        .iter()
        .filter_map(|id| board.entry(project.answers(), id).filter(|_| board.find(id).is_some()))
        .filter(|entry| entry.applies_to().contains(&board.business))
        .count()
}

fn json(project: &Project, question: &ProjectQuestion) -> Json {
    let known = project.answers().known(&question.id);
    Json {
        id: question.id.to_string(),
        ask: question.ask.to_string(),
        explains: question.explains.to_string(),
        answer: known.word(),
        default: match question.default {
            OfferedAnswer::Yes => "yes",
            OfferedAnswer::No => "no",
            OfferedAnswer::Ask => "ask",
        },
        reason: question.reason.to_string(),
        sets_aside: question.sets_aside.iter().map(ToString::to_string).collect(),
        left_out: if known == Known::No { left_out(project, question) } else { 0 },
    }
}
