//! How long entries took in earlier workshops, against what was planned for them.

use crate::journal::answers::{Answers, Workshop};
use crate::journal::record::Seq;
use crate::pack::model::EntryRef;
use crate::review::board::Board;
use crate::review::workshop;
use crate::text::counted;

/// How many workshops are looked back at, so that a team that has learned is believed.
const WORKSHOPS: usize = 5;
/// How many entries must have been measured before the pack's minutes are corrected.
const ENOUGH: usize = 3;
/// Shorter stays are somebody leafing through, in seconds.
const SHORTEST: u64 = 20;
/// The most that one entry counts, in times its planned minutes: one that ran away says little about the others.
const LONGEST: u64 = 4;
/// The bounds of the correction, in percent.
const BOUNDS: (u64, u64) = (50, 300);

/// What earlier workshops say about the pack's minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How long entries took in percent of what the pack plans; 100 while too few were measured.
    pub percent: u32,
    /// How many entries were measured, in how many workshops.
    pub entries: usize,
    pub workshops: usize,
}

impl Pace {
    /// Returns the pace of the last workshops that were closed; `until` leaves out that workshop and later ones.
    pub fn measured(board: &Board, answers: &Answers, until: Option<Seq>) -> Pace {
        let closed =
            answers.workshops.iter().rev().filter(|one| {
                one.opened && one.closed.is_some() && until.is_none_or(|until| one.seq < until)
            });
        let (mut used, mut planned, mut entries, mut workshops) = (0, 0, 0, 0);
        for workshop in closed.take(WORKSHOPS) {
            let mut measured = 0;
            for (usual, spent) in measured_in(workshop, board, answers) {
                planned += usual;
                used += spent.min(usual * LONGEST);
                measured += 1;
            }
            entries += measured;
            workshops += usize::from(measured > 0);
        }
        let percent = if entries < ENOUGH || planned == 0 {
            100
        } else {
            u32::try_from((used * 100 / planned).clamp(BOUNDS.0, BOUNDS.1)).unwrap_or(100)
        };
        Pace { percent, entries, workshops }
    }

    /// Returns the minutes to plan where the pack plans `usual`.
    pub fn minutes(self, usual: u32) -> u32 {
        ((usual * self.percent + 50) / 100).max(1)
    }

    /// Returns whether the pack's minutes are corrected.
    pub fn is_measured(self) -> bool {
        self.entries >= ENOUGH
    }

    /// Returns what the minutes rest on, as a sentence.
    pub fn phrase(self) -> String {
        if !self.is_measured() {
            return "Minutes are the pack's: too few entries were measured to know better.".to_owned();
        }
        let what = format!(
            "{} in {}",
            counted(self.entries, "entry", "entries"),
            counted(self.workshops, "workshop", "workshops")
        );
        match self.percent {
            100 => format!("Minutes are the pack's: {what} took just as long."),
            percent => format!(
                "Minutes are the pack's times {}.{:02}, as {what} took.",
                percent / 100,
                percent % 100
            ),
        }
    }
}

/// Returns the entries of a workshop whose time is known: the usual seconds and those spent.
fn measured_in<'a>(
    workshop: &'a Workshop,
    board: &'a Board,
    answers: &'a Answers,
) -> impl Iterator<Item = (u64, u64)> + 'a {
    let stays = workshop::measured(workshop).into_iter().filter(|stay| stay.seconds >= SHORTEST);
    stays.filter_map(move |stay| {
        let usual = match board.entry(answers, &stay.id)? {
            EntryRef::Item(item) => item.minutes,
            entry @ EntryRef::Topic(_) => entry.level().usual_minutes(),
        };
        Some((u64::from(usual) * 60, stay.seconds))
    })
}
