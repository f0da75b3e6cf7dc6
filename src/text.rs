//! The one type for words that came from outside, and the arithmetic of display width.
//!
//! Packs, journals, file names, arguments, imports and pasted text are hostile until they are a [`Text`]: it can
//! hold no control, bidirectional or invisible character. Width is the width of terminal cells, never bytes or
//! characters. Nothing here knows about colours, screens or files.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use strsim::osa_distance;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

mod clean;

pub use clean::{clean, is_unsafe, tidy, typed, unshowable};

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

/// Words as they are found by who types them without accents: in lower case, `Zoë` and `ZOE` as `zoe`.
pub fn folded(words: &str) -> String {
    let mut found = String::with_capacity(words.len());
    fold_into(words, &mut found);
    found
}

/// The same, behind what is there.
pub fn fold_into(words: &str, found: &mut String) {
    let plain = words.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    for c in plain {
        // Letters that are not made of a letter and a mark.
        match c {
            'ß' => found.push_str("ss"),
            'æ' => found.push_str("ae"),
            'œ' => found.push_str("oe"),
            'ø' => found.push('o'),
            'ł' => found.push('l'),
            'đ' | 'ð' => found.push('d'),
            'ı' => found.push('i'),
            c => found.push(c),
        }
    }
}

/// What follows the beginning of `words` that is `beginning` once both are [`folded`]; `None` if they begin otherwise.
pub fn after_folded<'a>(words: &'a str, beginning: &str) -> Option<&'a str> {
    let wanted = folded(beginning);
    let ends = words.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut found = wanted.is_empty().then_some(words);
    for end in ends {
        let head = folded(words.get(..end)?);
        // The marks of the last letter belong to it.
        if head == wanted {
            found = words.get(end..);
        } else if !wanted.starts_with(&head) {
            break;
        }
    }
    found
}

/// What is in the place of a character that may not be shown.
pub const REPLACEMENT: char = '\u{fffd}';

/// Words that are safe to show: no control, bidirectional or invisible characters.
///
/// A line end is kept if the text was made by [`Text::block`]; a text made by [`Text::line`] has none. Copies share
/// their words: a board names what its pack says, and a list what its board says.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Arc<str>);

impl Text {
    /// `raw` as one line: line ends and tabs become blanks, outer white space goes.
    pub fn line(raw: &str) -> Text {
        Text::of_clean(&one_line(raw))
    }

    /// `raw` with its line ends kept as `\n`: tabs become blanks, trailing white space goes.
    pub fn block(raw: &str) -> Text {
        Text::of_clean(&several_lines(raw))
    }

    fn of_clean(words: &str) -> Text {
        // All empty texts are one.
        if words.is_empty() { Text::default() } else { Text(words.into()) }
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

    /// The first line, with `…` if there are more: for places that have room for one.
    pub fn glimpse(&self) -> Cow<'_, str> {
        self.glimpse_with('…')
    }

    /// The same with another sign for what was cut.
    pub fn glimpse_with(&self, cut: char) -> Cow<'_, str> {
        let first = self.first_line();
        if first.len() == self.0.len() { first.into() } else { format!("{} {cut}", first.trim_end()).into() }
    }
}

/// A sign of our typography as a character that every terminal has. Letters of other scripts stay what they are: they belong to the words and not to our drawing.
pub fn plain_sign(c: char) -> char {
    match c {
        '·' | '–' | '—' | '‑' | '─' => '-',
        '…' => '.',
        '›' | '→' | '►' | '▸' | '▌' => '>',
        '‹' | '←' | '◄' => '<',
        '↑' => '^',
        '↓' | '▼' | '▾' => 'v',
        '‘' | '’' => '\'',
        '“' | '”' | '„' => '"',
        '│' | '┃' => '|',
        '━' => '=',
        '◆' => '*',
        '‖' => '2',
        '●' | '•' => '@',
        '\u{a0}' => ' ',
        other => other,
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
        *self.0 == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Text, D::Error> {
        deserialize(input, Text::block)
    }
}

/// Makes something of words while they are read, without a copy in between.
pub fn deserialize<'de, D: Deserializer<'de>, T>(input: D, make: fn(&str) -> T) -> Result<T, D::Error> {
    struct Words<T>(fn(&str) -> T);
    impl<T> Visitor<'_> for Words<T> {
        type Value = T;

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("a string")
        }

        fn visit_str<E>(self, raw: &str) -> Result<T, E> {
            Ok((self.0)(raw))
        }
    }
    input.deserialize_str(Words(make))
}

/// `raw` as one line, as [`Text::line`] keeps it.
pub fn one_line(raw: &str) -> Cow<'_, str> {
    if is_plain(raw) {
        return raw.trim().into();
    }
    if raw.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | b'\t')) {
        let flat = raw.replace(['\n', '\r', '\t'], " ");
        return Cow::Owned(clean(tidy(&flat).trim()).into_owned());
    }
    cleaned(raw, str::trim)
}

fn several_lines(raw: &str) -> Cow<'_, str> {
    if is_plain_block(raw) {
        return raw.trim_end().into();
    }
    if raw.bytes().any(|byte| matches!(byte, b'\r' | b'\t')) {
        let unix = raw.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
        return Cow::Owned(clean(tidy(&unix).trim_end()).into_owned());
    }
    cleaned(raw, str::trim_end)
}

/// Tidied, trimmed and cleaned; borrowed if that changes nothing but the ends.
fn cleaned(raw: &str, trim: impl Fn(&str) -> &str) -> Cow<'_, str> {
    match tidy(raw) {
        Cow::Borrowed(same) => clean(trim(same)),
        Cow::Owned(tidied) => Cow::Owned(clean(trim(&tidied)).into_owned()),
    }
}

/// In terminal cells.
pub fn width(words: &str) -> usize {
    if is_plain(words) { words.len() } else { UnicodeWidthStr::width(words) }
}

/// Whether `words` are printable ASCII: most are, and to see that is many times faster than to judge characters.
pub fn is_plain(words: &str) -> bool {
    all_bytes(words, |byte| matches!(byte, b' '..=b'~'))
}

/// The same with line ends.
fn is_plain_block(words: &str) -> bool {
    all_bytes(words, |byte| matches!(byte, b' '..=b'~' | b'\n'))
}

/// Looks at many bytes at a time: the processor has instructions for that if no byte decides alone.
fn all_bytes(words: &str, fits: impl Fn(u8) -> bool) -> bool {
    let (chunks, rest) = words.as_bytes().as_chunks::<16>();
    chunks.iter().all(|chunk| chunk.iter().fold(true, |all, byte| all & fits(*byte)))
        && rest.iter().all(|byte| fits(*byte))
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
        loop {
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
