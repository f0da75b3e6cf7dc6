//! `golive pack init`: the files of a new pack, to write one's own in.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::pack::init::{InitError, StartKind, init};
use crate::pack::naming::id_from;
use crate::workspace::error::{Error, quoted};

/// Start a pack of your own
///
/// Without a flag all files of the built-in pack are written out, to change them. A pack that only adds lists to the
/// built-in one is better begun with --extends, because a newer golive then brings newer texts. --empty writes the
/// smallest pack that works.
///
/// The folder has to be new or empty: nothing in it is overwritten. Projects know their pack by its id. Without --id
/// it is asked for on a terminal, else made from the folder's name.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub(super) struct Args {
    /// The new folder
    dir: PathBuf,
    /// Write the smallest pack that works, with comments
    #[arg(long)]
    empty: bool,
    /// Write a pack that adds to this one; `auth0` is the built-in one
    #[arg(long, value_name = "PACK", value_parser = ["auth0"], conflicts_with = "empty")]
    extends: Option<String>,
    /// The id of the pack: lower-case letters, digits and hyphens
    #[arg(long)]
    id: Option<String>,
}

/// The id of the built-in pack, which no other one may have.
const BUILT_IN: &str = "auth0";

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let folder = context.world.absolute(&self.dir);
        let id = self.id(&folder, context)?;
        let kind = match (self.empty, &self.extends) {
            (true, _) => StartKind::Empty,
            (false, Some(_)) => StartKind::Overlay,
            (false, None) => StartKind::Copy,
        };
        let written = init(&folder, kind, &id).map_err(|error| {
            let said = match error {
                InitError::NotEmpty(_) | InitError::NoFolder(_) => Error::usage(error.to_string()),
                InitError::Folder { .. } | InitError::Write { .. } => Error::io(error.to_string()),
            };
            said.hint(error.hint())
        })?;
        context.out.did("the pack is written");
        context.out.line(format!("the pack has the id {}", quoted(&id)));
        context.out.lines(&written.describe());
        Ok(Exit::DONE)
    }
}

impl Args {
    fn id(&self, folder: &Path, context: &mut Context<'_>) -> Result<String, Error> {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let made = match id_from(&name) {
            Some(id) if id != BUILT_IN => id,
            _ => "our-pack".to_owned(),
        };
        let typed = match &self.id {
            Some(id) => id.clone(),
            None if context.world.terminals.stdin && context.world.terminals.stdout => asked(context, &made)?,
            None => made,
        };
        if typed == BUILT_IN {
            return Err(Error::usage(format!("{} is the id of the built-in pack", quoted(&typed)))
                .hint("give your own another id, because projects know their pack by it"));
        }
        if id_from(&typed).as_deref() == Some(typed.as_str()) {
            return Ok(typed);
        }
        let error = Error::usage(format!(
            "{} is not a valid id: use lower-case letters, digits and hyphens",
            quoted(&typed)
        ));
        Err(match id_from(&typed) {
            Some(id) => error.hint(format!("for example {}", quoted(id))),
            None => error,
        })
    }
}

fn asked(context: &mut Context<'_>, made: &str) -> Result<String, Error> {
    context.out.raw(format!("Id of the pack, by which projects know it [{made}]: ").as_bytes());
    context.out.flush();
    let mut typed = String::new();
    let read = context.world.stdin.read_line(&mut typed);
    read.map_err(|error| Error::io("cannot read the answer").cause(&error))?;
    Ok(if typed.trim().is_empty() { made.to_owned() } else { typed.trim().to_owned() })
}

const HELP: &str = "\
Examples:
  golive pack init lists
  golive pack init ours --empty --id release-checks
  golive pack init ours --extends auth0 --id contoso
  golive --pack lists status

Exit status:
  0 written, 2 the folder is not empty or the id is not one, 3 it could not be
  written.";
