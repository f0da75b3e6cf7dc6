//! The whole project goes into a new file when its own has become shorter, or cannot be written to.

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use golive::journal::record::RunId;
use golive::journal::session::Session;
use tempfile::TempDir;

use super::harness::Stage;

/// A project in a file of its own on the screen.
struct Desk {
    folder: TempDir,
    stage: Stage,
    woken: Receiver<()>,
}

impl Desk {
    fn new(size: (u16, u16)) -> Desk {
        let folder = tempfile::tempdir().expect("the temporary folder can be written to");
        let (stage, woken) = Stage::over_file(size, &folder.path().join("contoso.golive"));
        let mut desk = Desk { folder, stage, woken };
        desk.stage.press("2<space>");
        desk.wait_for("saved ");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    #[track_caller]
    fn wait_for(&mut self, words: &str) {
        while !self.stage.text().contains(words) {
            let woken = self.woken.recv_timeout(Duration::from_secs(20));
            assert!(woken.is_ok(), "{words} never came:\n{}", self.stage.text());
            self.stage.app.news();
        }
    }

    /// Cuts the file after its first line.
    fn cut(&mut self) {
        let path = self.path("contoso.golive");
        let text = fs::read_to_string(&path).expect("the project's file");
        let first = text.lines().next().expect("a first line").len() as u64 + 1;
        let file = fs::OpenOptions::new().write(true).open(path).expect("the project's file");
        file.set_len(first).expect("it can be cut");
        self.wait_for("Save everything under another name");
    }

    /// Takes the file away, and waits until that is asked about.
    fn take_away(&mut self) {
        fs::rename(self.path("contoso.golive"), self.path("away")).expect("it is there");
        self.wait_for("The file is gone");
    }

    /// What is said at the end, line by line.
    fn end(&mut self) -> Vec<String> {
        let said = self.stage.app.close().expect("something is not on the disk");
        said.lines().map(str::to_owned).collect()
    }

    /// Chooses the new file in the question about the shorter one.
    fn choose(&mut self) -> &mut Stage {
        self.stage.press("<down><down><down><enter>").sees("Save under another name")
    }
}

#[test]
fn a_file_cut_short_is_saved_under_another_name_and_gone_on_with() {
    let mut desk = Desk::new((100, 30));
    desk.cut();
    let cut = fs::read_to_string(desk.path("contoso.golive")).expect("the project's file");
    desk.choose().sees("contoso-2.golive");
    desk.stage.press("<enter>");
    desk.wait_for("saved as");
    desk.stage.misses("Save under").misses("CHANGES ARE GONE").press("j<space>");
    desk.wait_for("2 ✓ ");
    desk.stage.press("u").sees("undone").press("U").sees("redone");
    desk.wait_for("saved ");
    let new = desk.path("contoso-2.golive");
    let notes = fs::read_to_string(&new).expect("the new file");
    assert_eq!(notes.matches("Golive(").count(), 1);
    assert!(desk.stage.app.close().is_none());
    let project = Session::open(&new, RunId(3), &"Ana".into()).expect("the new file");
    assert_eq!(project.answers().entries.len(), 2, "the answers before and after");
    assert!(project.verdict().is_clean());
    let old = fs::read_to_string(desk.path("contoso.golive")).expect("the project's file");
    assert_eq!(old, cut, "the file so far is not touched");
    let last = fs::read_to_string(desk.path("state/last-project")).expect("what is remembered");
    assert_eq!(last.trim(), new.to_string_lossy());
}

#[test]
fn what_is_answered_after_the_cut_is_called_not_saved_and_counted() {
    let mut desk = Desk::new((120, 36));
    desk.cut();
    // No stray key takes the question away.
    desk.stage.press("23?/").sees("Write them back").sees("[2 Checklists]");
    desk.stage.sees("A sync client");
    desk.stage.press("<esc>").misses("Write them back").sees("Ctrl-S asks again");
    desk.stage.press("j<space>").sees("is done, NOT SAVED");
    desk.stage.sees("3 CHANGES ARE GONE FROM THE FILE, 1 NEW ONE IS NOT SAVED");
    desk.stage.press("q").sees("3 changes are gone from the file, and 1 new one is not saved. Quit anyway");
    desk.stage.press("n<c-s>").sees("Write them back").press("<down><enter>").sees("Ctrl-S asks again");
    let file = desk.path("contoso.golive");
    let words = format!("3 changes are gone from `{}`, and 1 new one is not saved", file.display());
    assert_eq!(desk.end()[0], words);
}

#[test]
fn what_the_file_has_lost_is_said_at_the_end_without_a_new_answer_too() {
    let mut desk = Desk::new((80, 24));
    desk.cut();
    desk.stage.press("<esc>q").sees("Quit anyway").press("y");
    let file = desk.path("contoso.golive").display().to_string();
    let lost = format!("3 changes are gone from `{file}`");
    assert_eq!(
        desk.end(),
        [&*lost, "an older copy may have taken its place: put the newer one back, or merge both"]
    );

    let mut desk = Desk::new((80, 24));
    // Nobody has looked at it since.
    fs::remove_file(desk.path("contoso.golive")).expect("it is there");
    let file = desk.path("contoso.golive").display().to_string();
    let lost = format!("`{file}` is gone with its 3 changes");
    assert_eq!(desk.end(), [&*lost, "put the file back; it is never created again by itself"]);
    assert!(!desk.path("contoso.golive").exists());
}

#[test]
fn what_was_decided_about_is_not_called_lost_at_the_end() {
    let mut desk = Desk::new((80, 24));
    desk.cut();
    desk.stage.press("<down><down><enter>y");
    desk.wait_for("unnamed project");
    assert_eq!(desk.stage.app.close(), None);

    let mut desk = Desk::new((80, 24));
    desk.cut();
    desk.stage.press("<enter>");
    desk.wait_for("saved ");
    assert_eq!(desk.stage.app.close(), None);
}

#[test]
fn a_file_that_is_gone_is_asked_about_and_everything_goes_under_another_name() {
    let mut desk = Desk::new((80, 24));
    desk.take_away();
    // The screens are no more read-only than with a shorter file.
    desk.stage.press("2?/").sees("The file is gone with its 3 changes").misses("read-only");
    desk.stage.press("<esc>").sees("Ctrl-S asks again").sees("THE FILE IS GONE WITH ITS 3 CHANGES");
    desk.stage.press("j<space>").sees("is done, NOT SAVED");
    desk.stage.press("<c-s><down><enter>").sees("contoso-2.golive").press("<enter>");
    desk.wait_for("saved as");
    desk.stage.misses("GONE");
    assert!(!desk.path("contoso.golive").exists(), "it is not made anew");
    assert_eq!(desk.stage.app.close(), None);
    let project = Session::open(&desk.path("contoso-2.golive"), RunId(3), &"Ana".into()).expect("a file");
    assert_eq!(project.answers().entries.len(), 2, "the answers before and after");
}

#[test]
fn a_file_that_is_gone_can_have_its_own_name_again_but_never_over_another_file() {
    let mut desk = Desk::new((100, 30));
    desk.take_away();
    desk.stage.press("<down><down><enter>").sees("contoso.golive").misses("contoso-2.golive");
    fs::write(desk.path("contoso.golive"), "somebody's").expect("the folder is this test's own");
    desk.stage.press("<enter>").sees("already exists");
    assert_eq!(fs::read_to_string(desk.path("contoso.golive")).expect("it is there"), "somebody's");
    fs::remove_file(desk.path("contoso.golive")).expect("it is there");
    desk.stage.press("<enter>");
    desk.wait_for("saved as");
    desk.stage.press("j<space>");
    desk.wait_for("saved ");
    assert_eq!(desk.stage.app.close(), None);
    let project = Session::open(&desk.path("contoso.golive"), RunId(3), &"Ana".into()).expect("a file");
    assert_eq!(project.answers().entries.len(), 2);
}

#[test]
fn a_file_that_comes_back_takes_the_question_away() {
    let mut desk = Desk::new((80, 24));
    desk.take_away();
    desk.stage.press("<esc>j<space>").sees("NOT SAVED").press("<c-s>").sees("The file is gone");
    fs::rename(desk.path("away"), desk.path("contoso.golive")).expect("it is there");
    desk.wait_for("the file has everything again");
    desk.wait_for("saved ");
    desk.stage.misses("The file is gone").misses("GONE");
    assert_eq!(desk.stage.app.close(), None);
}

#[test]
fn a_message_says_no_longer_that_it_is_not_saved_once_it_is() {
    let mut desk = Desk::new((80, 24));
    desk.cut();
    desk.stage.press("<esc>j<space>").sees("is done, NOT SAVED").sees("3 CHANGES ARE GONE FROM THE FILE");
    desk.stage.press("<c-s>").sees("Write them back").press("<enter>");
    desk.wait_for("saved ");
    desk.stage.misses("NOT SAVED");
}

#[test]
fn the_third_way_out_is_reached_by_every_key_that_moves_and_by_its_own() {
    for keys in
        ["s", "<tab><tab><enter>", "<s-tab><enter>", "<down><down><enter>", "<up><enter>", "<left><enter>"]
    {
        let mut desk = Desk::new((80, 24));
        desk.take_away();
        desk.stage.press("<esc>j<space>").sees("NOT SAVED");
        desk.stage.press("q").sees("s another name").press(keys).sees("a new file");
    }
}

#[test]
fn a_name_that_cannot_be_had_is_refused_and_nothing_is_lost() {
    let mut desk = Desk::new((100, 30));
    desk.cut();
    fs::write(desk.path("taken.golive"), "somebody's").expect("the folder is this test's own");
    desk.choose();
    let cases = [
        ("taken.golive", "already exists; choose another name; existing files are never overwritten"),
        ("", "is a folder; name a file in it"),
        ("nowhere/x.golive", "does not exist; name a file in a folder that exists"),
        ("taken.golive/x.golive", "is not a folder; name a file in a folder that exists"),
    ];
    for (name, words) in cases {
        let path = desk.path(name);
        desk.stage.press("<c-u>");
        desk.stage.app.paste(&path.to_string_lossy());
        desk.stage.press("<enter>");
        let text = desk.stage.text().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(words), "{words:?} is not on the screen:\n{}", desk.stage.text());
        desk.stage.sees("3 CHANGES ARE GONE").sees("Save under another name");
    }
    desk.stage.press("<c-u><enter>").sees("the file needs a name");
    desk.stage.app.paste(&desk.path("late.golive").to_string_lossy());
    desk.stage.press("<enter>");
    desk.wait_for("saved as");
    assert_eq!(fs::read_to_string(desk.path("taken.golive")).expect("it is there"), "somebody's");
}

#[test]
fn quitting_offers_a_new_file_for_what_is_not_saved() {
    let mut desk = Desk::new((40, 12));
    desk.take_away();
    desk.stage.press("<esc>j<space>").sees("NOT SAVED");
    desk.stage.press("q").sees("save under another name").press("<left><enter>").sees("Save under");
    desk.stage.press("<enter>");
    desk.wait_for("saved as");
    desk.stage.misses("NOT SAVED");
    assert!(desk.path("contoso-2.golive").is_file() && !desk.path("contoso.golive").exists());
}

#[test]
fn what_is_in_the_place_of_the_file_is_none_of_ours() {
    let mut desk = Desk::new((100, 30));
    let ours = fs::read_to_string(desk.path("contoso.golive")).expect("the project's file");
    let other = "Golive(format: 1, id: \"0000000000000000\")\n\
        (n: 1, at: \"2026-11-20T21:39:32Z\", by: \"zed\", w: \"00000000000000c4\", change: Project(\"Fabrikam\"))\n";
    fs::write(desk.path("other"), other).expect("the folder is this test's own");
    fs::rename(desk.path("other"), desk.path("contoso.golive")).expect("it is there");
    desk.wait_for("The file is gone");
    desk.stage.sees("is not this project").misses("own name again");
    desk.stage.press("<enter>").misses("Fabrikam").press("j<space>");
    desk.wait_for("NOT SAVED");
    fs::write(desk.path("contoso.golive"), &ours).expect("the folder is this test's own");
    desk.wait_for("saved ");
    desk.stage.misses("Fabrikam").misses("GONE");
    let text = fs::read_to_string(desk.path("contoso.golive")).expect("the project's file");
    assert!(text.starts_with(&ours) && text.len() > ours.len(), "{text}");
    assert_eq!(desk.stage.app.close(), None);
}

#[test]
fn a_folder_in_the_place_of_the_file_is_asked_about_and_told_at_the_end() {
    let mut desk = Desk::new((100, 30));
    fs::remove_file(desk.path("contoso.golive")).expect("it is there");
    fs::create_dir(desk.path("contoso.golive")).expect("the folder is this test's own");
    desk.wait_for("The file is gone");
    desk.stage.sees("folder or a device has its name").misses("own name again");
    // The name is free again, which the open question says as well.
    fs::remove_dir(desk.path("contoso.golive")).expect("it is there");
    desk.wait_for("own name again");
    fs::create_dir(desk.path("contoso.golive")).expect("the folder is this test's own");
    desk.wait_for("folder or a device has its name");
    desk.stage.press("<enter>");
    let said = desk.end();
    assert!(said[0].contains("is gone with its"), "{said:?}");
    assert!(said.join(" ").contains("move that away, and put the file back"), "{said:?}");
}

#[test]
fn the_question_about_the_file_waits_until_a_text_is_kept() {
    let mut desk = Desk::new((100, 30));
    desk.stage.press("eour");
    fs::rename(desk.path("contoso.golive"), desk.path("away")).expect("it is there");
    desk.wait_for("GONE");
    desk.stage.misses("The file is gone").press("answer");
    desk.stage.press("<tab>").sees("The file is gone").sees("ouranswer");
}

#[test]
fn to_take_a_shorter_file_is_asked_once_more() {
    let mut desk = Desk::new((100, 30));
    desk.cut();
    desk.stage.press("<down><down><enter>").sees("for good?").press("<enter>").sees("GONE");
    desk.stage.press("<c-s><down><down><enter>y");
    desk.wait_for("7 open");
    desk.stage.misses("GONE");
}

#[test]
fn the_question_at_the_end_goes_when_the_file_is_back() {
    let mut desk = Desk::new((100, 30));
    desk.take_away();
    desk.stage.press("<enter>q").sees("Quit anyway");
    fs::rename(desk.path("away"), desk.path("contoso.golive")).expect("it was there");
    desk.wait_for("the file has everything again");
    desk.stage.misses("Quit anyway");
}
