//! How long entries took in earlier workshops, against what was planned for them.

use std::collections::BTreeMap;

use super::roles::{absent_role, roles_here};
use crate::domain::board::Board;
use crate::domain::visits;
use crate::journal::answers::{Answers, Workshop};
use crate::journal::record::Seq;
use crate::pack::model::{EntryRef, Level};
use crate::text::counted;

/// How many workshops are looked back at, so that a team that has learned is believed.
const WORKSHOPS: usize = 5;
/// How many entries must have been measured before the pack's minutes are corrected.
const ENOUGH: usize = 3;
/// Shorter stays are somebody leafing through, in seconds.
const SHORTEST: u64 = 20;
/// The most that one entry counts, in times its planned minutes.
const LONGEST: u64 = 4;
/// How many levels there are.
const LEVELS: usize = 3;
/// The bounds of the correction, in percent.
const BOUNDS: (u64, u64) = (50, 300);

/// What earlier workshops say about the pack's minutes.
///
/// A must is talked about in another way than a could, so each level has its own measure as soon as enough of its
/// entries were measured; until then the measure of all entries holds for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimingHistory {
    /// Of all entries that were measured.
    pub all: Measure,
    /// Of those of each level.
    levels: BTreeMap<Level, Measure>,
    /// In how many workshops.
    pub workshops: usize,
}

/// How long some entries took, against the pack's minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measure {
    /// How many entries were measured.
    pub entries: usize,
    /// The seconds that the pack plans for them, and those they took.
    usual: u64,
    spent: u64,
}

impl Measure {
    fn add(&mut self, usual: u64, spent: u64) {
        self.entries += 1;
        self.usual += usual;
        // One that ran away says little about the others.
        self.spent += spent.min(usual * LONGEST);
    }

    /// Whether there were enough entries to learn from.
    pub fn is_enough(self) -> bool {
        self.entries >= ENOUGH && self.usual > 0
    }

    /// How long the entries took in percent of what the pack plans; 100 while too few were measured.
    pub fn percent(self) -> u32 {
        if !self.is_enough() {
            return 100;
        }
        let percent = (self.spent * 100 / self.usual).clamp(BOUNDS.0, BOUNDS.1);
        u32::try_from(percent).unwrap_or(100)
    }

    /// What is said if the entries took less or more than their minutes are ever corrected by.
    fn bound(self) -> Option<&'static str> {
        match (self.spent * 100).checked_div(self.usual)? {
            percent if percent < BOUNDS.0 => Some("An entry gets at least half of the pack's minutes."),
            percent if percent > BOUNDS.1 => Some("An entry gets at most three times the pack's minutes."),
            _ => None,
        }
    }

    /// The minutes that an entry took, and those that the pack plans for one, both on average.
    fn minutes(self) -> (u64, u64) {
        let entries = u64::try_from(self.entries).unwrap_or(u64::MAX).max(1) * 60;
        let each = |seconds: u64| ((seconds + entries / 2) / entries).max(1);
        (each(self.spent), each(self.usual))
    }
}

impl TimingHistory {
    /// The pace of the last workshops that were closed; `until` leaves out that workshop and later ones.
    pub fn measured(board: &Board, answers: &Answers, until: Option<Seq>) -> TimingHistory {
        let closed =
            answers.workshops.iter().rev().filter(|one| {
                one.opened && one.closed.is_some() && until.is_none_or(|until| one.seq < until)
            });
        let mut pace = TimingHistory::default();
        for workshop in closed.take(WORKSHOPS) {
            let before = pace.all.entries;
            for (level, usual, spent) in measured_in(workshop, board, answers) {
                pace.all.add(usual, spent);
                pace.levels.entry(level).or_default().add(usual, spent);
            }
            pace.workshops += usize::from(pace.all.entries > before);
        }
        pace
    }

    /// What the minutes of a level rest on: its own entries, else all.
    pub fn measure(&self, level: Level) -> Measure {
        self.levels.get(&level).copied().filter(|measure| measure.is_enough()).unwrap_or(self.all)
    }

    /// The minutes to plan for an entry of this level for which the pack plans `usual`.
    pub fn minutes(&self, level: Level, usual: u32) -> u32 {
        ((usual * self.measure(level).percent() + 50) / 100).max(1)
    }

    /// Whether the pack's minutes are corrected.
    pub fn is_measured(&self) -> bool {
        self.all.is_enough()
    }

    /// What the minutes rest on, in one or two sentences.
    pub fn phrase(&self) -> String {
        if !self.is_measured() {
            return "Minutes are the pack's estimates; too few entries have been timed yet.".to_owned();
        }
        let own: Vec<(&Level, &Measure)> =
            self.levels.iter().filter(|(_, measure)| measure.is_enough()).collect();
        let all = counted(self.all.entries, "entry", "entries");
        if own.is_empty() {
            let what = format!("{all} in {}", counted(self.workshops, "workshop", "workshops"));
            return match self.all.percent() {
                100 => format!("Minutes are the pack's: {what} took just as long."),
                percent => format!("Minutes are the pack's {}, as {what} took.", times(percent)),
            };
        }
        let levels: Vec<String> = own
            .iter()
            .enumerate()
            .map(|(at, (level, measure))| {
                let (took, usual) = measure.minutes();
                let name = level.word();
                match at {
                    0 => {
                        let when = match self.workshops {
                            1 => "the last workshop".to_owned(),
                            count => format!("the last {count} workshops"),
                        };
                        format!("{name}s took {took} min in {when}, planned {usual}")
                    }
                    _ => format!("{name}s {took}, planned {usual}"),
                }
            })
            .collect();
        let levels = format!("Minutes are measured: {}.", levels.join("; "));
        let levels = match own.iter().find_map(|(_, measure)| measure.bound()) {
            Some(bound) => format!("{levels} {bound}"),
            None => levels,
        };
        if own.len() == LEVELS {
            return levels;
        }
        match self.all.percent() {
            100 => format!("{levels} The others get the pack's."),
            percent => format!("{levels} The others get the pack's {}, as all {all} took.", times(percent)),
        }
    }
}

/// `times 1.25`.
fn times(percent: u32) -> String {
    format!("times {}.{:02}", percent / 100, percent % 100)
}

/// The entries of a workshop whose time is known: the level, the usual seconds and those spent.
///
/// An entry that only another team could have answered took the time to say so, which tells nothing.
fn measured_in<'a>(
    workshop: &'a Workshop,
    board: &'a Board,
    answers: &'a Answers,
) -> impl Iterator<Item = (Level, u64, u64)> + 'a {
    let roles = roles_here(&workshop.plan);
    let stays = visits::measured(workshop).into_iter().filter(|stay| stay.seconds >= SHORTEST);
    stays.filter_map(move |stay| {
        let entry = board.entry(answers, &stay.id)?;
        if board.row(&stay.id).is_some_and(|row| absent_role(row, &roles).is_some()) {
            return None;
        }
        let usual = match entry {
            EntryRef::Item(item) => item.minutes,
            EntryRef::Topic(_) => entry.level().usual_minutes(),
        };
        Some((entry.level(), u64::from(usual) * 60, stay.seconds))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_of_the_correction_are_said_only_where_they_hold() {
        let measured = |spent: u64| {
            let mut measure = Measure::default();
            (0..ENOUGH).for_each(|_| measure.add(420, spent));
            measure
        };
        assert_eq!(
            (measured(60).percent(), measured(420).percent(), measured(1680).percent()),
            (50, 100, 300)
        );
        assert!(measured(60).bound().is_some_and(|words| words.contains("at least half")));
        assert!(measured(1680).bound().is_some_and(|words| words.contains("at most three times")));
        assert_eq!(measured(420).bound(), None);
    }
}
