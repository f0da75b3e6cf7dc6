//! Questions about the project: what each answer does, and which are asked.

use crate::support::Test;

#[test]
fn questions_say_what_each_answer_does() {
    Test::project()
        .args(["questions"])
        .stdout(
            "
            unknown  existing-users  Do people already have accounts?

            0 of 1 answered, 7 of 8 items apply
            answer one with `golive question NAME yes|no`; unknown sets nothing aside
            ",
        )
        .code(0)
        .args(["question", "existing", "no"])
        .stdout(
            "
            Do people already have accounts? no
              1 item and 1 topic set aside: No existing users
              6 of 8 items apply
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["questions"])
        .stdout(
            "
            no  existing-users  Do people already have accounts?  1 set aside

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
                "follows_from": [],
                "proposed": null,
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
fn questions_that_the_kind_of_project_answers_are_not_asked() {
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", "b2c"]);
    let listed = test.output(["questions"]).stdout;
    let tail: Vec<&str> = listed.lines().rev().take(4).collect();
    assert_eq!(
        tail,
        [
            "answer one with `golive question NAME yes|no`; unknown sets nothing aside",
            "12 answers are proposed; `golive questions --accept` takes them",
            "10 more are answered by the kind of project, B2C, and not asked; --all shows them",
            "0 of 40 answered, 285 of 337 items apply",
        ]
    );
    assert!(!listed.contains("separate-tenants"), "{listed}");
    let all = test.output(["questions", "--all"]).stdout;
    assert_eq!(all.lines().filter(|line| line.starts_with("not asked")).count(), 10, "{all}");
    let json: serde_json::Value =
        serde_json::from_str(&test.output(["questions", "--json"]).stdout).expect("it is JSON");
    let asked = json.as_array().expect("it is a list").iter().filter(|one| one["asked"] == true);
    assert_eq!((json.as_array().map(Vec::len), asked.count()), (Some(50), 40));
}
