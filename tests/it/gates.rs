//! Milestones by commands: what stands before them, closing reviews, what has changed.

use serde_json::Value;

use crate::support::Test;

fn json(test: &mut Test, args: &[&str]) -> Value {
    let found = test.output(args);
    assert_eq!(found.stderr, "", "{args:?}");
    serde_json::from_str(&found.stdout).expect("it is JSON")
}

#[test]
fn a_gate_says_what_is_left_and_why() {
    Test::project()
        .run(["target", "demo", "2026-12-15"])
        .run(["mark", "doing", "Design 2", "--owner", "Ana", "--due", "2026-11-18"])
        .args(["gate"])
        .stdout(
            "
            ◆ Demo  target Tue 15 Dec, in 25 days
              Design, less Domain

            NOT READY    2 of 2 entries are left. 1 must entry blocks. 1 should entry is a
                         condition: answer it or waive it.

            Must: these block  1
              ○  Design 1  Number of tenants decided  Architecture  never answered  nobody

            Should: answer, or waive with an owner and an end  1
              »  Design 2  Login domain decided  Architecture  overdue since Wed 18 Nov  Ana  Wed 18 Nov

            Left by workstream
              Architecture  2 of 2  1 must, 1 should

            Pace  Nothing settled yet: too few so far for a forecast.
            Critical check  1 of 1 critical entry not settled: Design 1
            Decision  none yet
            ",
        )
        .code(0)
        .args(["gate", "--check"])
        .stdout("NOT READY  ◆ Demo: 2 of 2 entries are left. 1 must entry blocks. 1 should entry is a condition: answer it or waive it.")
        .code(1)
        .run(["mark", "done", "Design 1"])
        .args(["gate", "--check", "demo"])
        .stdout("READY WITH CONDITIONS  ◆ Demo: 1 of 2 entries is left. Nothing blocks. 1 should entry is a condition: answer it or waive it.")
        .code(0)
        .run(["mark", "done", "Design 2"])
        .args(["gate", "--check", "demo"])
        .stdout("READY  ◆ Demo: Nothing is left of 2 entries.")
        .code(0);
}

#[test]
fn a_gate_can_be_narrowed_to_whom_one_asks() {
    let mut test = Test::project()
        .run(["set", "Design 3", "--owner", "Lena"])
        .run(["mark", "doing", "Deploy 2", "--owner", "Ben"]);
    let all = json(&mut test, &["gate", "live", "--json"]);
    let ids = |gate: &Value| -> Vec<String> {
        let blocking = gate["blocking"].as_array().expect("it is a list");
        blocking.iter().map(|left| left["id"].as_str().expect("it is text").to_owned()).collect()
    };
    assert!(ids(&all).len() > 2);
    assert_eq!(
        ids(&json(&mut test, &["gate", "live", "--json", "--owner", "ben"])),
        ["deploy/users-imported"]
    );
    let nobody = json(&mut test, &["gate", "live", "--json", "--owner", "nobody"]);
    assert_eq!(ids(&nobody).len(), ids(&all).len() - 2);
    assert_eq!(nobody["verdict"], "not ready");
    let found = test.output(["gate", "live", "--owner", "Ben"]).stdout;
    assert!(found.contains("only: owner Ben"), "{found}");
    assert!(found.contains(&format!("Must: these block  1 of {} shown", ids(&all).len())), "{found}");
    let found = test.output(["gate", "live", "--why", "in-progress,blocked"]).stdout;
    assert!(found.contains("only: in progress or blocked  1 of 6 shown"), "{found}");
    assert_eq!(
        ids(&json(&mut test, &["gate", "live", "--json", "--why", "in-progress"])),
        ["deploy/users-imported"]
    );
    assert_eq!(test.output(["gate", "live", "--why", "bored"]).code, 2);
}

#[test]
fn the_json_of_a_gate_has_exactly_these_fields() {
    let mut test =
        Test::project().run(["mark", "doing", "Design 1", "--owner", "Ana", "--due", "2026-11-18"]);
    let gate = json(&mut test, &["gate", "demo", "--json"]);
    let fields: Vec<&String> = gate.as_object().expect("it is an object").keys().collect();
    assert_eq!(fields, ["blocking", "conditions", "listed", "milestone", "ready", "settled", "verdict"]);
    assert_eq!(
        gate["blocking"],
        serde_json::json!([{
            "id": "design/tenants-decided",
            "name": "Design 1",
            "title": "Number of tenants decided",
            "why": "overdue since 2026-11-18",
            "owner": "Ana",
            "due": "2026-11-18",
        }])
    );
    assert_eq!((&gate["ready"], &gate["settled"]), (&Value::from(false), &Value::from(0)));
}

#[test]
fn a_review_is_closed_listed_and_compared() {
    let test = Test::project()
        .run(["mark", "doing", "Design 2", "--owner", "Ana", "--due", "2026-12-01"])
        .run(["capture", "question", "Design 1", "How many regions?"])
        .args(["review", "close", "demo", "--decision", "conditions", "--by", "Ana, Ben"])
        .stdout(
            "
            Review 1 of ◆ Demo
            NOT READY    2 of 2 entries are left. 1 must entry blocks. 1 should entry is a
                         condition: answer it or waive it.
            decision: go with conditions, by Ana, Ben
            conditions
              Design 1  Number of tenants decided  nobody
              Design 2  Login domain decided       Ana     Tue 1 Dec
            1 of the 2 entries left has no owner or no date
            saved in Contoso portal
            ",
        )
        .code(0)
        .at("2026-11-27T10:00:00Z")
        .run(["mark", "done", "Design 1"])
        .run(["captures"]);
    test.args(["diff", "last"])
        .stdout(
            "
            ◆ Demo
              review 1 on Fri 20 Nov: 2 of 2 left
              now: 1 of 2 left

            newly settled  1
              Design 1  Number of tenants decided  done  nobody
            ",
        )
        .code(0)
        .args(["review", "close", "demo", "--decision", "go"])
        .stdout(
            "
            Review 2 of ◆ Demo
            READY WITH CONDITIONS    1 of 2 entries is left. Nothing blocks. 1 should entry
                                     is a condition: answer it or waive it.
            since review 1: 1 newly settled
            decision: go
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["diff", "r1", "r2"])
        .stdout(
            "
            ◆ Demo
              review 1 on Fri 20 Nov: 2 of 2 left
              review 2 on Fri 27 Nov: 1 of 2 left

            newly settled  1
              Design 1  Number of tenants decided  done  nobody
            ",
        )
        .code(0)
        .args(["diff", "r2", "now"])
        .stdout(
            "
            ◆ Demo
              review 2 on Fri 27 Nov: 1 of 2 left
              now: 1 of 2 left

            nothing has changed
            ",
        )
        .code(0)
        .args(["review", "list"])
        .stdout(
            "
            r1  Fri 20 Nov  Demo  not ready, 2 of 2 left              go with conditions  Ana, Ben
            r2  Fri 27 Nov  Demo  ready with conditions, 1 of 2 left  go
            ",
        )
        .code(0);
}

#[test]
fn what_a_review_found_stays_whatever_comes_after() {
    let mut test = Test::project()
        .run(["mark", "done", "Design 1"])
        .run(["review", "close", "demo", "--decision", "go"])
        .at("2026-11-27T10:00:00Z")
        .run(["mark", "todo", "Design 1"])
        .run(["review", "close", "demo", "--decision", "no-go"]);
    let before = test.output(["diff", "r1", "r2"]);
    assert!(before.stdout.contains("reopened  1"), "{}", before.stdout);
    // Another pack words everything differently, and has neither the milestone nor the entries.
    let plan = golive_small("plans/main.ron")
        .replace("id: \"demo\"", "id: \"show\"")
        .replace("title: \"Demo\"", "title: \"Show\"");
    for file in [
        "pack.ron",
        "questions.ron",
        "resources.ron",
        "scenarios.ron",
        "checklists/design.ron",
        "checklists/deploy.ron",
    ] {
        let worded = golive_small(file).replace("Number of tenants decided", "How many tenants");
        test = test.file(&format!("other/{file}"), &worded);
    }
    test = test.file("other/plans/main.ron", &plan).env("GOLIVE_PACK", "$ROOT/other");
    assert_eq!(test.output(["diff", "r1", "r2"]), before);
    let now = test.output(["diff", "r1"]);
    assert_eq!(now.code, 2);
    assert!(
        now.stderr.contains("the project's plan has no milestone `main/p1/demo` any more"),
        "{}",
        now.stderr
    );
}

fn golive_small(file: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small").join(file);
    std::fs::read_to_string(path).expect("the small pack is part of the checkout")
}

#[test]
fn days_are_compared_over_the_whole_project() {
    Test::project()
        .run(["mark", "doing", "Design 1"])
        .at("2026-11-23T10:00:00Z")
        .run(["mark", "done", "Design 1"])
        .run(["mark", "done", "Deploy 1"])
        .at("2026-11-24T10:00:00Z")
        .args(["diff", "2026-11-22", "2026-11-23"])
        .stdout(
            "
            the whole project
              Sun 22 Nov: 8 of 8 left
              Mon 23 Nov: 6 of 8 left

            newly settled  2
              Design 1  Number of tenants decided  done  nobody
              Deploy 1  Production tenant ready    done  nobody
            ",
        )
        .code(0);
}

#[test]
fn a_time_that_does_not_exist_is_refused() {
    Test::project()
        .args(["diff", "last"])
        .stderr(
            "
            error: no review was closed yet
            hint: `golive review close MILESTONE` closes one; or name a date
            ",
        )
        .code(2)
        .args(["diff", "r3"])
        .stderr("error: there is no review `r3`\nhint: no review was closed yet")
        .code(2)
        .args(["diff", "yesterweek"])
        .stderr("error: `yesterweek` is neither a review nor a date\nhint: write last, now, r1 or 2026-11-06")
        .code(2)
        .args(["diff", "+2w"])
        .stderr("error: 2026-12-04 is still to come\nhint: name a day that is past, or `now`")
        .code(2);
}

#[test]
fn the_critical_entries_are_shown_and_their_check_is_recorded() {
    let test = Test::project()
        .run(["mark", "done", "main/p1/login/factors"])
        .args(["review", "critical", "live"])
        .stdout(
            "
            ◆ Go-live
            1 of 2 critical entries not settled: Deploy 2

            1  ○ Deploy 2 Users imported
               Are all users there?
               never answered, nobody

            2  ✓ Factors
               Offer some.
               done

            `golive mark STATUS ID` answers one
            `golive review close main/p1/live --critical SECONDS` records that they were read
            ",
        )
        .code(0)
        .args(["review", "close", "live", "--decision", "no-go", "--critical", "80", "--people", "Ana, Ben"])
        .stdout(
            "
            Review 1 of ◆ Go-live
            NOT READY    6 of 6 entries are left. 4 must entries block. 1 should entry is a
                         condition: answer it or waive it. 1 more is listed.
            critical check: 2 read aloud in 80 seconds by Ana, Ben; not settled: Deploy 2
            decision: no go
            saved in Contoso portal
            ",
        )
        .code(0);
    let mut test = test;
    let found = json(&mut test, &["review", "critical", "live", "--json"]);
    assert_eq!(
        found,
        serde_json::json!({
            "milestone": "main/p1/live",
            "critical": [
                {
                    "id": "deploy/users-imported",
                    "name": "Deploy 2",
                    "title": "Users imported",
                    "settled": false,
                    "why": "never answered",
                    "owner": null,
                    "ask": "Are all users there?"
                },
                {
                    "id": "main/p1/login/factors",
                    "name": "Factors",
                    "title": "Factors",
                    "settled": true,
                    "why": null,
                    "owner": null,
                    "ask": "Offer some."
                }
            ],
            "checked": {
                "review": 1,
                "seconds": 80,
                "people": ["Ana", "Ben"],
                "looked_at": 2,
                "open": ["deploy/users-imported"]
            }
        })
    );
    let found = test.output(["review", "close", "live", "--people", "Ana"]);
    assert!(found.code == 2 && found.stderr.contains("--critical <SECONDS>"), "{}", found.stderr);
}

/// What is neither settled nor reopened says which of its fields is another one, everywhere.
#[test]
fn a_difference_names_the_fields_that_changed() {
    let mut test = Test::project()
        .run(["mark", "done", "Design 1"])
        .run(["review", "close", "demo", "--decision", "no-go", "--by", "Ana"])
        .run(["set", "Design 2", "--owner", "Ben", "--due", "2026-12-04"])
        .run(["set", "Design 1", "--owner", "Kim"]);
    let found = test.output(["diff", "r1"]).stdout;
    assert!(found.contains("owner Ben, was nobody; due Fri 4 Dec, had no date"), "{found}");
    assert!(found.contains("owner Kim, was nobody"), "{found}");
    let difference = json(&mut test, &["diff", "r1", "--json"]);
    let changed = &difference["groups"]["changed"];
    assert_eq!(changed[1]["changed"], serde_json::json!(["owner", "due"]), "{changed}");
    assert_eq!(changed[1]["after"]["level"], "should");
    let report = test.output(["report", "--milestone", "demo"]).stdout;
    assert!(report.contains("owner Ben, was nobody; due Fri 4 Dec, had no date"), "{report}");
}

/// A review keeps days that stay clear for years; beside others they are shown as those are.
#[test]
fn a_difference_shows_every_day_in_one_style() {
    let mut test = Test::project()
        .run(["set", "Design 2", "--due", "2026-11-18"])
        .run(["review", "close", "demo", "--decision", "no-go", "--by", "Ana"])
        .run(["set", "Design 2", "--due", "2026-12-04"]);
    for found in [test.output(["diff", "r1"]).stdout, test.output(["report", "--milestone", "demo"]).stdout] {
        let words = "never answered, was overdue since Wed 18 Nov; due Fri 4 Dec, was Wed 18 Nov";
        assert!(found.contains(words), "{found}");
    }
    let difference = json(&mut test, &["diff", "r1", "--json"]);
    assert_eq!(
        difference["groups"]["changed"][0]["before"]["why"], "overdue since 2026-11-18",
        "{difference}"
    );
}

/// A decision passes a milestone, whatever is left: what says *passed* says that too.
#[test]
fn a_passed_milestone_says_what_it_would_be_now() {
    let mut test = Test::project();
    for milestone in ["demo", "live", "rollout"] {
        test = test.run(["review", "close", milestone, "--decision", "conditions", "--by", "Ana"]);
    }
    let status = test.output(["status"]).stdout;
    assert_eq!(status.matches("passed, not ready now").count(), 3, "{status}");
    let report = test.output(["report"]).stdout;
    assert!(report.contains("ALL MILESTONES PASSED"), "{report}");
    assert!(report.contains("3 of them would not be ready now."), "{report}");
    assert_eq!(report.matches("passed, not ready now").count(), 3, "{report}");
    let gate = test.output(["gate", "demo"]).stdout;
    assert!(gate.contains("go with conditions, by Ana, in review 1: it is passed"), "{gate}");
    // What is late and open is said although no milestone is ahead.
    let mut test = test.run(["set", "Design 2", "--owner", "Ben", "--due", "2026-11-18"]);
    let projects = test.output(["projects"]).stdout;
    assert!(projects.contains("no milestone ahead") && projects.contains(" open, 1 late"), "{projects}");
}

#[test]
fn a_target_that_is_past_reads_the_same_in_both_lists() {
    let mut test = Test::project().run(["target", "demo", "2026-11-18"]);
    for command in ["status", "projects"] {
        let found = test.output([command]).stdout;
        assert!(found.contains("was Wed 18 Nov"), "{command}: {found}");
    }
}
