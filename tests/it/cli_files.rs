//! Project files that are damaged, foreign or newer, and packs: `verify`, `pack`.

use std::path::Path;

use crate::support::Test;

const FILE: &str = "data/contoso-portal.golive";

/// Adds `text` at the end of the project's file.
fn with_tail(test: Test, tail: &str) -> Test {
    let before = test.read(FILE);
    test.file(FILE, &(before + tail))
}

#[test]
fn a_sound_file_has_nothing_to_say() {
    Test::project()
        .args(["verify"])
        .stdout("$ROOT/data/contoso-portal.golive: 4 lines, 3 changes; nothing is lost")
        .code(0);
}

#[test]
fn a_lost_line_is_named_and_everything_else_is_used() {
    with_tail(Test::project().run(["mark", "done", "design/1"]), "(n: 9, at: garbage)\n")
        .run(["mark", "done", "design/2"])
        .args(["verify"])
        .stdout(
            "
            $ROOT/data/contoso-portal.golive:7: error: cannot be read, at column 11: Expected string
            $ROOT/data/contoso-portal.golive: 9 lines, 7 changes; 1 line is lost
            ",
        )
        .code(1)
        .args(["verify", "$ROOT/data/contoso-portal.golive"])
        .stdout(
            "
            $ROOT/data/contoso-portal.golive:7: error: cannot be read, at column 11: Expected string
            $ROOT/data/contoso-portal.golive: 9 lines, 7 changes; 1 line is lost
            ",
        )
        .code(1)
        .args(["list", "--status", "done"])
        .stdout(
            "
            Design / Architecture
              ✓  Design 1  Number of tenants decided  must  done
              ✓  Design 2  Login domain decided             done

            2 of 14 entries, with status done
            ",
        )
        .code(0);
}

#[test]
fn what_only_looks_odd_is_no_loss() {
    let test = Test::project().run(["mark", "done", "design/1"]);
    let last = test.read(FILE).lines().last().expect("it has lines").to_owned();
    with_tail(test, &format!("<<<<<<< ours\n{last}\n"))
        .args(["verify"])
        .stdout(
            "
            $ROOT/data/contoso-portal.golive:7: warning: a conflict marker, stepped over
            $ROOT/data/contoso-portal.golive:8: warning: is a duplicate; counted once
            $ROOT/data/contoso-portal.golive: 8 lines, 5 changes; nothing is lost, 2 lines are irregular
            ",
        )
        .code(0)
        .args(["status"])
        .stdout(
            "
            Contoso portal  B2C
            $ROOT/data/contoso-portal.golive

            Checklists  1 of 7 settled (1 done), 6 open
              Design  ━━━━──────────────          1 of 4
              Deploy  ──────────────────  not started, 3
              7 of 8 items apply

            Topics of the plan  0 of 7 settled, 7 open
              Authentication  ──────────────────          0 of 5  1 doing
              Single sign-on  ──────────────────  not started, 2

            Milestones  next: Demo
              ◆  Demo     ready with conditions  1 of 2 left: 1 should                   no date
              ◆  Go-live  not ready              5 of 6 left: 3 must, 1 should, 1 could  no date
              ◆  Rollout  not ready              2 of 2 left: 1 must, 1 should           no date

            To look at
              `$ROOT/data/contoso-portal.golive` has irregular lines, but nothing is lost; `golive verify` lists them
                line 7: a conflict marker, stepped over
                line 8: is a duplicate; counted once
            ",
        )
        .code(0);
}

#[test]
fn of_a_line_that_is_cut_off_at_the_end_nobody_says_that_nothing_is_lost() {
    let test = with_tail(Test::project(), "(n: 4, at: \"2026-");
    test.args(["verify"])
        .stdout(
            "
            $ROOT/data/contoso-portal.golive:5: warning: stops in the middle: it was not called saved yet, unless something else cut the file here
            $ROOT/data/contoso-portal.golive: 5 lines, 3 changes; what stood behind it, if anything, cannot be told from the file, 1 line is irregular
            ",
        )
        .code(0);
}

#[test]
fn a_file_of_a_newer_version_is_read_and_not_written() {
    let mut test = Test::small().file(
        "work/new.golive",
        "Golive(format: 2, id: \"7f3a9c52e0b14d66\")\n(n: 1, at: \"2026-11-20T21:39:32Z\", by: \"ana\", \
         w: \"c4d1000000000000\", change: Project(\"Contoso\"))\n",
    );
    test = test
        .args(["mark", "done", "design/1"])
        .stderr("
            error: nothing is written to `$ROOT/work/new.golive`: it has format 2; this version of golive reads up to 1
            hint: install the newer version of golive
            ")
        .code(3)
        .args(["verify"])
        .stdout("
            $ROOT/work/new.golive:1: warning: format 2; this version of golive reads up to 1
            note: nothing is written to it: it has format 2; this version of golive reads up to 1
                  install the newer version of golive
            $ROOT/work/new.golive: 2 lines, 1 change; nothing is lost, 1 line is irregular
            ")
        .code(0);
    let found = test.output(["list", "--status", "done"]);
    assert_eq!(
        found.stderr,
        "note: `$ROOT/work/new.golive` is read-only: it has format 2; this version of golive reads up to 1\n"
    );
    assert_eq!(found.code, 0);
}

#[test]
fn copies_are_merged_into_one() {
    let test = Test::project().run(["mark", "doing", "design/1"]);
    let common = test.read(FILE);
    test.file("work/ana.golive", &common)
        .file("work/ben.golive", &(common + "(n: 9, at: garbage)\n"))
        .run(["--file", "ana.golive", "mark", "done", "design/2"])
        .run(["--file", "ben.golive", "--author", "ben", "mark", "done", "design/3"])
        .args(["merge", "ana.golive", "ben.golive", "-o", "both.golive"])
        .stdout(
            "
            9 changes from 2 files
            saved in `both.golive`
            1 line that cannot be read is missing from the copy; keep the original files
            ",
        )
        .stderr("note: skipped, ben.golive: line 7: cannot be read, at column 11: Expected string")
        .code(0)
        .args(["--file", "both.golive", "list", "--status", "doing,done"])
        .stdout(
            "
            Design / Architecture
              »  Design 1  Number of tenants decided  must  doing
              ✓  Design 2  Login domain decided             done

            Design / Login
              ✓  Design 3  Login page decided         must  done

            3 of 14 entries, with status doing or done
            ",
        )
        .code(0)
        .args(["verify", "both.golive"])
        .stdout("both.golive: 10 lines, 9 changes; nothing is lost")
        .code(0)
        .args(["merge", "ana.golive", "-o", "both.golive"])
        .stderr(
            "
            error: `$ROOT/work/both.golive` already exists
            hint: choose another name; existing files are never overwritten
            ",
        )
        .code(2);
}

#[test]
fn only_projects_are_merged() {
    Test::project()
        .file("work/notes.txt", "My notes")
        .folder("work/folder")
        .args(["merge", "notes.txt", "-o", "out.golive"])
        .stderr(
            "
            error: `notes.txt` is not a project's file
            hint: such a file begins with `Golive(format: 1, ...)`; `golive projects` lists yours
            ",
        )
        .code(3)
        .args(["merge", "folder", "-o", "out.golive"])
        .stderr(
            "
            error: `folder` is a folder, a device, a pipe or a socket, not a file
            hint: name the project's own file, it ends in .golive
            ",
        )
        .code(3)
        .args(["merge", "missing.golive", "-o", "out.golive"])
        .stderr("error: cannot read `missing.golive`: no such file or directory")
        .code(3)
        .args(["merge", "$ROOT/data/contoso-portal.golive"])
        .stderr(
            "
            error: the following required arguments were not provided:
              --output <OUT>

            Usage: golive merge --output <OUT> <FILE>...

            For more information, try '--help'.
            ",
        )
        .code(2)
        .lacks("work/out.golive");
}

#[test]
fn a_file_that_is_gone_is_not_made_anew() {
    let test = Test::project();
    std::fs::remove_file(test.path(FILE)).expect("it was there");
    test.args(["mark", "done", "design/1"])
        .stderr(
            "
        error: the last project no longer exists: `$ROOT/data/contoso-portal.golive`
        hint: put it back, or choose another: `golive projects` lists them, --project NAME takes one
        ",
        )
        .code(3)
        .lacks(FILE)
        .args(["--file", "gone.golive", "mark", "done", "design/1"])
        .stderr(
            "
        error: there is no file `$ROOT/work/gone.golive`
        hint: make a project with `golive new`, or name another file
        ",
        )
        .code(3)
        .lacks("work/gone.golive")
        .args(["projects"])
        .stdout(
            r#"
            there is no project yet
            make one, for example with `golive new "Contoso portal" --scenario b2c`
            "#,
        )
        .code(0);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_to_is_still_read() {
    use std::os::unix::fs::PermissionsExt;
    let test = Test::project();
    std::fs::set_permissions(test.path(FILE), PermissionsExt::from_mode(0o400)).expect("it is ours");
    // Who may do everything is not stopped by permissions.
    if std::fs::OpenOptions::new().append(true).open(test.path(FILE)).is_ok() {
        return;
    }
    test.args(["mark", "done", "design/1"])
        .stderr(
            "
            error: nothing is written to `$ROOT/data/contoso-portal.golive`: you have no permission to write to it
            hint: ask for the right to write, or work on a copy
            ",
        )
        .code(3)
        .run(["status"]);
}

#[test]
fn a_pack_with_errors_says_all_of_them() {
    Test::small()
        .file("work/lists/pack.ron", "(\n    format: 1,\n    id: \"Mine\",\n)\n")
        .args(["pack", "check", "lists"])
        .stdout(
            r#"
            error: `Mine` is not a valid id: use lower-case letters, digits and hyphens
             --> lists/pack.ron:3:9
              |
            3 |     id: "Mine",
              |         ^^^^^^
              |
              = hint: for example `mine`

            error: a pack has no `checklists`
             --> lists/pack.ron:4:1
              |
            4 | )
              | ^ the pack `Mine` ends here
              |
              = hint: write `checklists: ...,` above; every pack has one

            error: a pack has no `plans`
             --> lists/pack.ron:4:1
              |
            4 | )
              | ^ the pack `Mine` ends here
              |
              = hint: write `plans: ...,` above; every pack has one

            error: a pack has no `title`
             --> lists/pack.ron:4:1
              |
            4 | )
              | ^ the pack `Mine` ends here
              |
              = hint: write `title: ...,` above; every pack has one

            error: a pack has no `version`
             --> lists/pack.ron:4:1
              |
            4 | )
              | ^ the pack `Mine` ends here
              |
              = hint: write `version: ...,` above; every pack has one

            error: this file is missing
            --> lists/scenarios.ron
             = hint: write it: it says which plan each kind of project uses

            warning: references and gates were not checked, since pack.ron could not be read
            --> lists
             = hint: fix the problems above, then check again

            6 errors and 1 warning in 2 files
            "#,
        )
        .code(1)
        .args(["pack", "check", "nowhere"])
        .stderr(
            "
            error: cannot open the pack in $ROOT/work/nowhere: there is no such folder
            hint: a pack is a folder with a pack.ron in it
            ",
        )
        .code(3);
}

#[test]
fn a_pack_without_errors_says_what_it_holds() {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
    Test::new().args(["pack".into(), "check".into(), small.into_os_string()]).stdout("
        no problems
        A small pack: 2 checklists with 8 items, 1 plan with 8 topics and 3 milestones, 1 question, 4 scenarios
        ").code(0);
}

#[test]
fn the_built_in_pack_is_written_out_once() {
    let mut test = Test::project();
    let found = test.output(["pack", "init", "lists"]);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    assert!(test.path("work/lists/checklists/design.ron").is_file());
    test.args(["pack", "init", "lists"])
        .stderr(
            "
            error: $ROOT/work/lists is not empty
            hint: name a new folder: existing files are never overwritten
            ",
        )
        .code(2)
        .run(["--file", "other.golive", "--pack", "lists", "new", "Other", "--scenario", "b2c"])
        .run(["--file", "other.golive", "--pack", "lists", "list", "--checklist", "monitor"])
        .run(["pack", "check", "lists"]);
}

#[test]
fn a_spreadsheet_becomes_a_list_of_a_pack() {
    Test::small()
        .run(["pack", "init", "lists"])
        .file("work/mine.csv", "Section,Title,Level\nArchitecture,Ask the works council,must\n")
        .args(["pack", "import", "mine.csv", "--into", "lists"])
        .stdout(
            "
            mine.csv

            headings in row 1, 1 item in 1 section

            Columns                     become
              A   Section               section
              B   Title                 title
              C   Level                 level

            Levels, from column C
              must    must      1

            Sections, from column A
              Architecture 1

            Counts
              at no milestone yet: 1 must, 0 should, 0 could     --milestone M, one of demo (b2c, b2b, b2e), align (b2c, b2b, b2e), go-live (b2c, b2b, b2e), operate (b2c, b2b, b2e)

            Wrote lists/checklists/mine.ron and 1 line of lists/pack.ron.
            Check it: golive pack check lists
            ",
        )
        .code(0)
        .args(["pack", "import", "none.csv", "--into", "lists"])
        .stderr(
            "
            error: cannot read $ROOT/work/none.csv: it does not exist
            hint: check the path
            ",
        )
        .code(3)
        .file("work/empty.csv", "a,b\n1,2\n")
        .args(["pack", "import", "empty.csv", "--into", "lists"])
        .stderr(
            "
            error: no column of $ROOT/work/empty.csv looks like the title; row 1: a | b
            hint: --map title=a   (or --sheet NAME, --row N)
            ",
        )
        .code(2);
}

#[test]
fn a_file_that_is_no_project_is_told_in_one_line() {
    Test::new()
        .file("work/notes.txt", "one\ntwo\nthree\n")
        .args(["verify", "notes.txt"])
        .stdout("notes.txt: error: not a project's file: none of its 3 lines can be read")
        .code(1);
}
