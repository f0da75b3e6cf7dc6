//! Marking in the walk: a status with what belongs to it, asked for where it is missing.

use super::answers::name;
use super::machine::{Effect, Look, Mode, Walk, refused, said};
use crate::cli::command::answering;
use crate::journal::answers::{Answer, EntryAnswers};
use crate::journal::record::{Change, Part, Status, Until};
use crate::pack::model::{EntryId, EntryRef};
use crate::review::capture_line;
use crate::review::walk;
use crate::text::Text;

/// A status that somebody gave, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    id: EntryId,
    status: Status,
    reason: Option<Text>,
    until: Option<Until>,
    evidence: Option<Text>,
    /// None where the owner stays who it is.
    owner: Option<Text>,
}

/// What a status still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// Why.
    Reason,
    /// Who owns a waiver.
    Owner,
    /// When it ends.
    Until,
}

impl Missing {
    fn question(self, status: Status) -> &'static str {
        match (self, status) {
            (Missing::Reason, Status::Blocked) => "What does it wait for? An empty line drops it.",
            (Missing::Reason, Status::Na) => "Why does it not apply? An empty line drops it.",
            (Missing::Reason, _) => "Why may it be left out? An empty line drops it.",
            (Missing::Owner, _) => "Who owns the waiver? An empty line drops it.",
            (Missing::Until, _) => "Until when? A date or a milestone; an empty line drops it.",
        }
    }
}

impl Mark {
    /// Returns what was not said: `Design 42 waived, its end`.
    pub(super) fn lacks(&self, missing: Missing) -> String {
        let what = match missing {
            Missing::Reason => "its reason",
            Missing::Owner => "its owner",
            Missing::Until => "its end",
        };
        format!("{} {}, {what} is missing", self.id, self.status.word())
    }
}

impl Walk {
    /// Takes in a status and what was typed after it.
    pub(super) fn mark(&mut self, id: EntryId, status: Status, rest: &str, look: &Look<'_>) -> Vec<Effect> {
        let mut mark = Mark { id, status, reason: None, until: None, evidence: None, owner: None };
        let words = |typed: &str| Some(Text::line(typed)).filter(|text| !text.is_empty());
        match status {
            Status::Todo | Status::Doing if !rest.is_empty() => {
                return said(format!(
                    "`{}` takes nothing more. Our answer is `answer {}`.",
                    status.word(),
                    Text::line(rest)
                ));
            }
            Status::Todo | Status::Doing => {}
            Status::Blocked | Status::Na => mark.reason = words(rest),
            Status::Done => {
                let (seen, until) = walk::split_until(rest);
                match until.map(|typed| answering::until(typed, look.project)) {
                    Some(Ok(until)) => (mark.evidence, mark.until) = (words(seen), Some(until)),
                    // `until` may be a word of what was seen.
                    Some(Err(_)) | None => mark.evidence = words(rest),
                }
            }
            Status::Waived => {
                let (reason, until) = walk::split_until(rest);
                let found = capture_line::understand(reason, &look.names(), look.project.moment.today);
                mark.reason = words(&found.text);
                mark.owner = found.owner;
                mark.until = match until.map(|typed| answering::until(typed, look.project)) {
                    Some(Err(error)) => return refused(&error),
                    Some(Ok(until)) => Some(until),
                    None => found.due.filter(|day| *day >= look.project.moment.today).map(Until::Day),
                };
            }
        }
        self.complete(mark, look)
    }

    /// Takes in what was asked for.
    pub(super) fn reply(
        &mut self,
        line: &str,
        mut mark: Mark,
        missing: Missing,
        look: &Look<'_>,
    ) -> Vec<Effect> {
        let typed = Text::line(line);
        if typed.is_empty() {
            return said("Dropped; nothing was changed.");
        }
        match missing {
            Missing::Reason => mark.reason = Some(typed),
            Missing::Owner => mark.owner = Some(name(&typed, look)),
            Missing::Until => match answering::until(&typed, look.project) {
                Ok(until) => mark.until = Some(until),
                Err(error) => {
                    self.mode = Mode::Asking(mark, Missing::Until);
                    return refused(&error);
                }
            },
        }
        self.complete(mark, look)
    }

    /// Writes a status that has everything, else asks for the next thing it lacks.
    fn complete(&mut self, mut mark: Mark, look: &Look<'_>) -> Vec<Effect> {
        let empty = EntryAnswers::default();
        let said_before = look.project.answers().entry(&mark.id).unwrap_or(&empty);
        let Some(words) = look.project.words(&mark.id) else {
            return said("It is no longer in the pack, so it cannot be answered again; what was said stays.");
        };
        // What was said with this status stays when it is confirmed; an end that has passed does not.
        let ended = look.project.board.row(&mark.id).is_some_and(|row| row.standing.ended.is_some());
        let before = said_before.answer().filter(|answer| answer.status == mark.status && !ended);
        if mark.reason.is_none() {
            mark.reason = before.and_then(|answer| answer.reason.clone());
        }
        if mark.until.is_none() {
            mark.until = before.and_then(|answer| answer.until.clone());
        }
        let is_waived = mark.status == Status::Waived;
        let missing = if mark.status.needs_reason() && mark.reason.is_none() {
            Some(Missing::Reason)
        } else if is_waived && mark.owner.is_none() && said_before.owner().is_none() {
            Some(Missing::Owner)
        } else if is_waived && mark.until.is_none() {
            Some(Missing::Until)
        } else {
            None
        };
        if let Some(missing) = missing {
            let question = missing.question(mark.status);
            self.mode = Mode::Asking(mark, missing);
            return said(question);
        }
        let evidence = mark.evidence.or_else(|| said_before.answer()?.evidence.clone());
        let answer = Answer { status: mark.status, words, reason: mark.reason, until: mark.until, evidence };
        let owner = mark.owner.filter(|owner| said_before.owner() != Some(owner));
        if said_before.answer() == Some(&answer) && said_before.status.rival().is_none() && owner.is_none() {
            return said("It stands so already.");
        }
        let comes_back = comes_back(&mark.id, &answer, look);
        let mut effects = vec![Effect::Write(change(&mark.id, answer, owner))];
        effects.extend(comes_back.map(Effect::Say));
        effects
    }
}

/// Takes in what was seen.
pub(super) fn seen(id: &EntryId, rest: &str, look: &Look<'_>) -> Vec<Effect> {
    if rest.is_empty() {
        return said("Seen where? A document, a number, a place; `seen none` clears it.");
    }
    let Some(words) = look.project.words(id) else {
        return said("It is no longer in the pack, so it cannot be answered again; what was said stays.");
    };
    let before = look.project.answers().entry(id).and_then(|said| said.answer());
    let evidence = (rest != "none").then(|| Text::line(rest));
    let answer = match before {
        // Saying where it was seen does not confirm another wording.
        Some(before) => Answer { evidence, ..before.clone() },
        None => Answer { status: Status::Todo, words, reason: None, until: None, evidence },
    };
    vec![Effect::Write(change(id, answer, None))]
}

fn change(id: &EntryId, answer: Answer, owner: Option<Text>) -> Change {
    let status = Change::Status {
        id: id.clone(),
        status: answer.status,
        words: answer.words,
        reason: answer.reason,
        until: answer.until,
        evidence: answer.evidence,
    };
    match owner {
        None => status,
        Some(owner) => {
            let owner = Change::Owner { id: id.clone(), owner: Some(owner) };
            Change::Many([status, owner].map(|change| Part { over: None, change }).to_vec())
        }
    }
}

/// Returns what is said where an item that comes back is done without an end.
fn comes_back(id: &EntryId, answer: &Answer, look: &Look<'_>) -> Option<String> {
    let EntryRef::Item(item) = look.project.board.entry(look.project.answers(), id)? else { return None };
    let cadence = item.repeats.filter(|_| answer.status == Status::Done && answer.until.is_none())?;
    Some(format!("It comes back {}: `done until DATE` says how long it holds.", cadence.phrase()))
}
