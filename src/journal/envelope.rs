//! The short way through a line that is written as this program writes it.
//!
//! More than half of a line is its envelope, always with the same words in the same order, and most changes are
//! answers; reading them as RON took most of the time that a journal takes to open. What is written in any other way
//! goes the long way, and both ways say the same.

use jiff::Timestamp;
use jiff::civil::Date;

use super::digest::Digest;
use super::record::{Change, RunId, Seq, Status};
use crate::pack::model::EntryId;
use crate::text::Text;

/// A record without its change.
#[derive(Debug, PartialEq)]
pub(super) struct Envelope {
    pub(super) n: u64,
    pub(super) at: Timestamp,
    pub(super) by: Text,
    pub(super) w: RunId,
    pub(super) s: Option<Seq>,
    pub(super) over: Option<Seq>,
}

/// The envelope of a line and the text of its change; `None` if the line is not written as this program does.
pub(super) fn split(text: &str) -> Option<(Envelope, &str)> {
    let (n, rest) = number(text.strip_prefix("(n: ")?)?;
    let (at, rest) = quoted(rest.strip_prefix(", at: ")?)?;
    let (by, rest) = quoted(rest.strip_prefix(", by: ")?)?;
    let (w, rest) = run(rest.strip_prefix(", w: ")?)?;
    let (s, rest) = name(rest, ", s: ")?;
    let (over, rest) = name(rest, ", over: ")?;
    let change = rest.strip_prefix(", change: ")?.strip_suffix(')')?;
    Some((Envelope { n, at: at.parse().ok()?, by: Text::line(by), w, s, over }, change))
}

fn number(text: &str) -> Option<(u64, &str)> {
    let (digits, rest) = text.split_at_checked(text.find(|c: char| !c.is_ascii_digit())?)?;
    Some((digits.parse().ok()?, rest))
}

/// A text without escapes, and the rest of the line behind it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (inner, rest) = text.strip_prefix('"')?.split_once('"')?;
    (!inner.contains('\\')).then_some((inner, rest))
}

fn run(text: &str) -> Option<(RunId, &str)> {
    let (digits, rest) = quoted(text)?;
    Some((RunId::try_from(digits).ok()?, rest))
}

/// A line's name behind `label`.
fn name<'a>(text: &'a str, label: &str) -> Option<(Option<Seq>, &'a str)> {
    let Some(rest) = text.strip_prefix(label) else { return Some((None, text)) };
    let (n, rest) = number(rest.strip_prefix('(')?)?;
    let (w, rest) = run(rest.strip_prefix(", ")?)?;
    Some((Some(Seq(n, w)), rest.strip_prefix(')')?))
}

/// The change in `text`; `None` if it is not one of the common ones, written as this program does.
pub(super) fn change(text: &str) -> Option<Change> {
    // To look for one character is a lot quicker than for several.
    let (name, fields) = text.strip_suffix(')')?.split_once('(')?;
    let (id, rest) = quoted(fields.strip_prefix("id: ")?)?;
    let id = EntryId::new(id);
    let (change, rest) = match name {
        "Status" => {
            let (word, rest) = rest.strip_prefix(", status: ")?.split_once(',')?;
            let (words, rest) = digest(rest.strip_prefix(" words: ")?)?;
            let (reason, rest) = optional(rest, ", reason: ")?;
            let (evidence, rest) = optional(rest, ", evidence: ")?;
            let status = status(word)?;
            (Change::Status { id, status, words, reason, until: None, evidence }, rest)
        }
        "Owner" => {
            let (owner, rest) = quoted(rest.strip_prefix(", owner: ")?)?;
            (Change::Owner { id, owner: Some(Text::line(owner)) }, rest)
        }
        "Due" => {
            let (day, rest) = quoted(rest.strip_prefix(", day: ")?)?;
            (Change::Due { id, day: Some(day.parse::<Date>().ok()?) }, rest)
        }
        "Note" => {
            let (text, rest) = quoted(rest.strip_prefix(", text: ")?)?;
            (Change::Note { id, text: Text::block(text) }, rest)
        }
        "Words" => {
            let (digest, rest) = digest(rest.strip_prefix(", digest: ")?)?;
            let (title, rest) = quoted(rest.strip_prefix(", title: ")?)?;
            let (done_when, rest) = quoted(rest.strip_prefix(", done_when: ")?)?;
            let (title, done_when) = (Text::block(title), Text::block(done_when));
            (Change::Words { id, digest, title, done_when }, rest)
        }
        _ => return None,
    };
    rest.is_empty().then_some(change)
}

fn status(word: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| match status {
        Status::Na => word == "na",
        other => word == other.word(),
    })
}

fn digest(text: &str) -> Option<(Digest, &str)> {
    let (digits, rest) = quoted(text)?;
    Some((Digest::try_from(digits.to_owned()).ok()?, rest))
}

/// A text behind `label`, if there is one.
fn optional<'a>(text: &'a str, label: &str) -> Option<(Option<Text>, &'a str)> {
    let Some(rest) = text.strip_prefix(label) else { return Some((None, text)) };
    let (words, rest) = quoted(rest)?;
    Some((Some(Text::block(words)), rest))
}
