//! Calendars and issue trackers: what has a day, and what is left, in the forms that other programs import.
//!
//! The reader of calendars below is written from RFC 5545 alone and shares nothing with the writer: it unfolds, takes
//! properties and their parameters apart, unescapes, and refuses whatever the paper does not allow.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::support::Test;

/// One event, its properties by name.
type Event = BTreeMap<String, (String, String)>;

/// Reads a calendar strictly; the name of the calendar, and its events.
fn read(text: &str) -> (String, Vec<Event>) {
    assert!(text.ends_with("\r\n"), "a calendar ends with a line end");
    let physical: Vec<&str> = text.strip_suffix("\r\n").unwrap().split("\r\n").collect();
    let mut lines: Vec<String> = Vec::new();
    for line in physical {
        assert!(line.len() <= 75, "{line:?} has more than 75 octets");
        assert!(!line.contains(['\n', '\r']), "{line:?}");
        match line.strip_prefix([' ', '\t']) {
            Some(rest) => lines.last_mut().unwrap().push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    let mut open: Vec<String> = Vec::new();
    let (mut calendar, mut events, mut event) = (Event::new(), Vec::new(), Event::new());
    for line in lines {
        let (head, value) = line.split_once(':').unwrap_or_else(|| panic!("no colon in {line:?}"));
        let (name, params) = head.split_once(';').unwrap_or((head, ""));
        assert!(name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'), "{name:?}");
        match name {
            "BEGIN" => open.push(value.to_owned()),
            "END" => {
                assert_eq!(open.pop().as_deref(), Some(value));
                if value == "VEVENT" {
                    events.push(std::mem::take(&mut event));
                }
            }
            _ => {
                let of = if open.len() == 2 { &mut event } else { &mut calendar };
                let twice = of.insert(name.to_owned(), (params.to_owned(), value.to_owned()));
                assert!(twice.is_none(), "{name} stands twice");
            }
        }
    }
    assert_eq!(open, Vec::<String>::new());
    assert_eq!(calendar["VERSION"].1, "2.0");
    assert!(!calendar["PRODID"].1.is_empty());
    let mut ids = HashSet::new();
    for event in &events {
        assert!(ids.insert(event["UID"].1.clone()), "an id stands twice");
        let is_utc = |words: &str| {
            let form = words.char_indices().all(|(at, c)| match at {
                8 => c == 'T',
                15 => c == 'Z',
                _ => c.is_ascii_digit(),
            });
            words.len() == 16 && form
        };
        assert!(is_utc(&event["DTSTAMP"].1));
        for name in ["DTSTART", "DTEND"] {
            let (params, value) = &event[name];
            let is_day = value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit());
            assert!(
                if params == "VALUE=DATE" { is_day } else { params.is_empty() && is_utc(value) },
                "{value}"
            );
        }
        assert!(event["DTSTART"].1 < event["DTEND"].1);
        assert_eq!(event["DTSTART"].0, event["DTEND"].0);
    }
    (unescape(&calendar["NAME"].1), events)
}

fn unescape(value: &str) -> String {
    let (mut out, mut chars) = (String::new(), value.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => out.push(c),
                other => panic!("{other:?} is not escaped so in {value:?}"),
            },
            ';' | ',' => panic!("{c} is not escaped in {value:?}"),
            c => out.push(c),
        }
    }
    out
}

fn days(events: &[Event]) -> Vec<String> {
    let shown = |event: &Event| format!("{} {}", event["DTSTART"].1, unescape(&event["SUMMARY"].1));
    events.iter().map(shown).collect()
}

#[test]
fn everything_that_has_a_day_is_in_the_calendar() {
    let mut test = Test::lived_in()
        .run([
            "mark",
            "waived",
            "deploy/1",
            "--reason",
            "one; two, three\\four",
            "--owner",
            "Kim",
            "--until",
            "2026-12-31",
        ])
        .run([
            "walk",
            "--prepare",
            "--day",
            "2026-12-02",
            "--title",
            "Über die Anmeldung, zum zweiten Mal, mit allen, die etwas dazu sagen können",
            "--minutes",
            "60",
        ]);
    let found = test.output(["report", "--format", "ics"]);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    let (name, events) = read(&found.stdout);
    assert_eq!(name, "Contoso portal");
    assert_eq!(
        days(&events),
        [
            "20261118 Due: Design 3 Login page decided",
            "20261124 Action: Ask for the colours (Lena)",
            "20261202 Workshop: Über die Anmeldung, zum zweiten Mal, mit allen, die etwas dazu sagen können",
            "20261215 Milestone: Demo",
            "20261231 Waiver ends: Deploy 1 Production tenant ready",
        ]
    );
    let words = unescape(&events[4]["DESCRIPTION"].1);
    assert_eq!(words, "Owner: Kim\nReason: one; two, three\\four\nEntry: deploy/production-tenant-ready");
    // The same thing keeps its id, so that a calendar moves it.
    let before = events[3]["UID"].1.clone();
    test = test.run(["target", "demo", "2026-12-18"]);
    let (_, events) = read(&test.output(["report", "--format", "ics"]).stdout);
    let moved = events.iter().find(|event| event["UID"].1 == before).unwrap();
    assert_eq!(moved["DTSTART"].1, "20261218");
    // What is settled, resolved or passed has no day any more.
    test = test.run(["mark", "done", "design/3"]);
    let (_, events) = read(&test.output(["report", "--milestone", "demo", "--format", "ics"]).stdout);
    assert_eq!(days(&events), ["20261218 Milestone: Demo"]);
}

#[test]
fn a_project_without_a_day_has_no_calendar() {
    let mut test = Test::project();
    let found = test.output(["report", "--format", "ics"]);
    assert_eq!(
        (found.code, found.stderr.as_str()),
        (
            2,
            "error: nothing in this report has a day\n\
             hint: a target, a due date, a waiver's end or a prepared workshop has one\n"
        )
    );
}

fn table(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn what_is_left_goes_to_an_issue_tracker() {
    let mut test = Test::lived_in();
    let found = test.output(["report", "--left", "--milestone", "live", "--format", "csv"]);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    let rows = table(&found.stdout);
    assert_eq!(rows[0], ["Title", "Description", "Assignee", "Due date", "Labels", "External id"]);
    let page = rows.iter().find(|row| row[5] == "design/login-page-decided").unwrap();
    assert_eq!(page[0], "Design 3: Login page decided");
    assert_eq!(page[2..5], ["", "2026-11-18", "golive, must, design"]);
    let expected = "Where do people type their password?\n\n\
         Done when: The choice has a reason.\n\n\
         The hosted page is safest.\n\n\
         Left because: blocked: waits for the brand team\n\n\
         Our answer so far: The hosted page.\nWith our colours.\n\n\
         First milestone: Go-live";
    assert_eq!(page[1], expected);
    // As many as the gate counts.
    let gate = test.output(["gate", "live", "--json"]);
    let gate: serde_json::Value = serde_json::from_str(&gate.stdout).unwrap();
    let left: usize =
        ["blocking", "conditions", "listed"].iter().map(|name| gate[name].as_array().unwrap().len()).sum();
    assert_eq!(rows.len() - 1, left);
    // Everything that is open, whatever looks at it; CSV is the usual form.
    let all = table(&test.output(["report", "--left"]).stdout);
    assert!(all.iter().any(|row| row[5] == "deploy/second-application-live"));
    let found = test.output(["report", "--left", "--format", "html"]);
    assert_eq!(found.code, 2);
}

#[test]
fn what_is_left_of_the_project_is_what_its_milestones_name() {
    for kind in ["b2b", "b2c", "b2e"] {
        let mut test = Test::new().run(["new", "Contoso portal", "--scenario", kind]);
        let rows = table(&test.output(["report", "--left"]).stdout);
        let left: BTreeSet<String> = rows.into_iter().skip(1).map(|row| row[5].clone()).collect();
        let json = |stdout: &str| serde_json::from_str::<serde_json::Value>(stdout).unwrap();
        let status = json(&test.output(["status", "--json"]).stdout);
        let mut named = BTreeSet::new();
        for milestone in status["milestones"].as_array().unwrap() {
            let gate = json(&test.output(["gate", milestone["id"].as_str().unwrap(), "--json"]).stdout);
            for weight in ["blocking", "conditions", "listed"] {
                let entries = gate[weight].as_array().unwrap().iter();
                named.extend(entries.map(|entry| entry["id"].as_str().unwrap().to_owned()));
            }
        }
        assert_eq!(left, named, "{kind}");
        // A topic with items in another phase alone is left, since no gate has them stand for it.
        assert_eq!(left.iter().any(|id| id.ends_with("logout/single-logout")), kind != "b2c");
    }
}
