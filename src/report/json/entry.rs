//! An entry, its captures and the counts of a group as JSON: in reports, and as commands print them.

use serde::Serialize;

use super::rival::RivalJson;
use crate::domain::board::{Board, Entry};
use crate::domain::standing::{EndReached, Standing};
use crate::domain::tally::Tally;
use crate::journal::answers::{Answers, CaptureAnswers, EntryAnswers};
use crate::journal::record::{CaptureId, Status, Until};
use crate::pack::model::{EntryId, EntryRef};
use crate::text::Text;

/// The counts of a group.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct TallyJson {
    pub total: u32,
    pub settled: u32,
    pub open: u32,
    pub todo: u32,
    pub doing: u32,
    pub blocked: u32,
    pub done: u32,
    pub waived: u32,
    pub na: u32,
    pub look_again: u32,
}

impl From<Tally> for TallyJson {
    fn from(tally: Tally) -> TallyJson {
        TallyJson {
            total: tally.total(),
            settled: tally.settled(),
            open: tally.open(),
            todo: tally.todo,
            doing: tally.doing,
            blocked: tally.blocked,
            done: tally.done,
            waived: tally.waived,
            na: tally.na,
            look_again: tally.look_again,
        }
    }
}

/// One entry with its answer.
#[derive(Debug, Clone, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "the fields of the JSON")]
pub struct EntryJson {
    pub id: String,
    pub name: String,
    pub title: String,
    /// The publisher's own names of the rows that the item stands for.
    pub codes: Vec<String>,
    /// `item` or `topic`.
    pub kind: &'static str,
    pub checklist: Option<String>,
    pub phase: Option<String>,
    pub workstream: Option<String>,
    pub section: Option<String>,
    pub level: &'static str,
    pub applies: bool,
    pub status: &'static str,
    pub settled: bool,
    pub look_again: bool,
    /// Whether two people answered it independently, and nobody has decided.
    pub two_answers: bool,
    pub reason: Option<String>,
    #[serde(flatten)]
    pub answer: AnswerJson,
    /// What each of the two said; only while there are two answers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rivals: Vec<RivalJson>,
    pub captures: Vec<CaptureJson>,
}

/// An answer without its status and reason, which depend on the day and on what applies.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerJson {
    pub evidence: Option<String>,
    pub until: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub note: Option<String>,
}

/// An entry that is not in the project's lists and plan: only its answer is known.
#[derive(Debug, Clone, Serialize)]
pub struct RemovedEntryJson {
    pub id: String,
    pub name: String,
    pub title: String,
    /// Never.
    pub applies: bool,
    pub status: &'static str,
    pub reason: Option<String>,
    #[serde(flatten)]
    pub answer: AnswerJson,
}

impl AnswerJson {
    fn of(said: Option<&EntryAnswers>) -> AnswerJson {
        let answer = said.and_then(EntryAnswers::answer);
        AnswerJson {
            evidence: answer.and_then(|answer| answer.evidence.as_ref()).map(ToString::to_string),
            until: answer.and_then(|answer| answer.until.as_ref()).map(Until::word),
            owner: said.and_then(EntryAnswers::owner).map(ToString::to_string),
            due: said.and_then(EntryAnswers::due).map(|day| day.to_string()),
            note: said.and_then(EntryAnswers::note).map(ToString::to_string),
        }
    }
}

impl RemovedEntryJson {
    pub fn of(id: &EntryId, name: &Text, title: &Text, said: Option<&EntryAnswers>) -> RemovedEntryJson {
        let answer = said.and_then(EntryAnswers::answer);
        RemovedEntryJson {
            id: id.to_string(),
            name: name.to_string(),
            title: title.to_string(),
            applies: false,
            status: answer.map(|answer| answer.status).unwrap_or_default().word(),
            reason: answer.and_then(|answer| answer.reason.as_ref()).map(ToString::to_string),
            answer: AnswerJson::of(said),
        }
    }
}

impl EntryJson {
    pub fn of(board: &Board, answers: &Answers, row: &Entry) -> EntryJson {
        let said = answers.entry(&row.id);
        let standing = &row.standing;
        EntryJson {
            id: row.id.to_string(),
            name: row.name.to_string(),
            title: row.title.to_string(),
            codes: match board.entry(answers, &row.id) {
                Some(EntryRef::Item(item)) => item.codes.iter().map(ToString::to_string).collect(),
                Some(EntryRef::Topic(_)) | None => Vec::new(),
            },
            kind: row.kind.word(),
            checklist: row.checklist.as_ref().map(ToString::to_string),
            phase: row.phase.as_ref().map(ToString::to_string),
            workstream: row.workstream.as_ref().map(ToString::to_string),
            section: row.section.as_ref().map(ToString::to_string),
            level: row.level.word(),
            applies: row.applies.is_yes(),
            status: standing.status.word(),
            settled: standing.is_settled(),
            look_again: standing.look_again,
            two_answers: standing.two_answers,
            reason: reason(board, row),
            answer: AnswerJson::of(said),
            rivals: RivalJson::all(said),
            captures: answers.captures_at(&row.id).filter_map(|(id, one)| CaptureJson::of(id, one)).collect(),
        }
    }
}

/// Why an entry is where it is: its waiver has ended, the recorded reason, or why it does not apply.
pub fn reason(board: &Board, row: &Entry) -> Option<String> {
    if let Some(ended) = ended(&row.standing) {
        return Some(ended);
    }
    let said = row.standing.reason.as_ref().filter(|reason| !reason.is_empty());
    said.map(ToString::to_string).or_else(|| board.why_not(&row.applies))
}

fn ended(standing: &Standing) -> Option<String> {
    let ended = standing.ended.as_ref()?;
    let end = match ended.end {
        EndReached::Day(day) => day.to_string(),
        EndReached::Here | EndReached::Earlier | EndReached::Passed => "at its milestone".to_owned(),
    };
    let what = match ended.was {
        Status::Waived => format!("waiver ended {end}"),
        _ => format!("done until {end}"),
    };
    Some(match &standing.reason {
        Some(reason) if !reason.is_empty() => format!("{what}: {reason}"),
        _ => what,
    })
}

/// One capture.
#[derive(Debug, Clone, Serialize)]
pub struct CaptureJson {
    pub id: String,
    pub kind: &'static str,
    pub text: String,
    /// The id of the entry it belongs to; null if it belongs to the project as a whole.
    pub at: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub resolved: bool,
    pub by: String,
    /// When it was written, in UTC.
    pub when: String,
}

impl CaptureJson {
    /// `None` if it was undone.
    pub fn of(id: &CaptureId, capture: &CaptureAnswers) -> Option<CaptureJson> {
        let write = capture.capture.now()?;
        let captured = &write.value;
        Some(CaptureJson {
            id: id.0.to_string(),
            kind: captured.kind.word(),
            text: captured.text.to_string(),
            at: captured.at.as_ref().map(ToString::to_string),
            owner: captured.owner.as_ref().map(ToString::to_string),
            due: captured.due.map(|day| day.to_string()),
            resolved: capture.is_resolved(),
            by: write.by.to_string(),
            when: write.at.to_string(),
        })
    }
}
