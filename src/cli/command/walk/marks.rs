//! Answers in the walk: what was typed becomes an intent, and what it lacks is asked for.

use super::effect::{Effect, WalkInput, refused, said};
use super::mode::{Pending, Walk, WalkMode};
use crate::domain::answer::meanwhile::{Meanwhile, Seen};
use crate::domain::answer::{Edit, Intent, Items, Lack, Ruling, Said, one_change};
use crate::domain::refusal::Refusal;
use crate::domain::{capture_line, dates, grammar, walk, words};
use crate::journal::record::{CaptureKind, Change, Status, Until};
use crate::pack::model::{EntryId, EntryRef};
use crate::text::Text;

/// The word that lets two answers stand beside each other.
pub(super) const STAND: &str = "stand";

impl Walk {
    /// Takes in a status and what was typed after it.
    pub(super) fn mark(
        &mut self,
        id: EntryId,
        status: Status,
        rest: &str,
        look: &WalkInput<'_>,
    ) -> Vec<Effect> {
        let mut answer = Said::status(status);
        let words = |typed: &str| Some(Text::line(typed)).filter(|text| !text.is_empty());
        let evidence = |typed: &str| words(typed).map_or(Edit::Keep, Edit::Set);
        let end = |typed: &str| grammar::end(typed, &look.project.board);
        match status {
            Status::Todo | Status::Doing if !rest.is_empty() => {
                return said(format!(
                    "`{}` takes nothing more. Our answer is `answer {}`.",
                    status.word(),
                    Text::line(rest)
                ));
            }
            Status::Todo | Status::Doing => {}
            Status::Blocked | Status::Na => answer.reason = words(rest),
            Status::Done => {
                let (seen, until) = walk::split_until(rest);
                match until.map(end) {
                    Some(Ok(until)) => (answer.evidence, answer.until) = (evidence(seen), Some(until)),
                    // What looks like a day is meant as one, and must not end up in the evidence.
                    Some(Err(refusal)) if until.is_some_and(dates::looks_like_a_day) => {
                        return refused(&refusal.into());
                    }
                    // `until` may be a word of the evidence.
                    Some(Err(_)) | None => answer.evidence = evidence(rest),
                }
            }
            Status::Waived => {
                if let Err(refusal) = waiver(&mut answer, rest, look) {
                    return refused(&refusal.into());
                }
            }
        }
        self.answer(id, answer, look)
    }

    /// Takes in what was asked for.
    pub(super) fn reply(&mut self, line: &str, mut pending: Pending, look: &WalkInput<'_>) -> Vec<Effect> {
        let typed = Text::line(line);
        let is_about_items = matches!(pending.lack(), Some(Lack::Items(_)));
        if typed.is_empty() && !is_about_items {
            return said("Dropped; nothing was changed.");
        }
        let answer = &mut pending.said;
        match pending.missing.lacks.first() {
            // What is asked for one by one may also be said at once, as after `waive`.
            Some(Lack::Reason) if pending.missing.status == Status::Waived => {
                if let Err(refusal) = waiver(answer, &typed, look) {
                    return self.refused_reply(pending, refusal);
                }
            }
            Some(Lack::Reason) => answer.reason = Some(typed),
            Some(Lack::Owner) => answer.owner = Edit::Set(name(&typed, look)),
            Some(Lack::Items(_)) => match typed.to_lowercase().as_str() {
                "" | "only" | "only the topic" | "topic" => answer.items = Items::Stay,
                "items" | "its items too" | "both" | "all" => answer.items = Items::Done,
                _ => return self.ask_again(pending),
            },
            Some(Lack::End) | None => match grammar::end(&typed, &look.project.board) {
                Ok(until) => answer.until = Some(until),
                Err(refusal) => return self.refused_reply(pending, refusal),
            },
        }
        self.answer(pending.id, pending.said, look)
    }

    /// Says what is wrong with a reply, and asks once more: the question also says how to get out of it.
    fn refused_reply(&mut self, pending: Pending, refusal: Refusal) -> Vec<Effect> {
        let mut effects = refused(&refusal.into());
        effects.extend(self.ask_again(pending));
        effects
    }

    fn ask_again(&mut self, pending: Pending) -> Vec<Effect> {
        let question = pending.question();
        self.mode = WalkMode::Asking(pending);
        said(question)
    }

    /// Takes in the end of the input while something was asked; what was said already is enough for a topic alone.
    pub(super) fn unanswered(&mut self, mut pending: Pending, look: &WalkInput<'_>) -> Vec<Effect> {
        if !matches!(pending.lack(), Some(Lack::Items(_))) {
            return said(format!("Not answered: {}.", look.situation().missing(&pending.missing)));
        }
        pending.said.items = Items::Stay;
        self.answer(pending.id, pending.said, look)
    }

    /// Writes an answer that has everything, else asks for the next thing it lacks.
    pub(super) fn answer(&mut self, id: EntryId, answer: Said, look: &WalkInput<'_>) -> Vec<Effect> {
        let situation = look.situation();
        let intent = answer.clone().about(std::slice::from_ref(&id));
        match situation.decide(&intent) {
            Ruling::Missing(missing) => {
                let mut effects = Vec::new();
                if let Some(Lack::Items(items)) = missing.lacks.first() {
                    effects.push(Effect::Say(format!("{}.", situation.still_open(items))));
                }
                effects.extend(self.ask_again(Pending { id, said: answer, missing }));
                effects
            }
            Ruling::Changes(changes) => {
                let found = situation.meanwhile(&self.seen, &intent, look.project.run());
                if !found.is_empty() {
                    return self.ask_between_two(id, answer, found, look);
                }
                let comes_back = comes_back(&id, &changes, look);
                let written = one_change(changes).map(Effect::Write);
                written.into_iter().chain(comes_back.map(Effect::Say)).collect()
            }
            Ruling::Nothing => said(words::fields::nothing(&intent)),
            Ruling::Refused(refusal) => refused(&refusal.into()),
        }
    }

    fn ask_between_two(
        &mut self,
        id: EntryId,
        answer: Said,
        found: Vec<Meanwhile>,
        look: &WalkInput<'_>,
    ) -> Vec<Effect> {
        let situation = look.situation();
        let mut effects = Vec::new();
        for one in &found {
            let time = look.project.moment.time(one.at);
            effects.push(Effect::Say(format!("{} answered meanwhile, {time}. NOT SAVED yet.", one.by)));
            let (theirs, yours) = match one.texts() {
                Some((theirs, yours)) => (theirs.to_string(), yours.to_string()),
                None => (situation.deed_alone(&one.theirs), situation.deed_alone(&one.yours.change)),
            };
            effects.push(Effect::Say(format!("{}: {theirs}", one.by)));
            effects.push(Effect::Say(format!("Yours: {yours}")));
        }
        let both = match found.as_slice() {
            [only] if only.texts().is_some() => ", `both` saves both as one text",
            _ => "",
        };
        effects.push(Effect::Say(format!(
            "`yours` saves yours{both}, `stand` saves it beside theirs as two answers, `theirs` keeps theirs."
        )));
        // What was asked about has been seen by now.
        self.seen = Seen::of(std::slice::from_ref(&id), &situation);
        self.mode = WalkMode::Meanwhile(id, Box::new(answer), found);
        effects
    }

    /// Takes in what becomes of two answers.
    pub(super) fn between_two(
        &mut self,
        line: &str,
        id: EntryId,
        answer: Said,
        found: Vec<Meanwhile>,
        look: &WalkInput<'_>,
    ) -> Vec<Effect> {
        let both = match found.as_slice() {
            [only] => only.both(),
            _ => None,
        };
        match (line.trim().to_lowercase().as_str(), both) {
            ("yours" | "mine", _) => self.answer(id, answer, look),
            ("theirs", _) => said("Theirs stays; yours is thrown away."),
            ("both", Some(both)) => self.note(id, &both, look),
            (STAND, _) => {
                let intent = answer.about(std::slice::from_ref(&id));
                let Ruling::Changes(changes) = look.situation().decide(&intent) else {
                    return said(words::NOTHING);
                };
                let seen = found.into_iter().map(|one| one.yours).collect();
                one_change(changes).map(|change| Effect::Beside(change, seen)).into_iter().collect()
            }
            _ => self.ask_between_two(id, answer, found, look),
        }
    }

    /// Takes in evidence.
    pub(super) fn seen(&mut self, id: EntryId, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        if rest.is_empty() {
            return said("Which evidence? A document, a number, a place; `seen none` removes it.");
        }
        let evidence = (rest != grammar::NONE).then(|| Text::line(rest));
        self.answer(id, Said::evidence(evidence), look)
    }

    /// Gives an entry an owner.
    pub(super) fn owner(&mut self, id: EntryId, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        if rest.is_empty() {
            return said("Whose is it? For example `owner Lena`; `owner none` removes the owner.");
        }
        let owner = (rest != grammar::NONE).then(|| name(rest, look));
        self.answer(id, Said::owner(owner), look)
    }

    /// Gives an entry a due date.
    pub(super) fn due(&mut self, id: EntryId, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        match grammar::maybe_day(rest, look.project.moment.today) {
            Ok(day) => self.answer(id, Said::due(day), look),
            Err(refusal) => refused(&refusal.into()),
        }
    }

    /// Writes an answer in words.
    pub(super) fn note(&mut self, id: EntryId, text: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        self.answer(id, Said::note(Text::block(text)), look)
    }

    /// Adds a line to the answer in words.
    pub(super) fn longer_note(&mut self, id: EntryId, more: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        let before = look.situation().answers.entry(&id).and_then(|said| said.note()).cloned();
        match before {
            Some(before) => self.note(id, &format!("{before}\n{more}"), look),
            None => self.note(id, more, look),
        }
    }
}

/// Takes in a waiver as it is typed: `REASON @WHO until DATE`, each part if it is there.
fn waiver(answer: &mut Said, typed: &str, look: &WalkInput<'_>) -> Result<(), Refusal> {
    let (reason, until) = walk::split_until(typed);
    let today = look.project.moment.today;
    let found = capture_line::understand(reason, CaptureKind::Action, &look.names(), today);
    answer.reason = Some(found.text).filter(|text| !text.is_empty());
    if let Some(owner) = found.owner {
        answer.owner = Edit::Set(owner);
    }
    let end = until.map(|until| grammar::end(until, &look.project.board)).transpose()?;
    let by_day = || found.due.filter(|day| *day >= today).map(Until::Day);
    answer.until = end.or_else(by_day).or(answer.until.take());
    Ok(())
}

/// The name that is meant: of somebody in the room if it begins only one, else as the project knows it.
pub(super) fn name(typed: &str, look: &WalkInput<'_>) -> Text {
    let typed = typed.trim().trim_start_matches('@');
    let names = look.names();
    let known = grammar::known_name(typed, &names).or_else(|| names.only(typed));
    known.cloned().unwrap_or_else(|| grammar::name(typed, &names))
}

/// Says what an intent other than an answer comes to.
pub(super) fn intend(intent: &Intent, look: &WalkInput<'_>) -> Vec<Effect> {
    let situation = look.situation();
    match situation.decide(intent) {
        Ruling::Changes(changes) => one_change(changes).into_iter().map(Effect::Write).collect(),
        Ruling::Nothing => said(words::fields::nothing(intent)),
        Ruling::Missing(missing) => said(format!("{}.", situation.missing(&missing))),
        Ruling::Refused(refusal) => refused(&refusal.into()),
    }
}

/// What is said if an item that comes back is done without an end.
fn comes_back(id: &EntryId, changes: &[Change], look: &WalkInput<'_>) -> Option<String> {
    let EntryRef::Item(item) = look.project.board.entry(look.project.answers(), id)? else { return None };
    let is_done = changes.iter().any(|change| {
        matches!(change, Change::Status { id: of, status: Status::Done, until: None, .. } if of == id)
    });
    let cadence = item.repeats.filter(|_| is_done)?;
    Some(format!("It comes back {}: `done until DATE` says how long it holds.", cadence.phrase()))
}
