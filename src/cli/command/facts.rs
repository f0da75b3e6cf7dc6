//! `golive facts`: what the export of a tenant shows, item by item, beside what was answered.

mod accept;
mod asked;
mod print;
mod rules;

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::cli::command::RunCommand;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::project::Project;
use crate::domain::dates;
use crate::domain::facts::{self, ItemFacts};
use crate::facts::answers;
use crate::facts::drift::{self, Before, Change};
use crate::facts::export::{self, Export};
use crate::facts::file::Kind;
use crate::facts::judge::{self, Seen};
use crate::facts::refusal::Refusal;
use crate::facts::rules::Rules;
use crate::journal::record::EntryFilter;
use crate::pack::model::{ChecklistId, Pack};
use crate::report::facts::FactsJson;
use crate::text::Text;
use crate::workspace::error::{Error, FailureKind as Failure, quoted};
use crate::workspace::exports::OnDisk;

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
    /// List every group, not only what the export refutes
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
fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::word)).try_map(|typed| {
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == typed);
        kind.ok_or("no such kind")
    })
}

/// An export that was read and judged.
pub(super) struct Looked {
    pub(super) rules: Rules,
    pub(super) export: Export,
    pub(super) facts: Vec<Seen>,
    pub(super) tenant: Option<Text>,
    pub(super) kind: Option<Kind>,
    pub(super) day: Date,
    is_folder: bool,
}

impl Looked {
    /// `export of larkfield-prod.eu.auth0.com, 28 Nov 2026`.
    pub(super) fn label(&self) -> String {
        facts::label(self.tenant.as_ref(), self.day)
    }
}

/// What changed since an earlier export.
pub(super) struct Drift {
    pub(super) since: String,
    pub(super) changes: Vec<Change>,
    pub(super) sections: Vec<Text>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let all_rules = context.rules()?;
        if let Some(item) = &self.rules {
            let pack = context.pack(None)?;
            return rules::print(&pack, &all_rules, item, context.out);
        }
        let path = self.export.clone().unwrap_or_else(|| PathBuf::from("-"));
        let path = path.as_path();
        if let Some(named) = &self.accept {
            return accept::run(context, &self, path, &all_rules, named);
        }
        let project = asked::project(context)?;
        let looked = look(context, path, &all_rules, self.tenant, self.of.as_deref())?;
        let items = self.items(context, project.as_ref(), &looked)?;
        let drift = self.against.as_deref().map(|earlier| against(context, earlier, &looked)).transpose()?;
        if self.json {
            let drift = drift.as_ref().map(|drift| (drift.since.as_str(), &*drift.changes, &*drift.sections));
            context.out.json(&FactsJson::of(&looked.shown(), &items, drift));
            return Ok(Exit::DONE);
        }
        if self.check {
            return Ok(print::check(&looked, &items, self.strict, context.out));
        }
        print::facts(&looked, &items, project.as_ref(), self.all, context);
        if let Some(drift) = &drift {
            print::drift(drift, context.out);
        }
        Ok(Exit::DONE)
    }
}

impl Args {
    fn items(
        &self,
        context: &mut Context<'_>,
        project: Option<&Project>,
        looked: &Looked,
    ) -> Result<Vec<ItemFacts>, Error> {
        let seen = answers::items(&looked.rules, &looked.facts, looked.kind);
        let checklists = |pack: &Pack| -> Result<Vec<ChecklistId>, Error> {
            let known = |typed: &String| {
                let id = ChecklistId::new(&typed.to_lowercase());
                let none = || Error::usage(format!("no checklist is called {}", quoted(typed)));
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
        Ok(facts::of_project(&project.board, project.answers(), &scope, seen, self.all))
    }
}

impl Looked {
    fn shown(&self) -> crate::report::facts::Shown<'_> {
        crate::report::facts::Shown {
            rules: &self.rules,
            facts: &self.facts,
            tenant: self.tenant.as_ref(),
            kind: self.kind,
            day: self.day,
        }
    }
}

/// Reads and judges the export at `path`.
pub(super) fn look(
    context: &mut Context<'_>,
    path: &Path,
    all_rules: &[Rules],
    kind: Option<Kind>,
    day: Option<&str>,
) -> Result<Looked, Error> {
    let moment = context.world.moment();
    let day = day.map(|typed| asked::day(typed, moment.today)).transpose()?;
    let files = if path == Path::new("-") {
        OnDisk::piped(&mut context.world.stdin)
    } else {
        OnDisk::open(&context.world.absolute(path))
    }
    .map_err(|refusal| refused(&refusal))?;
    let (at, export) = export::read_any(&files, all_rules).map_err(|refusal| refused(&refusal))?;
    let none = || Error::usage("the pack has no rules for exports");
    let rules = all_rules.get(at).cloned().ok_or_else(none)?;
    if kind.is_none() && answers::asks_kind(&rules) {
        return Err(Error::usage("it is not known which kind of tenant the export is of")
            .hint("say it with --tenant production, --tenant test or --tenant development"));
    }
    let written = || Timestamp::try_from(files.modified()?).ok();
    let day = day.or_else(|| written().map(|at| moment.local(at).date())).unwrap_or(moment.today);
    let facts = judge::facts(&rules, &export, &files);
    let tenant = export.tenant(&rules);
    let is_folder = crate::facts::export::Files::single(&files).is_none();
    Ok(Looked { rules, export, facts, tenant, kind, day, is_folder })
}

fn against(context: &mut Context<'_>, path: &Path, now: &Looked) -> Result<Drift, Error> {
    let rules = [now.rules.clone()];
    let before = look(context, path, &rules, now.kind, None)?;
    let known: Vec<Before> = before.facts.iter().map(Before::from).collect();
    let is_other = before.is_folder != now.is_folder || before.tenant != now.tenant;
    Ok(Drift {
        since: if is_other {
            format!("Against the {}", before.label())
        } else {
            format!("Since {}", dates::long(before.day, context.world.moment().today))
        },
        changes: drift::changes(&known, &now.facts),
        // Of the same tenant by the same road the facts say enough.
        sections: if is_other { drift::differences(&before.export, &now.export) } else { Vec::new() },
    })
}

/// A refusal as a failure of reading.
pub(super) fn refused(refusal: &Refusal) -> Error {
    Error::io(refusal.to_string()).hint(refusal.hint.clone())
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
