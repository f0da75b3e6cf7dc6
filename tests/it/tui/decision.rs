//! From the critical check to a closed review, and what has changed since.

use golive::journal::record::{Change, CriticalCheck, Decision, ReviewRecord, Status, Verdict};
use golive::text::Text;

use super::harness::{Stage, status};

const SIZE: (u16, u16) = (120, 36);
const MUST: &str = "design/tenants-decided";

/// The review that was closed last.
fn closed(stage: &Stage) -> ReviewRecord {
    let world = stage.world.borrow();
    world.fold.answers().reviews.last().expect("a review was closed").review.clone()
}

/// Closes a review of the first milestone without the check.
fn close(stage: &mut Stage, decision: &str) {
    stage.press("4<s-tab><enter><down><enter>").press(decision).press("<enter><tab><tab>");
    stage.press("G<enter>");
}

#[test]
fn the_critical_check_is_read_entry_by_entry_and_kept_with_the_review() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<right><s-tab>").sees("critical check");
    stage.press("<enter>").sees("First the critical check").press("<enter>");
    stage.sees("1 of 2").sees("Are all users there?").press("<space>").sees("Deploy 2 is done");
    stage.press("<right>").sees("2 of 2").sees("Factors").press("<right>");
    stage.sees("1 of 2 critical entries not settled: Factors.");
    stage.press("<enter><c-u>Ana, Ben<enter>").sees("Decision · Go-live").sees("Ana, Ben");
    stage.press("<esc>").sees("2 of 2");
    stage.press("<enter>").sees("critical check done, 1 not settled").press("<enter>");
    stage.press("<down><down><enter><enter>G<enter>y");
    let review = closed(&stage);
    let check = review.critical.expect("the check is kept with the review");
    let expected = CriticalCheck {
        seconds: 1,
        people: vec!["Ana".into(), "Ben".into()],
        looked_at: 2,
        open: vec!["main/p1/login/factors".into()],
    };
    assert_eq!(check, expected);
    assert_eq!(review.decision, Some(Decision::NoGo));
    stage.sees("critical check");
}

#[test]
fn a_prompt_stands_under_the_popup_that_it_belongs_to() {
    for size in [SIZE, (100, 30), (80, 24), (40, 12)] {
        let mut stage = Stage::new(size);
        stage.press("4<right>:critical check<enter>b").sees("Blocked by what?").sees("Are all users there?");
        stage.misses("Must").press("<esc>").sees("Are all users there?").press("<right><esc>").sees("Sure?");
        stage.sees("Critical check").press("y").sees("Must");
    }
    let mut stage = Stage::new((80, 24));
    stage.press("4<right>:close the<enter><down><enter><tab><tab><down>o").sees("Owner · Deploy 1");
    stage.sees("What is left, each with owner and date").misses("Must: these block");
    let row = stage.row_with("Production tenant ready");
    assert!(row.starts_with(" ▌"), "the row that is asked about is in view: {row}");
    // If there is no room for both, the one in front has it.
    stage.resize(20, 5).press("Mia<enter>").resize(80, 24).sees("Mia");
}

#[test]
fn leaving_a_check_that_was_begun_asks() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<right>:critical check<enter>").sees("1 of 2").press("<esc>").sees("Must: these block");
    stage.press(":critical check<enter><right><esc>").sees("2 of 2 have been read").press("n").sees("2 of 2");
    stage.press("<esc>y").sees("Must: these block");
}

#[test]
fn closing_records_the_decision_beside_what_was_found() {
    let mut stage = Stage::new(SIZE);
    close(&mut stage, "<down>");
    stage.sees("Close the review of Demo: go with conditions? 1 entry blocks it.");
    stage.sees("2 of the 2 entries left have no owner or no").sees("a review cannot be undone").press("y");
    stage.sees("review r1 recorded: go with conditions, by Ana; it cannot be undone");
    let review = closed(&stage);
    assert_eq!(review.decision, Some(Decision::GoWithConditions));
    assert_eq!(review.by, ["Ana"]);
    assert_eq!((review.verdict, review.total, review.settled), (Verdict::NotReady, 2, 0));
    stage.sees("Since review 1").sees("go with conditions").sees("◆ Demo");
    stage.press("u");
    let text = stage.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let words = "cannot undo your latest change: review of Demo";
    assert!(
        text.contains(words) && text.contains("; a review stays as it was closed: close another one"),
        "{text}"
    );
    assert!(!text.contains("not undone"), "{text}");
}

#[test]
fn undo_in_the_form_takes_back_what_was_given_there_and_is_text_among_the_names() {
    for size in [SIZE, (80, 24), (40, 12)] {
        let mut stage = Stage::new(size);
        stage.press("4<right>:close the<enter><down><enter><tab><tab><down>oMia<enter>").sees("Mia");
        stage.press("u").sees("undone: ").sees("Decision · Go-live");
        let named = stage.text().lines().filter(|row| row.contains("Mia")).count();
        assert!(named <= 1, "only the message names her: {}", stage.text());
        stage.press("U").sees("redone: ").press("<s-tab><tab><c-u>u").sees("Decision · Go-live");
        let is_typed = |row: &str| row.trim_matches([' ', '▌']) == "u";
        assert!(stage.text().lines().any(is_typed), "{}", stage.text());
    }
}

#[test]
fn a_decision_needs_to_be_made_and_somebody_who_makes_it() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<s-tab><enter><down><enter>G<enter>").sees("choose a decision first");
    stage.press("<enter><c-u><down>G<enter>").sees("enter who decided");
    stage.press("ben<enter><esc>").sees("Leave without closing the review?").press("n").sees("ben");
    stage.press("<esc>y").sees("Must: these block");
    assert!(stage.world.borrow().fold.answers().reviews.is_empty());
}

#[test]
fn conditions_get_owner_and_date_on_the_spot() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<s-tab><enter><down><enter><tab><tab><enter>").sees("Who owns it, and by when · Design 1");
    stage.press("Mia<enter>fri<enter>").sees("Design 1 is owned by Mia, is due Fri 27 Nov");
    assert!(stage.row_with("must  Mia").ends_with("27 Nov"), "{}", stage.text());
    stage.press("<down>oBen<enter>");
    assert!(stage.row_with("Login domain decided").contains("Ben"), "{}", stage.text());
}

#[test]
fn the_comparison_names_what_has_changed_since_a_review() {
    let mut stage = Stage::new(SIZE);
    close(&mut stage, "<down><down>");
    stage.press("y<esc><space>jb").press("waits for legal<enter>").press(":since the<enter>");
    stage
        .sees("Since review 1, Fri 20 Nov")
        .sees("until now · ◆ Demo")
        .sees("Review 1 found it not ready: 2 of 2");
    stage.sees("Decided: no go, by Ana.").sees("Now 1 of 2 are left.").sees("Newly settled");
    stage.sees("never answered → done").sees("never answered → blocked: waits for legal");
    stage.press("<enter>").sees("How many tenants do we need?").press("<esc>").sees("Newly settled");
    stage.press("<tab>").sees("this is the latest review");
    stage.press("<esc>");
    close(&mut stage, "");
    stage.press("y").sees("Since review 2").press(":since the<enter>").sees("Nothing has changed.");
    stage.press("<left>").sees("Since review 1").press("<tab>").sees("until review 2, Fri 20 Nov");
    stage.press("<tab>").sees("until now");
}

#[test]
fn what_a_question_has_set_aside_is_told_with_its_reason() {
    let mut stage = Stage::new(SIZE);
    stage
        .press("4<right><s-tab><enter><down><enter><down><down><enter><tab><tab>G<enter>y")
        .sees("Since review 1");
    stage.press(":project questions<enter>n<esc>:since the<enter>").sees("Set aside ──");
    let row = stage.row_with("Deploy 2");
    assert!(row.ends_with("No existing users"), "{row}");
    stage.misses("No longer looked at");
}

#[test]
fn closed_reviews_are_listed_with_their_decisions() {
    let mut stage = Stage::new(SIZE);
    stage.press("4:reviews<enter>").sees("no review was closed yet");
    close(&mut stage, "");
    stage.press("y:reviews<enter>").sees("r1  go · Demo · 2 of 2 left").sees("Ana · Fri 20 Nov");
    stage.press("<enter>").sees("Since review 1");
}

#[test]
fn the_chart_has_the_weeks_the_target_and_the_base_of_its_sentence() {
    let target = Change::Target { id: "main/p1/demo".into(), day: Some("2026-12-15".parse().unwrap()) };
    let mut stage = Stage::after(SIZE, &[("Ben", status(MUST, Status::Done, None)), ("Ben", target)]);
    stage.press("4:chart<enter>").sees("1 entry settled since Mon 16 Nov: too few so far for a forecast");
    stage.sees("1 of 2 left").sees("target 15 Dec").sees("16 Nov").sees("█████");
    stage.press("t").sees("Target date · Demo").press("<c-u><enter>").misses("target 15 Dec");
    for size in [(80, 24), (40, 12), (20, 5)] {
        stage.resize(size.0, size.1);
        stage.text();
    }
}

#[test]
fn names_are_kept_as_they_are_written() {
    let mut stage = Stage::new((80, 24));
    stage.press("4<s-tab><enter><down><enter><enter><c-u>Kim Li, an<tab>").sees("Kim Li, Ana");
    stage.press(", ANA, ben<enter>G<enter>y");
    assert_eq!(closed(&stage).by, ["Kim Li", "Ana", "ben"].map(Text::line));
}

#[test]
fn several_conditions_get_a_person_and_a_day_at_once() {
    let mut stage = Stage::new(SIZE);
    stage.press("4D<down><enter><down><enter>").sees("0 of 2 have both");
    stage.press("<tab>A").sees("2 marked").press("@").sees("Person and day · 2 entries");
    stage.press("@mia wed 25 nov").sees("who mia · by Wed 25 Nov, in 5 days").press("<enter>");
    stage.sees("2 of 2 have both").sees("2 entries are owned by mia");
    assert!(stage.row_with("Design 2").contains("mia"), "{}", stage.text());
    // One of them alone: what is not said stays.
    stage.press("m").sees("1 marked").press("@fri<enter>").sees("2 of 2 have both");
    assert!(stage.row_with("Design 1").ends_with("27 Nov"), "{}", stage.text());
}

#[test]
fn what_a_condition_has_already_stays_if_several_are_given_a_person_and_a_day() {
    let mut stage = Stage::new(SIZE);
    stage.press("4D<down><enter><down><enter><tab>AA@@zofia<enter>").sees("0 of 2 have both");
    stage.press("A").sees("2 marked").press("@").sees("what an entry has already stays");
    stage.press("@mia wed 25 nov<enter>").sees("2 of 2 have both");
    let (one, two) = (stage.row_with("Design 1"), stage.row_with("Design 2"));
    assert!([&one, &two].iter().any(|row| row.contains("zofia") && row.contains("25 Nov")), "{one}\n{two}");
    assert!([&one, &two].iter().any(|row| row.contains("mia") && row.contains("25 Nov")), "{one}\n{two}");
}

/// A review of the first milestone that was closed with two conditions, both Mia's, one by Wed 25 Nov.
fn with_conditions() -> Stage {
    let mut stage = Stage::new(SIZE);
    stage.press("4D<down><enter><down><enter><tab>A@@mia wed 25 nov<enter>");
    stage.press("<s-tab><down><enter><tab><tab>G<enter>y").sees("review r1 recorded");
    stage
}

#[test]
fn the_conditions_of_a_review_are_looked_at_and_answered() {
    let mut stage = with_conditions();
    stage.press("O").sees("Conditions of review 1").sees("Demo, Fri 20 Nov, go with conditions, by Ana");
    stage.sees("0 of 2 are met, 2 are open").sees("Wed 25 Nov");
    stage.press("<space>").sees("1 of 2 is met, 1 is open").sees("Met ──");
    stage.press("y").sees("copied").press("<esc>1").sees("Conditions of review 1").sees("1 of 2 met");
    for size in [(80, 24), (40, 12), (20, 5)] {
        stage.press("4").resize(size.0, size.1).press("O").text();
        stage.press("<esc>");
    }
    stage.resize(80, 24).press("4O").sees("promised by mia on Fri 20 Nov for Wed 25 Nov, never moved");
}

/// What is said at the end is read to its end, and nobody is said to have promised a day that was past.
#[test]
fn a_review_that_is_closed_with_late_conditions_says_all_of_it() {
    let mut stage = Stage::new((80, 24));
    stage.press("4D<down><enter><down><enter><tab>A@@mia 2026-11-18<enter>");
    stage.press("<s-tab><down><enter><tab><tab>G<enter>y");
    stage.sees("review r1 recorded: go with conditions, by Ana").sees("it cannot be undone");
    stage.press("4O").sees("promised by mia on Fri 20 Nov, late already: due Wed 18 Nov");
}

#[test]
fn without_conditions_the_review_says_so() {
    Stage::new(SIZE).press("4O").sees("no review was closed with conditions");
}
