//! The capture line: one sentence, and in it perhaps who and by when. Pure.
//!
//! The sentence is kept as it was said. Only two things are taken out of it: a name after `@` that is known or stands
//! at the end, and, for actions and questions, a day at the end. `\@` and quotes keep everything.

use jiff::civil::Date;

use super::dates;
use super::grammar;
use super::moment::Moment;
use crate::journal::record::CaptureKind;
use crate::text::{self, Text};

mod names;

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
        None if is_action => "no date yet: end with fri or +2w".to_owned(),
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

fn day_at_end(line: &str, today: Date) -> Option<(String, Date)> {
    // `27 Nov` and `Fri 27 Nov 2026` are days of several words, so the longest end that is a day wins.
    let starts: Vec<usize> = line.rmatch_indices(' ').map(|(at, _)| at).take(4).collect();
    starts.into_iter().rev().find_map(|at| {
        let day = dates::parse(line.get(at + 1..)?, today).ok().filter(|day| *day >= today)?;
        let rest = line.get(..at)?.trim_end().trim_end_matches([',', ';']);
        // `by` belongs to the day and would be left hanging.
        let rest = without_by(rest);
        let is_name_alone = rest.starts_with('@') && !rest.contains(char::is_whitespace);
        (!rest.is_empty() && !is_name_alone).then(|| (rest.to_owned(), day))
    })
}

fn without_by(rest: &str) -> &str {
    let words = rest.rsplit_once(char::is_whitespace).filter(|(_, last)| last.eq_ignore_ascii_case("by"));
    words.map_or(rest, |(words, _)| words.trim_end().trim_end_matches([',', ';']))
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 20);

    fn names() -> Names {
        let all = ["Ana", "Ben", "Lena", "Lena Meyer", "Lennart"];
        all.iter().map(|name| Text::line(name)).collect::<Vec<_>>().into()
    }

    #[track_caller]
    fn check(line: &str, text: &str, owner: Option<&str>, due: Option<Date>) {
        check_kind(CaptureKind::Action, line, text, owner, due);
    }

    #[track_caller]
    fn check_kind(kind: CaptureKind, line: &str, text: &str, owner: Option<&str>, due: Option<Date>) {
        let found = understand(line, kind, &names(), TODAY);
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
    fn by_goes_with_the_day() {
        check("Write it by fri @lena", "Write it", Some("Lena"), Some(date(2026, 11, 27)));
        check("Ring up @omar by mon", "Ring up", Some("omar"), Some(date(2026, 11, 23)));
        check("Stand by", "Stand by", None, None);
    }

    #[test]
    fn a_name_that_nobody_has_is_not_passed_over() {
        let moment = Moment::new(jiff::Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC);
        let lacks = |line: &str| {
            explain(&understand(line, CaptureKind::Action, &names(), TODAY), CaptureKind::Action, &moment)
        };
        let owner = lacks("Follow @auth0, please, fri");
        assert_eq!(owner.first().unwrap(), "no owner yet: @auth0 stays in the text, end with @name");
        assert_eq!(lacks("Write it fri").first().unwrap(), "no owner yet: add @name");
    }

    #[test]
    fn a_name_ends_at_punctuation() {
        check("@lena: write the table", "write the table", Some("Lena"), None);
        check("Write the table, @lena, fri", "Write the table,", Some("Lena"), Some(date(2026, 11, 27)));
        check("Write the table (@lena) soon", "Write the table soon", Some("Lena"), None);
        check("Who knows this @ben?", "Who knows this?", Some("Ben"), None);
        check("Ask @lena, please", "Ask, please", Some("Lena"), None);
        check("Write it @lena m", "Write it", Some("Lena Meyer"), None);
        check("Write it @lena-marie", "Write it", Some("lena-marie"), None);
    }

    #[test]
    fn somebody_unknown_counts_only_at_the_end() {
        check("Call @omar", "Call", Some("omar"), None);
        check("Call @omar fri", "Call", Some("omar"), Some(date(2026, 11, 27)));
        check("Call @len", "Call", Some("len"), None);
        check("Follow @auth0 on X", "Follow @auth0 on X", None, None);
        check("@omar write it", "@omar write it", None, None);
        check("Call @Omar Sy", "Call @Omar Sy", None, None);
    }

    #[test]
    fn accents_may_be_left_out() {
        let names: Names = ["Zoë", "Zoë Weiß", "Jose", "José"].map(Text::line).to_vec().into();
        let found = |line: &str| {
            let found = understand(line, CaptureKind::Action, &names, TODAY);
            (found.text.to_string(), found.owner.map(|owner| owner.to_string()).unwrap_or_default())
        };
        let is = |text: &str, owner: &str| (text.to_owned(), owner.to_owned());
        assert_eq!(found("Write it @zoe"), is("Write it", "Zoë"));
        assert_eq!(found("Write it @zoe fri"), is("Write it", "Zoë"));
        assert_eq!(found("Ask @zoe weiss about it"), is("Ask about it", "Zoë Weiß"));
        assert_eq!(found("Ask @josé about it"), is("Ask about it", "José"));
        assert_eq!(found("Ask @jose about it"), is("Ask about it", "Jose"));
        let typed: Vec<&str> = matching_names("zoe w", &names).into_iter().map(Text::as_str).collect();
        assert_eq!(typed, ["Zoë Weiß"]);
    }

    #[test]
    fn of_several_names_the_one_at_the_end_is_meant_else_the_last_one_known() {
        check("@ana asks @ben about @zed", "@ana asks @ben about", Some("zed"), None);
        check("@ana asks @ben about it", "@ana asks about it", Some("Ben"), None);
        check("@zed asks @ana", "@zed asks", Some("Ana"), None);
        check("Ask (@ben) about it", "Ask about it", Some("Ben"), None);
        check("Ask them (@ben).", "Ask them.", Some("Ben"), None);
    }

    #[test]
    fn only_actions_and_questions_have_a_day() {
        use CaptureKind::{Decision, Parked, Question, Risk};
        check_kind(Decision, "We leave Sun", "We leave Sun", None, None);
        check_kind(Risk, "The store closes fri @ben", "The store closes fri", Some("Ben"), None);
        check_kind(Parked, "A second brand in 2 mar", "A second brand in 2 mar", None, None);
        check_kind(Decision, "Move to version +1m", "Move to version +1m", None, None);
        let mon = Some(date(2026, 11, 23));
        check_kind(Question, "Does @auth0 deliver mon", "Does @auth0 deliver", None, mon);
    }

    #[test]
    fn a_sign_and_quotes_keep_the_sentence_whole() {
        check("Write to \\@lena", "Write to @lena", None, None);
        check("\"Ask @lena fri\"", "Ask @lena fri", None, None);
        check("“Ask @lena” @ben", "Ask @lena", Some("Ben"), None);
        check("\"We leave Sun\" @ben", "We leave Sun", Some("Ben"), None);
        check("Say \"@lena\" twice @ben fri", "Say \"@lena\" twice", Some("Ben"), Some(date(2026, 11, 27)));
        check("A 24\" screen @ben", "A 24\" screen", Some("Ben"), None);
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
        check("a @ b", "a @ b", None, None);
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
        fn no_line_loses_all_its_words(line in "[a-z@ß日 +0-9.,\"\\\\“”-]{0,30}") {
            for kind in CaptureKind::ALL {
                let found = understand(&line, kind, &names(), TODAY);
                prop_assert_eq!(found.text.is_empty(), line.trim().is_empty());
            }
        }

        #[test]
        fn quotes_keep_every_sentence(line in "[a-z@ß日 +0-9.,-]{1,30}") {
            let line = Text::line(&line);
            prop_assume!(!line.trim().is_empty());
            let found = understand(&format!("\"{line}\""), CaptureKind::Action, &names(), TODAY);
            prop_assert_eq!(found.text.as_str(), line.trim());
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
