//! What held at one time, as values: what a closed review keeps, and what two times are compared by.

use std::collections::{BTreeMap, BTreeSet};

use super::board::{Board, Entry};
use super::gate::{self, GateTally};
use super::standing::{EndReached, LeftReason};
use crate::journal::answers::Answers;
use crate::journal::record::{
    AnswerLapse, CaptureId, CriticalCheck, Decision, ReviewRecord, ReviewedEntry, Verdict,
};
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::Text;

/// What the people add when they close a review.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReviewInput {
    pub decision: Option<Decision>,
    /// Who decided.
    pub by: Vec<Text>,
    /// The critical check that went before.
    pub critical: Option<CriticalCheck>,
}

/// What a project, or one gate of it, looked like at one time.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// Which gate was looked at, with the milestone's title; `None` for the whole project.
    pub gate: Option<(MilestoneId, Text)>,
    pub pack: Text,
    pub version: Text,
    /// What was looked at, in the board's order.
    pub entries: Vec<ReviewedEntry>,
    /// The captures at these entries, and of the project as a whole, that were not resolved.
    pub captures: BTreeSet<CaptureId>,
    pub resolved: BTreeSet<CaptureId>,
    /// What else the pack has, and whether it applies to the project; `None` if only what was found is known.
    pub beside: Option<BTreeMap<EntryId, bool>>,
}

impl Snapshot {
    /// The gate as it is now; `None` if the project's plan has no such milestone.
    pub fn of_gate(board: &Board, answers: &Answers, id: &MilestoneId) -> Option<Snapshot> {
        let tally = board.gate(id)?;
        let entries = gate::members(board, tally)
            .map(|(_, row, member)| seen(row, tally.why(row, member, board.today), member.represented))
            .collect();
        let looked_at = |at: &EntryId| board.row(at).is_some_and(|row| row.membership(tally.order).is_some());
        Some(Snapshot::new(board, answers, Some(tally), entries, looked_at))
    }

    /// The whole project as it is now: every entry that applies, left while it is open or to be looked at again.
    pub fn of_project(board: &Board, answers: &Answers) -> Snapshot {
        let rows = board.rows().iter().filter(|row| row.applies.is_yes());
        let entries = rows
            .map(|row| {
                let why = gate::why_in_project(board, row);
                seen(row, why, gate::is_represented(board, row))
            })
            .collect();
        Snapshot::new(board, answers, None, entries, |_| true)
    }

    /// What a closed review found.
    pub fn of_review(review: &ReviewRecord) -> Snapshot {
        Snapshot {
            gate: Some((review.milestone.clone(), review.milestone_title.clone())),
            pack: review.pack.clone(),
            version: review.version.clone(),
            entries: review.entries.clone(),
            captures: review.captures.iter().cloned().collect(),
            resolved: review.resolved.iter().cloned().collect(),
            beside: None,
        }
    }

    /// A capture at an entry is in the snapshot if that entry is counted.
    fn new(
        board: &Board,
        answers: &Answers,
        gate: Option<&GateTally>,
        entries: Vec<ReviewedEntry>,
        looked_at: impl Fn(&EntryId) -> bool,
    ) -> Snapshot {
        let (mut captures, mut resolved) = (BTreeSet::new(), BTreeSet::new());
        for (id, capture) in &answers.captures {
            let Some(value) = capture.capture.value() else { continue };
            if !value.at.as_ref().is_none_or(&looked_at) {
                continue;
            }
            let of = if capture.is_resolved() { &mut resolved } else { &mut captures };
            of.insert(id.clone());
        }
        let seen: BTreeSet<&EntryId> = entries.iter().map(|seen| &seen.id).collect();
        let others = board.rows().iter().filter(|row| !seen.contains(&row.id));
        let beside = others.map(|row| (row.id.clone(), row.applies.is_yes())).collect();
        Snapshot {
            gate: gate.map(|tally| (tally.id.clone(), tally.title.clone())),
            pack: board.pack.id.clone(),
            version: board.pack.version.clone(),
            entries,
            captures,
            resolved,
            beside: Some(beside),
        }
    }

    /// The number of entries that were counted.
    pub fn total(&self) -> usize {
        self.entries.iter().filter(|seen| is_counted(seen)).count()
    }

    /// The number of them that were left.
    pub fn left(&self) -> usize {
        self.entries.iter().filter(|seen| is_left(seen)).count()
    }
}

/// The record that closing a review of a milestone writes; `None` if the project's plan has no such milestone.
pub fn close(
    board: &Board,
    answers: &Answers,
    id: &MilestoneId,
    closing: ReviewInput,
) -> Option<ReviewRecord> {
    let tally = board.gate(id)?;
    let snapshot = Snapshot::of_gate(board, answers, id)?;
    let verdict: Verdict = tally.count.verdict();
    Some(ReviewRecord {
        milestone: tally.id.clone(),
        milestone_title: tally.title.clone(),
        pack: snapshot.pack,
        version: snapshot.version,
        verdict,
        decision: closing.decision,
        by: closing.by,
        critical: closing.critical,
        total: tally.count.total,
        settled: tally.count.settled(),
        entries: snapshot.entries,
        captures: snapshot.captures.into_iter().collect(),
        resolved: snapshot.resolved.into_iter().collect(),
    })
}

/// Whether an entry was left when it was seen.
pub fn is_left(seen: &ReviewedEntry) -> bool {
    seen.why.is_some()
}

/// Whether an entry was counted when it was seen: a topic that items stand for only if it was left.
pub fn is_counted(seen: &ReviewedEntry) -> bool {
    !seen.represented || is_left(seen)
}

fn seen(row: &Entry, why: Option<LeftReason>, represented: bool) -> ReviewedEntry {
    let turn = match &why {
        Some(LeftReason::Ended {
            end: EndReached::Day(_) | EndReached::Here | EndReached::Earlier | EndReached::Passed,
            ..
        }) => Some(AnswerLapse::Ended),
        Some(LeftReason::LookAgain) => Some(AnswerLapse::Reworded),
        Some(LeftReason::Refuted(_)) => Some(AnswerLapse::Refuted),
        _ => None,
    };
    ReviewedEntry {
        id: row.id.clone(),
        name: row.name.clone(),
        title: row.title.clone(),
        level: row.level,
        status: row.standing.status,
        words: row.words,
        why: why.map(|why| why.lasting()),
        turn,
        represented,
        reason: row.standing.reason.clone(),
        owner: row.standing.owner.clone(),
        due: row.standing.due,
    }
}
