//! Answering entries: `mark`, `set`, `note`, `add`, and what they refuse.

use crate::support::Test;

#[test]
fn an_entry_is_marked_by_its_short_name() {
    Test::project()
        .args(["mark", "doing", "Design", "1", "--owner", "Lena", "--due", "fri", "--note", "One for all."])
        .stdout(
            "
            » Design 1 Number of tenants decided: doing, Lena, due Fri 27 Nov
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["show", "design/1"])
        .stdout(
            "
            Design 1  Number of tenants decided
              » doing · must · architect · Lena · due Fri 27 Nov
              design/tenants-decided

              Ask        How many tenants do we need?
              Done when  A diagram shows the tenants.
              Why        Start with one.
              Read on    https://example.com/tenants

              Our answer One for all.
              Seen at    nothing yet

              Topic      Tenant
              Milestone  Demo, no date yet
            ",
        )
        .code(0);
}

#[test]
fn several_entries_are_one_change_and_undone_whole() {
    Test::project()
        .args(["mark", "done", "design/1", "domain-decided", "design/login", "--evidence", "wiki/page 3"])
        .stdout(
            "
            ✓ Design 1 Number of tenants decided: done
            ✓ Design 2 Login domain decided: done
            ✓ Design 3 Login page decided: done
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["undo"])
        .stdout(
            "
            undid: Design 1 Number of tenants decided is done, seen at wiki/page 3
            undid: Design 2 Login domain decided is done, seen at wiki/page 3
            undid: Design 3 Login page decided is done, seen at wiki/page 3
            ○ Design 1 Number of tenants decided: todo
            ○ Design 2 Login domain decided: todo
            ○ Design 3 Login page decided: todo
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["redo"])
        .stdout(
            "
            did again: Design 1 Number of tenants decided is done, seen at wiki/page 3
            did again: Design 2 Login domain decided is done, seen at wiki/page 3
            did again: Design 3 Login page decided is done, seen at wiki/page 3
            ✓ Design 1 Number of tenants decided: done
            ✓ Design 2 Login domain decided: done
            ✓ Design 3 Login page decided: done
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["redo"])
        .stderr(
            "
            error: there is nothing to redo for ana
            hint: a redo is possible until you change something
            ",
        )
        .code(1);
}

#[test]
fn blocked_waived_and_not_applicable_need_a_reason() {
    let mut test = Test::project();
    for status in ["blocked", "waived", "n/a", "na"] {
        let word = if status == "na" { "n/a" } else { status };
        test = test
            .args(["mark", status, "design/1", "--reason", " "])
            .stderr(&format!(
                "error: Design 1: `{word}` needs a reason\nhint: add it with --reason \"...\"\n"
            ))
            .code(2);
    }
    test.args(["history", "design/1"]).stdout("nothing was said about it yet").code(0);
}

#[test]
fn a_waiver_needs_an_owner_and_an_end() {
    Test::project()
        .args(["mark", "waived", "design/1", "--reason", "later"])
        .stderr(
            "
            error: Design 1: a waiver needs an owner and an end
            hint: add --owner NAME --until DATE|MILESTONE
            ",
        )
        .code(2)
        .args(["mark", "waived", "design/1", "--reason", "later", "--owner", "Kim"])
        .stderr(
            "
            error: Design 1: a waiver needs an end
            hint: add --until with a date or a milestone
            ",
        )
        .code(2)
        .args(["mark", "waived", "design/1", "--reason", "later", "--until", "+2w"])
        .stderr(
            "
            error: Design 1: a waiver needs an owner
            hint: add --owner NAME
            ",
        )
        .code(2)
        .args(["mark", "waived", "design/1", "--reason", "later", "--owner", "Kim", "--until", "2026-11-19"])
        .stderr(
            "
            error: the end 2026-11-19 is in the past
            hint: name a day from today on, that day included
            ",
        )
        .code(2)
        .args(["mark", "waived", "design/1", "--reason", "later", "--owner", "Kim", "--until", "live"])
        .stdout(
            "
            ~ Design 1 Number of tenants decided: waived until Go-live, Kim
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["set", "design/1", "--owner", "none"])
        .stderr(
            "
            error: Design 1: a waiver needs an owner
            hint: name another owner, or mark it todo first
            ",
        )
        .code(2);
}

#[test]
fn a_waiver_ends_by_itself_after_its_last_day() {
    Test::project()
        .run(["mark", "waived", "design/2", "--reason", "later", "--owner", "Kim", "--until", "2026-11-30"])
        .at("2026-11-30T22:59:00Z")
        .args(["list", "--status", "waived"])
        .stdout(
            "
            Design / Architecture
              ~  Design 2  Login domain decided  waived  Kim

            1 of 14 entries, with status waived
            ",
        )
        .code(0)
        .at("2026-11-30T23:01:00Z")
        .args(["list", "--owner", "kim"])
        .stdout(
            "
            Design / Architecture
              ○  Design 2  Login domain decided  ended  Kim

            1 of 14 entries, with owner kim
            ",
        )
        .code(0)
        .args(["mark", "waived", "design/2"])
        .stderr(
            r#"
            error: Design 2: `waived` needs a reason
            hint: add it with --reason "..."
            "#,
        )
        .code(2);
}

#[test]
fn only_what_ends_may_have_an_end() {
    Test::project()
        .args(["mark", "doing", "design/1", "--until", "fri"])
        .stderr(
            "
            error: Design 1: `doing` has no end, so --until fri means nothing
            hint: only done and waived hold until something
            ",
        )
        .code(2)
        .args(["mark", "done", "design/1", "--until", "someday"])
        .stderr(
            "
            error: no milestone is called `someday`
            hint: one of main/p1/demo, main/p1/live, main/p2/rollout
            hint: an end is a date (2026-12-01, fri, +2w) or a milestone
            ",
        )
        .code(2)
        .args(["mark", "done", "deploy/1", "--until", "27 feb"])
        .stdout(
            "
            ✓ Deploy 1 Production tenant ready: done until Sat 27 Feb 2027
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn what_was_said_stays_when_the_same_is_said_again() {
    Test::project()
        .run(["mark", "blocked", "design/1", "--reason", "waits for Ben", "--evidence", "mail of Monday"])
        .args(["mark", "blocked", "design/1"])
        .stdout("
            ! Design 1 Number of tenants decided: blocked
            nothing to change, it stands so already
            ")
        .code(0)
        .args(["mark", "doing", "design/1"])
        .stdout("
            » Design 1 Number of tenants decided: doing
            saved in Contoso portal
            ")
        .code(0)
        .args(["history", "design/1"])
        .stdout("
            Fri 20 Nov 21:39  ana  Design 1 Number of tenants decided is in work, seen at mail of Monday
            Fri 20 Nov 21:39  ana  Design 1 Number of tenants decided is blocked, seen at mail of Monday: waits for Ben

            2 changes
            ")
        .code(0);
}

#[test]
fn a_topic_says_which_of_its_items_are_open() {
    Test::project()
        .args(["mark", "done", "p1/architecture/tenant"])
        .stdout(
            "
            ✓ Tenant: done
              3 items of this topic are still open: Design 1, Design 2, Deploy 1
            saved in Contoso portal
            ",
        )
        .code(0)
        .run(["mark", "done", "design/1", "design/2"])
        .args(["mark", "n/a", "main/p1/login/factors", "--reason", "no accounts worth it"])
        .stdout(
            "
            – Factors: n/a
              1 item of this topic is still open: Design 5
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn an_entry_that_does_not_apply_can_be_answered_and_is_not_counted() {
    Test::project()
        .args(["mark", "done", "design/4"])
        .stdout(
            "
        ✓ Design 4 Organizations decided: done
          not counted, it does not apply to this project: not for B2C
        saved in Contoso portal
        ",
        )
        .code(0);
}

#[test]
fn unknown_and_ambiguous_ids_are_refused_and_nothing_is_written() {
    Test::project()
        .args(["mark", "done", "design/1", "desing/domain-decided"])
        .stderr(
            "
            error: no entry is called `desing/domain-decided`
            hint: did you mean `design/domain-decided`?
            ",
        )
        .code(2)
        .args(["mark", "done", "login/page"])
        .stderr(
            "
            error: `login/page` names more than one entry
              main/p1/login/page  Page
              main/p2/login/page  Page
            hint: write more of the id
            ",
        )
        .code(2)
        .args(["mark", "done", "Design 99"])
        .stderr(
            "
            error: no entry is called `Design 99`
            hint: Design has numbers up to 5; `golive list --checklist design` shows them
            ",
        )
        .code(2)
        .args(["mark", "done", "quite something else"])
        .stderr(
            "
            error: no entry is called `quite something else`
            hint: `golive list` shows them all, `golive list --search WORDS` finds some
            ",
        )
        .code(2)
        .args(["mark", "done"])
        .stderr(
            "
            error: the following required arguments were not provided:
              <ID>...

            Usage: golive mark <STATUS> <ID>...

            For more information, try '--help'.
            ",
        )
        .code(2)
        .args(["mark", "finished", "design/1"])
        .stderr(
            "
            error: invalid value 'finished' for '<STATUS>'
              [possible values: todo, doing, blocked, done, waived, n/a]

            For more information, try '--help'.
            ",
        )
        .code(2)
        .args(["history"])
        .stdout(
            "
            Fri 20 Nov 21:39  ana  the project is B2C
            Fri 20 Nov 21:39  ana  the project is called Contoso portal

            2 changes
            ",
        )
        .code(0);
}

#[test]
fn wrong_dates_are_refused() {
    let mut test = Test::project();
    for date in ["2026-02-30", "tomorow", "31 feb", "+2x", "", "12/01/2026"] {
        test = test
            .args(["set", "design/1", "--due", date])
            .stderr(&format!(
                "error: `{date}` is no date\nhint: write 2026-12-01, 27 nov, fri, next fri, tomorrow, +3d, +2w or +1m\n"
            ))
            .code(2);
    }
    test.args(["history", "design/1"]).stdout("nothing was said about it yet").code(0);
}

#[test]
fn owner_date_and_evidence_are_set_and_taken_away() {
    Test::project()
        .args([
            "set",
            "design/1",
            "design/2",
            "--owner",
            "Lena",
            "--due",
            "tomorrow",
            "--evidence",
            "a table",
        ])
        .stdout(
            "
            ○ Design 1 Number of tenants decided: todo, Lena, due Sat 21 Nov
            ○ Design 2 Login domain decided: todo, Lena, due Sat 21 Nov
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["set", "design/1", "--owner", "none", "--due", "none", "--evidence", "none"])
        .stdout(
            "
            ○ Design 1 Number of tenants decided: todo
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["set", "design/1", "--owner", "none"])
        .stdout(
            "
            ○ Design 1 Number of tenants decided: todo
            nothing to change, it stands so already
            ",
        )
        .code(0)
        .args(["set", "design/1"])
        .stderr(
            "
            error: there is nothing to set
            hint: give --owner, --due or --evidence
            ",
        )
        .code(2)
        .args(["set", "design/1", "--owner", ""])
        .stderr(
            "
            error: an owner needs a name
            hint: `--owner none` takes the owner away
            ",
        )
        .code(2);
}

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
        .stdin("Two tenants:\n- one for tests\n\u{1b}[31m- one for people\n")
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
                         �[31m- one for people
              Seen at    nothing yet

              Topic      Tenant
              Milestone  Demo, no date yet
            ",
        )
        .code(0)
        .args(["note", "design/1", ""])
        .stdout(
            "
            Design 1 Number of tenants decided: answer taken away
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
            Design 1 Number of tenants decided: private note kept
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
              Seen at    nothing yet
              Private    Ask Kim first.

              Topic      Tenant
              Milestone  Demo, no date yet
            ",
        )
        .code(0)
        .run(["note", "design/1", "", "--private"])
        .args(["projects"])
        .stdout(
            "
            *  Contoso portal  B2C  $ROOT/data/contoso-portal.golive

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
