//! What is most pressing for one person: theirs and nobody's, each entry once with one reason.

use std::collections::HashSet;

use jiff::civil::Date;

use super::board::{Board, Entry, EntryIx};
use super::gate::{self, Weight};
use super::moment::{Moment, days_between};
use super::standing::{EndReached, LeftReason, Sign};
use crate::journal::answers::Answers;
use crate::journal::record::Status;
use crate::pack::model::{EntryId, Level, MilestoneId};
use crate::text::Text;

/// How many days ahead a date is *soon*.
pub const SOON: i32 = 14;

/// Why an entry needs somebody, the most pressing first.
#[derive(Debug, Clone, PartialEq)]
pub enum Priority {
    /// Its day is past.
    Overdue(Date),
    /// Two people answered it independently.
    TwoAnswers,
    /// The pack words it differently since it was settled.
    LookAgain,
    /// A waiver, or a *done* for a while, came to its end.
    Ended(Status, EndReached),
    /// It is done, and the export of this day says otherwise.
    Refuted(Date),
    /// It waits for something.
    Blocked(Text),
    /// Its day is near.
    DueSoon(Date),
    /// The next milestone is blocked by it, and nobody owns it; why it is left.
    NobodysMust(LeftReason),
    /// It is left at the next milestone.
    LeftAtNext(Weight),
    /// It is left at a milestone after the next one.
    LeftLater { title: Text, weight: Weight },
}

impl Priority {
    /// Its place in the order, from 0.
    pub fn rank(&self) -> u8 {
        match self {
            Priority::Overdue(_) => 0,
            Priority::TwoAnswers => 1,
            Priority::LookAgain => 2,
            Priority::Ended(..) => 3,
            Priority::Refuted(_) => 4,
            Priority::Blocked(_) => 5,
            Priority::DueSoon(_) => 6,
            Priority::NobodysMust(_) => 7,
            Priority::LeftAtNext(Weight::Blocks) => 8,
            Priority::LeftAtNext(Weight::Condition) => 9,
            Priority::LeftAtNext(Weight::Listed) => 10,
            Priority::LeftLater { .. } => 11,
        }
    }

    /// The words of Home and of `golive next`.
    pub fn phrase(&self, moment: &Moment) -> String {
        match self {
            Priority::Overdue(day) => LeftReason::Overdue(*day).phrase(moment),
            Priority::TwoAnswers => LeftReason::TwoAnswers.phrase(moment),
            Priority::LookAgain => LeftReason::LookAgain.phrase(moment),
            Priority::Ended(was, end) => LeftReason::Ended { was: *was, end: *end }.phrase(moment),
            Priority::Refuted(day) => LeftReason::Refuted(*day).phrase(moment),
            Priority::Blocked(reason) => LeftReason::Blocked(reason.clone()).phrase(moment),
            Priority::DueSoon(day) => format!("due {}", moment.day(*day)),
            Priority::NobodysMust(why) => format!("{}, no owner", why.phrase(moment)),
            Priority::LeftAtNext(Weight::Blocks) => "blocks the next milestone".to_owned(),
            Priority::LeftAtNext(Weight::Condition) => "a condition at the next milestone".to_owned(),
            Priority::LeftAtNext(Weight::Listed) => "listed at the next milestone".to_owned(),
            Priority::LeftLater { title, weight: Weight::Blocks } => format!("blocks {title}"),
            Priority::LeftLater { title, weight: Weight::Condition } => format!("a condition at {title}"),
            Priority::LeftLater { title, weight: Weight::Listed } => format!("listed at {title}"),
        }
    }
}

/// An entry that needs somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Needed {
    pub row: EntryIx,
    pub id: EntryId,
    pub need: Priority,
    pub sign: Sign,
    pub owner: Option<Text>,
}

/// The entries that need `me`: my own and those without an owner, the most pressing first.
pub fn needs(board: &Board, answers: &Answers, me: &str) -> Vec<Needed> {
    let found = |(row, entry): (EntryIx, &Entry), need: Priority| Needed {
        row,
        id: entry.id.clone(),
        need,
        sign: entry.standing.shown(),
        owner: entry.standing.owner.clone(),
    };
    // Nobody has said anything about the other rows: of them only what blocks the next milestone presses.
    let said = board.said().filter(|(_, row)| is_for(row.standing.owner.as_ref(), me));
    let pressing = said.filter_map(|at| Some(found(at, need_of(at.1, board.today)?)));
    let next = board.next_milestone(answers).into_iter().flat_map(|gate| gate::members(board, gate));
    let nobodys = next.filter(|(_, row, member)| {
        let is_open = row.standing.owner.is_none() && row.standing.status == Status::Todo;
        is_open && !member.represented && member.weight == Weight::Blocks
    });
    let nobodys = nobodys.filter(|(_, row, _)| need_of(row, board.today).is_none());
    let nobodys = nobodys.filter_map(|(ix, row, _)| {
        Some(found((ix, row), Priority::NobodysMust(row.standing.why(board.today)?)))
    });
    let mut all: Vec<Needed> = pressing.chain(nobodys).collect();
    sort(board, &mut all);
    all
}

/// What to do next: what [`needs`] has, then what is left at the next milestone, then at those after it, in the plan's
/// order; each entry once, at the first milestone that asks for it.
pub fn next(board: &Board, answers: &Answers, me: &str) -> Vec<Needed> {
    let mut found = needs(board, answers, me);
    let mut known: HashSet<EntryId> = found.iter().map(|needed| needed.id.clone()).collect();
    found.extend(at_gates(board, answers, me).filter(|needed| known.insert(needed.id.clone())));
    found
}

/// What is left at the next milestone, then at those after it; a gate is looked at once its turn has come.
fn at_gates<'a>(board: &'a Board, answers: &'a Answers, me: &'a str) -> impl Iterator<Item = Needed> + 'a {
    let next = board.next_milestone(answers).map(|gate| &gate.id);
    let later = board.gates.iter().map(|gate| &gate.id);
    let later = later.filter(move |id| Some(*id) != next && !gate::is_passed(answers, id));
    let looked = next.into_iter().chain(later).filter_map(|id| gate::look(board, id));
    looked.flat_map(move |gate| {
        let title = board.gate(&gate.id).map(|gate| gate.title.clone()).unwrap_or_default();
        let is_next = Some(&gate.id) == next;
        gate.left.into_iter().filter(|left| is_for(left.owner.as_ref(), me)).map(move |left| {
            let need = if is_next {
                Priority::LeftAtNext(left.weight)
            } else {
                Priority::LeftLater { title: title.clone(), weight: left.weight }
            };
            Needed { row: left.row, id: left.id, need, sign: left.sign, owner: left.owner }
        })
    })
}

/// How many entries that are left at a milestone somebody else owns.
pub fn of_others(board: &Board, id: &MilestoneId, me: &str) -> usize {
    let left = gate::look(board, id).map(|gate| gate.left).unwrap_or_default();
    left.iter().filter(|left| !is_for(left.owner.as_ref(), me)).count()
}

/// Where to begin for somebody who has not answered anything: the first of [`next`], else the first open entry.
pub fn beginning(board: &Board, answers: &Answers, me: &str) -> Option<EntryId> {
    let first_open = || {
        let mut rows = board.rows().iter().filter(|row| row.applies.is_yes());
        rows.find(|row| !row.standing.is_settled()).map(|row| row.id.clone())
    };
    let pressing = needs(board, answers, me).into_iter().next();
    pressing.or_else(|| at_gates(board, answers, me).next()).map(|needed| needed.id).or_else(first_open)
}

fn need_of(row: &Entry, today: Date) -> Option<Priority> {
    match row.standing.why(today)? {
        LeftReason::Ended { was, end } => Some(Priority::Ended(was, end)),
        LeftReason::Refuted(day) => Some(Priority::Refuted(day)),
        LeftReason::TwoAnswers => Some(Priority::TwoAnswers),
        LeftReason::LookAgain => Some(Priority::LookAgain),
        LeftReason::Overdue(day) => Some(Priority::Overdue(day)),
        LeftReason::Blocked(reason) => {
            // A day that is past presses more than what the entry waits for.
            let overdue = row.standing.due.filter(|day| *day < today);
            Some(overdue.map_or(Priority::Blocked(reason), Priority::Overdue))
        }
        LeftReason::InProgress | LeftReason::Reopened | LeftReason::NotDone | LeftReason::NeverAnswered => {
            let soon = row.standing.due.filter(|day| days_between(today, *day) <= SOON);
            soon.map(Priority::DueSoon)
        }
    }
}

fn sort(board: &Board, found: &mut [Needed]) {
    let day = |need: &Priority| match need {
        Priority::Overdue(day) | Priority::DueSoon(day) | Priority::Ended(_, EndReached::Day(day)) => {
            Some(*day)
        }
        _ => None,
    };
    found.sort_by_key(|needed| {
        let level: Level = board.at(needed.row).level;
        (needed.need.rank(), day(&needed.need), level, needed.row)
    });
}

fn is_for(owner: Option<&Text>, me: &str) -> bool {
    owner.is_none_or(|owner| owner.to_lowercase() == me.to_lowercase())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::fixture::{Packing, Said, TODAY};
    use crate::pack::model::Pack;

    fn pack() -> Arc<Pack> {
        Packing::new(&[&["arch/tenant", "login/page"]])
            .item("analyze/goals", Level::Should, "arch", &["arch/tenant"])
            .item("analyze/region", Level::Must, "arch", &["arch/tenant"])
            .item("analyze/pages", Level::Must, "login", &["login/page"])
            .milestone("p1/demo", &["arch"], &[], &["analyze"])
            .milestone("p1/live", &["login"], &[], &["analyze"])
            .pack()
    }

    fn check(said: &Said, expected: &[(&str, Priority)]) {
        let board = Board::new(&pack(), &said.answers, TODAY);
        let found = next(&board, &said.answers, "Ana");
        let found: Vec<(&str, Priority)> =
            found.iter().map(|one| (one.id.as_str(), one.need.clone())).collect();
        assert_eq!(found, expected);
        let first = expected.first().map(|(id, _)| EntryId::new(id));
        assert_eq!(beginning(&board, &said.answers, "Ana"), first);
    }

    fn later(weight: Weight) -> Priority {
        Priority::LeftLater { title: "Live".into(), weight }
    }

    #[test]
    fn what_comes_next_goes_on_past_the_next_milestone() {
        check(
            &Said::new(),
            &[
                ("analyze/region", Priority::NobodysMust(LeftReason::NeverAnswered)),
                ("analyze/goals", Priority::LeftAtNext(Weight::Condition)),
                ("analyze/pages", later(Weight::Blocks)),
            ],
        );
    }

    #[test]
    fn one_begins_with_what_comes_next() {
        let done = |said: Said, id: &str| said.answer(&pack(), id, Status::Done);
        let said = done(done(Said::new(), "analyze/region"), "analyze/goals");
        check(&said, &[("analyze/pages", later(Weight::Blocks))]);
    }
}
