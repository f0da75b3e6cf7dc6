//! The clock by example and by law.

use proptest::prelude::*;

use super::*;
use crate::domain::samples::{Story, capture, item, plan};
use crate::domain::visits::{closing_seconds, stays};
use crate::journal::record::{CaptureKind, EntryFilter, WorkshopPlan};
use crate::pack::model::EntryId;

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn ids() -> Vec<EntryId> {
    (1..=6).map(|no| item(&format!("Build {no}"))).collect()
}

fn open(story: &Story) -> &Workshop {
    story.answers().open_workshop().expect("a workshop is open")
}

fn started() -> Story {
    let mut story = Story::new();
    story.open(WorkshopPlan { agenda: ids(), ..plan(90, &[], EntryFilter::default()) });
    story
}

/// A driver of a workshop from the room view, a second at a time.
struct Driver {
    story: Story,
    clock: Clock,
    uptime: u64,
    awake: u64,
}

impl Driver {
    fn new() -> Driver {
        Driver { story: started(), clock: Clock::new(0, secs(0), TICKING), uptime: 0, awake: 0 }
    }

    fn talk(&mut self, seconds: u64) {
        for _ in 0..seconds {
            self.story.wait(1);
            (self.uptime, self.awake) = (self.uptime + 1, self.awake + 1);
            self.look();
        }
    }

    fn look(&mut self) {
        let used = self.clock.look(secs(self.uptime));
        if let Some(beat) = beat(open(&self.story), used, self.story.moment().now) {
            self.story.say(beat);
        }
    }

    /// The monotonic clock stands still while the machine sleeps.
    fn close_the_lid(&mut self, seconds: i64) {
        self.story.wait(seconds);
    }

    fn step(&mut self, id: &EntryId) {
        let seconds = self.clock.seconds();
        self.story.say(Change::At { id: id.clone(), seconds });
    }

    fn word(&mut self) {
        self.story.say(capture("a", CaptureKind::Risk, None, "The old hash format"));
    }

    fn by_record(&self) -> u64 {
        used_by_record(open(&self.story), self.story.answers())
    }

    fn as_followed(&self) -> u64 {
        used_as_followed(open(&self.story), self.story.answers(), self.story.moment().now)
    }
}

#[test]
fn the_clock_counts_time_awake() {
    let mut clock = Clock::new(100, secs(5), TICKING);
    assert_eq!(clock.look(secs(6)), 101);
    assert_eq!(clock.look(secs(3606)), 111);
    assert_eq!(clock.look(secs(3600)), 111);
    assert_eq!(clock.look(secs(3607)), 112);
}

#[test]
fn who_follows_an_entry_of_forty_minutes_sees_all_of_them() {
    let mut driver = Driver::new();
    driver.step(&ids()[0]);
    driver.talk(40 * 60);
    assert_eq!(driver.as_followed(), 40 * 60);
    let lost = 40 * 60 - driver.by_record();
    assert!(lost < BEAT, "{lost} seconds are lost in a crash");
    // It is one stay at one entry all the same, and twenty lines.
    let workshop = open(&driver.story);
    assert_eq!((workshop.stops.len(), stays(workshop, 2400)[0].seconds), (1, 2400));
    let lines = driver.story.records().filter(|record| matches!(record.change, Change::At { .. })).count();
    assert_eq!(lines, 21);
}

#[test]
fn a_lunch_under_the_lid_does_not_count() {
    let mut driver = Driver::new();
    driver.step(&ids()[0]);
    driver.talk(300);
    driver.close_the_lid(45 * 60);
    assert!(driver.as_followed() <= 300 + BEAT + LATE, "{}", driver.as_followed());
    driver.talk(1);
    assert_eq!((driver.as_followed(), driver.by_record()), (301, 301));
}

#[test]
fn before_the_first_entry_and_while_it_closes_time_is_kept_too() {
    let mut driver = Driver::new();
    driver.talk(600);
    assert_eq!(driver.as_followed(), 600);
    assert!(driver.by_record() > 600 - BEAT);
    driver.step(&ids()[0]);
    driver.talk(10);
    driver.story.say(Change::Closing { seconds: 610 });
    driver.talk(500);
    let workshop = open(&driver.story);
    assert_eq!((workshop.closing, closing_seconds(workshop, 1110)), (Some(610), 500));
    assert_eq!(driver.as_followed(), 1110);
}

#[test]
fn between_typed_lines_people_may_talk_for_long_and_a_night_does_not_count() {
    let mut story = started();
    story.wait(100);
    story.say(Change::At { id: ids()[0].clone(), seconds: 90 });
    story.wait(240);
    story.say(capture("a", CaptureKind::Action, None, "Write the table"));
    story.wait(40 * 60);
    assert_eq!(used_by_record(open(&story), story.answers()), 330);
    assert_eq!(used_as_followed(open(&story), story.answers(), story.moment().now), 330 + 40 * 60);
    story.wait(3600 * 9);
    story.say(capture("b", CaptureKind::Action, None, "Order the contract"));
    assert_eq!(used_by_record(open(&story), story.answers()), 330);
}

#[derive(Debug, Clone)]
enum Event {
    Talk(u64),
    Sleep(i64),
    Step(usize),
    Word,
    Close,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        4 => (0..900_u64).prop_map(Event::Talk),
        1 => (0..20_000_i64).prop_map(Event::Sleep),
        1 => (1..120_i64).prop_map(Event::Sleep),
        2 => (0..6_usize).prop_map(Event::Step),
        1 => Just(Event::Word),
        1 => Just(Event::Close),
    ];
    proptest::collection::vec(event, 0..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_journal_knows_the_time_awake_to_a_beat(events in events()) {
        let mut driver = Driver::new();
        driver.step(&ids()[0]);
        let mut naps = 0;
        for event in events {
            match event {
                Event::Talk(seconds) => {
                    driver.talk(seconds);
                    // A follower sees what the driver sees, however long one entry takes; a nap shorter than a
                    // beat shows for a beat at most.
                    let off = driver.as_followed().abs_diff(driver.awake);
                    prop_assert!(off < BEAT, "{} s off", off);
                    prop_assert!(off == 0 || naps > 0, "{} s off", off);
                }
                Event::Sleep(seconds) => {
                    let before = driver.as_followed();
                    driver.close_the_lid(seconds);
                    naps += u32::from(seconds.unsigned_abs() < BEAT);
                    prop_assert!(driver.as_followed() >= before);
                    prop_assert!(driver.as_followed() <= driver.awake.max(before) + TYPING.as_secs());
                    driver.look();
                }
                Event::Step(at) => driver.step(&ids()[at]),
                Event::Word => driver.word(),
                Event::Close => {
                    let seconds = driver.clock.seconds();
                    driver.story.say(Change::Closing { seconds });
                }
            }
            prop_assert_eq!(driver.clock.seconds(), driver.awake);
            // A crash now costs less than a beat, and no sleep is counted.
            let known = driver.by_record();
            prop_assert!(known <= driver.awake + BEAT && known + BEAT >= driver.awake, "{} of {}", known, driver.awake);
        }
    }

    #[test]
    fn the_clock_never_goes_back(looks in proptest::collection::vec(0..100_000_u64, 0..20)) {
        let mut clock = Clock::new(7, secs(50), TICKING);
        let mut before = 7;
        for now in looks {
            let used = clock.look(secs(now));
            prop_assert!(used >= before && used <= before + TICKING.as_secs());
            before = used;
        }
    }
}
