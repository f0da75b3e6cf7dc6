//! The room where things go wrong: over time, names in many spellings, what is not undone, days of next year.

use std::time::Duration;

use golive::journal::record::{Change, Course, Person};

use super::harness::Stage;

fn room(size: (u16, u16), people: &str) -> Stage {
    let mut stage = Stage::new(size);
    stage.press(&format!("5ni<enter><enter><enter>{people}<enter><enter><enter>o<enter>"));
    stage
}

/// Somebody presses a key now and then: after an hour without one the clock would wait.
fn pass(stage: &mut Stage, minutes: u64) {
    for second in 0..minutes * 60 {
        if second % 1800 == 0 {
            stage.press("<up>");
        }
        stage.world.borrow_mut().uptime += Duration::from_secs(1);
        stage.app.news();
    }
}

fn people(stage: &Stage) -> Vec<String> {
    let world = stage.world.borrow();
    let open = world.fold.answers().open_workshop().expect("a workshop is open");
    open.present().map(Person::phrase).collect()
}

#[test]
fn over_time_the_end_that_was_agreed_stays_and_the_overtime_is_said() {
    let mut stage = room((120, 36), "Ana:architect");
    stage.sees("closing, end 18:12");
    pass(&mut stage, 95);
    // The wall clock of the test stands at 16:42, so that the end was five minutes before it.
    stage.sees("end 16:37, 5 min over").misses("closing, end");
    stage.press("A").sees("5 min over, the end was 16:37").press("<esc>");
    stage.press("T").sees("16:37").sees("5 min over; a time of day, 11:40").press("<esc>");
    stage.press("T+10<enter>").sees("closing, end 16:47").misses("min over");
}

#[test]
fn somebody_who_comes_may_be_typed_with_the_role_as_everywhere() {
    let mut stage = room((80, 24), "Ana:architect");
    stage
        .press("P<down><enter>")
        .sees("Who is here now?")
        .press("Sam:support")
        .sees("Sam (support), a new name");
    stage.press("<enter><enter>");
    stage.press("P<down><down><enter>Kim, Zoë:security<enter>developer<enter>");
    assert_eq!(people(&stage), ["Ana (architect)", "Sam (support)", "Kim (developer)", "Zoë (security)"]);
    // Accents may be left out, and nobody is there twice.
    stage
        .press("P<down><down><down><down><enter>zoe")
        .sees("Zoë, known here")
        .press("<enter>branding<enter>");
    assert_eq!(people(&stage).last().map(String::as_str), Some("Zoë (branding)"));
    stage.press("caWrite it @zo").sees("who Zoë").press("e").sees("who Zoë").press("<enter>");
    let mut stage = Stage::new((80, 24));
    stage
        .press("5nP<enter>")
        .press("Sam:support<enter><enter>")
        .sees("Sam")
        .sees("support")
        .sees("Add somebody");
}

#[test]
fn counting_hands_asks_before_it_drops_what_some_have_said() {
    let mut stage = room((100, 30), "Ana, Ben, Mia");
    stage.press("Oyn#").sees("Count hands instead? What 2 have said is dropped.");
    stage.press("<enter>").sees("2 of 3 have said");
    stage
        .press("#y")
        .sees("How many hands?")
        .press("4 2 1<enter>")
        .sees("4 yes, 2 no, 1 unsure")
        .sees("Enter done");
    let hands = |stage: &Stage| {
        let world = stage.world.borrow();
        world.fold.records().filter(|record| matches!(record.change, Change::Hands(_))).count()
    };
    assert_eq!(hands(&stage), 1);
    // Where nobody has said anything nothing is asked.
    stage.press("<esc>O#").sees("How many hands?");
}

#[test]
fn undo_after_putting_off_says_what_to_do_instead() {
    for size in [(120, 36), (80, 24)] {
        let mut stage = room(size, "Ana");
        stage.press("A<down>x<esc>u");
        let text = stage.text().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("cannot undo your latest change: put off"), "{text}");
        assert!(text.contains("; add it again on the room's agenda, or with `add` in the walk"), "{text}");
        let world = stage.world.borrow();
        let is_put_off =
            |change: &Change| matches!(change, Change::Course { what: Course::PutOff { .. }, .. });
        assert_eq!(world.fold.records().filter(|record| is_put_off(&record.change)).count(), 1);
    }
}

#[test]
fn a_day_that_is_past_this_year_is_shown_as_one_of_next_year_before_it_is_kept() {
    let mut stage = room((80, 24), "Ana");
    stage.press("caWrite it 19 nov").sees("by Fri 19 Nov 2027, next year").press("<enter>");
    stage.press("<tab><tab>").sees("Who does it?").press("19 nov").sees("by Fri 19 Nov 2027, next year");
    stage
        .press("<c-u><esc><tab><enter>19 nov 10:00")
        .sees("Fri 19 Nov 2027, 10:00; next year: 19 Nov of this year is past");
    stage.press("<c-u>32 nov 10:00").sees("`32 nov 10:00` is not a date");
    stage.press("<c-u>fri 10:00").sees("Fri 27 Nov, 10:00");
}

#[test]
fn the_third_page_of_the_closing_names_the_entries_in_a_small_pane() {
    let mut stage = room((40, 12), "Ana");
    stage.press("cqWho pays?<enter>caDraw it<enter>cdOne<enter>crLate<enter><tab><enter><esc><tab>");
    stage.sees("3 of 3").sees("Design 1");
    let row = stage.row_with("Design 1");
    assert!(row.contains("must"), "{row}");
    // What there is no room for when a decision is read is not passed over without a sign.
    let mut stage = room((40, 12), "Ana, Ben");
    let long = "One tenant for production, and one for test and development";
    stage.press(&format!("cd{long}<enter>Oyn<esc>coToo few for support @ben<enter><tab>")).sees("…");
}

#[test]
fn over_time_is_said_in_the_smallest_head() {
    let mut stage = room((40, 12), "Ana");
    pass(&mut stage, 95);
    stage.sees("5 min over").press("T+20<enter>").misses("min over");
}

#[test]
fn the_statement_that_is_asked_is_gone_on_with() {
    let mut stage = room((100, 30), "Ana, Ben");
    stage.press("cdOne tenant<enter>Oe each<enter>").sees("One tenant each");
}

#[test]
fn other_words_for_a_decision_say_that_the_hands_stay() {
    let mut stage = room((100, 30), "Ana, Ben");
    stage.press("cdOne tenant<enter>Oyn<esc><tab>e").sees("the hands stay with the words that were asked");
    stage.press("<c-u>Two tenants<enter><enter><enter>").sees("asked: One tenant");
    // Hands on the new words are read beside the first, and take nothing away.
    stage.press("<esc>O#2 0 0<enter><esc><tab>");
    stage.sees("1 yes (Ana), 1 no (Ben); asked: One tenant").sees("2 yes");
}

#[test]
fn the_answer_stands_in_one_row_of_the_projector_whatever_the_length_of_the_question() {
    for size in [(120, 36), (160, 50), (200, 60)] {
        let mut driver = room(size, "Ana:architect, Ben:developer");
        let mut rows = Vec::new();
        for _ in 0..6 {
            let wall = driver.follower();
            // Only entries whose questions have large letters.
            if wall.text().contains('█') || wall.text().contains('▀') {
                rows.push(wall.rows().iter().position(|row| row.contains("Our answer")));
            }
            driver.press("<right>");
        }
        let count = rows.len();
        rows.dedup();
        assert!(count > 3 && rows.len() == 1, "{size:?}: {rows:?} of {count}");
    }
}

#[test]
fn a_small_projector_has_the_answer_bold_and_no_keys() {
    let mut driver = room((80, 24), "Ben:developer");
    driver.press("GeOne tenant.<tab>").sees("c a  asks them");
    let mut wall = driver.follower();
    wall.sees("who asks them?").misses("c a  asks").misses("good to know");
    assert!(wall.heavy().iter().any(|words| words.contains("One tenant.")), "{:?}", wall.heavy());
}
