//! What one line of capturing means: `Write the table @lena fri` is words, somebody and a day. Pure.

use jiff::civil::Date;

use super::dates;
use super::moment::Moment;
use crate::journal::answers::Answers;
use crate::journal::record::CaptureKind;
use crate::text::Text;

/// What was understood of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// The line without the name and the day.
    pub text: Text,
    pub owner: Option<Text>,
    pub due: Option<Date>,
}

/// Returns what `line` means. `names` are the people who are known; `today` is where days are counted from.
///
/// The last `@name` names somebody: a known name, where what follows the sign is one or begins only one, else the
/// word as it stands. A day is read from the end of what is then left; one that is past is words, since nothing is
/// captured to be done yesterday. Neither is taken where no words would stay.
pub fn understand(line: &str, names: &[Text], today: Date) -> Understood {
    let (words, owner) = read_owner(line, names);
    let (text, due) = read_day(&words, today);
    Understood { text, owner, due }
}

/// Returns a line without the somebody it names, and who that is.
pub fn read_owner(line: &str, names: &[Text]) -> (Text, Option<Text>) {
    let line = Text::line(line);
    match split_owner(&line, names) {
        Some((words, owner)) => (Text::line(&words), Some(owner)),
        None => (line, None),
    }
}

/// Returns a line without the day at its end, and the day.
pub fn read_day(line: &str, today: Date) -> (Text, Option<Date>) {
    let line = Text::line(line);
    match split_day(&line, today) {
        Some((words, day)) => (Text::line(words), Some(day)),
        None => (line, None),
    }
}

/// Returns the end of a line that is meant as a day and is none: `31 feb`. It stays in the words.
pub fn odd_day(line: &str, today: Date) -> Option<&str> {
    let at = line.rmatch_indices(' ').nth(1).map_or(0, |(at, _)| at + 1);
    let end = line.get(at..)?;
    let is_number = end.starts_with(|first: char| first.is_ascii_digit());
    (is_number && dates::names_a_month(end) && dates::parse(end, today).is_err()).then_some(end)
}

/// Returns what was understood, and what an action still lacks: `who Lena` and `by Fri 27 Nov`.
pub fn explain(
    owner: Option<&Text>,
    due: Option<Date>,
    kind: Option<CaptureKind>,
    moment: &Moment,
) -> Vec<String> {
    let is_action = kind == Some(CaptureKind::Action);
    let who = match owner {
        Some(owner) => format!("who {owner}"),
        None if is_action => "no owner yet: add @name".to_owned(),
        None => String::new(),
    };
    let by = match due {
        Some(day) => format!("by {}", moment.day(day)),
        None if is_action => "no date yet: end with fri or +2w".to_owned(),
        None => String::new(),
    };
    [who, by].into_iter().filter(|part| !part.is_empty()).collect()
}

/// Returns the names that `@` knows: in a workshop those in the room, else everybody.
pub fn names(answers: &Answers, me: &Text) -> Vec<Text> {
    let open = answers.open_workshop();
    let room = open.map(|open| open.plan.people.as_slice()).unwrap_or_default();
    if room.is_empty() {
        return people(answers, me);
    }
    room.iter().map(|person| person.name.clone()).collect()
}

/// Returns everybody who is known in a project, with oneself, in the order of names.
pub fn people(answers: &Answers, me: &Text) -> Vec<Text> {
    let owners = answers.entries.values().filter_map(|said| said.owner()).cloned();
    let captures = answers
        .captures
        .values()
        .filter_map(|capture| capture.capture.value())
        .filter_map(|captured| captured.owner.clone());
    let rooms = answers.workshops.iter().flat_map(|shop| &shop.plan.people).map(|person| person.name.clone());
    let mut names: Vec<Text> =
        owners.chain(captures).chain(rooms).chain(std::iter::once(me.clone())).collect();
    names.retain(|name| !name.is_empty());
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    names
}

/// Returns the kind that a letter chooses: `d`, `a`, `q`, `r`, `p`.
pub fn kind_of(letter: char) -> Option<CaptureKind> {
    CaptureKind::ALL.into_iter().find(|kind| letter_of(*kind) == letter)
}

/// Returns the letter that chooses a kind: the first of its word.
pub fn letter_of(kind: CaptureKind) -> char {
    match kind {
        CaptureKind::Decision => 'd',
        CaptureKind::Action => 'a',
        CaptureKind::Question => 'q',
        CaptureKind::Risk => 'r',
        CaptureKind::Parked => 'p',
    }
}

/// Returns the beginning of a name that is being typed after `@` at the end of `line`, if one is.
pub fn name_being_typed(line: &str) -> Option<&str> {
    let at = last_sign(line)?;
    line.get(at + 1..)
}

/// Returns the known names that `beginning` may mean, in their order; all of them for an empty one.
pub fn matching_names<'a>(beginning: &str, names: &'a [Text]) -> Vec<&'a Text> {
    let wanted = beginning.to_lowercase();
    names.iter().filter(|name| name.to_lowercase().starts_with(&wanted)).collect()
}

fn last_sign(line: &str) -> Option<usize> {
    line.char_indices()
        .zip(std::iter::once(' ').chain(line.chars()))
        .filter(|((_, sign), before)| *sign == '@' && before.is_whitespace())
        .map(|((at, _), _)| at)
        .last()
}

fn split_owner(line: &str, names: &[Text]) -> Option<(String, Text)> {
    let at = last_sign(line)?;
    let (before, rest) = (line.get(..at)?, line.get(at + 1..)?);
    let (owner, used) = known_at_start(rest, names).or_else(|| word_at_start(rest, names))?;
    let words = format!("{} {}", before.trim(), rest.get(used..)?.trim());
    // A line that is nothing but a name, or a name and a day, still has to say something.
    if words.trim().is_empty() { None } else { Some((words.trim().to_owned(), owner)) }
}

/// The longest known name that `rest` begins with; names may hold blanks.
fn known_at_start(rest: &str, names: &[Text]) -> Option<(Text, usize)> {
    names
        .iter()
        .filter_map(|name| {
            let head = rest.get(..name.len())?;
            let ends = rest.get(name.len()..)?.chars().next().is_none_or(char::is_whitespace);
            (ends && !name.is_empty() && head.to_lowercase() == name.to_lowercase())
                .then(|| (name.clone(), name.len()))
        })
        .max_by_key(|(_, used)| *used)
}

fn word_at_start(rest: &str, names: &[Text]) -> Option<(Text, usize)> {
    let word = rest.split_whitespace().next().filter(|word| rest.starts_with(word))?;
    let owner = match matching_names(word, names).as_slice() {
        [only] => (*only).clone(),
        _ => Text::line(word),
    };
    Some((owner, word.len()))
}

fn split_day(words: &str, today: Date) -> Option<(&str, Date)> {
    // `27 Nov` and `Fri 27 Nov 2026` are days of several words, so the longest end that is a day wins.
    let starts: Vec<usize> = words.rmatch_indices(' ').map(|(at, _)| at).take(4).collect();
    starts.into_iter().rev().find_map(|at| {
        let day = dates::parse(words.get(at + 1..)?, today).ok().filter(|day| *day >= today)?;
        let rest = words.get(..at)?.trim_end();
        (!rest.is_empty()).then_some((rest, day))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    fn names() -> Vec<Text> {
        ["Ana", "Ben", "Lena", "Lena Meyer", "Lennart"].iter().map(|name| Text::line(name)).collect()
    }

    #[track_caller]
    fn check(line: &str, text: &str, owner: Option<&str>, due: Option<Date>) {
        let found = understand(line, &names(), TODAY);
        assert_eq!((found.text.as_str(), found.owner.as_deref(), found.due), (text, owner, due), "{line}");
    }

    #[test]
    fn words_somebody_and_a_day_are_told_apart() {
        check("Write the table @lena fri", "Write the table", Some("Lena"), Some(date(2026, 11, 27)));
        check("Write the table fri @b", "Write the table", Some("Ben"), Some(date(2026, 11, 27)));
        check("Ask @Lena Meyer about it", "Ask about it", Some("Lena Meyer"), None);
        check(
            "@ana order the contract 2026-12-01",
            "order the contract",
            Some("Ana"),
            Some(date(2026, 12, 1)),
        );
        check("Order it 27 nov", "Order it", None, Some(date(2026, 11, 27)));
        check("Order it next mon", "Order it", None, Some(date(2026, 11, 23)));
        check("Order it Fri 4 Dec 2026", "Order it", None, Some(date(2026, 12, 4)));
    }

    #[test]
    fn somebody_unknown_or_unclear_is_kept_as_typed() {
        check("Call @omar", "Call", Some("omar"), None);
        check("Call @len", "Call", Some("len"), None);
    }

    #[test]
    fn what_only_looks_like_a_name_or_a_day_stays_words() {
        check("Mail ops@example.com", "Mail ops@example.com", None, None);
        check("fri", "fri", None, None);
        check("@lena", "@lena", None, None);
        check("@lena fri", "fri", Some("Lena"), None);
        check("Ask why it failed yesterday", "Ask why it failed yesterday", None, None);
        check("Incident of 2026-11-02 @ana", "Incident of 2026-11-02", Some("Ana"), None);
        check("", "", None, None);
        check("One policy for web and app", "One policy for web and app", None, None);
    }

    #[test]
    fn a_name_is_completed_from_those_that_are_known() {
        assert_eq!(name_being_typed("Write it @le"), Some("le"));
        assert_eq!(name_being_typed("ops@example"), None);
        let names = names();
        let found: Vec<&str> = matching_names("len", &names).into_iter().map(Text::as_str).collect();
        assert_eq!(found, ["Lena", "Lena Meyer", "Lennart"]);
    }

    #[test]
    fn every_kind_has_its_letter() {
        for kind in CaptureKind::ALL {
            assert_eq!(kind_of(letter_of(kind)), Some(kind));
            assert!(kind.word().starts_with(letter_of(kind)));
        }
        assert_eq!(kind_of('x'), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_line_loses_all_its_words(line in "[a-z@ß日 +0-9-]{0,30}") {
            let found = understand(&line, &names(), TODAY);
            prop_assert_eq!(found.text.is_empty(), line.trim().is_empty());
        }
    }

    #[test]
    fn a_day_that_there_is_not_is_noticed() {
        assert_eq!(odd_day("Do it 31 feb", TODAY), Some("31 feb"));
        assert_eq!(odd_day("Do it 27 nov", TODAY), None);
        assert_eq!(odd_day("Ask for 3 tenants", TODAY), None);
        assert_eq!(odd_day("31 feb", TODAY), Some("31 feb"));
    }
}
