//! The one type for words that came from outside, and the arithmetic of display width.
//!
//! Packs, journals, file names, arguments, imports and pasted text are hostile until they are a [`Text`]: it can
//! hold no control, bidirectional or invisible character. Width is the width of terminal cells, never bytes or
//! characters. Nothing here knows about colours, screens or files.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use strsim::osa_distance;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The web addresses in a text, http and https with a host; a sentence's end is not part of one.
pub fn links_in(words: &str) -> Vec<Text> {
    let begin = |word: &str| ["https://", "http://"].iter().filter_map(|start| word.find(start)).min();
    let found = words.split_whitespace().filter_map(|word| {
        let link = word.get(begin(word)?..)?;
        let link = link.trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?', '"', '\'', '>']);
        let host = link.split_once("://")?.1;
        host.starts_with(|c: char| c.is_alphanumeric()).then(|| Text::line(link))
    });
    found.collect()
}

/// What stands in the place of a character that may not be shown.
pub const REPLACEMENT: char = '\u{fffd}';

/// Words that are safe to show: no control, bidirectional or invisible characters.
///
/// A line end is kept where the text was made by [`Text::block`]; a text made by [`Text::line`] has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// `raw` as one line: line ends and tabs become blanks, outer white space goes.
    pub fn line(raw: &str) -> Text {
        if is_plain(raw) {
            return Text(raw.trim().to_owned());
        }
        let flat: Cow<'_, str> = if raw.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | b'\t')) {
            raw.replace(['\n', '\r', '\t'], " ").into()
        } else {
            raw.into()
        };
        Text(clean(tidy(&flat).trim()).into_owned())
    }

    /// `raw` with its line ends kept as `\n`: tabs become blanks, trailing white space goes.
    pub fn block(raw: &str) -> Text {
        let unix: Cow<'_, str> = if raw.bytes().any(|byte| matches!(byte, b'\r' | b'\t')) {
            raw.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ").into()
        } else {
            raw.into()
        };
        Text(clean(tidy(&unix).trim_end()).into_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In terminal cells, on one line.
    pub fn width(&self) -> usize {
        width(&self.0)
    }

    /// The first line.
    pub fn first_line(&self) -> &str {
        self.0.lines().next().unwrap_or_default()
    }

    /// The first line, with `…` where there are more: for places that have room for one.
    pub fn glimpse(&self) -> Cow<'_, str> {
        let first = self.first_line();
        if first.len() == self.0.len() { first.into() } else { format!("{} …", first.trim_end()).into() }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

impl From<&str> for Text {
    fn from(raw: &str) -> Text {
        Text::block(raw)
    }
}

impl From<String> for Text {
    fn from(raw: String) -> Text {
        Text::block(&raw)
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Text, D::Error> {
        Ok(Text::block(&Cow::<'de, str>::deserialize(input)?))
    }
}

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

/// The most marks that one letter carries; more only hide what stands beside it.
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
        let next = seen.get(at + 1..).unwrap_or_default().iter().copied().find(|c| !is_joiner(*c));
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
    if raw.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) || !raw.chars().any(is_unsafe) {
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

/// In terminal cells.
pub fn width(words: &str) -> usize {
    if is_plain(words) { words.len() } else { UnicodeWidthStr::width(words) }
}

/// Whether `words` are printable ASCII: most are, and to see that is many times faster than to judge characters.
pub fn is_plain(words: &str) -> bool {
    words.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// `words` cut to at most `cells`, ending in `sign` (one cell) if something was cut.
pub fn truncate(words: &str, cells: usize, sign: char) -> Cow<'_, str> {
    if width(words) <= cells {
        return Cow::Borrowed(words);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let mut kept = take(words, cells - 1).trim_end().to_owned();
    kept.push(sign);
    Cow::Owned(kept)
}

/// `words` cut to at most `cells` behind a whole word, ending in `sign`. If that would leave less than half of the
/// room used, the cut is within the word.
pub fn truncate_at_word(words: &str, cells: usize, sign: char) -> Cow<'_, str> {
    if width(words) <= cells || cells == 0 {
        return truncate(words, cells, sign);
    }
    let kept = take(words, cells - 1);
    let is_whole = words.get(kept.len()..).is_some_and(|rest| rest.starts_with(' '));
    let head = if is_whole { kept } else { kept.rsplit_once(' ').map_or("", |(head, _)| head) };
    let head = head.trim_end_matches([' ', ',', ';', ':']);
    if width(head) * 2 < cells {
        return truncate(words, cells, sign);
    }
    Cow::Owned(format!("{head}{sign}"))
}

/// The longest beginning of `words` that takes at most `cells`, never cutting a grapheme.
pub fn take(words: &str, cells: usize) -> &str {
    if is_plain(words) {
        return words.get(..cells).unwrap_or(words);
    }
    let mut used = 0;
    for (at, grapheme) in words.grapheme_indices(true) {
        used += width(grapheme);
        if used > cells {
            return words.get(..at).unwrap_or_default();
        }
    }
    words
}

/// `words` filled up with blanks to `cells`; longer words stay as they are.
pub fn pad(words: &str, cells: usize) -> String {
    let mut out = words.to_owned();
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(words))));
    out
}

/// `words` broken into lines of at most `cells`, at blanks if there are any.
///
/// Line ends, indentation and runs of blanks within a line are kept; blanks at a line's end go. A word longer than a
/// line is cut, never within a grapheme. Always at least one line.
pub fn wrap(words: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in words.split('\n') {
        let pieces = pieces(paragraph.trim_end_matches(' '), cells);
        #[allow(clippy::cast_precision_loss, reason = "lines are a few hundred cells wide")]
        let broken = wrap_first_fit(&pieces, &[cells as f64]);
        lines.extend(broken.into_iter().map(|line| {
            let last = line.len().saturating_sub(1);
            let blanks = |at: usize, piece: &Piece<'_>| if at == last { 0 } else { piece.blanks };
            line.iter().enumerate().fold(String::new(), |mut out, (at, piece)| {
                out.push_str(piece.words);
                out.extend(std::iter::repeat_n(' ', blanks(at, piece)));
                out
            })
        }));
    }
    lines
}

/// A word, or the part of a long one that fits on a line, with the blanks behind it.
#[derive(Debug)]
struct Piece<'a> {
    words: &'a str,
    cells: usize,
    blanks: usize,
}

#[allow(clippy::cast_precision_loss, reason = "lines are a few hundred cells wide")]
impl Fragment for Piece<'_> {
    fn width(&self) -> f64 {
        self.cells as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.blanks as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// The words of a line; blanks at its beginning belong to its first word.
fn pieces(line: &str, cells: usize) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = line;
    loop {
        let indent = if found.is_empty() { rest.len() - rest.trim_start_matches(' ').len() } else { 0 };
        // Indentation that leaves no room for a word is worth nothing.
        if indent >= cells {
            rest = rest.trim_start_matches(' ');
            continue;
        }
        let end = rest.get(indent..).and_then(|words| words.find(' ')).map_or(rest.len(), |at| indent + at);
        let (word, tail) = rest.split_at(end);
        let next = tail.trim_start_matches(' ');
        let blanks = tail.len() - next.len();
        let mut word = word;
        while width(word) > cells {
            let mut head = take(word, cells);
            if head.is_empty() {
                // A character wider than the whole line still has to go somewhere.
                head = word.graphemes(true).next().unwrap_or(word);
            }
            let tail = word.get(head.len()..).unwrap_or_default();
            if tail.is_empty() {
                break;
            }
            found.push(Piece { words: head, cells: width(head), blanks: 0 });
            word = tail;
        }
        found.push(Piece { words: word, cells: width(word), blanks });
        if next.is_empty() {
            return found;
        }
        rest = next;
    }
}

/// `words` in backticks, as messages show what was typed.
pub fn quoted(words: impl AsRef<str>) -> String {
    format!("`{}`", Text::line(words.as_ref()))
}

/// The same words with a capital at their beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1 entry`, `2 entries`: the number with the word that fits it.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The candidate nearest to `word`, if one is near enough to be what was meant.
///
/// Near enough is a Damerau-Levenshtein distance of at most a third of the word, at least one.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (osa_distance(word, candidate), candidate))
        .filter(|(far, _)| *far <= limit)
        .min_by_key(|(far, _)| *far)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests;
