//! In a real pseudo-terminal: taking the terminal, giving it back, signals. Waits for what is to be seen.
//!
//! The program under test is this test binary itself, started to run one "test" that is the screens.

use std::sync::atomic::Ordering;

use golive::tui::input::Input;
use golive::tui::keys::Keys;
use golive::tui::runner::{self, ExitCause};
use golive::tui::theme::{Signs, Theme};
use portable_pty::CommandBuilder;
use rustix::process::{Signal, WaitOptions, kill_process_group, waitpid};

use crate::tui::harness::host_of_a_terminal;

mod beginning;
mod editor;
mod home;
mod session;
mod workshop;

use session::{PATIENCE, Session};

/// Set in the process that is to show the screens.
const SHOW: &str = "GOLIVE_TEST_SHOWS_SCREENS";

/// Not a test: the program, if it was started as such.
#[test]
#[allow(clippy::exit, reason = "the exit status is what is tested")]
fn screens() {
    if std::env::var_os(SHOW).is_none() {
        return;
    }
    let input = Input::new().expect("signals can be handled");
    let theme = Theme::colours(Signs::Rich);
    let ended = runner::run(host_of_a_terminal(), input, theme, Keys::default(), runner::RunMode::Everything)
        .expect("the terminal can be taken");
    std::process::exit(match ended.why.expect("the terminal works") {
        ExitCause::Quit => 0,
        ExitCause::Signal(signal) => 128 + signal,
    });
}

/// Starts the screens; with a shell between if the program must not lead its session.
fn started(has_shell: bool) -> Session {
    let program = std::env::current_exe().expect("the test knows its own file");
    let mut command = if has_shell {
        let mut shell = CommandBuilder::new("/bin/sh");
        // What follows keeps the shell from replacing itself by the program.
        shell.args(["-c", "\"$0\" \"$@\"; exit $?"]);
        shell.arg(program);
        shell
    } else {
        CommandBuilder::new(program)
    };
    command.args(["--exact", "terminal::screens", "--nocapture", "--test-threads=1"]);
    command.env(SHOW, "1");
    command.env("TERM", "xterm-256color");
    command.env("RUST_BACKTRACE", "0");
    Session::start(command, (80, 24))
}

fn on_checklists(has_shell: bool) -> Session {
    let mut session = started(has_shell);
    session.wait_for("[1 Home]");
    session.press("2");
    session.wait_for("Number of tenants");
    session
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut session = on_checklists(false);
    assert!(session.parser.screen().alternate_screen());
    assert!(session.parser.screen().hide_cursor());
    assert!(session.parser.screen().bracketed_paste());
    session.press(":mouse\r");
    session.wait_for("mouse on");
    session.press("q");
    assert_eq!(session.exit_status(), 0);
    session.is_given_back();
    let asked = session.raw.windows(4).any(|bytes| bytes == b"\x1b[6n");
    assert!(!asked, "the terminal was asked for its cursor, and may never answer");
}

#[test]
fn a_text_field_shows_the_cursor() {
    let mut session = on_checklists(false);
    session.press("o");
    session.wait_until("the cursor", |screen| !screen.hide_cursor());
    session.press("\x1b");
    session.wait_until("no cursor", vt100::Screen::hide_cursor);
}

#[test]
fn signals_end_the_program_with_their_number() {
    for (signal, status) in [
        (Signal::TERM, 143),
        (Signal::HUP, 129),
        (Signal::INT, 130),
        (Signal::QUIT, 131),
        (Signal::XCPU, 152),
        (Signal::USR1, 138),
    ] {
        let mut session = on_checklists(false);
        session.signal(signal);
        assert_eq!(session.exit_status(), status);
        session.is_given_back();
    }
}

#[test]
fn a_half_sequence_does_not_keep_signals_out() {
    let mut session = on_checklists(false);
    session.press("\x1b[");
    session.signal(Signal::TERM);
    assert_eq!(session.exit_status(), 143);
}

#[test]
fn the_program_ends_when_its_terminal_dies() {
    let mut session = on_checklists(false);
    session.is_leaving.store(true, Ordering::SeqCst);
    session.press("j");
    while session.output.recv_timeout(PATIENCE).is_ok() {}
    session.writer = Box::new(std::io::sink());
    session.master = None;
    assert_eq!(session.exit_status(), 129);
}

#[test]
fn a_stop_gives_the_terminal_back_and_a_continue_takes_it_again() {
    let mut session = on_checklists(true);
    session.press("\x1a");
    session.wait_until("the shell's screen", |screen| !screen.alternate_screen() && !screen.hide_cursor());
    let (_, status) = waitpid(Some(session.pid()), WaitOptions::UNTRACED)
        .expect("the shell is a child")
        .expect("and was waited for");
    assert!(status.stopped());
    kill_process_group(session.pid(), Signal::CONT).expect("the command can be continued");
    session.wait_until("the screens", vt100::Screen::alternate_screen);
    session.wait_for("Number of tenants");
    session.press("q");
    assert_eq!(session.exit_status(), 0);
    session.is_given_back();
}

#[test]
fn without_a_shell_to_go_back_to_nothing_stops() {
    let mut session = on_checklists(false);
    session.press("\x1a");
    session.wait_for("there is no shell to go back to");
}

#[test]
fn another_size_is_drawn_at_once() {
    let mut session = on_checklists(false);
    session.resize(120, 36);
    session.wait_for(": commands   ? help");
    session.wait_for("Our answer ───");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    let mut session = on_checklists(false);
    session.press("L");
    assert_eq!(session.exit_status(), 101);
    session.is_given_back();
    let words = session.text();
    assert!(words.contains("a link was opened"), "{words}");
}

#[test]
fn a_long_paste_arrives_whole() {
    let mut session = on_checklists(false);
    session.press("e");
    session.wait_for("Our answer · Design 1");
    let words = "word ".repeat(1000);
    session.press(&format!("\x1b[200~{words}the end\x1b[201~"));
    session.wait_for("the end");
}
