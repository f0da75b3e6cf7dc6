//! What is captured by one line, as on the screens: words, somebody, and a day.

use crate::support::Test;

#[test]
fn a_line_names_somebody_and_a_day() {
    Test::project()
        .run(["set", "design/2", "--owner", "Lena"])
        .args(["capture", "action", "Design 3", "Write the table @lena fri"])
        .stdout(
            "
            action at Design 3: Write the table  [10a716f8]
              who Lena; by Fri 27 Nov
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "decision", "-", "One policy for web and app"])
        .stdout(
            "
            decision: One policy for web and app  [4351cae9]
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "action", "-", "Order the contract"])
        .stdout(
            "
            action: Order the contract  [29a7cab7]
              nobody yet: @name; no date yet: fri, +2w
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn what_a_flag_says_is_not_looked_for_in_the_words() {
    Test::project()
        .args(["capture", "action", "-", "Ask @lena about fri", "--owner", "Ben", "--due", "+2w"])
        .stdout(
            "
            action: Ask @lena about fri  [521bc515]
              who Ben; by Fri 4 Dec
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["capture", "question", "-", "Does @export end fri", "--owner", "none", "--due", "none"])
        .stdout(
            "
            question: Does @export end fri  [e2fee754]
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn what_holds_several_lines_or_a_past_day_stays_as_it_is() {
    let mut test = Test::project().run(["capture", "risk", "-", "First line\nsecond line @lena fri"]).run([
        "capture",
        "parked",
        "-",
        "Why it failed yesterday",
    ]);
    let found = test.output(["captures", "--json"]).stdout;
    let captures: serde_json::Value = serde_json::from_str(&found).expect("it is JSON");
    assert_eq!(captures[0]["text"], "First line\nsecond line @lena fri");
    assert_eq!(captures[1]["text"], "Why it failed yesterday");
    assert!(captures[0]["owner"].is_null() && captures[0]["due"].is_null() && captures[1]["due"].is_null());
}

#[test]
fn an_action_whose_day_is_past_says_so() {
    Test::project()
        .args(["capture", "action", "-", "Write it", "--owner", "Ana", "--due", "2025-01-02"])
        .stdout(
            "
            action: Write it  [521bc515]
              who Ana; by Thu 2 Jan 2025
            saved in Contoso portal
            ",
        )
        .stderr("note: due Thu 2 Jan 2025 is past: it counts as overdue")
        .code(0);
}
