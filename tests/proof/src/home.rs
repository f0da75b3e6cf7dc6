//! A home of its own for the program under test, and the program's runs in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The program under test.
pub struct Program {
    pub path: PathBuf,
    /// The seeded defect that it is to show.
    pub defect: Option<String>,
}

impl Program {
    pub fn new(path: PathBuf, defect: Option<String>) -> Program {
        Program { path: fs::canonicalize(&path).unwrap_or(path), defect }
    }
}

/// How the program is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// As the tests have it: nothing more to compile.
    Plain,
    /// As people have it, and some five times faster.
    Optimized,
    /// With the defects that can be shown.
    Seeded,
}

/// Builds the program and returns its file.
pub fn build(how: Build) -> Result<PathBuf, String> {
    let root = root();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let (more, built, copy): (&[&str], _, _) = match how {
        Build::Plain => (&[], "debug/golive", "golive-sound"),
        Build::Optimized => (&["--release"], "release/golive", "golive-optimized"),
        Build::Seeded => (&["--features", "defects"], "debug/golive", "golive-seeded"),
    };
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--locked", "-p", "golive", "--bin", "golive"])
        .args(more)
        .arg("--target-dir")
        .arg(&folder)
        .current_dir(&root)
        .status();
    match status {
        Ok(status) if status.success() => {
            // The next build may be one with other features, in the same place.
            let copy = folder.join(copy);
            fs::copy(folder.join(built), &copy)
                .map_err(|error| format!("cannot copy the program: {error}"))?;
            Ok(copy)
        }
        Ok(status) => Err(format!("the program was not built: {status}")),
        Err(error) => Err(format!("cargo cannot be started: {error}")),
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder that goes with its value, with a home in it.
pub struct Home {
    pub root: PathBuf,
}

/// A folder in memory if the system has one: where the disk is not what is proved, it need not be waited for.
pub fn memory() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let probe = memory.join(format!("golive-proof-probe-{}", std::process::id()));
    let is_there = fs::create_dir(&probe).is_ok();
    let _ = fs::remove_dir(&probe);
    if is_there { memory } else { std::env::temp_dir() }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

impl Home {
    pub fn new() -> io::Result<Home> {
        Home::within(&std::env::temp_dir())
    }

    /// A home in a folder, such as that of a file system of its own.
    pub fn within(folder: &Path) -> io::Result<Home> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("golive-proof-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let root = folder.join(name);
        fs::create_dir_all(root.join("work"))?;
        Ok(Home { root })
    }

    /// A copy of this home, beside it.
    pub fn copy(&self) -> io::Result<Home> {
        let other = Home::within(self.root.parent().unwrap_or(Path::new("/")))?;
        copy(&self.root, &other.root)?;
        Ok(other)
    }

    pub fn work(&self) -> PathBuf {
        self.root.join("work")
    }

    pub fn file(&self) -> PathBuf {
        self.work().join("a.golive")
    }

    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.file()).unwrap_or_default()
    }

    /// The program with arguments, behind other words such as those of strace.
    pub fn command(&self, program: &Program, before: &[String], args: &[&str]) -> Command {
        let mut command = match before.split_first() {
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(&program.path);
                command
            }
            None => Command::new(&program.path),
        };
        command.args(args).current_dir(self.work()).env_clear().stdin(Stdio::null());
        self.environment(&mut command, program);
        command
    }

    pub fn environment(&self, command: &mut Command, program: &Program) {
        command.env("HOME", &self.root).env("USER", "ana").env("TERM", "xterm-256color").env("TZ", "UTC");
        command.env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin").env("LANG", "C.UTF-8");
        if let Some(defect) = &program.defect {
            command.env("GOLIVE_DEFECT", defect);
        }
    }

    pub fn run(&self, program: &Program, args: &[&str]) -> Output {
        self.command(program, &[], args).output().expect("the program can be started")
    }

    /// A home with a project that has a few answers.
    pub fn with_project(program: &Program) -> Result<Home, String> {
        Home::with_project_in(&std::env::temp_dir(), program)
    }

    /// The same, in a folder.
    pub fn with_project_in(folder: &Path, program: &Program) -> Result<Home, String> {
        let home = Home::within(folder).map_err(|error| error.to_string())?;
        home.begin(program)?;
        Ok(home)
    }

    pub fn begin(&self, program: &Program) -> Result<(), String> {
        let file = ["--file", "a.golive"];
        for args in [
            ["new", "Contoso", "--scenario", "b2c"].as_slice(),
            &["mark", "done", "design/1", "--evidence", "wiki/tenants"],
            &["note", "design/2", "two words"],
            &["capture", "action", "design/2", "Draw the diagram", "--owner", "Lena"],
        ] {
            let output = self.run(program, &[&file, args].concat());
            if !output.status.success() {
                return Err(format!("{args:?}: {}", said(&output)));
            }
        }
        Ok(())
    }
}

pub fn said(output: &Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8_lossy(&text).trim().replace('\n', " / ")
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else if entry.file_type()?.is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path())?, target)?;
        } else if entry.file_type()?.is_file() {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Whether a program can be started at all.
pub fn has(program: &str, args: &[&str]) -> bool {
    let output = Command::new(program).args(args).stdin(Stdio::null()).output();
    output.is_ok_and(|output| output.status.success())
}

/// How many things are done at once: a program that is waited for leaves its processor to another.
pub fn workers() -> u64 {
    std::thread::available_parallelism().map_or(2, |cores| cores.get() as u64) * 2
}

/// Lets so many workers run at once and returns what each of them came to.
pub fn at_once<R: Send>(workers: u64, work: impl Fn(u64) -> R + Sync) -> Vec<R> {
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..workers).map(|worker| scope.spawn(move || work(worker))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a worker does not panic")).collect()
    })
}

/// Small pseudo-random numbers, the same for the same seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or_default();
        from.get(at).expect("there is one at least")
    }

    /// In any order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, usize::try_from(self.below(at as u64 + 1)).unwrap_or_default());
        }
    }
}

/// Lets the program under test go on for a while.
#[expect(
    clippy::disallowed_methods,
    reason = "from outside there is nothing to wait for: it may do anything, or nothing"
)]
pub fn pause(milliseconds: u64) {
    std::thread::sleep(Duration::from_millis(milliseconds));
}
