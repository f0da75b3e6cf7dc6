//! Every system call of every changing command, in every state of the file, killed and failed, once and from then on,
//! by `strace`; and the same again on what the first fault has left.
//!
//! A round gives each command another state; after as many rounds as there are states every pair was visited. Within
//! a round every point is visited once, in an order of its own, so that a short run has some of each kind.

use std::collections::HashSet;
use std::fs;
use std::process::{Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::Budget;
use crate::after::{self, Ran};
use crate::commands::{COMMANDS, Changing};
use crate::home::{Dice, Home, Program, at_once, has, memory, said, workers};
use crate::states::STATES;
use crate::watch::Watch;

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

/// What a call does in the place of its work. A call that is interrupted for ever is made again for ever, as it should be.
const ERRORS: &[(&str, &str)] = &[
    ("EIO", ""),
    ("ENOSPC", "+"),
    ("EINTR", ""),
    ("EIO", "+"),
    ("ENOSPC", ""),
    ("EACCES", ""),
    ("EROFS", "+"),
];

/// One call of one command in one state of the file.
#[derive(Clone)]
struct Point {
    case: usize,
    call: &'static str,
    n: u64,
    /// `None` is a kill.
    error: Option<usize>,
}

/// A command and the state that it finds.
struct Case<'a> {
    state: usize,
    command: usize,
    changing: &'a Changing,
    home: &'a Home,
    args: Vec<String>,
    /// How many lines are lost before, or when nothing fails.
    lost: usize,
}

#[derive(Default)]
struct Tally {
    kills: usize,
    errors: usize,
    ended: usize,
    again: usize,
    started: usize,
    violations: Vec<String>,
}

/// A project with answers, captures, an item of its own, and something to undo and to redo.
pub fn golden(program: &Program, home: Home) -> Result<Home, String> {
    home.begin(program)?;
    for args in [
        ["add", "First item", "--checklist", "design", "--workstream", "architecture"].as_slice(),
        &["mark", "doing", "design/4"],
        &["note", "design/4", "to be taken back"],
        &["undo"],
    ] {
        let output = home.run(program, &[&["--file", "a.golive"], args].concat());
        if !output.status.success() {
            return Err(format!("{args:?}: {}", said(&output)));
        }
    }
    let failed = |error: std::io::Error| error.to_string();
    fs::create_dir_all(home.work().join(".git")).map_err(failed)?;
    fs::write(home.work().join("old.csv"), "old").map_err(failed)?;
    Ok(home)
}

pub fn run(program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    if !has("strace", &["-e", "trace=none", "true"]) {
        return (String::new(), Vec::new(), Some("strace cannot trace here".to_owned()));
    }
    let golden = match Home::within(&memory())
        .map_err(|error| error.to_string())
        .and_then(|home| golden(program, home))
    {
        Ok(home) => home,
        Err(why) => return (String::new(), vec![why], None),
    };
    let mut dice = Dice(budget.seed);
    let mut whole = Tally::default();
    let (mut kills_seen, mut errors_seen) = (HashSet::new(), HashSet::new());
    let mut round = 0;
    while !budget.is_over() {
        let mut homes = Vec::new();
        for state in STATES {
            let made = golden.copy().map_err(|error| error.to_string()).and_then(|home| {
                (state.make)(program, &home, &mut dice)?;
                Ok(home)
            });
            match made {
                Ok(home) => homes.push(home),
                Err(why) => return (String::new(), vec![format!("{}: {why}", state.name)], None),
            }
        }
        let mut order: Vec<usize> = (0..COMMANDS.len()).collect();
        dice.shuffle(&mut order);
        let looked: Mutex<Vec<(Case<'_>, Vec<Point>)>> = Mutex::default();
        let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let setup = Setup { program, watch: &Watch::new() };
        at_once(workers(), |_| {
            while let Some(command) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                let state = (command + round) % STATES.len();
                let (Some(changing), Some(home)) = (COMMANDS.get(*command), homes.get(state)) else { return };
                if budget.is_over() {
                    return;
                }
                match setup.look(Case {
                    state,
                    command: *command,
                    changing,
                    home,
                    args: changing.words(home),
                    lost: 0,
                }) {
                    Ok(case) => looked.lock().expect("nobody panics").push(case),
                    Err(why) => wrong.lock().expect("nobody panics").push(why),
                }
            }
        });
        whole.violations.extend(wrong.into_inner().expect("nobody panics"));
        let (mut cases, mut points) = (Vec::new(), Vec::new());
        for (case, mut of_case) in looked.into_inner().expect("nobody panics") {
            of_case.iter_mut().for_each(|point| point.case = cases.len());
            for (at, point) in of_case.into_iter().enumerate() {
                if (at + round) % 4 == 0 {
                    let error = Some((at / 4 + round) % ERRORS.len());
                    points.push(Point { error, ..point.clone() });
                }
                points.push(point);
            }
            cases.push(case);
        }
        dice.shuffle(&mut points);
        let next = AtomicUsize::new(0);
        let seed = dice.below(u64::MAX);
        let tallies = at_once(workers(), |worker| {
            let (mut tally, mut dice) = (Tally::default(), Dice(seed ^ worker));
            let mut seen = Vec::new();
            while !budget.is_over() {
                let Some(point) = points.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                let Some(case) = cases.get(point.case) else { break };
                if setup.strike(case, point, &mut dice, &mut tally) {
                    seen.push((case.state, case.command, point.call, point.n, point.error));
                }
            }
            (tally, seen)
        });
        for (tally, seen) in tallies {
            whole.kills += tally.kills;
            whole.errors += tally.errors;
            whole.ended += tally.ended;
            whole.again += tally.again;
            whole.started += tally.started;
            whole.violations.extend(tally.violations);
            for point in seen {
                if point.4.is_none() {
                    kills_seen.insert(point)
                } else {
                    errors_seen.insert(point)
                };
            }
        }
        round += 1;
    }
    let reached = format!(
        "{} kills ({} distinct), {} errors ({} distinct, {} ended the command), {} faults after a fault; after {} the next command was started as well",
        whole.kills,
        kills_seen.len(),
        whole.errors,
        errors_seen.len(),
        whole.ended,
        whole.again,
        whole.started,
    );
    (reached, whole.violations, None)
}

/// What all points have in common.
struct Setup<'a> {
    program: &'a Program,
    watch: &'a Watch,
}

impl Setup<'_> {
    /// Runs a case without a fault: which calls there are, and what is lost anyway.
    fn look<'c>(&self, mut case: Case<'c>) -> Result<(Case<'c>, Vec<Point>), String> {
        let home = case.home.copy().map_err(|error| error.to_string())?;
        let log = home.root.join("trace");
        // What comes before the first `poll` belongs to the loader, not to the program.
        let trace = words(&format!("strace -f -qq -o {} -e trace=poll,{}", log.display(), CALLS.join(",")));
        let bytes = home.bytes();
        let before = after::lost(&bytes);
        let output = self.traced(&home, &trace, &case.args, case.changing.stdin);
        case.lost = before.max(after::lost(&home.bytes()));
        // These have nothing to do in some of the states, or something else is to be ended first: they say so and change
        // nothing.
        let may_refuse = matches!(case.changing.args.first(), Some(&("undo" | "redo" | "walk")));
        if may_refuse && matches!(output.status.code(), Some(1 | 2)) && home.bytes() == bytes {
            return Ok((case, Vec::new()));
        }
        if output.status.code() != Some(0) {
            let state = STATES.get(case.state).map_or("", |state| state.name);
            return Err(format!("{} without a fault, {state}: {}", case.args.join(" "), said(&output)));
        }
        let text = fs::read_to_string(&log).unwrap_or_default();
        let begin = text.lines().position(|line| called(line) == "poll").unwrap_or_default();
        let mut points = Vec::new();
        for call in CALLS {
            let is_call = |line: &&str| called(line) == *call;
            let loader = text.lines().take(begin).filter(is_call).count() as u64;
            let all = text.lines().filter(is_call).count() as u64;
            points.extend((loader + 1..=all).map(|n| Point { case: 0, call, n, error: None }));
        }
        Ok((case, points))
    }

    /// Lets one thing go wrong and looks at what is left; whether it did go wrong.
    fn strike(&self, case: &Case<'_>, point: &Point, dice: &mut Dice, tally: &mut Tally) -> bool {
        let Ok(home) = case.home.copy() else { return false };
        let fault = match point.error.and_then(|error| ERRORS.get(error)) {
            Some((error, lasts)) => format!("{}:error={error}:when={}{lasts}", point.call, point.n),
            None => format!("{}:signal=KILL:when={}", point.call, point.n),
        };
        let state = STATES.get(case.state).map_or("", |state| state.name);
        let mut what = format!("{} under {fault}, {state}", case.args.join(" "));
        let before = home.bytes();
        let output = self.injected(&home, &fault, case);
        let is_killed = point.error.is_none();
        let is_hit = if is_killed { was_killed(&output) } else { true };
        tally.kills += usize::from(is_killed && is_hit);
        tally.errors += usize::from(!is_killed);
        tally.ended += usize::from(!is_killed && !output.status.success());
        let is_change = case.changing.is_change();
        let ran = Ran::of(&home, &before, &output, is_change, is_killed, case.lost);
        let mut wrong = after::check(&ran);
        // A fault while the first one is recovered from.
        if dice.below(8) == 0 {
            tally.again += 1;
            let between = home.bytes();
            let fault = format!("{}:signal=KILL:when={}", dice.pick(CALLS), 1 + dice.below(24));
            what = format!("{what}, then {fault}");
            let second = self.injected(&home, &fault, case);
            wrong.extend(after::check(&ran.again(&between, &second)));
        }
        wrong.extend(after::goes_on(&home, case.lost, dice));
        if dice.below(16) == 0 || !wrong.is_empty() {
            tally.started += 1;
            wrong.extend(after::next_command(self.program, &home, case.lost));
        }
        tally.violations.extend(wrong.into_iter().map(|why| format!("{what}: {why}")));
        is_hit
    }

    fn injected(&self, home: &Home, fault: &str, case: &Case<'_>) -> Output {
        let calls = fault.split(':').next().unwrap_or_default();
        // Not with `--seccomp-bpf`, which saves nothing here and with which no signal is sent.
        let before = words(&format!("strace -f -qq -o /dev/null -e trace={calls} -e inject={fault}"));
        self.traced(home, &before, &case.args, case.changing.stdin)
    }

    fn traced(&self, home: &Home, before: &[String], args: &[String], stdin: &str) -> Output {
        traced(self.program, self.watch, home, before, args, stdin)
    }
}

/// The program behind strace, with words on its standard input.
pub fn traced(
    program: &Program,
    watch: &Watch,
    home: &Home,
    before: &[String],
    args: &[String],
    stdin: &str,
) -> Output {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut command = home.command(program, before, &args);
    if !stdin.is_empty() {
        let input = home.root.join("stdin");
        if fs::write(&input, stdin).is_ok()
            && let Ok(file) = fs::File::open(&input)
        {
            command.stdin(file);
        }
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    watch.output(&mut command).expect("strace can be started")
}

/// The name of the call in a line of strace, after the number of the process.
pub fn called(line: &str) -> &str {
    let line = line.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == ' ');
    line.split('(').next().unwrap_or_default()
}

pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn was_killed(output: &Output) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // strace ends as the program did.
    output.status.signal() == Some(9) || output.status.code() == Some(128 + 9)
}
