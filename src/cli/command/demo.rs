//! `golive demo`: a made-up project to try things on.

use std::path::PathBuf;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::journal::append::Journal;
use crate::journal::record::{FORMAT, Header, RunId as Writer};
use crate::pack::embedded;
use crate::text::Text;
use crate::workspace::demo;
use crate::workspace::error::{Error, failed};
use crate::workspace::locate::known::argument;
use crate::workspace::locate::shown;

/// Write a made-up project to try things on
///
/// Three weeks of a team's work on a customer portal, dated from today: answers, owners, dates, a closed review, a
/// workshop that is prepared. You are Ana in it. Your own projects are not touched.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The file to write
    file: PathBuf,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let path = context.world.absolute(&self.file);
        // The story is about the built-in pack, whichever one is worked with.
        let pack = embedded::pack();
        let run = Writer((context.world.chance)());
        let header = Header { format: FORMAT, id: Text::line(&format!("{:016x}", (context.world.chance)())) };
        let records = demo::story(&pack, &context.world.moment(), run);
        let said = records.len();
        Journal::create(&path, &header, run, records).map_err(|error| failed(&error))?;
        context.out.did("the project is made");
        context.out.line(format!("{}: {said} lines in {}", demo::NAME, shown(&path)));
        context.out.line(format!(
            "open it with: golive --file {} --author {}",
            argument(&path, &context.world.folder),
            demo::ME
        ));
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Examples:
  golive demo /tmp/contoso.golive
  golive --file /tmp/contoso.golive --author Ana

Exit status:
  0 written; 3 not written, or the file already exists.";
