//! Why an entry is left, what counts as one number, and what a comparison of two milestones compares.

use serde_json::Value;

use crate::support::Test;

fn why(test: &mut Test, id: &str) -> String {
    let found = test.output(["gate", "demo", "--json"]).stdout;
    let gate: Value = serde_json::from_str(&found).expect("it is JSON");
    let left = ["blocking", "conditions", "listed"]
        .iter()
        .flat_map(|weight| gate[*weight].as_array().into_iter().flatten());
    let entry = left.into_iter().find(|entry| entry["id"] == id).expect("it is left");
    entry["why"].as_str().expect("it has a reason").to_owned()
}

#[test]
fn evidence_or_an_owner_alone_is_no_answer_that_was_set_back() {
    let id = "design/tenants-decided";
    let mut test = Test::project().run(["mark", "todo", "design/1", "--owner", "Lena"]);
    assert_eq!(why(&mut test, id), "never answered");
    let mut test = test.run(["set", "design/1", "--evidence", "wiki/x"]);
    assert_eq!(why(&mut test, id), "answered but not done");
    let mut test = test.run(["set", "design/1", "--evidence", "none"]);
    assert_eq!(why(&mut test, id), "never answered");
    let mut test = test.run(["note", "design/1", "Eight hours."]);
    assert_eq!(why(&mut test, id), "answered but not done");
    let mut test = test.run(["mark", "doing", "design/1"]);
    assert_eq!(why(&mut test, id), "in progress");
    let mut test = test.run(["mark", "todo", "design/1"]);
    assert_eq!(why(&mut test, id), "to do again");
    let found = test.output(["gate", "demo", "--why", "to-do-again"]).stdout;
    assert!(found.contains("Design 1"), "{found}");
}

/// A project in which ana made Design 1 done and ben, who had not seen it, made it in progress.
fn two_answers() -> Test {
    apart(["mark", "done", "design/1"], ["mark", "doing", "design/1"])
}

/// What ana and ben said, each without having seen the other's.
fn apart(ana: [&str; 3], ben: [&str; 3]) -> Test {
    const FILE: &str = "data/contoso-portal.golive";
    let test = Test::project();
    let before = test.read(FILE);
    let test = test.run(ana);
    let anas = test.read(FILE);
    let bens = test.file(FILE, &before).run(["--author", "ben"].into_iter().chain(ben));
    let only = bens.read(FILE).strip_prefix(&before).expect("a journal only grows").to_owned();
    bens.file(FILE, &(anas + &only))
}

#[test]
fn two_answers_are_told_wherever_one_looks() {
    let mut test = two_answers();
    assert_eq!(why(&mut test, "design/tenants-decided"), "two answers");
    let listed = test.output(["list", "--two-answers"]).stdout;
    assert!(listed.contains("Design 1") && listed.contains("1 of 14 entries, with two answers"), "{listed}");
    assert!(test.output(["list", "--status", "two-answers"]).stdout.contains("Design 1"));
    let json: Value = serde_json::from_str(&test.output(["list", "--two-answers", "--json"]).stdout).unwrap();
    assert_eq!(json[0]["two_answers"], true);
    assert!(test.output(["next"]).stdout.contains("two answers"));
    assert!(test.output(["gate", "demo", "--why", "two-answers"]).stdout.contains("Design 1"));
    for about in [&["report", "--format", "md"][..], &["report", "--format", "md", "--milestone", "demo"]] {
        let report = test.output(about.iter().copied()).stdout;
        assert!(report.contains("two answers"), "{report}");
    }
    // Answering again decides.
    let mut test = test.run(["mark", "done", "design/1"]);
    assert!(!test.output(["list", "--two-answers"]).stdout.contains("Design 1"));
}

#[test]
fn both_of_two_answers_are_whole_wherever_an_entry_is_told() {
    let [one, other] = ["Ask the bank.\nBen calls on Monday.", "Ask the bank.\nKim writes a letter."];
    let mut test = apart(["note", "design/1", one], ["note", "design/1", other]);
    let json: Value = serde_json::from_str(&test.output(["show", "design/1", "--json"]).stdout).unwrap();
    let rivals = &json["rivals"];
    let note = rivals.as_array().unwrap().iter().find(|rival| rival["field"] == "note").unwrap();
    let values: Vec<&Value> = note["answers"].as_array().unwrap().iter().map(|said| &said["value"]).collect();
    assert!(values.contains(&&Value::from(one)) && values.contains(&&Value::from(other)), "{json}");
    for args in [
        &["show", "design/1"][..],
        &["history", "design/1"],
        &["report", "--format", "md"],
        &["report", "--format", "html"],
        &["report", "--format", "json"],
    ] {
        let told = test.output(args.iter().copied()).stdout;
        for words in ["Ben calls on Monday.", "Kim writes a letter."] {
            assert!(told.contains(words), "{args:?}: {told}");
        }
    }
}

#[test]
fn a_topic_is_shown_as_its_items_stand_by_commands_as_on_the_map() {
    let status = |test: &mut Test| test.output(["status"]).stdout;
    let mut test = Test::project();
    assert!(status(&mut test).contains("Topics of the plan  0 of 7 settled"), "{}", status(&mut test));
    let mut test = test.run(["mark", "doing", "design/1"]);
    let shown = test.output(["show", "tenant"]).stdout;
    assert!(shown.contains("» doing by its items"), "{shown}");
    let mut test = test.run(["mark", "done", "design/1"]).run(["mark", "done", "design/2"]);
    let shown = test.output(["show", "tenant"]).stdout;
    assert!(shown.contains("✓ done by its items"), "{shown}");
    assert!(!status(&mut test).contains("Topics of the plan  0 of"), "{}", status(&mut test));
    let json: Value = serde_json::from_str(&test.output(["status", "--json"]).stdout).unwrap();
    assert_eq!(json.pointer("/phases/0/topics/settled"), Some(&0.into()));
    assert!(json.pointer("/phases/0/shown/settled").and_then(Value::as_u64) > Some(0), "{json}");
}

#[test]
fn two_milestones_are_compared_by_what_both_look_at() {
    let mut test = Test::project().run(["review", "close", "demo", "--decision", "no-go"]).run([
        "review",
        "close",
        "live",
        "--decision",
        "no-go",
    ]);
    let found = test.output(["diff", "r1", "r2"]).stdout;
    assert!(found.contains("two milestones: compared is what both look at"), "{found}");
    assert!(found.contains("nothing has changed") && !found.contains("set aside"), "{found}");
    let json: Value = serde_json::from_str(&test.output(["diff", "r1", "r2", "--json"]).stdout).unwrap();
    let number = |at: &serde_json::Value| at.as_u64().expect("it is a number");
    let both = number(&json["compared"]);
    // No more than either side has: a topic that items stand for is none of them.
    assert!(both > 0 && both <= number(&json["from"]["total"]).min(number(&json["to"]["total"])), "{json}");
}

#[test]
fn what_is_typed_is_kept_as_typed_or_refused() {
    let soft =
        "Kunden\u{ad}daten, zero\u{200b}width, \u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}";
    // The format writes the joiner as an escape.
    let kept = "Kundendaten, zerowidth, \u{645}\u{6cc}\\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}";
    let test = Test::project()
        .run(["note", "design/1", soft])
        .run(["set", "design/1", "--owner", "Mu\u{308}ller"])
        .run(["set", "design/2", "--owner", "M\u{fc}ller"]);
    let file = test.read("data/contoso-portal.golive");
    assert!(file.contains(kept) && !file.contains('\u{fffd}'), "{file}");
    let mut test = test;
    let found = test.output(["list", "--owner", "m\u{fc}ller"]).stdout;
    assert!(found.contains("Design 1") && found.contains("Design 2"), "{found}");
    test.args(["note", "design/1", "a\u{202e}b"])
        .stderr(
            "
            error: `a\u{fffd}b` has the character U+202E, which cannot be shown
            hint: leave it out
            ",
        )
        .code(2);
}

#[test]
fn free_text_may_begin_with_a_dash() {
    let mut test = Test::project()
        .run(["note", "design/1", "- customers 8 h\n    - with  gaps"])
        .run(["capture", "action", "-", "- call Ben"])
        .run(["capture", "decision", "design/1", "-> one policy"])
        .run(["mark", "blocked", "design/2", "--reason", "- waits for Ben"])
        .run(["add", "-1 error rate", "--checklist", "design", "--workstream", "architecture"]);
    let found = test.output(["show", "design/1"]).stdout;
    assert!(found.contains("Our answer - customers 8 h\n") && found.contains("    - with  gaps"), "{found}");
    test.args(["note", "design/1", "-"])
        .stdin("")
        .stderr(
            "
            error: standard input is empty, so the answer stays as it is
            hint: `golive note design/tenants-decided \"\"` removes it
            ",
        )
        .code(2);
}

#[test]
fn an_owner_may_hold_a_comma() {
    let mut test = Test::project().run(["set", "design/2", "--owner", "Weber, Anna"]).run([
        "review",
        "close",
        "demo",
        "--decision",
        "go",
        "--by",
        "weber, anna,Kim",
    ]);
    let found = test.output(["list", "--owner", "Weber, Anna"]).stdout;
    assert!(
        found.contains("Design 2") && found.contains("1 of 14 entries, with owner Weber, Anna"),
        "{found}"
    );
    let file = test.read("data/contoso-portal.golive");
    assert!(
        file.contains(r#"by: ["Weber, Anna", "Kim"]"#) || file.contains(r#"by:["Weber, Anna","Kim"]"#),
        "{file}"
    );
}

#[test]
fn of_a_day_before_the_project_began_nothing_is_compared() {
    let mut test = Test::project().run(["review", "close", "demo", "--decision", "no-go"]);
    for args in [["diff", "2026-11-19", "now"], ["diff", "last", "2026-11-19"]] {
        let found = test.output(args);
        let told = "error: on Thu 19 Nov there was no project yet: it began on Fri 20 Nov\n\
                    hint: `golive history` shows what was done today\n";
        assert_eq!((found.stdout.as_str(), found.stderr.as_str(), found.code), ("", told, 2), "{args:?}");
    }
    // The end of today is still to come, so both would be now.
    for args in [["diff", "2026-11-20", "now"], ["diff", "today", "today"]] {
        let found = test.output(args);
        let told = "error: both are now: a day means the end of it, and today has not ended\n\
                    hint: name an earlier day\nhint: `golive history` shows what was done today\n";
        assert_eq!((found.stdout.as_str(), found.stderr.as_str(), found.code), ("", told, 2), "{args:?}");
    }
    let mut test = test.at("2026-11-22T10:00:00Z");
    let found = test.output(["diff", "2026-11-19"]);
    assert!(found.stderr.ends_with("hint: name that day or a later one\n"), "{found:?}");
    let found = test.output(["diff", "2026-11-20"]);
    assert!(found.code == 0 && found.stdout.contains("Fri 20 Nov: "), "{found:?}");
}

#[test]
fn where_all_milestones_are_passed_next_says_what_is_still_open() {
    let mut test = Test::project();
    let json: Value = serde_json::from_str(&test.output(["status", "--json"]).stdout).unwrap();
    for milestone in json["milestones"].as_array().unwrap() {
        let id = milestone["id"].as_str().unwrap();
        assert_eq!(test.output(["review", "close", id, "--decision", "go"]).code, 0, "{id}");
    }
    let rows = test.output(["report", "--left"]).stdout;
    let mut rows = csv::Reader::from_reader(rows.trim_start_matches('\u{feff}').as_bytes());
    let open = rows.records().count();
    let found = test.output(["next"]).stdout;
    let told = format!(
        "no milestone is ahead, so nothing is left at one; {open} entries are still open in the project"
    );
    assert_eq!(found.lines().next(), Some(told.as_str()));
}

#[test]
fn a_topic_is_named_as_lists_name_it() {
    let mut test = Test::new().run(["new", "Shop", "--scenario", "b2c"]);
    let list = test.output(["list", "--search", "Tenant Provision", "--json"]).stdout;
    assert!(list.contains("topic"), "{list}");
    for args in [
        &["set", "Topic Tenant Provision", "--owner", "Ana"][..],
        &["set", "topic  tenant  provision", "--due", "2026-12-01"],
        &["mark", "doing", "Topic", "Tenant", "Provision", "Analyze", "3"],
    ] {
        let found = test.output(args);
        assert!(found.stdout.contains("saved in Shop"), "{args:?}: {} {}", found.stdout, found.stderr);
    }
    let shown = test.output(["show", "Topic Tenant Provision"]).stdout;
    assert!(shown.contains("Ana") && shown.contains("Tue 1 Dec"), "{shown}");
    // Of several with one title none is guessed, and the way to name each is said.
    let several = test.output(["set", "Topic", "Notifications", "--owner", "Ana"]);
    assert!(
        several.stderr.contains(
            "write more of the id: `p1/operations/notifications`, `p2/operations/notifications` or `p3/operations/notifications`"
        ),
        "{}",
        several.stderr
    );
    assert_eq!(several.stdout, "");
}
