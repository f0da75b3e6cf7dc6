//! Questions about the project: what each answer does, and which are asked.

use crate::support::Test;

#[test]
fn questions_say_what_each_answer_does() {
    Test::project()
        .args(["questions"])
        .stdout(
            "
            unknown  existing-users  Do people already have accounts?  no: 1

            `no: 9` is how many items a no would set aside, with what follows from it
            0 of 1 answered, 7 of 8 items apply
            answer one with `golive question NAME yes|no`; unknown sets nothing aside
            ",
        )
        .code(0)
        .args(["question", "existing", "no"])
        .stdout(
            "
            Do people already have accounts? no
              1 item and 1 topic set aside: No existing users
              6 of 8 items apply
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["questions"])
        .stdout(
            "
            no  existing-users  Do people already have accounts?  1 set aside

            1 of 1 answered, 6 of 8 items apply
            ",
        )
        .code(0)
        .args(["questions", "--json"])
        .stdout(
            r#"
            [
              {
                "id": "existing-users",
                "ask": "Do people already have accounts?",
                "explains": "Decides whether accounts are moved.",
                "asked": true,
                "follows_from": [],
                "proposed": null,
                "answer": "no",
                "default": "ask",
                "reason": "No existing users",
                "sets_aside": [
                  "deploy/users-imported",
                  "main/p1/login/import"
                ],
                "left_out": 2,
                "at_stake": 0
              }
            ]
            "#,
        )
        .code(0)
        .args(["question", "existing", "yes"])
        .stdout(
            "
            Do people already have accounts? yes
              1 item and 1 topic stay in
              7 of 8 items apply
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["question", "existing-user", "maybe"])
        .stderr(
            "
            error: invalid value 'maybe' for '<ANSWER>'
              [possible values: yes, no, unknown]

            For more information, try '--help'.
            ",
        )
        .code(2)
        .args(["question", "bots", "no"])
        .stderr(
            "
            error: no project question is called `bots`
            hint: `golive questions` lists them
            ",
        )
        .code(2);
}

#[test]
fn questions_that_the_kind_of_project_answers_are_not_asked() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    let listed = test.output(["questions"]).stdout;
    let tail: Vec<&str> = listed.lines().rev().take(4).collect();
    assert_eq!(
        tail,
        [
            "answer one with `golive question NAME yes|no`; unknown sets nothing aside",
            "12 answers are proposed; `golive questions --accept` takes them",
            "10 more are answered by the kind of project, B2C, and not asked; --all shows them",
            "0 of 40 answered, 285 of 337 items apply",
        ]
    );
    assert!(!listed.contains("separate-tenants"), "{listed}");
    let all = test.output(["questions", "--all"]).stdout;
    assert_eq!(all.lines().filter(|line| line.starts_with("not asked")).count(), 10, "{all}");
    let json: serde_json::Value =
        serde_json::from_str(&test.output(["questions", "--json"]).stdout).expect("it is JSON");
    let asked = json.as_array().expect("it is a list").iter().filter(|one| one["asked"] == true);
    assert_eq!((json.as_array().map(Vec::len), asked.count()), (Some(50), 40));
}

#[test]
fn a_no_counts_what_follows_from_it() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    let listed = test.output(["questions"]).stdout;
    let row = listed.lines().find(|line| line.contains(" custom-code ")).expect("it is asked");
    assert!(row.ends_with("no: 11"), "{row}");
    let said = test.output(["question", "custom-code", "no"]).stdout;
    assert!(said.contains("11 items and 4 topics set aside, with what follows from it: "), "{said}");
    assert!(said.contains("274 of 337 items apply"), "{said}");
    let listed = test.output(["questions"]).stdout;
    let row = listed.lines().find(|line| line.contains(" custom-claims ")).expect("it is listed");
    assert!(row.ends_with("follows from custom-code, 2 set aside"), "{row}");
}

fn doubtful() -> Test {
    Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]).run(["questions", "--accept"]).run([
        "question",
        "unverified-addresses",
        "no",
    ])
}

fn json(test: &mut Test, args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&test.output(args).stdout).expect("it is JSON")
}

#[test]
fn doubtful_answers_are_left_so_with_a_reason_and_asked_again() {
    let says = "types an address that nobody has verified.";
    let mut test = doubtful();
    for command in ["gate", "status", "questions", "report"] {
        let found = test.output([command]).stdout;
        assert!(found.contains(says), "{command}: {found}");
    }
    // A question that only one contradiction is about names it too.
    test = test.run([
        "questions",
        "--leave-so",
        "unverified-addresses",
        "--reason",
        "The shop has verified them",
    ]);
    for command in ["gate", "status"] {
        let found = test.output([command]).stdout;
        assert!(!found.contains(says), "{command}: {found}");
    }
    let phrase = "left so by ana, Fri 20 Nov: The shop has verified them";
    for command in ["questions", "report"] {
        let found = test.output([command]).stdout;
        assert!(found.contains(says) && found.contains(phrase), "{command}: {found}");
    }
    assert_eq!(json(&mut test, &["gate", "--json"])["contradictions"], serde_json::Value::Null);
    for args in [&["status", "--json"][..], &["report", "--format", "json"][..]] {
        let left = json(&mut test, args)["left_so"][0].clone();
        assert_eq!(
            (&left["id"], &left["kind"], &left["by"], &left["reason"]),
            (
                &"addresses-unverified".into(),
                &"doubtful".into(),
                &"ana".into(),
                &"The shop has verified them".into()
            ),
            "{args:?}"
        );
    }
    // One change: undone, redone.
    test = test.run(["undo"]);
    assert!(test.output(["gate"]).stdout.contains(says));
    test = test.run(["redo"]);
    assert!(!test.output(["gate"]).stdout.contains(says));
    // It holds for these answers: another answer ends it, the same ones are left as they were.
    test = test.run(["question", "unverified-addresses", "yes"]);
    assert!(!test.output(["questions"]).stdout.contains(says));
    test = test.run(["question", "unverified-addresses", "no"]);
    assert!(!test.output(["gate"]).stdout.contains(says));
    test = test.run(["questions", "--ask-again", "addresses-unverified"]);
    assert!(test.output(["gate"]).stdout.contains(says));
    test = test.run(["questions", "--leave-so", "addresses-unverified"]);
    let found = test.output(["questions"]).stdout;
    assert!(found.contains("left so by ana, Fri 20 Nov\n"), "{found}");
}

#[test]
fn what_cannot_all_hold_is_not_left_so() {
    doubtful()
        .run(["question", "second-factor", "no"])
        .args(["questions", "--leave-so", "step-up-without-factor"])
        .stderr(
            "
            error: answers that cannot all hold are not left so
            hint: another answer to one of the questions ends it
            ",
        )
        .code(2)
        .args(["questions", "--leave-so", "everybody"])
        .stderr(
            "
            error: no contradiction is called `everybody`
            hint: `golive questions` names those that there are
            ",
        )
        .code(2);
}

#[test]
fn what_was_never_left_so_cannot_be_asked_again() {
    doubtful()
        .args(["questions", "--ask-again", "addresses-unverified"])
        .stderr(
            "
            error: `addresses-unverified` is not left so, so nothing is to ask again
              A person who signs up types an address that nobody has verified. Where is it verified?
            hint: `golive questions --leave-so addresses-unverified` leaves it so
            ",
        )
        .code(2);
}

#[test]
fn what_cannot_all_hold_is_not_offered_to_be_left_so() {
    let mut test = doubtful().run(["question", "second-factor", "no"]);
    let found = test.output(["questions", "--ask-again", "step-up-without-factor"]);
    assert_eq!(found.code, 2);
    let hint = found.stderr.lines().find_map(|line| line.strip_prefix("hint: ")).unwrap_or_default();
    let command = hint.split('`').nth(1).and_then(|words| words.strip_prefix("golive ")).unwrap_or_default();
    assert!(hint.starts_with("another answer to one of its questions ends it: "), "{hint}");
    // What the hint names can be done, and does what it says.
    let done = test.output(command.split(' '));
    assert_eq!(done.code, 0, "{}", done.stderr);
    let listed = test.output(["questions"]).stdout;
    assert!(!listed.contains("! Contradiction"), "{listed}");
}
