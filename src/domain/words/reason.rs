//! Why an entry is left, in words: the same on screens, in commands, JSON, reports, minutes and agendas.

use jiff::civil::Date;

use crate::domain::moment::Moment;
use crate::domain::standing::{End, Why};
use crate::journal::record::Status;
use crate::text::Text;

/// The kinds of reasons, the strongest first; a reason's rank is its place here.
pub const WHYS: [&str; 9] = [
    "waiver ended",
    "look again",
    "two answers",
    "blocked",
    "overdue",
    "in progress",
    "to do again",
    "answered but not done",
    "never answered",
];

impl Why {
    /// The words of screens, commands, reports and JSON.
    pub fn phrase(&self, moment: &Moment) -> String {
        self.words(|day| moment.day(day))
    }

    /// The same where the due date is shown beside: `overdue` alone.
    pub fn beside_day(&self, moment: &Moment) -> String {
        match self {
            Why::Overdue(_) => "overdue".to_owned(),
            why => why.phrase(moment),
        }
    }

    /// The same as it is kept in a journal, with days that stay clear for years.
    pub fn lasting(&self) -> Text {
        Text::line(&self.words(|day| day.to_string()))
    }

    fn words(&self, shown: impl Fn(Date) -> String) -> String {
        match self {
            Why::Ended { was: Status::Waived, end } => match end {
                End::Day(day) => format!("waiver ended {}", shown(*day)),
                End::Here => "waiver ends here".to_owned(),
                End::Earlier => "waiver ends before this milestone".to_owned(),
                End::Passed => "waiver ended with its milestone".to_owned(),
            },
            Why::Ended { end, .. } => match end {
                End::Day(day) => format!("done until {}, due again", shown(*day)),
                End::Here => "done until here, due again".to_owned(),
                End::Earlier => "done until an earlier milestone, due again".to_owned(),
                End::Passed => "done until a milestone that was passed, due again".to_owned(),
            },
            Why::LookAgain => "look again".to_owned(),
            Why::TwoAnswers => "two answers".to_owned(),
            Why::Blocked(reason) if reason.is_empty() => "blocked".to_owned(),
            Why::Blocked(reason) => format!("blocked: {}", reason.first_line()),
            Why::Overdue(day) => format!("overdue since {}", shown(*day)),
            Why::InProgress => "in progress".to_owned(),
            Why::Reopened => "to do again".to_owned(),
            Why::NotDone => "answered but not done".to_owned(),
            Why::NeverAnswered => "never answered".to_owned(),
        }
    }
}
