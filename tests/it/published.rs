//! The published rows by command, row by row beside a fixture, and a journal of the edition before.

use serde_json::Value;

use crate::support::Test;

const ROWS: &str = include_str!("published/rows.csv");
const FIRST_EDITION: &str = include_str!("published/first-edition.golive");

fn json(test: &mut Test, args: &[&str]) -> Value {
    let found = test.output(args);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""), "{args:?}");
    serde_json::from_str(&found.stdout).expect("it is JSON")
}

#[test]
fn the_published_rows_are_those_of_the_publisher_in_its_order() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    let found = json(&mut test, &["list", "--published", "--json"]);
    let word = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let found: Vec<String> = found
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|row| {
            let fields = ["code", "checklist", "published_section", "subject", "id"];
            let fields = fields.map(|field| {
                let word = word(row, field);
                if word.contains(',') { format!("\"{word}\"") } else { word }
            });
            fields.join(",")
        })
        .collect();
    let expected: Vec<&str> = ROWS.lines().skip(1).collect();
    assert_eq!(expected.len(), 76);
    assert_eq!(found, expected);
}

#[test]
fn rows_that_do_not_apply_stay_and_say_why() {
    let mut test = Test::new()
        .run(["new", "Contoso portal", "--scenario", "b2c"])
        .run(["question", "social-login", "no"])
        .run(["mark", "done", "DC10"]);
    let listed = test.output(["list", "--published", "--checklist", "design"]).stdout;
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(
        lines[0],
        "Published rows of Auth0, edition August 2026, with list Design: 12 of 76. 1 of 9 settled, 3 do not apply"
    );
    let row = |code: &str| *lines.iter().find(|line| line.contains(code)).expect("the row is there");
    assert!(row("DC260 ").ends_with("does not apply: No social login in this project"), "{}", row("DC260 "));
    assert!(row("DC280 ").ends_with("does not apply: not for B2C"), "{}", row("DC280 "));
    assert!(row("DC10 ").ends_with("done"), "{}", row("DC10 "));
    let of_pack = test.output(["list", "--search", "DC260", "--all"]).stdout;
    assert!(of_pack.contains("Design 48"), "{of_pack}");
}

#[test]
fn a_number_that_is_no_longer_given_says_what_its_item_became() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    let found = test.output(["show", "Deploy 7"]);
    let words = found.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    let became = "Deploy has no number 7; what was `deploy/tenant-logout-urls-defined` is now Deploy 36";
    assert!(found.code == 2 && words.contains(became), "{}", found.stderr);
}

#[test]
fn a_code_is_accepted_wherever_an_id_is() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    assert_eq!(json(&mut test, &["show", "DEC20", "--json"])["codes"], serde_json::json!(["DEC20"]));
    let shown = test.output(["show", "dec500"]).stdout;
    assert!(shown.starts_with("Deploy 36  "), "{shown}");
    assert!(shown.contains("DEC60: Deploy, Architecture: "), "{shown}");
    assert!(shown.contains("DEC500: Deploy, User Logout: "), "{shown}");
    assert!(shown.contains("Replaces   deploy/tenant-logout-urls-defined"), "{shown}");
    assert_eq!(json(&mut test, &["show", "DEC500", "--json"])["was"][0], "deploy/tenant-logout-urls-defined");
    let brought = test.output(["show", "Design 81"]).stdout;
    assert!(brought.contains("Only with  Mobile + API"), "{brought}");
}

#[test]
fn a_pack_without_published_rows_says_so() {
    Test::project()
        .args(["list", "--published"])
        .stderr(
            "
            error: the pack says of no list that it was published
            hint: `published.ron` has the rows, see docs/pack-format.md
            ",
        )
        .code(2);
}

#[test]
fn a_journal_of_the_edition_before_opens_with_all_its_answers() {
    let mut test =
        Test::new().file("work/first.golive", FIRST_EDITION).env("GOLIVE_FILE", "$ROOT/work/first.golive");
    let status = json(&mut test, &["status", "--json"]);
    assert_eq!(status["not_in_pack"], serde_json::json!([]), "nothing that was answered is lost");
    let entry = |test: &mut Test, id: &str| json(test, &["show", id, "--json"]);
    // Two items became one: both were answered, so both answers stand until somebody decides.
    let logout = entry(&mut test, "DEC60");
    assert_eq!(logout["id"], "deploy/application-logout-urls-registered");
    assert_eq!((&logout["status"], &logout["two_answers"]), (&"doing".into(), &true.into()));
    assert_eq!(logout["note"], "Only our own hosts.");
    assert_eq!(logout["captures"][0]["text"], "Remove the old host");
    let by_old_id = entry(&mut test, "deploy/tenant-logout-urls-defined");
    assert_eq!(by_old_id["id"], logout["id"]);
    let told = test.output(["history", "DEC60"]).stdout;
    assert!(told.contains("(as deploy/tenant-logout-urls-defined) is done"), "{told}");
    // Worded differently since, and as it was.
    assert_eq!(entry(&mut test, "Analyze 3")["look_again"], true);
    let same = entry(&mut test, "Deploy 1");
    assert_eq!((&same["look_again"], &same["settled"]), (&false.into(), &true.into()));
    assert_eq!(entry(&mut test, "Deploy 10")["until"], "2027-06-30");
    let answered = json(&mut test, &["questions", "--json"]);
    let no = answered.as_array().expect("it is a list").iter().filter(|one| one["answer"] == "no");
    assert_eq!(no.count(), 2);
    // Who decides settles both.
    test = test.run(["mark", "done", "DEC60", "--owner", "Ben"]);
    let decided = entry(&mut test, "DEC60");
    assert_eq!((&decided["status"], &decided["two_answers"]), (&"done".into(), &false.into()));
}
