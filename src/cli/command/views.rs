//! `golive views`: filters and orders under a name.

use clap::Subcommand;

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::filters::{Filters, sort_words};
use crate::cli::out::{Line, dim, strong};
use crate::cli::project::Project;
use crate::cli::table::Table;
use crate::domain::views::{self, Sort, View};
use crate::domain::{board::Entry, filter};
use crate::text::{Text, counted};
use crate::workspace::error::{Error, quoted};
use crate::workspace::views as kept;

/// List the views: filters and orders under a name
///
/// A view is yours, not the project's: it holds in every project, and is kept in views.ron in the folder of the
/// settings. `golive list --view NAME` uses one, on the screens V does: there the lists have the items, and the plan has
/// the topics, so the two are counted apart.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    Save(Box<Save>),
    Drop(Drop),
}

/// Keep filters and an order under a name
///
/// A view of that name is replaced. A date that is seen from today, such as +2w, stays so.
#[derive(Debug, clap::Args)]
#[command(after_long_help = SAVE_HELP)]
struct Save {
    /// What the view is called
    name: String,
    #[command(flatten)]
    filters: Filters,
    /// In which order
    #[arg(long, value_name = "ORDER", value_parser = sort_words())]
    sort: Option<Sort>,
}

/// Drop a view that you kept
#[derive(Debug, clap::Args)]
#[command(after_long_help = DROP_HELP)]
struct Drop {
    /// What the view is called
    name: String,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match self.what {
            None => list(context),
            Some(What::Save(args)) => args.run(context),
            Some(What::Drop(args)) => args.run(context),
        }
    }
}

fn list(context: &mut Context<'_>) -> Result<Exit, Error> {
    let project = context.open()?;
    let own = kept::load(context.world)?;
    let built_in = views::built_in(&context.author_to_read(), &project.pack);
    let out = &mut *context.out;
    let mut table = Table::around(2, 0).indented(2);
    if !own.is_empty() {
        table.heading(strong("Yours"));
        for view in &own {
            table.row(cells(view, &project));
        }
    }
    table.heading(strong("Built in"));
    for view in &built_in {
        table.row(cells(view, &project));
    }
    table.print(out);
    Ok(Exit::DONE)
}

fn cells(view: &View, project: &Project) -> [Line; 3] {
    let (board, answers) = (&project.board, project.answers());
    let passes = |row: &&Entry| row.applies.is_yes() && filter::matches(&view.scope, row, board, answers);
    let count = if view.sort == Sort::Published {
        counted(views::published_rows(&view.scope, board, answers).len(), "row", "rows")
    } else {
        let (items, topics): (Vec<&Entry>, Vec<&Entry>) =
            board.rows().iter().filter(passes).partition(|row| row.is_item());
        let topics = match topics.len() {
            0 => String::new(),
            topics => format!(", {}", counted(topics, "topic", "topics")),
        };
        format!("{}{topics}", counted(items.len(), "item", "items"))
    };
    [Line::from(&view.name), Line::from(count), dim(phrase(view, project))]
}

/// `status open, owner Ana; by due date`
fn phrase(view: &View, project: &Project) -> String {
    let parts = [filter::phrase(&view.scope, &project.board), view.sort.phrase().to_owned()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

impl Save {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let name = answering::line(&self.name)?;
        if name.is_empty() {
            return Err(Error::usage("a view needs a name"));
        }
        let project = context.open()?;
        let scope = self.filters.scope(&project)?;
        let view = View { name, scope, sort: self.sort.unwrap_or_default() };
        if filter::is_empty(&view.scope) && view.sort == Sort::Lists {
            return Err(Error::usage("a view needs a filter or an order")
                .hint("for example `golive views save late --overdue --sort due`"));
        }
        let had = kept::save(context.world, &view)?;
        context.out.did("the view is saved");
        let verb = if had { "replaced" } else { "saved" };
        context.out.line(format!("{verb} the view {}: {}", quoted(&view.name), phrase(&view, &project)));
        Ok(Exit::DONE)
    }
}

impl Drop {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        if kept::drop_named(context.world, &self.name)? {
            context.out.did("the view is dropped");
            context.out.line(format!("dropped the view {}", quoted(&self.name)));
            return Ok(Exit::DONE);
        }
        Err(unknown(&self.name, &kept::load(context.world)?, &[]))
    }
}

/// Why no view has this name.
pub(super) fn unknown(name: &str, own: &[View], built_in: &[View]) -> Error {
    let error = Error::usage(format!("no view is called {}", quoted(name)));
    let names: Vec<&Text> = own.iter().chain(built_in).map(|view| &view.name).collect();
    match crate::text::nearest(name, names.iter().map(|name| name.as_str())) {
        Some(near) => error.hint(format!("did you mean {}?", quoted(near))),
        None => error.hint("`golive views` lists them"),
    }
}

const HELP: &str = r#"Examples:
  golive views
  golive views save late --overdue --sort due
  golive views save "Ben soon" --owner Ben --due-until +2w
  golive list --view late
  golive views drop late

Exit status:
  0 done, 2 wrong use (nothing is written), 3 not written."#;

const SAVE_HELP: &str = r#"Examples:
  golive views save late --overdue --sort due
  golive views save "Ben soon" --owner Ben --due-until +2w

Exit status:
  0 saved, 2 wrong use (nothing is written), 3 not written."#;

const DROP_HELP: &str = "\
Exit status:
  0 done, 2 no such view, 3 not written.";
