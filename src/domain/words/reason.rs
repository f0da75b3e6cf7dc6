//! Why an entry is left, in words: the same on screens, in commands, JSON, reports, minutes and agendas.

use jiff::civil::Date;

use crate::domain::dates;
use crate::domain::moment::Moment;
use crate::domain::standing::{EndReached, LeftReason};
use crate::journal::record::{ReviewedEntry, Status};
use crate::text::Text;

/// The kinds of reasons, the strongest first; a reason's rank is its place here.
pub const WHYS: [&str; 10] = [
    "waiver ended",
    "export says otherwise",
    "look again",
    "two answers",
    "blocked",
    "overdue",
    "in progress",
    "to do again",
    "answered but not done",
    "never answered",
];

/// What stands before the day in a reason as a journal keeps it.
const BEFORE_A_DAY: [&str; 4] =
    ["waiver ended ", "done until ", "done, but the export of ", "overdue since "];

/// Where an entry stood when a review saw it: why it was left, else its status; with its day as `day` says it.
pub fn state(seen: &ReviewedEntry, day: &dyn Fn(Date) -> String) -> String {
    let Some(why) = &seen.why else { return seen.status.word().to_owned() };
    let dated = BEFORE_A_DAY.iter().find_map(|before| {
        let (kept, rest) = why.strip_prefix(before)?.split_at_checked("2026-11-20".len())?;
        Some(format!("{before}{}{rest}", day(kept.parse().ok()?)))
    });
    dated.unwrap_or_else(|| why.to_string())
}

impl LeftReason {
    /// The words of screens, commands, reports and JSON.
    pub fn phrase(&self, moment: &Moment) -> String {
        match self {
            // An export has no weekday.
            LeftReason::Refuted(_) => self.words(|day| dates::short(day, moment.today)),
            _ => self.words(|day| moment.day(day)),
        }
    }

    /// The same when the due date is shown beside: `overdue` alone.
    pub fn beside_day(&self, moment: &Moment) -> String {
        match self {
            LeftReason::Overdue(_) => "overdue".to_owned(),
            why => why.phrase(moment),
        }
    }

    /// The same as it is kept in a journal, with days that stay clear for years.
    pub fn lasting(&self) -> Text {
        Text::line(&self.words(|day| day.to_string()))
    }

    fn words(&self, shown: impl Fn(Date) -> String) -> String {
        match self {
            LeftReason::Ended { was: Status::Waived, end } => match end {
                EndReached::Day(day) => format!("waiver ended {}", shown(*day)),
                EndReached::Here => "waiver ends here".to_owned(),
                EndReached::Earlier => "waiver ends before this milestone".to_owned(),
                EndReached::Passed => "waiver ended with its milestone".to_owned(),
            },
            LeftReason::Ended { end, .. } => match end {
                EndReached::Day(day) => format!("done until {}, due again", shown(*day)),
                EndReached::Here => "done until here, due again".to_owned(),
                EndReached::Earlier => "done until an earlier milestone, due again".to_owned(),
                EndReached::Passed => "done until a milestone that was passed, due again".to_owned(),
            },
            LeftReason::Refuted(day) => format!("done, but the export of {} says otherwise", shown(*day)),
            LeftReason::LookAgain => "look again".to_owned(),
            LeftReason::TwoAnswers => "two answers".to_owned(),
            LeftReason::Blocked(reason) if reason.is_empty() => "blocked".to_owned(),
            LeftReason::Blocked(reason) => format!("blocked: {}", reason.glimpse()),
            LeftReason::Overdue(day) => format!("overdue since {}", shown(*day)),
            LeftReason::InProgress => "in progress".to_owned(),
            LeftReason::Reopened => "to do again".to_owned(),
            LeftReason::NotDone => "answered but not done".to_owned(),
            LeftReason::NeverAnswered => "never answered".to_owned(),
        }
    }
}
