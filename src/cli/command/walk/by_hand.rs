//! The agenda in the walk: looked through and changed by hand.

use super::effect::{Effect, WalkInput, refused, said};
use super::mode::Walk;
use super::say;
use crate::domain::agenda;
use crate::domain::filter;
use crate::journal::record::{Change, Course, EntryFilter};
use crate::text::Text;

impl Walk {
    /// Takes an entry off the agenda; the one on screen gives way to the next.
    pub(super) fn drop(&mut self, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        let (Some(workshop), Some(running)) = (look.workshop(), look.running()) else { return Vec::new() };
        let id = match (rest.is_empty(), &running.current) {
            (true, Some(id)) => id.clone(),
            (true, None) => return said("Which entry? For example `drop Design 42`."),
            (false, _) => match look.project.entry(rest) {
                Ok(id) => id,
                Err(error) => return refused(&error),
            },
        };
        if !workshop.plan.agenda.contains(&id) {
            return said("It is not on the agenda.");
        }
        let mut effects = vec![Effect::Write(Change::Course {
            seconds: look.seconds,
            what: Course::PutOff { ids: vec![id.clone()] },
        })];
        if running.current.as_ref() == Some(&id)
            && let Some(next) = running.next().or(running.previous())
        {
            effects.extend(self.come_to(&next.id, look));
        }
        effects
    }
}

/// Puts one more entry at the end of the agenda.
pub(super) fn add(rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
    let Some(workshop) = look.workshop() else { return Vec::new() };
    match look.project.entry(rest) {
        Ok(id) if workshop.plan.agenda.contains(&id) => said("It is on the agenda already."),
        Ok(id) => vec![Effect::Write(Change::Agenda(agenda::added(&workshop.plan.agenda, &id, None)))],
        Err(error) => refused(&error),
    }
}

/// Puts an entry at another place on the agenda.
pub(super) fn shift(rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
    let Some(workshop) = look.workshop() else { return Vec::new() };
    let parts =
        rest.rsplit_once(" to ").and_then(|(entry, number)| Some((entry, number.trim().parse().ok()?)));
    let Some((entry, number)) = parts else {
        return said("Where to? For example `move Design 42 to 3`.");
    };
    let number: usize = number;
    match look.project.entry(entry) {
        Ok(id) if workshop.plan.agenda.contains(&id) => {
            let ids = agenda::moved(&workshop.plan.agenda, &id, number.saturating_sub(1));
            let place = ids.iter().position(|on| *on == id).map_or(0, |at| at + 1);
            let told = format!("It is number {place} of {} now.", ids.len());
            vec![Effect::Write(Change::Agenda(ids)), Effect::Say(told)]
        }
        Ok(_) => said("It is not on the agenda; `add` puts it there."),
        Err(error) => refused(&error),
    }
}

/// The most entries that a search lists.
const FOUND: usize = 12;

/// Lists the entries with these words.
pub(super) fn find(words: &str, look: &WalkInput<'_>) -> Vec<Effect> {
    if words.is_empty() {
        return said("Which words? For example `find logout`.");
    }
    let scope = EntryFilter { search: Some(Text::line(words)), ..EntryFilter::default() };
    let board = &look.project.board;
    let rows = board.rows().iter().filter(|row| row.applies.is_yes());
    let found: Vec<_> =
        rows.filter(|row| filter::matches(&scope, row, board, look.project.answers())).collect();
    if found.is_empty() {
        return said("No entry has these words.");
    }
    let mut effects: Vec<Effect> =
        found.iter().take(FOUND).map(|row| Effect::Say(say::row_line(look, row))).collect();
    if found.len() > FOUND {
        effects.push(Effect::Say(format!("{} more; write more words.", found.len() - FOUND)));
    }
    effects
}
