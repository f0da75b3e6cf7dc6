//! The search over everything: what stays at the cursor, what is counted, and what is marked afterwards.

use std::sync::Arc;

use golive::journal::record::{CaptureId, CaptureKind, Change};
use golive::pack::embedded;
use golive::pack::model::{Business, EntryId, Item, Pack};
use golive::text::Text;
use golive::tui::theme::Signs;
use ratatui::style::Modifier;

use super::harness::Stage;

const SIZE: (u16, u16) = (120, 36);
const SIZES: [(u16, u16); 3] = [SIZE, (80, 24), (40, 12)];

/// The built-in pack with every item eight times.
pub(super) fn large_pack() -> Arc<Pack> {
    let mut pack = embedded::made();
    for section in pack.checklists.iter_mut().flat_map(|list| &mut list.sections) {
        let one = section.items.clone();
        for time in 1..8 {
            section.items.extend(one.iter().map(|item| Item {
                id: EntryId::new(&format!("{}-{time}", item.id)),
                no: item.no + time * 1000,
                ..item.clone()
            }));
        }
    }
    pack.index();
    Arc::new(pack)
}

#[test]
fn a_large_pack_is_searched_part_by_part() {
    let pack = large_pack();
    let said = [Change::Scenario { business: Business::new("b2c"), apps: vec![] }];
    let stage = || Stage::of_pack(SIZE, Signs::Rich, &pack, &said);
    let go_on = |stage: &mut Stage| while stage.app.has_more_to_do() && !stage.app.go_on() {};
    let (mut typed_first, mut typed_last) = (stage(), stage());
    typed_first.press("2/").press("session").sees("found so far");
    assert!(typed_first.app.has_more_to_do());
    go_on(&mut typed_first);
    typed_last.press("2/");
    go_on(&mut typed_last);
    typed_last.press("session").misses("so far");
    assert_eq!(typed_first.text(), typed_last.text());
    assert!(!typed_first.app.has_more_to_do());

    // Enter walks through everything, also what was not found so far.
    let walked = |keys: &str| {
        let mut stage = stage();
        stage.press(keys).row_with("with “session”")
    };
    typed_last.press("<enter>");
    assert_eq!(walked("2/session<enter>"), typed_last.row_with("with “session”"));
    // Nothing is left to do once it is closed.
    typed_first.press("<esc>");
    assert!(!stage().press("2/session<esc>").app.has_more_to_do());
}

fn note(id: &str, words: &str) -> Change {
    Change::Note { id: EntryId::new(id), text: Text::block(words) }
}

/// A question that was captured for the whole project.
fn question(id: &str, words: &str) -> Change {
    Change::Capture {
        id: CaptureId(id.into()),
        at: None,
        kind: CaptureKind::Question,
        text: words.into(),
        owner: None,
        due: None,
        to: None,
    }
}

/// A stage over the large pack, of which not all is ready to be searched at once.
fn large(said: &[Change]) -> Stage {
    let scenario = Change::Scenario { business: Business::new("b2c"), apps: vec![] };
    let said: Vec<Change> = std::iter::once(scenario).chain(said.iter().cloned()).collect();
    Stage::of_pack(SIZE, Signs::Rich, &large_pack(), &said)
}

fn go_on(stage: &mut Stage) {
    while stage.app.has_more_to_do() && !stage.app.go_on() {}
}

/// The row of the cursor in what lies in front.
fn at_cursor(stage: &Stage) -> String {
    let found = stage.rows().into_iter().rev().find(|row| row.starts_with(" ▌"));
    found.unwrap_or_else(|| panic!("there is no cursor:\n{}", stage.text()))
}

#[test]
fn the_cursor_stays_at_a_capture_whatever_others_change() {
    let said = [question("m1", "zebra one"), question("m2", "zebra two")];
    let said: Vec<(&str, Change)> = said.into_iter().map(|change| ("Ana", change)).collect();
    for size in SIZES {
        let mut stage = Stage::after(size, &said);
        stage.press("/zebra").sees("2 found").press("<down>");
        assert!(at_cursor(&stage).contains("zebra two"), "{}", stage.text());
        stage.others_write("Kim", &[question("a1", "zebra zero"), note("design/tenants-decided", "zebra")]);
        stage.sees("4 found");
        assert!(at_cursor(&stage).contains("zebra two"), "{}", stage.text());
        stage.press("<enter>").sees("zebra two").sees("Change it");
    }
}

#[test]
fn the_cursor_stays_at_a_capture_while_texts_are_made_ready() {
    let mut stage = large(&[question("m1", "zebra one"), question("m2", "zebra two")]);
    stage.press("2/zebra");
    go_on(&mut stage);
    stage.sees("2 found").press("<down>").others_write("Kim", &[question("a1", "nothing")]);
    assert!(stage.app.has_more_to_do());
    for _ in 0..2 {
        assert!(at_cursor(&stage).contains("zebra two"), "{}", stage.text());
        stage.misses("no longer found");
        go_on(&mut stage);
    }
    stage.sees("2 found");
}

#[test]
fn what_is_no_longer_found_stays_at_the_cursor_and_is_not_counted() {
    let said =
        [("Ana", note("design/tenants-decided", "zebra")), ("Ana", note("design/domain-decided", "zebra"))];
    for size in SIZES {
        let mut stage = Stage::after(size, &said);
        stage.press("/zebra").sees("2 found").press("<down>");
        stage.others_write("Kim", &[note("design/domain-decided", "horse")]).sees("1 found");
        assert!(at_cursor(&stage).ends_with("no longer found"), "{}", stage.text());
        // It is gone to, and is not one of the finds to be walked through.
        stage.press("<enter>").misses("1 of ").misses("2 of 2").press("/zebra").sees("1 found");
        stage.misses("no longer found");
    }
    let mut stage = Stage::after(SIZE, &said[..1]);
    stage.press("/zebra").others_write("Kim", &[note("design/tenants-decided", "horse")]);
    stage.sees("0 found").sees("no longer found");
}

/// The words are in an entry that is made ready last; their letters are in many that are ready at once.
fn letters_first() -> Stage {
    let pack = large_pack();
    let sections = pack.checklists.iter().flat_map(|list| &list.sections);
    let last = sections.flat_map(|section| &section.items).last().expect("it has items").id.clone();
    large(&[note(last.as_str(), "the word is dsgn")])
}

#[test]
fn enter_goes_to_the_entry_that_somebody_chose() {
    let mut stage = letters_first();
    stage.press("2/dsgn").sees("with these letters so far").press("<down>");
    let row = at_cursor(&stage);
    let chosen: String =
        row.chars().skip(5).collect::<String>().split("  ").next().unwrap_or_default().into();
    stage.press("<enter>").sees(&chosen).misses("with “dsgn”");
    assert!(at_cursor(&stage).len() > 3);
    let mut stage = letters_first();
    stage.press("2/dsgn<down>");
    go_on(&mut stage);
    stage.sees("1 found").sees("no longer found");
    assert!(at_cursor(&stage).contains(&chosen), "{}", stage.text());
}

#[test]
fn letters_give_way_to_words_as_long_as_nobody_has_chosen() {
    let mut stage = letters_first();
    stage.press("2/dsgn").sees("with these letters so far");
    go_on(&mut stage);
    stage.sees("1 found").misses("these letters");
    assert!(at_cursor(&stage).contains("the word is dsgn"), "{}", stage.text());
    let mut stage = letters_first();
    stage.press("2/dsgn<enter>").sees("the word is dsgn");
}

#[test]
fn finds_by_letters_are_not_called_finds_of_the_words() {
    for size in SIZES {
        let mut stage = Stage::new(size);
        stage.press("2/dsgdcd").misses("found");
        if size.0 >= 80 {
            stage.sees("5 with these letters");
        }
        stage.press("<enter>").sees("1 of 5 with these letters");
        if size.0 >= 80 {
            stage.sees("1 of 5 with these letters: “dsgdcd”");
        }
    }
}

#[test]
fn wide_signs_are_marked_where_they_were_found() {
    let mut stage = Stage::after(SIZE, &[("Ana", note("design/tenants-decided", "so 日本 it is"))]);
    stage.press("2/日本<enter>");
    let buffer = stage.buffer();
    let marked: String = buffer
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(|cell| cell.symbol().trim())
        .collect();
    assert_eq!(marked, "日本", "{}", stage.text());
}
