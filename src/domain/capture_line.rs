//! The capture line: one sentence, and in it perhaps who and by when. Pure.
//!
//! The sentence is kept as it was said. Only two things are taken out of it: a name after `@` that is known or stands
//! at the end, and, for actions and questions, a day at the end that stands for itself: `last fri` and `end of next week`
//! are words. `\@` and quotes keep everything.

use jiff::civil::Date;

use super::alone;
use super::dates;
use super::grammar;
use super::moment::Moment;
use crate::journal::record::CaptureKind;
use crate::text::{self, Text};

mod names;
#[cfg(test)]
mod tests;

pub use names::{Names, matching_names, people};

/// What was understood of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The sentence without the name and the day.
    pub text: Text,
    pub owner: Option<Text>,
    pub due: Option<Date>,
}

/// What is looked for in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    pub who: bool,
    pub day: bool,
}

impl Wanted {
    /// A name in all kinds; a day only in those that have one.
    pub fn of(kind: CaptureKind) -> Wanted {
        Wanted { who: true, day: has_day(kind) }
    }
}

/// Whether the end of a line of this kind may be a day: somebody does it, or answers it, by then.
pub fn has_day(kind: CaptureKind) -> bool {
    matches!(kind, CaptureKind::Action | CaptureKind::Question)
}

/// What `line` means. `names` are the people who are known; `today` is where days are counted from.
///
/// A name that is known may be anywhere; another one, or the beginning of only one known name, counts at the end,
/// before or after the day. A day that is past is words, since nothing is captured to be done yesterday. Nothing is
/// taken if no words would stay.
pub fn understand(line: &str, kind: CaptureKind, names: &Names, today: Date) -> Understood {
    read(line, Wanted::of(kind), names, today)
}

/// The same for what is wanted; the rest of the line is the sentence.
pub fn read(line: &str, wanted: Wanted, names: &Names, today: Date) -> Understood {
    let mut text = Text::line(line).trim().to_owned();
    let (mut owner, mut due) = (None, None);
    loop {
        if wanted.day
            && due.is_none()
            && let Some((words, day)) = day_at_end(&text, today)
        {
            (text, due) = (words, Some(day));
        } else if wanted.who
            && owner.is_none()
            && let Some((words, name)) = name_at_end(&text, names)
        {
            (text, owner) = (words, Some(name));
        } else {
            break;
        }
    }
    if wanted.who
        && owner.is_none()
        && let Some((words, name)) = known_name(&text, names)
    {
        (text, owner) = (words, Some(name));
    }
    Understood { text: Text::line(&as_said(&text)), owner, due }
}

/// The end of a line that is meant as a day but is not one: `31 feb`. It stays in the words.
pub fn odd_day(line: &str, today: Date) -> Option<&str> {
    let at = line.rmatch_indices(' ').nth(1).map_or(0, |(at, _)| at + 1);
    let end = line.get(at..)?;
    let is_number = end.starts_with(|first: char| first.is_ascii_digit());
    (is_number && dates::names_a_month(end) && dates::parse(end, today).is_err()).then_some(end)
}

/// The word with `@` that names nobody who is known.
fn left_sign(text: &str) -> Option<&str> {
    let from = text.get(last_sign(text)?..)?;
    from.split(char::is_whitespace)
        .next()
        .map(|word| word.trim_end_matches(POINTS))
        .filter(|word| word.len() > 1)
}

/// Who and by when, and what an action still lacks: `who Lena` and `by Fri 27 Nov`.
pub fn explain(found: &Understood, kind: CaptureKind, moment: &Moment) -> Vec<String> {
    let is_action = kind == CaptureKind::Action;
    let who = match &found.owner {
        Some(owner) => format!("who {owner}"),
        None if is_action => match left_sign(&found.text) {
            Some(words) => format!("no owner yet: {words} stays in the text, end with @name"),
            None => "no owner yet: add @name".to_owned(),
        },
        None => String::new(),
    };
    let by = match found.due {
        Some(day) => format!("by {}", dates::with_next_year(day, moment.today)),
        None if is_action => match alone::left_day(&found.text, moment.today) {
            Some(words) => format!("no date yet: {words} stays in the text, end with fri or +2w"),
            None => "no date yet: end with fri or +2w".to_owned(),
        },
        None => String::new(),
    };
    [who, by].into_iter().filter(|part| !part.is_empty()).collect()
}

/// The kind that a letter chooses: `d`, `a`, `q`, `r`, `p`.
pub fn kind_of(letter: char) -> Option<CaptureKind> {
    CaptureKind::ALL.into_iter().find(|kind| letter_of(*kind) == letter)
}

/// The letter that chooses a kind: the first of its word.
pub fn letter_of(kind: CaptureKind) -> char {
    match kind {
        CaptureKind::Decision => 'd',
        CaptureKind::Action => 'a',
        CaptureKind::Question => 'q',
        CaptureKind::Risk => 'r',
        CaptureKind::Parked => 'p',
        CaptureKind::Objection => 'o',
    }
}

/// The beginning of a name that is being typed after `@` at the end of `line`, if one is.
pub fn name_being_typed(line: &str) -> Option<&str> {
    let at = last_sign(line)?;
    line.get(at + 1..)
}

/// The pairs of quotes that keep what is between them.
const QUOTES: [(char, char); 5] = [('"', '"'), ('“', '”'), ('„', '“'), ('„', '”'), ('«', '»')];
/// The signs that end a sentence, or a part of it, and never a name.
const POINTS: [char; 6] = ['.', ',', ';', ':', '!', '?'];

/// The byte ranges between quotes, with the quotes. A sign of inches opens none: it follows a word.
fn quoted(line: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, sign) in line.char_indices() {
        let opens = line.get(..at).and_then(|before| before.chars().next_back()).is_none_or(is_before_word);
        if at < end || !opens {
            continue;
        }
        let after = at + sign.len_utf8();
        let rest = line.get(after..).unwrap_or_default();
        let closings = QUOTES.iter().filter(|(open, _)| *open == sign);
        let close = closings.filter_map(|(_, close)| Some((rest.find(*close)?, close.len_utf8()))).min();
        if let Some((len, sign)) = close {
            end = after + len + sign;
            found.push(at..end);
        }
    }
    found
}

fn is_before_word(sign: char) -> bool {
    sign.is_whitespace() || sign == '('
}

/// The places of the `@` that may name somebody: at the beginning of a word and outside quotes.
fn signs(line: &str) -> Vec<usize> {
    let quoted = quoted(line);
    line.char_indices()
        .zip(std::iter::once(' ').chain(line.chars()))
        .filter(|((_, sign), before)| *sign == '@' && is_before_word(*before))
        .map(|((at, _), _)| at)
        .filter(|at| !quoted.iter().any(|range| range.contains(at)))
        .collect()
}

fn last_sign(line: &str) -> Option<usize> {
    signs(line).pop()
}

/// A name at the very end, known or not, and the words before it. A mark that ends the sentence stays with the words.
fn name_at_end(line: &str, names: &Names) -> Option<(String, Text)> {
    let at = last_sign(line)?;
    let (before, rest) = (line.get(..at)?.trim_end(), line.get(at + 1..)?);
    let whole = rest.trim_end_matches(POINTS);
    let is_name = grammar::known_name(whole, names).is_some();
    let ends = |sign: char| POINTS.contains(&sign) || sign == ')';
    let typed = if is_name { whole } else { rest.trim_end_matches(ends) };
    let points = rest.get(typed.len()..)?;
    if before.is_empty() || !typed.starts_with(char::is_alphanumeric) {
        return None;
    }
    let is_one_word = !typed.contains(char::is_whitespace);
    let name = match (grammar::known_name(typed, names), names.only(typed)) {
        (Some(name), _) => name.clone(),
        (None, Some(only)) => only.clone(),
        (None, _) if is_one_word => Text::line(typed),
        (None, _) => return None,
    };
    let end = points.trim_start_matches([',', ';', ':']);
    let (before, end) = match (before.strip_suffix('('), end.strip_prefix(')')) {
        (Some(before), Some(end)) => (before.trim_end(), end),
        _ => (before, end),
    };
    Some((format!("{before}{end}"), name)).filter(|_| !before.is_empty())
}

/// The last known name of a line wherever it is, and the words around it.
fn known_name(line: &str, names: &[Text]) -> Option<(String, Text)> {
    signs(line).into_iter().rev().find_map(|at| {
        let (before, rest) = (line.get(..at)?.trim_end(), line.get(at + 1..)?);
        let (name, used) = known_at_start(rest, names)?;
        let after = rest.get(used..)?.trim_start();
        let words = if before.is_empty() {
            after.trim_start_matches(POINTS).trim_start().to_owned()
        } else if let (Some(before), Some(after)) = (before.strip_suffix('('), after.strip_prefix(')')) {
            // Nothing is left between the brackets.
            format!("{}{after}", before.trim_end())
        } else if after.starts_with(POINTS) || after.starts_with(')') {
            format!("{before}{after}")
        } else {
            format!("{before} {after}").trim_end().to_owned()
        };
        // A line that is nothing but a name still has to say something.
        (!words.is_empty()).then_some((words, name))
    })
}

/// The longest known name that `rest` begins with; names may hold blanks, and accents may be left out if it is clear
/// whose name it is.
fn known_at_start(rest: &str, names: &[Text]) -> Option<(Text, usize)> {
    let begins = names.iter().filter(|name| !name.is_empty()).filter_map(|name| {
        let after = text::after_folded(rest, name)?;
        let next = after.chars().next();
        let ends = next.is_none_or(|next| !next.is_alphanumeric() && !matches!(next, '-' | '_' | '@'));
        ends.then(|| rest.len() - after.len())
    });
    let used = begins.max()?;
    let name = grammar::known_name(rest.get(..used)?, names)?;
    Some((name.clone(), used))
}

/// A day at the very end that stands for itself, and the words before it.
fn day_at_end(line: &str, today: Date) -> Option<(String, Date)> {
    let (at, day) = alone::longest_day(line, today)?;
    let before = line.get(..at)?.trim_end();
    if alone::is_changed(before, today) {
        return None;
    }
    // `by` belongs to the day and would be left hanging.
    let rest = alone::without_hanging(before);
    let is_name_alone = rest.starts_with('@') && !rest.contains(char::is_whitespace);
    (!rest.is_empty() && !is_name_alone).then(|| (rest.to_owned(), day))
}

/// The sentence without the signs that only kept it: `\@`, and quotes around the whole.
fn as_said(line: &str) -> String {
    let line = line.trim();
    let whole = quoted(line).first().is_some_and(|range| *range == (0..line.len()));
    let mut inside = line.chars();
    if whole {
        _ = inside.next();
        _ = inside.next_back();
    }
    let words = inside.as_str().trim();
    if words.is_empty() { line.to_owned() } else { words.replace("\\@", "@") }
}
