//! What a workshop did for the next milestone: what was left there before it, and what after.

use std::sync::Arc;

use crate::domain::board::Board;
use crate::domain::gate::LeftCounts;
use crate::domain::moment::Moment;
use crate::journal::answers::Workshop;
use crate::journal::fold::Fold;
use crate::journal::record::Change;
use crate::pack::model::{MilestoneId, Pack};
use crate::text::Text;

/// What is left at a milestone before a workshop and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneEffect {
    pub milestone: MilestoneId,
    pub title: Text,
    pub before: LeftCounts,
    /// At its end; of one that still runs, now.
    pub after: LeftCounts,
}

impl MilestoneEffect {
    /// It in a sentence: `18 of 52 entries left before, 16 after; of them must: 5 before, 4 after`.
    pub fn sentence(&self) -> String {
        let (before, after) = (self.before, self.after);
        if before == after {
            let left = format!("{} of {} entries left, as before", after.left(), after.total);
            return match after.blocking {
                0 => left,
                musts => format!("{left}; {musts} of them must"),
            };
        }
        let left = if before.total == after.total {
            format!("{} of {} entries left before, {} after", before.left(), before.total, after.left())
        } else {
            // A project question can take entries out, or bring them back.
            let (was, is) = (before.left(), after.left());
            format!("{was} of {} entries left before, {is} of {} after", before.total, after.total)
        };
        match (before.blocking, after.blocking) {
            (0, 0) => left,
            (was, is) if was == is => format!("{left}; {is} of them must, as before"),
            (was, is) => format!("{left}; of them must: {was} before, {is} after"),
        }
    }
}

/// What a workshop did for the milestone of its scope, else for the one that came next; `None` without a
/// milestone.
pub fn effect(
    pack: &Arc<Pack>,
    fold: &Fold,
    workshop: &Workshop,
    moment: &Moment,
) -> Option<MilestoneEffect> {
    let before = fold.of_those(|record| record.seq() < workshop.seq);
    let board = Board::new(pack, before.answers(), moment.on(moment.local(workshop.at).date()));
    let gate = match &workshop.plan.scope.milestone {
        Some(id) => board.gate(id),
        None => board.next_milestone(before.answers()),
    }?;
    let closed = fold
        .records()
        .find(|record| record.s == Some(workshop.seq) && matches!(record.change, Change::Close { .. }));
    let (after, day) = match (closed, workshop.closed) {
        (Some(last), Some((_, at))) => {
            (fold.of_those(|record| record.seq() <= last.seq()), moment.local(at).date())
        }
        _ => (fold.clone(), moment.today),
    };
    let then = Board::new(pack, after.answers(), moment.on(day));
    Some(MilestoneEffect {
        milestone: gate.id.clone(),
        title: gate.title.clone(),
        before: gate.count,
        after: then.gate(&gate.id)?.count,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::{Story, item, pack, plan, status};
    use crate::journal::record::{EntryFilter, Status};

    fn made(story: &Story) -> MilestoneEffect {
        let workshop = story.answers().workshops.last().unwrap();
        effect(pack(), story.fold(), workshop, &story.moment()).unwrap()
    }

    #[test]
    fn what_was_said_before_and_after_the_workshop_is_not_its_effect() {
        let mut story = Story::new();
        let (before, inside, after) = (item("Design 1"), item("Design 2"), item("Design 3"));
        let whole = story.board().gates.first().unwrap().count;
        story.say(status(&before, Status::Done));
        story.open(plan(60, &[], EntryFilter::default()));
        story.say(status(&inside, Status::Done));
        story.close(600);
        let closed = made(&story);
        story.say(status(&after, Status::Done));
        assert_eq!(made(&story), closed);
        assert_eq!((closed.before.left(), closed.after.left()), (whole.left() - 1, whole.left() - 2));
        assert_eq!(closed.title, "Ready to demonstrate");
    }

    #[test]
    fn an_open_workshop_is_told_as_it_stands() {
        let mut story = Story::new();
        story.open(plan(60, &[], EntryFilter::default()));
        let begun = made(&story);
        assert_eq!(begun.before, begun.after);
        story.say(status(&item("Design 2"), Status::Done));
        assert_eq!(made(&story).after.left(), begun.before.left() - 1);
    }

    #[test]
    fn the_sentence_says_what_changed_and_leaves_out_musts_where_there_are_none() {
        let left =
            |total, blocking, conditions| LeftCounts { total, blocking, conditions, ..LeftCounts::default() };
        let effect = |before, after| {
            let milestone = MilestoneId::new("b2c/p1/demo");
            MilestoneEffect { milestone, title: Text::line("Demo"), before, after }.sentence()
        };
        assert_eq!(
            effect(left(52, 5, 13), left(52, 4, 12)),
            "18 of 52 entries left before, 16 after; of them must: 5 before, 4 after"
        );
        assert_eq!(effect(left(52, 0, 3), left(50, 0, 1)), "3 of 52 entries left before, 1 of 50 after");
    }
}
