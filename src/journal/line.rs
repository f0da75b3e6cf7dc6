//! One line of a journal: its text and what the text says.
//!
//! Writing and reading of single lines, no files. A line is its bytes: two lines are the same when their bytes
//! are. What a whole file comes to is `scan`.

use std::cmp::Ordering;
use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use ron::Options;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::damage::DamageKind;
use super::envelope::{self, Envelope, split};
use super::record::{Change, Header, Record, RunId, Seq};
use crate::text::Text;

/// The highest number that a line may have, so that every program can count on from it.
pub const HIGHEST_NUMBER: u64 = 1 << 53;

/// The most bytes that one text may have.
pub const LONGEST_TEXT: usize = 64 * 1024;

// Some(..) is left out, so that a line reads as docs/journal-format.md shows it. Nesting is bounded by ron.
static RON: LazyLock<Options> =
    LazyLock::new(|| Options::default().with_default_extension(Extensions::IMPLICIT_SOME));

/// A record together with the very text it was read from or is written as, without its line end.
#[derive(Debug, Clone, PartialEq)]
pub struct JournalLine {
    pub record: Arc<Record>,
    pub text: Arc<str>,
}

impl JournalLine {
    pub fn of(record: Record) -> JournalLine {
        JournalLine { text: write(&record).into(), record: Arc::new(record) }
    }

    pub fn seq(&self) -> Seq {
        self.record.seq()
    }

    /// Compares two lines by their place in the journal: number, run, bytes.
    pub fn order(&self, other: &JournalLine) -> Ordering {
        (self.seq(), self.text.as_bytes()).cmp(&(other.seq(), other.text.as_bytes()))
    }
}

/// What the text of one line says.
#[derive(Debug, Clone, PartialEq)]
pub enum ParsedLine {
    /// Nothing.
    Blank,
    /// The line that makes a file a journal.
    Header(Header),
    /// What this program understands.
    Record(JournalLine),
    /// What a newer program wrote.
    Newer(Seq),
    /// What cannot be used.
    Damaged(DamageKind),
}

/// One line without its end.
pub fn write(record: &Record) -> String {
    let style = PrettyConfig::new().depth_limit(0).new_line("\n").separator(" ");
    RON.to_string_pretty(record, style).expect("a record has only strings, numbers, lists and options")
}

/// The journal's first line, without its end.
pub fn write_header(header: &Header) -> String {
    format!("Golive(format: {}, id: {:?})", header.format, header.id.as_str())
}

/// `text` is a line without its end.
pub fn read(text: &str) -> ParsedLine {
    if text.trim().is_empty() {
        return ParsedLine::Blank;
    }
    if text.starts_with("Golive") {
        return match RON.from_str::<Header>(text) {
            Ok(header) => ParsedLine::Header(header),
            Err(error) => ParsedLine::Damaged(unreadable(text, &error)),
        };
    }
    if let Some(record) = quickly(text) {
        return judge(record, text);
    }
    match RON.from_str::<Record>(text) {
        Ok(record) => judge(record, text),
        Err(error) => match RON.from_str::<AnyVersion>(text) {
            Ok(envelope) => envelope.newer(),
            Err(_) => ParsedLine::Damaged(unreadable(text, &error)),
        },
    }
}

/// The record of a line that is written as this program writes it.
fn quickly(text: &str) -> Option<Record> {
    let (Envelope { n, at, by, w, s, over }, change) = split(text)?;
    let change = match envelope::change(change) {
        Some(change) => change,
        None => RON.from_str(change).ok()?,
    };
    Some(Record { n, at, by, w, s, over, change })
}

fn fits_in_many(change: &Change) -> bool {
    matches!(change, Change::Words { .. }) || super::parts::is_undoable(change, None)
}

fn judge(record: Record, text: &str) -> ParsedLine {
    if record.n > HIGHEST_NUMBER {
        return ParsedLine::Damaged(DamageKind::NumberTooHigh);
    }
    if let Change::Many(parts) = &record.change
        && !parts.iter().all(|part| fits_in_many(&part.change))
    {
        return ParsedLine::Newer(record.seq());
    }
    // Only a long line can have a long text, and measuring it means to write it.
    if text.len() > LONGEST_TEXT && longest_text(text) > LONGEST_TEXT {
        return ParsedLine::Damaged(DamageKind::TextTooLong);
    }
    ParsedLine::Record(JournalLine { record: Arc::new(record), text: text.into() })
}

/// In bytes, between quotation marks.
pub fn longest_text(line: &str) -> usize {
    let (mut longest, mut length, mut quoted, mut escaped) = (0, 0, false, false);
    for byte in line.bytes() {
        match byte {
            b'"' if !escaped => {
                quoted = !quoted;
                length = 0;
            }
            _ => length += usize::from(quoted),
        }
        escaped = quoted && byte == b'\\' && !escaped;
        longest = longest.max(length);
    }
    longest
}

/// What every version of the format promises to have.
#[derive(Deserialize)]
struct AnyVersion {
    n: u64,
    w: RunId,
    #[serde(rename = "at")]
    _at: Timestamp,
    #[serde(rename = "by")]
    _by: Text,
    #[serde(rename = "change")]
    _change: IgnoredAny,
}

impl AnyVersion {
    fn newer(&self) -> ParsedLine {
        if self.n > HIGHEST_NUMBER {
            return ParsedLine::Damaged(DamageKind::NumberTooHigh);
        }
        ParsedLine::Newer(Seq(self.n, self.w))
    }
}

fn unreadable(text: &str, error: &ron::error::SpannedError) -> DamageKind {
    const MARKERS: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    if MARKERS.iter().any(|marker| text.starts_with(marker)) {
        return DamageKind::Marker;
    }
    if stops_in_the_middle(text) {
        return DamageKind::Fragment { n: number_of(text) };
    }
    DamageKind::Unreadable { column: error.span.start.col, why: Text::line(&error.code.to_string()) }
}

/// Whether the line begins like one of ours and its brackets or quotation marks are not closed.
fn stops_in_the_middle(text: &str) -> bool {
    if !text.starts_with('(') && !"Golive(".starts_with(text) && !text.starts_with("Golive(") {
        return false;
    }
    let (mut depth, mut quoted, mut escaped) = (0_i64, false, false);
    for byte in text.bytes() {
        match byte {
            b'"' if !escaped => quoted = !quoted,
            b'(' | b'[' if !quoted => depth += 1,
            b')' | b']' if !quoted => depth -= 1,
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
    }
    quoted || depth > 0 || !text.contains('(')
}

/// The number at the beginning of a record, if it is whole.
fn number_of(text: &str) -> Option<u64> {
    let (number, _) = text.strip_prefix("(n:")?.trim_start().split_once(',')?;
    number.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::record::Status;
    use crate::journal::samples::{any_line, line, status};

    #[test]
    fn a_line_is_written_as_the_format_shows_it() {
        let record = line(4, 0xc4d1, "ana", status("analyze/users", Status::Na));
        assert_eq!(
            &*record.text,
            r#"(n: 4, at: "2026-11-18T11:06:44Z", by: "ana", w: "000000000000c4d1", change: Status(id: "analyze/users", status: na, words: "1f2e4c37e51b1432"))"#
        );
        let header = Header { format: 1, id: "7f3a9c52e0b14d66".into() };
        assert_eq!(write_header(&header), r#"Golive(format: 1, id: "7f3a9c52e0b14d66")"#);
        assert_eq!(read(&write_header(&header)), ParsedLine::Header(header));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, ..Default::default() })]

        #[test]
        fn the_short_way_through_a_line_says_what_the_long_way_says(line in any_line()) {
            proptest::prop_assert_eq!(quickly(&line.text), RON.from_str(&line.text).ok());
        }
    }

    #[test]
    fn only_a_line_as_we_write_it_takes_the_short_way() {
        let line = line(4, 1, "ana", status("a", Status::Done));
        assert!(quickly(&line.text).is_some());
        for other in [
            line.text.replace(", at", ",at"),
            line.text.replace("\"ana\"", "\"a\\u{6e}a\""),
            line.text.replace("(n: 4", "(n: 4_0"),
            line.text.replace("))", "), mood: 3)"),
        ] {
            assert_eq!(quickly(&other), None, "{other}");
            assert!(matches!(read(&other), ParsedLine::Record(_)), "{other}");
        }
    }

    #[test]
    fn a_change_from_a_newer_version_keeps_its_number() {
        let newer = r#"(n: 9, at: "2026-11-20T21:39:32Z", by: "ana", w: "00000000000000c4", change: Vote(id: "a", up: [true]))"#;
        assert_eq!(read(newer), ParsedLine::Newer(Seq(9, RunId(0xc4))));
        let newer = r#"(n: 9, at: "2026-11-20T21:39:32Z", by: "ana", w: "00000000000000c4", mood: 3, change: Note(id: "a", text: "b", colour: 2))"#;
        assert_eq!(read(newer), ParsedLine::Newer(Seq(9, RunId(0xc4))));
        let nested = r#"(n: 9, at: "2026-11-20T21:39:32Z", by: "ana", w: "00000000000000c4", change: Many([(change: Undo(1, "00000000000000c4"))]))"#;
        assert_eq!(read(nested), ParsedLine::Newer(Seq(9, RunId(0xc4))));
    }

    #[test]
    fn damage_is_told_by_its_kind() {
        let kind = |text: &str| match read(text) {
            ParsedLine::Damaged(kind) => kind,
            other => panic!("{other:?}"),
        };
        assert_eq!(kind("<<<<<<< HEAD"), DamageKind::Marker);
        assert_eq!(kind("======="), DamageKind::Marker);
        assert_eq!(kind(r#"(n: 12, at: "2026-"#), DamageKind::Fragment { n: Some(12) });
        assert_eq!(kind("(n: 1"), DamageKind::Fragment { n: None });
        assert_eq!(kind("Golive(for"), DamageKind::Fragment { n: None });
        assert!(matches!(kind("something else"), DamageKind::Unreadable { .. }));
        let high = line(HIGHEST_NUMBER + 1, 1, "ana", status("a", Status::Done));
        assert_eq!(kind(&high.text), DamageKind::NumberTooHigh);
        let deep = format!("{}{}", "(".repeat(5000), ")".repeat(5000));
        assert!(matches!(kind(&deep), DamageKind::Unreadable { .. }));
    }
}
