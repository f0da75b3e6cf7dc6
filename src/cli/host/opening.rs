//! Opens projects: with their own pack, with another one to look at, and what belongs to an open one.

use std::path::Path;
use std::sync::Arc;

use super::{WorkspaceHost, export, question::question};
use crate::journal::writer::WriterRole;
use crate::pack::embedded;
use crate::text::Text;
use crate::workspace::error::Error;
use crate::workspace::glance;
use crate::workspace::locate;
use crate::workspace::locate::known::remember_opened;
use crate::workspace::pack::{fits, mismatch, of_project};
use crate::workspace::project::Project;

impl WorkspaceHost {
    /// Opens the project in `path` with its own pack; the screens begin with it.
    ///
    /// If another pack is named, or its own is nowhere, the error leaves a question to be asked.
    pub fn begin(&mut self, path: &Path) -> Result<(), Error> {
        self.question = None;
        let pack = Arc::clone(&self.project.pack);
        let project = match Project::open(&mut self.world, path, pack, &self.author) {
            Ok(project) => project,
            Err(error) => {
                let Ok(answers) = glance::answers(path) else { return Err(error) };
                if fits(&answers, &self.project.pack) {
                    return Err(error);
                }
                let named = self.named_pack.as_deref();
                match of_project(&self.world, named, path, &answers) {
                    Ok(own) => Project::open(&mut self.world, path, own.pack, &self.author)?,
                    Err(error) => {
                        let found = mismatch(&self.world, named, path, &answers);
                        self.question = found.map(|found| question(path, &answers, found));
                        return Err(error);
                    }
                }
            }
        };
        self.take(project)?;
        remember_opened(&self.world, path);
        Ok(())
    }

    /// Whether there is something to ask about a project's pack.
    pub fn has_question(&self) -> bool {
        self.question.is_some()
    }

    /// Opens a project with the pack in this folder, or with the built-in one.
    pub(super) fn begin_with(&mut self, path: &Path, folder: Option<&Path>) -> Result<(), Error> {
        let answers = glance::answers(path)?;
        let pack = match folder {
            None => embedded::pack(),
            Some(folder) => {
                let folder = export::target(&self.world, &Text::line(&folder.to_string_lossy()));
                of_project(&self.world, Some(&folder), path, &answers)?.pack
            }
        };
        let project = Project::open(&mut self.world, path, pack, &self.author)?;
        self.question = None;
        self.take(project)?;
        remember_opened(&self.world, path);
        locate::remember(&self.world, path);
        Ok(())
    }

    pub(super) fn take(&mut self, project: Project) -> Result<(), Error> {
        let before = std::mem::replace(&mut self.project, project);
        let started = self.start();
        if started.is_err() {
            self.project = before;
        }
        started
    }

    /// Opens what belongs to the project that was read: its private notes, and the thread that saves.
    pub fn start(&mut self) -> Result<(), Error> {
        if !self.only_looks {
            self.project.open_private(&mut self.world, &self.author)?;
        }
        let waker = Arc::clone(&self.waker);
        let role = if self.only_looks { WriterRole::Looks } else { WriterRole::Writes };
        self.project.start_writer(Box::new(move || waker()), role)?;
        self.is_kept = true;
        self.has_other_pack = false;
        Ok(())
    }
}
