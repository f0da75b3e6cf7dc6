//! Making, choosing and naming projects.

use crate::support::Test;

#[test]
fn a_new_project_says_where_it_is_and_is_the_one_to_go_on_with() {
    Test::small()
        .args(["new", "Contoso portal", "--scenario", "b2c", "--app", "spa-api"])
        .stdout(
            "
            Contoso portal, B2C, spa-api
            saved in `$ROOT/data/contoso-portal.golive`
            7 of 8 items apply; `golive questions` narrows them further
            continue with `golive`, or with `golive next`
            ",
        )
        .code(0)
        .holds("state/last-project", "$ROOT/data/contoso-portal.golive\n")
        .args(["status"])
        .stdout(
            "
            Contoso portal  B2C, spa-api
            $ROOT/data/contoso-portal.golive

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
            ",
        )
        .code(0);
}

#[test]
fn a_project_is_never_made_over_another_file() {
    Test::project()
        .args(["new", "Contoso: portal", "--scenario", "b2b"])
        .stderr(
            "
            error: `$ROOT/data/contoso-portal.golive` already exists
            hint: choose another name; existing files are never overwritten
            ",
        )
        .code(2)
        .args(["projects"])
        .stdout(
            "
            *  Contoso portal  B2C  $ROOT/data/contoso-portal.golive

              Contoso portal  not ready  ◆ Demo  no day  2 of 2 left

            1 project
            ",
        )
        .code(0);
}

#[test]
fn a_new_project_needs_a_name_and_a_kind_that_exist() {
    Test::small()
        .args(["new", " ", "--scenario", "b2c"])
        .stderr("error: a project needs a name")
        .code(2)
        .args(["new", "X", "--scenario", "b2x"])
        .stderr(
            "
            error: no kind of project is called `b2x`
            hint: did you mean `b2c`?
            ",
        )
        .code(2)
        .args(["new", "X", "--scenario", "b2c", "--app", "spa-apy"])
        .stderr(
            "
            error: no application scenario is called `spa-apy`
            hint: did you mean `spa-api`?
            ",
        )
        .code(2)
        .args(["new", "X"])
        .stderr(
            "
            error: a project needs a kind: give it with --scenario
            hint: one of b2c, b2b, b2e
            ",
        )
        .code(2)
        .lacks("data");
}

#[test]
fn a_file_may_be_anywhere() {
    Test::small()
        .args(["--file", "team.golive", "new", "Contoso portal", "--scenario", "b2c"])
        .stdout(
            "
            Contoso portal, B2C
            saved in `$ROOT/work/team.golive`
            7 of 8 items apply; `golive questions` narrows them further
            continue with `golive`, or with `golive next`
            ",
        )
        .code(0)
        .lacks("data")
        .args(["--file", "missing/team.golive", "new", "Contoso portal", "--scenario", "b2c"])
        .stderr("error: cannot make `$ROOT/work/missing/team.golive`: no such file or directory")
        .code(3);
}

#[test]
fn without_a_project_it_is_said_how_to_make_one() {
    Test::small()
        .args(["status"])
        .stderr(
            r#"
        error: there is no project yet
        hint: make one, for example with `golive new "Contoso portal" --scenario b2c`
        "#,
        )
        .code(2)
        .args(["projects"])
        .stdout(
            r#"
            there is no project yet
            make one, for example with `golive new "Contoso portal" --scenario b2c`
            "#,
        )
        .code(0);
}

#[test]
fn a_flag_comes_before_the_environment_and_that_before_the_folder_and_the_last_project() {
    Test::project()
        .run(["new", "Second", "--scenario", "b2b"])
        .args(["--project", "contoso portal", "rename", "One"])
        .stdout(
            "
            Contoso portal is now called One
            saved in One
            ",
        )
        .code(0)
        .args(["rename", "Two"])
        .stdout(
            "
            Second is now called Two
            saved in Two
            ",
        )
        .code(0)
        .run(["--file", "here.golive", "new", "Here", "--scenario", "b2c"])
        .args(["rename", "Three"])
        .stdout(
            "
            Here is now called Three
            saved in Three
            ",
        )
        .code(0)
        .env("GOLIVE_FILE", "$ROOT/data/second.golive")
        .args(["rename", "Four"])
        .stdout(
            "
            Two is now called Four
            saved in Four
            ",
        )
        .code(0)
        .args(["--file", "here.golive", "rename", "Five"])
        .stdout(
            "
            Three is now called Five
            saved in Five
            ",
        )
        .code(0)
        .args(["--file", "here.golive", "--project", "One", "rename", "Six"])
        .stderr(
            "
            error: --file and --project cannot be used together
            hint: --file takes any file, --project a name from `golive projects`
            ",
        )
        .code(2);
}

#[test]
fn several_projects_in_a_folder_have_to_be_chosen_from() {
    Test::small()
        .file("work/a.golive", "")
        .file("work/b.golive", "")
        .args(["status"])
        .stderr(
            "
            error: this folder has 2 projects; name the one that is meant
              a.golive  `$ROOT/work/a.golive` is not a project's file
              b.golive  `$ROOT/work/b.golive` is not a project's file
            hint: for example with --file a.golive
            ",
        )
        .code(2);
}

#[test]
fn a_project_that_does_not_exist_gets_the_nearest_name() {
    Test::project()
        .args(["--project", "Contoso portl", "status"])
        .stderr(
            "
        error: no project is called `Contoso portl`
        hint: did you mean `Contoso portal`?
        ",
        )
        .code(2)
        // A beginning is enough to name one, and to mistype one.
        .args(["--project", "cnot", "status"])
        .stderr("error: no project is called `cnot`\nhint: did you mean `Contoso portal`?")
        .code(2);
}

#[test]
fn files_that_are_no_projects_are_refused_and_stay_as_they_are() {
    Test::small()
        .file("work/notes.txt", "My notes\n")
        .folder("work/folder.golive")
        .args(["--file", "notes.txt", "mark", "done", "design/1"])
        .stderr(
            "
            error: `$ROOT/work/notes.txt` is not a project's file
            hint: such a file begins with `Golive(format: 1, ...)`; `golive projects` lists yours
            ",
        )
        .code(3)
        .args(["--file", "notes.txt", "status"])
        .stderr(
            "
            error: `$ROOT/work/notes.txt` is not a project's file
            hint: such a file begins with `Golive(format: 1, ...)`; `golive projects` lists yours
            ",
        )
        .code(3)
        .holds("work/notes.txt", "My notes\n")
        .args(["--file", "folder.golive", "status"])
        .stderr(
            "
            error: `$ROOT/work/folder.golive` is a folder, a device, a pipe or a socket, not a file
            hint: name the project's own file, it ends in .golive
            ",
        )
        .code(3)
        .args(["--file", "missing.golive", "mark", "done", "design/1"])
        .stderr(
            "
            error: there is no file `$ROOT/work/missing.golive`
            hint: make a project with `golive new`, or name another file
            ",
        )
        .code(3)
        .lacks("work/missing.golive");
}

#[test]
fn without_a_home_folder_a_file_has_to_be_named() {
    Test::small()
        .homeless()
        .args(["new", "Contoso portal", "--scenario", "b2c"])
        .stderr(
            "
            error: this machine has no home folder, so there is no default folder for projects
            hint: name a file with --file or GOLIVE_FILE, or set HOME
            ",
        )
        .code(3)
        .args(["projects"])
        .stderr(
            "
            error: this machine has no home folder, so there is no default folder for projects
            hint: name a file with --file or GOLIVE_FILE, or set HOME
            ",
        )
        .code(3)
        .args(["status"])
        .stderr(
            "
            error: this machine has no home folder, so there is no default folder for projects
            hint: name a file with --file or GOLIVE_FILE, or set HOME
            ",
        )
        .code(3)
        .run(["--file", "x.golive", "new", "Contoso portal", "--scenario", "b2c"])
        .args(["mark", "doing", "design/1"])
        .stdout(
            "
            » Design 1 Number of tenants decided: doing
            saved in Contoso portal
            ",
        )
        .code(0);
}

#[test]
fn every_change_is_written_under_a_name() {
    Test::project()
        .file("config/settings.ron", "(author: \"set\")")
        .without("USER")
        .run(["mark", "doing", "design/1"])
        .env("GOLIVE_AUTHOR", "env")
        .run(["mark", "doing", "design/2"])
        .run(["--author", "flag", "mark", "doing", "design/3"])
        .args(["history"])
        .stdout(
            "
            Fri 20 Nov 21:39  flag  Design 3 Login page decided is in progress
            Fri 20 Nov 21:39  env   Design 2 Login domain decided is in progress
            Fri 20 Nov 21:39  set   Design 1 Number of tenants decided is in progress
            Fri 20 Nov 21:39  ana   the project is B2C
            Fri 20 Nov 21:39  ana   the project is called Contoso portal

            5 changes
            ",
        )
        .code(0)
        .args(["--author", " ", "undo"])
        .stderr("error: --author needs a name")
        .code(2);
}

#[test]
fn without_any_name_nothing_is_written() {
    Test::project()
        .without("USER")
        .args(["mark", "doing", "design/1"])
        .stderr(
            "
            error: your name is not set, and every change is recorded under a name
            hint: set it with --author NAME or GOLIVE_AUTHOR
            ",
        )
        .code(2)
        .run(["status"]);
}

#[test]
fn another_pack_is_read_and_one_with_errors_is_not() {
    Test::project()
        .file("work/lists/pack.ron", "(format: 1)")
        .args(["--pack", "lists", "status"])
        .stderr(
            "
            error: the pack in $ROOT/work/lists has 4 errors in 2 files
            hint: `golive pack check $ROOT/work/lists` shows them all
            ",
        )
        .code(3)
        .env("GOLIVE_PACK", "$ROOT/nowhere")
        .args(["status"])
        .stderr(
            "
            error: cannot open the pack in $ROOT/nowhere: there is no such folder
            hint: a pack is a folder with a pack.ron in it
            ",
        )
        .code(3);
}

#[test]
fn every_project_says_how_it_stands() {
    Test::project()
        .run(["target", "demo", "2027-01-15"])
        .args(["projects"])
        .stdout(
            "
            *  Contoso portal  B2C  $ROOT/data/contoso-portal.golive

              Contoso portal  not ready  ◆ Demo  Fri 15 Jan 2027  2 of 2 left

            1 project
            ",
        )
        .code(0);
}

#[test]
fn a_pack_in_the_environment_speaks_only_for_the_projects_that_it_fits() {
    let pack = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/production-readiness");
    let mut test = Test::project()
        .run(["--pack", pack, "--file", "shop.golive", "new", "Checkout"])
        .env("GOLIVE_PACK", pack);
    let said = test.output(["projects"]).stdout;
    for name in ["Contoso portal", "Checkout"] {
        let line = |line: &&str| line.starts_with(&format!("  {name}")) && line.contains("not ready");
        assert!(said.lines().any(|one| line(&one)), "{said}");
    }
}
