//! The harness proves itself: a program with a seeded defect turns a part red, each of them.
//!
//! The defects are compiled in by the feature `defects` alone, and shown by the variable `GOLIVE_DEFECT`.

use std::process::ExitCode;
use std::time::Duration;

use crate::home::{Build, Program, build};
use crate::run_parts;

/// Each defect with the part that has to see it.
const DEFECTS: &[(&str, &str)] = &[
    ("sync-dropped", "order"),
    ("error-ignored", "order"),
    ("folder-not-synced", "order"),
    ("lock-not-taken", "order"),
    ("tail-not-ended", "order"),
    ("damaged-taken-for-new", "order"),
    ("new-file-not-synced", "order"),
    ("report-not-synced", "order"),
    ("found-not-synced", "order"),
];

pub fn run(time: Duration) -> ExitCode {
    let path = match build(Build::Seeded) {
        Ok(path) => path,
        Err(why) => {
            eprintln!("error: {why}");
            return ExitCode::from(3);
        }
    };
    let each = time / (DEFECTS.len() as u32 + 1);
    let mut wrong = 0;
    let sound = run_parts(&Program::new(path.clone(), None), each, &["order".to_owned()], 1);
    if sound.iter().any(|part| !part.violations.is_empty()) {
        println!("without a defect it is red already");
        wrong += 1;
    }
    for (defect, part) in DEFECTS {
        println!("\n{defect}");
        let figures = run_parts(
            &Program::new(path.clone(), Some((*defect).to_owned())),
            each,
            &[(*part).to_owned()],
            1,
        );
        if figures.iter().all(|part| part.violations.is_empty()) {
            println!("{defect} was not seen");
            wrong += 1;
        }
    }
    println!("\n{} of {} defects were seen", DEFECTS.len() - wrong.min(DEFECTS.len()), DEFECTS.len());
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
