//! `golive capture`: writes down a decision, action, question, risk, objection or something parked; resolves, changes
//! or removes it later.

use clap::builder::{PossibleValue, PossibleValuesParser};

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::project::Project;
use crate::domain::answer::Intent;
use crate::domain::capture_line::{self, Names, Understood as Said, Wanted};
use crate::domain::{captures, grammar};
use crate::journal::answers::Captured;
use crate::journal::record::{CaptureId, CaptureKind, Change};
use crate::text::Text;
use crate::workspace::error::Error;
use crate::workspace::locate::known::word;

/// Record a decision, action, question, risk, objection or parked thing
///
/// A capture belongs to an entry, or to the whole project if the id is `-`. The text is kept as it is. Only a name
/// after `@` that is known or stands at the end and, for actions and questions, a date at the end are taken out; `\@`
/// and quotes keep the words. A date behind a word that changes it is text: `last fri`, `not tomorrow`, `end of next
/// week`. --owner and --due take precedence. An objection belongs to the last decision at its entry.
///
/// `done` marks a capture as resolved: the action is finished, the question is answered. `edit` changes its text,
/// owner or date, and `remove` removes it; the history keeps both.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP, override_usage = USAGE)]
pub struct Args {
    /// What it is; or `done`, `edit` or `remove` for an earlier one
    #[arg(value_parser = words())]
    kind: String,
    /// The entry, or `-`; after `done`, `edit` and `remove` the capture
    #[arg(value_name = "ID|-|CAPTURE")]
    at: String,
    /// What is captured, with @name and a date at the end if there are any
    #[arg(allow_hyphen_values = true)]
    text: Option<String>,
    /// Who does it, or answers it; none clears it
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    owner: Option<String>,
    /// By when: 2026-12-01, fri, +2w; none clears it
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    due: Option<String>,
}

const USAGE: &str = "golive capture [OPTIONS] <KIND> <ID|-> <TEXT>
       golive capture done <CAPTURE>
       golive capture edit <CAPTURE> [TEXT] [--owner NAME] [--due DATE]
       golive capture remove <CAPTURE>";

const DONE: &str = "done";
const EDIT: &str = "edit";
const REMOVE: &str = "remove";

fn words() -> PossibleValuesParser {
    let kinds = CaptureKind::ALL.map(|kind| PossibleValue::new(kind.word()));
    let more = [
        PossibleValue::new(DONE).help("resolve a capture"),
        PossibleValue::new(EDIT).help("change a capture"),
        PossibleValue::new(REMOVE).help("take a capture away"),
    ];
    PossibleValuesParser::new(kinds.into_iter().chain(more))
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match CaptureKind::ALL.into_iter().find(|kind| kind.word() == self.kind) {
            Some(kind) => self.write(kind, context),
            None if self.kind == EDIT => self.edit(context),
            None if self.kind == REMOVE => self.remove(context),
            None => self.resolve(context),
        }
    }
}

impl Args {
    fn write(self, kind: CaptureKind, context: &mut Context<'_>) -> Result<Exit, Error> {
        let given = self.text.as_deref().map(answering::block).transpose()?;
        let text = given.filter(|text| !text.is_empty()).ok_or_else(|| {
            Error::usage(format!("what is the {}? There is no text", kind.word())).hint(format!(
                "for example `golive capture {} {} \"...\"`",
                kind.word(),
                word(&self.at)
            ))
        })?;
        let mut project = context.open_to_write()?;
        let at = if self.at == "-" { None } else { Some(project.one_entry(&self.at)?) };
        let said = self.said(&text, kind, &project, context)?;
        let to = (kind == CaptureKind::Objection)
            .then(|| captures::last_decision(project.answers(), at.as_ref()).cloned())
            .flatten();
        let id = CaptureId(Text::line(&format!("{:08x}", (context.world.chance)() >> 32)));
        let Said { text, owner, due } = said.clone();
        let captured = Captured { at: at.clone(), kind, text, owner, due, to };
        if let Some(change) = answering::decide(&project, &Intent::Capture { id: id.clone(), captured })? {
            project.apply(change)?;
        }
        let place = at.map(|id| format!(" at {}", project.named(&id).name)).unwrap_or_default();
        let words = said.text.glimpse_with(context.out.signs.cut());
        context.out.line(format!("{}{place}: {words}  [{}]", kind.word(), id.0));
        say_who(&said, kind, self.due.as_deref(), &project, context);
        Ok(Exit::DONE)
    }

    /// Writes a capture again under its id, with what was given in place of what it had.
    fn edit(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        if self.text.is_none() && self.owner.is_none() && self.due.is_none() {
            return Err(Error::usage("`capture edit` needs a new text, --owner or --due"));
        }
        let mut project = context.open_to_write()?;
        let id = project.capture(&self.at)?;
        let Some(before) = project.answers().captures.get(&id).and_then(|one| one.capture.value()).cloned()
        else {
            return Err(Error::usage(format!("the capture {} was removed", id.0)));
        };
        let given = self.text.as_deref().map(answering::block).transpose()?.filter(|text| !text.is_empty());
        let said = self.said(given.as_ref().unwrap_or(&Text::default()), before.kind, &project, context)?;
        let owner = if self.owner.is_some() {
            said.owner.clone()
        } else {
            said.owner.clone().or(before.owner.clone())
        };
        let due = if self.due.is_some() { said.due } else { said.due.or(before.due) };
        let text = if given.is_some() { said.text } else { before.text.clone() };
        let said = Said { text, owner, due };
        let words = said.text.glimpse_with(context.out.signs.cut());
        context.out.line(format!("{}: {words}  [{}]", before.kind.word(), id.0));
        let Said { text, owner, due } = said.clone();
        let kind = before.kind;
        let captured = Captured { text, owner, due, ..before };
        let Some(change) = answering::decide(&project, &Intent::Capture { id, captured })? else {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        };
        project.apply(change)?;
        say_who(&said, kind, self.due.as_deref(), &project, context);
        Ok(Exit::DONE)
    }

    fn remove(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        self.only_names_one("remove")?;
        let mut project = context.open_to_write()?;
        let id = project.capture(&self.at)?;
        let change = Change::Removed(id.0.clone());
        context.out.line(project.tell(&change).join(""));
        if project.answers().captures.get(&id).is_none_or(|one| one.capture.value().is_none()) {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        }
        project.apply(change)?;
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }

    /// What the text and the flags say. A flag is not looked for in the text, and several lines are not a capture line.
    fn said(
        &self,
        text: &Text,
        kind: CaptureKind,
        project: &Project,
        context: &Context<'_>,
    ) -> Result<Said, Error> {
        let today = project.moment.today;
        let owner = self.owner.as_deref().map(|typed| grammar::owner(typed, &project.people()));
        let owner = owner.transpose()?.flatten();
        let due = self.due.as_deref().map(|typed| answering::day(typed, today)).transpose()?.flatten();
        if text.contains('\n') {
            return Ok(Said { text: text.clone(), owner, due });
        }
        let wanted = Wanted::of(kind);
        let wanted = Wanted { who: self.owner.is_none(), day: wanted.day && self.due.is_none() };
        let names = Names::of(project.answers(), &context.author_to_read());
        let found = capture_line::read(text, wanted, &names, today);
        Ok(Said { text: found.text, owner: owner.or(found.owner), due: due.or(found.due) })
    }

    fn only_names_one(&self, word: &str) -> Result<(), Error> {
        if self.text.is_some() || self.owner.is_some() || self.due.is_some() {
            return Err(Error::usage(format!(
                "`capture {word}` takes the name of a capture and nothing else"
            )));
        }
        Ok(())
    }

    fn resolve(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        self.only_names_one(DONE)?;
        let mut project = context.open_to_write()?;
        let id = project.capture(&self.at)?;
        let change = Change::Resolved { id: id.clone(), resolved: true };
        context.out.line(project.tell(&change).join(""));
        let Some(change) = answering::decide(&project, &Intent::Resolve { id, resolved: true })? else {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        };
        project.apply(change)?;
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

fn say_who(
    said: &Said,
    kind: CaptureKind,
    typed: Option<&str>,
    project: &Project,
    context: &mut Context<'_>,
) {
    let understood = capture_line::explain(said, kind, &project.moment).join("; ");
    if !understood.is_empty() {
        context.out.line(format!("  {understood}"));
    }
    answering::note_past(said.due, project.moment.today, context.out);
    answering::note_next_year(typed, project.moment.today, context.out);
    answering::say_saved(project, context.out);
}

const HELP: &str = r#"Examples:
  golive capture action "Design 42" "Write the table @lena fri"
  golive capture action design/42 "Write the lifetime table" \
      --owner Lena --due "27 nov"
  golive capture decision "Design 42" "One policy for web and app"
  golive capture parked - "A second brand in 2027"
  golive capture objection "Design 42" "Support cannot wait @omar"
  golive capture edit 4be1 "Write both tables" --due +1w
  golive capture done 4be1    the name, or its beginning, from `golive captures`

Exit status:
  0 saved, 2 wrong use (nothing is written), 3 not saved."#;
