//! An answer apart from the entry it is given to, so that it can be given to several, and again.

use jiff::civil::Date;

use crate::journal::digest::Digest;
use crate::journal::record::{Change, Status, Until};
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::context::Ctx;

/// What is said about an entry, whichever it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// A status, with its reason where it needs one.
    Status { status: Status, reason: Option<Text> },
    /// Left out knowingly, by somebody, until an end.
    Waiver { reason: Text, owner: Text, until: Until },
    /// What was seen; none takes it away.
    SeenAt(Option<Text>),
    /// Who owns it; none takes the owner away.
    Owner(Option<Text>),
    /// When it is due; none takes the date away.
    Due(Option<Date>),
    /// The answer in words, whole.
    Note(Text),
}

impl Said {
    /// Returns a status that needs no reason.
    pub fn status(status: Status) -> Said {
        Said::Status { status, reason: None }
    }

    /// Returns the changes that say this about `ids`.
    pub fn changes(&self, ids: &[EntryId], ctx: &Ctx<'_>) -> Vec<Change> {
        ids.iter().flat_map(|id| self.changes_at(id, ctx)).collect()
    }

    fn changes_at(&self, id: &EntryId, ctx: &Ctx<'_>) -> Vec<Change> {
        let id = id.clone();
        match self {
            Said::Status { status, reason } => vec![status_change(id, *status, reason.clone(), None, ctx)],
            Said::Waiver { reason, owner, until } => vec![
                Change::Owner { id: id.clone(), owner: Some(owner.clone()) },
                status_change(id, Status::Waived, Some(reason.clone()), Some(until.clone()), ctx),
            ],
            Said::SeenAt(evidence) => vec![seen_change(id, evidence.clone(), ctx)],
            Said::Owner(owner) => vec![Change::Owner { id, owner: owner.clone() }],
            Said::Due(day) => vec![Change::Due { id, day: *day }],
            Said::Note(text) => vec![Change::Note { id, text: text.clone() }],
        }
    }

    /// Returns what the message line says: `Design 42 done`, `3 entries: owner Ana`.
    pub fn message(&self, ids: &[EntryId], ctx: &Ctx<'_>) -> String {
        let (whom, is_one) = match ids {
            [only] => (ctx.name(only).to_string(), true),
            several => (text::counted(several.len(), "entry", "entries"), false),
        };
        let what = match self {
            Said::Status { status, reason } => match reason {
                Some(reason) => format!("{}: {}", status.word(), reason.first_line()),
                None => status.word().to_owned(),
            },
            Said::Waiver { owner, .. } => format!("waived by {owner}"),
            Said::SeenAt(Some(place)) => format!("seen at {}", place.first_line()),
            Said::SeenAt(None) => "seen at nothing".to_owned(),
            Said::Owner(Some(owner)) => format!("owner {owner}"),
            Said::Owner(None) => "owner nobody".to_owned(),
            Said::Due(Some(day)) => format!("due {}", ctx.moment.day(*day)),
            Said::Due(None) => "no due date".to_owned(),
            Said::Note(text) if text.is_empty() => "answer taken away".to_owned(),
            Said::Note(_) => "answer kept".to_owned(),
        };
        if is_one { format!("{whom} {what}") } else { format!("{whom}: {what}") }
    }
}

/// A new status keeps what was seen: it was typed once and is still true.
fn status_change(
    id: EntryId,
    status: Status,
    reason: Option<Text>,
    until: Option<Until>,
    ctx: &Ctx<'_>,
) -> Change {
    let evidence =
        ctx.answers().entry(&id).and_then(|said| said.answer()).and_then(|answer| answer.evidence.clone());
    let words = words_of(&id, ctx);
    Change::Status { id, status, words, reason, until, evidence }
}

/// What was seen belongs to the status, so the status is said again with it; its wording stays the one that was
/// answered, because nobody has looked at the new one yet.
fn seen_change(id: EntryId, evidence: Option<Text>, ctx: &Ctx<'_>) -> Change {
    let Some(answer) = ctx.answers().entry(&id).and_then(|said| said.answer()) else {
        let words = words_of(&id, ctx);
        return Change::Status { id, status: Status::Todo, words, reason: None, until: None, evidence };
    };
    Change::Status {
        id,
        status: answer.status,
        words: answer.words,
        reason: answer.reason.clone(),
        until: answer.until.clone(),
        evidence,
    }
}

fn words_of(id: &EntryId, ctx: &Ctx<'_>) -> Digest {
    let said = || ctx.answers().entry(id).and_then(|said| said.answer()).map(|answer| answer.words);
    ctx.row(id).map(|row| row.words).or_else(said).unwrap_or_else(|| Digest::of("", ""))
}
