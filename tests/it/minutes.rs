//! The minutes of a walked workshop, and the agenda before it, in every format.
//!
//! The expected files are in `tests/it/minutes`.

use std::fs;

use crate::expected;
use crate::support::{Test, unindent};

/// A workshop with something of every kind, half a minute a line.
fn held() -> Test {
    let typed = "
        doing
        answer
        One tenant.
        Support staff: *not* settled.
        .
        action Write the table @lena fri
        action Order the contract
        decision One policy for web and app

        done wiki/pages
        owner mia
        n
        b waits for Ben
        risk Ben leaves
        park Later
        todo
        question =cmd() who pays?
        c parked - A second brand in 2027
        undo
        c parked - A second brand in 2028
        close



        action Plan the brand @ana
        mon
        resolve

    ";
    let test = Test::project()
        .run(["target", "main/p1/demo", "2026-12-15"])
        .run(["mark", "done", "deploy/1"])
        .run(["capture", "action", "-", "From before"]);
    let mut test = test.each_look(30).stdin(&unindent(typed));
    let found = test.output(["walk", "--people", "Ana:architect,Lena:security", "--minutes", "30"]);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""), "{}", found.stdout);
    test.at("2026-11-20T21:30:00Z").run(["note", "design/1", "Said after the workshop"])
}

#[track_caller]
fn check(test: &mut Test, args: &[&str], file: &str) {
    let found = test.output(args.iter().copied().map(String::from).collect::<Vec<_>>());
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    expected::check(format!("tests/it/minutes/{file}"), &found.stdout);
}

#[test]
fn minutes_read_as_they_stand_in_the_files() {
    let mut test = held();
    check(&mut test, &["report", "--workshop", "last"], "minutes.md");
    check(&mut test, &["report", "--workshop", "1", "--format", "json"], "minutes.json");
    check(&mut test, &["report", "--workshop", "1", "--format", "csv"], "actions.csv");
    let html = test.output(["report", "--workshop", "1", "--format", "html"]).stdout;
    assert!(html.starts_with("<!") && html.contains("Support staff: *not* settled."), "{html}");
    let test = test.run(["report", "--workshop", "1", "-o", "minutes.xlsx"]);
    assert!(fs::read(test.path("work/minutes.xlsx")).is_ok_and(|bytes| bytes.starts_with(b"PK")));
}

#[test]
fn the_next_agenda_reads_as_it_stands_in_the_files() {
    let mut test = held();
    check(&mut test, &["report", "--agenda"], "agenda.md");
    check(&mut test, &["report", "--agenda", "--milestone", "demo", "--format", "json"], "agenda.json");
    check(&mut test, &["report", "--agenda", "--format", "csv"], "agenda.csv");
}

#[test]
fn every_field_of_the_json_is_described() {
    let docs = include_str!("../../docs/json.md");
    let mut test = held().run(["--file", "b.golive", "new", "B", "--scenario", "b2c"]).run([
        "--file",
        "b.golive",
        "question",
        "existing-users",
        "no",
    ]);
    let own = test.path("data/contoso-portal.golive").to_string_lossy().into_owned();
    let commands: [(&str, &[&str]); 3] = [
        ("`golive report --workshop", &["--file", &own, "report", "--workshop", "1", "--format", "json"]),
        (
            "`golive report --agenda",
            &["--file", &own, "report", "--agenda", "--milestone", "demo", "--format", "json"],
        ),
        ("`golive compare", &["compare", &own, "b.golive", "--json"]),
    ];
    for (title, args) in commands {
        let found = test.output(args.iter().copied().map(String::from).collect::<Vec<_>>());
        assert_eq!((found.code, found.stderr.as_str()), (0, ""));
        let part = docs.split("\n## ").find(|part| part.starts_with(title)).expect("it is described");
        let mut names = Vec::new();
        crate::cli_docs::fields(&serde_json::from_str(&found.stdout).expect("it is JSON"), &mut names);
        let lacking: Vec<&String> =
            names.iter().filter(|name| !part.contains(&format!("`{name}`"))).collect();
        assert_eq!(lacking, Vec::<&String>::new(), "{title}");
    }
}

#[test]
fn a_workshop_that_never_was_has_no_minutes() {
    Test::project()
        .line("report --workshop last")
        .stderr(
            "
            error: no workshop was held yet
            hint: `golive walk` begins one
            ",
        )
        .code(2);
    held()
        .line("report --workshop 2")
        .stderr(
            "
            error: there is no workshop 2
            hint: the last one is number 1
            ",
        )
        .code(2);
}
