//! What `golive facts` is asked about: the project, if there is one, and the day of the export.

use jiff::civil::Date;

use super::is_no_project;
use crate::cli::context::Context;
use crate::cli::project::Project;
use crate::domain::dates;
use crate::workspace::error::{Error, quoted};

/// The project; `None` if none was named and there is none to choose.
pub(super) fn project(context: &mut Context<'_>) -> Result<Option<Project>, Error> {
    let global = &context.global;
    let is_named =
        global.file.is_some() || global.project.is_some() || context.world.path_var("GOLIVE_FILE").is_some();
    match context.open() {
        Ok(project) => Ok(Some(project)),
        Err(error) if !is_named && is_no_project(&error) => {
            context.out.note(format!("{}, so all items of the pack are shown", error.message()));
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
    if day > today {
        return Err(Error::usage(format!("{} is still to come", dates::long(day, today)))
            .hint("--of is the day on which the export was made"));
    }
    Ok(day)
}
