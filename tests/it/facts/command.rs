//! `golive facts` as people and pipelines run it.

use golive::pack::embedded;
use serde_json::Value;

use super::support::{expected, sample};
use crate::support::Test;

/// A look at a sample that was exported in production on 18 November.
fn args(name: &str) -> Vec<String> {
    let path = sample(name).display().to_string();
    let words = ["facts", &path, "--tenant", "production", "--of", "2026-11-18"];
    words.map(str::to_owned).to_vec()
}

fn and(mut args: Vec<String>, more: &[&str]) -> Vec<String> {
    args.extend(more.iter().map(|word| (*word).to_owned()));
    args
}

/// A project of the built-in pack.
fn project() -> Test {
    Test::new().run(["new", "Contoso portal", "--scenario", "b2b"])
}

/// What a command printed, on both streams.
fn said(test: &mut Test, args: &[String]) -> (String, String, u8) {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let found = test.output(&args);
    (found.stdout, found.stderr, found.code)
}

#[test]
fn json_has_every_fact_as_expected() {
    for (name, want) in expected()["facts"].as_object().unwrap() {
        let (json, _, code) = said(&mut Test::new(), &and(args(name), &["--json"]));
        assert_eq!(code, 0);
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["export"]["kind"], "production");
        assert_eq!(json["export"]["date"], "2026-11-18");
        let facts = json["facts"].as_array().unwrap();
        assert_eq!(facts.len(), 91);
        for fact in facts {
            let want = want.get(fact["id"].as_str().unwrap()).or_else(|| want.get("*"));
            let verdict = want.map_or("holds", |want| want["verdict"].as_str().unwrap());
            assert_eq!(fact["verdict"], verdict, "{name} {fact}");
            if let Some(names) = want.and_then(|want| want.get("names")) {
                let sorted = |list: &Value| {
                    let mut names: Vec<String> = list
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|name| name.as_str().unwrap().to_owned())
                        .collect();
                    names.sort_unstable();
                    names
                };
                assert_eq!(sorted(&fact["offenders"]), sorted(names), "{name} {fact}");
            }
        }
    }
    let (json, ..) = said(&mut Test::new(), &and(args("first"), &["--json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    let items = json["items"].as_array().unwrap();
    for (id, want) in expected()["answers"]["first, production"].as_object().unwrap() {
        let item = items.iter().find(|item| item["id"] == id.as_str());
        assert_eq!(item.map(|item| &item["verdict"]), Some(want), "{id}");
    }
}

#[test]
fn json_counts_as_the_list_does() {
    let mut test = project().run(["mark", "done", "deploy/production-urls-free-of-localhost"]).run([
        "mark",
        "n/a",
        "deploy/support-email-configured",
        "--reason",
        "no mail",
    ]);
    let (list, ..) = said(&mut test, &args("first"));
    let (json, ..) = said(&mut test, &and(args("first"), &["--json"]));
    let (whole, ..) = said(&mut test, &and(args("first"), &["--json", "--all"]));
    let [json, whole]: [Value; 2] = [json, whole].map(|words| serde_json::from_str(&words).unwrap());
    assert_eq!(json, whole, "--all chooses what the list shows");
    let items = json["items"].as_array().unwrap();
    for (group, heading) in [
        ("contradicts", "CONTRADICTS YOUR ANSWERS"),
        ("fails", "DOES NOT HOLD"),
        ("look", "WORTH A LOOK"),
        ("holds", "EVIDENCE ON OFFER"),
        ("set aside", "WAIVED OR SET ASIDE"),
        ("other tenant", "OTHER TENANTS"),
    ] {
        let count = json["counts"][group].as_u64().unwrap();
        let words = list.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&format!("{heading} {count}")), "{group} {count}: {list}");
        assert_eq!(items.iter().filter(|item| item["group"] == group).count() as u64, count, "{group}");
    }
}

#[test]
fn a_done_item_that_the_export_refutes_is_named_and_reopened_by_one_change() {
    let id = "deploy/production-urls-free-of-localhost";
    let mut test = project().run(["mark", "done", id, "--evidence", "seen in the dashboard"]);
    // The answer is of 20 November, so the export has to be of that day for it to count as newer.
    let path = sample("first").display().to_string();
    let args: Vec<String> =
        ["facts", &path, "--tenant", "production", "--of", "2026-11-20"].map(str::to_owned).to_vec();
    let (stdout, stderr, code) = said(&mut test, &args);
    assert_eq!((stderr.as_str(), code), ("", 0));
    assert!(
        stdout.starts_with(
            "Auth0 Deploy CLI export of larkfield-prod.eu.auth0.com (production), 20 Nov 2026, 39 sections\n"
        ),
        "{stdout}"
    );
    assert!(stdout.contains("CONTRADICTS YOUR ANSWERS 1\n"), "{stdout}");
    assert!(stdout.contains("2 of 14 applications with a localhost address: "), "{stdout}");
    // Nothing is written unasked.
    let (refused, stderr, code) = said(&mut test, &and(args.clone(), &["--accept"]));
    assert_eq!(code, 2, "{refused}{stderr}");
    let (stdout, stderr, code) = said(&mut test, &and(args.clone(), &["--accept", id, "--yes"]));
    assert_eq!(code, 0, "{stdout}{stderr}");
    let (json, _, _) = said(&mut test, &["show", id, "--json"].map(str::to_owned));
    let shown: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(shown["status"], "todo");
    let reason = shown["reason"].as_str().unwrap();
    assert!(reason.starts_with("export of larkfield-prod.eu.auth0.com, 20 Nov 2026: 2 of 14"), "{reason}");
    // One undo takes it back, after a restart too: each command of this test is one.
    let (_, _, code) = said(&mut test, &["undo".to_owned()]);
    assert_eq!(code, 0);
    let (json, _, _) = said(&mut test, &["show", id, "--json"].map(str::to_owned));
    let shown: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&shown["status"], &shown["evidence"]),
        (&Value::from("done"), &Value::from("seen in the dashboard"))
    );
    let (_, _, code) = said(&mut test, &["redo".to_owned()]);
    assert_eq!(code, 0);
}

#[test]
fn an_answer_newer_than_the_export_and_other_evidence_stay_unless_named() {
    let id = "deploy/production-urls-free-of-localhost";
    let mut test = project().run(["mark", "done", id]).run([
        "mark",
        "done",
        "deploy/support-url-configured",
        "--evidence",
        "wiki/support",
    ]);
    let (_, stderr, code) = said(&mut test, &and(args("first"), &["--accept", "--yes"]));
    assert_eq!(code, 0);
    assert!(stderr.contains("answered after the day of the export"), "{stderr}");
    assert!(stderr.contains("has other evidence"), "{stderr}");
    let (json, _, _) = said(&mut test, &["show", id, "--json"].map(str::to_owned));
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["status"], "done");
    // The same once more changes nothing.
    let (stdout, _, _) = said(&mut test, &and(args("first"), &["--accept", "--yes"]));
    assert!(stdout.contains("nothing to change"), "{stdout}");
}

#[test]
fn a_pipeline_stops_for_what_is_refuted_and_not_for_a_waiver() {
    let id = "deploy/production-urls-free-of-localhost";
    let mut test = project();
    let check = and(args("first"), &["--check", "--checklist", "deploy"]);
    let (stdout, stderr, code) = said(&mut test, &check);
    assert_eq!(code, 1);
    assert!(
        stdout.lines().any(|line| line.starts_with(id) && line.contains("does not hold: 2 of 14")),
        "{stdout}"
    );
    assert!(stderr.contains("larkfield-prod.eu.auth0.com"), "{stderr}");
    let before = stdout.lines().count();
    let mut test = test.run([
        "mark",
        "waived",
        id,
        "--reason",
        "until the move",
        "--owner",
        "Kim",
        "--until",
        "2026-12-31",
    ]);
    let (stdout, _, code) = said(&mut test, &check);
    assert_eq!((code, stdout.lines().count()), (1, before - 1));
    let (strict, notes, _) = said(&mut test, &and(check, &["--strict"]));
    assert!(strict.lines().count() > stdout.lines().count());
    assert!(notes.contains(" refuted, ") && notes.contains(" worth a look, "), "{notes}");
    assert!(notes.contains(" cannot be told of "), "{notes}");
    // A development export speaks for no item of the production tenant.
    let path = sample("first").display().to_string();
    let development =
        ["facts", &path, "--tenant", "development", "--check", "--checklist", "deploy"].map(str::to_owned);
    let (stdout, _, code) = said(&mut test, &development);
    assert_eq!((stdout.as_str(), code), ("", 0));
}

#[test]
fn drift_names_what_was_mended_and_what_is_new() {
    let earlier = sample("first").display().to_string();
    let (stdout, _, code) = said(&mut Test::new(), &and(args("second"), &["--against", &earlier]));
    assert_eq!(code, 0);
    assert!(stdout.contains("Since "), "{stdout}");
    assert!(stdout.replace('\n', " ").contains(": 6 mended, 1 new ("), "{stdout}");
    assert!(stdout.contains("now: Loyalty Beta"), "{stdout}");
    // What follows a sentence that holds now says for whom it did not.
    let mended = "mended  A log stream is active: Events to Datadog. (stream-active)\n      \
                  did not hold before for: Events to Datadog\n";
    assert!(stdout.contains(mended), "{stdout}");
}

#[test]
fn rules_say_what_is_looked_at_and_what_cannot_be_shown() {
    let (stdout, _, code) =
        said(&mut Test::new(), &["facts", "--rules", "production-urls-free-of-localhost"].map(str::to_owned));
    assert_eq!(code, 0);
    for part in [
        "production tenant only",
        "Refutes it",
        "no-localhost",
        "Left for a person: That every address is live and ours.",
    ] {
        assert!(stdout.contains(part), "{stdout}");
    }
    let (_, _, code) = said(&mut Test::new(), &["facts", "--rules"].map(str::to_owned));
    assert_eq!(code, 0);
}

#[test]
fn wrong_use_is_2_and_what_cannot_be_read_is_3() {
    let path = sample("first").display().to_string();
    let (_, stderr, code) = said(&mut Test::new(), &["facts", &path].map(str::to_owned));
    assert_eq!(code, 2);
    assert!(stderr.contains("--tenant production"), "{stderr}");
    let (_, _, code) = said(&mut Test::new(), &and(args("first"), &["--milestone", "go-live"]));
    assert_eq!(code, 2);
    let (_, stderr, code) = said(&mut Test::new(), &and(args("hostile/bomb.yaml"), &["--check"]));
    assert_eq!(code, 3);
    assert!(stderr.contains("aliases"), "{stderr}");
}

/// Every secret member has a planted word, and so have the lines that cannot be read.
#[test]
fn a_planted_secret_is_found_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let (_, text) = embedded::FILES.iter().find(|(name, _)| *name == "facts/auth0.ron").unwrap();
    let file: golive::facts::file::RulesFile = ron::from_str(text).unwrap();
    let members: Vec<String> = file.secret.iter().map(|name| format!("{name}: PLANTED-word")).collect();
    let (tenant, client) = (members.join("\n  "), members.join("\n    "));
    let read = format!(
        "tenant:\n  {tenant}\nclients:\n  - name: A\n    {client}\n    options:\n      {}\n",
        members.join("\n      ")
    );
    let broken = "tenant:\n  client_secret: \"PLANTED-word\nclients: []\n";
    for (name, words) in [("read.yaml", read.as_str()), ("broken.yaml", broken)] {
        let path = folder.path().join(name);
        std::fs::write(&path, words).unwrap();
        let path = path.display().to_string();
        let look = ["facts", &path, "--tenant", "production"].map(str::to_owned).to_vec();
        let mut session = project();
        for more in [
            &["--all"][..],
            &["--json"],
            &["--check", "--strict"],
            &["--accept", "--yes"],
            &["--against", path.as_str()],
        ] {
            let (stdout, stderr, _) = said(&mut session, &and(look.clone(), more));
            assert!(
                !stdout.contains("PLANTED") && !stderr.contains("PLANTED"),
                "{name} {more:?}\n{stdout}\n{stderr}"
            );
        }
        let (report, _, _) = said(&mut session, &["report", "--format", "json"].map(str::to_owned));
        assert!(!report.contains("PLANTED"));
        let (journal, _, _) = said(&mut session, &["history".to_owned()]);
        assert!(!journal.contains("PLANTED"));
    }
}

#[test]
fn a_group_has_one_count_and_what_does_not_apply_is_set_aside() {
    let mut test = project().run(["question", "self-sign-up", "no"]);
    let (summary, _, _) = said(&mut test, &args("first"));
    let (all, _, _) = said(&mut test, &and(args("first"), &["--all"]));
    let words: Vec<&str> = summary.split_whitespace().collect();
    let words = words.join(" ");
    let is_heading =
        |line: &&str| line.chars().all(|c| c.is_ascii_uppercase() || c == ' ' || c.is_ascii_digit());
    let headings: Vec<&str> = all.lines().filter(|line| !line.is_empty()).filter(is_heading).collect();
    assert!(headings.len() >= 6, "{all}");
    for heading in &headings {
        assert!(format!("{words} ").contains(&format!("{heading} ")), "{heading} {summary}");
    }
    // It speaks of the test tenant, and nobody answers it here.
    let aside = all.split("WAIVED OR SET ASIDE").nth(1).expect("some are");
    let (aside, others) = aside.split_once("OTHER TENANTS").expect("they come last");
    assert!(aside.contains("Test 4 ") && !others.contains("Test 4 "), "{all}");
}

/// What an item says in a list: its lines after the head, as one text.
fn block(list: &str, name: &str) -> String {
    let mut lines = list.lines().skip_while(|line| !line.contains(&format!("{name}  ")));
    lines.next().unwrap_or_else(|| panic!("{name}: {list}"));
    let lines: Vec<&str> = lines.take_while(|line| line.starts_with("      ")).map(str::trim).collect();
    lines.join(" ")
}

#[test]
fn what_contradicts_is_there_in_full_and_what_is_cut_elsewhere_is_counted() {
    let mut test = project();
    let (cut, ..) = said(&mut test, &and(args("first"), &["--all"]));
    let (json, ..) = said(&mut test, &and(args("first"), &["--json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    let item = json["items"].as_array().unwrap().iter().find(|item| item["name"] == "Deploy 9").unwrap();
    let sentences: Vec<&str> =
        item["said"].as_array().unwrap().iter().map(|said| said.as_str().unwrap()).collect();
    assert_eq!(sentences.len(), 11);
    let first = block(&cut, "Deploy 9");
    assert!(first.starts_with(&sentences[..4].join(" ")) && first.ends_with(" and 7 more"), "{first}");
    // Done, it is contradicted; without a project it is refuted. Both are what the list is for.
    let mut done = test.run(["mark", "done", "Deploy 9"]);
    for test in [&mut done, &mut Test::new()] {
        let (list, ..) = said(test, &args("first"));
        assert_eq!(block(&list, "Deploy 9"), sentences.join(" "));
    }
}

#[test]
fn the_total_of_a_check_leaves_out_what_is_waived_or_not_applicable() {
    let total = |test: &mut Test| -> usize {
        let (_, notes, _) = said(test, &and(args("first"), &["--check"]));
        let words = notes.split(" items").next().unwrap().rsplit(' ').next().unwrap();
        words.parse().unwrap_or_else(|_| panic!("{notes}"))
    };
    let mut test = project();
    let before = total(&mut test);
    let mut test =
        test.run(["mark", "n/a", "Deploy 9", "--reason", "one app"]).run(["mark", "todo", "Deploy 5"]);
    assert_eq!(total(&mut test), before - 1);
    let until = ["--reason", "until the move", "--owner", "Kim", "--until", "2026-12-31"];
    let mut test = test.run([&["mark", "waived", "Deploy 5"], until.as_slice()].concat());
    assert_eq!(total(&mut test), before - 2);
}

#[test]
fn an_unknown_kind_of_tenant_is_asked_for_with_what_remembers_it() {
    let path = sample("first").display().to_string();
    let look = ["facts", &path, "--of", "2026-11-18"].map(str::to_owned).to_vec();
    let mut test = project();
    let (_, stderr, code) = said(&mut test, &look);
    assert_eq!(code, 2);
    assert!(stderr.contains("once something is accepted"), "{stderr}");
    // Looking writes nothing, so the kind has to be said again; an acceptance keeps it.
    said(&mut test, &and(look.clone(), &["--tenant", "production"]));
    assert_eq!(said(&mut test, &look).2, 2);
    said(&mut test, &and(look.clone(), &["--tenant", "production", "--accept", "--yes"]));
    assert_eq!(said(&mut test, &look).2, 0);
}
