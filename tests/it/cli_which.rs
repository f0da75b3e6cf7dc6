//! Which project a command works on, and what changes that.

use crate::support::Test;

/// A folder with a project and the copy that a program which synchronizes folders has left beside it, while the last
/// project is another one.
fn conflict() -> Test {
    let test = Test::small().run(["new", "Beta", "--scenario", "b2c"]).run([
        "--file",
        "alpha.golive",
        "new",
        "Alpha",
        "--scenario",
        "b2c",
    ]);
    let lines = test.read("work/alpha.golive");
    test.file("work/alpha.sync-conflict-20261128.golive", &lines)
}

const REFUSED: &str = "
    error: this folder has 2 projects; name the one that is meant
      alpha.golive  Alpha, B2C
      alpha.sync-conflict-20261128.golive  Alpha, B2C, same project as alpha.golive
    hint: for example with --file alpha.golive
    hint: alpha.golive and alpha.sync-conflict-20261128.golive are copies of one project; `golive merge alpha.golive alpha.sync-conflict-20261128.golive -o NEW.golive` makes one file of them
    ";

#[test]
fn of_several_projects_in_a_folder_none_is_chosen() {
    let test = conflict();
    let before = ["data/beta.golive", "work/alpha.golive"].map(|file| test.read(file));
    let mut test = test;
    for line in ["mark done design/1", "status", "next", "walk", "gate", "undo", "report", "list", "rename X"]
    {
        test = test.line(line).stderr(REFUSED).code(2);
    }
    assert_eq!(before, ["data/beta.golive", "work/alpha.golive"].map(|file| test.read(file)));
    // The way that is shown is one.
    test.run(["merge", "alpha.golive", "alpha.sync-conflict-20261128.golive", "-o", "../merged.golive"])
        .args(["--file", "../merged.golive", "mark", "doing", "design/1"])
        .stdout(
            "
            » Design 1 Number of tenants decided: doing
            saved in Alpha
            ",
        )
        .code(0);
}

#[test]
fn copies_of_one_project_are_named_in_the_list_and_by_name() {
    conflict()
        .args(["projects"])
        .stdout(
            "
            Alpha  B2C                                $ROOT/work/alpha.golive
            Alpha  B2C, same project as alpha.golive  $ROOT/work/alpha.sync-conflict-20261128.golive
            Beta   B2C                                $ROOT/data/beta.golive

              Alpha  not ready  ◆ Demo  no day  2 of 2 left
              Alpha  not ready  ◆ Demo  no day  2 of 2 left
              Beta   not ready  ◆ Demo  no day  2 of 2 left

            3 projects
            alpha.golive and alpha.sync-conflict-20261128.golive are copies of one project; `golive merge alpha.golive alpha.sync-conflict-20261128.golive -o NEW.golive` makes one file of them
            ",
        )
        .code(0)
        .args(["--project", "alp", "status"])
        .stderr(
            "
            error: 2 projects begin with `alp`
              alpha.golive  Alpha, B2C
              alpha.sync-conflict-20261128.golive  Alpha, B2C, same project as alpha.golive
            hint: choose one with --file
            hint: alpha.golive and alpha.sync-conflict-20261128.golive are copies of one project; `golive merge alpha.golive alpha.sync-conflict-20261128.golive -o NEW.golive` makes one file of them
            ",
        )
        .code(2);
}

#[test]
fn a_file_that_was_opened_anywhere_is_listed_and_found_by_the_beginning_of_its_name() {
    Test::project()
        .run(["--file", "team.golive", "new", "Fabrikam", "--scenario", "b2b"])
        .folder("elsewhere")
        .go_to("elsewhere")
        .args(["projects"])
        .stdout(
            "
            *  Contoso portal  B2C  $ROOT/data/contoso-portal.golive
               Fabrikam        B2B  $ROOT/work/team.golive

              Contoso portal  not ready  ◆ Demo  no day  2 of 2 left
              Fabrikam        not ready  ◆ Demo  no day  2 of 2 left

            2 projects
            ",
        )
        .code(0)
        .args(["--project", "fab", "rename", "Fabrikam shop"])
        .stdout(
            "
            Fabrikam is now called Fabrikam shop
            saved in Fabrikam shop
            ",
        )
        .code(0)
        .args(["--project", "", "status"])
        .stderr(
            "
            error: no project is called ``
            hint: `golive projects` lists them
            ",
        )
        .code(2);
}

#[test]
fn a_file_that_is_named_never_becomes_the_last_project_and_use_makes_it_so() {
    Test::project()
        .folder("elsewhere")
        .go_to("elsewhere")
        .args(["--file", "../work/x.golive", "new", "Contoso portal", "--scenario", "b2c"])
        .stdout(
            "
            Contoso portal, B2C
            saved in `$ROOT/elsewhere/../work/x.golive`
            7 of 8 items apply; `golive questions` narrows them further
            continue with `golive --file ../work/x.golive`, or with `golive --file ../work/x.golive next`
            ",
        )
        .code(0)
        .run(["--file", "../work/x.golive", "mark", "doing", "design/1"])
        .holds("state/last-project", "$ROOT/data/contoso-portal.golive\n")
        .args(["use", "../work/x.golive"])
        .stdout(
            "
            Contoso portal, B2C
            commands work on `$ROOT/work/x.golive` from now on
            ",
        )
        .code(0)
        .holds("state/last-project", "$ROOT/work/x.golive\n")
        .args(["rename", "Fabrikam"])
        .stdout(
            "
            Contoso portal is now called Fabrikam
            saved in Fabrikam
            ",
        )
        .code(0);
}

#[test]
fn use_says_what_comes_first_here_and_refuses_what_is_not_a_project() {
    Test::project()
        .run(["--file", "here.golive", "new", "Here", "--scenario", "b2c"])
        .args(["use", "../data/contoso-portal.golive"])
        .stdout(
            "
            Contoso portal, B2C
            commands work on `$ROOT/data/contoso-portal.golive` from now on
            ",
        )
        .stderr("note: here `$ROOT/work/here.golive` comes first")
        .code(0)
        .file("work/notes.txt", "My notes\n")
        .args(["use", "notes.txt"])
        .stderr(
            "
            error: `$ROOT/work/notes.txt` is not a project's file
            hint: such a file begins with `Golive(format: 1, ...)`; `golive projects` lists yours
            ",
        )
        .code(3)
        .holds("state/last-project", "$ROOT/data/contoso-portal.golive\n");
}

#[test]
fn a_project_is_chosen_by_its_name_or_the_beginning_of_it() {
    let chosen = "
            Fabrikam, B2B
            commands work on `$ROOT/work/team.golive` from now on
            ";
    Test::project()
        .run(["--file", "team.golive", "new", "Fabrikam", "--scenario", "b2b"])
        .folder("elsewhere")
        .go_to("elsewhere")
        .args(["use", "Fabrikam"])
        .stdout(chosen)
        .code(0)
        .holds("state/last-project", "$ROOT/work/team.golive\n")
        .args(["use", "fab"])
        .stdout(chosen)
        .code(0)
        .args(["use", "Fabriken"])
        .stderr(
            "
            error: no project is called `Fabriken`
            hint: did you mean `Fabrikam`?
            ",
        )
        .code(2)
        .args(["use", "fabrikam.golive"])
        .stderr(
            "
            error: there is no file `$ROOT/elsewhere/fabrikam.golive`
            hint: make a project with `golive new`, or name another file
            ",
        )
        .code(3);
}

/// Two projects of one name are offered by what tells them apart, and that is taken.
#[test]
fn completions_tell_projects_of_one_name_apart() {
    let mut test = Test::project()
        .run(["--file", "team.golive", "new", "Contoso portal", "--scenario", "b2b"])
        .folder("elsewhere")
        .go_to("elsewhere");
    assert_eq!(test.output(["complete", "projects", "Con"]).stdout, "contoso-portal\nteam\n");
    let status = test.output(["--project", "team", "status"]).stdout;
    assert!(status.contains("work/team.golive"), "{status}");
}

#[test]
fn a_name_that_another_project_has_is_told() {
    let mut test = Test::project().run(["--file", "team.golive", "new", "Fabrikam", "--scenario", "b2b"]);
    let found = test.output(["--file", "team.golive", "rename", "Contoso portal"]);
    assert_eq!(found.code, 0, "{found:?}");
    let both = format!("{}{}", found.stdout, found.stderr);
    assert!(both.contains("another project has this name too: "), "{both}");
    assert!(!both.contains("team.golive"), "{both}");
}

#[test]
fn a_file_with_the_very_name_wins_and_the_answer_names_the_project() {
    let mut test = Test::project()
        .run(["--file", "contoso.golive", "new", "Contoso shop", "--scenario", "b2b"])
        .run(["--file", "other.golive", "new", "Contoso B2B", "--scenario", "b2b"]);
    let found = test.output(["use", "contoso"]).stdout;
    assert!(
        found.starts_with("Contoso shop, B2B\ncommands work on `") && found.contains("contoso.golive"),
        "{found}"
    );
    let found = test.output(["--project", "contoso", "mark", "done", "design/1"]).stdout;
    assert!(found.contains("saved in Contoso shop"), "{found}");
}
