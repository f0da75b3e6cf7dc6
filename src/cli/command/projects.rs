//! `golive projects`: the projects in the usual folder.

use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::out::{Line, bad, dim, strong};
use crate::cli::project;
use crate::cli::table::{Column, Table};
use crate::text::counted;
use crate::workspace::error::Error;
use crate::workspace::locate;

/// List the projects
///
/// Those in the usual folder, each with its kind and its file. The one that commands work on right now is marked with
/// a `*`. Choose another one with --project NAME for one command, or open it once in the screens.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let folder = locate::folders(context.world)?.data.clone();
        let mut files = locate::in_folder(&folder)?;
        // Where several are in the current folder, or none was opened yet, no project is the present one.
        let present = locate::choose(context.world, &context.global.wanted(), &project::name_of)
            .ok()
            .map(|place| place.path);
        if let Some(path) = &present
            && !files.contains(path)
        {
            files.push(path.clone());
        }
        if files.is_empty() {
            context.out.line("there is no project yet");
            context
                .out
                .line(dim("make one, for example with `golive new \"Contoso portal\" --scenario b2c`"));
            return Ok(Exit::DONE);
        }
        let mut table = Table::new(&[Column::Left, Column::Left, Column::Left, Column::Left]);
        for path in &files {
            let is_present = present.as_ref() == Some(path);
            let mark = if is_present { strong("*") } else { Line::default() };
            let (name, kind) = match project::glance(path) {
                Ok(glance) => (strong(&glance.name), Line::from(glance.kind)),
                Err(error) => (
                    Line::from(path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default()),
                    bad(error.to_string()),
                ),
            };
            table.row([mark, name, kind, dim(path.to_string_lossy())]);
        }
        table.print(context.out);
        context.out.blank();
        context.out.line(counted(files.len(), "project", "projects"));
        Ok(Exit::DONE)
    }
}

const HELP: &str = r#"Examples:
  golive projects
  golive --project "Contoso portal" status

Exit status:
  0 done, 3 the folder could not be read."#;
