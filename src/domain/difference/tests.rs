//! Differences by law and by example.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::{Difference, DifferenceKind};
use crate::domain::board::Board;
use crate::domain::critical;
use crate::domain::fixture::{Packing, Said, TODAY, packs, sayings};
use crate::domain::snapshot::{ReviewInput, Snapshot, close};
use crate::journal::record::{CaptureKind, Decision, Known, ReviewedEntry, Status, Until, Verdict};
use crate::pack::model::{EntryId, Level, MilestoneId, Pack};

fn demo() -> MilestoneId {
    MilestoneId::new("b2c/p1/demo")
}

fn at(pack: &Arc<Pack>, said: &Said) -> Snapshot {
    Snapshot::of_gate(&Board::new(pack, &said.answers, TODAY), &said.answers, &demo()).unwrap()
}

fn small() -> Packing {
    Packing::new(&[&["arch/tenant", "auth/login", "ops/mail"]])
        .item("analyze/one", Level::Must, "arch", &["arch/tenant"])
        .item("analyze/two", Level::Should, "arch", &["arch/tenant"])
        .item("build/three", Level::Could, "auth", &["auth/login"])
        .milestone("p1/demo", &["arch", "auth"], &[], &["analyze", "build"])
        .critical(&["analyze/one", "b2c/p1/auth/login", "analyze/gone"])
        .question("some", &["analyze/two"])
}

/// Checks which entries are in which group between two sayings.
fn check(pack: &Arc<Pack>, old: &Said, new: &Said, expected: &[(DifferenceKind, &str)]) {
    let (old, new) = (at(pack, old), at(pack, new));
    let difference = Difference::between(&old, &new);
    let found: Vec<_> =
        difference.moved.iter().map(|moved| (moved.group, moved.seen().id.as_str())).collect();
    assert_eq!(found, expected);
}

fn by_id(snapshot: &Snapshot) -> BTreeMap<&EntryId, &ReviewedEntry> {
    snapshot.entries.iter().map(|seen| (&seen.id, seen)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn applied_to_the_old_it_gives_the_new(
        (one, two) in (packs(), packs()),
        (first, second) in (sayings(12), sayings(12)),
        (asks, captures, reworded) in (any::<bool>(), 0..4usize, any::<bool>()),
    ) {
        let old_pack = one.clone().pack();
        let two = if reworded { one.change("analyze/item-1", |item| item.title = "Other words".into()) } else { two };
        let new_pack = two.pack();
        let mut said = Said::new().capture("a", None, CaptureKind::Action, "Ask").capture("b", None, CaptureKind::Risk, "Late");
        for saying in &first {
            said.say(&old_pack, saying);
        }
        let snapshots = |said: &Said, pack: &Arc<Pack>| {
            let board = Board::new(pack, &said.answers, TODAY);
            let gate = Snapshot::of_gate(&board, &said.answers, &MilestoneId::new("b2c/p1/m1")).unwrap();
            [gate, Snapshot::of_project(&board, &said.answers)]
        };
        let old = snapshots(&said, &old_pack);
        for saying in &second {
            said.say(&new_pack, saying);
        }
        if asks {
            said = said.known("some", Known::No);
        }
        for id in ["a", "b"].iter().take(captures) {
            said = said.resolve(id);
        }
        said = said.capture("c", None, CaptureKind::Decision, "Yes");
        for (old, new) in old.iter().zip(&snapshots(&said, &new_pack)) {
            let difference = Difference::between(old, new);
            let applied = difference.apply(old);
            prop_assert_eq!(by_id(&applied), by_id(new));
            prop_assert_eq!((&applied.captures, &applied.resolved), (&new.captures, &new.resolved));
            prop_assert_eq!((&applied.pack, &applied.version, &applied.gate), (&new.pack, &new.version, &new.gate));
            prop_assert!(Difference::between(new, new).is_empty());
            let mut ids: Vec<_> = difference.moved.iter().map(|moved| moved.seen().id.clone()).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), difference.moved.len());
            let entering = |group| i64::try_from(difference.count(group)).unwrap();
            let left = |count: usize| i64::try_from(count).unwrap();
            if one_pack(old, new) {
                // What became left less what ceased to be left is what the numbers say.
                let came = entering(DifferenceKind::Reopened) + entering(DifferenceKind::NewlyOpen)
                    + came_left(&difference, DifferenceKind::Ended) + came_left(&difference, DifferenceKind::LookAgain);
                let went = i64::try_from(difference.moved.iter().filter(|moved| {
                    moved.before.as_ref().is_some_and(|seen| seen.why.is_some())
                        && moved.after.as_ref().is_none_or(|seen| seen.why.is_none())
                }).count()).unwrap();
                prop_assert_eq!(left(difference.to.left) - left(difference.from.left), came - went);
            }
        }
    }

    #[test]
    fn a_review_keeps_what_the_gate_found(packing in packs(), said in sayings(24)) {
        let pack = packing.pack();
        let mut answers = Said::new();
        for saying in &said {
            answers.say(&pack, saying);
        }
        let board = Board::new(&pack, &answers.answers, TODAY);
        for gate in &board.gates {
            let review = close(&board, &answers.answers, &gate.id, ReviewInput::default()).unwrap();
            let snapshot = Snapshot::of_review(&review);
            prop_assert_eq!(snapshot.total(), usize::try_from(gate.count.total).unwrap());
            prop_assert_eq!(snapshot.left(), usize::try_from(gate.count.left()).unwrap());
            prop_assert_eq!(review.settled + gate.count.left(), review.total);
            // A review keeps what it found, and not what it did not look at.
            let now = Snapshot::of_gate(&board, &answers.answers, &gate.id).unwrap();
            prop_assert_eq!(&snapshot, &Snapshot { beside: None, ..now });
            let line = ron::to_string(&review).unwrap();
            let back: crate::journal::record::ReviewRecord = ron::from_str(&line).unwrap();
            prop_assert_eq!(back, review);
        }
    }
}

fn one_pack(old: &Snapshot, new: &Snapshot) -> bool {
    let digests = |snapshot: &Snapshot| -> Vec<_> {
        snapshot.entries.iter().map(|seen| (seen.id.clone(), seen.words)).collect()
    };
    digests(old) == digests(new)
}

fn came_left(difference: &Difference, group: DifferenceKind) -> i64 {
    let came =
        difference.of(group).filter(|moved| moved.before.as_ref().is_none_or(|seen| seen.why.is_none()));
    i64::try_from(came.count()).unwrap()
}

#[test]
fn what_was_settled_reopened_and_brought_back_is_told_apart() {
    let pack = small().pack();
    let none = Said::new();
    let done = none.clone().answer(&pack, "analyze/one", Status::Done);
    check(&pack, &none, &done, &[(DifferenceKind::NewlySettled, "analyze/one")]);
    check(
        &pack,
        &done,
        &done.clone().answer(&pack, "analyze/one", Status::Todo),
        &[(DifferenceKind::Reopened, "analyze/one")],
    );
    check(
        &pack,
        &none,
        &none.clone().answer(&pack, "analyze/one", Status::Doing),
        &[(DifferenceKind::Changed, "analyze/one")],
    );
    let aside = none.clone().known("some", Known::No);
    check(&pack, &none, &aside, &[(DifferenceKind::Gone, "analyze/two")]);
    check(&pack, &aside, &none, &[(DifferenceKind::NewlyOpen, "analyze/two")]);
    check(&pack, &none, &none, &[]);
}

#[test]
fn a_waiver_that_ended_is_told_from_one_taken_back() {
    let pack = small().pack();
    let waived = |day| Said::new().waive(&pack, "analyze/two", &Until::Day(day));
    check(&pack, &waived(TODAY), &waived(date(2026, 11, 19)), &[(DifferenceKind::Ended, "analyze/two")]);
}

#[test]
fn other_words_ask_for_another_look_only_where_something_was_settled() {
    let old = small().pack();
    let new = small().change("analyze/one", |item| item.title = "Uno".into());
    let new = new.change("analyze/two", |item| item.title = "Due".into()).pack();
    let said = Said::new().answer(&old, "analyze/one", Status::Done);
    let difference = Difference::between(&at(&old, &said), &at(&new, &said));
    let found: Vec<_> =
        difference.moved.iter().map(|moved| (moved.group, moved.seen().id.as_str())).collect();
    assert_eq!(
        found,
        [(DifferenceKind::LookAgain, "analyze/one"), (DifferenceKind::Reworded, "analyze/two")]
    );
}

#[test]
fn what_another_version_of_the_pack_brings_is_new() {
    let old = small().pack();
    let mut new = small().item("build/four", Level::Must, "auth", &["auth/login"]);
    new.0.version = "2".into();
    let new = new.pack();
    let said = Said::new();
    let difference = Difference::between(&at(&old, &said), &at(&new, &said));
    assert_eq!(difference.sentence(), "1 new in the pack");
    let back = Difference::between(&at(&new, &said), &at(&old, &said));
    assert_eq!(back.sentence(), "1 gone from the pack");
}

#[test]
fn what_a_question_sets_aside_is_told_from_what_the_pack_has_no_longer() {
    let old = small().item("build/four", Level::Must, "auth", &["auth/login"]).pack();
    let mut new = small();
    new.0.version = "2".into();
    let new = new.pack();
    let (said, aside) = (Said::new(), Said::new().known("some", Known::No));
    let both = Difference::between(&at(&old, &said), &at(&new, &aside));
    assert_eq!(both.sentence(), "1 set aside, 1 gone from the pack");
    let headed: Vec<_> = both.headed().iter().map(|(heading, _)| *heading).collect();
    assert_eq!(headed, ["set aside", "gone from the pack"]);
    // Two closed reviews keep only what they found.
    let stored = |pack: &Arc<Pack>, said: &Said| {
        let board = Board::new(pack, &said.answers, TODAY);
        Snapshot::of_review(&close(&board, &said.answers, &demo(), ReviewInput::default()).unwrap())
    };
    let known = Difference::between(&stored(&old, &said), &stored(&old, &aside));
    assert_eq!(known.sentence(), "1 set aside");
    let unknown = Difference::between(&stored(&old, &said), &stored(&new, &said));
    assert_eq!(unknown.sentence(), "1 no longer looked at");
}

#[test]
fn a_topic_that_is_in_work_by_itself_comes_and_goes() {
    let pack = small().pack();
    let none = Said::new();
    let doing = none.clone().answer(&pack, "b2c/p1/auth/login", Status::Doing);
    check(&pack, &none, &doing, &[(DifferenceKind::NewlyOpen, "b2c/p1/auth/login")]);
    let done = doing.clone().answer(&pack, "b2c/p1/auth/login", Status::Done);
    check(&pack, &doing, &done, &[(DifferenceKind::NewlySettled, "b2c/p1/auth/login")]);
    let todo = doing.clone().answer(&pack, "b2c/p1/auth/login", Status::Todo);
    check(&pack, &doing, &todo, &[(DifferenceKind::Changed, "b2c/p1/auth/login")]);
}

#[test]
fn captures_added_and_resolved_are_told() {
    let pack = small().pack();
    let old = Said::new().capture("a", None, CaptureKind::Action, "Ask").capture(
        "b",
        None,
        CaptureKind::Risk,
        "Late",
    );
    let new = old.clone().resolve("a").capture("c", Some("analyze/one"), CaptureKind::Question, "Who?");
    let difference = Difference::between(&at(&pack, &old), &at(&pack, &new));
    assert_eq!(difference.sentence(), "1 captured, 1 resolved");
}

#[test]
fn closing_keeps_the_decision_and_the_critical_check() {
    let pack = small().pack();
    let said = Said::new().answer(&pack, "analyze/one", Status::Done).owned("analyze/two", Some("Ana"), None);
    let board = Board::new(&pack, &said.answers, TODAY);
    let steps = critical::steps(&board, &demo());
    // An entry that the pack no longer has is left out; a topic that an item stands for is as that item stands.
    assert_eq!(
        steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(),
        ["analyze/one", "b2c/p1/auth/login"]
    );
    assert_eq!(critical::outcome(&steps), "1 of 2 critical entries not settled: Login");
    let settled = said.clone().answer(&pack, "build/three", Status::Done);
    let board = Board::new(&pack, &settled.answers, TODAY);
    let all = critical::steps(&board, &demo());
    assert_eq!(critical::outcome(&all), "all 2 critical entries are settled");
    // In progress by itself, the topic speaks for itself again.
    let begun = settled.answer(&pack, "b2c/p1/auth/login", Status::Doing);
    let board = Board::new(&pack, &begun.answers, TODAY);
    let begun = critical::steps(&board, &demo());
    assert_eq!(critical::outcome(&begun), "1 of 2 critical entries not settled: Login");
    let board = Board::new(&pack, &said.answers, TODAY);
    let check = critical::close(&steps, 2, 80, vec!["Ana".into()]);
    assert_eq!((check.looked_at, check.open.len()), (2, 1));
    let closing = ReviewInput {
        decision: Some(Decision::GoWithConditions),
        by: vec!["Ana".into()],
        critical: Some(check),
    };
    let review = close(&board, &said.answers, &demo(), closing).unwrap();
    assert_eq!(review.verdict, Verdict::ReadyWithConditions);
    assert_eq!((review.total, review.settled), (3, 1));
    let left: Vec<_> = review.entries.iter().filter(|seen| seen.why.is_some()).collect();
    assert_eq!(left[0].owner.as_deref(), Some("Ana"));
    assert_eq!(left[0].why.as_deref(), Some("never answered"));
}
