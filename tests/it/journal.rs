//! The journal's file: what is saved is saved, whatever others do to the file.

mod damage;
mod faults;
mod save_as;
mod session;
mod sharing;

use std::fs;
use std::path::PathBuf;

use golive::journal::append::Journal;
use golive::journal::digest::Digest;
use golive::journal::error::JournalError;
use golive::journal::line::{JournalLine, ParsedLine, read, write};
use golive::journal::record::{CaptureId, CaptureKind, Change, Header, Record, RunId, Seq, Status};
use golive::journal::session::Session;
use golive::pack::model::{EntryId, Level};
use golive::text::Text;
use jiff::Timestamp;
use jiff::civil::date;
use tempfile::TempDir;

/// A folder with one journal in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("the temporary folder can be written to") };
        let header = Header { format: 1, id: "7f3a9c52e0b14d66".into() };
        let name = [Change::Project("Contoso".into())];
        Session::create(&desk.path(), &header, RunId(1), &"ana".into(), name, now())
            .expect("the folder is this test's own");
        desk
    }

    /// A folder with these bytes as its journal.
    fn with(bytes: impl AsRef<[u8]>) -> Desk {
        let desk = Desk { folder: tempfile::tempdir().expect("the temporary folder can be written to") };
        fs::write(desk.path(), bytes).expect("the folder was just made");
        desk
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("contoso.golive")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path()).expect("the folder is this test's own")
    }

    fn open(&self, run: u64) -> Session {
        Session::open(&self.path(), RunId(run), &"ana".into()).expect("the folder is this test's own")
    }

    fn journal(&self, run: u64) -> Journal {
        Journal::open(&self.path(), RunId(run)).expect("the folder is this test's own")
    }

    /// Puts another file with these bytes in the journal's place, as git and editors do.
    fn replace(&self, bytes: impl AsRef<[u8]>) {
        let other = self.folder.path().join("other");
        fs::write(&other, bytes).expect("the folder is this test's own");
        fs::rename(other, self.path()).expect("the folder is this test's own");
    }
}

const HEADER: &str = "Golive(format: 1, id: \"7f3a9c52e0b14d66\")\n";

fn now() -> Timestamp {
    "2026-11-20T21:39:32.5Z".parse().expect("is a time")
}

fn answer(id: &str, status: Status) -> Change {
    Change::Status {
        id: id.into(),
        status,
        words: Digest::of(id, ""),
        reason: None,
        until: None,
        evidence: None,
    }
}

fn note(id: &str, text: &str) -> Change {
    Change::Note { id: id.into(), text: text.into() }
}

fn line(n: u64, run: u64, change: Change) -> String {
    let record = Record { n, at: now(), by: "ana".into(), w: RunId(run), s: None, over: None, change };
    format!("{}\n", JournalLine::of(record).text)
}

/// Makes a change and returns its lines as they are in the file.
fn apply(session: &mut Session, change: Change) -> Result<Vec<JournalLine>, JournalError> {
    let names = session.apply([change], now(), &|_| None)?;
    let line = |name: &Seq| JournalLine::of(session.fold().record(*name).expect("it was saved").clone());
    Ok(names.iter().map(line).collect())
}

fn note_of(project: &Session, id: &str) -> Option<String> {
    Some(project.answers().entry(&id.into())?.note()?.to_string())
}

#[test]
fn a_new_project_is_a_file_of_its_own_that_only_its_owner_may_read() {
    let desk = Desk::new();
    let expected = format!("{HEADER}{}", line(1, 1, Change::Project("Contoso".into())).replace(".5Z", "Z"));
    assert_eq!(desk.text(), expected);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(desk.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(fs::read_dir(desk.folder.path()).unwrap().count(), 1);
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let desk = Desk::with("precious");
    let header = Header { format: 1, id: "1".into() };
    let error = Journal::create(&desk.path(), &header, RunId(1), Vec::new()).err().unwrap();
    assert!(matches!(error, JournalError::Exists { .. }), "{error}");
    assert_eq!(desk.text(), "precious");
}

#[test]
fn a_change_is_one_line_and_is_there_after_a_restart() {
    let desk = Desk::new();
    let before = desk.text();
    let saved = apply(&mut desk.open(2), note("design/a", "two\nlines")).unwrap();
    assert_eq!(desk.text(), format!("{before}{}\n", saved[0].text));
    assert_eq!(note_of(&desk.open(3), "design/a").unwrap(), "two\nlines");
}

#[test]
fn a_change_names_what_it_replaces() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    let first = apply(&mut project, note("design/a", "one")).unwrap().remove(0);
    let second = apply(&mut project, note("design/a", "two")).unwrap().remove(0);
    assert_eq!((first.record.n, first.record.over), (2, None));
    assert_eq!((second.record.n, second.record.over), (3, Some(first.seq())));
}

#[test]
fn the_words_of_an_answer_are_written_once() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    let wording = |_: &_| {
        Some(golive::journal::answers::Wording { title: "design/a".into(), done_when: Text::default() })
    };
    for status in [Status::Doing, Status::Done] {
        project.apply([answer("design/a", status)], now(), &wording).unwrap();
    }
    assert_eq!(desk.text().matches("change: Words(").count(), 1);
    assert_eq!(desk.open(3).answers(), project.answers());
}

#[test]
fn a_folder_a_missing_file_and_a_huge_file_are_told_apart() {
    let desk = Desk::new();
    let open = |path: &std::path::Path| Journal::open(path, RunId(1)).err().unwrap();
    assert!(matches!(open(desk.folder.path()), JournalError::NotAFile { .. }));
    assert!(matches!(open(&desk.folder.path().join("none")), JournalError::Missing { .. }));
    fs::OpenOptions::new().write(true).open(desk.path()).unwrap().set_len(257 << 20).unwrap();
    assert!(matches!(open(&desk.path()), JournalError::TooLong { .. }));
}

#[test]
fn a_text_that_is_too_long_is_refused_and_leaves_nothing() {
    let desk = Desk::new();
    let before = desk.text();
    let mut project = desk.open(2);
    let answers = project.answers().clone();
    let error = apply(&mut project, note("design/a", &"x".repeat(65 * 1024))).unwrap_err();
    assert!(matches!(error, JournalError::TextTooLong { .. }), "{error}");
    assert_eq!(desk.text(), before);
    assert_eq!(project.answers(), &answers);
}

#[test]
fn undo_and_redo_work_after_a_restart() {
    let desk = Desk::new();
    apply(&mut desk.open(2), note("design/a", "one")).unwrap();
    apply(&mut desk.open(3), note("design/a", "two")).unwrap();
    let step = desk.open(4).undo(now()).unwrap();
    assert_eq!(step.record().n, 3);
    assert_eq!(note_of(&desk.open(5), "design/a").unwrap(), "one");
    desk.open(5).undo(now()).unwrap();
    assert_eq!(note_of(&desk.open(6), "design/a"), None);
    assert!(desk.open(6).undo(now()).unwrap_err().to_string().contains("nothing to undo"));
    desk.open(7).redo(now()).unwrap();
    assert_eq!(note_of(&desk.open(8), "design/a").unwrap(), "one");
    desk.open(8).redo(now()).unwrap();
    assert_eq!(note_of(&desk.open(9), "design/a").unwrap(), "two");
    assert!(desk.open(9).redo(now()).unwrap_err().to_string().contains("nothing to redo"));
}

#[test]
fn redo_ends_with_the_next_change() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    apply(&mut project, note("design/a", "one")).unwrap();
    project.undo(now()).unwrap();
    apply(&mut project, note("design/b", "two")).unwrap();
    assert!(project.redo(now()).is_err());
}

#[test]
fn undo_is_refused_where_somebody_else_stands_over_the_field() {
    let desk = Desk::new();
    let mut ana = desk.open(2);
    apply(&mut ana, note("design/a", "ana's")).unwrap();
    let mut ben = Session::open(&desk.path(), RunId(3), &"ben".into()).unwrap();
    apply(&mut ben, note("design/a", "ben's")).unwrap();
    ana.refresh().unwrap();
    assert_eq!(ana.undo(now()).unwrap_err().to_string(), "`ben` has changed it since");
    ben.undo(now()).unwrap();
    ana.refresh().unwrap();
    ana.undo(now()).unwrap();
    assert_eq!(note_of(&ana, "design/a"), None);
}

#[test]
fn undo_is_refused_where_somebody_else_speaks_of_a_capture_or_an_own_item() {
    let (id, own) = (CaptureId("c1".into()), EntryId::from("design/own-a"));
    let capture = Change::Capture {
        id: id.clone(),
        at: None,
        kind: CaptureKind::Action,
        text: "Draw it".into(),
        owner: None,
        due: None,
        to: None,
    };
    let item = Change::Item {
        id: own.clone(),
        checklist: "design".into(),
        workstream: "architecture".into(),
        title: "Ours".into(),
        level: Level::Should,
        ask: None,
        done_when: None,
    };
    for (made, said) in [
        (&capture, Change::Resolved { id, resolved: true }),
        (&item, answer("design/own-a", Status::Done)),
        (&item, Change::Owner { id: own.clone(), owner: Some("Kim".into()) }),
        (&item, Change::Due { id: own, day: Some(date(2026, 12, 1)) }),
        (&item, note("design/own-a", "words")),
    ] {
        let desk = Desk::new();
        let mut ana = desk.open(2);
        apply(&mut ana, made.clone()).unwrap();
        let mut ben = Session::open(&desk.path(), RunId(3), &"ben".into()).unwrap();
        apply(&mut ben, said.clone()).unwrap();
        ana.refresh().unwrap();
        assert_eq!(ana.undo(now()).unwrap_err().to_string(), "`ben` has changed it since", "{said:?}");
        ben.undo(now()).unwrap();
        ana.refresh().unwrap();
        ana.undo(now()).unwrap();
    }
}

#[test]
fn a_kind_of_project_is_read_with_and_without_quotes() {
    let bare = r#"(n: 2, at: "2026-11-20T21:39:32Z", by: "ana", w: "c4d1a90b22f03e57", change: Scenario(business: b2c, apps: []))"#;
    let quoted = bare.replace("b2c", "\"b2c\"");
    for text in [bare, &quoted] {
        match read(text) {
            ParsedLine::Record(read) => assert_eq!(write(&read.record), quoted),
            other => panic!("{other:?}: {text}"),
        }
    }
    let any = read(&bare.replace("b2c", "\"a-service\""));
    assert!(matches!(any, ParsedLine::Record(_)), "{any:?}");
    assert!(matches!(read(&bare.replace("b2c", "7.5")), ParsedLine::Newer(_)));
}

/// Every kind of change, as the format's description has to show it.
const CHANGES: [&str; 25] = [
    "Project", "Scenario", "Question", "Target", "Item", "Words", "Status", "Owner", "Due", "Note",
    "Capture", "Resolved", "Many", "Undo", "Redo", "Prepare", "Open", "At", "Agenda", "Closing", "Close",
    "Review", "Apart", "Tenant", "Look",
];

#[test]
fn the_lines_in_the_description_of_the_format_are_read_and_written_as_they_stand() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/journal-format.md")).unwrap();
    for line in page.lines().filter(|line| line.starts_with("(n: ")) {
        match read(line) {
            ParsedLine::Record(read) => assert_eq!(write(&read.record), line),
            other => panic!("{other:?}: {line}"),
        }
    }
    for change in CHANGES {
        assert!(page.contains(&format!("change: {change}(")), "{change} has no example");
    }
}
