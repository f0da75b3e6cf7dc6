//! Journals for tests: records as they come, made by proptest.

use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;

use super::digest::Digest;
use super::line::JournalLine;
use super::record::{
    Apart, ApartEntry, CaptureId, CaptureKind, Change, Course, Hands, Known, Look, LookItem, Person, Record,
    ReviewRecord, RunId, Seq, Status, SubChange, Verdict, WorkshopPlan,
};
use crate::facts::file::Kind;
use crate::facts::verdict::Shows;
use crate::pack::model::{Business, ChecklistId, EntryId, Level};
use crate::text::Text;

/// A record with this name.
pub(crate) fn record(n: u64, run: u64, by: &str, change: Change) -> Record {
    let at = Timestamp::from_second(1_795_000_000 + i64::try_from(n % 1_000_000).expect("is small"))
        .expect("is in range");
    Record { n, at, by: Text::line(by), w: RunId(run), s: None, over: None, change }
}

/// A line with this name.
pub(crate) fn line(n: u64, run: u64, by: &str, change: Change) -> JournalLine {
    JournalLine::of(record(n, run, by, change))
}

/// An answer.
pub(crate) fn status(id: &str, status: Status) -> Change {
    Change::Status {
        id: id.into(),
        status,
        words: Digest::of(id, ""),
        reason: None,
        until: None,
        evidence: None,
    }
}

/// A note.
pub(crate) fn note(id: &str, text: &str) -> Change {
    Change::Note { id: id.into(), text: text.into() }
}

fn entry() -> impl Strategy<Value = EntryId> {
    prop::sample::select(vec!["design/a", "design/b", "b2c/p1/x/y"]).prop_map(EntryId::from)
}

fn any_status() -> impl Strategy<Value = Status> {
    prop::sample::select(Status::ALL.to_vec())
}

fn name() -> impl Strategy<Value = Option<Text>> {
    prop::option::of(prop::sample::select(vec!["ana", "ben"]).prop_map(Text::line))
}

fn day() -> impl Strategy<Value = Option<jiff::civil::Date>> {
    prop::option::of((1..28_i8).prop_map(|day| jiff::civil::date(2026, 12, day)))
}

fn seq() -> impl Strategy<Value = Seq> {
    (1..24_u64, 1..4_u64).prop_map(|(n, run)| Seq(n, RunId(run)))
}

fn single() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (entry(), any_status()).prop_map(|(id, to)| status(id.as_str(), to)),
        1 => (entry(), name()).prop_map(|(id, owner)| Change::Owner { id, owner }),
        1 => (entry(), day()).prop_map(|(id, day)| Change::Due { id, day }),
        1 => day().prop_map(|day| Change::Target { id: "p1/go-live".into(), day }),
        1 => (entry(), "[a-c\n\"é日]{0,3}").prop_map(|(id, text)| Change::Note { id, text: Text::block(&text) }),
        1 => prop::sample::select(vec![Known::Yes, Known::No, Known::Unknown])
            .prop_map(|answer| Change::Question { id: "existing-users".into(), answer }),
        1 => (prop::bool::ANY, name()).prop_map(|(left, reason)| Change::LeftSo {
            id: "everybody-anew".into(),
            answers: if left { vec![("existing-users".into(), Known::No)] } else { Vec::new() },
            reason: reason.filter(|_| left),
        }),
        2 => ("[pq]", prop::option::of(entry())).prop_map(|(id, at)| Change::Capture {
            id: CaptureId(Text::line(&id)),
            at,
            kind: CaptureKind::Action,
            text: "write it down".into(),
            owner: None,
            due: None,
            to: None,
        }),
        1 => prop::sample::select(vec!["p", "q", "design/a"]).prop_map(|id| Change::Removed(Text::line(id))),
        1 => (entry(), 0..3_u32).prop_map(|(id, yes)| Change::Hands(Hands {
            id,
            statement: "It holds".into(),
            yes,
            no: 0,
            unsure: 0,
            people: Vec::new(),
        })),
        1 => ("[pq]", any::<bool>())
            .prop_map(|(id, resolved)| Change::Resolved { id: CaptureId(Text::line(&id)), resolved }),
        2 => (entry(), prop::sample::select(vec!["design", "build"])).prop_map(|(id, list)| Change::Item {
            id,
            checklist: ChecklistId::from(list),
            workstream: "architecture".into(),
            title: "An own item".into(),
            level: Level::Should,
            ask: None,
            done_when: None,
        }),
    ]
}

fn course() -> impl Strategy<Value = Course> {
    prop_oneof![
        (entry(), 1..9_u32).prop_map(|(id, minutes)| Course::Minutes { id, minutes }),
        (1..90_u32).prop_map(|minutes| Course::End { minutes }),
        vec(entry(), 1..3).prop_map(|ids| Course::PutOff { ids }),
        "[AB]".prop_map(|name| Course::Came(Person { name: Text::line(&name), role: None })),
        "[AB]".prop_map(|name| Course::Left(Text::line(&name))),
        Just(Course::Break),
        Just(Course::GoOn),
        Just(Course::Rated("4, 5".into())),
        (1..28_i8).prop_map(|day| Course::Next { day: jiff::civil::date(2026, 12, day), start: None }),
    ]
}

/// A closed review of a gate with one entry, which is settled or not.
pub(crate) fn review(is_settled: bool) -> Change {
    Change::Review(Box::new(ReviewRecord {
        milestone: "p1/go-live".into(),
        milestone_title: "Go-live".into(),
        pack: "small".into(),
        version: "1".into(),
        verdict: if is_settled { Verdict::Ready } else { Verdict::NotReady },
        decision: None,
        by: vec!["ana".into()],
        critical: None,
        total: 1,
        settled: u32::from(is_settled),
        entries: Vec::new(),
        captures: Vec::new(),
        resolved: Vec::new(),
    }))
}

/// A look at the export of a production tenant, without a name if that is empty.
pub(crate) fn look_of(tenant: &str, date: jiff::civil::Date, refutes: &[&str]) -> Look {
    Look {
        rules: "small".into(),
        version: 1,
        tenant: Some(Text::line(tenant)).filter(|name| !name.is_empty()),
        kind: Some(Kind::Production),
        date,
        digest: "00".into(),
        facts: Vec::new(),
        items: refutes.iter().map(|id| refuted(EntryId::new(id))).collect(),
    }
}

fn refuted(id: EntryId) -> LookItem {
    LookItem { id, shows: Shows::Fails, said: "1 of 2 things: One.".into() }
}

/// A look at the export of one of a few tenants.
pub(crate) fn look() -> impl Strategy<Value = Look> {
    let tenant = prop::option::of("[AB]".prop_map(|name| Text::line(&name)));
    let kind = prop::sample::select(Kind::ALL.to_vec());
    (tenant, kind, 1..5_i8, vec(entry(), 0..3)).prop_map(|(tenant, kind, day, refutes)| Look {
        rules: "small".into(),
        version: 1,
        tenant,
        kind: Some(kind),
        date: jiff::civil::date(2026, 11, day),
        digest: "00".into(),
        facts: Vec::new(),
        items: refutes.into_iter().map(refuted).collect(),
    })
}

/// Any change, also such that name lines which are not there.
pub(crate) fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        8 => single(),
        2 => vec((prop::option::of(seq()), single()), 1..3).prop_map(|parts| {
            Change::Many(parts.into_iter().map(|(over, change)| SubChange { over, change }).collect())
        }),
        3 => seq().prop_map(|Seq(n, run)| Change::Undo(n, run)),
        2 => seq().prop_map(|Seq(n, run)| Change::Redo(n, run)),
        1 => "[AB]".prop_map(|name| Change::Project(Text::line(&name))),
        1 => Just(Change::Scenario { business: Business::new("b2c"), apps: vec!["spa-api".into()] }),
        1 => "[AB]".prop_map(|title| Change::Words {
            id: "design/a".into(),
            digest: Digest::of("design/a", ""),
            title: Text::line(&title),
            done_when: Text::default(),
        }),
        1 => Just(Change::Prepare(WorkshopPlan::default())),
        1 => vec(entry(), 0..2).prop_map(|ids| {
            let entries = ids.into_iter().map(|id| ApartEntry { id, said: Vec::new() }).collect();
            Change::Apart(Apart { people: vec!["ana".into()], entries })
        }),
        2 => prop::option::of(seq()).prop_map(|prepared| Change::Open { prepared, plan: WorkshopPlan::default() }),
        2 => (entry(), 0..90_u64).prop_map(|(id, seconds)| Change::At { id, seconds }),
        1 => vec(entry(), 0..2).prop_map(Change::Agenda),
        1 => (0..90_u64).prop_map(|seconds| Change::Closing { seconds }),
        2 => (course(), 0..90_u64).prop_map(|(what, seconds)| Change::Course { seconds, what }),
        1 => (0..90_u64).prop_map(|seconds| Change::Close { seconds }),
        1 => ("[AB]", prop::sample::select(Kind::ALL.to_vec()))
            .prop_map(|(name, kind)| Change::Tenant { name: Text::line(&name), kind }),
        2 => look().prop_map(|look| Change::Look(Box::new(look))),
        1 => any::<bool>().prop_map(review),
    ]
}

/// Any line, also one of two under the same name.
pub(crate) fn any_line() -> impl Strategy<Value = JournalLine> {
    (seq(), "ana|ben", prop::option::of(seq()), prop::option::of(seq()), change()).prop_map(
        |(Seq(n, run), by, s, over, change)| {
            JournalLine::of(Record { s, over, ..record(n, run.0, &by, change) })
        },
    )
}

/// Any journal.
pub(crate) fn lines() -> impl Strategy<Value = Vec<JournalLine>> {
    vec(any_line(), 0..30)
}
