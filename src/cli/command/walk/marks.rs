//! Marking in the walk: a status with what belongs to it, asked for where it is missing.

use super::answers::name;
use super::effect::{Effect, Look, refused, said};
use super::machine::{Mode, Walk};
use crate::cli::command::answering;
use crate::domain::capture_line;
use crate::domain::dates;
use crate::domain::walk;
use crate::journal::answers::{Answer, EntryAnswers};
use crate::journal::record::{CaptureKind, Change, Status, Until};
use crate::pack::model::{EntryId, EntryRef};
use crate::text::{Text, counted};

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
    /// Which open items of a topic are done with it; none while nobody has said.
    items: Option<Vec<EntryId>>,
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
    /// Whether the open items of a topic are done too.
    Items,
}

impl Missing {
    fn question(self, status: Status) -> &'static str {
        match (self, status) {
            (Missing::Reason, Status::Blocked) => "What does it wait for? An empty line drops it.",
            (Missing::Reason, Status::Na) => "Why does it not apply? An empty line drops it.",
            (Missing::Reason, _) => "Why may it be left out? An empty line drops it.",
            (Missing::Owner, _) => "Who owns the waiver? An empty line drops it.",
            (Missing::Items, _) => "Only the topic, or its items too? `only`, as an empty line, or `items`.",
            (Missing::Until, _) => "Until when? A date or a milestone; an empty line drops it.",
        }
    }
}

impl Mark {
    /// Returns what was not said: `Design 42 waived, its end`.
    fn lacks(&self, missing: Missing) -> String {
        let what = match missing {
            Missing::Reason => "its reason",
            Missing::Owner => "its owner",
            Missing::Until => "its end",
            Missing::Items => "whether its items are too",
        };
        format!("{} {}, {what} is missing", self.id, self.status.word())
    }
}

impl Walk {
    /// Takes in a status and what was typed after it.
    pub(super) fn mark(&mut self, id: EntryId, status: Status, rest: &str, look: &Look<'_>) -> Vec<Effect> {
        let mut mark =
            Mark { id, status, reason: None, until: None, evidence: None, owner: None, items: None };
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
                    // What looks like a day is meant as one, and must not end up in the evidence.
                    Some(Err(error)) if until.is_some_and(dates::looks_like_a_day) => return refused(&error),
                    // `until` may be a word of what was seen.
                    Some(Err(_)) | None => mark.evidence = words(rest),
                }
            }
            Status::Waived => {
                let (reason, until) = walk::split_until(rest);
                let today = look.project.moment.today;
                let found = capture_line::understand(reason, CaptureKind::Action, &look.names(), today);
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
        if typed.is_empty() && missing != Missing::Items {
            return said("Dropped; nothing was changed.");
        }
        match missing {
            Missing::Reason => mark.reason = Some(typed),
            Missing::Owner => mark.owner = Some(name(&typed, look)),
            Missing::Items => match typed.to_lowercase().as_str() {
                "" | "only" | "only the topic" | "topic" => mark.items = Some(Vec::new()),
                "items" | "its items too" | "both" | "all" => mark.items = Some(open_items(&mark.id, look)),
                _ => {
                    self.mode = Mode::Asking(mark, Missing::Items);
                    return said(Missing::Items.question(Status::Done));
                }
            },
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

    /// Takes in the end of the input while something was asked; what was said already is enough for a topic alone.
    pub(super) fn unanswered(&mut self, mut mark: Mark, missing: Missing, look: &Look<'_>) -> Vec<Effect> {
        if missing != Missing::Items {
            return said(format!("Not answered: {}.", mark.lacks(missing)));
        }
        mark.items = Some(Vec::new());
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
        let open = if mark.status == Status::Done && mark.items.is_none() {
            open_items(&mark.id, look)
        } else {
            Vec::new()
        };
        let missing = if mark.status.needs_reason() && mark.reason.is_none() {
            Some(Missing::Reason)
        } else if is_waived && mark.owner.is_none() && said_before.owner().is_none() {
            Some(Missing::Owner)
        } else if is_waived && mark.until.is_none() {
            Some(Missing::Until)
        } else if !open.is_empty() {
            Some(Missing::Items)
        } else {
            None
        };
        if let Some(missing) = missing {
            let question = missing.question(mark.status);
            self.mode = Mode::Asking(mark, missing);
            let mut effects = Vec::new();
            if missing == Missing::Items {
                effects.push(Effect::Say(still_open(&open, look)));
            }
            effects.push(Effect::Say(question.into()));
            return effects;
        }
        let evidence = mark.evidence.or_else(|| said_before.answer()?.evidence.clone());
        let answer = Answer { status: mark.status, words, reason: mark.reason, until: mark.until, evidence };
        let owner = mark.owner.filter(|owner| said_before.owner() != Some(owner));
        let items = mark.items.unwrap_or_default();
        let stands = said_before.answer() == Some(&answer) && said_before.status.rival().is_none();
        if stands && owner.is_none() && items.is_empty() {
            return said("It stands so already.");
        }
        let comes_back = comes_back(&mark.id, &answer, look);
        let mut parts = parts(&mark.id, answer, owner);
        parts.extend(items.iter().filter_map(|item| done(item, look)));
        let mut effects: Vec<Effect> = answering::one_change(parts).into_iter().map(Effect::Write).collect();
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
    parts(id, answer, None).into_iter().map(Effect::Write).collect()
}

/// Returns the items of a topic that apply and are open.
fn open_items(id: &EntryId, look: &Look<'_>) -> Vec<EntryId> {
    let board = &look.project.board;
    let items = board.topic(id).map(|(_, topic)| topic.items.as_slice()).unwrap_or_default();
    let items = items.iter().map(|ix| board.at(*ix));
    items
        .filter(|item| item.applies.is_yes() && !item.standing.is_settled())
        .map(|item| item.id.clone())
        .collect()
}

/// Returns `3 items of this topic are still open: Design 1, Design 2, Deploy 1.`
fn still_open(items: &[EntryId], look: &Look<'_>) -> String {
    let names: Vec<String> = items.iter().map(|id| look.project.named(id).name.to_string()).collect();
    let verb = if items.len() == 1 { "is" } else { "are" };
    let count = counted(items.len(), "item", "items");
    format!("{count} of this topic {verb} still open: {}.", names.join(", "))
}

/// Returns the change that makes an item done with its topic; what was seen of it stays.
fn done(id: &EntryId, look: &Look<'_>) -> Option<Change> {
    let words = look.project.words(id)?;
    let evidence = look.project.answers().entry(id).and_then(|said| said.answer()?.evidence.clone());
    let answer = Answer { status: Status::Done, words, reason: None, until: None, evidence };
    parts(id, answer, None).pop()
}

fn parts(id: &EntryId, answer: Answer, owner: Option<Text>) -> Vec<Change> {
    let status = Change::Status {
        id: id.clone(),
        status: answer.status,
        words: answer.words,
        reason: answer.reason,
        until: answer.until,
        evidence: answer.evidence,
    };
    let owner = owner.map(|owner| Change::Owner { id: id.clone(), owner: Some(owner) });
    std::iter::once(status).chain(owner).collect()
}

/// Returns what is said where an item that comes back is done without an end.
fn comes_back(id: &EntryId, answer: &Answer, look: &Look<'_>) -> Option<String> {
    let EntryRef::Item(item) = look.project.board.entry(look.project.answers(), id)? else { return None };
    let cadence = item.repeats.filter(|_| answer.status == Status::Done && answer.until.is_none())?;
    Some(format!("It comes back {}: `done until DATE` says how long it holds.", cadence.phrase()))
}
