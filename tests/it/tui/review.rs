//! The review of a milestone: the answer, what is left, the strip.

use golive::journal::record::{Change, Status};
use golive::tui::theme::Signs;

use super::harness::{Stage, screen, status};

const SIZE: (u16, u16) = (120, 36);

/// What the first milestone looks at: a must, and a should.
const MUST: &str = "design/tenants-decided";
const SHOULD: &str = "design/domain-decided";

fn done(id: &str) -> (&'static str, Change) {
    ("Ben", status(id, Status::Done, None))
}

#[test]
fn the_first_line_is_the_milestone_and_the_next_the_answer() {
    let text = screen("4", SIZE);
    assert!(text.contains("◆ Demo    Design, less Domain"), "{text}");
    assert!(text.contains("NOT READY    2 of 2 entries are left. 1 must entry blocks."), "{text}");
    assert!(text.contains("no target date yet"), "{text}");
    assert!(text.contains("Must: these block"), "{text}");
}

#[test]
fn without_a_must_it_is_ready_with_conditions() {
    let mut stage = Stage::after(SIZE, &[done(MUST)]);
    stage.press("4").sees("READY WITH CONDITIONS    1 of 2 entries is left. Nothing blocks. 1 should entry");
    stage.sees("nothing blocks").sees("Should: answer, or waive with an owner and an end");
}

#[test]
fn nothing_left_reads_ready_and_says_what_can_be_done_then() {
    let mut stage = Stage::after(SIZE, &[done(MUST), done(SHOULD)]);
    stage.press("4").sees(" READY    Nothing is left of 2 entries.").sees("nothing blocks");
    stage.sees("It can be shown.");
}

#[test]
fn what_is_settled_here_keeps_its_place_until_one_goes_away() {
    let mut stage = Stage::new(SIZE);
    stage.press("4").sees("never answered").press("<space>");
    stage.sees("✓ Design 1").sees("now done").sees("READY");
    stage.press("<space>").sees("○ Design 1").sees("to do again").sees("NOT READY");
    stage.press("<space>24").misses("Design 1").sees("nothing blocks");
}

#[test]
fn left_and_right_lead_to_the_other_milestones() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<right>").sees("◆ Go-live").press("<left>").sees("◆ Demo");
    stage.press("<left>").sees("no milestone further on");
    stage
        .press("<tab><enter>")
        .sees("6 of 6 left, 4 block · no date")
        .press("<down><enter>")
        .sees("◆ Go-live    Design and Deploy");
}

#[test]
fn the_target_date_is_set_at_the_milestone() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<tab>t2026-12-15<enter>").sees("target Tue 15 Dec, in 25 days");
    stage.press(":target date<enter><c-u><enter>").sees("no target date yet");
}

#[test]
fn the_filter_says_what_it_shows_of_how_much() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<right>f").sees("Why it is left").press("<space>");
    stage.press("<enter>").sees("shown: owner nobody");
    stage.press("<esc>").misses("shown: owner nobody").sees("filter cleared");
}

#[test]
fn a_workstream_of_the_strip_filters_the_list() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<right><tab><tab><down><enter>").sees("shown: Login").misses("Design 1 ");
}

#[test]
fn narrow_the_strip_is_one_line_and_the_owner_is_in_the_reason() {
    let mut stage = Stage::new((80, 24));
    stage
        .press("4")
        .sees("never answered: nobody")
        .sees("1 workstream · no review yet · no pace yet · no decision");
    stage.press("oMia<enter>").sees("never answered: Mia");
}

#[test]
fn between_90_and_110_columns_no_word_is_cut_above_the_list() {
    let mut stage = Stage::demo((90, 30), Signs::Rich);
    for keys in ["4", "<right>", "<right>"] {
        stage.press(keys);
        for width in [90, 96, 100, 109, 110, 119] {
            let rows = stage.resize(width, 30).rows();
            let list = rows.iter().position(|row| row.starts_with(" Must")).expect("there is a list");
            for row in rows.iter().take(list) {
                assert!(!row.contains('…'), "{width}: {row}");
            }
        }
    }
}

#[test]
fn the_answer_breaks_between_its_sentences() {
    let mut stage = Stage::demo((100, 30), Signs::Rich);
    stage.press("4").sees(" NOT READY    37 of 70 entries are left. 13 must entries block.");
    stage.sees(
        "              16 should entries are conditions: answer them or waive them. 8 more are listed.",
    );
    stage.sees("Analyze, Design and Build, less 1 topic    target");
    stage.resize(80, 24).sees("3 lists count, less 1 topic").sees("5 more weeks · no go, review 1");
    // If the sentences would take more rows than there are, they follow each other.
    stage.resize(60, 18).sees("must entries").sees("listed.");
}

#[test]
fn a_strip_that_would_cut_words_is_one_line() {
    let mut stage = Stage::demo((100, 30), Signs::Rich);
    stage.press("4").sees("Left by workstream").press("<right>").sees("10 workstreams · no");
    stage.press("<left>").resize(90, 30).misses("Left by workstream").sees("6 workstreams · since review 1");
}

#[test]
fn titles_and_reasons_end_with_a_whole_word() {
    let mut stage = Stage::demo((100, 30), Signs::Rich);
    stage.press("4").sees("Automatic migration from the legacy store…").sees("blocked: waits for…");
}

/// No edge is silent: how many entries are out of sight is said above and below, at any size.
#[test]
fn a_list_that_is_cut_says_how_many_more_there_are() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    stage.press("4").sees("more, ↓   then 8 that are listed: could and optional");
    stage.press("G").sees(" above").misses("more, ↓");
    // Narrow, the reason says whose it is, and keeps room for that.
    stage.resize(80, 24).press("g").sees("never answered: nobody");
    for size in [(80, 24), (40, 12)] {
        stage.resize(size.0, size.1).press("g").sees(" more, ↓").misses(" above");
        stage.press("<pgdn>").sees(" above, ").sees("▌");
    }
}

#[test]
fn ascii_draws_nothing_else_here() {
    for size in [(120, 36), (100, 30), (80, 24), (40, 12)] {
        for keys in [
            "",
            "<tab><tab>",
            "<space>:chart<enter>",
            ":close the<enter><enter>",
            ":close the<enter><down><enter>",
        ] {
            let mut stage = Stage::ascii(size);
            stage.press("4<right>").press(keys);
            let text = stage.text();
            assert!(text.is_ascii(), "{keys} {text}");
        }
    }
}

#[test]
fn enter_opens_the_entry_and_its_answers_work_there() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<enter>").sees("How many tenants do we need?").press("<space>").sees("Design 1 is done");
    stage.press("<enter>").sees("in progress").press("<esc><esc>").sees("Must: these block").sees("now done");
}

#[test]
fn the_drawing_holds_at_its_size() {
    let text = screen("4<right>", SIZE);
    assert_eq!(text.lines().take(19).collect::<Vec<_>>().join("\n"), WIDE.trim_matches('\n'));
}

const WIDE: &str = "
 Golive   Contoso portal · B2C                                                                              saved 16:42
  1 Home   2 Checklists   3 Plan  [4 Review]  5 Workshop                                            : commands   ? help
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
 ◆ Go-live    Design and Deploy                                                                      no target date yet

 NOT READY    6 of 6 entries are left. 4 must entries block. 1 should entry is a condition: answer it or waive it.
              1 more is listed.

 Left by workstream ─────   Since the last review ──────────   Settled a week ────────   Decision ─────────────────────
  Architecture     3 of 3    No review of this milestone has    no pace yet               none yet
  Login            3 of 3    been closed yet. A closed                                    go · conditions · no go
                             review is the baseline for the                               critical check        not yet
                             next one.

 Must: these block ────────────────────────────────────────────────────────────────────────────────────────────────── 4
 ▌ ○ Design 1 Number of tenants decided                                    Architecture  never answered  nobody
   ○ Deploy 1 Production tenant ready                                      Architecture  never answered  nobody
   ○ Design 3 Login page decided                                           Login         never answered  nobody
   ○ Deploy 2 Users imported                                               Login         never answered  nobody
";

#[test]
fn a_save_by_somebody_else_keeps_the_row_in_hand_in_the_review() {
    for everything in [false, true] {
        let mut stage = Stage::new(SIZE);
        stage.press("4<right>").sees("▌ ○ Design 1");
        let changes = [status(MUST, Status::Done, None), status("deploy/users-imported", Status::Done, None)];
        if everything {
            stage.others_write_everything("Ben", &changes);
        } else {
            stage.others_write("Ben", &changes);
        }
        stage.sees("▌ ✓ Design 1").sees("now done: Ben, 16:42").misses("Users imported");
        stage.press("<down>").misses("Design 1 ").sees("▌ ○");
    }
}
