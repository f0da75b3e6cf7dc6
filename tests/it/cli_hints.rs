//! What is said to somebody who names something wrongly: what it is instead, or what was most likely meant.

use crate::support::Test;

#[track_caller]
fn check(args: &[&str], hint: &str) {
    let mut test = Test::project().run(["set", "design/1", "--owner", "Lena"]);
    let found = test.output(args.iter().copied());
    assert_eq!((found.code, found.stdout.as_str()), (2, ""), "{}", found.stderr);
    let last = found.stderr.lines().last().unwrap_or_default();
    assert_eq!(last, format!("hint: {hint}"), "{}", found.stderr);
}

#[test]
fn what_is_no_entry_says_what_it_is() {
    let gate = "it is a milestone: `golive gate main/p1/demo` shows what is left before it";
    check(&["show", "main/p1/demo"], gate);
    check(&["mark", "done", "demo"], gate);
    check(&["capture", "action", "design", "Write it"], "write more of the id");
    check(
        &["set", "architecture", "--owner", "Ana"],
        "it is a workstream: `golive list --workstream architecture` shows its entries",
    );
    check(
        &["show", "existing-users"],
        "it is a project question: `golive question existing-users yes|no|unknown` answers it",
    );
}

#[test]
fn a_misspelled_list_with_a_number_is_understood() {
    check(&["show", "Desing 1"], "did you mean `Design 1`?");
    check(&["show", "desing/1"], "did you mean `Design 1`?");
    check(&["mark", "done", "Desing", "1"], "did you mean `Design 1`?");
    check(
        &["show", "Design", "99"],
        "Design has numbers up to 5; `golive list --checklist design` shows them",
    );
}

#[test]
fn a_capture_is_not_taken_for_an_entry() {
    let mut test = Test::project().run(["capture", "parked", "-", "A second brand"]);
    let found = test.output(["captures", "--json"]).stdout;
    let found: serde_json::Value = serde_json::from_str(&found).expect("it is JSON");
    let id = found[0]["id"].as_str().expect("it has a name").to_owned();
    let said = test.output(["show", &id]);
    assert_eq!(said.code, 2);
    let hint = format!("it is a capture: `golive captures` lists it, `golive capture done {id}` resolves it");
    assert!(said.stderr.contains(&hint), "{}", said.stderr);
}

#[test]
fn an_owner_who_owns_nothing_is_noted() {
    Test::project()
        .run(["set", "design/1", "--owner", "Lena"])
        .args(["list", "--owner", "Lenna"])
        .stdout("0 of 14 entries, with owner Lenna")
        .stderr("note: `Lenna` owns nothing; did you mean `Lena`?")
        .code(0)
        .args(["list", "--owner", "nobody", "--checklist", "deploy", "--level", "must"])
        .stdout(
            "
            Deploy / Architecture
              ○  Deploy 1  Production tenant ready  must

            Deploy / Login
              ○  Deploy 2  Users imported           must

            2 of 14 entries, with list Deploy, level must, owner nobody
            ",
        )
        .code(0);
}

#[test]
fn a_hint_with_a_command_can_be_copied() {
    let hint = r#"for example `golive capture action 'Design 1' "..."`"#;
    check(&["capture", "action", "Design 1", ""], hint);
    check(&["capture", "action", "-", ""], r#"for example `golive capture action - "..."`"#);
}
