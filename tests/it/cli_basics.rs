//! What holds for every command: help, wrong use, where it prints, and what ends it.

use crate::support::Test;

#[test]
fn a_command_that_does_not_exist_is_refused() {
    Test::new()
        .args(["manu"])
        .stderr(
            "
            error: unrecognized subcommand 'manu'

              tip: a similar subcommand exists: 'man'

            Usage: golive [OPTIONS] [COMMAND]

            For more information, try '--help'.
            ",
        )
        .code(2);
}

#[test]
fn what_was_typed_cannot_reach_the_terminal_raw() {
    Test::new()
        .args(["completions", "\u{1b}]0;x\u{7}ba\u{202e}sh"])
        .stderr(
            "
            error: invalid value 'ba\u{fffd}sh' for '<SHELL>'
              [possible values: bash, elvish, fish, powershell, zsh]

            For more information, try '--help'.
            ",
        )
        .code(2);
}

#[test]
fn the_version_is_one_line() {
    Test::new().args(["--version"]).stdout(&format!("golive {}", env!("CARGO_PKG_VERSION"))).code(0);
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    Test::new().closed_pipe().args(["completions", "bash"]).code(0).args(["--help"]).code(0);
}

#[test]
fn output_that_cannot_be_written_is_said() {
    Test::new()
        .full_disk()
        .args(["completions", "bash"])
        .stderr("error: cannot write to standard output: no space left on device")
        .code(3);
    // What was changed before that is saved, and a second time would be once too often.
    Test::project()
        .full_disk()
        .args(["capture", "action", "design/1", "Ask the bank"])
        .stderr(
            "
            error: cannot write to standard output: no space left on device
            hint: the change is saved; do not give the command again
            ",
        )
        .code(3);
    for (command, done) in [
        (["report", "-o", "r.md"].as_slice(), "the report is written"),
        (&["views", "save", "late", "--overdue"], "the view is saved"),
        (&["new", "Another", "--scenario", "b2c"], "the project is made"),
        (&["use", "Contoso"], "it is remembered"),
    ] {
        let said = Test::project().full_disk().output(command.iter().copied());
        assert!(said.stderr.contains(&format!("hint: {done}; do not give the command again")), "{said:?}");
        assert_eq!(said.code, 3);
    }
}

#[test]
fn settings_that_cannot_be_read_stop_the_command() {
    Test::new()
        .file("config/settings.ron", "(\n    autor: \"ana\",\n)")
        .args(["completions", "bash"])
        .stderr(
            "
            error: cannot read the settings `$ROOT/config/settings.ron`, line 2: `autor` is not a setting; there are \
             author, ascii, mouse, theme, keys
            hint: fix the line, or move the file away to continue without settings
            ",
        )
        .code(3);
}

#[test]
fn keys_of_ones_own_are_shown_and_a_clash_names_both() {
    Test::new()
        .file(
            "config/settings.ron",
            "(keys: {\"doing\": \"i\", \"next-open\": \"I Ctrl-N\", \"views\": \"none\", \"history\": \"Ctrl-G\"})",
        )
        .args(["settings"])
        .stdout(
            "
            $ROOT/config/settings.ron
              author  ana                  not set; from --author, GOLIVE_AUTHOR or the login
              theme   terminal             terminal, light, dark, high_contrast, mono
              ascii   off
              mouse   off
              keys    doing: i             usually d
                      next-open: I Ctrl-N  usually J
                      views: none          usually V
                      history: Ctrl-G      usually none
            ",
        )
        .code(0);
    Test::new()
        .file("config/settings.ron", "(keys: {\"doing\": \"s\", \"fliter\": \"F\"})")
        .args(["settings"])
        .stdout(
            "
            $ROOT/config/settings.ron
              author  ana        not set; from --author, GOLIVE_AUTHOR or the login
              theme   terminal   terminal, light, dark, high_contrast, mono
              ascii   off
              mouse   off
              keys    doing: s   usually d
                      fliter: F
            ",
        )
        .stderr(
            "
            error: the keys in `$ROOT/config/settings.ron` are not taken: `fliter` is not the name of an action
              also: `doing` cannot have s: `sort` has it (in the lists)
            hint: did you mean `filter`? `golive settings --keys` lists all
            ",
        )
        .code(3);
    let mut test = Test::new().file("config/settings.ron", "(keys: {\"doing\": \"i\"})");
    let listed = test.output(["settings", "--keys"]).stdout;
    for row in ["in progress (usually d)", "a note of your own, never in a report"] {
        assert!(listed.contains(row), "{listed}");
    }
}

#[test]
#[cfg(unix)]
fn the_rule_for_git_is_not_written_through_a_link_which_git_does_not_follow() {
    let mut test = Test::new().folder("work/.git").file("work/rules", "*.md text\n").go_to("work");
    std::os::unix::fs::symlink("rules", test.path("work/.gitattributes"))
        .expect("the folder is the test's own");
    let said = test.output(["git-setup"]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(said.stderr.contains("is a link, and git does not read its rules"), "{}", said.stderr);
    assert_eq!(test.read("work/rules"), "*.md text\n");
}

#[test]
fn the_rule_for_git_is_written_once() {
    Test::new()
        .folder("work/.git")
        .folder("work/notes")
        .file("work/.gitattributes", "*.md text")
        .go_to("work/notes")
        .args(["git-setup"])
        .stdout(
            "
            wrote `*.golive -text merge=union` into `$ROOT/work/.gitattributes`
            commit the file, and git keeps everybody's lines when branches meet
            ",
        )
        .code(0)
        .holds("work/.gitattributes", "*.md text\n*.golive -text merge=union\n")
        .args(["git-setup"])
        .stdout("`$ROOT/work/.gitattributes` has the rule already")
        .code(0)
        .holds("work/.gitattributes", "*.md text\n*.golive -text merge=union\n");
}

#[test]
fn git_setup_needs_a_repository() {
    Test::new()
        .args(["git-setup"])
        .stderr(
            "
            error: `$ROOT/work` is in no git repository
            hint: go to the repository that the project file is in, or make one with `git init`
            ",
        )
        .code(2);
}

#[cfg(unix)]
#[test]
fn a_repository_that_cannot_be_looked_into_is_not_called_none() {
    let mut test = Test::new().folder("work");
    std::os::unix::fs::symlink(".git", test.path("work/.git")).unwrap();
    let found = test.output(["git-setup"]);
    assert_eq!(found.code, 3, "{}", found.stderr);
    assert!(found.stderr.contains("work/.git` is a repository: "), "{}", found.stderr);
}

#[test]
fn the_screens_need_a_terminal_that_can_draw() {
    Test::project()
        .args(Vec::<String>::new())
        .stderr(
            "
        error: the screens need a terminal, and input or output is not one
        hint: `golive status`, `golive next` and `golive walk` work without one; `golive --help` lists all commands
        ",
        )
        .code(2);
    Test::project()
        .terminal(80)
        .env("TERM", "dumb")
        .args(Vec::<String>::new())
        .stderr(
            "
        error: this terminal (TERM=dumb) can only print lines
        hint: `golive status`, `golive next` and `golive walk` work without one; `golive --help` lists all commands
        ",
        )
        .code(2);
}

#[test]
fn ascii_can_be_set_once_for_all() {
    let mut test =
        Test::project().run(["mark", "done", "design/1"]).file("config/settings.ron", "(ascii: true)");
    let found = test.output(["status"]).stdout;
    assert!(found.is_ascii(), "{found}");
}

#[test]
fn a_wrong_setting_says_what_it_can_be() {
    for (line, told) in [
        (
            "theme: purple",
            "`theme` cannot be `purple`; it is one of terminal, light, dark, high_contrast, mono",
        ),
        ("ascii: yes", "`ascii` is true or false"),
        ("author: ana", "`author` is text in double quotes"),
        ("mouse: true, mouse: false", "`mouse` is set twice"),
        ("keys: 3", "`keys` is a list in braces: {\"doing\": \"i\"}"),
    ] {
        let mut test = Test::project().file("config/settings.ron", &format!("(\n    {line},\n)\n"));
        let found = test.output(["status"]);
        let whole = format!("line 2: {told}\nhint: fix the line, or move");
        assert!(found.code == 3 && found.stderr.contains(&whole), "{line}: {}", found.stderr);
    }
}
