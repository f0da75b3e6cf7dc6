//! `golive verify`: what is wrong with a project's file, and where.

use std::path::PathBuf;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, bad, dim, good, warn};
use crate::cli::project;
use crate::journal::damage::ReadOnly;
use crate::text::{Text, counted};
use crate::workspace::error::Error;

/// Check a project file line by line
///
/// Errors are lines whose content is lost. Warnings are irregularities that lose nothing: duplicates, conflict
/// markers, or a last line that was cut off before it was reported as saved. The file is not changed; `golive merge
/// FILE -o OUT` writes a clean copy.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The file [default: the current project]
    file: Option<PathBuf>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let path = match &self.file {
            Some(file) => context.world.absolute(file),
            None => context.place()?.path,
        };
        let verdict = project::verdict(&path)?;
        let file = Text::line(&self.file.as_deref().unwrap_or(&path).to_string_lossy());
        let out = &mut *context.out;
        if verdict.records == 0 && verdict.lost() > 0 && verdict.read_only == Some(ReadOnly::NoHeader) {
            let lines = counted(verdict.lines, "line", "lines");
            let words = format!(": not a project's file: none of its {lines} can be read");
            out.line(Line::from(format!("{file}: ")).and(bad("error")).and(words));
            return Ok(Exit::NO);
        }
        for problem in &verdict.problems {
            let words = problem.to_string();
            let what = words.split_once(": ").map_or(words.as_str(), |(_, what)| what);
            let word = if problem.lost { bad("error") } else { warn("warning") };
            out.line(Line::from(format!("{file}:{}: ", problem.line)).and(word).and(format!(": {what}")));
        }
        if let Some(reason) = &verdict.read_only {
            out.line(warn("note").and(format!(": nothing is written to it: {reason}")));
            out.line(dim(format!("      {}", reason.hint())));
        }
        let (lost, odd) = (verdict.lost(), verdict.irregular_phrase());
        let lines = counted(verdict.lines, "line", "lines");
        let changes = counted(verdict.records, "change", "changes");
        let what = match lost {
            0 if verdict.is_cut() => warn(verdict.loss_phrase()),
            0 => good(verdict.loss_phrase()),
            _ => bad(verdict.loss_phrase()),
        };
        let odd = if odd.is_empty() { odd } else { format!(", {odd}") };
        out.line(Line::from(format!("{file}: {lines}, {changes}; ")).and(what).and(odd));
        Ok(if lost > 0 { Exit::NO } else { Exit::DONE })
    }
}

const HELP: &str = "\
Examples:
  golive verify
  golive verify contoso.golive

Exit status:
  0 no loss is known, 1 something is lost, 3 the file could not be read.";
