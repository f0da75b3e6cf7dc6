//! What a report can be about, and a report of it in one of the formats. The screens and `golive report` come here.

use super::build::{self, MilestoneFindings, ProjectFindings};
use super::input::ReportInput;
use super::minutes::{person, person_json};
use super::model::Report;
use super::{ReportFormat, agenda, calendar, csv, html, json, markdown, minutes, tracker, xlsx};
use crate::domain::minutes::effect::effect;
use crate::domain::minutes::{WorkshopChoice, find};
use crate::domain::workshop;
use crate::journal::answers::{Answers, Workshop};
use crate::journal::fold::Fold;
use crate::journal::record::{Apart, EntryFilter, Seq, WorkshopPlan};
use crate::pack::model::MilestoneId;
use crate::text::Text;

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportSubject {
    /// The whole project as it stands.
    Project,
    /// A milestone: may it be passed, what is left and why.
    Milestone(MilestoneId),
    /// What is left at a milestone, or all that is open, in the columns of an issue tracker.
    Left(Option<MilestoneId>),
    /// The minutes of a workshop.
    Minutes(WorkshopChoice),
    /// What is one person's after a workshop, by a name or its beginning.
    Person(WorkshopChoice, String),
    /// What the next workshop sets out to do, or a new one about what is left at a milestone.
    Agenda(Option<MilestoneId>),
    /// What one that is prepared sets out to do.
    AgendaOf(Seq),
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("no such milestone")]
    NoMilestone,
    #[error("no workshop was held yet")]
    NoWorkshop,
    /// The last one has this number.
    #[error("there is no workshop {wanted}")]
    NotThatWorkshop { wanted: usize, last: usize },
    /// So many are prepared.
    #[error("no such workshop is prepared")]
    NotPrepared { prepared: usize },
    /// The names are those of the people who were in it.
    #[error("`{typed}` was not in that workshop and has nothing from it")]
    NotInWorkshop { typed: Text, names: Vec<Text> },
    #[error("what is left for an issue tracker is a table")]
    OnlyATable,
    /// A calendar without an event is not a calendar.
    #[error("nothing in this report has a day")]
    NoDays,
    /// A workbook has limits, and one of them was passed.
    #[error("cannot put the report into a workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl ReportSubject {
    /// The bytes of the report's file; `fold` is what the source's answers come from. The same project at the same
    /// moment gives the same bytes.
    pub fn bytes(
        &self,
        source: ReportInput<'_>,
        fold: &Fold,
        format: ReportFormat,
    ) -> Result<Vec<u8>, ReportError> {
        let report = || self.report(source, fold);
        Ok(match format {
            ReportFormat::Markdown => markdown::render(&report()?).into_bytes(),
            ReportFormat::Html => html::render(&report()?).into_bytes(),
            ReportFormat::Csv => csv::render(&report()?),
            ReportFormat::Xlsx => xlsx::render(&report()?)?,
            ReportFormat::Json => self.json(source, fold)?.into_bytes(),
            ReportFormat::Ics => match report()? {
                report if report.calendar.is_empty() => return Err(ReportError::NoDays),
                report => calendar::render(&report),
            },
        })
    }

    /// The report as sections and tables, before it is put into a format.
    pub fn report(&self, source: ReportInput<'_>, fold: &Fold) -> Result<Report, ReportError> {
        Ok(match self {
            ReportSubject::Project => build::project(source),
            ReportSubject::Milestone(id) => build::milestone(source, id).ok_or(ReportError::NoMilestone)?,
            ReportSubject::Left(id) => tracker::left(source, id.as_ref()).ok_or(ReportError::NoMilestone)?,
            ReportSubject::Minutes(which) => {
                let workshop = held(source, *which)?;
                let effect = effect(&source.board.pack, fold, workshop, source.moment);
                minutes::workshop(source, workshop, effect.as_ref())
            }
            ReportSubject::Person(which, typed) => {
                let (workshop, name) = person(source, *which, typed)?;
                person::report(source, workshop, &name)
            }
            ReportSubject::Agenda(milestone) => {
                let (plan, apart) = planned(source, milestone.clone());
                agenda::plan(source, &plan, &apart)
            }
            ReportSubject::AgendaOf(seq) => {
                let workshop = prepared(source, *seq)?;
                agenda::plan(source, &workshop.plan, &workshop.apart)
            }
        })
    }

    fn json(&self, source: ReportInput<'_>, fold: &Fold) -> Result<String, ReportError> {
        Ok(match self {
            ReportSubject::Project => json::project(source, &ProjectFindings::of(source)),
            ReportSubject::Milestone(id) => {
                let found = MilestoneFindings::of(source, id).ok_or(ReportError::NoMilestone)?;
                json::milestone(source, &found)
            }
            ReportSubject::Left(_) => return Err(ReportError::OnlyATable),
            ReportSubject::Minutes(which) => {
                let workshop = held(source, *which)?;
                let effect = effect(&source.board.pack, fold, workshop, source.moment);
                minutes::json(source, workshop, effect.as_ref())
            }
            ReportSubject::Person(which, typed) => {
                let (workshop, name) = person(source, *which, typed)?;
                person_json(source, workshop, &name)
            }
            ReportSubject::Agenda(milestone) => {
                let (plan, apart) = planned(source, milestone.clone());
                agenda::json(source, &plan, &apart)
            }
            ReportSubject::AgendaOf(seq) => {
                let workshop = prepared(source, *seq)?;
                agenda::json(source, &workshop.plan, &workshop.apart)
            }
        })
    }
}

fn held(source: ReportInput<'_>, which: WorkshopChoice) -> Result<&Workshop, ReportError> {
    if let Some((_, workshop)) = find(source.answers, which) {
        return Ok(workshop);
    }
    Err(match (find(source.answers, WorkshopChoice::Last), which) {
        (Some((last, _)), WorkshopChoice::No(wanted)) => ReportError::NotThatWorkshop { wanted, last },
        _ => ReportError::NoWorkshop,
    })
}

fn person<'a>(
    source: ReportInput<'a>,
    which: WorkshopChoice,
    typed: &str,
) -> Result<(&'a Workshop, Text), ReportError> {
    let workshop = held(source, which)?;
    match person::named(source, workshop, typed) {
        Ok(name) => Ok((workshop, name)),
        Err(names) => Err(ReportError::NotInWorkshop { typed: Text::line(typed), names }),
    }
}

/// The workshop that is prepared with this number, in the order of their days, or the last of them.
pub fn numbered(answers: &Answers, which: WorkshopChoice) -> Result<Seq, ReportError> {
    let all = workshop::prepared(answers);
    let found = match which {
        WorkshopChoice::Last => all.last(),
        WorkshopChoice::No(no) => no.checked_sub(1).and_then(|at| all.get(at)),
    };
    found.map(|found| found.seq).ok_or(ReportError::NotPrepared { prepared: all.len() })
}

fn prepared(source: ReportInput<'_>, seq: Seq) -> Result<&Workshop, ReportError> {
    let all = workshop::prepared(source.answers);
    let count = all.len();
    all.into_iter().find(|one| one.seq == seq).ok_or(ReportError::NotPrepared { prepared: count })
}

/// The plan whose agenda is meant, and what people answered apart before.
fn planned(source: ReportInput<'_>, milestone: Option<MilestoneId>) -> (WorkshopPlan, Apart) {
    let answers = source.answers;
    let waiting = || workshop::next_prepared(answers, source.moment.today).or(answers.open_workshop());
    if let Some(workshop) = waiting().filter(|_| milestone.is_none()) {
        return (workshop.plan.clone(), workshop.apart.clone());
    }
    let scope = EntryFilter { milestone, ..EntryFilter::default() };
    let title = crate::domain::filter::title(&scope, source.board);
    let mut plan = WorkshopPlan { title, minutes: workshop::USUAL_MINUTES, scope, ..WorkshopPlan::default() };
    plan.agenda = crate::domain::agenda::draft(source.board, answers, &plan).ids();
    (plan, Apart::default())
}
