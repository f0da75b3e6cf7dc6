//! What is most pressing for one person: theirs and nobody's, each entry once with one reason.

use std::collections::HashSet;

use jiff::civil::Date;

use super::board::{Board, Row, RowIx};
use super::gate::{self, Weight};
use super::moment::{Moment, days_between};
use super::standing::{End, Sign, Why};
use crate::journal::answers::Answers;
use crate::journal::record::Status;
use crate::pack::model::{EntryId, Level};
use crate::text::Text;

/// How many days ahead a date is *soon*.
pub const SOON: i32 = 14;

/// Why an entry needs somebody, the most pressing first.
#[derive(Debug, Clone, PartialEq)]
pub enum Need {
    /// Its day is past.
    Overdue(Date),
    /// Two people answered it independently.
    TwoAnswers,
    /// The pack words it differently since it was settled.
    LookAgain,
    /// A waiver, or a *done* for a while, came to its end.
    Ended(Status, End),
    /// It waits for something.
    Blocked(Text),
    /// Its day is near.
    DueSoon(Date),
    /// The next milestone is blocked by it, and nobody owns it; why it is left.
    NobodysMust(Why),
    /// It is left at the next milestone.
    LeftAtNext(Weight),
    /// It is left at a milestone after the next one.
    LeftLater { title: Text, weight: Weight },
}

impl Need {
    /// Returns its place in the order, from 0.
    pub fn rank(&self) -> u8 {
        match self {
            Need::Overdue(_) => 0,
            Need::TwoAnswers => 1,
            Need::LookAgain => 2,
            Need::Ended(..) => 3,
            Need::Blocked(_) => 4,
            Need::DueSoon(_) => 5,
            Need::NobodysMust(_) => 6,
            Need::LeftAtNext(Weight::Blocks) => 7,
            Need::LeftAtNext(Weight::Condition) => 8,
            Need::LeftAtNext(Weight::Listed) => 9,
            Need::LeftLater { .. } => 10,
        }
    }

    /// Returns the words of Home and of `golive next`.
    pub fn phrase(&self, moment: &Moment) -> String {
        match self {
            Need::Overdue(day) => Why::Overdue(*day).phrase(moment),
            Need::TwoAnswers => Why::TwoAnswers.phrase(moment),
            Need::LookAgain => Why::LookAgain.phrase(moment),
            Need::Ended(was, end) => Why::Ended { was: *was, end: *end }.phrase(moment),
            Need::Blocked(reason) => Why::Blocked(reason.clone()).phrase(moment),
            Need::DueSoon(day) => format!("due {}", moment.day(*day)),
            Need::NobodysMust(why) => format!("{}, no owner", why.phrase(moment)),
            Need::LeftAtNext(Weight::Blocks) => "blocks the next milestone".to_owned(),
            Need::LeftAtNext(Weight::Condition) => "a condition at the next milestone".to_owned(),
            Need::LeftAtNext(Weight::Listed) => "listed at the next milestone".to_owned(),
            Need::LeftLater { title, weight: Weight::Blocks } => format!("blocks {title}"),
            Need::LeftLater { title, weight: Weight::Condition } => format!("a condition at {title}"),
            Need::LeftLater { title, weight: Weight::Listed } => format!("listed at {title}"),
        }
    }
}

/// An entry that needs somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Needed {
    pub row: RowIx,
    pub id: EntryId,
    pub need: Need,
    pub sign: Sign,
    pub owner: Option<Text>,
}

/// Returns what needs `me`: my entries and nobody's, the most pressing first.
pub fn needs(board: &Board, answers: &Answers, me: &str) -> Vec<Needed> {
    let next = board.next_milestone(answers).map(|gate| gate.order);
    let mut found = collect(board, answers, me, |row, is_nobodys| {
        need_of(row, board.today).or_else(|| {
            let blocks = row
                .membership(next?)
                .is_some_and(|member| !member.represented && member.weight == Weight::Blocks);
            let why = row.standing.why(board.today)?;
            (is_nobodys && blocks && row.standing.status == Status::Todo).then_some(Need::NobodysMust(why))
        })
    });
    sort(board, &mut found);
    found
}

/// Returns what to do next: what [`needs`] has, then what is left at the next milestone, then at those after it, in the
/// plan's order; each entry once, at the first milestone that asks for it.
pub fn next(board: &Board, answers: &Answers, me: &str) -> Vec<Needed> {
    let mut found = needs(board, answers, me);
    let mut known: HashSet<EntryId> = found.iter().map(|needed| needed.id.clone()).collect();
    let next = board.next_milestone(answers).map(|gate| &gate.id);
    let later = board.gates.iter().map(|gate| &gate.id);
    let later = later.filter(|id| Some(*id) != next && !gate::is_passed(answers, id));
    for id in next.into_iter().chain(later) {
        let Some(gate) = gate::look(board, answers, id) else { continue };
        for left in gate.left {
            if !is_for(left.owner.as_ref(), me) || !known.insert(left.id.clone()) {
                continue;
            }
            let need = if Some(id) == next {
                Need::LeftAtNext(left.weight)
            } else {
                let title = board.gate(id).map(|gate| gate.title.clone()).unwrap_or_default();
                Need::LeftLater { title, weight: left.weight }
            };
            found.push(Needed { row: left.row, id: left.id, need, sign: left.sign, owner: left.owner });
        }
    }
    found
}

/// Returns where somebody begins who has not answered anything: what comes next for them, else the first open entry.
pub fn beginning(board: &Board, answers: &Answers, me: &str) -> Option<EntryId> {
    let first_open = || {
        let mut rows = board.rows().iter().filter(|row| row.applies.is_yes());
        rows.find(|row| !row.standing.is_settled()).map(|row| row.id.clone())
    };
    next(board, answers, me).into_iter().next().map(|needed| needed.id).or_else(first_open)
}

fn collect(
    board: &Board,
    answers: &Answers,
    me: &str,
    need: impl Fn(&Row, bool) -> Option<Need>,
) -> Vec<Needed> {
    let rows = board.rows().iter().enumerate().filter(|(_, row)| row.applies.is_yes());
    rows.filter_map(|(at, row)| {
        let owner = answers.entry(&row.id).and_then(|said| said.owner());
        if !is_for(owner, me) {
            return None;
        }
        let need = need(row, owner.is_none())?;
        let sign = row.standing.sign();
        Some(Needed { row: RowIx(at), id: row.id.clone(), need, sign, owner: owner.cloned() })
    })
    .collect()
}

fn need_of(row: &Row, today: Date) -> Option<Need> {
    match row.standing.why(today)? {
        Why::Ended { was, end } => Some(Need::Ended(was, end)),
        Why::TwoAnswers => Some(Need::TwoAnswers),
        Why::LookAgain => Some(Need::LookAgain),
        Why::Overdue(day) => Some(Need::Overdue(day)),
        Why::Blocked(reason) => {
            // A day that is past presses more than what the entry waits for.
            let overdue = row.standing.due.filter(|day| *day < today);
            Some(overdue.map_or(Need::Blocked(reason), Need::Overdue))
        }
        Why::InProgress | Why::Reopened | Why::NotDone | Why::NeverAnswered => {
            let soon = row.standing.due.filter(|day| days_between(today, *day) <= SOON);
            soon.map(Need::DueSoon)
        }
    }
}

fn sort(board: &Board, found: &mut [Needed]) {
    let day = |need: &Need| match need {
        Need::Overdue(day) | Need::DueSoon(day) | Need::Ended(_, End::Day(day)) => Some(*day),
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

    fn check(said: &Said, expected: &[(&str, Need)]) {
        let board = Board::new(&pack(), &said.answers, TODAY);
        let found = next(&board, &said.answers, "Ana");
        let found: Vec<(&str, Need)> = found.iter().map(|one| (one.id.as_str(), one.need.clone())).collect();
        assert_eq!(found, expected);
        let first = expected.first().map(|(id, _)| EntryId::new(id));
        assert_eq!(beginning(&board, &said.answers, "Ana"), first);
    }

    fn later(weight: Weight) -> Need {
        Need::LeftLater { title: "Live".into(), weight }
    }

    #[test]
    fn what_comes_next_goes_on_past_the_next_milestone() {
        check(
            &Said::new(),
            &[
                ("analyze/region", Need::NobodysMust(Why::NeverAnswered)),
                ("analyze/goals", Need::LeftAtNext(Weight::Condition)),
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
