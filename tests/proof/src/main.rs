//! Proves what docs/promises.md promises, on the real program, from outside.
//!
//! `cargo run -p golive-proof -- short` takes about two minutes, `long` as long as `--minutes` says, on an optimized
//! program; `cargo run --release` makes the harness fast as well. Each part prints what it did and how many violations
//! it found; one violation makes the exit status 1. `defects` runs programs with a seeded defect, and then a part that
//! stays green is the failure: so the harness proves itself.
//!
//! Nothing but `strace`, `git`, `mkfs.ext4` and a Rust toolchain is needed; a part whose tool is missing says so and is
//! left out. The program under test has a home of its own in a temporary folder. What is read of a file afterwards is
//! read by the program's own library, since that is a hundred times faster than to start the program; on a sample it is
//! started.

mod after;
mod commands;
mod cuts;
mod defects;
mod faults;
mod home;
mod hostile;
mod keys;
mod merges;
mod order;
mod page;
mod states;
mod triples;
mod watch;
mod writers;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What one part did.
pub struct Figures {
    pub part: &'static str,
    /// What was counted, in words.
    pub reached: String,
    pub violations: Vec<String>,
    /// Why it was left out, if it was.
    pub left_out: Option<String>,
    pub took: Duration,
}

/// How much is to be done.
#[derive(Clone, Copy)]
pub struct Budget {
    /// The end of this part.
    pub until: Instant,
    pub seed: u64,
}

impl Budget {
    pub fn is_over(&self) -> bool {
        Instant::now() >= self.until
    }
}

type Part = (&'static str, u32, fn(&home::Program, Budget) -> (String, Vec<String>, Option<String>));

/// The parts, each with its share of the time that is left when it begins: some of them end before, because they have
/// done everything or what is enough.
const PARTS: &[Part] = &[
    ("order", 5, order::run),
    ("hostile text", 10, hostile::run),
    ("writers", 3, writers::run),
    ("merges", 4, merges::run),
    ("merges of three", 8, triples::run),
    ("keys", 12, keys::run),
    ("power cuts", 20, cuts::run),
    ("kills and errors", 60, faults::run),
];

struct Asked {
    time: Duration,
    program: Option<PathBuf>,
    only: Vec<String>,
    seed: u64,
    writes: bool,
    with_defects: bool,
    build: home::Build,
}

fn main() -> ExitCode {
    let asked = match asked() {
        Ok(asked) => asked,
        Err(why) => {
            eprintln!(
                "error: {why}\nusage: golive-proof short|long|defects [--minutes N] [--program FILE] [--part NAME] [--seed N] [--write]"
            );
            return ExitCode::from(2);
        }
    };
    if asked.with_defects {
        return defects::run(asked.time);
    }
    let program = match asked.program.map_or_else(|| home::build(asked.build), Ok) {
        Ok(path) => home::Program::new(path, None),
        Err(why) => {
            eprintln!("error: {why}");
            return ExitCode::from(3);
        }
    };
    let figures = run_parts(&program, asked.time, &asked.only, asked.seed);
    let violations: usize = figures.iter().map(|one| one.violations.len()).sum();
    if asked.writes
        && let Err(why) = page::write(&figures)
    {
        eprintln!("error: cannot write the page: {why}");
        return ExitCode::from(3);
    }
    println!("\n{violations} violations");
    if violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs the parts, each for its share of the time, and says what came of each.
pub fn run_parts(program: &home::Program, time: Duration, only: &[String], seed: u64) -> Vec<Figures> {
    let parts: Vec<&Part> = PARTS
        .iter()
        .filter(|(name, ..)| only.is_empty() || only.iter().any(|one| name.contains(one.as_str())))
        .collect();
    let mut shares: u32 = parts.iter().map(|(_, share, _)| share).sum();
    let end = Instant::now() + time;
    let mut figures = Vec::new();
    for (part, share, run) in parts {
        let begun = Instant::now();
        let left = end.saturating_duration_since(begun);
        let budget = Budget { until: begun + left * *share / shares.max(1), seed };
        shares -= share;
        let (reached, violations, left_out) = run(program, budget);
        let took = begun.elapsed();
        match &left_out {
            Some(why) => println!("{part}: left out, {why}"),
            None => println!("{part}: {reached}, {} violations, {} s", violations.len(), took.as_secs()),
        }
        for violation in violations.iter().take(20) {
            println!("  {violation}");
        }
        figures.push(Figures { part, reached, violations, left_out, took });
    }
    figures
}

fn asked() -> Result<Asked, String> {
    let mut args = std::env::args().skip(1);
    let (mut minutes, mut with_defects, mut build) = (2.0, false, home::Build::Plain);
    match args.next().as_deref() {
        Some("short") => {}
        Some("long") => (minutes, build) = (60.0, home::Build::Optimized),
        Some("defects") => with_defects = true,
        Some(other) => return Err(format!("`{other}` is not known")),
        None => return Err("nothing was asked for".to_owned()),
    }
    let mut asked = Asked {
        time: Duration::ZERO,
        program: None,
        only: Vec::new(),
        seed: 1,
        writes: false,
        with_defects,
        build,
    };
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or(format!("`{arg}` needs a value"));
        match arg.as_str() {
            "--minutes" => minutes = value()?.parse().map_err(|_| "minutes are a number")?,
            "--program" => asked.program = Some(value()?.into()),
            "--part" => asked.only.push(value()?),
            "--seed" => asked.seed = value()?.parse().map_err(|_| "a seed is a number")?,
            "--write" => asked.writes = true,
            other => return Err(format!("`{other}` is not known")),
        }
    }
    asked.time = Duration::from_secs_f64(minutes * 60.0);
    Ok(asked)
}
