//! The one type for words that came from outside, and the arithmetic of display width.
//!
//! Packs, journals, file names, arguments, imports and pasted text are hostile until they are a [`Text`]: it can
//! hold no control, bidirectional or invisible character. Width is the width of terminal cells, never bytes or
//! characters. Nothing here knows about colours, screens or files.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands in the place of a character that may not be shown.
pub const REPLACEMENT: char = '\u{fffd}';

/// Words that are safe to show: no control, bidirectional or invisible characters.
///
/// A line end is kept where the text was made by [`Text::block`]; a text made by [`Text::line`] has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// Returns `raw` as one line: line ends and tabs become blanks, outer white space goes.
    pub fn line(raw: &str) -> Text {
        let flat: Cow<'_, str> = if raw.contains(['\n', '\r', '\t']) {
            raw.replace(['\n', '\r', '\t'], " ").into()
        } else {
            raw.into()
        };
        Text(clean(flat.trim()).into_owned())
    }

    /// Returns `raw` with its line ends kept as `\n`: tabs become blanks, trailing white space goes.
    pub fn block(raw: &str) -> Text {
        let unix: Cow<'_, str> = if raw.contains(['\r', '\t']) {
            raw.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ").into()
        } else {
            raw.into()
        };
        Text(clean(unix.trim_end()).into_owned())
    }

    /// Returns the words.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns how many cells the words take on one line.
    pub fn width(&self) -> usize {
        width(&self.0)
    }

    /// Returns the first line.
    pub fn first_line(&self) -> &str {
        self.0.lines().next().unwrap_or_default()
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

/// Returns whether `c` may never be shown as it is.
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

/// Returns `raw` with every unsafe character replaced by [`REPLACEMENT`].
///
/// A zero-width joiner stays between two wide characters, where it only makes one emoji of two.
pub fn clean(raw: &str) -> Cow<'_, str> {
    // Most words are plain, and to see that is many times faster than to judge each character.
    if raw.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) || !raw.chars().any(is_unsafe) {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut previous = ' ';
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let joins = c == '\u{200d}' && glues(previous) && chars.peek().copied().is_some_and(glues);
        out.push(if is_unsafe(c) && !joins { REPLACEMENT } else { c });
        previous = c;
    }
    Cow::Owned(out)
}

fn glues(c: char) -> bool {
    c == '\u{fe0f}' || c.width() == Some(2) || matches!(c, '\u{2600}'..='\u{27bf}')
}

/// Returns how many terminal cells `words` take.
pub fn width(words: &str) -> usize {
    UnicodeWidthStr::width(words)
}

/// Returns `words` cut to at most `cells`, ending in `sign` (one cell) where something was cut.
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

/// Returns `words` cut to at most `cells` behind a whole word, ending in `sign`; where that would leave less than half
/// of the room used, within the word.
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

/// Returns the longest beginning of `words` that takes at most `cells`, never cutting a grapheme.
pub fn take(words: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in words.grapheme_indices(true) {
        used += width(grapheme);
        if used > cells {
            return words.get(..at).unwrap_or_default();
        }
    }
    words
}

/// Returns `words` filled up with blanks to `cells`; longer words stay as they are.
pub fn pad(words: &str, cells: usize) -> String {
    let mut out = words.to_owned();
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(words))));
    out
}

/// Returns `words` broken into lines of at most `cells`, at blanks where there are any.
///
/// Line ends in `words` are kept; a word longer than a line is cut. Always at least one line.
pub fn wrap(words: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in words.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let mut rest = word;
            if used > 0 && used + 1 + width(rest) > cells {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            while used + width(rest) > cells {
                let mut head = take(rest, cells - used);
                if head.is_empty() {
                    // A character wider than the whole line still has to go somewhere.
                    head = rest.graphemes(true).next().unwrap_or(rest);
                }
                line.push_str(head);
                lines.push(std::mem::take(&mut line));
                used = 0;
                rest = rest.get(head.len()..).unwrap_or_default();
            }
            line.push_str(rest);
            used += width(rest);
        }
        lines.push(line);
    }
    lines
}

/// Returns `words` in backticks, as messages show what was typed.
pub fn quoted(words: impl AsRef<str>) -> String {
    format!("`{}`", Text::line(words.as_ref()))
}

/// Returns `1 entry`, `2 entries`: the number with the word that fits it.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Returns the candidate nearest to `word`, if one is near enough to be what was meant.
///
/// Near enough is a Damerau-Levenshtein distance of at most a third of the word, at least one.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(far, _)| *far <= limit)
        .min_by_key(|(far, _)| *far)
        .map(|(_, candidate)| candidate)
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let swap = if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                before.get(j - 1).map_or(usize::MAX, |far| far + 1)
            } else {
                usize::MAX
            };
            let change = last.get(j).copied().unwrap_or_default() + usize::from(x != y);
            let insert = row.last().copied().unwrap_or_default() + 1;
            let delete = last.get(j + 1).copied().unwrap_or_default() + 1;
            row.push(change.min(insert).min(delete).min(swap));
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_behind_a_word_where_that_leaves_enough() {
        let title = "Callback, origin and logout URLs restricted";
        assert_eq!(truncate_at_word(title, 50, '…'), title);
        assert_eq!(truncate_at_word(title, 39, '…'), "Callback, origin and logout URLs…");
        assert_eq!(truncate_at_word(title, 33, '…'), "Callback, origin and logout URLs…");
        assert_eq!(truncate_at_word("Callback, origin", 12, '…'), "Callback…");
        assert_eq!(truncate_at_word("a Donaudampfschifffahrt", 12, '…'), "a Donaudamp…");
        assert_eq!(truncate_at_word(title, 0, '…'), "");
    }

    #[test]
    fn hostile_characters_are_replaced_and_emoji_stay_whole() {
        assert_eq!(Text::line("a\u{1b}[31mb"), "a\u{fffd}[31mb");
        assert_eq!(Text::line("abc\u{202e}def"), "abc\u{fffd}def");
        assert_eq!(Text::line("zero\u{200b}width"), "zero\u{fffd}width");
        assert_eq!(Text::line("👩‍👩‍👧"), "👩‍👩‍👧");
        assert_eq!(Text::line(" two\nlines\t"), "two lines");
        assert_eq!(Text::block("two\r\nlines\r"), "two\nlines");
    }

    #[test]
    fn width_counts_cells() {
        assert_eq!(width("日本"), 4);
        assert_eq!(truncate("日本語", 4, '…'), "日…");
        assert_eq!(truncate("short", 5, '…'), "short");
        assert_eq!(truncate("longer", 0, '…'), "");
    }

    #[test]
    fn wrapping_breaks_at_blanks_and_cuts_only_what_must_be_cut() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbr", "eaka", "ble"]);
        assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(wrap("日本語", 1), ["日", "本", "語", ""]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn the_nearest_candidate_is_suggested_only_when_it_is_near() {
        assert_eq!(nearest("desing", ["design", "deploy"]), Some("design"));
        assert_eq!(nearest("zebra", ["design", "deploy"]), None);
    }
}
