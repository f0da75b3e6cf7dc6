//! `golive history`: what was said, by whom and when.

use std::collections::BTreeMap;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim};
use crate::cli::project::Project;
use crate::cli::table::{Column, Table};
use crate::domain::words::repeated;
use crate::journal::record::{Record, Seq};
use crate::text::counted;
use crate::workspace::error::Error;

/// Show all changes, by whom and when, the newest first
///
/// Of one entry, or of the whole project. Nothing is ever lost: what was undone is shown as undone.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The entry: an id, a shortened id, or a short name such as "Design 42"
    #[arg(num_args = 0..=2)]
    id: Vec<String>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let records = match project.entries(&self.id)?.as_slice() {
            [] => project.records(),
            [id] => project.history(id),
            _ => return Err(Error::usage("one entry at a time")),
        };
        if records.is_empty() {
            context.out.line("no changes yet");
            return Ok(Exit::DONE);
        }
        let by_name: BTreeMap<Seq, &Record> = records.iter().map(|record| (record.seq(), *record)).collect();
        let mut table = Table::new(&[Column::Left, Column::Left, Column::Left]);
        let mut count = 0;
        let repeated = repeated(records.iter().copied());
        for record in records.iter().rev().filter(|record| !repeated.contains(&record.seq())) {
            let lines = project.told(record, |seq| by_name.get(&seq).copied());
            if lines.is_empty() {
                continue;
            }
            count += 1;
            let undone = !project.is_live(record.seq());
            // An answer has the lines that it has: two of one beginning are told apart.
            let rows = lines.iter().flat_map(|words| {
                let last = words.lines().count().saturating_sub(1);
                words.lines().enumerate().map(move |(at, row)| (row, at > 0, at == last))
            });
            for (at, (words, is_continued, is_last)) in rows.enumerate() {
                let [when, by] = if at == 0 {
                    [stamp(&project, record), record.by.to_string()]
                } else {
                    [String::new(), String::new()]
                };
                let words = if is_continued { format!("  {words}") } else { words.to_owned() };
                let line = match (undone, is_last) {
                    (true, true) => dim(words).and(dim(" (undone)")),
                    (true, false) => dim(words),
                    (false, _) => Line::from(words),
                };
                table.row([dim(when), Line::from(by), line]);
            }
        }
        table.print(context.out);
        context.out.blank();
        context.out.line(dim(counted(count, "change", "changes")));
        Ok(Exit::DONE)
    }
}

fn stamp(project: &Project, record: &Record) -> String {
    let local = project.moment.local(record.at);
    format!("{} {}", project.moment.day(local.date()), local.strftime("%H:%M"))
}

const HELP: &str = r#"Examples:
  golive history "Design 42"
  golive history | head

Exit status:
  0 done, 2 there is no such entry, 3 the project could not be read."#;
