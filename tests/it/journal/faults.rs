//! A disk that fails: nothing that was acknowledged goes, nothing that was not is lost from memory.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use golive::files::disk::{Disk, Drive};
use golive::journal::append::{FileChange, Journal};
use golive::journal::error::JournalError;
use golive::journal::fold::Fold;
use golive::journal::record::{Record, RunId, Seq};
use golive::journal::session::Session;

use super::{Desk, HEADER, line, note, note_of, now};

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
    /// Somebody who takes no lock writes these bytes behind it.
    Crowded(Vec<u8>),
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
            Some(Fault::Crowded(bytes)) => {
                let bytes = bytes.clone();
                faults.remove(0);
                return file.write_all(&[text, &bytes].concat());
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

/// A disk that works and remembers what it was asked.
#[derive(Clone, Default)]
pub(super) struct Watched(pub(super) Arc<Mutex<Vec<&'static str>>>);

impl Watched {
    pub(super) fn asked(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().expect("no test panics with it"))
    }
}

impl Disk for Watched {
    fn append(&mut self, file: &mut File, text: &[u8]) -> io::Result<()> {
        self.0.lock().expect("no test panics with it").push("append");
        Drive.append(file, text)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        self.0.lock().expect("no test panics with it").push("sync");
        Drive.sync(file)
    }
}

pub(super) fn faulty(desk: &Desk, faults: Vec<Fault>) -> Journal {
    desk.journal(2).with_disk(Box::new(Faulty(Arc::new(Mutex::new(faults)))))
}

fn record(fold: &Fold, at: u64, id: &str) -> Record {
    fold.compose(note(id, "kept").into(), Seq::provisional(at, RunId(2)), &"ana".into(), now())
}

#[test]
fn a_write_that_fails_halfway_is_written_again_and_counts_once() {
    let desk = Desk::new();
    let mut journal = faulty(&desk, vec![Fault::Full(30)]);
    journal.take_news();
    let first = record(&Fold::default(), 0, "design/a");
    let error = journal.apply(std::slice::from_ref(&first)).unwrap_err();
    assert!(error.is_kept() && journal.kept() == 1, "{error}");
    assert_eq!(note_of(&desk.open(3), "design/a"), None);

    // Meanwhile another program writes; it begins with a line end.
    super::apply(&mut desk.open(4), note("design/b", "other")).unwrap();
    journal.refresh().unwrap();
    assert!(matches!(journal.take_news(), FileChange::Grown(lines) if lines.len() == 1));

    let saved = journal.retry().unwrap();
    assert_eq!(saved.len(), 1);
    assert_eq!(saved[0].0, first.seq());
    let project = desk.open(5);
    assert_eq!(note_of(&project, "design/a").unwrap(), "kept");
    assert_eq!(note_of(&project, "design/b").unwrap(), "other");
    let verdict = project.verdict();
    assert_eq!((verdict.problems.len(), verdict.lost()), (1, 0), "{:?}", verdict.problems);
}

#[test]
fn a_sync_that_fails_is_not_saved_and_the_same_bytes_go_out_again() {
    let desk = Desk::new();
    let mut journal = faulty(&desk, vec![Fault::Sync]);
    journal.take_news();
    assert!(journal.apply(&[record(&Fold::default(), 0, "design/a")]).unwrap_err().is_kept());
    journal.refresh().unwrap();
    assert_eq!(journal.take_news(), FileChange::None);

    let saved = journal.apply(&[record(&Fold::default(), 1, "design/b")]).unwrap();
    assert_eq!(saved.iter().map(|(_, line)| line.record.n).collect::<Vec<_>>(), [2, 3]);
    // What was found goes out again, too: nobody had synced it here.
    assert_eq!(["Contoso", "design/a", "design/b"].map(|word| desk.text().matches(word).count()), [2, 2, 1]);
    let project = desk.open(5);
    assert_eq!(project.fold().len(), 3);
    assert_eq!(project.verdict().lost(), 0);
}

#[test]
fn every_append_is_synced_before_it_is_saved() {
    let desk = Desk::new();
    let watched = Watched::default();
    let mut journal = desk.journal(2).with_disk(Box::new(watched.clone()));
    for at in 0..2 {
        journal.apply(&[record(&Fold::default(), at, "design/a")]).unwrap();
        assert_eq!(watched.asked(), ["append", "sync"]);
    }
}

#[test]
fn what_was_found_is_synced_once_before_it_counts_as_saved() {
    let desk = Desk::new();
    let watched = Watched::default();
    let mut journal = desk.journal(2).with_disk(Box::new(watched.clone()));
    journal.settle().unwrap();
    assert_eq!(watched.asked(), ["sync"]);
    journal.settle().unwrap();
    assert_eq!(watched.asked(), [""; 0]);

    // What another program wrote may have been killed before its sync.
    super::apply(&mut desk.open(3), note("design/b", "other")).unwrap();
    journal.refresh().unwrap();
    journal.settle().unwrap();
    assert_eq!(watched.asked(), ["sync"]);
}

#[test]
fn what_was_found_and_cannot_be_synced_is_written_once_more() {
    let desk = Desk::new();
    super::apply(&mut desk.open(3), note("design/b", "other")).unwrap();
    let mut journal = faulty(&desk, vec![Fault::Sync]);
    journal.settle().unwrap();
    assert_eq!(desk.text().matches("\"design/b\"").count(), 2);
    let project = desk.open(5);
    assert_eq!((project.fold().len(), project.verdict().lost()), (2, 0));

    let mut journal = faulty(&desk, vec![Fault::Sync, Fault::Sync]);
    let error = journal.settle().unwrap_err();
    assert!(matches!(error, JournalError::Sync { .. }), "{error}");
}

#[test]
fn of_a_long_file_the_end_is_written_once_more() {
    let lines: String =
        (0..40).map(|at| line(at + 1, 3, note(&format!("design/{at}"), &"x".repeat(1000)))).collect();
    let desk = Desk::with(format!("{HEADER}{lines}"));
    let mut journal = faulty(&desk, vec![Fault::Sync]);
    journal.apply(&[record(&Fold::default(), 0, "design/new")]).unwrap_err();
    journal.retry().unwrap();
    assert_eq!(desk.text().matches("\"design/new\"").count(), 2);
    let times = |at: u32| desk.text().matches(&format!("\"design/{at}\"")).count();
    assert_eq!([0, 20, 30, 39].map(times), [1, 1, 2, 2]);
    let project = desk.open(5);
    assert_eq!((project.fold().len(), project.verdict().lost()), (41, 0));
}

#[test]
fn a_sync_that_fails_twice_keeps_each_line_once() {
    let desk = Desk::new();
    let mut journal = faulty(&desk, vec![Fault::Sync, Fault::Sync]);
    assert!(journal.apply(&[record(&Fold::default(), 0, "design/a")]).unwrap_err().is_kept());
    super::apply(&mut desk.open(3), note("design/b", "other")).unwrap();
    assert!(journal.retry().unwrap_err().is_kept());
    // What the other program wrote was to reach the disk with the second sync.
    let saved = journal.retry().unwrap();
    assert_eq!(saved.iter().map(|(_, line)| line.record.n).collect::<Vec<_>>(), [2]);
    assert!(desk.text().rmatches("design/b").count() > 1);
    assert_eq!(desk.open(5).fold().len(), 3);
    assert!(!journal.owes());
}

#[test]
fn a_last_line_longer_than_the_end_is_written_once_more_as_a_whole() {
    let long = line(2, 3, note("design/long", &"x".repeat(20_000)));
    let newer = line(3, 3, note("design/n", "x")).replace("Note(", "Vote(");
    for (end, faults) in [("", vec![Fault::Sync]), ("\n", vec![])] {
        let desk = Desk::with(format!("{HEADER}{}{long}{newer}{end}", line(1, 3, note("design/a", "x"))));
        let mut journal = faulty(&desk, faults);
        journal.settle().unwrap();
        let times = |word: &str| desk.text().matches(word).count();
        assert_eq!([times("design/long"), times("Vote(")], [2, 2], "{end:?}");
        assert_eq!(desk.open(5).fold().len(), 2);
    }
    // Where nothing of the end can be read, there is still something to sync.
    let desk = Desk::with(format!("{HEADER}{}{}\n", line(1, 3, note("design/a", "x")), "x".repeat(40_000)));
    let mut journal = faulty(&desk, vec![Fault::Sync, Fault::Sync]);
    assert!(matches!(journal.settle(), Err(JournalError::Sync { .. })));
    journal.settle().unwrap();
}

#[test]
fn while_a_sync_fails_old_lines_stay_known_and_a_shorter_file_is_asked_about() {
    let desk = Desk::new();
    super::apply(&mut desk.open(3), note("design/a", "old")).unwrap();
    let whole = desk.text();
    let mut journal = faulty(&desk, vec![Fault::Sync]);
    journal.take_news();
    journal.apply(&[record(&Fold::default(), 0, "design/b")]).unwrap_err();
    // The same lines in another file are news like any others.
    desk.replace(&whole);
    journal.refresh().unwrap();
    assert!(matches!(journal.take_news(), FileChange::Anew(lines) if lines.len() == 2));
    let first: String = whole.split_inclusive('\n').take(2).collect();
    desk.replace(first);
    journal.refresh().unwrap();
    assert_eq!(journal.verdict().gone, 1);
    assert!(matches!(journal.retry(), Err(JournalError::Shorter { .. })));
}

#[test]
fn what_came_into_the_file_all_the_same_is_not_given_up() {
    // Its sync fails, and to write it once more there is no room; or the write lacks the end of the line alone.
    let length = line(2, 2, note("design/a", "kept")).replace(".5Z", "Z").len();
    for faults in [vec![Fault::Sync, Fault::Full(0), Fault::Full(0)], vec![Fault::Full(length - 1)]] {
        let desk = Desk::new();
        let mut session = Session::of(faulty(&desk, faults), &"ana".into());
        super::apply(&mut session, note("design/a", "kept")).unwrap_err();
        assert_eq!((session.waiting(), note_of(&session, "design/a")), (1, None));
        super::apply(&mut session, note("design/b", "other")).unwrap();
        assert_eq!((session.waiting(), note_of(&session, "design/a").as_deref()), (0, Some("kept")));
        assert_eq!(desk.open(5).answers(), session.answers());
    }
}

/// A journal that has read these lines, whose file has lost all but the first, and whose lines are to be written back.
fn to_write_back(desk: &Desk, lines: u64, faults: Vec<Fault>) -> (Journal, String) {
    let long = "x".repeat(1000);
    for at in 0..lines {
        super::apply(&mut desk.open(3), note(&format!("design/{at}"), &long)).expect("it can be written to");
    }
    let whole = desk.text();
    let mut journal = faulty(desk, faults);
    let read = match journal.take_news() {
        FileChange::Anew(lines) => lines,
        _ => Vec::new(),
    };
    desk.replace(HEADER);
    journal.refresh().expect("it can be read");
    journal.take_news();
    journal.settle().expect("the disk works yet");
    journal.write_back(read);
    (journal, whole)
}

#[test]
fn what_is_to_be_written_back_stays_known_whatever_the_file_does() {
    let desk = Desk::new();
    let (mut journal, whole) = to_write_back(&desk, 3, Vec::new());
    desk.replace(format!("{HEADER}\n"));
    journal.refresh().unwrap();
    assert!(matches!(journal.take_news(), FileChange::Shorter(_)));
    fs::remove_file(desk.path()).unwrap();
    let new = desk.folder.path().join("new.golive");
    journal.save_as(&new, [], &[]).unwrap();
    assert_eq!(fs::read_to_string(new).unwrap(), whole);

    // The file is touched while it waits, and read anew by the write itself.
    let desk = Desk::new();
    let (mut journal, whole) = to_write_back(&desk, 3, Vec::new());
    desk.replace(format!("{HEADER}=======\n"));
    journal.retry().unwrap();
    assert!(matches!(journal.take_news(), FileChange::Shorter(_)));
    assert!(desk.text() == format!("{HEADER}=======\n{}", whole.strip_prefix(HEADER).unwrap()));

    // Lines that nobody brings stay missing.
    let desk = Desk::new();
    let mut journal = desk.journal(2);
    desk.replace(HEADER);
    journal.refresh().unwrap();
    journal.write_back([]);
    assert_eq!(journal.verdict().gone, 1);

    // It is not written to a file that has it again.
    let desk = Desk::new();
    let (mut journal, whole) = to_write_back(&desk, 3, Vec::new());
    desk.replace(&whole);
    journal.retry().unwrap();
    assert_eq!((desk.text(), journal.owes()), (whole, false));
}

#[test]
fn what_was_written_back_and_not_synced_is_written_once_more_as_a_whole() {
    let desk = Desk::new();
    let (mut journal, whole) = to_write_back(&desk, 40, Vec::new());
    journal = journal.with_disk(Box::new(Faulty(Arc::new(Mutex::new(vec![Fault::Sync])))));
    journal.retry().unwrap_err();
    journal.refresh().unwrap();
    journal.retry().unwrap();
    let times = |at: u64| desk.text().matches(&format!("\"design/{at}\"")).count();
    assert_eq!([0, 20, 39].map(times), [2, 2, 2]);
    assert_eq!(desk.open(5).fold().len(), whole.lines().count() - 1);
}

#[test]
fn what_failed_and_is_brought_again_is_one_change() {
    for fault in [Fault::Full(30), Fault::Sync] {
        let is_sync = matches!(fault, Fault::Sync);
        let desk = Desk::new();
        let faults = if is_sync { vec![Fault::Sync, Fault::Sync] } else { vec![fault] };
        let mut session = Session::of(faulty(&desk, faults), &"ana".into());
        assert!(super::apply(&mut session, note("design/a", "kept")).unwrap_err().is_kept());
        // What is in the file waits to be synced; what is not is left to whoever brought it.
        assert_eq!((session.waiting(), note_of(&session, "design/a")), (usize::from(is_sync), None));
        let saved = super::apply(&mut session, note("design/a", "kept")).unwrap();
        assert_eq!((saved.len(), saved[0].record.n), (1, 2));
        assert!(!session.owes());
        assert_eq!(desk.open(5).fold().len(), 2);
    }
}

#[test]
fn what_waits_to_be_written_again_is_not_lost_with_the_file() {
    let desk = Desk::new();
    let before = desk.text();
    let mut journal = faulty(&desk, vec![Fault::Sync]);
    assert!(journal.apply(&[record(&Fold::default(), 0, "design/a")]).unwrap_err().is_kept());
    journal.refresh().unwrap();
    desk.replace(&before);
    journal.refresh().unwrap();
    assert_eq!(journal.verdict().gone, 0);
    journal.retry().unwrap();
    assert_eq!(note_of(&desk.open(3), "design/a").unwrap(), "kept");

    // What nobody keeps is lost with it.
    let desk = Desk::new();
    let mut journal = faulty(&desk, vec![Fault::Full(0)]);
    assert!(journal.apply(&[record(&Fold::default(), 0, "design/a")]).unwrap_err().is_kept());
    desk.replace(HEADER);
    journal.refresh().unwrap();
    assert_eq!(journal.verdict().gone, 1);
}

#[test]
fn what_is_written_behind_an_append_without_the_lock_is_read() {
    let desk = Desk::new();
    let other = line(9, 3, note("design/b", "other"));
    let mut journal = faulty(&desk, vec![Fault::Crowded(other.into_bytes())]);
    journal.take_news();
    journal.apply(&[record(&Fold::default(), 0, "design/a")]).unwrap();
    journal.refresh().unwrap();
    assert!(matches!(journal.take_news(), FileChange::Grown(lines) if lines.len() == 1));
}

#[test]
fn a_file_that_is_only_read_is_not_synced() {
    let desk = Desk::with(line(1, 1, note("design/a", "x")));
    let watched = Watched::default();
    desk.journal(2).with_disk(Box::new(watched.clone())).settle().unwrap();
    assert_eq!(watched.asked(), [""; 0]);
}

#[test]
fn a_command_whose_sync_fails_writes_its_lines_once_more() {
    let desk = Desk::new();
    let mut project = Session::of(faulty(&desk, vec![Fault::Sync]), &"ana".into());
    let saved = super::apply(&mut project, note("design/a", "x")).unwrap();
    assert_eq!(saved.len(), 1);
    assert_eq!(desk.text().matches("\"design/a\"").count(), 2);

    let mut project = Session::of(faulty(&desk, vec![Fault::Sync, Fault::Sync]), &"ana".into());
    assert!(super::apply(&mut project, note("design/b", "x")).unwrap_err().is_kept());
    assert_eq!(note_of(&project, "design/b"), None);
}

#[test]
fn what_one_run_could_not_sync_another_run_writes_once_more() {
    let desk = Desk::new();
    for reads_only in [true, false] {
        let mut project = Session::of(faulty(&desk, vec![Fault::Sync, Fault::Sync]), &"ana".into());
        let words = format!("in doubt {reads_only}");
        assert!(super::apply(&mut project, note("design/b", &words)).unwrap_err().is_kept());
        drop(project);
        // By now the system takes these lines for done: a sync alone would find nothing to do.
        let watched = Watched::default();
        let mut journal = desk.journal(3).with_disk(Box::new(watched.clone()));
        let before = desk.text().matches(words.as_str()).count();
        if reads_only {
            journal.settle().unwrap();
        } else {
            journal.apply(&[record(&Fold::default(), 0, "design/a")]).unwrap();
        }
        assert_eq!(watched.asked(), ["append", "sync"]);
        assert_eq!(desk.text().matches(words.as_str()).count(), before + 1);
        journal.settle().unwrap();
        assert_eq!(watched.asked(), [""; 0]);
        // Once it was synced, there is no doubt any more.
        let mut journal = desk.journal(4).with_disk(Box::new(watched.clone()));
        journal.settle().unwrap();
        assert_eq!(watched.asked(), ["sync"]);
        let verdict = journal.verdict();
        assert_eq!((verdict.records, verdict.lost()), (if reads_only { 2 } else { 4 }, 0), "{verdict:?}");
    }
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
fn a_name_that_was_given_in_vain_stands_for_nothing() {
    let desk = Desk::new();
    let mut journal = faulty(&desk, vec![Fault::Removed(desk.path())]);
    let text = desk.text();
    let first = record(&Fold::default(), 0, "design/a");
    journal.apply(std::slice::from_ref(&first)).unwrap_err();
    fs::write(desk.path(), text).unwrap();
    // Otherwise it would name the number that the first had for a moment, which is its own now.
    let second = Record { over: Some(first.seq()), ..record(&Fold::default(), 1, "design/a") };
    let saved = journal.apply(&[second]).unwrap();
    assert_eq!(saved[0].1.record.over, Some(first.seq()));
}

#[test]
fn a_command_that_cannot_save_shows_nothing_as_saved() {
    let desk = Desk::new();
    let mut project = Session::of(faulty(&desk, vec![Fault::Full(0)]), &"ana".into());
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
