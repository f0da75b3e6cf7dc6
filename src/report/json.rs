//! The JSON of reports and of `gate --json`, field by field as docs/json.md promises it.

use serde::Serialize;

use super::build::{MilestoneFindings, ProjectFindings};
use super::input::ReportInput;
use crate::domain::board::{Board, Entry};
use crate::domain::conditions::{Condition, Conditions, Count, State};
use crate::domain::critical::CriticalEntry;
use crate::domain::difference::{Absence, ComparedSnapshot, Difference, DifferenceKind, EntryDifference};
use crate::domain::gate::{Gate, LeftEntry, Weight};
use crate::domain::pace::{Forecast, Pace};
use crate::facts::file::Kind;
use crate::journal::answers::{Answers, ClosedReview, TakenLook};
use crate::journal::record::{CaptureId, Decision, ReviewRecord, ReviewedEntry, Verdict};
use crate::text::Text;

mod entry;
mod rival;
mod shape;

pub use entry::{CaptureJson, EntryJson, RemovedEntryJson, TallyJson, reason};
pub use shape::{
    ConditionJson, ConditionsJson, ContradictionJson, DifferenceJson, GateJson, LeftJson, LeftSoJson,
    ListJson, MilestoneJson, MovedJson, PersonJson, SeenJson, SideJson, StepJson,
};
use shape::{
    CountedMilestoneJson, ExportJson, ForecastJson, MilestoneReport, PaceJson, ProjectReport, ReportHeadJson,
    ReviewJson, RulesJson, ShownJson, SinceJson, StreamJson, WeekJson,
};

impl GateJson {
    pub fn of(board: &Board, gate: &Gate) -> GateJson {
        let left = |weight| gate.of_weight(weight).map(|left| LeftJson::of(board, left)).collect();
        GateJson {
            milestone: gate.id.to_string(),
            verdict: gate.verdict.phrase(),
            ready: gate.verdict != Verdict::NotReady,
            blocking: left(Weight::Blocks),
            conditions: left(Weight::Condition),
            listed: left(Weight::Listed),
            settled: gate.count.settled(),
            contradictions: ContradictionJson::all(board),
        }
    }
}

impl LeftJson {
    fn of(board: &Board, left: &LeftEntry) -> LeftJson {
        let row = board.at(left.row);
        LeftJson {
            id: left.id.to_string(),
            name: row.name.to_string(),
            title: row.title.to_string(),
            why: left.why.lasting().to_string(),
            owner: left.owner.as_ref().map(ToString::to_string),
            due: left.due.map(|day| day.to_string()),
        }
    }
}

impl StepJson {
    pub fn of(board: &Board, step: &CriticalEntry) -> StepJson {
        StepJson {
            id: step.id.to_string(),
            name: step.name.to_string(),
            title: board.at(step.row).title.to_string(),
            settled: step.why.is_none(),
            why: step.why.as_ref().map(|why| why.lasting().to_string()),
            owner: step.owner.as_ref().map(ToString::to_string),
        }
    }
}

impl ReportHeadJson {
    fn of(source: ReportInput<'_>, report: &'static str) -> ReportHeadJson {
        ReportHeadJson {
            report,
            project: source.answers.project_name().map(ToString::to_string).unwrap_or_default(),
            scenario: source.board.business.to_string(),
            plan: source.board.plan().map(|plan| plan.id.to_string()),
            pack: source.board.pack.id.to_string(),
            pack_version: source.board.pack.version.to_string(),
            made: source.moment.now.to_string(),
        }
    }
}

/// The JSON of a milestone's report.
pub(super) fn milestone(source: ReportInput<'_>, found: &MilestoneFindings<'_>) -> String {
    let ReportInput { board, answers, .. } = source;
    let MilestoneFindings { tally, gate, pace, since, critical, conditions, rows } = found;
    let streams = tally.streams.iter().map(|(id, title, left)| StreamJson {
        id: id.to_string(),
        title: title.to_string(),
        left: left.left(),
        total: left.total,
        blocking: left.blocking,
        conditions: left.conditions,
        listed: left.listed,
    });
    write(&MilestoneReport {
        head: ReportHeadJson::of(source, "milestone"),
        title: tally.title.to_string(),
        target: answers.target(&tally.id).map(|day| day.to_string()),
        gate: GateJson::of(board, gate),
        total: tally.count.total,
        workstreams: streams.collect(),
        decision: since.as_ref().map(|(closed, _)| review(closed)),
        critical: critical.iter().map(|step| StepJson::of(board, step)).collect(),
        reviewed_conditions: conditions.iter().map(ConditionsJson::of).collect(),
        pace: pace_json(pace),
        since: since.as_ref().map(|(closed, difference)| since_json(closed, difference)),
        exports: exports(source, &|row| {
            board.find(&row.id).is_some_and(|ix| rows.binary_search(&ix).is_ok())
        }),
        captures: captures(answers, |at| board.find(at).is_some_and(|ix| rows.binary_search(&ix).is_ok())),
        entries: rows.iter().map(|ix| EntryJson::of(board, answers, board.at(*ix))).collect(),
    })
}

/// The JSON of a project's report.
pub(super) fn project(source: ReportInput<'_>, found: &ProjectFindings<'_>) -> String {
    let ReportInput { board, answers, .. } = source;
    let ProjectFindings { pace, since, conditions } = found;
    let milestones = board.gates.iter().map(|gate| CountedMilestoneJson {
        milestone: MilestoneJson::of(gate, answers),
        total: gate.count.total,
    });
    write(&ProjectReport {
        head: ReportHeadJson::of(source, "project"),
        contradictions: ContradictionJson::all(board),
        left_so: LeftSoJson::all(board),
        items: board.items.into(),
        checklists: ListJson::all(board),
        milestones: milestones.collect(),
        reviews: answers.reviews.iter().map(review).collect(),
        reviewed_conditions: conditions.iter().map(ConditionsJson::of).collect(),
        pace: pace_json(pace),
        since: since.as_ref().map(|(closed, difference)| since_json(closed, difference)),
        exports: exports(source, &|row| row.applies.is_yes()),
        captures: captures(answers, |_| true),
        entries: board.rows().iter().map(|row| EntryJson::of(board, answers, row)).collect(),
    })
}

/// What the newest export of each tenant showed about the entries that are meant.
fn exports(source: ReportInput<'_>, is_meant: &dyn Fn(&Entry) -> bool) -> Vec<ExportJson> {
    let ReportInput { board, answers, .. } = source;
    let of = |taken: &TakenLook| {
        let look = &taken.look;
        let items = look.items.iter().filter_map(|item| Some((item, board.row(&item.id)?)));
        let items = items.filter(|(_, row)| is_meant(row)).map(|(item, row)| ShownJson {
            id: item.id.to_string(),
            name: row.name.to_string(),
            title: row.title.to_string(),
            verdict: item.shows.word(),
            said: item.said.to_string(),
            status: row.standing.status.word(),
        });
        ExportJson {
            tenant: look.tenant.as_ref().map(ToString::to_string),
            kind: look.kind.map(Kind::word),
            date: look.date.to_string(),
            rules: RulesJson { id: look.rules.to_string(), version: look.version },
            by: taken.by.to_string(),
            at: taken.at.to_string(),
            items: items.collect(),
        }
    };
    answers.looks.newest().map(of).collect()
}

impl ConditionsJson {
    /// The conditions of a review.
    pub fn of(found: &Conditions<'_>) -> ConditionsJson {
        let ReviewRecord { milestone, milestone_title, by, .. } = &found.review.review;
        let count = found.count();
        let person = |(owner, count): (Option<Text>, Count)| PersonJson {
            owner: owner.map(|owner| owner.to_string()),
            late: count.late,
            open: count.open,
            met: count.met,
        };
        ConditionsJson {
            review: format!("r{}", found.review.no),
            milestone: milestone.to_string(),
            title: milestone_title.to_string(),
            at: found.review.at.to_string(),
            by: by.iter().map(ToString::to_string).collect(),
            total: count.total(),
            met: count.met,
            late: count.late,
            open: count.open,
            conditions: found.all.iter().map(condition).collect(),
            people: found.by_person().into_iter().map(person).collect(),
            others: Vec::new(),
        }
    }
}

fn condition(one: &Condition) -> ConditionJson {
    let words = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
    ConditionJson {
        id: one.id.to_string(),
        name: one.name.to_string(),
        title: one.title.to_string(),
        state: one.state.word(),
        status: one.status.word(),
        why: one.why.as_ref().map(|why| why.lasting().to_string()),
        owner: words(&one.owner),
        due: one.due.map(|day| day.to_string()),
        promised_by: words(&one.promised.0),
        promised: one.promised.1.map(|day| day.to_string()),
        met: (one.state == State::Met).then(|| one.met.clone()),
    }
}

impl DifferenceJson {
    pub fn of(difference: &Difference) -> DifferenceJson {
        let ids =
            |ids: &std::collections::BTreeSet<CaptureId>| ids.iter().map(|id| id.0.to_string()).collect();
        DifferenceJson {
            compared: difference.common,
            from: side(&difference.from),
            to: side(&difference.to),
            groups: DifferenceKind::ALL
                .into_iter()
                .map(|group| {
                    let moved = difference.of(group).map(|moved| MovedJson {
                        id: moved.seen().id.to_string(),
                        name: moved.seen().name.to_string(),
                        title: moved.seen().title.to_string(),
                        before: moved.before.as_ref().map(seen),
                        after: moved.after.as_ref().map(seen),
                        changed: changed(moved),
                        absence: moved.absence.map(Absence::word),
                    });
                    (group.word(), moved.collect())
                })
                .collect(),
            captures_added: ids(&difference.captures_added),
            captures_resolved: ids(&difference.captures_resolved),
            captures_reopened: ids(&difference.captures_reopened),
        }
    }
}

fn side(side: &ComparedSnapshot) -> SideJson {
    SideJson {
        milestone: side.gate.as_ref().map(|(id, _)| id.to_string()),
        pack: side.pack.to_string(),
        pack_version: side.version.to_string(),
        left: side.left,
        total: side.total,
    }
}

fn changed(moved: &EntryDifference) -> Vec<&'static str> {
    moved.changes(&|day| day.to_string()).into_iter().map(|change| change.field).collect()
}

fn seen(seen: &ReviewedEntry) -> SeenJson {
    SeenJson {
        status: seen.status.word(),
        level: seen.level.word(),
        why: seen.why.as_ref().map(ToString::to_string),
        reason: seen.reason.as_ref().map(ToString::to_string),
        owner: seen.owner.as_ref().map(ToString::to_string),
        due: seen.due.map(|day| day.to_string()),
    }
}

fn since_json(closed: &ClosedReview, difference: &Difference) -> SinceJson {
    SinceJson {
        review: format!("r{}", closed.no),
        at: closed.at.to_string(),
        difference: DifferenceJson::of(difference),
    }
}

fn review(closed: &ClosedReview) -> ReviewJson {
    let review = &closed.review;
    ReviewJson {
        review: format!("r{}", closed.no),
        milestone: review.milestone.to_string(),
        at: closed.at.to_string(),
        verdict: review.verdict.phrase(),
        decision: review.decision.map(Decision::phrase),
        by: review.by.iter().map(ToString::to_string).collect(),
        total: review.total,
        settled: review.settled,
    }
}

fn pace_json(pace: &Pace) -> PaceJson {
    let forecast = match (pace.forecast, pace.base) {
        (Forecast::Weeks { weeks, day }, Some((settled, since))) => {
            Some(ForecastJson { weeks, day: day.to_string(), settled, since: since.to_string() })
        }
        _ => None,
    };
    let weeks = pace.weeks.iter().map(|week| WeekJson {
        monday: week.monday.to_string(),
        settled: week.settled,
        left: week.left,
    });
    PaceJson { total: pace.total, left: pace.left, weeks: weeks.collect(), forecast }
}

fn captures(answers: &Answers, is_meant: impl Fn(&crate::pack::model::EntryId) -> bool) -> Vec<CaptureJson> {
    let all =
        answers.captures.iter().filter_map(|(id, one)| Some((one.capture.value()?.at.as_ref(), id, one)));
    all.filter(|(at, _, _)| at.is_none_or(&is_meant))
        .filter_map(|(_, id, one)| CaptureJson::of(id, one))
        .collect()
}

/// With a line end.
pub fn write(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("these shapes have string keys only");
    text.push('\n');
    text
}
