//! What `status` and `next` say, as text and as JSON.

use crate::support::Test;

#[test]
fn status_counts_everything_once() {
    Test::lived_in()
        .args(["status"])
        .stdout(
            "
        Contoso portal  B2C
        $ROOT/data/contoso-portal.golive

        Checklists  2 of 6 settled (1 done, 1 waived), 4 open
          Design  ━━━━━━━━━─────────          2 of 4  1 blocked, 1 waived
          Deploy  ──────────────────  not started, 2
          6 of 8 items apply

        Topics of the plan  1 of 6 settled (1 done), 5 open
          Authentication  ━━━━──────────────          1 of 4  1 doing, 1 blocked
          Single sign-on  ──────────────────  not started, 2

        Milestones  next: Demo
          ◆  Demo     ready      none of 2 left                          Tue 15 Dec, in 25 days
          ◆  Go-live  not ready  4 of 5 left: 2 must, 1 should, 1 could  no date
          ◆  Rollout  not ready  2 of 2 left: 1 must, 1 should           no date

        Captured and open  1 action, 1 parked  `golive captures --open` lists them
        ",
        )
        .code(0);
}

#[test]
fn status_in_ascii_uses_nothing_else() {
    let mut test = Test::lived_in();
    let found = test.output(["status", "--ascii"]).stdout;
    assert!(found.is_ascii(), "{found}");
}

#[test]
fn status_as_json() {
    Test::lived_in()
        .args(["status", "--json"])
        .stdout(
            r#"
        {
          "project": "Contoso portal",
          "scenario": "b2c",
          "apps": [],
          "plan": "main",
          "file": "$ROOT/data/contoso-portal.golive",
          "next_milestone": "main/p1/demo",
          "checklists": [
            {
              "id": "design",
              "title": "Design",
              "total": 4,
              "settled": 2,
              "open": 2,
              "todo": 1,
              "doing": 0,
              "blocked": 1,
              "done": 1,
              "waived": 1,
              "na": 0,
              "look_again": 0
            },
            {
              "id": "deploy",
              "title": "Deploy",
              "total": 2,
              "settled": 0,
              "open": 2,
              "todo": 2,
              "doing": 0,
              "blocked": 0,
              "done": 0,
              "waived": 0,
              "na": 0,
              "look_again": 0
            }
          ],
          "phases": [
            {
              "id": "main/p1",
              "title": "Authentication",
              "topics": {
                "total": 4,
                "settled": 0,
                "open": 4,
                "todo": 4,
                "doing": 0,
                "blocked": 0,
                "done": 0,
                "waived": 0,
                "na": 0,
                "look_again": 0
              },
              "shown": {
                "total": 4,
                "settled": 1,
                "open": 3,
                "todo": 1,
                "doing": 1,
                "blocked": 1,
                "done": 1,
                "waived": 0,
                "na": 0,
                "look_again": 0
              }
            },
            {
              "id": "main/p2",
              "title": "Single sign-on",
              "topics": {
                "total": 2,
                "settled": 0,
                "open": 2,
                "todo": 2,
                "doing": 0,
                "blocked": 0,
                "done": 0,
                "waived": 0,
                "na": 0,
                "look_again": 0
              },
              "shown": {
                "total": 2,
                "settled": 0,
                "open": 2,
                "todo": 2,
                "doing": 0,
                "blocked": 0,
                "done": 0,
                "waived": 0,
                "na": 0,
                "look_again": 0
              }
            }
          ],
          "milestones": [
            {
              "id": "main/p1/demo",
              "title": "Demo",
              "verdict": "ready",
              "ready": true,
              "blocking": 0,
              "conditions": 0,
              "listed": 0,
              "target": "2026-12-15"
            },
            {
              "id": "main/p1/live",
              "title": "Go-live",
              "verdict": "not ready",
              "ready": false,
              "blocking": 2,
              "conditions": 1,
              "listed": 1,
              "target": null
            },
            {
              "id": "main/p2/rollout",
              "title": "Rollout",
              "verdict": "not ready",
              "ready": false,
              "blocking": 1,
              "conditions": 1,
              "listed": 0,
              "target": null
            }
          ],
          "problems": [],
          "not_in_pack": []
        }
        "#,
        )
        .code(0);
}

#[test]
fn what_to_do_next_comes_with_its_reason() {
    Test::lived_in()
        .args(["next", "--author", "lena"])
        .stdout(
            "
            ! Design 3 Login page decided  must
              why    overdue since Wed 18 Nov
              ask    Where do people type their password?
              more   golive show design/login-page-decided

            ○ Deploy 1 Production tenant ready  must
              why    blocks Go-live
              ask    Is production like test?
              more   golive show deploy/production-tenant-ready

            ○ Design 5 Second factor decided
              why    listed at Go-live
              ask    Which second factors do we offer?
              more   golive show design/second-factor-decided

            nothing is left at the next milestone, Demo
            2 more at later milestones, `golive next 5` shows all
            ",
        )
        .code(0)
        .args(["next", "1"])
        .stdout(
            "
            ! Design 3 Login page decided  must
              why    overdue since Wed 18 Nov
              ask    Where do people type their password?
              more   golive show design/login-page-decided

            nothing is left at the next milestone, Demo
            4 more at later milestones, `golive next 5` shows all
            ",
        )
        .code(0)
        .args(["next", "0"])
        .stderr(
            "
            error: invalid value '0' for '[N]': 0 is not in 1..=65535

            For more information, try '--help'.
            ",
        )
        .code(2);
}

#[test]
fn a_day_for_go_live_proposes_one_for_the_handover() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2b"]);
    let set = |test: &mut Test, day| test.output(["target", "go-live", day]).stdout;
    let proposal = "Handed over to operations is usually 4 weeks later, Fri 26 Feb 2027: golive target \
                    b2b/p1/operate 2027-02-26";
    assert!(set(&mut test, "2027-01-29").contains(proposal));
    // If it has a day, or none is set, nothing is proposed.
    assert!(!set(&mut test, "none").contains("usually"));
    test = test.run(["target", "operate", "2027-03-01"]);
    assert!(!set(&mut test, "2027-01-29").contains("usually"));
}

#[test]
fn a_target_is_set_and_taken_away() {
    Test::project()
        .args(["target", "live", "+8w"])
        .stdout(
            "
            ◆ Go-live: Fri 15 Jan 2027, in 56 days
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["target", "Go-live", "none"])
        .stdout(
            "
            ◆ Go-live: none
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["target", "live", "none"])
        .stdout(
            "
            ◆ Go-live: none
            nothing to change: there is no target date
            ",
        )
        .code(0)
        .args(["target", "launch", "fri"])
        .stderr(
            "
            error: no milestone is called `launch`
            hint: one of main/p1/demo, main/p1/live, main/p2/rollout
            ",
        )
        .code(2)
        .args(["target", "live", "soon"])
        .stderr(
            "
            error: `soon` is not a date
            hint: write 2026-12-01, 1.12.2026, 27 nov, fri, next week, in 3 days or +2w
            ",
        )
        .code(2);
}

#[test]
fn a_target_that_contradicts_the_plan_is_taken_and_said() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2e"]).run([
        "target",
        "p1/go-live",
        "2027-01-29",
    ]);
    let mut note = |milestone, day| test.output(["target", milestone, day]).stderr;
    assert_eq!(
        note("p1/operate", "2027-01-20"),
        "note: the target is before that of Go-live, Fri 29 Jan 2027, which comes first in the plan\n"
    );
    assert_eq!(note("p1/operate", "2027-02-26"), "");
    assert_eq!(
        note("align", "2027-02-01"),
        "note: the target is after that of Go-live, Fri 29 Jan 2027, which comes later in the plan\n"
    );
    assert_eq!(note("align", "2027-01-29"), "");
    // The next phase waits for the release of the first, not for its handover.
    assert_eq!(note("p2/go-live", "2027-02-10"), "");
    assert_eq!(
        note("p3/go-live", "2027-01-10"),
        "note: the target is before that of Go-live, Fri 29 Jan 2027, which comes first in the plan\n"
    );
}
