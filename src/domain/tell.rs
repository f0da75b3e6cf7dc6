//! Says in words what a change did: for the history, for what was undone, for minutes. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::board::Board;
use super::dates;
use super::moment::Moment;
use super::wording::course;
use crate::journal::answers::Answers;
use crate::journal::record::{CaptureId, Change, Course, Record, Seq, Status, Until};
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::{Text, counted};

/// What is needed to name what a change is about.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'a> {
    pub board: &'a Board,
    pub answers: &'a Answers,
    pub moment: &'a Moment,
}

/// Returns the agendas that are as they were: they say that a workshop goes on, and nobody changed anything.
///
/// The records are wanted in the order of the journal.
pub fn repeated<'r>(records: impl IntoIterator<Item = &'r Record>) -> BTreeSet<Seq> {
    let mut agendas: BTreeMap<Seq, &[EntryId]> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for record in records {
        match (&record.change, record.s) {
            (Change::Open { plan, .. }, _) => _ = agendas.insert(record.seq(), &plan.agenda),
            (Change::Agenda(ids), Some(workshop)) if agendas.insert(workshop, ids) == Some(ids) => {
                found.insert(record.seq());
            }
            _ => {}
        }
    }
    found
}

impl Teller<'_> {
    /// Returns one line for each part of a change; parts that only serve the file say nothing.
    pub fn tell(&self, change: &Change) -> Vec<Text> {
        change.parts(None).filter_map(|(_, part)| self.part(part)).map(|line| Text::line(&line)).collect()
    }

    /// Returns what a record did; one that takes something back names it, where `find` knows it.
    pub fn told<'r>(&self, record: &Record, find: impl Fn(Seq) -> Option<&'r Record>) -> Vec<Text> {
        let (word, target) = match &record.change {
            Change::Undo(n, run) => ("undid", Seq(*n, *run)),
            Change::Redo(n, run) => ("did again", Seq(*n, *run)),
            change => return self.tell(change),
        };
        let what = find(target).map(|record| self.tell(&record.change)).unwrap_or_default();
        if what.is_empty() {
            return vec![Text::line(word)];
        }
        what.iter().map(|line| Text::line(&format!("{word}: {line}"))).collect()
    }

    fn part(&self, change: &Change) -> Option<String> {
        Some(match change {
            Change::Project(name) => format!("the project is called {name}"),
            Change::Scenario { business, apps } => {
                let apps = apps.iter().map(ToString::to_string);
                let words: Vec<String> = std::iter::once(business.label().to_owned()).chain(apps).collect();
                format!("the project is {}", words.join(", "))
            }
            Change::Question { id, answer } => {
                let question = self.board.pack.questions.iter().find(|question| question.id == *id);
                let ask = question.map_or(id.as_str(), |question| question.ask.as_str());
                format!("{ask} {}", answer.word())
            }
            Change::Target { id, day } => {
                let day = day.map_or_else(|| "no date".to_owned(), |day| self.day(day));
                format!("target of {}: {day}", self.milestone(id))
            }
            Change::Item { id, title, .. } => match self.board.row(id) {
                Some(row) => format!("added {} {title}", row.name),
                None => format!("added {title}"),
            },
            Change::Status { id, status, reason, until, evidence, .. } => {
                let until = until.as_ref().map(|until| match until {
                    Until::Day(day) => format!(", until {}", self.day(*day)),
                    Until::Milestone(id) => format!(", until {}", self.milestone(id)),
                });
                let reason = reason.as_ref().map(|reason| format!(": {}", reason.first_line()));
                let seen = evidence.as_ref().map(|seen| format!(", seen at {}", seen.first_line()));
                let status = status_phrase(*status);
                let [until, reason, seen] = [until, reason, seen].map(Option::unwrap_or_default);
                format!("{} {status}{until}{seen}{reason}", self.entry(id))
            }
            Change::Owner { id, owner: Some(owner) } => format!("{} is {owner}'s", self.entry(id)),
            Change::Owner { id, owner: None } => format!("{} is nobody's", self.entry(id)),
            Change::Due { id, day: Some(day) } => format!("{} is due {}", self.entry(id), self.day(*day)),
            Change::Due { id, day: None } => format!("{} has no date", self.entry(id)),
            Change::Note { id, text } if text.is_empty() => {
                format!("{} has no answer in words", self.entry(id))
            }
            Change::Note { id, text } => format!("{} answer: {}", self.entry(id), text.first_line()),
            Change::Capture { at, kind, text, owner, due, .. } => {
                let at = at.as_ref().map(|id| format!(" at {}", self.short(id))).unwrap_or_default();
                let owner = owner.as_ref().map(|owner| format!(", {owner}")).unwrap_or_default();
                let due = due.map(|day| format!(", {}", self.day(day))).unwrap_or_default();
                format!("{}{at}: {}{owner}{due}", kind.word(), text.first_line())
            }
            Change::Resolved { id, resolved } => {
                let word = if *resolved { "settled" } else { "open again" };
                format!("{word}: {}", self.capture(id))
            }
            Change::Removed(id) if id.contains('/') => format!("removed {}", self.entry(&EntryId::new(id))),
            Change::Removed(id) => format!("removed: {}", self.capture(&CaptureId(id.clone()))),
            Change::Hands(hands) => format!("{} hands: {}", self.entry(&hands.id), hands.phrase()),
            Change::Course { what: Course::Minutes { id, minutes }, .. } => {
                format!("{}: {minutes} minutes planned", self.short(id))
            }
            Change::Course { what: Course::PutOff { ids }, .. } => {
                let names: Vec<String> = ids.iter().map(|id| self.short(id)).collect();
                format!("put off: {}", names.join(", "))
            }
            Change::Course { what, .. } => course(what),
            Change::Prepare(plan) => format!("workshop planned: {}", plan.title),
            Change::Apart(apart) => {
                format!("answers given apart, {}", counted(apart.entries.len(), "entry", "entries"))
            }
            Change::Open { plan, .. } => format!("workshop opened: {}", plan.title),
            Change::Agenda(ids) => format!("agenda changed, {}", counted(ids.len(), "entry", "entries")),
            Change::Close { seconds } => format!("workshop closed after {} min", seconds / 60),
            Change::Review(review) => {
                let decision = review.decision.map(|decision| format!(", {}", decision.phrase()));
                format!(
                    "review of {}: {}{}",
                    review.milestone_title,
                    review.verdict.phrase(),
                    decision.unwrap_or_default()
                )
            }
            Change::Undo(..) => "undone".to_owned(),
            Change::Redo(..) => "done again".to_owned(),
            Change::Words { .. } | Change::At { .. } | Change::Closing { .. } | Change::Many(_) => {
                return None;
            }
        })
    }

    /// Returns `Design 42 Design session lifetimes`; a topic's title alone.
    pub fn entry(&self, id: &EntryId) -> String {
        match self.board.row(id) {
            Some(row) if row.is_item() => format!("{} {}", row.name, row.title),
            Some(row) => row.title.to_string(),
            None => self.short(id),
        }
    }

    fn short(&self, id: &EntryId) -> String {
        if let Some(row) = self.board.row(id) {
            return row.name.to_string();
        }
        let words = self.answers.words.iter().rev().find(|((known, _), _)| known == id);
        words.map_or_else(|| id.to_string(), |(_, words)| words.title.to_string())
    }

    fn capture(&self, id: &CaptureId) -> String {
        let captured = self.answers.captures.get(id).and_then(|capture| capture.capture.writes().last());
        captured.map_or_else(
            || id.0.to_string(),
            |write| format!("{}: {}", write.value.kind.word(), write.value.text.first_line()),
        )
    }

    fn milestone(&self, id: &MilestoneId) -> String {
        self.board.milestone(id).map_or_else(|| id.to_string(), |(_, milestone)| milestone.title.to_string())
    }

    fn day(&self, day: jiff::civil::Date) -> String {
        dates::long(day, self.moment.today)
    }
}

fn status_phrase(status: Status) -> &'static str {
    match status {
        Status::Todo => "is to do",
        Status::Doing => "is in work",
        Status::Blocked => "is blocked",
        Status::Done => "is done",
        Status::Waived => "is waived",
        Status::Na => "does not apply",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::{Story, item, plan};
    use crate::journal::record::{Plan, Scope};

    #[test]
    fn an_agenda_is_a_change_only_where_it_differs_from_the_one_before() {
        let mut story = Story::new();
        let (one, other) = (item("Design 1"), item("Design 2"));
        story.open(Plan { agenda: vec![one.clone()], ..plan(60, &[], Scope::default()) });
        let same = story.say(Change::Agenda(vec![one.clone()]));
        story.say(Change::Agenda(vec![other.clone()]));
        let same_again = story.say(Change::Agenda(vec![other]));
        story.say(Change::Agenda(vec![one]));
        assert_eq!(repeated(story.records()), BTreeSet::from([same, same_again]));
    }
}
