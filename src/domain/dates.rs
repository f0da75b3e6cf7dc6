//! Days as people type and read them: `2026-12-01`, `+2w`, `fri` in, `Fri 27 Nov` out. Pure: today is passed in.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::text::Text;

/// How a day may be typed, for messages and help.
pub const EXAMPLES: &str = "2026-12-01, +2w, fri";

/// The same at length.
pub const FORMS: &str = "2026-12-01, 1.12.2026, 27 nov, fri, next week, in 3 days or +2w";

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("Mon", "monday", Weekday::Monday),
    ("Tue", "tuesday", Weekday::Tuesday),
    ("Wed", "wednesday", Weekday::Wednesday),
    ("Thu", "thursday", Weekday::Thursday),
    ("Fri", "friday", Weekday::Friday),
    ("Sat", "saturday", Weekday::Saturday),
    ("Sun", "sunday", Weekday::Sunday),
];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// What was typed.
    pub typed: Text,
    /// The two days that it may mean, the one with the day first before the other.
    pub either: Option<(Date, Date)>,
}

impl fmt::Display for DateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.either {
            Some((one, other)) => {
                let day = |day: Date| format!("{} {} {}", day.day(), month(day), day.year());
                write!(out, "`{}` is {} or {}; write {one} or {other}", self.typed, day(one), day(other))
            }
            None => write!(out, "`{}` is not a date; write it as {EXAMPLES}", self.typed),
        }
    }
}

/// `Nov`.
pub fn month(day: Date) -> &'static str {
    usize::try_from(day.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

/// Which of two numbers between slashes is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// `31/12/2026`
    DayFirst,
    /// `12/31/2026`
    MonthFirst,
}

/// A date with slashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slashed {
    /// Only one order gives a day; `None` if both give the same.
    Clear(Date, Option<DayOrder>),
    /// Both orders give a day: the one with the day first, then the other.
    Either(Date, Date),
}

impl Slashed {
    /// Reads `31/12/2026`, `12/31/26` and `2026/12/31`; `None` if it is not such a date.
    pub fn read(raw: &str) -> Option<Slashed> {
        let parts: Vec<&str> = raw.trim().split('/').map(str::trim).collect();
        let &[one, two, three] = parts.as_slice() else { return None };
        let number = |part: &str, most: usize| -> Option<i16> {
            let is_number =
                (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse().ok())?
        };
        let date = |year: i16, month: i16, day: i16| {
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        };
        if one.len() == 4 {
            let day = date(number(one, 4)?, number(two, 2)?, number(three, 2)?)?;
            return Some(Slashed::Clear(day, None));
        }
        let year = match three.len() {
            2 => 2000 + number(three, 2)?,
            4 => number(three, 4)?,
            _ => return None,
        };
        let (one, two) = (number(one, 2)?, number(two, 2)?);
        match (date(year, two, one), date(year, one, two)) {
            (Some(day), Some(other)) if day == other => Some(Slashed::Clear(day, None)),
            (Some(day), Some(other)) => Some(Slashed::Either(day, other)),
            (Some(day), None) => Some(Slashed::Clear(day, Some(DayOrder::DayFirst))),
            (None, Some(day)) => Some(Slashed::Clear(day, Some(DayOrder::MonthFirst))),
            (None, None) => None,
        }
    }

    /// The day in this order; `None` if both orders give a day and the order is not known.
    pub fn day(self, order: Option<DayOrder>) -> Option<Date> {
        match (self, order) {
            (Slashed::Clear(day, _), _)
            | (Slashed::Either(day, _), Some(DayOrder::DayFirst))
            | (Slashed::Either(_, day), Some(DayOrder::MonthFirst)) => Some(day),
            (Slashed::Either(..), None) => None,
        }
    }
}

impl std::error::Error for DateError {}

/// The day that `raw` means, seen from `today`.
///
/// `2026-12-01`; `31/12/2026` if day and month can be told apart; `1.12.2026`, and `1.12.` for the next one; `27 nov` and `fri 27 nov 2026` as screens show them;
/// `+3d`, `+2w`, `+1m`, `in 3 days`, `3 days ago`, `last week`; `today`, `tomorrow`, `yesterday`; a weekday means its next day after today,
/// `next fri` the one of next week and `next week` its Monday. Upper and lower case are the same.
pub fn parse(raw: &str, today: Date) -> Result<Date, DateError> {
    let typed = raw.trim().to_lowercase();
    let slashed = Slashed::read(&typed);
    if let Some(Slashed::Either(one, other)) = slashed {
        return Err(DateError { typed: Text::line(raw), either: Some((one, other)) });
    }
    iso(&typed)
        .or_else(|| slashed?.day(None))
        .or_else(|| dotted(&typed, today))
        .or_else(|| relative(&typed, today))
        .or_else(|| weekday(&typed, today))
        .or_else(|| day_and_month(&typed, today))
        .ok_or_else(|| DateError { typed: Text::line(raw), either: None })
}

/// The day of next year that a day without a year was taken for, because this year's is past: `27 nov` on 28 Nov.
pub fn next_year(raw: &str, today: Date) -> Option<Date> {
    let day = parse(raw, today).ok()?;
    let names_year = raw.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    let typed = raw.trim();
    let is_counted = typed.starts_with('+') || typed.to_lowercase().starts_with("in ");
    (day.year() > today.year() && !names_year && !is_counted && typed.contains(|c: char| c.is_ascii_digit()))
        .then_some(day)
}

/// `Fri 27 Nov`; of next year `Sun 28 Nov 2027, next year`, since a day that is past this year becomes one.
pub fn with_next_year(day: Date, today: Date) -> String {
    let next = if day.year() == today.year() + 1 { ", next year" } else { "" };
    format!("{}{next}", long(day, today))
}

/// Why a day of a month is none: `November 2026 has 30 days`, for `31.11.2026` and `2026-11-31`.
pub fn too_late(raw: &str) -> Option<String> {
    let typed = raw.trim();
    let numbers =
        |sign: char| -> Option<Vec<i16>> { typed.split(sign).map(|part| part.trim().parse().ok()).collect() };
    let (year, month, day) = match (numbers('-').as_deref(), numbers('.').as_deref()) {
        (Some([year, month, day]), _) | (_, Some([day, month, year])) => (*year, *month, *day),
        _ => return None,
    };
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    let last = first.days_in_month();
    (day > i16::from(last)).then(|| format!("{} has {last} days", first.strftime("%B %Y")))
}

/// Whether the last of the words is a month: `31 feb`.
pub fn names_a_month(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    MONTHS.iter().any(|month| month.eq_ignore_ascii_case(last))
}

/// Whether words are meant as a day, also one that there is not: `31 feb`, `2026-13-01`, `+2x`.
pub fn looks_like_a_day(raw: &str) -> bool {
    let typed = raw.trim().to_lowercase();
    let names_one =
        |word: &str| weekday_named(word).is_some() || MONTHS.iter().any(|month| month.to_lowercase() == word);
    let begins = typed.starts_with(|first: char| first == '+' || first.is_ascii_digit());
    typed.split_whitespace().count() <= 3 && (begins || typed.split_whitespace().any(names_one))
}

fn iso(typed: &str) -> Option<Date> {
    let mut parts = typed.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if parts.next().is_some()
        || year.len() != 4
        || ![(year, 4), (month, 2), (day, 2)].iter().all(|(part, most)| digits(part, *most))
    {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `1.12.2026`, `1.12.`: the day first, as where dates are written with dots.
fn dotted(typed: &str, today: Date) -> Option<Date> {
    let mut parts = typed.split('.').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_short =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !is_short(day) || !is_short(month) {
        return None;
    }
    let (day, month): (i8, i8) = (day.parse().ok()?, month.parse().ok()?);
    if year.is_empty() {
        return coming(month, day, today);
    }
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| Date::new(year.parse().ok()?, month, day).ok())?
}

/// The next such day from today on.
fn coming(month: i8, day: i8, today: Date) -> Option<Date> {
    let this_year = Date::new(today.year(), month, day).ok();
    this_year.filter(|found| *found >= today).or_else(|| Date::new(today.year() + 1, month, day).ok())
}

fn relative(typed: &str, today: Date) -> Option<Date> {
    match typed {
        "today" => return Some(today),
        "tomorrow" => return today.checked_add(1.day()).ok(),
        "yesterday" => return today.checked_sub(1.day()).ok(),
        "last week" => {
            let since_monday = i32::from(today.weekday().to_monday_zero_offset());
            return today.checked_sub((since_monday + 7).days()).ok();
        }
        _ => {}
    }
    if let Some(words) = typed.strip_prefix("in ") {
        return away(words, 1, today);
    }
    // As the program says it itself.
    if let Some(words) = typed.strip_suffix(" ago") {
        return away(words, -1, today);
    }
    let amount = typed.strip_prefix('+')?;
    let unit = amount.chars().last()?;
    step(amount.get(..amount.len() - unit.len_utf8())?, unit, 1, today)
}

/// `3 days`, on or back from today.
fn away(words: &str, way: i32, today: Date) -> Option<Date> {
    let (count, unit) = words.trim().split_once(' ')?;
    let unit = match unit.trim() {
        "day" | "days" => 'd',
        "week" | "weeks" => 'w',
        "month" | "months" => 'm',
        _ => return None,
    };
    let is_count = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    is_count.then(|| step(count, unit, way, today))?
}

fn step(count: &str, unit: char, way: i32, today: Date) -> Option<Date> {
    let count: i32 = count.parse().ok().filter(|count| (0..=5000).contains(count))?;
    let count = count * way;
    match unit {
        'd' => today.checked_add(count.days()).ok(),
        'w' => today.checked_add(count.weeks()).ok(),
        'm' => today.checked_add(count.months()).ok(),
        _ => None,
    }
}

fn weekday(typed: &str, today: Date) -> Option<Date> {
    if let Some(wanted) = weekday_named(typed) {
        return today.nth_weekday(1, wanted).ok();
    }
    let next = typed.strip_prefix("next ")?.trim_start();
    let wanted = if next == "week" { Weekday::Monday } else { weekday_named(next)? };
    let monday = today.nth_weekday(1, Weekday::Monday).ok()?;
    monday.checked_add(i32::from(wanted.to_monday_zero_offset()).days()).ok()
}

fn weekday_named(typed: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(short, long, _)| typed == short.to_lowercase() || typed == *long)
        .map(|(_, _, weekday)| *weekday)
}

fn day_and_month(typed: &str, today: Date) -> Option<Date> {
    let mut words: Vec<&str> = typed.split_whitespace().collect();
    if words.len() > 2 && weekday_named(words.first()?).is_some() {
        words.remove(0);
    }
    let (day, month, year) = match words.as_slice() {
        [day, month] => (day, month, None),
        [day, month, year] => (day, month, Some(year.parse::<i16>().ok().filter(|year| *year >= 1000)?)),
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| *month == name.to_lowercase())?;
    let month = i8::try_from(month).ok()? + 1;
    let day: i8 = day.parse().ok()?;
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    coming(month, day, today)
}

/// `Fri`.
pub fn weekday_word(day: Date) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(_, _, weekday)| *weekday == day.weekday())
        .map(|(short, _, _)| *short)
        .unwrap_or_default()
}

/// `27 Nov`, with the year if it is not today's.
pub fn short(day: Date, today: Date) -> String {
    let month = usize::try_from(day.month() - 1).ok().and_then(|at| MONTHS.get(at)).unwrap_or(&"");
    if day.year() == today.year() {
        format!("{} {month}", day.day())
    } else {
        format!("{} {month} {}", day.day(), day.year())
    }
}

/// `Fri 27 Nov`, with the year if it is not today's.
pub fn long(day: Date, today: Date) -> String {
    format!("{} {}", weekday_word(day), short(day, today))
}

/// The target of a milestone that is still ahead: `Fri 18 Dec`, once it is past `was Fri 20 Nov`.
pub fn target(day: Date, today: Date) -> String {
    let words = long(day, today);
    if day < today { format!("was {words}") } else { words }
}

/// `today`, `tomorrow`, `yesterday`, `in 25 days` or `3 days ago`.
pub fn distance(day: Date, today: Date) -> String {
    match days_until(day, today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

/// The days from `today` to `day`; negative if it has passed.
pub fn days_until(day: Date, today: Date) -> i32 {
    today.until(day).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// A Friday.
    const TODAY: Date = date(2026, 11, 20);

    #[track_caller]
    fn check(raw: &str, expected: Option<Date>) {
        assert_eq!(parse(raw, TODAY).ok(), expected, "{raw}");
    }

    #[test]
    fn slashes_are_read_where_day_and_month_can_be_told_apart() {
        let read = |raw| parse(raw, TODAY).ok().map(|day| day.to_string());
        for (raw, day) in [
            ("13/12/2026", "2026-12-13"),
            ("12/13/2026", "2026-12-13"),
            ("5/5/26", "2026-05-05"),
            ("2026/12/01", "2026-12-01"),
        ] {
            assert_eq!(read(raw).as_deref(), Some(day), "{raw}");
        }
        for raw in ["13/13/2026", "1/2/3", "1/12", "2026/1/2/3", "31/02/2026"] {
            assert_eq!(read(raw), None, "{raw}");
        }
        let error = parse("01/12/2026", TODAY).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`01/12/2026` is 1 Dec 2026 or 12 Jan 2026; write 2026-12-01 or 2026-01-12"
        );
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        check("2026-12-01", Some(date(2026, 12, 1)));
        check("2026-2-3", Some(date(2026, 2, 3)));
        check("+2w", Some(date(2026, 12, 4)));
        check("+10d", Some(date(2026, 11, 30)));
        check("+1m", Some(date(2026, 12, 20)));
        check("today", Some(TODAY));
        check(" Tomorrow ", Some(date(2026, 11, 21)));
        check("yesterday", Some(date(2026, 11, 19)));
        check("fri", Some(date(2026, 11, 27)));
        check("Saturday", Some(date(2026, 11, 21)));
        check("next fri", Some(date(2026, 11, 27)));
        check("Next  Monday", Some(date(2026, 11, 23)));
        check("next sun", Some(date(2026, 11, 29)));
        check("27 nov", Some(date(2026, 11, 27)));
        check("Fri 1 Jan 2027", Some(date(2027, 1, 1)));
        check("3 feb", Some(date(2027, 2, 3)));
        check("1.12.2026", Some(date(2026, 12, 1)));
        check("01.12.", Some(date(2026, 12, 1)));
        check("3.2.", Some(date(2027, 2, 3)));
        check("in 3 days", Some(date(2026, 11, 23)));
        check("In 2 weeks", Some(date(2026, 12, 4)));
        check("next week", Some(date(2026, 11, 23)));
        check("last week", Some(date(2026, 11, 9)));
        check("3 days ago", Some(date(2026, 11, 17)));
        check("1 week ago", Some(date(2026, 11, 13)));
        check("-3 days ago", None);
    }

    #[test]
    fn a_day_of_next_year_is_known_as_one() {
        assert_eq!(next_year("19 nov", TODAY), Some(date(2027, 11, 19)));
        assert_eq!(next_year("3.2.", TODAY), Some(date(2027, 2, 3)));
        for raw in ["27 nov", "3 feb 2027", "3.2.2027", "2027-02-03", "+20w", "in 20 weeks", "fri", "x"] {
            assert_eq!(next_year(raw, TODAY), None, "{raw}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for raw in [
            "",
            "fr",
            "next",
            "next 27 nov",
            "2026-02-30",
            "26-12-01",
            "+w",
            "+2",
            "-1d",
            "+99999w",
            "2026-12-01-1",
            "+2x",
            "31 feb",
            "1 2",
            "1.12",
            "31.2.2026",
            "1.12.26",
            "in days",
            "in 2 moons",
            "in +2 days",
        ] {
            check(raw, None);
        }
        assert_eq!(
            parse("soon", TODAY).unwrap_err().to_string(),
            "`soon` is not a date; write it as 2026-12-01, +2w, fri"
        );
    }

    #[test]
    fn days_are_shown_with_the_year_only_where_it_differs() {
        assert_eq!(long(date(2026, 11, 27), TODAY), "Fri 27 Nov");
        assert_eq!(long(date(2027, 1, 1), TODAY), "Fri 1 Jan 2027");
        assert_eq!(short(date(2026, 12, 1), TODAY), "1 Dec");
        assert_eq!(distance(date(2026, 12, 15), TODAY), "in 25 days");
        assert_eq!(distance(date(2026, 11, 18), TODAY), "2 days ago");
        assert_eq!(distance(TODAY, TODAY), "today");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_shown_is_read_back(days in 0..2000_i32) {
            let day = TODAY.checked_add(days.days()).unwrap();
            prop_assert_eq!(parse(&long(day, TODAY), TODAY), Ok(day));
        }

        #[test]
        fn nothing_typed_panics(raw in ".{0,12}") {
            let _ = parse(&raw, TODAY);
        }
    }
}
