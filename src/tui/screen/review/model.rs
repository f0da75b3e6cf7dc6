//! What the review shows of a gate: computed when something has changed, and not by drawing.

use jiff::civil::Date;

use super::list::ReviewList;
use crate::domain::board::Board;
use crate::domain::difference::{Difference, DifferenceKind};
use crate::domain::gate::{self, GateTally, LeftCounts, Weight};
use crate::domain::gate_filter::GateFilter;
use crate::domain::pace::{self, Pace};
use crate::domain::snapshot::Snapshot;
use crate::domain::{critical, verdict};
use crate::journal::answers::{Answers, ClosedReview};
use crate::journal::record::Decision;
use crate::pack::model::{EntryId, MilestoneId, WorkstreamId};
use crate::text::Text;
use crate::tui::context::Ctx;
use crate::tui::fresh::Revision;

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
    pub(super) id: MilestoneId,
    pub(super) count: LeftCounts,
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
    pub(super) list: ReviewList,
    /// How many of each weight pass the filter.
    shown: [usize; 3],
    /// How many entries had been counted again when the list was made.
    seen: usize,
}

impl ReviewModel {
    /// `None` if the project's plan has no such milestone.
    pub(super) fn of(id: &MilestoneId, filter: &GateFilter, ctx: &Ctx<'_>) -> Option<ReviewModel> {
        ReviewModel::with(id, ctx, |tally| made(tally, filter, &ReviewList::default(), &|_| false, ctx))
    }

    /// Whether anything has changed since the view was made.
    pub(super) fn is_stale(&self, ctx: &Ctx<'_>) -> bool {
        self.revision != ctx.revision
    }

    /// The view as it is now. An entry that was settled in the meantime keeps its place if it is in hand, or if this
    /// person settled it.
    pub(super) fn again(
        &mut self,
        filter: &GateFilter,
        in_hand: Option<&EntryId>,
        is_new_board: bool,
        ctx: &Ctx<'_>,
    ) -> Option<ReviewModel> {
        let mut list = std::mem::take(&mut self.list);
        // What a filter looks at can be more than the entry.
        let answered = ctx.board.refreshed().get(self.seen..);
        let answered =
            answered.filter(|_| filter.is_empty() && !is_new_board && self.today == ctx.moment.today);
        let keeps_place = |id: &EntryId| in_hand == Some(id) || ctx.changed_by_others(id).is_none();
        ReviewModel::with(&self.id, ctx, |tally| {
            let Some(answered) = answered else { return made(tally, filter, &list, &keeps_place, ctx) };
            for id in answered {
                list.refresh(id, &keeps_place, tally, ctx.board);
            }
            list.lay_out(tally.count);
            (list, Weight::ALL.map(|weight| tally.count.of_weight(weight) as usize))
        })
    }

    /// Whether an entry is in the list only because it was in hand when somebody else settled it.
    pub(super) fn is_held(&self, id: &EntryId, ctx: &Ctx<'_>) -> bool {
        let gate = ctx.board.gate(&self.id);
        gate.is_some_and(|gate| self.list.is_settled(id, gate, ctx.board))
            && ctx.changed_by_others(id).is_some()
    }

    /// Takes an entry out that was held.
    pub(super) fn release(&mut self, id: &EntryId) {
        self.list.release(id, self.count);
    }

    fn with(
        id: &MilestoneId,
        ctx: &Ctx<'_>,
        make: impl FnOnce(&GateTally) -> (ReviewList, [usize; 3]),
    ) -> Option<ReviewModel> {
        let (board, answers) = (ctx.board, ctx.answers());
        let gate = board.gate(id)?;
        let (entries, shown) = make(gate);
        let last = answers.reviews.iter().rev().find(|closed| closed.review.milestone == *id);
        Some(ReviewModel {
            revision: ctx.revision,
            today: ctx.moment.today,
            id: id.clone(),
            count: gate.count,
            title: gate.title.clone(),
            bases: verdict::bases(board, id),
            then: board.milestone(id).map(|(_, milestone)| milestone.then.clone()).unwrap_or_default(),
            target: answers.target(id),
            streams: gate.streams.iter().filter(|(_, _, left)| left.total > 0).cloned().collect(),
            since: last.and_then(|last| since(last, board, answers, ctx)),
            pace: pace::of_gate(board, answers, ctx.moment, id)?,
            decided: last.map(|last| Decided {
                no: last.no,
                decision: last.review.decision,
                by: last.review.by.clone(),
                day: ctx.moment.local(last.at).date(),
            }),
            n_critical: critical::steps(board, id).len(),
            list: entries,
            shown,
            seen: board.refreshed().len(),
        })
    }

    /// The number of entries of a weight that pass the filter, and of all.
    pub(super) fn shown(&self, weight: Weight) -> (usize, usize) {
        let shown = self.shown.get(weight as usize).copied().unwrap_or(0);
        (shown, self.count.of_weight(weight) as usize)
    }

    pub(super) fn line_of(&self, id: &EntryId, ctx: &Ctx<'_>) -> Option<usize> {
        self.list.line_of(id, ctx.board.gate(&self.id)?, ctx.board)
    }

    /// The day that the view was made on.
    pub(super) fn today(&self) -> Date {
        self.today
    }
}

/// The list as a look at the whole gate has it, and how many of each weight pass the filter.
fn made(
    tally: &GateTally,
    filter: &GateFilter,
    old: &ReviewList,
    keeps_place: &dyn Fn(&EntryId) -> bool,
    ctx: &Ctx<'_>,
) -> (ReviewList, [usize; 3]) {
    let mut left = gate::look(ctx.board, &tally.id).map(|gate| gate.left).unwrap_or_default();
    if !filter.is_empty() {
        left.retain(|left| filter.passes(left, ctx.board, ctx.answers()));
    }
    let shown = Weight::ALL.map(|weight| left.iter().filter(|left| left.weight == weight).count());
    (ReviewList::new(left, old, keeps_place, tally.count, ctx.board), shown)
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
