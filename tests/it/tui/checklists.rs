//! The checklists: tree, entry, folding, filter, marks.

use golive::journal::digest::Digest;
use golive::journal::record::{Change, Status};
use golive::pack::model::EntryId;
use golive::tui::theme::Signs;

use super::harness::{Stage, assert_screen, screen, status};
use super::search::large_pack;

#[test]
fn wide_the_entry_stands_beside_the_tree() {
    let text = screen("2", (120, 36));
    assert_screen(&text.lines().take(18).collect::<Vec<_>>().join("\n"), BESIDE);
}

#[test]
fn a_tree_that_is_cut_says_how_many_rows_follow() {
    let mut stage = Stage::demo((80, 24), Signs::Rich);
    stage.press("2");
    let text = stage.text();
    let more = text.lines().find_map(|line| line.trim().strip_suffix(" rows more, ↓")).expect("it is cut");
    let rows: usize = more.parse().expect("a number");
    stage.press(&"j".repeat(40));
    let last = stage.text();
    assert!(!last.contains("more, ↓") && last.contains("Monitor"), "{last}");
    // The last one was said in place of the first row that is hidden.
    assert!(rows >= 2, "{text}");
}

#[test]
fn numbers_of_a_long_list_are_whole() {
    let pack = large_pack();
    let said = [Change::Scenario { business: "b2c".into(), apps: vec![] }];
    for size in [(120, 36), (80, 24), (40, 12)] {
        let mut stage = Stage::of_pack(size, Signs::Rich, &pack, &said);
        let at_cursor = |stage: &Stage| stage.row_with(" ▌").replace('▌', " ");
        stage.press("2/design 7001<enter>");
        assert!(at_cursor(&stage).trim_start().starts_with("7001 ○ "), "{}", stage.text());
        stage.press("<up>");
        assert!(at_cursor(&stage).trim_start().starts_with("6006 ○ "), "{}", stage.text());
    }
}

#[test]
fn others_answers_show_up_by_themselves() {
    let mut stage = Stage::new((120, 36));
    stage.press("2");
    stage.others_write("Ben", &[status("design/tenants-decided", Status::Done, None)]);
    stage.sees("1 ✓ Number of tenants");
}

#[test]
fn ascii_draws_nothing_else() {
    let mut stage = Stage::ascii((120, 36));
    stage.press("2<space>jd");
    let text = stage.text();
    assert!(text.is_ascii(), "{text}");
    stage.sees("1 x Number of tenants").sees("2 / Login domain");
}

#[test]
fn weight_says_what_is_in_hand() {
    let mut stage = Stage::new((120, 36));
    stage.press("2");
    let heavy = stage.heavy();
    let has = |words: &str| heavy.iter().any(|run| run.starts_with(words));
    assert!(has("bold: [2 Checklists]"), "{heavy:#?}");
    assert!(has("bold: How many tenants do we need?"), "{heavy:#?}");
    assert!(has("reversed: 1 ○ Number of tenants decided"), "{heavy:#?}");
}

#[test]
fn the_footer_offers_what_works_here() {
    let mut stage = Stage::new((80, 24));
    stage.press("2");
    let expected = " Space done   e answer   c capture   o owner   t due   Enter all of it   q quit";
    assert_eq!(stage.last_row(), expected);
    stage.press("<up>").sees("Enter fold, unfold").misses("Space done");
}

#[test]
fn two_answers_made_apart_are_both_shown_until_one_is_given_again() {
    let id = "design/tenants-decided";
    let mut stage = Stage::after((120, 36), &[("Ben", status(id, Status::Done, None))]);
    stage.press("2k");
    stage.others_write_apart("Kim", status(id, Status::Blocked, Some("waits for legal")));
    stage.sees("Two answers, given independently").sees("Kim: blocked: waits for legal").sees("Ben: done");
    stage.sees("2 answers").press("d").misses("Two answers").sees("1 » Number of tenants");
}

#[test]
fn a_filter_says_what_it_shows_and_escape_takes_it_back() {
    let mut stage = Stage::new((120, 36));
    stage.press("2f").sees("Show only").press("jjjjjjjjjj<space>").sees("of 7 would show");
    stage.press("<enter>").sees("Only level must").sees("of 7 shown").misses("Login domain decided");
    stage.press("<esc>").sees("All that apply, 7 of 8").sees("filter cleared");
}

#[test]
fn a_row_stays_under_the_cursor_when_its_answer_no_longer_passes() {
    let mut stage = Stage::new((120, 36));
    stage.press("2fjjjjjj<space><enter><space>").sees("Only status open").sees("1 ✓ Number of tenants");
}

/// The lists with only what is open, the cursor at Design 2.
fn open_entries(size: (u16, u16)) -> Stage {
    let mut stage = Stage::new(size);
    stage.press("2fjjjjjj<space><enter><down>").sees("▌    2 ○ Login domain decided");
    stage
}

fn done(id: &str) -> Change {
    status(id, Status::Done, None)
}

#[test]
fn a_save_by_somebody_else_keeps_the_row_in_hand() {
    for everything in [false, true] {
        let mut stage = open_entries((80, 24));
        let changes = [done("design/domain-decided")];
        if everything {
            stage.others_write_everything("Ben", &changes);
        } else {
            stage.others_write("Ben", &changes);
        }
        let row = stage.row_with("Login domain decided");
        assert!(row.contains("▌    2 ✓ Login domain decided") && row.ends_with("Ben, 16:42"), "{row}");
        stage.sees("Design 2 · changed by Ben at 16:42, no longer in this view").sees("6 of 7 shown");
        stage.press("<down>").misses("Login domain decided").sees("▌    3 ○ Login page decided");
    }
}

#[test]
fn a_key_falls_on_the_row_that_was_seen() {
    let mut stage = open_entries((120, 36));
    stage.others_write_everything("Ben", &[done("design/domain-decided")]);
    stage.sees("changed by Ben at 16:42, no longer in this view");
    stage.press("<space>").sees("▌    2 ○ Login domain decided").misses("changed by Ben");
}

#[test]
fn of_several_rows_that_go_only_the_one_in_hand_stays() {
    let mut stage = open_entries((120, 36));
    let gone = ["design/tenants-decided", "design/domain-decided", "design/login-page-decided"];
    stage.others_write_everything("Ben", &gone.map(done));
    stage.misses("Number of tenants decided").misses("Login page decided").sees("▌    2 ✓ Login domain");
    // The next entry is below another heading.
    stage.press("<down>").misses("Login domain decided").sees("▌    5 ○ Second factor decided");
    stage.press("<up>").sees("▌ ▾ Login");
}

#[test]
fn leaving_upwards_or_at_the_end_ends_at_an_entry_too() {
    let mut stage = open_entries((120, 36));
    stage.others_write_everything("Ben", &[done("design/domain-decided"), done("design/tenants-decided")]);
    // Only headings are above.
    stage.press("<up>").misses("Login domain decided").sees("▌    3 ○ Login page decided");
    let mut stage = open_entries((120, 36));
    stage.press("G").sees("▌    3 ○ Second application live");
    stage.others_write_everything("Ben", &[done("deploy/second-application-live")]);
    stage.sees("▌    3 ✓ Second application live").press("<up>").misses("Second application live");
    stage.sees("▌    2 ○ Users imported");
}

#[test]
fn what_does_not_apply_is_one_key_away() {
    let mut stage = Stage::new((120, 36));
    stage.press("2G<right><up><right>").misses("Organizations decided");
    stage.press("x").sees("showing 1 that do not apply, dimmed").sees("Organizations decided");
}

#[test]
fn going_to_what_is_not_shown_shows_it_alone_and_leaves_filter_and_x_as_they_were() {
    let mut stage = Stage::new((120, 36));
    stage.press("2/organizations decided<enter>").sees("▌    4 ○ Organizations decided");
    stage.sees("All that apply, 7 of 8").press("fjjjjjjjjjj<space>").sees("4 of 7 would show");
    stage.press("<enter>").sees("4 of 7 shown · hides 3").misses("Organizations decided");
    stage.press("/organizations decided<enter>").sees("▌    4 ○ Organizations decided");
    stage.sees("Only level must").sees("4 of 7 shown · hides 3");
    stage.press("/domain decided<enter>").misses("Organizations decided").sees("Only level must");
    stage.press("<esc>").sees("filter cleared").sees("All that apply, 7 of 8");
}

#[test]
fn enter_opens_all_of_an_entry_and_then_its_actions() {
    let mut stage = Stage::new((80, 24));
    stage.press("2<space><enter>G").sees("History").sees("done · Ana").sees("design/tenants-decided");
    stage.press("<enter>").sees("▌ Space  done; again: to do").press("d").sees("Design 1 is in progress");
    stage.press("<esc>").sees("▾ Design");
}

#[test]
fn below_a_hundred_columns_the_entry_stands_under_the_tree() {
    assert_screen(&screen("2c<esc>", (80, 24)), UNDER);
}

#[test]
fn low_only_the_tree_stays() {
    assert_screen(&screen("2", (40, 10)), LOW);
}

#[test]
fn what_is_worded_differently_shows_both_wordings_and_the_same_answer_confirms_it() {
    let id = EntryId::new("design/tenants-decided");
    let words = Digest::of("Old title", "Old words");
    let worded = Change::Words {
        id: id.clone(),
        digest: words,
        title: "Old title".into(),
        done_when: "Old words".into(),
    };
    let answered =
        Change::Status { id, status: Status::Done, words, reason: None, until: None, evidence: None };
    let mut stage = Stage::after((120, 36), &[("Ben", worded), ("Ben", answered)]);
    stage.press("2").sees("1 ≠ Number of tenants").sees("Was called Old title").sees("when: Old words");
    stage.press("<space>").sees("1 ✓ Number of tenants").misses("Old title");
}

#[test]
fn a_private_note_hides_while_a_workshop_is_open() {
    let mut stage = Stage::new((120, 36));
    stage.press("2NAsk Kim first<tab>").sees("Ask Kim first").sees("Private note");
    let plan = golive::journal::record::WorkshopPlan::default();
    stage.others_write("Ben", &[Change::Open { prepared: None, plan }]).misses("Ask Kim first");
}

#[test]
fn the_mouse_selects_folds_and_scrolls() {
    let mut stage = Stage::new((120, 36));
    stage.press("2").click(10, 8);
    assert!(stage.row_with("2 ○ Login domain").contains('▌'));
    stage.click(4, 6).misses("2 ○ Login domain");
    stage.click(40, 1).sees("[4 Review]");
}

const UNDER: &str = "
 Golive   Contoso portal · B2C                                      saved 16:42
  1 Home [2 Checklists] 3 Plan  4 Review  5 Workshop        : commands   ? help
────────────────────────────────────────────────────────────────────────────────
 ▾ Design                                                                0 of 4
   ▾ Architecture                                                        0 of 2
 ▌    1 ○ Number of tenants decided                                        must
      2 ○ Login domain decided
   ▸ Login                                                               0 of 2
 ▸ Deploy                                                                0 of 3






─ Design 1 · ○ todo ────────────────────────────────────────────────────────────
 Ask        How many tenants do we need?
 Done when  A diagram shows the tenants.




────────────────────────────────────────────────────────────────────────────────
 Space done   e answer   c capture   o owner   t due   Enter all of it   q quit
";

const LOW: &str = "
 Golive   Contoso portal    saved 16:42
 ▾ Design                        0 of 4
   ▾ Architecture                0 of 2
 ▌    1 ○ Number of tenants decided
      2 ○ Login domain decided
   ▸ Login                       0 of 2
 ▸ Deploy                        0 of 3


 Space done   e answer           ? help
";

const BESIDE: &str = "
 Golive   Contoso portal · B2C                                                                              saved 16:42
  1 Home  [2 Checklists]  3 Plan   4 Review   5 Workshop                                            : commands   ? help
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 All that apply, 7 of 8                             7 open │  Design › Architecture                            Design 1
                                                           │
 ▾ Design                                           0 of 4 │  Number of tenants decided
   ▾ Architecture                                   0 of 2 │  ○ todo   must   architect   nobody
 ▌    1 ○ Number of tenants decided                   must │
      2 ○ Login domain decided                             │  Ask        How many tenants do we need?
   ▸ Login                                          0 of 2 │  Done when  A diagram shows the tenants.
 ▸ Deploy                                           0 of 3 │
                                                           │  Why        Start with one.
                                                           │
                                                           │  Our answer ─────────────────────── in minutes and reports
                                                           │  Answer     nothing yet
                                                           │  Evidence   nothing yet
                                                           │
                                                           │  Counts for ──────────────────────────────────────────────
";

#[test]
fn the_part_that_is_read_has_the_cursor_in_its_heading() {
    for size in [(160, 40), (120, 36), (100, 30)] {
        let mut stage = Stage::new(size);
        stage.press("2").sees("▌    1 ○ Number of tenants decided");
        assert!(stage.heavy().iter().any(|run| run.starts_with("reversed: 1 ○ Number of tenants")));
        stage.press("<tab>").sees("▌Design › Architecture").sees("▌    1 ○ Number of tenants decided");
        let reversed: Vec<String> =
            stage.heavy().into_iter().filter(|run| run.starts_with("reversed")).collect();
        assert_eq!(reversed, ["reversed: Design › Architecture", "reversed: Design 1"]);
        stage.press("<tab>").misses("▌Design › Architecture");
    }
    let mut stage = Stage::new((80, 24));
    stage.press("2<tab>").sees("▌ Design 1 · ○ todo");
    let mut stage = Stage::ascii((100, 30));
    stage.press("2<tab>").sees(">Design > Architecture");
}

#[test]
fn a_folded_group_says_how_many_of_it_are_marked() {
    let mut stage = Stage::new((100, 30));
    stage.press("2g<left>m");
    let list = stage.row_with("Design  ");
    assert!(list.contains("● 4 marked   0 of 4"), "{list}");
    stage.press("<right>jm").sees("● 2 marked   0 of 2").press("<esc>").misses("marked   ");
}

#[test]
fn on_an_entrys_own_page_the_keys_act_on_what_is_shown() {
    let mut stage = Stage::new((80, 24));
    // Design 1 is marked; the page is Design 2's.
    stage.press("2m<enter>").sees("Design 2").press("<pgdn>");
    stage.sees("1 marked elsewhere (Design 1). Keys here answer Design 2 only.");
    stage.press("<space>").sees("Design 2 is done").press("<esc>");
    stage.sees("1 ○").sees("2 ✓").sees("1 entry marked");
}

#[test]
fn the_view_that_is_on_and_those_under_a_name_are_there_after_a_restart() {
    let mut stage = Stage::new((120, 36));
    let bar = |stage: &Stage| stage.rows().into_iter().find(|row| row.contains("hides"));
    stage.press("2VG<enter>").sees("Must");
    let before = bar(&stage).expect("the view says what it hides");
    let mut again = stage.restarted();
    again.press("2");
    assert_eq!(bar(&again), Some(before));
    again
        .press("VG<enter>")
        .sees("Keep the view as")
        .press("<c-u>My own<enter>")
        .sees("the view My own is saved");
    again.restarted().press("2").sees("My own").press("V").sees("My own");
}

#[test]
fn without_branches_a_row_says_of_which_list_it_is() {
    let mut stage = Stage::new((80, 24));
    stage.press("2s").sees("in the plan's order").sees("Design 1 ○ Number of tenants").sees("Deploy 1 ○ ");
    stage.press("ssss").misses("Design 1 ○");
}

#[test]
fn a_find_that_does_not_apply_says_so_wherever_the_words_are() {
    let mut stage = Stage::new((120, 36));
    stage.press("/organizations decided");
    let row = stage.row_with("Organizations decided");
    assert!(row.trim_end_matches([' ', '│']).ends_with("does not apply"), "{row}");
    stage.press("<esc>/model is drawn").sees("does not apply, done when: The model is drawn");
}
