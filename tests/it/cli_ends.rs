//! Reasons and ends: what blocked, waived and n/a need, and when an answer comes to its end.

use crate::support::Test;

#[test]
fn blocked_waived_and_not_applicable_need_a_reason() {
    let mut test = Test::project();
    for status in ["blocked", "waived", "n/a", "na"] {
        let word = if status == "na" { "n/a" } else { status };
        let (lacks, how) = if word == "waived" {
            ("a reason, an owner and an end", "add --reason \"...\" --owner NAME --until DATE|MILESTONE")
        } else {
            ("a reason", "add it with --reason \"...\"")
        };
        test = test
            .args(["mark", status, "design/1", "--reason", " "])
            .stderr(&format!("error: Design 1: `{word}` needs {lacks}\nhint: {how}\n"))
            .code(2);
    }
    test.args(["history", "design/1"]).stdout("no changes yet").code(0);
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
            hint: give today or a later date; the last day is included
            ",
        )
        .code(2)
        .args(["mark", "waived", "design/1", "--reason", "later", "--owner", "Kim", "--until", "live"])
        .stdout(
            "
            ~ Design 1 Number of tenants decided: waived until Go-live, Kim; reason: later
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

            1 of 14 entries, with owner Kim
            ",
        )
        .code(0)
        .args(["mark", "waived", "design/2"])
        .stderr(
            r#"
            error: Design 2: `waived` needs a reason and an end
            hint: add --reason "..." --until DATE|MILESTONE
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
            error: Design 1: `doing` cannot have an end
            hint: only done and waived can have an end
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
