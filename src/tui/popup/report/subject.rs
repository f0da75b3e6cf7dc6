//! What a report can be about here and now, in words, and the name that its file would get.

use jiff::civil::Date;

use crate::domain::minutes::{self, WorkshopChoice};
use crate::domain::{dates, workshop};
use crate::journal::answers::Workshop;
use crate::pack::model::MilestoneId;
use crate::report::ReportFormat;
use crate::report::about::ReportSubject;
use crate::text::Text;
use crate::tui::context::Ctx;

/// One thing that a report can be about.
pub(super) struct Subject {
    pub(super) about: ReportSubject,
    pub(super) label: String,
    /// At the right edge: a day, a verdict.
    pub(super) right: String,
    /// The file's name without its ending.
    pub(super) stem: String,
}

impl Subject {
    /// What a format is good for here.
    pub(super) fn means(&self, format: ReportFormat) -> &'static str {
        match (format, &self.about) {
            (ReportFormat::Markdown, _) => "Markdown, for pull requests",
            (ReportFormat::Html, _) => "one page for browsers and paper",
            (ReportFormat::Csv, ReportSubject::Minutes(_)) => "its actions, for an issue tracker",
            (ReportFormat::Csv, _) => "all of it in one table",
            (ReportFormat::Xlsx, _) => "a workbook",
            (ReportFormat::Json, _) => "for programs",
            (ReportFormat::Ics, _) => "a calendar",
        }
    }
}

/// All that a report can be about; `wanted` is among them if there is such a thing.
pub(super) fn all(wanted: &ReportSubject, ctx: &Ctx<'_>) -> Vec<Subject> {
    let answers = ctx.answers();
    let next = || ctx.board.next_milestone(answers).or(ctx.board.gates.last()).map(|gate| gate.id.clone());
    let milestone = match wanted {
        ReportSubject::Milestone(id) => Some(id.clone()),
        _ => next(),
    };
    let which = match wanted {
        ReportSubject::Minutes(which) => *which,
        _ => WorkshopChoice::Last,
    };
    let mut all = Vec::new();
    all.extend(milestone.and_then(|id| review(&id, ctx)));
    all.extend(minutes_of(which, ctx));
    all.extend(agendas(wanted, ctx));
    all.push(Subject {
        about: ReportSubject::Project,
        label: "The whole project: status and all answers".to_owned(),
        right: String::new(),
        stem: stem(ctx, &["status", &ctx.moment.today.to_string()]),
    });
    all
}

fn review(id: &MilestoneId, ctx: &Ctx<'_>) -> Option<Subject> {
    let gate = ctx.board.gate(id)?;
    let short = id.as_str().rsplit('/').next().unwrap_or_default();
    Some(Subject {
        about: ReportSubject::Milestone(id.clone()),
        label: format!("The review of ◆ {}", gate.title),
        right: format!("{} left", gate.count.left()),
        stem: stem(ctx, &[short, &ctx.moment.today.to_string()]),
    })
}

fn minutes_of(which: WorkshopChoice, ctx: &Ctx<'_>) -> Option<Subject> {
    let (no, held) = minutes::find(ctx.answers(), which)?;
    let (of, right) = match held.closed {
        Some(_) => ("", day(ctx.moment.local(held.at).date(), ctx)),
        None => (" so far", "open now".to_owned()),
    };
    Some(Subject {
        about: ReportSubject::Minutes(WorkshopChoice::No(no)),
        label: format!("The minutes{of} of workshop {no}, {}", held.plan.title),
        right,
        stem: stem(ctx, &["minutes", &no.to_string()]),
    })
}

/// The agenda of each workshop that is prepared; of one whose day is past only if it is wanted.
fn agendas(wanted: &ReportSubject, ctx: &Ctx<'_>) -> Vec<Subject> {
    let today = ctx.moment.today;
    let subject = |one: &Workshop| {
        let about = ReportSubject::AgendaOf(one.seq);
        let plan = &one.plan;
        let is_past = plan.day.is_some_and(|day| day < today);
        (!is_past || about == *wanted).then(|| Subject {
            about,
            label: format!("The agenda of {}", plan.title),
            right: plan.day.map(|on| day(on, ctx)).unwrap_or_default(),
            stem: stem(ctx, &["agenda", &plan.day.unwrap_or(today).to_string()]),
        })
    };
    workshop::prepared(ctx.answers()).into_iter().filter_map(subject).collect()
}

fn day(day: Date, ctx: &Ctx<'_>) -> String {
    dates::long(day, ctx.moment.today)
}

/// `contoso-portal-demo-2026-11-20`.
fn stem(ctx: &Ctx<'_>, parts: &[&str]) -> String {
    let project = ctx.answers().project_name().map(Text::as_str).unwrap_or_default();
    let mut stem = String::new();
    for c in project.to_lowercase().chars().take(40) {
        if c.is_alphanumeric() {
            stem.push(c);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let project = stem.trim_end_matches('-');
    let words = std::iter::once(project).chain(parts.iter().copied());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}
