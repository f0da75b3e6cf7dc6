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

use jiff::civil::Date;

use super::board::{Board, EntryKind};
use super::moment::Moment;
use super::own::{self, OwnItem};
use super::refusal::Refusal;
use super::standing::Standing;
use crate::journal::answers::{Answer, Answers, Captured, EntryAnswers, Wording};
use crate::journal::digest::Digest;
use crate::journal::record::{CaptureId, Change, Known, Status, SubChange, Until};
use crate::pack::model::{EntryId, MilestoneId, QuestionId, ScenarioId};
use crate::text::Text;

mod entry;
pub mod meanwhile;
#[cfg(test)]
mod tests;

/// What an intent is held against: the project as it now is.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    pub board: &'a Board,
    pub answers: &'a Answers,
    pub moment: &'a Moment,
}

/// What somebody wants to say.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// The same about each of these entries.
    Answer { ids: Vec<EntryId>, said: Said },
    /// A milestone's target day.
    Target { id: MilestoneId, day: Option<Date> },
    /// The answer to a project question.
    Question { id: QuestionId, answer: Known },
    /// The answers to several, as one change.
    Questions { answers: Vec<(QuestionId, Known)> },
    /// The application scenarios of the project.
    Apps { apps: Vec<ScenarioId> },
    /// A new capture, or one that exists as it is to be from now on.
    Capture { id: CaptureId, captured: Captured },
    /// A capture is resolved, or open again.
    Resolve { id: CaptureId, resolved: bool },
    /// A capture is removed.
    DropCapture(CaptureId),
    /// A new item of the project's own, or one that exists as it is to be from now on.
    Item { id: EntryId, item: OwnItem },
    /// An item of the project's own is removed.
    DropItem(EntryId),
    /// The project's name.
    Rename(Text),
}

/// What is said about an entry, apart from the entry, so that it can be said of several, and again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// `None` leaves the status as it is.
    pub status: Option<Status>,
    /// Why; `None` keeps the reason of a status that is given again, empty removes it.
    pub reason: Option<Text>,
    /// Until when; `None` keeps the end of a status that is given again.
    pub until: Option<Until>,
    /// Whether a status that is given again loses its end.
    pub endless: bool,
    pub evidence: Edit<Text>,
    pub owner: Edit<Text>,
    pub due: Edit<Date>,
    /// The answer in words, whole; empty removes it.
    pub note: Option<Text>,
    /// What becomes of a topic's open items when the topic is done.
    pub items: Items,
}

/// What becomes of one value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is removed.
    Clear,
    /// It is this from now on.
    Set(T),
}

impl<T> Edit<T> {
    /// The edit that makes the value `value`: none removes it.
    pub fn to(value: Option<T>) -> Edit<T> {
        value.map_or(Edit::Clear, Edit::Set)
    }

    fn after<'a>(&'a self, before: Option<&'a T>) -> Option<&'a T> {
        match self {
            Edit::Keep => before,
            Edit::Clear => None,
            Edit::Set(value) => Some(value),
        }
    }
}

/// What becomes of a topic's open items when the topic is done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Items {
    /// That is asked, where there are any.
    #[default]
    Ask,
    /// They stay open.
    Stay,
    /// They are done too.
    Done,
}

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

/// What an answer still lacks.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing {
    /// The entry that lacks it: the first of those that were named.
    pub id: EntryId,
    pub status: Status,
    /// At least one, in the order in which they are asked for.
    pub lacks: Vec<Lack>,
}

/// One thing that an answer lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Why.
    Reason,
    /// Who owns the waiver.
    Owner,
    /// When it ends.
    End,
    /// Whether these open items of the topics are done too.
    Items(Vec<EntryId>),
}

impl Said {
    /// A status, with nothing else said.
    pub fn status(status: Status) -> Said {
        Said { status: Some(status), ..Said::default() }
    }

    /// The answer in words.
    pub fn note(text: Text) -> Said {
        Said { note: Some(text), ..Said::default() }
    }

    /// An owner, or that nobody owns it.
    pub fn owner(owner: Option<Text>) -> Said {
        Said { owner: Edit::to(owner), ..Said::default() }
    }

    /// A due date, or none.
    pub fn due(day: Option<Date>) -> Said {
        Said { due: Edit::to(day), ..Said::default() }
    }

    /// Evidence, or none.
    pub fn evidence(evidence: Option<Text>) -> Said {
        Said { evidence: Edit::to(evidence), ..Said::default() }
    }

    /// The intent to say this about `ids`.
    pub fn about(self, ids: &[EntryId]) -> Intent {
        Intent::Answer { ids: ids.to_vec(), said: self }
    }
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

    fn capture(&self, id: &CaptureId, captured: &Captured) -> Ruling {
        if captured.text.is_empty() {
            return Ruling::Refused(Refusal::new(format!("the {} has no words", captured.kind.word())));
        }
        let field = self.answers.captures.get(id).map(|capture| &capture.capture);
        if field.is_some_and(|field| field.value() == Some(captured) && field.rival().is_none()) {
            return Ruling::Nothing;
        }
        let Captured { at, kind, text, owner, due, to } = captured.clone();
        Ruling::Changes(vec![Change::Capture { id: id.clone(), at, kind, text, owner, due, to }])
    }

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

pub(super) fn status_change(id: &EntryId, answer: Answer) -> Change {
    let Answer { status, words, reason, until, evidence } = answer;
    Change::Status { id: id.clone(), status, words, reason, until, evidence }
}
