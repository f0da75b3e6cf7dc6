//! `golive note`: the answer to an entry in words, or a private note.

use std::io::Read;

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::domain::answer::Said;
use crate::text::Text;
use crate::workspace::error::Error;

/// Write the answer to an entry in words
///
/// The answer is on the record: the room, the minutes and the report show it. It replaces the one that was there;
/// the history keeps that. A private note is kept in a file of your own, is never in the project's file, and never
/// shows in the room or in a report.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The entry: an id, a shortened id, or a short name such as "Design 42"
    id: String,
    /// The answer; `-` reads it from standard input
    #[arg(allow_hyphen_values = true)]
    text: String,
    /// Keep it as a private note
    #[arg(long)]
    private: bool,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let id = project.one_entry(&self.id)?;
        let is_read = self.text == "-";
        let raw = if is_read { read(context)? } else { self.text };
        let text = answering::block(&raw)?;
        if is_read && text.is_empty() {
            return Err(Error::usage("standard input is empty, so the answer stays as it is")
                .hint(format!("`golive note {id} \"\"` removes it")));
        }
        if self.private {
            let name = project.named(&id).whole();
            let empty = text.is_empty();
            let by = context.author()?;
            project.open_private(context.world, &by)?;
            if project.private_note(&id).map_or("", Text::as_str) == text.as_str() {
                project.settle_private()?;
                answering::say_nothing_of(&Said::note(text).about(&[id]), context.out);
                return Ok(Exit::DONE);
            }
            project.keep_private_note(&id, &text, (context.world.clock)())?;
            let what = if empty { "private note removed" } else { "private note written" };
            context.out.line(format!("{name}: {what}"));
            answering::say_saved_privately(context.out);
            return Ok(Exit::DONE);
        }
        let what = if text.is_empty() { "answer removed" } else { "answer written" };
        let intent = Said::note(text).about(std::slice::from_ref(&id));
        let Some(change) = answering::decide(&project, &intent)? else {
            answering::say_nothing_of(&intent, context.out);
            return Ok(Exit::DONE);
        };
        let name = project.named(&id).whole();
        project.apply(change)?;
        context.out.line(format!("{name}: {what}"));
        answering::say_saved(&project, context.out);
        answering::say_meanwhile(&project, std::slice::from_ref(&id), context.out);
        Ok(Exit::DONE)
    }
}

/// The longest answer that is read.
const LONGEST: u64 = 64 * 1024;

fn read(context: &mut Context<'_>) -> Result<String, Error> {
    let mut bytes = Vec::new();
    (&mut context.world.stdin)
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::io("cannot read standard input").cause(&error))?;
    if bytes.len() as u64 > LONGEST {
        return Err(
            Error::usage("an answer is at most 64 KiB long").hint("keep the document elsewhere and link it")
        );
    }
    String::from_utf8(bytes).map_err(|_| Error::usage("standard input is not UTF-8 text"))
}

const HELP: &str = r#"Examples:
  golive note design/42 "Customers: 8 h idle, 24 h absolute."
  golive note design/42 - < answer.txt
  golive note design/42 ""    takes the answer away
  golive note design/42 "Ask Kim about the audit rule first." --private

Exit status:
  0 saved, 2 the id is wrong (nothing is written), 3 not saved."#;
