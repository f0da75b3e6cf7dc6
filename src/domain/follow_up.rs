//! What the day of a milestone means for others: the day that is proposed for the next one, and which is the wrong way
//! round. Pure.

use jiff::ToSpan;
use jiff::civil::Date;

use super::board::Board;
use super::moment::Moment;
use crate::journal::answers::Answers;
use crate::pack::model::{Milestone, MilestoneId, Phase};
use crate::text::{Text, counted};

/// A day for a milestone that has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedTarget {
    pub id: MilestoneId,
    pub title: Text,
    pub day: Date,
    weeks: u8,
}

impl ProposedTarget {
    /// `4 weeks later`
    pub fn phrase(&self) -> String {
        format!("{} later", counted(usize::from(self.weeks), "week", "weeks"))
    }
}

/// What is proposed once the milestone `id` has the day `day`: that of the next one of the same phase, if it has none yet
/// and the pack says how many weeks later it usually is.
pub fn proposed(board: &Board, answers: &Answers, id: &MilestoneId, day: Date) -> Option<ProposedTarget> {
    let phases = &board.plan()?.phases;
    let milestones = phases.iter().map(|phase| &phase.milestones);
    let next = milestones.into_iter().find_map(|all| after(all, id))?;
    let weeks = next.weeks_after.filter(|_| answers.target(&next.id).is_none())?;
    let day = day.checked_add(i64::from(weeks).weeks()).ok()?;
    Some(ProposedTarget { id: next.id.clone(), title: next.title.clone(), day, weeks })
}

/// Another milestone whose day is the wrong way round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongOrder {
    /// Whether the day is before the other one's although that milestone comes first; else it is after it.
    is_before: bool,
    title: Text,
    day: Date,
}

impl WrongOrder {
    /// `before that of Go-live, Fri 29 Jan, which comes first in the plan`
    pub fn phrase(&self, moment: &Moment) -> String {
        let (word, place) = if self.is_before { ("before", "first") } else { ("after", "later") };
        format!("{word} that of {}, {}, which comes {place} in the plan", self.title, moment.day(self.day))
    }
}

/// The first milestone whose day contradicts the plan's order if the milestone `id` has the day `day`.
///
/// Milestones of a phase come one after the other, and a phase is not released before one that it needs. What follows
/// so many weeks after a release does not hold up the next phase.
pub fn wrong_order(board: &Board, answers: &Answers, id: &MilestoneId, day: Date) -> Option<WrongOrder> {
    let phases = &board.plan()?.phases;
    let phase = phases.iter().find(|phase| phase.milestones.iter().any(|one| one.id == *id))?;
    let at = phase.milestones.iter().position(|one| one.id == *id)?;
    let (first, rest) = phase.milestones.split_at(at);
    let is_release = release(phase).is_some_and(|one| one.id == *id);
    let needed = phases.iter().filter(|other| is_release && phase.needs.contains(&other.id));
    let needing = phases.iter().filter(|other| is_release && other.needs.contains(&phase.id));
    let before = first.iter().chain(needed.filter_map(release)).map(|one| (one, true));
    let after = rest.iter().skip(1).chain(needing.filter_map(release)).map(|one| (one, false));
    before.chain(after).find_map(|(one, is_before)| {
        let other = answers.target(&one.id)?;
        let is_wrong = if is_before { day < other } else { day > other };
        is_wrong.then(|| WrongOrder { is_before, title: one.title.clone(), day: other })
    })
}

/// The milestone that releases a phase: its last one, but for those that follow so many weeks later.
fn release(phase: &Phase) -> Option<&Milestone> {
    phase.milestones.iter().rfind(|one| one.weeks_after.is_none())
}

fn after<'a>(all: &'a [Milestone], id: &MilestoneId) -> Option<&'a Milestone> {
    let at = all.iter().position(|milestone| milestone.id == *id)?;
    all.get(at + 1)
}
