//! Own items, captures and the project's name on the screens; finds that are walked through; keys over popups.

use super::harness::Stage;

const SIZE: (u16, u16) = (120, 36);

#[test]
fn an_item_is_added_changed_and_removed() {
    let mut stage = Stage::new(SIZE);
    stage.press("2+").sees("Add an item of the project's own").sees("Design / Architecture");
    stage
        .press("Agree the nigt<enter><enter><enter><enter><enter>")
        .sees("added Agree the nigt")
        .sees("Design +1");
    stage.press(":change the item<enter>").sees("Change Design +1").press("<c-u>Agree the night<enter>");
    stage.press("<enter><c-u>must").sees("must; ↑ ↓ for others").press("<enter>");
    stage.press("<enter><enter>").sees("changed Design +1 Agree the night");
    stage.press(":remove the item<enter>").sees("Remove Design +1 “Agree the night”?").press("y");
    stage.sees("removed Design +1 Agree the night").press("u").sees("undone: removed");
    stage.sees("Agree the night");
}

#[test]
fn items_of_the_pack_offer_neither() {
    Stage::new(SIZE).press("2:change the item").sees("no command matches");
}

#[test]
fn a_capture_is_changed_and_removed_at_its_entry() {
    let mut stage = Stage::new(SIZE);
    stage.press("2caWrite the tabel @lena fri<enter>").press(":captures<enter>");
    stage.sees("action  Write the tabel").sees("lena · Fri 27 Nov").press("<enter>").sees("Change it");
    stage.press("<down><down><enter><c-u>Write the table<enter><enter><enter>");
    stage.sees("Write the table").press(":captures<enter><enter><down><down><down><enter>");
    stage.sees("Remove the action “Write the table”?").press("y").sees("removed: action: Write the table");
    stage.press("u").sees("undone");
}

#[test]
fn the_project_gets_another_name() {
    let mut stage = Stage::new(SIZE);
    stage.press(":rename the project<enter><c-u>Contoso login<enter>");
    stage.sees("the project is called Contoso login").sees("Golive   Contoso login");
}

#[test]
fn finds_are_walked_through_and_marked() {
    let mut stage = Stage::new(SIZE);
    stage.press("2eDie zweite Runde<tab>").press("/zweite").sees("our answer: Die zweite Runde");
    stage.press("<enter>").sees("Die zweite Runde").misses("with “zweite”");
    stage.press("/decided<enter>").sees("1 of 5 with “decided”").press("n").sees("2 of 5");
    stage.press("NN").sees("5 of 5").press("<esc>").sees("the search has ended");
}

#[test]
fn help_commands_and_digits_work_over_popups() {
    let mut stage = Stage::new(SIZE);
    stage.press(":project questions<enter>").sees("Do people already have accounts?").press("?").sees("Help");
    stage.press("<esc>").sees("Do people already have accounts?").press(":").sees("Commands").press("<esc>4");
    stage.sees("[4 Review]").misses("Do people already have accounts?");
    stage.press("4C?").sees("In the critical check").press("<esc><esc>");
}

#[test]
fn a_milestone_on_the_plan_gets_its_day() {
    for size in [SIZE, (40, 12)] {
        let mut stage = Stage::new(size);
        stage.press("3Gt").sees("Target date").press("+2w<enter>").sees("Fri 4 Dec");
    }
}

#[test]
fn views_are_chosen_sorted_and_said_in_the_head() {
    let mut stage = Stage::new(SIZE);
    stage.press("2oKim<enter>t2026-11-18<enter>V").sees("Overdue").sees("Without evidence").press("<esc>");
    stage.press(":views<enter><down><down><down><enter>").sees("View Overdue · by due date");
    stage.sees("1 of 7 shown · hides 6").sees("Number of tenants decided").misses("Login domain decided");
    stage.press("s").sees("by owner").press("<esc>").sees("filter cleared").sees("Login domain decided");
    stage.press("s").sees("All that apply · in the plan's order").sees("7 of 7 shown");
    stage.press("V<end>").sees("Keep what is on under a name");
    stage.press("<esc>f").sees("without evidence").sees("open, and its date is past");
}

#[test]
fn links_of_the_answer_are_offered_beside_the_packs() {
    let mut stage = Stage::new(SIZE);
    stage.press("2vhttps://wiki.example.com/page<enter>L").sees("Links");
    stage.sees("https://wiki.example.com/page").sees("evidence").sees("read on");
    stage.press("<enter>").sees("opened https://wiki.example.com/page");
}

#[test]
fn a_link_that_nothing_opens_is_said_whole_and_can_be_copied() {
    let mut stage = Stage::new((40, 24));
    stage.world.borrow_mut().has_no_browser = true;
    let link = "https://wiki.example.com/a/long/address/of-a-page-that-no-row-has-room-for";
    stage.press("2v").press(link).press("<enter>L<enter>");
    stage.sees("Not opened").sees("No program of this machine opened").misses("gio").misses("Launcher");
    stage.sees("Copy the address");
    let words: String = stage.text().chars().filter(|c| !c.is_whitespace() && *c != '│').collect();
    assert!(words.contains(link), "{words}");
    stage.press("<enter>").sees("copied");
}

#[test]
fn words_are_moved_over_and_erased_in_text_fields() {
    let mut stage = Stage::new(SIZE);
    stage.press("2eone two three<a-b><c-left>2 <c-right><a-bs>").sees("one 2 ");
    stage.press("<home><c-k>four five<c-e> six<a-left><a-d>").sees("four five").misses("six");
    let mut search = Stage::new(SIZE);
    search.press("2/one two<c-left><c-k>").sees("/ one").misses("two");
}

#[test]
fn several_people_are_refused_while_they_are_typed() {
    let mut stage = Stage::new(SIZE);
    stage.press("2oAna; Ben").sees("an owner is one person, and `Ana; Ben` names 2").misses("a new name");
    stage.press("<enter>").sees("an owner is one person").press("<c-u>Ana<enter>").sees("owned by Ana");
}

#[test]
fn what_is_captured_at_an_item_that_is_gone_is_found() {
    let mut stage = Stage::new(SIZE);
    stage.press("2+Agree the night<enter><enter><enter><enter><enter><enter>").sees("Design +1");
    stage.press("caWrite the zebra list @lena<enter>").sees("Write the zebra list");
    stage.press("<esc>:remove the item<enter>").press("y").sees("removed Design +1");
    stage.misses("+1 ○ Agree the night");
    stage
        .press("/zebra")
        .sees("1 found")
        .sees("action: Write the zebra list")
        .sees("at Agree the night, gone");
    stage.press("<enter>").sees("Change it").misses("Go to").press("<enter>").sees("resolved");
}
