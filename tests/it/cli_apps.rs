//! Application scenarios: what they bring and propose, and that they come and go.

use crate::support::Test;

#[test]
fn an_application_brings_items_and_takes_them_along_when_it_goes() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    let found = test.output(["apps"]);
    assert!(found.stdout.contains("no  spa-api"), "{}", found.stdout);
    assert!(found.stdout.contains("285 of 337 items apply"), "{}", found.stdout);
    let found = test.output(["apps", "+spa-api", "+mobile-api"]).stdout;
    assert!(found.contains("9 more items apply"), "{found}");
    assert!(found.contains("294 of 337 items apply"), "{found}");
    test = test.run(["mark", "done", "build/native-secure-storage-used", "--note", "In the keychain"]);
    let found = test.output(["apps", "-mobile-api"]).stdout;
    assert!(found.contains("4 items do not apply any more; what was answered there is kept"), "{found}");
    let shown = test.output(["show", "build/native-secure-storage-used"]).stdout;
    assert!(shown.contains("not in this project: Mobile + API"), "{shown}");
    assert!(shown.contains("In the keychain"), "{shown}");
    test = test.run(["apps", "+mobile-api"]);
    let shown = test.output(["show", "build/native-secure-storage-used", "--json"]).stdout;
    assert!(shown.contains("\"settled\": true"), "{shown}");
    let found = test.output(["apps", "+mobile-api"]);
    assert_eq!((found.code, found.stdout.trim_end()), (0, "nothing to change: already set"));
}

#[test]
fn an_application_that_is_not_there_or_has_no_sign_is_refused() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    let found = test.output(["apps", "spa-api"]);
    assert_eq!(found.code, 2);
    assert!(found.stderr.contains("hint: write +spa-api or -spa-api"), "{}", found.stderr);
    assert_eq!(test.output(["apps", "+space-api"]).code, 2);
}

#[test]
fn a_new_project_says_what_is_proposed_or_takes_it() {
    let mut test = Test::new();
    let args = ["new", "Contoso portal", "--scenario", "b2c", "--app", "spa-api"];
    let found = test.output(args).stdout;
    assert!(found.contains("answers are proposed; `golive questions --accept` takes them"), "{found}");
    let found = test.output(["questions", "--accept"]).stdout;
    assert!(found.contains("proposed answers; `golive undo` undoes that"), "{found}");
    let answered = |test: &mut Test| {
        let json: serde_json::Value =
            serde_json::from_str(&test.output(["questions", "--json"]).stdout).expect("it is JSON");
        let all = json.as_array().expect("it is a list").iter();
        all.filter(|one| one["answer"] != "unknown").count()
    };
    let taken = answered(&mut test);
    assert!(taken > 10, "{taken}");
    test = test.run(["undo"]);
    assert_eq!(answered(&mut test), 0);
    let mut test = Test::new().run(args.into_iter().chain(["--accept"]));
    assert_eq!(answered(&mut test), taken);
}

#[test]
fn two_applications_with_a_login_propose_that_there_are_several() {
    let proposed = |apps: &[&str]| {
        let mut args = vec!["new", "Contoso portal", "--scenario", "b2c"];
        args.extend(apps.iter().flat_map(|app| ["--app", app]));
        let mut test = Test::new().run(args);
        let all: serde_json::Value =
            serde_json::from_str(&test.output(["questions", "--json"]).stdout).expect("it is JSON");
        let mut all = all.as_array().expect("it is a list").iter();
        all.find(|one| one["id"] == "several-applications").expect("it is asked")["proposed"].clone()
    };
    assert_eq!(proposed(&["mobile-api", "spa-api"]), "yes");
    assert_eq!(proposed(&["mobile-api", "spa-api", "server-api"]), "yes");
    // A job has no login of its own.
    assert_eq!(proposed(&["spa-api", "server-api"]), serde_json::Value::Null);
    assert_eq!(proposed(&["spa-api"]), serde_json::Value::Null);
}

#[test]
fn what_scenarios_propose_never_contradicts_itself() {
    const APPS: [&str; 4] = ["sso-regular-web-apps", "server-api", "spa-api", "mobile-api"];
    for kind in ["b2c", "b2b", "b2e"] {
        for apps in [&APPS[..0], &APPS[..1], &APPS[1..3], &APPS[..]] {
            let mut args = vec!["new", "Contoso portal", "--scenario", kind, "--accept"];
            args.extend(apps.iter().flat_map(|app| ["--app", app]));
            let found = Test::new().run(args).output(["status"]).stdout;
            assert!(
                !found.contains("Contradiction") && !found.contains("Doubtful"),
                "{kind} {apps:?}: {found}"
            );
        }
    }
}

#[test]
fn a_contradiction_is_said_everywhere_and_no_gate_is_ready() {
    let mut test = Test::new()
        .run(["new", "Contoso portal", "--scenario", "b2c"])
        .run(["question", "second-factor", "no"])
        .run(["question", "step-up", "yes"]);
    let says = "Step-up asks for a second factor, and you said there is none.";
    for command in ["gate", "status", "questions", "report"] {
        let found = test.output([command]).stdout;
        let words = found.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(says), "{command}: {found}");
    }
    let gate: serde_json::Value =
        serde_json::from_str(&test.output(["gate", "b2c/p3/go-live", "--json"]).stdout).expect("it is JSON");
    assert_eq!((&gate["verdict"], &gate["ready"]), (&"not ready".into(), &false.into()));
    assert_eq!(gate["contradictions"][0]["kind"], "impossible");
    assert_eq!(gate["contradictions"][0]["says"], says);
    let report = test.output(["report", "--format", "json"]).stdout;
    let report: serde_json::Value = serde_json::from_str(&report).expect("it is JSON");
    assert_eq!(report["contradictions"], gate["contradictions"]);
    test = test.run(["question", "step-up", "no"]);
    let found = test.output(["status"]).stdout;
    assert!(!found.contains("Contradiction"), "{found}");
}

#[test]
fn what_repeats_is_done_until_its_period_is_over() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    test = test.run(["mark", "done", "monitor/emergency-revocation-measured"]);
    let shown = |test: &mut Test| -> serde_json::Value {
        let found = test.output(["show", "monitor/emergency-revocation-measured", "--json"]);
        serde_json::from_str(&found.stdout).expect("it is JSON")
    };
    let now = shown(&mut test);
    assert_eq!((&now["settled"], &now["until"]), (&true.into(), &"2027-02-20".into()));
    let mut test = test.at("2027-02-21T09:00:00Z");
    assert_eq!(shown(&mut test)["settled"], false);
}

#[test]
fn one_undo_takes_a_change_of_applications_back_with_what_it_proposed() {
    let mut test = Test::new()
        .run(["new", "Contoso portal", "--scenario", "b2c", "--app", "spa-api", "--app", "mobile-api"])
        .run(["question", "native-apps", "no"])
        .run(["apps", "-spa-api", "-mobile-api"]);
    assert!(test.output(["apps"]).stdout.contains("no  spa-api"));
    let undone = test.output(["undo"]).stdout;
    assert!(undone.contains("undone: the project is B2C\n"), "{undone}");
    assert!(undone.contains("now B2C, spa-api, mobile-api: "), "{undone}");
    assert!(test.output(["apps"]).stdout.contains("yes  spa-api"));
    let questions = test.output(["questions"]).stdout;
    assert!(questions.contains("answers are proposed"), "{questions}");
    // Only then comes what was done before.
    let undone = test.output(["redo"]).stdout;
    assert!(undone.contains("redone: the project is B2C\n  now B2C: "), "{undone}");
    test = test.run(["undo"]);
    let undone = test.output(["undo"]).stdout;
    assert!(undone.contains("undone: ") && undone.contains(" no\n"), "{undone}");
    // The kind that the project began with is nothing that was changed.
    assert!(test.output(["undo"]).stderr.contains("there is nothing to undo"));
}

#[test]
fn an_undone_acceptance_is_told_in_a_few_lines() {
    let args = ["new", "Contoso portal", "--scenario", "b2c", "--app", "spa-api", "--accept"];
    let undone = Test::new().run(args).output(["undo"]).stdout;
    assert!(undone.lines().count() <= 16 && undone.contains("undone: and "), "{undone}");
}

#[test]
fn an_answer_that_contradicts_another_says_so_at_once() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]).run([
        "question",
        "second-factor",
        "no",
    ]);
    let found = test.output(["question", "step-up", "yes"]).stdout;
    assert!(found.contains("! Contradiction  Step-up asks for a second factor"), "{found}");
    let found = test.output(["question", "existing-users", "yes"]).stdout;
    assert!(!found.contains("Contradiction"), "{found}");
}
