//! How ends, days and names are typed: one grammar for commands, the walk, forms and imports. Pure.

use jiff::civil::{Date, Time};

use super::alone;
use super::board::Board;
use super::dates::{self, DateError};
use super::refusal::Refusal;
use super::resolve::{Candidate, resolve};
use super::words;
use crate::journal::record::Until;
use crate::pack::model::MilestoneId;
use crate::text::{Text, folded, quoted};

/// The word that removes an owner, a day or evidence.
pub const NONE: &str = "none";

/// Reads an end: a day that has not passed, or a milestone.
pub fn end(typed: &str, board: &Board) -> Result<Until, Refusal> {
    match dates::parse(typed, board.today) {
        Ok(day) if day < board.today => Err(words::refused::end_passed(day)),
        Ok(day) => Ok(Until::Day(day)),
        Err(error) if dates::looks_like_a_day(typed) => Err(no_day(&error).hint("or name a milestone")),
        Err(_) => milestone(typed, board)
            .map(Until::Milestone)
            .map_err(|refusal| refusal.hint("an end is a date (2026-12-01, fri, +2w) or a milestone")),
    }
}

/// Reads a milestone of the project's plan: its id, the last parts or the beginning of it, its title, or a piece of
/// the title.
pub fn milestone(typed: &str, board: &Board) -> Result<MilestoneId, Refusal> {
    let gates = &board.gates;
    let candidates: Vec<Candidate<'_>> = gates
        .iter()
        .map(|gate| Candidate { pieces: true, ..Candidate::named(gate.id.as_str(), [&gate.title]) })
        .collect();
    let at = resolve(typed, &candidates, "milestone").map_err(|refusal| {
        if !refusal.hints.is_empty() || gates.is_empty() {
            return refusal;
        }
        let ids: Vec<&str> = gates.iter().map(|gate| gate.id.as_str()).collect();
        refusal.hint(format!("one of {}", ids.join(", ")))
    })?;
    gates.get(at).map(|gate| gate.id.clone()).ok_or_else(|| Refusal::new("no such milestone"))
}

/// Reads a day.
pub fn day(typed: &str, today: Date) -> Result<Date, Refusal> {
    dates::parse(typed, today).map_err(|error| no_day(&error))
}

/// Reads a day; `none` is not a date.
pub fn maybe_day(typed: &str, today: Date) -> Result<Option<Date>, Refusal> {
    if typed.trim() == NONE { Ok(None) } else { day(typed, today).map(Some) }
}

/// Reads a time of day: `9:30`, `14:00`.
pub fn time(typed: &str) -> Result<Time, String> {
    let parts = typed.trim().split_once(':');
    let numbers = parts.and_then(|(hour, minute)| hour.parse().ok().zip(minute.parse().ok()));
    let time = numbers.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    time.ok_or_else(|| format!("{typed} is not a time of day"))
}

fn no_day(error: &DateError) -> Refusal {
    let typed = &error.typed;
    if let Some((one, other)) = error.either {
        return Refusal::new(format!("{} may be two days", quoted(typed)))
            .hint(format!("write {one} or {other}"));
    }
    let refusal = Refusal::new(format!("{} is not a date", quoted(typed)));
    match dates::too_late(typed) {
        Some(why) => refusal.hint(why),
        None => refusal.hint(format!("write {}", dates::FORMS)),
    }
}

/// Reads a name: without a leading `@`, and spelled as it is known.
pub fn name(typed: &str, known: &[Text]) -> Text {
    let typed = Text::line(typed.trim().trim_start_matches('@'));
    known_name(&typed, known).cloned().unwrap_or(typed)
}

/// How a name that was typed with other letters is spelled here; `None` if it is typed so, or not known.
pub fn spelled_otherwise<'a>(typed: &str, known: &'a [Text]) -> Option<&'a Text> {
    let typed = normal(typed);
    known_name(&typed, known).filter(|name| **name != typed)
}

/// The known name that is meant: the same one, else the only one that is the same without its accents.
pub fn known_name<'a>(typed: &str, known: &'a [Text]) -> Option<&'a Text> {
    if let Some(same) = known.iter().find(|name| is_same(name, typed)) {
        return Some(same);
    }
    let wanted = folded(&normal(typed));
    only(known.iter().filter(|name| !wanted.is_empty() && folded(&normal(name)) == wanted))
}

/// Somebody who is known: by the name, else by a beginning that only one name has.
pub fn somebody<'a>(typed: &str, known: &'a [Text]) -> Option<&'a Text> {
    let typed = typed.trim().trim_start_matches('@');
    known_name(typed, known).or_else(|| only(beginning_with(typed, known).filter(|_| !typed.is_empty())))
}

/// The known names that a beginning may mean, with or without accents; all of them for an empty one.
pub fn beginning_with<'a>(typed: &str, known: &'a [Text]) -> impl Iterator<Item = &'a Text> {
    let wanted = folded(typed);
    known.iter().filter(move |name| folded(name).starts_with(&wanted))
}

fn only<'a>(mut names: impl Iterator<Item = &'a Text>) -> Option<&'a Text> {
    match (names.next(), names.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Reads an owner: a name, or `none` for nobody.
pub fn owner(typed: &str, known: &[Text]) -> Result<Option<Text>, Refusal> {
    let name = name(typed, known);
    if name.is_empty() {
        return Err(Refusal::new("an owner needs a name").hint("`--owner none` removes the owner"));
    }
    Ok((name != NONE).then_some(name))
}

/// Reads a person and a day in one line, one of them or both: `@mia wed`, `Weber, Anna 1.12.`, `+2w`.
pub fn who_and_day(
    typed: &str,
    known: &[Text],
    today: Date,
) -> Result<(Option<Text>, Option<Date>), Refusal> {
    let words = typed.trim();
    let starts = words.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
    // The longest end of the line that is a day.
    for at in std::iter::once(0).chain(starts) {
        let (head, tail) = words.split_at(at);
        let Ok(day) = dates::parse(tail, today) else { continue };
        if somebody(head, known).is_none()
            && let Some(day) = alone::left_day(words, today)
        {
            return Err(no_day(&DateError { typed: Text::line(day), either: None }));
        }
        let who = meant(alone::without_hanging(head), known);
        one_person(&who, known)?;
        return Ok(((!who.is_empty()).then_some(who), Some(day)));
    }
    let who = meant(words, known);
    // A day that there is not is no part of a name.
    let has_number = words.split_once(char::is_whitespace).is_some_and(|(_, rest)| {
        rest.trim_start().starts_with(|first: char| first.is_ascii_digit() || first == '+')
    });
    let is_name = known.contains(&who) || (words.starts_with('@') && !has_number);
    if is_name && !who.is_empty() {
        one_person(&who, known)?;
        return Ok((Some(who), None));
    }
    // A name before it is not what is wrong.
    let is_name = |word: &str| word.starts_with('@') || somebody(word, known).is_some();
    let day = words
        .split_once(char::is_whitespace)
        .filter(|(first, _)| is_name(first))
        .map_or(words, |(_, day)| day);
    let error = dates::parse(day, today).err().unwrap_or(DateError { typed: Text::line(day), either: None });
    Err(no_day(&error).hint("a name begins with @"))
}

/// Reads when a workshop is: a day to come, and a time of day if it is known: `mon 14:00`.
pub fn day_and_time(typed: &str, today: Date) -> Result<(Date, Option<Time>), Refusal> {
    let typed = typed.trim();
    let (words, start) = match typed.rsplit_once(char::is_whitespace) {
        Some((words, last)) if last.contains(':') => (words, Some(time(last).map_err(Refusal::new)?)),
        _ => (typed, None),
    };
    let day = dates::parse(words, today).map_err(|error| {
        let typed = if error.either.is_some() { error.typed } else { Text::line(typed) };
        no_day(&DateError { typed, ..error }).hint("a time may follow: fri 14:00")
    })?;
    if day < today {
        let past = format!("{} is in the past", quoted(words));
        return Err(Refusal::new(past).hint("choose today or a later date"));
    }
    Ok((day, start))
}

/// When a workshop is in words, and that its day is one of next year because this year's is past:
/// `Sun 28 Nov 2027, 10:00; next year: 28 Nov of this year is past`.
pub fn when_words(typed: &str, (day, start): (Date, Option<Time>), today: Date) -> String {
    let clock = start.map(|start| start.strftime(", %H:%M").to_string()).unwrap_or_default();
    let words = format!("{}{clock}", dates::long(day, today));
    let typed = typed.trim();
    let only_day =
        typed.rsplit_once(char::is_whitespace).filter(|_| start.is_some()).map_or(typed, |(day, _)| day);
    match dates::next_year(only_day, today) {
        Some(day) => format!("{words}; next year: {} {} of this year is past", day.day(), dates::month(day)),
        None => words,
    }
}

/// The name that is meant: as it is known, else the only known one with this beginning, else as it is typed.
fn meant(typed: &str, known: &[Text]) -> Text {
    somebody(typed, known).cloned().unwrap_or_else(|| name(typed, known))
}

/// Whether two spellings name the same person.
pub fn is_same(one: &str, other: &str) -> bool {
    normal(one).to_lowercase() == normal(other).to_lowercase()
}

/// Reads several names, each once: `Ana, Ben`.
pub fn names(typed: &str, known: &[Text]) -> Vec<Text> {
    let is_known = |one: &str| known.iter().any(|name| is_same(name, one));
    let mut found: Vec<Text> = Vec::new();
    for one in split(typed, is_known).iter().map(|one| name(&normal(one), known)) {
        if !one.is_empty() && !found.iter().any(|other| is_same(other, &one)) {
            found.push(one);
        }
    }
    found
}

/// The people that are named where one is meant; empty if it is one: `Ana; Ben`, or `Ana, Ben` if both are known.
pub fn several(typed: &str, known: &[Text]) -> Vec<Text> {
    // A name that is known may itself be several, in a file of an earlier edition.
    let known: Vec<Text> = known.iter().filter(|name| !name.contains(';')).cloned().collect();
    let all = names(typed, &known);
    let is_several = typed.contains(';') || all.iter().all(|name| known.contains(name));
    if is_several && all.len() > 1 { all } else { Vec::new() }
}

/// Refuses several people where one is meant: whoever looks for one of them would not find it.
pub fn one_person(typed: &str, known: &[Text]) -> Result<(), Refusal> {
    match several(typed, known).len() {
        0 => Ok(()),
        count => Err(Refusal::new(format!("an owner is one person, and {} names {count}", quoted(typed)))
            .hint("name the one who is accountable, and the others in the answer or the text")),
    }
}

/// Splits a list of names. A `;` always separates. A comma does so unless a known name holds it, or unless
/// semicolons separate the names and no known name comes before it.
pub fn split(typed: &str, is_known: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let has_semicolon = typed.contains(';');
    for part in typed.split(';') {
        let commas: Vec<&str> = part.split(',').collect();
        let holds_commas = has_semicolon && !commas.iter().any(|one| is_known(one));
        let mut at = 0;
        while at < commas.len() {
            let whole = |to: usize| commas.get(at..to).unwrap_or_default().join(",");
            // The longest known name that begins here; else the words up to the comma.
            let longest = (at + 2..=commas.len()).rev().find(|to| is_known(&whole(*to)));
            let to = longest.unwrap_or(if holds_commas { commas.len() } else { at + 1 });
            found.push(whole(to).trim().to_owned());
            at = to;
        }
    }
    found.retain(|one| !one.is_empty());
    found
}

/// Names in one line, so that [`names`] reads them back.
pub fn joined<T: AsRef<str>>(names: &[T]) -> String {
    let has_comma = names.iter().any(|name| name.as_ref().contains(','));
    let words: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let end = if has_comma && words.len() == 1 { ";" } else { "" };
    words.join(if has_comma { "; " } else { ", " }) + end
}

/// A name as it is compared: one blank behind a comma, none before it.
fn normal(typed: &str) -> Text {
    let parts: Vec<&str> = typed.trim().trim_start_matches('@').split(',').map(str::trim).collect();
    Text::line(&parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &[&str]) {
        let known = [Text::line("Weber, Anna"), Text::line("Kim"), Text::line("Müller")];
        let found = names(typed, &known);
        let found: Vec<&str> = found.iter().map(Text::as_str).collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn a_comma_may_be_part_of_a_name() {
        check("Weber, Anna,Kim", &["Weber, Anna", "Kim"]);
        check("kim, weber,anna", &["Kim", "Weber, Anna"]);
        check("Ana, Ben", &["Ana", "Ben"]);
        check("Sy, Omar; Kim", &["Sy, Omar", "Kim"]);
        check("@kim,, KIM", &["Kim"]);
        check("Weber", &["Weber"]);
        check(" kim, Ben Li;Kim,, ", &["Kim", "Ben Li"]);
        check("", &[]);
        for all in [&["Sy, Omar"][..], &["Sy, Omar", "Li, Ben"], &["Ana", "Ben"]] {
            check(&joined(all), all);
        }
    }

    #[test]
    fn an_owner_is_one_person() {
        let known =
            [Text::line("Weber, Anna"), Text::line("Kim"), Text::line("Omar"), Text::line("Ana; Ben")];
        for (typed, count) in [
            ("Ana; Ben", 2),
            ("Kim, Omar", 2),
            ("Weber, Anna; Kim", 2),
            ("Weber, Anna", 0),
            ("Sy, Omar", 0),
            ("Kim", 0),
        ] {
            assert_eq!(several(typed, &known).len(), count, "{typed}");
        }
    }

    #[test]
    fn a_person_and_a_day_come_in_one_line() {
        let known = [Text::line("Weber, Anna"), Text::line("Mia")];
        let today = jiff::civil::date(2026, 11, 20);
        let read = |typed: &str| {
            let (who, day) = who_and_day(typed, &known, today).ok()?;
            Some((who.map(|who| who.to_string()).unwrap_or_default(), day.map(|day| day.to_string())))
        };
        let found = |who: &str, day: Option<&str>| Some((who.to_owned(), day.map(str::to_owned)));
        assert_eq!(read("@mia wed 25 nov"), found("Mia", Some("2026-11-25")));
        assert_eq!(read("weber, anna in 3 days"), found("Weber, Anna", Some("2026-11-23")));
        assert_eq!(read("fri"), found("", Some("2026-11-27")));
        assert_eq!(read("@mia by wed"), found("Mia", Some("2026-11-25")));
        assert_eq!(read("@omar"), found("omar", None));
        assert_eq!(read("mia"), found("Mia", None));
        assert_eq!(read("@web fri"), found("Weber, Anna", Some("2026-11-27")));
        assert_eq!(read("somebody"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn what_is_no_date_is_named_whole() {
        let known = [Text::line("Mia")];
        let today = jiff::civil::date(2026, 11, 20);
        let why = |typed: &str| who_and_day(typed, &known, today).unwrap_err().what;
        assert_eq!(why("32 nov"), "`32 nov` is not a date");
        assert_eq!(why("@omar 32 nov"), "`32 nov` is not a date");
        assert_eq!(why("mia 31 feb"), "`31 feb` is not a date");
        assert_eq!(why("the day after"), "`the day after` is not a date");
        assert_eq!(why("@mia 01/12/2026"), "`01/12/2026` may be two days");
        assert_eq!(why("mia last fri"), "`last fri` is not a date");
        assert_eq!(why("@mia not before fri"), "`before fri` is not a date");
    }

    #[test]
    fn a_name_is_found_without_its_accents() {
        let known = ["Zoë", "Zoë Kravitz", "Weiß", "Rene", "René"].map(Text::line);
        let found = |typed: &str| somebody(typed, &known).map(Text::as_str);
        assert_eq!(found("@zoe"), Some("Zoë"));
        assert_eq!(found("zoe k"), Some("Zoë Kravitz"));
        assert_eq!(found("WEISS"), Some("Weiß"));
        assert_eq!(found("wei"), Some("Weiß"));
        // The same spelling comes first; two that only accents part are not guessed between.
        assert_eq!(found("rené"), Some("René"));
        assert_eq!(found("rene"), Some("Rene"));
        assert_eq!(found("re"), None);
        assert_eq!(found(""), None);
        assert_eq!(name("omar", &known), "omar");
        assert_eq!(names("zoe, weiss", &known), ["Zoë", "Weiß"]);
    }

    #[test]
    fn a_day_may_have_a_time() {
        let time = |hour, minute| Time::new(hour, minute, 0, 0).ok();
        let today = jiff::civil::date(2026, 11, 29);
        let read = |typed: &str| day_and_time(typed, today);
        let date = |year, month, day| jiff::civil::date(year, month, day);
        assert_eq!(read("fri 9:30").unwrap(), (date(2026, 12, 4), time(9, 30)));
        assert_eq!(read("2026-12-07").unwrap(), (date(2026, 12, 7), None));
        for (typed, why) in [
            ("2026-12-07 25:00", "25:00 is not a time of day"),
            ("2026-01-07", "`2026-01-07` is in the past"),
            ("someday soon", "`someday soon` is not a date"),
            ("32 nov 14:00", "`32 nov 14:00` is not a date"),
        ] {
            assert_eq!(read(typed).unwrap_err().what, why);
        }
        let words = |typed: &str| when_words(typed, read(typed).unwrap(), today);
        assert_eq!(words("28 nov 10:00"), "Sun 28 Nov 2027, 10:00; next year: 28 Nov of this year is past");
        assert_eq!(words("fri 9:30"), "Fri 4 Dec, 09:30");
        assert_eq!(words("28 nov 2027"), "Sun 28 Nov 2027");
    }

    #[test]
    fn a_name_is_spelled_as_it_is_known() {
        let known = [Text::line("Kim")];
        assert_eq!(name("@kim ", &known), "Kim");
        assert_eq!(owner("KIM", &known).unwrap(), Some(Text::line("Kim")));
        assert_eq!(owner("none", &known).unwrap(), None);
        assert!(owner("@", &known).is_err());
        assert_eq!(spelled_otherwise("kïm", &known).map(Text::as_str), Some("Kim"));
        assert_eq!(spelled_otherwise("@Kim", &known), None);
        assert_eq!(spelled_otherwise("Kimmy", &known), None);
    }
}
