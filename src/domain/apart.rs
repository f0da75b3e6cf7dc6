//! What people answered apart, as the room sees it when it comes to the entry. Pure.
//!
//! How answers stand to each other is `compare`; what it finds is kept with the workshop that was prepared from it.

use super::compare::{Agreement, Comparison, RespondentAnswer};
use crate::journal::record::{Apart, ApartEntry, ApartSaid, Status};
use crate::pack::model::EntryId;
use crate::text::Text;

/// What one person answered to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonAnswer {
    pub who: Text,
    /// `None` without an answer.
    pub status: Option<Status>,
    /// `blocked: waits for DBA`, `done, evidence wiki/1`, `doing. Not sure about Asia`, `no answer`.
    pub words: Text,
}

/// What everybody answered to an entry, in their order; empty if nobody was asked about it.
pub fn voices(apart: &Apart, id: &EntryId) -> Vec<PersonAnswer> {
    let Some(entry) = apart.entries.iter().find(|entry| entry.id == *id) else { return Vec::new() };
    let voice = |who: &Text| {
        let said = entry.said.iter().find(|said| said.who == *who);
        let words = said.map_or_else(|| Text::line("no answer"), words);
        PersonAnswer { who: who.clone(), status: said.map(|said| said.status), words }
    };
    apart.people.iter().map(voice).collect()
}

/// Everybody's answer in one line: `Ana done · Ben blocked: waits for DBA`; `dot` parts them.
pub fn phrase(voices: &[PersonAnswer], dot: &str) -> String {
    voices.iter().map(|voice| format!("{} {}", voice.who, voice.words)).collect::<Vec<_>>().join(dot)
}

/// What a workshop about the differences keeps: everything but what all agree on.
pub fn of_comparison(comparison: &Comparison) -> Apart {
    let open = comparison.entries.iter().filter(|compared| compared.outcome != Agreement::Agreed);
    let entries = open.map(|compared| ApartEntry {
        id: compared.id.clone(),
        said: comparison
            .who
            .iter()
            .zip(&compared.said)
            .filter_map(|(who, said)| Some(kept(who, said.as_ref()?)))
            .collect(),
    });
    Apart { people: comparison.who.clone(), entries: entries.collect() }
}

fn kept(who: &Text, said: &RespondentAnswer) -> ApartSaid {
    ApartSaid {
        who: who.clone(),
        status: said.status,
        reason: said.reason.clone(),
        note: said.note.clone(),
        evidence: said.evidence.clone(),
    }
}

fn words(said: &ApartSaid) -> Text {
    let mut words = said.status.word().to_owned();
    let parts = [(": ", &said.reason), (", evidence ", &said.evidence), (". ", &said.note)];
    for (before, part) in parts {
        if let Some(part) = part {
            words.push_str(before);
            words.push_str(part);
        }
    }
    Text::line(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::board::EntryIx;
    use crate::domain::compare::Compared;

    fn said(status: Status, reason: Option<&str>, note: Option<&str>) -> RespondentAnswer {
        let text = |words: Option<&str>| words.map(Text::block);
        RespondentAnswer { status, reason: text(reason), note: text(note), evidence: None, owner: None }
    }

    fn compared(id: &str, outcome: Agreement, said: Vec<Option<RespondentAnswer>>) -> Compared {
        Compared { row: EntryIx(0), id: id.into(), outcome, said }
    }

    #[test]
    fn everybody_is_heard_and_who_said_nothing_too() {
        let opposed = vec![
            Some(said(Status::Done, None, None)),
            Some(said(Status::Blocked, Some("waits for DBA"), Some("Ask\nagain"))),
            None,
        ];
        let agreed = vec![Some(said(Status::Done, None, None)); 3];
        let comparison = Comparison {
            who: ["Ana", "Ben", "Kim"].map(Text::line).to_vec(),
            entries: vec![
                compared("design/tokens", Agreement::Opposed, opposed),
                compared("design/logout", Agreement::Agreed, agreed),
            ],
            questions: Vec::new(),
            unanswered: 0,
        };
        let apart = of_comparison(&comparison);
        let voices = voices(&apart, &"design/tokens".into());
        assert_eq!(
            phrase(&voices, " · "),
            "Ana done · Ben blocked: waits for DBA. Ask again · Kim no answer"
        );
        assert_eq!(super::voices(&apart, &"design/logout".into()), []);
    }
}
