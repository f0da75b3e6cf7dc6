//! What `list` and `show` say: groups, filters, columns, colours, and the JSON of an entry.

use crate::support::Test;

#[test]
fn a_list_is_grouped_and_says_what_it_hides() {
    Test::lived_in()
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
              [possible values: todo, doing, blocked, done, waived, n/a, open, settled, look-again, two-answers]

            For more information, try '--help'.
            ",
        )
        .code(2);
}

#[test]
fn a_list_as_json_has_every_field() {
    Test::lived_in()
        .args(["list", "--search", "password", "--checklist", "design", "--json"])
        .stdout(
            r#"
        [
          {
            "id": "design/login-page-decided",
            "name": "Design 3",
            "title": "Login page decided",
            "codes": [],
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
            "two_answers": false,
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
    Test::lived_in()
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
    let mut test = test.env("CLICOLOR", "0");
    assert!(!has_colour(&mut test, &["status"]));
    let mut test = test.without("CLICOLOR").env("TERM", "dumb");
    assert!(!has_colour(&mut test, &["status"]));
}

/// A terminal gets what it can draw, without a flag.
#[test]
fn old_terminals_and_consoles_get_ascii_and_no_colour_they_lack() {
    let drawn = |test: &mut Test| {
        let found = test.output(["status"]).stdout;
        (found.is_ascii(), found.contains('\u{1b}'))
    };
    let mut test = Test::project().terminal(80);
    for (term, is_ascii, has_colour) in [
        ("xterm", false, true),
        ("screen", false, true),
        ("tmux-256color", false, true),
        ("linux", true, true),
        ("vt100", true, false),
        ("vt220", true, false),
        ("xterm-mono", false, false),
    ] {
        test = test.env("TERM", term);
        assert_eq!(drawn(&mut test), (is_ascii, has_colour), "{term}");
    }
    let mut test = test.env("TERM", "xterm").env("LANG", "en_US.ISO-8859-1");
    assert_eq!(drawn(&mut test), (true, true));
    // The first that is set decides.
    let mut test = test.env("LC_ALL", "C.UTF-8");
    assert_eq!(drawn(&mut test), (false, true));
}

#[test]
fn an_entry_shows_everything_about_it() {
    Test::lived_in()
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
              Evidence   nothing yet

              Captures, 2
              decision   One page for all
              action     Ask for the colours, Lena, Tue 24 Nov

              Topic      Page, 0 of 1 settled
              Milestone  Go-live, no date yet
            ",
        )
        .code(0)
        .args(["show", "p1/login/page"])
        .stdout(
            "
            Page
              ! blocked by its items · must · nobody
              main/p1/login/page

              What       Build it.
              Beware     Never send passwords by mail.

              Our answer nothing yet
              Evidence   nothing yet

              Items      0 of 1 settled: Design 3
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
              Evidence   nothing yet
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
    Test::lived_in()
        .args(["show", "design/2", "--json"])
        .stdout(
            r#"
        {
          "id": "design/domain-decided",
          "name": "Design 2",
          "title": "Login domain decided",
          "codes": [],
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
          "two_answers": false,
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
