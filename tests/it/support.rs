//! The command line as a user meets it: arguments and input in, output, messages and exit status out.
//!
//! A [`Test`] has its own home, clock, zone, width and author; nothing of the real machine is read. Several commands
//! of one test share the home, in order:
//!
//! ```ignore
//! Test::new()
//!     .run(["new", "Contoso portal", "--scenario", "b2c"])
//!     .args(["undo"])
//!     .stderr("error: there is nothing to undo")
//!     .code(1);
//! ```
//!
//! The three outcomes are always compared whole; what is not mentioned has to be empty. Paths of the test's folders
//! are written as `$ROOT`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use golive::files::disk::{Disk, Drive};
use golive::workspace::world::{Folders, Terminals, World};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

/// A home of its own, and the next command with what is expected of it.
pub(crate) struct Test {
    root: tempfile::TempDir,
    env: BTreeMap<String, OsString>,
    folder: PathBuf,
    has_home: bool,
    now: Timestamp,
    /// How far the monotonic clock goes on with each look at it.
    each_look: Duration,
    chance: u64,
    terminals: Terminals,
    columns: Option<usize>,
    pipe: Pipe,
    disk: fn() -> Box<dyn Disk>,
    args: Vec<OsString>,
    stdin: Vec<u8>,
    typed: Option<Box<dyn io::BufRead>>,
    stdout: String,
    stderr: String,
}

impl Drop for Test {
    fn drop(&mut self) {
        // A test that forgot `code` would pass without having looked at anything.
        assert!(self.args.is_empty() || std::thread::panicking(), "{:?} was never run", self.args);
    }
}

/// What became of one command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: u8,
}

/// What standard output leads to.
#[derive(Clone, Copy)]
enum Pipe {
    Open,
    Closed,
    Full,
}

impl Test {
    /// A test with an empty home, on Friday 20 November 2026, 21:39:32 in Berlin's winter.
    pub(crate) fn new() -> Test {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        let folder = root.path().join("work");
        fs::create_dir(&folder).expect("it is empty");
        Test {
            root,
            env: BTreeMap::from([("USER".to_owned(), "ana".into()), ("TERM".to_owned(), "xterm".into())]),
            folder,
            has_home: true,
            now: "2026-11-20T20:39:32Z".parse().expect("it is a time"),
            each_look: Duration::ZERO,
            chance: 0x7f3a_9c52_e0b1_4d66,
            terminals: Terminals::default(),
            columns: None,
            pipe: Pipe::Open,
            disk: || Box::new(Drive),
            args: Vec::new(),
            stdin: Vec::new(),
            typed: None,
            stdout: String::new(),
            stderr: String::new(),
        }
    }

    /// A test whose pack is the small one of the tests, so that counts can be made by hand.
    pub(crate) fn small() -> Test {
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
        let mut test = Test::new();
        test.env.insert("GOLIVE_PACK".to_owned(), pack.into());
        test
    }

    /// A test with a B2C project on the small pack: `Contoso portal`, in `data/contoso-portal.golive`.
    pub(crate) fn project() -> Test {
        Test::small().run(["new", "Contoso portal", "--scenario", "b2c"])
    }

    /// A test with a project in which everything that shows has happened.
    pub(crate) fn lived_in() -> Test {
        Test::project()
            .run(["question", "existing-users", "no"])
            .run(["target", "demo", "2026-12-15"])
            .run(["mark", "done", "design/1", "--evidence", "wiki/tenants", "--owner", "Ana"])
            .run([
                "mark",
                "blocked",
                "design/3",
                "--reason",
                "waits for the brand team",
                "--due",
                "2026-11-18",
            ])
            .run(["mark", "waived", "design/2", "--reason", "later", "--owner", "Kim", "--until", "live"])
            .run(["note", "design/3", "The hosted page.\nWith our colours."])
            .run(["capture", "action", "design/3", "Ask for the colours", "--owner", "Lena", "--due", "tue"])
            .run(["capture", "decision", "design/3", "One page for all"])
            .run(["capture", "parked", "-", "A second brand in 2027"])
    }

    /// Sets the arguments of the next command.
    pub(crate) fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Test {
        self.args = args.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the arguments of the next command, split at blanks.
    pub(crate) fn line(self, args: &str) -> Test {
        let args: Vec<String> = args.split_whitespace().map(str::to_owned).collect();
        self.args(args)
    }

    /// Sets what the next command reads.
    pub(crate) fn stdin(mut self, text: &str) -> Test {
        self.stdin = text.as_bytes().to_vec();
        self
    }

    /// Lets the next command read from this, so that something may happen between two lines.
    pub(crate) fn typed(mut self, input: impl io::BufRead + 'static) -> Test {
        self.typed = Some(Box::new(input));
        self
    }

    /// Sets what the next command has to print; common indentation and the first line end do not count.
    pub(crate) fn stdout(mut self, expected: &str) -> Test {
        self.stdout = unindent(expected);
        self
    }

    /// Sets what the next command has to say on standard error, as [`Test::stdout`] does.
    pub(crate) fn stderr(mut self, expected: &str) -> Test {
        self.stderr = unindent(expected);
        self
    }

    /// Runs the command and compares output, messages and exit status, all three, before it fails.
    #[track_caller]
    pub(crate) fn code(mut self, expected: u8) -> Test {
        let found = self.perform();
        let expected =
            Output { stdout: take(&mut self.stdout), stderr: take(&mut self.stderr), code: expected };
        assert!(found == expected, "{}", compared(&expected, &found));
        self
    }

    /// Runs a command that has to succeed; what it prints and notes does not matter here.
    #[track_caller]
    pub(crate) fn run<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Test {
        self = self.args(args);
        let found = self.perform();
        let failed: String = found.stderr.lines().filter(|line| !line.starts_with("note: ")).collect();
        assert_eq!((found.code, failed.as_str()), (0, ""), "{}", found.stdout);
        self
    }

    /// Runs a command and returns what became of it.
    pub(crate) fn output<A: Into<OsString>>(&mut self, args: impl IntoIterator<Item = A>) -> Output {
        self.args = args.into_iter().map(Into::into).collect();
        self.perform()
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Test {
        self.env.insert(name.to_owned(), value.replace("$ROOT", &self.root()).into());
        self
    }

    /// Takes an environment variable away.
    pub(crate) fn without(mut self, name: &str) -> Test {
        self.env.remove(name);
        self
    }

    /// Takes the home folder away.
    pub(crate) fn homeless(mut self) -> Test {
        self.has_home = false;
        self
    }

    /// Moves the clock.
    pub(crate) fn at(mut self, time: &str) -> Test {
        self.now = time.parse().expect("the test names a time");
        self
    }

    /// Lets so many seconds pass between two looks at the monotonic clock.
    pub(crate) fn each_look(mut self, seconds: u64) -> Test {
        self.each_look = Duration::from_secs(seconds);
        self
    }

    /// Puts a terminal of so many columns behind the three streams.
    pub(crate) fn terminal(mut self, columns: usize) -> Test {
        self.terminals = Terminals { stdin: true, stdout: true, stderr: true };
        self.columns = Some(columns);
        self
    }

    /// Makes standard output a pipe whose reader has gone.
    pub(crate) fn closed_pipe(mut self) -> Test {
        self.pipe = Pipe::Closed;
        self
    }

    /// Makes standard output a file on a full disk.
    pub(crate) fn full_disk(mut self) -> Test {
        self.pipe = Pipe::Full;
        self
    }

    /// Writes the project's file with another disk.
    pub(crate) fn disk(mut self, disk: fn() -> Box<dyn Disk>) -> Test {
        self.disk = disk;
        self
    }

    /// Writes a file below the test's root, with its folders.
    pub(crate) fn file(self, path: &str, text: &str) -> Test {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it is below the root")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
        self
    }

    /// Makes a folder below the test's root.
    pub(crate) fn folder(self, path: &str) -> Test {
        fs::create_dir_all(self.path(path)).expect("folders can be made");
        self
    }

    /// Goes to a folder below the test's root.
    pub(crate) fn go_to(mut self, path: &str) -> Test {
        self.folder = self.path(path);
        self
    }

    /// A path below the test's root.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// The text of a file below the test's root, which is written as `$ROOT` in it.
    pub(crate) fn read(&self, path: &str) -> String {
        let text = fs::read_to_string(self.path(path)).expect("the file can be read");
        text.replace(&self.root(), "$ROOT")
    }

    /// Fails unless `path` below the root holds exactly `expected`.
    #[track_caller]
    pub(crate) fn holds(self, path: &str, expected: &str) -> Test {
        assert_eq!(self.read(path), unindent(expected));
        self
    }

    /// Fails if there is anything at `path` below the root.
    #[track_caller]
    pub(crate) fn lacks(self, path: &str) -> Test {
        assert!(!self.path(path).exists(), "{path} was made");
        self
    }

    fn root(&self) -> String {
        self.root.path().to_string_lossy().into_owned()
    }

    fn perform(&mut self) -> Output {
        let (stdout, stderr) = (Shared::new(self.pipe), Shared::new(Pipe::Open));
        let root = self.root.path();
        let folders = Folders {
            data: root.join("data"),
            config: root.join("config"),
            state: root.join("state"),
            cache: root.join("cache"),
        };
        let now = self.now;
        let chance = Rc::new(RefCell::new(self.chance));
        let next = Rc::clone(&chance);
        let (each_look, looks) = (self.each_look, RefCell::new(0));
        let uptime = move || {
            *looks.borrow_mut() += 1;
            each_look * *looks.borrow()
        };
        let mut world = World {
            env: self.env.clone(),
            folder: self.folder.clone(),
            home: None,
            folders: self.has_home.then_some(folders),
            clock: Box::new(move || now),
            uptime: Box::new(uptime),
            zone: TimeZone::fixed(Offset::constant(1)),
            disk: self.disk,
            chance: Box::new(move || {
                let mut bits = next.borrow_mut();
                *bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                *bits
            }),
            browser: Box::new(|_| Err(io::Error::other("a command opens no browser"))),
            stdin: self
                .typed
                .take()
                .unwrap_or_else(|| Box::new(Cursor::new(std::mem::take(&mut self.stdin)))),
            stdout: Box::new(stdout.clone()),
            stderr: Box::new(stderr.clone()),
            terminals: self.terminals,
            columns: self.columns,
        };
        let root = self.root();
        let args = self.args.drain(..).map(|arg| match arg.to_str() {
            Some(words) => words.replace("$ROOT", &root).into(),
            None => arg,
        });
        let exit = golive::cli::run(std::iter::once("golive".into()).chain(args), &mut world);
        drop(world);
        self.chance = *chance.borrow();
        let shown = |text: String| text.replace(&root, "$ROOT");
        Output { stdout: shown(stdout.text()), stderr: shown(stderr.text()), code: exit.0 }
    }
}

/// A stream that the test reads afterwards.
#[derive(Clone)]
struct Shared {
    bytes: Rc<RefCell<Vec<u8>>>,
    pipe: Pipe,
}

impl Shared {
    fn new(pipe: Pipe) -> Shared {
        Shared { bytes: Rc::default(), pipe }
    }

    fn text(&self) -> String {
        String::from_utf8(self.bytes.borrow().clone()).expect("the program prints UTF-8")
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.pipe {
            Pipe::Open => self.bytes.borrow_mut().write(bytes),
            Pipe::Closed => Err(io::ErrorKind::BrokenPipe.into()),
            Pipe::Full => Err(io::Error::from_raw_os_error(28)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn take(text: &mut String) -> String {
    std::mem::take(text)
}

fn compared(expected: &Output, found: &Output) -> String {
    let mut text = String::new();
    for (name, expected, found) in
        [("stdout", &expected.stdout, &found.stdout), ("stderr", &expected.stderr, &found.stderr)]
    {
        if expected == found {
            writeln!(text, "{name} is as expected:\n{found}").expect("a string takes everything");
        } else {
            writeln!(text, "{name} expected:\n{expected}\n{name} found:\n{found}")
                .expect("a string takes everything");
        }
    }
    format!("{text}exit status expected {}, found {}", expected.code, found.code)
}

/// `text` without its first line end and the indentation that all its lines share; it ends in a line end.
pub(crate) fn unindent(text: &str) -> String {
    let Some(body) = text.strip_prefix('\n') else {
        return if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    };
    let lines: Vec<&str> = body.trim_end_matches(' ').lines().collect();
    let indent = lines
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches(' ').len())
        .min()
        .unwrap_or(0);
    lines.iter().map(|line| line.get(indent..).unwrap_or_default().to_owned() + "\n").collect()
}

/// The program's own file, for the tests that need a process.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_golive"))
}
