//! The user's editor: it stops, it dies, it stays open, and golive is neither stopped nor left with its modes.

use std::fs;

use rustix::process::Signal;

use super::home::Home;
use super::session::Session;

#[track_caller]
fn edit(screens: &mut Session) {
    screens.wait_for("[1 Home]");
    screens.press("2");
    screens.wait_for("Number of tenants");
    screens.press("E");
}

#[test]
fn an_editor_that_is_stopped_without_a_shell_leaves_the_screens_working() {
    let home = Home::with_a_project();
    // What Ctrl-Z does; without a shell the system goes on with the editor.
    let mut screens = home.screens_with_editor("kill -TSTP 0\necho edited >> \"$1\"\n", None);
    edit(&mut screens);
    screens.wait_for("edited");
    screens.press("q");
    assert_eq!(screens.exit_status(), 0);
    screens.is_given_back();
}

#[test]
fn an_editor_that_dies_leaves_none_of_its_modes() {
    let home = Home::with_a_project();
    let editor = "stty raw -echo\nprintf '\\033[?1h\\033[?1004h'\nkill -KILL $$\n";
    let mut screens = home.screens_with_editor(editor, Some(("stty -a > before", "stty -a > after")));
    edit(&mut screens);
    screens.wait_for("the editor");
    screens.press("q");
    assert_eq!(screens.exit_status(), 0);
    screens.is_given_back();
    assert!(!screens.parser.screen().application_cursor(), "the cursor keys are still others");
    let last = |words: &[u8]| screens.raw.windows(words.len()).rposition(|bytes| bytes == words);
    assert!(last(b"\x1b[?1004l") > last(b"\x1b[?1004h"), "focus is still reported");
    let read = |name: &str| fs::read_to_string(home.0.path().join(name)).expect("stty wrote it");
    assert_eq!(read("before"), read("after"));
}

#[test]
fn interrupts_that_are_typed_for_the_editor_end_nothing() {
    let home = Home::with_a_project();
    let editor = "trap '' INT QUIT\nfor each in 1 2 3; do kill -INT $PPID; kill -QUIT $PPID; done\n";
    let mut screens = home.screens_with_editor(editor, None);
    edit(&mut screens);
    screens.wait_for("nothing was changed");
    screens.signal(Signal::INT);
    assert_eq!(screens.exit_status(), 130);
    screens.is_given_back();
}

#[test]
fn a_program_that_is_to_end_does_not_wait_for_the_editor_and_says_where_the_answer_is() {
    let home = Home::with_a_project();
    let editor = "echo draft >> \"$1\"\nmkfifo wait\nread line < wait\n";
    let mut screens = home.screens_with_editor(editor, None);
    edit(&mut screens);
    screens.wait_until("the usual screen", |screen| !screen.alternate_screen());
    let pipe = home.0.path().join("wait");
    while !pipe.exists() {
        std::thread::yield_now();
    }
    screens.signal(Signal::TERM);
    assert_eq!(screens.exit_status(), 3);
    let words = screens.text().replace('\n', "");
    let (_, path) = words.split_once("what is written there is in `").expect("the file is named");
    let path = path.split('`').next().expect("the name ends");
    assert!(fs::read_to_string(path).expect("the file stays").ends_with("draft\n"));
    // The editor ends with its terminal.
    fs::remove_file(path).expect("the file is ours");
}
