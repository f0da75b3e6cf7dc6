//! `golive capture`: writes down a decision, action, question, risk or something parked, and settles it later.

use clap::builder::{PossibleValue, PossibleValuesParser};

use super::answering;
use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::domain::capture_line;
use crate::journal::answers::CaptureAnswers;
use crate::journal::record::{CaptureId, CaptureKind, Change};
use crate::text::Text;
use crate::workspace::error::Error;

/// Write down a decision, action, question, risk or something parked
///
/// It belongs to an entry, or with `-` in the place of the id to the project as a whole. `@name` in the text says who,
/// a date at its end by when, as on the screens; what --owner or --due says is not looked for in the text. `done`
/// settles what was captured: the action is done, the question answered.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP, override_usage = USAGE)]
pub struct Args {
    /// What it is; or `done` to settle one
    #[arg(value_parser = words())]
    kind: String,
    /// The entry, or `-`; after `done` the capture
    #[arg(value_name = "ID|-|CAPTURE")]
    at: String,
    /// What is captured, with @name and a date at the end where there are any
    text: Option<String>,
    /// Who does it, or answers it
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// By when: 2026-12-01, fri, +2w
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
}

const USAGE: &str = "golive capture [OPTIONS] <KIND> <ID|-> <TEXT>
       golive capture done <CAPTURE>";

const DONE: &str = "done";

fn words() -> PossibleValuesParser {
    let kinds = CaptureKind::ALL.map(|kind| PossibleValue::new(kind.word()));
    PossibleValuesParser::new(kinds.into_iter().chain([PossibleValue::new(DONE).help("settle a capture")]))
}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match CaptureKind::ALL.into_iter().find(|kind| kind.word() == self.kind) {
            Some(kind) => self.write(kind, context),
            None => self.settle(context),
        }
    }
}

impl Args {
    fn write(self, kind: CaptureKind, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut text =
            self.text.as_deref().map(Text::block).filter(|text| !text.is_empty()).ok_or_else(|| {
                Error::usage(format!("what is the {}? There is no text", kind.word())).hint(format!(
                    "for example `golive capture {} {} \"...\"`",
                    kind.word(),
                    Text::line(&self.at)
                ))
            })?;
        let mut project = context.open_to_write()?;
        let at = if self.at == "-" { None } else { Some(project.one_entry(&self.at)?) };
        let today = project.moment.today;
        let mut owner = self.owner.as_deref().map(answering::owner).transpose()?.flatten();
        let mut due = self.due.as_deref().map(|typed| answering::day(typed, today)).transpose()?.flatten();
        // What a flag says is not looked for in the words, and words of several lines are no capture line.
        let is_line = !text.contains('\n');
        if is_line && self.owner.is_none() {
            let names = capture_line::names(project.answers(), &context.author_to_read());
            (text, owner) = capture_line::read_owner(&text, &names);
        }
        if is_line && self.due.is_none() {
            (text, due) = capture_line::read_day(&text, today);
        }
        let understood = capture_line::explain(owner.as_ref(), due, Some(kind), &project.moment).join("; ");
        let id = CaptureId(Text::line(&format!("{:08x}", (context.world.chance)() >> 32)));
        let words = text.clone();
        let change = Change::Capture { id: id.clone(), at: at.clone(), kind, text, owner, due };
        project.apply(change)?;
        let place = at.map(|id| format!(" at {}", project.named(&id).name)).unwrap_or_default();
        context.out.line(format!("{}{place}: {}  [{}]", kind.word(), words.first_line(), id.0));
        if !understood.is_empty() {
            context.out.line(format!("  {understood}"));
        }
        answering::note_past(due, today, context.out);
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }

    fn settle(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        if self.text.is_some() || self.owner.is_some() || self.due.is_some() {
            return Err(Error::usage("`capture done` takes the name of a capture and nothing else"));
        }
        let mut project = context.open_to_write()?;
        let id = project.capture(&self.at)?;
        let change = Change::Resolved { id: id.clone(), resolved: true };
        context.out.line(project.tell(&change).join(""));
        if project.answers().captures.get(&id).is_some_and(CaptureAnswers::is_resolved) {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        }
        project.apply(change)?;
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

const HELP: &str = r#"Examples:
  golive capture action "Design 42" "Write the table @lena fri"
  golive capture action design/42 "Write the lifetime table" \
      --owner Lena --due "27 nov"
  golive capture decision "Design 42" "One policy for web and app"
  golive capture parked - "A second brand in 2027"
  golive capture done 4be1    the name, or its beginning, from `golive captures`

Exit status:
  0 saved, 2 wrong use (nothing is written), 3 not saved."#;
