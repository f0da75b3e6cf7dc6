//! A journal that is open, and what its lines come to: over a file, over a file with a writer, or in memory.
//!
//! Over a file alone [`Session::apply`] returns once a change is saved: commands. With a writer it folds the change in
//! and hands it on, and [`Session::drain`] tells what has become of it and what others did: the screens, which cannot
//! wait. In memory nothing is saved, and several sessions can share the same lines.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;

use jiff::Timestamp;

use super::answers::Answers;
use super::append::Journal;
use super::damage::{FileCheck, InPlace, Loss, ReadOnly};
use super::error::JournalError;
use super::fold::Fold;
use super::fold::compose::RecordDraft;
use super::line::JournalLine;
use super::memory::{Memory, Read};
use super::record::{Change, Header, Record, RunId, Seq};
use super::staged::{PendingFold, Wordings};
use super::undo::{UndoError, UndoStep, redo, undo};
use super::writer::{Wake, WriteRequest, Writer, WriterRole};
use crate::pack::model::EntryId;
use crate::text::Text;

mod behind;
mod closing;

use behind::{Behind, event, loss, saved};
pub use closing::Closed;

/// What has happened behind the screen's back.
#[derive(Debug, Clone)]
pub enum SessionEvent {
    /// Changes were saved; [`Session::unsaved`] tells whether others still wait.
    Saved,
    /// Changes could not be saved. They stay in memory and are tried again.
    NotSaved(Arc<JournalError>),
    /// Others have written these.
    Others(Vec<Arc<Record>>),
    /// The file was replaced or rewritten, and read anew.
    Anew,
    /// The file cannot be looked at: it is gone, or the system does not let us.
    OutOfSight(Arc<JournalError>),
    /// The file can be looked at again.
    InSight,
    /// Everything is in a new file, with which the session goes on.
    SavedAs,
    /// There is no new file; everything is as it was.
    NotSavedAs(Arc<JournalError>),
}

/// Whether what is on the screen is in the file.
#[derive(Debug, Clone)]
pub enum SessionSaveState {
    /// Everything is; the time is that of the newest line, if there is one.
    Saved(Option<Timestamp>),
    /// The writer is at it.
    Saving,
    /// The last try failed.
    NotSaved(Arc<JournalError>),
}

/// A journal that is open.
pub struct Session {
    staged: PendingFold,
    store: Store,
    /// What was in the place of the file at the last look, if the file was not there.
    gone: Option<InPlace>,
}

/// Where the lines are kept.
enum Store {
    File(Box<Journal>),
    Writer(Box<Behind>),
    /// Shared lines, and which of them have been taken in.
    Memory(Memory, Read),
}

impl Session {
    /// Opens a file for the person `by`. `run` is 64 random bits of this running program.
    pub fn open(path: &Path, run: RunId, by: &Text) -> Result<Session, JournalError> {
        Ok(Session::of(Journal::open(path, run)?, by))
    }

    /// Makes a new file with these first changes. Never writes over a file.
    pub fn create(
        path: &Path,
        header: &Header,
        run: RunId,
        by: &Text,
        changes: impl IntoIterator<Item = Change>,
        at: Timestamp,
    ) -> Result<Session, JournalError> {
        let mut staged = PendingFold::new(by, run);
        let drafts = changes.into_iter().map(RecordDraft::from).collect();
        let records = staged.stage(drafts, at, &|_| None)?;
        Ok(Session::of(Journal::create(path, header, run, records)?, by))
    }

    /// Takes over a journal that is open.
    pub fn of(mut journal: Journal, by: &Text) -> Session {
        let mut staged = PendingFold::new(by, journal.run());
        staged.take_in(journal.take_news());
        Session { staged, store: Store::File(Box::new(journal)), gone: None }
    }

    /// Opens lines in memory. Nothing of it reaches a disk.
    pub fn in_memory(memory: &Memory, run: RunId, by: &Text) -> Session {
        let (mut staged, mut read) = (PendingFold::new(by, run), Read::default());
        staged.take_in(memory.news(&mut read));
        Session { staged, store: Store::Memory(memory.clone(), read), gone: None }
    }

    /// Lets another thread write to the file from now on. `wake` is called from it whenever there is something to
    /// drain. In memory nobody has to wait for the disk, so nothing changes.
    pub fn start_writer(&mut self, wake: Wake, role: WriterRole) -> io::Result<()> {
        let nowhere = Store::Memory(Memory::default(), Read::default());
        let journal = match std::mem::replace(&mut self.store, nowhere) {
            Store::File(journal) => journal,
            other => {
                self.store = other;
                return Ok(());
            }
        };
        let (commands, their_commands) = channel();
        let (their_reports, reports) = channel();
        let (path, header, verdict) = (journal.path().to_owned(), journal.header(), journal.verdict());
        let writer = Writer::new(*journal, their_commands, their_reports, wake, role);
        std::thread::Builder::new().name("journal".to_owned()).spawn(move || writer.run())?;
        // What was found in the file counts as saved once the writer has brought it to the disk.
        let behind = Behind {
            path,
            header,
            verdict,
            saving: SessionSaveState::Saving,
            owes: false,
            commands,
            reports,
        };
        self.store = Store::Writer(Box::new(behind));
        Ok(())
    }

    /// Lets answers to entries count for those that stand for them now.
    pub fn moving(&mut self, moved: BTreeMap<EntryId, EntryId>) {
        self.staged.fold.moving(moved);
    }

    /// With the changes that are not saved yet.
    pub fn fold(&self) -> &Fold {
        &self.staged.fold
    }

    /// With the changes that are not saved yet.
    pub fn answers(&self) -> &Answers {
        self.staged.fold.answers()
    }

    /// `None` in memory.
    pub fn path(&self) -> Option<&Path> {
        match &self.store {
            Store::File(journal) => Some(journal.path()),
            Store::Writer(behind) => Some(&behind.path),
            Store::Memory(..) => None,
        }
    }

    /// As it was when the file was opened.
    pub fn header(&self) -> Option<Header> {
        match &self.store {
            Store::File(journal) => journal.header(),
            Store::Writer(behind) => behind.header.clone(),
            Store::Memory(..) => None,
        }
    }

    /// The random bits of this running program.
    pub fn run(&self) -> RunId {
        self.staged.run
    }

    pub fn by(&self) -> &Text {
        &self.staged.by
    }

    /// What there was to say about the file when it was last read.
    pub fn verdict(&self) -> FileCheck {
        match &self.store {
            Store::File(journal) => journal.verdict(),
            Store::Writer(behind) => behind.verdict.clone(),
            Store::Memory(..) => FileCheck::default(),
        }
    }

    /// `None` if the file can be written to.
    pub fn read_only(&self) -> Option<ReadOnly> {
        match &self.store {
            Store::File(journal) => journal.read_only(),
            Store::Writer(behind) => behind.verdict.read_only.clone(),
            Store::Memory(..) => None,
        }
    }

    pub fn saving(&self) -> SessionSaveState {
        match &self.store {
            Store::Writer(behind) => behind.saving.clone(),
            Store::File(_) | Store::Memory(..) => saved(&self.staged),
        }
    }

    /// The number of changes that are not saved.
    pub fn unsaved(&self) -> usize {
        self.staged.unsaved()
    }

    /// The name that a change has by now: a number is given when it is saved.
    pub fn name(&self, seq: Seq) -> Seq {
        self.staged.names.now(seq)
    }

    /// Makes changes, each a line of its own, and returns the names they have by now.
    ///
    /// With a writer they count at once, else once they are saved; after an error none of them counts. Refused if
    /// nothing may be written to the file, and if a text is too long.
    pub fn apply<D: Into<RecordDraft>>(
        &mut self,
        changes: impl IntoIterator<Item = D>,
        at: Timestamp,
        wordings: Wordings<'_>,
    ) -> Result<Vec<Seq>, JournalError> {
        if let Store::Writer(behind) = &self.store
            && let Some(reason) = behind.verdict.read_only.clone()
        {
            return Err(JournalError::ReadOnly { path: behind.path.clone(), reason });
        }
        // What others wrote in memory comes before these.
        if let Store::Memory(memory, read) = &mut self.store {
            self.staged.take_in(memory.news(read));
        }
        let drafts = changes.into_iter().map(Into::into).collect();
        let records = self.staged.stage(drafts, at, wordings)?;
        match &mut self.store {
            Store::File(journal) => {
                // What failed and is brought again is one change still.
                let waiting = journal.waiting_as(&records);
                let saved = match &waiting {
                    Some(_) => journal.retry(),
                    None => journal.apply(&records),
                };
                let saved = match saved {
                    // The system takes what it could not bring to the disk for done: it has to be written once more.
                    Err(JournalError::Sync { .. }) => journal.retry(),
                    saved => saved,
                };
                self.staged.take_in(journal.take_news());
                if saved.is_err() || waiting.is_some() {
                    self.staged.drop(&records);
                }
                if matches!(saved, Err(JournalError::Write { .. })) {
                    journal.withdraw(&records.iter().map(Record::seq).collect::<Vec<_>>());
                }
                self.staged.settle(saved?);
                if let Some(names) = waiting {
                    return Ok(names.into_iter().map(|name| self.name(name)).collect());
                }
            }
            Store::Writer(behind) => behind.hand_on(&records),
            Store::Memory(memory, read) => {
                let (news, lines) = memory.append(&records, self.staged.run, &mut self.staged.names, read);
                self.staged.take_in(news);
                self.staged.settle(lines);
            }
        }
        Ok(records.iter().map(|record| self.name(record.seq())).collect())
    }

    /// Takes back the newest change of this person, and returns what it was.
    pub fn undo(&mut self, at: Timestamp) -> Result<UndoStep, UndoError> {
        let step = undo(self.fold(), self.by())?;
        self.apply([step.change()], at, &|_| None)?;
        Ok(step)
    }

    /// Brings back what this person took back last, and returns what it is.
    pub fn redo(&mut self, at: Timestamp) -> Result<UndoStep, UndoError> {
        let step = redo(self.fold(), self.by())?;
        self.apply([step.change()], at, &|_| None)?;
        Ok(step)
    }

    /// Whether something has to be written yet that is none of the unsaved changes: changes that failed and count only
    /// then, or with a writer what the file has lost.
    pub fn owes(&self) -> bool {
        match &self.store {
            Store::File(journal) => journal.owes(),
            Store::Writer(behind) => behind.owes,
            Store::Memory(..) => false,
        }
    }

    /// Writes changes that failed, which count then.
    pub fn write_owed(&mut self) -> Result<(), JournalError> {
        let Store::File(journal) = &mut self.store else { return Ok(()) };
        let saved = journal.retry();
        self.staged.take_in(journal.take_news());
        self.staged.settle(saved?);
        Ok(())
    }

    /// How many changes failed and are written with the next one.
    pub fn waiting(&self) -> usize {
        match &self.store {
            Store::File(journal) => journal.waiting().len(),
            Store::Writer(_) | Store::Memory(..) => 0,
        }
    }

    /// Gives up changes that failed: whoever brought them brings them again.
    pub fn withdraw(&mut self) {
        if let Store::File(journal) = &mut self.store {
            journal.withdraw(&journal.waiting());
        }
    }

    /// Makes a change and, where the file is gone, a new one of everything that is known.
    pub fn apply_again(&mut self, change: Change, at: Timestamp) -> Result<(), JournalError> {
        let lines = self.saved_lines();
        let Store::File(journal) = &mut self.store else { return Ok(()) };
        journal.withdraw(&journal.waiting());
        let records = self.staged.stage(vec![change.into()], at, &|_| None)?;
        let path = journal.path().to_owned();
        let saved = journal.save_as(&path, lines, &records).inspect_err(|_| self.staged.drop(&records))?;
        self.staged.settle(saved);
        self.staged.take_in(journal.take_news());
        Ok(())
    }

    /// Lets the writer try now what could not be saved.
    pub fn retry(&mut self) {
        self.command(WriteRequest::Retry);
    }

    /// What the file has lost since it was read; all of it is still known here.
    pub fn loss(&self) -> Option<Loss> {
        let lost = match &self.store {
            Store::File(journal) => journal.verdict().gone,
            Store::Writer(behind) => behind.verdict.gone,
            Store::Memory(..) => return None,
        };
        loss(&self.staged, self.gone, lost)
    }

    /// Lets the writer write again what the file has lost.
    pub fn write_back(&mut self) {
        let lines = self.saved_lines();
        self.await_saving();
        self.command(WriteRequest::WriteBack(lines));
    }

    /// Lets the writer take the file as it is, without what it has lost.
    pub fn take_shorter(&mut self) {
        self.await_saving();
        self.command(WriteRequest::TakeShorter);
    }

    /// Lets the writer make a new file of everything, also of what waits to be saved, and go on with that.
    pub fn save_as(&mut self, path: &Path) {
        let lines = self.saved_lines();
        self.command(WriteRequest::SaveAs(path.to_owned(), lines));
    }

    fn saved_lines(&self) -> Vec<JournalLine> {
        self.fold().lines().filter(|line| !line.seq().is_provisional()).collect()
    }

    /// Brings to the disk what was found in the file, before it counts as saved. The writer does so by itself.
    pub fn settle(&mut self) -> Result<(), JournalError> {
        let Store::File(journal) = &mut self.store else { return Ok(()) };
        let settled = journal.settle();
        self.staged.take_in(journal.take_news());
        self.staged.settle(settled?);
        Ok(())
    }

    /// Lets the writer look now whether others have changed the file.
    pub fn look(&mut self) {
        self.command(WriteRequest::Look);
    }

    /// Lets the writer wake the screens once a second, or no longer: with each look at the file, not by a timer of its
    /// own.
    pub fn tick(&mut self, is_ticking: bool) {
        self.command(WriteRequest::Tick(is_ticking));
    }

    /// Until the writer says so, not everything is saved.
    fn await_saving(&mut self) {
        if let Store::Writer(behind) = &mut self.store {
            (behind.saving, behind.owes) = (SessionSaveState::Saving, true);
        }
    }

    fn command(&mut self, command: WriteRequest) {
        if let Store::Writer(behind) = &mut self.store
            && behind.commands.send(command).is_err()
        {
            behind.stopped();
        }
    }

    /// Reads what others have written; returns their new records, none of them if the whole file was read anew. With a
    /// writer [`Session::drain`] does this.
    pub fn refresh(&mut self) -> Result<Vec<Arc<Record>>, JournalError> {
        match &mut self.store {
            Store::File(journal) => {
                let looked = journal.refresh();
                let records = self.staged.take_in(journal.take_news());
                looked.map(|()| records)
            }
            Store::Writer(_) => Ok(Vec::new()),
            Store::Memory(memory, read) => Ok(self.staged.take_in(memory.news(read))),
        }
    }

    /// Takes in what the writer has reported and what others have written, without waiting for more.
    pub fn drain(&mut self) -> Vec<SessionEvent> {
        let Session { staged, store, gone } = self;
        let mut events = Vec::new();
        match store {
            Store::Writer(behind) => behind.drain(staged, &mut events),
            Store::File(journal) => {
                let looked = journal.refresh();
                events.extend(event(staged, journal.take_news()));
                events.push(match looked {
                    Ok(()) => SessionEvent::InSight,
                    Err(error) => SessionEvent::OutOfSight(Arc::new(error)),
                });
            }
            Store::Memory(memory, read) => events.extend(event(staged, memory.news(read))),
        }
        for event in &events {
            match event {
                SessionEvent::OutOfSight(error) => *gone = error.gone(),
                SessionEvent::InSight | SessionEvent::SavedAs => *gone = None,
                SessionEvent::Saved
                | SessionEvent::NotSaved(_)
                | SessionEvent::Others(_)
                | SessionEvent::Anew
                | SessionEvent::NotSavedAs(_) => {}
            }
        }
        events
    }
}
