//! What `golive report` and the screens say about a report that cannot be made.

use crate::report::about::ReportError;
use crate::text::Text;
use crate::workspace::error::Error;

impl From<ReportError> for Error {
    fn from(error: ReportError) -> Error {
        let usage = Error::usage(error.to_string());
        match error {
            ReportError::NoMilestone => usage.hint("`golive status` lists the milestones"),
            ReportError::NoWorkshop => usage.hint("`golive walk` begins one"),
            ReportError::NotThatWorkshop { last, .. } => usage.hint(format!("the last one is number {last}")),
            ReportError::NotPrepared { prepared: 0 } => {
                usage.hint("no workshop is prepared; `golive walk --prepare` prepares one")
            }
            ReportError::NotPrepared { .. } => {
                usage.hint("`golive walk --list` lists them with their numbers")
            }
            ReportError::NotInWorkshop { names, .. } => {
                let names: Vec<&str> = names.iter().map(Text::as_str).collect();
                usage.hint(format!("there were {}", names.join(", ")))
            }
            ReportError::OnlyATable => usage.hint(
                "write it as csv or xlsx; `golive gate` shows it, `golive gate --json` is for programs",
            ),
            ReportError::NoDays => {
                usage.hint("a target, a due date, a waiver's end or a prepared workshop has one")
            }
            ReportError::Workbook(_) => {
                Error::io("the report cannot be written in this format").cause(&error)
            }
        }
    }
}
