//! The day that is proposed for the milestone after one that was given a day. Pure.

use jiff::ToSpan;
use jiff::civil::Date;

use super::board::Board;
use crate::journal::answers::Answers;
use crate::pack::model::{Milestone, MilestoneId};
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

fn after<'a>(all: &'a [Milestone], id: &MilestoneId) -> Option<&'a Milestone> {
    let at = all.iter().position(|milestone| milestone.id == *id)?;
    all.get(at + 1)
}
