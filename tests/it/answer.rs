//! The same intent by key, by command and in the walk: the same changes in the journal and the same words.

use golive::domain::words;
use golive::journal::record::{CaptureId, Change, RunId, SubChange};
use golive::journal::session::Session;
use golive::text::Text;

use crate::support::Test;
use crate::tui::harness::Stage;

/// What one of the ways came to: the changes, and everything that was said.
#[derive(Debug, PartialEq)]
struct Came {
    changes: Vec<Change>,
    said: String,
}

/// One intent, three ways.
#[derive(Clone, Copy, Default)]
struct Case {
    /// Commands that were given before.
    before: &'static [&'static [&'static str]],
    /// The entry, as the finder and `go` take it.
    at: &'static str,
    keys: &'static str,
    command: &'static [&'static str],
    walk: &'static [&'static str],
}

const FILE: &str = "data/contoso-portal.golive";

/// The changes of a project's file, without the steps of workshops and without what only serves the file.
fn changes(test: &Test) -> Vec<Change> {
    let file = Session::open(&test.path(FILE), RunId(0), &Text::default()).expect("the file can be read");
    file.fold().records().map(|record| record.change.clone()).filter_map(plain).collect()
}

/// A change without what differs by nature: what it stands over, and the names of captures.
fn plain(change: Change) -> Option<Change> {
    Some(match change {
        Change::Many(parts) => {
            let parts = parts.into_iter().filter_map(|part| plain(part.change));
            Change::Many(parts.map(|change| SubChange { over: None, change }).collect())
        }
        Change::Capture { id: _, at, kind, text, owner, due, to } => {
            Change::Capture { id: CaptureId("name".into()), at, kind, text, owner, due, to }
        }
        Change::Words { .. } | Change::Open { .. } | Change::At { .. } | Change::Agenda(_) => return None,
        change => change,
    })
}

fn prepared(case: &Case) -> Test {
    case.before.iter().fold(Test::project(), |test, args| test.run(args.iter().copied()))
}

fn by_command(case: &Case) -> Came {
    let mut test = prepared(case);
    let before = changes(&test).len();
    let output = test.output(case.command.iter().copied());
    let mut said = output.stdout + &output.stderr;
    let changes = changes(&test).split_off(before);
    if !changes.is_empty() {
        said += &test.output(["undo"]).stdout;
    }
    Came { changes, said: flat(&said) }
}

fn in_the_walk(case: &Case) -> Came {
    let mut test = prepared(case);
    let before = changes(&test).len();
    let lines: Vec<String> = std::iter::once(format!("go {}", case.at))
        .chain(case.walk.iter().map(|line| (*line).to_owned()))
        .collect();
    test = test.stdin(&(lines.join("\n") + "\n"));
    let output = test.output(["walk", "--checklist", "design", "--minutes", "60"]);
    Came { changes: changes(&test).split_off(before), said: flat(&(output.stdout + &output.stderr)) }
}

fn by_key(case: &Case) -> Came {
    let before = changes(&prepared(case));
    // The project itself is there on the stage.
    let told: Vec<(&str, Change)> = before.iter().skip(2).map(|change| ("Ana", change.clone())).collect();
    let mut stage = Stage::after((180, 40), &told);
    stage.press(&format!("2/{}<enter>", case.at)).press(case.keys);
    let said = flat(&stage.text());
    let world = stage.world.borrow();
    let changes = world.fold.records().map(|record| record.change.clone()).filter_map(plain);
    Came { changes: changes.skip(before.len()).collect(), said }
}

/// Words without line ends and runs of blanks, so that wrapping does not matter.
fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn same_changes(case: &Case) -> [Came; 3] {
    let all = [by_key(case), by_command(case), in_the_walk(case)];
    let [key, command, walk] = &all;
    assert_eq!(key.changes, command.changes, "{:?}: {} / {}", case.command, key.said, command.said);
    assert_eq!(walk.changes, command.changes, "{:?}: {} / {}", case.command, walk.said, command.said);
    all
}

/// Each way writes the same one change and says these words of the entry.
#[track_caller]
fn says(case: Case, name: &str, title: &str, deed: &str) {
    let [key, command, walk] = same_changes(&case);
    assert_eq!(command.changes.len(), 1, "{:?}: {}", case.command, command.said);
    let whole = flat(&format!("{name} {title} {deed}"));
    let short = flat(&format!("{name} {deed}"));
    assert!(key.said.contains(&short), "{short} by key: {}", key.said);
    let undone = format!("{}: {whole}", words::UNDONE);
    assert!(command.said.contains(&undone), "{undone} by command: {}", command.said);
    assert!(walk.said.contains(&format!("saved: {whole}")), "{whole} in the walk: {}", walk.said);
}

/// No way writes anything, and each says this.
#[track_caller]
fn writes_nothing(case: Case, said: &str) {
    for came in same_changes(&case) {
        assert_eq!(came.changes, []);
        assert!(came.said.contains(said), "{:?}: {said}: {}", case.command, came.said);
    }
}

const WAIVED: &[&[&str]] =
    &[&["mark", "waived", "design/1", "--reason", "later", "--owner", "Kim", "--until", "2026-12-31"]];

fn one(keys: &'static str, command: &'static [&'static str], walk: &'static [&'static str]) -> Case {
    Case { at: "Design 1", keys, command, walk, ..Case::default() }
}

#[track_caller]
fn says_of_one(case: Case, deed: &str) {
    says(case, "Design 1", "Number of tenants decided", deed);
}

#[test]
fn statuses_are_the_same_by_key_by_command_and_in_the_walk() {
    says_of_one(one("<space>", &["mark", "done", "design/1"], &["done"]), "is done");
    says_of_one(one("d", &["mark", "doing", "design/1"], &["doing"]), "is in progress");
    let case = one(
        "bwaits for Ben<enter>",
        &["mark", "blocked", "design/1", "--reason", "waits for Ben"],
        &["blocked waits for Ben"],
    );
    says_of_one(case, "is blocked: waits for Ben");
    let case =
        one("ano brands<enter>", &["mark", "n/a", "design/1", "--reason", "no brands"], &["n/a no brands"]);
    says_of_one(case, "is n/a: no brands");
    let case = one("r", &["mark", "todo", "design/1"], &["todo"]);
    says_of_one(Case { before: &[&["mark", "doing", "design/1"]], ..case }, "is to do");
}

#[test]
fn a_waiver_is_the_same_with_any_spelling_of_its_end() {
    for (typed, end) in [
        ("2026-12-31", "Thu 31 Dec"),
        ("31.12.2026", "Thu 31 Dec"),
        ("main/p1/live", "Go-live"),
        ("p1/live", "Go-live"),
        ("live", "Go-live"),
        ("Go-live", "Go-live"),
        ("o-li", "Go-live"),
    ] {
        let keys = format!("wlater<enter>Kim<enter>{typed}<enter>").leak();
        let walk = format!("waived later @Kim until {typed}").leak();
        let command = ["mark", "waived", "design/1", "--reason", "later", "--owner", "Kim", "--until", typed];
        let case = Case {
            at: "Design 1",
            keys,
            command: command.to_vec().leak(),
            walk: vec![&*walk].leak(),
            before: &[],
        };
        let [key, by_command, in_walk] = same_changes(&case);
        assert_eq!(by_command.changes.len(), 1, "{typed}: {}", by_command.said);
        let deed = format!("is waived until {end}: later");
        for came in [key, by_command, in_walk] {
            assert!(came.said.contains(&deed), "{typed}: {deed}: {}", came.said);
        }
    }
}

#[test]
fn owner_day_evidence_and_words_are_the_same() {
    says_of_one(
        one("oKim<enter>", &["set", "design/1", "--owner", "Kim"], &["owner Kim"]),
        "is owned by Kim",
    );
    says_of_one(one("t+2w<enter>", &["set", "design/1", "--due", "+2w"], &["due +2w"]), "is due Fri 4 Dec");
    let case = one("vwiki/1<enter>", &["set", "design/1", "--evidence", "wiki/1"], &["seen wiki/1"]);
    says_of_one(case, "has evidence wiki/1");
    let case = one("eEight hours.<tab>", &["note", "design/1", "Eight hours."], &["answer Eight hours."]);
    says_of_one(case, "answer: Eight hours.");
    let known = Case {
        before: &[&["set", "design/2", "--owner", "Kim"]],
        ..one("o@kim<enter>", &["set", "design/1", "--owner", "@kim"], &["owner @kim"])
    };
    says_of_one(known, "is owned by Kim");
    let cleared = Case {
        before: &[&["set", "design/1", "--owner", "Kim"]],
        ..one("o<bs><enter>", &["set", "design/1", "--owner", "none"], &["owner none"])
    };
    says_of_one(cleared, "has no owner");
}

#[test]
fn the_same_again_writes_nothing_and_says_so() {
    let doing = one("d", &["mark", "doing", "design/1"], &["doing"]);
    writes_nothing(Case { before: &[&["mark", "doing", "design/1"]], ..doing }, words::NOTHING);
    let todo = one("r", &["mark", "todo", "design/1"], &["todo"]);
    writes_nothing(todo, words::NOTHING);
    let again = one("w<enter><enter><enter>", &["mark", "waived", "design/1"], &["waived"]);
    writes_nothing(Case { before: WAIVED, ..again }, words::NOTHING);
    let owner = one("oKim<enter>", &["set", "design/1", "--owner", "kim"], &["owner kim"]);
    writes_nothing(Case { before: WAIVED, ..owner }, words::NOTHING);
}

#[test]
fn what_is_refused_is_refused_everywhere() {
    let case = one("o<bs><enter>", &["set", "design/1", "--owner", "none"], &["owner none"]);
    writes_nothing(Case { before: WAIVED, ..case }, "Design 1: a waiver needs an owner");
    let case = one(
        "wlater<enter>Kim<enter>2026-11-19<enter>",
        &["mark", "waived", "design/1", "--reason", "later", "--owner", "Kim", "--until", "2026-11-19"],
        &["waived later @Kim until 2026-11-19"],
    );
    writes_nothing(case, "the end 2026-11-19 is in the past");
    let case = one(
        "wlater<enter>Kim<enter>launch<enter>",
        &["mark", "waived", "design/1", "--reason", "later", "--owner", "Kim", "--until", "launch"],
        &["waived later @Kim until launch"],
    );
    writes_nothing(case, "no milestone is called `launch`");
}

#[test]
fn captures_are_the_same() {
    let case = one(
        "caWrite it @Kim fri<enter>",
        &["capture", "action", "design/1", "Write it @Kim fri"],
        &["action Write it @Kim fri"],
    );
    let [key, command, walk] = same_changes(&case);
    for came in [key, command, walk] {
        assert_eq!(came.changes.len(), 1, "{}", came.said);
        assert!(came.said.contains("action at Design 1: Write it, Kim, Fri 27 Nov"), "{}", came.said);
    }
}

#[test]
fn a_topic_alone_is_the_same() {
    let case = Case {
        at: "Design 1",
        keys: "3<space><enter>",
        command: &["mark", "done", "p1/architecture/tenant"],
        walk: &["done", "only"],
        ..Case::default()
    };
    let mut walk = prepared(&case).stdin("go p1/architecture/tenant\ndone\nonly\n");
    let before = changes(&walk).len();
    let output = walk.output(["walk", "--checklist", "design", "--minutes", "60"]);
    let walked = changes(&walk).split_off(before);
    let (key, command) = (by_key(&case), by_command(&case));
    assert_eq!(key.changes, command.changes, "{}", key.said);
    assert_eq!(walked, command.changes, "{}", output.stdout);
    assert!(key.said.contains("Tenant is done") && output.stdout.contains("saved: Tenant is done"));
}
