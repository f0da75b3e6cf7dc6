//! Writes the figures of a run into docs/promises.md, between its two marks.

use std::fmt::Write;
use std::fs;
use std::io;
use std::process::Command;

use crate::Figures;
use crate::home::root;

const BEGIN: &str = "<!-- figures -->";
const END: &str = "<!-- end of the figures -->";

pub fn write(figures: &[Figures]) -> io::Result<()> {
    let path = root().join("docs/promises.md");
    let page = fs::read_to_string(&path)?;
    let (before, rest) =
        page.split_once(BEGIN).ok_or_else(|| io::Error::other("it has no mark for figures"))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| io::Error::other("it has no second mark"))?;
    let said = |program: &str, args: &[&str]| {
        let output = Command::new(program).args(args).output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
    };
    let system = said("uname", &["-sr"]);
    let day = said("date", &["-u", "+%F %H:%M UTC"]);
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let seconds: u64 = figures.iter().map(|one| one.took.as_secs()).sum();
    let mut table = format!(
        "{day}, {system}, {cores} cores, {} minutes.\n\n| part | reached | violations | seconds |\n| --- | --- | --- | --- |\n",
        seconds / 60
    );
    for one in figures {
        let (reached, violations) = match &one.left_out {
            Some(why) => (format!("left out: {why}"), "–".to_owned()),
            None => (one.reached.clone(), one.violations.len().to_string()),
        };
        writeln!(table, "| {} | {reached} | {violations} | {} |", one.part, one.took.as_secs())
            .map_err(io::Error::other)?;
    }
    fs::write(path, format!("{before}{BEGIN}\n{table}{END}{after}"))
}
