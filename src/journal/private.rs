//! Private notes: a file of the same kind beside no project, in a folder of the user's own.
//!
//! It holds notes alone and is never merged, shown in a room or reported. Made with the first note.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::damage::InPlace;
use super::digest::Digest;
use super::error::JournalError;
use super::fold::Fold;
use super::memory::Memory;
use super::record::{Change, FORMAT, Header, RunId};
use super::session::Session;
use super::undo::{UndoError, UndoStep};
use crate::files;
use crate::files::disk::Drive;
use crate::pack::model::EntryId;
use crate::text::Text;

/// One person's private notes about one project.
pub struct Private {
    path: PathBuf,
    header: Header,
    run: RunId,
    by: Text,
    /// `None` while there is no note.
    file: Option<Session>,
}

impl Private {
    /// Opens the notes about the project with this id, if there are any. `folder` holds private notes alone.
    pub fn open(folder: &Path, project: &Text, run: RunId, by: &Text) -> Result<Private, JournalError> {
        let path = folder.join(file_name(project));
        let file = match Session::open(&path, run, by) {
            Ok(file) => Some(file),
            Err(JournalError::Missing { .. }) => None,
            Err(error) => return Err(error),
        };
        // Another id than the project's, so that a merge of both files says that they do not belong together.
        let header = Header { format: FORMAT, id: Text::line(&format!("{project}-private")) };
        Ok(Private { path, header, run, by: by.clone(), file })
    }

    /// Notes in memory: nothing of them reaches a disk.
    pub fn in_memory(run: RunId, by: &Text) -> Private {
        let file = Some(Session::in_memory(&Memory::default(), run, by));
        let header = Header { format: FORMAT, id: Text::default() };
        Private { path: PathBuf::new(), header, run, by: by.clone(), file }
    }

    /// Where the notes are, or will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn note(&self, id: &EntryId) -> Option<&Text> {
        self.file.as_ref()?.answers().entry(id)?.note()
    }

    pub fn notes(&self) -> impl Iterator<Item = (&EntryId, &Text)> {
        let entries = self.file.iter().flat_map(|file| &file.answers().entries);
        entries.filter_map(|(id, entry)| Some((id, entry.note()?)))
    }

    /// Writes the note at an entry, and returns once it is saved. An empty one takes it away. Returns whether the file
    /// was gone: it is there again then, with all notes.
    pub fn write(&mut self, id: &EntryId, text: &Text, at: Timestamp) -> Result<bool, JournalError> {
        let change = Change::Note { id: id.clone(), text: text.clone() };
        if let Some(file) = &mut self.file {
            return match file.apply([change.clone()], at, &|_| None) {
                Ok(_) => Ok(false),
                Err(error) if error.gone() == Some(InPlace::Nothing) => {
                    self.make_folder()?;
                    self.file.as_mut().map_or(Ok(()), |file| file.apply_again(change, at)).map(|()| true)
                }
                // The field has the words still. Only what is in the file all the same stays a change.
                Err(error) => {
                    file.withdraw();
                    Err(error)
                }
            };
        }
        if text.is_empty() {
            return Ok(false);
        }
        self.make_folder()?;
        match Session::create(&self.path, &self.header, self.run, &self.by, [change.clone()], at) {
            Ok(file) => {
                self.file = Some(file);
                Ok(false)
            }
            // Another program of the same person was first.
            Err(JournalError::Exists { .. }) => {
                let file = self.file.insert(Session::open(&self.path, self.run, &self.by)?);
                file.apply([change], at, &|_| None).map(|_| false)
            }
            Err(error) => Err(error),
        }
    }

    fn make_folder(&self) -> Result<(), JournalError> {
        let Some(folder) = self.path.parent() else { return Ok(()) };
        let failed = |source| JournalError::Create { path: self.path.clone(), source };
        files::make_folder(&mut Drive, folder).map_err(failed)
    }

    /// Brings to the disk what another run may have left in memory, before it counts as saved.
    pub fn settle(&mut self) -> Result<(), JournalError> {
        self.file.as_mut().map_or(Ok(()), Session::settle)
    }

    /// The notes' own lines; `None` while there is no note.
    pub fn fold(&self) -> Option<&Fold> {
        self.file.as_ref().map(Session::fold)
    }

    /// Undoes the newest change of a note.
    pub fn undo(&mut self, at: Timestamp) -> Result<UndoStep, UndoError> {
        match &mut self.file {
            Some(file) => file.undo(at).inspect_err(|_| file.withdraw()),
            None => Err(UndoError::NothingToUndo { by: self.by.clone() }),
        }
    }

    /// Redoes what was undone last.
    pub fn redo(&mut self, at: Timestamp) -> Result<UndoStep, UndoError> {
        match &mut self.file {
            Some(file) => file.redo(at).inspect_err(|_| file.withdraw()),
            None => Err(UndoError::NothingToRedo { by: self.by.clone() }),
        }
    }

    /// Reads what another program of the same person has written.
    pub fn refresh(&mut self) -> Result<(), JournalError> {
        match &mut self.file {
            Some(file) => file.refresh().map(drop),
            None => Ok(()),
        }
    }
}

/// An id comes from a file that somebody else may have written, so it names a file only if it is harmless.
fn file_name(project: &Text) -> String {
    let harmless = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if !project.is_empty() && project.len() <= 64 && project.chars().all(harmless) {
        format!("{project}.golive")
    } else {
        format!("{}.golive", Digest::of(project, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_in_their_own_file_which_comes_with_the_first_note() {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("private");
        let at = Timestamp::UNIX_EPOCH;
        let open = |run| Private::open(&notes, &"7f3a".into(), RunId(run), &"ana".into()).unwrap();
        let (mut one, mut other) = (open(1), open(2));
        one.write(&"design/a".into(), &Text::default(), at).unwrap();
        assert!(!notes.exists());
        one.write(&"design/a".into(), &"Ben is unsure".into(), at).unwrap();
        other.write(&"design/b".into(), &"ask again".into(), at).unwrap();
        one.refresh().unwrap();
        for private in [&one, &other, &open(3)] {
            assert_eq!(private.note(&"design/a".into()).unwrap(), "Ben is unsure");
            assert_eq!(private.notes().count(), 2);
        }
        assert_eq!(one.path(), notes.join("7f3a.golive"));
    }

    #[test]
    fn a_file_that_is_gone_is_there_again_with_all_notes() {
        let folder = tempfile::tempdir().unwrap();
        let (notes, at) = (folder.path().join("private"), Timestamp::UNIX_EPOCH);
        let mut private = Private::open(&notes, &"7f3a".into(), RunId(1), &"ana".into()).unwrap();
        assert!(!private.write(&"design/a".into(), &"one".into(), at).unwrap());
        std::fs::remove_dir_all(&notes).unwrap();
        assert!(private.write(&"design/b".into(), &"two".into(), at).unwrap());
        assert!(!private.write(&"design/c".into(), &"three".into(), at).unwrap());
        let again = Private::open(&notes, &"7f3a".into(), RunId(2), &"ana".into()).unwrap();
        assert_eq!(again.notes().map(|(_, note)| note.as_str()).collect::<Vec<_>>(), ["one", "two", "three"]);
        // A folder in its place is somebody's, and stays.
        std::fs::remove_file(notes.join("7f3a.golive")).unwrap();
        std::fs::create_dir(notes.join("7f3a.golive")).unwrap();
        private.write(&"design/d".into(), &"four".into(), at).unwrap_err();
        assert!(private.note(&"design/d".into()).is_none());
    }

    #[test]
    fn what_another_run_could_not_sync_is_written_once_more() {
        let folder = tempfile::tempdir().unwrap();
        let open = |run| Private::open(folder.path(), &"7f3a".into(), RunId(run), &"ana".into()).unwrap();
        open(1).write(&"design/a".into(), &"one".into(), Timestamp::UNIX_EPOCH).unwrap();
        let path = open(2).path().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{text}\n")).unwrap();
        open(3).settle().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap().matches("design/a").count(), 2);
        assert_eq!(open(4).notes().count(), 1);
    }

    #[test]
    fn a_hostile_id_does_not_leave_the_folder() {
        for id in ["../../x", "", "a/b", "..", "x".repeat(65).as_str()] {
            let name = file_name(&id.into());
            assert!(name.len() == 23 && !name.contains(['/', '\\']) && !name.starts_with('.'), "{name}");
        }
    }
}
