//! `golive git-setup`: tells git that two people's lines of a project file belong side by side.

use std::path::Path;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::files;
use crate::workspace::error::Error;
use crate::workspace::export;
use crate::workspace::locate::shown;

/// The most bytes of a file with rules.
const LONGEST: u64 = 1024 * 1024;

/// The line: no change of line ends, and both sides' lines are kept when branches meet.
const RULE: &str = "*.golive -text merge=union";

/// Prepare the git repository for project files
///
/// Writes `*.golive -text merge=union` into the .gitattributes at the top of the repository, so that git keeps the
/// lines of both sides when two people have worked apart. Nothing else is changed; commit the file afterwards.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let here = context.world.folder.clone();
        let Some(top) = repository(&here)? else {
            return Err(Error::usage(format!("{} is in no git repository", shown(&here)))
                .hint("go to the repository that the project file is in, or make one with `git init`"));
        };
        let path = top.join(".gitattributes");
        if std::fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            return Err(Error::io(format!("{} is a link, and git does not read its rules", shown(&path)))
                .hint(format!("put a file in its place, with the line `{RULE}`")));
        }
        let before = read(&path)?;
        if before.lines().any(|line| line.split_whitespace().eq(RULE.split_whitespace())) {
            context.out.line(format!("{} has the rule already", shown(&path)));
            return Ok(Exit::DONE);
        }
        let gap = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
        export::replace(&path, format!("{before}{gap}{RULE}\n").as_bytes())?;
        context.out.did("the rule is written");
        context.out.line(format!("wrote `{RULE}` into {}", shown(&path)));
        context.out.line("commit the file, and git keeps everybody's lines when branches meet");
        Ok(Exit::DONE)
    }
}

/// The nearest folder above with a repository. One that cannot be looked into may be it, so nothing is said of it.
fn repository(here: &Path) -> Result<Option<&Path>, Error> {
    for folder in here.ancestors() {
        match folder.join(".git").try_exists() {
            Ok(true) => return Ok(Some(folder)),
            Ok(false) => {}
            Err(error) => {
                let place = shown(&folder.join(".git"));
                return Err(Error::io(format!("cannot look whether {place} is a repository")).cause(&error));
            }
        }
    }
    Ok(None)
}

fn read(path: &Path) -> Result<String, Error> {
    let text = files::read_text(path, LONGEST);
    text.map(Option::unwrap_or_default)
        .map_err(|error| Error::io(format!("cannot read {}", shown(path))).cause(&error))
}

const HELP: &str = "\
Exit status:
  0 done or already there, 2 outside of a repository, 3 the file could not be
  written.";
