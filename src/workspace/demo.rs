//! The made-up project of `golive demo`: three weeks of a team's work on a customer portal, told as records.
//!
//! Everything is dated from the day it is asked for, so that what is due is always due soon. The same day gives the
//! same records.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::domain::board::Board;
use crate::domain::moment::Moment;
use crate::domain::snapshot::{self, ReviewInput};
use crate::journal::digest::Digest;
use crate::journal::fold::Fold;
use crate::journal::line::JournalLine;
use crate::journal::record::{
    CaptureId, CaptureKind, Change, Decision, EntryFilter, Known, Person, Record, RunId, Seq, Status, Until,
    WorkshopPlan,
};
use crate::pack::model::{Business, EntryId, EntryRef, Pack};
use crate::text::Text;

/// The name of the project.
pub const NAME: &str = "Contoso portal";

/// Who the reader is in the story.
pub const ME: &str = "Ana";

/// What was settled: days ago, by whom, in which list, which numbers.
const DONE: &[(i32, &str, &str, &[u32])] = &[
    (20, "Ana", "analyze", &[1, 2, 3, 4, 5]),
    (19, "Kim", "analyze", &[7, 8, 9]),
    (18, "Ana", "analyze", &[12, 13, 14, 18]),
    (16, "Ben", "analyze", &[15, 19, 20, 21]),
    (15, "Ana", "design", &[1, 2]),
    (15, "Ben", "build", &[1]),
    (12, "Kim", "analyze", &[22, 25, 31, 39, 41]),
    (11, "Mia", "analyze", &[26]),
    (10, "Ana", "design", &[13, 14, 7]),
    (9, "Ben", "build", &[2, 4, 5]),
    (8, "Lena", "design", &[22]),
    (6, "Kim", "analyze", &[29, 30, 32, 33]),
    (5, "Ana", "analyze", &[36, 37, 38]),
    (4, "Ana", "design", &[3, 5, 8]),
    (3, "Ben", "build", &[6, 12]),
    (2, "Ana", "design", &[28, 44]),
    (2, "Omar", "analyze", &[40, 42]),
];

/// Who owns what: owner, list, number, due in so many days.
const OWNED: &[(&str, &str, u32, Option<i32>)] = &[
    ("Ana", "build", 13, Some(-2)),
    ("Ana", "design", 42, Some(7)),
    ("Ana", "build", 17, Some(11)),
    ("Ana", "design", 43, None),
    ("Ana", "design", 18, None),
    ("Ana", "analyze", 11, None),
    ("Ben", "design", 9, Some(7)),
    ("Ben", "build", 3, Some(7)),
    ("Ben", "build", 7, Some(14)),
    ("Lena", "design", 16, Some(4)),
    ("Mia", "design", 23, Some(5)),
    ("Mia", "build", 24, None),
    ("Mia", "analyze", 27, None),
    ("Omar", "build", 44, Some(12)),
    ("Kim", "design", 15, None),
];

/// What is in progress, and the answer so far.
const DOING: &[(i32, &str, &str, u32, &str)] = &[
    (7, "Ben", "build", 3, ""),
    (6, "Ben", "build", 7, "The import of the first 500 accounts ran through on the test tenant."),
    (5, "Lena", "design", 16, "Passkeys first, passwords stay. Length 12, no rules on characters."),
    (4, "Mia", "design", 23, "Logo and colours are agreed, the layout is not."),
    (3, "Omar", "build", 44, ""),
    (2, "Ana", "build", 17, "Works in the portal; the app still has to renew in the background."),
];

/// The records of the story as they are at `moment`, in order.
pub fn story(pack: &Arc<Pack>, moment: &Moment, run: RunId) -> Vec<Record> {
    let mut story =
        DemoProject { pack, moment, run, fold: Fold::default(), records: Vec::new(), captures: 0 };
    story.beginning();
    story.settled(DONE.iter().filter(|(ago, ..)| *ago > 14));
    story.first_review();
    story.settled(DONE.iter().filter(|(ago, ..)| *ago <= 14));
    story.in_work();
    story.left_out();
    story.worded_differently();
    story.workshop();
    story.yesterday();
    story.records
}

struct DemoProject<'a> {
    pack: &'a Arc<Pack>,
    moment: &'a Moment,
    run: RunId,
    fold: Fold,
    records: Vec<Record>,
    captures: u32,
}

impl DemoProject<'_> {
    fn beginning(&mut self) {
        self.say(21, "Ana", Change::Project(NAME.into()));
        self.say(
            21,
            "Ana",
            Change::Scenario { business: Business::new("b2c"), apps: vec!["spa-api".into()] },
        );
        let answers = [
            (Known::No, "invitations social-login machine-callers several-identities legacy-sso"),
            (Known::No, "support-acts-for-users extra-login-pages profile-self-service several-languages"),
            (Known::No, "enterprise-providers several-connections user-administration"),
            (Known::Yes, "existing-users legacy-database-called bulk-import existing-login-replaced"),
            (Known::Yes, "self-sign-up own-credentials several-applications apis custom-code custom-domain"),
        ];
        for (answer, questions) in answers {
            for id in questions.split(' ') {
                self.say(21, "Ana", Change::Question { id: id.into(), answer });
            }
        }
        self.say(21, "Kim", Change::Target { id: "b2c/p1/demo".into(), day: Some(self.day(25)) });
        for (owner, list, no, due) in OWNED {
            let Some(id) = self.item(list, *no) else { continue };
            self.say(17, "Ana", Change::Owner { id: id.clone(), owner: Some(Text::line(owner)) });
            if let Some(days) = due {
                self.say(17, "Ana", Change::Due { id, day: Some(self.day(*days)) });
            }
        }
    }

    fn settled<'d>(&mut self, rows: impl Iterator<Item = &'d (i32, &'d str, &'d str, &'d [u32])>) {
        for (ago, by, list, numbers) in rows {
            for no in *numbers {
                let Some(id) = self.item(list, *no) else { continue };
                self.answer(*ago, by, &id, Status::Done, |_| {});
            }
        }
    }

    fn in_work(&mut self) {
        for (ago, by, list, no, note) in DOING {
            let Some(id) = self.item(list, *no) else { continue };
            self.answer(*ago, by, &id, Status::Doing, |_| {});
            if !note.is_empty() {
                self.say(*ago, by, Change::Note { id, text: (*note).into() });
            }
        }
        for (list, no, why) in [
            ("design", 9, "waits for the database team, Ben asked on Monday"),
            ("build", 24, "waits for the mail provider"),
        ] {
            let Some(id) = self.item(list, no) else { continue };
            self.answer(3, "Ben", &id, Status::Blocked, |answer| answer.reason = Some(why.into()));
        }
    }

    fn left_out(&mut self) {
        if let Some(id) = self.item("analyze", 11) {
            let last = self.day(-5);
            self.answer(13, "Kim", &id, Status::Waived, |answer| {
                answer.reason = Some("The contract is being renegotiated".into());
                answer.until = Some(Until::Day(last));
            });
        }
        if let Some(id) = self.item("design", 15) {
            self.answer(1, "Kim", &id, Status::Waived, |answer| {
                answer.reason = Some("One connection until the second application comes".into());
                answer.until = Some(Until::Milestone("b2c/p1/align".into()));
            });
        }
        if let Some(id) = self.item("analyze", 34) {
            self.answer(6, "Kim", &id, Status::Na, |answer| {
                answer.reason = Some("The portal has its own profile pages".into());
            });
        }
    }

    /// Something settled whose words the pack has changed since.
    fn worded_differently(&mut self) {
        let Some(id) = self.item("design", 18) else { return };
        let (title, done_when) =
            ("Design anomaly detection settings", "The four settings are recorded with a reason each.");
        let digest = Digest::of(title, done_when);
        let (title, done_when) = (title.into(), done_when.into());
        self.say(9, "Ana", Change::Words { id: id.clone(), digest, title, done_when });
        let status = Change::Status {
            id,
            status: Status::Done,
            words: digest,
            reason: None,
            until: None,
            evidence: None,
        };
        self.say(9, "Ana", status);
    }

    fn first_review(&mut self) {
        let board = Board::new(self.pack, self.fold.answers(), self.day(-14));
        let closing = ReviewInput {
            decision: Some(Decision::NoGo),
            by: vec!["Kim".into(), "Ana".into()],
            critical: None,
        };
        if let Some(review) = snapshot::close(&board, self.fold.answers(), &"b2c/p1/demo".into(), closing) {
            self.say(14, "Kim", Change::Review(Box::new(review)));
        }
    }

    /// A workshop that is prepared for the coming week.
    fn workshop(&mut self) {
        let wanted =
            [("design", 42), ("design", 43), ("build", 43), ("analyze", 38), ("design", 17), ("design", 36)];
        let agenda = wanted.iter().filter_map(|(list, no)| self.item(list, *no)).collect();
        let people = [("Ana", "architect"), ("Ben", "developer"), ("Kim", "product"), ("Lena", "security")];
        let plan = WorkshopPlan {
            title: "Sessions and logout".into(),
            day: Some(self.day(3)),
            minutes: 60,
            people: people
                .iter()
                .map(|(name, role)| Person { name: Text::line(name), role: Some(Text::line(role)) })
                .collect(),
            scope: EntryFilter { workstreams: vec!["logout".into()], ..EntryFilter::default() },
            agenda,
            ..WorkshopPlan::default()
        };
        self.say(2, "Ana", Change::Prepare(plan));
    }

    fn yesterday(&mut self) {
        let session = self.item("design", 42);
        let hashes = self.item("build", 7);
        self.capture(
            6,
            "Ana",
            CaptureKind::Action,
            hashes.as_ref(),
            "Find the old hash format",
            Some("Ben"),
            Some(4),
        );
        self.capture(6, "Kim", CaptureKind::Action, None, "Order the mail contract", None, None);
        self.capture(6, "Kim", CaptureKind::Question, None, "Who may export the log?", Some("Kim"), None);
        self.capture(6, "Ana", CaptureKind::Parked, None, "A second brand in 2027", None, None);
        let Some(session) = session else { return };
        let at = Some(&session);
        self.capture(1, "Ana", CaptureKind::Decision, at, "One policy for web and app", None, None);
        self.capture(1, "Ana", CaptureKind::Action, at, "Write the lifetime table", Some("Lena"), Some(7));
        self.capture(
            1,
            "Ana",
            CaptureKind::Question,
            at,
            "What does the app do without a network?",
            Some("Kim"),
            None,
        );
        let text = "Customers: 8 h idle, 24 h absolute.\nSupport staff: not settled.".into();
        self.say(1, "Ana", Change::Note { id: session.clone(), text });
        self.answer(1, "Ana", &session, Status::Doing, |_| {});
        // What others did since Ana left.
        for (list, no) in [("design", 46), ("build", 27)] {
            if let Some(id) = self.item(list, no) {
                self.answer(0, "Ben", &id, Status::Done, |_| {});
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a row of the story is read as one line")]
    fn capture(
        &mut self,
        ago: i32,
        by: &str,
        kind: CaptureKind,
        at: Option<&EntryId>,
        text: &str,
        owner: Option<&str>,
        due: Option<i32>,
    ) {
        self.captures += 1;
        let change = Change::Capture {
            id: CaptureId(Text::line(&format!("{:06x}", 0x00a1_b2c3 + self.captures * 0x0001_3579))),
            at: at.cloned(),
            kind,
            text: text.into(),
            owner: owner.map(Text::line),
            due: due.map(|days| self.day(days)),
            to: None,
        };
        self.say(ago, by, change);
    }

    fn answer(&mut self, ago: i32, by: &str, id: &EntryId, status: Status, more: impl FnOnce(&mut More)) {
        let Some(entry) = self.pack.entry(id) else { return };
        let words = Digest::of_entry(entry);
        let known = self.fold.answers().wording(id, words).is_some();
        if !known {
            let title = entry.title().clone();
            let done_when = match entry {
                EntryRef::Item(item) => item.done_when.clone(),
                EntryRef::Topic(topic) => topic.guidance.clone(),
            };
            self.say(ago, by, Change::Words { id: id.clone(), digest: words, title, done_when });
        }
        let mut filled = More::default();
        more(&mut filled);
        let More { reason, until } = filled;
        self.say(ago, by, Change::Status { id: id.clone(), status, words, reason, until, evidence: None });
    }

    fn say(&mut self, ago: i32, by: &str, change: Change) {
        let n = u64::try_from(self.records.len()).unwrap_or(u64::MAX) + 1;
        let record = self.fold.compose(change.into(), Seq(n, self.run), &Text::line(by), self.time(ago));
        self.fold.insert(JournalLine::of(record.clone()));
        self.records.push(record);
    }

    fn item(&self, list: &str, no: u32) -> Option<EntryId> {
        let items = self.pack.checklist(&list.into())?.sections.iter().flat_map(|section| &section.items);
        items.into_iter().find(|item| item.no == no).map(|item| item.id.clone())
    }

    fn day(&self, days: i32) -> Date {
        self.moment.today.saturating_add(days.days())
    }

    /// A time on that day, some minutes after the one before; never later than now.
    fn time(&self, ago: i32) -> Timestamp {
        let minutes = i64::try_from(self.records.len() % 100).unwrap_or(0);
        let at = self.day(-ago).at(15, 30, 0, 0).to_zoned_datetime(self.moment.zone.clone());
        at.map_or(self.moment.now, |at| {
            at.timestamp().saturating_add(minutes.minutes()).unwrap_or(self.moment.now)
        })
        .min(self.moment.now)
    }
}

#[derive(Default)]
struct More {
    reason: Option<Text>,
    until: Option<Until>,
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::pack::embedded;

    #[test]
    fn every_part_of_the_story_is_about_an_entry_of_the_pack() {
        let pack = embedded::pack();
        let now: Timestamp = "2026-11-20T15:42:00Z".parse().unwrap();
        let moment = Moment::new(now, TimeZone::UTC);
        let records = story(&pack, &moment, RunId(1));
        let fold = Fold::of(records.iter().cloned().map(JournalLine::of));
        let answers = fold.answers();
        let done: usize = DONE.iter().map(|(_, _, _, numbers)| numbers.len()).sum();
        // Beside what the tables have: two blocked, three left out, one worded differently, three of the last day.
        assert_eq!(
            answers.entries.values().filter(|said| said.answer().is_some()).count(),
            done + DOING.len() + 9
        );
        assert!(records.iter().all(|record| record.at <= now));
        assert_eq!(answers.reviews.len(), 1);
        let board = Board::new(&pack, answers, moment.today);
        assert!(board.rows().iter().any(|row| row.standing.look_again));
        assert!(answers.questions.keys().all(|id| pack.questions.iter().any(|question| question.id == *id)));
    }
}
