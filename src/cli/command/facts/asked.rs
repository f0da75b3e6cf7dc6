//! What `golive facts` is asked about: the project, if there is one, the day of the export, and its kind of tenant.

use jiff::civil::Date;

use super::is_no_project;
use crate::cli::context::Context;
use crate::cli::project::Project;
use crate::domain::dates;
use crate::domain::facts::looked::{self, KindKnown, Looked};
use crate::facts::file::Kind;
use crate::journal::answers::Looks;
use crate::journal::record::Change;
use crate::workspace::error::{Error, quoted};

/// Whether it is said that there is no project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quietly {
    Yes,
    No,
}

/// The project; `None` if none was named and there is none to choose.
pub(super) fn project(context: &mut Context<'_>, quietly: Quietly) -> Result<Option<Project>, Error> {
    let global = &context.global;
    let is_named =
        global.file.is_some() || global.project.is_some() || context.world.path_var("GOLIVE_FILE").is_some();
    match context.open() {
        Ok(project) => Ok(Some(project)),
        Err(error) if !is_named && is_no_project(&error) => {
            if quietly == Quietly::No {
                context.out.note(format!("{}, so all items of the pack are shown", error.message()));
            }
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// The day that was typed; an export is not of a day to come.
pub(super) fn day(typed: &str, today: Date) -> Result<Date, Error> {
    let day = dates::parse(typed, today).map_err(|_| {
        Error::usage(format!("{} is not a date", quoted(typed))).hint("write 2026-11-28, or leave --of out")
    })?;
    looked::not_to_come(day, today)
        .map_err(|why| Error::usage(why).hint("--of is the day on which the export was made"))?;
    Ok(day)
}

/// Which kind of tenant the export is of: as it is said now, as the project knows it, or as somebody at the terminal
/// answers once; the project then remembers it.
pub(in crate::cli::command) fn kind(
    context: &mut Context<'_>,
    looked: &Looked,
    said: Option<Kind>,
    project: Option<&mut Project>,
) -> Result<Option<Kind>, Error> {
    let none = Looks::default();
    let looks = project.as_ref().map_or(&none, |project| &project.answers().looks);
    if let (Some(kind), Some(tenant)) = (said, &looked.tenant)
        && let Some(was) = looks.kind(tenant).filter(|was| *was != kind)
    {
        context.out.note(format!(
            "the project knows {tenant} as the {} tenant; here it is taken for the {} tenant, and what is accepted makes \
             it that",
            was.word(),
            kind.word()
        ));
    }
    match looked.kind_known(said, looks) {
        KindKnown::Yes(kind) => Ok(kind),
        KindKnown::OtherTenant(names) => {
            let [is_other, knows] = looked.says_other_tenant(&names);
            Err(Error::usage(is_other).detail(knows).hint(
                "if it belongs to the project, say its kind with --tenant production, test or development",
            ))
        }
        KindKnown::No if context.world.terminals.stdin && context.world.terminals.stdout => {
            let kind = ask(context, looked)?;
            if let (Some(tenant), Some(project)) = (&looked.tenant, project) {
                context.author()?;
                project.apply(Change::Tenant { name: tenant.clone(), kind })?;
                context.out.note(format!("remembered: {tenant} is the {} tenant", kind.word()));
            }
            Ok(Some(kind))
        }
        KindKnown::No => Err(Error::usage("it is not known which kind of tenant the export is of")
            .hint("say it with --tenant production, --tenant test or --tenant development; the project remembers it once something is accepted")),
    }
}

fn ask(context: &mut Context<'_>, looked: &Looked) -> Result<Kind, Error> {
    let words = Kind::ALL.map(Kind::word).join(", ");
    let question = format!("{} {words}: ", looked.asks_kind());
    let typed = context.ask(&question)?.to_lowercase();
    let found = Kind::ALL.into_iter().find(|kind| !typed.is_empty() && kind.word().starts_with(&typed));
    found.ok_or_else(|| Error::usage(format!("{} is not a kind of tenant", quoted(&typed))).hint(words))
}
