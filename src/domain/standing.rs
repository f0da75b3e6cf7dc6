//! Where one entry stands today, and the one strongest reason why it is left.

use jiff::civil::Date;

use super::moment::Moment;
use crate::journal::answers::EntryAnswers;
use crate::journal::digest::Digest;
use crate::journal::record::{Status, Until};
use crate::pack::model::MilestoneId;
use crate::text::Text;

/// Where an entry stands, ends and wordings considered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standing {
    /// The status that holds today: *todo* again after an end.
    pub status: Status,
    /// Settled, but the pack words it differently since.
    pub look_again: bool,
    /// The end that a waiver or a *done* has come to; the status is *todo* then.
    pub ended: Option<Ended>,
    /// The milestone at which a running waiver or *done* ends.
    pub until_milestone: Option<MilestoneId>,
    /// What an entry that is blocked waits for, or why one was left out.
    pub reason: Option<Text>,
    /// The day it is due.
    pub due: Option<Date>,
    /// Whether anybody has ever given an answer.
    pub answered: bool,
}

/// An answer that held until an end and does no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// What it was: waived, or done for a while.
    pub was: Status,
    pub end: End,
}

/// Where an answer came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The last day on which it held.
    Day(Date),
    /// At the milestone that is looked at.
    Here,
    /// At a milestone that is behind.
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
}

impl Sign {
    /// All of them.
    pub const ALL: [Sign; 7] =
        [Sign::Todo, Sign::Doing, Sign::Blocked, Sign::Done, Sign::Waived, Sign::Na, Sign::LookAgain];

    /// Returns the word that goes with the sign.
    pub fn word(self) -> &'static str {
        match self {
            Sign::Todo => "todo",
            Sign::Doing => "doing",
            Sign::Blocked => "blocked",
            Sign::Done => "done",
            Sign::Waived => "waived",
            Sign::Na => "n/a",
            Sign::LookAgain => "look again",
        }
    }
}

/// Why an entry is left, the strongest reason first.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// A waiver, or a *done* for a while, has come to its end.
    Ended { was: Status, end: End },
    /// Worded differently since it was settled.
    LookAgain,
    /// Waits for something.
    Blocked(Text),
    /// Its day is past.
    Overdue(Date),
    /// Somebody is at it.
    InProgress,
    /// It was answered and then set back.
    Reopened,
    /// Nobody has ever answered it.
    NeverAnswered,
}

impl Why {
    /// Returns its place in the order of strength, from 0.
    pub fn rank(&self) -> u8 {
        match self {
            Why::Ended { .. } => 0,
            Why::LookAgain => 1,
            Why::Blocked(_) => 2,
            Why::Overdue(_) => 3,
            Why::InProgress => 4,
            Why::Reopened => 5,
            Why::NeverAnswered => 6,
        }
    }

    /// Returns the words of screens, reports and JSON.
    pub fn phrase(&self, moment: &Moment) -> String {
        self.words(|day| moment.day(day))
    }

    /// Returns the words that are kept in a journal: the same, with days that stay clear for years.
    pub fn lasting(&self) -> Text {
        Text::line(&self.words(|day| day.to_string()))
    }

    fn words(&self, shown: impl Fn(Date) -> String) -> String {
        match self {
            Why::Ended { was: Status::Waived, end } => match end {
                End::Day(day) => format!("waiver ended {}", shown(*day)),
                End::Here => "waiver ends here".to_owned(),
                End::Passed => "waiver ended with its milestone".to_owned(),
            },
            Why::Ended { end, .. } => match end {
                End::Day(day) => format!("done until {}, due again", shown(*day)),
                End::Here => "done until here, due again".to_owned(),
                End::Passed => "done until a milestone that is passed, due again".to_owned(),
            },
            Why::LookAgain => "look again: worded differently".to_owned(),
            Why::Blocked(reason) if reason.is_empty() => "blocked".to_owned(),
            Why::Blocked(reason) => format!("blocked: {}", reason.first_line()),
            Why::Overdue(day) => format!("overdue since {}", shown(*day)),
            Why::InProgress => "in progress".to_owned(),
            Why::Reopened => "to do again".to_owned(),
            Why::NeverAnswered => "never answered".to_owned(),
        }
    }
}

impl Standing {
    /// Returns where an entry stands on `today`; `words` is how the pack words it now.
    pub fn of(answers: Option<&EntryAnswers>, words: Digest, today: Date) -> Standing {
        let due = answers.and_then(EntryAnswers::due);
        let Some(answer) = answers.and_then(EntryAnswers::answer) else {
            return Standing { due, ..Standing::default() };
        };
        let mut standing = Standing {
            status: answer.status,
            reason: answer.reason.clone(),
            due,
            answered: true,
            ..Standing::default()
        };
        match (&answer.until, answer.status) {
            (Some(Until::Day(last)), Status::Done | Status::Waived) if *last < today => {
                standing.status = Status::Todo;
                standing.ended = Some(Ended { was: answer.status, end: End::Day(*last) });
            }
            (Some(Until::Milestone(id)), Status::Done | Status::Waived) => {
                standing.until_milestone = Some(id.clone());
            }
            _ => {}
        }
        standing.look_again = standing.is_settled() && answer.words != words;
        standing
    }

    /// Returns where the entry stands once the milestone that its answer held until is behind: open again.
    pub fn past_its_milestone(self) -> Standing {
        let ended = Some(Ended { was: self.status, end: End::Passed });
        Standing { status: Status::Todo, look_again: false, ended, until_milestone: None, ..self }
    }

    /// Returns whether the entry is settled in the lists.
    pub fn is_settled(&self) -> bool {
        matches!(self.status, Status::Done | Status::Waived | Status::Na)
    }

    /// Returns the sign to show.
    pub fn sign(&self) -> Sign {
        match self.status {
            _ if self.look_again => Sign::LookAgain,
            Status::Todo => Sign::Todo,
            Status::Doing => Sign::Doing,
            Status::Blocked => Sign::Blocked,
            Status::Done => Sign::Done,
            Status::Waived => Sign::Waived,
            Status::Na => Sign::Na,
        }
    }

    /// Returns the strongest reason why the entry is not behind us, or none where it is.
    ///
    /// An entry to look at again is settled in the lists and all the same not behind us until it is confirmed.
    pub fn why(&self, today: Date) -> Option<Why> {
        if self.look_again {
            return Some(Why::LookAgain);
        }
        if self.is_settled() {
            return None;
        }
        if let Some(ended) = &self.ended {
            return Some(Why::Ended { was: ended.was, end: ended.end });
        }
        if self.status == Status::Blocked {
            return Some(Why::Blocked(self.reason.clone().unwrap_or_default()));
        }
        if let Some(day) = self.due.filter(|day| *day < today) {
            return Some(Why::Overdue(day));
        }
        Some(match (self.status, self.answered) {
            (Status::Doing, _) => Why::InProgress,
            (_, true) => Why::Reopened,
            (_, false) => Why::NeverAnswered,
        })
    }
}
