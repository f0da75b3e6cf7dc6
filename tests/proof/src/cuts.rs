//! Power cuts on a file system of its own: an ext4 image behind a loop device is copied while it is mounted, so that the
//! copy has what had reached the disk at that moment. What was acknowledged before has to be in it.
//!
//! The control drops every sync by `strace` and has to lose: otherwise the cuts prove nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Budget;
use crate::faults::words;
use crate::home::{Dice, Home, Program, has, said};

/// An image that is mounted, until it is dropped.
struct Mounted {
    at: PathBuf,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.at).output();
    }
}

impl Mounted {
    fn new(image: &Path, at: PathBuf, options: &str) -> Result<Mounted, String> {
        fs::create_dir_all(&at).map_err(|error| error.to_string())?;
        let output = Command::new("mount").args(["-t", "ext4", "-o", options]).arg(image).arg(&at).output();
        match output {
            Ok(output) if output.status.success() => Ok(Mounted { at }),
            Ok(output) => Err(format!("no image can be mounted: {}", said(&output))),
            Err(error) => Err(format!("no image can be mounted: {error}")),
        }
    }
}

pub fn run(program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    match cut(program, budget) {
        Ok((reached, violations)) => (reached, violations, None),
        Err(why) => (String::new(), Vec::new(), Some(why)),
    }
}

fn cut(program: &Program, budget: Budget) -> Result<(String, Vec<String>), String> {
    let failed = |error: std::io::Error| error.to_string();
    let desk = Home::new().map_err(failed)?;
    let image = desk.root.join("disk");
    fs::File::create(&image).and_then(|file| file.set_len(24 << 20)).map_err(failed)?;
    if !has("mkfs.ext4", &["-q", "-F", &image.to_string_lossy()]) {
        return Err("there is no mkfs.ext4".to_owned());
    }
    let disk = Mounted::new(&image, desk.root.join("mounted"), "loop,commit=300")?;
    let home = Home::within(&disk.at).map_err(failed)?;
    home.begin(program)?;
    let mut dice = Dice(budget.seed);
    let mut violations = Vec::new();
    let (mut cuts, mut acknowledged, mut controls, mut lost) = (0, 0, 0, 0);
    let drops = if has("strace", &["-e", "trace=none", "true"]) {
        words("strace -f -qq -o /dev/null -e trace=fdatasync,fsync -e inject=fdatasync,fsync:retval=0")
    } else {
        Vec::new()
    };
    // The first sync is that of what was found, the second that of what was written.
    let dies = |at: u64| {
        words(&format!(
            "strace -f -qq -o /dev/null -e trace=fdatasync -e inject=fdatasync:signal=KILL:when={at}"
        ))
    };
    while !budget.is_over() {
        cuts += 1;
        let word = format!("cut-{cuts}");
        let report = format!("{word}.md");
        let new = format!("{word}.golive");
        let is_control = !drops.is_empty() && cuts % 10 == 0;
        let before = if is_control { drops.clone() } else { Vec::new() };
        let (args, file, holds): (Vec<&str>, &str, &str) = match dice.below(4) {
            0 => (vec!["--file", "a.golive", "report", "--format", "md", "-o", &report], &report, "#"),
            1 => (vec!["--file", &new, "new", &word, "--scenario", "b2c"], &new, &word),
            2 => (vec!["merge", "a.golive", "-o", &new], &new, "Golive("),
            _ => (vec!["--file", "a.golive", "note", "design/3", &word], "a.golive", &word),
        };
        if file == "a.golive" && !drops.is_empty() && dice.below(3) == 0 {
            // Killed right after the write, and given again: `nothing to change` has to be true after the cut.
            let _ = home.command(program, &dies(1 + dice.below(2)), &args).output();
        }
        let output = home.command(program, &before, &args).output().map_err(failed)?;
        if !output.status.success() {
            violations.push(format!("{}: {}", args.join(" "), said(&output)));
            continue;
        }
        let copy = desk.root.join("cut");
        fs::copy(&image, &copy).map_err(failed)?;
        let after = Mounted::new(&copy, desk.root.join("after"), "loop")?;
        let name = home.root.file_name().unwrap_or_default();
        let text = fs::read_to_string(after.at.join(name).join("work").join(file)).unwrap_or_default();
        let is_there = text.contains(holds);
        if is_control {
            controls += 1;
            lost += u32::from(!is_there);
        } else {
            acknowledged += 1;
            if !is_there {
                violations.push(format!("{} was acknowledged and is gone", args.join(" ")));
            }
        }
        drop(after);
        if file != "a.golive" {
            let _ = fs::remove_file(home.work().join(file));
        }
    }
    if controls > 3 && lost == 0 {
        violations.push(format!("{controls} controls without syncs lost nothing: the cuts prove nothing"));
    }
    drop(home);
    Ok((
        format!("{acknowledged} cuts after an acknowledgement, {lost} of {controls} controls lost"),
        violations,
    ))
}
