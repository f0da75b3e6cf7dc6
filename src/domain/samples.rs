//! Projects for tests: the built-in pack, and a journal that is told change by change.

use std::sync::{Arc, LazyLock};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::board::Board;
use super::moment::Moment;
use crate::journal::answers::{Answers, Wording};
use crate::journal::fold::Fold;
use crate::journal::line::JournalLine;
use crate::journal::record::{
    CaptureId, CaptureKind, Change, EntryFilter, Person, Record, RunId, Seq, Status, WorkshopPlan,
};
use crate::pack::embedded;
use crate::pack::model::{Business, EntryId, EntryRef, Pack};
use crate::text::Text;

static PACK: LazyLock<Arc<Pack>> = LazyLock::new(embedded::pack);

/// The built-in pack.
pub(crate) fn pack() -> &'static Arc<Pack> {
    &PACK
}

/// A project's journal, told change by change; it begins on Friday 20 November 2026 at 09:00.
pub(crate) struct Story {
    fold: Fold,
    n: u64,
    now: Timestamp,
    workshop: Option<Seq>,
    by: Text,
}

impl Story {
    /// The journal of a new B2C project.
    pub(crate) fn new() -> Story {
        let now = "2026-11-20T09:00:00Z".parse().expect("is a time");
        let mut story = Story { fold: Fold::default(), n: 0, now, workshop: None, by: Text::line("ana") };
        story.say(Change::Project("Contoso portal".into()));
        story.say(Change::Scenario { business: Business::new("b2c"), apps: vec![] });
        story
    }

    /// Lets time pass.
    pub(crate) fn wait(&mut self, seconds: i64) {
        self.now = self.now.checked_add(seconds.seconds()).expect("is in range");
    }

    /// Writes one change, in the workshop that is open.
    pub(crate) fn say(&mut self, change: Change) -> Seq {
        self.n += 1;
        let record = Record {
            n: self.n,
            at: self.now,
            by: self.by.clone(),
            w: RunId(1),
            s: self.workshop,
            over: None,
            change,
        };
        let seq = record.seq();
        self.fold.insert(JournalLine::of(record));
        seq
    }

    /// Writes one change as another program does that knows of no workshop.
    pub(crate) fn say_outside(&mut self, change: Change) -> Seq {
        let workshop = self.workshop.take();
        let seq = self.say(change);
        self.workshop = workshop;
        seq
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = &Record> {
        self.fold.records()
    }

    pub(crate) fn is_live(&self, seq: Seq) -> bool {
        self.fold.is_live(seq)
    }

    /// Opens a workshop on a plan.
    pub(crate) fn open(&mut self, plan: WorkshopPlan) -> Seq {
        let seq = self.say(Change::Open { prepared: None, plan });
        self.workshop = Some(seq);
        seq
    }

    /// Closes the workshop that is open.
    pub(crate) fn close(&mut self, seconds: u64) {
        self.say(Change::Close { seconds });
        self.workshop = None;
    }

    pub(crate) fn fold(&self) -> &Fold {
        &self.fold
    }

    pub(crate) fn answers(&self) -> &Answers {
        self.fold.answers()
    }

    pub(crate) fn moment(&self) -> Moment {
        Moment::new(self.now, TimeZone::UTC)
    }

    pub(crate) fn board(&self) -> Board {
        Board::new(pack(), self.answers(), &self.moment())
    }
}

/// An answer to an entry as the pack words it.
pub(crate) fn status(id: &EntryId, status: Status) -> Change {
    let words = pack().entry(id).map(|entry: EntryRef<'_>| Wording::of_entry(entry).digest());
    Change::Status {
        id: id.clone(),
        status,
        words: words.expect("the entry is in the pack"),
        reason: status.needs_reason().then(|| "because".into()),
        until: None,
        evidence: None,
    }
}

pub(crate) fn capture(name: &str, kind: CaptureKind, at: Option<&EntryId>, text: &str) -> Change {
    Change::Capture {
        id: CaptureId(name.into()),
        at: at.cloned(),
        kind,
        text: text.into(),
        owner: None,
        due: None,
        to: None,
    }
}

pub(crate) fn plan(minutes: u32, people: &[(&str, &str)], scope: EntryFilter) -> WorkshopPlan {
    let people = people.iter().map(|(name, role)| Person {
        name: Text::line(name),
        role: Some(Text::line(role)).filter(|role| !role.is_empty()),
    });
    WorkshopPlan {
        title: "Sessions and logout".into(),
        day: None,
        start: None,
        goal: None,
        minutes,
        people: people.collect(),
        scope,
        agenda: vec![],
    }
}

/// The id of an item by its short name, `Design 42`.
pub(crate) fn item(name: &str) -> EntryId {
    let found = pack().checklists.iter().find_map(|list| {
        let items = list.sections.iter().flat_map(|section| &section.items);
        items.into_iter().find(|item| list.short_name(item) == *name)
    });
    found.expect("the item is in the pack").id.clone()
}
