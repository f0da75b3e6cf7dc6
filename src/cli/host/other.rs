//! Other ways to begin than with a project that is there: a new one, a look around, a look with another pack.

use std::path::Path;
use std::sync::Arc;

use super::WorkspaceHost;
use crate::journal::memory::Memory;
use crate::journal::record::Change;
use crate::pack::embedded;
use crate::pack::model::Business;
use crate::tui::host::NewProject;
use crate::workspace::error::Error;
use crate::workspace::locate;
use crate::workspace::pack::{named, without_project};
use crate::workspace::project::Project;
use crate::workspace::settings;

impl WorkspaceHost {
    /// Opens a project with a pack that is not its own, only to look.
    pub(super) fn begin_looking(&mut self, path: &Path) -> Result<(), Error> {
        let named = self.named_pack.as_deref();
        let pack = without_project(&self.world, named, None)?.pack;
        let project = Project::open_to_look(&mut self.world, path, pack, &self.author)?;
        self.question = None;
        self.take(project)?;
        self.has_other_pack = true;
        Ok(())
    }

    /// Goes back to the start, with the built-in pack.
    pub(super) fn use_built_in_pack(&mut self) {
        let pack = embedded::pack();
        self.project = Project::in_memory(&mut self.world, &Memory::default(), pack, &self.author, None);
        (self.is_kept, self.has_other_pack) = (false, false);
        (self.named_pack, self.pack_folder, self.question) = (None, None, None);
    }

    /// Goes on in memory, with a project of this kind.
    pub(super) fn look_around(&mut self, business: Business) -> Result<(), Error> {
        let pack = Arc::clone(&self.project.pack);
        let mut project = Project::in_memory(&mut self.world, &Memory::default(), pack, &self.author, None);
        project.apply(Change::Scenario { business, apps: Vec::new() })?;
        (self.project, self.is_kept) = (project, false);
        self.has_other_pack = false;
        Ok(())
    }

    pub(super) fn make(&mut self, new: NewProject) -> Result<(), Error> {
        if let Some(author) = new.author.filter(|author| !author.is_empty()) {
            settings::set_author(&self.world, &author)?;
            self.author = author;
        }
        let path = locate::folders(&self.world)?.data.join(locate::file_name(&new.name));
        let pack = Arc::clone(&self.project.pack);
        let kind = Change::Scenario { business: new.business, apps: new.apps };
        let changes = [Change::Project(new.name), kind, named(&pack)];
        let project = Project::create(&mut self.world, &path, pack, &self.author, changes)?;
        self.take(project)?;
        locate::remember(&self.world, &path);
        Ok(())
    }
}
