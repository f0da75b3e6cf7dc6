//! Undo and redo over both files of a person: the project's, and the private notes.
//!
//! The two files have no common order. What this run wrote it knows; for the rest the times of the lines decide.

use jiff::Timestamp;

use super::Project;
use crate::domain::board::changed::Changed;
use crate::journal::fold::Fold;
use crate::journal::record::{Change, Course, Record, Seq};
use crate::journal::undo::{self, UndoError, UndoStep, Undone};
use crate::workspace::error::{Error, failed};

/// One of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    Project,
    Private,
}

/// What this run wrote, in order.
#[derive(Debug, Default)]
pub(super) struct Acts(Vec<(Home, Seq)>);

impl Project {
    /// Undoes what the author did last, a private note too.
    pub fn undo(&mut self, now: Timestamp) -> Result<(Undone, Changed), Error> {
        let home = self.home_of_the_newest(newest);
        let step = match (home, &mut self.private) {
            (Home::Private, Some(private)) => private.undo(now),
            _ => self.session.undo(now),
        };
        let step = step.map_err(|error| self.refused("undo", error))?;
        Ok(self.stepped(home, &step))
    }

    /// Redoes what the author undid last.
    pub fn redo(&mut self, now: Timestamp) -> Result<(Undone, Changed), Error> {
        let first = self.home_of_the_newest(latest);
        let other = if first == Home::Project { Home::Private } else { Home::Project };
        let (home, step) = match self.redo_in(first, now) {
            // What was undone in one file may all be redone, and something of the other one is still undone.
            Err(UndoError::NothingToRedo { .. }) if self.ends_with_a_step(first) => {
                (other, self.redo_in(other, now))
            }
            step => (first, step),
        };
        let step = step.map_err(|error| self.refused("redo", error))?;
        Ok(self.stepped(home, &step))
    }

    /// Whether undo would take something back now.
    pub fn can_undo(&self) -> bool {
        let by = self.session.by();
        self.lines_in(self.home_of_the_newest(newest)).is_some_and(|fold| undo::undo(fold, by).is_ok())
    }

    /// Notes that this run wrote the author's latest line in this file.
    pub(super) fn note_act(&mut self, home: Home) {
        let made = self.lines_in(home).and_then(|fold| latest(fold, self.session.by())).map(Record::seq);
        self.acts.0.extend(made.map(|seq| (home, seq)));
    }

    fn redo_in(&mut self, home: Home, now: Timestamp) -> Result<UndoStep, UndoError> {
        match (home, &mut self.private) {
            (Home::Private, Some(private)) => private.redo(now),
            (Home::Private, None) => Err(UndoError::NothingToRedo { by: self.session.by().clone() }),
            (Home::Project, _) => self.session.redo(now),
        }
    }

    fn stepped(&mut self, home: Home, step: &UndoStep) -> (Undone, Changed) {
        self.note_act(home);
        let record = step.record().clone();
        let changed = Changed::by_own([&record.change]);
        if home == Home::Project {
            self.follow(&changed);
            return (Undone::Change(Box::new(record)), changed);
        }
        match record.change.entry() {
            Some(id) => (Undone::PrivateNote(id.clone()), changed),
            None => (Undone::Change(Box::new(record)), changed),
        }
    }

    fn lines_in(&self, home: Home) -> Option<&Fold> {
        match home {
            Home::Project => Some(self.fold()),
            Home::Private => self.private.as_ref()?.fold(),
        }
    }

    fn ends_with_a_step(&self, home: Home) -> bool {
        let last = self.lines_in(home).and_then(|fold| latest(fold, self.session.by()));
        last.is_some_and(|record| matches!(record.change, Change::Undo(..) | Change::Redo(..)))
    }

    /// The file whose line, as `pick` finds it in each, is the newer one.
    fn home_of_the_newest(&self, pick: for<'f> fn(&'f Fold, &str) -> Option<&'f Record>) -> Home {
        let by = self.session.by();
        let in_project = pick(self.fold(), by);
        let Some(private) = self.lines_in(Home::Private).and_then(|fold| pick(fold, by)) else {
            return Home::Project;
        };
        let Some(project) = in_project else { return Home::Private };
        let made = |home: Home, record: &Record| {
            let is_it = |(other, seq): &(Home, Seq)| {
                *other == home && (*seq == record.seq() || self.session.name(*seq) == record.seq())
            };
            self.acts.0.iter().rposition(is_it)
        };
        let is_private = match (made(Home::Private, private), made(Home::Project, project)) {
            (Some(private), Some(project)) => private > project,
            (None, Some(_)) => private.at > project.at,
            (_, None) => private.at >= project.at,
        };
        if is_private { Home::Private } else { Home::Project }
    }

    fn refused(&self, what: &str, error: UndoError) -> Error {
        match error {
            UndoError::NothingToUndo { by } => Error::no(format!("there is nothing to undo for {by}"))
                .hint("it undoes what was changed under your own name"),
            UndoError::NothingToRedo { by } => Error::no(format!("there is nothing to redo for {by}"))
                .hint("redo works until your next change"),
            UndoError::Lasting { record } => {
                let done: Vec<String> =
                    self.situation().tell_record(&record).iter().map(ToString::to_string).collect();
                let error = Error::no(format!("cannot undo your latest change: {}", done.join(", ")));
                let stands = matches!(record.change, Change::Course { .. } | Change::Agenda(_));
                let error =
                    if stands { error.detail("what a workshop did stands in its minutes") } else { error };
                error.hint(instead(&record.change))
            }
            UndoError::Overtaken { record, later } => {
                let mut error =
                    Error::no(format!("cannot {what} this: {} has changed the same field since", later.by));
                for line in self.situation().tell_record(&record) {
                    error = error.detail(format!("yours: {line}"));
                }
                for line in self.situation().tell_record(&later) {
                    error = error.detail(format!("since: {line}"));
                }
                error.hint("answer again instead")
            }
            UndoError::Journal(error) => failed(&error),
        }
    }
}

/// What undo applies to, or has to name.
fn newest<'f>(fold: &'f Fold, by: &str) -> Option<&'f Record> {
    fold.newest_act_by(by)
}

/// What to do about a change that is not undone.
fn instead(change: &Change) -> &'static str {
    match change {
        Change::Project(_) => "rename the project again with `golive rename NAME`",
        Change::Review(_) => "a review stays as it was closed: close another one",
        Change::Tenant { .. } => "say the tenant's kind again with `golive facts FILE --tenant KIND`",
        Change::Look(_) => "a newer export takes its place",
        Change::Prepare(_) => "change the plan again, or drop it",
        Change::Agenda(_) => "change the agenda again, in the room or with `add` and `move` in the walk",
        Change::Course { what, .. } => instead_of(what),
        Change::Close { .. } => "a workshop that is closed stays closed; prepare another one",
        _ => "workshops are not undone; answer again what is wrong",
    }
}

/// The same for how a workshop left its plan.
fn instead_of(what: &Course) -> &'static str {
    match what {
        Course::PutOff { .. } => "add it again on the room's agenda, or with `add` in the walk",
        Course::Minutes { .. } => "give it other minutes on the room's agenda, or with `minutes` in the walk",
        Course::End { .. } => "move the end again in the room, or with `end` in the walk",
        Course::Came(_) | Course::Left(_) => {
            "say who is here in the room's list of people, or with `came` and `left` in the walk"
        }
        Course::Break => "end the break: Enter in the room, `resume` in the walk",
        Course::GoOn => "begin a break again in the room, or with `break` in the walk",
        Course::Rated(_) | Course::Next { .. } => "say it again when the workshop closes",
    }
}

/// The latest line, an undo too.
fn latest<'f>(fold: &'f Fold, by: &str) -> Option<&'f Record> {
    fold.trail(by).next()
}
