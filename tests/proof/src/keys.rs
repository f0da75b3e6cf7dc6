//! Random keys in terminals of random sizes that change all the time, pastes and broken sequences among them: no panic,
//! and the file stays whole. Each session ends by a hang-up, a signal or a kill at a random moment; unless it was killed,
//! the terminal has its modes back.
//!
//! After each change of the size the program draws; that is waited for, so that keys are read in many small pieces and
//! no time is lost where there is nothing to wait for.

use std::io::{Read, Write};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::Budget;
use crate::after::lost;
use crate::home::{Dice, Home, Program, at_once, memory, said, workers};

const SEQUENCES: &[&str] = &[
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[H",
    "\x1b[F",
    "\x1b",
    "\r",
    "\t",
    "\x1b[Z",
    " ",
    "1",
    "2",
    "3",
    "4",
    "5",
    "e",
    "/",
    ":",
    "\x1b[200~pasted words\x1b[201~",
    "\x1b[200~two\nlines \u{202e}and more",
    "\x1b[",
    "\x1b[<0;10;10M",
    "\x1b[<64;5;5M",
    "\x1b[I",
    "\x1b[O",
    "\u{7f}",
    "u",
    "U",
    "?",
    "f",
    "o",
    "c",
    "w",
    "b",
    "V",
    "é日本",
];

/// So many bytes are enough.
const ENOUGH: usize = 10_000_000;

/// At most so many bytes go to one terminal, if its program lives so long.
const BYTES: u64 = 40_000;

/// After so long a program is taken for one that hangs.
const LONGEST: Duration = Duration::from_secs(20);

#[derive(Default)]
struct Tally {
    sessions: usize,
    bytes: usize,
    sizes: usize,
    violations: Vec<String>,
}

pub fn run(program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    let golden = match Home::with_project_in(&memory(), program) {
        Ok(home) => home,
        Err(why) => return (String::new(), vec![why], None),
    };
    let share = ENOUGH / usize::try_from(workers()).unwrap_or(1).max(1);
    let tallies = at_once(workers(), |worker| {
        let mut dice = Dice(budget.seed.wrapping_add(worker << 32));
        let mut tally = Tally::default();
        while !budget.is_over() && tally.bytes <= share {
            tally.sessions += 1;
            let seed = dice.below(u64::MAX);
            if let Err(why) = session(program, &golden, budget, &mut Dice(seed), &mut tally) {
                tally.violations.push(format!("session of seed {seed}: {why}"));
            }
        }
        tally
    });
    let mut whole = Tally::default();
    for tally in tallies {
        whole.sessions += tally.sessions;
        whole.bytes += tally.bytes;
        whole.sizes += tally.sizes;
        whole.violations.extend(tally.violations);
    }
    let reached = format!(
        "{} bytes of keys and {} changes of the size in {} terminals",
        whole.bytes, whole.sizes, whole.sessions
    );
    (reached, whole.violations, None)
}

/// What a program has written so far.
#[derive(Default)]
struct Drawn {
    count: usize,
    /// The end of it, or what it said when it panicked.
    tail: Vec<u8>,
    has_panicked: bool,
    is_over: bool,
    /// Whether somebody wants to be the last one who holds the terminal.
    lets_go: bool,
}

type Shared = Arc<(Mutex<Drawn>, Condvar)>;

fn listen(mut from: Box<dyn Read + Send>, shared: &Shared) {
    let shared = Arc::clone(shared);
    std::thread::spawn(move || {
        let mut bytes = [0; 1 << 14];
        loop {
            let read = from.read(&mut bytes).unwrap_or_default();
            let (drawn, news) = &*shared;
            let mut drawn = drawn.lock().expect("nobody panics");
            if read == 0 || drawn.lets_go {
                drawn.is_over = true;
                news.notify_all();
                return;
            }
            drawn.count += read;
            if !drawn.has_panicked {
                let keep = drawn.tail.len().saturating_sub(64);
                drawn.tail.drain(..keep);
            }
            drawn.tail.extend(bytes.get(..read).unwrap_or_default());
            drawn.has_panicked |= drawn.tail.windows(11).any(|part| part == b"panicked at");
            news.notify_all();
        }
    });
}

/// Waits until that much was written; whether it was.
fn waited(shared: &Shared, count: usize, longest: Duration) -> bool {
    let (drawn, news) = &**shared;
    let begun = Instant::now();
    let mut drawn = drawn.lock().expect("nobody panics");
    while drawn.count < count && !drawn.is_over && begun.elapsed() < longest {
        drawn = news.wait_timeout(drawn, Duration::from_millis(500)).expect("nobody panics").0;
    }
    drawn.count >= count
}

fn session(
    program: &Program,
    golden: &Home,
    budget: Budget,
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<(), String> {
    let home = golden.copy().map_err(|error| error.to_string())?;
    let before = home.bytes();
    let mut size = any_size(dice);
    let pair = native_pty_system().openpty(size).map_err(|error| error.to_string())?;
    let modes = pair.master.get_termios();
    let mut command = CommandBuilder::new(&program.path);
    command.args(["--file", "a.golive"]);
    command.cwd(home.work());
    command.env_clear();
    // Nothing is found by name: no browser, no editor but this one.
    for (name, value) in [("PATH", "/nowhere"), ("EDITOR", "/bin/true"), ("USER", "ana"), ("TZ", "UTC")] {
        command.env(name, value);
    }
    command.env("HOME", &home.root);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    let mut child = pair.slave.spawn_command(command).map_err(|error| error.to_string())?;
    drop(pair.slave);
    let shared: Shared = Arc::default();
    listen(pair.master.try_clone_reader().map_err(|error| error.to_string())?, &shared);
    let mut keyboard = pair.master.take_writer().map_err(|error| error.to_string())?;
    // A machine that is busy takes a while to begin.
    if !waited(&shared, 20, LONGEST) {
        let _ = child.kill();
        return Err(format!("nothing was drawn at {}x{}", size.cols, size.rows));
    }
    let most = usize::try_from(4_000 + dice.below(BYTES - 4_000)).unwrap_or_default();
    let mut sent = 0;
    while sent < most && !budget.is_over() && !shared.0.lock().expect("nobody panics").is_over {
        let keys = some_keys(dice);
        if keyboard.write_all(&keys).is_err() {
            break;
        }
        sent += keys.len();
        tally.bytes += keys.len();
        if dice.below(3) == 0 {
            resize(pair.master.as_ref(), &shared, &mut size, dice);
            tally.sizes += 1;
        }
    }
    let process = child.process_id().unwrap_or_default().to_string();
    let send = |signal: &str| drop(Command::new("kill").args([signal, &process]).output());
    // `None` once it is gone, or if the program could not give it back.
    let mut terminal = None;
    let master = pair.master;
    match dice.below(4) {
        0 => {
            send("-TERM");
            terminal = Some((master, keyboard));
        }
        1 => {
            send("-HUP");
            terminal = Some((master, keyboard));
        }
        2 => send("-KILL"),
        _ => {
            // A terminal is gone once nobody listens to it any more: that ends with the next thing that is drawn.
            shared.0.lock().expect("nobody panics").lets_go = true;
            resize(master.as_ref(), &shared, &mut size, dice);
            drop((master, keyboard));
        }
    }
    let begun = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if begun.elapsed() > LONGEST => {
                send("-KILL");
                return Err("it did not end".to_owned());
            }
            Ok(None) => crate::home::pause(1),
            Err(error) => return Err(error.to_string()),
        }
    };
    let drawn = shared.0.lock().expect("nobody panics");
    if drawn.has_panicked || status.exit_code() == 101 {
        let text = String::from_utf8_lossy(&drawn.tail).replace(['\r', '\n'], " ");
        return Err(format!("it panicked at {}x{}: {text}", size.cols, size.rows));
    }
    drop(drawn);
    if let Some((master, _)) = terminal {
        let now = master.get_termios();
        if now.is_none() || now != modes {
            return Err("the terminal does not have its modes back".to_owned());
        }
    }
    if !home.bytes().starts_with(&before) || lost(&home.bytes()) > 0 {
        return Err("the file does not have what it had".to_owned());
    }
    if dice.below(16) == 0 {
        let verified = home.run(program, &["verify", "a.golive"]);
        if !verified.status.success() {
            return Err(said(&verified));
        }
    }
    Ok(())
}

fn any_size(dice: &mut Dice) -> PtySize {
    let mut side = |end| u16::try_from(1 + dice.below(end)).unwrap_or(24);
    PtySize { rows: side(60), cols: side(160), pixel_width: 0, pixel_height: 0 }
}

/// Changes the size, which makes the program draw, and waits for that.
fn resize(master: &dyn MasterPty, shared: &Shared, size: &mut PtySize, dice: &mut Dice) {
    let before = shared.0.lock().expect("nobody panics").count;
    let mut next = any_size(dice);
    if (next.rows, next.cols) == (size.rows, size.cols) {
        next.rows += 1;
    }
    *size = next;
    if master.resize(next).is_ok() {
        waited(shared, before + 1, Duration::from_secs(2));
    }
}

fn some_keys(dice: &mut Dice) -> Vec<u8> {
    let mut keys = Vec::new();
    for _ in 0..1 + dice.below(120) {
        if dice.below(3) == 0 {
            let key = u8::try_from(dice.below(256)).unwrap_or_default();
            // What quits is rare, so that sessions last; a stop would need a shell that goes on.
            let is_taken = match key {
                0x1a => false,
                b'q' | b'Q' | 0x03 | 0x04 => dice.below(20) == 0,
                _ => true,
            };
            keys.extend(Some(key).filter(|_| is_taken));
        } else {
            keys.extend(dice.pick(SEQUENCES).as_bytes());
        }
    }
    keys
}
