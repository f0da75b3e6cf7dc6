//! What makes words safe to show: composed, without hidden characters, and with a sign in the place of unsafe ones.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_width::UnicodeWidthChar;

use super::{REPLACEMENT, is_plain_block};

/// Whether `c` may never be shown as it is.
///
/// Control characters (other than a line end), the marks that turn the direction of writing, and characters that
/// take no room and change what follows. The joiner that glues emoji together is judged by [`clean`].
pub fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{9}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' // control
        | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
        | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0e}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The most marks that one letter carries; more only hide what is beside it.
const MOST_MARKS: usize = 8;

/// Whether `c` takes no room and is dropped without a trace: soft hyphens, zero-width spaces, byte order marks.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0e}' | '\u{feff}')
}

/// Whether `c` joins its neighbours or keeps them apart.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// `raw` composed (NFC), without what is hidden, with joiners only where a script or an emoji needs them, and with at
/// most eight marks a letter.
pub fn tidy(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() {
        return Cow::Borrowed(raw);
    }
    let is_odd = |c: char| is_hidden(c) || is_joiner(c) || is_combining_mark(c);
    if !raw.chars().any(is_odd) && is_nfc_quick(raw.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(raw);
    }
    let mut words: String = raw.chars().filter(|c| !is_hidden(*c)).nfc().collect();
    // A joiner or a mark that goes may bring others into another order, so it is done until nothing changes.
    loop {
        let again: String = few_marks(&needed_joiners(&words)).nfc().collect();
        if again == words {
            return Cow::Owned(words);
        }
        words = again;
    }
}

/// Keeps joiners only where a script or an emoji needs them; `words` are composed.
fn needed_joiners(words: &str) -> String {
    let seen: Vec<char> = words.chars().collect();
    let mut joined = String::with_capacity(words.len());
    for (at, c) in seen.iter().copied().enumerate() {
        let next = seen.get(at..).unwrap_or_default().iter().copied().find(|c| !is_joiner(*c));
        if !is_joiner(c) || joins(joined.chars().next_back(), c, next) {
            joined.push(c);
        }
    }
    joined
}

/// Keeps at most [`MOST_MARKS`] marks a letter.
fn few_marks(words: &str) -> String {
    let mut marks = 0;
    let is_kept = |c: &char| {
        marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
        marks <= MOST_MARKS
    };
    words.chars().filter(is_kept).collect()
}

/// The first character of typed words that can neither be shown nor dropped without a trace: control and bidirectional
/// characters, but not line ends and tabs.
pub fn unshowable(raw: &str) -> Option<char> {
    let is_bad =
        |c: &char| is_unsafe(*c) && !is_hidden(*c) && !is_joiner(*c) && !matches!(c, '\n' | '\r' | '\t');
    raw.chars().find(is_bad)
}

/// Typed or pasted words without the characters that cannot be shown.
pub fn typed(raw: &str) -> Cow<'_, str> {
    if unshowable(raw).is_none() && !raw.chars().any(is_hidden) {
        return Cow::Borrowed(raw);
    }
    let is_kept = |c: &char| !is_unsafe(*c) || is_joiner(*c) || matches!(c, '\r' | '\t');
    Cow::Owned(raw.chars().filter(is_kept).collect())
}

/// `raw` with every unsafe character replaced by [`REPLACEMENT`].
///
/// Joiners stay where [`tidy`] keeps them: within an emoji, or between letters of a script that needs them.
pub fn clean(raw: &str) -> Cow<'_, str> {
    // Most words are plain, and to see that is many times faster than to judge each character.
    if is_plain_block(raw) || !raw.chars().any(is_unsafe) {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut previous = None;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let is_shown = !is_unsafe(c) || (is_joiner(c) && joins(previous, c, chars.peek().copied()));
        out.push(if is_shown { c } else { REPLACEMENT });
        previous = Some(c);
    }
    Cow::Owned(out)
}

/// Whether a joiner is needed between these two.
fn joins(previous: Option<char>, joiner: char, next: Option<char>) -> bool {
    let Some(previous) = previous else { return false };
    let glues_emoji = joiner == '\u{200d}' && glues(previous) && next.is_some_and(glues);
    glues_emoji || (has_joining_script(previous) && next.is_some_and(has_joining_script))
}

/// Whether a letter or mark belongs to a script in which joiners change how neighbours are written: from Arabic to
/// Mandaic, the scripts of India and beyond to Sinhala, Tibetan, Myanmar, Khmer, Mongolian.
fn has_joining_script(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{1b00}'..='\u{1bff}' | '\u{a840}'..='\u{a8ff}' | '\u{aa60}'..='\u{aa7f}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{11fff}')
}

fn glues(c: char) -> bool {
    c == '\u{fe0f}' || c.width() == Some(2) || matches!(c, '\u{2600}'..='\u{27bf}')
}
