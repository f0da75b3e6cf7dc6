//! The agenda in words: why an entry is there, what did not fit, what the minutes rest on.

use super::{Agenda, AgendaEntry};
use crate::domain::gate::Weight;
use crate::domain::moment::Moment;
use crate::pack::model::Level;
use crate::text::counted;

/// How many entries that did not fit are named at most, unless they are musts.
const NAMED: usize = 6;

impl AgendaEntry {
    /// Why the entry is on the agenda: `blocks Ready to demonstrate: never answered`.
    pub fn because(&self, agenda: &Agenda, moment: &Moment) -> String {
        let milestone = agenda.milestone.as_ref().map(|(_, title)| title.as_str());
        let at_gate = match (self.weight.filter(|_| self.why.is_some()), milestone) {
            (Some(Weight::Blocks), Some(title)) => Some(format!("blocks {title}")),
            (Some(Weight::Condition), Some(title)) => Some(format!("a condition at {title}")),
            (Some(Weight::Listed), Some(title)) => Some(format!("listed at {title}")),
            (_, None) | (None, _) => None,
        };
        let why = self.state(moment);
        let mut words = match at_gate {
            Some(at_gate) => format!("{at_gate}: {why}"),
            None => why,
        };
        if self.by_hand {
            words = format!("added by hand, {words}");
        }
        match self.asks() {
            Some(ask) => format!("{words}; {ask}"),
            None => words,
        }
    }

    /// Why the entry is left, whatever the milestone makes of that: `never answered`, `overdue since Wed 18 Nov`.
    pub fn state(&self, moment: &Moment) -> String {
        match (&self.why, self.row) {
            (Some(why), _) => why.phrase(moment),
            (None, Some(_)) => "settled".to_owned(),
            (None, None) => "no longer in the pack".to_owned(),
        }
    }

    /// Whom to ask if nobody in the room knows: `ask the branding team`.
    pub fn asks(&self) -> Option<String> {
        self.ask.as_ref().map(|role| format!("ask the {role} team"))
    }
}

impl Agenda {
    /// The time in one line: `12 entries in 70 min, 2 for open actions, 10 to close; 8 min free`.
    pub fn summary(&self) -> String {
        let mut words =
            vec![format!("{} in {} min", counted(self.stops.len(), "entry", "entries"), self.planned())];
        if self.opening > 0 {
            words.push(format!(", {} for open actions", self.opening));
        }
        if self.closing > 0 {
            words.push(format!(", {} to close", self.closing));
        }
        match (self.over(), self.room().saturating_sub(self.planned())) {
            (0, 0) => {}
            (0, free) => words.push(format!("; {free} of {} min free", self.minutes)),
            (over, _) => words.push(format!("; {over} min more than the {} there are", self.minutes)),
        }
        words.concat()
    }

    /// What is not on the agenda, in one sentence; `None` if everything is. Every must is named.
    pub fn left_out_phrase(&self) -> Option<String> {
        self.left_out_words(self.musts_left_out().count().max(NAMED))
    }

    /// The same with few names; the number of musts is said all the same.
    pub fn short_left_out_phrase(&self) -> Option<String> {
        self.left_out_words(NAMED)
    }

    fn left_out_words(&self, most: usize) -> Option<String> {
        if self.left_out.is_empty() {
            return None;
        }
        let musts = self.musts_left_out().count();
        // What blocks stands first, but a must that does not block may stand anywhere.
        let others = self.left_out.iter().filter(|stop| stop.level != Level::Must);
        let shown = self.musts_left_out().chain(others).take(most);
        let names: Vec<&str> = shown.map(|stop| stop.name.as_str()).collect();
        let more = self.left_out.len() - names.len();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let count = counted(self.left_out.len(), "entry is", "entries are");
        let of_them = match (musts, self.left_out.len()) {
            (0, _) => String::new(),
            (1, 1) => ", a must".to_owned(),
            (musts, all) if musts == all => ", all of them must".to_owned(),
            (musts, _) => format!(", {musts} of them must"),
        };
        Some(format!("{count} not on the agenda{of_them}: {}{more}.", names.join(", ")))
    }

    /// What there is to ask a team that is not here; its musts that did not fit are counted and named.
    fn asking_phrase(&self, role: &str) -> String {
        let is_theirs = |stop: &&AgendaEntry| stop.ask.as_deref() == Some(role);
        let here = match self.stops.iter().filter(is_theirs).count() {
            0 => String::new(),
            count => {
                format!(" {} at the end, to agree who asks that team.", counted(count, "entry", "entries"))
            }
        };
        let musts: Vec<&str> =
            self.musts_left_out().filter(is_theirs).map(|stop| stop.name.as_str()).collect();
        let more = match musts.len() {
            0 => String::new(),
            count => {
                let shown = musts.get(..count.min(NAMED)).unwrap_or_default().join(", ");
                let rest = if count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() };
                let verb = if count == 1 { "does" } else { "do" };
                format!(" {} of theirs {verb} not fit: {shown}{rest}.", counted(count, "must", "musts"))
            }
        };
        format!("Nobody from {role} is here:{here}{more}")
    }

    /// How the agenda came about, a sentence a line; [`Agenda::left_out_phrase`] names every must.
    pub fn explain(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.actions.is_empty() {
            let count = counted(self.actions.len(), "open action", "open actions");
            lines.push(format!("First the last workshop's {count}."));
        }
        lines.push(match &self.milestone {
            _ if self.by_hand => "Chosen or ordered by hand.".to_owned(),
            Some((_, title)) => {
                format!("What blocks {title} comes first; the rest by level, in plan order.")
            }
            None => "By level, in the plan's order.".to_owned(),
        });
        let all = self.stops.iter().chain(self.musts_left_out());
        let mut roles: Vec<&str> = all.filter_map(|stop| stop.ask.as_deref()).collect();
        roles.sort_unstable();
        roles.dedup();
        lines.extend(roles.into_iter().map(|role| self.asking_phrase(role)));
        lines.push(self.pace.phrase());
        lines.extend(self.short_left_out_phrase());
        lines
    }
}
