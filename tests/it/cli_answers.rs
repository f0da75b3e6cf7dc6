//! Answering entries: `mark` and `set`, and what they refuse.

use crate::support::Test;

#[test]
fn an_entry_is_marked_by_its_short_name() {
    Test::project()
        .args(["mark", "doing", "Design", "1", "--owner", "Lena", "--due", "fri", "--note", "One for all."])
        .stdout(
            "
            » Design 1 Number of tenants decided: doing, Lena, due Fri 27 Nov; answer: One for all.
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
              Evidence   nothing yet

              Topic      Tenant, 0 of 2 for Demo, 3 in all
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
            ✓ Design 1 Number of tenants decided: done; evidence: wiki/page 3
            ✓ Design 2 Login domain decided: done; evidence: wiki/page 3
            ✓ Design 3 Login page decided: done; evidence: wiki/page 3
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["undo"])
        .stdout(
            "
            undone: Design 1 Number of tenants decided is done, evidence wiki/page 3
            undone: Design 2 Login domain decided is done, evidence wiki/page 3
            undone: Design 3 Login page decided is done, evidence wiki/page 3
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
            redone: Design 1 Number of tenants decided is done, evidence wiki/page 3
            redone: Design 2 Login domain decided is done, evidence wiki/page 3
            redone: Design 3 Login page decided is done, evidence wiki/page 3
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
            hint: redo works until your next change
            ",
        )
        .code(1);
}

#[test]
fn what_was_said_stays_when_the_same_is_said_again() {
    Test::project()
        .run(["mark", "blocked", "design/1", "--reason", "waits for Ben", "--evidence", "mail of Monday"])
        .args(["mark", "blocked", "design/1"])
        .stdout("
            ! Design 1 Number of tenants decided: blocked
            nothing to change: already set
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
            Fri 20 Nov 21:39  ana  Design 1 Number of tenants decided is in progress, evidence mail of Monday
            Fri 20 Nov 21:39  ana  Design 1 Number of tenants decided is blocked: waits for Ben; evidence mail of Monday

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
            – Factors: n/a; reason: no accounts worth it
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
            hint: write more of the id: `p1/login/page` or `p2/login/page`
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
    test = test
        .args(["set", "design/1", "--due", "2026-02-30"])
        .stderr("error: `2026-02-30` is not a date\nhint: February 2026 has 28 days\n")
        .code(2);
    for date in ["tomorow", "31 feb", "+2x", "", "13/13/2026"] {
        test = test
            .args(["set", "design/1", "--due", date])
            .stderr(&format!(
                "error: `{date}` is not a date\nhint: write 2026-12-01, 1.12.2026, 27 nov, fri, next week, in 3 days or +2w\n"
            ))
            .code(2);
    }
    test = test
        .args(["set", "design/1", "--due", "12/01/2026"])
        .stderr("error: `12/01/2026` may be two days\nhint: write 2026-01-12 or 2026-12-01\n")
        .code(2);
    test.args(["history", "design/1"]).stdout("no changes yet").code(0);
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
            ○ Design 1 Number of tenants decided: todo, Lena, due Sat 21 Nov; evidence: a table
            ○ Design 2 Login domain decided: todo, Lena, due Sat 21 Nov; evidence: a table
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["set", "design/1", "--owner", "none", "--due", "none", "--evidence", "none"])
        .stdout(
            "
            ○ Design 1 Number of tenants decided: todo; no evidence; no owner; no due date
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["set", "design/1", "--owner", "none"])
        .stdout(
            "
            ○ Design 1 Number of tenants decided: todo
            nothing to change: there is no owner
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
            hint: `--owner none` removes the owner
            ",
        )
        .code(2);
}
