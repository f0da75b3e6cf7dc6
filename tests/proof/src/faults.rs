//! Every system call of every changing command, killed and failed, once and from then on, by `strace`; and the same
//! again on what the first fault has left.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::Budget;
use crate::home::{Dice, Home, Program, has, said};

/// The calls that touch files.
pub const CALLS: &[&str] = &[
    "openat",
    "read",
    "write",
    "lseek",
    "statx",
    "newfstatat",
    "fstat",
    "flock",
    "fdatasync",
    "fsync",
    "linkat",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "fchmod",
    "getdents64",
    "readlink",
];

/// Commands that change something, with what they read from standard input.
pub const COMMANDS: &[(&[&str], &str)] = &[
    (&["mark", "done", "design/3"], ""),
    (&["set", "design/3", "--owner", "Kim", "--due", "2026-12-01"], ""),
    (&["note", "design/3", "a longer answer of several words"], ""),
    (&["note", "design/3", "--private", "only mine"], ""),
    (&["capture", "risk", "design/3", "No backup"], ""),
    (&["question", "existing-users", "no"], ""),
    (&["target", "demo", "2026-12-15"], ""),
    (&["rename", "Another name"], ""),
    (&["undo"], ""),
    (&["add", "An item of our own", "--checklist", "design", "--workstream", "architecture"], ""),
    (&["new", "Second", "--scenario", "b2b"], ""),
    (&["report", "--format", "md", "-o", "report.md"], ""),
    (&["report", "--format", "csv", "-o", "old.csv", "--force"], ""),
    (&["merge", "a.golive", "-o", "merged.golive"], ""),
    (&["git-setup"], ""),
    (&["pack", "init", "lists"], ""),
    (&["walk", "--checklist", "design", "--minutes", "60"], "doing\nanswer yes\nnext\nclose\n\n\n\n\n"),
];

pub fn file_args<'a>(args: &[&'a str]) -> Vec<&'a str> {
    let file = match args.first() {
        Some(&"new") => "b.golive",
        _ => "a.golive",
    };
    let needs = !matches!(args.first(), Some(&("merge" | "git-setup" | "pack")));
    if needs { [&["--file", file], args].concat() } else { args.to_vec() }
}

pub fn golden(program: &Program) -> Result<Home, String> {
    let home = Home::with_project(program)?;
    let failed = |error: std::io::Error| error.to_string();
    fs::create_dir_all(home.work().join(".git")).map_err(failed)?;
    fs::write(home.work().join("old.csv"), "old").map_err(failed)?;
    Ok(home)
}

pub fn run(program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    if !has("strace", &["-e", "trace=none", "true"]) {
        return (String::new(), Vec::new(), Some("strace cannot trace here".to_owned()));
    }
    let golden = match golden(program) {
        Ok(home) => home,
        Err(why) => return (String::new(), vec![why], None),
    };
    let mut dice = Dice(budget.seed);
    // Command by command, so that a short run has some of each kind.
    let mut order: Vec<usize> = (0..COMMANDS.len()).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, usize::try_from(dice.below(at as u64 + 1)).unwrap_or_default());
    }
    let mut order = order.into_iter();
    let (mut points, mut known) = (Vec::new(), 0);
    let (mut kills, mut errors, mut again, mut hit) = (0, 0, 0, 0);
    let mut violations = Vec::new();
    let mut left = Vec::new();
    while !budget.is_over() {
        if known < COMMANDS.len() && (left.is_empty() || dice.below(8) == 0) {
            let more = order.next().map(|at| points_of(program, &golden, at)).unwrap_or_default();
            known += 1;
            left.extend(more.iter().copied());
            points.extend(more);
        }
        if left.is_empty() {
            left.clone_from(&points);
            continue;
        }
        let (at, call, n) =
            left.swap_remove(usize::try_from(dice.below(left.len() as u64)).unwrap_or_default());
        let Some((args, stdin)) = COMMANDS.get(at) else { continue };
        let kind = ["signal=KILL", "error=EIO", "error=ENOSPC", "error=EINTR"]
            [usize::try_from(dice.below(4)).unwrap_or(0)];
        // A call that is interrupted for ever is made again for ever, as it should be.
        let may_last = matches!(kind, "error=EIO" | "error=ENOSPC");
        let then = if may_last && dice.below(2) == 1 { "+" } else { "" };
        let fault = format!("{call}:{kind}:when={n}{then}");
        let Ok(home) = golden.copy() else { continue };
        let before = home.bytes();
        let output = injected(program, &home, &fault, args, stdin);
        if kind == "signal=KILL" {
            kills += 1
        } else {
            errors += 1
        }
        hit += usize::from(!output.status.success());
        let what = format!("{} under {fault}", args.join(" "));
        check(program, &home, &before, &output, args, kind == "signal=KILL", &what, &mut violations);
        // A fault while the first one is recovered from.
        if dice.below(4) == 0 {
            again += 1;
            let before = home.bytes();
            let (call, n) =
                (CALLS[usize::try_from(dice.below(CALLS.len() as u64)).unwrap_or(0)], 1 + dice.below(20));
            let second = format!("{call}:signal=KILL:when={n}");
            let output = injected(program, &home, &second, args, stdin);
            let what = format!("{what}, then {second}");
            check(program, &home, &before, &output, args, true, &what, &mut violations);
        }
    }
    let reached = format!(
        "{kills} kills, {errors} errors ({hit} that ended the command), {again} faults after a fault, of {} points",
        points.len()
    );
    (reached, violations, None)
}

/// Every (command, call, number of the call) of one command.
fn points_of(program: &Program, golden: &Home, at: usize) -> Vec<(usize, &'static str, u64)> {
    let mut points = Vec::new();
    let (Some((args, stdin)), Ok(home)) = (COMMANDS.get(at), golden.copy()) else { return points };
    let log = home.root.join("trace");
    let trace = words(&format!("strace -f -qq -o {} -e trace={}", log.display(), CALLS.join(",")));
    traced(program, &home, &trace, args, stdin);
    let text = fs::read_to_string(&log).unwrap_or_default();
    for call in CALLS {
        let count = text.lines().filter(|line| called(line) == *call).count();
        points.extend((1..=count as u64).map(|n| (at, *call, n)));
    }
    points
}

/// The name of the call in a line of strace, after the number of the process.
pub fn called(line: &str) -> &str {
    let line = line.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ' ');
    line.split('(').next().unwrap_or_default()
}

pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn injected(program: &Program, home: &Home, fault: &str, args: &[&str], stdin: &str) -> Output {
    let calls = fault.split(':').next().unwrap_or_default();
    let before =
        words(&format!("timeout -s KILL 60 strace -f -qq -o /dev/null -e trace={calls} -e inject={fault}"));
    traced(program, home, &before, args, stdin)
}

pub fn traced(program: &Program, home: &Home, before: &[String], args: &[&str], stdin: &str) -> Output {
    let mut command = home.command(program, before, &file_args(args));
    let input = home.root.join("stdin");
    if fs::write(&input, stdin).is_ok()
        && let Ok(file) = fs::File::open(&input)
    {
        command.stdin(file);
    }
    command.output().expect("strace can be started")
}

#[expect(clippy::too_many_arguments, reason = "everything that is known of one run")]
fn check(
    program: &Program,
    home: &Home,
    before: &[u8],
    output: &Output,
    args: &[&str],
    is_killed: bool,
    what: &str,
    violations: &mut Vec<String>,
) {
    let mut bad = |why: String| violations.push(format!("{what}: {why}"));
    let after = home.bytes();
    if !after.starts_with(before) {
        bad("the file does not begin with what it had".to_owned());
    }
    let code = output.status.code();
    // Before the program begins, its libraries are loaded by calls of the same names.
    let is_loader = code == Some(127) && said(output).contains("while loading shared libraries");
    if !is_killed && !is_loader && !matches!(code, Some(0..=3)) {
        bad(format!("ended with {}: {}", output.status, said(output)));
    }
    let text = said(output);
    let changes =
        !matches!(args.first(), Some(&("report" | "merge" | "git-setup" | "pack" | "new" | "walk")))
            && !args.contains(&"--private");
    if changes && code == Some(0) && after.len() == before.len() && !text.contains("nothing to change") {
        bad(format!("said that it was done, and nothing was written: {text}"));
    }
    let missing = never_saved(&text);
    if code == Some(0) && !missing.is_empty() {
        bad(format!("ended with 0, and {missing:?} was never saved: {text}"));
    }
    // The next command works, and nothing is lost.
    let verified = home.run(program, &["verify", "a.golive"]);
    if verified.status.code() != Some(0) {
        bad(format!("verify: {}", said(&verified)));
    }
    let next = home.run(program, &["--file", "a.golive", "mark", "doing", "deploy/1"]);
    if next.status.code() != Some(0) {
        bad(format!("the next command: {}", said(&next)));
    }
    for (name, whole) in [("b.golive", "Golive("), ("merged.golive", "Golive("), ("report.md", "#")] {
        let path = home.work().join(name);
        if path.exists()
            && !fs::read_to_string(&path).is_ok_and(|text| text.starts_with(whole) && text.ends_with('\n'))
        {
            bad(format!("{name} is half written"));
        }
    }
    let old = fs::read_to_string(home.work().join("old.csv")).unwrap_or_default();
    if old != "old" && !(old.ends_with('\n') && old.len() > 100) {
        bad("old.csv is half written".to_owned());
    }
    for left in leftovers(&home.root) {
        // One that was killed between its name and its renaming; the next file made there clears an old one.
        if !(is_killed && left.contains(".golive-") && left.ends_with(".tmp")) {
            bad(format!("left {left}"));
        }
    }
}

/// What was said to be not saved and was not said to be saved later.
///
/// A fault of one call is over when the next thing is written: what waited is written with it, and said again. Lines are
/// wrapped, so their beginnings are compared.
fn never_saved(text: &str) -> Vec<String> {
    const NOT: &str = "NOT SAVED: ";
    let flat = text.replace(" / ", " ");
    let mut missing = Vec::new();
    for (at, _) in flat.match_indices(NOT) {
        let after = flat.get(at + NOT.len()..).unwrap_or_default();
        let begins: String = after.chars().take(40).collect();
        let is_good = after.contains(&format!("saved: {}", begins.trim_end()))
            || after.contains("saved: the step that was missed");
        if !is_good {
            missing.push(begins);
        }
    }
    missing
}

fn leftovers(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(leftovers(&path));
        } else if name.starts_with(".golive-") || name.starts_with(".tmp") {
            found.push(path.to_string_lossy().into_owned());
        }
    }
    found
}
