//! The gates of a board: which entries each of them looks at, with what weight, and how many of those are left.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Entry, EntryIx, EntryKind, ListNode};
use crate::domain::standing::{EndReached, LeftReason};
use crate::journal::answers::Answers;
use crate::journal::record::{Decision, Status, Verdict};
use crate::pack::model::{Milestone, MilestoneId, Phase, PhaseId, Plan, WorkstreamId};
use crate::text::Text;

/// What an entry that is left does to the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The milestone cannot be passed.
    Blocks,
    /// It can be passed with conditions.
    Condition,
    /// It is named, no more.
    Listed,
}

impl Weight {
    /// The heaviest first.
    pub const ALL: [Weight; 3] = [Weight::Blocks, Weight::Condition, Weight::Listed];
}

/// That a gate looks at an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The gate's position on its board.
    pub gate: usize,
    pub weight: Weight,
    /// Whether the entry is a topic that items stand for.
    pub represented: bool,
    /// Its workstream among the gate's.
    pub stream: usize,
}

/// What is left of one group of a gate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftCounts {
    /// Everything the gate looks at.
    pub total: u32,
    pub blocking: u32,
    pub conditions: u32,
    pub listed: u32,
    /// Whether answers to project questions contradict each other, so that no gate is ready.
    pub impossible: bool,
}

impl LeftCounts {
    pub fn left(self) -> u32 {
        self.blocking + self.conditions + self.listed
    }

    /// How many of a weight are left.
    pub fn of_weight(self, weight: Weight) -> u32 {
        match weight {
            Weight::Blocks => self.blocking,
            Weight::Condition => self.conditions,
            Weight::Listed => self.listed,
        }
    }

    pub fn settled(self) -> u32 {
        self.total - self.left()
    }

    pub fn verdict(self) -> Verdict {
        match (self.blocking, self.conditions) {
            _ if self.impossible => Verdict::NotReady,
            (0, 0) => Verdict::Ready,
            (0, _) => Verdict::ReadyWithConditions,
            _ => Verdict::NotReady,
        }
    }

    fn change(&mut self, weight: Weight, is_left: bool, by: Delta) {
        by.apply(&mut self.total);
        if is_left {
            by.apply(match weight {
                Weight::Blocks => &mut self.blocking,
                Weight::Condition => &mut self.conditions,
                Weight::Listed => &mut self.listed,
            });
        }
    }
}

#[derive(Clone, Copy)]
enum Delta {
    Up,
    Down,
}

impl Delta {
    fn apply(self, count: &mut u32) {
        match self {
            Delta::Up => *count += 1,
            Delta::Down => *count -= 1,
        }
    }
}

/// A gate with its counts.
#[derive(Debug, Clone)]
pub struct GateTally {
    pub id: MilestoneId,
    pub phase: PhaseId,
    pub title: Text,
    /// From 0, over the whole plan.
    pub order: usize,
    /// From 1, within the phase.
    pub no: u32,
    pub count: LeftCounts,
    /// By workstream, in the plan's order; only those the gate looks at.
    pub streams: Vec<(WorkstreamId, Text, LeftCounts)>,
    /// How many of the entries that block are nobody's.
    pub nobodys: u32,
    /// The entries that it looks at, in the board's order.
    pub(super) members: Vec<EntryIx>,
    /// The place of every milestone of the plan, to tell which ends come first.
    orders: BTreeMap<MilestoneId, usize>,
}

impl GateTally {
    pub(super) fn new(
        order: usize,
        phase: &Phase,
        milestone: &Milestone,
        plan: &Plan,
        (seen, lists): (&[WorkstreamId], &[ListNode]),
    ) -> GateTally {
        let streams = phase.workstreams.iter().map(|stream| (stream.id.clone(), stream.title.clone()));
        // Items of sections without a workstream are under their list.
        let lists = lists.iter().map(|list| (WorkstreamId::new(list.id.as_str()), list.title.clone()));
        GateTally {
            id: milestone.id.clone(),
            phase: phase.id.clone(),
            title: milestone.title.clone(),
            order,
            no: milestone.no,
            count: LeftCounts::default(),
            streams: streams
                .chain(lists)
                .filter(|(id, _)| seen.contains(id))
                .map(|(id, title)| (id, title, LeftCounts::default()))
                .collect(),
            nobodys: 0,
            members: Vec::new(),
            orders: plan
                .milestones()
                .enumerate()
                .map(|(order, milestone)| (milestone.id.clone(), order))
                .collect(),
        }
    }

    /// The entries that it looks at, in the board's order.
    pub fn members(&self) -> &[EntryIx] {
        &self.members
    }

    /// Where a workstream is among those that it looks at.
    pub(super) fn place_of(&self, stream: &WorkstreamId) -> usize {
        self.streams.iter().position(|(id, ..)| id == stream).unwrap_or(self.streams.len())
    }

    /// `None` if the entry is settled at this gate.
    pub fn why(&self, row: &Entry, member: Membership, today: Date) -> Option<LeftReason> {
        if member.represented && !speaks_for_itself(row) {
            return None;
        }
        // What holds until a milestone is left at that milestone and at later ones; an end that this plan does not
        // know has come, because no gate of this plan comes before it.
        if let Some(end) = &row.standing.until_milestone
            && row.standing.is_settled()
        {
            let is_before = self.orders.get(end).is_some_and(|order| self.order < *order);
            if !is_before {
                let end = if *end == self.id { EndReached::Here } else { EndReached::Earlier };
                return Some(LeftReason::Ended { was: row.standing.status, end });
            }
        }
        row.standing.why(today)
    }

    pub(super) fn count(&mut self, row: &Entry, member: Membership, today: Date, is_added: bool) {
        let is_left = self.why(row, member, today).is_some();
        if member.represented && !is_left {
            return;
        }
        let step = if is_added { Delta::Up } else { Delta::Down };
        self.count.change(member.weight, is_left, step);
        if is_left && member.weight == Weight::Blocks && row.standing.owner.is_none() {
            step.apply(&mut self.nobodys);
        }
        if let Some((_, _, left)) = self.streams.get_mut(member.stream) {
            left.change(member.weight, is_left, step);
        }
    }
}

/// Whether a topic that items stand for is counted all the same: it is in progress, it waits, or it has two answers.
pub fn speaks_for_itself(row: &Entry) -> bool {
    row.standing.two_answers || matches!(row.standing.status, Status::Doing | Status::Blocked)
}

/// Whether people decided to go on past a milestone, in the last review of it.
pub fn is_passed(answers: &Answers, id: &MilestoneId) -> bool {
    answers.reviews.iter().rev().find(|closed| closed.review.milestone == *id).is_some_and(|closed| {
        matches!(closed.review.decision, Some(Decision::Go | Decision::GoWithConditions))
    })
}

impl Entry {
    /// How the gate at this place in the order counts the entry, if it does.
    pub fn membership(&self, gate: usize) -> Option<Membership> {
        self.memberships().iter().copied().find(|member| member.gate == gate)
    }

    pub fn is_item(&self) -> bool {
        self.kind == EntryKind::Item
    }
}
