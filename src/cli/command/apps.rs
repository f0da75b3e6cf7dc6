//! `golive apps`: the application scenarios of the project, and what each brings.

use super::answering;
use super::new::app;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim, good};
use crate::cli::project::Project;
use crate::cli::table::{Column, Table};
use crate::domain::answer::Intent;
use crate::domain::questions;
use crate::pack::model::{Pack, Scenario, ScenarioId};
use crate::text::counted;
use crate::workspace::error::{Error, quoted};

/// Show or change the kinds of applications that the project has
///
/// Each brings items of its own and proposes answers to project questions. One that is taken away sets its items
/// aside; what was answered there is kept and comes back with it. Without arguments they are listed. One `golive undo`
/// takes a change back.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// What comes and goes: +spa-api, -mobile-api
    #[arg(value_name = "+ID|-ID", allow_hyphen_values = true)]
    changes: Vec<String>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        if self.changes.is_empty() {
            let project = context.open()?;
            let mut table = Table::new(&[Column::Left, Column::Left, Column::Flexible, Column::Right]);
            for scenario in project.pack.apps() {
                let has = chosen(&project).contains(&scenario.id);
                table.row([
                    if has { good("yes") } else { dim("no") },
                    Line::from(scenario.id.as_str()),
                    Line::from(&scenario.title),
                    dim(brings(&project.pack, scenario)),
                ]);
            }
            table.print(context.out);
            context.out.blank();
            context.out.line(project.board.items_that_apply());
            context.out.line(dim("`golive apps +ID -ID` changes what the project has"));
            return Ok(Exit::DONE);
        }
        let mut project = context.open_to_write()?;
        let mut after = chosen(&project).to_vec();
        for typed in &self.changes {
            let (is_added, name) = match (typed.strip_prefix('+'), typed.strip_prefix('-')) {
                (Some(name), _) => (true, name),
                (None, Some(name)) => (false, name),
                (None, None) => {
                    return Err(Error::usage(format!(
                        "{} says neither what comes nor what goes",
                        quoted(typed)
                    ))
                    .hint(format!("write +{typed} or -{typed}")));
                }
            };
            let id = app(&project.pack, name)?;
            after.retain(|other| *other != id);
            if is_added {
                after.push(id);
            }
        }
        // In the pack's order, so that the same choice is the same whatever came first.
        let order = |id: &ScenarioId| project.pack.apps().position(|scenario| scenario.id == *id);
        after.sort_by_key(order);
        let applied = project.board.items.total();
        let Some(change) = answering::decide(&project, &Intent::Apps { apps: after })? else {
            answering::say_nothing(context.out);
            return Ok(Exit::DONE);
        };
        project.apply(change)?;
        context.out.line(project.kind());
        let now = project.board.items.total();
        let effect = match (now.checked_sub(applied), applied.checked_sub(now)) {
            (Some(0), _) => "as many items apply as before".to_owned(),
            (Some(more), _) => counted(more as usize, "more item applies", "more items apply"),
            (None, fewer) => {
                let fewer = fewer.unwrap_or_default() as usize;
                format!(
                    "{}; what was answered there is kept",
                    counted(fewer, "item does not apply any more", "items do not apply any more")
                )
            }
        };
        context.out.line(format!("  {effect}"));
        context.out.line(format!("  {}", project.board.items_that_apply()));
        let proposed = questions::accept(&project.board, project.answers()).len();
        if proposed > 0 {
            let words = counted(proposed, "answer is", "answers are");
            context.out.line(dim(format!("  {words} proposed; `golive questions --accept` takes them")));
        }
        answering::say_saved(&project, context.out);
        Ok(Exit::DONE)
    }
}

fn chosen(project: &Project) -> &[ScenarioId] {
    project.answers().scenario.value().map(|chosen| chosen.apps.as_slice()).unwrap_or_default()
}

/// `brings 5 items, proposes 2 answers`
fn brings(pack: &Pack, scenario: &Scenario) -> String {
    let items = pack.items().filter(|item| item.scenarios.contains(&scenario.id)).count();
    let answers = scenario.asks.len();
    format!("brings {}, proposes {}", counted(items, "item", "items"), counted(answers, "answer", "answers"))
}

const HELP: &str = "\
Examples:
  golive apps
  golive apps +mobile-api
  golive apps -spa-api +sso-regular-web-apps

Exit status:
  0 done, 2 there is no such application scenario (nothing is written), 3 not
  saved.";
