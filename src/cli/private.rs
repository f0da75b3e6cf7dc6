//! Private notes: in a file of the person's own, never in the project's.
//!
//! It is a journal like the project's, in the platform's data folder, named by the project's id, and holds nothing
//! but notes. It is made with the first note.

use std::fs;
use std::path::PathBuf;

use super::context::Context;
use super::error::Error;
use super::place;
use super::project::{Project, failed};
use crate::journal::error::JournalError;
use crate::journal::project::Project as Store;
use crate::journal::record::{Change, FORMAT, Header, Run};
use crate::pack::model::EntryId;
use crate::text::Text;

impl Project {
    /// Returns this user's private note at an entry.
    pub fn private_note(&self, context: &mut Context<'_>, id: &EntryId) -> Result<Option<Text>, Error> {
        // Without a home folder there are no private notes, and nothing to say about that.
        let Some(path) = self.private_path(context).ok().flatten() else { return Ok(None) };
        match Store::open(&path, Run(0), &Text::default()) {
            Ok(store) => Ok(store.answers().entry(id).and_then(|said| said.note()).cloned()),
            Err(JournalError::Missing { .. }) => Ok(None),
            Err(error) => Err(failed(&error)),
        }
    }

    /// Keeps a private note; an empty one goes. Returns once it is saved.
    pub fn keep_private_note(
        &self,
        context: &mut Context<'_>,
        id: &EntryId,
        text: Text,
    ) -> Result<(), Error> {
        let path = self.private_path(context)?.ok_or_else(|| {
            Error::io(
                "the project's file does not say which project it is, so there is no place for private notes",
            )
        })?;
        let (run, at, by) = (Run((context.world.chance)()), (context.world.clock)(), context.author()?);
        let note = Change::Note { id: id.clone(), text };
        let written = match Store::open(&path, run, &by) {
            Ok(mut store) => store.apply([note], at, &|_| None).map(drop),
            Err(JournalError::Missing { .. }) => {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder).map_err(|error| {
                        Error::io(format!("cannot make the folder {}", place::shown(folder))).cause(&error)
                    })?;
                }
                let header = Header { format: FORMAT, id: self.id().unwrap_or_default() };
                Store::create(&path, &header, run, &by, [note], at).map(drop)
            }
            Err(error) => Err(error),
        };
        written.map_err(|error| failed(&error))
    }

    fn private_path(&self, context: &Context<'_>) -> Result<Option<PathBuf>, Error> {
        let folder = place::folders(context.world)?.data.join("private");
        // The id comes from a file that anybody may have written, and becomes the name of a file here.
        let safe = |id: &Text| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric());
        Ok(self.id().filter(safe).map(|id| folder.join(format!("{id}.{}", place::ENDING))))
    }
}
