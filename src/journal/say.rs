//! What a change says, in a few words: for history, and for telling what was undone.

use super::record::{Change, Known};
use crate::pack::model::ScenarioId;
use crate::text::{Text, counted};

impl Change {
    /// Returns the change in a few words, without the entry it is about: `owner Lena`, `blocked: no contract`.
    pub fn phrase(&self) -> Text {
        Text::line(&self.words())
    }

    fn words(&self) -> String {
        match self {
            Change::Project(name) => format!("project named {name}"),
            Change::Scenario { business, apps } => {
                let names = apps.iter().map(ScenarioId::as_str);
                format!(
                    "scenario {}",
                    std::iter::once(business.word()).chain(names).collect::<Vec<_>>().join(" + ")
                )
            }
            Change::Question { id, answer: Known::Unknown } => format!("question {id}: not known"),
            Change::Question { id, answer } => format!("question {id}: {}", answer.word()),
            Change::Target { id, day: Some(day) } => format!("target of {id}: {day}"),
            Change::Target { id, day: None } => format!("no target for {id}"),
            Change::Item { title, .. } => format!("own item: {title}"),
            Change::Words { .. } => "words".to_owned(),
            Change::Status { status, reason: Some(reason), .. } => format!("{}: {reason}", status.word()),
            Change::Status { status, evidence: Some(seen), .. } => {
                format!("{}, seen at {seen}", status.word())
            }
            Change::Status { status, .. } => status.word().to_owned(),
            Change::Owner { owner: Some(owner), .. } => format!("owner {owner}"),
            Change::Owner { owner: None, .. } => "no owner".to_owned(),
            Change::Due { day: Some(day), .. } => format!("due {day}"),
            Change::Due { day: None, .. } => "no due date".to_owned(),
            Change::Note { text, .. } if text.is_empty() => "answer taken away".to_owned(),
            Change::Note { text, .. } => format!("our answer: {}", text.first_line()),
            Change::Capture { kind, text, .. } => format!("{}: {}", kind.word(), text.first_line()),
            Change::Resolved { resolved: true, .. } => "resolved".to_owned(),
            Change::Resolved { resolved: false, .. } => "open again".to_owned(),
            Change::Many(parts) => {
                let mut said: Vec<String> = parts.iter().map(|part| part.change.words()).collect();
                said.dedup();
                match (said.as_slice(), self.entries().len()) {
                    ([one], entries) if entries > 1 => {
                        format!("{one}, {}", counted(entries, "entry", "entries"))
                    }
                    (said, _) if said.len() <= 3 => said.join(", "),
                    _ => counted(parts.len(), "change", "changes"),
                }
            }
            Change::Undo(n, _) => format!("took back line {n}"),
            Change::Redo(n, _) => format!("brought back line {n}"),
            Change::Prepare(plan) => format!("workshop planned: {}", plan.title),
            Change::Open { plan, .. } => format!("workshop opened: {}", plan.title),
            Change::At { id, .. } => format!("workshop came to {id}"),
            Change::Agenda(agenda) => {
                format!("agenda changed: {}", counted(agenda.len(), "entry", "entries"))
            }
            Change::Closing { .. } => "workshop came to its closing".to_owned(),
            Change::Close { .. } => "workshop closed".to_owned(),
            Change::Review(review) => {
                let decision = review.decision.map(|decision| format!(", {}", decision.phrase()));
                format!(
                    "review of {}: {}{}",
                    review.milestone_title,
                    review.verdict.phrase(),
                    decision.unwrap_or_default()
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::record::{Part, Status};
    use crate::journal::samples::{note, status};

    fn many(changes: Vec<Change>) -> String {
        let parts = changes.into_iter().map(|change| Part { over: None, change }).collect();
        Change::Many(parts).phrase().to_string()
    }

    #[test]
    fn a_change_is_said_in_a_few_words() {
        assert_eq!(status("a", Status::Na).phrase(), "n/a");
        assert_eq!(note("a", "one\ntwo").phrase(), "our answer: one");
        assert_eq!(many(vec![status("a", Status::Done), status("b", Status::Done)]), "done, 2 entries");
        assert_eq!(many(vec![status("a", Status::Done), note("a", "x")]), "done, our answer: x");
        let mixed = (0..5).map(|at| note("a", &at.to_string())).collect();
        assert_eq!(many(mixed), "5 changes");
    }
}
