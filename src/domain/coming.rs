//! What is coming up: the days on which something is due, ends or takes place.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::board::Board;
use super::gate;
use crate::journal::answers::Answers;
use crate::journal::record::{CaptureKind, Status, Until};
use crate::pack::model::MilestoneId;
use crate::text::{Text, counted};

/// One day with something on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Coming {
    pub day: Date,
    pub what: Event,
}

/// What is on a day.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A workshop that is prepared, with the length of its agenda.
    Workshop { title: Text, entries: usize },
    /// Open actions and entries that are due.
    Due { actions: usize, entries: usize },
    /// Waivers, or a *done* for a while, that hold for the last time.
    Ends(usize),
    /// A milestone's target, with the entries that block it.
    Milestone { id: MilestoneId, title: Text, blocking: u32 },
}

impl Event {
    /// Returns the words on the left and the note on the right.
    pub fn phrase(&self) -> (String, String) {
        match self {
            Event::Workshop { title, entries } => {
                (format!("Workshop: {title}"), counted(*entries, "entry", "entries"))
            }
            Event::Due { actions: 0, entries } => {
                (format!("{} due", counted(*entries, "entry", "entries")), String::new())
            }
            Event::Due { actions, entries: 0 } => {
                (format!("{} due", counted(*actions, "action", "actions")), String::new())
            }
            Event::Due { actions, entries } => {
                let (actions, entries) =
                    (counted(*actions, "action", "actions"), counted(*entries, "entry", "entries"));
                (format!("{actions}, {entries} due"), String::new())
            }
            Event::Ends(1) => ("1 answer ends".to_owned(), String::new()),
            Event::Ends(count) => (format!("{count} answers end"), String::new()),
            Event::Milestone { title, blocking: 0, .. } => (title.to_string(), "nothing blocks".to_owned()),
            Event::Milestone { title, blocking, .. } => {
                (title.to_string(), format!("{blocking} must entries left"))
            }
        }
    }
}

/// Returns what lies on today and the days after it, the nearest first.
pub fn coming(board: &Board, answers: &Answers) -> Vec<Coming> {
    let ahead = |day: &Date| *day >= board.today;
    let mut due: BTreeMap<Date, (usize, usize)> = BTreeMap::new();
    let mut ends: BTreeMap<Date, usize> = BTreeMap::new();
    for row in board.rows().iter().filter(|row| row.applies.is_yes()) {
        if let Some(day) = row.standing.due.filter(ahead)
            && !row.standing.is_settled()
        {
            due.entry(day).or_default().1 += 1;
        }
        let Some(answer) = answers.entry(&row.id).and_then(|said| said.answer()) else { continue };
        if let (Some(Until::Day(day)), Status::Waived | Status::Done) = (&answer.until, answer.status)
            && ahead(day)
        {
            *ends.entry(*day).or_default() += 1;
        }
    }
    for capture in answers.captures.values().filter(|capture| !capture.is_resolved()) {
        let Some(captured) = capture.capture.value() else { continue };
        if let Some(day) = captured.due.filter(ahead)
            && captured.kind == CaptureKind::Action
        {
            due.entry(day).or_default().0 += 1;
        }
    }
    let mut found: Vec<Coming> = Vec::new();
    for workshop in answers.workshops.iter().filter(|workshop| !workshop.opened && workshop.closed.is_none())
    {
        if let Some(day) = workshop.plan.day.filter(ahead) {
            let what =
                Event::Workshop { title: workshop.plan.title.clone(), entries: workshop.plan.agenda.len() };
            found.push(Coming { day, what });
        }
    }
    found.extend(
        due.into_iter()
            .map(|(day, (actions, entries))| Coming { day, what: Event::Due { actions, entries } }),
    );
    found.extend(ends.into_iter().map(|(day, count)| Coming { day, what: Event::Ends(count) }));
    for tally in board.gates.iter().filter(|tally| !gate::is_passed(answers, &tally.id)) {
        if let Some(day) = answers.target(&tally.id).filter(ahead) {
            let what = Event::Milestone {
                id: tally.id.clone(),
                title: tally.title.clone(),
                blocking: tally.count.blocking,
            };
            found.push(Coming { day, what });
        }
    }
    found.sort_by_key(|coming| coming.day);
    found
}
