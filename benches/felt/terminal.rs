//! A program in a pseudo-terminal, and when its answers arrive.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::AsFd;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

pub(crate) const COLUMNS: u16 = 100;
pub(crate) const ROWS: u16 = 30;

/// Chunks that follow each other within this time are one frame.
const FRAME: Duration = Duration::from_micros(500);
/// After so long without a byte nothing more comes.
const QUIET: Duration = Duration::from_millis(40);

/// What came after a start or a key.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Answer {
    /// Until the first frame was whole.
    pub(crate) drawn: Duration,
    /// Until the last byte.
    pub(crate) last: Duration,
    pub(crate) bytes: usize,
}

pub(crate) struct Terminal {
    master: File,
    child: Child,
    started: Instant,
    /// What the program has sent so far.
    pub(crate) seen: Vec<u8>,
}

impl Terminal {
    pub(crate) fn start(mut command: Command) -> Terminal {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&master).expect("granted");
        unlockpt(&master).expect("unlocked");
        let name = ptsname(&master, Vec::new()).expect("its name");
        let other =
            rustix::fs::open(&name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("its other end");
        let size = Winsize { ws_row: ROWS, ws_col: COLUMNS, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&other, size).expect("its size");
        let other = File::from(other);
        let end = || Stdio::from(other.try_clone().expect("another end"));
        command.stdin(end()).stdout(end()).stderr(end());
        let started = Instant::now();
        let child = command.spawn().expect("the program starts");
        Terminal { master: File::from(master), child, started, seen: Vec::new() }
    }

    /// The first screen, measured from the start of the program.
    pub(crate) fn opened(&mut self) -> Answer {
        // The terminal is set up at once; a large pack takes its time before the first frame.
        self.answer(self.started, Duration::from_secs(120), 1_000)
    }

    /// Presses keys and waits until nothing more comes.
    pub(crate) fn press(&mut self, keys: &str) -> Answer {
        let from = Instant::now();
        self.master.write_all(keys.as_bytes()).expect("the keys are taken");
        self.answer(from, Duration::from_millis(400), 1)
    }

    /// Bytes that come unasked in this time.
    pub(crate) fn idle(&mut self, time: Duration) -> usize {
        let until = Instant::now() + time;
        let mut bytes = 0;
        while let Some(left) = until.checked_duration_since(Instant::now()) {
            bytes += self.read(left).unwrap_or(0);
        }
        bytes
    }

    /// Reads until nothing has come for a while, after at least so many bytes.
    fn answer(&mut self, from: Instant, patience: Duration, least: usize) -> Answer {
        let mut answer = Answer::default();
        let mut is_first_frame = true;
        let mut wait = patience;
        while let Some(count) = self.read(wait) {
            let at = from.elapsed();
            if answer.bytes > 0 && at.saturating_sub(answer.last) > FRAME {
                is_first_frame = false;
            }
            if is_first_frame {
                answer.drawn = at;
            }
            answer.last = at;
            answer.bytes += count;
            wait = if answer.bytes < least { patience } else { QUIET };
        }
        answer
    }

    /// Reads what is there; `None` if nothing came in time, or the program has ended.
    fn read(&mut self, wait: Duration) -> Option<usize> {
        let wait = Timespec { tv_sec: wait.as_secs().cast_signed(), tv_nsec: wait.subsec_nanos().into() };
        let ready = {
            let mut fds = [PollFd::from_borrowed_fd(self.master.as_fd(), PollFlags::IN)];
            poll(&mut fds, Some(&wait)).unwrap_or(0) > 0
        };
        let mut bytes = [0; 8192];
        let count = if ready { self.master.read(&mut bytes).unwrap_or(0) } else { 0 };
        self.seen.extend_from_slice(&bytes[..count]);
        (count > 0).then_some(count)
    }

    /// Presses a key that ends the program; how long until it has gone.
    pub(crate) fn quit(mut self, key: &str) -> Duration {
        let from = Instant::now();
        self.master.write_all(key.as_bytes()).expect("the key is taken");
        // The last bytes have to be read, or the program waits for them.
        while self.child.try_wait().expect("its end can be asked for").is_none() {
            assert!(from.elapsed() < Duration::from_secs(60), "the program does not end: {}", self.shown());
            self.read(Duration::from_micros(100));
        }
        from.elapsed()
    }

    /// The end of what was seen, for messages.
    pub(crate) fn shown(&self) -> String {
        String::from_utf8_lossy(&self.seen[self.seen.len().saturating_sub(400)..]).escape_debug().to_string()
    }

    /// Resident memory in MiB.
    pub(crate) fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        kib.unwrap_or(f64::NAN) / 1024.0
    }

    /// The processor time used so far, in ticks of 10 ms.
    pub(crate) fn ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<u64>().ok()).sum()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
