//! What is written once more: lines that the file has lost, and those that could not be brought to the disk.

use std::collections::HashSet;
use std::io::{Read, Seek, SeekFrom};

use super::Journal;
use crate::journal::error::JournalError;
use crate::journal::line::{ParsedLine, read};

// So many bytes at the end of a file are written once more if they could not be synced.
const REWRITTEN: u64 = 16 * 1024;

impl Journal {
    /// Has the last lines of the file written once more with the next append.
    pub(super) fn owe_the_end(&mut self) {
        self.unsynced_from.get_or_insert(self.scan.end().saturating_sub(REWRITTEN));
    }

    /// What the file has lost, and its lines from the first on that could not be synced. What waits by itself, and what
    /// cannot be read, is not among them.
    pub(super) fn lines_again(&mut self) -> Result<Vec<String>, JournalError> {
        let is_back = |text: &&String| match read(text) {
            ParsedLine::Header(_) => self.scan.header().is_some(),
            ParsedLine::Record(line) => self.scan.has(line.seq()),
            ParsedLine::Newer(seq) => self.scan.has(seq),
            ParsedLine::Blank | ParsedLine::Damaged(_) => true,
        };
        let mut again: Vec<String> = self.owed.iter().filter(|text| !is_back(text)).cloned().collect();
        let Some(from) = self.unsynced_from else { return Ok(again) };
        let end = self.bytes_of_lines(from)?;
        let mut seen: HashSet<&str> = self.kept.iter().map(|(_, line)| &*line.text).collect();
        for line in end.split(|byte| *byte == b'\n') {
            let Ok(text) = std::str::from_utf8(line) else { continue };
            let text = text.trim_end_matches('\r');
            let is_whole = !matches!(read(text), ParsedLine::Blank | ParsedLine::Damaged(_));
            if is_whole && seen.insert(text) {
                again.push(text.to_owned());
            }
        }
        Ok(again)
    }

    /// The bytes that were read, from the beginning of the line on that has the byte at `from`.
    fn bytes_of_lines(&mut self, from: u64) -> Result<Vec<u8>, JournalError> {
        let read = |source| JournalError::Read { path: self.path.clone(), source };
        let mut begin = from.min(self.scan.end());
        loop {
            let mut bytes = Vec::new();
            self.file.seek(SeekFrom::Start(begin)).map_err(read)?;
            (&self.file).take(self.scan.end() - begin).read_to_end(&mut bytes).map_err(read)?;
            let before = usize::try_from(from.saturating_sub(begin)).unwrap_or_default().min(bytes.len());
            let line = bytes.iter().take(before).rposition(|byte| *byte == b'\n').map(|end| end + 1);
            match line {
                None if begin > 0 => begin = begin.saturating_sub(REWRITTEN),
                line => return Ok(bytes.split_off(line.unwrap_or_default())),
            }
        }
    }
}
