//! The minutes in a sentence each: how far it came, what it came to, the time.

use super::{Minutes, ProjectChange};
use crate::domain::moment::whole_minutes;
use crate::journal::record::Known;
use crate::text::counted;

impl Minutes {
    /// How far it came: `reached 9 of 12 entries`; `reached 2 of 20 entries, 2 more answered elsewhere`.
    pub fn reached_phrase(&self) -> String {
        let reached = format!("reached {} of {}", self.reached, counted(self.agenda, "entry", "entries"));
        match self.elsewhere {
            0 => reached,
            more => format!("{reached}, {more} more answered elsewhere"),
        }
    }

    /// How far it came and the outcome in one sentence: `reached 9 of 12 entries: 3 settled, 1 decision`.
    pub fn summary(&self) -> String {
        if self.agenda == 0 {
            return self.outcome();
        }
        let outcome = self.outcome();
        let mark = if outcome.starts_with("captured") { ';' } else { ':' };
        format!("{}{mark} {outcome}", self.reached_phrase())
    }

    /// What was said, in counts: `3 settled, 1 answered but not done; captured: 1 decision, 2 actions`.
    pub fn outcome(&self) -> String {
        let entries = [
            (self.settled.len(), "settled", "settled"),
            (self.answered.len(), "answered but not done", "answered but not done"),
            (self.reopened.len(), "open again", "open again"),
            (self.talked_about.len(), "without an answer", "without an answer"),
        ];
        let captured = [
            (self.decisions.len(), "decision", "decisions"),
            (self.actions.len(), "action", "actions"),
            (self.questions.len(), "question", "questions"),
            (self.risks.len(), "risk", "risks"),
            (self.parked.iter().filter(|parked| !parked.resolved).count(), "parked", "parked"),
            (self.objections.len(), "objection", "objections"),
        ];
        let listed = |counts: &[(usize, &str, &str)]| {
            let counts = counts.iter().filter(|(count, _, _)| *count > 0);
            let parts: Vec<String> = counts.map(|(count, one, many)| counted(*count, one, many)).collect();
            parts.join(", ")
        };
        match (listed(&entries), listed(&captured)) {
            (entries, captured) if entries.is_empty() && captured.is_empty() => {
                "no answers recorded".to_owned()
            }
            (entries, captured) if captured.is_empty() => entries,
            (entries, captured) if entries.is_empty() => format!("captured: {captured}"),
            (entries, captured) => format!("{entries}; captured: {captured}"),
        }
    }

    /// The time in one sentence: `88 of 90 min`; `94 of 90 min, 4 over`.
    pub fn time_phrase(&self) -> String {
        let used = whole_minutes(self.used);
        match used.saturating_sub(self.planned) {
            0 => format!("{used} of {} min", self.planned),
            over => format!("{used} of {} min, {over} over", self.planned),
        }
    }
}

impl ProjectChange {
    /// What it is about and what was said: (`Target of Ready to demonstrate`, `2026-12-15`).
    pub fn phrase(&self) -> (String, String) {
        match self {
            ProjectChange::Project(name) => ("Project".to_owned(), name.to_string()),
            ProjectChange::Kind(kind) => ("Kind of project".to_owned(), kind.to_string()),
            ProjectChange::Question { ask, answer, .. } => (
                ask.to_string(),
                match answer {
                    Known::Unknown => "not known".to_owned(),
                    Known::Yes | Known::No => answer.word().to_owned(),
                },
            ),
            ProjectChange::LeftSo { says, is_left: false, .. } => {
                (says.to_string(), "asked again".to_owned())
            }
            ProjectChange::LeftSo { says, reason, .. } => {
                let reason = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
                (says.to_string(), format!("left so{reason}"))
            }
            ProjectChange::Target { title, day, .. } => {
                (format!("Target of {title}"), day.map_or("none".to_owned(), |day| day.to_string()))
            }
            ProjectChange::Item(named) => (format!("New entry {}", named.name), named.title.to_string()),
        }
    }
}
