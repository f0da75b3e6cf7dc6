//! `golive projects`: the projects that are known.

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, bad, dim, strong};
use crate::cli::table::{Column, Table};
use crate::text::counted;
use crate::workspace::error::Error;
use crate::workspace::locate;
use crate::workspace::locate::known::{Known, about_copies, gone, known};
use crate::workspace::outlook::ProjectStanding;

/// List the projects
///
/// Those in the current folder and in the usual one, and every file that was opened elsewhere, each with its kind; below
/// them how each stands at its next milestone: the verdict, the day, what is left and what is late; if no milestone is
/// ahead, what is open and what is late. The one that commands work on right now is marked with a `*`. Choose another
/// one with --project NAME for one command; `golive use NAME` chooses it for all that follow. Copies of one project are named as such, with how to merge them.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        locate::in_folder(&locate::folders(context.world)?.data)?;
        // If the current folder has several, or none was opened yet, commands work on no project.
        let present = context.place().ok().map(|place| place.path);
        let projects = known(context.world, present.as_deref());
        if projects.is_empty() {
            context.out.line("there is no project yet");
            context
                .out
                .line(dim("make one, for example with `golive new \"Contoso portal\" --scenario b2c`"));
            return Ok(Exit::DONE);
        }
        let mut table = Table::new(&[Column::Left, Column::Left, Column::Left, Column::Left]);
        for one in &projects {
            let mark = if present.as_ref() == Some(&one.path) { strong("*") } else { Line::default() };
            let (name, kind) = match &one.glance {
                Ok(_) => (strong(one.name()), Line::from(one.kind())),
                Err(_) => (Line::from(one.name()), bad(one.kind())),
            };
            table.row([mark, name, kind, dim(one.path.to_string_lossy())]);
        }
        table.print(context.out);
        context.out.blank();
        standings(context, &projects);
        context.out.blank();
        context.out.line(counted(projects.len(), "project", "projects"));
        for path in gone(context.world) {
            context.out.line(dim(format!("gone: {}", path.to_string_lossy())));
        }
        for line in about_copies(&projects, &context.world.folder) {
            context.out.line(dim(line));
        }
        Ok(Exit::DONE)
    }
}

/// How each project stands at its next milestone, as a table to compare.
fn standings(context: &mut Context<'_>, projects: &[Known]) {
    let mut table = Table::new(&[Column::Left; 5]).indented(2);
    for one in projects {
        let standing = ProjectStanding::of(context.world, &one.path);
        let milestone = match &standing {
            ProjectStanding::Before(ahead) => {
                format!("{} {}", context.out.signs.milestone(), ahead.milestone)
            }
            _ => String::new(),
        };
        let (day, left) = (standing.day(), standing.left());
        let verdict = Line::from(standing.verdict());
        table.row([Line::from(one.name()), verdict, milestone.into(), day.into(), left.into()]);
    }
    table.print(context.out);
}

const HELP: &str = r#"Examples:
  golive projects
  golive --project "Contoso portal" status
  golive use Contoso

Exit status:
  0 done, 3 the folder could not be read."#;
