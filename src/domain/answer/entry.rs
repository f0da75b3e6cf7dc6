//! What is said about entries, entry by entry: the rules of statuses, owners, dates and words.

use jiff::ToSpan;

use super::{Edit, Items, Lack, Missing, Said, Situation, status_change};
use crate::domain::refusal::Refusal;
use crate::domain::words;
use crate::journal::answers::{Answer, EntryAnswers};
use crate::journal::record::{Change, Status, Until};
use crate::pack::model::{Cadence, EntryId, EntryRef};
use crate::text::Text;

/// Why an answer does not become changes.
pub(super) enum Stop {
    Missing(Missing),
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Stop {
        Stop::Refused(refusal)
    }
}

impl Situation<'_> {
    /// The changes that say the same about each entry; those of the topics' items too, if that is wanted.
    pub(super) fn entries(&self, ids: &[EntryId], said: &Said) -> Result<Vec<Change>, Stop> {
        let mut changes = Vec::new();
        for id in ids {
            self.one(id, said, &mut changes)?;
        }
        if said.status != Some(Status::Done) || said.items == Items::Stay {
            return Ok(changes);
        }
        let mut items: Vec<EntryId> = Vec::new();
        for item in ids.iter().flat_map(|id| self.open_items(id)) {
            if !ids.contains(&item) && !items.contains(&item) {
                items.push(item);
            }
        }
        match (said.items, ids.first()) {
            (Items::Ask, Some(id)) if !items.is_empty() => {
                let lacks = vec![Lack::Items(items)];
                return Err(Stop::Missing(Missing { id: id.clone(), status: Status::Done, lacks }));
            }
            (Items::Done, _) => {
                for item in &items {
                    self.one(item, &Said::status(Status::Done), &mut changes)?;
                }
            }
            _ => {}
        }
        Ok(changes)
    }

    fn one(&self, id: &EntryId, said: &Said, changes: &mut Vec<Change>) -> Result<(), Stop> {
        words::refused::unless_there(id, self)?;
        let empty = EntryAnswers::default();
        let before = self.answers.entry(id).unwrap_or(&empty);
        let answer = match said.status {
            Some(status) => self.status(id, status, said, before)?,
            None => self.evidence(id, &said.evidence, before)?,
        };
        changes.extend(answer.map(|answer| status_change(id, answer)));
        let owner = said.owner.after(before.owner());
        if owner.is_none() && said.status.is_none() && said.owner == Edit::Clear && self.is_waived(id) {
            let name = words::name(id, self);
            return Err(Refusal::new(format!("{name}: a waiver needs an owner"))
                .hint("name another owner, or mark it todo first")
                .into());
        }
        if let Edit::Set(owner) | Edit::Fill(owner) = &said.owner
            && Some(owner) != before.owner()
        {
            self.one_owner(owner)?;
        }
        if said.owner != Edit::Keep && (owner != before.owner() || before.owner.rival().is_some()) {
            changes.push(Change::Owner { id: id.clone(), owner: owner.cloned() });
        }
        let due = said.due.after(before.due().as_ref()).copied();
        if said.due != Edit::Keep && (due != before.due() || before.due.rival().is_some()) {
            changes.push(Change::Due { id: id.clone(), day: due });
        }
        if let Some(text) = &said.note {
            let stands = before.note().map(Text::as_str).unwrap_or_default() == text.as_str();
            if !stands || before.note.rival().is_some() {
                changes.push(Change::Note { id: id.clone(), text: text.clone() });
            }
        }
        Ok(())
    }

    /// The answer with a status, `None` if it holds already.
    fn status(
        &self,
        id: &EntryId,
        status: Status,
        said: &Said,
        before: &EntryAnswers,
    ) -> Result<Option<Answer>, Stop> {
        let standing = self.standing(id);
        let held = before.answer().filter(|answer| answer.status == status && standing.ended.is_none());
        let kept = || held.and_then(|answer| answer.reason.clone());
        let reason = said.reason.clone().or_else(kept).filter(|reason| !reason.is_empty());
        let until = match &said.until {
            Some(_) if !matches!(status, Status::Done | Status::Waived) => {
                return Err(words::refused::no_end(id, status, self).into());
            }
            Some(Until::Day(day)) if *day < self.moment.today => {
                return Err(words::refused::end_passed(*day).into());
            }
            Some(until) => Some(until.clone()),
            None if said.endless => None,
            None => match held {
                Some(answer) => answer.until.clone(),
                None if status == Status::Done => self.comes_back(id),
                None => None,
            },
        };
        let mut lacks = Vec::new();
        if status.needs_reason() && reason.is_none() {
            lacks.push(Lack::Reason);
        }
        if status == Status::Waived && said.owner.after(before.owner()).is_none() {
            lacks.push(Lack::Owner);
        }
        if status == Status::Waived && until.is_none() {
            lacks.push(Lack::End);
        }
        if !lacks.is_empty() {
            return Err(Stop::Missing(Missing { id: id.clone(), status, lacks }));
        }
        let words = self.words(id).ok_or_else(|| words::refused::gone(id, self))?;
        let evidence = before.answer().and_then(|answer| answer.evidence.as_ref());
        let evidence = said.evidence.after(evidence).cloned();
        let answer = Answer { status, words, reason, until, evidence };
        // Never answered is todo already.
        let blank = status == Status::Todo && answer.evidence.is_none() && answer.reason.is_none();
        let stands = match before.answer() {
            Some(held) => *held == answer && before.status.rival().is_none(),
            None => blank,
        };
        Ok((!stands).then_some(answer))
    }

    /// Until when something that repeats is done: the day on which it is due again.
    fn comes_back(&self, id: &EntryId) -> Option<Until> {
        let Some(EntryRef::Item(item)) = self.board.entry(self.answers, id) else { return None };
        let period = match item.repeats? {
            Cadence::Week => 1.week(),
            Cadence::Month => 1.month(),
            Cadence::Quarter => 3.months(),
            Cadence::Year => 1.year(),
            Cadence::Release => return None,
        };
        self.moment.today.checked_add(period).ok().map(Until::Day)
    }

    /// The answer with other evidence: its wording stays the one that was answered, because nobody has looked at the
    /// new one yet.
    fn evidence(
        &self,
        id: &EntryId,
        evidence: &Edit<Text>,
        before: &EntryAnswers,
    ) -> Result<Option<Answer>, Stop> {
        let held = before.answer().and_then(|answer| answer.evidence.as_ref());
        let after = evidence.after(held);
        if after == held {
            return Ok(None);
        }
        let evidence = after.cloned();
        if let Some(answer) = before.answer() {
            return Ok(Some(Answer { evidence, ..answer.clone() }));
        }
        let words = self.words(id).ok_or_else(|| words::refused::gone(id, self))?;
        Ok(Some(Answer { status: Status::Todo, words, reason: None, until: None, evidence }))
    }

    fn is_waived(&self, id: &EntryId) -> bool {
        self.standing(id).status == Status::Waived
    }
}
