//! Which project the screens begin with, and what becomes the last one.

use std::fs;

use super::home::Home;
use super::session::Session;

#[track_caller]
fn quit(mut screens: Session) {
    screens.press("q");
    assert_eq!(screens.exit_status(), 0);
}

#[test]
fn a_file_that_is_named_for_one_start_does_not_become_the_last_project() {
    let home = Home::with_a_project();
    home.golive(&["--file", "other.golive.txt", "new", "Of a colleague", "--scenario", "b2c"]);
    let mut screens = home.screens(&["--file", "other.golive.txt"], (80, 24));
    screens.wait_for("Of a colleague");
    quit(screens);
    assert!(home.golive(&["status"]).contains("contoso-portal.golive"));
}

#[test]
fn a_project_that_is_chosen_by_name_becomes_the_last_one() {
    let home = Home::with_a_project();
    home.golive(&["new", "Second", "--scenario", "b2b"]);
    let mut screens = home.screens(&["--project", "Contoso portal"], (80, 24));
    screens.wait_for("Contoso portal");
    quit(screens);
    assert!(home.golive(&["status"]).contains("contoso-portal.golive"));
}

#[test]
fn a_last_project_that_is_gone_is_named_and_the_choice_is_shown() {
    let home = Home::with_a_project();
    home.golive(&["new", "Second", "--scenario", "b2b"]);
    let second = home.0.path().join("XDG_DATA_HOME/golive/second.golive");
    fs::remove_file(&second).expect("it is there");
    for size in [(80, 24), (40, 12)] {
        let mut screens = home.screens(&[], size);
        screens.wait_for("The last project no longer exists");
        screens.wait_for("Open Contoso portal");
        quit(screens);
    }
    assert!(!second.exists(), "nothing is made anew");
    let mut screens = home.screens(&[], (80, 24));
    screens.wait_for("second.golive");
    screens.press("\r");
    screens.wait_for("Where you were");
    quit(screens);
    assert!(home.golive(&["status"]).starts_with("Contoso portal  B2C\n"), "what was chosen is the last one");
}

#[test]
fn several_projects_in_the_folder_are_asked_about() {
    let home = Home::with_a_project();
    home.golive(&["--file", "alpha.golive", "new", "Alpha", "--scenario", "b2c"]);
    home.golive(&["merge", "alpha.golive", "-o", "alpha (copy).golive"]);
    for size in [(80, 24), (40, 12)] {
        let mut screens = home.screens(&[], size);
        screens.wait_for("This folder has 2 projects");
        screens.wait_for("how to merge them");
        screens.wait_for("Open Alpha");
        quit(screens);
    }
    let mut screens = home.screens(&[], (80, 24));
    screens.wait_for("same as alpha.golive");
    screens.press("\r");
    screens.wait_for("Where you were");
    quit(screens);
    assert!(home.golive(&["--project", "Contoso", "status"]).contains("contoso-portal.golive"));
}

#[test]
fn the_only_project_of_the_folder_is_opened_as_commands_open_it() {
    let home = Home::with_a_project();
    home.golive(&["--file", "alpha.golive", "new", "Alpha", "--scenario", "b2c"]);
    let mut screens = home.screens(&[], (80, 24));
    screens.wait_for("Where you were");
    screens.wait_for("Alpha");
    quit(screens);
    assert!(home.golive(&["projects"]).contains("*  Alpha"), "it is the last one from then on");
}

#[test]
fn a_file_that_lost_changes_is_named_in_the_shell_and_the_status_is_3() {
    let home = Home::with_a_project();
    let file = home.0.path().join("XDG_DATA_HOME/golive/contoso-portal.golive");
    let text = fs::read_to_string(&file).expect("the project's file");
    let mut screens = home.laptop("[1 Home]");
    screens.wait_for("saved ");
    fs::write(&file, format!("{}\n", text.lines().next().expect("a first line"))).expect("it can be cut");
    screens.wait_for("The file has become shorter");
    screens.press("\x1b");
    screens.wait_for("asks again");
    // No other project takes its place before that is decided.
    screens.press(":open a file\r");
    screens.wait_for("Open a project's file");
    screens.press("other.golive\r");
    screens.wait_for("choose first what becomes of that");
    screens.press("\x15\x1b");
    screens.wait_until("no form", |screen| !screen.contents().contains("a file that ends in"));
    screens.press("q");
    screens.wait_for("Quit anyway");
    screens.press("y");
    assert_eq!(screens.exit_status(), 3);
    let said = screens.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("error: ") && said.contains("changes are gone from `"), "{said}");
    assert!(said.contains("contoso-portal.golive`"), "{said}");
}
