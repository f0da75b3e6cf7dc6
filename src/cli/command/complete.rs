//! `golive complete`: the names that a shell offers, one a line.

use clap::ValueEnum;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::domain::{filter, views};
use crate::workspace::error::Error;
use crate::workspace::locate;
use crate::workspace::locate::known::known;
use crate::workspace::views as kept;

/// Print the names that a shell completes
#[derive(Debug, clap::Args)]
#[command(hide = true, after_long_help = HELP)]
pub struct Args {
    /// Which names
    what: What,

    /// Only those that begin so; without any, the ends of ids that do
    #[arg(default_value = "")]
    begun: String,
}

/// The kinds of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Entries,
    Own,
    Milestones,
    People,
    Projects,
    Views,
    // Those that can be dropped.
    OwnViews,
    Checklists,
    Workstreams,
    Roles,
    Questions,
    Captures,
    Reviews,
    Apps,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        // What cannot be looked up is not offered; nobody reads an error in the middle of a line.
        if matches!(self.what, What::Projects) {
            for word in projects(&self.begun, context) {
                context.out.line(word);
            }
            return Ok(Exit::DONE);
        }
        let all = names(self.what, context).unwrap_or_default();
        for name in beginning(&all, &self.begun) {
            context.out.line(name);
        }
        Ok(Exit::DONE)
    }
}

/// A word for each project whose name or file begins so, which means it alone.
fn projects(begun: &str, context: &Context<'_>) -> Vec<String> {
    let files = known(context.world, None);
    let begun = begun.to_lowercase();
    let begins = |word: &str| word.to_lowercase().starts_with(&begun);
    let words = files.iter().zip(locate::words(&files));
    let meant = words.filter(|(one, word)| begins(&one.name()) || begins(&one.stem()) || begins(word));
    meant.map(|(_, word)| word).collect()
}

fn names(what: What, context: &mut Context<'_>) -> Result<Vec<String>, Error> {
    let own_views = kept::load(context.world)?;
    let me = context.author_to_read();
    let project = context.open()?;
    let (board, answers) = (&project.board, project.answers());
    let mut found: Vec<String> = match what {
        What::Projects => Vec::new(),
        What::Entries => board.rows().iter().map(|row| row.id.to_string()).collect(),
        What::Own => answers.own_items().map(|item| item.id.to_string()).collect(),
        What::Milestones => board.gates.iter().map(|gate| gate.id.to_string()).collect(),
        What::People => project.people().iter().map(ToString::to_string).collect(),
        What::Views => own_views
            .iter()
            .chain(&views::built_in(&me, &project.pack))
            .map(|view| view.name.to_string())
            .collect(),
        What::OwnViews => own_views.iter().map(|view| view.name.to_string()).collect(),
        What::Checklists => board.lists.iter().map(|list| list.id.to_string()).collect(),
        What::Workstreams => {
            let sections = board.lists.iter().flat_map(|list| &list.sections);
            let mut names: Vec<String> = sections.map(|section| section.name.to_string()).collect();
            names.sort();
            names
        }
        What::Roles => filter::roles(board).into_iter().map(ToString::to_string).collect(),
        What::Questions => board.pack.questions.iter().map(|question| question.id.to_string()).collect(),
        What::Captures => answers.captures.keys().map(|id| id.0.to_string()).collect(),
        What::Reviews => answers.reviews.iter().map(|closed| format!("r{}", closed.no)).collect(),
        What::Apps => {
            let apps = board.pack.scenarios.iter().filter(|one| one.plan.is_none());
            apps.map(|one| one.id.to_string()).collect()
        }
    };
    found.dedup();
    Ok(found)
}

/// The names that begin with what is typed, else the ends of ids that do: `demo` of `b2c/p1/demo`, as commands take
/// it.
fn beginning<'a>(all: &'a [String], begun: &str) -> Vec<&'a str> {
    let whole: Vec<&str> = all.iter().map(String::as_str).filter(|name| name.starts_with(begun)).collect();
    if !whole.is_empty() {
        return whole;
    }
    let ends = |name: &'a str| name.match_indices('/').filter_map(move |(at, _)| name.get(at + 1..));
    let all_ends: Vec<&str> = all.iter().flat_map(|name| ends(name)).collect();
    let is_unique = |end: &&str| all_ends.iter().filter(|other| *other == end).count() == 1;
    // An end of several is offered with as much before it as tells them apart: `p1/operate`, `p2/operate`.
    let told_apart = |name: &'a str| {
        ends(name).any(|end| end.starts_with(begun)).then(|| ends(name).rfind(is_unique).unwrap_or(name))
    };
    let mut found: Vec<&str> = all
        .iter()
        .filter_map(|name| {
            ends(name).filter(|end| end.starts_with(begun)).find(is_unique).or_else(|| told_apart(name))
        })
        .collect();
    found.sort_unstable();
    found
}

const HELP: &str = "\
Exit status:
  0 done, also if there is nothing to offer.";
