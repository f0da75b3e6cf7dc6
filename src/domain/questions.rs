//! The questions about the project: which of them are put, and what an answer does to what applies.
//!
//! An entry that several answers set aside is counted at one of them, the one that the board names, so that the
//! counts add up to what is left out.

use std::collections::HashMap;

use super::asking;
use super::board::{Applies, Board, EntryIx, EntryKind};
use crate::journal::answers::Answers;
use crate::journal::record::Known;
use crate::pack::model::asked::YesNo;
use crate::pack::model::{ProjectQuestion, QuestionId};
use crate::text::{Text, counted};

/// A number of entries: lines of the lists, and topics of the plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entries {
    pub items: u32,
    pub topics: u32,
}

impl Entries {
    /// Whether there are none.
    pub fn is_none(self) -> bool {
        self == Entries::default()
    }

    /// `12 items`, `12 items and 2 topics` or `2 topics`.
    pub fn phrase(self) -> String {
        let items = || number(self.items, "item", "items");
        let topics = || number(self.topics, "topic", "topics");
        match (self.items, self.topics) {
            (_, 0) => items(),
            (0, _) => topics(),
            _ => format!("{} and {}", items(), topics()),
        }
    }

    /// How many there are of both kinds.
    pub fn total(self) -> u32 {
        self.items + self.topics
    }

    /// `12`, or `2 topics` if it is about no line of a list: for columns.
    pub fn brief(self) -> String {
        if self.items == 0 && self.topics > 0 { self.phrase() } else { self.items.to_string() }
    }

    /// Counts entries by what they are.
    pub fn of(kinds: impl Iterator<Item = EntryKind>) -> Entries {
        kinds.fold(Entries::default(), |mut entries, kind| {
            entries.add(kind);
            entries
        })
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Entries) -> Entries {
        Entries { items: self.items + other.items, topics: self.topics + other.topics }
    }

    fn add(&mut self, kind: EntryKind) {
        match kind {
            EntryKind::Item => self.items += 1,
            EntryKind::Topic => self.topics += 1,
        }
    }
}

/// A question that is put to a project.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    pub question: &'a ProjectQuestion,
    pub known: Known,
    /// The questions whose *no* makes this one *no* too; it is not asked then.
    pub follows: Vec<&'a ProjectQuestion>,
    /// What its *no* leaves out; nothing while the answer is another one.
    pub left_out: Entries,
    /// What a *no* would leave out besides what is left out already, with what follows from it.
    pub at_stake: Entries,
}

/// The questions that are put, in the pack's order: those with an entry that belongs to the project's kind.
pub fn asked<'a>(board: &'a Board, answers: &Answers) -> Vec<Asked<'a>> {
    let mut left_out: HashMap<&QuestionId, Entries> = HashMap::new();
    for row in board.rows() {
        if let Applies::SetAside(id) = &row.applies {
            left_out.entry(id).or_default().add(row.kind);
        }
    }
    let questions = board.pack.questions.iter();
    questions
        .filter_map(|question| {
            board.concerned(question).next()?;
            let then = asking::set_aside_by_no(&board.pack, answers, &question.id);
            let going = then.into_iter().filter_map(|id| board.row(id)).filter(|row| row.applies.is_yes());
            let at_stake = Entries::of(going.map(|row| row.kind));
            Some(Asked {
                question,
                known: answers.known(&question.id),
                follows: match answers.known(&question.id) {
                    Known::Yes => Vec::new(),
                    Known::No | Known::Unknown => asking::follows_from(&board.pack, answers, question),
                },
                left_out: left_out.get(&question.id).copied().unwrap_or_default(),
                at_stake,
            })
        })
        .collect()
}

/// The questions that are not put: the kind of project answers them, because all they are about is for others.
pub fn not_asked(board: &Board) -> impl Iterator<Item = &ProjectQuestion> {
    board.pack.questions.iter().filter(|question| board.concerned(question).next().is_none())
}

/// The entries that are for other kinds of projects, or for applications that this one has not.
pub fn of_other_kinds(board: &Board) -> impl Iterator<Item = EntryIx> + '_ {
    let rows = board.rows().iter().enumerate();
    rows.filter(|(_, row)| row.is_of_others()).map(|(at, _)| EntryIx(at))
}

/// How many questions are left to ask once these answers are given: those without an answer, less what follows then.
pub fn left_after(board: &Board, answers: &Answers, given: &[(QuestionId, Known)]) -> usize {
    let said = |id: &QuestionId| {
        let supposed = given.iter().find(|(other, _)| other == id);
        supposed.map_or_else(|| answers.known(id), |(_, known)| *known)
    };
    let asked = asked(board, answers);
    let open = asked.iter().filter(|one| said(&one.question.id) == Known::Unknown);
    open.filter(|one| !asking::is_answered(&board.pack, &said, one.question)).count()
}

/// An answer that scenarios of the project propose, with the titles of those that do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub answer: Known,
    pub by: Vec<Text>,
}

/// The answer that the project's scenarios propose: a yes of any beats a no. Two of those that a question names
/// together propose a yes too.
///
/// `None` if a yes would need a question for which a no is proposed.
pub fn proposal(board: &Board, answers: &Answers, question: &ProjectQuestion) -> Option<Proposal> {
    let pack = &board.pack;
    let proposed = |id: &QuestionId| asking::proposed((pack, &board.business), answers, id);
    let (answer, by) = proposed(&question.id)?;
    let is_no = |id: &QuestionId| proposed(id).is_some_and(|(other, _)| other == YesNo::No);
    let lacks = question.needs.iter().any(is_no)
        || (!question.needs_any.is_empty() && question.needs_any.iter().all(is_no));
    if answer == YesNo::Yes && lacks {
        return None;
    }
    let answer = match answer {
        YesNo::Yes => Known::Yes,
        YesNo::No => Known::No,
    };
    let by = by.iter().filter_map(|id| pack.scenarios.iter().find(|one| one.id.as_str() == id.as_str()));
    Some(Proposal { answer, by: by.map(|scenario| scenario.title.clone()).collect() })
}

/// What scenarios propose for the questions that are asked and have no answer yet.
pub fn accept(board: &Board, answers: &Answers) -> Vec<(QuestionId, Known)> {
    asked(board, answers)
        .iter()
        .filter(|asked| asked.known == Known::Unknown && asked.follows.is_empty())
        .filter_map(|asked| {
            let proposal = proposal(board, answers, asked.question)?;
            Some((asked.question.id.clone(), proposal.answer))
        })
        .collect()
}

/// Counts entries.
pub fn count(board: &Board, places: impl Iterator<Item = EntryIx>) -> Entries {
    Entries::of(places.map(|ix| board.at(ix).kind))
}

fn number(count: u32, one: &str, many: &str) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), one, many)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::fixture::{Packing, Said, TODAY};
    use crate::domain::samples;
    use crate::pack::model::{Business, Level, Pack};

    fn pack() -> Arc<Pack> {
        Packing::new(&[&["arch/tenant"]])
            .item("analyze/one", Level::Must, "arch", &["arch/tenant"])
            .item("analyze/two", Level::Must, "arch", &["arch/tenant"])
            .item("analyze/staff", Level::Must, "arch", &["arch/tenant"])
            .change("analyze/staff", |item| item.applies_to = vec![Business::new("b2e")])
            .question("both", &["analyze/one", "analyze/two", "b2c/p1/arch/tenant"])
            .question("one", &["analyze/one", "analyze/staff"])
            .question("staff", &["analyze/staff"])
            .pack()
    }

    fn lines(said: &Said) -> Vec<String> {
        let board = Board::new(&pack(), &said.answers, TODAY);
        asked(&board, &said.answers)
            .iter()
            .map(|asked| {
                let (left_out, at_stake) = (asked.left_out.phrase(), asked.at_stake.phrase());
                format!("{} {}: {left_out} out, {at_stake} at stake", asked.question.id, asked.known.word())
            })
            .collect()
    }

    #[test]
    fn only_questions_about_this_kind_of_project_are_put() {
        assert_eq!(
            lines(&Said::new()),
            [
                "both unknown: 0 items out, 2 items and 1 topic at stake",
                "one unknown: 0 items out, 1 item at stake"
            ]
        );
    }

    #[test]
    fn an_entry_that_two_answers_set_aside_is_counted_once() {
        let said = Said::new().known("both", Known::No).known("one", Known::No);
        assert_eq!(
            lines(&said),
            ["both no: 2 items and 1 topic out, 0 items at stake", "one no: 0 items out, 0 items at stake"]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_no_sets_aside_as_many_as_it_says(known in prop::collection::vec(0..3_u8, 60), at in 0..60_usize) {
            let pack = samples::pack();
            let answer = |known: u8| [Known::Yes, Known::No, Known::Unknown][usize::from(known)];
            let said = || {
                let answered = pack.questions.iter().zip(known.iter());
                answered.fold(Said::new(), |said, (one, known)| said.known(one.id.as_str(), answer(*known)))
            };
            let now = said();
            let board = Board::new(pack, &now.answers, TODAY);
            let put: Vec<Asked<'_>> = asked(&board, &now.answers);
            let one = &put[at % put.len()];
            let then = said().known(one.question.id.as_str(), Known::No);
            let after = Board::new(pack, &then.answers, TODAY);
            let gone = |board: &Board| board.rows().iter().filter(|row| !row.applies.is_yes()).count();
            prop_assert_eq!(gone(&after) - gone(&board), one.at_stake.total() as usize);
        }

        #[test]
        fn what_the_answers_leave_out_adds_up(known in prop::collection::vec(0..3_u8, 40)) {
            let mut said = Said::new();
            for (question, known) in samples::pack().questions.iter().zip(known) {
                let known = [Known::Yes, Known::No, Known::Unknown][usize::from(known)];
                said = said.known(question.id.as_str(), known);
            }
            let board = Board::new(samples::pack(), &said.answers, TODAY);
            let by_answers: u32 = asked(&board, &said.answers).iter().map(|asked| asked.left_out.items).sum();
            let by_kind = count(&board, of_other_kinds(&board)).items;
            prop_assert_eq!(by_answers + by_kind, board.items_left_out);
        }
    }
}
