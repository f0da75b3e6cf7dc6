//! `golive facts`: what the export of a tenant shows, item by item, beside what was answered.

mod accept;
pub(super) mod asked;
mod print;
mod rules;

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::open;
use crate::cli::project::Project;
use crate::domain::facts::looked::Looked;
use crate::domain::facts::{self, ItemFacts};
use crate::facts::file::Kind;
use crate::facts::rules::Rules;
use crate::journal::record::EntryFilter;
use crate::pack::model::{ChecklistId, Pack};
use crate::report::facts::FactsJson;
use crate::workspace::error::{Error, FailureKind as Failure, quoted};
use crate::workspace::exports::{self, OnDisk, refused};
use asked::Quietly;

/// Compare the export of a tenant with your answers
///
/// The export is read offline and never changed, copied or stored. It can refute an answer and offer evidence; it
/// proves nothing, so each sentence says what is left for a person. Without a project all items of the pack are shown.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The export: `tenant.yaml`, its folder, another file that the pack has rules for, or `-`
    #[arg(required_unless_present = "rules")]
    export: Option<PathBuf>,
    /// The kind of tenant that it is of; a development export never speaks for production
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    tenant: Option<Kind>,
    /// The day of the export; without it the day of the file
    #[arg(long, value_name = "DATE")]
    of: Option<String>,
    /// Compare with an earlier export, or with the export of another tenant
    #[arg(long, value_name = "EARLIER")]
    against: Option<PathBuf>,
    /// Only what counts at this milestone
    #[arg(long, value_name = "M")]
    milestone: Option<String>,
    /// Only items of this checklist
    #[arg(long, value_name = "C", value_delimiter = ',')]
    checklist: Vec<String>,
    /// List every group, also what does not apply; otherwise only answers that are contradicted, or, without a
    /// project, what is refuted. --json has every group in any case
    #[arg(long)]
    all: bool,
    /// Print JSON, as docs/json.md describes it
    #[arg(long, conflicts_with = "check")]
    json: bool,
    /// Print a line for each refuted item, and exit with 1 if there is one
    #[arg(long)]
    check: bool,
    /// With --check: what is worth a look or cannot be told counts too
    #[arg(long, requires = "check")]
    strict: bool,
    /// Take what is on offer, of these items or of all: evidence, or todo again with the reason
    #[arg(long, value_name = "ITEM", num_args = 0.., conflicts_with_all = ["check", "json", "rules"])]
    accept: Option<Vec<String>>,
    /// With --accept: do not ask
    #[arg(long, requires = "accept")]
    yes: bool,
    /// Say what is looked at, of all items or of one, and what cannot be shown
    #[arg(long, value_name = "ITEM", num_args = 0..=1, default_missing_value = "", conflicts_with_all = ["export", "json"])]
    rules: Option<String>,
}

/// The parser of kinds of tenant.
pub(super) fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::word)).try_map(|typed| {
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == typed);
        kind.ok_or("no such kind")
    })
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        if let Some(item) = &self.rules {
            asked::project(context, Quietly::Yes)?;
            let (rules, pack) = (context.rules()?, context.pack(None)?);
            return rules::print(&pack, &rules, item, context.out);
        }
        let path = self.export.clone().unwrap_or_else(|| PathBuf::from("-"));
        let path = path.as_path();
        if let Some(named) = &self.accept {
            return accept::run(context, &self, path, named);
        }
        let mut project = asked::project(context, Quietly::No)?;
        let rules = context.rules()?;
        let mut looked = look(context, path, &rules, self.of.as_deref())?;
        if project.is_some() && self.is_for_the_screen(context) {
            drop(project);
            looked.kind = self.tenant;
            return open::open_export(context, looked);
        }
        looked.kind = asked::kind(context, &looked, self.tenant, project.as_mut())?;
        // A pipeline stops for what applies; a list counts every group, whichever of them it lists.
        let items = self.items(context, project.as_ref(), &looked, !self.check)?;
        let today = context.world.moment().today;
        let drift = match &self.against {
            Some(earlier) => {
                let only = [looked.rules.clone()];
                let mut before = look(context, earlier, &only, None)?;
                before.kind = looked.kind;
                Some(looked.against(&before, today))
            }
            None => project.as_ref().and_then(|project| looked.since_last(&project.answers().looks, today)),
        };
        if self.json {
            context.out.json(&FactsJson::of(&looked, &items, drift.as_ref()));
            return Ok(Exit::DONE);
        }
        if self.check {
            return Ok(print::check(&looked, &items, self.strict, drift.as_ref(), context.out));
        }
        print::facts(&looked, &items, project.as_ref(), self.all, context);
        if let Some(drift) = &drift {
            print::drift(drift, context.out);
        }
        Ok(Exit::DONE)
    }
}

impl Args {
    /// Whether somebody at a terminal wants to look, and not a program to read.
    fn is_for_the_screen(&self, context: &Context<'_>) -> bool {
        let terminals = context.world.terminals;
        let is_plain = !self.all && !self.json && !self.check && self.against.is_none();
        let is_narrow = self.milestone.is_some() || !self.checklist.is_empty();
        is_plain && !is_narrow && terminals.stdin && terminals.stdout && !context.world.is_dumb()
    }

    fn items(
        &self,
        context: &mut Context<'_>,
        project: Option<&Project>,
        looked: &Looked,
        with_others: bool,
    ) -> Result<Vec<ItemFacts>, Error> {
        let seen = looked.items();
        let checklists = |pack: &Pack| -> Result<Vec<ChecklistId>, Error> {
            let known = |typed: &String| {
                let id = ChecklistId::new(&typed.to_lowercase());
                let ids: Vec<&str> = pack.checklists.iter().map(|list| list.id.as_str()).collect();
                let none = || {
                    Error::usage(format!("no checklist is called {}", quoted(typed)))
                        .hint(format!("one of {}", ids.join(", ")))
                };
                pack.checklist(&id).map(|list| list.id.clone()).ok_or_else(none)
            };
            self.checklist.iter().map(known).collect()
        };
        let Some(project) = project else {
            if self.milestone.is_some() {
                return Err(Error::usage("--milestone needs a project")
                    .hint("choose one with --file or --project, or make one with `golive new`"));
            }
            let pack = context.pack(None)?;
            let lists = checklists(&pack)?;
            let mut items = facts::of_pack(&pack, seen);
            let is_of =
                |item: &ItemFacts| lists.iter().any(|list| item.id.as_str().starts_with(&format!("{list}/")));
            items.retain(|item| lists.is_empty() || is_of(item));
            return Ok(items);
        };
        let milestone = self.milestone.as_deref().map(|typed| project.milestone(typed)).transpose()?;
        let scope =
            EntryFilter { milestone, checklists: checklists(&project.pack)?, ..EntryFilter::default() };
        Ok(facts::of_project(&project.board, project.answers(), &scope, seen, with_others))
    }
}

/// Reads and judges the export at `path`; which kind of tenant it is of is still to be said.
pub(super) fn look(
    context: &mut Context<'_>,
    path: &Path,
    all_rules: &[Rules],
    day: Option<&str>,
) -> Result<Looked, Error> {
    let moment = context.world.moment();
    let day = day.map(|typed| asked::day(typed, moment.today)).transpose()?;
    let files = if path == Path::new("-") {
        OnDisk::piped(&mut context.world.stdin)
    } else {
        OnDisk::open(&context.world.absolute(path))
    };
    exports::read(&files.map_err(|refusal| refused(&refusal))?, all_rules, day, &moment)
}

/// Whether a failure only means that no project was chosen.
fn is_no_project(error: &Error) -> bool {
    error.kind() == Failure::Usage
}

const HELP: &str = "\
Examples:
  golive facts tenant.yaml --tenant production
  golive facts export/ --tenant test --all
  golive facts tenant.yaml --tenant production --against last-week.yaml
  golive facts tenant.yaml --tenant production --check --milestone go-live
  golive facts tenant.yaml --tenant production --accept \"Deploy 19\" --yes
  golive facts --rules \"Deploy 19\"

Exit status:
  0 done; with --check 1 if the export refutes an item that applies and is
  neither waived nor n/a; 2 wrong use; 3 the export could not be read.";
