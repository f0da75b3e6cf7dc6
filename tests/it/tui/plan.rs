//! The plan: the map at several widths, the outline, moving, answering, what is said below.

use std::sync::{Arc, LazyLock};

use golive::journal::digest::Digest;
use golive::journal::record::{Change, Status};
use golive::pack::embedded;
use golive::pack::model::{Business, EntryId, EntryRef, Pack};
use golive::text::Text;
use golive::tui::theme::Signs;
use jiff::civil::date;

use super::harness::{Stage, status};
use crate::expected;

static BUILT_IN: LazyLock<Arc<Pack>> = LazyLock::new(embedded::pack);

/// What a team has said half-way to its first milestone.
fn half_way(business: &Business) -> Vec<Change> {
    let mut said = vec![Change::Scenario { business: business.clone(), apps: Vec::new() }];
    let lists = [("analyze", 10), ("design", 4), ("build", 1)];
    for (list, most) in lists {
        let list = BUILT_IN.checklists.iter().find(|one| one.id.as_str() == list).expect("is in the pack");
        for (at, item) in list.sections.iter().flat_map(|section| &section.items).enumerate() {
            let begins = item.topics.iter().any(|topic| topic.starts_with("architecture/"));
            let status = match (at * 7 + 3) % 11 {
                _ if begins => Status::Done,
                place if place < most => Status::Done,
                place if place == most => Status::Doing,
                _ => continue,
            };
            let words = Digest::of_entry(EntryRef::Item(item));
            said.push(Change::Status {
                id: item.id.clone(),
                status,
                words,
                reason: None,
                until: None,
                evidence: None,
            });
        }
    }
    if *business == Business::new("b2c") {
        said.push(Change::Target { id: "b2c/p1/demo".into(), day: Some(date(2026, 12, 15)) });
        let owner = Some(Text::line("Omar"));
        said.push(Change::Owner { id: "b2c/p1/operations/email-provider-setup".into(), owner });
    }
    said
}

fn built_in(size: (u16, u16), signs: Signs, business: &Business) -> Stage {
    let mut stage = Stage::of_pack(size, signs, &BUILT_IN, &half_way(business));
    stage.press("3");
    stage
}

/// The last milestone lies below what is seen, and the titles of the phases would leave no room to say so.
#[test]
fn a_map_that_goes_on_says_so_before_the_titles_of_other_phases() {
    let mut stage = built_in((120, 36), Signs::Rich, &Business::new("b2e"));
    stage.misses("Handed over to operations").sees("[Phase 1 Employee login] 2  3").sees("more ↓");
}

#[track_caller]
#[test]
fn how_many_entries_follow_is_never_cut() {
    for width in 64..=130 {
        let mut stage = Stage::demo((width, 30), Signs::Rich);
        let row = stage.press("3").row_with("Entries  ");
        assert!(row.trim_end().ends_with(" more"), "{width}: {row}");
    }
}

fn looks_like(stage: &Stage, picture: &str) {
    expected::check(format!("tests/it/tui/plan/{picture}"), &(stage.text() + "\n"));
}

#[test]
fn the_map_is_drawn_for_each_width() {
    let to_mail = "<right><right><down><down><down><down>";
    for (size, name) in
        [((120, 36), "b2c-120x36.txt"), ((160, 40), "b2c-160x40.txt"), ((100, 36), "b2c-100x36.txt")]
    {
        let mut stage = built_in(size, Signs::Rich, &Business::new("b2c"));
        stage.press("g<right>").press(to_mail);
        looks_like(&stage, name);
    }
    looks_like(&built_in((80, 24), Signs::Rich, &Business::new("b2c")), "b2c-80x24.txt");
    looks_like(&built_in((120, 36), Signs::Rich, &Business::new("b2b")), "b2b-120x36.txt");
}

#[test]
fn the_later_phases_are_drawn_too() {
    let mut stage = built_in((120, 36), Signs::Rich, &Business::new("b2c"));
    stage.press("<tab>");
    looks_like(&stage, "b2c-phase-2-120x36.txt");
    stage.press("<tab>");
    looks_like(&stage, "b2c-phase-3-120x36.txt");
}

#[test]
fn narrow_it_is_an_outline() {
    looks_like(&built_in((60, 30), Signs::Rich, &Business::new("b2c")), "outline-60x30.txt");
    looks_like(&built_in((40, 12), Signs::Rich, &Business::new("b2c")), "outline-40x12.txt");
}

#[test]
fn a_key_switches_between_map_and_outline() {
    let mut stage = built_in((120, 36), Signs::Rich, &Business::new("b2c"));
    stage
        .sees("┌─ Architecture")
        .press("O")
        .misses("┌─")
        .sees("   Architecture")
        .press("O")
        .sees("┌─ Architecture");
    stage.resize(60, 20).press("O").sees("the map needs 80 columns");
}

#[test]
fn ascii_draws_nothing_else() {
    let mut stage = built_in((120, 36), Signs::Ascii, &Business::new("b2c"));
    let text = stage.text();
    assert!(text.is_ascii(), "{text}");
    stage.sees("+- Architecture").sees("+->").sees("-*");
}

#[test]
fn the_small_packs_plan_is_a_map_as_well() {
    let mut stage = Stage::new((80, 24));
    stage.press("3");
    looks_like(&stage, "small-80x24.txt");
    stage.resize(80, 18).misses("Can start now");
}

#[test]
fn space_marks_the_topic_and_the_map_follows() {
    let mut stage = Stage::new((120, 36));
    stage.press("3").sees("▌○ Tenant").press("<right>").sees("Waits for      ◄ Tenant, ○ todo");
    // The tenant has items that are still open, so it is asked which of them are meant.
    stage.press("<left><space>").sees("Only the topic").press("<enter>").sees("▌✓ Tenant");
    stage.press("u").sees("▌○ Tenant");
    stage.others_write("Ben", &[status("design/tenants-decided", Status::Done, None)]);
    stage.misses("▌○ Tenant");
}

#[test]
fn arrows_go_from_cell_to_cell_and_to_the_milestone() {
    let mut stage = Stage::new((120, 36));
    stage.press("3<right><right>").sees(" ◆ Demo ──").sees("By workstream");
    stage.press("<down>").sees(" ◆ Go-live ──").press("<left>").sees("▌ Import ──");
    stage.press("<left>").sees("▌ Factors ──").press("<up>").sees("▌ Tenant ──");
    stage.press("G").sees(" ◆ Go-live ──").press("g").sees("▌ Tenant ──").press("J").sees("▌ Domain ──");
    stage.press("JJJJ").sees("[Phase 2 Single sign-on]").sees("▌ Session ──");
}

#[test]
fn enter_opens_the_topics_entries_and_from_there_the_lists() {
    let mut stage = Stage::new((120, 36));
    stage.press("3<enter>").sees("1  Number of tenants decided").press("d").sees("Design 1 is in progress");
    stage.press("<up><enter>").sees("Create it.").press("<esc>").press("<down><enter>");
    stage.sees("[2 Checklists]").sees("▌    1 » Number of tenants");
}

#[test]
fn enter_on_a_milestone_leads_to_its_review() {
    let mut stage = Stage::new((120, 36));
    stage
        .press("3<right><right><down>")
        .misses("m mark")
        .press("<enter>")
        .sees("[4 Review]")
        .sees("◆ Go-live");
}

#[test]
fn several_topics_are_marked_and_answered_at_once() {
    let mut stage = Stage::new((120, 36));
    stage.press("3m<right>").sees("●○ Tenant").press("md").sees("2 entries are in progress").misses("●");
    stage.press("m").sees("1 topic marked").press("<esc>").sees("no topic is marked any more");
}

#[test]
fn what_does_not_apply_is_one_key_away() {
    let mut stage = Stage::new((120, 36));
    stage.press("3").misses("Companies").press("x").sees("– Companies").sees("1 topic that do");
    stage.press("x").misses("Companies");
}

#[test]
fn a_topic_that_does_not_apply_is_shown_alone_and_the_others_stay_hidden() {
    let mut stage = Stage::new((120, 36));
    stage.press("3/companies<enter>").sees("– Companies").press("x").sees("1 topic that do");
    stage.press("x").misses("Companies");
}

#[test]
fn an_entry_that_is_searched_for_is_shown_in_its_phase() {
    let mut stage = Stage::new((120, 36));
    stage.press("/session<enter>").sees("[3 Plan]").sees("[Phase 2 Single sign-on]").sees("▌ Session ──");
}

#[test]
fn the_cursor_stays_in_view_on_a_long_map() {
    let mut stage = built_in((80, 24), Signs::Rich, &Business::new("b2b"));
    for keys in ["g", "<pgdn>", "<pgdn>", "G", "<up>", "<pgup>"] {
        stage.press(keys);
        let rows = stage.rows();
        let body = rows.get(4..16).unwrap_or_default();
        let has_cursor = body.iter().any(|row| row.contains('▌'))
            || rows.get(16).is_some_and(|row| row.contains(" ◆ "))
                && body.iter().any(|row| row.contains("─◆"));
        assert!(has_cursor, "after {keys}:\n{}", stage.text());
    }
}

#[test]
fn ids_of_topics_lead_to_what_is_in_hand() {
    let mut stage = Stage::new((120, 36));
    stage.press("3o").press("Lena<enter>").sees("Lena");
    let world = stage.world.borrow();
    let said = world.fold.answers().entry(&EntryId::new("main/p1/architecture/tenant"));
    assert_eq!(said.and_then(|said| said.owner()), Some(&Text::line("Lena")));
}

#[test]
fn a_filter_dims_what_does_not_pass_and_says_how_much_that_is() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    stage.press("3").sees("Phase 2 API authorization").press("fGkkkkkkk<space><enter>");
    stage.sees("Only role branding: 6 of 31 topics").sees("User Migration");
    let bold = |stage: &Stage, words: &str| {
        stage.heavy().iter().any(|run| run.starts_with("bold") && run.contains(words))
    };
    assert!(bold(&stage, "Error Page"), "{:?}", stage.heavy());
    assert!(!bold(&stage, "Self Sign Up"), "{:?}", stage.heavy());
    // The next open topic is one that passes.
    let row = stage.press("gJJ").row_with("▌» Universal Login p");
    assert!(row.contains("Universal Login p"), "{row}");
    stage.press("<esc>").sees("filter cleared").misses("Only role").sees("Phase 2 API authorization");
    stage.resize(60, 20).press("fGkkkkkkk<space><enter>").sees("filter: 6 of 31 topics");
}

#[test]
fn what_a_cell_waits_for_is_read_to_its_end() {
    let mut stage = Stage::demo((100, 30), Signs::Rich);
    stage.press("3g<down>").sees("Needs the tenant of each environment to").sees("exist (Tenant Provision).");
    stage.resize(80, 24).sees("environment to exist (Tenant Provision).");
    stage.press("G").sees("◆ Handed over to operations ──");
    assert!(!stage.row_with("By workstream").contains('…'), "{}", stage.text());
}

#[test]
fn a_small_plan_is_not_pulled_apart() {
    let mut stage = Stage::new((160, 40));
    let row = stage.press("3").row_with("┌─ Architecture");
    assert_eq!(row.chars().count(), 79, "{row}");
}
