//! What the review shows of a gate: computed when something has changed, and not by drawing.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::domain::board::{Board, EntryIx};
use crate::domain::difference::{Difference, DifferenceKind};
use crate::domain::gate::{self, Gate, GateTally, LeftCounts, LeftEntry, Weight};
use crate::domain::gate_filter::GateFilter;
use crate::domain::pace::{self, Pace};
use crate::domain::snapshot::Snapshot;
use crate::domain::standing::{LeftReason, Sign};
use crate::domain::{critical, verdict};
use crate::journal::answers::{Answers, ClosedReview};
use crate::journal::record::Decision;
use crate::pack::model::{EntryId, MilestoneId, WorkstreamId};
use crate::text::Text;
use crate::tui::context::Ctx;
use crate::tui::fresh::Revision;

/// Where an entry stands among the others; it keeps the place that it had when the list was made.
type SortKey = (Weight, Option<usize>, u8, EntryIx);

/// One entry of the list.
#[derive(Debug, Clone)]
pub(super) struct ReviewEntry {
    pub(super) row: EntryIx,
    pub(super) id: EntryId,
    pub(super) weight: Weight,
    /// `None` if it was settled since the list was made: it keeps its place, so that the cursor does, until one
    /// goes away from it.
    pub(super) why: Option<LeftReason>,
    pub(super) sign: Sign,
    pub(super) owner: Option<Text>,
    pub(super) due: Option<Date>,
    key: SortKey,
}

/// One line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReviewRow {
    Gap,
    Heading(Weight),
    /// Why a group has nothing to show.
    Empty(Weight),
    Entry(usize),
}

/// What has changed since the last closed review of the milestone.
#[derive(Debug, Clone)]
pub(super) struct SinceReview {
    pub(super) no: u32,
    pub(super) day: Date,
    /// Words and numbers, the strongest first.
    pub(super) counts: [(&'static str, usize); 4],
}

/// What was decided last.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    pub(super) no: u32,
    pub(super) decision: Option<Decision>,
    pub(super) by: Vec<Text>,
    pub(super) day: Date,
}

/// What the review shows.
#[derive(Debug, Clone)]
pub(super) struct ReviewModel {
    revision: Revision,
    today: Date,
    pub(super) gate: Gate,
    pub(super) title: Text,
    /// Which lists count and what is excepted, from the longest words to the shortest.
    pub(super) bases: Vec<String>,
    /// What can be done when the milestone is reached.
    pub(super) then: Text,
    pub(super) target: Option<Date>,
    pub(super) streams: Vec<(WorkstreamId, Text, LeftCounts)>,
    pub(super) since: Option<SinceReview>,
    pub(super) pace: Pace,
    pub(super) decided: Option<Decided>,
    /// How many entries the critical check has.
    pub(super) n_critical: usize,
    pub(super) entries: Vec<ReviewEntry>,
    pub(super) lines: Vec<ReviewRow>,
    /// How many of each weight pass the filter.
    shown: [usize; 3],
}

impl ReviewModel {
    /// `None` if the project's plan has no such milestone.
    pub(super) fn of(id: &MilestoneId, filter: &GateFilter, ctx: &Ctx<'_>) -> Option<ReviewModel> {
        ReviewModel::with(id, filter, &[], None, ctx)
    }

    /// Whether anything has changed since the view was made.
    pub(super) fn is_stale(&self, ctx: &Ctx<'_>) -> bool {
        self.revision != ctx.revision
    }

    /// The view as it is now. An entry that was settled in the meantime keeps its place if it is in hand, or if this
    /// person settled it.
    pub(super) fn again(
        &self,
        filter: &GateFilter,
        in_hand: Option<&EntryId>,
        ctx: &Ctx<'_>,
    ) -> Option<ReviewModel> {
        ReviewModel::with(&self.gate.id, filter, &self.entries, in_hand, ctx)
    }

    /// Whether an entry is in the list only because it was in hand when somebody else settled it.
    pub(super) fn is_held(&self, id: &EntryId, ctx: &Ctx<'_>) -> bool {
        self.entries.iter().any(|entry| entry.id == *id && entry.why.is_none())
            && ctx.changed_by_others(id).is_some()
    }

    /// Takes an entry out that was held.
    pub(super) fn release(&mut self, id: &EntryId) {
        self.entries.retain(|entry| entry.id != *id);
        self.lines = lines(&self.entries, &self.gate);
    }

    fn with(
        id: &MilestoneId,
        filter: &GateFilter,
        old: &[ReviewEntry],
        in_hand: Option<&EntryId>,
        ctx: &Ctx<'_>,
    ) -> Option<ReviewModel> {
        let (board, answers) = (ctx.board, ctx.answers());
        let gate = gate::look(board, answers, id)?;
        let tally = board.gate(id)?;
        let passing: Vec<&LeftEntry> =
            gate.left.iter().filter(|left| filter.passes(left, board, answers)).collect();
        let mut shown = [0; 3];
        for left in &passing {
            if let Some(count) = shown.get_mut(left.weight as usize) {
                *count += 1;
            }
        }
        let entries = entries(old, in_hand, &passing, tally, ctx);
        let lines = lines(&entries, &gate);
        let last = answers.reviews.iter().rev().find(|closed| closed.review.milestone == *id);
        Some(ReviewModel {
            revision: ctx.revision,
            today: ctx.moment.today,
            title: tally.title.clone(),
            bases: verdict::bases(board, id),
            then: board.milestone(id).map(|(_, milestone)| milestone.then.clone()).unwrap_or_default(),
            target: answers.target(id),
            streams: tally.streams.iter().filter(|(_, _, left)| left.total > 0).cloned().collect(),
            since: last.and_then(|last| since(last, board, answers, ctx)),
            pace: pace::of_gate(board, answers, ctx.moment, id)?,
            decided: last.map(|last| Decided {
                no: last.no,
                decision: last.review.decision,
                by: last.review.by.clone(),
                day: ctx.moment.local(last.at).date(),
            }),
            n_critical: critical::steps(board, answers, id).len(),
            gate,
            entries,
            lines,
            shown,
        })
    }

    /// The number of entries of a weight that pass the filter, and of all.
    pub(super) fn shown(&self, weight: Weight) -> (usize, usize) {
        let shown = self.shown.get(weight as usize).copied().unwrap_or(0);
        (shown, self.gate.of_weight(weight).count())
    }

    /// The day that the view was made on.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    pub(super) fn entry_at(&self, line: usize) -> Option<&ReviewEntry> {
        match self.lines.get(line)? {
            ReviewRow::Entry(at) => self.entries.get(*at),
            ReviewRow::Gap | ReviewRow::Heading(_) | ReviewRow::Empty(_) => None,
        }
    }

    pub(super) fn line_of(&self, id: &EntryId) -> Option<usize> {
        (0..self.lines.len()).find(|line| self.entry_at(*line).is_some_and(|entry| entry.id == *id))
    }

    /// Whether the list still shows an entry that is not left any more.
    pub(super) fn has_settled(&self) -> bool {
        self.entries.iter().any(|entry| entry.why.is_none())
    }
}

/// The list: what is left, and in its old place what was settled since the list was made.
fn entries(
    old: &[ReviewEntry],
    in_hand: Option<&EntryId>,
    passing: &[&LeftEntry],
    tally: &GateTally,
    ctx: &Ctx<'_>,
) -> Vec<ReviewEntry> {
    let board = ctx.board;
    let places: HashMap<&WorkstreamId, usize> =
        tally.streams.iter().enumerate().map(|(at, (id, _, _))| (id, at)).collect();
    let place = |row: EntryIx| places.get(&board.at(row).stream()).copied();
    let fresh = |left: &LeftEntry| ReviewEntry {
        row: left.row,
        id: left.id.clone(),
        weight: left.weight,
        why: Some(left.why.clone()),
        sign: left.sign,
        owner: left.owner.clone(),
        due: left.due,
        key: (left.weight, place(left.row), left.why.rank(), left.row),
    };
    let mut now: HashMap<&EntryId, &LeftEntry> = passing.iter().map(|left| (&left.id, *left)).collect();
    let mut found: Vec<ReviewEntry> = Vec::with_capacity(old.len().max(passing.len()));
    for entry in old {
        if let Some(left) = now.remove(&entry.id) {
            found.push(ReviewEntry { key: entry.key, ..fresh(left) });
        } else if in_hand == Some(&entry.id) || ctx.changed_by_others(&entry.id).is_none() {
            // On a new board its row has another place.
            let Some(ix) = board.find(&entry.id) else { continue };
            let row = board.at(ix);
            let owner = ctx.answers().entry(&row.id).and_then(|said| said.owner()).cloned();
            let (sign, due) = (row.standing.shown(), row.standing.due);
            found.push(ReviewEntry { row: ix, why: None, sign, owner, due, ..entry.clone() });
        }
    }
    let mut new: Vec<ReviewEntry> =
        passing.iter().filter(|left| now.contains_key(&left.id)).map(|left| fresh(left)).collect();
    new.sort_by_key(|entry| entry.key);
    placed(found, new)
}

/// Puts each new entry before the first old one that belongs behind it; the old ones keep their order.
fn placed(old: Vec<ReviewEntry>, new: Vec<ReviewEntry>) -> Vec<ReviewEntry> {
    let mut merged = Vec::with_capacity(old.len() + new.len());
    let mut new = new.into_iter().peekable();
    for entry in old {
        while let Some(earlier) = new.next_if(|fresh| fresh.key < entry.key) {
            merged.push(earlier);
        }
        merged.push(entry);
    }
    merged.extend(new);
    merged
}

fn lines(entries: &[ReviewEntry], gate: &Gate) -> Vec<ReviewRow> {
    let mut lines = Vec::with_capacity(entries.len() + 8);
    for weight in [Weight::Blocks, Weight::Condition, Weight::Listed] {
        let is_any = entries.iter().any(|entry| entry.weight == weight);
        // Only what blocks is worth a heading when there is nothing of it.
        if !is_any && weight != Weight::Blocks && gate.of_weight(weight).next().is_none() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(ReviewRow::Gap);
        }
        lines.push(ReviewRow::Heading(weight));
        if !is_any {
            lines.push(ReviewRow::Empty(weight));
        }
        let of_weight = entries.iter().enumerate().filter(|(_, entry)| entry.weight == weight);
        lines.extend(of_weight.map(|(at, _)| ReviewRow::Entry(at)));
    }
    lines
}

fn since(last: &ClosedReview, board: &Board, answers: &Answers, ctx: &Ctx<'_>) -> Option<SinceReview> {
    let now = Snapshot::of_gate(board, answers, &last.review.milestone)?;
    let moved = Difference::between(&Snapshot::of_review(&last.review), &now);
    let rest =
        [DifferenceKind::Reopened, DifferenceKind::NewlyOpen, DifferenceKind::New, DifferenceKind::Gone];
    let rest = rest.into_iter().map(|group| moved.count(group)).sum();
    Some(SinceReview {
        no: last.no,
        day: ctx.moment.local(last.at).date(),
        counts: [
            (DifferenceKind::NewlySettled.phrase(), moved.count(DifferenceKind::NewlySettled)),
            (DifferenceKind::Ended.phrase(), moved.count(DifferenceKind::Ended)),
            (DifferenceKind::LookAgain.phrase(), moved.count(DifferenceKind::LookAgain)),
            ("reopened, new, gone", rest),
        ],
    })
}
