//! What was typed when its saving is refused: it stays in its field, and why is said.

use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use tempfile::TempDir;

use super::harness::Stage;

struct Desk {
    folder: TempDir,
    stage: Stage,
    woken: Receiver<()>,
    ours: String,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().expect("the temporary folder can be written to");
        let (stage, woken) = Stage::over_file((100, 30), &folder.path().join("contoso.golive"));
        let mut desk = Desk { folder, stage, woken, ours: String::new() };
        desk.stage.press("2<space>");
        desk.wait_for("saved ");
        desk
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("contoso.golive")
    }

    #[track_caller]
    fn wait_for(&mut self, words: &str) {
        while !self.stage.text().contains(words) {
            let woken = self.woken.recv_timeout(Duration::from_secs(20));
            assert!(woken.is_ok(), "{words} never came:\n{}", self.stage.text());
            self.stage.app.news();
        }
    }

    /// A newer version of the program has written to the file, so this one may not.
    fn forbid(&mut self) {
        self.ours = fs::read_to_string(self.path()).expect("the project's file");
        let newer = self.ours.replacen("format: 1", "format: 99", 1);
        fs::write(self.path(), newer).expect("the folder is this test's own");
        self.wait_for("read-only");
    }

    fn allow(&mut self) {
        fs::write(self.path(), &self.ours).expect("the folder is this test's own");
        self.wait_for("saved ");
    }
}

#[test]
fn typed_words_stay_in_their_field_and_are_saved_later() {
    for (open, words, keep) in
        [("e", "anothersanswer", "<tab>"), ("o", "zoe", "<enter>"), ("ca", "zentral", "<enter>")]
    {
        let mut desk = Desk::new();
        desk.stage.press(&format!("{open}{words}"));
        desk.forbid();
        desk.stage.press(keep).sees(words).sees("format 99");
        desk.allow();
        desk.stage.press(keep).misses("read-only");
        assert_eq!(desk.stage.app.close(), None);
        let text = fs::read_to_string(desk.path()).expect("the project's file");
        assert!(text.contains(words) && text.starts_with(&desk.ours), "{open}: {text}");
    }
}

#[test]
fn a_workshop_that_is_not_kept_stays_to_be_changed() {
    let mut desk = Desk::new();
    desk.stage.press("5n").sees("Agenda ·");
    desk.forbid();
    desk.stage.press("s").misses("prepared for").sees("format 99").sees("Agenda ·");
    desk.allow();
    desk.stage.press("s").sees("prepared for");
    assert_eq!(desk.stage.app.close(), None);
}
