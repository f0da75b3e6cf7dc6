//! Whether a project is saved, what stands in the way of it, and what is left at the end.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Project;
use crate::domain::board::changed::Changed;
use crate::journal::damage::Loss;
use crate::journal::private::Private;
use crate::journal::session::{Closed, SessionSaveState};
use crate::text::{Text, counted};
use crate::workspace::error::{Error, failed};
use crate::workspace::locate::shown;

impl Project {
    pub fn saving(&self) -> SessionSaveState {
        self.session.saving()
    }

    /// The number of changes that are not saved.
    pub fn unsaved(&self) -> usize {
        self.session.unsaved()
    }

    /// Why nothing can be written, or the file cannot be checked; `None` if neither is so.
    pub fn obstacle(&self) -> Option<Text> {
        let read_only = self.session.read_only().map(|reason| Text::line(&reason.to_string()));
        let is_saved = matches!(self.saving(), SessionSaveState::Saved(_));
        read_only.or_else(|| self.out_of_sight.clone().filter(|_| is_saved))
    }

    /// Whether something has to be written yet that is none of the unsaved changes.
    pub fn owes(&self) -> bool {
        self.session.owes()
    }

    /// How many changes failed and are written with the next one.
    pub fn waiting(&self) -> usize {
        self.session.waiting()
    }

    /// Lets the writer try now what could not be saved.
    pub fn retry(&mut self) {
        self.session.retry();
    }

    /// Writes changes that failed before, if there are any.
    pub fn write_owed(&mut self) -> Result<(), Error> {
        if !self.session.owes() {
            return Ok(());
        }
        let written = self.session.write_owed();
        self.follow(&Changed::Everything);
        written.map_err(|error| failed(&error))
    }

    /// Brings to the disk what was found in the file, so that `nothing to change` is true after a power cut too.
    pub fn settle(&mut self) -> Result<(), Error> {
        self.session.settle().map_err(|error| failed(&error))?;
        self.settle_private()
    }

    /// The same for the private notes alone.
    pub fn settle_private(&mut self) -> Result<(), Error> {
        self.private.as_mut().map_or(Ok(()), Private::settle).map_err(|error| failed(&error))
    }

    /// What the file has lost since it was read; all of it is still known here.
    pub fn loss(&self) -> Option<Loss> {
        self.session.loss()
    }

    /// Lets the writer write again what the file has lost.
    pub fn write_back(&mut self) {
        self.session.write_back();
    }

    /// Lets the writer take the file as it is, without what it has lost.
    pub fn take_shorter(&mut self) {
        self.session.take_shorter();
    }

    /// Lets the writer make a new file of everything, and go on with that.
    pub fn save_as(&mut self, path: &Path) {
        self.session.save_as(path);
    }

    /// What has become of that, once: the path of the file before, or why there is no new one.
    pub fn saved_as(&mut self) -> Option<Result<PathBuf, Error>> {
        self.saved_as.take()
    }

    /// Waits at most so long until everything is saved; says what is not, and what the file has lost.
    pub fn close(&mut self, wait: Duration) -> Result<(), Error> {
        let Closed { unsaved, reason, loss } = self.session.close(wait);
        let reason = reason.as_deref();
        if let Some(loss) = loss {
            return Err(self.lost(loss, unsaved));
        }
        let what = match (unsaved, reason) {
            (0, None) => return Ok(()),
            (0, Some(_)) => "not everything is on the disk".to_owned(),
            (count, _) => format!("{} not saved", counted(count, "change is", "changes are")),
        };
        Err(match reason {
            Some(reason) => Error::io(format!("{what}: {}", failed(reason).reason_first())),
            None => Error::io(what),
        })
    }

    /// That the file has lost changes which were in it; without a writer that is looked at now.
    pub fn check_loss(&mut self) -> Result<(), Error> {
        self.news();
        self.loss().map_or(Ok(()), |loss| Err(self.lost(loss, 0)))
    }

    fn lost(&self, loss: Loss, unsaved: usize) -> Error {
        Error::io(loss.words_with(&shown(&self.path), unsaved)).hint(loss.hint())
    }
}
