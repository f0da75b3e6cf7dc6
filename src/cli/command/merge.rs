//! `golive merge`: several copies of a project's file as one clean copy.

use std::path::{Path, PathBuf};

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::dim;
use crate::files;
use crate::workspace::error::{Error, failed, not_a_project};
use crate::workspace::locate::shown;

use crate::journal::error::{JournalError, LONGEST_READ, check_size};
use crate::journal::merge::Merged;
use crate::text::{Text, counted};

/// Merge copies of a project file into a new file
///
/// The new file has every record of all copies once. If two people have answered the same field independently, both
/// answers are shown until somebody answers again. Given one file, it writes a copy without the damaged lines. The
/// input files are not changed.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The new file, which must not exist; `-` is standard output
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut all = Merged::default();
        let mut left_out = 0;
        for file in &self.files {
            let bytes = read(&context.world.absolute(file), file)?;
            let (merged, problems) = Merged::read(&bytes);
            if merged.is_empty() && merged.ids().next().is_none() {
                return Err(not_a_project(file));
            }
            if let Some(format) = merged.newer_format() {
                return Err(Error::io(format!("{} has format {format}, which is newer", shown(file)))
                    .hint("merge with the newer version of golive"));
            }
            for problem in problems.iter().filter(|problem| problem.lost) {
                left_out += 1;
                context.out.note(format!("skipped, {}: {problem}", Text::line(&file.to_string_lossy())));
            }
            all = all.and(merged);
        }
        let otherwise = Text::line(&format!("{:016x}", (context.world.chance)()));
        let is_piped = self.output.as_os_str() == "-";
        if is_piped {
            context.out.raw(all.text(&otherwise).as_bytes());
        } else {
            all.save(&context.world.absolute(&self.output), &otherwise).map_err(|error| failed(&error))?;
        }
        let ids: Vec<&str> = all.ids().map(Text::as_str).collect();
        if ids.len() > 1 {
            let id = all.id(&otherwise);
            let ids = ids.join(", ");
            context.out.note(format!("the files name several projects ({ids}); the copy is about {id}"));
        }
        let changes = counted(all.len(), "change", "changes");
        let files = counted(self.files.len(), "file", "files");
        if is_piped {
            context.out.note(format!("{changes} from {files}"));
            return Ok(Exit::DONE);
        }
        context.out.line(format!("{changes} from {files}"));
        context.out.saved(&format!(" in {}", shown(&self.output)));
        if left_out > 0 {
            let lines = counted(left_out, "line that cannot be read is", "lines that cannot be read are");
            context.out.line(dim(format!("{lines} missing from the copy; keep the original files")));
        }
        Ok(Exit::DONE)
    }
}

fn read(path: &Path, name: &Path) -> Result<Vec<u8>, Error> {
    let unreadable = |error: &std::io::Error| Error::io(format!("cannot read {}", shown(name))).cause(error);
    let found = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !found.is_file() {
        return Err(failed(&JournalError::NotAFile { path: name.to_owned() }));
    }
    check_size(name, found.len()).map_err(|error| failed(&error))?;
    files::read(path, LONGEST_READ).map_err(|error| unreadable(&error))
}

const HELP: &str = "\
Examples:
  golive merge ana/contoso.golive ben/contoso.golive -o contoso.golive
  golive merge damaged.golive -o clean.golive

Exit status:
  0 written, 2 the new file already exists, 3 a file could not be read or
  written";
