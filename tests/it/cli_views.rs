//! Filters by date, owner and evidence, orders, and views by command.

use crate::support::Test;

fn dated() -> Test {
    Test::project()
        .run(["set", "design/1", "--owner", "Kim", "--due", "2026-11-18"])
        .run(["set", "design/2", "--owner", "Ana", "--due", "2026-11-27"])
        .run(["mark", "done", "design/3", "--due", "2026-11-01"])
}

#[test]
fn overdue_due_until_and_orders() {
    dated()
        .args(["list", "--overdue"])
        .stdout(
            "
            Design / Architecture
              ○  Design 1  Number of tenants decided  must  Kim  overdue 18 Nov

            1 of 14 entries, with overdue
            ",
        )
        .code(0)
        .args(["list", "--due-until", "+2w", "--sort", "due"])
        .stdout(
            "
              ○  Design 1  Number of tenants decided  must  Kim  overdue 18 Nov
              ○  Design 2  Login domain decided             Ana  due 27 Nov

            2 of 14 entries, with due until Fri 4 Dec, by due date
            ",
        )
        .code(0)
        .args(["list", "--status", "done", "--no-evidence"])
        .stdout(
            "
            Design / Login
              ✓  Design 3  Login page decided  must  done  1 Nov

            1 of 14 entries, with status done, without evidence
            ",
        )
        .code(0)
        .args(["list", "--due-until", "someday"])
        .stderr(
            "
            error: `someday` is not a date
            hint: write 2026-12-01, 1.12.2026, 27 nov, fri, next week, in 3 days or +2w
            ",
        )
        .code(2);
}

#[test]
fn a_view_is_kept_by_name_and_seen_from_today() {
    dated()
        .args(["views", "save", "soon", "--due-until", "+1w", "--sort", "owner"])
        .stdout("saved the view `soon`: due until Fri 27 Nov; by owner")
        .code(0)
        .args(["list", "--view", "Soon"])
        .stdout(
            "
              ○  Design 2  Login domain decided             Ana  due 27 Nov
              ○  Design 1  Number of tenants decided  must  Kim  overdue 18 Nov

            2 of 14 entries, with due until Fri 27 Nov, by owner
            ",
        )
        .code(0)
        .at("2026-12-20T10:00:00Z")
        .args(["list", "--view", "soon", "--owner", "kim"])
        .stdout(
            "
              ○  Design 1  Number of tenants decided  must  Kim  overdue 18 Nov

            1 of 14 entries, with due until Sun 27 Dec, owner Kim, by owner
            ",
        )
        .code(0)
        .args(["views", "drop", "soon"])
        .stdout("dropped the view `soon`")
        .code(0)
        .args(["list", "--view", "overdu"])
        .stderr("error: no view is called `overdu`\nhint: did you mean `Overdue`?")
        .code(2)
        .args(["views", "save", "all"])
        .stderr(
            "
            error: a view needs a filter or an order
            hint: for example `golive views save late --overdue --sort due`
            ",
        )
        .code(2);
}

#[test]
fn a_shell_completes_beginnings_and_the_ends_of_ids() {
    let mut test = Test::project();
    assert_eq!(test.output(["complete", "checklists", "de"]).stdout, "design\ndeploy\n");
    assert_eq!(test.output(["complete", "entries", "design/tenants"]).stdout, "design/tenants-decided\n");
    assert_eq!(test.output(["complete", "entries", "tenants-de"]).stdout, "tenants-decided\n");
    assert_eq!(test.output(["complete", "milestones", "nothing"]).stdout, "");
    // Only what somebody kept can be dropped.
    assert_eq!(test.output(["complete", "own-views", "Over"]).stdout, "");
    assert_eq!(test.output(["complete", "views", "Over"]).stdout, "Overdue\n");
    let mut test = Test::new().run(["new", "Staff", "--scenario", "b2e"]);
    assert_eq!(test.output(["complete", "milestones", "oper"]).stdout, "p1/operate\np2/operate\n");
    assert_eq!(test.output(["complete", "milestones", "ali"]).stdout, "align\n");
}

#[test]
fn several_pieces_of_evidence_stand_on_lines_of_their_own() {
    let args = ["set", "design/1", "--evidence", "wiki/a", "--evidence", "https://example.com/b"];
    let mut test = Test::project().run(args);
    let shown = test.output(["show", "design/1"]).stdout;
    let at = shown.lines().position(|line| line.contains("wiki/a")).expect("the first is shown");
    let next = shown.lines().nth(at + 1).unwrap_or_default();
    assert_eq!(next.trim(), "https://example.com/b", "{shown}");
}
