//! The order of the calls: nothing is called saved before it was synced, no name is given before its bytes are on the
//! disk, and each name is followed by a sync of its folder. And the few cases that need no chance: a file whose last
//! line has no end, one that is damaged, one that somebody else holds.

use std::fs;

use crate::Budget;
use crate::commands::{COMMANDS, Changing};
use crate::faults::{called, golden, traced, words};
use crate::home::{Home, Program, has, pause, said};
use crate::watch::Watch;

pub fn run(program: &Program, _budget: Budget) -> (String, Vec<String>, Option<String>) {
    let mut violations = Vec::new();
    let made = Home::new().map_err(|error| error.to_string());
    let golden = match made.and_then(|home| golden(program, home)) {
        Ok(home) => home,
        Err(why) => return (String::new(), vec![why], None),
    };
    let mut cases = 0;
    for case in [ends_the_tail, leaves_damage_alone, waits_for_the_lock] {
        cases += 1;
        if let Err(why) =
            golden.copy().map_err(|error| error.to_string()).and_then(|home| case(program, &home))
        {
            violations.push(why);
        }
    }
    if !has("strace", &["-e", "trace=none", "true"]) {
        return (format!("{cases} cases, without strace no order"), violations, None);
    }
    cases += 1;
    let failing = golden.copy().map_err(|error| error.to_string());
    violations.extend(failing.and_then(|home| says_what_failed(program, &home)).err());
    let calls = "openat,write,flock,fdatasync,fsync,linkat,rename,renameat,renameat2,mkdir,close";
    // Given again, `nothing to change` has to be synced as well.
    let again = Changing { args: &["mark", "done", "design/1", "--evidence", "wiki/tenants"], stdin: "" };
    let watch = Watch::new();
    for command in COMMANDS.iter().chain([&again]) {
        let Ok(home) = golden.copy() else { continue };
        cases += 1;
        let log = home.root.join("trace");
        let before = words(&format!("strace -f -y -qq -o {} -e trace={calls}", log.display()));
        let args = command.words(&home);
        let output = traced(program, &watch, &home, &before, &args, command.stdin);
        let text = fs::read_to_string(&log).unwrap_or_default();
        if output.status.code() != Some(0) {
            violations.push(format!("{}: {}", args.join(" "), said(&output)));
        }
        let wrong = disorder(&text, command);
        violations.extend(wrong.into_iter().map(|why| format!("{}: {why}", args.join(" "))));
    }
    (format!("{cases} cases"), violations, None)
}

/// What is wrong with the order of the calls in a trace.
fn disorder(trace: &str, command: &Changing) -> Vec<String> {
    let mut wrong = Vec::new();
    // Files of ours that were written and not synced since; folders with a new name that were not synced since.
    let (mut dirty, mut unnamed): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let (mut is_locked, mut synced_project) = (false, false);
    for line in trace.lines().filter(|line| !line.contains("= -1 ")) {
        let call = called(line);
        let file =
            line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(name, _)| name.to_owned());
        match (call, file) {
            ("write", Some(file)) if file.contains("golive-proof-") && !file.contains("/dev/") => {
                let is_project = file.ends_with("a.golive");
                if is_project && !is_locked {
                    wrong.push("the project was written to without a lock".to_owned());
                }
                if !file.ends_with("/trace") && !dirty.contains(&file) {
                    dirty.push(file);
                }
            }
            // What is said on a pipe comes after the sync.
            ("write", Some(file))
                if file.starts_with("pipe:") && line.contains("saved") && !dirty.is_empty() =>
            {
                wrong.push(format!("`saved` was said before {} was synced", dirty.join(", ")));
            }
            ("flock", _) => is_locked = line.contains("LOCK_EX") || (is_locked && !line.contains("LOCK_UN")),
            ("fdatasync" | "fsync", Some(file)) => {
                synced_project |= file.ends_with("a.golive");
                dirty.retain(|other| *other != file);
                unnamed.retain(|folder| *folder != file);
            }
            ("linkat" | "rename" | "renameat" | "renameat2" | "mkdir", _) => {
                if !dirty.is_empty() && call != "mkdir" {
                    wrong.push(format!("a name was given before {} was synced", dirty.join(", ")));
                }
                let to = line.rsplit('"').nth(1).unwrap_or_default();
                if let Some((folder, name)) =
                    to.rsplit_once('/').filter(|(_, name)| !name.starts_with(".golive-"))
                {
                    let _ = name;
                    unnamed.push(folder.to_owned());
                }
            }
            _ => {}
        }
    }
    if !dirty.is_empty() {
        wrong.push(format!("{} was never synced", dirty.join(", ")));
    }
    if !unnamed.is_empty() {
        wrong.push(format!("the folder {} was never synced", unnamed.join(", ")));
    }
    if command.is_change() && !synced_project {
        wrong.push("the project was never synced".to_owned());
    }
    wrong
}

/// A write that fails is not called saved.
fn says_what_failed(program: &Program, home: &Home) -> Result<(), String> {
    let file = home.file();
    let fault = "-e trace=write -e inject=write:error=ENOSPC";
    let before = words(&format!("strace -f -qq -o /dev/null -P {} {fault}", file.display()));
    let bytes = home.bytes();
    let note = Changing { args: &["note", "deploy/1", "no room"], stdin: "" };
    let output = traced(program, &Watch::new(), home, &before, &note.words(home), "");
    if output.status.code() == Some(3) && home.bytes() == bytes {
        Ok(())
    } else {
        Err(format!("a write failed, and it ended with {}: {}", output.status, said(&output)))
    }
}

/// A last line without an end is ended before another one is written.
fn ends_the_tail(program: &Program, home: &Home) -> Result<(), String> {
    let mut bytes = home.bytes();
    bytes.truncate(bytes.len() - 10);
    fs::write(home.file(), &bytes).map_err(|error| error.to_string())?;
    let output = home.run(program, &["--file", "a.golive", "note", "deploy/1", "after the tail"]);
    let shown = home.run(program, &["--file", "a.golive", "show", "deploy/1"]);
    let after = home.bytes();
    let rest = after.get(bytes.len()..).unwrap_or_default();
    let whole = rest.first() == Some(&b'\n') && said(&shown).contains("after the tail");
    if output.status.success() && whole && after.starts_with(&bytes) {
        Ok(())
    } else {
        Err(format!("a last line without an end was not ended: {}", said(&output)))
    }
}

/// A file without a first line of a project is damaged, not new: nothing is written to it.
fn leaves_damage_alone(program: &Program, home: &Home) -> Result<(), String> {
    let bytes = home.bytes();
    let damaged = bytes.get(8..).unwrap_or_default().to_vec();
    fs::write(home.file(), &damaged).map_err(|error| error.to_string())?;
    let output = home.run(program, &["--file", "a.golive", "mark", "done", "deploy/1"]);
    if output.status.code() == Some(3) && home.bytes() == damaged {
        Ok(())
    } else {
        Err(format!("a damaged file was written to: {}", said(&output)))
    }
}

/// Who holds the file is waited for.
fn waits_for_the_lock(program: &Program, home: &Home) -> Result<(), String> {
    let holder = fs::File::open(home.file()).map_err(|error| error.to_string())?;
    holder.lock().map_err(|error| error.to_string())?;
    let before = home.bytes();
    let mut command = home.command(program, &[], &["--file", "a.golive", "mark", "done", "deploy/1"]);
    let child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn();
    let mut child = child.map_err(|error| error.to_string())?;
    pause(700);
    let waits = matches!(child.try_wait(), Ok(None)) && home.bytes() == before;
    let _ = holder.unlock();
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    if waits && output.status.success() {
        Ok(())
    } else {
        Err(format!("a file that was held was written to: {}", said(&output)))
    }
}
