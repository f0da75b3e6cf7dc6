//! How ends, days and names are typed: one grammar for commands, the walk, forms and imports. Pure.

use jiff::civil::{Date, Time};

use super::board::Board;
use super::dates::{self, DateError};
use super::refusal::Refusal;
use super::resolve::{Candidate, resolve};
use super::words;
use crate::journal::record::Until;
use crate::pack::model::MilestoneId;
use crate::text::{Text, quoted};

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
    Refusal::new(format!("{} is not a date", quoted(typed))).hint(format!("write {}", dates::FORMS))
}

/// Reads a name: without a leading `@`, and spelled as it is known.
pub fn name(typed: &str, known: &[Text]) -> Text {
    let typed = Text::line(typed.trim().trim_start_matches('@'));
    known.iter().find(|name| is_same(name, &typed)).cloned().unwrap_or(typed)
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
        let who = meant(head, known);
        return Ok(((!who.is_empty()).then_some(who), Some(day)));
    }
    let who = meant(words, known);
    let is_name = words.starts_with('@') || known.contains(&who);
    if is_name && !who.is_empty() {
        return Ok((Some(who), None));
    }
    let typed = Text::line(words.rsplit(' ').next().unwrap_or(words));
    Err(no_day(&DateError { typed, either: None }).hint("a name begins with @"))
}

/// The name that is meant: as it is known, else the only known one with this beginning.
fn meant(typed: &str, known: &[Text]) -> Text {
    let typed = typed.trim().trim_start_matches('@');
    let exact = name(typed, known);
    if typed.is_empty() || known.contains(&exact) {
        return exact;
    }
    let wanted = typed.to_lowercase();
    let mut begun = known.iter().filter(|name| name.to_lowercase().starts_with(&wanted));
    match (begun.next(), begun.next()) {
        (Some(only), None) => only.clone(),
        _ => exact,
    }
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
        assert_eq!(read("@omar"), found("omar", None));
        assert_eq!(read("mia"), found("Mia", None));
        assert_eq!(read("@web fri"), found("Weber, Anna", Some("2026-11-27")));
        assert_eq!(read("somebody"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn a_name_is_spelled_as_it_is_known() {
        let known = [Text::line("Kim")];
        assert_eq!(name("@kim ", &known), "Kim");
        assert_eq!(owner("KIM", &known).unwrap(), Some(Text::line("Kim")));
        assert_eq!(owner("none", &known).unwrap(), None);
        assert!(owner("@", &known).is_err());
    }
}
