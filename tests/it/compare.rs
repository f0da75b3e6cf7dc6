//! Answers given independently, put side by side.

use crate::support::Test;

/// Ana and Ben have answered alone; the team's own project has no answers yet.
fn apart() -> Test {
    let ana = ["--file", "ana.golive", "--author", "ana"];
    let ben = ["--file", "ben.golive", "--author", "ben"];
    let new = ["new", "Contoso portal", "--scenario", "b2c"];
    let answers: [(&[&str; 4], &[&str]); 8] = [
        (&ana, &new),
        (&ben, &new),
        (&ana, &["mark", "done", "Design 1", "--evidence", "wiki/1"]),
        (&ben, &["mark", "doing", "Design 1", "--note", "Not sure about Asia"]),
        (&ana, &["mark", "blocked", "Design 2", "--reason", "waits for Ben"]),
        (&ben, &["mark", "doing", "Design 2"]),
        (&ana, &["mark", "done", "Deploy 1"]),
        (&ben, &["mark", "done", "Deploy 1"]),
    ];
    let test =
        answers.iter().fold(Test::project(), |test, (file, args)| test.run(file.iter().chain(args.iter())));
    test.run(ana.iter().chain(&["mark", "done", "Deploy 2"])).run(ben.iter().chain(&[
        "question",
        "existing-users",
        "no",
    ]))
}

#[test]
fn what_differs_stands_first_and_what_is_agreed_is_counted() {
    apart()
        .line("compare ana.golive ben.golive")
        .stdout(
            "
            ana, ben
            1 opposed, 1 different, 0 same status but other words, 1 answered by some, 1 agreed; 10 by nobody

            Opposed: settled for some, open for others
              Design 1 Number of tenants decided  must
                ana  done; evidence wiki/1
                ben  doing; Not sure about Asia

            Different
              Design 2 Login domain decided
                ana  blocked: waits for Ben
                ben  doing

            Answered by some
              Deploy 2 Users imported  must
                ana  done
                ben  no answer

            Project questions answered differently
              Do people already have accounts?
                ana: not known, ben: no

            1 entry is agreed, --all shows them
            ",
        )
        .code(0);
}

#[test]
fn the_differences_become_a_workshop_that_the_walk_begins() {
    apart()
        .run("--project contoso-portal compare ana.golive ben.golive --prepare --minutes 20".split(' '))
        .args(["--project", "contoso-portal", "walk"])
        .stdin("drop\n")
        .stdout(
            "
            Workshop: Answers given independently, 20 min
            2 entries in 11 min, 3 to close; 6 of 20 min free.
            Here: ana, ben.
            What blocks Demo comes first; the rest by level, in plan order.
            Minutes are the pack's estimates; too few entries have been timed yet.
            1 entry is not on the agenda, a must: Deploy 2.
            `help` lists what can be typed.

            Entry 1 of 2: Design 1, Number of tenants decided
            todo, must, Architecture, no owner, 8 min planned
            Question:   How many tenants do we need?
            Done when:  A diagram shows the tenants.
            Apart:      ana done, evidence wiki/1 · ben doing. Not sure about Asia
            Our answer: none yet
            Time:       20 min left, 3 of them for the closing, 8 per entry
            > drop
            saved: put off: Design 1

            Entry 1 of 1: Design 2, Login domain decided
            todo, should, Architecture, no owner, 3 min planned
            Question:   Under which name do people log in?
            Done when:  The name is written down.
            Apart:      ana blocked: waits for Ben · ben doing
            Our answer: none yet
            Time:       20 min left, 3 of them for the closing, 17 per entry
            End of the input. The workshop stays open; `golive walk` continues with it.
            ",
        )
        .code(0);
}

#[test]
fn the_agenda_that_is_sent_round_says_what_was_answered_apart() {
    let mut test = apart()
        .run("--project contoso-portal compare ana.golive ben.golive --prepare --minutes 60".split(' '));
    let shown = test.output(["--project", "contoso-portal", "report", "--agenda"]).stdout;
    for words in [
        "## Independent answers",
        "**Design 2** ana blocked: waits for Ben · ben doing",
        "**Deploy 2** ana done · ben no answer",
    ] {
        assert!(shown.contains(words), "{words} is missing in\n{shown}");
    }
    assert!(!shown.contains("**Deploy 1** ana done"), "all agree about it:\n{shown}");
}

#[test]
fn one_file_alone_cannot_be_compared_and_a_missing_one_is_named() {
    apart()
        .line("compare ana.golive gone.golive")
        .stderr(
            "
            error: there is no file `$ROOT/work/gone.golive`
            hint: make a project with `golive new`, or name another file
            ",
        )
        .code(3);
}

#[test]
fn opposite_texts_under_one_status_are_shown_and_go_on_the_agenda() {
    let (petra, jonas) =
        (["--file", "petra.golive", "--author", "Petra"], ["--file", "jonas.golive", "--author", "Jonas"]);
    let new = ["new", "Contoso portal", "--scenario", "b2c"];
    let mut test = Test::project()
        .run(petra.iter().chain(&new))
        .run(jonas.iter().chain(&new))
        .run(petra.iter().chain(&["note", "Design 1", "One tenant for all"]))
        .run(jonas.iter().chain(&["note", "Design 1", "Two tenants: suppliers and employees"]))
        .run(petra.iter().chain(&["note", "Design 2", "login.example.com"]))
        .run(jonas.iter().chain(&["note", "Design 2", "Login.example.com."]));
    let found = test.output(["compare", "petra.golive", "jonas.golive"]).stdout;
    let expected = "Same status, other words\n  Design 1 Number of tenants decided  must\n    \
        Petra  todo; One tenant for all\n    Jonas  todo; Two tenants: suppliers and employees\n";
    assert!(found.contains(expected), "{found}");
    assert!(found.contains("1 agreed"), "{found}");
    test = test.run(["--project", "contoso-portal", "compare", "petra.golive", "jonas.golive", "--prepare"]);
    let agenda =
        test.output(["--project", "contoso-portal", "report", "--agenda", "--format", "json"]).stdout;
    let agenda: serde_json::Value = serde_json::from_str(&agenda).expect("it is JSON");
    assert_eq!(agenda["entries"].as_array().map(Vec::len), Some(1));
    assert_eq!(agenda["entries"][0]["name"], "Design 1");
    assert_eq!(agenda["entries"][0]["apart"][1]["words"], "todo. Two tenants: suppliers and employees");
}
