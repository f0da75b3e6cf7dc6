//! The whole project under another name: everything is in the new file, or there is none.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use golive::files::disk::{Disk, Drive, Fresh};
use golive::journal::append::{FileChange, Journal};
use golive::journal::error::JournalError;
use golive::journal::fold::Fold;
use golive::journal::line::JournalLine;
use golive::journal::record::{Record, RunId, Seq};

use super::faults::Watched;
use super::{Desk, HEADER, line, note, note_of, now};

/// A disk that fails once, at this step.
#[derive(Clone, Default)]
struct Failing(Arc<Mutex<Option<&'static str>>>);

impl Failing {
    fn at(&self, step: &'static str) {
        *self.0.lock().expect("no test panics with it") = Some(step);
    }

    fn step(&self, step: &str) -> io::Result<()> {
        let mut at = self.0.lock().expect("no test panics with it");
        if *at == Some(step) {
            *at = None;
            return Err(io::Error::other("the disk does not answer"));
        }
        Ok(())
    }
}

impl Disk for Failing {
    fn append(&mut self, file: &mut File, text: &[u8]) -> io::Result<()> {
        if let Err(error) = self.step("append") {
            file.write_all(&text[..20])?;
            return Err(error);
        }
        Drive.append(file, text)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        self.step("sync")?;
        Drive.sync(file)
    }

    fn place(&mut self, fresh: &Fresh, path: &Path) -> io::Result<()> {
        self.step("place")?;
        Drive.place(fresh, path)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.step("sync folder")?;
        Drive.sync_folder(folder)
    }
}

fn record(at: u64, id: &str) -> Record {
    Fold::default().compose(note(id, "kept").into(), Seq::provisional(at, RunId(2)), &"ana".into(), now())
}

/// A journal whose file has lost all but its first line, and the lines that it had.
fn shortened(desk: &Desk, failing: &Failing) -> (Journal, Vec<JournalLine>) {
    super::apply(&mut desk.open(1), note("design/old", "old")).expect("the file can be written to");
    let mut journal = desk.journal(2).with_disk(Box::new(failing.clone()));
    let lines = match journal.take_news() {
        FileChange::Anew(lines) => lines,
        _ => Vec::new(),
    };
    let header = desk.text().lines().next().map_or(0, str::len) as u64 + 1;
    let file = fs::OpenOptions::new().write(true).open(desk.path()).expect("the folder is this test's own");
    file.set_len(header).expect("the file can be cut");
    journal.refresh().expect("the file can be read");
    assert_eq!((lines.len(), journal.verdict().gone), (2, 2));
    (journal, lines)
}

#[test]
fn a_new_file_that_cannot_be_made_leaves_nothing_behind_and_loses_nothing() {
    for step in ["append", "sync", "place", "sync folder"] {
        let (desk, failing) = (Desk::new(), Failing::default());
        let (mut journal, lines) = shortened(&desk, &failing);
        let (before, new) = (desk.text(), desk.folder.path().join("new.golive"));
        let records = [record(0, "design/a")];
        failing.at(step);
        let error = journal.save_as(&new, lines.clone(), &records).unwrap_err();
        assert!(error.reason().contains("the disk does not answer"), "{step}: {error}");
        assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 1, "{step}");
        assert_eq!((journal.path(), journal.verdict().gone), (desk.path().as_path(), 2), "{step}");

        let saved = journal.save_as(&new, lines, &records).unwrap();
        assert_eq!(saved.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [records[0].seq()], "{step}");
        assert_eq!((journal.path(), journal.verdict().gone, journal.kept()), (new.as_path(), 0, 0));
        journal.apply(&[record(1, "design/b")]).unwrap();
        assert_eq!(desk.text(), before, "{step}: the file so far is not touched");
        let project = golive::journal::session::Session::open(&new, RunId(3), &"ana".into()).unwrap();
        for (id, words) in [("design/old", "old"), ("design/a", "kept"), ("design/b", "kept")] {
            assert_eq!(note_of(&project, id).as_deref(), Some(words), "{step}");
        }
        assert!(project.verdict().is_clean() && project.header() == desk.open(4).header(), "{step}");
    }
}

#[test]
fn a_name_that_is_not_on_the_disk_is_not_called_saved() {
    let (desk, failing) = (Desk::new(), Failing::default());
    let mut journal = desk.journal(2).with_disk(Box::new(failing.clone()));
    for _ in 0..2 {
        failing.at("sync folder");
        assert!(matches!(journal.settle(), Err(JournalError::Unsynced { .. })));
        // A change does not bring the name to the disk.
        journal.apply(&[record(0, "design/a")]).unwrap();
    }
    assert!(journal.settle().unwrap().is_empty());
}

#[test]
fn what_a_failed_write_has_kept_is_in_the_new_file() {
    let (desk, failing) = (Desk::new(), Failing::default());
    let mut journal = desk.journal(2).with_disk(Box::new(failing.clone()));
    journal.take_news();
    failing.at("append");
    let kept = record(0, "design/a");
    assert!(journal.apply(std::slice::from_ref(&kept)).unwrap_err().is_kept());
    // Others' lines that nobody here has read yet come along.
    super::apply(&mut desk.open(3), note("design/other", "other")).unwrap();
    let new = desk.folder.path().join("new.golive");
    let saved = journal.save_as(&new, [], &[record(1, "design/b")]).unwrap();
    assert_eq!(saved.len(), 2);
    assert_eq!(saved[0].0, kept.seq());
    let project = golive::journal::session::Session::open(&new, RunId(4), &"ana".into()).unwrap();
    for id in ["design/a", "design/b", "design/other"] {
        assert!(note_of(&project, id).is_some(), "{id}");
    }
    assert!(project.verdict().is_clean());
}

#[test]
fn a_file_that_exists_is_never_overwritten() {
    let (desk, failing) = (Desk::new(), Failing::default());
    let (mut journal, lines) = shortened(&desk, &failing);
    let new = desk.folder.path().join("new.golive");
    fs::write(&new, "somebody's").unwrap();
    let error = journal.save_as(&new, lines, &[]).unwrap_err();
    assert!(matches!(error, JournalError::Exists { .. }), "{error}");
    assert_eq!(fs::read_to_string(new).unwrap(), "somebody's");
}

/// The lines that were read when the journal was opened.
fn first_lines(journal: &mut Journal) -> Vec<JournalLine> {
    match journal.take_news() {
        FileChange::Anew(lines) => lines,
        other => panic!("it was just opened: {other:?}"),
    }
}

#[test]
fn another_project_in_the_place_does_not_come_along() {
    let desk = Desk::new();
    let (mut journal, before) = (desk.journal(2), desk.text());
    let lines = first_lines(&mut journal);
    let theirs = line(7, 3, note("design/x", "theirs"));
    desk.replace(format!("{}{theirs}", HEADER.replace("7f3a", "0000")));
    assert!(journal.refresh().unwrap_err().gone().is_some());
    let new = desk.folder.path().join("new.golive");
    journal.save_as(&new, lines, &[]).unwrap();
    assert_eq!(fs::read_to_string(new).unwrap(), before);
}

#[test]
fn a_file_that_has_our_lines_under_another_id_takes_none_of_them_away() {
    let desk = Desk::new();
    super::apply(&mut desk.open(1), note("design/a", "x")).unwrap();
    let (mut journal, ours) = (desk.journal(2), desk.text());
    let lines = first_lines(&mut journal);
    let theirs = format!("{}{}", HEADER.replace("7f3a", "0000"), line(1, 3, note("design/b", "theirs")));
    for other in [ours.replace("7f3a", "0000"), format!("{theirs}{ours}")] {
        desk.replace(&other);
        journal.refresh().unwrap_err();
        let new = desk.folder.path().join(format!("{}.golive", other.len()));
        // The journal goes on in the new file, so each of them has its own.
        let mut journal = std::mem::replace(&mut journal, {
            desk.replace(&ours);
            desk.journal(2)
        });
        desk.replace(&other);
        journal.save_as(&new, lines.clone(), &[]).unwrap();
        assert_eq!(fs::read_to_string(new).unwrap(), ours);
        desk.replace(&ours);
    }
}

#[test]
fn lines_of_a_newer_version_come_along_if_the_file_is_gone() {
    let newer = line(2, 3, note("design/n", "x")).replace("Note(", "Vote(");
    let text = format!("{HEADER}{}{newer}", line(1, 1, note("design/a", "x")));
    let desk = Desk::with(&text);
    let mut journal = desk.journal(2);
    let lines = first_lines(&mut journal);
    fs::remove_file(desk.path()).unwrap();
    let new = desk.folder.path().join("new.golive");
    journal.save_as(&new, lines, &[]).unwrap();
    assert_eq!(fs::read_to_string(new).unwrap(), text);
}

#[test]
fn lost_lines_of_a_newer_version_come_along() {
    let newer = line(2, 3, note("design/n", "x")).replace("Note(", "Vote(");
    let desk = Desk::with(format!("{HEADER}{}{newer}", line(1, 1, note("design/a", "x"))));
    let mut journal = desk.journal(2);
    let lines = first_lines(&mut journal);
    desk.replace(HEADER);
    journal.refresh().unwrap();
    let new = desk.folder.path().join("new.golive");
    let saved = journal.save_as(&new, lines, &[record(0, "design/b")]).unwrap();
    assert_eq!(saved[0].1.record.n, 3);
    assert!(fs::read_to_string(new).unwrap().contains(&newer));
}

#[test]
fn the_journal_goes_on_with_the_new_file_as_it_did_with_the_other() {
    let (desk, watched) = (Desk::new(), Watched::default());
    let mut journal = desk.journal(2).with_disk(Box::new(watched.clone())).with_patience(Duration::ZERO);
    let lines = first_lines(&mut journal);
    let (new, first) = (desk.folder.path().join("new.golive"), record(0, "design/a"));
    let saved = journal.save_as(&new, lines, std::slice::from_ref(&first)).unwrap();
    watched.asked();
    journal.settle().unwrap();
    assert_eq!(watched.asked(), [""; 0]);

    let next = Record { over: Some(first.seq()), ..record(1, "design/a") };
    let holder = File::open(&new).unwrap();
    holder.lock().unwrap();
    let error = journal.apply(std::slice::from_ref(&next)).unwrap_err();
    assert!(matches!(error, JournalError::Busy { waited: Duration::ZERO, .. }), "{error}");
    holder.unlock().unwrap();
    let next = journal.apply(&[next]).unwrap();
    assert_eq!(next[0].1.record.over, Some(saved[0].1.seq()));
    assert_eq!(watched.asked(), ["append", "sync"]);
}
