//! What a project's file may look like when a fault comes: everything that other programs, git and earlier faults leave.

use std::fs;
use std::io;
use std::path::Path;

use crate::home::{Dice, Home, Program, said};

/// A state of the file, and how it comes about.
pub struct State {
    pub name: &'static str,
    pub make: fn(&Program, &Home, &mut Dice) -> Result<(), String>,
}

pub const STATES: &[State] = &[
    State { name: "few lines", make: |_, _, _| Ok(()) },
    State { name: "torn tail", make: |_, home, dice| home.rewrite(|text| text.truncate(torn(text, dice))) },
    State { name: "no last line end", make: |_, home, _| home.rewrite(|text| _ = text.pop()) },
    State { name: "many lines", make: |_, home, dice| home.rewrite(|text| many(text, dice)) },
    State { name: "conflict marks", make: |_, home, dice| home.rewrite(|text| *text = marked(text, dice)) },
    State {
        name: "carriage returns",
        make: |_, home, _| home.rewrite(|text| *text = text.replace('\n', "\r\n")),
    },
    State {
        name: "lines twice and in another order",
        make: |_, home, dice| home.rewrite(|text| mixed(text, dice)),
    },
    State { name: "lines of a newer version", make: |_, home, dice| home.rewrite(|text| newer(text, dice)) },
    State {
        name: "a line that cannot be read",
        make: |_, home, dice| home.rewrite(|text| damaged(text, dice)),
    },
    State { name: "two lines on one", make: |_, home, _| home.rewrite(joined) },
    State {
        name: "NUL bytes at the end",
        make: |_, home, _| home.rewrite(|text| text.push_str("\0\0\0\0\n")),
    },
    State { name: "a link to the file", make: |_, home, _| linked(home).map_err(|error| error.to_string()) },
    State { name: "a pack of its own", make: |program, home, _| packed(program, home) },
    State { name: "an open workshop", make: |program, home, _| workshop(program, home) },
    State { name: "prepared for git", make: |program, home, _| prepared(program, home) },
];

impl Home {
    fn rewrite(&self, change: impl FnOnce(&mut String)) -> Result<(), String> {
        let failed = |error: io::Error| error.to_string();
        let mut text = fs::read_to_string(self.file()).map_err(failed)?;
        change(&mut text);
        fs::write(self.file(), text).map_err(failed)
    }

    fn expect(&self, program: &Program, args: &[&str]) -> Result<(), String> {
        let output = self.run(program, args);
        if output.status.success() { Ok(()) } else { Err(format!("{}: {}", args.join(" "), said(&output))) }
    }
}

/// Where the last line ends when it was not written whole.
fn torn(text: &str, dice: &mut Dice) -> usize {
    let begin = text.trim_end().rfind('\n').map_or(0, |at| at + 1);
    let room = (text.len() - begin).saturating_sub(12);
    let mut end = begin + 8 + usize::try_from(dice.below(room as u64)).unwrap_or_default();
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// The line of a note by somebody else.
fn note(n: u64, run: u64, by: &str, words: &str) -> String {
    let entry = 1 + n % 40;
    format!(
        "(n: {n}, at: \"2026-11-20T21:39:32Z\", by: \"{by}\", w: \"{run:016x}\", change: Note(id: \"notes/n{entry}\", text: \"{words}\"))\n"
    )
}

fn many(text: &mut String, dice: &mut Dice) {
    let run = 1 + dice.below(1 << 40);
    for n in 0..100 + dice.below(300) {
        let by = *dice.pick(&["ana", "ben", "kim"]);
        text.push_str(&note(20 + n, run, by, &format!("words {}", dice.below(1 << 20))));
    }
}

fn marked(text: &str, dice: &mut Dice) -> String {
    let run = 1 + dice.below(1 << 40);
    let (ours, theirs) = (note(21, run, "ana", "ours"), note(22, run + 1, "ben", "theirs"));
    format!("{text}<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n")
}

fn mixed(text: &mut String, dice: &mut Dice) {
    let mut lines: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
    lines.extend(lines.clone());
    dice.shuffle(&mut lines);
    let first = text.lines().next().unwrap_or_default().to_owned();
    *text = format!("{first}\n{}\n", lines.join("\n"));
}

fn newer(text: &mut String, dice: &mut Dice) {
    let run = 1 + dice.below(1 << 40);
    for n in 21..24 + dice.below(9) {
        text.push_str(&note(n, run, "ben", "later").replace("change: Note(", "change: Vote("));
    }
}

fn damaged(text: &mut String, dice: &mut Dice) {
    let lines = text.lines().count() as u64;
    let at = usize::try_from(2 + dice.below(lines - 2)).unwrap_or(2);
    let mut all: Vec<&str> = text.lines().collect();
    all.insert(at, "what an editor left here");
    *text = all.join("\n") + "\n";
}

fn joined(text: &mut String) {
    let mut lines: Vec<&str> = text.lines().collect();
    let last = lines.pop().unwrap_or_default();
    *text = lines.join("\n") + last + "\n";
}

fn linked(home: &Home) -> io::Result<()> {
    fs::create_dir(home.root.join("elsewhere"))?;
    fs::rename(home.file(), home.root.join("elsewhere/real.golive"))?;
    std::os::unix::fs::symlink(Path::new("../elsewhere/real.golive"), home.file())
}

fn packed(program: &Program, home: &Home) -> Result<(), String> {
    home.expect(program, &["pack", "init", "own"])?;
    // As if the project had been made with it.
    home.rewrite(|text| *text = text.replacen("Pack(id: \"auth0\"", "Pack(id: \"own\"", 1))?;
    home.expect(program, &["--file", "a.golive", "--pack", "own", "status"])
}

fn workshop(program: &Program, home: &Home) -> Result<(), String> {
    home.expect(program, &["--file", "a.golive", "walk", "--checklist", "design", "--minutes", "30"])
}

fn prepared(program: &Program, home: &Home) -> Result<(), String> {
    home.expect(program, &["git-setup"])
}
