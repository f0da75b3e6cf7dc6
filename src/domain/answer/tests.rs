//! Intents against a project in memory, and the law that the same again is nothing.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::domain::board::{Board, EntryKind};
use crate::domain::moment::Moment;
use crate::domain::samples::{item, pack};
use crate::journal::answers::Answer;
use crate::journal::digest::Digest;
use crate::journal::fold::Fold;
use crate::journal::line::JournalLine;
use crate::journal::record::{RunId, Seq, Status, Until};
use crate::pack::model::Business;

const NOW: &str = "2026-11-20T09:00:00Z";

/// A project in memory that is told intents.
struct Told {
    fold: Fold,
    board: Board,
    moment: Moment,
    n: u64,
}

impl Told {
    fn new() -> Told {
        let moment = Moment::new(NOW.parse().unwrap(), TimeZone::UTC);
        let mut fold = Fold::default();
        let scenario = Change::Scenario { business: Business::new("b2c"), apps: Vec::new() };
        fold.insert(JournalLine::of(fold.compose(
            scenario.into(),
            Seq(1, RunId(1)),
            &"Ana".into(),
            moment.now,
        )));
        let board = Board::new(pack(), fold.answers(), moment.today);
        Told { fold, board, moment, n: 1 }
    }

    fn situation(&self) -> Situation<'_> {
        Situation { board: &self.board, answers: self.fold.answers(), moment: &self.moment }
    }

    /// Writes what an intent comes to, and returns it.
    fn say(&mut self, intent: &Intent) -> Ruling {
        let ruling = self.situation().decide(intent);
        if let Ruling::Changes(changes) = &ruling {
            self.write(one_change(changes.clone()).unwrap());
        }
        ruling
    }

    fn write(&mut self, change: Change) -> Seq {
        self.n += 1;
        let name = Seq(self.n, RunId(1));
        self.fold.insert(JournalLine::of(self.fold.compose(
            change.into(),
            name,
            &"Ana".into(),
            self.moment.now,
        )));
        self.board = Board::new(pack(), self.fold.answers(), self.moment.today);
        name
    }

    /// Writes a change that another program made without having seen the newest one.
    fn write_apart(&mut self, change: Change) {
        self.n += 1;
        let mut record =
            self.fold.compose(change.into(), Seq(self.n, RunId(2)), &"Ben".into(), self.moment.now);
        record.over = None;
        self.fold.insert(JournalLine::of(record));
        self.board = Board::new(pack(), self.fold.answers(), self.moment.today);
    }

    fn answer(&self, id: &EntryId) -> &Answer {
        self.fold.answers().entry(id).unwrap().answer().unwrap()
    }
}

fn about(id: &EntryId, said: Said) -> Intent {
    said.about(std::slice::from_ref(id))
}

fn waiver(owner: Edit<Text>) -> Said {
    let until = Some(Until::Day("2026-12-31".parse().unwrap()));
    Said { reason: Some("later".into()), until, owner, ..Said::status(Status::Waived) }
}

#[test]
fn a_running_waiver_keeps_its_owner() {
    let mut told = Told::new();
    let id = item("Design 2");
    told.say(&about(&id, waiver(Edit::Set("Kim".into()))));
    let Ruling::Refused(refusal) = told.say(&about(&id, Said::owner(None))) else { panic!("it is refused") };
    assert_eq!(refusal.what, "Design 2: a waiver needs an owner");
    // With another status the owner may go.
    let said = Said { owner: Edit::Clear, ..Said::status(Status::Todo) };
    assert!(matches!(told.say(&about(&id, said)), Ruling::Changes(_)));
    let Ruling::Missing(missing) = told.say(&about(&id, waiver(Edit::Keep))) else { panic!("it lacks") };
    assert_eq!(missing.lacks, [Lack::Owner]);
    assert_eq!(told.situation().missing(&missing), "Design 2: a waiver needs an owner");
}

#[test]
fn what_is_confirmed_keeps_its_end_reason_and_evidence() {
    let mut told = Told::new();
    let id = item("Analyze 1");
    let until = Some(Until::Day("2027-03-01".parse().unwrap()));
    let said =
        Said { until: until.clone(), evidence: Edit::Set("wiki".into()), ..Said::status(Status::Done) };
    told.say(&about(&id, said));
    // Worded differently since: the same answer confirms it.
    let reworded = Answer { words: Digest::of("old", "words"), ..told.answer(&id).clone() };
    told.write(status_change(&id, reworded));
    assert!(told.situation().standing(&id).look_again);
    assert_eq!(told.situation().toggled(std::slice::from_ref(&id)), Status::Done);
    assert!(matches!(told.say(&about(&id, Said::status(Status::Done))), Ruling::Changes(_)));
    assert_eq!(told.answer(&id).until, until);
    assert_eq!(told.answer(&id).evidence.as_deref(), Some("wiki"));
    assert!(!told.situation().standing(&id).look_again);
    // An end that has passed is no longer kept.
    let past = Answer { until: Some(Until::Day("2026-11-19".parse().unwrap())), ..told.answer(&id).clone() };
    told.write(status_change(&id, past));
    told.say(&about(&id, Said::status(Status::Done)));
    assert_eq!(told.answer(&id).until, None);
}

#[test]
fn one_of_two_answers_is_confirmed_by_saying_it_again() {
    let mut told = Told::new();
    let id = item("Design 1");
    told.say(&about(&id, Said::status(Status::Doing)));
    let words = told.answer(&id).words;
    let done = Answer { status: Status::Done, words, reason: None, until: None, evidence: None };
    told.write_apart(status_change(&id, done));
    assert!(told.fold.answers().entry(&id).unwrap().status.rival().is_some());
    assert!(matches!(told.say(&about(&id, Said::status(Status::Done))), Ruling::Changes(_)));
    assert!(told.fold.answers().entry(&id).unwrap().status.rival().is_none());
    assert_eq!(told.say(&about(&id, Said::status(Status::Done))), Ruling::Nothing);
}

#[test]
fn todo_of_what_nobody_answered_writes_nothing_but_its_owner() {
    let mut told = Told::new();
    let id = item("Analyze 9");
    assert_eq!(told.say(&about(&id, Said::status(Status::Todo))), Ruling::Nothing);
    let said = Said { owner: Edit::Set("Kim".into()), ..Said::status(Status::Todo) };
    let Ruling::Changes(changes) = told.say(&about(&id, said)) else { panic!("the owner is new") };
    assert_eq!(changes, [Change::Owner { id, owner: Some("Kim".into()) }]);
}

#[test]
fn a_topic_asks_for_its_open_items_and_takes_them_along() {
    let mut told = Told::new();
    let topic = told
        .board
        .rows()
        .iter()
        .find(|row| row.kind == EntryKind::Topic && told.situation().open_items(&row.id).len() > 1);
    let id = topic.unwrap().id.clone();
    let items = told.situation().open_items(&id);
    let Ruling::Missing(missing) = told.say(&about(&id, Said::status(Status::Done))) else { panic!("asks") };
    assert_eq!(missing.lacks, [Lack::Items(items.clone())]);
    told.say(&about(&id, Said { items: Items::Done, ..Said::status(Status::Done) }));
    assert!(items.iter().all(|item| told.situation().standing(item).is_settled()));
    assert!(told.situation().open_items(&id).is_empty());
}

#[test]
fn evidence_confirms_no_wording() {
    let mut told = Told::new();
    let id = item("Design 1");
    told.say(&about(&id, Said::status(Status::Done)));
    let old = Digest::of("old", "words");
    told.write(status_change(&id, Answer { words: old, ..told.answer(&id).clone() }));
    told.say(&about(&id, Said::evidence(Some("wiki".into()))));
    assert_eq!(told.answer(&id).words, old);
    assert_eq!(told.say(&about(&id, Said::evidence(Some("wiki".into())))), Ruling::Nothing);
}

#[test]
fn an_end_fits_only_what_ends_and_has_not_passed() {
    let told = Told::new();
    let id = item("Design 1");
    let until = |day: &str| Some(Until::Day(day.parse().unwrap()));
    for (status, day, expected) in [
        (Status::Doing, "2026-12-31", "Design 1: `doing` cannot have an end"),
        (Status::Done, "2026-11-19", "the end 2026-11-19 is in the past"),
    ] {
        let said = Said { until: until(day), ..Said::status(status) };
        let Ruling::Refused(refusal) = told.situation().decide(&about(&id, said)) else { panic!("refused") };
        assert_eq!(refusal.what, expected);
    }
}

fn said() -> impl Strategy<Value = Said> {
    let edit = |values: [&'static str; 2]| {
        prop_oneof![
            Just(Edit::Keep),
            Just(Edit::Clear),
            prop::sample::select(values.to_vec()).prop_map(|value| Edit::Set(Text::line(value))),
        ]
    };
    let day = prop::sample::select(vec![Edit::Keep, Edit::Clear, Edit::Set("2026-12-01".parse().unwrap())]);
    let until = prop::option::of(Just(Until::Day("2026-12-31".parse().unwrap())));
    (
        prop::option::of(prop::sample::select(Status::ALL.to_vec())),
        prop::option::of(Just(Text::line("because"))),
        until,
        edit(["wiki", "a table"]),
        edit(["Kim", "Ben"]),
        day,
        prop::option::of(prop::sample::select(vec!["", "Eight hours."]).prop_map(Text::from)),
    )
        .prop_map(|(status, reason, until, evidence, owner, due, note)| Said {
            status,
            reason,
            until,
            endless: false,
            evidence,
            owner,
            due,
            note,
            items: Items::Stay,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_same_again_is_nothing(all in prop::collection::vec(said(), 1..5)) {
        let mut told = Told::new();
        let ids = [item("Design 1"), item("Build 2")];
        for said in all {
            let intent = said.about(&ids);
            let first = told.say(&intent);
            let again = told.say(&intent);
            match first {
                Ruling::Changes(_) | Ruling::Nothing => prop_assert_eq!(again, Ruling::Nothing),
                other => prop_assert_eq!(again, other),
            }
            for id in &ids {
                let standing = told.situation().standing(id);
                let owner = told.fold.answers().entry(id).and_then(|said| said.owner());
                prop_assert!(standing.status != Status::Waived || owner.is_some());
                prop_assert!(!standing.status.needs_reason() || standing.reason.is_some());
            }
        }
    }
}

/// What Ben answers while Ana types.
fn while_typing(told: &mut Told, seen_at: &EntryId, change: Change) -> meanwhile::Seen {
    let seen = meanwhile::Seen::of(std::slice::from_ref(seen_at), &told.situation());
    told.n += 1;
    let name = Seq(told.n, RunId(2));
    told.fold.insert(JournalLine::of(told.fold.compose(change.into(), name, &"Ben".into(), told.moment.now)));
    told.board = Board::new(pack(), told.fold.answers(), told.moment.today);
    seen
}

fn note(id: &EntryId, words: &str) -> Change {
    Change::Note { id: id.clone(), text: words.into() }
}

#[test]
fn words_that_somebody_else_wrote_meanwhile_are_found() {
    let mut told = Told::new();
    let id = item("Design 1");
    let said = |words: &str| Said::note(words.into()).about(std::slice::from_ref(&id));
    told.say(&said("Before."));
    let before = told.fold.answers().entry(&id).unwrap().note.now().unwrap().seq;
    let seen = while_typing(&mut told, &id, note(&id, "One table for all."));
    let found = told.situation().meanwhile(&seen, &said("Our own store."), RunId(1));
    let [one] = found.as_slice() else { panic!("one field: {found:?}") };
    assert_eq!((one.by.as_str(), one.yours.over), ("Ben", Some(before)));
    assert_eq!(one.both().unwrap(), "One table for all.\n\nOur own store.");
    // Words that differ in case and blanks alone, or that hold all of theirs, lose nothing.
    for words in ["one  table FOR all.", "One table for all.\nAnd ours."] {
        assert_eq!(told.situation().meanwhile(&seen, &said(words), RunId(1)), []);
    }
    // What this run of the program wrote itself was seen.
    assert_eq!(told.situation().meanwhile(&seen, &said("Our own store."), RunId(2)), []);
}

#[test]
fn only_what_is_typed_is_compared() {
    let mut told = Told::new();
    let id = item("Design 1");
    let ids = std::slice::from_ref(&id);
    let seen = while_typing(&mut told, &id, Change::Owner { id: id.clone(), owner: Some("Kim".into()) });
    let found = |told: &Told, said: Said| told.situation().meanwhile(&seen, &said.about(ids), RunId(1)).len();
    assert_eq!(found(&told, Said::owner(Some("Ana".into()))), 1);
    assert_eq!(found(&told, Said::owner(Some("kim".into()))), 0);
    assert_eq!(found(&told, Said::note("Words".into())), 0);
    let done = told.situation().decide(&Said::status(Status::Done).about(ids));
    let Ruling::Changes(mut changes) = done else { panic!("it is not done yet") };
    let seen = while_typing(&mut told, &id, changes.remove(0));
    let blocked = Said { reason: Some("waits for Mia".into()), ..Said::status(Status::Blocked) };
    assert_eq!(told.situation().meanwhile(&seen, &blocked.about(ids), RunId(1)).len(), 1);
    // Evidence goes with the status that holds by now.
    assert_eq!(
        told.situation().meanwhile(&seen, &Said::evidence(Some("wiki/1".into())).about(ids), RunId(1)),
        []
    );
}
