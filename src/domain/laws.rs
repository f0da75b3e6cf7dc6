//! What holds for every pack and every answer, and the rules of counting by example.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::board::{Applies, Board};
use super::fixture::{Packing, Said, TODAY, packs, sayings};
use super::gate::{self, Gate, Weight};
use super::moment::Today;
use super::standing::{EndReached, LeftReason, Sign};
use super::tally::Tally;
use crate::journal::answers::Answers;
use crate::journal::digest::Digest;
use crate::journal::record::{Decision, Known, ReviewRecord, Status, Until, Verdict};
use crate::pack::model::{
    Business, EntryId, Level, MilestoneId, Pack, Phase, QuestionId, WorkstreamId, is_for,
};

fn board(pack: &Arc<Pack>, said: &Said) -> Board {
    Board::new(pack, &said.answers, TODAY)
}

fn look(pack: &Arc<Pack>, said: &Said, id: &str) -> Gate {
    gate::look(&board(pack, said), &MilestoneId::new(id)).unwrap()
}

fn left(gate: &Gate) -> Vec<(&str, Weight, &LeftReason)> {
    gate.left.iter().map(|left| (left.id.as_str(), left.weight, &left.why)).collect()
}

/// Everything a board says, for comparing two of them.
fn counts(board: &Board) -> String {
    let rows: Vec<_> = board.rows().iter().map(|row| (&row.id, &row.standing, &row.applies)).collect();
    format!("{rows:?} {:?} {:?} {:?} {:?}", board.lists, board.phases, board.gates, board.items)
}

/// What is left at each gate, counted once more: from the rules as they are told, one entry and one gate at a time,
/// with sets in place of running counts.
fn counted_anew(pack: &Pack, answers: &Answers) -> BTreeMap<String, (usize, BTreeMap<String, Weight>)> {
    let plan = &pack.plans[0];
    let aside: BTreeSet<&EntryId> = pack
        .questions
        .iter()
        .filter(|question| answers.known(&question.id) == Known::No)
        .flat_map(|question| &question.sets_aside)
        .collect();
    let order: Vec<&MilestoneId> = plan.milestones().map(|milestone| &milestone.id).collect();
    let is_behind = |id: &EntryId, words: Digest, at: usize| -> bool {
        let Some(answer) = answers.entry(id).and_then(|said| said.answer()) else { return false };
        let holds = match (&answer.until, answer.status) {
            (_, Status::Na) | (None, Status::Done | Status::Waived) => true,
            (Some(Until::Day(day)), Status::Done | Status::Waived) => TODAY <= *day,
            (Some(Until::Milestone(end)), Status::Done | Status::Waived) => {
                order.iter().position(|known| *known == end).is_some_and(|end| at < end)
            }
            (_, Status::Todo | Status::Doing | Status::Blocked) => false,
        };
        holds && answer.words == words
    };
    let weight = |level: Level| match level {
        Level::Must => Weight::Blocks,
        Level::Should => Weight::Condition,
        Level::Could => Weight::Listed,
    };
    let mut found = BTreeMap::new();
    for (at, id) in order.iter().enumerate() {
        let phase =
            plan.phases.iter().find(|phase| phase.milestones.iter().any(|one| one.id == **id)).unwrap();
        let upto = phase.milestones.iter().position(|one| one.id == **id).unwrap();
        let milestone = &phase.milestones[upto];
        let streams: BTreeSet<&WorkstreamId> =
            phase.milestones[..=upto].iter().flat_map(|one| &one.after).collect();
        let topics: Vec<_> = phase
            .workstreams
            .iter()
            .filter(|stream| streams.contains(&stream.id))
            .flat_map(|stream| &stream.topics)
            .filter(|topic| !milestone.except.contains(&topic.id))
            .collect();
        let (mut total, mut left, mut stood_for) = (0, BTreeMap::new(), BTreeSet::new());
        for list in pack.checklists.iter().filter(|list| milestone.checklists.contains(&list.id)) {
            for section in &list.sections {
                for item in &section.items {
                    let has = |phase: &Phase| {
                        phase
                            .workstreams
                            .iter()
                            .flat_map(|stream| &stream.topics)
                            .any(|topic| item.topics.contains(&topic.path))
                    };
                    let first = plan.phases.iter().find(|phase| has(phase));
                    let named =
                        |phase: &&Phase| phase.workstreams.iter().any(|stream| stream.name == section.name);
                    let stream = WorkstreamId::new(&format!("{}/{}", phase.id, section.name));
                    let belongs = if let Some(first) = first {
                        let is_topic = topics.iter().any(|topic| item.topics.contains(&topic.path));
                        first.id == phase.id && is_topic
                    } else {
                        let first = plan.phases.iter().find(named);
                        first.is_some_and(|first| first.id == phase.id) && streams.contains(&stream)
                    };
                    let applies =
                        is_for(&item.applies_to, &Business::new("b2c")) && !aside.contains(&item.id);
                    if !belongs || !applies {
                        continue;
                    }
                    total += 1;
                    stood_for.extend(item.topics.iter().cloned());
                    if !is_behind(&item.id, Digest::of(&item.title, &item.done_when), at) {
                        left.insert(item.id.to_string(), weight(item.level));
                    }
                }
            }
        }
        for topic in topics.iter().filter(|topic| !aside.contains(&topic.id)) {
            let status = answers.entry(&topic.id).and_then(|said| said.answer()).map(|answer| answer.status);
            let is_left = if stood_for.contains(&topic.path) {
                matches!(status, Some(Status::Doing | Status::Blocked))
            } else {
                total += 1;
                !is_behind(&topic.id, Digest::of(&topic.title, &topic.guidance), at)
            };
            if is_left {
                total += usize::from(stood_for.contains(&topic.path));
                let level = if topic.optional_when.is_some() { Level::Could } else { Level::Must };
                left.insert(topic.id.to_string(), weight(level));
            }
        }
        found.insert(id.to_string(), (total, left));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_entry_is_settled_or_open_and_in_one_group(packing in packs(), said in sayings(24)) {
        let pack = packing.pack();
        let mut answers = Said::new();
        for saying in &said {
            answers.say(&pack, saying);
        }
        let board = board(&pack, &answers);
        let mut all = Tally::default();
        for list in &board.lists {
            let mut sections = Tally::default();
            list.sections.iter().for_each(|section| sections.join(section.tally));
            prop_assert_eq!(sections, list.tally);
            all.join(list.tally);
        }
        prop_assert_eq!(all, board.items);
        let items = board.rows().iter().filter(|row| row.is_item());
        let applying = items.clone().filter(|row| row.applies.is_yes()).count();
        prop_assert_eq!(usize::try_from(board.items.total()).unwrap(), applying);
        prop_assert_eq!(items.count() - applying, usize::try_from(board.items_left_out).unwrap());
        prop_assert_eq!(all.settled() + all.open(), all.total());
        prop_assert!(all.look_again <= all.settled());
    }

    #[test]
    fn what_is_left_is_left_once_with_one_reason(packing in packs(), said in sayings(24)) {
        let pack = packing.pack();
        let mut answers = Said::new();
        for saying in &said {
            answers.say(&pack, saying);
        }
        let board = board(&pack, &answers);
        for tally in &board.gates {
            let gate = gate::look(&board, &tally.id).unwrap();
            let ids: BTreeSet<&EntryId> = gate.left.iter().map(|left| &left.id).collect();
            prop_assert_eq!(ids.len(), gate.left.len());
            let of = |weight| u32::try_from(gate.of_weight(weight).count()).unwrap();
            prop_assert_eq!(of(Weight::Blocks), tally.count.blocking);
            prop_assert_eq!(of(Weight::Condition), tally.count.conditions);
            prop_assert_eq!(of(Weight::Listed), tally.count.listed);
            prop_assert_eq!(gate.verdict != Verdict::NotReady, of(Weight::Blocks) == 0);
            prop_assert_eq!(gate.verdict == Verdict::Ready, of(Weight::Blocks) + of(Weight::Condition) == 0);
            let by_stream: u32 = tally.streams.iter().map(|(_, _, left)| left.left()).sum();
            prop_assert_eq!(by_stream, tally.count.left());
            let by_stream: u32 = tally.streams.iter().map(|(_, _, left)| left.total).sum();
            prop_assert_eq!(by_stream, tally.count.total);
        }
    }

    #[test]
    fn a_count_made_in_another_way_agrees(packing in packs(), said in sayings(24), known in 0..3usize) {
        let pack = packing.pack();
        let mut answers = Said::new();
        for saying in &said {
            answers.say(&pack, saying);
        }
        let answers = answers.known("some", [Known::Yes, Known::No, Known::Unknown][known]);
        let board = board(&pack, &answers);
        for (id, (total, expected)) in counted_anew(&pack, &answers.answers) {
            let gate = gate::look(&board, &MilestoneId::new(&id)).unwrap();
            let found: BTreeMap<String, Weight> =
                gate.left.iter().map(|left| (left.id.to_string(), left.weight)).collect();
            prop_assert_eq!(&found, &expected, "{}", id);
            prop_assert_eq!(usize::try_from(gate.count.total).unwrap(), total, "{}", id);
        }
    }

    #[test]
    fn one_entry_looked_at_again_equals_a_board_built_anew(packing in packs(), said in sayings(24)) {
        let pack = packing.pack();
        let mut answers = Said::new();
        let mut kept = board(&pack, &answers);
        for saying in &said {
            let id = answers.say(&pack, saying);
            kept.refresh(&answers.answers, &id);
        }
        prop_assert_eq!(counts(&kept), counts(&board(&pack, &answers)));
    }

    #[test]
    fn a_question_answered_no_takes_and_answered_again_gives_back(packing in packs(), said in sayings(24)) {
        let pack = packing.pack();
        let mut answers = Said::new();
        for saying in &said {
            answers.say(&pack, saying);
        }
        let before = board(&pack, &answers);
        let no = board(&pack, &answers.clone().known("some", Known::No));
        for row in no.rows().iter().filter(|row| pack.questions[0].sets_aside.contains(&row.id)) {
            prop_assert!(!row.applies.is_yes());
            prop_assert_eq!(row.memberships().len(), 0);
        }
        let back = answers.clone().known("some", Known::No).known("some", Known::Yes);
        prop_assert_eq!(counts(&board(&pack, &back)), counts(&before));
    }
}

fn small() -> Packing {
    Packing::new(&[&["arch/tenant", "arch/domain", "auth/login", "auth/mfa?", "ops/mail"], &["auth/login"]])
        .item("analyze/one", Level::Must, "arch", &["arch/tenant"])
        .item("build/two", Level::Should, "auth", &["auth/login"])
        .item("build/three", Level::Could, "ops", &["ops/mail"])
        .item("test/four", Level::Must, "arch", &["arch/tenant"])
        .milestone("p1/demo", &["arch", "auth"], &["arch/domain"], &["analyze", "build"])
        .milestone("p1/live", &["ops"], &[], &["analyze", "build", "test"])
        .milestone("p2/end", &["auth"], &[], &["build"])
}

#[test]
fn a_gate_looks_at_its_lists_its_workstreams_and_those_before_it() {
    let pack = small().pack();
    let demo = look(&pack, &Said::new(), "b2c/p1/demo");
    let never = &LeftReason::NeverAnswered;
    // The tenant and the login are stood for by items; MFA is optional and has none; the domain is excepted.
    assert_eq!(
        left(&demo),
        [
            ("analyze/one", Weight::Blocks, never),
            ("build/two", Weight::Condition, never),
            ("b2c/p1/auth/mfa", Weight::Listed, never),
        ]
    );
    let live = look(&pack, &Said::new(), "b2c/p1/live");
    assert_eq!(
        left(&live),
        [
            ("analyze/one", Weight::Blocks, never),
            ("test/four", Weight::Blocks, never),
            ("b2c/p1/arch/domain", Weight::Blocks, never),
            ("build/two", Weight::Condition, never),
            ("b2c/p1/auth/mfa", Weight::Listed, never),
            ("build/three", Weight::Listed, never),
        ]
    );
    // The login of the second phase is answered by itself: no item belongs there.
    assert_eq!(
        left(&look(&pack, &Said::new(), "b2c/p2/end")),
        [("b2c/p2/auth/login", Weight::Blocks, never)]
    );
}

#[test]
fn only_the_workstreams_a_gate_looks_at_are_counted_by_workstream() {
    let pack = small().pack();
    let board = board(&pack, &Said::new());
    let of = |id: &str| -> Vec<String> {
        let gate = board.gate(&MilestoneId::new(id)).unwrap();
        gate.streams.iter().map(|(_, title, left)| format!("{title} {}", left.left())).collect()
    };
    assert_eq!(of("b2c/p1/demo"), ["Arch 1", "Auth 2"]);
    assert_eq!(of("b2c/p1/live"), ["Arch 3", "Auth 2", "Ops 1"]);
}

#[test]
fn a_topic_that_items_stand_for_is_left_only_in_work_or_blocked() {
    let pack = small().pack();
    for (status, is_left) in
        [(Status::Todo, false), (Status::Doing, true), (Status::Blocked, true), (Status::Done, false)]
    {
        let said = Said::new().answer(&pack, "b2c/p1/arch/tenant", status);
        let gate = look(&pack, &said, "b2c/p1/demo");
        assert_eq!(
            gate.left.iter().any(|left| left.id.as_str() == "b2c/p1/arch/tenant"),
            is_left,
            "{status:?}"
        );
        assert_eq!(gate.count.total, 3 + u32::from(is_left));
    }
}

#[test]
fn an_item_counts_while_one_of_its_topics_does() {
    let pack = |topics: &[&str]| {
        Packing::new(&[&["arch/tenant", "arch/domain"]])
            .item("analyze/one", Level::Must, "arch", topics)
            .milestone("p1/demo", &["arch"], &["arch/domain"], &["analyze"])
            .pack()
    };
    let is_left = |topics: &[&str]| {
        let gate = look(&pack(topics), &Said::new(), "b2c/p1/demo");
        gate.left.iter().any(|left| left.id.as_str() == "analyze/one")
    };
    assert!(!is_left(&["arch/domain"]));
    assert!(is_left(&["arch/domain", "arch/tenant"]));
    // None of its topics is in the plan, so its section decides.
    assert!(is_left(&["gone/topic"]));
}

#[test]
fn a_waiver_holds_on_its_last_day_and_not_after_it() {
    let pack = small().pack();
    let on = |day| look(&pack, &Said::new().waive(&pack, "analyze/one", &Until::Day(day)), "b2c/p1/demo");
    assert_eq!(on(TODAY).count.blocking, 0);
    let ended = on(date(2026, 11, 19));
    assert_eq!(ended.count.blocking, 1);
    let end = EndReached::Day(date(2026, 11, 19));
    assert_eq!(ended.left[0].why, LeftReason::Ended { was: Status::Waived, end });
    assert_eq!(ended.left[0].sign, Sign::Todo);
}

#[test]
fn a_waiver_until_a_milestone_is_left_there_and_later() {
    let pack = small().pack();
    let said = Said::new().waive(&pack, "analyze/one", &Until::Milestone(MilestoneId::new("b2c/p1/live")));
    assert_eq!(look(&pack, &said, "b2c/p1/demo").count.blocking, 0);
    let live = look(&pack, &said, "b2c/p1/live");
    assert_eq!(live.left[0].why, LeftReason::Ended { was: Status::Waived, end: EndReached::Here });
    let said = Said::new().waive(&pack, "analyze/one", &Until::Milestone(MilestoneId::new("b2c/p1/demo")));
    assert_eq!(
        look(&pack, &said, "b2c/p1/live").left[0].why,
        LeftReason::Ended { was: Status::Waived, end: EndReached::Earlier }
    );
    assert_eq!(board(&pack, &said).items.waived, 1);
}

#[test]
fn a_waiver_until_a_milestone_is_open_again_once_that_is_passed() {
    let pack = small().pack();
    let demo = MilestoneId::new("b2c/p1/demo");
    let said = Said::new().waive(&pack, "analyze/one", &Until::Milestone(demo.clone()));
    let review = |decision| ReviewRecord {
        milestone: demo.clone(),
        milestone_title: "Demo".into(),
        pack: "small".into(),
        version: "1".into(),
        verdict: Verdict::NotReady,
        decision,
        by: vec![],
        critical: None,
        total: 0,
        settled: 0,
        entries: vec![],
        captures: vec![],
        resolved: vec![],
    };
    let stays = board(&pack, &said.clone().review(review(Some(Decision::NoGo))));
    assert_eq!((stays.items.waived, stays.items.todo), (1, 3));
    let passed = board(&pack, &said.review(review(Some(Decision::GoWithConditions))));
    assert_eq!((passed.items.waived, passed.items.todo), (0, 4));
}

#[test]
fn look_again_is_settled_in_the_lists_and_left_at_the_gate() {
    let pack = small().pack();
    let mut said = Said::new();
    said.put(&pack, "analyze/one", Status::Done, |answer| answer.words = Digest::of("Older", "words"));
    let board = board(&pack, &said);
    assert_eq!((board.items.settled(), board.items.look_again), (1, 1));
    assert_eq!(look(&pack, &said, "b2c/p1/demo").left[0].why, LeftReason::LookAgain);
    let confirmed = said.answer(&pack, "analyze/one", Status::Done);
    assert_eq!(look(&pack, &confirmed, "b2c/p1/demo").count.blocking, 0);
}

#[test]
fn an_export_against_a_done_entry_leaves_it_at_the_gate_until_somebody_answers() {
    let pack = small().pack();
    let export = date(2026, 11, 19);
    let done = Said::new().on(export).answer(&pack, "analyze/one", Status::Done);
    let said = done.looked("prod", export, &["analyze/one", "analyze/two"]);
    assert_eq!(board(&pack, &said).items.done, 1);
    let gate = |said: &Said| look(&pack, said, "b2c/p1/demo");
    let left = gate(&said).left;
    assert_eq!(left[0].why, LeftReason::Refuted(export));
    // What nobody has answered is left for its own reason.
    assert!(left.iter().skip(1).all(|left| left.why == LeftReason::NeverAnswered));
    // Answered again after the look, or by an answer that is newer than the export, or mended by a newer export.
    let confirmed = said.clone().on(export).answer(&pack, "analyze/one", Status::Done);
    assert!(gate(&confirmed).left.iter().all(|left| left.why == LeftReason::NeverAnswered));
    let newer =
        Said::new().answer(&pack, "analyze/one", Status::Done).looked("prod", export, &["analyze/one"]);
    assert!(gate(&newer).left.iter().all(|left| left.why == LeftReason::NeverAnswered));
    let mended = said.clone().looked("prod", TODAY, &[]);
    assert!(gate(&mended).left.iter().all(|left| left.why == LeftReason::NeverAnswered));
    // Noon of that day is the next day already where the project is looked at.
    let today = Today { day: TODAY, zone: TimeZone::fixed(jiff::tz::offset(13)) };
    let there = Board::new(&pack, &said.answers, today);
    assert!(there.rows().iter().all(|row| row.standing.refuted.is_none()));
    // A waiver that runs and what does not apply are not held against the export.
    let until = Until::Day(date(2026, 12, 31));
    let waived =
        Said::new().on(export).waive(&pack, "analyze/one", &until).looked("prod", export, &["analyze/one"]);
    assert!(gate(&waived).left.iter().all(|left| left.why == LeftReason::NeverAnswered));
}

#[test]
fn the_strongest_reason_is_said() {
    let pack = small().pack();
    let past = date(2026, 11, 18);
    let why = |said: Said| look(&pack, &said, "b2c/p1/demo").left[0].why.clone();
    let answer = |status| Said::new().answer(&pack, "analyze/one", status);
    assert_eq!(why(Said::new()), LeftReason::NeverAnswered);
    assert_eq!(why(answer(Status::Todo)), LeftReason::NeverAnswered);
    assert_eq!(why(answer(Status::Done).answer(&pack, "analyze/one", Status::Todo)), LeftReason::Reopened);
    let mut seen = Said::new();
    seen.put(&pack, "analyze/one", Status::Todo, |answer| answer.evidence = Some("wiki".into()));
    assert_eq!(why(seen.clone()), LeftReason::NotDone);
    let two = answer(Status::Done).apart(&pack, "analyze/one", Status::Doing);
    assert_eq!(why(two.clone()), LeftReason::TwoAnswers);
    // Also if the later one settles it, and until somebody answers again.
    let settled = answer(Status::Doing).apart(&pack, "analyze/one", Status::Done);
    assert_eq!(board(&pack, &settled).items.done, 1);
    assert_eq!(why(settled.clone()), LeftReason::TwoAnswers);
    let decided = look(&pack, &settled.answer(&pack, "analyze/one", Status::Done), "b2c/p1/demo");
    assert_eq!(decided.count.blocking, 0);
    assert_eq!(why(Said::new().noted("analyze/one", "Eight hours.")), LeftReason::NotDone);
    assert_eq!(why(answer(Status::Doing)), LeftReason::InProgress);
    assert_eq!(why(answer(Status::Doing).owned("analyze/one", None, Some(past))), LeftReason::Overdue(past));
    assert_eq!(
        why(answer(Status::Blocked).owned("analyze/one", None, Some(past))),
        LeftReason::Blocked("DBA Ben".into())
    );
    assert_eq!(why(Said::new().owned("analyze/one", None, Some(TODAY))), LeftReason::NeverAnswered);
}

#[test]
fn what_a_question_sets_aside_says_by_which() {
    let pack = small().question("some", &["analyze/one"]).pack();
    let board = board(&pack, &Said::new().known("some", Known::No));
    let row = board.row(&EntryId::new("analyze/one")).unwrap();
    assert_eq!(row.applies, Applies::SetAside(QuestionId::new("some")));
    assert_eq!((board.items.total(), board.items_left_out), (3, 1));
    // The only item of its topic is gone at the first gate, so the topic speaks for itself there.
    let gate = gate::look(&board, &MilestoneId::new("b2c/p1/demo")).unwrap();
    assert_eq!(gate.left[0].id.as_str(), "b2c/p1/arch/tenant");
}

#[test]
fn counts_are_said_with_their_parts() {
    let tally = Tally { done: 11, waived: 1, na: 2, todo: 6, doing: 1, blocked: 1, look_again: 0 };
    assert_eq!(tally.sentence(), "14 of 22 settled (11 done, 1 waived, 2 n/a), 8 open");
    assert_eq!(Tally { todo: 2, ..Tally::default() }.sentence(), "0 of 2 settled, 2 open");
}
