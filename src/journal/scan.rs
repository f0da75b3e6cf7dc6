//! A file's bytes, read from the front: the lines that can be used, and what is wrong with the others.
//!
//! Bytes may come in pieces, as the file grows. Pure: `append` brings the bytes.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::damage::{Damage, DamageKind, FileCheck, ReadOnly};
use super::line::{JournalLine, ParsedLine, read};
use super::record::{FORMAT, Header, Seq};
use crate::threads::both;

/// Ends a file whose last lines were written and could not be brought to the disk: an empty line.
pub(super) const DOUBT: &[u8] = b"\n";

/// So many bytes a line usually has.
const USUAL_LINE: usize = 220;

/// Fewer bytes are read sooner than another thread begins.
const SMALLEST_CUT: usize = 256 * 1024;

/// How far a file has been read, and what was found.
#[derive(Debug, Default)]
pub struct Scan {
    /// Where the bytes after the last line end begin.
    consumed: u64,
    /// The bytes after the last line end.
    tail: Vec<u8>,
    lines: usize,
    headers: Vec<(usize, Header)>,
    problems: Vec<Damage>,
    seen: HashSet<u64>,
    /// The names of all records, those of newer versions too.
    names: HashSet<Seq>,
    highest: u64,
    newer: Vec<(Seq, Arc<str>)>,
    records: usize,
    /// The last whole line with its end, and where it begins.
    last: (u64, Vec<u8>),
}

impl Scan {
    /// Reads on: `bytes` follow those that came before. Returns the records that can be used.
    ///
    /// A last line without its end counts when it can be read, and comes again once it has its end.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<JournalLine> {
        let mut found = Vec::new();
        let joined: Vec<u8>;
        let bytes = if self.tail.is_empty() {
            bytes
        } else {
            joined = [std::mem::take(&mut self.tail).as_slice(), bytes].concat();
            &joined
        };
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let (whole, tail) = bytes.split_at(whole);
        self.seen.reserve(whole.len() / USUAL_LINE);
        self.names.reserve(whole.len() / USUAL_LINE);
        self.whole(whole, &mut found);
        if let Some(line) = whole.split_inclusive(|byte| *byte == b'\n').next_back() {
            self.consumed += whole.len() as u64;
            self.last = (self.consumed - line.len() as u64, line.to_vec());
        }
        self.tail = tail.to_vec();
        if let ParsedLine::Record(line) = self.read_tail() {
            self.highest = self.highest.max(line.record.n);
            found.push(line);
        }
        found
    }

    /// How many bytes have been read.
    pub fn end(&self) -> u64 {
        self.consumed + self.tail.len() as u64
    }

    /// The last whole line with its end, and where it begins.
    pub fn last(&self) -> (u64, &[u8]) {
        (self.last.0, &self.last.1)
    }

    /// Whether somebody could not bring the last lines to the disk, and nobody has written them since.
    pub(super) fn ends_in_doubt(&self) -> bool {
        self.tail.is_empty() && self.last.1 == DOUBT
    }

    /// The bytes after the last line end.
    pub fn tail(&self) -> &[u8] {
        &self.tail
    }

    /// The highest number of any line.
    pub fn highest(&self) -> u64 {
        self.highest
    }

    /// Whether a record of this name is there, in a last line without its end too.
    pub(super) fn has(&self, seq: Seq) -> bool {
        self.names.contains(&seq) || self.tail_name() == Some(seq)
    }

    /// The names of all records, those of newer versions too.
    pub(super) fn known(&self) -> impl Iterator<Item = Seq> {
        self.names.iter().copied().chain(self.tail_name())
    }

    fn tail_name(&self) -> Option<Seq> {
        if self.tail.is_empty() {
            return None;
        }
        match self.read_tail() {
            ParsedLine::Record(line) => Some(line.seq()),
            ParsedLine::Newer(seq) => Some(seq),
            ParsedLine::Header(_) | ParsedLine::Blank | ParsedLine::Damaged(_) => None,
        }
    }

    /// The records of newer versions, with their text.
    pub fn newer(&self) -> &[(Seq, Arc<str>)] {
        &self.newer
    }

    /// The first lines of all projects that the file has, each once.
    pub fn headers(&self) -> Vec<Header> {
        let mut headers: Vec<Header> = Vec::new();
        let tail = match self.read_tail() {
            ParsedLine::Header(header) => Some(header),
            _ => None,
        };
        for header in self.headers.iter().map(|(_, header)| header).chain(&tail) {
            if !headers.contains(header) {
                headers.push(header.clone());
            }
        }
        headers
    }

    /// Which project the file is about, if that can be told.
    pub fn header(&self) -> Option<Header> {
        self.headers().into_iter().next()
    }

    /// Why the file's words forbid to write to it.
    pub fn read_only(&self) -> Option<ReadOnly> {
        let headers = self.headers();
        let Some(first) = headers.first() else { return Some(ReadOnly::NoHeader) };
        if let Some(newer) =
            headers.iter().map(|header| header.format).filter(|format| *format > FORMAT).max()
        {
            return Some(ReadOnly::NewerFormat(newer));
        }
        let other = headers.iter().find(|header| header.id != first.id)?;
        Some(ReadOnly::TwoProjects(first.id.clone(), other.id.clone()))
    }

    /// What there is to say about the file as far as it was read.
    pub fn verdict(&self) -> FileCheck {
        let mut problems = self.problems.clone();
        let has_fragments =
            problems.iter().any(|problem| matches!(problem.kind, DamageKind::Fragment { .. }));
        let known = has_fragments.then(|| self.names.iter().map(|name| name.0));
        let numbers: HashSet<u64> = known.into_iter().flatten().collect();
        for problem in &mut problems {
            if let DamageKind::Fragment { n } = problem.kind {
                // A number is given anew when its line was never acknowledged, so another line has it then.
                problem.lost = n.is_some_and(|n| !numbers.contains(&n));
            }
        }
        let mut first: Option<&Header> = None;
        for (line, header) in &self.headers {
            let other = first.is_some_and(|first| first.id != header.id);
            first = first.or(Some(header));
            if header.format > FORMAT {
                problems.push(Damage {
                    line: *line,
                    kind: DamageKind::NewerFormat(header.format),
                    lost: false,
                });
            } else if other {
                problems.push(Damage {
                    line: *line,
                    kind: DamageKind::OtherProject(header.id.clone()),
                    lost: false,
                });
            }
        }
        if self.headers().is_empty() {
            problems.push(Damage { line: 1, kind: DamageKind::NoHeader, lost: true });
        }
        let mut records = self.records;
        let mut newer = self.newer.len();
        if !self.tail.is_empty() {
            let line = self.lines + 1;
            let (kind, lost) = match self.read_tail() {
                ParsedLine::Blank | ParsedLine::Header(_) => (DamageKind::Unterminated, false),
                ParsedLine::Record(_) => {
                    records += 1;
                    (DamageKind::Unterminated, false)
                }
                ParsedLine::Newer(_) => {
                    newer += 1;
                    (DamageKind::Newer, false)
                }
                // What was acknowledged has its line end, so a piece of a line at the end of the file was not.
                ParsedLine::Damaged(kind @ DamageKind::Fragment { .. }) => (kind, false),
                ParsedLine::Damaged(kind) => {
                    let lost = is_loss(&kind);
                    (kind, lost)
                }
            };
            problems.push(Damage { line, kind, lost });
        }
        problems.sort_by_key(|problem| problem.line);
        FileCheck {
            header: self.header(),
            lines: self.lines + usize::from(!self.tail.is_empty()),
            records,
            newer,
            problems,
            gone: 0,
            read_only: self.read_only(),
        }
    }

    /// Whether nothing speaks against its being what is left of a journal: it is empty, NUL bytes, or the beginning of
    /// a line.
    pub(super) fn is_remnant(&self) -> bool {
        self.verdict().problems.iter().all(|problem| {
            matches!(problem.kind, DamageKind::NoHeader | DamageKind::Nul | DamageKind::Fragment { .. })
        })
    }

    fn read_tail(&self) -> ParsedLine {
        let Ok(text) = std::str::from_utf8(&self.tail) else {
            return ParsedLine::Damaged(DamageKind::NotUtf8);
        };
        let text = bare(text);
        if text.is_empty() && !self.tail.is_empty() {
            return ParsedLine::Damaged(DamageKind::Nul);
        }
        read(text)
    }

    /// Takes whole lines in. Many are read by two threads: the text of a line has to be read, whatever is before it.
    fn whole(&mut self, bytes: &[u8], found: &mut Vec<JournalLine>) {
        let is_first = self.lines == 0;
        let (one, other) =
            bytes.split_at(if bytes.len() < SMALLEST_CUT { bytes.len() } else { middle(bytes) });
        let mut take_one = || look(one, is_first, |piece| self.take(piece, found));
        if other.is_empty() {
            return take_one();
        }
        let ((), other) = both(take_one, || {
            let mut pieces = Vec::with_capacity(2 * other.len() / USUAL_LINE);
            look(other, false, |piece| pieces.push(piece));
            pieces
        });
        for piece in other {
            self.take(piece, found);
        }
    }

    fn take(&mut self, piece: Piece<'_>, found: &mut Vec<JournalLine>) {
        match piece {
            Piece::Line => self.lines += 1,
            Piece::Damage(kind) => self.note(kind),
            Piece::Text(text, mark, reading) => {
                if !self.seen.insert(mark) {
                    return self.note(DamageKind::Double);
                }
                match reading {
                    ParsedLine::Header(header) => self.headers.push((self.lines, header)),
                    ParsedLine::Record(line) => {
                        self.count(line.seq());
                        self.records += 1;
                        found.push(line);
                    }
                    ParsedLine::Newer(seq) => {
                        self.count(seq);
                        self.newer.push((seq, text.into()));
                        self.note(DamageKind::Newer);
                    }
                    ParsedLine::Blank | ParsedLine::Damaged(_) => {}
                }
            }
        }
    }

    fn count(&mut self, seq: Seq) {
        self.names.insert(seq);
        self.highest = self.highest.max(seq.0);
    }

    fn note(&mut self, kind: DamageKind) {
        let lost = is_loss(&kind);
        self.problems.push(Damage { line: self.lines, kind, lost });
    }
}

/// Behind the line end that is nearest to the middle, from there on.
fn middle(bytes: &[u8]) -> usize {
    let half = bytes.len() / 2;
    let end = bytes.iter().skip(half).position(|byte| *byte == b'\n');
    end.map_or(bytes.len(), |end| half + end + 1)
}

/// What is found in whole lines, in their order.
enum Piece<'a> {
    /// Another line begins.
    Line,
    Damage(DamageKind),
    /// Words that can be read, their mark, and what they say.
    Text(&'a str, u64, ParsedLine),
}

/// Reads whole lines; `is_first` if the first of them is the file's.
fn look<'a>(bytes: &'a [u8], mut is_first: bool, mut found: impl FnMut(Piece<'a>)) {
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        found(Piece::Line);
        look_at(line, std::mem::take(&mut is_first), &mut found);
    }
}

fn look_at<'a>(bytes: &'a [u8], is_first: bool, found: &mut impl FnMut(Piece<'a>)) {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let bytes = if is_first { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) } else { bytes };
    let Ok(text) = std::str::from_utf8(bytes) else { return found(Piece::Damage(DamageKind::NotUtf8)) };
    let inner = bare(text);
    if inner.is_empty() && !text.is_empty() {
        return found(Piece::Damage(DamageKind::Nul));
    }
    let reading = read(inner);
    if inner.len() < text.len() && !matches!(reading, ParsedLine::Damaged(_)) {
        found(Piece::Damage(DamageKind::NulAround));
    }
    match reading {
        ParsedLine::Damaged(kind) => look_for_two(inner, kind, found),
        reading => found_text(inner, reading, found),
    }
}

/// Looks for a whole line at the end of one that cannot be read: what a program leaves that does not mind
/// an unterminated line before it.
fn look_for_two<'a>(text: &'a str, kind: DamageKind, found: &mut impl FnMut(Piece<'a>)) {
    let second = text.rmatch_indices("(n: ").map(|(at, _)| at).find(|at| *at > 0);
    let Some((before, after)) = second.and_then(|at| text.split_at_checked(at)) else {
        return found(Piece::Damage(kind));
    };
    let before = bare(before);
    match read(after) {
        ParsedLine::Blank | ParsedLine::Header(_) | ParsedLine::Damaged(_) => found(Piece::Damage(kind)),
        reading => {
            match read(before) {
                ParsedLine::Damaged(kind) => found(Piece::Damage(kind)),
                first => {
                    found(Piece::Damage(DamageKind::Joined));
                    found_text(before, first, found);
                }
            }
            found_text(after, reading, found);
        }
    }
}

fn found_text<'a>(text: &'a str, reading: ParsedLine, found: &mut impl FnMut(Piece<'a>)) {
    if matches!(reading, ParsedLine::Blank) {
        return;
    }
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    found(Piece::Text(text, hasher.finish(), reading));
}

fn is_loss(kind: &DamageKind) -> bool {
    match kind {
        DamageKind::Unreadable { .. }
        | DamageKind::Nul
        | DamageKind::NotUtf8
        | DamageKind::NumberTooHigh
        | DamageKind::TextTooLong
        | DamageKind::NoHeader => true,
        // Whether a fragment is a loss is judged when all lines are known.
        DamageKind::Fragment { .. }
        | DamageKind::NulAround
        | DamageKind::Marker
        | DamageKind::Double
        | DamageKind::Joined
        | DamageKind::Unterminated
        | DamageKind::Newer
        | DamageKind::NewerFormat(_)
        | DamageKind::OtherProject(_) => false,
    }
}

/// A line without the NUL bytes around it, and without carriage returns at its end: the same however often it is read.
fn bare(text: &str) -> &str {
    text.trim_start_matches('\0').trim_end_matches(['\0', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::record::Status;
    use crate::journal::samples::{line, status};

    /// Lines of every kind of damage, so many that two threads share them.
    #[test]
    fn two_threads_find_what_one_finds() {
        let mut text = String::from("\u{feff}Golive(format: 1, id: \"9f\")\r\n");
        let mut n = 0;
        while text.len() < 2 * SMALLEST_CUT {
            n += 1;
            let good = line(n, 1, "ana", status("design/3", Status::Done)).text;
            let odd = match n % 50 {
                0 => "<<<<<<< HEAD\n".to_owned(),
                10 => format!("{good}\n"), // twice
                20 => format!(
                    "{}{}\n",
                    &good[..30],
                    line(n + 1_000_000, 2, "ben", status("design/4", Status::Doing)).text
                ),
                30 => format!(
                    "\0\0{}\0\r\n",
                    line(n + 2_000_000, 3, "kim", status("design/5", Status::Na)).text
                ),
                40 => "\0\0\0\n\n".to_owned(),
                _ => String::new(),
            };
            text.extend([&*good, "\n", &odd]);
        }
        text += "(n: 3, at: ";
        let (mut at_once, mut by_lines) = (Scan::default(), Scan::default());
        let found = at_once.feed(text.as_bytes());
        let mut one_by_one = Vec::new();
        for line in text.split_inclusive('\n') {
            one_by_one.extend(by_lines.feed(line.as_bytes()));
        }
        assert_eq!(found, one_by_one);
        assert_eq!(at_once.verdict(), by_lines.verdict());
        assert_eq!(
            (at_once.end(), at_once.last(), at_once.highest()),
            (by_lines.end(), by_lines.last(), by_lines.highest())
        );
    }
}
