//! The project as it now is: what an intent is held against, and what words about it are made from. Pure.

use super::board::{Board, EntryKind};
use super::moment::Moment;
use super::standing::Standing;
use crate::journal::answers::{Answers, EntryAnswers, Wording};
use crate::journal::digest::Digest;
use crate::journal::record::Status;
use crate::pack::model::EntryId;

/// What an intent is held against: the project as it now is.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    pub board: &'a Board,
    pub answers: &'a Answers,
    pub moment: &'a Moment,
}

impl Situation<'_> {
    /// The status that one key gives: done, or todo again if all of these are done already. An entry to look at
    /// again, or one with two answers, is not done in this sense: the same answer confirms it.
    pub fn toggled(&self, ids: &[EntryId]) -> Status {
        let is_done = |id: &EntryId| {
            let standing = self.standing(id);
            let rival = self.answers.entry(id).is_some_and(|said| said.status.rival().is_some());
            standing.status == Status::Done && !standing.look_again && !rival
        };
        if ids.iter().all(is_done) { Status::Todo } else { Status::Done }
    }

    /// The items of a topic that apply and are open; empty for an item.
    pub fn open_items(&self, id: &EntryId) -> Vec<EntryId> {
        if self.board.row(id).is_none_or(|row| row.kind != EntryKind::Topic) {
            return Vec::new();
        }
        let items = self.board.topic(id).map(|(_, topic)| topic.items.as_slice()).unwrap_or_default();
        items
            .iter()
            .map(|ix| self.board.at(*ix))
            .filter(|item| item.applies.is_yes() && !item.standing.is_settled())
            .map(|item| item.id.clone())
            .collect()
    }

    /// How the pack words an entry now; `None` if it has no such entry.
    pub fn words(&self, id: &EntryId) -> Option<Digest> {
        self.board.entry(self.answers, id).map(Digest::of_entry)
    }

    /// The words of an entry that are kept with its first answer; `None` if the pack has no such entry.
    pub fn wording(&self, id: &EntryId) -> Option<Wording> {
        self.board.entry(self.answers, id).map(Wording::of_entry)
    }

    /// Where an entry stands, also one that the project's lists and plan do not have.
    pub fn standing(&self, id: &EntryId) -> Standing {
        if let Some(row) = self.board.row(id) {
            return row.standing.clone();
        }
        let said = self.answers.entry(id);
        let answered = || said.and_then(EntryAnswers::answer).map(|answer| answer.words);
        let words = self.words(id).or_else(answered).unwrap_or_else(|| Digest::of("", ""));
        Standing::of(said, words, self.moment.today)
    }
}
