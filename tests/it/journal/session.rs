//! A project on the screen: changes count at once and are saved by another thread.

use std::fs;
use std::io;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use golive::files::disk::Disk;
use golive::journal::damage::{InPlace, Loss};
use golive::journal::record::{Change, RunId, Seq, Status, WorkshopPlan};
use golive::journal::session::{Session, SessionEvent, SessionSaveState};
use golive::journal::writer::WriterRole;

use super::faults::{Fault, faulty};
use super::{Desk, answer, apply, note, now};

/// A session and what wakes its screen.
struct Screen {
    session: Session,
    woken: Receiver<()>,
}

impl Screen {
    fn on(project: Session) -> Screen {
        let (wake, woken) = channel();
        let wake = Box::new(move || {
            let _ = wake.send(());
        });
        let mut session = project;
        session.start_writer(wake, WriterRole::Writes).expect("a thread can be started");
        Screen { session, woken }
    }

    fn of(desk: &Desk) -> Screen {
        Screen::on(desk.open(2))
    }

    fn apply(&mut self, change: Change) -> Seq {
        self.session.apply([change], now(), &|_| None).expect("the file can be written to").remove(0)
    }

    /// Waits until something has happened of which `enough` says that it was waited for.
    fn wait(&mut self, enough: impl Fn(&SessionEvent) -> bool) -> SessionEvent {
        loop {
            let events = self.session.drain();
            if let Some(event) = events.into_iter().find(&enough) {
                return event;
            }
            self.woken.recv_timeout(Duration::from_secs(20)).expect("the writer reports");
        }
    }

    fn wait_until_saved(&mut self) {
        while self.session.unsaved() > 0 {
            self.wait(|event| matches!(event, SessionEvent::Saved));
        }
    }

    fn note(&self, id: &str) -> Option<String> {
        Some(self.session.answers().entry(&id.into())?.note()?.to_string())
    }
}

#[test]
fn a_change_counts_at_once_and_is_saved_soon() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    let name = screen.apply(note("design/a", "one"));
    assert!(name.is_provisional());
    assert_eq!(screen.note("design/a").unwrap(), "one");
    screen.wait_until_saved();
    assert_eq!(screen.session.name(name), Seq(2, RunId(2)));
    assert!(matches!(screen.session.saving(), SessionSaveState::Saved(Some(_))));
    assert_eq!(screen.session.answers(), desk.open(3).answers());
}

/// A disk that syncs only once it is let.
struct Held(Receiver<()>);

impl Disk for Held {
    fn sync(&mut self, _: &fs::File) -> io::Result<()> {
        self.0.recv_timeout(Duration::from_secs(20)).map_err(io::Error::other)
    }
}

#[test]
fn what_is_found_in_the_file_is_saved_once_it_was_synced() {
    let desk = Desk::new();
    let (release, held) = channel();
    let journal = desk.journal(2).with_disk(Box::new(Held(held)));
    let mut screen = Screen::on(Session::of(journal, &"ana".into()));
    assert!(matches!(screen.session.saving(), SessionSaveState::Saving));
    release.send(()).unwrap();
    screen.wait(|event| matches!(event, SessionEvent::Saved));
    assert!(matches!(screen.session.saving(), SessionSaveState::Saved(Some(_))));
}

#[test]
fn lines_that_the_file_has_lost_are_kept_and_written_back() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    for id in ["design/a", "design/b"] {
        screen.apply(note(id, "one"));
    }
    screen.wait_until_saved();
    let (whole, header) = (desk.text(), desk.text().lines().next().unwrap().len() as u64 + 1);
    let shorten =
        |length: u64| fs::OpenOptions::new().write(true).open(desk.path()).unwrap().set_len(length).unwrap();
    for length in [header + 40, 0] {
        shorten(length);
        screen.session.look();
        screen.wait(|event| matches!(event, SessionEvent::Anew));
        assert_eq!(screen.session.loss(), Some(Loss::Changes(3)), "{length}");
        assert_eq!(screen.note("design/b").unwrap(), "one");

        // Nothing new goes into the shorter file before somebody has decided.
        screen.apply(note("design/c", "new"));
        let event = screen.wait(|event| matches!(event, SessionEvent::NotSaved(_)));
        assert!(
            matches!(event, SessionEvent::NotSaved(error) if error.to_string().contains("has lost 3 changes"))
        );
        assert_eq!(fs::metadata(desk.path()).unwrap().len(), length);
        screen.session.write_back();
        screen.wait_until_saved();
        assert_eq!(screen.session.loss(), None);
        assert!(whole.lines().all(|line| desk.text().contains(line)));
        let project = desk.open(9);
        assert_eq!(project.answers(), screen.session.answers());
        assert_eq!(project.verdict().lost(), 0);
        assert!(project.read_only().is_none());
        fs::write(desk.path(), &whole).unwrap();
        screen.session.look();
        screen.wait(|event| matches!(event, SessionEvent::Anew));
        assert_eq!(screen.session.loss(), Some(Loss::Changes(1)));
        screen.session.take_shorter();
        screen.wait(|event| matches!(event, SessionEvent::Anew));
        assert_eq!((screen.session.loss(), screen.note("design/c")), (None, None));
    }
}

#[test]
fn a_file_that_becomes_whole_again_is_written_to() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    screen.apply(note("design/a", "one"));
    screen.wait_until_saved();
    let whole = desk.text();
    // A copy that is written in pieces.
    fs::write(desk.path(), &whole[..whole.len() - 30]).unwrap();
    screen.session.look();
    screen.wait(|event| matches!(event, SessionEvent::Anew));
    assert_eq!(screen.session.loss(), Some(Loss::Changes(1)));
    fs::write(desk.path(), &whole).unwrap();
    screen.apply(note("design/b", "two"));
    screen.session.retry();
    screen.wait_until_saved();
    assert_eq!(desk.open(9).answers(), screen.session.answers());
}

#[test]
fn names_given_late_are_put_right_everywhere() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    // Another program takes the numbers that these would have had.
    apply(&mut desk.open(3), note("design/x", "other")).unwrap();
    screen.apply(Change::Open { prepared: None, plan: WorkshopPlan::default() });
    screen.apply(answer("design/a", Status::Doing));
    screen.apply(answer("design/a", Status::Done));
    screen.apply(Change::At { id: "design/a".into(), seconds: 5 });
    screen.session.undo(now()).unwrap();
    let answers = screen.session.answers().clone();
    assert_eq!(answers.entry(&"design/a".into()).unwrap().answer().unwrap().status, Status::Doing);
    screen.wait_until_saved();
    let reopened = desk.open(4);
    assert_eq!(screen.session.answers(), reopened.answers());
    assert_eq!(reopened.answers().open_workshop().unwrap().stops.len(), 1);
    let entry = reopened.answers().entry(&"design/a".into()).unwrap();
    let (doing, done) = (&entry.status.writes()[0], &entry.status.writes()[1]);
    assert_eq!((done.over, done.live), (Some(doing.seq), false));
    assert!(!desk.text().contains(&(1_u64 << 62).to_string()));
}

#[test]
fn what_others_write_is_told() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    apply(&mut desk.open(3), note("design/a", "other")).unwrap();
    screen.session.look();
    let event = screen.wait(|event| matches!(event, SessionEvent::Others(_)));
    assert!(matches!(event, SessionEvent::Others(records) if records.len() == 1));
    assert_eq!(screen.note("design/a").unwrap(), "other");

    // Replaced as git does it; what is not in the new file stays known.
    let first = desk.text().lines().nth(1).unwrap().to_owned();
    desk.replace(format!("{}{first}\n{}", super::HEADER, super::line(9, 4, note("design/b", "pulled"))));
    screen.session.look();
    screen.wait(|event| matches!(event, SessionEvent::Anew));
    assert_eq!(screen.note("design/b").unwrap(), "pulled");
    assert_eq!(
        (screen.note("design/a").unwrap(), screen.session.loss()),
        ("other".to_owned(), Some(Loss::Changes(1)))
    );
}

#[test]
fn what_cannot_be_saved_stays_on_the_screen_and_is_saved_later() {
    let desk = Desk::new();
    let project = Session::of(faulty(&desk, vec![Fault::Full(20)]), &"ana".into());
    let mut screen = Screen::on(project);
    screen.apply(note("design/a", "one"));
    let event = screen.wait(|event| matches!(event, SessionEvent::NotSaved(_)));
    assert!(matches!(event, SessionEvent::NotSaved(error) if error.reason().contains("cannot write")));
    assert!(matches!(screen.session.saving(), SessionSaveState::NotSaved(_)));
    assert_eq!((screen.session.unsaved(), screen.note("design/a").unwrap()), (1, "one".to_owned()));

    screen.apply(note("design/a", "two"));
    screen.session.retry();
    screen.wait_until_saved();
    assert!(matches!(screen.session.saving(), SessionSaveState::Saved(_)));
    assert_eq!(screen.session.answers(), desk.open(3).answers());
    assert_eq!(screen.note("design/a").unwrap(), "two");
}

#[test]
fn a_file_that_is_gone_keeps_the_changes_in_memory() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    let text = desk.text();
    fs::remove_file(desk.path()).unwrap();
    screen.session.look();
    screen.wait(|event| matches!(event, SessionEvent::OutOfSight(_)));
    assert_eq!(screen.session.loss(), Some(Loss::File(1, InPlace::Nothing)));
    screen.apply(note("design/a", "one"));
    screen.wait(|event| matches!(event, SessionEvent::NotSaved(_)));
    fs::write(desk.path(), text).unwrap();
    screen.session.retry();
    screen.wait_until_saved();
    assert_eq!(screen.session.loss(), None);
    assert_eq!(desk.open(3).answers(), screen.session.answers());
}

#[test]
fn a_session_that_only_looks_writes_nothing() {
    // The end of the file says that somebody could not sync it.
    let desk = Desk::with(format!("{}{}\n", super::HEADER, super::line(1, 1, note("design/a", "one"))));
    let before = desk.text();
    let mut session = desk.open(2);
    let (wake, woken) = channel();
    session.start_writer(Box::new(move || _ = wake.send(())), WriterRole::Looks).unwrap();
    let mut screen = Screen { session, woken };
    screen.wait(|event| matches!(event, SessionEvent::Saved));
    assert!(screen.session.close(Duration::from_secs(20)).is_saved());
    assert_eq!(desk.text(), before);
}

#[test]
fn lines_that_are_no_changes_are_told_too() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    screen.wait(|event| matches!(event, SessionEvent::Saved));
    let text = desk.text();
    fs::write(desk.path(), format!("{text}<<<<<<< HEAD\n")).unwrap();
    screen.session.look();
    while screen.session.verdict().problems.is_empty() {
        screen.woken.recv_timeout(Duration::from_secs(20)).expect("the writer reports");
        screen.session.drain();
    }
}

#[test]
fn what_waits_to_be_written_back_is_not_called_saved() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    screen.apply(note("design/a", "one"));
    screen.wait_until_saved();
    desk.replace(super::HEADER);
    screen.session.look();
    while screen.session.loss().is_none() {
        screen.woken.recv_timeout(Duration::from_secs(20)).expect("the writer reports");
        screen.session.drain();
    }
    screen.session.write_back();
    assert!(matches!(screen.session.saving(), SessionSaveState::Saving));
    screen.wait(|event| matches!(event, SessionEvent::Saved));
    assert!(matches!(screen.session.saving(), SessionSaveState::Saved(_)) && screen.session.loss().is_none());
    // There is nothing to write back any more, which is an end as well.
    screen.session.write_back();
    screen.wait(|event| matches!(event, SessionEvent::Saved));
}

#[test]
fn closing_that_hears_nothing_in_time_does_not_say_that_all_is_saved() {
    let desk = Desk::new();
    let (release, held) = channel();
    let journal = desk.journal(2).with_disk(Box::new(Held(held)));
    let mut screen = Screen::on(Session::of(journal, &"ana".into()));
    let closed = screen.session.close(Duration::ZERO);
    release.send(()).unwrap();
    let reason = closed.reason.expect("the disk was not done").to_string();
    assert!(reason.contains("was not brought to the disk within 0 seconds"), "{reason}");
}

#[test]
fn closing_says_what_has_gone_in_the_last_second() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    screen.apply(note("design/a", "one"));
    screen.wait_until_saved();
    let first = desk.text().lines().next().unwrap().len() as u64 + 1;
    fs::OpenOptions::new().write(true).open(desk.path()).unwrap().set_len(first).unwrap();
    let closed = screen.session.close(Duration::from_secs(20));
    assert_eq!((closed.unsaved, closed.loss), (0, Some(Loss::Changes(2))), "{closed:?}");
}

#[test]
fn closing_waits_for_the_disk_and_says_what_is_left() {
    let desk = Desk::new();
    let mut screen = Screen::of(&desk);
    for at in 0..20 {
        screen.apply(note(&format!("design/{at}"), "x"));
    }
    let closed = screen.session.close(Duration::from_secs(20));
    assert!(closed.is_saved(), "{closed:?}");
    assert_eq!(desk.open(3).answers().entries.len(), 20);

    let mut screen = Screen::of(&desk);
    fs::remove_file(desk.path()).unwrap();
    screen.apply(note("design/a", "x"));
    let closed = screen.session.close(Duration::from_secs(20));
    assert_eq!((closed.unsaved, closed.loss), (1, Some(Loss::File(21, InPlace::Nothing))), "{closed:?}");
    assert!(closed.reason.is_some_and(|reason| reason.gone().is_some()));
    assert!(!desk.path().exists());
}

#[test]
fn nothing_is_taken_for_a_file_that_is_only_read() {
    let desk = Desk::with(super::line(1, 1, note("design/a", "one")));
    let mut screen = Screen::of(&desk);
    assert!(screen.session.apply([note("design/a", "two")], now(), &|_| None).is_err());
    assert_eq!((screen.session.unsaved(), screen.note("design/a").unwrap()), (0, "one".to_owned()));
}
