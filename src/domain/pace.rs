//! How fast a gate's entries get settled, and what that pace would mean. No forecast that the numbers cannot carry.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::board::{Board, Entry};
use super::gate::GateTally;
use super::moment::{Moment, days_between};
use crate::journal::answers::{Answer, Answers, EntryAnswers};
use crate::journal::record::{Status, Until};
use crate::pack::model::MilestoneId;
use crate::text::counted;

#[cfg(test)]
mod tests;

/// How many weeks a pace is taken from, the present one included.
pub const BASE_WEEKS: i32 = 4;
/// A pace needs something settled in at least so many of them.
pub const LEAST_WEEKS: usize = 2;
/// And at least so many entries in all.
pub const LEAST_SETTLED: u32 = 5;
/// What lies further ahead is not foretold.
const FURTHEST_WEEKS: u32 = 52;
/// A chart has no more points than this; the oldest go first.
const MOST_WEEKS: usize = 260;

/// One week, from Monday to Sunday or today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    pub monday: Date,
    /// The entries that are behind today and have been since this week.
    pub settled: u32,
    /// How many entries were left when the week was over; for the present week now.
    pub left: u32,
}

/// What a pace would mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forecast {
    /// Nothing is left.
    Finished,
    /// Too little was settled, in too few weeks, to say anything.
    TooLittle,
    /// It would take more than a year.
    Far,
    /// So many weeks more, until about this day.
    Weeks { weeks: u32, day: Date },
}

/// What was settled and is left all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Doubtful {
    /// How many the pack words differently since.
    look_again: u32,
    /// How many have two answers, or an export against them.
    others: u32,
}

impl Doubtful {
    /// `7 settled, to be looked at again`; `None` if there is nothing of it.
    pub fn phrase(self) -> Option<String> {
        let words = if self.others > 0 { "to be confirmed" } else { "to be looked at again" };
        let all = self.look_again + self.others;
        (all > 0).then(|| format!("{all} settled, {words}"))
    }

    fn add(&mut self, row: &Entry) {
        let standing = &row.standing;
        self.look_again += u32::from(standing.look_again);
        let is_other = standing.two_answers || standing.refuted.is_some();
        self.others += u32::from(standing.is_settled() && !standing.look_again && is_other);
    }
}

/// How fast entries get settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// How many entries are counted, and how many of them are left today.
    pub total: u32,
    pub left: u32,
    pub doubtful: Doubtful,
    /// From the week of the first answer to the present one, without gaps.
    pub weeks: Vec<Week>,
    /// How many were settled in the last weeks, and the Monday from which that is counted.
    pub base: Option<(u32, Date)>,
    pub forecast: Forecast,
    /// The day that is aimed at.
    pub target: Option<Date>,
}

impl Pace {
    /// `at this pace 3 more weeks`, or why nothing can be said.
    pub fn phrase(&self) -> String {
        match self.forecast {
            Forecast::Finished => "nothing is left".to_owned(),
            Forecast::TooLittle => "no pace yet".to_owned(),
            Forecast::Far => "at this pace more than a year".to_owned(),
            Forecast::Weeks { weeks: 1, .. } => "at this pace 1 more week".to_owned(),
            Forecast::Weeks { weeks, .. } => format!("at this pace {weeks} more weeks"),
        }
    }

    /// The forecast as a whole sentence with what it rests on and what it means for the target.
    pub fn sentence(&self, moment: &Moment) -> String {
        let base = self.base.map(|(settled, monday)| {
            format!("{} settled since {}", counted(count(settled), "entry", "entries"), moment.day(monday))
        });
        let base = base.unwrap_or_else(|| self.without_base(moment));
        match self.forecast {
            Forecast::Finished => "Nothing is left.".to_owned(),
            Forecast::TooLittle => {
                format!("{}: too few so far for a forecast.", upper(&base))
            }
            Forecast::Far => {
                format!("{}: at this pace the remaining {} take more than a year.", upper(&base), self.left)
            }
            Forecast::Weeks { weeks, day } => {
                let weeks = counted(count(weeks), "week", "weeks");
                let target = match self.target.map(|target| days_between(day, target)) {
                    None => String::new(),
                    Some(0) => ", the day of the target".to_owned(),
                    Some(days) if days > 0 => {
                        format!(", {} before the target", counted(size(days), "day", "days"))
                    }
                    Some(days) => format!(", {} after the target", counted(size(days), "day", "days")),
                };
                let left = self.left;
                format!(
                    "{}: at this pace the remaining {left} take about {weeks}, until {}{target}.",
                    upper(&base),
                    moment.day(day)
                )
            }
        }
    }
}

impl Pace {
    /// What there is in place of what was settled in the last weeks.
    fn without_base(&self, moment: &Moment) -> String {
        let nothing = match base_begins(monday_of(moment.today)) {
            Some(monday) if self.left < self.total => format!("nothing settled since {}", moment.day(monday)),
            _ => "nothing settled yet".to_owned(),
        };
        match self.doubtful.phrase() {
            Some(doubtful) if self.left < self.total => format!("{nothing}, {doubtful}"),
            Some(doubtful) => doubtful,
            None => nothing,
        }
    }
}

/// The pace at one gate; `None` if the project's plan has no such milestone.
pub fn of_gate(board: &Board, answers: &Answers, moment: &Moment, id: &MilestoneId) -> Option<Pace> {
    let tally = board.gate(id)?;
    let said = board.said().filter_map(|(_, row)| {
        let member = row.membership(tally.order)?;
        let is_left = tally.why(row, member, board.today).is_some();
        (!member.represented || is_left).then_some((row, is_left))
    });
    let of = Counted { gate: Some(tally), total: tally.count.total, target: answers.target(id) };
    Some(of_rows(said, of, board, answers, moment))
}

/// The pace of all items of the project that apply.
pub fn of_project(board: &Board, answers: &Answers, moment: &Moment) -> Pace {
    let said = board.said().filter(|(_, row)| row.is_item());
    let said = said.map(|(_, row)| (row, row.standing.why(board.today).is_some()));
    of_rows(said, Counted { gate: None, total: board.items.total(), target: None }, board, answers, moment)
}

/// What a pace is of.
#[derive(Clone, Copy)]
struct Counted<'a> {
    gate: Option<&'a GateTally>,
    total: u32,
    target: Option<Date>,
}

/// The pace of rows that something is said about, each with whether it is left; all others of those counted are left.
fn of_rows<'a>(
    said: impl Iterator<Item = (&'a Entry, bool)>,
    of: Counted<'_>,
    board: &Board,
    answers: &Answers,
    moment: &Moment,
) -> Pace {
    let today = moment.today;
    let Counted { gate, total, target } = of;
    let settles = |end: &Answer| settles(board, gate, end);
    let mut doubtful = Doubtful::default();
    let trails = said.map(|(row, is_left)| {
        if is_left {
            doubtful.add(row);
        }
        Trail::of(answers.entry(&row.id), moment, &settles, is_left)
    });
    let trails: Vec<Trail> = trails.collect();
    let unsaid = total.saturating_sub(number(trails.len()));
    let left = unsaid + number(trails.iter().filter(|trail| trail.is_left).count());
    let this_week = monday_of(today);
    let first = trails.iter().flat_map(|trail| &trail.steps).map(|step| step.on).min();
    let mut mondays: Vec<Date> = Vec::new();
    let mut monday = first.map(monday_of);
    while let Some(at) = monday.filter(|at| *at <= this_week) {
        mondays.push(at);
        monday = add(at, 7.days());
    }
    let mondays = mondays.split_off(mondays.len().saturating_sub(MOST_WEEKS));
    let weeks: Vec<Week> = mondays
        .iter()
        .map(|monday| {
            let sunday = add(*monday, 6.days()).unwrap_or(*monday);
            let is_now = *monday == this_week;
            let settled = trails.iter().filter_map(Trail::since).filter(|day| monday_of(*day) == *monday);
            let at_end = trails.iter().filter(|trail| trail.is_left_on(sunday)).count();
            Week {
                monday: *monday,
                settled: number(settled.count()),
                left: if is_now { left } else { unsaid + number(at_end) },
            }
        })
        .collect();
    let base = base(&weeks, this_week);
    let forecast = forecast(&weeks, base, left, today);
    Pace { total, left, doubtful, weeks, base, forecast, target }
}

/// What was settled in the weeks that a pace is taken from, and their first Monday.
fn base(weeks: &[Week], this_week: Date) -> Option<(u32, Date)> {
    let from = base_begins(this_week)?;
    let counted = weeks.iter().filter(|week| week.monday >= from);
    let first = counted.clone().next()?.monday;
    Some((counted.map(|week| week.settled).sum(), first)).filter(|(settled, _)| *settled > 0)
}

/// The Monday from which a pace is taken.
fn base_begins(this_week: Date) -> Option<Date> {
    add(this_week, (-7 * (BASE_WEEKS - 1)).days())
}

fn forecast(weeks: &[Week], base: Option<(u32, Date)>, left: u32, today: Date) -> Forecast {
    if left == 0 {
        return Forecast::Finished;
    }
    let Some((settled, from)) = base else { return Forecast::TooLittle };
    let with_something = weeks.iter().filter(|week| week.monday >= from && week.settled > 0).count();
    if with_something < LEAST_WEEKS || settled < LEAST_SETTLED {
        return Forecast::TooLittle;
    }
    // The present week counts with the days it has had, so a Monday does not look like standstill.
    let days = u32::try_from(days_between(from, today) + 1).unwrap_or(1);
    let needed = (u64::from(left) * u64::from(days)).div_ceil(u64::from(settled));
    let weeks = u32::try_from(needed.div_ceil(7)).unwrap_or(u32::MAX);
    match i64::try_from(needed).ok().and_then(|days| add(today, Span::new().try_days(days).ok()?)) {
        Some(day) if weeks <= FURTHEST_WEEKS => Forecast::Weeks { weeks, day },
        _ => Forecast::Far,
    }
}

/// The answers of one entry over time.
struct Trail {
    /// In the order of the journal, each with the day until which it settles.
    steps: Vec<TrailPoint>,
    is_left: bool,
}

struct TrailPoint {
    on: Date,
    /// `None` if it does not settle.
    until: Option<Date>,
}

impl Trail {
    fn of(
        said: Option<&EntryAnswers>,
        moment: &Moment,
        settles: &dyn Fn(&Answer) -> Option<Date>,
        is_left: bool,
    ) -> Trail {
        let writes = said.map(|said| said.status.writes()).unwrap_or_default();
        let live = writes.iter().filter(|write| write.live);
        // A clock that went ahead would otherwise settle entries in weeks that are still to come.
        let on = |at| moment.local(at).date().min(moment.today);
        let steps = live.map(|write| TrailPoint { on: on(write.at), until: settles(&write.value) }).collect();
        Trail { steps, is_left }
    }

    /// Since when the entry has been behind; `None` if it is left.
    fn since(&self) -> Option<Date> {
        if self.is_left {
            return None;
        }
        let mut since: Option<Date> = None;
        for step in self.steps.iter().rev() {
            // An answer whose end came before the next one does not count as settled in between.
            let reaches = step.until.is_some_and(|until| since.is_none_or(|next| next <= until));
            if !reaches {
                break;
            }
            since = Some(step.on);
        }
        since
    }

    fn is_left_on(&self, day: Date) -> bool {
        let last = self.steps.iter().rev().find(|step| step.on <= day);
        last.and_then(|step| step.until).is_none_or(|until| until < day)
    }
}

/// Until which day an answer settles its entry for a gate, or for the lists; `None` if it does not.
fn settles(board: &Board, gate: Option<&GateTally>, answer: &Answer) -> Option<Date> {
    match (answer.status, &answer.until) {
        (Status::Todo | Status::Doing | Status::Blocked, _) => None,
        (Status::Done | Status::Waived, Some(Until::Day(day))) => Some(*day),
        (Status::Done | Status::Waived, Some(Until::Milestone(end))) => match gate {
            Some(gate) => board.gate(end).filter(|end| gate.order < end.order).map(|_| Date::MAX),
            None => Some(Date::MAX),
        },
        (Status::Done | Status::Waived, None) | (Status::Na, _) => Some(Date::MAX),
    }
}

fn monday_of(day: Date) -> Date {
    let back = day.weekday().since(Weekday::Monday);
    add(day, (-i32::from(back)).days()).unwrap_or(day)
}

fn add(day: Date, span: Span) -> Option<Date> {
    day.checked_add(span).ok()
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn size(days: i32) -> usize {
    usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX)
}

fn upper(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
