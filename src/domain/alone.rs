//! Whether a day at the end of a sentence stands for itself. Pure.
//!
//! `fri` does, also after `by` or `on`. Directly behind a word that changes what it means, or behind another day, it is
//! part of the sentence: `last fri`, `not tomorrow`, `end of next week`, `thu or fri`.

use jiff::civil::Date;

use super::dates;

/// The words that change a day directly behind them.
const CHANGING: [&str; 46] = [
    "a",
    "about",
    "after",
    "and",
    "around",
    "before",
    "between",
    "but",
    "during",
    "each",
    "early",
    "every",
    "except",
    "following",
    "for",
    "from",
    "late",
    "last",
    "mid",
    "never",
    "no",
    "not",
    "of",
    "off",
    "or",
    "past",
    "previous",
    "since",
    "than",
    "the",
    "then",
    "this",
    "through",
    "till",
    "to",
    "until",
    "til",
    "versus",
    "week",
    "weeks",
    "within",
    "without",
    "-",
    "–",
    "/",
    "&",
];

/// What belongs to a day, and goes with it.
const HANGING: [&str; 2] = ["by", "on"];
/// Words before `by` or `on` that change the day all the same: `not by fri`.
const DENYING: [&str; 2] = ["not", "never"];
/// The same before `on` alone: `a week on fri`.
const COUNTING: [&str; 2] = ["week", "weeks"];

/// Whether the words before a day make it mean something else.
pub fn is_changed(before: &str, today: Date) -> bool {
    let (rest, last) = last_word(before);
    let before_last = last_word(rest).1;
    let is_list = dates::parse(last.trim_end_matches([',', ';']), today).is_ok();
    let changes = match last.as_str() {
        "by" => DENYING.contains(&before_last.as_str()),
        "on" => [DENYING, COUNTING].concat().contains(&before_last.as_str()),
        last => CHANGING.contains(&last),
    };
    is_list || changes
}

/// The words without `by` or `on` at their end, which would be left hanging.
pub fn without_hanging(before: &str) -> &str {
    let (rest, last) = last_word(before);
    let rest = if HANGING.contains(&last.as_str()) { rest } else { before };
    rest.trim_end().trim_end_matches([',', ';']).trim_end()
}

/// The day at the end of a sentence that stays there, with the word that changes it: `last fri`.
pub fn left_day(line: &str, today: Date) -> Option<&str> {
    let (at, _) = longest_day(line, today)?;
    let before = line.get(..at)?.trim_end();
    let from = last_word(before).0.len();
    is_changed(before, today).then(|| line.get(from..).map(str::trim_start))?
}

/// The longest end that is a day to come, since `27 Nov` and `Fri 27 Nov 2026` are days of several words: the blank
/// before it, and the day.
pub fn longest_day(line: &str, today: Date) -> Option<(usize, Date)> {
    let starts: Vec<usize> = line.rmatch_indices(' ').map(|(at, _)| at).take(4).collect();
    starts.into_iter().rev().find_map(|at| {
        let day = dates::parse(line.get(at + 1..)?, today).ok().filter(|day| *day >= today)?;
        Some((at, day))
    })
}

/// The words before the last one, and that in small letters.
fn last_word(words: &str) -> (&str, String) {
    let words = words.trim_end();
    let (rest, last) = words.rsplit_once(char::is_whitespace).unwrap_or(("", words));
    (rest.trim_end(), last.to_lowercase())
}
