//! Instructions under callgrind, which no load of the machine changes, held to limits as ratios to the floor's.

use std::process::Command;
use std::time::Duration;

use super::measure::TO_A_LIST;
use super::sizes::{self, Home};
use super::terminal::Terminal;

/// What is counted, the keys pressed in turn, and the limit as a ratio to the floor's count of the same: at most a tenth above
/// what was counted last.
type Limit = (&'static str, Option<(&'static str, &'static str)>, f64);
const LIMITS: &[Limit] = &[
    ("start, a list unfolded, quit", None, 119.0),
    ("a move", Some(("j", "k")), 110.0),
    ("an answer", Some((" ", " ")), 155.0),
];
const TIMES: u64 = 20;

/// Counts, prints, and tells whether all limits hold; true with a word if there is no valgrind.
pub(crate) fn hold() -> bool {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed: nothing was counted");
        return true;
    }
    let home = Home::new(None, 1_000);
    let mut is_held = true;
    let mut starts = (0, 0);
    println!("| instructions | floor | golive | ratio | limit |\n|---|---:|---:|---:|---:|");
    for (name, keys, limit) in LIMITS {
        let (mut floor, mut ours) = (count(&home, true, *keys), count(&home, false, *keys));
        if keys.is_some() {
            floor = floor.saturating_sub(starts.0) / TIMES;
            ours = ours.saturating_sub(starts.1) / TIMES;
        } else {
            // The list is opened in both counts, so that only the keys are in the difference.
            starts = (floor, ours);
        }
        let ratio = ours as f64 / floor.max(1) as f64;
        is_held &= ratio <= *limit;
        println!("| {name} | {floor} | {ours} | x{ratio:.0} | x{limit} |");
    }
    is_held
}

fn count(home: &Home, is_floor: bool, keys: Option<(&str, &str)>) -> u64 {
    let out = home.folder().join("callgrind.out");
    let option = format!("--callgrind-out-file={}", out.display());
    let before = ["valgrind", "--tool=callgrind", "--quiet", &option];
    let command = if is_floor {
        let mut command = Command::new(before[0]);
        command.args(&before[1..]).arg(std::env::current_exe().expect("this program"));
        command.arg("floor").arg(home.folder().join("floor.txt"));
        sizes::environment(&mut command, home.folder());
        command
    } else {
        home.prefixed(&before, &[])
    };
    let mut terminal = Terminal::start(command);
    terminal.opened();
    let calm = |terminal: &mut Terminal, key: &str| {
        terminal.press(key);
        terminal.idle(Duration::from_millis(300));
    };
    if !is_floor {
        for key in TO_A_LIST {
            calm(&mut terminal, key);
        }
    }
    if let Some((one, other)) = keys {
        for at in 0..TIMES {
            calm(&mut terminal, if at % 2 == 0 { one } else { other });
        }
    }
    terminal.quit("q");
    let text = std::fs::read_to_string(&out).unwrap_or_default();
    let total = text.lines().find_map(|line| line.strip_prefix("totals:").or(line.strip_prefix("summary:")));
    total.and_then(|total| total.split_whitespace().next()?.parse().ok()).expect("callgrind counted")
}
