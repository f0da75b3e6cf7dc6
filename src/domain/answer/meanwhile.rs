//! What somebody else answered while an answer was being typed.
//!
//! A field that is opened remembers what was there ([`Seen`]). Before it is kept, [`Situation::meanwhile`] compares
//! that with what is there now, so that nobody's words are replaced unseen. Pure.

use jiff::Timestamp;

use super::{Edit, Intent, Ruling, Said, Situation};
use crate::journal::answers::{Answer, EntryAnswers, FieldValue, Register};
use crate::journal::record::{Change, RunId, Seq, Status, SubChange};
use crate::pack::model::EntryId;
use crate::text::Text;

/// The lines that held at some entries when somebody began to type.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen(Vec<Before>);

#[derive(Debug, Clone, PartialEq)]
struct Before {
    id: EntryId,
    said: EntryAnswers,
}

/// One field that somebody else has changed since it was seen, and that an intent would change too.
#[derive(Debug, Clone, PartialEq)]
pub struct Meanwhile {
    pub by: Text,
    pub at: Timestamp,
    /// The change that this person would make, and the line that was seen.
    pub yours: SubChange,
    /// What holds now, as the change that would say it again.
    pub theirs: Change,
}

impl Seen {
    /// What holds now at these entries.
    pub fn of(ids: &[EntryId], situation: &Situation<'_>) -> Seen {
        let said = |id: &EntryId| situation.answers.entry(id).cloned().unwrap_or_default();
        Seen(ids.iter().map(|id| Before { id: id.clone(), said: said(id) }).collect())
    }

    /// What held at an entry when its answer in words was that of a line.
    pub fn at_note(id: &EntryId, line: Option<Seq>, situation: &Situation<'_>) -> Seen {
        let now = situation.answers.entry(id).cloned().unwrap_or_default();
        let note = now.note.as_of(line);
        Seen(vec![Before { id: id.clone(), said: EntryAnswers { note, ..now } }])
    }

    /// The line of the answer in words that held at an entry.
    pub fn note_of(&self, id: &EntryId) -> Option<Seq> {
        self.of_entry(id)?.note.now().map(|write| write.seq)
    }

    fn of_entry(&self, id: &EntryId) -> Option<&EntryAnswers> {
        self.0.iter().find(|before| before.id == *id).map(|before| &before.said)
    }
}

/// A field of a form over what others have made of it since it was filled in: what stayed as it was `before` follows
/// what is there `now`; and whether `yours` replaces what somebody else has said.
pub fn over<T: Clone + PartialEq>(before: &T, yours: &T, now: &T) -> (T, bool) {
    if yours == before { (now.clone(), false) } else { (yours.clone(), now != before && now != yours) }
}

impl Meanwhile {
    /// Both texts, if it is about the answer in words: theirs, and this person's.
    pub fn texts(&self) -> Option<(&Text, &Text)> {
        match (&self.theirs, &self.yours.change) {
            (Change::Note { text: theirs, .. }, Change::Note { text: yours, .. }) => Some((theirs, yours)),
            _ => None,
        }
    }

    /// Both texts as one, theirs first.
    pub fn both(&self) -> Option<Text> {
        let (theirs, yours) = self.texts()?;
        Some(Text::block(&format!("{theirs}\n\n{yours}")))
    }
}

impl Situation<'_> {
    /// What others have changed since it was `seen` and `intent` would replace. Lines of `run` are this person's own.
    pub fn meanwhile(&self, seen: &Seen, intent: &Intent, run: RunId) -> Vec<Meanwhile> {
        let Intent::Answer { said, .. } = intent else { return Vec::new() };
        let Ruling::Changes(changes) = self.decide(intent) else { return Vec::new() };
        changes.into_iter().filter_map(|change| self.replaced(seen, said, change, run)).collect()
    }

    fn replaced(&self, seen: &Seen, said: &Said, change: Change, run: RunId) -> Option<Meanwhile> {
        let id = change.entry()?.clone();
        let before = seen.of_entry(&id)?;
        let now = self.answers.entry(&id)?;
        let (who, theirs) = match &change {
            Change::Status { reason, .. } => {
                let (who, answer) = newer(&before.status, &now.status, run)?;
                let (then, now) = (before.answer(), Some(&answer));
                let is_status = said.status.is_some() && standing(then) != standing(now);
                let is_evidence = said.evidence != Edit::Keep && evidence(then) != evidence(now);
                if !is_status && !is_evidence {
                    return None;
                }
                let same = said.status == Some(answer.status)
                    && alike_maybe(reason.as_ref(), answer.reason.as_ref());
                if same && !is_evidence {
                    return None;
                }
                let Answer { status, words, reason, until, evidence } = answer;
                (who, Change::Status { id, status, words, reason, until, evidence })
            }
            Change::Owner { owner, .. } => {
                let (who, theirs) = newer(&before.owner, &now.owner, run)?;
                if alike_maybe(owner.as_ref(), theirs.as_ref()) {
                    return None;
                }
                (who, Change::Owner { id, owner: theirs })
            }
            Change::Due { .. } => {
                let (who, day) = newer(&before.due, &now.due, run)?;
                (who, Change::Due { id, day })
            }
            Change::Note { text, .. } => {
                let (who, theirs) = newer(&before.note, &now.note, run)?;
                // Words that hold all of theirs replace nothing.
                if flat(text).contains(&flat(&theirs)) {
                    return None;
                }
                (who, Change::Note { id, text: theirs })
            }
            _ => return None,
        };
        let Who { by, at, seen } = who;
        Some(Meanwhile { by, at, yours: SubChange { over: seen, change }, theirs })
    }
}

/// Who wrote what holds now, and the line that was seen in its place.
struct Who {
    by: Text,
    at: Timestamp,
    seen: Option<Seq>,
}

/// The value that holds now, if another run of the program has written another one since.
fn newer<T: FieldValue + Clone>(before: &Register<T>, now: &Register<T>, run: RunId) -> Option<(Who, T)> {
    let (then, now) = (before.now(), now.now()?);
    if now.seq.1 == run || then.is_some_and(|then| then.value == now.value) {
        return None;
    }
    let who = Who { by: now.by.clone(), at: now.at, seen: then.map(|write| write.seq) };
    Some((who, now.value.clone()))
}

fn standing(answer: Option<&Answer>) -> Option<(Status, &Option<Text>)> {
    answer.map(|answer| (answer.status, &answer.reason))
}

fn evidence(answer: Option<&Answer>) -> Option<&Text> {
    answer?.evidence.as_ref()
}

/// Words without case, and with one blank for each run of blanks.
fn flat(words: &str) -> String {
    words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn alike_maybe(one: Option<&Text>, other: Option<&Text>) -> bool {
    one.map(|text| flat(text)) == other.map(|text| flat(text))
}
