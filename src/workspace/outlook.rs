//! What the list of projects says about each: the verdict at its next milestone, the day, and what is left. Each
//! project is answered with its own pack, never with another one.

use std::path::Path;

use jiff::civil::Date;

use super::world::World;
use super::{glance, pack};
use crate::domain::board::Board;
use crate::domain::dates;
use crate::domain::gate;
use crate::domain::late;
use crate::journal::record::Verdict;
use crate::text::Text;

/// How a project stands before its next milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    pub verdict: Verdict,
    pub milestone: Text,
    pub day: Option<Date>,
    pub left: u32,
    pub total: u32,
    /// Entries and captures of everybody past their day.
    pub late: usize,
    pub today: Date,
}

/// A project's standing, with the pack that it was found with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectOutlook {
    pub standing: ProjectStanding,
    /// `Auth0 customer identity 2026.12`; empty if the pack is not at hand.
    pub pack: Text,
}

/// What there is to say about a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectStanding {
    /// A milestone is to come.
    Before(Outlook),
    /// Every milestone is passed, or the plan has none; how many entries are open, and what is late.
    NoneAhead { open: usize, late: usize },
    /// The pack that it was made with is not at hand, so nothing is said about it.
    NoPack,
    /// The file cannot be read.
    Unread,
}

impl ProjectOutlook {
    /// Reads a project's file and lays it out with its pack.
    pub fn of(world: &World, path: &Path) -> ProjectOutlook {
        let without = |standing| ProjectOutlook { standing, pack: Text::default() };
        let Ok(answers) = glance::answers(path) else { return without(ProjectStanding::Unread) };
        let Ok(chosen) = pack::own(world, path, &answers) else { return without(ProjectStanding::NoPack) };
        let moment = world.moment();
        let board = Board::new(&chosen.pack, &answers, &moment);
        let title = chosen.pack.title.split(':').next().unwrap_or_default();
        let pack = Text::line(&format!("{title} {}", chosen.pack.version));
        let late = late::late(&board, &answers).len();
        let Some(gate) = board.next_milestone(&answers) else {
            let open = gate::left_in_project(&board);
            return ProjectOutlook { standing: ProjectStanding::NoneAhead { open, late }, pack };
        };
        let standing = ProjectStanding::Before(Outlook {
            verdict: gate.count.verdict(),
            milestone: gate.title.clone(),
            day: answers.target(&gate.id),
            left: gate.count.left(),
            total: gate.count.total,
            late,
            today: moment.today,
        });
        ProjectOutlook { standing, pack }
    }
}

impl ProjectStanding {
    /// How a project stands, whatever its pack is called.
    pub fn of(world: &World, path: &Path) -> ProjectStanding {
        ProjectOutlook::of(world, path).standing
    }

    /// `not ready`, or why there is no verdict.
    pub fn verdict(&self) -> &'static str {
        match self {
            ProjectStanding::Before(outlook) => outlook.verdict.phrase(),
            ProjectStanding::NoneAhead { .. } => "no milestone ahead",
            ProjectStanding::NoPack => "pack not found",
            ProjectStanding::Unread => "",
        }
    }
}

impl ProjectStanding {
    /// `Fri 18 Dec`, `was Fri 20 Nov`, `no day`; empty if no milestone is ahead.
    pub fn day(&self) -> String {
        match self {
            ProjectStanding::Before(ahead) => {
                ahead.day.map_or_else(|| "no day".to_owned(), |day| dates::target(day, ahead.today))
            }
            _ => String::new(),
        }
    }

    /// `49 of 121 left, 5 late`; `12 open, 5 late` if no milestone is ahead.
    pub fn left(&self) -> String {
        let (words, late) = match self {
            ProjectStanding::Before(ahead) => (format!("{} of {} left", ahead.left, ahead.total), ahead.late),
            ProjectStanding::NoneAhead { open: 0, late } => ("nothing open".to_owned(), *late),
            ProjectStanding::NoneAhead { open, late } => (format!("{open} open"), *late),
            ProjectStanding::NoPack | ProjectStanding::Unread => return String::new(),
        };
        if late == 0 { words } else { format!("{words}, {late} late") }
    }
}
