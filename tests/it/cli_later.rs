//! What time and others do to a project: another wording, entries that leave the pack, answers given apart.

use std::fs;
use std::path::Path;

use crate::support::Test;

/// A test whose small pack is in `pack` and can be changed.
fn own_pack() -> Test {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
    let mut test = Test::new().env("GOLIVE_PACK", "$ROOT/pack");
    for file in [
        "pack.ron",
        "checklists/design.ron",
        "checklists/deploy.ron",
        "plans/main.ron",
        "questions.ron",
        "resources.ron",
        "scenarios.ron",
    ] {
        let words = fs::read_to_string(small.join(file)).expect("the small pack is part of the checkout");
        test = test.file(&format!("pack/{file}"), &words);
    }
    test.run(["new", "Contoso", "--scenario", "b2c"])
}

/// Changes the words of the pack.
fn reword(test: Test, file: &str, from: &str, to: &str) -> Test {
    let before = test.read(file);
    assert!(before.contains(from));
    test.file(file, &before.replace(from, to))
}

const DESIGN: &str = "pack/checklists/design.ron";

#[test]
fn an_entry_that_is_worded_differently_is_to_be_looked_at_again() {
    let test = own_pack().run(["mark", "done", "design/1", "--evidence", "a table"]);
    reword(test, DESIGN, "A diagram shows the tenants.", "A diagram shows tenants and regions.")
        .args(["list", "--status", "look-again"])
        .stdout(
            "
            Design / Architecture
              ≠  Design 1  Number of tenants decided  must  look again

            1 of 14 entries, with status look-again
            ",
        )
        .code(0)
        .args(["show", "design/1"])
        .stdout(
            "
            Design 1  Number of tenants decided
              ≠ look again · must · architect · nobody
              design/tenants-decided
              look again: the pack words it differently since it was answered
              then       Number of tenants decided. A diagram shows the tenants.

              Ask        How many tenants do we need?
              Done when  A diagram shows tenants and regions.
              Why        Start with one.
              Read on    https://example.com/tenants

              Our answer nothing yet
              Evidence   a table

              Topic      Tenant, 0 of 2 for Demo, 3 in all
              Milestone  Demo, no date yet
            ",
        )
        .code(0)
        .args(["next", "1"])
        .stdout(
            "
            ≠ Design 1 Number of tenants decided  must
              why    look again
              ask    How many tenants do we need?
              more   golive show design/tenants-decided

            1 more of yours or without an owner up to Demo, `golive next 2` shows them
            6 more at later milestones, `golive next 8` shows all
            ",
        )
        .code(0)
        .args(["mark", "done", "design/1"])
        .stdout(
            "
            ✓ Design 1 Number of tenants decided: done
            saved in Contoso
            ",
        )
        .code(0)
        .args(["list", "--status", "look-again"])
        .stdout("0 of 14 entries, with status look-again")
        .code(0);
}

#[test]
fn an_entry_that_has_left_the_pack_is_kept_and_shown() {
    let test = own_pack()
        .run(["mark", "blocked", "design/5", "--reason", "waits for a key", "--owner", "Kim"])
        .run(["note", "design/5", "Passkeys only."]);
    reword(test, DESIGN, "id: \"second-factor-decided\"", "id: \"factors-decided\"")
        .args(["status"])
        .stdout(
            "
            Contoso  B2C
            $ROOT/data/contoso.golive

            Checklists  0 of 7 settled, 7 open
              Design  ──────────────────  not started, 4
              Deploy  ──────────────────  not started, 3
              7 of 8 items apply

            Topics of the plan  0 of 7 settled, 7 open
              Authentication  ──────────────────  not started, 5
              Single sign-on  ──────────────────  not started, 2

            Milestones  next: Demo
              ◆  Demo     not ready  2 of 2 left: 1 must, 1 should           no date
              ◆  Go-live  not ready  6 of 6 left: 4 must, 1 should, 1 could  no date
              ◆  Rollout  not ready  2 of 2 left: 1 must, 1 should           no date

            To look at
              1 answered entry is no longer in the pack; `golive show ID` has the answer
                design/second-factor-decided
            ",
        )
        .code(0)
        .args(["show", "second-factor-decided"])
        .stdout(
            "
            Second factor decided
              design/second-factor-decided
              no longer in the pack; shown in the words that were answered
              Done when  The factors are listed.
              Status     blocked
              Reason     waits for a key
              Owner      Kim

              Our answer Passkeys only.
              Evidence   nothing yet
            ",
        )
        .code(0)
        .args(["show", "second-factor-decided", "--json"])
        .stdout(
            r#"
            {
              "id": "design/second-factor-decided",
              "name": "design/second-factor-decided",
              "title": "Second factor decided",
              "applies": false,
              "status": "blocked",
              "reason": "waits for a key",
              "evidence": null,
              "until": null,
              "owner": "Kim",
              "due": null,
              "note": "Passkeys only.",
              "in_pack": false,
              "ask": null,
              "done_when": null,
              "guidance": null,
              "optional_when": null,
              "role": null,
              "minutes": null,
              "link": null,
              "topics": [],
              "milestones": [],
              "answered_words": {
                "title": "Second factor decided",
                "done_when": "The factors are listed."
              }
            }
            "#,
        )
        .code(0)
        .args(["history", "design/second-factor-decided"])
        .stdout(
            "
            Fri 20 Nov 21:39  ana  Second factor decided answer: Passkeys only.
            Fri 20 Nov 21:39  ana  Second factor decided is blocked: waits for a key
                                   Second factor decided is owned by Kim

            2 changes
            ",
        )
        .code(0)
        .args(["mark", "done", "second-factor-decided"])
        .stderr(
            "
            error: design/second-factor-decided is no longer in the pack, so nothing is written to it
            hint: its answers stay: `golive show design/second-factor-decided`
            ",
        )
        .code(2)
        .args(["set", "second-factor-decided", "--owner", "Lena"])
        .stderr(
            "
            error: design/second-factor-decided is no longer in the pack, so nothing is written to it
            hint: its answers stay: `golive show design/second-factor-decided`
            ",
        )
        .code(2);
}

#[test]
fn two_answers_given_apart_are_both_shown_until_one_is_given_again() {
    let test = own_pack().run(["mark", "doing", "design/1"]);
    let common = test.read("data/contoso.golive");
    let mine = test.run(["mark", "done", "design/1"]);
    let ours = mine.read("data/contoso.golive");
    let theirs = mine.file("data/contoso.golive", &common).run([
        "--author",
        "ben",
        "mark",
        "n/a",
        "design/1",
        "--reason",
        "no tenants",
    ]);
    let added = ours.strip_prefix(&common).expect("lines are only ever added").to_owned();
    let both = theirs.read("data/contoso.golive") + &added;
    theirs
        .file("data/contoso.golive", &both)
        .args(["status"])
        .stdout(
            "
            Contoso  B2C
            $ROOT/data/contoso.golive

            Checklists  1 of 7 settled (1 done), 6 open
              Design  ━━━━──────────────          1 of 4
              Deploy  ──────────────────  not started, 3
              7 of 8 items apply

            Topics of the plan  0 of 7 settled, 7 open
              Authentication  ──────────────────          0 of 5  1 doing
              Single sign-on  ──────────────────  not started, 2

            Milestones  next: Demo
              ◆  Demo     not ready  2 of 2 left: 1 must, 1 should           no date
              ◆  Go-live  not ready  6 of 6 left: 4 must, 1 should, 1 could  no date
              ◆  Rollout  not ready  2 of 2 left: 1 must, 1 should           no date

            To look at
              1 entry has two independent answers; answer again to decide
                Design 1 Number of tenants decided
            ",
        )
        .code(0)
        .args(["show", "design/1"])
        .stdout(
            "
            Design 1  Number of tenants decided
              ‖ two answers · ✓ done · must · architect · nobody
              design/tenants-decided

              Ask        How many tenants do we need?
              Done when  A diagram shows the tenants.
              Why        Start with one.
              Read on    https://example.com/tenants

              Our answer nothing yet
              Evidence   nothing yet
              Status     ana said, 21:39: done
                         ben said, 21:39: n/a: no tenants
              2 answers  given independently; answer again to decide which one counts

              Topic      Tenant, 0 of 2 for Demo, 3 in all
              Milestone  Demo, no date yet
            ",
        )
        .code(0)
        .args(["mark", "done", "design/1"])
        .stdout(
            "
            ✓ Design 1 Number of tenants decided: done
            saved in Contoso
            ",
        )
        .code(0)
        .args(["list", "--status", "settled"])
        .stdout(
            "
            Design / Architecture
              ✓  Design 1  Number of tenants decided  must  done

            1 of 14 entries, with status settled
            ",
        )
        .code(0)
        .args(["verify"])
        .stdout("$ROOT/data/contoso.golive: 9 lines, 8 changes; nothing is lost")
        .code(0);
}

#[test]
fn a_hostile_file_cannot_reach_the_terminal() {
    let test = own_pack().run(["mark", "blocked", "design/1", "--reason", "waits"]);
    let hostile =
        test.read("data/contoso.golive").replace("\"waits\"", "\"a\\u{1b}[31mb\\u{202e}c\\u{9b}2J\"");
    let mut test = test.file("data/contoso.golive", &hostile);
    for command in [&["show", "design/1"][..], &["history"], &["list"], &["next"], &["list", "--json"]] {
        let found = test.output(command.to_vec());
        let raw = |c: char| c != '\n' && golive::text::is_unsafe(c);
        assert!(!found.stdout.contains(raw), "{command:?}: {:?}", found.stdout);
        assert_eq!(found.code, 0);
    }
}
