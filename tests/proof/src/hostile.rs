//! Hostile text in every field and name, and what comes out of every sink: no control, bidirectional or invisible
//! character, no formula.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::Budget;
use crate::home::{Home, Program, at_once, memory, said, workers};

const ATTACKS: &[&str] = &[
    "\x1b[2J\x1b]0;owned\x07x",
    "\x1b]52;c;ZWNobw==\x07x",
    "a\rb",
    "a\x08\x08b",
    "\u{9b}31mred",
    "\u{202e}gnp.exe",
    "\u{2066}x\u{2069}",
    "z\u{200b}w\u{feff}x",
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "=HYPERLINK(\"http://x\")",
    "<script>alert(1)</script>",
    "](javascript:x)",
    "| a | b |",
    "`code`",
    "\"quoted\", \"row\"",
    "two\nlines",
    "\u{e0041}tag",
];

const FIELDS: &[&[&str]] = &[
    &["note", "design/1", "X"],
    &["mark", "blocked", "design/2", "--reason", "X"],
    &["mark", "done", "design/3", "--evidence", "X"],
    &["set", "design/4", "--owner", "X"],
    &["capture", "action", "design/5", "X", "--owner", "X"],
    &["rename", "X"],
    &["add", "X", "--checklist", "design", "--workstream", "architecture"],
    &["--author", "X", "note", "design/6", "words"],
];

const SINKS: &[&[&str]] = &[
    &["status"],
    &["list", "--all"],
    &["list", "--all", "--json"],
    &["captures"],
    &["history"],
    &["next"],
    &["gate"],
    &["show", "design/1"],
    &["show", "design/5"],
    &["report"],
    &["report", "--format", "html"],
    &["report", "--format", "csv"],
    &["report", "--format", "json"],
];

pub fn run(program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    let next = AtomicUsize::new(0);
    let done = at_once(workers(), |_| {
        let (mut sinks, mut violations) = (0, Vec::new());
        while let Some(attack) = ATTACKS.get(next.fetch_add(1, Ordering::Relaxed)) {
            if budget.is_over() {
                break;
            }
            match Home::with_project_in(&memory(), program) {
                Ok(home) => sinks += one(program, &home, attack, budget, &mut violations),
                Err(why) => violations.push(why),
            }
        }
        (sinks, violations)
    });
    let sinks: usize = done.iter().map(|(sinks, _)| sinks).sum();
    let all = ATTACKS.len() * (FIELDS.len() + SINKS.len());
    let violations = done.into_iter().flat_map(|(_, violations)| violations).collect();
    (format!("{sinks} of {all} sinks"), violations, None)
}

/// One text in every field, and what comes out of every sink; how many of them were looked at.
fn one(program: &Program, home: &Home, attack: &str, budget: Budget, violations: &mut Vec<String>) -> usize {
    let mut sinks = 0;
    for field in FIELDS {
        let args: Vec<&str> = field.iter().map(|word| if *word == "X" { attack } else { *word }).collect();
        let output = home.run(program, &[&["--file", "a.golive"], args.as_slice()].concat());
        // Text that is not taken is an answer, too; what is said about it has to be harmless all the same.
        sinks += 1;
        let harm = harm(&output.stdout, false).or(harm(&output.stderr, false));
        violations.extend(harm.map(|why| format!("{field:?}: {why}")));
    }
    for sink in SINKS {
        if budget.is_over() {
            break;
        }
        let output = home.run(program, &[&["--file", "a.golive"], *sink].concat());
        sinks += 1;
        if !matches!(output.status.code(), Some(0 | 1)) {
            violations.push(format!("{sink:?}: {}", said(&output)));
        }
        let harm = harm(&output.stdout, sink.contains(&"csv"));
        violations.extend(harm.map(|why| format!("{attack:?} in {sink:?}: {why}")));
    }
    sinks
}

/// What a terminal, a reader or a spreadsheet could take for more than words.
fn harm(bytes: &[u8], is_table: bool) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("it is not UTF-8".to_owned()) };
    let bad = |c: &char| {
        let is_control = c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        is_control
            || matches!(c, '\u{200b}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    };
    // Spreadsheets want a mark at the beginning of a table, and carriage returns at the ends of its lines.
    let text = if is_table { text.trim_start_matches('\u{feff}') } else { text };
    if let Some(found) = text.chars().find(bad) {
        return Some(format!("a raw {:?}", found));
    }
    if text.replace("\r\n", "\n").contains('\r') {
        return Some("a raw carriage return".to_owned());
    }
    let is_formula = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '@', '+']);
    let cell =
        text.lines().filter(|_| is_table).flat_map(|line| line.split(',')).find(|cell| is_formula(cell));
    cell.map(|cell| format!("a formula: {cell}"))
}
