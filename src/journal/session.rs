//! A project on the screen: a change counts at once and is saved behind the screen's back.
//!
//! [`Session::apply`] folds a change in and hands it to the writer; [`Session::drain`] tells what has become of it
//! and what others did. The caller drains whenever it was woken.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::answers::Answers;
use super::append::News;
use super::damage::Verdict;
use super::error::JournalError;
use super::fold::Fold;
use super::fold::compose::Draft;
use super::project::Project;
use super::record::{Record, Run, Seq};
use super::staged::{Staged, Wordings};
use super::undo::{Step, UndoError, redo, undo};
use super::writer::{Command, Report, Wake, Writer};
use crate::text::Text;

/// What has happened behind the screen's back.
#[derive(Debug, Clone)]
pub enum Event {
    /// Changes were saved; nothing waits any more where [`Session::unsaved`] says so.
    Saved,
    /// Changes could not be saved. They stay in memory and are tried again.
    NotSaved(Arc<JournalError>),
    /// Others have written these.
    Others(Vec<Record>),
    /// The file was replaced or rewritten, and read anew.
    Anew,
    /// The file cannot be looked at: it is gone, or the system does not let us.
    OutOfSight(Arc<JournalError>),
    /// The file can be looked at again.
    InSight,
}

/// Whether what is on the screen is in the file.
#[derive(Debug, Clone)]
pub enum Saving {
    /// Everything is; the time is that of the newest line, if there is one.
    Saved(Option<Timestamp>),
    /// The writer is at it.
    Saving,
    /// The last try failed.
    NotSaved(Arc<JournalError>),
}

/// What was left when a session ended.
#[derive(Debug)]
pub enum Closed {
    /// Everything is saved.
    Saved,
    /// So many changes are not, and why, where that is known.
    Unsaved(usize, Option<Arc<JournalError>>),
}

/// A project with its writer.
#[derive(Debug)]
pub struct Session {
    staged: Staged,
    path: PathBuf,
    run: Run,
    verdict: Verdict,
    saving: Saving,
    commands: Sender<Command>,
    reports: Receiver<Report>,
}

impl Session {
    /// Starts the writer of a project. `wake` is called from its thread whenever there is something to drain.
    pub fn start(project: Project, wake: Wake) -> io::Result<Session> {
        let Project { journal, staged } = project;
        let (commands, their_commands) = channel();
        let (their_reports, reports) = channel();
        let (path, run, verdict) = (journal.path().to_owned(), journal.run(), journal.verdict());
        let writer = Writer::new(journal, their_commands, their_reports, wake);
        std::thread::Builder::new().name("journal".to_owned()).spawn(move || writer.run())?;
        // What was found in the file counts as saved once the writer has brought it to the disk.
        Ok(Session { staged, path, run, verdict, saving: Saving::Saving, commands, reports })
    }

    /// Returns the lines and what they come to, with what is not saved yet.
    pub fn fold(&self) -> &Fold {
        &self.staged.fold
    }

    /// Returns what the lines come to, with what is not saved yet.
    pub fn answers(&self) -> &Answers {
        self.staged.fold.answers()
    }

    /// Returns where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns which run of the program this is.
    pub fn run(&self) -> Run {
        self.run
    }

    /// Returns who makes the changes.
    pub fn by(&self) -> &Text {
        &self.staged.by
    }

    /// Returns what there was to say about the file when it was last read.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// Returns whether what is on the screen is in the file.
    pub fn saving(&self) -> &Saving {
        &self.saving
    }

    /// Returns how many changes are not saved.
    pub fn unsaved(&self) -> usize {
        self.staged.unsaved()
    }

    /// Returns the name that a change has by now: a number is given when it is saved.
    pub fn name(&self, seq: Seq) -> Seq {
        self.staged.names.now(seq)
    }

    /// Makes changes, each a line of its own, and returns the names they have until they are saved.
    ///
    /// They count at once. Refused where nothing may be written to the file, and where a text is too long.
    pub fn apply<D: Into<Draft>>(
        &mut self,
        changes: impl IntoIterator<Item = D>,
        at: Timestamp,
        wordings: Wordings<'_>,
    ) -> Result<Vec<Seq>, JournalError> {
        if let Some(reason) = self.verdict.read_only.clone() {
            return Err(JournalError::ReadOnly { path: self.path.clone(), reason });
        }
        let drafts = changes.into_iter().map(Into::into).collect();
        let records = self.staged.stage(drafts, at, wordings)?;
        let names = records.iter().map(Record::seq).collect();
        if records.is_empty() {
            return Ok(names);
        }
        if !matches!(self.saving, Saving::NotSaved(_)) {
            self.saving = Saving::Saving;
        }
        if self.commands.send(Command::Append(records)).is_err() {
            self.stopped();
        }
        Ok(names)
    }

    /// Takes back the newest change of this person, and returns what it was.
    pub fn undo(&mut self, at: Timestamp) -> Result<Step, UndoError> {
        let step = undo(self.fold(), self.by())?;
        self.apply([step.change()], at, &|_| None)?;
        Ok(step)
    }

    /// Brings back what this person took back last, and returns what it is.
    pub fn redo(&mut self, at: Timestamp) -> Result<Step, UndoError> {
        let step = redo(self.fold(), self.by())?;
        self.apply([step.change()], at, &|_| None)?;
        Ok(step)
    }

    /// Tries now what could not be saved.
    pub fn retry(&mut self) {
        if self.commands.send(Command::Retry).is_err() {
            self.stopped();
        }
    }

    /// Returns how many changes the file has lost since it was read; they are still known here.
    pub fn gone(&self) -> usize {
        self.verdict.gone
    }

    /// Writes again what the file has lost.
    pub fn write_back(&mut self) {
        self.saving = Saving::Saving;
        let lines = self.fold().lines().filter(|line| !line.seq().is_provisional()).collect();
        if self.commands.send(Command::WriteBack(lines)).is_err() {
            self.stopped();
        }
    }

    /// Takes the file as it is, without what it has lost.
    pub fn take_shorter(&mut self) {
        if self.commands.send(Command::TakeShorter).is_err() {
            self.stopped();
        }
    }

    /// Looks now whether others have changed the file.
    pub fn look(&mut self) {
        if self.commands.send(Command::Look).is_err() {
            self.stopped();
        }
    }

    /// Wakes the screens once a second, or no longer: with each look at the file, not by a timer of its own.
    pub fn tick(&mut self, is_ticking: bool) {
        if self.commands.send(Command::Tick(is_ticking)).is_err() {
            self.stopped();
        }
    }

    /// Takes in what the writer has reported, without waiting for more.
    pub fn drain(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        loop {
            match self.reports.try_recv() {
                Ok(report) => events.extend(self.take_in(report)),
                Err(TryRecvError::Empty) => return events,
                Err(TryRecvError::Disconnected) => {
                    if self.unsaved() > 0 && !matches!(self.saving, Saving::NotSaved(_)) {
                        events.push(self.stopped());
                    }
                    return events;
                }
            }
        }
    }

    /// Ends the session: waits at most so long until everything is saved.
    pub fn close(self, wait: Duration) -> Closed {
        let Session { mut staged, reports, commands, saving, .. } = self;
        // The writer ends when nobody can give it commands any more, and has tried to save by then.
        drop(commands);
        let until = Instant::now() + wait;
        let mut reason = match saving {
            Saving::NotSaved(error) => Some(error),
            Saving::Saved(_) | Saving::Saving => None,
        };
        loop {
            match reports.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Report::Saved(lines)) => staged.settle(lines),
                Ok(Report::Failed(error)) => reason = Some(Arc::new(error)),
                Ok(Report::News(..) | Report::Sight(_)) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        match staged.unsaved() {
            0 => Closed::Saved,
            unsaved => Closed::Unsaved(unsaved, reason),
        }
    }

    fn take_in(&mut self, report: Report) -> Option<Event> {
        match report {
            Report::News(news, verdict) => {
                self.verdict = *verdict;
                let anew = matches!(news, News::Anew(_) | News::Shorter(_));
                let records = self.staged.take_in(news);
                if matches!(self.saving, Saving::Saved(_)) {
                    self.saving = self.saved();
                }
                match (anew, records.is_empty()) {
                    (true, _) => Some(Event::Anew),
                    (false, true) => None,
                    (false, false) => Some(Event::Others(records)),
                }
            }
            Report::Saved(lines) => {
                self.staged.settle(lines);
                self.saving = if self.unsaved() == 0 { self.saved() } else { Saving::Saving };
                Some(Event::Saved)
            }
            Report::Failed(error) => {
                let error = Arc::new(error);
                self.saving = Saving::NotSaved(error.clone());
                Some(Event::NotSaved(error))
            }
            Report::Sight(Some(error)) => Some(Event::OutOfSight(Arc::new(error))),
            Report::Sight(None) => Some(Event::InSight),
        }
    }

    fn saved(&self) -> Saving {
        Saving::Saved(self.fold().records().next_back().map(|record| record.at))
    }

    fn stopped(&mut self) -> Event {
        let error = Arc::new(JournalError::Stopped { path: self.path.clone() });
        self.saving = Saving::NotSaved(error.clone());
        Event::NotSaved(error)
    }
}
