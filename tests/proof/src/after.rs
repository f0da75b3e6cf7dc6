//! What has to hold after a fault.
//!
//! The file is read and written here by the program's own library, which costs a hundredth of starting the program;
//! [`next_command`] starts it, on a sample.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use golive::journal::record::{Change, RunId, Seq};
use golive::journal::scan::Scan;
use golive::journal::session::Session;
use jiff::Timestamp;

use crate::home::{Dice, Home, Program, said};

/// One run and what was before it.
#[derive(Clone, Copy)]
pub struct Ran<'a> {
    pub home: &'a Home,
    /// The file as it was.
    pub before: &'a [u8],
    pub output: &'a Output,
    /// Whether the command writes to the project's file.
    pub is_change: bool,
    pub is_killed: bool,
    /// How many lines are lost without a fault.
    pub lost: usize,
    /// Whether the file ended in the middle of a line: where that cannot be brought to the disk, the piece is taken for
    /// a loss until the next line takes its number.
    is_torn: bool,
}

impl<'a> Ran<'a> {
    pub fn of(
        home: &'a Home,
        before: &'a [u8],
        output: &'a Output,
        is_change: bool,
        is_killed: bool,
        lost: usize,
    ) -> Ran<'a> {
        Ran { home, before, output, is_change, is_killed, lost, is_torn: !before.ends_with(b"\n") }
    }

    /// The same command once more.
    pub fn again(self, before: &'a [u8], output: &'a Output) -> Ran<'a> {
        Ran { before, output, is_killed: true, ..self }
    }
}

/// How many lines of a file are lost.
pub fn lost(bytes: &[u8]) -> usize {
    let mut scan = Scan::default();
    scan.feed(bytes);
    scan.verdict().lost()
}

fn names(bytes: &[u8]) -> BTreeSet<Seq> {
    let mut scan = Scan::default();
    let lines = scan.feed(bytes);
    let newer = scan.newer().iter().map(|(seq, _)| *seq);
    lines.iter().map(|line| line.seq()).chain(newer).collect()
}

/// What is wrong with what a run said and left.
pub fn check(ran: &Ran<'_>) -> Vec<String> {
    let mut wrong = Vec::new();
    let after = ran.home.bytes();
    if !after.starts_with(ran.before) {
        wrong.push("the file does not begin with what it had".to_owned());
    }
    let (code, text) = (ran.output.status.code(), said(ran.output));
    if !ran.is_killed && !matches!(code, Some(0..=3)) {
        wrong.push(format!("ended with {}: {text}", ran.output.status));
    }
    if text.contains("panicked at") {
        wrong.push(format!("panicked: {text}"));
    }
    let is_done = ["nothing to change", "is left to accept"].iter().any(|words| text.contains(words));
    if ran.is_change && code == Some(0) && !is_done {
        let (before, after) = (names(ran.before), names(&after));
        if !before.is_subset(&after) || before.len() == after.len() {
            wrong.push(format!("said that it was done, and no line came: {text}"));
        }
    }
    let missing = never_saved(&text);
    if code == Some(0) && !missing.is_empty() {
        wrong.push(format!("ended with 0, and {missing:?} was never saved: {text}"));
    }
    let lost = lost(&after);
    if lost > ran.lost && !ran.is_torn {
        wrong.push(format!("{lost} lines are lost, and without a fault {}", ran.lost));
    }
    for (name, whole) in [("b.golive", "Golive("), ("merged.golive", "Golive("), ("report.md", "#")] {
        let path = ran.home.work().join(name);
        if path.exists()
            && !fs::read_to_string(&path).is_ok_and(|text| text.starts_with(whole) && text.ends_with('\n'))
        {
            wrong.push(format!("{name} is half written"));
        }
    }
    let old = fs::read_to_string(ran.home.work().join("old.csv")).unwrap_or_default();
    if old != "old" && !(old.ends_with('\n') && old.len() > 100) {
        wrong.push("old.csv is half written".to_owned());
    }
    for left in leftovers(&ran.home.root) {
        // One that was killed between its name and its renaming; the next file made there clears an old one.
        if !(ran.is_killed && left.contains(".golive-") && left.ends_with(".tmp")) {
            wrong.push(format!("left {left}"));
        }
    }
    wrong
}

/// Whether the file can be opened, written to and read again, with everything that was in it.
pub fn goes_on(home: &Home, known_lost: usize, dice: &mut Dice) -> Option<String> {
    let before = names(&home.bytes());
    let words = format!("words {}", dice.below(1 << 30));
    let change = Change::Note { id: "deploy/1".into(), text: words.as_str().into() };
    let open = |run| Session::open(&home.file(), RunId(run), &"kim".into());
    let written = open(dice.below(u64::MAX))
        .and_then(|mut session| session.apply([change], Timestamp::UNIX_EPOCH, &|_| None));
    if let Err(error) = written {
        return Some(format!("it cannot be written to any more: {}", error.reason()));
    }
    let read = match open(dice.below(u64::MAX)) {
        Ok(session) => session,
        Err(error) => return Some(format!("it cannot be opened any more: {}", error.reason())),
    };
    let note = read.answers().entry(&"deploy/1".into()).and_then(|entry| entry.note().cloned());
    if note.as_deref() != Some(words.as_str()) {
        return Some(format!("the next answer is not there: {note:?}"));
    }
    if !before.is_subset(&names(&home.bytes())) {
        return Some("the next answer took lines away".to_owned());
    }
    let lost = lost(&home.bytes());
    if lost > known_lost {
        return Some(format!(
            "{lost} lines are lost after the next answer, and without a fault {known_lost}"
        ));
    }
    None
}

/// What the program itself says when it is started next.
pub fn next_command(program: &Program, home: &Home, lost: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    let verified = home.run(program, &["verify", "a.golive"]);
    let expected = i32::from(lost > 0);
    if !matches!(verified.status.code(), Some(code) if code == 0 || code == expected) {
        wrong.push(format!("verify: {}", said(&verified)));
    }
    let next = home.run(program, &["--file", "a.golive", "mark", "doing", "deploy/1"]);
    if next.status.code() != Some(0) {
        wrong.push(format!("the next command: {}", said(&next)));
    }
    wrong
}

/// What was said to be not saved and was not said to be saved later.
///
/// A fault of one call is over when the next thing is written: what waited is written with it, and said again. Lines are
/// wrapped, so their beginnings are compared.
fn never_saved(text: &str) -> Vec<String> {
    const NOT: &str = "NOT SAVED: ";
    let flat = text.replace(" / ", " ");
    let mut missing = Vec::new();
    for (at, _) in flat.match_indices(NOT) {
        let after = flat.get(at + NOT.len()..).unwrap_or_default();
        let begins: String = after.chars().take(40).collect();
        let is_good = after.contains(&format!("saved: {}", begins.trim_end()))
            || after.contains("saved: the step that was missed");
        if !is_good {
            missing.push(begins);
        }
    }
    missing
}

fn leftovers(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            found.extend(leftovers(&path));
        } else if name.starts_with(".golive-") || name.starts_with(".tmp") {
            found.push(path.to_string_lossy().into_owned());
        }
    }
    found
}
