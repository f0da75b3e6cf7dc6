//! What a command says of the fields that it changed, beside the line about how an entry stands.

use super::{Against, NOTHING};
use crate::domain::intent::{Edit, Intent, Said};
use crate::domain::situation::Situation;
use crate::journal::record::Change;
use crate::pack::model::EntryId;

impl Situation<'_> {
    /// What a change that is about to be made says of an entry beside its status, owner and day:
    /// `evidence: wiki/sessions`, `no owner`.
    pub fn beside(&self, change: &Change, id: &EntryId) -> Vec<String> {
        let mut said = Vec::new();
        for (_, part) in change.parts(None).filter(|(_, part)| part.entry() == Some(id)) {
            match part {
                Change::Status { status, reason, evidence, .. } => {
                    let before = self.answer_before(id, Against::Held);
                    let was = before.filter(|before| before.status == *status);
                    let new =
                        reason.as_ref().filter(|new| was.and_then(|was| was.reason.as_ref()) != Some(*new));
                    said.extend(new.map(|reason| format!("reason: {}", reason.first_line())));
                    let had = before.and_then(|before| before.evidence.as_ref());
                    match evidence {
                        Some(seen) if had != Some(seen) => {
                            said.push(format!("evidence: {}", seen.first_line()));
                        }
                        None if had.is_some() => said.push("no evidence".to_owned()),
                        _ => {}
                    }
                }
                Change::Owner { owner: None, .. } => said.push("no owner".to_owned()),
                Change::Due { day: None, .. } => said.push("no due date".to_owned()),
                Change::Note { .. } => said.push(self.deed_alone(part)),
                _ => {}
            }
        }
        said
    }
}

/// What is said of an intent that changes nothing: what it would have removed is not there, else it is set already.
pub fn nothing(intent: &Intent) -> String {
    if matches!(intent, Intent::Target { day: None, .. }) {
        return "nothing to change: there is no target date".to_owned();
    }
    let Intent::Answer { said: Said { status: None, evidence, owner, due, note, .. }, .. } = intent else {
        return NOTHING.to_owned();
    };
    let is_any = is_set(evidence) || is_set(owner) || is_set(due);
    if is_any || note.as_ref().is_some_and(|note| !note.is_empty()) {
        return NOTHING.to_owned();
    }
    let removed = [
        (note.is_some(), "no answer"),
        (*evidence == Edit::Clear, "no evidence"),
        (*owner == Edit::Clear, "no owner"),
        (*due == Edit::Clear, "no due date"),
    ];
    let removed: Vec<&str> =
        removed.into_iter().filter(|(is_meant, _)| *is_meant).map(|(_, what)| what).collect();
    if removed.is_empty() {
        NOTHING.to_owned()
    } else {
        format!("nothing to change: there is {}", removed.join(", "))
    }
}

fn is_set<T>(edit: &Edit<T>) -> bool {
    matches!(edit, Edit::Set(_) | Edit::Fill(_))
}
