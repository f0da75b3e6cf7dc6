//! `golive walk`: a workshop line by line, without a screen.
//!
//! Here are its arguments. Which workshop it walks through, and those that are only prepared, is `planned`, the loop
//! between lines and the project `driver`; what a line means is `domain::walk`, what comes of it `machine`.

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::filters::Filters;
use crate::domain::workshop::clock;
use crate::workspace::error::Error;

mod aloud;
mod answers;
mod by_hand;
mod closing;
mod course;
mod driver;
mod effect;
mod machine;
mod marks;
mod mode;
mod planned;
mod say;

use driver::Driver;
use mode::{NextOutput, Walk};

/// Run a workshop line by line
///
/// The same workshop as on the screens, for screen readers, plain terminals, logs and scripts. It shows one entry at
/// a time and reads one command a line: `answer`, `done`, `blocked`, `action`, `park`, `go`, `close`. An empty line
/// goes to the next entry; `help` lists all commands.
///
/// An open workshop is resumed. Otherwise the workshop prepared for today opens; with filters, or if none is
/// prepared, a new one opens with an agenda of what is left, as long as --minutes allows. At the end of the input the
/// workshop stays open (after `close` it is closed), and everything typed has been saved (`NOT SAVED:` reports the
/// exceptions).
///
/// `--prepare` saves the workshop for later instead of opening it. `--list` shows the prepared workshops with the
/// numbers that --begin, --change and --drop take. Changing minutes, people or filters rebuilds the agenda; entries
/// added by hand stay, and so do the entries of a part.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
    /// How long it may take [default: 90]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: Option<u32>,
    /// Who is here, each with a role after a colon if that matters
    #[arg(long, value_name = "A,B")]
    people: Option<String>,
    /// What the workshop is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Keep it for its day rather than begin it now
    #[arg(long, group = "what")]
    prepare: bool,
    /// Day of a prepared workshop, with a time if it is known: 2026-12-01, fri, "fri 14:00"; `none` removes it
    #[arg(long, value_name = "DATE")]
    day: Option<String>,
    /// List the workshops that are prepared, with their numbers
    #[arg(long, group = "what")]
    list: bool,
    /// Open the prepared workshop with this number, whatever its day
    #[arg(long, value_name = "NUMBER", group = "what")]
    begin: Option<usize>,
    /// Change the prepared workshop with this number; options that are not given stay
    #[arg(long, value_name = "NUMBER", group = "what")]
    change: Option<usize>,
    /// Delete the prepared workshop with this number
    #[arg(long, value_name = "NUMBER", group = "what")]
    drop: Option<usize>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        self.check()?;
        if self.list {
            planned::list(context)?;
            return Ok(Exit::DONE);
        }
        let mut project = context.open_to_write()?;
        self.note_odd_roles(context, &project);
        if self.prepare {
            self.prepare(context, &mut project)?;
            return Ok(Exit::DONE);
        }
        if let Some(no) = self.change {
            self.change(no, context, &mut project)?;
            return Ok(Exit::DONE);
        }
        if let Some(no) = self.drop {
            planned::drop_it(no, context, &mut project)?;
            return Ok(Exit::DONE);
        }
        let open = project.answers().open_workshop().cloned();
        let (due, used) = match open {
            Some(open) if self.plans_anew() || self.begin.is_some() => {
                return Err(Error::usage(format!("the workshop `{}` is open", open.plan.title))
                    .hint("`golive walk` without options continues with it, and `close` there ends it"));
            }
            Some(open) => (NextOutput::Resumed, clock::used_by_record(&open, project.answers())),
            None => {
                let Some(change) = self.opening(&project)? else {
                    context.out.line(planned::NOTHING_LEFT);
                    return Ok(Exit::DONE);
                };
                project.apply(change)?;
                (NextOutput::Opening, 0)
            }
        };
        Driver::new(context, project, used).walk(Walk::new(due))
    }
}

const HELP: &str = r#"Examples:
  golive walk --checklist design --minutes 45 --people "Ana, Ben:security"
  golive walk --milestone demo --level must
  golive walk --checklist design --workstream logout --prepare --day fri
  golive walk --list
  golive walk --change 1 --minutes 60
  printf 'done wiki/tenants\n\nclose\n' | golive walk

Exit status:
  0 done, 2 wrong use, 3 something was not saved."#;
