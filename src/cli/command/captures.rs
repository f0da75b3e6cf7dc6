//! `golive captures`: decisions, actions, questions, risks and what is parked.

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim, good, strong, warn};
use crate::cli::project::Project;
use crate::cli::table::Table;
use crate::domain::{captures, dates, own};
use crate::journal::answers::{CaptureAnswers, Captured};
use crate::journal::record::{CaptureId, CaptureKind};
use crate::pack::model::EntryId;
use crate::report::json::CaptureJson;
use crate::text::counted;
use crate::workspace::error::Error;

/// List what was captured: decisions, actions, questions, risks, what is parked
///
/// By kind, the nearest date first. The name in front is what `golive capture done` takes; its beginning is enough.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// Only what is not settled; a decision never is open
    #[arg(long)]
    open: bool,
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let answers = project.answers();
        let open: Vec<&CaptureId> = captures::open(answers).into_iter().map(|(id, _)| id).collect();
        let mut found: Vec<(&CaptureId, &CaptureAnswers, &Captured)> = answers
            .captures
            .iter()
            .filter_map(|(id, capture)| Some((id, capture, capture.capture.value()?)))
            .filter(|(id, _, _)| !self.open || open.contains(id))
            .collect();
        found.sort_by_key(|(id, capture, captured)| {
            let resolved = capture.is_resolved();
            (captured.kind, resolved, captured.due.is_none(), captured.due, (*id).clone())
        });
        if self.json {
            let all: Vec<CaptureJson> =
                found.iter().filter_map(|(id, capture, _)| CaptureJson::of(id, capture)).collect();
            context.out.json(&all);
            return Ok(Exit::DONE);
        }
        if found.is_empty() {
            context.out.line(if self.open { "nothing is open" } else { "nothing was captured yet" });
            context.out.line(dim("write something down with `golive capture KIND ID TEXT`"));
            return Ok(Exit::DONE);
        }
        let today = project.moment.today;
        let mut table = Table::around(2, 4);
        for (id, capture, captured) in &found {
            let is_open = open.contains(id);
            let due = match captured.due {
                Some(day) if is_open && day < today => warn(dates::long(day, today)),
                Some(day) => Line::from(dates::long(day, today)),
                None if is_open && captured.kind == CaptureKind::Action => dim("no date"),
                None => Line::default(),
            };
            let owner = match &captured.owner {
                Some(owner) => Line::from(owner),
                None if is_open && captured.kind == CaptureKind::Action => dim("nobody"),
                None => Line::default(),
            };
            let text = captured.text.glimpse_with(context.out.signs.cut());
            table.row([
                dim(&id.0),
                Line::from(captured.kind.word()),
                if is_open { strong(text) } else { Line::from(text) },
                owner,
                due,
                captured.at.as_ref().map(|id| dim(place(&project, id))).unwrap_or_default(),
                if capture.is_resolved() { good("settled") } else { Line::default() },
            ]);
        }
        table.print(context.out);
        context.out.blank();
        let all = counted(found.len(), "capture", "captures");
        context.out.line(if self.open { all } else { format!("{all}, {} open", open.len()) });
        Ok(Exit::DONE)
    }
}

/// The short name of the entry; the title of one that is gone.
pub(super) fn place(project: &Project, id: &EntryId) -> String {
    let named = project.named(id);
    match project.board.row(id) {
        Some(_) => named.name.to_string(),
        None if own::is_removed(project.answers(), id) => format!("{} (removed)", named.title),
        None => named.title.to_string(),
    }
}

const HELP: &str = "\
Exit status:
  0 done, 3 the project could not be read.";
