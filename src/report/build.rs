//! Puts reports together: for a milestone, or for the whole project.
//!
//! Verdict and decision come first, then what is left with reasons and owners, what has changed, what was captured,
//! and all answers. Private notes have no way in: they are not in the answers.

use super::input::ReportInput;
use super::model::{Block, Fact, Lead, Mood, Report, ReportSection};
use super::{calendar, plan_map, sheets};
use crate::domain::asking::Contradiction;
use crate::domain::board::{Board, EntryIx};
use crate::domain::conditions::{self, Conditions};
use crate::domain::critical::{self, CriticalEntry};
use crate::domain::difference::Difference;
use crate::domain::gate::{self, Gate, GateTally};
use crate::domain::pace::{self, Pace};
use crate::domain::snapshot::Snapshot;
use crate::domain::verdict;
use crate::journal::answers::ClosedReview;
use crate::pack::model::asked::ConflictKind;
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::Text;

mod answered;
mod captured;
mod changed;
mod exports;
mod left;
mod overview;

/// What the report of a milestone is made from, in every format.
pub(super) struct MilestoneFindings<'a> {
    pub(super) tally: &'a GateTally,
    pub(super) gate: Gate,
    pub(super) pace: Pace,
    /// The review closed last, with what has changed since.
    pub(super) since: Option<(&'a ClosedReview, Difference)>,
    pub(super) critical: Vec<CriticalEntry>,
    pub(super) conditions: Option<Conditions<'a>>,
    /// The entries that the milestone looks at, in the order of the board.
    pub(super) rows: Vec<EntryIx>,
}

impl<'a> MilestoneFindings<'a> {
    /// `None` if the project's plan has no such milestone.
    pub(super) fn of(source: ReportInput<'a>, id: &MilestoneId) -> Option<MilestoneFindings<'a>> {
        let ReportInput { board, answers, moment } = source;
        let tally = board.gate(id)?;
        let last = source.last_review(id);
        let snapshot = Snapshot::of_gate(board, answers, id)?;
        let between = |closed: &'a ClosedReview| {
            (closed, Difference::between(&Snapshot::of_review(&closed.review), &snapshot))
        };
        Some(MilestoneFindings {
            tally,
            gate: gate::look(board, id)?,
            pace: pace::of_gate(board, answers, moment, id)?,
            since: last.map(between),
            critical: critical::steps(board, id),
            conditions: last.and_then(|closed| Conditions::of(board, answers, closed)),
            rows: gate::members(board, tally).map(|(ix, _, _)| ix).collect(),
        })
    }
}

/// What the report of a project is made from, in every format.
pub(super) struct ProjectFindings<'a> {
    pub(super) pace: Pace,
    /// The review closed last, with what has changed since.
    pub(super) since: Option<(&'a ClosedReview, Difference)>,
    pub(super) conditions: Vec<Conditions<'a>>,
}

impl<'a> ProjectFindings<'a> {
    pub(super) fn of(source: ReportInput<'a>) -> ProjectFindings<'a> {
        let ReportInput { board, answers, moment } = source;
        let since = answers.reviews.last().and_then(|closed| {
            let now = Snapshot::of_gate(board, answers, &closed.review.milestone)?;
            Some((closed, Difference::between(&Snapshot::of_review(&closed.review), &now)))
        });
        let pace = pace::of_project(board, answers, moment);
        ProjectFindings { pace, since, conditions: conditions::standing(board, answers) }
    }
}

/// The report of a milestone; `None` if the project's plan has no such milestone.
pub fn milestone(source: ReportInput<'_>, id: &MilestoneId) -> Option<Report> {
    let ReportInput { board, answers, moment } = source;
    let (phase, milestone) = board.milestone(id)?;
    let MilestoneFindings { tally, gate, pace, since, critical, conditions, rows } =
        MilestoneFindings::of(source, id)?;
    let decision = source.decision(id);
    let lists: Vec<&str> = board
        .lists
        .iter()
        .filter(|list| milestone.checklists.contains(&list.id))
        .map(|list| list.title.as_str())
        .collect();
    let excepted: Vec<&str> =
        milestone.except.iter().filter_map(|id| board.row(id)).map(|row| row.title.as_str()).collect();
    let mut facts = vec![
        Fact::new("Project", source.project()),
        Fact::new("Kind", source.kind()),
        Fact::new(
            "Milestone",
            Text::line(&format!("◆ {} {}, phase {} {}", tally.no, tally.title, phase.no, phase.title)),
        ),
        Fact::new("Target", source.target(id)),
        Fact::new("Looks at", Text::line(&verdict::enumerated(&lists))),
    ];
    if !excepted.is_empty() {
        facts.push(Fact::new("Less", Text::line(&verdict::enumerated(&excepted))));
    }
    facts.extend([source.made_fact(), source.pack_fact()]);
    let mut sections = left::sections(source, &gate);
    sections.extend(left::by_workstream(tally));
    sections.extend(overview::critical_check(source, &critical, source.last_review(id)));
    sections.extend(conditions.as_ref().and_then(|found| overview::conditions(source, found)));
    sections.extend(since.as_ref().map(|(closed, difference)| changed::section(source, closed, difference)));
    let is_meant = |id: &EntryId| board.find(id).is_some_and(|ix| rows.binary_search(&ix).is_ok());
    sections.extend(exports::section(source, &is_meant));
    sections.push(overview::pace(source, &pace));
    if let Some(picture) = plan_map::picture_of(board, answers, moment, tally) {
        sections.push(ReportSection::new("Plan").with(Block::Map(Box::new(picture))));
    }
    sections.extend(captured::sections(source, Some(&rows)));
    sections.push(answered::section(source, Some(&rows)));
    sections.extend(overview::set_aside(source));
    sections.extend(overview::left_so(source));
    let title = Text::line(&format!("{}: {}", source.project(), tally.title));
    let lead = contradicted(board, lead(&gate, tally, decision));
    Some(Report {
        title,
        subtitle: Text::line("Milestone review"),
        table: sheets::everything(source, Some(&rows)),
        sheets: sheets::lists(source, Some(&rows)),
        calendar: calendar::of_project(source, Some((id, &rows))),
        lead: Some(lead),
        facts,
        sections,
        moment: moment.clone(),
        colophon: source.colophon(),
    })
}

/// The report of the whole project.
pub fn project(source: ReportInput<'_>) -> Report {
    let ReportInput { board, answers, moment } = source;
    let next = board.next_milestone(answers);
    let ProjectFindings { pace, since, conditions } = ProjectFindings::of(source);
    let mut facts = vec![Fact::new("Project", source.project()), Fact::new("Kind", source.kind())];
    if let Some(plan) = board.plan() {
        facts.push(Fact::new("Plan", plan.title.clone()));
    }
    if let Some(next) = next {
        let words = format!("◆ {}, {}", next.title, source.target(&next.id));
        facts.push(Fact::new("Next milestone", Text::line(&words)));
    }
    facts.extend([source.made_fact(), source.pack_fact()]);
    let mut sections = vec![overview::milestones(source), overview::lists(source)];
    sections.extend(left::open_by_list(source));
    sections.extend(since.as_ref().map(|(closed, difference)| changed::section(source, closed, difference)));
    let applies = |id: &EntryId| board.row(id).is_some_and(|row| row.applies.is_yes());
    sections.extend(exports::section(source, &applies));
    sections.push(overview::pace(source, &pace));
    sections.extend(overview::reviews(source));
    sections.extend(conditions.iter().filter_map(|found| overview::conditions(source, found)));
    let pictures = plan_map::pictures(board, answers, moment);
    if !pictures.is_empty() {
        let plan = ReportSection::new("Plan");
        sections.push(pictures.into_iter().fold(plan, |plan, map| plan.with(Block::Map(Box::new(map)))));
    }
    sections.extend(captured::sections(source, None));
    sections.push(answered::section(source, None));
    sections.extend(overview::set_aside(source));
    sections.extend(overview::left_so(source));
    let lead = next.and_then(|next| {
        let gate = gate::look(board, &next.id)?;
        Some(lead(&gate, next, source.decision(&next.id)))
    });
    Report {
        title: source.project(),
        subtitle: Text::line("Project report"),
        lead: lead
            .map(|lead| overview::of_next(board, next, lead))
            .or_else(|| Some(overview::without_next(board, answers)))
            .map(|lead| contradicted(board, lead)),
        table: sheets::everything(source, None),
        sheets: sheets::lists(source, None),
        calendar: calendar::of_project(source, None),
        facts,
        sections,
        moment: moment.clone(),
        colophon: source.colophon(),
    }
}

fn lead(gate: &Gate, tally: &GateTally, decision: Option<Text>) -> Lead {
    Lead {
        mood: Mood::from(gate.verdict),
        words: Text::line(verdict::word(gate.verdict)),
        sentence: Text::line(&verdict::sentence(tally.count)),
        decision: Some(decision.unwrap_or_else(|| Text::line("none yet"))),
    }
}

/// The lead after the answers about the project that contradict each other, while any do.
fn contradicted(board: &Board, lead: Lead) -> Lead {
    let says = |one: &Contradiction| match one.kind {
        ConflictKind::Impossible => format!("Contradiction: {} ", one.says),
        ConflictKind::Doubtful => format!("Doubtful: {} ", one.says),
    };
    let words: String = board.contradictions.iter().map(says).collect();
    Lead { sentence: Text::line(&format!("{words}{}", lead.sentence)), ..lead }
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
