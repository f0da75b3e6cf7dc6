//! Running workshops by example and by law.

use proptest::prelude::*;

use super::*;
use crate::domain::samples::{Story, item, plan};
use crate::domain::visits::{closing_seconds, measured, opening_seconds, stays};
use crate::journal::record::EntryFilter;

fn twelve() -> Vec<EntryId> {
    (1..=12).map(|no| item(&format!("Build {no}"))).collect()
}

fn started() -> (Story, Vec<EntryId>) {
    let ids = twelve();
    let mut story = Story::new();
    story.open(WorkshopPlan { agenda: ids.clone(), ..plan(90, &[], EntryFilter::default()) });
    (story, ids)
}

fn running(story: &Story, used: u64) -> WorkshopProgress {
    let workshop = story.answers().open_workshop().unwrap();
    WorkshopProgress::new(&story.board(), story.answers(), workshop, used)
}

#[test]
fn entries_and_time_are_said_as_the_room_reads_them() {
    let (mut story, ids) = started();
    assert_eq!(running(&story, 0).place_phrase(), "12 entries");
    assert_eq!(running(&story, 0).next().unwrap().id, ids[0]);
    for (at, id) in (0..).zip(ids.iter().take(7)) {
        story.say(Change::At { id: id.clone(), seconds: at * 450 });
    }
    let now = running(&story, 49 * 60);
    assert_eq!(now.place_phrase(), "entry 7 of 12");
    assert_eq!(now.time_phrase(), "41 min left, 10 of them for the closing, 5 per entry");
    assert_eq!(now.short_time_phrase(), "41 min left, 5 an entry");
    assert_eq!(now.here_phrase().unwrap(), format!("4 min here, {} planned", now.stop().unwrap().minutes));
    assert_eq!(now.bars(), ((6, 12), (2940, 5400)));
    assert_eq!((&now.next().unwrap().id, &now.previous().unwrap().id), (&ids[7], &ids[5]));
}

#[test]
fn the_end_of_the_time_is_said_and_what_is_over() {
    let (mut story, ids) = started();
    story.say(Change::At { id: ids[11].clone(), seconds: 10 });
    assert_eq!(running(&story, 79 * 60 + 30).time_phrase(), "11 min left, 10 of them for the closing");
    assert_eq!(running(&story, 85 * 60).time_phrase(), "5 min left, time to close");
    assert_eq!(running(&story, 90 * 60).time_phrase(), "time is up");
    assert_eq!(running(&story, 94 * 60).time_phrase(), "4 min over");
    assert!(running(&story, 0).next().is_none());
    story.say(Change::Closing { seconds: 5000 });
    let closing = running(&story, 5000);
    assert_eq!(
        (closing.place_phrase(), closing.time_phrase()),
        ("closing, 1 of 12 reached".to_owned(), "7 min left".to_owned())
    );
    assert_eq!(closing.bars().0, (1, 12));
    assert_eq!(closing.previous().unwrap().id, ids[11]);
}

#[test]
fn the_time_of_day_that_was_said_as_the_end_is_the_one_that_is_shown() {
    let (mut story, _) = started();
    for second in 0..60 {
        let now = story.moment().now.checked_add(jiff::SignedDuration::from_secs(second)).unwrap();
        let moment = Moment { now, ..story.moment() };
        let used = 61 + u64::try_from(second * 7).unwrap();
        let said =
            moment.local(now).time().wrapping_add(Span::new().minutes(20)).strftime("%H:%M").to_string();
        let minutes = end(&said, story.answers().open_workshop().unwrap(), used, &moment).unwrap();
        story.say(Change::Course { seconds: used, what: Course::End { minutes } });
        assert_eq!(ends_at(&running(&story, used), &moment), said, "{second}");
        let past =
            moment.local(now).time().wrapping_sub(Span::new().minutes(1)).strftime("%H:%M").to_string();
        assert!(end(&past, story.answers().open_workshop().unwrap(), used, &moment).is_err());
    }
}

#[test]
fn an_entry_outside_the_agenda_is_added_after_the_present_one() {
    let (mut story, ids) = started();
    story.say(Change::At { id: ids[0].clone(), seconds: 0 });
    let outside = item("Design 1");
    let changes = come_to(story.answers().open_workshop().unwrap(), &outside, 60);
    for change in changes {
        story.say(change);
    }
    let now = running(&story, 90);
    assert_eq!((now.place, now.here), (Some(1), 30));
    assert_eq!(now.next().unwrap().id, ids[1]);
    assert_eq!(come_to(story.answers().open_workshop().unwrap(), &ids[2], 90).len(), 1);
}

#[test]
fn after_a_look_up_the_way_goes_on_from_the_entry_that_was_in_hand() {
    let (mut story, ids) = started();
    let outside = item("Design 1");
    let at = |story: &mut Story, id: &EntryId, seconds| {
        story.say(Change::At { id: id.clone(), seconds });
    };
    for (seconds, id) in (0..).zip(&ids[..4]) {
        at(&mut story, id, seconds * 60);
    }
    // Back at the second, then something is looked up: neither the first nor the fifth is next.
    at(&mut story, &ids[1], 300);
    at(&mut story, &outside, 360);
    let now = running(&story, 400);
    assert_eq!((now.place, now.left_at), (None, Some(1)));
    assert_eq!((&now.next().unwrap().id, &now.previous().unwrap().id), (&ids[2], &ids[1]));
    let (mut story, ids) = started();
    at(&mut story, &outside, 10);
    let now = running(&story, 20);
    assert_eq!((now.next().map(|stop| &stop.id), now.previous()), (Some(&ids[0]), None));
}

#[test]
fn a_break_that_keeps_the_end_says_the_same_end_during_it_and_after() {
    let mut story = Story::new();
    let start = Some(jiff::civil::time(14, 0, 0, 0));
    story.open(WorkshopPlan { agenda: twelve(), start, ..plan(90, &[], EntryFilter::default()) });
    story.say(Change::At { id: twelve()[0].clone(), seconds: 0 });
    let used = 20 * 60;
    story.say(Change::Course { seconds: used, what: Course::Break });
    let end_before = ends_at(&running(&story, used), &story.moment());
    story.wait(15 * 60);
    let now = story.moment();
    let open = story.answers().open_workshop().unwrap();
    let during = running(&story, used).in_break(open, now.now);
    assert_eq!(ends_at(&during, &now), end_before);
    let changes = go_on(open, used, now.now);
    for change in changes {
        story.say(change);
    }
    let after = running(&story, used);
    let said = |running: &WorkshopProgress| behind::sum(running, &now);
    assert_eq!(said(&during), said(&after));
    assert_eq!(after.agenda.minutes, 75);
}

#[test]
fn time_is_told_apart_by_opening_entries_and_closing() {
    let (mut story, ids) = started();
    for (id, seconds) in [(&ids[0], 60), (&ids[1], 200), (&ids[0], 300)] {
        story.say(Change::At { id: id.clone(), seconds });
    }
    story.say(Change::Closing { seconds: 400 });
    story.close(1000);
    let workshop = story.answers().workshops.last().unwrap();
    let stays: Vec<(EntryId, u64)> =
        measured(workshop).into_iter().map(|stay| (stay.id, stay.seconds)).collect();
    assert_eq!(stays, [(ids[0].clone(), 240), (ids[1].clone(), 100)]);
    assert_eq!((opening_seconds(workshop, 1000), closing_seconds(workshop, 1000)), (60, 600));
}

#[test]
fn a_prepared_workshop_begins_on_its_day() {
    let mut story = Story::new();
    let today = story.moment().today;
    let day = |days: i32| today.checked_add(jiff::ToSpan::days(days)).unwrap();
    let mut prepare = |title: &str, day| {
        let plan = WorkshopPlan { title: title.into(), day, ..plan(60, &[], EntryFilter::default()) };
        story.say(Change::Prepare(plan))
    };
    prepare("some day", None);
    prepare("tomorrow", Some(day(1)));
    prepare("yesterday", Some(day(-1)));
    let title = |found: Option<&Workshop>| found.map(|workshop| workshop.plan.title.to_string());
    let answers = story.answers();
    assert_eq!(title(to_begin(answers, today)).as_deref(), Some("some day"));
    assert_eq!(title(to_begin(answers, day(1))).as_deref(), Some("tomorrow"));
    assert_eq!(title(next_prepared(answers, today)).as_deref(), Some("tomorrow"));
    let titles: Vec<&str> = prepared(answers).iter().map(|one| one.plan.title.as_str()).collect();
    assert_eq!(titles, ["yesterday", "tomorrow", "some day"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_second_belongs_to_the_opening_one_entry_or_the_closing(
        steps in proptest::collection::vec((0..6_usize, 0..900_u64), 0..12), closing in proptest::option::of(0..900_u64), last in 0..900_u64,
    ) {
        let (mut story, ids) = started();
        let mut used = 0;
        for (at, more) in steps {
            used += more;
            story.say(Change::At { id: ids[at].clone(), seconds: used });
        }
        if let Some(more) = closing {
            used += more;
            story.say(Change::Closing { seconds: used });
        }
        used += last;
        let workshop = story.answers().open_workshop().unwrap();
        let stays: u64 = stays(workshop, used).iter().map(|stay| stay.seconds).sum();
        let sum = opening_seconds(workshop, used) + stays + closing_seconds(workshop, used);
        prop_assert_eq!(sum, used);
    }
}
