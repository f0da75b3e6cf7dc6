//! An open journal: the only code that touches the file.
//!
//! A change is *saved* when it has been written under the lock, synced, and the path still names the file it was
//! written to. The file is only ever appended to; one that is gone is never created again. What the lines come to is
//! not known here: `project` and `writer` bring records, and take the lines that were read.
//!
//! What was found in the file counts as saved only once it was synced here: the program that wrote it may have been
//! killed before it could do that. If the file has lost lines that were read from it, nothing is written before
//! somebody has decided what becomes of them.

use std::collections::HashSet;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::damage::{FileCheck, ReadOnly};
use super::disk::{Trace, create_file, open_file};
use super::error::{JournalError, check_length, check_texts};
use super::line::{HIGHEST_NUMBER, JournalLine, ParsedLine, read, write_header};
use super::names::ProvisionalIds;
use super::record::{Header, Record, RunId, Seq};
use super::scan::{DOUBT, Scan};
use crate::files;
use crate::files::defects;
use crate::files::disk::{Disk, Drive};

mod again;
mod reading;
mod save_as;

use reading::Displaced;

/// How long an append waits for another program to let go of the file.
pub const PATIENCE: Duration = Duration::from_secs(10);

// A file that is replaced so often while it is written to is not going to rest.
const ATTEMPTS: usize = 8;

/// How a system says that it does not let this folder be synced.
const NOT_TO_SYNC: [ErrorKind; 3] =
    [ErrorKind::PermissionDenied, ErrorKind::InvalidInput, ErrorKind::Unsupported];

/// What was read since the last time somebody asked.
#[derive(Debug, Clone, PartialEq)]
pub enum FileChange {
    /// Nothing.
    None,
    /// The file has grown by these lines.
    Grown(Vec<JournalLine>),
    /// The file was replaced or rewritten; these are all its lines.
    Anew(Vec<JournalLine>),
    /// The same, and lines that were read before are not among them.
    Shorter(Vec<JournalLine>),
}

/// What a file that was read anew had lost by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lost {
    Nothing,
    Lines,
}

/// An open journal.
#[allow(clippy::struct_excessive_bools, reason = "independent facts about one file")]
pub struct Journal {
    path: PathBuf,
    file: File,
    run: RunId,
    scan: Scan,
    trace: Trace,
    permitted: bool,
    /// The first line that the file had when it was opened.
    header: Option<Header>,
    /// Whether bytes were read that nobody here has synced.
    is_unsynced: bool,
    /// Whether the file's name may not be on the disk: whoever gave it may have been killed before that.
    is_name_unsynced: bool,
    /// From where on the file's lines are written once more: a sync failed, and the system takes them for done.
    unsynced_from: Option<u64>,
    /// Lines whose append failed, under their provisional names.
    kept: Vec<(Seq, JournalLine)>,
    /// Lines that the file has lost and that are written with the next append.
    owed: Vec<String>,
    /// The names of records that were read and that the file has no more, and what newer versions wrote of them.
    missing: HashSet<Seq>,
    missing_newer: Vec<String>,
    names: ProvisionalIds,
    news: Vec<JournalLine>,
    /// Whether the file was read anew since they were taken, and had lost lines then.
    anew: Option<Lost>,
    /// What is in the place of our file.
    displaced: Option<Displaced>,
    disk: Box<dyn Disk>,
    patience: Duration,
}

impl Journal {
    /// Opens the file and reads it. `run` is 64 random bits of this running program.
    pub fn open(path: &Path, run: RunId) -> Result<Journal, JournalError> {
        let (file, trace, permitted) = open_file(path)?;
        let mut journal = Journal {
            path: path.to_owned(),
            file,
            run,
            scan: Scan::default(),
            trace,
            permitted,
            header: None,
            is_unsynced: false,
            is_name_unsynced: true,
            unsynced_from: None,
            kept: Vec::new(),
            owed: Vec::new(),
            missing: HashSet::new(),
            missing_newer: Vec::new(),
            names: ProvisionalIds::default(),
            news: Vec::new(),
            anew: Some(Lost::Nothing),
            displaced: None,
            disk: Box::new(Drive),
            patience: PATIENCE,
        };
        journal.read_anew()?;
        journal.header = journal.scan.header();
        Ok(journal)
    }

    /// Makes a new file with these records and opens it. Never writes over a file, and no half-made one is seen.
    pub fn create(
        path: &Path,
        header: &Header,
        run: RunId,
        records: Vec<Record>,
    ) -> Result<Journal, JournalError> {
        let mut names = ProvisionalIds::default();
        let mut text = write_header(header) + "\n";
        for (n, record) in (1..).zip(records) {
            text += &JournalLine::of(names.give(record, Seq(n, run))).text;
            text.push('\n');
        }
        create_file(&mut Drive, path, text.as_bytes())?;
        let mut journal = Journal::open(path, run)?;
        (journal.is_unsynced, journal.is_name_unsynced) = (false, false);
        journal.names = names;
        Ok(journal)
    }

    /// Lets `disk` do the writing, for tests.
    #[must_use]
    pub fn with_disk(self, disk: Box<dyn Disk>) -> Journal {
        Journal { disk, ..self }
    }

    /// Waits only so long for another program to let go of the file.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Journal {
        Journal { patience, ..self }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn run(&self) -> RunId {
        self.run
    }

    /// The first line.
    pub fn header(&self) -> Option<Header> {
        self.scan.header()
    }

    /// What there is to say about the file.
    pub fn verdict(&self) -> FileCheck {
        FileCheck { read_only: self.read_only(), gone: self.missing.len(), ..self.scan.verdict() }
    }

    /// Why nothing is written to the file.
    pub fn read_only(&self) -> Option<ReadOnly> {
        match self.scan.read_only() {
            // A file that was emptied is one that has lost its lines.
            Some(ReadOnly::NoHeader) if self.header.is_some() && self.is_shorter() => {}
            Some(ReadOnly::NoHeader) if defects::shows("damaged-taken-for-new") => {}
            Some(reason) => return Some(reason),
            None => {}
        }
        (!self.permitted).then_some(ReadOnly::NotPermitted)
    }

    /// The lines that were read since the last call, first of all those of the opening.
    pub fn take_news(&mut self) -> FileChange {
        let lines = std::mem::take(&mut self.news);
        match (self.anew.take(), lines.is_empty()) {
            (Some(Lost::Lines), _) => FileChange::Shorter(lines),
            (Some(Lost::Nothing), _) => FileChange::Anew(lines),
            (None, true) => FileChange::None,
            (None, false) => FileChange::Grown(lines),
        }
    }

    /// How many lines wait to be appended again.
    pub fn kept(&self) -> usize {
        self.kept.len() + self.owed.len()
    }

    /// What tells whether the file was read on since.
    pub(super) fn trace(&self) -> Trace {
        self.trace
    }

    /// Whether something waits to be written: lines whose append failed, what the file has lost, or an end that could not
    /// be synced.
    pub fn owes(&self) -> bool {
        self.kept() > 0 || self.unsynced_from.is_some()
    }

    /// The names under which these changes wait since an append of them failed, if they are the last that do.
    pub(super) fn waiting_as(&self, records: &[Record]) -> Option<Vec<Seq>> {
        let is_same = |((_, line), record): (&(Seq, JournalLine), &Record)| {
            line.record.change == self.names.put_right(record.clone()).change && line.record.by == record.by
        };
        let first = self.kept.len().checked_sub(records.len())?;
        let last = self.kept.get(first..).filter(|last| !last.is_empty())?;
        last.iter().zip(records).all(is_same).then(|| last.iter().map(|(name, _)| *name).collect())
    }

    /// Gives up lines whose append failed: whoever brought them brings them again. What has come into the file all the
    /// same is a change, and waits on to be synced.
    pub(super) fn withdraw(&mut self, names: &[Seq]) {
        // If it cannot be read now, it is asked again with the next line that fails.
        let looked = self.refresh();
        let (scan, is_read) = (&self.scan, looked.is_ok());
        let is_given_up =
            |(name, line): &mut (Seq, JournalLine)| names.contains(name) && is_read && !scan.has(line.seq());
        for (name, _) in self.kept.extract_if(.., is_given_up) {
            self.names.forget(name);
        }
    }

    /// The names of the changes that wait since an append failed.
    pub(super) fn waiting(&self) -> Vec<Seq> {
        self.kept.iter().map(|(name, _)| *name).collect()
    }

    /// Brings to the disk what was found in the file, unless that has been done: before it counts as saved. The system
    /// takes what it could not bring to the disk for done, so the last lines are written once more then. Returns the lines
    /// that waited, as [`Journal::apply`] does.
    pub fn settle(&mut self) -> Result<Vec<(Seq, JournalLine)>, JournalError> {
        if self.read_only().is_some() || defects::shows("found-not-synced") {
            return Ok(Vec::new());
        }
        self.check_place()?;
        if self.is_name_unsynced {
            // Not every system lets a folder be synced.
            match self.disk.sync_folder(files::folder_of(&self.path)) {
                Err(source) if !NOT_TO_SYNC.contains(&source.kind()) => {
                    return Err(JournalError::Unsynced { path: self.path.clone(), source });
                }
                Ok(()) | Err(_) => self.is_name_unsynced = false,
            }
        }
        if !self.is_unsynced {
            return Ok(Vec::new());
        }
        if self.scan.ends_in_doubt() || self.unsynced_from.is_some() || self.disk.sync(&self.file).is_err() {
            self.owe_the_end();
            return self.retry();
        }
        self.is_unsynced = false;
        Ok(Vec::new())
    }

    /// Looks whether others have changed the file, and reads what is new. Costs one `stat` if there is nothing.
    pub fn refresh(&mut self) -> Result<(), JournalError> {
        let trace = self.look()?;
        if trace == self.trace {
            return self.check_place();
        }
        if trace.identity != self.trace.identity {
            return self.reopen();
        }
        self.read_on()
    }

    /// Appends these records and returns once they are saved: with their provisional names the lines that are in
    /// the file now, first those that were kept from an append that failed. If the error is kept, so are the lines;
    /// after any other error nothing was taken.
    pub fn apply(&mut self, records: &[Record]) -> Result<Vec<(Seq, JournalLine)>, JournalError> {
        if records.is_empty() && !self.owes() {
            return Ok(Vec::new());
        }
        for _ in 0..ATTEMPTS {
            self.refresh()?;
            self.check_writable()?;
            self.lock()?;
            let saved = self.append_locked(records);
            // Closing the file lets go of the lock as well, so there is nothing to do about an error.
            let _ = self.file.unlock();
            if let Some(lines) = saved? {
                return Ok(lines);
            }
        }
        Err(JournalError::Restless { path: self.path.clone() })
    }

    /// Appends again what could not be written before.
    pub fn retry(&mut self) -> Result<Vec<(Seq, JournalLine)>, JournalError> {
        self.apply(&[])
    }

    /// Writes the lines that are gone again with the next append: `lines` are those that were read from the file.
    pub fn write_back(&mut self, lines: impl IntoIterator<Item = JournalLine>) {
        let header = self.header.as_ref().filter(|_| self.scan.header().is_none());
        self.owed.extend(header.map(write_header));
        let gone = lines.into_iter().filter(|line| self.missing.contains(&line.seq()));
        let gone: Vec<String> = gone.map(|line| line.text.to_string()).collect();
        let gone = gone.into_iter().chain(self.missing_newer.drain(..));
        // What nobody brings back stays missing.
        for text in gone {
            if let ParsedLine::Record(JournalLine { record, .. }) = read(&text) {
                self.missing.remove(&record.seq());
            } else if let ParsedLine::Newer(seq) = read(&text) {
                self.missing.remove(&seq);
            }
            self.owed.push(text);
        }
    }

    /// Takes the file as it is, without the lines that are gone, and reads it anew.
    pub fn take_shorter(&mut self) -> Result<(), JournalError> {
        self.read_anew()?;
        self.missing.clear();
        self.missing_newer.clear();
        self.owed.clear();
        self.anew = Some(Lost::Nothing);
        Ok(())
    }

    /// `None` if the path names another file by now.
    fn append_locked(&mut self, records: &[Record]) -> Result<Option<Vec<(Seq, JournalLine)>>, JournalError> {
        let trace = self.look()?;
        if trace.identity != self.trace.identity {
            return Ok(None);
        }
        self.read_on()?;
        self.check_writable()?;
        if self.is_unsynced && self.scan.ends_in_doubt() {
            self.owe_the_end();
        }
        let again = self.lines_again()?;
        let lines = self.number(records, 0).inspect_err(|_| self.forget(records))?;
        let mut text = String::new();
        if !self.scan.tail().is_empty() && !defects::shows("tail-not-ended") {
            text.push('\n');
        }
        let waiting = self.kept.iter().chain(&lines).map(|(_, line)| &*line.text);
        for line in again.iter().map(String::as_str).chain(waiting) {
            text += line;
            text.push('\n');
        }
        check_length(&self.path, self.scan.end(), &text).inspect_err(|_| self.forget(records))?;
        if !text.is_empty()
            && let Err(source) = self.disk.append(&mut self.file, text.as_bytes())
        {
            self.kept.extend(lines);
            return Err(JournalError::Write { path: self.path.clone(), source });
        }
        if let Err(source) = self.disk.sync(&self.file) {
            // Another run could not find out: what it syncs, the system takes for done. If this fails, it cannot be told.
            let _ = self.disk.append(&mut self.file, DOUBT);
            if self.is_unsynced {
                // What others wrote was to reach the disk with it.
                self.owe_the_end();
            }
            if !again.is_empty() {
                // It is in the file now, where the next look finds it.
                self.unsynced_from.get_or_insert(self.scan.end());
            }
            self.kept.extend(lines);
            return Err(JournalError::Sync { path: self.path.clone(), source });
        }
        match self.look() {
            Ok(trace) if trace.identity == self.trace.identity => {}
            Ok(_) => {
                self.forget(records);
                return Ok(None);
            }
            // It is on the disk, in the file that had this path a moment ago; the next look tells more.
            Err(JournalError::Read { .. }) => {}
            Err(error) => {
                self.forget(records);
                return Err(error);
            }
        }
        (self.is_unsynced, self.unsynced_from) = (false, None);
        self.owed.clear();
        // They are not news to the session that brought them.
        self.scan.feed(text.as_bytes());
        if let Ok(meta) = self.file.metadata() {
            // If others have written without the lock, the length differs, and the next look reads on.
            self.trace = Trace { length: self.scan.end(), ..Trace::of(&meta) };
        }
        let mut saved = std::mem::take(&mut self.kept);
        saved.extend(lines);
        Ok(Some(saved))
    }

    fn check_writable(&self) -> Result<(), JournalError> {
        match self.read_only() {
            Some(reason) => Err(JournalError::ReadOnly { path: self.path.clone(), reason }),
            None if !self.missing.is_empty() => {
                Err(JournalError::Shorter { path: self.path.clone(), gone: self.missing.len() })
            }
            None => Ok(()),
        }
    }

    fn is_shorter(&self) -> bool {
        !self.missing.is_empty() || !self.owed.is_empty()
    }

    fn number(&mut self, records: &[Record], above: u64) -> Result<Vec<(Seq, JournalLine)>, JournalError> {
        let kept = self.kept.iter().map(|(_, line)| line.record.n).max().unwrap_or_default();
        let mut n = self.scan.highest().max(kept).max(above);
        let mut lines = Vec::new();
        for record in records {
            n += 1;
            if n > HIGHEST_NUMBER {
                return Err(JournalError::NumbersUsedUp { path: self.path.clone() });
            }
            let provisional = record.seq();
            let line = JournalLine::of(self.names.give(record.clone(), Seq(n, self.run)));
            check_texts(&line)?;
            lines.push((provisional, line));
        }
        Ok(lines)
    }

    fn forget(&mut self, records: &[Record]) {
        for record in records {
            self.names.forget(record.seq());
        }
    }

    fn lock(&self) -> Result<(), JournalError> {
        if defects::shows("lock-not-taken") {
            return Ok(());
        }
        let begun = Instant::now();
        let mut pause = Duration::from_millis(1);
        loop {
            match self.file.try_lock() {
                Ok(()) => return Ok(()),
                Err(TryLockError::Error(source)) => {
                    return Err(JournalError::Lock { path: self.path.clone(), source });
                }
                Err(TryLockError::WouldBlock) => {}
            }
            if begun.elapsed() >= self.patience {
                return Err(JournalError::Busy { path: self.path.clone(), waited: self.patience });
            }
            // The kernel can tell when a lock is free, but then the wait could not end.
            std::thread::park_timeout(pause);
            pause = (pause * 2).min(Duration::from_millis(50));
        }
    }
}
