//! What is captured by one line, as on the screens: words, somebody, and a day.

use crate::support::Test;

#[test]
fn a_line_names_somebody_and_a_day() {
    Test::project()
        .run(["set", "design/2", "--owner", "Lena"])
        .args(["capture", "action", "Design 3", "Write the table @lena fri"])
        .stdout(
            "
            action at Design 3: Write the table  [10a716f8]
              who Lena; by Fri 27 Nov
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "decision", "-", "One policy for web and app"])
        .stdout(
            "
            decision: One policy for web and app  [4351cae9]
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "action", "-", "Order the contract"])
        .stdout(
            "
            action: Order the contract  [29a7cab7]
              no owner yet: add @name; no date yet: end with fri or +2w
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn what_a_flag_says_is_not_looked_for_in_the_words() {
    Test::project()
        .args(["capture", "action", "-", "Ask @lena about fri", "--owner", "Ben", "--due", "+2w"])
        .stdout(
            "
            action: Ask @lena about fri  [521bc515]
              who Ben; by Fri 4 Dec
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "question", "-", "Does @export end fri", "--owner", "none", "--due", "none"])
        .stdout(
            "
            question: Does @export end fri  [e2fee754]
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn what_holds_several_lines_or_a_past_day_stays_as_it_is() {
    let mut test = Test::project().run(["capture", "risk", "-", "First line\nsecond line @lena fri"]).run([
        "capture",
        "parked",
        "-",
        "Why it failed yesterday",
    ]);
    let found = test.output(["captures", "--json"]).stdout;
    let captures: serde_json::Value = serde_json::from_str(&found).expect("it is JSON");
    assert_eq!(captures[0]["text"], "First line\nsecond line @lena fri");
    assert_eq!(captures[1]["text"], "Why it failed yesterday");
    assert!(captures[0]["owner"].is_null() && captures[0]["due"].is_null() && captures[1]["due"].is_null());
}

#[test]
fn an_action_whose_day_is_past_says_so() {
    Test::project()
        .args(["capture", "action", "-", "Write it", "--owner", "Ana", "--due", "2025-01-02"])
        .stdout(
            "
            action: Write it  [521bc515]
              who Ana; by Thu 2 Jan 2025
            saved in Contoso portal
            ",
        )
        .stderr("note: due Thu 2 Jan 2025 is past: it counts as overdue")
        .code(0);
}

#[test]
fn captures_are_listed_and_settled() {
    let mut test = Test::lived_in()
        .args(["captures"])
        .stdout(
            "
            203b122f  decision  One page for all                          Design 3
            8708dcfd  action    Ask for the colours     Lena  Tue 24 Nov  Design 3
            03f3e534  parked    A second brand in 2027

            3 captures, 2 open
            ",
        )
        .code(0)
        .args(["captures", "--open"])
        .stdout(
            "
            8708dcfd  action  Ask for the colours     Lena  Tue 24 Nov  Design 3
            03f3e534  parked  A second brand in 2027

            2 captures
            ",
        )
        .code(0);
    let found = test.output(["captures", "--json"]).stdout;
    let captures: serde_json::Value = serde_json::from_str(&found).expect("it is JSON");
    let action = captures.as_array().expect("a list").iter().find(|one| one["kind"] == "action");
    let id = action.expect("there is one")["id"].as_str().expect("a name").to_owned();
    test.args(["capture", "done", &id[..4]])
        .stdout(
            "
            resolved: action: Ask for the colours
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "done", &id])
        .stdout(
            "
            resolved: action: Ask for the colours
            nothing to change: already set
            ",
        )
        .code(0)
        .args(["captures"])
        .stdout(
            "
            203b122f  decision  One page for all                          Design 3
            8708dcfd  action    Ask for the colours     Lena  Tue 24 Nov  Design 3  settled
            03f3e534  parked    A second brand in 2027

            3 captures, 1 open
            ",
        )
        .code(0)
        .args(["undo"])
        .stdout(
            "
            undone: resolved: action: Ask for the colours
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn captures_need_words_and_a_place_that_exists() {
    Test::project()
        .args(["captures"])
        .stdout(
            "
            nothing was captured yet
            write something down with `golive capture KIND ID TEXT`
            ",
        )
        .code(0)
        .args(["capture", "action", "design/1"])
        .stderr(
            r#"
            error: what is the action? There is no text
            hint: for example `golive capture action design/1 "..."`
            "#,
        )
        .code(2)
        .args(["capture", "action", "design/9", "Write it"])
        .stderr(
            "
            error: no entry is called `design/9`
            hint: Design has numbers up to 5; `golive list --checklist design` shows them
            ",
        )
        .code(2)
        .args(["capture", "wish", "-", "Write it"])
        .stderr(
            "
            error: invalid value 'wish' for '<KIND>'
              [possible values: decision, action, question, risk, parked, objection, done, edit, remove]

            For more information, try '--help'.
            ",
        )
        .code(2)
        .args(["capture", "done", "abcd"])
        .stderr(
            "
            error: no capture is called `abcd`
            hint: `golive captures` lists them with their names
            ",
        )
        .code(2)
        .args(["capture", "done", "abcd", "words"])
        .stderr("error: `capture done` takes the name of a capture and nothing else")
        .code(2);
}

#[test]
fn captures_as_json() {
    Test::lived_in()
        .args(["captures", "--open", "--json"])
        .stdout(
            r#"
        [
          {
            "id": "8708dcfd",
            "kind": "action",
            "text": "Ask for the colours",
            "at": "design/login-page-decided",
            "owner": "Lena",
            "due": "2026-11-24",
            "resolved": false,
            "by": "ana",
            "when": "2026-11-20T20:39:32Z"
          },
          {
            "id": "03f3e534",
            "kind": "parked",
            "text": "A second brand in 2027",
            "at": null,
            "owner": null,
            "due": null,
            "resolved": false,
            "by": "ana",
            "when": "2026-11-20T20:39:32Z"
          }
        ]
        "#,
        )
        .code(0);
}

#[test]
fn the_sentence_is_kept_as_it_was_said() {
    let mut test = Test::project()
        .run(["capture", "decision", "-", "We leave Sun"])
        .run(["capture", "risk", "-", "Follow @auth0 on X"])
        .run(["capture", "parked", "-", "Buy 2 mar"])
        .run(["capture", "action", "-", "\"Move to version +1m\" @ana"])
        .run(["capture", "objection", "-", "Write to \\@ana first @omar"]);
    let found = test.output(["captures", "--json"]).stdout;
    let captures: serde_json::Value = serde_json::from_str(&found).expect("it is JSON");
    let said: Vec<(&str, Option<&str>)> = captures
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|one| (one["text"].as_str().unwrap_or_default(), one["owner"].as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("We leave Sun", None),
            ("Move to version +1m", Some("ana")),
            ("Follow @auth0 on X", None),
            ("Buy 2 mar", None),
            ("Write to @ana first", Some("omar")),
        ]
    );
    assert!(captures.as_array().expect("it is a list").iter().all(|one| one["due"].is_null()));
}

#[test]
fn a_capture_is_changed_under_its_name_and_taken_away() {
    let mut test = Test::project().run(["capture", "action", "-", "Wriet the table @ana fri"]);
    let id = "521bc515";
    test = test
        .args(["capture", "edit", id, "Write the table"])
        .stdout(
            "
            action: Write the table  [521bc515]
              who ana; by Fri 27 Nov
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "edit", id, "--owner", "Ben", "--due", "none"])
        .stdout(
            "
            action: Write the table  [521bc515]
              who Ben; no date yet: end with fri or +2w
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "edit", id, "--owner", "Ben"])
        .stdout(
            "
            action: Write the table  [521bc515]
            nothing to change: already set
            ",
        )
        .code(0);
    test = test
        .args(["capture", "edit", id])
        .stderr("error: `capture edit` needs a new text, --owner or --due\n")
        .code(2);
    test = test
        .args(["capture", "remove", id])
        .stdout(
            "
            removed: action: Write the table
            saved in Contoso portal
            ",
        )
        .code(0);
    assert_eq!(test.output(["captures", "--json"]).stdout.trim(), "[]");
    test = test.run(["undo"]);
    assert!(test.output(["captures"]).stdout.contains("Write the table"));
}

#[test]
fn an_objection_belongs_to_the_last_decision_at_its_entry_and_is_never_open() {
    let mut test = Test::project()
        .run(["capture", "decision", "Design 1", "One tenant"])
        .run(["capture", "decision", "Design 1", "Two tenants"])
        .run(["capture", "objection", "Design 1", "Support cannot wait @omar"]);
    let found = test.output(["captures", "--open"]).stdout;
    assert!(found.starts_with("nothing is open"), "{found}");
    let found = test.output(["history"]).stdout;
    assert!(found.contains("objection"), "{found}");
}
