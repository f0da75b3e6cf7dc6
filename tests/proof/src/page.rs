//! Writes the figures of a run into docs/promises.md, between its two marks. What did not run this time keeps its row.

use std::fs;
use std::io;
use std::process::Command;

use crate::home::root;
use crate::{Figures, PARTS};

const BEGIN: &str = "<!-- figures -->";
const END: &str = "<!-- end of the figures -->";

pub fn write(figures: &[Figures]) -> io::Result<()> {
    let path = root().join("docs/promises.md");
    let page = fs::read_to_string(&path)?;
    let (before, rest) =
        page.split_once(BEGIN).ok_or_else(|| io::Error::other("it has no mark for figures"))?;
    let (so_far, after) = rest.split_once(END).ok_or_else(|| io::Error::other("it has no second mark"))?;
    let said = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
    };
    let system = said("uname", &["-sr"]);
    let day = said("date", &["-u", "+%F %H:%M"]);
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let mut table = format!(
        "{system}, {cores} cores; each part says when it was run last.\n\n| part | reached | violations | seconds | UTC |\n| --- | --- | --- | --- | --- |\n"
    );
    for name in PARTS.iter().map(|(name, ..)| *name) {
        let begin = format!("| {name} |");
        match figures.iter().find(|one| one.part == name) {
            Some(one) => table += &row(one, &day),
            None => table
                .extend(so_far.lines().filter(|line| line.starts_with(&begin)).flat_map(|line| [line, "\n"])),
        }
    }
    fs::write(path, format!("{before}{BEGIN}\n{table}{END}{after}"))
}

fn row(one: &Figures, day: &str) -> String {
    let (reached, violations) = match &one.left_out {
        Some(why) => (format!("left out: {why}"), "–".to_owned()),
        None => (one.reached.clone(), one.violations.len().to_string()),
    };
    format!("| {} | {reached} | {violations} | {} | {day} |\n", one.part, one.took.as_secs())
}
