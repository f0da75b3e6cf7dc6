//! Days as they are typed, and those that are past.

use crate::support::Test;

#[test]
fn a_past_day_is_taken_and_its_meaning_is_said() {
    Test::project()
        .args(["set", "design/1", "--due", "yesterday"])
        .stdout(
            "
            ○ Design 1 Number of tenants decided: todo, due Thu 19 Nov
            saved in Contoso portal
            ",
        )
        .stderr("note: due Thu 19 Nov is past: it counts as overdue")
        .code(0)
        .args(["mark", "done", "design/2", "--due", "2026-01-02"])
        .stdout(
            "
            ✓ Design 2 Login domain decided: done, due Fri 2 Jan
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["target", "demo", "2026-01-02"])
        .stdout(
            "
            ◆ Demo: Fri 2 Jan, 322 days ago
            saved in Contoso portal
            ",
        )
        .stderr("note: the target Fri 2 Jan is past; the milestone is not passed")
        .code(0);
}

#[test]
fn days_are_read_as_people_say_them() {
    let mut test = Test::project();
    for (typed, day) in [
        ("2026-12-01", "2026-12-01"),
        ("27 nov", "2026-11-27"),
        ("Fri 1 Jan 2027", "2027-01-01"),
        ("today", "2026-11-20"),
        ("tomorrow", "2026-11-21"),
        ("fri", "2026-11-27"),
        ("next mon", "2026-11-23"),
        ("+3d", "2026-11-23"),
        ("+2w", "2026-12-04"),
        ("+1m", "2026-12-20"),
    ] {
        test = test.run(["set", "design/1", "--due", typed]);
        let found: serde_json::Value =
            serde_json::from_str(&test.output(["show", "design/1", "--json"]).stdout).expect("it is JSON");
        assert_eq!(found["due"], day, "{typed}");
    }
}

#[test]
fn a_past_target_of_a_passed_milestone_is_not_late() {
    let mut test = Test::project().run(["review", "close", "demo", "--decision", "go"]);
    let found = test.output(["target", "demo", "2026-11-02"]);
    assert_eq!(found.stderr, "note: the target Mon 2 Nov is past; the milestone is passed already\n");
}
