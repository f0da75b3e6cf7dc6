//! The short way through a line that is written as this program writes it.
//!
//! More than half of a line is its envelope, always with the same words in the same order; reading it as RON took
//! half of the time that a journal takes to open. What is written in any other way goes the long way, and both
//! ways say the same.

use jiff::Timestamp;

use super::record::{RunId, Seq};
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

/// Returns the envelope of a line and the text of its change; none where the line is not written as ours are.
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

/// Returns a text without escapes, and what stands after it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (inner, rest) = text.strip_prefix('"')?.split_once('"')?;
    (!inner.contains('\\')).then_some((inner, rest))
}

fn run(text: &str) -> Option<(RunId, &str)> {
    let (digits, rest) = quoted(text)?;
    Some((RunId::try_from(digits).ok()?, rest))
}

/// Returns a line's name, if one stands here after `label`.
fn name<'a>(text: &'a str, label: &str) -> Option<(Option<Seq>, &'a str)> {
    let Some(rest) = text.strip_prefix(label) else { return Some((None, text)) };
    let (n, rest) = number(rest.strip_prefix('(')?)?;
    let (w, rest) = run(rest.strip_prefix(", ")?)?;
    Some((Some(Seq(n, w)), rest.strip_prefix(')')?))
}
