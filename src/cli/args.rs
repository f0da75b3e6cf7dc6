//! A command line: its commands and flags, and the words before and after them in `--help`.

use std::ffi::OsString;

use clap::{CommandFactory, FromArgMatches, Parser};

use super::command::Command;
use super::error::Exit;
use super::global::Global;
use super::out::{Colour, Out, bad};
use crate::workspace::world::World;

/// Take a team from the first question to go-live and past it
///
/// Golive holds the checklists of a customer identity project (Analyze, Design, Build, Test, Deploy, Monitor) and
/// the phase plans, keeps what a team answers, and tells what still stands between it and the next milestone.
/// It works without a network and keeps everything in one file a project.
///
/// Without a command it opens the screens.
#[derive(Debug, Parser)]
#[command(name = "golive", version, after_long_help = AFTER, max_term_width = 100)]
#[command(subcommand_value_name = "COMMAND", subcommand_help_heading = "Commands")]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

const AFTER: &str = "\
Which project:
  The first of these that applies:
    1. --file, then --project, then GOLIVE_FILE
    2. the only *.golive file in the current folder; of several there, none:
       a command lists them and ends with 2, the screens ask
    3. the project that was chosen last: opened in the screens, made by
       `golive new` without --file, or named by `golive use`
  The same holds for commands and screens.
  `golive projects` lists all that were opened.

Ids:
  An entry is named by its id (design/session-lifetimes-designed), by whole
  last parts or the beginning of it while that is unique, or by its short name
  (\"Design 42\" or design/42). The same holds for milestones and questions.

Dates:
  2026-12-01, 1.12.2026, 1.12. or 27 nov (the next one), 27 nov 2026, today,
  tomorrow, yesterday, fri (the next one), next fri (that of next week), next
  week (its Monday), last week, in 3 days, 3 days ago, +3d, +2w, +1m;
  2026/12/01 and 31/12/2026 too, but not 01/12/2026, which may be two days

Exit status:
  0      done, and what was changed is saved
  1      the answer is no
  2      wrong use
  3      something could not be read or written
  128+n  ended by signal n

Environment:
  GOLIVE_FILE, GOLIVE_PACK, GOLIVE_AUTHOR
                             as --file, --pack, --author, which come first
  NO_COLOR, CLICOLOR_FORCE   never colour, always colour
  CLICOLOR=0                 no colour, as on a terminal that has none (vt100)
  LC_ALL, LC_CTYPE, LANG     ASCII signs if the first that is set is not UTF-8
  TERM                       ASCII signs on the console of Linux and a vt100
  VISUAL, EDITOR             the editor for longer answers";

/// The commands and flags as clap knows them.
pub fn command() -> clap::Command {
    Cli::command()
}

/// A command line that ends before a command runs: help, version, or wrong use.
pub type EarlyExit = clap::Error;

/// Reads a command line, the program's name first.
pub fn parse(args: impl IntoIterator<Item = OsString>, world: &World) -> Result<Parsed, EarlyExit> {
    let width = world.columns.filter(|_| world.terminals.stdout).unwrap_or(80).clamp(40, 100);
    let mut command = command().term_width(width);
    let matches = command.try_get_matches_from_mut(args)?;
    let cli = Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
    Ok(Parsed { global: cli.global, command: cli.command })
}

/// A command line that was understood.
pub struct Parsed {
    pub global: Global,
    /// None opens the screens.
    pub command: Option<Command>,
}

/// Prints why there is nothing to run, and returns the exit status: 0 for help, 2 for wrong use.
pub fn say(stop: &EarlyExit, world: &mut World) -> Exit {
    let text = stop.render();
    if stop.use_stderr() {
        let words = text.to_string();
        let mut out = Out::stderr(world);
        for (at, line) in words.trim_end().lines().enumerate() {
            match line.strip_prefix("error: ").filter(|_| at == 0) {
                Some(rest) => out.line(bad("error: ").and(rest)),
                None => out.line(line),
            }
        }
        // Nobody is left to tell when standard error cannot be written.
        drop(out.finish());
        return Exit(2);
    }
    let mut out = Out::stdout(world, Colour::Auto, false);
    out.help(&text);
    match out.finish() {
        Ok(()) => Exit::DONE,
        Err(_) => Exit(3),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_of_the_commands_is_sound() {
        super::command().debug_assert();
    }
}
