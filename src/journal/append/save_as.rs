//! The whole project under another name: one new file, whole or not at all, with which the journal goes on.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::Journal;
use crate::files;
use crate::files::disk::Drive;
use crate::journal::damage::ReadOnly;
use crate::journal::disk::create_file;
use crate::journal::error::{JournalError, LONGEST_READ, check_length};
use crate::journal::line::{JournalLine, ParsedLine, read, write_header};
use crate::journal::record::{Record, Seq};
use crate::journal::scan::Scan;

impl Journal {
    /// Makes a new file of everything that is known and goes on with it; the file so far is not touched any more. `lines`
    /// are those that were read from it. The lines come back that were kept, and those of `records`. After an error
    /// everything is as it was, and no new file is there.
    pub fn save_as(
        &mut self,
        path: &Path,
        lines: impl IntoIterator<Item = JournalLine>,
        records: &[Record],
    ) -> Result<Vec<(Seq, JournalLine)>, JournalError> {
        let saved = self.make_whole(path, lines, records);
        if saved.is_err() {
            self.forget(records);
        }
        saved
    }

    fn make_whole(
        &mut self,
        path: &Path,
        lines: impl IntoIterator<Item = JournalLine>,
        records: &[Record],
    ) -> Result<Vec<(Seq, JournalLine)>, JournalError> {
        let (text, fresh) = self.whole(path, lines, records)?;
        create_file(self.disk.as_mut(), path, text.as_bytes()).inspect_err(|error| {
            // A name that a power cut may still take away is not saved, and the next try needs it.
            if matches!(error, JournalError::Unsynced { .. }) {
                take_back(path, &text);
            }
        })?;
        let opened = Journal::open(path, self.run).inspect_err(|_| take_back(path, &text))?;
        let saved = std::mem::take(&mut self.kept).into_iter().chain(fresh).collect();
        *self = Journal {
            disk: std::mem::replace(&mut self.disk, Box::new(Drive)),
            names: std::mem::take(&mut self.names),
            patience: self.patience,
            is_unsynced: false,
            is_name_unsynced: false,
            ..opened
        };
        Ok(saved)
    }

    /// The bytes of a file with everything that is known, and the lines of `records` in it.
    fn whole(
        &mut self,
        path: &Path,
        lines: impl IntoIterator<Item = JournalLine>,
        records: &[Record],
    ) -> Result<(String, Vec<(Seq, JournalLine)>), JournalError> {
        let Some(header) = self.header.clone() else {
            let reason = self.read_only().unwrap_or(ReadOnly::NoHeader);
            return Err(JournalError::ReadOnly { path: self.path.clone(), reason });
        };
        // What others wrote a moment ago comes along. Another project that has taken the place does not.
        let mut now = Scan::default();
        let found = now.feed(&files::read(&self.path, LONGEST_READ).unwrap_or_default());
        let is_ours = self.foreign(&now).is_none();
        let found = found.into_iter().filter(|_| is_ours);
        let kept = self.kept.iter().map(|(_, line)| line.clone());
        let mut all: BTreeSet<(Seq, Arc<str>)> =
            lines.into_iter().chain(found).chain(kept).map(|line| (line.seq(), line.text)).collect();
        let owed = self.owed.iter().chain(&self.missing_newer);
        all.extend(owed.filter_map(|text| match read(text) {
            ParsedLine::Newer(seq) => Some((seq, Arc::from(text.as_str()))),
            ParsedLine::Record(line) => Some((line.seq(), line.text)),
            _ => None,
        }));
        all.extend(self.scan.newer().iter().cloned());
        all.extend(now.newer().iter().filter(|_| is_ours).cloned());
        let highest = all.iter().map(|(seq, _)| seq.0).max().unwrap_or_default();
        let fresh = self.number(records, highest)?;
        all.extend(fresh.iter().map(|(_, line)| (line.seq(), line.text.clone())));
        let mut text = write_header(&header) + "\n";
        for (_, line) in all {
            text += &line;
            text.push('\n');
        }
        check_length(path, 0, &text)?;
        Ok((text, fresh))
    }
}

/// Takes away the file that was made here, and no other one.
fn take_back(path: &Path, text: &str) {
    if files::read(path, LONGEST_READ).is_ok_and(|bytes| bytes == text.as_bytes()) {
        drop(files::take_away(path));
    }
}
