//! A disk that fails: nothing that was acknowledged goes, nothing that was not is lost from memory.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use golive::journal::append::{Journal, News};
use golive::journal::disk::{Disk, Drive};
use golive::journal::error::JournalError;
use golive::journal::fold::Fold;
use golive::journal::project::Project;
use golive::journal::record::{Record, Run, Seq};

use super::{Desk, note, note_of, now};

/// What the disk does at its next write; afterwards it works.
pub(super) enum Fault {
    /// Takes only so many bytes.
    Full(usize),
    /// Takes everything and cannot sync.
    Sync,
    /// Somebody puts another file in the journal's place while it is written to.
    Replaced { path: PathBuf, bytes: Vec<u8> },
    /// Somebody removes the file while it is written to.
    Removed(PathBuf),
}

#[derive(Clone)]
struct Faulty(Arc<Mutex<Vec<Fault>>>);

impl Disk for Faulty {
    fn append(&mut self, file: &mut File, text: &[u8]) -> io::Result<()> {
        let mut faults = self.0.lock().expect("no test panics with it");
        match faults.first() {
            Some(Fault::Full(room)) => {
                file.write_all(&text[..*room])?;
                faults.remove(0);
                return Err(io::ErrorKind::StorageFull.into());
            }
            Some(Fault::Replaced { path, bytes }) => {
                let other = path.with_extension("other");
                fs::write(&other, bytes)?;
                fs::rename(other, path)?;
                faults.remove(0);
            }
            Some(Fault::Removed(path)) => {
                fs::remove_file(path)?;
                faults.remove(0);
            }
            Some(Fault::Sync) | None => {}
        }
        Drive.append(file, text)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        let mut faults = self.0.lock().expect("no test panics with it");
        if matches!(faults.first(), Some(Fault::Sync)) {
            faults.remove(0);
            return Err(io::Error::other("the disk does not answer"));
        }
        Drive.sync(file)
    }
}

pub(super) fn faulty(desk: &Desk, faults: Vec<Fault>) -> Journal {
    desk.journal(2).with_disk(Box::new(Faulty(Arc::new(Mutex::new(faults)))))
}

fn record(fold: &Fold, at: u64, id: &str) -> Record {
    fold.compose(note(id, "kept").into(), Seq::provisional(at, Run(2)), &"ana".into(), now())
}

#[test]
fn a_write_that_fails_halfway_is_written_again_and_counts_once() {
    let desk = Desk::new();
    let mut journal = faulty(&desk, vec![Fault::Full(30)]);
    let first = record(&Fold::default(), 0, "design/a");
    let error = journal.apply(std::slice::from_ref(&first)).unwrap_err();
    assert!(error.is_kept() && journal.kept() == 1, "{error}");
    assert_eq!(note_of(&desk.open(3), "design/a"), None);

    // Meanwhile another program writes; it begins with a line end.
    super::apply(&mut desk.open(4), note("design/b", "other")).unwrap();

    let saved = journal.retry().unwrap();
    assert_eq!(saved.len(), 1);
    assert_eq!(saved[0].0, first.seq());
    let project = desk.open(5);
    assert_eq!(note_of(&project, "design/a").unwrap(), "kept");
    assert_eq!(note_of(&project, "design/b").unwrap(), "other");
    let verdict = project.journal().verdict();
    assert_eq!((verdict.problems.len(), verdict.lost()), (1, 0), "{:?}", verdict.problems);
}

#[test]
fn a_sync_that_fails_is_not_saved_and_the_same_bytes_go_out_again() {
    let desk = Desk::new();
    let mut journal = faulty(&desk, vec![Fault::Sync]);
    journal.take_news();
    assert!(journal.apply(&[record(&Fold::default(), 0, "design/a")]).unwrap_err().is_kept());
    journal.refresh().unwrap();
    assert_eq!(journal.take_news(), News::None);

    let saved = journal.apply(&[record(&Fold::default(), 1, "design/b")]).unwrap();
    assert_eq!(saved.iter().map(|(_, line)| line.record.n).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(desk.text().matches("\"design/a\"").count(), 2);
    let project = desk.open(5);
    assert_eq!(project.fold().len(), 3);
    assert_eq!(project.journal().verdict().lost(), 0);
}

#[test]
fn a_file_replaced_during_the_write_gets_the_change_as_well() {
    let desk = Desk::new();
    let fault = Fault::Replaced { path: desk.path(), bytes: desk.text().into_bytes() };
    let mut journal = faulty(&desk, vec![fault]);
    journal.apply(&[record(&Fold::default(), 0, "design/a")]).unwrap();
    assert_eq!(note_of(&desk.open(5), "design/a").unwrap(), "kept");
}

#[test]
fn a_file_removed_during_the_write_is_not_saved() {
    let desk = Desk::new();
    let mut journal = faulty(&desk, vec![Fault::Removed(desk.path())]);
    let text = desk.text();
    let change = record(&Fold::default(), 0, "design/a");
    assert!(matches!(journal.apply(std::slice::from_ref(&change)), Err(JournalError::Gone { .. })));
    assert!(!desk.path().exists());
    fs::write(desk.path(), text).unwrap();
    journal.apply(&[change]).unwrap();
    assert_eq!(note_of(&desk.open(5), "design/a").unwrap(), "kept");
}

#[test]
fn a_command_that_cannot_save_shows_nothing_as_saved() {
    let desk = Desk::new();
    let mut project = Project::of(faulty(&desk, vec![Fault::Full(0)]), &"ana".into());
    assert!(super::apply(&mut project, note("design/a", "x")).is_err());
    assert_eq!(note_of(&project, "design/a"), None);
}

#[test]
#[cfg(unix)]
fn a_file_that_may_only_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    fs::set_permissions(desk.path(), fs::Permissions::from_mode(0o400)).unwrap();
    if fs::OpenOptions::new().append(true).open(desk.path()).is_ok() {
        return; // The super-user may write to everything.
    }
    let error = super::apply(&mut desk.open(2), note("design/a", "x")).unwrap_err();
    assert!(matches!(error, JournalError::ReadOnly { .. }), "{error}");
}
