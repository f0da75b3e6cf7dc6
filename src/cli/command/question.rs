//! `golive question`: answers a question about the project.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{answering, questions};
use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::{Error, Exit};
use crate::journal::record::{Change, Known};
use crate::text::counted;

/// Answer a question about the project
///
/// A no sets the entries that hang on it aside, with its reason; nothing that was said about them is lost. Yes and
/// unknown keep them in. `golive questions` lists the questions with their names.
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

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let question = project.question(&self.question)?.clone();
        context.out.line(format!("{} {}", question.ask, self.answer.word()));
        let field = project.answers().questions.get(&question.id);
        let rival = field.is_some_and(|field| field.rival().is_some());
        if project.answers().known(&question.id) == self.answer && !rival {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        }
        project.apply(Change::Question { id: question.id.clone(), answer: self.answer })?;
        let count = questions::left_out(&project, &question);
        let entries = counted(count, "entry", "entries");
        match self.answer {
            Known::No if count > 0 => {
                context.out.line(format!("  {entries} left out: {}", question.reason));
            }
            Known::No => context.out.line("  nothing hangs on it in this project"),
            Known::Yes | Known::Unknown => context.out.line(format!("  {entries} stay in")),
        }
        context.out.line(format!("  {}", project.items_that_apply()));
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Examples:
  golive question second-factor yes
  golive question machine-clients no

Exit status:
  0 saved, 2 there is no such question (nothing is written), 3 not saved.";
