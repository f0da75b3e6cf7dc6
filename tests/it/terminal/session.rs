//! A program in a pseudo-terminal of its own: keys in, what stands on its screen out. Waits for what is to be seen and
//! never sleeps.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, WaitStatus, kill_process, waitpid};

/// Far longer than anything takes; only a failure waits so long.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

pub(super) struct Session {
    pub(super) parser: vt100::Parser,
    /// Everything that the program has written.
    pub(super) raw: Vec<u8>,
    pub(super) master: Option<Box<dyn MasterPty + Send>>,
    pub(super) writer: Box<dyn Write + Send>,
    pub(super) output: Receiver<Vec<u8>>,
    /// Tells the reading thread to let go of the terminal at the next output.
    pub(super) is_leaving: Arc<AtomicBool>,
    child: Box<dyn Child + Send + Sync>,
}

impl Session {
    /// Starts a program in a terminal of so many columns and rows.
    pub(super) fn start(command: CommandBuilder, (cols, rows): (u16, u16)) -> Session {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal can be opened");
        let child = pair.slave.spawn_command(command).expect("the program can be started");
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
        let parser = vt100::Parser::new(cells(rows), cells(cols), 0);
        Session { parser, raw: Vec::new(), master: Some(pair.master), writer, output, is_leaving, child }
    }

    pub(super) fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
    }

    /// Changes the size of the terminal.
    pub(super) fn resize(&mut self, cols: u16, rows: u16) {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        self.parser.screen_mut().set_size(cells(rows), cells(cols));
        self.master.as_ref().expect("the terminal is open").resize(size).expect("it can be resized");
    }

    #[track_caller]
    pub(super) fn wait_until(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self.parser.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(why) => panic!("{what} never came: {why}\n{}", self.text()),
            }
        }
    }

    #[track_caller]
    pub(super) fn wait_for(&mut self, words: &str) {
        self.wait_until(words, |screen| screen.contents().contains(words));
    }

    /// What stands on the screen.
    pub(super) fn text(&self) -> String {
        self.parser.screen().contents()
    }

    pub(super) fn pid(&self) -> Pid {
        let id = self.child.process_id().expect("the program runs");
        Pid::from_raw(id.try_into().expect("a process id is small")).expect("and not zero")
    }

    pub(super) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the program can be signalled");
    }

    /// Waits for the end; returns the exit status, everything written till then taken in.
    #[track_caller]
    pub(super) fn exit_status(&mut self) -> u32 {
        let status = self.ended();
        status.exit_status().map_or(999, |code| u32::try_from(code).unwrap_or(998))
    }

    /// Kills the program as a power cut would, and waits until it is gone.
    #[track_caller]
    pub(super) fn kill(&mut self) {
        self.signal(Signal::KILL);
        assert!(self.ended().signaled(), "it ended in another way");
    }

    #[track_caller]
    fn ended(&mut self) -> WaitStatus {
        let (send, ended) = channel();
        let mut waiter = self.child.clone_killer();
        let pid = self.pid();
        std::thread::spawn(move || send.send(waitpid(Some(pid), WaitOptions::empty())));
        match ended.recv_timeout(PATIENCE) {
            Ok(Ok(Some((_, status)))) => {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
                    self.take(&bytes);
                }
                status
            }
            other => {
                let _ = waiter.kill();
                panic!("the program did not end: {other:?}\n{}", self.text());
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.raw.extend(bytes);
    }

    #[track_caller]
    pub(super) fn is_given_back(&self) {
        let screen = self.parser.screen();
        assert!(!screen.alternate_screen(), "the other screen is still there");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.bracketed_paste(), "pastes are still marked");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a screen has cells")
}
