//! Answers in words, private notes, and items of the project's own.

use crate::support::Test;

#[test]
fn an_answer_in_words_comes_from_the_command_or_from_standard_input() {
    Test::project()
        .args(["note", "design/1", "One tenant."])
        .stdout(
            "
            Design 1 Number of tenants decided: answer written
            saved in Contoso portal
            ",
        )
        .code(0)
        .stdin("Two tenants:\n\u{1b}[31m- one for people\n")
        .args(["note", "design/1", "-"])
        .stderr(
            "
            error: `Two tenants: \u{fffd}[31m- one for people` has the character U+001B, which cannot be shown
            hint: leave it out
            ",
        )
        .code(2)
        .stdin("Two tenants:\n- one for tests\n- one for people\n")
        .args(["note", "design/1", "-"])
        .stdout(
            "
            Design 1 Number of tenants decided: answer written
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["show", "design/1"])
        .stdout(
            "
            Design 1  Number of tenants decided
              ○ todo · must · architect · nobody
              design/tenants-decided

              Ask        How many tenants do we need?
              Done when  A diagram shows the tenants.
              Why        Start with one.
              Read on    https://example.com/tenants

              Our answer Two tenants:
                         - one for tests
                         - one for people
              Evidence   nothing yet

              Topic      Tenant, 0 of 2 for Demo, 3 in all
              Milestone  Demo, no date yet
            ",
        )
        .code(0)
        .args(["note", "design/1", ""])
        .stdout(
            "
            Design 1 Number of tenants decided: answer removed
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn a_private_note_is_never_in_the_projects_file() {
    let test = Test::project()
        .args(["note", "design/1", "Ask Kim first.", "--private"])
        .stdout(
            "
            Design 1 Number of tenants decided: private note written
            saved in your own file, not in the project's
            ",
        )
        .code(0);
    assert!(!test.read("data/contoso-portal.golive").contains("Ask Kim"));
    test.args(["show", "design/1"])
        .stdout(
            "
            Design 1  Number of tenants decided
              ○ todo · must · architect · nobody
              design/tenants-decided

              Ask        How many tenants do we need?
              Done when  A diagram shows the tenants.
              Why        Start with one.
              Read on    https://example.com/tenants

              Our answer nothing yet
              Evidence   nothing yet
              Private    Ask Kim first.

              Topic      Tenant, 0 of 2 for Demo, 3 in all
              Milestone  Demo, no date yet
            ",
        )
        .code(0)
        .run(["note", "design/1", "", "--private"])
        .args(["projects"])
        .stdout(
            "
            *  Contoso portal  B2C  $ROOT/data/contoso-portal.golive

              Contoso portal  not ready  ◆ Demo  no day  2 of 2 left

            1 project
            ",
        )
        .code(0);
}

#[test]
fn an_item_of_the_projects_own_is_counted_and_answered_like_all_others() {
    Test::project()
        .args([
            "add",
            "Agree the cut-over night",
            "--checklist",
            "deploy",
            "--workstream",
            "architecture",
            "--level",
            "must",
            "--ask",
            "Which night?",
        ])
        .stdout(
            "
            added Deploy +1 Agree the cut-over night, must, as deploy/own-agree-the-cut-over-night
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["mark", "doing", "Deploy +1", "--owner", "Omar"])
        .stdout(
            "
            » Deploy +1 Agree the cut-over night: doing, Omar
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["list", "--checklist", "deploy"])
        .stdout(
            "
            Deploy / Architecture
              ○  Deploy 1   Production tenant ready   must
              »  Deploy +1  Agree the cut-over night  must  doing  Omar

            Deploy / Login
              ○  Deploy 2   Users imported            must

            Deploy / Single sign-on
              ○  Deploy 3   Second application live

            4 of 15 entries, with list Deploy
            ",
        )
        .code(0)
        .args(["add", "Agree the cut-over night", "--checklist", "deploy", "--workstream", "login"])
        .stdout(
            "
            added Deploy +2 Agree the cut-over night, should, as deploy/own-agree-the-cut-over-night-2
            saved in Contoso portal
            ",
        )
        .stderr(
            "
            note: Deploy +1 has the same title, as deploy/own-agree-the-cut-over-night
            note: `golive undo` takes the new one back
            ",
        )
        .code(0);
}

#[test]
fn an_item_needs_a_list_a_section_and_a_title_that_fits() {
    Test::project()
        .args(["add", "X", "--checklist", "desgin", "--workstream", "login"])
        .stderr(
            "
            error: no checklist is called `desgin`
            hint: did you mean `design`?
            ",
        )
        .code(2)
        .args(["add", "X", "--checklist", "design", "--workstream", "sso"])
        .stderr(
            "
            error: the list design has no section for the workstream `sso`
            hint: one of architecture, login
            ",
        )
        .code(2)
        .args(["add", &"x".repeat(71), "--checklist", "design", "--workstream", "login"])
        .stderr(
            "
            error: the title takes 71 columns, and at most 70 can be shown
            hint: shorten it and put the rest into --ask or --done-when
            ",
        )
        .code(2)
        .args(["add", "", "--checklist", "design", "--workstream", "login"])
        .stderr("error: an item needs a title")
        .code(2);
}

#[test]
fn undo_takes_back_a_private_note_where_that_is_what_was_done_last() {
    let mut test = Test::project().run(["mark", "done", "design/1"]);
    test = test.run(["note", "design/2", "Ben is unsure.", "--private"]);
    let undone = test.output(["undo"]).stdout;
    assert!(undone.starts_with("undone: private note at Design 2 Login domain decided\n"), "{undone}");
    assert!(undone.contains("in your own file") && !undone.contains("unsure"), "{undone}");
    assert!(!test.output(["show", "design/2"]).stdout.contains("unsure"));
    assert!(test.output(["redo"]).stdout.contains("redone: private note at Design 2"));
    assert!(test.output(["show", "design/2"]).stdout.contains("Ben is unsure."));
    test = test.run(["undo"]);
    let undone = test.output(["undo"]).stdout;
    assert!(undone.contains("undone: Design 1 Number of tenants decided is done"), "{undone}");
    assert!(test.output(["undo"]).stderr.contains("there is nothing to undo"));
}
