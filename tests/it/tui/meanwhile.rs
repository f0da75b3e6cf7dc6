//! Two people at one answer: nobody's words are replaced unseen. And undo, which undoes what was done last.

use std::fmt::Write as _;

use golive::journal::record::{Change, Known, Status};
use golive::pack::model::{EntryId, QuestionId};
use golive::text::Text;
use golive::tui::theme::Signs;

use super::harness::{Stage, status};
use crate::expected;

fn note(words: &str) -> Change {
    Change::Note { id: EntryId::new(DESIGN_1), text: Text::block(words) }
}

const DESIGN_1: &str = "design/tenants-decided";

/// Ana types an answer to Design 1 while Kim saves one.
fn both_typed(size: (u16, u16)) -> Stage {
    let mut stage = Stage::new(size);
    stage.press("2/Design 1<enter>eTwo tenants.").others_write("Kim", &[note("One tenant for all.")]);
    stage.press("<tab>");
    stage
}

fn notes(stage: &Stage) -> Vec<String> {
    let world = stage.world.borrow();
    let said = world.fold.answers().entry(&EntryId::new(DESIGN_1)).expect("it is answered");
    let mut all = vec![said.note().expect("it has words").to_string()];
    all.extend(said.note.rival().map(|write| write.value.to_string()));
    all
}

#[test]
fn an_answer_that_came_meanwhile_is_asked_about_and_nothing_is_saved_before() {
    let mut stage = both_typed((80, 24));
    stage.sees("Kim answered meanwhile").sees("One tenant for all.").sees("yours  Two tenants.");
    stage.sees("nothing is saved yet").sees("Keep yours");
    assert_eq!(notes(&stage), ["One tenant for all."]);
    // Back to the text, with every letter of it; and once more.
    stage.press("<esc>!<tab>").sees("yours  Two tenants.!");
    stage.press("y").misses("answered meanwhile").misses("Our answer ·");
    assert_eq!(notes(&stage), ["Two tenants.!"]);
}

#[test]
fn an_answer_that_came_while_it_was_asked_is_asked_about_too() {
    for key in ["y", "t", "b", "s"] {
        let mut stage = both_typed((80, 24));
        stage.others_write("Mia", &[note("Three of them.")]).press(key);
        stage.sees("Mia answered meanwhile").sees("Three of them.").sees("yours  Two tenants.");
        assert_eq!(notes(&stage), ["Three of them."]);
    }
    let mut stage = both_typed((80, 24));
    stage.others_write("Mia", &[note("Three of them.")]).press("yy").misses("answered meanwhile");
    assert_eq!(notes(&stage), ["Two tenants."]);
    // Theirs is gone: the text is there with every letter, and nothing is in its way.
    let mut stage = both_typed((80, 24));
    stage.others_write("Kim", &[note("")]).press("t").sees("their answer was undone meanwhile");
    stage.sees("Our answer · Design 1").sees("Two tenants.").press("<tab>").misses("answered meanwhile");
    assert_eq!(notes(&stage), ["Two tenants."]);
}

#[test]
fn theirs_can_stay() {
    let mut stage = both_typed((80, 24));
    stage.press("t").sees("Kim's answer stays, yours is thrown away").misses("Our answer ·");
    assert_eq!(notes(&stage), ["One tenant for all."]);
}

#[test]
fn both_become_one_text_to_edit() {
    let mut stage = both_typed((80, 24));
    stage.press("b").sees("Our answer · Design 1").press(" Agreed.<tab>").misses("answered meanwhile");
    assert_eq!(notes(&stage), ["One tenant for all.\n\nTwo tenants. Agreed."]);
}

#[test]
fn both_can_stand_as_two_answers_until_somebody_answers_again() {
    let mut stage = both_typed((80, 24));
    stage.press("s").sees("two answers now");
    assert_eq!(notes(&stage), ["Two tenants.", "One tenant for all."]);
    stage.press("e<bs><bs>!<tab>").misses("answered meanwhile");
    assert_eq!(notes(&stage).len(), 1);
}

#[test]
fn the_question_is_readable_at_every_size() {
    let mut pictures = String::new();
    for size in [(120, 36), (80, 24), (60, 18), (40, 12)] {
        let mut stage = both_typed(size);
        stage
            .sees("One tenant")
            .sees("Keep yours")
            .sees("Keep Kim's")
            .sees("Keep both")
            .sees("Let both stand");
        _ = writeln!(pictures, "== {}x{}\n{}", size.0, size.1, stage.text());
        stage.press("s");
        _ = writeln!(pictures, "== {}x{} two answers\n{}", size.0, size.1, stage.text());
    }
    let path = "tests/it/tui/screens/popup-meanwhile.txt";
    let wrong = expected::difference(path.as_ref(), &pictures);
    assert!(wrong.is_none(), "{}", wrong.unwrap_or_default());
}

#[test]
fn forms_and_the_editor_ask_too() {
    let mut stage = Stage::new((80, 24));
    let id = EntryId::new(DESIGN_1);
    stage.press("2/Design 1<enter>oAna");
    stage
        .others_write("Kim", &[Change::Owner { id: id.clone(), owner: Some("Mia".into()) }])
        .press("<enter>");
    stage.sees("Kim answered meanwhile").sees("owned by Mia").sees("owned by Ana").misses("Keep both");
    stage.press("y").sees("Design 1 is owned by Ana");

    stage.press("bthe keys");
    stage.others_write("Kim", &[status(DESIGN_1, Status::Done, None)]).press("<enter>");
    stage.sees("Kim answered meanwhile").sees("blocked: the keys").press("<esc>").sees("Blocked by what?");
    stage.press("<enter>t").sees("Kim's answer stays");
    assert!(stage.text().contains("1 ✓ Number of tenants"), "{}", stage.text());

    stage.world.borrow_mut().edited = Some("From the editor.\n".to_owned());
    stage.world.borrow_mut().while_editing = vec![("Kim".to_owned(), note("Meanwhile."))];
    stage.press("E").sees("Kim answered meanwhile").sees("From the editor.");
    stage.press("y");
    assert_eq!(notes(&stage), ["From the editor."]);
}

#[test]
fn undo_takes_back_a_private_note_and_not_what_was_done_before_it() {
    let mut stage = Stage::new((80, 24));
    stage.press("2/Design 1<enter><space>/Design 2<enter>NBen is unsure.<tab>");
    stage.sees("saved: private note at Design 2").sees("u undo");
    stage.press("<enter>").sees("Ben is unsure.").press("<esc>");
    stage.press("u").sees("undone: private note at Design 2");
    stage.press("<enter>").misses("Ben is unsure.").press("<esc>");
    stage.press("u").sees("undone: Design 1 is done");
    stage.press("U").sees("redone: Design 1 is done").press("U").sees("redone: private note at Design 2");
    stage.press("<enter>").sees("Ben is unsure.").press("<esc>u").sees("undone: private note at Design 2");
    // Another change ends what can be redone.
    stage.press("dU").sees("there is nothing to redo for Ana");
}

#[test]
fn the_footer_offers_undo_only_for_what_it_would_take_back() {
    let mut stage = Stage::new((120, 36));
    stage.press("2/Design 1<enter>").misses("u undo").press("u").sees("there is nothing to undo for Ana");
    stage.press("dj").sees("u undo").press("uj").misses("u undo");
}

#[test]
fn what_was_half_typed_comes_back_after_a_hang_up() {
    let mut stage = Stage::new((80, 24));
    stage.press("2/Design 1<enter>eOne tenant<enter>for all");
    stage.app.keep_half_typed();
    // The next start offers it, and another hang-up loses nothing of it.
    let mut stage = stage.restarted();
    stage
        .sees("Our answer · Design 1")
        .sees("One tenant")
        .sees("for all")
        .sees("typed before the terminal closed");
    stage.press(".").app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("for all.").press("<tab>").misses("Our answer ·");
    assert_eq!(notes(&stage), ["One tenant\nfor all."]);
    let mut stage = stage.restarted();
    stage.misses("typed before").misses("Our answer ·");
    // Thrown away is gone; a line of a capture and a private note come back, too.
    stage.press("2/Design 1<enter>NOnly for me");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("Private note · Design 1").sees("Only for me").press("<esc><down><down><enter>");
    let mut stage = stage.restarted();
    stage.misses("Only for me").press("2/Design 1<enter>caWrite the table @le");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("Write the table @le").press("na<enter>").sees("Write the table");
    stage.restarted().misses("typed before");
}

#[test]
fn half_typed_words_replace_nothing_that_was_answered_meanwhile() {
    let mut stage = Stage::new((100, 30));
    stage.press("2/Design 1<enter>eOne tenant");
    stage.app.keep_half_typed();
    // It goes on in a second start, that one ends likewise, and Ben answers before anybody is back.
    let mut stage = stage.restarted();
    stage.press("<end> for each country");
    stage.app.keep_half_typed();
    stage.others_write("Ben", &[note("Two tenants")]);
    let mut stage = stage.restarted();
    stage.sees("One tenant for each country").press("<tab>").sees("Ben answered meanwhile");
    stage.press("s").misses("Our answer ·");
    assert!(notes(&stage).contains(&"One tenant for each country".to_owned()));
}

#[test]
fn half_filled_forms_come_back_after_a_hang_up() {
    let mut stage = Stage::new((100, 30));
    stage.press("2/Design 1<enter>wToo early<enter>Kim");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("Waive · Design 1").sees("Too early").sees("Kim").sees("typed before the terminal closed");
    stage.press("<enter><enter>2027-01-31<enter>").misses("Waive ·");
    let reason = |stage: &Stage| {
        let world = stage.world.borrow();
        let said = world.fold.answers().entry(&EntryId::new("design/tenants-decided"))?;
        Some(said.answer()?.reason.clone()?.to_string())
    };
    assert_eq!(reason(&stage).as_deref(), Some("Too early"));
    stage.restarted().misses("typed before");
    // A reason, and what was captured before; a decision with a form over it keeps both.
    stage.press("/Design 2<enter>bBen's answer");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("Blocked by what? · Design 2").sees("Ben's answer").press("<esc><down><down><enter>");
    let mut stage = stage.restarted();
    stage.misses("Ben's answer").press("4D<down><enter><tab>, Kim");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("Decision · Demo").sees("Ana, Kim").sees("not recorded yet");
}

#[test]
fn half_filled_forms_of_the_project_come_back_too() {
    let mut stage = Stage::demo((100, 30), Signs::Rich);
    let answer = |id: &str, answer| Change::Question { id: QuestionId::new(id), answer };
    let said = [("own-credentials", Known::Yes), ("passkeys", Known::Yes), ("custom-domain", Known::No)];
    stage.others_write("Ben", &said.map(|(id, known)| answer(id, known)));
    stage.press(":project questions<enter>rA new brand");
    stage.app.keep_half_typed();
    let mut stage = stage.demo_restarted();
    stage.sees("Leave it so: why?").sees("A new brand").press(" in May<enter>");
    stage.press(":project questions<enter>G").sees("A new brand in May").press("<esc>");
    stage.press(":rename<enter> and shop");
    stage.app.keep_half_typed();
    let mut stage = stage.demo_restarted();
    stage.sees("Rename the project").sees("and shop").press("<enter>").sees("and shop");
    stage.press("2+Penetration test ordered");
    stage.app.keep_half_typed();
    let mut stage = stage.demo_restarted();
    stage.sees("Add an item").sees("Penetration test ordered").press("<enter><enter><enter><enter><enter>");
    stage.sees("Penetration test ordered").misses("Add an item");
    stage.demo_restarted().misses("typed before");
}

#[test]
fn several_half_typed_texts_wait_for_each_other() {
    let mut stage = Stage::new((100, 30));
    stage.press("2/Design 1<enter>eOne tenant");
    stage.app.keep_half_typed();
    stage.press("<esc><down><down><enter>/Design 2<enter>eThe root domain");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("One tenant").press("<tab>");
    let mut stage = stage.restarted();
    stage.sees("The root domain").press("<tab>");
    let world = stage.world.borrow();
    let second = world.fold.answers().entry(&EntryId::new("design/domain-decided")).unwrap();
    assert_eq!(second.note().unwrap().as_str(), "The root domain");
    drop(world);
    assert_eq!(notes(&stage), ["One tenant"]);
    stage.restarted().misses("typed before");
}

#[test]
fn a_new_project_that_was_half_typed_comes_back_also_without_any_project() {
    let mut stage = Stage::new((80, 24));
    stage.press(":new project<enter>Fabrikam shop");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("New project").sees("Fabrikam shop").sees("typed before the terminal closed");
    stage.press("<esc>y").misses("New project ─");
    stage.restarted().misses("typed before");
}

#[test]
fn a_workshop_that_was_half_prepared_comes_back_with_its_form() {
    let mut stage = Stage::new((100, 30));
    stage.press("5n").sees("Agenda").press("i<c-u>Security day<enter>");
    stage.sees("The workshop ─").app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("The workshop ─").sees("Security day").sees("prepared before the terminal closed");
    stage.press("<enter><enter><enter><enter><enter><enter>").sees("Security day").misses("The workshop ─");
    // The plan itself is not saved yet, and comes back once more.
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("Security day").sees("not saved yet");
    stage.press("<esc>").sees("Unsaved changes to the agenda");
}

#[test]
fn the_day_of_a_milestone_and_the_names_of_a_check_come_back() {
    let mut stage = Stage::new((100, 30));
    stage.press("4:chart<enter>t<c-u>in 3 we");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("Target date · Demo").sees("in 3 we").press("eks<enter>").misses("Target date ·");
    stage.restarted().misses("typed before");
}

#[test]
fn what_was_typed_in_the_room_comes_back_to_the_room() {
    let mut stage = Stage::new((100, 30));
    stage.press("5<enter><enter>T<c-u>+1");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("The end of the workshop").sees("+1").press("0<enter>").misses("The end of the workshop");
    stage.press("OeShall we have one tenant?");
    stage.app.keep_half_typed();
    let mut stage = stage.restarted();
    stage.sees("Shall we have one tenant?").press("<esc>");
    stage.press("<tab>").press("<tab><tab><tab>");
    for _ in 0..8 {
        if stage.text().contains("Close the workshop ─") {
            break;
        }
        stage.press("<enter>");
    }
    stage.sees("Close the workshop ─").press("in 2 we");
    stage.app.keep_half_typed();
    stage.restarted().sees("Close the workshop ─").sees("in 2 we");
}
