//! What a person takes of what an export shows: evidence, done with it, or todo again, for one item or several at once.

use super::looked::Looked;
use super::{ItemFacts, look_to_keep};
use crate::domain::answer::{Edit, Ruling, Said, Situation, one_change};
use crate::facts::label::is_from_export;
use crate::journal::answers::EntryAnswers;
use crate::journal::record::{Change, Status};
use crate::pack::model::EntryId;
use crate::text::{Text, counted};

/// What is taken of what an export shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The sentence as evidence; the status stays.
    Evidence,
    /// Done, with the sentence as evidence.
    Done,
    /// Todo again, with the sentence as reason.
    Todo,
}

/// Why somebody is asked before something is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// It was answered after the day of the export.
    Newer,
    /// Other evidence is there, which would be replaced.
    OtherEvidence(Text),
}

/// What an act comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Taking {
    /// A line of the journal each; empty if there is nothing to change.
    pub lines: Vec<Change>,
    /// The answers alone, to be told.
    pub changes: Vec<Change>,
    /// What has to be asked first.
    pub doubts: Vec<(EntryId, Doubt)>,
    /// The export shows nothing about these that could be taken.
    pub left: Vec<EntryId>,
}

/// What it comes to that `act` is done at `items`.
pub fn take(act: Act, items: &[&ItemFacts], looked: &Looked, situation: &Situation<'_>) -> Taking {
    let label = looked.label();
    let mut taking = Taking { lines: Vec::new(), changes: Vec::new(), doubts: Vec::new(), left: Vec::new() };
    let mut stands_against = false;
    for item in items {
        let Some(words) = item.words(&label).filter(|_| act != Act::Todo || item.shows_against()) else {
            taking.left.push(item.id.clone());
            continue;
        };
        let said = match act {
            Act::Evidence => Said::evidence(Some(words)),
            Act::Done => Said { evidence: Edit::Set(words), ..Said::status(Status::Done) },
            Act::Todo => Said { reason: Some(words), ..Said::status(Status::Todo) },
        };
        let Ruling::Changes(changes) = situation.decide(&said.about(std::slice::from_ref(&item.id))) else {
            continue;
        };
        let answer = situation.answers.entry(&item.id).and_then(EntryAnswers::answer);
        let before = answer.and_then(|answer| answer.evidence.as_ref());
        if let Some(other) = before.filter(|other| !is_from_export(other) && act != Act::Todo) {
            taking.doubts.push((item.id.clone(), Doubt::OtherEvidence(other.clone())));
        }
        if item.is_newer(looked, situation) {
            taking.doubts.push((item.id.clone(), Doubt::Newer));
        }
        stands_against |= act == Act::Evidence && item.is_refuted(false) && item.status == Some(Status::Done);
        taking.changes.extend(changes);
    }
    let look = look_to_keep(looked, &situation.answers.looks, stands_against);
    if let Some(change) = one_change(taking.changes.clone()) {
        // Who says done has seen what the export shows: the answer stands after the look, otherwise before it.
        let (before, after) = if act == Act::Done { (look, None) } else { (None, look) };
        taking.lines = before.into_iter().chain([change]).chain(after).collect();
    }
    taking
}

/// The same for several items at once.
pub fn asks_done(count: usize) -> String {
    let entries = counted(count, "entry", "entries");
    format!(
        "The export shows none of {entries} as a whole: for each something is left for a person. Done all the same?"
    )
}

impl ItemFacts {
    /// The sentence with the export that it comes from; `None` if there is nothing that a person could take.
    pub fn words(&self, label: &str) -> Option<Text> {
        let is_shown = self.seen.shows.is_told() && self.seen.deciding > 0;
        is_shown.then(|| Text::line(&format!("{label}: {}", self.seen.reasons())))
    }

    /// Whether the export is a reason to open the item again.
    fn shows_against(&self) -> bool {
        self.seen.shows.is_against()
    }

    /// Whether somebody answered after the day of the export.
    pub fn is_newer(&self, looked: &Looked, situation: &Situation<'_>) -> bool {
        let day = self.last_said.map(|at| situation.moment.local(at).date());
        day.is_some_and(|day| day > looked.day)
    }

    /// Asks whether it is done all the same: `The export does not show that every address is live and ours. ...`
    pub fn asks_done(&self) -> String {
        let rest = self.seen.rest.trim_end_matches('.');
        let shown =
            if self.seen.shows.is_against() { format!("{} ", self.seen.sentence()) } else { String::new() };
        format!("{shown}The export does not show {}. Done all the same?", lower(rest))
    }
}

/// A sentence as a part of another one; names and abbreviations keep their capitals.
fn lower(words: &str) -> String {
    let first = words.split(' ').next().unwrap_or_default();
    let is_plain = first.chars().skip(1).all(char::is_lowercase) || first.chars().count() == 1;
    match words.chars().next() {
        Some(letter) if is_plain => letter.to_lowercase().chain(words.chars().skip(1)).collect(),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_becomes_a_part_of_another_one() {
        assert_eq!(lower("That every address is live"), "that every address is live");
        assert_eq!(lower("A login by each protocol"), "a login by each protocol");
        assert_eq!(lower("Auth0's own readiness check"), "Auth0's own readiness check");
        assert_eq!(lower("SDKs and connectors"), "SDKs and connectors");
    }
}
