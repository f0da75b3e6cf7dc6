//! In a real pseudo-terminal: taking the terminal, giving it back, signals. Waits for what is to be seen.
//!
//! The program under test is this test binary itself, started to run one "test" that is the screens.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use golive::tui::input::Input;
use golive::tui::runner::{self, End};
use golive::tui::theme::{Signs, Theme};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, kill_process_group, waitpid};

use crate::tui::harness::host_of_a_terminal;

/// Set in the process that is to show the screens.
const SHOW: &str = "GOLIVE_TEST_SHOWS_SCREENS";
/// Far longer than anything takes; only a failure waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// Not a test: the program, where it was started as such.
#[test]
#[allow(clippy::exit, reason = "the exit status is what is tested")]
fn screens() {
    if std::env::var_os(SHOW).is_none() {
        return;
    }
    let input = Input::new().expect("signals can be handled");
    let theme = Theme::colours(Signs::Rich);
    let ended = runner::run(host_of_a_terminal(), input, theme, runner::Shown::Everything)
        .expect("the terminal can be taken");
    std::process::exit(match ended.why.expect("the terminal works") {
        End::Quit => 0,
        End::Signal(signal) => 128 + signal,
    });
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a screen has cells")
}

struct Session {
    parser: vt100::Parser,
    raw: Vec<u8>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    /// Tells the reading thread to let go of the terminal at the next output.
    is_leaving: Arc<AtomicBool>,
    child: Box<dyn Child + Send + Sync>,
}

impl Session {
    /// Starts the screens; with a shell between where the program must not lead its session.
    fn start(has_shell: bool) -> Session {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal can be opened");
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
        let child = pair.slave.spawn_command(command).expect("the test binary can be started");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("its output can be read");
        let writer = pair.master.take_writer().expect("keys can be written");
        let (send, output) = channel();
        let is_leaving = Arc::new(AtomicBool::new(false));
        let leaves = Arc::clone(&is_leaving);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() || leaves.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let parser = vt100::Parser::new(cells(24), cells(80), 0);
        Session { parser, raw: Vec::new(), master: Some(pair.master), writer, output, is_leaving, child }
    }

    fn on_checklists() -> Session {
        let mut session = Session::start(false);
        session.wait_for("[1 Home]");
        session.press("2");
        session.wait_for("Number of tenants");
        session
    }

    fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    #[track_caller]
    fn wait_until(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => {
                    self.parser.process(&bytes);
                    self.raw.extend(bytes);
                }
                Err(why) => panic!("{what} never came: {why}\n{}", self.parser.screen().contents()),
            }
        }
    }

    #[track_caller]
    fn wait_for(&mut self, words: &str) {
        self.wait_until(words, |screen| screen.contents().contains(words));
    }

    fn pid(&self) -> Pid {
        let id = self.child.process_id().expect("the program runs");
        Pid::from_raw(id.try_into().expect("a process id is small")).expect("and not zero")
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the program can be signalled");
    }

    /// Waits for the end; returns the exit status, everything written till then taken in.
    #[track_caller]
    fn exit_status(&mut self) -> u32 {
        let (send, ended) = channel();
        let mut waiter = self.child.clone_killer();
        let pid = self.pid();
        std::thread::spawn(move || send.send(waitpid(Some(pid), WaitOptions::empty())));
        match ended.recv_timeout(PATIENCE) {
            Ok(Ok(Some((_, status)))) => {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
                    self.parser.process(&bytes);
                    self.raw.extend(bytes);
                }
                status.exit_status().map_or(999, |code| u32::try_from(code).unwrap_or(998))
            }
            other => {
                let _ = waiter.kill();
                panic!("the program did not end: {other:?}\n{}", self.parser.screen().contents());
            }
        }
    }

    #[track_caller]
    fn is_given_back(&self) {
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the other screen is still there");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.bracketed_paste(), "pastes are still marked");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut session = Session::on_checklists();
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
    let mut session = Session::on_checklists();
    session.press("o");
    session.wait_until("the cursor", |screen| !screen.hide_cursor());
    session.press("\x1b");
    session.wait_until("no cursor", vt100::Screen::hide_cursor);
}

#[test]
fn signals_end_the_program_with_their_number() {
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut session = Session::on_checklists();
        session.signal(signal);
        assert_eq!(session.exit_status(), status);
        session.is_given_back();
    }
}

#[test]
fn a_half_sequence_does_not_keep_signals_out() {
    let mut session = Session::on_checklists();
    session.press("\x1b[");
    session.signal(Signal::TERM);
    assert_eq!(session.exit_status(), 143);
}

#[test]
fn the_program_ends_when_its_terminal_dies() {
    let mut session = Session::on_checklists();
    session.is_leaving.store(true, Ordering::SeqCst);
    session.press("j");
    while session.output.recv_timeout(PATIENCE).is_ok() {}
    session.writer = Box::new(std::io::sink());
    session.master = None;
    assert_eq!(session.exit_status(), 129);
}

#[test]
fn a_stop_gives_the_terminal_back_and_a_continue_takes_it_again() {
    let mut session = Session::start(true);
    session.wait_for("[1 Home]");
    session.press("2");
    session.wait_for("Number of tenants");
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
    let mut session = Session::on_checklists();
    session.press("\x1a");
    session.wait_for("there is no shell to go back to");
}

#[test]
fn another_size_is_drawn_at_once() {
    let mut session = Session::on_checklists();
    let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
    session.parser.screen_mut().set_size(cells(36), cells(120));
    session.master.as_ref().expect("the terminal is open").resize(size).expect("it can be resized");
    session.wait_for(": commands   ? help");
    session.wait_for("Our answer ───");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    let mut session = Session::on_checklists();
    session.press("L");
    assert_eq!(session.exit_status(), 101);
    session.is_given_back();
    let words = session.parser.screen().contents();
    assert!(words.contains("a link was opened"), "{words}");
}

#[test]
fn a_long_paste_arrives_whole() {
    let mut session = Session::on_checklists();
    session.press("e");
    session.wait_for("Our answer · Design 1");
    let words = "word ".repeat(1000);
    session.press(&format!("\x1b[200~{words}the end\x1b[201~"));
    session.wait_for("the end");
}
