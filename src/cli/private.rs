//! Private notes: in a file of the person's own, never in the project's.
//!
//! Where the file is; what it is like is `journal::private`.

use super::context::Context;
use super::project::Project;
use crate::journal::private::Private;
use crate::journal::record::Run;
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::workspace::error::{Error, failed};
use crate::workspace::locate;

impl Project {
    /// Returns this user's private note at an entry.
    pub fn private_note(&self, context: &mut Context<'_>, id: &EntryId) -> Result<Option<Text>, Error> {
        // Without a home folder there are no private notes, and nothing to say about that.
        let Ok(folders) = locate::folders(context.world) else { return Ok(None) };
        let Some(project) = self.id() else { return Ok(None) };
        let notes = Private::open(&folders.data.join(FOLDER), &project, Run(0), &Text::default());
        notes.map(|notes| notes.note(id).cloned()).map_err(|error| failed(&error))
    }

    /// Keeps a private note; an empty one goes. Returns once it is saved.
    pub fn keep_private_note(
        &self,
        context: &mut Context<'_>,
        id: &EntryId,
        text: &Text,
    ) -> Result<(), Error> {
        let folder = locate::folders(context.world)?.data.join(FOLDER);
        let project = self.id().ok_or_else(|| {
            Error::io(
                "the project's file does not say which project it is, so there is no place for private notes",
            )
        })?;
        let (run, at, by) = (Run((context.world.chance)()), (context.world.clock)(), context.author()?);
        let mut notes = Private::open(&folder, &project, run, &by).map_err(|error| failed(&error))?;
        notes.write(id, text, at).map_err(|error| failed(&error))
    }
}

/// Beside the projects, in a folder that the list of projects does not look into.
const FOLDER: &str = "private";
