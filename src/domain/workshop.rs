//! A workshop that runs: which entry, how much time, what is next. Pure values, made from the journal's records.
//!
//! The journal keeps the seconds used at each step, so that everything here can be made again after a crash from
//! the journal alone; how they are counted is `clock`. What is planned for which entry is `agenda`.

use std::sync::Arc;

use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};

use super::agenda::{self, Agenda, AgendaEntry};
use super::board::Board;
use super::grammar;
use super::moment::Moment;
use super::visits::stays;
use crate::journal::answers::{Answers, Workshop};
use crate::journal::record::{Change, Course, Seq, WorkshopPlan};
use crate::pack::model::EntryId;
use crate::text::{Text, counted};

/// How many minutes a workshop has if nobody says it.
pub const USUAL_MINUTES: u32 = 90;

pub mod behind;
pub mod clock;

/// Where a workshop is.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkshopProgress {
    pub seq: Seq,
    pub title: Text,
    pub agenda: Arc<Agenda>,
    /// The entry on screen; none before the first and while it closes.
    pub current: Option<EntryId>,
    /// The place of that entry on the agenda, from 0.
    pub place: Option<usize>,
    /// At an entry that is not on the agenda, as one that was looked up: the place of the one that was in hand before.
    pub left_at: Option<usize>,
    /// The seconds that each entry of the agenda took; `None` if the workshop did not come to it.
    pub took: Vec<Option<u64>>,
    /// Since when there is a break.
    pub on_break: Option<Timestamp>,
    /// How many entries of the agenda the workshop came to, the one on screen not counted.
    pub behind: usize,
    /// The seconds used so far, and of them at the entry on screen.
    pub used: u64,
    pub here: u64,
    /// Whether the closing has begun.
    pub is_closing: bool,
}

impl WorkshopProgress {
    /// Where the workshop is after `used` seconds.
    pub fn new(board: &Board, answers: &Answers, workshop: &Workshop, used: u64) -> WorkshopProgress {
        WorkshopProgress::along(Arc::new(agenda::lay_out_of(board, answers, workshop)), workshop, used)
    }

    /// The same along an agenda that is laid out already: time passes, and the agenda stays.
    pub fn along(agenda: Arc<Agenda>, workshop: &Workshop, used: u64) -> WorkshopProgress {
        let current =
            if is_closing(workshop) { None } else { workshop.stops.last().map(|(id, _)| id.clone()) };
        let stays = stays(workshop, used);
        let here =
            stays.iter().find(|stay| Some(&stay.id) == current.as_ref()).map_or(0, |stay| stay.seconds);
        let place_of = |id: &EntryId| agenda.stops.iter().position(|stop| stop.id == *id);
        let place = current.as_ref().and_then(place_of);
        let before = || workshop.stops.iter().rev().find_map(|(id, _)| place_of(id));
        let left_at = if place.is_none() && current.is_some() { before() } else { None };
        let came_to = |stop: &&AgendaEntry| stays.iter().any(|stay| stay.id == stop.id);
        WorkshopProgress {
            seq: workshop.seq,
            title: workshop.plan.title.clone(),
            place,
            left_at,
            behind: agenda
                .stops
                .iter()
                .filter(came_to)
                .filter(|stop| Some(&stop.id) != current.as_ref())
                .count(),
            took: agenda
                .stops
                .iter()
                .map(|stop| stays.iter().find(|stay| stay.id == stop.id).map(|stay| stay.seconds))
                .collect(),
            on_break: workshop.course.on_break,
            agenda,
            current,
            used,
            here,
            is_closing: is_closing(workshop),
        }
    }

    /// The agenda's stop on screen.
    pub fn stop(&self) -> Option<&AgendaEntry> {
        self.agenda.stops.get(self.place?)
    }

    /// In a break of a workshop that keeps its end, the time as it will be if the break ends now.
    #[must_use]
    pub fn in_break(mut self, workshop: &Workshop, now: Timestamp) -> WorkshopProgress {
        if let Some(minutes) = minutes_after_break(workshop, self.used, now) {
            let agenda = Arc::make_mut(&mut self.agenda);
            agenda.minutes = minutes;
            agenda.closing = agenda::closing_minutes(minutes);
        }
        self
    }

    /// The stop after the one on screen; the first before the workshop has come to any.
    pub fn next(&self) -> Option<&AgendaEntry> {
        match (self.place, &self.current) {
            (Some(place), _) => self.agenda.stops.get(place + 1),
            // From an entry that is not on the agenda the way goes on from the one that was in hand.
            (None, Some(_)) => self.agenda.stops.get(self.left_at.map_or(0, |place| place + 1)),
            (None, None) if self.is_closing => None,
            (None, None) => self.agenda.stops.first(),
        }
    }

    /// The stop before the one on screen; at one that is not on the agenda the one that was in hand, and the last
    /// while the workshop closes.
    pub fn previous(&self) -> Option<&AgendaEntry> {
        match self.place {
            Some(place) => self.agenda.stops.get(place.checked_sub(1)?),
            None if self.is_closing => self.agenda.stops.last(),
            None => self.agenda.stops.get(self.left_at?),
        }
    }

    /// The seconds there are.
    pub fn seconds(&self) -> u64 {
        u64::from(self.agenda.minutes) * 60
    }

    /// How far the entries and the time are, each as a part and a whole for two bars of the same length.
    pub fn bars(&self) -> ((usize, usize), (u64, u64)) {
        ((self.behind, self.agenda.stops.len()), (self.used.min(self.seconds()), self.seconds()))
    }

    /// `entry 7 of 12`, `closing, 9 of 12 reached`, or `not on the agenda`.
    pub fn place_phrase(&self) -> String {
        let whole = self.agenda.stops.len();
        match (self.place, &self.current) {
            (Some(place), _) => format!("entry {} of {whole}", place + 1),
            (None, Some(_)) => "not on the agenda".to_owned(),
            (None, None) if self.is_closing && self.behind < whole => {
                format!("closing, {} of {whole} reached", self.behind)
            }
            (None, None) if self.is_closing => "closing, all reached".to_owned(),
            (None, None) => counted(whole, "entry", "entries"),
        }
    }

    /// `41 min left, the last 10 to close: 5 an entry`; when time is up, `4 min over`.
    pub fn time_phrase(&self) -> String {
        let left = match self.left() {
            Ok(left) => left,
            Err(over) => return over,
        };
        let closing = self.agenda.closing;
        match (self.an_entry(), closing) {
            (Some(each), 0) => format!("{left} min left, {each} per entry"),
            (Some(each), closing) => {
                format!("{left} min left, {closing} of them for the closing, {each} per entry")
            }
            (None, _) if self.is_closing || closing == 0 => format!("{left} min left"),
            (None, _) if self.for_entries() == 0 => format!("{left} min left, time to close"),
            (None, closing) => format!("{left} min left, {closing} of them for the closing"),
        }
    }

    /// The same in few words: `41 min left, 5 an entry`.
    pub fn short_time_phrase(&self) -> String {
        match (self.left(), self.an_entry()) {
            (Err(over), _) => over,
            (Ok(left), Some(each)) => format!("{left} min left, {each} an entry"),
            (Ok(left), None) => format!("{left} min left"),
        }
    }

    /// `33 min left`; when the time is over, `4 min over`.
    pub fn left_phrase(&self) -> String {
        self.left().map_or_else(|over| over, |left| format!("{left} min left"))
    }

    /// `A break since 15:20.`; `None` if there is none.
    pub fn break_phrase(&self, moment: &Moment) -> Option<String> {
        let began = self.on_break?;
        Some(format!("A break since {}.", moment.local(began).strftime("%H:%M")))
    }

    /// `4 min here, 5 planned`; none without an entry on screen.
    pub fn here_phrase(&self) -> Option<String> {
        self.current.as_ref()?;
        let here = self.here / 60;
        Some(match self.stop() {
            Some(stop) => format!("{here} min here, {} planned", stop.minutes),
            None => format!("{here} min here"),
        })
    }

    /// The minutes that are left, begun ones counted whole, or how it is said that none are, or that the clock stands.
    fn left(&self) -> Result<u64, String> {
        if self.on_break.is_some() {
            return Err("the clock stands".to_owned());
        }
        match (self.over(), self.seconds().saturating_sub(self.used)) {
            (Some(over), _) => Err(format!("{over} min over")),
            (None, 0) => Err("time is up".to_owned()),
            (None, left) => Ok(left.div_ceil(60)),
        }
    }

    /// The whole minutes for each entry from the one on screen on; `None` while it closes, and if the number would
    /// say nothing: under 2 nothing can be talked about, over 30 nobody needs to hurry.
    fn an_entry(&self) -> Option<u64> {
        if self.is_closing {
            return None;
        }
        let entries = self.agenda.stops.len().saturating_sub(self.place.unwrap_or(self.behind));
        let entries = u64::try_from(entries).unwrap_or(u64::MAX);
        self.for_entries().checked_div(entries).filter(|each| (2..=30).contains(each))
    }

    /// The minutes that are left for entries, without the closing; a begun one is counted whole.
    fn for_entries(&self) -> u64 {
        let kept = u64::from(self.agenda.closing) * 60;
        self.seconds().saturating_sub(self.used).saturating_sub(kept).div_ceil(60)
    }

    /// By how many minutes the time is over, a begun one counted whole; `None` if it is not.
    pub fn over(&self) -> Option<u64> {
        Some(self.used.saturating_sub(self.seconds()).div_ceil(60)).filter(|over| *over > 0)
    }

    /// Whether the time is over.
    pub fn is_over(&self) -> bool {
        self.used > self.seconds()
    }
}

fn is_closing(workshop: &Workshop) -> bool {
    workshop.closing.is_some()
}

/// What ends a break. A workshop whose end is booked, because it has a time of day, keeps it: the break costs
/// minutes.
pub fn go_on(workshop: &Workshop, seconds: u64, now: Timestamp) -> Vec<Change> {
    if workshop.course.on_break.is_none() {
        return Vec::new();
    }
    let course = |what| Change::Course { seconds, what };
    let end = minutes_after_break(workshop, seconds, now).map(|minutes| course(Course::End { minutes }));
    std::iter::once(course(Course::GoOn)).chain(end).collect()
}

/// The minutes of a workshop that keeps its end, if its break ends now; `None` if they stay what they are.
fn minutes_after_break(workshop: &Workshop, seconds: u64, now: Timestamp) -> Option<u32> {
    let began = workshop.course.on_break?;
    let lost = u32::try_from((now.as_second() - began.as_second() + 30) / 60).unwrap_or(0);
    let used = u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX);
    let minutes = workshop.plan.minutes.saturating_sub(lost).max(used.max(1));
    workshop.plan.start.filter(|_| lost > 0 && minutes != workshop.plan.minutes).map(|_| minutes)
}

/// Reads when a workshop ends, as the minutes of the whole: `11:40`, `+10`, `-5`, `75`.
pub fn end(typed: &str, workshop: &Workshop, seconds: u64, moment: &Moment) -> Result<u32, String> {
    let typed = typed.trim();
    let used = i64::try_from(seconds.div_ceil(60)).unwrap_or(i64::MAX);
    let minutes = if typed.contains(':') {
        let time = grammar::time(typed)?;
        let now = moment.local(moment.now);
        let end = now.with().time(time).build().map_err(|_| format!("{typed} is not a time of day"))?;
        let left = end.timestamp().as_second() - moment.now.as_second();
        let whole = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_add(left);
        // Whole minutes end within the minute that was said, never before it.
        if left < 0 { left } else { whole.saturating_add(59).div_euclid(60) }
    } else {
        let number: i64 = typed
            .parse()
            .map_err(|_| "a time of day, such as 11:40, or minutes: +10, -5, 75 in all".to_owned())?;
        if typed.starts_with(['+', '-']) { i64::from(workshop.plan.minutes) + number } else { number }
    };
    match u32::try_from(minutes) {
        Ok(minutes) if (1..=1440).contains(&minutes) && i64::from(minutes) >= used => Ok(minutes),
        _ => {
            let used = usize::try_from(used).unwrap_or(usize::MAX);
            Err(format!("{typed} is past: {} used", counted(used, "minute is", "minutes are")))
        }
    }
}

/// The end that was agreed, as a time of day: `15:30`. It stays where it is once it is past.
pub fn ends_at(running: &WorkshopProgress, moment: &Moment) -> String {
    ends_after(running, running.seconds(), moment)
}

/// The same in words: `until 15:30`; once it is past `4 min over, the end was 15:30`.
pub fn end_phrase(running: &WorkshopProgress, moment: &Moment) -> String {
    let end = ends_at(running, moment);
    match running.over() {
        Some(over) => format!("{over} min over, the end was {end}"),
        None => format!("until {end}"),
    }
}

/// When a workshop is: `Mon 30 Nov, 14:00 to 15:30`; opened after that beginning or on another day, until when it goes if
/// it begins now.
pub fn when_phrase(open: &Workshop, moment: &Moment) -> String {
    let plan = &open.plan;
    let today = moment.local(open.at).date();
    let day = moment.day(today);
    let minutes = Span::new().minutes(i64::from(plan.minutes));
    let hour = |time: Time| time.strftime("%H:%M").to_string();
    let other_day = plan.day.filter(|day| *day != today).map(|day| moment.day(day));
    let planned: Vec<String> = other_day.into_iter().chain(plan.start.map(hour)).collect();
    let planned = planned.join(", ");
    match plan.start {
        Some(start) if self::start(open, moment) == start => {
            format!("{day}, {} to {}", hour(start), hour(start.wrapping_add(minutes)))
        }
        None if planned.is_empty() => format!("{day}, {} min", plan.minutes),
        _ => {
            let end = start(open, moment).wrapping_add(minutes);
            format!("{day}, planned for {planned}; begun now, until {}", hour(end))
        }
    }
}

/// When a workshop that is open begins: the time that was planned for today, else now, since the clock starts when
/// somebody begins.
pub fn start(open: &Workshop, moment: &Moment) -> Time {
    let now = moment.local(moment.now).time();
    let is_its_day = open.plan.day.is_none_or(|day| day == moment.local(open.at).date());
    open.plan.start.filter(|_| is_its_day).map_or(now, |planned| planned.max(now))
}

/// The same if the workshop takes so many seconds in all.
pub fn ends_after(running: &WorkshopProgress, seconds: u64, moment: &Moment) -> String {
    let whole = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
    let left = whole(seconds).saturating_sub(whole(running.used));
    let end = Timestamp::from_second(moment.now.as_second().saturating_add(left)).unwrap_or(moment.now);
    moment.local(end).strftime("%H:%M").to_string()
}

/// The workshops that are prepared and have not begun: by their day, those without one last.
pub fn prepared(answers: &Answers) -> Vec<&Workshop> {
    let waiting = answers.workshops.iter().filter(|workshop| !workshop.opened && workshop.closed.is_none());
    let mut waiting: Vec<&Workshop> = waiting.collect();
    waiting.sort_by_key(|workshop| (workshop.plan.day.is_none(), workshop.plan.day));
    waiting
}

/// The prepared workshop to begin on a day: that day's, else one without a day.
pub fn to_begin(answers: &Answers, today: Date) -> Option<&Workshop> {
    prepared(answers).into_iter().find(|workshop| workshop.plan.day.is_none_or(|day| day == today))
}

/// The prepared workshop that comes next: on `today` or later, else one without a day.
pub fn next_prepared(answers: &Answers, today: Date) -> Option<&Workshop> {
    prepared(answers).into_iter().find(|workshop| workshop.plan.day.is_none_or(|day| day >= today))
}

/// What is written when a workshop opens on a plan; `prepared` is the workshop that was prepared, if one was.
pub fn open(plan: WorkshopPlan, prepared: Option<&Workshop>) -> Change {
    Change::Open { prepared: prepared.map(|workshop| workshop.seq), plan }
}

/// What is written when an entry is looked up in a workshop: it joins the agenda only when something is said at it.
pub fn look_up(id: &EntryId, seconds: u64) -> Vec<Change> {
    vec![Change::At { id: id.clone(), seconds }]
}

/// What puts the entry in hand on the agenda, right after the last of the agenda that the workshop was at; `None` if
/// it is there, and between entries.
pub fn join(workshop: &Workshop) -> Option<Change> {
    let agenda = &workshop.plan.agenda;
    let (id, _) = workshop.stops.last().filter(|_| workshop.closing.is_none())?;
    if agenda.contains(id) {
        return None;
    }
    let after = workshop.stops.iter().rev().map(|(id, _)| id).find(|id| agenda.contains(id));
    Some(Change::Agenda(agenda::added(agenda, id, after)))
}

/// What is written when a workshop comes to an entry after so many seconds.
///
/// An entry that is not on the agenda is added right after the one the workshop was at.
pub fn come_to(workshop: &Workshop, id: &EntryId, seconds: u64) -> Vec<Change> {
    let mut changes = Vec::new();
    if !workshop.plan.agenda.contains(id) {
        let after = workshop.stops.last().map(|(last, _)| last);
        changes.push(Change::Agenda(agenda::added(&workshop.plan.agenda, id, after)));
    }
    changes.push(Change::At { id: id.clone(), seconds });
    changes
}

#[cfg(test)]
mod tests;
