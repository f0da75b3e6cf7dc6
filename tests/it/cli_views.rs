//! What commands show: status, lists, entries, what to do next, questions, captures, history; as text and as JSON.

use crate::support::Test;

/// A project in which everything that shows has happened.
fn lived_in() -> Test {
    Test::project()
        .run(["question", "existing-users", "no"])
        .run(["target", "demo", "2026-12-15"])
        .run(["mark", "done", "design/1", "--evidence", "wiki/tenants", "--owner", "Ana"])
        .run(["mark", "blocked", "design/3", "--reason", "waits for the brand team", "--due", "2026-11-18"])
        .run(["mark", "waived", "design/2", "--reason", "later", "--owner", "Kim", "--until", "live"])
        .run(["note", "design/3", "The hosted page.\nWith our colours."])
        .run(["capture", "action", "design/3", "Ask for the colours", "--owner", "Lena", "--due", "tue"])
        .run(["capture", "decision", "design/3", "One page for all"])
        .run(["capture", "parked", "-", "A second brand in 2027"])
}

#[test]
fn status_counts_everything_once() {
    lived_in()
        .args(["status"])
        .stdout(
            "
        Contoso portal  B2C
        $ROOT/data/contoso-portal.golive

        Checklists  2 of 6 settled (1 done, 1 waived), 4 open
          Design  ━━━━━━━━━─────────        2 of 4  1 blocked, 1 waived
          Deploy  ──────────────────  not begun, 2
          6 of 8 items apply

        Topics of the plan  0 of 6 settled, 6 open
          Authentication  ──────────────────  not begun, 4
          Single sign-on  ──────────────────  not begun, 2

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
    let mut test = lived_in();
    let found = test.output(["status", "--ascii"]).stdout;
    assert!(found.is_ascii(), "{found}");
}

#[test]
fn status_as_json() {
    lived_in()
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
fn a_list_is_grouped_and_says_what_it_hides() {
    lived_in()
        .args(["list"])
        .stdout(
            "
            Design / Architecture
              ✓  Design 1  Number of tenants decided  must  done     Ana
              ~  Design 2  Login domain decided             waived   Kim

            Design / Login
              !  Design 3  Login page decided         must  blocked       overdue 18 Nov
              ○  Design 5  Second factor decided

            Deploy / Architecture
              ○  Deploy 1  Production tenant ready    must

            Deploy / Single sign-on
              ○  Deploy 3  Second application live

            Plan / Authentication / Architecture
              ○  p1/architecture/tenant  Tenant
              ○  p1/architecture/domain  Domain

            Plan / Authentication / Login
              ○  p1/login/page           Page
              ○  p1/login/factors        Factors

            Plan / Single sign-on / Single sign-on
              ○  p2/sso/session          Session

            Plan / Single sign-on / Login
              ○  p2/login/page           Page

            12 entries: 6 items and 6 topics
            4 entries do not apply to this project, --all shows them
            ",
        )
        .code(0)
        .args(["list", "--all", "--checklist", "design", "--status", "open"])
        .stdout(
            "
            Design / Login
              !  Design 3  Login page decided     must  blocked      overdue 18 Nov
              ○  Design 4  Organizations decided  must  not counted
              ○  Design 5  Second factor decided

            3 of 16 entries, with list Design, status open
            ",
        )
        .code(0)
        .args(["list", "--milestone", "demo", "--level", "must,should", "--owner", "nobody"])
        .stdout("0 of 12 entries, with milestone Demo, level must or should, owner nobody")
        .code(0)
        .args(["list", "--search", "password type"])
        .stdout(
            "
            Design / Login
              !  Design 3  Login page decided  must  blocked  overdue 18 Nov

            1 of 12 entries, with words “password type”
            ",
        )
        .code(0)
        .args(["list", "--role", "security", "--status", "done"])
        .stdout("0 of 12 entries, with status done, role security")
        .code(0);
}

#[test]
fn filters_that_name_nothing_are_refused() {
    Test::project()
        .args(["list", "--checklist", "tests"])
        .stderr(
            "
            error: no checklist is called `tests`
            hint: one of design, deploy
            ",
        )
        .code(2)
        .args(["list", "--milestone", "party"])
        .stderr(
            "
            error: no milestone is called `party`
            hint: one of main/p1/demo, main/p1/live, main/p2/rollout
            ",
        )
        .code(2)
        .args(["list", "--workstream", "logn"])
        .stderr(
            "
            error: no workstream is called `logn`
            hint: did you mean `login`?
            ",
        )
        .code(2)
        .args(["list", "--role", "wizard"])
        .stderr(
            "
            error: no role is called `wizard`
            hint: one of architect, developer, product owner, security
            ",
        )
        .code(2)
        .args(["list", "--level", "maybe"])
        .stderr(
            "
            error: invalid value 'maybe' for '--level <L>'
              [possible values: must, should, could]

            For more information, try '--help'.
            ",
        )
        .code(2)
        .args(["list", "--status", "finished"])
        .stderr(
            "
            error: invalid value 'finished' for '--status <S>'
              [possible values: todo, doing, blocked, done, waived, n/a, open, settled, look-again]

            For more information, try '--help'.
            ",
        )
        .code(2);
}

#[test]
fn a_list_as_json_has_every_field() {
    lived_in()
        .args(["list", "--search", "password", "--json"])
        .stdout(
            r#"
        [
          {
            "id": "design/login-page-decided",
            "name": "Design 3",
            "title": "Login page decided",
            "kind": "item",
            "checklist": "design",
            "phase": "main/p1",
            "workstream": "main/p1/login",
            "section": "login",
            "level": "must",
            "applies": true,
            "status": "blocked",
            "settled": false,
            "look_again": false,
            "reason": "waits for the brand team",
            "evidence": null,
            "until": null,
            "owner": null,
            "due": "2026-11-18",
            "note": "The hosted page.\nWith our colours.",
            "captures": [
              {
                "id": "8708dcfd",
                "kind": "action",
                "text": "Ask for the colours",
                "at": "design/login-page-decided",
                "owner": "Lena",
                "due": "2026-11-24",
                "resolved": false,
                "by": "ana",
                "when": "2026-11-20T20:39:32Z"
              },
              {
                "id": "203b122f",
                "kind": "decision",
                "text": "One page for all",
                "at": "design/login-page-decided",
                "owner": null,
                "due": null,
                "resolved": false,
                "by": "ana",
                "when": "2026-11-20T20:39:32Z"
              }
            ]
          }
        ]
        "#,
        )
        .code(0);
}

#[test]
fn a_waiver_that_has_ended_is_todo_and_says_so() {
    let mut test = Test::project()
        .run(["mark", "waived", "design/2", "--reason", "later", "--owner", "Kim", "--until", "2026-11-30"])
        .at("2026-12-01T08:00:00Z");
    let found = test.output(["list", "--json", "--owner", "Kim"]).stdout;
    let entries: serde_json::Value = serde_json::from_str(&found).expect("it is JSON");
    assert_eq!(entries[0]["status"], "todo");
    assert_eq!(entries[0]["settled"], false);
    assert_eq!(entries[0]["reason"], "waiver ended 2026-11-30: later");
    assert_eq!(entries[0]["until"], "2026-11-30");
}

#[test]
fn a_titles_column_is_cut_where_the_terminal_is_narrow() {
    lived_in()
        .terminal(44)
        .env("NO_COLOR", "1")
        .args(["list", "--checklist", "design"])
        .stdout(
            "
        Design / Architecture
          ✓  Design 1  Number of t…  must  done     Ana
          ~  Design 2  Login domai…        waived   Kim

        Design / Login
          !  Design 3  Login page…  must  blocked       overdue 18 Nov
          ○  Design 5  Second fact…

        4 of 12 entries, with list Design
        1 entry does not apply to this project, --all shows them
        ",
        )
        .code(0);
}

#[test]
fn colours_follow_the_flag_then_the_environment_then_the_terminal() {
    let has_colour = |test: &mut Test, args: &[&str]| test.output(args.to_vec()).stdout.contains('\u{1b}');
    let mut test = Test::project();
    assert!(!has_colour(&mut test, &["status"]));
    assert!(has_colour(&mut test, &["status", "--color", "always"]));
    let mut test = test.env("CLICOLOR_FORCE", "1");
    assert!(has_colour(&mut test, &["status"]));
    let mut test = test.env("NO_COLOR", "1");
    assert!(!has_colour(&mut test, &["status"]));
    let mut test = test.without("NO_COLOR").without("CLICOLOR_FORCE").terminal(80);
    assert!(has_colour(&mut test, &["status"]));
    assert!(!has_colour(&mut test, &["status", "--color", "never"]));
    let mut test = test.env("TERM", "dumb");
    assert!(!has_colour(&mut test, &["status"]));
}

#[test]
fn an_entry_shows_everything_about_it() {
    lived_in()
        .args(["show", "Design 3"])
        .stdout(
            "
            Design 3  Login page decided
              ! blocked · must · product owner · nobody · due Wed 18 Nov
              design/login-page-decided
              Reason     waits for the brand team

              Ask        Where do people type their password?
              Done when  The choice has a reason.
              Why        The hosted page is safest.

              Our answer The hosted page.
                         With our colours.
              Seen at    nothing yet

              Said about it, 2
              decision   One page for all
              action     Ask for the colours, Lena, Tue 24 Nov

              Topic      Page
              Milestone  Go-live, no date yet
            ",
        )
        .code(0)
        .args(["show", "p1/login/page"])
        .stdout(
            "
            Page
              ○ todo · must · nobody
              main/p1/login/page

              What       Build it.
              Beware     Never send passwords by mail.

              Our answer nothing yet
              Seen at    nothing yet

              Items      0 of 1 item settled at its next gate: Design 3
              Milestone  Go-live, no date yet
            ",
        )
        .code(0)
        .args(["show", "import"])
        .stdout(
            "
            Import
              ○ todo · must · nobody
              main/p1/login/import
              not counted, it does not apply to this project: No existing users

              What       Move the accounts.

              Our answer nothing yet
              Seen at    nothing yet
            ",
        )
        .code(0)
        .args(["show", "design/1", "design/2"])
        .stderr(
            "
            error: one entry at a time
            hint: `golive list` shows several
            ",
        )
        .code(2);
}

#[test]
fn an_entry_as_json() {
    lived_in()
        .args(["show", "design/2", "--json"])
        .stdout(
            r#"
        {
          "id": "design/domain-decided",
          "name": "Design 2",
          "title": "Login domain decided",
          "kind": "item",
          "checklist": "design",
          "phase": "main/p1",
          "workstream": "main/p1/architecture",
          "section": "architecture",
          "level": "should",
          "applies": true,
          "status": "waived",
          "settled": true,
          "look_again": false,
          "reason": "later",
          "evidence": null,
          "until": "main/p1/live",
          "owner": "Kim",
          "due": null,
          "note": null,
          "captures": [],
          "in_pack": true,
          "ask": "Under which name do people log in?",
          "done_when": "The name is written down.",
          "guidance": "It is kept for years.",
          "optional_when": null,
          "role": "architect",
          "minutes": 3,
          "link": null,
          "topics": [
            "main/p1/architecture/domain",
            "main/p1/architecture/tenant"
          ],
          "milestones": [
            "main/p1/demo",
            "main/p1/live"
          ],
          "answered_words": null
        }
        "#,
        )
        .code(0);
}

#[test]
fn what_to_do_next_comes_with_its_reason() {
    lived_in()
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
fn questions_say_what_each_answer_does() {
    Test::project()
        .args(["questions"])
        .stdout(
            "
            unknown  existing-users  Do people already have accounts?

            0 of 1 answered, 7 of 8 items apply
            answer one with `golive question NAME yes|no`; what is unknown stays in
            ",
        )
        .code(0)
        .args(["question", "existing", "no"])
        .stdout(
            "
            Do people already have accounts? no
              1 item and 1 topic left out: No existing users
              6 of 8 items apply
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["questions"])
        .stdout(
            "
            no  existing-users  Do people already have accounts?  1 left out

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
                "answer": "no",
                "default": "ask",
                "reason": "No existing users",
                "sets_aside": [
                  "deploy/users-imported",
                  "main/p1/login/import"
                ],
                "left_out": 2
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
fn captures_are_listed_and_settled() {
    let mut test = lived_in()
        .args(["captures"])
        .stdout(
            "
            203b122f  decision  One page for all                          Design 3
            8708dcfd  action    Ask for the colours     Lena  Tue 24 Nov  Design 3
            03f3e534  parked    A second brand in 2027

            3 captures, 2 open
            ",
        )
        .code(0)
        .args(["captures", "--open"])
        .stdout(
            "
            8708dcfd  action  Ask for the colours     Lena  Tue 24 Nov  Design 3
            03f3e534  parked  A second brand in 2027

            2 captures
            ",
        )
        .code(0);
    let found = test.output(["captures", "--json"]).stdout;
    let captures: serde_json::Value = serde_json::from_str(&found).expect("it is JSON");
    let action = captures.as_array().expect("a list").iter().find(|one| one["kind"] == "action");
    let id = action.expect("there is one")["id"].as_str().expect("a name").to_owned();
    test.args(["capture", "done", &id[..4]])
        .stdout(
            "
            settled: action: Ask for the colours
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "done", &id])
        .stdout(
            "
            settled: action: Ask for the colours
            nothing to change, it stands so already
            ",
        )
        .code(0)
        .args(["captures"])
        .stdout(
            "
            203b122f  decision  One page for all                          Design 3
            8708dcfd  action    Ask for the colours     Lena  Tue 24 Nov  Design 3  settled
            03f3e534  parked    A second brand in 2027

            3 captures, 1 open
            ",
        )
        .code(0)
        .args(["undo"])
        .stdout(
            "
            undid: settled: action: Ask for the colours
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn captures_need_words_and_a_place_that_exists() {
    Test::project()
        .args(["captures"])
        .stdout(
            "
            nothing was captured yet
            write something down with `golive capture KIND ID TEXT`
            ",
        )
        .code(0)
        .args(["capture", "action", "design/1"])
        .stderr(
            r#"
            error: what is the action? There is no text
            hint: for example `golive capture action design/1 "..."`
            "#,
        )
        .code(2)
        .args(["capture", "action", "design/9", "Write it"])
        .stderr(
            "
            error: no entry is called `design/9`
            hint: Design has numbers up to 5; `golive list --checklist design` shows them
            ",
        )
        .code(2)
        .args(["capture", "wish", "-", "Write it"])
        .stderr(
            "
            error: invalid value 'wish' for '<KIND>'
              [possible values: decision, action, question, risk, parked, done]

            For more information, try '--help'.
            ",
        )
        .code(2)
        .args(["capture", "done", "abcd"])
        .stderr(
            "
            error: no capture is called `abcd`
            hint: `golive captures` lists them with their names
            ",
        )
        .code(2)
        .args(["capture", "done", "abcd", "words"])
        .stderr("error: `capture done` takes the name of a capture and nothing else")
        .code(2);
}

#[test]
fn captures_as_json() {
    lived_in()
        .args(["captures", "--open", "--json"])
        .stdout(
            r#"
        [
          {
            "id": "8708dcfd",
            "kind": "action",
            "text": "Ask for the colours",
            "at": "design/login-page-decided",
            "owner": "Lena",
            "due": "2026-11-24",
            "resolved": false,
            "by": "ana",
            "when": "2026-11-20T20:39:32Z"
          },
          {
            "id": "03f3e534",
            "kind": "parked",
            "text": "A second brand in 2027",
            "at": null,
            "owner": null,
            "due": null,
            "resolved": false,
            "by": "ana",
            "when": "2026-11-20T20:39:32Z"
          }
        ]
        "#,
        )
        .code(0);
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
            nothing to change, it stands so already
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
            error: `soon` is no date
            hint: write 2026-12-01, 27 nov, fri, next fri, tomorrow, +3d, +2w or +1m
            ",
        )
        .code(2);
}

#[test]
fn the_history_keeps_what_was_undone() {
    Test::project()
        .run(["mark", "doing", "design/1"])
        .at("2026-11-21T08:00:00Z")
        .run(["--author", "ben", "mark", "done", "design/1", "design/2"])
        .run(["--author", "ben", "undo"])
        .args(["history"])
        .stdout(
            "
            Sat 21 Nov 09:00  ben  undid: Design 1 Number of tenants decided is done
                                   undid: Design 2 Login domain decided is done
            Sat 21 Nov 09:00  ben  Design 1 Number of tenants decided is done (undone)
                                   Design 2 Login domain decided is done (undone)
            Fri 20 Nov 21:39  ana  Design 1 Number of tenants decided is in work
            Fri 20 Nov 21:39  ana  the project is B2C
            Fri 20 Nov 21:39  ana  the project is called Contoso portal

            5 changes
            ",
        )
        .code(0)
        .args(["history", "design/2"])
        .stdout(
            "
            Sat 21 Nov 09:00  ben  undid: Design 1 Number of tenants decided is done
                                   undid: Design 2 Login domain decided is done
            Sat 21 Nov 09:00  ben  Design 1 Number of tenants decided is done (undone)
                                   Design 2 Login domain decided is done (undone)

            2 changes
            ",
        )
        .code(0);
}

#[test]
fn an_undo_is_refused_where_somebody_has_answered_since() {
    Test::project()
        .run(["mark", "doing", "design/1"])
        .run(["--author", "ben", "mark", "done", "design/1"])
        .args(["undo"])
        .stderr(
            "
            error: cannot undo it: ben has answered the same since
              yours: Design 1 Number of tenants decided is in work
              since: Design 1 Number of tenants decided is done
            hint: answer it again instead
            ",
        )
        .code(1)
        .args(["--author", "kim", "undo"])
        .stderr(
            "
            error: there is nothing to undo for kim
            hint: it takes back what was changed under your own name
            ",
        )
        .code(1)
        .run(["--author", "ben", "undo"])
        .args(["undo"])
        .stdout(
            "
            undid: Design 1 Number of tenants decided is in work
            ○ Design 1 Number of tenants decided: todo
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["undo"])
        .stderr(
            "
            error: there is nothing to undo for ana
            hint: it takes back what was changed under your own name
            ",
        )
        .code(1);
}

#[test]
fn questions_that_the_kind_of_project_answers_are_not_asked() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    let listed = test.output(["questions"]).stdout;
    let tail: Vec<&str> = listed.lines().rev().take(3).collect();
    assert_eq!(
        tail,
        [
            "answer one with `golive question NAME yes|no`; what is unknown stays in",
            "6 more are answered by the kind of project, B2C, and not asked; --all shows them",
            "0 of 29 answered, 246 of 266 items apply",
        ]
    );
    assert!(!listed.contains("separate-tenants"), "{listed}");
    let all = test.output(["questions", "--all"]).stdout;
    assert_eq!(all.lines().filter(|line| line.starts_with("not asked")).count(), 6, "{all}");
    let json: serde_json::Value =
        serde_json::from_str(&test.output(["questions", "--json"]).stdout).expect("it is JSON");
    let asked = json.as_array().expect("it is a list").iter().filter(|one| one["asked"] == true);
    assert_eq!((json.as_array().map(Vec::len), asked.count()), (Some(35), 29));
}
