//! Many programs that write to one file at once: the union is exact, and no number is given twice.

use std::collections::BTreeSet;
use std::process::Stdio;

use crate::Budget;
use crate::home::{Home, Program, said};

const WRITERS: usize = 8;

pub fn run(program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    let home = match Home::with_project(program) {
        Ok(home) => home,
        Err(why) => return (String::new(), vec![why], None),
    };
    let mut violations = Vec::new();
    let mut written = BTreeSet::new();
    let mut round = 0;
    while !budget.is_over() {
        round += 1;
        let mut children = Vec::new();
        for writer in 0..WRITERS {
            let text = format!("w{writer}r{round}.");
            let args = ["--file", "a.golive", "capture", "risk", "design/2", &text];
            let mut command = home.command(program, &[], &args);
            match command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
                Ok(child) => children.push((child, text)),
                Err(error) => violations.push(error.to_string()),
            }
        }
        for (child, text) in children {
            match child.wait_with_output() {
                Ok(output) if output.status.success() => _ = written.insert(text),
                Ok(output) => violations.push(said(&output)),
                Err(error) => violations.push(error.to_string()),
            }
        }
    }
    let file = String::from_utf8_lossy(&home.bytes()).into_owned();
    for text in &written {
        let count = file.matches(&format!("\"{text}\"")).count();
        if count != 1 {
            violations.push(format!("{text} is in the file {count} times"));
        }
    }
    let mut numbers = BTreeSet::new();
    for line in file.lines().filter(|line| line.starts_with("(n: ")) {
        let number = line.split(',').next().unwrap_or_default().to_owned();
        if !numbers.insert(number.clone()) {
            violations.push(format!("{number} was given twice"));
        }
    }
    (format!("{} captures by {WRITERS} writers at once", written.len()), violations, None)
}
