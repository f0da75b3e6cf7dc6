//! `golive conditions`: what was left at a review, and what has become of it.

use serde_json::Value;

use crate::support::Test;

/// A project whose review was closed with two conditions: Kim's by Wed 25 Nov, and one without a person.
fn reviewed() -> Test {
    Test::project().run(["set", "design/2", "--owner", "Kim", "--due", "2026-11-25"]).run([
        "review",
        "close",
        "demo",
        "--decision",
        "conditions",
        "--by",
        "Ana,Kim",
    ])
}

#[test]
fn conditions_are_open_then_late_then_met() {
    reviewed()
        .args(["conditions"])
        .stdout(
            "
            Conditions of review 1: Demo, Fri 20 Nov, go with conditions, by Ana and Kim
            0 of 2 are met, 2 are open

            Open  2
              ○  Design 2  Login domain decided       Kim     Wed 25 Nov
              ○  Design 1  Number of tenants decided  nobody  no day

            By person  Kim 1 open · nobody 1 open
            ",
        )
        .code(0);
}

#[test]
fn the_status_says_what_is_left_of_the_conditions() {
    let mut test = reviewed();
    let line = "\n  conditions of review 1: 0 of 2 are met, 2 are open; `golive conditions` lists them\n";
    let status = test.output(["status"]).stdout;
    assert!(status.contains(line), "{status}");
    let mut test = test.run(["mark", "done", "design/1"]).at("2026-11-28T10:00:00Z");
    let status = test.output(["status"]).stdout;
    assert!(status.contains("\n  conditions of review 1: 1 of 2 is met, 1 is late; "), "{status}");
    let mut test = test.run(["mark", "done", "design/2"]);
    let status = test.output(["status"]).stdout;
    assert!(!status.contains("conditions of review"), "{status}");
}

#[test]
fn what_is_late_ends_a_check_with_1() {
    reviewed()
        .run(["mark", "done", "design/1", "--evidence", "wiki/tenants"])
        .at("2026-11-28T10:00:00Z")
        .args(["conditions", "--check"])
        .stdout(
            "
            Conditions of review 1: Demo, Fri 20 Nov, go with conditions, by Ana and Kim
            1 of 2 is met, 1 is late

            Late  1
              ○  Design 2  Login domain decided  Kim  Wed 25 Nov  3 days

            Met  1
              ✓  Design 1  Number of tenants decided  nobody  no day  wiki/tenants

            By person  Kim 1 late · nobody 1 met
            ",
        )
        .code(1)
        .run(["mark", "doing", "design/2", "--due", "2026-12-04"])
        .args(["conditions", "r1", "--check"])
        .stdout(
            "
            Conditions of review 1: Demo, Fri 20 Nov, go with conditions, by Ana and Kim
            1 of 2 is met, 1 is open

            Open  1
              »  Design 2  Login domain decided  Kim  Fri 4 Dec  was Wed 25 Nov, in progress

            Met  1
              ✓  Design 1  Number of tenants decided  nobody  no day  wiki/tenants

            By person  Kim 1 open · nobody 1 met
            ",
        )
        .code(0);
}

#[test]
fn the_json_has_every_condition_and_the_people() {
    let mut test = reviewed();
    let found = test.output(["conditions", "--json"]);
    let json: Value = serde_json::from_str(&found.stdout).unwrap();
    let of = |path: &str| json.pointer(path).cloned().unwrap_or_default();
    assert_eq!((of("/review"), of("/total"), of("/open")), ("r1".into(), 2.into(), 2.into()));
    assert_eq!(of("/conditions/0/state"), "open");
    assert_eq!(of("/conditions/0/promised"), "2026-11-25");
    assert_eq!(of("/people/0/owner"), "Kim");
    let report = test.output(["report", "--milestone", "demo", "--format", "md"]);
    assert!(report.stdout.contains("Conditions of review 1"), "{}", report.stdout);
}

#[test]
fn a_review_without_conditions_says_so() {
    Test::project()
        .args(["conditions"])
        .stdout(
            "
            no review was closed with conditions
            `golive review close MILESTONE --decision conditions` closes one
            ",
        )
        .code(0)
        .run(["review", "close", "demo", "--decision", "no-go"])
        .args(["conditions", "r1"])
        .stderr(
            "
            error: review 1 was closed with no go: it has no conditions
            hint: no review was closed with conditions
            ",
        )
        .code(2)
        .args(["conditions", "r7"])
        .stderr("error: there is no review `r7`\nhint: no review was closed with conditions")
        .code(2);
}

#[test]
fn what_counts_is_of_the_last_review_of_each_milestone_as_on_home() {
    let close = |milestone, decision| ["review", "close", milestone, "--decision", decision, "--by", "Ana"];
    let mut test = reviewed().run(close("live", "conditions")).run(close("live", "no-go"));
    let found = test.output(["conditions"]).stdout;
    assert!(found.contains("of review 1: Demo") && !found.contains("review 2"), "{found}");
    let asked = test.output(["conditions", "r2"]).stdout;
    assert!(asked.contains("review 3 of this milestone came later"), "{asked}");
    let mut test = test.run(close("live", "conditions"));
    let both = test.output(["conditions"]).stdout;
    assert!(both.contains("of review 4: ") && both.contains("of review 1: Demo"), "{both}");
    let json: Value = serde_json::from_str(&test.output(["conditions", "--json"]).stdout).unwrap();
    assert_eq!((&json["review"], &json["others"]), (&"r4".into(), &serde_json::json!(["r1"])));
}

#[test]
fn closing_says_what_nobody_promised_and_takes_no_empty_name() {
    let mut test = Test::project();
    let closed = test.output(["review", "close", "demo", "--decision", "conditions", "--by", "Ana"]).stdout;
    assert!(closed.contains("2 of the 2 entries left have no owner or no date"), "{closed}");
    let mut test = test
        .args(["review", "close", "demo", "--decision", "go", "--by", ""])
        .stderr("error: --by names nobody\nhint: enter who decided, or leave --by out")
        .code(2);
    assert!(!test.output(["review", "list"]).stdout.contains("r2"));
}

#[test]
fn closing_with_conditions_that_are_late_already_says_so() {
    let mut test = Test::project().run(["set", "design/2", "--owner", "Kim", "--due", "2026-11-10"]);
    let closed = test.output(["review", "close", "demo", "--decision", "conditions", "--by", "Ana"]);
    assert!(closed.stderr.contains("1 condition is late already"), "{}", closed.stderr);
    let mut test = Test::project().run(["set", "design/2", "--owner", "Kim", "--due", "2026-11-10"]);
    let closed = test.output(["review", "close", "demo", "--decision", "no-go", "--by", "Ana"]);
    assert!(!closed.stderr.contains("late already"), "{}", closed.stderr);
}

#[test]
fn what_others_have_left_is_said_by_next() {
    let mut test = Test::project();
    assert!(!test.output(["next"]).stdout.contains("of others"));
    let mut test = test.run(["set", "design/2", "--owner", "Kim"]);
    let found = test.output(["next"]).stdout;
    assert!(found.contains("1 entry of others is left there too, `golive gate "), "{found}");
    // To Kim it is her own.
    assert!(!test.output(["next", "--author", "Kim"]).stdout.contains("of others"));
}

#[test]
fn in_ascii_people_are_told_apart_by_a_hyphen() {
    let found = reviewed().output(["--ascii", "conditions"]).stdout;
    assert!(found.ends_with("By person  Kim 1 open - nobody 1 open\n"), "{found}");
}
