//! `golive question`: answers a question about the project.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::answering;
use super::gate::contradictions_of;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::domain::answer::Intent;
use crate::domain::questions;
use crate::journal::record::Known;
use crate::workspace::error::Error;

/// Answer a question about the project
///
/// A no sets the entries aside that depend on the question: they no longer apply and are not counted. Their answers
/// are kept, and yes or unknown brings them back. `golive questions` lists the questions and their names.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The question's name, or the beginning of it
    question: String,
    /// The answer
    #[arg(value_parser = answers())]
    answer: Known,
}

fn answers() -> impl TypedValueParser<Value = Known> {
    const ALL: [Known; 3] = [Known::Yes, Known::No, Known::Unknown];
    PossibleValuesParser::new(ALL.map(|known| PossibleValue::new(known.word())))
        .try_map(|word| ALL.into_iter().find(|known| known.word() == word).ok_or("no such answer"))
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let question = project.question(&self.question)?.clone();
        context.out.line(format!("{} {}", question.ask, self.answer.word()));
        let intent = Intent::Question { id: question.id.clone(), answer: self.answer };
        let Some(change) = answering::decide(&project, &intent)? else {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        };
        let before = questions::asked(&project.board, project.answers());
        let before = before.iter().find(|asked| asked.question.id == question.id);
        let stake = before.map(|asked| asked.at_stake).unwrap_or_default();
        project.apply(change)?;
        let asked = questions::asked(&project.board, project.answers());
        let effect = match asked.iter().find(|asked| asked.question.id == question.id) {
            None => format!("not asked for {}: no entry depends on it", project.board.kind_title()),
            Some(asked) => match self.answer {
                Known::No if stake.is_none() => "nothing more is set aside".to_owned(),
                Known::No => {
                    let follows = stake.total() > asked.left_out.total();
                    let more = if follows { ", with what follows from it" } else { "" };
                    format!("{} set aside{more}: {}", stake.phrase(), question.reason)
                }
                Known::Yes | Known::Unknown if asked.at_stake.is_none() => {
                    "its entries are already set aside by other answers".to_owned()
                }
                Known::Yes | Known::Unknown => {
                    let verb = if asked.at_stake.total() == 1 { "stays" } else { "stay" };
                    format!("{} {verb} in", asked.at_stake.phrase())
                }
            },
        };
        context.out.line(format!("  {effect}"));
        context.out.line(format!("  {}", project.board.items_that_apply()));
        contradictions_of(&project, &|one| one.questions.contains(&question.id), context.out);
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Examples:
  golive question second-factor yes
  golive question machine-callers no

Exit status:
  0 saved, 2 there is no such question (nothing is written), 3 not saved.";
