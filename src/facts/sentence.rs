//! The sentences of facts: `{bad} of {all} with a localhost address: {names}.`

use crate::text::{self, Text};

/// The longest name or value in a sentence, in cells.
const LONGEST_WORD: usize = 60;
/// The most names in a sentence.
const MOST_NAMES: usize = 5;
/// The most pairs and lines of a list in a sentence.
const MOST_PAIRS: usize = 8;

/// The names that a sentence may use in braces.
pub(super) const NAMES: [&str; 9] =
    ["all", "bad", "unsure", "names", "good", "values", "places", "list", "pairs"];

/// Whether a sentence shows values, not only names and numbers.
pub(super) fn has_values(words: &str) -> bool {
    ["{values}", "{list}", "{pairs}"].iter().any(|name| words.contains(name))
}

/// The sentence with all names filled in, each made only if it is there. Without values empty brackets go, and what
/// ends in a colon says that there are none: a value may be hidden, so never that nothing is set.
pub(super) fn filled(words: &str, values: &dyn Fn() -> String, get: &dyn Fn(&str) -> Option<String>) -> Text {
    let mut out = String::with_capacity(words.len() + 64);
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        rest = after;
        if let Some((name, after)) = after.split_once('}')
            && let Some(value) = if name == "values" { Some(values()) } else { get(name) }
        {
            out.push_str(&value);
            rest = after;
        } else {
            out.push('{');
        }
    }
    out.push_str(rest);
    if (out.contains(" ()") || out.contains(": .")) && values().is_empty() {
        out = out.replace(" ()", "").replace(": .", ": none that the export shows.");
    }
    Text::line(&out)
}

/// The names in braces that nothing is known about.
pub(super) fn unknown_names(words: &str) -> Vec<String> {
    let inside = words.split('{').skip(1).map(|part| part.split_once('}').map_or(part, |(name, _)| name));
    inside.filter(|name| !NAMES.contains(name)).map(str::to_owned).collect()
}

/// A name or value as it may be shown: one line, no control characters, cut.
pub(super) fn shown(raw: &str) -> String {
    text::truncate(&Text::line(raw), LONGEST_WORD, '…').into_owned()
}

/// The first of `all`, and how many more.
pub(super) fn few<S: AsRef<str>>(all: &[S]) -> String {
    first(all.len(), all.iter(), MOST_NAMES)
}

/// The first of `count` names, and how many more; the others are never asked for.
pub(super) fn few_of(count: usize, all: impl Iterator<Item = String>) -> String {
    first(count, all, MOST_NAMES)
}

/// The first of `count` lines of a list, and how many more. Each may have commas of its own.
pub(super) fn lines_of(count: usize, all: impl Iterator<Item = String>) -> String {
    joined("; ", count, all, MOST_PAIRS)
}

/// The first pairs of a name and a value, and how many more.
pub(super) fn pairs<S: AsRef<str>>(all: &[S]) -> String {
    first(all.len(), all.iter(), MOST_PAIRS)
}

/// The first four values of one line of a list.
pub(super) fn values<S: AsRef<str>>(all: &[S]) -> String {
    first(all.len(), all.iter(), 4)
}

fn first<S: AsRef<str>>(count: usize, all: impl Iterator<Item = S>, most: usize) -> String {
    joined(", ", count, all, most)
}

fn joined<S: AsRef<str>>(between: &str, count: usize, all: impl Iterator<Item = S>, most: usize) -> String {
    let mut named = String::new();
    for (at, name) in all.take(most).enumerate() {
        if at > 0 {
            named.push_str(between);
        }
        named.push_str(name.as_ref());
    }
    let more = count.saturating_sub(most);
    if more > 0 { format!("{named} and {more} more") } else { named }
}

/// `all` without what stands twice, in the same order.
pub(super) fn unique(all: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut once = std::collections::HashSet::new();
    all.into_iter().filter(|word| once.insert(word.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in_and_others_stay() {
        let get = |name: &str| match name {
            "all" => Some("14 applications".to_owned()),
            "bad" => Some("2".to_owned()),
            "names" => Some(String::new()),
            _ => None,
        };
        let words = "{bad} of {all} ({values}): {names} {x";
        assert_eq!(filled(words, &String::new, &get), "2 of 14 applications:  {x");
        assert_eq!(
            filled("Languages: {values}.", &String::new, &get),
            "Languages: none that the export shows."
        );
        assert_eq!(lines_of(3, ["a: 1, 2", "b: 3"].map(str::to_owned).into_iter()), "a: 1, 2; b: 3");
        assert_eq!(unknown_names("{bad} {naems} {all}"), ["naems"]);
    }

    #[test]
    fn what_is_long_or_hostile_is_cut_and_cleaned() {
        assert_eq!(shown("a\u{202e}b\nc"), "a\u{fffd}b c");
        assert_eq!(text::width(&shown(&"x".repeat(100))), 60);
        assert_eq!(few(&["a", "b", "c", "d", "e", "f", "g"]), "a, b, c, d, e and 2 more");
    }
}
