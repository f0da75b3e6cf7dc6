//! Reading the file: anew, or on from where it was read to.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom};

use super::Journal;
use crate::journal::disk::{Trace, open_file};
use crate::journal::error::{JournalError, LONGEST_READ, check_size};
use crate::journal::line::JournalLine;
use crate::journal::record::Seq;
use crate::journal::scan::Scan;
use crate::text::Text;

impl Journal {
    pub(super) fn look(&self) -> Result<Trace, JournalError> {
        match fs::metadata(&self.path) {
            Ok(meta) => Ok(Trace::of(&meta)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(JournalError::Gone { path: self.path.clone() })
            }
            Err(source) => Err(JournalError::Read { path: self.path.clone(), source }),
        }
    }

    pub(super) fn reopen(&mut self) -> Result<(), JournalError> {
        let (file, trace, permitted) = open_file(&self.path)?;
        (self.file, self.permitted) = (file, permitted);
        // Until it has been read, it is not the file that the scan knows.
        self.trace = Trace { length: u64::MAX, ..trace };
        self.read_anew()
    }

    pub(super) fn read_anew(&mut self) -> Result<(), JournalError> {
        let bytes = self.bytes_from(0)?;
        let mut scan = Scan::default();
        let lines = scan.feed(&bytes);
        self.displaced = self.foreign(&scan, &lines);
        // Nothing of another file is taken in; what was read of ours is still known.
        self.check_place()?;
        let before = std::mem::replace(&mut self.scan, scan);
        (self.news, self.is_anew) = (lines, true);
        let names = self.scan.names();
        let is_gone =
            |seq: &Seq| !names.contains(seq) && !self.kept.iter().any(|(_, kept)| kept.seq() == *seq);
        let newer = before.newer().iter().filter(|(seq, _)| is_gone(seq));
        self.missing_newer.extend(newer.map(|(_, text)| text.to_string()));
        let known = std::mem::take(&mut self.missing);
        self.missing = known.iter().chain(before.names()).copied().filter(is_gone).collect();
        self.leave_out_kept();
        Ok(())
    }

    /// What the scanned file is if it is not ours, nor what is left of it.
    fn foreign(&self, scan: &Scan, lines: &[JournalLine]) -> Option<Text> {
        let ours = self.header.as_ref()?;
        let headers = scan.headers();
        if headers.iter().any(|one| one.id == ours.id) {
            return None;
        }
        if let Some(other) = headers.first() {
            return Some(Text::line(&format!("the file of another project now, `{}`", other.id)));
        }
        let is_known = |seq: Seq| self.scan.names().contains(&seq) || self.missing.contains(&seq);
        let mut names = scan.names().iter().copied().chain(lines.iter().map(JournalLine::seq));
        let is_rest = scan.is_remnant() || names.any(is_known);
        (!is_rest).then(|| "another file now, without a line of this project".into())
    }

    /// Fails if another file is in the place of ours.
    pub(super) fn check_place(&self) -> Result<(), JournalError> {
        let Some(is) = self.displaced.clone() else { return Ok(()) };
        Err(JournalError::Displaced { path: self.path.clone(), is })
    }

    /// Reads what the open file has more than before.
    pub(super) fn read_on(&mut self) -> Result<(), JournalError> {
        let read = |source| JournalError::Read { path: self.path.clone(), source };
        let trace = Trace::of(&self.file.metadata().map_err(read)?);
        if trace == self.trace && trace.length == self.scan.end() {
            return Ok(());
        }
        if trace.length <= self.scan.end() {
            // Shorter, or as long and still touched: not appended to, but overwritten.
            return self.read_anew();
        }
        let (at, _) = self.scan.last();
        let bytes = self.bytes_from(at)?;
        let (_, last) = self.scan.last();
        let unchanged = bytes.strip_prefix(last).and_then(|rest| rest.strip_prefix(self.scan.tail()));
        match unchanged {
            Some(grown) => {
                let lines = self.scan.feed(grown);
                self.news.extend(lines);
                self.notice_return();
                self.leave_out_kept();
                Ok(())
            }
            None => self.read_anew(),
        }
    }

    /// What was gone may come again, as when a copy is written piece by piece.
    fn notice_return(&mut self) {
        let names = self.scan.names();
        self.missing.retain(|seq| !names.contains(seq));
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
