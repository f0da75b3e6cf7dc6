//! Two copies that went apart: git's union merge both ways and `golive merge` in both orders come to the same answers.

use std::fs;
use std::process::Command;

use crate::Budget;
use crate::home::{Dice, Home, Program, at_once, has, memory, said, workers};

pub fn run(program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    if !has("git", &["--version"]) {
        return (String::new(), Vec::new(), Some("there is no git".to_owned()));
    }
    let golden = match Home::with_project_in(&memory(), program) {
        Ok(home) => home,
        Err(why) => return (String::new(), vec![why], None),
    };
    let done = at_once(workers(), |worker| {
        let mut dice = Dice(budget.seed.wrapping_add(worker << 32));
        let (mut pairs, mut violations) = (0, Vec::new());
        while !budget.is_over() {
            pairs += 1;
            violations.extend(pair(program, &golden, &mut dice).err());
        }
        (pairs, violations)
    });
    let pairs: usize = done.iter().map(|(pairs, _)| pairs).sum();
    let violations = done.into_iter().flat_map(|(_, violations)| violations).collect();
    (format!("{pairs} pairs, each merged by git both ways and by golive in both orders"), violations, None)
}

fn pair(program: &Program, golden: &Home, dice: &mut Dice) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    let home = golden.copy().map_err(failed)?;
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"])
            .args(args);
        let output = command.current_dir(home.work()).env("HOME", &home.root).output().map_err(failed)?;
        if output.status.success() {
            Ok(())
        } else {
            Err(format!("git {}: {}", args.join(" "), said(&output)))
        }
    };
    git(&["init", "-q", "-b", "base"])?;
    let setup = home.run(program, &["git-setup"]);
    if !setup.status.success() {
        return Err(said(&setup));
    }
    git(&["add", "-A"])?;
    git(&["commit", "-qm", "base"])?;
    for branch in ["ours", "theirs"] {
        git(&["checkout", "-q", "base"])?;
        git(&["checkout", "-q", "-b", branch])?;
        for _ in 0..=dice.below(4) {
            change(program, &home, dice, branch)?;
        }
        // All of a branch's changes may be undos of nothing: it merges like any other.
        git(&["commit", "-qam", branch, "--allow-empty"])?;
        fs::copy(home.file(), home.root.join(branch)).map_err(failed)?;
    }
    let mut answers = Vec::new();
    for (from, into) in [("ours", "theirs"), ("theirs", "ours")] {
        git(&["checkout", "-q", "-B", "merged", into])?;
        git(&["merge", "-q", "--no-edit", from])?;
        answers.push(all(program, &home, "a.golive")?);
    }
    for (at, (one, other)) in [("ours", "theirs"), ("theirs", "ours")].into_iter().enumerate() {
        let out = format!("merged-{at}.golive");
        let files = [one, other].map(|name| home.root.join(name).to_string_lossy().into_owned());
        let output = home.run(program, &["merge", &files[0], &files[1], "-o", &out]);
        if !output.status.success() {
            return Err(said(&output));
        }
        answers.push(all(program, &home, &out)?);
    }
    let same_bytes = fs::read(home.work().join("merged-0.golive")).ok()
        == fs::read(home.work().join("merged-1.golive")).ok();
    if answers.windows(2).all(|two| two[0] == two[1]) && same_bytes {
        Ok(())
    } else {
        Err("the merges come to different answers".to_owned())
    }
}

fn change(program: &Program, home: &Home, dice: &mut Dice, by: &str) -> Result<(), String> {
    let entry = format!("design/{}", 1 + dice.below(8));
    let words = format!("{by} {}", dice.below(1000));
    let args: Vec<&str> = match dice.below(7) {
        0 => vec!["mark", "done", &entry],
        1 => vec!["mark", "blocked", &entry, "--reason", &words],
        2 => vec!["note", &entry, &words],
        3 => vec!["set", &entry, "--owner", &words],
        4 => vec!["capture", "risk", &entry, &words],
        5 => vec!["rename", &words],
        _ => vec!["undo"],
    };
    let output = home.run(program, &[&["--file", "a.golive", "--author", by], args.as_slice()].concat());
    // There may be nothing to undo, and that is an answer.
    if output.status.success() || args == ["undo"] {
        Ok(())
    } else {
        Err(format!("{}: {}", args.join(" "), said(&output)))
    }
}

fn all(program: &Program, home: &Home, file: &str) -> Result<Vec<u8>, String> {
    let mut all = Vec::new();
    for args in [["list", "--all", "--json"].as_slice(), &["captures", "--json"]] {
        let output = home.run(program, &[&["--file", file], args].concat());
        if !output.status.success() {
            return Err(format!("{}: {}", args.join(" "), said(&output)));
        }
        all.extend(output.stdout);
    }
    Ok(all)
}
