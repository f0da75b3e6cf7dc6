//! The command line: reads the arguments, asks the world, runs one command, and says what came of it.
//!
//! `args` reads a command line, `global` are the flags every command has, `command` the commands (one file each),
//! `context` what a command works with, `names` the ids people shorten, `out` the one way to print, `reporting` puts
//! reports together, and `error` prints failures and gives them an exit status. Nothing is counted here: that is
//! `domain`.

use std::ffi::OsString;

pub mod args;
pub mod command;
pub mod context;
pub mod error;
pub mod filters;
pub mod global;
pub mod host;
pub mod names;
pub mod open;
pub mod out;
pub mod reporting;
pub mod table;

use crate::workspace::error::Error;
pub use crate::workspace::project;
use crate::workspace::world::World;
use context::RunCommand;
use error::Exit;
use out::Out;

/// Runs the program in the real world and returns its exit status.
pub fn main() -> Exit {
    outlast_small_files();
    let mut world = World::real();
    run(std::env::args_os(), &mut world)
}

/// A write above the limit of a file's size is an error like others, not the end of the program.
#[cfg(unix)]
fn outlast_small_files() {
    // The error is what matters; that the signal came is not looked at.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
fn outlast_small_files() {}

/// Runs one command line, the program's name first, and returns its exit status.
pub fn run(args: impl IntoIterator<Item = OsString>, world: &mut World) -> Exit {
    let cli = match args::parse(args, world) {
        Ok(cli) => cli,
        Err(stop) => return args::say(&stop, world),
    };
    let (global, command) = (cli.global, cli.command);
    let mut out = Out::stdout(world, global.color, global.ascii);
    let outcome =
        context::Context::new(world, global, args::command, &mut out).and_then(|mut context| match command {
            Some(command) => command.run(&mut context),
            None => open::open(&mut context),
        });
    let notes = out.take_notes();
    let done = out.done();
    let written = out.finish();
    let outcome = outcome.and_then(|exit| match written {
        Ok(()) => Ok(exit),
        Err(source) => {
            let error = Error::io("cannot write to standard output").cause(&source);
            let hint = done.map(|done| format!("{done}; do not give the command again"));
            Err(hint.into_iter().fold(error, Error::hint))
        }
    });
    error::say(&notes, outcome.as_ref().err(), world);
    outcome.unwrap_or_else(|error| Exit::of(&error))
}
