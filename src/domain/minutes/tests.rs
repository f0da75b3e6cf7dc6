//! Minutes by example and by law.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::domain::samples::{Story, capture, item, plan, status};
use crate::journal::record::{Change, Course, EntryFilter, Hands, Opinion, Record, Voice, WorkshopPlan};
use crate::pack::model::Business;

fn made(story: &Story) -> Minutes {
    let (_, workshop) = find(story.answers(), WorkshopChoice::Last).unwrap();
    minutes(&story.board(), story.answers(), workshop)
}

fn names(said: &[MinutesEntry]) -> Vec<&str> {
    said.iter().map(|said| said.entry.name.as_str()).collect()
}

fn note(id: &EntryId, text: &str) -> Change {
    Change::Note { id: id.clone(), text: text.into() }
}

#[test]
fn every_change_stands_in_its_section() {
    let mut story = Story::new();
    let ids: Vec<EntryId> = (1..=6).map(|no| item(&format!("Design {no}"))).collect();
    story.say(status(&ids[3], Status::Done));
    story.say(capture("old", CaptureKind::Action, None, "Order the mail contract"));
    story.open(WorkshopPlan { agenda: ids.clone(), ..plan(60, &[("Ana", "")], EntryFilter::default()) });
    story.say(Change::At { id: ids[1].clone(), seconds: 30 });
    story.say(status(&ids[1], Status::Doing));
    story.say(status(&ids[1], Status::Done));
    story.say(Change::At { id: ids[0].clone(), seconds: 400 });
    story.say(note(&ids[0], "One tenant for all."));
    story.say(capture("a", CaptureKind::Action, Some(&ids[0]), "Draw it"));
    story.say(Change::At { id: ids[3].clone(), seconds: 700 });
    story.say(status(&ids[3], Status::Todo));
    story.say(Change::Owner { id: ids[2].clone(), owner: Some("Ben".into()) });
    story.say(Change::At { id: ids[4].clone(), seconds: 900 });
    story.say(capture("d", CaptureKind::Decision, None, "One policy for web and app"));
    story.say(Change::Resolved { id: CaptureId("old".into()), resolved: true });
    story.say(Change::Target { id: "b2c/p1/demo".into(), day: None });
    story.say(Change::Closing { seconds: 1000 });
    story.close(1200);
    let minutes = made(&story);
    assert_eq!(names(&minutes.settled), ["Design 2"]);
    assert_eq!(names(&minutes.answered), ["Design 1"]);
    assert_eq!(names(&minutes.reopened), ["Design 4"]);
    assert_eq!(names(&minutes.touched), ["Design 3"]);
    assert!(minutes.looked_at.is_empty());
    let talked: Vec<&str> = minutes.talked_about.iter().map(|one| one.entry.name.as_str()).collect();
    assert_eq!(talked, ["Design 5"]);
    assert_eq!(minutes.not_reached.len(), 2);
    assert_eq!(minutes.actions.first().unwrap().lacks(), Some("nobody, no date"));
    assert_eq!(minutes.resolved.first().unwrap().text, "Order the mail contract");
    assert_eq!(minutes.about.first().unwrap().phrase().0, "Target of Ready to demonstrate");
    assert_eq!(
        minutes.summary(),
        "reached 4 of 6 entries: 1 settled, 1 answered but not done, 1 open again, 1 without an answer; captured: 1 decision, 1 action"
    );
    assert_eq!(minutes.time_phrase(), "20 of 60 min");
    assert_eq!((minutes.opening, minutes.closing), (30, 200));
    let took: Vec<(Option<u32>, u64)> =
        minutes.times.iter().map(|took| (took.planned, took.seconds)).collect();
    assert_eq!(took, [(Some(8), 370), (Some(8), 300), (Some(25), 200), (Some(5), 100)]);
}

#[test]
fn an_entry_that_was_reached_is_in_one_section_whatever_was_captured_there() {
    let mut story = Story::new();
    let ids: Vec<EntryId> = (1..=3).map(|no| item(&format!("Design {no}"))).collect();
    story.say(status(&ids[2], Status::Done));
    story.open(WorkshopPlan { agenda: ids.clone(), ..plan(60, &[], EntryFilter::default()) });
    for (seconds, id) in (0..).zip(&ids) {
        story.say(Change::At { id: id.clone(), seconds: seconds * 60 });
    }
    story.say(capture("q", CaptureKind::Question, Some(&ids[0]), "Who may export?"));
    story.say(capture("p", CaptureKind::Parked, Some(&ids[1]), "A second brand"));
    story.close(600);
    let minutes = made(&story);
    let talked: Vec<(&str, &str)> =
        minutes.talked_about.iter().map(|one| (one.entry.name.as_str(), one.captured.as_str())).collect();
    assert_eq!(talked, [("Design 1", "1 question"), ("Design 2", "1 parked")]);
    assert_eq!(minutes.looked_at.iter().map(|named| named.name.as_str()).collect::<Vec<_>>(), ["Design 3"]);
    story.say(status(&ids[0], Status::Done));
    assert_eq!(made(&story), minutes);
}

#[test]
fn what_was_answered_elsewhere_while_it_ran_is_in_one_section_and_the_counts_add_up() {
    let mut story = Story::new();
    let ids: Vec<EntryId> = (1..=5).map(|no| item(&format!("Design {no}"))).collect();
    story.open(WorkshopPlan { agenda: ids.clone(), ..plan(60, &[], EntryFilter::default()) });
    for (seconds, id) in (0..).zip(&ids[..2]) {
        story.say(Change::At { id: id.clone(), seconds: seconds * 60 });
    }
    story.say(status(&ids[2], Status::Done));
    story.say(status(&ids[3], Status::Doing));
    story.say(Change::Course { seconds: 90, what: Course::PutOff { ids: vec![ids[2].clone()] } });
    story.close(600);
    let minutes = made(&story);
    let names = |list: &[EntryLabel]| list.iter().map(|one| one.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&minutes.not_reached), ["Design 5"]);
    assert!(minutes.put_off.is_empty());
    assert_eq!((minutes.settled.len(), minutes.answered.len(), minutes.talked_about.len()), (1, 1, 2));
    assert_eq!(
        minutes.summary(),
        "reached 2 of 4 entries, 2 more answered elsewhere: 1 settled, 1 answered but not done, 2 without an answer"
    );
    assert_eq!(minutes.waiting(), [ids[0].clone(), ids[1].clone(), ids[4].clone()]);
}

#[test]
fn an_objection_says_to_which_decision_it_was_when_that_is_removed() {
    let mut story = Story::new();
    let id = item("Design 1");
    story.open(WorkshopPlan { agenda: vec![id.clone()], ..plan(60, &[], EntryFilter::default()) });
    story.say(Change::At { id: id.clone(), seconds: 0 });
    story.say(capture("d", CaptureKind::Decision, Some(&id), "Two tenants"));
    let Change::Capture { id: name, at, kind, text, owner, due, .. } =
        capture("o", CaptureKind::Objection, Some(&id), "Support cannot wait")
    else {
        unreachable!("it is a capture")
    };
    story.say(Change::Capture { id: name, at, kind, text, owner, due, to: Some(CaptureId("d".into())) });
    let open = |story: &Story| {
        let minutes = minutes(&story.board(), story.answers(), story.answers().workshops.last().unwrap());
        minutes
            .objections_to_removed()
            .map(|(one, words)| (one.text.to_string(), words.to_string()))
            .collect::<Vec<_>>()
    };
    assert!(open(&story).is_empty());
    story.say(Change::Removed("d".into()));
    assert_eq!(open(&story), [("Support cannot wait".to_owned(), "Two tenants".to_owned())]);
    story.close(600);
    assert_eq!(open(&story).len(), 1);
}

#[test]
fn a_decision_has_its_hands_and_objections() {
    let mut story = Story::new();
    let id = item("Design 1");
    story.say(capture("old", CaptureKind::Decision, Some(&id), "Three tenants"));
    story.open(WorkshopPlan { agenda: vec![id.clone()], ..plan(60, &[], EntryFilter::default()) });
    story.say(Change::At { id: id.clone(), seconds: 0 });
    let voice = |who: &str, opinion| Voice { who: Text::line(who), opinion };
    let people = vec![voice("Ana", Opinion::Yes), voice("Omar", Opinion::No), voice("Kim", Opinion::Yes)];
    story.say(Change::Hands(Hands::of_people(id.clone(), "Two tenants".into(), people)));
    story.say(capture("d", CaptureKind::Decision, Some(&id), "Two tenants"));
    for (name, to) in [("o", "d"), ("o2", "old")] {
        let Change::Capture { id, at, kind, text, owner, due, .. } =
            capture(name, CaptureKind::Objection, Some(&id), "Support cannot wait")
        else {
            unreachable!("it is a capture")
        };
        story.say(Change::Capture { id, at, kind, text, owner, due, to: Some(CaptureId(to.into())) });
    }
    story.close(600);
    let minutes = made(&story);
    let decision = minutes.decisions[0].id.clone();
    assert_eq!(minutes.objections_to(&decision).map(|one| one.id.0.as_str()).collect::<Vec<_>>(), ["o"]);
    assert_eq!(minutes.other_objections().map(|one| one.id.0.as_str()).collect::<Vec<_>>(), ["o2"]);
    let on: Vec<String> = minutes.hands_on(&decision).map(Hands::phrase).collect();
    assert_eq!(on, ["2 yes (Ana, Kim), 1 no (Omar)"]);
    assert_eq!(minutes.other_hands().count(), 0);
}

#[test]
fn hands_stand_at_the_decision_at_which_they_were_taken_and_at_no_other() {
    let mut story = Story::new();
    let id = item("Design 1");
    story.open(WorkshopPlan { agenda: vec![id.clone()], ..plan(60, &[], EntryFilter::default()) });
    story.say(Change::At { id: id.clone(), seconds: 0 });
    let show = |statement: &str, yes, no| {
        let (id, statement) = (id.clone(), statement.into());
        Change::Hands(Hands { id, statement, yes, no, unsure: 0, people: Vec::new() })
    };
    story.say(show("How many tenants?", 1, 1));
    story.say(capture("a", CaptureKind::Decision, Some(&id), "First"));
    story.say(show("First", 3, 1));
    story.say(capture("b", CaptureKind::Decision, Some(&id), "Second"));
    story.say(capture("c", CaptureKind::Decision, Some(&id), "Third"));
    story.say(show("Third", 2, 2));
    story.say(show("Third", 4, 0));
    story.close(600);
    let minutes = made(&story);
    let on: Vec<Vec<String>> = minutes.decisions.iter().map(|one| minutes.hands_words(one)).collect();
    assert_eq!(on, [vec!["3 yes, 1 no"], vec![], vec!["4 yes"]]);
    let other: Vec<&str> = minutes.other_hands().map(|shown| shown.hands.statement.as_str()).collect();
    assert_eq!(other, ["How many tenants?"]);
    assert_eq!(minutes.hands.len(), 3);
    let reworded = MinutesCapture { text: "First, reworded".into(), ..minutes.decisions[0].clone() };
    assert_eq!(minutes.hands_words(&reworded), ["3 yes, 1 no; asked: First"]);
}

#[test]
fn a_workshop_that_left_its_plan_says_how() {
    let mut story = Story::new();
    let ids: Vec<EntryId> = (1..=3).map(|no| item(&format!("Design {no}"))).collect();
    let people = [("Ana", "architect"), ("Lena", "security")];
    story.open(WorkshopPlan { agenda: ids.clone(), ..plan(60, &people, EntryFilter::default()) });
    let mut course = |seconds, what| {
        story.wait(60);
        story.say(Change::Course { seconds, what });
    };
    course(60, Course::Left("Lena".into()));
    course(120, Course::Came(Person { name: "Omar".into(), role: None }));
    course(180, Course::PutOff { ids: vec![ids[1].clone(), ids[2].clone()] });
    course(240, Course::End { minutes: 40 });
    course(240, Course::Break);
    course(240, Course::GoOn);
    course(300, Course::Rated("4, 5".into()));
    story.say(Change::Agenda(vec![ids[0].clone(), ids[2].clone()]));
    story.close(600);
    let minutes = made(&story);
    assert_eq!(minutes.put_off.iter().map(|one| one.entry.name.as_str()).collect::<Vec<_>>(), ["Design 2"]);
    assert_eq!((minutes.planned, minutes.planned_before), (40, Some(60)));
    assert_eq!((minutes.left[0].0.as_str(), minutes.came[0].0.as_str()), ("Lena", "Omar"));
    assert_eq!((minutes.breaks.len(), minutes.rating.as_deref()), (1, Some("4, 5")));
    let workshop = story.answers().workshops.last().unwrap();
    let present: Vec<&str> = workshop.present().map(|person| person.name.as_str()).collect();
    assert_eq!(present, ["Ana", "Omar"]);
}

#[test]
fn minutes_keep_what_was_true_at_the_closing() {
    let mut story = Story::new();
    let id = item("Design 1");
    story.open(WorkshopPlan { agenda: vec![id.clone()], ..plan(60, &[], EntryFilter::default()) });
    story.say(status(&id, Status::Doing));
    story.say(capture("a", CaptureKind::Action, Some(&id), "Draw it"));
    story.close(600);
    let before = made(&story);
    story.say(status(&id, Status::Done));
    story.say(Change::Owner { id: id.clone(), owner: Some("Ben".into()) });
    story.say(note(&id, "Later"));
    story.say(capture("a", CaptureKind::Action, Some(&id), "Draw it anew"));
    story.say(Change::Resolved { id: CaptureId("a".into()), resolved: true });
    assert_eq!(made(&story), before);
}

#[test]
fn what_was_taken_back_is_only_counted() {
    let mut story = Story::new();
    let id = item("Design 1");
    story.open(plan(60, &[], EntryFilter::default()));
    let seq = story.say(status(&id, Status::Done));
    story.say(Change::Undo(seq.0, seq.1));
    let minutes = made(&story);
    assert!(minutes.is_empty());
    assert_eq!((minutes.taken_back, minutes.summary().as_str()), (1, "no answers recorded"));
}

#[test]
fn workshops_are_found_by_number_and_the_prepared_ones_have_none() {
    let mut story = Story::new();
    assert_eq!(find(story.answers(), WorkshopChoice::Last), None);
    story.say(Change::Prepare(plan(60, &[], EntryFilter::default())));
    assert_eq!(find(story.answers(), WorkshopChoice::Last), None);
    let first = story.open(plan(60, &[], EntryFilter::default()));
    story.close(60);
    let second = story.open(plan(60, &[], EntryFilter::default()));
    let seq = |which| find(story.answers(), which).map(|(no, workshop)| (no, workshop.seq));
    assert_eq!(seq(WorkshopChoice::No(1)), Some((1, first)));
    assert_eq!(seq(WorkshopChoice::Last), Some((2, second)));
    assert_eq!(seq(WorkshopChoice::No(3)), None);
}

/// What a change is about, as the law counts it.
fn key(change: &Change) -> Option<String> {
    Some(match change {
        Change::Status { id, .. } => format!("status {id}"),
        Change::Owner { id, .. } => format!("owner {id}"),
        Change::Due { id, .. } => format!("due {id}"),
        Change::Note { id, .. } => format!("note {id}"),
        Change::Capture { id, .. } | Change::Resolved { id, .. } => format!("capture {}", id.0),
        Change::Question { id, .. } => format!("question {id}"),
        Change::LeftSo { id, .. } => format!("left so {id}"),
        Change::Target { id, .. } => format!("target {id}"),
        Change::Project(_) => "project".to_owned(),
        Change::Pack { .. } => "pack".to_owned(),
        Change::Scenario { .. } => "kind".to_owned(),
        _ => return None,
    })
}

fn keys(minutes: &Minutes) -> Vec<String> {
    let said = minutes.said().flat_map(|said| {
        said.changed.iter().map(|part| {
            let part = match part {
                EntryField::Status => "status",
                EntryField::Note => "note",
                EntryField::Owner => "owner",
                EntryField::Due => "due",
            };
            format!("{part} {}", said.entry.id)
        })
    });
    let noted = minutes.noted().map(|noted| format!("capture {}", noted.id.0));
    let about = minutes.about.iter().map(|about| match about {
        ProjectChange::Project(_) => "project".to_owned(),
        ProjectChange::Kind(_) => "kind".to_owned(),
        ProjectChange::Question { id, .. } => format!("question {id}"),
        ProjectChange::LeftSo { id, .. } => format!("left so {id}"),
        ProjectChange::Target { id, .. } => format!("target {id}"),
        ProjectChange::Item(named) => format!("item {}", named.id),
    });
    let mut keys: Vec<String> = said.chain(noted).chain(about).collect();
    keys.sort();
    keys
}

fn change() -> impl Strategy<Value = Change> {
    let entry = proptest::sample::select(vec![item("Design 1"), item("Design 2"), item("Build 3")]);
    let text = proptest::sample::select(vec!["", "One", "Two"]);
    let any_status = proptest::sample::select(Status::ALL.to_vec());
    prop_oneof![
        4 => (entry.clone(), any_status).prop_map(|(id, to)| status(&id, to)),
        2 => (entry.clone(), text).prop_map(|(id, text)| note(&id, text)),
        1 => entry.clone().prop_map(|id| Change::Owner { id, owner: Some("Ben".into()) }),
        1 => entry.clone().prop_map(|id| Change::Due { id, day: None }),
        3 => ("[pqr]", proptest::option::of(entry), proptest::sample::select(CaptureKind::ALL.to_vec()))
            .prop_map(|(id, at, kind)| capture(&id, kind, at.as_ref(), "Words")),
        2 => ("[pqr]", any::<bool>())
            .prop_map(|(id, resolved)| Change::Resolved { id: CaptureId(id.as_str().into()), resolved }),
        1 => Just(Change::Question { id: "existing-users".into(), answer: Known::No }),
        1 => Just(Change::LeftSo { id: "everybody-anew".into(), answers: Vec::new(), reason: None }),
        1 => Just(Change::Target { id: "b2c/p1/demo".into(), day: None }),
        1 => Just(Change::Project("Contoso".into())),
        1 => Just(Change::Scenario { business: Business::new("b2c"), apps: vec![] }),
        2 => (3..30_u64).prop_map(|n| Change::Undo(n, crate::journal::record::RunId(1))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn minutes_contain_every_change_of_the_workshop_once_and_none_from_outside(
        steps in proptest::collection::vec((0..4_u8, change()), 0..30),
    ) {
        let mut story = Story::new();
        let mut steps = steps;
        // Before, in the workshop (2 also beside it), after.
        steps.sort_by_key(|(phase, _)| match phase { 0 => 0, 1 | 2 => 1, _ => 2 });
        let mut workshop = None;
        for (phase, change) in steps {
            if phase > 0 && workshop.is_none() {
                workshop = Some(story.open(plan(60, &[], EntryFilter::default())));
            }
            if phase == 3 && story.answers().open_workshop().is_some() {
                story.close(60);
            }
            // Nobody can mark what was never captured.
            if let Change::Resolved { id, .. } = &change
                && !story.records().any(|record| matches!(&record.change, Change::Capture { id: made, .. } if made == id))
            {
                continue;
            }
            if phase == 2 { story.say_outside(change) } else { story.say(change) };
        }
        let Some(workshop) = workshop else { return Ok(()) };
        let minutes = made(&story);
        let mut expected: BTreeMap<String, Change> = BTreeMap::new();
        for record in story.records().filter(|record| record.s == Some(workshop)) {
            let holds = story.is_live(record.seq()) || !record.is_undoable();
            if holds && let Some(key) = key(&record.change) {
                expected.insert(key, record.change.clone());
            }
        }
        // A mark on a capture whose words were undone says nothing.
        expected.retain(|_, change| match change {
            Change::Resolved { id, .. } | Change::Capture { id, .. } =>
                story.records().any(|record| story.is_live(record.seq())
                    && record.seq() <= minutes_end(&story, workshop)
                    && matches!(&record.change, Change::Capture { id: other, .. } if other == id)),
            _ => true,
        });
        prop_assert_eq!(keys(&minutes), expected.keys().cloned().collect::<Vec<_>>());
        for said in minutes.said().filter(|said| said.has_changed(EntryField::Status)) {
            let key = format!("status {}", said.entry.id);
            let last = match &expected[&key] { Change::Status { status, .. } => Some(*status), _ => None };
            prop_assert_eq!(last, Some(said.after));
        }
    }

    #[test]
    fn the_minutes_of_the_parts_come_to_the_minutes_used(
        stays in proptest::collection::vec((1..9_u8, 0..900_u64), 0..12),
        opening in 0..200_u64,
        closing in proptest::option::of(0..900_u64),
    ) {
        let mut story = Story::new();
        story.open(plan(60, &[], EntryFilter::default()));
        let mut at = opening;
        for (no, seconds) in stays {
            story.say(Change::At { id: item(&format!("Design {no}")), seconds: at });
            at += seconds;
        }
        if let Some(seconds) = closing {
            story.say(Change::Closing { seconds: at });
            at += seconds;
        }
        story.close(at);
        let minutes = made(&story);
        let entries: u32 = minutes.times.iter().map(|took| took.minutes).sum();
        prop_assert_eq!(minutes.opening_minutes() + entries + minutes.closing_minutes(), whole_minutes(minutes.used));
    }
}

fn minutes_end(story: &Story, workshop: Seq) -> Seq {
    let written =
        story.records().filter(|record| record.s == Some(workshop) && key(&record.change).is_some());
    written.map(Record::seq).max().unwrap_or(workshop)
}
