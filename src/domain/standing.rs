//! Where one entry stands today, and the one strongest reason why it is left.

use jiff::civil::Date;

use crate::journal::answers::EntryAnswers;
use crate::journal::digest::Digest;
use crate::journal::record::{Status, Until};
use crate::pack::model::MilestoneId;
use crate::text::Text;

/// Where an entry stands, ends and wordings considered.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts about one entry")]
pub struct Standing {
    /// The status that holds today: *todo* again after an end.
    pub status: Status,
    /// Settled, but the pack words it differently since.
    pub look_again: bool,
    /// The end that a waiver or a *done* has come to; the status is *todo* then.
    pub ended: Option<EndedAnswer>,
    /// The milestone at which a running waiver or *done* ends.
    pub until_milestone: Option<MilestoneId>,
    /// What an entry that is blocked waits for, or why one was left out.
    pub reason: Option<Text>,
    /// Who has it; `None` without an owner.
    pub owner: Option<Text>,
    /// The day it is due.
    pub due: Option<Date>,
    /// The last day of a running waiver or *done*.
    pub until_day: Option<Date>,
    /// Whether two people answered it independently, and nobody has decided.
    pub two_answers: bool,
    /// Whether it was ever settled, in progress or blocked.
    pub was_begun: bool,
    /// Whether it has an answer in words, or evidence.
    pub has_words: bool,
    /// The day of the export that refutes it, if it is done and nobody has answered it since.
    pub refuted: Option<Date>,
}

/// An answer that held until an end and does no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedAnswer {
    /// What it was: waived, or done for a while.
    pub was: Status,
    pub end: EndReached,
}

/// Where an answer came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndReached {
    /// The last day on which it held.
    Day(Date),
    /// At the milestone that is looked at.
    Here,
    /// At a milestone before the one that is looked at; until then it holds.
    Earlier,
    /// At a milestone that was passed.
    Passed,
}

/// The state that one sign and one word stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sign {
    /// `○`
    Todo,
    /// `»`
    Doing,
    /// `!`
    Blocked,
    /// `✓`
    Done,
    /// `~`
    Waived,
    /// `–`
    Na,
    /// `≠`
    LookAgain,
    /// `‖`
    TwoAnswers,
}

impl Sign {
    /// All of them.
    pub const ALL: [Sign; 8] = [
        Sign::Todo,
        Sign::Doing,
        Sign::Blocked,
        Sign::Done,
        Sign::Waived,
        Sign::Na,
        Sign::LookAgain,
        Sign::TwoAnswers,
    ];

    pub fn of(status: Status) -> Sign {
        match status {
            Status::Todo => Sign::Todo,
            Status::Doing => Sign::Doing,
            Status::Blocked => Sign::Blocked,
            Status::Done => Sign::Done,
            Status::Waived => Sign::Waived,
            Status::Na => Sign::Na,
        }
    }

    /// The word that goes with the sign.
    pub fn word(self) -> &'static str {
        match self {
            Sign::Todo => "todo",
            Sign::Doing => "doing",
            Sign::Blocked => "blocked",
            Sign::Done => "done",
            Sign::Waived => "waived",
            Sign::Na => "n/a",
            Sign::LookAgain => "look again",
            Sign::TwoAnswers => "two answers",
        }
    }
}

/// Why an entry is left, the strongest reason first.
#[derive(Debug, Clone, PartialEq)]
pub enum LeftReason {
    /// A waiver, or a *done* for a while, has come to its end.
    Ended { was: Status, end: EndReached },
    /// It is done, and the export of this day says otherwise.
    Refuted(Date),
    /// Worded differently since it was settled.
    LookAgain,
    /// Two people gave different answers independently, and nobody has decided.
    TwoAnswers,
    /// Waits for something.
    Blocked(Text),
    /// Its day is past.
    Overdue(Date),
    /// Somebody is at it.
    InProgress,
    /// It was settled, in progress or blocked before, and is todo again.
    Reopened,
    /// It has an answer in words or evidence, and is still todo.
    NotDone,
    /// Nobody has ever answered it.
    NeverAnswered,
}

impl LeftReason {
    /// How many places there are in the order of strength.
    pub const RANKS: u8 = 10;

    /// Its place in the order of strength, from 0.
    pub fn rank(&self) -> u8 {
        match self {
            LeftReason::Ended { .. } => 0,
            LeftReason::Refuted(_) => 1,
            LeftReason::LookAgain => 2,
            LeftReason::TwoAnswers => 3,
            LeftReason::Blocked(_) => 4,
            LeftReason::Overdue(_) => 5,
            LeftReason::InProgress => 6,
            LeftReason::Reopened => 7,
            LeftReason::NotDone => 8,
            LeftReason::NeverAnswered => 9,
        }
    }
}

impl Standing {
    /// The standing on `today`; `words` is how the pack words the entry now.
    pub fn of(answers: Option<&EntryAnswers>, words: Digest, today: Date) -> Standing {
        let Some(said) = answers else { return Standing::default() };
        let blank = Standing {
            owner: said.owner().cloned(),
            due: said.due(),
            two_answers: said.has_rival(),
            has_words: said.note().is_some(),
            ..Standing::default()
        };
        let Some(answer) = said.answer() else { return blank };
        let mut standing = Standing {
            status: answer.status,
            reason: answer.reason.clone(),
            was_begun: said
                .status
                .writes()
                .iter()
                .any(|write| write.live && write.value.status != Status::Todo),
            has_words: blank.has_words || answer.evidence.is_some(),
            ..blank
        };
        match (&answer.until, answer.status) {
            (Some(Until::Day(last)), Status::Done | Status::Waived) if *last < today => {
                standing.status = Status::Todo;
                standing.ended = Some(EndedAnswer { was: answer.status, end: EndReached::Day(*last) });
            }
            (Some(Until::Day(last)), Status::Done | Status::Waived) => standing.until_day = Some(*last),
            (Some(Until::Milestone(id)), Status::Done | Status::Waived) => {
                standing.until_milestone = Some(id.clone());
            }
            _ => {}
        }
        standing.look_again = standing.is_settled() && answer.words != words;
        standing
    }

    /// The standing once the milestone that the answer held until is passed: open again.
    pub fn past_its_milestone(self) -> Standing {
        let ended = Some(EndedAnswer { was: self.status, end: EndReached::Passed });
        Standing { status: Status::Todo, look_again: false, ended, until_milestone: None, ..self }
    }

    /// Whether the entry is settled in the lists.
    pub fn is_settled(&self) -> bool {
        matches!(self.status, Status::Done | Status::Waived | Status::Na)
    }

    pub fn sign(&self) -> Sign {
        if self.look_again { Sign::LookAgain } else { Sign::of(self.status) }
    }

    /// The sign in lists and on pages: two answers are seen before the status of the later one.
    pub fn shown(&self) -> Sign {
        if self.two_answers { Sign::TwoAnswers } else { self.sign() }
    }

    /// The strongest reason why the entry is left; `None` if it is not.
    ///
    /// An entry to look at again, with two answers, or with an export against it may be settled in the lists and is
    /// left all the same until somebody confirms or decides.
    pub fn why(&self, today: Date) -> Option<LeftReason> {
        if let Some(day) = self.refuted.filter(|_| self.status == Status::Done) {
            return Some(LeftReason::Refuted(day));
        }
        if self.look_again {
            return Some(LeftReason::LookAgain);
        }
        if let Some(ended) = &self.ended {
            return Some(LeftReason::Ended { was: ended.was, end: ended.end });
        }
        if self.two_answers {
            return Some(LeftReason::TwoAnswers);
        }
        if self.is_settled() {
            return None;
        }
        if self.status == Status::Blocked {
            return Some(LeftReason::Blocked(self.reason.clone().unwrap_or_default()));
        }
        if let Some(day) = self.due.filter(|day| *day < today) {
            return Some(LeftReason::Overdue(day));
        }
        Some(match self.status {
            Status::Doing => LeftReason::InProgress,
            _ if self.was_begun => LeftReason::Reopened,
            _ if self.has_words => LeftReason::NotDone,
            _ => LeftReason::NeverAnswered,
        })
    }
}
