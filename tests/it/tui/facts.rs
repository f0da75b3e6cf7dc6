//! What an export shows, on the screens.

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::SystemTime;

use golive::journal::digest::Digest;
use golive::journal::record::{Change, Status};
use golive::pack::model::{EntryId, Pack};
use golive::tui::theme::Signs;

use super::harness::{Stage, now};

static BUILT_IN: LazyLock<Arc<Pack>> = LazyLock::new(golive::pack::embedded::pack);

const LOCALHOST: &str = "deploy/production-urls-free-of-localhost";
const SUPPORT: &str = "deploy/support-email-configured";

fn status(id: &str, status: Status) -> Change {
    let id = EntryId::new(id);
    let words = Digest::of_entry(BUILT_IN.entry(&id).expect("the pack has it"));
    Change::Status { id, status, words, reason: None, until: None, evidence: None }
}

/// An export of the day on which the tests stand, in a folder of its own.
fn export() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("it can be done");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/facts/samples/first/tenant.yaml");
    let path = folder.path().join("tenant.yaml");
    fs::copy(sample, &path).expect("it can be done");
    let day = SystemTime::try_from(now()).expect("the fixed moment is one that files can have");
    fs::File::options()
        .write(true)
        .open(&path)
        .expect("it can be done")
        .set_modified(day)
        .expect("it can be done");
    let path = path.display().to_string();
    (folder, path)
}

/// The screens with the export looked at after Ana has said this; and the folder, which has to stay.
fn looked_at(size: (u16, u16), said: &[Change]) -> (Stage, tempfile::TempDir) {
    let (folder, path) = export();
    let mut stage = Stage::of_pack(size, Signs::Rich, &BUILT_IN, said);
    stage.press(&format!("F{path}<enter>"));
    stage.sees("Which kind of tenant is larkfield-prod.eu.auth0.com?");
    stage.press("<enter>");
    (stage, folder)
}

fn changes(stage: &Stage) -> Vec<Change> {
    stage.world.borrow().fold.records().map(|record| record.change.clone()).collect()
}

fn status_of(stage: &Stage, id: &str) -> Option<Status> {
    let world = stage.world.borrow();
    Some(world.fold.answers().entry(&id.into())?.answer()?.status)
}

#[test]
fn a_contradicted_answer_goes_back_to_todo_with_the_sentence_and_one_undo() {
    let (mut stage, _folder) = looked_at((120, 36), &[status(LOCALHOST, Status::Done)]);
    stage.sees("Export of larkfield-prod.eu.auth0.com (production)");
    stage.sees("Contradicts your answers").sees("2 of 14 applications with a localhost address");
    stage.sees("Left for a person: That every address is live and ours.");
    // The sentence is there before anything was said; the kind alone was remembered.
    assert!(!changes(&stage).iter().any(|change| matches!(change, Change::Look(_))));
    stage.press("r");
    assert_eq!(status_of(&stage, LOCALHOST), Some(Status::Todo));
    let reason = {
        let world = stage.world.borrow();
        let answer = world.fold.answers().entry(&LOCALHOST.into()).unwrap().answer().unwrap().clone();
        answer.reason.unwrap()
    };
    assert!(reason.starts_with("export of larkfield-prod.eu.auth0.com, 20 Nov 2026: 2 of 14"), "{reason}");
    assert_eq!(changes(&stage).iter().filter(|change| matches!(change, Change::Look(_))).count(), 1);
    stage.press("u");
    assert_eq!(status_of(&stage, LOCALHOST), Some(Status::Done));
    stage.press("U");
    assert_eq!(status_of(&stage, LOCALHOST), Some(Status::Todo));
}

#[test]
fn the_filter_counts_the_items_that_the_export_speaks_of() {
    let (mut stage, _folder) = looked_at((120, 36), &[status(LOCALHOST, Status::Done)]);
    let entries = |stage: &mut Stage| -> usize {
        stage.press("f");
        let page = stage.text();
        let words = page.split(" would show").next().expect("it counts").to_owned();
        stage.press("<esc>");
        words.rsplit(' ').next().and_then(|all| all.parse().ok()).expect("a number")
    };
    // Of 83 items that the rules know, the ones that apply; of the pack 250 and more do.
    let listed = entries(&mut stage);
    assert!((60..=83).contains(&listed), "{listed}");
    stage.press("x");
    assert!(entries(&mut stage) > listed);
    stage.sees("Esc back");
}

#[test]
fn the_one_tenant_has_no_name_below_a_sentence_about_it() {
    let (mut stage, _folder) = looked_at((120, 36), &[status(SUPPORT, Status::Done)]);
    stage.sees("No support address is set.").misses("  tenant ");
    stage.press("/password policy<enter>");
    stage.sees("Customers: history yes, dictionary yes");
}

#[test]
fn nothing_is_taken_by_looking_and_q_leaves_without_a_trace() {
    let (mut stage, _folder) = looked_at((100, 30), &[status(LOCALHOST, Status::Done)]);
    let before = changes(&stage).len();
    stage.press("<down><down><down><pgdn>G<tab><down><tab><enter><esc>mm<esc>x");
    stage.press("q").misses("Export of larkfield");
    assert_eq!(changes(&stage).len(), before);
}

#[test]
fn done_with_it_names_what_is_left_and_the_answer_stands_against_the_export() {
    let (mut stage, _folder) = looked_at((120, 36), &[status(LOCALHOST, Status::Done)]);
    stage.press("d").sees("The export does not show that every address is").sees("Done all the same?");
    stage.press("n");
    assert_eq!(changes(&stage).iter().filter(|change| matches!(change, Change::Look(_))).count(), 0);
    stage.press("dy");
    assert_eq!(status_of(&stage, LOCALHOST), Some(Status::Done));
    let world = stage.world.borrow();
    let answers = world.fold.answers();
    let said = answers.entry(&LOCALHOST.into()).unwrap().status.now().unwrap();
    let taken = answers.looks.refuting(&LOCALHOST.into()).unwrap();
    // Who says done has seen the export, so it is no reason at the gate.
    assert!(said.seq > taken.seq);
}

#[test]
fn evidence_that_came_while_it_was_asked_is_asked_about() {
    let (mut stage, _folder) = looked_at((120, 36), &[status(LOCALHOST, Status::Done)]);
    stage.press("d").sees("Done all the same?");
    let Change::Status { id, status, words, reason, until, .. } = status(LOCALHOST, Status::Done) else {
        panic!("it is one")
    };
    let evidence = Some("wiki/addresses".into());
    let theirs = Change::Status { id, status, words, reason, until, evidence };
    stage.others_write("Kim", &[theirs]).press("y");
    stage.sees("the question has changed meanwhile").sees("has other evidence: wiki/addresses");
    let world = stage.world.borrow();
    let said = world.fold.answers().entry(&LOCALHOST.into()).unwrap().answer().unwrap().clone();
    assert_eq!(said.evidence.as_deref(), Some("wiki/addresses"));
}

#[test]
fn evidence_leaves_the_status_and_the_export_still_stands_against_it() {
    let (mut stage, _folder) = looked_at((120, 36), &[status(LOCALHOST, Status::Done)]);
    stage.press("v");
    let world = stage.world.borrow();
    let answers = world.fold.answers();
    let said = answers.entry(&LOCALHOST.into()).unwrap().status.now().unwrap();
    assert_eq!(said.value.status, Status::Done);
    assert!(said.value.evidence.as_ref().unwrap().starts_with("export of larkfield-prod"));
    assert!(said.seq < answers.looks.refuting(&LOCALHOST.into()).unwrap().seq);
}

#[test]
fn marked_items_are_taken_as_one_change_and_the_list_can_be_narrowed() {
    let (mut stage, _folder) = looked_at((120, 36), &[]);
    stage.press("/email<enter>").sees("Evidence on offer");
    stage.press("gmm").sees("2 entries marked");
    stage.press("v");
    // What goes over no words of anybody is not asked about.
    let last = changes(&stage);
    let many = last.iter().find_map(|change| match change {
        Change::Many(parts) => Some(parts.len()),
        _ => None,
    });
    assert_eq!(many, Some(2), "{last:?}");
    stage.press("u");
    assert_eq!(status_of(&stage, SUPPORT), None);
}

#[test]
fn an_answer_newer_than_the_export_is_asked_about() {
    let (folder, path) = export();
    let older = SystemTime::try_from(now()).unwrap() - std::time::Duration::from_secs(3 * 86_400);
    fs::File::options().write(true).open(&path).unwrap().set_modified(older).unwrap();
    let mut stage = Stage::of_pack((120, 36), Signs::Ascii, &BUILT_IN, &[status(LOCALHOST, Status::Done)]);
    stage.press(&format!("F{path}<enter><enter>"));
    stage.press("r").sees("was answered after the day of the export. Take it anyway?");
    stage.press("<enter>");
    assert_eq!(status_of(&stage, LOCALHOST), Some(Status::Done));
    stage.press("ry");
    assert_eq!(status_of(&stage, LOCALHOST), Some(Status::Todo));
    let odd = stage.text().chars().find(|c| !c.is_ascii());
    assert_eq!(odd, None);
    drop(folder);
}

#[test]
fn an_export_is_compared_and_its_day_put_right() {
    let (mut stage, _folder) = looked_at((120, 36), &[]);
    let before = changes(&stage).len();
    let second = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/facts/samples/second/tenant.yaml");
    // Without a look there is nothing to compare with, so a file is needed.
    stage
        .press("a<enter>")
        .sees("Compare with")
        .sees("Enter compare")
        .press(&format!("{}<enter>", second.display()));
    stage.sees("What changed").sees("6 new").sees("did not hold before for: Loyalty Beta");
    stage.press("<esc>").misses("What changed").sees("6 new");
    stage.press("t2027-01-01<enter>").sees("is still to come");
    stage.press("<c-u>2026-11-18<enter>").sees("Wed 18 Nov");
    assert_eq!(changes(&stage).len(), before);
    stage.press("v");
    let said = changes(&stage);
    let is_of_day = |change: &Change| {
        format!("{change:?}").contains("export of larkfield-prod.eu.auth0.com, 18 Nov 2026")
    };
    assert!(said.iter().any(is_of_day), "{said:?}");
}

#[test]
fn another_tenant_is_asked_about_in_the_words_of_the_command() {
    let (mut stage, folder) = looked_at((120, 36), &[]);
    stage.press("q");
    let text = fs::read_to_string(folder.path().join("tenant.yaml")).unwrap();
    let other = folder.path().join("other.yaml");
    fs::write(&other, text.replace("larkfield-prod", "shop-prod")).unwrap();
    stage.press(&format!("F{}<enter>", other.display()));
    stage.sees("the export is of another tenant, shop-prod.eu.auth0.com; the project knows 1 tenant:");
    stage.sees("Which kind of tenant is shop-prod.eu.auth0.com?").press("<esc>").misses("Export of shop");
}

#[test]
fn what_cannot_be_read_is_said_and_no_screen_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.yaml");
    fs::write(&path, "tenant:\n  client_secret: \"PLANTED-word\nclients: []\n").unwrap();
    let mut stage = Stage::of_pack((120, 36), Signs::Rich, &BUILT_IN, &[]);
    stage.press(&format!("F{}<enter>", path.display())).misses("PLANTED").misses("Export of");
}

#[test]
fn any_size_shows_the_list_or_nothing_that_is_wrong() {
    let (mut stage, _folder) = looked_at((120, 36), &[status(LOCALHOST, Status::Done)]);
    for (width, height) in [(160, 50), (120, 36), (100, 30), (80, 24), (60, 20), (40, 12), (24, 8), (20, 5)] {
        stage.resize(width, height).press("<down><tab><down><tab><up>");
        assert!(!stage.text().trim().is_empty(), "{width}x{height}");
    }
    stage.resize(80, 24).press("g").sees("Contradicts your answers").sees("2 of 14 applications");
}

#[test]
fn a_heading_counts_its_group_also_while_what_does_not_apply_is_hidden() {
    let (mut stage, _folder) = looked_at((120, 60), &[]);
    let count = |stage: &Stage| stage.row_with("Waived or set aside").trim_end().to_owned();
    stage.press("G");
    let row = count(&stage);
    assert!(row.contains(" hidden"), "{row}");
    let all: String =
        row.split("aside").nth(1).unwrap().trim().chars().take_while(char::is_ascii_digit).collect();
    stage.press("xG");
    let shown = count(&stage);
    assert!(shown.contains(&format!(" {all}")) && !shown.contains("hidden"), "{row} {shown}");
}

#[test]
fn the_day_of_an_export_is_never_overdue() {
    let (mut stage, _folder) = looked_at((120, 36), &[]);
    stage.press("t").sees("The day of the export");
    stage.press("3 days ago").sees("3 days ago").misses("overdue").misses("in the past");
    stage.press("<enter>").misses("The day of the export");
}

#[test]
fn words_to_search_for_are_not_asked_about_when_the_field_is_left() {
    let (mut stage, _folder) = looked_at((120, 36), &[]);
    stage.press("/zzz").sees("Only items with these words").press("<esc>");
    stage.misses("Unsaved text").misses("Only items with these words").sees("Export of larkfield");
}
