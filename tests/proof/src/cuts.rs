//! Power cuts on a file system of its own: an ext4 image behind a loop device is copied while it is mounted, so that the
//! copy has what had reached the device at that moment. What was acknowledged before has to be in it: the change that
//! was just made, and every one before it.
//!
//! The control drops every sync by `strace` and has to lose: otherwise the cuts prove nothing. Several images are
//! worked on at once. They are in memory if the system has a place there; what counts is what the file system has
//! given to its device, not what that is made of.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Budget;
use crate::faults::words;
use crate::home::{Dice, Home, Program, at_once, has, memory, pause, said, workers};

const SIZE: u64 = 12 << 20;
/// So many cuts are enough.
const ENOUGH: usize = 10_000;
/// After so many changes a new image is made, so that none of them fills up.
const CHANGES: u64 = 200;

/// An image that is mounted, until it is dropped.
struct Mounted {
    at: PathBuf,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // What another worker has just started may hold a file here for a moment.
        for _ in 0..20 {
            if has("umount", &[&self.at.to_string_lossy()]) {
                return;
            }
            pause(5);
        }
        let _ = Command::new("umount").arg("--lazy").arg(&self.at).output();
    }
}

impl Mounted {
    fn new(image: &Path, at: PathBuf, options: &str) -> Result<Mounted, String> {
        fs::create_dir_all(&at).map_err(|error| error.to_string())?;
        let mut why = String::new();
        // Two that look for a free loop device at once may find the same one.
        for _ in 0..5 {
            match Command::new("mount").args(["-t", "ext4", "-o", options]).arg(image).arg(&at).output() {
                Ok(output) if output.status.success() => return Ok(Mounted { at }),
                Ok(output) => why = said(&output),
                Err(error) => return Err(format!("no image can be mounted: {error}")),
            }
        }
        Err(format!("no image can be mounted: {why}"))
    }
}

#[derive(Default)]
struct Tally {
    cuts: usize,
    checked: usize,
    controls: usize,
    lost: usize,
    violations: Vec<String>,
}

pub fn run(program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    let drops = if has("strace", &["-e", "trace=none", "true"]) {
        words("strace -f -qq -o /dev/null -e trace=fdatasync,fsync -e inject=fdatasync,fsync:retval=0")
    } else {
        Vec::new()
    };
    let share = ENOUGH / usize::try_from(workers()).unwrap_or(1).max(1);
    let done = at_once(workers(), |worker| {
        let mut dice = Dice(budget.seed.wrapping_add(worker << 32));
        let mut tally = Tally::default();
        let mut left_out = None;
        while !budget.is_over() && left_out.is_none() && tally.cuts <= share {
            left_out = cut(program, budget, &drops, &mut dice, &mut tally).err();
        }
        (tally, left_out)
    });
    let mut whole = Tally::default();
    for (tally, left_out) in done {
        if let Some(why) = left_out {
            return (String::new(), Vec::new(), Some(why));
        }
        whole.cuts += tally.cuts;
        whole.checked += tally.checked;
        whole.controls += tally.controls;
        whole.lost += tally.lost;
        whole.violations.extend(tally.violations);
    }
    if whole.controls > 3 && whole.lost == 0 {
        let why = format!("{} controls without syncs lost nothing: the cuts prove nothing", whole.controls);
        whole.violations.push(why);
    }
    let reached = format!(
        "{} cuts, each right after an acknowledgement ({} looked for, those from before among them); {} of {} controls lost",
        whole.cuts, whole.checked, whole.lost, whole.controls
    );
    (reached, whole.violations, None)
}

/// One image: a project on it, and after each change a cut.
fn cut(
    program: &Program,
    budget: Budget,
    drops: &[String],
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<(), String> {
    let failed = |error: io::Error| error.to_string();
    let desk = Home::within(&memory()).map_err(failed)?;
    let image = desk.root.join("disk");
    fs::File::create(&image).and_then(|file| file.set_len(SIZE)).map_err(failed)?;
    if !has("mkfs.ext4", &["-q", "-F", "-b", "1024", "-J", "size=1", &image.to_string_lossy()]) {
        return Err("there is no mkfs.ext4".to_owned());
    }
    let disk = Mounted::new(&image, desk.root.join("mounted"), "loop,commit=300")?;
    let home = Home::within(&disk.at).map_err(failed)?;
    home.begin(program)?;
    let on_copy = Path::new("after").join(home.root.file_name().unwrap_or_default()).join("work");
    // The first sync is that of what was found, the second that of what was written.
    let dies = |at: u64| {
        words(&format!(
            "strace -f -qq -o /dev/null -e trace=fdatasync -e inject=fdatasync:signal=KILL:when={at}"
        ))
    };
    let mut acknowledged: Vec<String> = Vec::new();
    for change in 0..CHANGES {
        if budget.is_over() {
            break;
        }
        let word = format!("cut-{change}-{}", dice.below(1 << 20));
        let (report, new) = (format!("{word}.md"), format!("{word}.golive"));
        let is_control = !drops.is_empty() && change % 10 == 9;
        let before = if is_control { drops } else { &[] };
        let entry = format!("design/{}", 1 + dice.below(9));
        let (args, file, holds): (Vec<&str>, &str, &str) = match dice.below(8) {
            0 => (vec!["--file", "a.golive", "report", "--format", "md", "-o", &report], &report, "#"),
            1 => (vec!["--file", &new, "new", &word, "--scenario", "b2c"], &new, &word),
            2 => (vec!["merge", "a.golive", "-o", &new], &new, "Golive("),
            3 => (vec!["--file", "a.golive", "capture", "risk", &entry, &word], "a.golive", &word),
            4 => (vec!["--file", "a.golive", "mark", "done", &entry, "--evidence", &word], "a.golive", &word),
            5 => (vec!["--file", "a.golive", "set", &entry, "--owner", &word], "a.golive", &word),
            _ => (vec!["--file", "a.golive", "note", &entry, &word], "a.golive", &word),
        };
        if file == "a.golive" && !drops.is_empty() && dice.below(4) == 0 {
            // Killed right after the write, and given again: `nothing to change` has to be true after the cut.
            let _ = home.command(program, &dies(1 + dice.below(2)), &args).output();
        }
        let output = home.command(program, before, &args).output().map_err(failed)?;
        if !output.status.success() {
            tally.violations.push(format!("{}: {}", args.join(" "), said(&output)));
            continue;
        }
        // A name of its own: the last copy's device may still be on its way out.
        let copy = desk.root.join(format!("cut-{change}"));
        copy_blocks(&image, &copy).map_err(failed)?;
        let after = Mounted::new(&copy, desk.root.join("after"), "loop")?;
        let read = |name: &str| fs::read_to_string(desk.root.join(&on_copy).join(name)).unwrap_or_default();
        let (project, other) =
            (read("a.golive"), if file == "a.golive" { String::new() } else { read(file) });
        drop(after);
        let _ = fs::remove_file(&copy);
        let is_there = if file == "a.golive" { project.contains(holds) } else { other.contains(holds) };
        if is_control {
            tally.controls += 1;
            tally.lost += usize::from(!is_there);
        } else {
            tally.cuts += 1;
            tally.checked += 1 + acknowledged.len();
            if !is_there {
                tally.violations.push(format!("{} was acknowledged and is gone", args.join(" ")));
            }
        }
        for word in acknowledged.iter().filter(|word| !project.contains(word.as_str())) {
            tally.violations.push(format!("{word} was acknowledged before {} and is gone", args.join(" ")));
        }
        if file != "a.golive" {
            let _ = fs::remove_file(home.work().join(file));
        } else if !is_control {
            acknowledged.push(word);
        }
    }
    drop(home);
    Ok(())
}

/// Copies what is not empty.
fn copy_blocks(from: &Path, to: &Path) -> io::Result<()> {
    const BLOCK: usize = 16 << 10;
    let mut source = fs::File::open(from)?;
    let mut target = fs::File::create(to)?;
    let (mut block, empty) = (vec![0; BLOCK], [0; BLOCK]);
    let mut at = 0;
    loop {
        let read = source.read(&mut block)?;
        let Some(bytes) = block.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        if Some(bytes) != empty.get(..read) {
            target.seek(SeekFrom::Start(at))?;
            target.write_all(bytes)?;
        }
        at += read as u64;
    }
    target.set_len(at)
}
