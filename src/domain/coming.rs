//! What is coming up: the days on which something is due, ends or takes place.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::board::Board;
use super::gate;
use crate::journal::answers::Answers;
use crate::journal::record::CaptureKind;
use crate::pack::model::MilestoneId;
use crate::text::{Text, counted};

/// One day with something on it.
#[derive(Debug, Clone, PartialEq)]
pub struct UpcomingDay {
    pub day: Date,
    pub what: UpcomingEvent,
}

/// What is on a day.
#[derive(Debug, Clone, PartialEq)]
pub enum UpcomingEvent {
    /// A workshop that is prepared, with the length of its agenda.
    Workshop { title: Text, entries: usize },
    /// Open actions and entries that are due.
    Due { actions: usize, entries: usize },
    /// Waivers, or a *done* for a while, that hold for the last time.
    Ends(usize),
    /// A milestone's target, with the entries that block it.
    Milestone { id: MilestoneId, title: Text, blocking: u32 },
}

impl UpcomingEvent {
    /// The words on the left and the note on the right.
    pub fn phrase(&self) -> (String, String) {
        match self {
            UpcomingEvent::Workshop { title, entries } => {
                (format!("Workshop: {title}"), counted(*entries, "entry", "entries"))
            }
            UpcomingEvent::Due { actions: 0, entries } => {
                (format!("{} due", counted(*entries, "entry", "entries")), String::new())
            }
            UpcomingEvent::Due { actions, entries: 0 } => {
                (format!("{} due", counted(*actions, "action", "actions")), String::new())
            }
            UpcomingEvent::Due { actions, entries } => {
                let (actions, entries) =
                    (counted(*actions, "action", "actions"), counted(*entries, "entry", "entries"));
                (format!("{actions}, {entries} due"), String::new())
            }
            UpcomingEvent::Ends(1) => ("1 answer ends".to_owned(), String::new()),
            UpcomingEvent::Ends(count) => (format!("{count} answers end"), String::new()),
            UpcomingEvent::Milestone { title, blocking: 0, .. } => {
                (title.to_string(), "nothing blocks".to_owned())
            }
            UpcomingEvent::Milestone { title, blocking, .. } => {
                (title.to_string(), format!("{blocking} must entries left"))
            }
        }
    }
}

/// What is due today and on the days after it, the nearest first.
pub fn coming(board: &Board, answers: &Answers) -> Vec<UpcomingDay> {
    let ahead = |day: &Date| *day >= board.today;
    let mut due: BTreeMap<Date, (usize, usize)> = BTreeMap::new();
    let mut ends: BTreeMap<Date, usize> = BTreeMap::new();
    for (_, row) in board.said() {
        if let Some(day) = row.standing.due.filter(ahead)
            && !row.standing.is_settled()
        {
            due.entry(day).or_default().1 += 1;
        }
        if let Some(day) = row.standing.until_day {
            *ends.entry(day).or_default() += 1;
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
    let mut found: Vec<UpcomingDay> = Vec::new();
    for workshop in answers.workshops.iter().filter(|workshop| !workshop.opened && workshop.closed.is_none())
    {
        if let Some(day) = workshop.plan.day.filter(ahead) {
            let what = UpcomingEvent::Workshop {
                title: workshop.plan.title.clone(),
                entries: workshop.plan.agenda.len(),
            };
            found.push(UpcomingDay { day, what });
        }
    }
    found.extend(
        due.into_iter().map(|(day, (actions, entries))| UpcomingDay {
            day,
            what: UpcomingEvent::Due { actions, entries },
        }),
    );
    found.extend(ends.into_iter().map(|(day, count)| UpcomingDay { day, what: UpcomingEvent::Ends(count) }));
    for tally in board.gates.iter().filter(|tally| !gate::is_passed(answers, &tally.id)) {
        if let Some(day) = answers.target(&tally.id).filter(ahead) {
            let what = UpcomingEvent::Milestone {
                id: tally.id.clone(),
                title: tally.title.clone(),
                blocking: tally.count.blocking,
            };
            found.push(UpcomingDay { day, what });
        }
    }
    found.sort_by_key(|coming| coming.day);
    found
}
