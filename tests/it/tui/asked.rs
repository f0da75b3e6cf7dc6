//! A question that stands while others write: what *yes* does, and what is said of it, is true when it comes.

use golive::journal::record::{ReviewRecord, Status};
use golive::pack::model::EntryId;
use golive::tui::app::Request;
use golive::tui::host::SaveState;

use super::harness::{Stage, status};

const SIZE: (u16, u16) = (120, 36);
const MUST: &str = "design/tenants-decided";
const SHOULD: &str = "design/domain-decided";
const CHANGED: &str = "the question has changed meanwhile";

fn reviews(stage: &Stage) -> Vec<ReviewRecord> {
    let world = stage.world.borrow();
    world.fold.answers().reviews.iter().map(|closed| closed.review.clone()).collect()
}

/// The form of the first milestone's decision, filled in and asked about.
fn asked(stage: &mut Stage, decision: &str) {
    stage.press("4<s-tab><enter><down><enter>").press(decision).press("<enter><tab><tab>G<enter>");
    stage.sees("Close the review of Demo");
}

#[test]
fn a_review_is_recorded_as_things_are_at_yes() {
    let mut stage = Stage::new(SIZE);
    asked(&mut stage, "<down><down>");
    // No go says nothing about the entries, so its question stays as true as it was.
    stage.others_write("Kim", &[status(MUST, Status::Done, None)]).press("y");
    stage.sees("review r1 recorded: no go, by Ana").misses("Decision · Demo");
    let [review] = reviews(&stage).try_into().expect("one review was closed");
    assert_eq!((review.total, review.settled), (2, 1));
    let left: Vec<&str> =
        review.entries.iter().filter(|seen| seen.why.is_some()).map(|seen| seen.id.as_str()).collect();
    assert_eq!(left, [SHOULD]);
}

#[test]
fn a_review_has_the_number_that_it_got() {
    let mut stage = Stage::new(SIZE);
    asked(&mut stage, "<down><down>");
    let mut other = stage.restarted();
    asked(&mut other, "");
    other.press("y").sees("review r1 recorded: go, by Ana");
    stage.app.news();
    stage.press("y").sees("review r2 recorded: no go, by Ana");
    assert_eq!(reviews(&stage).len(), 2);
}

#[test]
fn a_question_that_is_no_longer_true_is_asked_again() {
    for size in [SIZE, (80, 24), (40, 12)] {
        let mut stage = Stage::new(size);
        asked(&mut stage, "<down>");
        stage.sees("1 entry blocks").others_write("Kim", &[status(MUST, Status::Done, None)]).press("y");
        stage.sees(CHANGED).sees("Sure?").misses("1 entry blocks").sees("[no]");
        assert_eq!(reviews(&stage), []);
        stage.press("y").sees("review r1 recorded: go with");
        assert_eq!(reviews(&stage).len(), 1);
    }
}

#[test]
fn a_capture_with_other_words_is_removed_only_after_another_question() {
    let mut stage = Stage::new(SIZE);
    stage.press("2caWrite the tabel<enter>:captures<enter><enter><down><down><down><enter>");
    stage.sees("Remove the action “Write the tabel”?");
    let mut other = stage.restarted();
    other
        .press("2:captures<enter><enter><down><down><enter><c-u>Ship it<enter><enter><enter>")
        .sees("Ship it");
    stage.app.news();
    stage.press("y").sees(CHANGED).sees("Remove the action “Ship it”?").press("y");
    stage.sees("removed: action: Ship it");
}

/// The form of the only capture at Design 1.
fn captured(stage: &mut Stage) {
    stage.press("2:captures<enter><enter><down><down><enter>").sees("Who").sees("By");
}

#[test]
fn a_capture_keeps_what_somebody_else_has_changed_of_it() {
    let mut stage = Stage::new(SIZE);
    stage.press("2caWrite the tabel<enter>");
    captured(&mut stage);
    let mut other = stage.restarted();
    captured(&mut other);
    other.press("<enter><c-u>Mia<enter>fri<enter>");
    stage.app.news();
    // Only the words were changed here.
    stage.press("<c-u>Write the table<enter><enter><enter>").misses("Sure?").press(":captures<enter>");
    stage.sees("action  Write the table").sees("Mia · Fri 27 Nov");
}

#[test]
fn a_capture_that_both_have_changed_is_asked_about() {
    for size in [SIZE, (80, 24), (40, 12)] {
        let mut stage = Stage::new(size);
        stage.press("2caWrite the tabel<enter>");
        captured(&mut stage);
        let mut other = stage.restarted();
        captured(&mut other);
        other.press("<c-u>Ship it<enter>Mia<enter><enter>");
        stage.app.news();
        stage
            .press("<c-u>Write the table<enter><enter><enter>")
            .sees("It was changed meanwhile")
            .sees("Ship it");
        stage.press("n").sees("Write the table").press("<enter>").sees("Sure?").press("y").misses("Sure?");
        stage.press(":captures<enter>").sees("action  Write the table").sees("Mia");
    }
}

#[test]
fn an_item_keeps_what_somebody_else_has_changed_of_it() {
    let mut stage = Stage::new(SIZE);
    stage.press("2+Agree the nigt<enter><enter><enter><enter><enter>");
    let mut other = stage.restarted();
    let form = |stage: &mut Stage, words: &str| {
        stage.press(":change the item<enter>").sees("Change Design +1").press(words);
    };
    form(&mut stage, "<c-u>Agree the night<enter>");
    other.press("2/nigt<enter>");
    form(&mut other, "<enter><enter><c-u>must<enter><enter><enter>");
    stage.app.news();
    stage.press("<enter><enter><enter><enter>").misses("Sure?").sees("Agree the night").sees("must");
    // The same field: it is asked.
    form(&mut stage, "<c-u>Agree the day<enter>");
    other.app.news();
    form(&mut other, "<c-u>Agree the week<enter><enter><enter><enter><enter>");
    stage.app.news();
    stage.press("<enter><enter><enter><enter>").sees("It was changed meanwhile: must, “Agree the week”");
    stage.press("y").sees("Agree the day").misses("Sure?").misses("Change Design +1");
}

#[test]
fn what_was_removed_meanwhile_is_not_removed_again() {
    let mut stage = Stage::new(SIZE);
    stage.press("2+Agree the night<enter><enter><enter><enter><enter>:remove the item<enter>").sees("Sure?");
    let mut other = stage.restarted();
    other.press("2/night<enter>:remove the item<enter>y").sees("removed Design +1");
    stage.app.news();
    stage.press("y").sees("was removed meanwhile").misses("Sure?");
}

#[test]
fn a_workshop_that_was_begun_meanwhile_is_not_dropped() {
    let mut stage = Stage::new((100, 30));
    stage.press("5ns").sees("Ready to open").press("gx").sees("Delete the prepared workshop");
    let mut other = stage.restarted();
    other.press("5go<enter>").sees("entry 1 of");
    stage.app.news();
    stage.press("y").sees("this workshop is no longer prepared");
    let world = stage.world.borrow();
    assert!(world.fold.answers().open_workshop().is_some(), "it still runs");
}

#[test]
fn what_could_not_be_saved_while_the_end_was_asked_about_is_asked_about() {
    let mut stage = Stage::new(SIZE);
    stage
        .press("5ns")
        .press("go<enter>")
        .sees("entry 1 of")
        .press("<esc>q")
        .sees("The workshop is still open");
    stage.world.borrow_mut().save = Some(SaveState::NotSaved("the disk is full".into()));
    stage.press("y").sees("the disk is full. Quit anyway").sees(CHANGED);
    assert!(!stage.requests.contains(&Request::Quit));
    stage.press("y");
    assert!(stage.requests.contains(&Request::Quit));
}

#[test]
fn marks_go_with_what_was_settled_and_the_cursor_stays_at_its_entry() {
    let mut stage = Stage::new(SIZE);
    stage.press("4D<down><enter><down><enter><tab>m").sees("1 marked");
    let at_cursor = |stage: &Stage| stage.row_with(" ▌");
    assert!(at_cursor(&stage).contains("Login domain decided"), "{}", stage.text());
    stage.others_write("Kim", &[status(MUST, Status::Done, None)]);
    stage.misses("marked").sees("0 of 1 have both");
    assert!(at_cursor(&stage).contains("Login domain decided"), "{}", stage.text());
    // What is there again pushes nothing under the cursor, neither at an entry nor below them.
    stage.others_write("Kim", &[status(MUST, Status::Todo, None)]).sees("0 of 2 have both");
    assert!(at_cursor(&stage).contains("Login domain decided"), "{}", stage.text());
    stage.press("G");
    assert!(at_cursor(&stage).contains("Close the review"), "{}", stage.text());
    for status_now in [Status::Done, Status::Todo] {
        stage.others_write("Kim", &[status(MUST, status_now, None)]);
        assert!(at_cursor(&stage).contains("Close the review"), "{}", stage.text());
    }
    // A person goes to what is left, and to nothing that left the list.
    stage
        .press("<s-tab><tab><tab>mm")
        .sees("2 marked")
        .others_write("Kim", &[status(MUST, Status::Done, None)]);
    stage.sees("1 marked").press("oMia<enter>");
    let world = stage.world.borrow();
    let owner = |id: &str| {
        world.fold.answers().entry(&EntryId::new(id)).and_then(|said| said.owner().map(ToString::to_string))
    };
    assert_eq!((owner(MUST), owner(SHOULD).as_deref()), (None, Some("Mia")));
}
