//! Popups: prompts, menu, help, palette, search.

use golive::journal::damage::Loss;
use golive::journal::record::{Change, Status, WorkshopPlan};
use golive::text::Text;
use golive::tui::app::Request;
use golive::tui::host::SaveState;

use super::harness::{Stage, status};

const SIZE: (u16, u16) = (100, 30);

#[test]
fn space_marks_the_entry_done_and_stays_on_it() {
    let mut stage = Stage::new(SIZE);
    stage.press("2<space>");
    stage.sees("1 ✓ Number of tenants").sees("Design 1 is done");
    assert!(stage.row_with("1 ✓ Number of tenants").contains('▌'));
    stage.press("<space>").sees("1 ○ Number of tenants");
}

#[test]
fn undo_and_redo_say_what_they_did() {
    let mut stage = Stage::new(SIZE);
    stage.press("2<space>u").sees("undone: Design 1 is done").sees("1 ○ Number of tenants");
    stage.press("U").sees("redone: Design 1 is done").sees("1 ✓ Number of tenants");
}

#[test]
fn blocked_asks_for_the_reason_and_shows_it() {
    let mut stage = Stage::new(SIZE);
    stage.press("2b<enter>").sees("Reason is required");
    stage
        .press("waits for Ben<enter>")
        .sees("1 ! Number of tenants")
        .sees("Design 1 is blocked: waits for Ben");
}

#[test]
fn a_waiver_needs_a_reason_an_owner_and_an_end() {
    let mut stage = Stage::new(SIZE);
    stage.press("2wlater<enter>an<tab><enter>+2w").sees("until Fri 4 Dec, in 14 days, inclusive");
    stage
        .press("<enter>")
        .sees("1 ~ Number of tenants")
        .sees("Design 1 is waived until Fri 4 Dec: later, is owned by Ana");
}

#[test]
fn a_due_date_shows_what_was_understood() {
    let mut stage = Stage::new(SIZE);
    stage.press("2tfri").sees("Fri 27 Nov, in 7 days");
    stage.press("x").sees("is not a date; write 2026-12-01, 1.12.2026");
    stage.press("<bs><enter>").sees("due Fri 27 Nov");
}

#[test]
fn the_capture_line_reads_somebody_and_a_day() {
    let mut stage = Stage::new(SIZE);
    stage.press("2caWrite the table @lena fri").sees("Action, at Design 1").sees("who lena · by Fri 27 Nov");
    stage.press("<enter>").sees("Write the table · lena · Fri 27 Nov");
}

#[test]
fn tab_changes_the_kind_of_a_capture() {
    let mut stage = Stage::new(SIZE);
    stage.press("2cd").sees("Decision, at Design 1");
    stage.press("<tab>").sees("Action, at Design 1");
}

#[test]
fn what_is_added_to_an_answer_stands_on_a_line_of_its_own() {
    let mut stage = Stage::new(SIZE);
    stage.press("2eOne tenant.<tab>").press("eTwo later.<tab>");
    stage.sees("Answer     One tenant.").misses("One tenant.Two later.").sees("Two later.");
    // Nothing was typed, so nothing has changed.
    stage.press("e<esc>").misses("Unsaved text");
}

#[test]
fn an_answer_is_kept_and_words_are_never_dropped_without_asking() {
    let mut stage = Stage::new(SIZE);
    stage.press("2eOne tenant<esc>").sees("Unsaved text");
    stage.press("<enter>").sees("Answer     One tenant");
    stage.press("e<bs>, for now<tab>").sees("Answer     One tenant, for now");
}

#[test]
fn the_last_answer_is_given_again_by_one_key() {
    let mut stage = Stage::new(SIZE);
    stage.press("2oBen<enter>j.").sees("Design 2 is owned by Ben");
}

#[test]
fn several_marked_entries_get_one_answer() {
    let mut stage = Stage::new(SIZE);
    stage.press("2mm").sees("2 entries marked");
    stage.press("oMia<enter>").sees("2 entries are owned by Mia").misses("entries marked");
}

#[test]
fn search_jumps_to_what_it_finds() {
    let mut stage = Stage::new(SIZE);
    stage.press("2/secfac").sees("Second factor decided").press("<enter>");
    assert!(stage.row_with("5 ○ Second factor").contains('▌'));
    stage.press("/typed password").sees("no match");
    stage.press("<c-u>type password").sees("question: Where do people");
}

#[test]
fn the_palette_finds_commands_by_name() {
    let mut stage = Stage::new(SIZE);
    stage.press("2:mouse<enter>").sees("mouse on");
    assert_eq!(stage.requests, [Request::Mouse(true)]);
}

#[test]
fn escape_at_the_top_opens_the_menu() {
    let mut stage = Stage::new(SIZE);
    stage.press("2<esc>").sees("Menu").press("<down><enter>").sees("[3 Plan]");
}

#[test]
fn quitting_asks_while_something_is_not_saved() {
    let mut stage = Stage::new(SIZE);
    stage.world.borrow_mut().save = Some(SaveState::NotSaved("the disk is full".into()));
    stage.press("2q").sees("NOT SAVED: the disk is full").sees("Quit anyway");
    assert_eq!(stage.requests, []);
    stage.press("y");
    assert_eq!(stage.requests, [Request::Quit]);
}

#[test]
fn a_question_is_answered_by_no_key_of_the_header_and_by_no_click_beside_it() {
    let mut stage = Stage::new(SIZE);
    stage.world.borrow_mut().save = Some(SaveState::NotSaved("the disk is full".into()));
    stage.press("2q").sees("Quit anyway");
    for key in ["1", "2", "3", "4", "5", "?", ":", "/"] {
        stage.press(key).sees("Quit anyway").sees("[2 Checklists]");
    }
    stage.click(1, 1).sees("Quit anyway").click(50, 5).sees("Quit anyway");
    stage.press("n").misses("Quit anyway").press("3").sees("[3 Plan]");
}

#[test]
fn undo_holds_on_the_page_of_an_entry() {
    let mut stage = Stage::new(SIZE);
    stage.press("2<enter>").sees("Number of tenants").press("<space>").sees("Design 1 is done");
    stage.press("u").sees("undone: Design 1 is done").press("<esc>").sees("1 ○ Number of tenants");
}

#[test]
fn help_says_what_the_plan_counts() {
    let mut stage = Stage::new(SIZE);
    stage.press("3?").sees("A box counts what is settled");
}

#[test]
fn typed_words_stay_if_somebody_clicks_beside_their_field() {
    let mut stage = Stage::new(SIZE);
    stage.press("2eOne tenant").click(1, 1).sees("Unsaved text");
    stage.press("123").sees("Unsaved text").press("<esc>").sees("One tenant");
}

#[test]
fn a_file_that_became_shorter_is_asked_about_once() {
    for (keys, chosen) in [("<enter>", "write back"), ("<down><down><enter>y", "take shorter")] {
        let mut stage = Stage::new(SIZE);
        stage.press("2");
        stage.world.borrow_mut().loss = Some(Loss::Changes(3));
        stage.app.news();
        stage.press("").sees("3 CHANGES ARE GONE FROM THE FILE").sees("Write them back into the file");
        stage.press("<down><enter>").misses("Write them back");
        stage.app.news();
        stage.press("").misses("Write them back").sees("GONE FROM THE FILE");
        assert!(stage.world.borrow().chosen.is_empty());
        stage.world.borrow_mut().save = Some(SaveState::NotSaved("3 changes are gone".into()));
        stage.press(":save again<enter>").sees("Write them back").press(keys);
        assert_eq!(stage.world.borrow().chosen, [chosen]);
    }
}

#[test]
fn quitting_while_saving_waits_for_the_writer() {
    let mut stage = Stage::new(SIZE);
    stage.world.borrow_mut().save = Some(SaveState::Saving);
    stage.press("2q").sees("saving, then leaving");
    assert_eq!(stage.requests, []);
    stage.world.borrow_mut().save = None;
    stage.app.news();
    assert_eq!(stage.app.take_requests(), [Request::Quit]);
}

#[test]
fn the_keys_that_the_menu_shows_hold_in_it() {
    let mut stage = Stage::new((80, 24));
    let screen = stage.press("<esc>2").text();
    assert!(screen.contains("[2 Checklists]"), "{screen}");
    assert!(!screen.contains("Menu"), "{screen}");
}

#[test]
fn what_is_typed_takes_the_place_of_the_old_day_and_a_move_keeps_it() {
    let mut stage = Stage::new((100, 30));
    stage.press("2t2026-12-15<enter>t").sees("2026-12-15");
    assert!(stage.heavy().contains(&"reversed: 2026-12-15".to_owned()), "{:?}", stage.heavy());
    stage.press("+1w<enter>").sees("due Fri 27 Nov");
    stage.press("t<end><bs>8<enter>").sees("due Sat 28 Nov");
    stage.press("oAna<enter>oBen<enter>").sees("Design 1 is owned by Ben");
}

#[test]
fn several_people_are_refused_as_an_owner() {
    let mut stage = Stage::new((120, 30));
    stage.press("2oAna; Ben<enter>").sees("an owner is one person").misses("is owned by");
}

#[test]
fn a_popup_shows_the_file_that_is_there_also_if_it_has_as_many_lines() {
    let project = Change::Project(Text::line("Contoso portal"));
    let scenario = Change::Scenario { business: golive::pack::model::Business::new("b2c"), apps: Vec::new() };
    let done = status("design/tenants-decided", Status::Done, None);
    let written = |last: &Change| [project.clone(), scenario.clone(), last.clone()];
    let mut stage = Stage::new((120, 36));
    stage.others_replace("Ben", &written(&done));
    stage.press(":history<enter>").sees("Design 1 Number of tenants decided is done");
    stage.others_replace("Kim", &written(&status("design/tenants-decided", Status::Doing, None)));
    stage.misses("Number of tenants decided is done").sees("Kim");
}

#[test]
fn minutes_show_the_file_that_is_there_also_if_it_has_as_many_lines() {
    let written = |words: &str| {
        let plan = WorkshopPlan { title: "Sessions".into(), ..WorkshopPlan::default() };
        [
            Change::Project(Text::line("Contoso portal")),
            Change::Scenario { business: "b2c".into(), apps: Vec::new() },
            Change::Open { prepared: None, plan },
            Change::Note { id: "design/tenants-decided".into(), text: words.into() },
            Change::Close { seconds: 60 },
        ]
    };
    let mut stage = Stage::new((120, 36));
    stage.others_replace("Ben", &written("Two tenants."));
    stage.press("5<end><enter>").sees("Two tenants.");
    stage.others_replace("Kim", &written("Three tenants."));
    stage.misses("Two tenants.").sees("Three tenants.");
}

#[test]
fn the_history_of_the_project_is_told_in_words_the_newest_first() {
    let mut stage = Stage::new((100, 30));
    stage.press("2<space>jdu").press(":history<enter>").sees("History, the newest first");
    let rows = stage.rows();
    let at = |words: &str| {
        rows.iter().position(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}: {rows:#?}"))
    };
    assert!(at("undone: Design 2 Login domain decided is in progress") < at("is in progress (undone)"));
    assert!(at("is in progress (undone)") < at("Design 1 Number of tenants decided is done"));
    assert!(at("is done") < at("the project is called Contoso portal"));
    assert!(rows[at("is done")].contains("Fri 20 Nov 16:42  Ana  Design 1"), "{rows:#?}");
    stage.press("<esc>").misses("History");
    // Everything is there, however long it is.
    let mut stage = Stage::demo((80, 24), golive::tui::theme::Signs::Rich);
    stage.press(":history<enter>").sees("PgDn more").press("G").sees("the project is called Contoso portal");
    stage.press("g").misses("the project is called").resize(40, 12).sees("Ben").resize(20, 5).sees("Ben");
}

#[test]
fn the_project_s_file_is_told_line_by_line() {
    use golive::journal::damage::{Damage, DamageKind, FileCheck};
    let mut stage = Stage::new((80, 24));
    let problems = vec![
        Damage { line: 7, kind: DamageKind::NotUtf8, lost: true },
        Damage { line: 9, kind: DamageKind::Double, lost: false },
    ];
    let verdict = FileCheck { lines: 12, records: 9, problems, ..FileCheck::default() };
    stage.world.borrow_mut().file = Some(("/work/contoso.golive".into(), verdict));
    stage.press(":verify<enter>").sees("/work/contoso.golive");
    stage.sees("12 lines, 9 changes: 1 line is lost, 1 line is irregular.");
    stage.sees("line 7 lost").sees("cannot be read, it is not UTF-8");
    stage.sees("line 9 irregular").sees("is a duplicate; counted once").sees("golive merge FILE -o OUT");
    stage.press("<esc>").world.borrow_mut().file =
        Some(("a".into(), FileCheck { lines: 2, records: 1, ..FileCheck::default() }));
    stage.press(":verify<enter>").sees("2 lines, 1 change: nothing is lost.").misses("merge");
}

#[test]
fn a_waiver_cannot_end_in_the_past() {
    let mut stage = Stage::new(SIZE);
    stage.press("2bthe database team<enter>").sees("! blocked");
    stage
        .press("wnot now<enter>Kim<enter>yesterday<enter>")
        .sees("the end 2026-11-19 is in the past; give today or a later date");
    stage.press("<esc>").sees("! blocked");
}

#[test]
fn a_reason_that_is_given_again_takes_the_place_of_the_old_one() {
    let mut stage = Stage::new(SIZE);
    stage.press("2bthe database team<enter>").press("bthe bank<enter>").misses("teamthe").sees("the bank");
}

#[test]
fn where_room_is_short_the_due_date_stays_and_the_role_goes() {
    let mut stage = Stage::demo((100, 30), golive::tui::theme::Signs::Rich);
    stage.press("2/Session lifetimes<enter>").sees("due Fri 27 Nov").misses("security   Ana");
    stage.resize(140, 36).sees("security   Ana   due Fri 27 Nov");
}

#[test]
fn what_was_found_stays_under_the_cursor_when_somebody_else_saves() {
    let mut stage = Stage::new(SIZE);
    let note = |words: &str| Change::Note {
        id: golive::pack::model::EntryId::new("design/domain-decided"),
        text: Text::line(words),
    };
    stage.others_write("Ben", &[note("frankfurt")]);
    stage.press("/frankfurt").sees("1 found").sees("▌ ○ Design 2");
    stage.others_write_everything("Kim", &[note("dublin")]);
    stage.sees("▌ ○ Design 2").press("<enter>").sees("▌    2 ○ Login domain decided");
}

#[test]
fn a_paste_that_loses_characters_says_so() {
    let mut stage = Stage::new((100, 30));
    stage.press("2e");
    stage.app.paste("One\r\n\ttenant");
    stage.misses("cannot be shown");
    stage.app.paste("\u{1b}[31m\u{202e}");
    stage.sees("pasted without the characters that cannot be shown").sees("tenant[31m");
}

#[test]
fn no_key_is_offered_where_a_text_field_takes_it() {
    let fields = [
        "2e",
        "2N",
        "2b",
        "2a",
        "2w",
        "2v",
        "2o",
        "2t",
        "2ca",
        "2cp",
        "/",
        ":",
        "2f<end>",
        "4t",
        "4D",
        "4R",
        "5n",
        "5nT",
        ":add an item<enter>",
        ":rename the project<enter>",
        ":new project<enter>",
        ":facts<enter>",
    ];
    for size in [(40, 12), (80, 24), (120, 36)] {
        for keys in fields {
            let mut stage = Stage::new(size);
            stage.press(keys);
            for (key, offer) in [("?", "? help"), (":", ": commands")] {
                if stage.text().contains(offer) {
                    let before = stage.text();
                    let after = stage.press(key).text();
                    let opened = if key == "?" { "Help" } else { "Commands" };
                    assert!(after.contains(opened), "{keys} at {size:?} offers {offer}\n{before}\n{after}");
                }
            }
        }
        let mut stage = Stage::new(size);
        stage.press("2ex").misses("? help").misses(": commands").press("?").sees("x?");
        stage.press("<esc>").sees("Unsaved text").sees("? help").press("?").sees("Help");
        stage.misses("? help").press("<esc><esc><tab>").sees("x?");
    }
}

#[test]
fn escape_asks_before_typed_words_are_lost_in_any_field() {
    let mut stage = Stage::new(SIZE);
    for keys in ["2wlater", "2blater", "2olater", "2calater", "2vlater", ":add an item<enter>later"] {
        stage.press(keys).press("<esc>").sees("Unsaved text").sees("Keep editing");
        stage.press("<down><enter>").misses("Unsaved text").sees("later");
        stage.press("<esc><down><down><enter>").misses("later").press("<esc>");
    }
    stage
        .press("1")
        .press("2b<esc>")
        .misses("Unsaved text")
        .press("blater<esc><enter>")
        .sees("is blocked: later");
    // A field that stands as it was opened has nothing to lose.
    stage.press("o<esc>").misses("Unsaved text").press("waway<esc><enter>").sees("Owner").sees("away");
}

#[test]
fn a_key_for_an_entry_says_why_it_does_nothing_on_a_heading() {
    let mut stage = Stage::new(SIZE);
    for key in ["d", "o", "t", "v", "<space>"] {
        stage.press("2g").press(key).sees("no entry is in hand: move to one, or mark several");
    }
    stage.press("<down><down>.").sees("no answer was given yet that could be repeated");
    stage.press("mm").press("e").sees("one entry at a time");
}
