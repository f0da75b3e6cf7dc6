//! Reading the file: anew, or on from where it was read to.

use std::fs;
use std::io::{Read, Seek, SeekFrom};

use super::{Journal, Lost};
use crate::journal::damage::ReadOnly;
use crate::journal::disk::{Trace, is_nowhere, open_file};
use crate::journal::error::{JournalError, LONGEST_READ, check_size};
use crate::journal::record::Seq;
use crate::journal::scan::Scan;
use crate::text::Text;

/// What is in the place of our file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Displaced {
    /// Another file, and what it is.
    Other(Text),
    /// Our lines together with another project's; both ids.
    Mixed(Text, Text),
}

impl Journal {
    pub(super) fn look(&self) -> Result<Trace, JournalError> {
        match fs::metadata(&self.path) {
            Ok(meta) => Ok(Trace::of(&meta)),
            Err(error) if is_nowhere(&error) => Err(JournalError::Gone { path: self.path.clone() }),
            Err(source) => Err(JournalError::Read { path: self.path.clone(), source }),
        }
    }

    pub(super) fn reopen(&mut self) -> Result<(), JournalError> {
        let (file, trace, permitted) = open_file(&self.path)?;
        (self.file, self.permitted) = (file, permitted);
        // What could not be synced was in the other one.
        (self.unsynced_from, self.is_name_unsynced) = (None, true);
        // Until it has been read, it is not the file that the scan knows.
        self.trace = Trace { length: u64::MAX, ..trace };
        self.read_anew()
    }

    pub(super) fn read_anew(&mut self) -> Result<(), JournalError> {
        let bytes = self.bytes_from(0)?;
        let mut scan = Scan::default();
        let lines = scan.feed(&bytes);
        self.displaced = self.foreign(&scan);
        // Nothing of another file is taken in; what was read of ours is still known.
        self.check_place()?;
        let before = std::mem::replace(&mut self.scan, scan);
        self.news = lines;
        let (scan, kept) = (&self.scan, &self.kept);
        let is_gone = |seq: &Seq| !scan.has(*seq) && !kept.iter().any(|(_, kept)| kept.seq() == *seq);
        let newer = before.newer().iter().filter(|(seq, _)| is_gone(seq));
        self.missing_newer.extend(newer.map(|(_, text)| text.to_string()));
        let known = std::mem::take(&mut self.missing);
        self.missing = known.into_iter().chain(before.known()).filter(is_gone).collect();
        let lost = if self.is_shorter() { Lost::Lines } else { Lost::Nothing };
        self.anew = self.anew.max(Some(lost));
        self.leave_out_kept();
        Ok(())
    }

    /// What the scanned file is if it is not ours, nor what is left of it.
    pub(super) fn foreign(&self, scan: &Scan) -> Option<Displaced> {
        let ours = self.header.as_ref()?;
        let headers = scan.headers();
        let other = headers.iter().find(|one| one.id != ours.id);
        if headers.iter().any(|one| one.id == ours.id) {
            // Whose lines are whose cannot be told any more; one that was opened so is read, and never written to.
            let other = other.filter(|_| self.scan.headers().len() < 2)?;
            return Some(Displaced::Mixed(ours.id.clone(), other.id.clone()));
        }
        if let Some(other) = other {
            let is = format!("the file of another project now, `{}`", other.id);
            return Some(Displaced::Other(Text::line(&is)));
        }
        let is_known = |seq: Seq| self.scan.has(seq) || self.missing.contains(&seq);
        let is_rest = scan.is_remnant() || scan.known().any(is_known);
        (!is_rest).then(|| Displaced::Other("another file now, without a line of this project".into()))
    }

    /// Fails if another file is in the place of ours.
    pub(super) fn check_place(&self) -> Result<(), JournalError> {
        let path = self.path.clone();
        match self.displaced.clone() {
            None => Ok(()),
            Some(Displaced::Other(is)) => Err(JournalError::Displaced { path, is }),
            Some(Displaced::Mixed(ours, other)) => {
                Err(JournalError::ReadOnly { path, reason: ReadOnly::TwoProjects(ours, other) })
            }
        }
    }

    /// Reads what the open file has more than before.
    pub(super) fn read_on(&mut self) -> Result<(), JournalError> {
        let read = |source| JournalError::Read { path: self.path.clone(), source };
        let trace = Trace::of(&self.file.metadata().map_err(read)?);
        if trace == self.trace && trace.length == self.scan.end() {
            return Ok(());
        }
        if trace.length <= self.scan.end() || self.displaced.is_some() {
            // Shorter, or as long and still touched: not appended to, but overwritten.
            return self.read_anew();
        }
        let (at, _) = self.scan.last();
        let bytes = self.bytes_from(at)?;
        let (_, last) = self.scan.last();
        let unchanged = bytes.strip_prefix(last).and_then(|rest| rest.strip_prefix(self.scan.tail()));
        match unchanged {
            // Another project's first line changes whose file it is.
            Some(grown) if !self.is_mixed_by(grown) => {
                let lines = self.scan.feed(grown);
                self.news.extend(lines);
                self.notice_return();
                self.leave_out_kept();
                Ok(())
            }
            Some(_) | None => self.read_anew(),
        }
    }

    fn is_mixed_by(&self, grown: &[u8]) -> bool {
        const FIRST: &[u8] = b"Golive(";
        let grown = [self.scan.tail(), grown].concat();
        if !grown.windows(FIRST.len()).any(|words| words == FIRST) {
            return false;
        }
        let mut more = Scan::default();
        more.feed(&grown);
        let ours = self.header.as_ref();
        more.headers().iter().any(|one| ours.is_some_and(|ours| ours.id != one.id))
    }

    /// What was gone may come again, as when a copy is written piece by piece.
    fn notice_return(&mut self) {
        let scan = &self.scan;
        self.missing.retain(|seq| !scan.has(*seq));
        if self.missing.is_empty() {
            self.missing_newer.clear();
        }
    }

    fn bytes_from(&mut self, at: u64) -> Result<Vec<u8>, JournalError> {
        let read = |source| JournalError::Read { path: self.path.clone(), source };
        let meta = self.file.metadata().map_err(read)?;
        check_size(&self.path, meta.len())?;
        let room = usize::try_from(meta.len().saturating_sub(at)).unwrap_or_default();
        let mut bytes = Vec::with_capacity(room);
        self.file.seek(SeekFrom::Start(at)).map_err(read)?;
        (&self.file).take(LONGEST_READ).read_to_end(&mut bytes).map_err(read)?;
        self.is_unsynced |= !bytes.is_empty();
        // Asked after reading, so that what was written meanwhile shows as a difference in length. No test meets that
        // moment, so none sees a mutant without the length.
        let meta = self.file.metadata().map_err(read)?;
        self.trace = Trace { length: at + bytes.len() as u64, ..Trace::of(&meta) };
        Ok(bytes)
    }

    /// Lines that were written and not synced stay what their writer still has to save.
    fn leave_out_kept(&mut self) {
        if !self.kept.is_empty() {
            self.news.retain(|line| !self.kept.iter().any(|(_, kept)| kept.text == line.text));
        }
    }
}
