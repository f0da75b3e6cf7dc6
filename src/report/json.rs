//! The JSON of reports and of `gate --json`, field by field as docs/json.md promises it.

use serde::Serialize;

use super::build::{Source, why_not};
use crate::journal::answers::{Answers, CaptureAnswers, ClosedReview, EntryAnswers};
use crate::journal::record::{CaptureId, Decision, Seen, Status, Until, Verdict};
use crate::review::board::{Board, Row, RowIx};
use crate::review::critical::Step;
use crate::review::difference::{Absence, Difference, Group, Side};
use crate::review::gate::{Gate, GateTally, LeftEntry, Weight};
use crate::review::pace::{Forecast, Pace};
use crate::review::standing::{End, Standing};
use crate::review::tally::Tally;

mod shape;

use shape::{
    CaptureJson, Counts, EntryJson, ForecastJson, Head, ListJson, MilestoneJson, MilestoneReport, PaceJson,
    ProjectReport, ReviewJson, SinceJson, StreamJson, WeekJson,
};
pub use shape::{DifferenceJson, GateJson, LeftJson, MovedJson, SeenJson, SideJson, StepJson};

impl GateJson {
    /// Returns what a gate comes to.
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
    /// Returns a critical entry with where it stands.
    pub fn of(board: &Board, step: &Step) -> StepJson {
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

impl Head {
    fn of(source: Source<'_>, report: &'static str) -> Head {
        Head {
            report,
            project: source.answers.project_name().map(ToString::to_string).unwrap_or_default(),
            scenario: source.board.business.word(),
            plan: source.board.plan().map(|plan| plan.id.to_string()),
            pack: source.board.pack.id.to_string(),
            pack_version: source.board.pack.version.to_string(),
            made: source.moment.now.to_string(),
        }
    }
}

/// Returns the JSON of a milestone's report.
pub(super) fn milestone(
    source: Source<'_>,
    gate: &Gate,
    tally: &GateTally,
    pace: &Pace,
    since: Option<&(&ClosedReview, Difference)>,
    steps: &[Step],
    rows: &[RowIx],
) -> String {
    let Source { board, answers, .. } = source;
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
        head: Head::of(source, "milestone"),
        title: tally.title.to_string(),
        target: answers.target(&tally.id).map(|day| day.to_string()),
        gate: GateJson::of(board, gate),
        total: tally.count.total,
        workstreams: streams.collect(),
        decision: since.map(|(closed, _)| review(closed)),
        critical: steps.iter().map(|step| StepJson::of(board, step)).collect(),
        pace: pace_json(pace),
        since: since.map(|(closed, difference)| since_json(closed, difference)),
        captures: captures(answers, |at| board.find(at).is_some_and(|ix| rows.binary_search(&ix).is_ok())),
        entries: rows.iter().map(|ix| entry(board, answers, board.at(*ix))).collect(),
    })
}

/// Returns the JSON of a project's report.
pub(super) fn project(
    source: Source<'_>,
    pace: &Pace,
    since: Option<&(&ClosedReview, Difference)>,
) -> String {
    let Source { board, answers, .. } = source;
    let lists = board.lists.iter().map(|list| ListJson {
        id: list.id.to_string(),
        title: list.title.to_string(),
        counts: counts(list.tally),
    });
    let milestones = board.gates.iter().map(|gate| MilestoneJson {
        id: gate.id.to_string(),
        title: gate.title.to_string(),
        verdict: gate.count.verdict().phrase(),
        ready: gate.count.verdict() != Verdict::NotReady,
        blocking: gate.count.blocking,
        conditions: gate.count.conditions,
        listed: gate.count.listed,
        total: gate.count.total,
        target: answers.target(&gate.id).map(|day| day.to_string()),
    });
    write(&ProjectReport {
        head: Head::of(source, "project"),
        items: counts(board.items),
        checklists: lists.collect(),
        milestones: milestones.collect(),
        reviews: answers.reviews.iter().map(review).collect(),
        pace: pace_json(pace),
        since: since.map(|(closed, difference)| since_json(closed, difference)),
        captures: captures(answers, |_| true),
        entries: board.rows().iter().map(|row| entry(board, answers, row)).collect(),
    })
}

impl DifferenceJson {
    /// Returns what has changed.
    pub fn of(difference: &Difference) -> DifferenceJson {
        let ids =
            |ids: &std::collections::BTreeSet<CaptureId>| ids.iter().map(|id| id.0.to_string()).collect();
        DifferenceJson {
            from: side(&difference.from),
            to: side(&difference.to),
            groups: Group::ALL
                .into_iter()
                .map(|group| {
                    let moved = difference.of(group).map(|moved| MovedJson {
                        id: moved.seen().id.to_string(),
                        name: moved.seen().name.to_string(),
                        title: moved.seen().title.to_string(),
                        before: moved.before.as_ref().map(seen),
                        after: moved.after.as_ref().map(seen),
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

fn side(side: &Side) -> SideJson {
    SideJson {
        milestone: side.gate.as_ref().map(|(id, _)| id.to_string()),
        pack: side.pack.to_string(),
        pack_version: side.version.to_string(),
        left: side.left,
        total: side.total,
    }
}

fn seen(seen: &Seen) -> SeenJson {
    SeenJson {
        status: seen.status.word(),
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

fn counts(tally: Tally) -> Counts {
    Counts {
        total: tally.total(),
        settled: tally.settled(),
        open: tally.open(),
        todo: tally.todo,
        doing: tally.doing,
        blocked: tally.blocked,
        done: tally.done,
        waived: tally.waived,
        na: tally.na,
        look_again: tally.look_again,
    }
}

fn entry(board: &Board, answers: &Answers, row: &Row) -> EntryJson {
    let said = answers.entry(&row.id);
    let answer = said.and_then(EntryAnswers::answer);
    let at = answers.captures_at(&row.id);
    EntryJson {
        id: row.id.to_string(),
        name: row.name.to_string(),
        title: row.title.to_string(),
        kind: row.kind.word(),
        checklist: row.checklist.as_ref().map(ToString::to_string),
        phase: row.phase.as_ref().map(ToString::to_string),
        workstream: row.workstream.as_ref().map(ToString::to_string),
        section: row.section.as_ref().map(ToString::to_string),
        level: row.level.word(),
        applies: row.applies.is_yes(),
        status: row.standing.status.word(),
        settled: row.standing.is_settled(),
        look_again: row.standing.look_again,
        reason: reason(board, row),
        evidence: answer.and_then(|answer| answer.evidence.as_ref()).map(ToString::to_string),
        until: answer.and_then(|answer| answer.until.as_ref()).map(until_word),
        owner: said.and_then(EntryAnswers::owner).map(ToString::to_string),
        due: said.and_then(EntryAnswers::due).map(|day| day.to_string()),
        note: said.and_then(EntryAnswers::note).map(ToString::to_string),
        captures: at.filter_map(|(id, one)| capture(id, one)).collect(),
    }
}

fn reason(board: &Board, row: &Row) -> Option<String> {
    let said = row.standing.reason.as_ref().map(ToString::to_string).filter(|reason| !reason.is_empty());
    match (ended(&row.standing), said) {
        (Some(ended), Some(said)) => Some(format!("{ended}: {said}")),
        (Some(ended), None) => Some(ended),
        (None, Some(said)) => Some(said),
        (None, None) => Some(why_not(board, &row.applies)).filter(|why| !why.is_empty()),
    }
}

fn ended(standing: &Standing) -> Option<String> {
    let ended = standing.ended.as_ref()?;
    let end = match ended.end {
        End::Day(day) => day.to_string(),
        End::Here | End::Passed => "at its milestone".to_owned(),
    };
    Some(match ended.was {
        Status::Waived => format!("waiver ended {end}"),
        _ => format!("done until {end}"),
    })
}

fn until_word(until: &Until) -> String {
    match until {
        Until::Day(day) => day.to_string(),
        Until::Milestone(id) => id.to_string(),
    }
}

fn captures(answers: &Answers, is_meant: impl Fn(&crate::pack::model::EntryId) -> bool) -> Vec<CaptureJson> {
    let all =
        answers.captures.iter().filter_map(|(id, one)| Some((one.capture.value()?.at.as_ref(), id, one)));
    all.filter(|(at, _, _)| at.is_none_or(&is_meant)).filter_map(|(_, id, one)| capture(id, one)).collect()
}

fn capture(id: &CaptureId, capture: &CaptureAnswers) -> Option<CaptureJson> {
    let write = capture.capture.now()?;
    let captured = &write.value;
    Some(CaptureJson {
        id: id.0.to_string(),
        kind: captured.kind.word(),
        text: captured.text.to_string(),
        at: captured.at.as_ref().map(ToString::to_string),
        owner: captured.owner.as_ref().map(ToString::to_string),
        due: captured.due.map(|day| day.to_string()),
        resolved: capture.is_resolved(),
        by: write.by.to_string(),
        when: write.at.to_string(),
    })
}

/// Returns a value as JSON with a line end.
pub fn write(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("these shapes have string keys only");
    text.push('\n');
    text
}
