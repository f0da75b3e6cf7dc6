//! Home at every size, empty and full.

use golive::journal::record::{CaptureId, CaptureKind, Change, Status};
use golive::pack::model::{EntryId, MilestoneId};
use golive::text::Text;
use jiff::civil::{Date, date};

use super::harness::{Stage, status};

const WIDE: (u16, u16) = (120, 36);

fn capture(id: &str, kind: CaptureKind, text: &str, at: Option<&str>, due: Option<Date>) -> Change {
    let at = at.map(EntryId::new);
    Change::Capture {
        id: CaptureId(Text::line(id)),
        at,
        kind,
        text: Text::line(text),
        owner: None,
        due,
        to: None,
    }
}

fn due(id: &str, day: Date) -> Change {
    Change::Due { id: EntryId::new(id), day: Some(day) }
}

/// A project in which something is in every part.
pub(super) fn story() -> Vec<(&'static str, Change)> {
    let demo = MilestoneId::new("main/p1/demo");
    vec![
        ("Ana", status("design/domain-decided", Status::Doing, None)),
        ("Ben", status("design/tenants-decided", Status::Done, None)),
        ("Kim", status("design/second-factor-decided", Status::Blocked, Some("waits for legal"))),
        ("Ben", due("design/domain-decided", date(2026, 11, 18))),
        ("Ben", due("deploy/production-tenant-ready", date(2026, 11, 27))),
        ("Ben", Change::Target { id: demo, day: Some(date(2026, 12, 15)) }),
        (
            "Ben",
            capture("c1", CaptureKind::Action, "Find the old hash format", None, Some(date(2026, 11, 24))),
        ),
        ("Ben", capture("c2", CaptureKind::Question, "Who may export?", Some("design/domain-decided"), None)),
    ]
}

fn full(size: (u16, u16)) -> Stage {
    Stage::after(size, &story())
}

#[test]
fn every_part_stands_on_a_wide_screen() {
    let mut stage = full(WIDE);
    stage
        .sees("▌ 16:42       Design 2  Login domain decided")
        .sees("Ben settled 1 entry, Kim blocked 1")
        .sees("1 of 7 settled")
        .sees("Tue 15 Dec, in 25 days")
        .sees("Ana's and unowned, most urgent first")
        .sees("overdue since Wed 18 Nov")
        .sees("1 action, 1 question")
        .sees("nobody · Tue 24 Nov")
        .sees("◆ Demo");
}

#[test]
fn an_empty_project_says_where_to_begin_and_what_is_not_there() {
    let mut stage = Stage::new(WIDE);
    stage
        .sees("▌ Begin here")
        .sees("nothing is answered yet")
        .sees("not started")
        .sees("no date yet")
        .sees("never answered, no owner")
        .sees("Nothing is open. Press c on an entry")
        .sees("No dates ahead.")
        .misses("settled since");
}

#[test]
fn enter_right_after_the_start_goes_on_with_yesterday() {
    let mut stage = full(WIDE);
    stage.press("<enter>").sees("[2 Checklists]");
    assert!(stage.row_with("2 » Login domain").contains('▌'), "{}", stage.text());
}

#[test]
fn what_others_did_is_shown_and_leads_there() {
    let mut stage = full(WIDE);
    stage.press("<down><enter>").sees("Ben settled").sees("Kim blocked");
    stage.press("<enter>").sees("[2 Checklists]");
    let mut alone = Stage::after(WIDE, &story()[..1]);
    alone.misses("Since then").misses("Others");
}

#[test]
fn tab_goes_through_the_parts_and_the_arrows_cross_their_edges() {
    let mut stage = full(WIDE);
    for part in [
        "Checklists",
        "Next milestone",
        "Needs you",
        "Late, everybody's",
        "Open from workshops",
        "Coming up",
        "Where you were",
    ] {
        stage.press("<tab>");
        assert!(
            stage.heavy().iter().any(|run| run == &format!("bold: {part}")),
            "{part}: {:?}",
            stage.heavy()
        );
    }
    stage.press("<down><down><right><down>");
    assert!(stage.heavy().iter().any(|run| run == "bold: Needs you"), "{:?}", stage.heavy());
}

#[test]
fn space_settles_what_needs_somebody_and_takes_it_back() {
    let mut stage = full(WIDE);
    stage.press("<tab><tab><tab><space>").sees("Design 2 is done").sees("just now");
    assert!(stage.row_with("just now").contains("✓ Design 2"));
    stage.press("<space>").sees("Design 2 is to do").misses("just now");
    stage.press("<space><down>").misses("just now").sees("1 of 7 settled".replace('1', "2").as_str());
}

#[test]
fn another_answer_keeps_the_entry_under_the_cursor() {
    let mut stage = full(WIDE);
    stage.press("<tab><tab><tab><down>");
    let before = stage.row_with("▌");
    let name = before.split_whitespace().nth(2).map(str::to_owned);
    stage.press("d");
    assert_eq!(stage.row_with("▌").split_whitespace().nth(2).map(str::to_owned), name);
}

#[test]
fn a_capture_is_resolved_where_it_is_listed() {
    let mut stage = full(WIDE);
    stage
        .press("<tab><tab><tab><tab><tab><space>")
        .sees("resolved: action: Find the old")
        .sees("resolved just now");
    stage.sees("──── 1 question │");
    stage.press("<space>").sees("open again: action: Find the old").sees("1 action, 1 question");
    stage.press("<space><down>").misses("hash format");
    stage
        .press("<enter>")
        .sees("Go to Design 2")
        .press("<enter>")
        .sees("resolved: question: Who may export?");
}

#[test]
fn a_capture_can_be_changed() {
    let mut stage = full(WIDE);
    stage
        .press("<tab><tab><tab><tab><tab><enter><down><enter>")
        .sees("Find the old hash format▏".trim_end_matches('▏'));
    stage.press(" soon<tab>Ben<enter><enter>").sees("Find the old hash format soon").sees("Ben · Tue 24 Nov");
}

#[test]
fn the_milestone_gets_a_day_from_home() {
    let mut stage = Stage::new(WIDE);
    stage.press("<tab><tab>t+2w<enter>").sees("Fri 4 Dec, in 14 days");
    stage.press("u").sees("no date yet");
    stage.press("<enter>").sees("[4 Review]");
}

#[test]
fn what_is_coming_leads_to_its_entries() {
    let mut stage = full(WIDE);
    stage.press("<s-tab><down><enter>").sees("Fri 27 Nov · due").sees("Deploy 1  Production tenant ready");
    stage.press("<enter>").sees("[2 Checklists]");
}

#[test]
fn a_list_opens_at_its_first_open_entry() {
    let mut stage = full(WIDE);
    stage.press("<tab><down><enter>").sees("[2 Checklists]");
    assert!(stage.row_with("1 ○ Production tenant").contains('▌'), "{}", stage.text());
}

#[test]
fn below_a_hundred_columns_one_column_scrolls() {
    let mut stage = full((80, 24));
    stage.sees("◆ Demo").sees("in 25 days").sees("overdue 18 Nov");
    let text = stage.text();
    let at = |words: &str| text.find(words).unwrap_or(usize::MAX);
    assert!(at("Where you were") < at("Needs you") && at("Needs you") < at("◆ Demo"));
    assert!(at("◆ Demo") < at("Checklists ─"), "{text}");
    stage.press("<s-tab>").sees("Coming up").sees("▌");
}

#[test]
fn below_sixteen_rows_only_what_needs_you_stays() {
    let mut stage = full((40, 12));
    stage.sees("▌").sees("Needs you").misses("Where you were").misses("Checklists");
    stage.press("<space>").sees("Design 2 is done");
    stage.resize(120, 36).sees("Where you were");
}

#[test]
fn ascii_has_no_sign_of_unicode() {
    let mut stage = Stage::ascii_after(WIDE, &story());
    stage.press("<tab><tab>");
    assert!(stage.text().is_ascii(), "{}", stage.text());
}

#[test]
fn long_and_wide_words_are_cut_and_stay_in_their_half() {
    let long = "日本語 ".repeat(40);
    let mut said = story();
    said.push(("Ben", capture("c3", CaptureKind::Risk, &long, None, None)));
    said.push((
        "Ben",
        Change::Owner { id: EntryId::new("design/domain-decided"), owner: Some("Ana".into()) },
    ));
    for size in [WIDE, (100, 30), (80, 40), (33, 20), (20, 5)] {
        Stage::after(size, &said).buffer();
    }
    let mut stage = Stage::after(WIDE, &said);
    stage.press("<s-tab>").sees("risk");
    let at = stage.rows().iter().position(|row| row.contains("risk")).unwrap_or(0);
    let buffer = stage.buffer();
    assert_eq!(buffer[(59, u16::try_from(at).unwrap_or(0))].symbol(), "│", "{}", stage.text());
}

#[test]
fn the_counts_agree_with_the_lists() {
    let mut stage = full(WIDE);
    stage.sees("1 of 7 settled");
    let home = stage.row_with("  Design  ━");
    assert!(home.contains("1 of 4"), "{home}");
    stage.press("2").sees("1 of 4");
}

#[test]
fn others_news_appear_without_moving_the_cursor() {
    let mut stage = full(WIDE);
    stage.press("<tab><tab><tab><down>");
    let before = stage.row_with("▌");
    stage.others_write("Kim", &[status("design/login-page-decided", Status::Waived, Some("later"))]);
    assert_eq!(stage.row_with("▌"), before);
    stage.sees("waived");
}

#[test]
fn no_size_is_a_trouble() {
    for width in [0, 1, 19, 20, 21, 39, 60, 99, 100, 101, 160] {
        for height in 0..40 {
            let mut stage = full((width, height));
            stage.buffer();
            stage.press("<s-tab>");
            stage.buffer();
        }
    }
}

#[test]
fn where_you_were_is_an_entry_that_applies() {
    let mut stage = Stage::new((120, 36));
    stage.press("2<space>").press("/users imported<enter>bnobody knows<enter>1").sees("Deploy 2");
    stage.press(":project questions<enter>n<esc>1");
    let row = stage.restarted().row_with("▌");
    assert!(row.contains("Design 1"), "{row}");
    // Somebody who has answered only what is set aside begins anew, and is told why.
    let mut stage = Stage::new((120, 36));
    stage.press("/users imported<enter>bnobody knows<enter>:project questions<enter>n<esc>");
    stage.restarted().sees("your answers no longer apply to this project");
}

#[test]
fn what_several_entries_got_at_once_is_no_place_where_somebody_was() {
    let mut stage = Stage::new((120, 36));
    stage.press("2<space><down>mJmoKim<enter>").sees("2 entries are owned by Kim").press("1");
    let row = stage.restarted().row_with("▌");
    assert!(row.contains("Design 1"), "{row}");
    let mut stage = Stage::new((120, 36));
    stage.press("2mmoKim<enter>").sees("2 entries are owned by Kim").press("1");
    stage.restarted().sees("Begin here").sees("your answers went to several entries at once");
}

#[test]
fn a_milestone_before_the_next_one_is_named() {
    let mut stage = Stage::new((120, 36));
    stage.press("1").misses("before it in the plan");
    stage.press("3G").press("t").sees("Target date").press("+2w<enter>").press("1");
    stage.sees("before it in the plan: Demo, without a date");
}

#[test]
fn a_save_by_somebody_else_keeps_the_row_in_hand_on_home() {
    let mut stage = full(WIDE);
    stage.press("<tab><tab><tab>").sees("▌ » Design 2");
    stage.others_write_everything("Ben", &[status("design/domain-decided", Status::Done, None)]);
    let row = stage.row_with("▌ ✓ Design 2");
    assert!(row.trim_end().ends_with("Ben, 16:42"), "{row}");
    stage.press("<down>").misses("✓ Design 2").sees("▌");
}

#[test]
fn late_entries_and_actions_are_everybodys() {
    let late = |id: &str, owner: &str| {
        [
            ("Ben", Change::Owner { id: EntryId::new(id), owner: Some(Text::line(owner)) }),
            ("Ben", due(id, date(2026, 11, 18))),
        ]
    };
    let mut story = late("design/domain-decided", "Mia").to_vec();
    let action = capture("c1", CaptureKind::Action, "Find the old hash", None, Some(date(2026, 11, 17)));
    story.push(("Ben", action));
    let mut stage = Stage::after(WIDE, &story);
    stage.sees("Late, everybody's").sees("1 entry, 1 action").sees("Mia     Design 2  Login domain decided");
    stage.sees("nobody  action: Find the old hash");
    stage.press("<tab><tab><tab><tab><enter>").sees("[2 Checklists]").sees("Login domain decided");
    stage.press("1").resize(80, 24).sees("Mia since Wed 18 Nov · nobody since Tue 17 Nov");
    stage.resize(40, 12).text();
}
