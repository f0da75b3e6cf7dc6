//! The one place that decides what an answer is: what somebody wants to say becomes the changes that say it.
//!
//! Screens, commands, the walk and every import make an [`Intent`] and ask [`Situation::decide`]. The [`Ruling`] is
//! the changes of one command, that nothing changes, what is still missing, or a refusal in words. The rules:
//!
//! - A status that is given again keeps its reason and an end that has not passed; evidence stays with any status.
//! - `blocked`, `waived` and `n/a` need a reason; a waiver needs an owner and an end for as long as it runs.
//! - What repeats and is done without an end is done until its period is over.
//! - What holds already is not written again, unless the same answer confirms another wording or one of two answers.
//! - Evidence by itself answers nothing: the status and the wording that was answered stay.
//!
//! Pure. How ends, days and names are typed is `grammar`; how a change reads is `words`.

use super::asking;
use super::capture_line::people;
use super::grammar;
use super::intent::status_change;
pub use super::intent::{Edit, Intent, Items, Lack, Missing, Said};
use super::own::{self, OwnItem};
use super::refusal::Refusal;
pub use super::situation::Situation;
use super::words;
use crate::journal::answers::Captured;
use crate::journal::record::{CaptureId, Change, Known, SubChange};
use crate::pack::model::asked::ConflictKind;
use crate::pack::model::{EntryId, QuestionId};
use crate::text::Text;

mod entry;
pub mod meanwhile;
#[cfg(test)]
mod tests;

/// What an intent comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Ruling {
    /// These changes, made at once.
    Changes(Vec<Change>),
    /// Everything is as it should be already.
    Nothing,
    /// More has to be known first.
    Missing(Missing),
    /// It cannot be.
    Refused(Refusal),
}

impl Situation<'_> {
    /// Decides what an intent comes to.
    pub fn decide(&self, intent: &Intent) -> Ruling {
        match intent {
            Intent::Answer { ids, said } => match self.entries(ids, said) {
                Ok(changes) => ruling(changes),
                Err(entry::Stop::Missing(missing)) => Ruling::Missing(missing),
                Err(entry::Stop::Refused(refusal)) => Ruling::Refused(refusal),
            },
            Intent::Target { id, day } => {
                let field = self.answers.targets.get(id);
                let rival = field.is_some_and(|field| field.rival().is_some());
                let stands = self.answers.target(id) == *day && !rival;
                ruling((!stands).then(|| Change::Target { id: id.clone(), day: *day }).into_iter().collect())
            }
            Intent::Question { id, answer } => ruling(self.question(id, *answer).into_iter().collect()),
            Intent::Questions { answers } => {
                ruling(answers.iter().filter_map(|(id, answer)| self.question(id, *answer)).collect())
            }
            Intent::LeaveSo { id, reason } => self.leave_so(id, reason),
            Intent::AskAgain(id) => {
                let is_left = self.board.left_so.iter().any(|one| one.contradiction.id.as_ref() == Some(id));
                let change = || Change::LeftSo { id: id.clone(), answers: Vec::new(), reason: None };
                ruling(is_left.then(change).into_iter().collect())
            }
            Intent::Apps { apps } => {
                let stands = self.answers.scenario.value().is_some_and(|chosen| {
                    chosen.apps.len() == apps.len() && apps.iter().all(|id| chosen.apps.contains(id))
                });
                let business = self.board.business.clone();
                let change = || Change::Scenario { business, apps: apps.clone() };
                ruling((!stands).then(change).into_iter().collect())
            }
            Intent::Capture { id, captured } => self.capture(id, captured),
            Intent::Resolve { id, resolved } => {
                let capture = self.answers.captures.get(id);
                let rival = capture.is_some_and(|capture| capture.resolved.rival().is_some());
                let stands = capture.is_some_and(|capture| capture.is_resolved() == *resolved) && !rival;
                let change = || Change::Resolved { id: id.clone(), resolved: *resolved };
                ruling((!stands).then(change).into_iter().collect())
            }
            Intent::DropCapture(id) => {
                let exists =
                    self.answers.captures.get(id).is_some_and(|capture| capture.capture.value().is_some());
                ruling(exists.then(|| Change::Removed(id.0.clone())).into_iter().collect())
            }
            Intent::Item { id, item } => self.own_item(id, item),
            Intent::DropItem(id) => match own::refused(id, self) {
                Some(refusal) => Ruling::Refused(refusal),
                None => Ruling::Changes(vec![Change::Removed(Text::line(id.as_str()))]),
            },
            Intent::Rename(name) if name.is_empty() => {
                Ruling::Refused(Refusal::new("a project needs a name"))
            }
            Intent::Rename(name) => {
                let stands = self.answers.project_name() == Some(name);
                ruling((!stands).then(|| Change::Project(name.clone())).into_iter().collect())
            }
        }
    }

    fn question(&self, id: &QuestionId, answer: Known) -> Option<Change> {
        let field = self.answers.questions.get(id);
        let rival = field.is_some_and(|field| field.rival().is_some());
        let stands = self.answers.known(id) == answer && !rival;
        (!stands).then(|| Change::Question { id: id.clone(), answer })
    }

    fn leave_so(&self, id: &Text, reason: &Edit<Text>) -> Ruling {
        let left = self.board.left_so.iter().find(|one| one.contradiction.id.as_ref() == Some(id));
        let lasts = self.board.contradictions.iter().find(|one| one.id.as_ref() == Some(id));
        let Some(one) = left.map(|left| &left.contradiction).or(lasts) else {
            return Ruling::Refused(Refusal::new("these answers do not contradict each other now"));
        };
        if one.kind == ConflictKind::Impossible {
            let refusal = Refusal::new("answers that cannot all hold are not left so");
            return Ruling::Refused(refusal.hint("another answer to one of the questions ends it"));
        }
        let before = left.and_then(|left| left.reason.as_ref());
        let reason = reason.after(before);
        if left.is_some() && reason == before {
            return Ruling::Nothing;
        }
        let answers = asking::stood(&self.board.pack, self.answers, one);
        Ruling::Changes(vec![Change::LeftSo { id: id.clone(), answers, reason: reason.cloned() }])
    }

    fn own_item(&self, id: &EntryId, item: &OwnItem) -> Ruling {
        if let Err(refusal) = item.check(self.board) {
            return Ruling::Refused(refusal);
        }
        let field = self.answers.own_items.get(id);
        let rival = field.is_some_and(|field| field.rival().is_some());
        if OwnItem::of(self.answers, id).as_ref() == Some(item) && !rival {
            return Ruling::Nothing;
        }
        Ruling::Changes(vec![item.clone().change(id.clone())])
    }

    fn one_owner(&self, owner: &Text) -> Result<(), Refusal> {
        grammar::one_person(owner, &people(self.answers, &Text::default()))
    }

    fn capture(&self, id: &CaptureId, captured: &Captured) -> Ruling {
        if captured.text.is_empty() {
            return Ruling::Refused(Refusal::new(format!("the {} has no words", captured.kind.word())));
        }
        let field = self.answers.captures.get(id).map(|capture| &capture.capture);
        if field.is_some_and(|field| field.value() == Some(captured) && field.rival().is_none()) {
            return Ruling::Nothing;
        }
        let before = field.and_then(|field| field.value());
        // What is left over at an entry that is gone can still be worded, given to somebody, and resolved.
        let is_moved = before.map(|before| &before.at) != Some(&captured.at);
        if let Some(at) = captured.at.as_ref().filter(|_| is_moved)
            && let Err(refusal) = words::refused::unless_there(at, self)
        {
            return Ruling::Refused(refusal);
        }
        let before = before.and_then(|captured| captured.owner.as_ref());
        if let Some(owner) = captured.owner.as_ref().filter(|owner| Some(*owner) != before)
            && let Err(refusal) = self.one_owner(owner)
        {
            return Ruling::Refused(refusal);
        }
        let Captured { at, kind, text, owner, due, to } = captured.clone();
        Ruling::Changes(vec![Change::Capture { id: id.clone(), at, kind, text, owner, due, to }])
    }
}

/// The one change that a command writes, so that it is undone whole; `None` if there is nothing to change.
pub fn one_change(mut changes: Vec<Change>) -> Option<Change> {
    match changes.len() {
        0 => None,
        1 => changes.pop(),
        _ => Some(Change::Many(changes.into_iter().map(|change| SubChange { over: None, change }).collect())),
    }
}

fn ruling(changes: Vec<Change>) -> Ruling {
    if changes.is_empty() { Ruling::Nothing } else { Ruling::Changes(changes) }
}
