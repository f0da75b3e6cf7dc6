//! Puts a report together and into its format, for `golive report` and for the screens alike. Writes nothing.

use crate::domain::board::Board;
use crate::domain::minutes::effect::effect;
use crate::domain::minutes::{self, WorkshopChoice};
use crate::domain::{agenda, filter, workshop};
use crate::journal::answers::{Answers, Workshop};
use crate::journal::fold::Fold;
use crate::journal::record::{Apart, EntryFilter, WorkshopPlan};
use crate::pack::model::MilestoneId;
use crate::report::build::{self, ReportInput};
use crate::report::minutes::person;
use crate::report::{self, Format, RenderError, tracker};
use crate::text::Text;
use crate::workspace::error::{Error, quoted};

/// How long a workshop is where nobody says it.
pub const MINUTES: u32 = 90;

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    Project,
    Milestone(MilestoneId),
    /// What is left at a milestone, or all that is open, in the columns of an issue tracker.
    Left(Option<MilestoneId>),
    /// The minutes of a workshop.
    Workshop(WorkshopChoice),
    /// What is one person's after a workshop, by a name or its beginning.
    Person(WorkshopChoice, String),
    /// What the next workshop sets out to do, or a new one about what is left at a milestone.
    Agenda(Option<MilestoneId>),
}

/// A report as the bytes of its file; `fold` is what the source's answers come from.
pub fn bytes(source: ReportInput<'_>, fold: &Fold, about: &About, format: Format) -> Result<Vec<u8>, Error> {
    let report = match about {
        About::Project => build::project(source),
        About::Milestone(id) => {
            build::milestone(source, id).ok_or_else(|| Error::usage("no such milestone"))?
        }
        About::Left(id) => {
            tracker::left(source, id.as_ref()).ok_or_else(|| Error::usage("no such milestone"))?
        }
        About::Workshop(which) => {
            let workshop = held(source.answers, *which)?;
            let effect = effect(&source.board.pack, fold, workshop, source.moment);
            report::minutes::workshop(source, workshop, effect.as_ref())
        }
        About::Person(which, typed) => {
            let workshop = held(source.answers, *which)?;
            let name = person::named(source, workshop, typed).map_err(|names| {
                let names: Vec<&str> = names.iter().map(Text::as_str).collect();
                Error::usage(format!("{} was not in that workshop and has nothing from it", quoted(typed)))
                    .hint(format!("there were {}", names.join(", ")))
            })?;
            person::report(source, workshop, &name)
        }
        About::Agenda(milestone) => {
            let (plan, apart) = planned(source, milestone.clone());
            report::agenda::plan(source, &plan, &apart)
        }
    };
    report::render(&report, format).map_err(|error| match error {
        RenderError::NoDays => Error::usage(error.to_string())
            .hint("a target, a due date, a waiver's end or a prepared workshop has one"),
        RenderError::Workbook(_) => Error::io("the report cannot be written in this format").cause(&error),
    })
}

fn held(answers: &Answers, which: WorkshopChoice) -> Result<&Workshop, Error> {
    if let Some((_, workshop)) = minutes::find(answers, which) {
        return Ok(workshop);
    }
    Err(match (minutes::find(answers, WorkshopChoice::Last), which) {
        (Some((last, _)), WorkshopChoice::No(no)) => {
            Error::usage(format!("there is no workshop {no}")).hint(format!("the last one is number {last}"))
        }
        _ => Error::usage("no workshop was held yet").hint("`golive walk` begins one"),
    })
}

/// The plan whose agenda is meant, and what people answered apart before.
fn planned(source: ReportInput<'_>, milestone: Option<MilestoneId>) -> (WorkshopPlan, Apart) {
    let answers = source.answers;
    let waiting = || workshop::next_prepared(answers, source.moment.today).or(answers.open_workshop());
    if let Some(workshop) = waiting().filter(|_| milestone.is_none()) {
        return (workshop.plan.clone(), workshop.apart.clone());
    }
    let scope = EntryFilter { milestone, ..EntryFilter::default() };
    let title = title_of(&scope, source.board);
    let mut plan = WorkshopPlan { title, minutes: MINUTES, scope, ..WorkshopPlan::default() };
    plan.agenda = agenda::draft(source.board, answers, &plan).ids();
    (plan, Apart::default())
}

/// What a workshop is called when nobody says it: the lists, sections or the milestone alone, else all filters.
pub fn title_of(scope: &EntryFilter, board: &Board) -> Text {
    let phrase = filter::phrase(scope, board);
    let alone = ["list ", "section ", "milestone "].iter().find_map(|name| phrase.strip_prefix(name));
    match alone.filter(|words| !words.contains(", ")) {
        _ if phrase.is_empty() => Text::line("What is left"),
        Some(words) => Text::line(words),
        None => Text::line(&phrase),
    }
}
