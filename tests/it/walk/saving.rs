//! What cannot be saved at once: it waits, it is said, and nothing is lost.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, BufRead, Read};

use golive::files::disk::{Disk, Drive};
use golive::journal::record::{Change, RunId};
use golive::journal::session::Session;
use golive::text::Text;

use crate::support::Test;

/// Lines that are typed one by one, with something that happens right before each.
#[derive(Default)]
struct Typed {
    lines: VecDeque<(String, Box<dyn FnOnce()>)>,
    line: io::Cursor<Vec<u8>>,
}

impl Typed {
    fn then(self, line: &str) -> Typed {
        self.after(line, || {})
    }

    fn after(mut self, line: &str, happens: impl FnOnce() + 'static) -> Typed {
        self.lines.push_back((format!("{line}\n"), Box::new(happens)));
        self
    }
}

impl Read for Typed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Typed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.line.fill_buf()?.is_empty()
            && let Some((line, happens)) = self.lines.pop_front()
        {
            happens();
            self.line = io::Cursor::new(line.into_bytes());
        }
        self.line.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.line.consume(count);
    }
}

/// Takes a project's file away and puts it back, as a network folder does that comes and goes.
fn away_and_back(test: &Test) -> [impl FnOnce() + use<>; 2] {
    let (here, away) = (test.path("data/contoso-portal.golive"), test.path("away.golive"));
    [(here.clone(), away.clone()), (away, here)]
        .map(|(from, to)| move || fs::rename(from, to).expect("the file can be moved"))
}

#[test]
fn what_waits_until_the_end_is_said_to_be_saved() {
    let test = Test::project();
    let [away, back] = away_and_back(&test);
    let typed = Typed::default().after("answer One tenant", away).after("close", back).then("").then("");
    let done = test.typed(typed).output(["walk", "--checklist", "design", "--minutes", "60"]);
    let printed = done.stdout;
    let not_saved = printed.find("NOT SAVED: Design 1 Number of tenants decided answer: One tenant");
    let saved = printed.find("saved: Design 1 Number of tenants decided answer: One tenant");
    assert!(not_saved.is_some() && saved > not_saved, "{printed}");
    assert_eq!(done.code, 0, "{printed}");
}

#[test]
fn what_cannot_be_saved_waits_and_is_saved_later() {
    let test = Test::project();
    let [away, back] = away_and_back(&test);
    let typed = Typed::default()
        .then("doing")
        .after("answer One tenant", away)
        .then("risk No backup")
        .then("close")
        .then("next")
        .then("quit")
        .then("")
        .after("save", back)
        .then("quit")
        .then("quit");
    test.line("walk --checklist design --minutes 60")
        .typed(typed)
        .stdout(
            "
        Workshop: Design, 60 min
        4 entries in 21 min, 10 to close; 29 of 60 min free.
        What blocks Demo comes first; the rest by level, in plan order.
        Minutes are the pack's estimates; too few entries have been timed yet.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, no owner, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, 10 of them for the closing, 12 per entry
        > doing
        saved: Design 1 Number of tenants decided is in progress
        > answer One tenant
        NOT SAVED: Design 1 Number of tenants decided answer: One tenant
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        > risk No backup
        NOT SAVED: risk at Design 1: No backup
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        > close
        NOT SAVED: `$ROOT/data/contoso-portal.golive` is gone
        The workshop is where it was.
        > next
        NOT SAVED: `$ROOT/data/contoso-portal.golive` is gone
        The workshop is where it was.
        > quit
        Something is NOT SAVED; `save` tries again. The workshop is open. `close` closes
        it, `quit` leaves it open for later, an empty line stays.
        >

        Entry 1 of 4: Design 1, Number of tenants decided
        doing, must, Architecture, no owner, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, 10 of them for the closing, 12 per entry
        > save
        saved: all answers. A step of the workshop is NOT SAVED; type it again.
        > quit
        The workshop is open. `close` closes it, `quit` leaves it open for later, an
        empty line stays.
        > quit
        The workshop stays open; `golive walk` continues with it.
        ",
        )
        .stderr(
            "
            error: `$ROOT/data/contoso-portal.golive` is gone
              NOT SAVED: a step of the workshop
            hint: it is never created again by itself; put it back, or name another file
            ",
        )
        .code(3);
}

#[test]
fn a_step_that_could_not_be_saved_can_be_taken_again() {
    let test = Test::project();
    let [away, back] = away_and_back(&test);
    let typed = Typed::default().after("next", away).after("next", back).then("quit").then("quit");
    let mut test = test.typed(typed);
    let found = test.output(["walk", "--checklist", "design", "--minutes", "60"]);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""), "{}", found.stdout);
    assert!(found.stdout.contains("NOT SAVED"), "{}", found.stdout);
}

#[test]
fn another_step_does_not_make_good_the_one_that_could_not_be_saved() {
    let test = Test::project();
    let [away, back] = away_and_back(&test);
    let typed = Typed::default().after("next", away).after("close", back).then("quit").then("quit");
    let mut test = test.typed(typed);
    let found = test.output(["walk", "--checklist", "design", "--minutes", "60"]);
    assert_eq!(found.code, 3, "{}", found.stdout);
    assert!(found.stderr.contains("NOT SAVED: a step of the workshop"), "{}", found.stderr);
}

thread_local! {
    /// Which syncs fail, counted from the first.
    static SYNCS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// A disk whose third and fourth syncs fail.
struct Failing;

impl Disk for Failing {
    fn sync(&mut self, file: &fs::File) -> io::Result<()> {
        let at = SYNCS.get();
        SYNCS.set(at + 1);
        if at == 2 || at == 3 { Err(io::Error::other("the disk does not answer")) } else { Drive.sync(file) }
    }
}

#[test]
fn an_answer_is_understood_where_the_first_step_could_not_be_saved() {
    // Settling and the opening are synced, then the first step is not, nor when it is tried again.
    let mut test = Test::project().disk(|| Box::new(Failing)).stdin("doing\nquit\nquit\n");
    let found = test.output(["walk", "--checklist", "design", "--minutes", "60"]);
    assert!(found.stdout.contains("NOT SAVED"), "{}", found.stdout);
    assert!(
        found.stdout.contains("saved: Design 1 Number of tenants decided is in progress"),
        "{}",
        found.stdout
    );
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
}

/// A disk whose appends fail while this is so.
struct Filling;

thread_local! {
    static IS_FULL: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

impl Disk for Filling {
    fn append(&mut self, file: &mut fs::File, text: &[u8]) -> io::Result<()> {
        if IS_FULL.get() { Err(io::ErrorKind::StorageFull.into()) } else { Drive.append(file, text) }
    }
}

#[test]
fn what_failed_is_written_once_or_not_at_all() {
    let test = Test::project();
    let file = test.path("data/contoso-portal.golive");
    let (is_full, is_empty) = (|| IS_FULL.set(true), || IS_FULL.set(false));
    let typed = Typed::default()
        .then("doing")
        .after("undo", is_full)
        .then("next")
        .then("action Call the bank @Kim")
        .then("next")
        // The latest change is the one that waits.
        .then("undo")
        .then("break")
        .after("risk No backup", is_empty)
        .then("quit")
        .then("quit");
    let mut test = test.disk(|| Box::new(Filling)).typed(typed);
    let found = test.output(["walk", "--checklist", "design", "--minutes", "60"]);
    // A step and an undo are not done later by themselves, and are missed.
    assert_eq!(found.code, 3, "{}", found.stdout);
    for missed in ["NOT SAVED: the undo", "NOT SAVED: a step of the workshop"] {
        assert!(found.stderr.contains(missed), "{}", found.stderr);
    }
    assert!(!found.stdout.contains("saved: the step that was missed"), "{}", found.stdout);
    let written = fs::read_to_string(file).expect("the project's file");
    for (word, times) in [("Call the bank", 1), ("No backup", 1), ("Break", 1), ("Undo(", 0), ("At(", 1)] {
        assert_eq!(written.matches(word).count(), times, "{word}: {written}\n{}", found.stdout);
    }
}

#[test]
fn what_is_never_saved_is_said_in_the_end() {
    let test = Test::project();
    let [away, _] = away_and_back(&test);
    let typed =
        Typed::default().after("answer One tenant", away).then("+ and one for Asia").then("risk No backup");
    test.line("walk --checklist design --minutes 60")
        .typed(typed)
        .stdout(
            "
        Workshop: Design, 60 min
        4 entries in 21 min, 10 to close; 29 of 60 min free.
        What blocks Demo comes first; the rest by level, in plan order.
        Minutes are the pack's estimates; too few entries have been timed yet.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, no owner, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, 10 of them for the closing, 12 per entry
        > answer One tenant
        NOT SAVED: Design 1 Number of tenants decided answer: One tenant
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        > + and one for Asia
        NOT SAVED: Design 1 answer, line 2: and one for Asia
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        > risk No backup
        NOT SAVED: risk at Design 1: No backup
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        End of the input. The workshop stays open; `golive walk` continues with it.
        ",
        )
        .stderr(
            "
            error: `$ROOT/data/contoso-portal.golive` is gone
              NOT SAVED: Design 1 Number of tenants decided answer: One tenant
              NOT SAVED: Design 1 Number of tenants decided answer: One tenant
                and one for Asia
              NOT SAVED: risk at Design 1: No backup
            hint: it is never created again by itself; put it back, or name another file
            ",
        )
        .code(3);
}

/// Kim answers Design 1 in another terminal.
fn kim_answers(test: &Test) -> impl FnOnce() + use<> {
    let path = test.path("data/contoso-portal.golive");
    move || {
        let mut session = Session::open(&path, RunId(77), &"Kim".into()).expect("the file can be opened");
        let change = Change::Note { id: "design/tenants-decided".into(), text: "One tenant.".into() };
        let at = "2026-11-20T09:00:00Z".parse().expect("the time is well formed");
        session.apply([change], at, &|_| None).expect("the file can be written");
    }
}

/// The answer to Design 1, and the one beside it.
fn answers(test: &Test) -> (Option<String>, Option<String>) {
    let path = test.path("data/contoso-portal.golive");
    let session = Session::open(&path, RunId(78), &Text::default()).expect("the file can be opened");
    let said = session.answers().entry(&"design/tenants-decided".into()).expect("it is answered");
    (said.note().map(Text::to_string), said.note.rival().map(|write| write.value.to_string()))
}

/// Kim answers while somebody types: the walk asks, and loses nothing.
#[test]
fn an_answer_that_came_meanwhile_is_asked_about() {
    for (word, ours, theirs) in [
        (Some("yours"), "Two tenants.", None),
        (Some("theirs"), "One tenant.", None),
        (Some("both"), "One tenant.\n\nTwo tenants.", None),
        (Some("stand"), "Two tenants.", Some("One tenant.")),
        // The input ends before anybody chose.
        (None, "Two tenants.", Some("One tenant.")),
    ] {
        let test = Test::project();
        let kim = kim_answers(&test);
        let typed = Typed::default().then("show").after("answer Two tenants.", kim);
        let typed = if let Some(word) = word { typed.then(word).then("quit").then("quit") } else { typed };
        let mut test = test.typed(typed);
        let said = test.output(["walk", "--checklist", "design", "--minutes", "60"]).stdout;
        assert!(said.contains("Kim answered meanwhile, "), "{said}");
        assert!(said.contains("Kim: One tenant.") && said.contains("Yours: Two tenants."), "{said}");
        let found = answers(&test);
        assert_eq!((found.0.as_deref(), found.1.as_deref()), (Some(ours), theirs), "{word:?}: {said}");
    }
}

/// A command that waits for its text replaces nobody's answer: both stand, and it says so.
#[test]
fn a_command_leaves_what_was_answered_meanwhile_beside_its_own() {
    let test = Test::project();
    let kim = kim_answers(&test);
    let mut test = test.typed(Typed::default().after("Two tenants.", kim));
    let output = test.output(["note", "design/1", "-"]);
    assert!(output.stderr.contains("Kim answered meanwhile: Design 1 has two answers"), "{}", output.stderr);
    assert_eq!(answers(&test), (Some("Two tenants.".to_owned()), Some("One tenant.".to_owned())));
}

#[test]
fn what_the_file_has_lost_is_said_at_the_end() {
    let test = Test::project();
    let file = test.path("data/contoso-portal.golive");
    let cut = {
        let file = file.clone();
        move || {
            let whole = fs::read_to_string(&file).expect("the project's file");
            let first = whole.lines().next().expect("a first line");
            fs::write(&file, format!("{first}\n")).expect("it can be cut");
        }
    };
    let typed = Typed::default().then("doing").after("quit", cut).then("quit");
    let done = test.typed(typed).output(["walk", "--checklist", "design", "--minutes", "60"]);
    assert_eq!(done.code, 3, "{}", done.stdout);
    assert!(done.stderr.contains("changes are gone from `"), "{}", done.stderr);

    let test = Test::project();
    let [away, _] = away_and_back(&test);
    let typed = Typed::default().then("doing").after("quit", away).then("quit");
    let done = test.typed(typed).output(["walk", "--checklist", "design", "--minutes", "60"]);
    assert_eq!(done.code, 3, "{}", done.stdout);
    assert!(done.stderr.contains("data/contoso-portal.golive` is gone with its "), "{}", done.stderr);
}
