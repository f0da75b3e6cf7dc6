//! What was said and when, and what was undone.

use crate::support::Test;

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
            Sat 21 Nov 09:00  ben  undone: Design 1 Number of tenants decided is done
                                   undone: Design 2 Login domain decided is done
            Sat 21 Nov 09:00  ben  Design 1 Number of tenants decided is done (undone)
                                   Design 2 Login domain decided is done (undone)
            Fri 20 Nov 21:39  ana  Design 1 Number of tenants decided is in progress
            Fri 20 Nov 21:39  ana  the project is B2C
            Fri 20 Nov 21:39  ana  the project is called Contoso portal

            5 changes
            ",
        )
        .code(0)
        .args(["history", "design/2"])
        .stdout(
            "
            Sat 21 Nov 09:00  ben  undone: Design 1 Number of tenants decided is done
                                   undone: Design 2 Login domain decided is done
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
            error: cannot undo this: ben has changed the same field since
              yours: Design 1 Number of tenants decided is in progress
              since: Design 1 Number of tenants decided is done
            hint: answer again instead
            ",
        )
        .code(1)
        .args(["--author", "kim", "undo"])
        .stderr(
            "
            error: there is nothing to undo for kim
            hint: it undoes what was changed under your own name
            ",
        )
        .code(1)
        .run(["--author", "ben", "undo"])
        .args(["undo"])
        .stdout(
            "
            undone: Design 1 Number of tenants decided is in progress
            ○ Design 1 Number of tenants decided: todo
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["undo"])
        .stderr(
            "
            error: there is nothing to undo for ana
            hint: it undoes what was changed under your own name
            ",
        )
        .code(1);
}

#[test]
fn what_cannot_be_undone_is_named_and_nothing_older_is_undone() {
    let mut test = Test::project().run(["mark", "done", "design/1"]).run(["rename", "Portal"]);
    let said = |test: &mut Test| {
        let found = test.output(["undo"]);
        assert_eq!((found.code, found.stdout.as_str()), (1, ""), "{}", found.stderr);
        found.stderr
    };
    let rename = said(&mut test);
    assert!(rename.contains("cannot undo your latest change: the project is called Portal"), "{rename}");
    assert!(rename.contains("hint: rename the project again with `golive rename NAME`"), "{rename}");
    test = test.run(["review", "close", "demo", "--decision", "no-go"]);
    let review = said(&mut test);
    assert!(review.contains("cannot undo your latest change: review of Demo"), "{review}");
    assert!(test.output(["list", "--status", "done"]).stdout.contains("Design 1"));
    // What is done after it is undone as ever, and the review stays the last thing that was done.
    test = test.run(["mark", "done", "design/2"]).run(["undo"]);
    assert_eq!(said(&mut test), review);
}
