//! The one writer of a session: a thread of its own, so that a slow disk never stands in front of a screen.
//!
//! It appends what it is given, looks at the file once a second, tries again later what could not be saved, and
//! reports. While nothing happens it costs one `stat` a second, writes nothing and wakes nobody; only if a clock is
//! shown does it wake the screens with each look, so that no second timer is needed.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::append::{FileChange, Journal};
use super::damage::FileCheck;
use super::disk::Trace;
use super::error::JournalError;
use super::line::JournalLine;
use super::record::{Header, Record, Seq};

/// Wakes the reader of the reports.
pub type Wake = Box<dyn Fn() + Send>;

/// How often the file is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// After how long a save that failed is tried again, at first and at most.
const AGAIN: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// What a writer is told.
pub(super) enum WriteRequest {
    /// Save these.
    Append(Vec<Record>),
    /// Try now what could not be saved.
    Retry,
    /// Look at the file now.
    Look,
    /// Wake with each look, or only when there is something to report.
    Tick(bool),
    /// Write again what the file has lost; these are all lines that were read.
    WriteBack(Vec<JournalLine>),
    /// Take the file as it is, without what it has lost.
    TakeShorter,
    /// Go on with a new file of everything; these are all lines that were read.
    SaveAs(PathBuf, Vec<JournalLine>),
}

/// What a writer tells.
pub(super) enum WriteOutcome {
    /// The file has changed.
    News(FileChange, Box<FileCheck>),
    /// These are saved, under their provisional names.
    Saved(Vec<(Seq, JournalLine)>),
    /// They are not, and why.
    Failed(JournalError),
    /// The file cannot be looked at, or can again.
    Sight(Option<JournalError>),
    /// Everything is in a new file, and the session goes on with that.
    SavedAs(Box<NewFile>),
    /// There is no new file, and why.
    NotSavedAs(JournalError),
}

/// A new file with everything that was known.
pub(super) struct NewFile {
    pub(super) path: PathBuf,
    pub(super) header: Option<Header>,
    pub(super) verdict: FileCheck,
    /// Those that waited, under their provisional names.
    pub(super) saved: Vec<(Seq, JournalLine)>,
    /// All its lines.
    pub(super) lines: FileChange,
}

/// What a writer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriterRole {
    Writes,
    /// Nothing is written, not even once more what could not be synced.
    Looks,
}

pub(super) struct Writer {
    journal: Journal,
    queue: Vec<Record>,
    commands: Receiver<WriteRequest>,
    reports: Sender<WriteOutcome>,
    wake: Wake,
    /// When a save that failed is tried again, and how long was waited for that.
    again: Option<(Instant, Duration)>,
    /// Why the file could not be looked at, if it could not.
    blind: Option<String>,
    /// Whether a clock is shown.
    is_ticking: bool,
    /// Whether the session waits to hear that everything is saved.
    is_awaited: bool,
    /// How far the file had been read when that was last reported.
    told: Trace,
    role: WriterRole,
}

impl Writer {
    pub(super) fn new(
        journal: Journal,
        commands: Receiver<WriteRequest>,
        reports: Sender<WriteOutcome>,
        wake: Wake,
        role: WriterRole,
    ) -> Writer {
        Writer {
            told: journal.trace(),
            is_awaited: false,
            role,
            journal,
            queue: Vec::new(),
            commands,
            reports,
            wake,
            again: None,
            blind: None,
            is_ticking: false,
        }
    }

    /// Works until nobody can give commands any more; then tries a last time to save.
    pub(super) fn run(mut self) {
        self.settle(None);
        loop {
            match self.commands.recv_timeout(LOOK) {
                Ok(command) => {
                    self.take(command);
                    // What came meanwhile goes out in the same write.
                    while let Ok(command) = self.commands.try_recv() {
                        self.take(command);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.look();
                    if self.is_ticking {
                        (self.wake)();
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    // What was lost in the last second is told too.
                    self.look();
                    self.save();
                    return;
                }
            }
            if self.again.is_none_or(|(when, _)| when <= Instant::now()) {
                self.save();
            }
        }
    }

    fn take(&mut self, command: WriteRequest) {
        match command {
            WriteRequest::Append(records) => self.queue.extend(records),
            WriteRequest::Retry => self.again = None,
            WriteRequest::Look => self.look(),
            WriteRequest::Tick(is_ticking) => self.is_ticking = is_ticking,
            WriteRequest::WriteBack(lines) => {
                self.journal.write_back(lines);
                (self.again, self.is_awaited) = (None, true);
                self.report_verdict(FileChange::None);
            }
            WriteRequest::TakeShorter => {
                let taken = self.journal.take_shorter();
                self.report_news();
                (self.again, self.is_awaited) = (None, true);
                if let Err(error) = taken {
                    self.failed(error, None);
                }
            }
            WriteRequest::SaveAs(path, lines) => self.save_as(path, lines),
        }
    }

    fn save_as(&mut self, path: PathBuf, lines: Vec<JournalLine>) {
        match self.journal.save_as(&path, lines, &self.queue) {
            Ok(saved) => {
                self.queue.clear();
                (self.again, self.blind, self.is_awaited) = (None, None, false);
                self.told = self.journal.trace();
                let lines = self.journal.take_news();
                let (header, verdict) = (self.journal.header(), self.journal.verdict());
                self.report(WriteOutcome::SavedAs(Box::new(NewFile { path, header, verdict, saved, lines })));
            }
            Err(error) => self.report(WriteOutcome::NotSavedAs(error)),
        }
    }

    /// Brings to the disk what was found in the file; only then it counts as saved.
    fn settle(&mut self, before: Option<(Instant, Duration)>) {
        match self.brought() {
            Ok(lines) => {
                self.is_awaited = false;
                self.report(WriteOutcome::Saved(lines));
            }
            Err(error) => self.failed(error, before),
        }
    }

    fn brought(&mut self) -> Result<Vec<(Seq, JournalLine)>, JournalError> {
        if self.role == WriterRole::Looks { Ok(Vec::new()) } else { self.journal.settle() }
    }

    /// What failed is tried again, each time after a longer pause than before.
    fn failed(&mut self, error: JournalError, before: Option<(Instant, Duration)>) {
        self.is_awaited = true;
        self.again = Some(pause_after(before));
        self.report(WriteOutcome::Failed(error));
    }

    fn look(&mut self) {
        let looked = self.journal.refresh();
        // What others wrote is shown as saved, so it has to be.
        let is_to_settle = looked.is_ok() && self.again.is_none();
        let settled = if is_to_settle { self.brought() } else { Ok(Vec::new()) };
        self.report_news();
        match settled {
            Ok(lines) if lines.is_empty() => {}
            Ok(lines) => self.report(WriteOutcome::Saved(lines)),
            Err(error) => self.failed(error, None),
        }
        match looked {
            Ok(()) if self.blind.is_some() => {
                self.blind = None;
                // What waits need not wait any longer.
                self.again = None;
                self.report(WriteOutcome::Sight(None));
            }
            Err(error) if self.blind.as_ref() != Some(&error.reason()) => {
                self.blind = Some(error.reason());
                self.report(WriteOutcome::Sight(Some(error)));
            }
            Ok(()) | Err(_) => {}
        }
    }

    fn save(&mut self) {
        if self.queue.is_empty() && !self.journal.owes() {
            let before = self.again.take();
            // What was said to be not saved may be by now.
            if self.is_awaited {
                self.settle(before);
            }
            return;
        }
        let saved = self.journal.apply(&self.queue);
        // Others' lines come before ours.
        self.report_news();
        match saved {
            Ok(lines) => {
                self.queue.clear();
                (self.again, self.is_awaited) = (None, false);
                // A name that may not be on the disk does not hold what is saved under it.
                let settled = self.brought();
                if self.blind.take().is_some() {
                    self.report(WriteOutcome::Sight(None));
                }
                self.report(WriteOutcome::Saved(lines));
                if let Err(error) = settled {
                    self.failed(error, None);
                }
            }
            Err(error) => {
                if error.is_kept() {
                    self.queue.clear();
                }
                self.again = Some(pause_after(self.again));
                self.report(WriteOutcome::Failed(error));
            }
        }
    }

    /// Reports what was read: lines, and what there is to say about the file, of lines that are no changes too.
    fn report_news(&mut self) {
        let (news, read) = (self.journal.take_news(), self.journal.trace());
        if !matches!(news, FileChange::None) || read != self.told {
            self.report_verdict(news);
        }
        self.told = read;
    }

    fn report_verdict(&self, news: FileChange) {
        let verdict = Box::new(self.journal.verdict());
        self.report(WriteOutcome::News(news, verdict));
    }

    fn report(&self, report: WriteOutcome) {
        // Nobody listens any more after the session was dropped; what is left to do is to save.
        if self.reports.send(report).is_ok() {
            (self.wake)();
        }
    }
}

/// When to try again, and after which pause.
fn pause_after(before: Option<(Instant, Duration)>) -> (Instant, Duration) {
    let pause = before.map_or(AGAIN.0, |(_, pause)| (pause * 2).min(AGAIN.1));
    (Instant::now() + pause, pause)
}
