//! What an acceptance leaves behind: a look, the kind of the tenant, drift, and a reason at the gate.

#![allow(clippy::similar_names, reason = "a text of a test is a text")]

use serde_json::Value;

use super::support::sample;
use crate::support::Test;

const LOCALHOST: &str = "deploy/production-urls-free-of-localhost";

/// A project of the built-in pack, on Friday 20 November.
fn project() -> Test {
    Test::new().run(["new", "Contoso portal", "--scenario", "b2b"])
}

/// The export of a sample, as of a day, with more arguments.
fn facts(test: &mut Test, name: &str, day: &str, more: &[&str]) -> (String, String, u8) {
    let path = sample(name).display().to_string();
    let mut args = vec!["facts", &path, "--of", day];
    args.extend(more);
    run(test, &args)
}

fn run(test: &mut Test, args: &[&str]) -> (String, String, u8) {
    let found = test.output(args);
    (found.stdout, found.stderr, found.code)
}

fn json(test: &mut Test, args: &[&str]) -> Value {
    let (stdout, stderr, _) = run(test, args);
    serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("{args:?}: {stdout}{stderr}"))
}

/// The lines of the journal that hold a look.
fn looks(test: &Test) -> Vec<String> {
    let text = std::fs::read_to_string(test.path("data/contoso-portal.golive")).expect("it can be done");
    text.lines().filter(|line| line.contains("change: Look(")).map(str::to_owned).collect()
}

#[test]
fn an_acceptance_leaves_one_look_with_names_and_no_values() {
    let mut test = project();
    let look = &["--tenant", "production"];
    let (stdout, stderr, code) = facts(&mut test, "first", "2026-11-18", look);
    assert_eq!((stderr.as_str(), code, looks(&test).len()), ("", 0, 0), "{stdout}");
    let (stdout, stderr, code) =
        facts(&mut test, "first", "2026-11-18", &["--tenant", "production", "--accept", "--yes"]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let found = looks(&test);
    assert_eq!(found.len(), 1);
    for part in [
        "rules: \"auth0-deploy-cli\"",
        "tenant: \"larkfield-prod.eu.auth0.com\"",
        "kind: Production",
        "date: \"2026-11-18\"",
        "(id: \"no-localhost\", verdict: fails, offenders: [\"",
        LOCALHOST,
    ] {
        assert!(found[0].contains(part), "{part}: {}", found[0]);
    }
    // The kind is known now; the same once more changes nothing and leaves no second look.
    let (stdout, _, code) = facts(&mut test, "first", "2026-11-18", &["--accept", "--yes"]);
    assert_eq!((code, looks(&test).len()), (0, 1), "{stdout}");
    assert!(stdout.contains("nothing to change"), "{stdout}");
    // It is not undone, and stands in nobody's way: one undo takes the whole acceptance back.
    let (stdout, _, code) = run(&mut test, &["undo"]);
    assert_eq!((code, looks(&test).len()), (0, 1), "{stdout}");
    let items = json(&mut test, &["list", "--all", "--json"]);
    let with_evidence =
        |items: &Value| items.as_array().unwrap().iter().filter(|item| !item["evidence"].is_null()).count();
    assert_eq!(with_evidence(&items), 0);
    let (stdout, _, code) = run(&mut test, &["redo"]);
    assert_eq!(code, 0, "{stdout}");
    assert!(with_evidence(&json(&mut test, &["list", "--all", "--json"])) > 20);
}

#[test]
fn a_later_export_is_compared_with_the_last_look_without_the_old_file() {
    let mut test = project();
    facts(&mut test, "first", "2026-11-18", &["--tenant", "production", "--accept", "--yes"]);
    let (stdout, _, _) = facts(&mut test, "second", "2026-11-20", &[]);
    let words = stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Since 18 Nov: 6 mended, 1 new ("), "{stdout}");
    assert!(words.contains("Loyalty Beta"), "{stdout}");
    let (shown, _, _) = facts(&mut test, "second", "2026-11-20", &["--json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["drift"]["since"], "Since 18 Nov");
    let mended = shown["drift"]["facts"].as_array().unwrap();
    assert_eq!(mended.iter().filter(|fact| fact["how"] == "mended").count(), 6);
    // Of the same export there is nothing to say, and an older export changed nothing since a newer one.
    let (same, _, _) = facts(&mut test, "first", "2026-11-18", &["--json"]);
    assert_eq!(serde_json::from_str::<Value>(&same).unwrap()["drift"], Value::Null);
    let (older, _, _) = facts(&mut test, "second", "2026-11-17", &["--json"]);
    assert_eq!(serde_json::from_str::<Value>(&older).unwrap()["drift"], Value::Null);
}

#[test]
fn looks_by_older_rules_say_so() {
    let mut test = project();
    facts(&mut test, "first", "2026-11-18", &["--tenant", "production", "--accept", "--yes"]);
    let path = test.path("data/contoso-portal.golive");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, after) = text.split_once("rules: \"auth0-deploy-cli\", version: ").unwrap();
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    std::fs::write(&path, format!("{before}rules: \"auth0-deploy-cli\", version: 0{after}")).unwrap();
    let (stdout, _, _) = facts(&mut test, "second", "2026-11-20", &[]);
    assert!(stdout.contains("Since 18 Nov (by older rules): "), "{stdout}");
}

#[test]
fn the_export_of_another_tenant_is_refused_unless_its_kind_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(sample("first").join("tenant.yaml"))
        .or_else(|_| std::fs::read_to_string(sample("first")))
        .unwrap();
    let other = folder.path().join("tenant.yaml");
    std::fs::write(&other, text.replace("larkfield-prod", "larkfield-test")).unwrap();
    let other = other.display().to_string();
    let mut test = project();
    facts(&mut test, "first", "2026-11-18", &["--tenant", "production", "--accept", "--yes"]);
    let (_, stderr, code) = run(&mut test, &["facts", &other]);
    assert_eq!(code, 2);
    assert!(stderr.contains("another tenant, larkfield-test"), "{stderr}");
    assert!(stderr.contains("larkfield-prod.eu.auth0.com"), "{stderr}");
    let (stdout, stderr, code) = run(&mut test, &["facts", &other, "--tenant", "test"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("larkfield-test.eu.auth0.com (test)"), "{stdout}");
}

#[test]
fn the_gate_says_that_the_export_says_otherwise_and_settles_nothing() {
    let mut test =
        project().run(["mark", "done", LOCALHOST]).run(["mark", "done", "deploy/support-url-configured"]);
    let at_gate = |test: &mut Test, more: &[&str]| {
        let mut args = vec!["gate", "go-live", "--json"];
        args.extend(more);
        let gate = json(test, &args);
        let left = ["blocking", "conditions", "listed"].map(|part| gate[part].as_array().unwrap().clone());
        left.concat().into_iter().find(|entry| entry["id"] == LOCALHOST).map(|entry| entry["why"].clone())
    };
    assert_eq!(at_gate(&mut test, &[]), None);
    let otherwise = Value::from("done, but the export of 2026-11-20 says otherwise");
    let path = sample("first").display().to_string();
    let export = ["--facts", &path, "--of", "2026-11-20", "--tenant", "production"];
    // With an export at hand, and nothing is written by it.
    assert_eq!(at_gate(&mut test, &export), Some(otherwise.clone()));
    assert_eq!(looks(&test).len(), 0);
    let mut check = vec!["gate", "go-live", "--check"];
    check.extend(export);
    let (_, stderr, code) = run(&mut test, &check);
    assert_eq!(code, 1);
    assert!(stderr.contains("export of larkfield-prod.eu.auth0.com, 20 Nov 2026 refutes"), "{stderr}");
    // After an acceptance of something else the project remembers what it showed.
    let accept = ["--tenant", "production", "--accept", "deploy/support-email-configured", "--yes"];
    let (stdout, stderr, code) = facts(&mut test, "first", "2026-11-20", &accept);
    assert_eq!(code, 0, "{stdout}{stderr}");
    assert_eq!(looks(&test).len(), 1, "{stdout}{stderr}");
    assert_eq!(at_gate(&mut test, &[]), Some(otherwise));
    assert!(at_gate(&mut test, &["--why", "export-says-otherwise"]).is_some());
    assert_eq!(json(&mut test, &["show", LOCALHOST, "--json"])["status"], "done");
    // Somebody who answers it again has the last word.
    let mut test = test.run(["mark", "done", LOCALHOST, "--evidence", "only our own test addresses"]);
    assert_eq!(at_gate(&mut test, &[]), None);
}

/// The look that is kept gives way to the export at hand, for this one question; what is kept stays.
#[test]
fn a_later_export_at_hand_takes_the_place_of_the_kept_look() {
    let mut test = project().run(["mark", "done", LOCALHOST]);
    let accept = ["--tenant", "production", "--accept", "deploy/support-email-configured", "--yes"];
    let (stdout, stderr, code) = facts(&mut test, "first", "2026-11-20", &accept);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let is_left = |test: &mut Test, more: &[&str]| {
        let gate = json(test, &[&["gate", "go-live", "--json"], more].concat());
        let left = ["blocking", "conditions", "listed"].map(|part| gate[part].as_array().unwrap().clone());
        left.concat().iter().any(|entry| entry["id"] == LOCALHOST)
    };
    assert!(is_left(&mut test, &[]));
    let path = sample("second").display().to_string();
    assert!(!is_left(&mut test, &["--facts", &path, "--of", "2026-11-20"]));
    // Nothing was written: without the export at hand the kept look speaks again.
    assert_eq!(looks(&test).len(), 1);
    assert!(is_left(&mut test, &[]));
    // Somebody who names an older export means it; a later one that is kept clears it for good.
    assert!(!is_left(&mut test, &["--facts", &path, "--of", "2026-11-18"]));
    let (stdout, stderr, code) = facts(&mut test, "second", "2026-11-20", &["--accept", "--yes"]);
    assert_eq!((code, looks(&test).len()), (0, 2), "{stdout}{stderr}");
    assert!(!is_left(&mut test, &[]));
}

/// Two people accept on two machines, each in a copy of the project; the copies are merged.
#[test]
fn two_machines_merge_without_merging_looks() {
    let mut test = project();
    let main = test.path("data/contoso-portal.golive");
    let other = test.path("data/other.golive");
    std::fs::copy(&main, &other).unwrap();
    let path = sample("second").display().to_string();
    let (main, other) = (main.display().to_string(), other.display().to_string());
    let accept = ["--file", &other, "--author", "ben", "facts", &path, "--of", "2026-11-20"];
    let accept = [&accept[..], &["--tenant", "production", "--accept", "--yes"]].concat();
    let (stdout, stderr, code) = run(&mut test, &accept);
    assert_eq!(code, 0, "{stdout}{stderr}");
    facts(&mut test, "first", "2026-11-18", &["--tenant", "production", "--accept", "--yes"]);
    let merged = test.path("data/merged.golive").display().to_string();
    let (_, stderr, code) = run(&mut test, &["merge", &main, &other, "-o", &merged]);
    assert_eq!(code, 0, "{stderr}");
    let text = std::fs::read_to_string(&merged).unwrap();
    assert_eq!(text.lines().filter(|line| line.contains("change: Look(")).count(), 2);
    // The newer export counts: of the same one there is nothing to tell.
    let look = ["--file", &merged, "facts", &path, "--of", "2026-11-20", "--json"];
    let shown = json(&mut test, &look);
    assert_eq!(shown["drift"], Value::Null);
    assert_eq!(shown["export"]["kind"], "production");
    // Whichever file comes first, and although the older export was looked at last.
    let again = test.path("data/again.golive").display().to_string();
    let (_, stderr, code) = run(&mut test, &["merge", &other, &main, "-o", &again]);
    assert_eq!(code, 0, "{stderr}");
    for file in [&merged, &again] {
        let report = json(&mut test, &["--file", file, "report", "--format", "json"]);
        let exports = report["exports"].as_array().unwrap();
        assert_eq!(exports.len(), 1, "{exports:?}");
        assert_eq!((&exports[0]["date"], &exports[0]["by"]), (&"2026-11-20".into(), &"ben".into()));
    }
    let text = std::fs::read_to_string(&again).unwrap();
    assert_eq!(text.lines().filter(|line| line.contains("change: Look(")).count(), 2);
    // Nobody has to decide between what two exports of one tenant show: the evidence is that of the newer one.
    for file in [&merged, &again] {
        let found = json(&mut test, &["--file", file, "list", "--two-answers", "--json"]);
        assert_eq!(found.as_array().map(Vec::len), Some(0), "{found}");
        let shown = json(&mut test, &["--file", file, "show", "build/applications-registered", "--json"]);
        let evidence = shown["evidence"].as_str().expect("both have it");
        assert!(evidence.starts_with("export of larkfield-prod.eu.auth0.com, 20 Nov 2026: "), "{evidence}");
    }
}

/// B2C has no organizations, and an application scenario changes what applies: the export speaks of what is there.
#[test]
fn what_does_not_apply_is_set_aside_and_stops_no_pipeline() {
    let all = |business: &str, more: &[&str]| {
        let mut test = Test::new().run(["new", "Contoso portal", "--scenario", business]);
        let look = [&["--tenant", "production", "--json"][..], more].concat();
        let (stdout, stderr, _) = facts(&mut test, "first", "2026-11-18", &look);
        let shown: Value = serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("{stderr}"));
        let items = shown["items"].as_array().unwrap().iter();
        let groups = items.map(|item| (item["id"].to_string(), item["group"].to_string()));
        groups.collect::<std::collections::BTreeMap<_, _>>()
    };
    let (customers, partners) = (all("b2c", &[]), all("b2b", &[]));
    let organizations = "\"deploy/production-organizations-provisioned\"";
    assert_eq!(customers[organizations], "\"set aside\"");
    assert_ne!(partners[organizations], "\"set aside\"");
    // Every item that the rules speak of is there, whatever the list shows.
    assert_eq!(customers, all("b2c", &["--all"]));
    assert_eq!(customers.keys().collect::<Vec<_>>(), partners.keys().collect::<Vec<_>>());
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    let (stdout, ..) = facts(&mut test, "first", "2026-11-18", &["--tenant", "production", "--check"]);
    assert!(!stdout.contains("organizations-provisioned"), "{stdout}");
}

#[test]
fn a_repository_or_another_tenant_is_compared_by_name_without_values() {
    let mut test = Test::new();
    let folder = sample("second-dir").display().to_string();
    let look = ["--tenant", "production", "--against", &folder];
    let (stdout, stderr, code) = facts(&mut test, "first", "2026-11-18", &look);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("What differs, by name; values are not shown"), "{stdout}");
    let part = stdout.split("What differs").nth(1).unwrap();
    assert!(part.contains("clients, Loyalty Beta: only in the other one"), "{part}");
    assert!(part.contains("clients, Billing SPA: "), "{part}");
    for value in ["localhost", "https://", "larkfield.example", "HS256"] {
        assert!(!part.contains(value), "{value}: {part}");
    }
    // The same tenant by the other road differs in nothing that both have.
    let folder = sample("first-dir").display().to_string();
    let look = ["--tenant", "production", "--against", &folder];
    let (stdout, _, _) = facts(&mut test, "first", "2026-11-18", &look);
    assert!(!stdout.contains("What differs"), "{stdout}");
    let folder = sample("second-dir").display().to_string();
    let look = ["--tenant", "production", "--against", &folder];
    let (stdout, _, _) = facts(&mut test, "second", "2026-11-18", &look);
    assert!(stdout.contains("Since ") && !stdout.contains("What differs"), "{stdout}");
}

/// A code file counts by what is in it, wherever the format puts it.
#[test]
fn a_code_file_differs_by_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let copy = |name: &str, code: &str| {
        let root = folder.path().join(name);
        std::fs::create_dir_all(root.join("actions/A")).unwrap();
        std::fs::write(root.join("actions/A/code.js"), code).unwrap();
        let text = "actions:\n  - name: A\n    code: ./actions/A/code.js\nclients: []\n";
        std::fs::write(root.join("tenant.yaml"), text).unwrap();
        root.join("tenant.yaml").display().to_string()
    };
    let [one, same, other] = [("one", "exports = 1"), ("same", "exports = 1"), ("other", "exports = 2")]
        .map(|(name, code)| copy(name, code));
    let tenant = |path: &str| {
        let mut test = Test::new();
        let dir = std::path::Path::new(path).parent().unwrap().display().to_string();
        run(&mut test, &["facts", &one, "--tenant", "production", "--against", &dir]).0
    };
    assert!(!tenant(&same).contains("What differs"), "{}", tenant(&same));
    let shown = tenant(&other);
    assert!(shown.contains("actions, A: code"), "{shown}");
}

#[test]
fn another_kind_of_a_tenant_that_is_known_is_said() {
    let mut test = project();
    _ = facts(&mut test, "first", "2026-11-20", &["--tenant", "production", "--accept", LOCALHOST, "--yes"]);
    let (_, stderr, code) = facts(&mut test, "first", "2026-11-20", &["--tenant", "production"]);
    assert!(code == 0 && !stderr.contains("the project knows"), "{stderr}");
    let (_, stderr, _) = facts(&mut test, "first", "2026-11-20", &["--tenant", "test"]);
    assert!(
        stderr.contains("the project knows larkfield-prod.eu.auth0.com as the production tenant"),
        "{stderr}"
    );
}

/// Evidence that was taken from an export is not an answer that a later export would have to give way to.
#[test]
fn what_was_taken_from_an_export_is_not_newer_than_the_export() {
    let mut test = project();
    let accept = ["--tenant", "production", "--accept", "--yes"];
    facts(&mut test, "first", "2026-11-18", &accept);
    let (stdout, stderr, code) = facts(&mut test, "second", "2026-11-19", &accept);
    assert_eq!(code, 0, "{stderr}");
    assert!(!stderr.contains("answered after the day"), "{stderr}");
    let words = stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("19 Nov 2026: The export has 15 applications"), "{stdout}");
    let (stdout, ..) = facts(&mut test, "second", "2026-11-19", &["--all"]);
    assert!(stdout.contains("todo") && !stdout.contains("todo by"), "{stdout}");
}

/// Evidence that Kim adds does not make Ben's answer hers.
#[test]
fn who_answered_stays_who_answered() {
    let mut test = project().run(["--author", "ben", "mark", "done", LOCALHOST]).run([
        "--author",
        "kim",
        "set",
        LOCALHOST,
        "--evidence",
        "wiki/1",
    ]);
    let (stdout, _, _) = facts(&mut test, "first", "2026-11-20", &["--tenant", "production"]);
    assert!(stdout.contains("done by ben"), "{stdout}");
}

#[test]
fn what_is_not_on_offer_is_not_said_to_be_there_already() {
    let mut test = project();
    _ = facts(&mut test, "first", "2026-11-20", &["--tenant", "production", "--accept", "--yes"]);
    let look = ["--tenant", "production", "--accept", LOCALHOST, "--yes"];
    let (stdout, stderr, _) = facts(&mut test, "first", "2026-11-20", &look);
    assert!(stderr.contains("nothing is on offer"), "{stderr}");
    assert_eq!(stdout, "nothing was written\n");
}

/// Evidence, reason, section and column; the status is what was said.
#[test]
fn reports_mark_what_comes_from_an_export() {
    let mut test = project().run(["mark", "done", LOCALHOST]);
    let (stdout, stderr, code) =
        facts(&mut test, "first", "2026-11-20", &["--tenant", "production", "--accept", "--yes"]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let (report, _, _) = run(&mut test, &["report", "--format", "md"]);
    for part in [
        "What the export showed",
        "larkfield-prod.eu.auth0.com (production), 20 Nov 2026",
        "An export can refute much and prove nothing.",
        "Evidence, from an export",
    ] {
        assert!(report.contains(part), "{part}\n{report}");
    }
    let report = json(&mut test, &["report", "--format", "json"]);
    let export = &report["exports"][0];
    assert_eq!(
        (&export["tenant"], &export["kind"], &export["date"], &export["rules"]["id"]),
        (
            &"larkfield-prod.eu.auth0.com".into(),
            &"production".into(),
            &"2026-11-20".into(),
            &"auth0-deploy-cli".into()
        )
    );
    let shown = export["items"].as_array().unwrap().iter().find(|item| item["id"] == LOCALHOST).unwrap();
    assert_eq!((&shown["verdict"], &shown["status"]), (&"fails".into(), &"todo".into()), "{shown}");
    let (csv, _, _) = run(&mut test, &["report", "--format", "csv"]);
    let head = csv.lines().next().unwrap();
    assert!(head.contains(",Export,"), "{head}");
    assert!(
        csv.contains("does not hold, 20 Nov 2026: 2 of 14 applications with a localhost address"),
        "{csv}"
    );
    assert!(!run(&mut project(), &["report", "--format", "csv"]).0.contains(",Export,"));
    let (page, _, _) = run(&mut test, &["show", LOCALHOST]);
    assert!(page.contains("export of larkfield-prod.eu.auth0.com"), "{page}");
}
