//! The overviews: milestones, lists, reviews, pace, critical check, conditions, and what does not apply.

use std::collections::BTreeMap;

use super::count;
use crate::domain::asking::LeftContradiction;
use crate::domain::board::Board;
use crate::domain::conditions::Conditions;
use crate::domain::critical::{self, CriticalEntry};
use crate::domain::gate::{self, GateTally};
use crate::domain::pace::Pace;
use crate::domain::verdict;
use crate::journal::answers::{Answers, ClosedReview};
use crate::report::chart::Chart;
use crate::report::input::ReportInput;
use crate::report::model::{Block, BulletPoint, Cell, Column, Lead, Mood, ReportSection, Table, sign};
use crate::text::{Text, capital, counted};

/// The lead of a project with the milestone that it speaks of.
pub(super) fn of_next(board: &Board, next: Option<&GateTally>, lead: Lead) -> Lead {
    let title = next.map(|next| next.title.to_string()).unwrap_or_default();
    let sentence = format!("◆ {title}: {} All in all: {}.", lead.sentence, board.items.sentence());
    Lead { sentence: Text::line(&sentence), ..lead }
}

/// The lead of a project that has no milestone ahead.
pub(super) fn without_next(board: &Board, answers: &Answers) -> Lead {
    let is_through = !board.gates.is_empty();
    Lead {
        mood: if is_through { Mood::Good } else { Mood::Plain },
        words: Text::line(if is_through { "ALL MILESTONES PASSED" } else { "NO PLAN" }),
        sentence: Text::line(&format!(
            "{} {}.",
            verdict::passed_not_ready(board, answers),
            board.items.sentence()
        )),
        decision: None,
    }
}

/// Every milestone with its verdict.
pub(super) fn milestones(source: ReportInput<'_>) -> ReportSection {
    let columns = [
        Column::words("Milestone", 36),
        Column::short("Verdict", 32),
        Column::number("Left", 8),
        Column::number("of", 8),
        Column::number("Must", 8),
        Column::number("Should", 8),
        Column::number("Could", 8),
        Column::short("Target", 14),
        Column::words("Decision", 40),
    ];
    let mut table = Table::new("Milestones", &columns);
    for gate in &source.board.gates {
        let left = gate.count;
        let phase =
            source.board.phases.iter().position(|phase| phase.id == gate.phase).map_or(1, |at| at + 1);
        table.rows.push(vec![
            Cell::Title(Text::line(&format!("{phase}.{} {}", gate.no, gate.title))),
            Cell::words(&verdict::of_milestone(left.verdict(), gate::is_passed(source.answers, &gate.id))),
            Cell::Number(left.left()),
            Cell::Number(left.total),
            Cell::Number(left.blocking),
            Cell::Number(left.conditions),
            Cell::Number(left.listed),
            Cell::day(source.answers.target(&gate.id)),
            Cell::maybe(source.decision(&gate.id).as_ref()),
        ]);
    }
    ReportSection::new("Milestones").with(Block::Table(table))
}

/// The counts of every list.
pub(super) fn lists(source: ReportInput<'_>) -> ReportSection {
    let columns = [
        Column::words("List", 24),
        Column::number("Settled", 9),
        Column::number("of", 8),
        Column::number("Done", 8),
        Column::number("Waived", 8),
        Column::number("n/a", 8),
        Column::number("Doing", 8),
        Column::number("Blocked", 9),
        Column::number("Todo", 8),
        Column::number("Look again", 11),
    ];
    let mut table = Table::new("Checklists", &columns);
    let lists = source.board.lists.iter().map(|list| (list.title.clone(), list.tally));
    for (title, tally) in lists.chain([(Text::line("All"), source.board.items)]) {
        let numbers = [
            tally.settled(),
            tally.total(),
            tally.done,
            tally.waived,
            tally.na,
            tally.doing,
            tally.blocked,
            tally.todo,
            tally.look_again,
        ];
        table.rows.push(std::iter::once(Cell::Title(title)).chain(numbers.map(Cell::Number)).collect());
    }
    ReportSection::new("Checklists").with(Block::Table(table))
}

/// The critical entries with their state, and the result of the last check.
pub(super) fn critical_check(
    source: ReportInput<'_>,
    steps: &[CriticalEntry],
    last: Option<&ClosedReview>,
) -> Option<ReportSection> {
    if steps.is_empty() {
        return None;
    }
    let points = steps.iter().map(|step| {
        let row = source.board.at(step.row);
        let state =
            step.why.as_ref().map_or_else(|| step.sign.word().to_owned(), |why| why.phrase(source.moment));
        BulletPoint {
            lead: Text::line(&format!("{} {}", sign(step.sign), super::left::short_name(row))),
            words: row.title.clone(),
            aside: Text::line(&match &step.owner {
                Some(owner) => format!("{state}, {owner}"),
                None if step.why.is_some() => format!("{state}, nobody"),
                None => state,
            }),
        }
    });
    let mut section = ReportSection::new("Critical check")
        .note(&steps.len().to_string())
        .with(Block::words(&format!("{}.", capital(&critical::outcome(steps)))))
        .with(Block::List(points.collect()));
    if let Some((closed, check)) = last.and_then(|closed| Some((closed, closed.review.critical.as_ref()?))) {
        let names: Vec<&str> = check.people.iter().map(Text::as_str).collect();
        let names = if names.is_empty() { String::new() } else { format!(" by {}", names.join(", ")) };
        let open: Vec<String> = check
            .open
            .iter()
            .map(|id| source.board.row(id).map_or_else(|| id.to_string(), |row| row.name.to_string()))
            .collect();
        let open = if open.is_empty() {
            "all were settled".to_owned()
        } else {
            format!("not settled: {}", open.join(", "))
        };
        let words = format!(
            "Before review {}, {} of them were read aloud in {} seconds{names}; {open}.",
            closed.no, check.looked_at, check.seconds
        );
        section = section.with(Block::words(&words));
    }
    Some(section)
}

/// The conditions of a review with what has become of them.
pub(super) fn conditions(source: ReportInput<'_>, found: &Conditions<'_>) -> Option<ReportSection> {
    let columns = [
        Column::short("State", 8),
        Column::short("Entry", 12),
        Column::words("Condition", 46),
        Column::short("Owner", 14),
        Column::short("Due", 12),
        Column::words("Note", 28),
    ];
    let mut table = Table::new("Conditions", &columns);
    for one in &found.all {
        table.rows.push(vec![
            Cell::words(one.state.word()),
            Cell::words(if one.name == one.title { "Topic" } else { &one.name }),
            Cell::Title(one.title.clone()),
            Cell::owner(one.owner.as_ref()),
            Cell::day(one.due),
            Cell::words(&one.remark(source.moment)),
        ]);
    }
    let title = format!("Conditions of review {}", found.review.no);
    let people = if found.by_person().len() > 1 {
        format!("{}. By person: {}.", capital(&found.count().sentence()), found.people_phrase(" · "))
    } else {
        format!("{}.", capital(&found.count().sentence()))
    };
    (!table.rows.is_empty()).then(|| {
        ReportSection::new(&title)
            .note(&table.rows.len().to_string())
            .with(Block::words(&people))
            .with(Block::Table(table))
    })
}

/// Every closed review with its decision.
pub(super) fn reviews(source: ReportInput<'_>) -> Option<ReportSection> {
    let columns = [
        Column::short("Review", 9),
        Column::short("Day", 14),
        Column::words("Milestone", 30),
        Column::short("Verdict", 22),
        Column::words("Decision", 24),
        Column::words("By", 24),
        Column::words("Left", 14),
    ];
    let mut table = Table::new("Closed reviews", &columns);
    for closed in &source.answers.reviews {
        let review = &closed.review;
        let by: Vec<&str> = review.by.iter().map(Text::as_str).collect();
        table.rows.push(vec![
            Cell::words(&format!("r{}", closed.no)),
            Cell::Day(source.moment.local(closed.at).date()),
            Cell::words(&review.milestone_title),
            Cell::words(review.verdict.phrase()),
            Cell::words(review.decision.map_or("", |decision| decision.phrase())),
            Cell::words(&by.join(", ")),
            Cell::words(&format!("{} of {}", review.total.saturating_sub(review.settled), review.total)),
        ]);
    }
    (!table.rows.is_empty()).then(|| ReportSection::new("Reviews").with(Block::Table(table)))
}

/// How fast entries get settled, with the chart.
pub(super) fn pace(source: ReportInput<'_>, pace: &Pace) -> ReportSection {
    let mut section = ReportSection::new("Pace").with(Block::words(&pace.sentence(source.moment)));
    if let Some(chart) = Chart::of(pace, source.moment) {
        section = section.with(Block::Chart(Box::new(chart)));
    }
    if !pace.weeks.is_empty() {
        let columns = [
            Column::short("Week from", 14),
            Column::number("Settled", 9),
            Column::number("Left at its end", 16),
        ];
        let mut table = Table::new("Settled a week", &columns);
        // The last weeks say how fast it goes; a long project's first ones are in the chart.
        for week in pace.weeks.iter().rev().take(12).rev() {
            table.rows.push(vec![
                Cell::Day(week.monday),
                Cell::Number(week.settled),
                Cell::Number(week.left),
            ]);
        }
        section = section.with(Block::Table(table));
    }
    section
}

/// The doubtful answers to project questions that were left so: by whom, when and why.
pub(super) fn left_so(source: ReportInput<'_>) -> Option<ReportSection> {
    let point = |one: &LeftContradiction| BulletPoint {
        lead: Text::default(),
        words: one.contradiction.says.clone(),
        aside: Text::line(&one.phrase(source.moment)),
    };
    let points: Vec<BulletPoint> = source.board.left_so.iter().map(point).collect();
    (!points.is_empty()).then(|| ReportSection::new("Doubtful answers left so").with(Block::List(points)))
}

/// The number of items that do not apply, and why.
pub(super) fn set_aside(source: ReportInput<'_>) -> Option<ReportSection> {
    let board = source.board;
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for row in board.rows().iter().filter(|row| row.is_item() && !row.applies.is_yes()) {
        *reasons.entry(board.why_not(&row.applies).unwrap_or_default()).or_default() += 1;
    }
    let points: Vec<BulletPoint> = reasons
        .into_iter()
        .map(|(reason, items)| BulletPoint {
            lead: Text::default(),
            words: Text::line(&reason),
            aside: Text::line(&counted(items, "item", "items")),
        })
        .collect();
    let title = "Does not apply to this project";
    (!points.is_empty()).then(|| {
        ReportSection::new(title)
            .note(&counted(count(board.items_left_out), "item", "items"))
            .with(Block::List(points))
    })
}
