//! What reports are made from, and the words that every one of them needs of it.

use jiff::civil::Date;

use super::model::Fact;
use crate::domain::board::{Board, Entry};
use crate::domain::moment::{Moment, days_between};
use crate::journal::answers::{Answers, ClosedReview};
use crate::pack::model::MilestoneId;
use crate::text::{Text, counted};

/// What reports are made from.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    pub board: &'a Board,
    pub answers: &'a Answers,
    pub moment: &'a Moment,
}

impl<'a> ReportInput<'a> {
    pub(super) fn project(&self) -> Text {
        self.answers.project_name().cloned().unwrap_or_else(|| Text::line("A project without a name"))
    }

    /// The review of a milestone that was closed last.
    pub(super) fn last_review(&self, id: &MilestoneId) -> Option<&'a ClosedReview> {
        self.answers.reviews.iter().rev().find(|closed| closed.review.milestone == *id)
    }

    pub(super) fn kind(&self) -> Text {
        let apps = self.answers.scenario.value().map(|chosen| chosen.apps.as_slice()).unwrap_or_default();
        let pack = &self.board.pack;
        let apps = apps.iter().map(|id| pack.app_title(id));
        let words: Vec<String> =
            std::iter::once(self.board.kind_title()).chain(apps).map(|word| word.to_string()).collect();
        Text::line(&words.join(", "))
    }

    pub(super) fn pack_fact(&self) -> Fact {
        let pack = &self.board.pack;
        Fact::new("Pack", Text::line(&format!("{}, version {}", pack.title, pack.version)))
    }

    pub(super) fn made_fact(&self) -> Fact {
        let local = self.moment.local(self.moment.now);
        Fact::new("Made", Text::line(&local.strftime("%a %-d %b %Y, %H:%M").to_string()))
    }

    pub(super) fn day_and_year(&self, day: Date) -> String {
        let days = match days_between(self.moment.today, day) {
            0 => "today".to_owned(),
            days if days > 0 => format!("in {}", counted(size(days), "day", "days")),
            days => format!("{} ago", counted(size(days), "day", "days")),
        };
        format!("{}, {days}", day.strftime("%a %-d %b %Y"))
    }

    pub(super) fn target(&self, id: &MilestoneId) -> Text {
        let day = self.answers.target(id).map(|day| self.day_and_year(day));
        Text::line(&day.unwrap_or_else(|| "no date".to_owned()))
    }

    /// The people's decision at a milestone, in a sentence.
    pub(super) fn decision(&self, id: &MilestoneId) -> Option<Text> {
        let closed = self.last_review(id)?;
        let day = self.moment.day(self.moment.local(closed.at).date());
        let by: Vec<&str> = closed.review.by.iter().map(Text::as_str).collect();
        let by = if by.is_empty() { String::new() } else { format!(", by {}", by.join(", ")) };
        let decided = closed.review.decision.map_or("no decision", |decision| decision.phrase());
        Some(Text::line(&format!("{decided}{by}, review {} on {day}", closed.no)))
    }

    pub(super) fn colophon(&self) -> Text {
        let notice = self.board.pack.notice.as_ref().map(|notice| format!(" {}", notice.glimpse()));
        Text::line(&format!("Made with golive.{}", notice.unwrap_or_default()))
    }

    /// The title of the workstream that an entry belongs to.
    pub(super) fn workstream(&self, row: &Entry) -> Text {
        let streams = self.board.phases.iter().flat_map(|phase| &phase.streams);
        let found = streams.into_iter().find(|stream| Some(&stream.id) == row.workstream.as_ref());
        found.map(|stream| stream.title.clone()).or_else(|| row.section.clone()).unwrap_or_default()
    }
}

fn size(days: i32) -> usize {
    usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX)
}
