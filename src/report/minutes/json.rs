//! The JSON of minutes, field by field as docs/json.md promises it.

use serde::Serialize;

use crate::domain::gate::LeftCounts;
use crate::domain::minutes::effect::MilestoneEffect;
use crate::domain::minutes::{
    EntryField, EntryLabel, MinutesCapture, MinutesEntry, MinutesHands, PutOff, minutes,
};
use crate::journal::answers::Workshop;
use crate::journal::record::Until;
use crate::report::input::ReportInput;
use crate::report::json::write;
use crate::text::Text;

#[derive(Serialize)]
struct MinutesJson<'a> {
    report: &'static str,
    project: &'a str,
    workshop: WorkshopJson<'a>,
    summary: String,
    agenda_entries: usize,
    reached_entries: usize,
    /// Null if no milestone was to come.
    effect: Option<EffectJson<'a>>,
    settled: Vec<SaidJson<'a>>,
    answered: Vec<SaidJson<'a>>,
    open_again: Vec<SaidJson<'a>>,
    also_changed: Vec<SaidJson<'a>>,
    decisions: Vec<NotedJson<'a>>,
    actions: Vec<NotedJson<'a>>,
    questions: Vec<NotedJson<'a>>,
    risks: Vec<NotedJson<'a>>,
    parked: Vec<NotedJson<'a>>,
    objections: Vec<NotedJson<'a>>,
    hands: Vec<HandsJson<'a>>,
    from_earlier: Vec<NotedJson<'a>>,
    about: Vec<AboutJson>,
    looked_at: Vec<NamedJson<'a>>,
    talked_about: Vec<NamedJson<'a>>,
    put_off: Vec<PutOffJson<'a>>,
    not_reached: Vec<LeveledJson<'a>>,
    times: Vec<TookJson<'a>>,
    taken_back: usize,
}

#[derive(Serialize)]
struct WorkshopJson<'a> {
    no: usize,
    title: &'a str,
    /// What it was for; null where nobody said.
    goal: Option<&'a str>,
    by: &'a str,
    opened: String,
    /// Null while it is open.
    closed: Option<String>,
    people: Vec<PersonJson<'a>>,
    planned_minutes: u32,
    /// Null if the room did not move its end.
    planned_minutes_before: Option<u32>,
    used_seconds: u64,
    opening_seconds: u64,
    closing_seconds: u64,
    came: Vec<MovedJson<'a>>,
    left: Vec<MovedJson<'a>>,
    breaks: Vec<BreakJson>,
    /// What the room said about how it was; null if nobody asked.
    rating: Option<&'a str>,
    /// When the next one is; null if nobody said.
    next: Option<NextJson>,
}

#[derive(Serialize)]
struct NextJson {
    day: String,
    start: Option<String>,
}

/// Who came after the beginning, or left before the end, and when.
#[derive(Serialize)]
struct MovedJson<'a> {
    name: &'a str,
    at: String,
}

#[derive(Serialize)]
struct BreakJson {
    from: String,
    to: String,
}

/// A show of hands.
#[derive(Serialize)]
struct HandsJson<'a> {
    at: &'a str,
    statement: &'a str,
    yes: u32,
    no: u32,
    unsure: u32,
    /// Empty if hands were only counted.
    people: Vec<VoiceJson<'a>>,
}

#[derive(Serialize)]
struct VoiceJson<'a> {
    who: &'a str,
    opinion: &'static str,
}

/// What was left at a milestone, before and after.
#[derive(Serialize)]
struct EffectJson<'a> {
    milestone: &'a str,
    title: &'a str,
    before: LeftJson,
    after: LeftJson,
}

#[derive(Serialize)]
struct LeftJson {
    total: u32,
    left: u32,
    blocking: u32,
}

impl From<LeftCounts> for LeftJson {
    fn from(left: LeftCounts) -> LeftJson {
        LeftJson { total: left.total, left: left.left(), blocking: left.blocking }
    }
}

#[derive(Serialize)]
struct PersonJson<'a> {
    name: &'a str,
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct NamedJson<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
}

#[derive(Serialize)]
struct LeveledJson<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    /// Null if the entry has left the pack.
    level: Option<&'static str>,
}

#[derive(Serialize)]
struct PutOffJson<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    level: &'static str,
    at: String,
    by: &'a str,
}

#[derive(Serialize)]
struct SaidJson<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    level: &'static str,
    /// Of `status`, `note`, `owner`, `due`: what was said in the workshop.
    changed: Vec<&'static str>,
    before: &'static str,
    status: &'static str,
    reason: Option<&'a str>,
    until: Option<String>,
    evidence: Option<&'a str>,
    note: Option<&'a str>,
    owner: Option<&'a str>,
    due: Option<String>,
}

#[derive(Serialize)]
struct NotedJson<'a> {
    id: &'a str,
    kind: &'static str,
    text: &'a str,
    at: Option<&'a str>,
    owner: Option<&'a str>,
    due: Option<String>,
    /// The capture that an objection is about.
    to: Option<&'a str>,
    resolved: bool,
    /// Whether it was captured in this workshop.
    new: bool,
}

#[derive(Serialize)]
struct AboutJson {
    what: String,
    value: String,
}

#[derive(Serialize)]
struct TookJson<'a> {
    id: &'a str,
    name: &'a str,
    planned_minutes: Option<u32>,
    used_seconds: u64,
}

/// The minutes of a workshop as JSON.
pub(in crate::report) fn workshop(
    source: ReportInput<'_>,
    workshop: &Workshop,
    effect: Option<&MilestoneEffect>,
) -> String {
    let minutes = &minutes(source.board, source.answers, workshop);
    let json = MinutesJson {
        report: "workshop",
        project: source.answers.project_name().map(Text::as_str).unwrap_or_default(),
        workshop: WorkshopJson {
            no: minutes.no,
            title: &minutes.title,
            goal: minutes.goal.as_deref(),
            by: &minutes.by,
            opened: minutes.opened.to_string(),
            closed: minutes.closed.map(|at| at.to_string()),
            people: minutes
                .people
                .iter()
                .map(|person| PersonJson { name: &person.name, role: person.role.as_deref() })
                .collect(),
            planned_minutes: minutes.planned,
            planned_minutes_before: minutes.planned_before,
            used_seconds: minutes.used,
            opening_seconds: minutes.opening,
            closing_seconds: minutes.closing,
            came: minutes.came.iter().map(moved_json).collect(),
            left: minutes.left.iter().map(moved_json).collect(),
            breaks: minutes
                .breaks
                .iter()
                .map(|(from, to)| BreakJson { from: from.to_string(), to: to.to_string() })
                .collect(),
            rating: minutes.rating.as_deref(),
            next: minutes.next.map(|(day, start)| NextJson {
                day: day.to_string(),
                start: start.map(|start| start.strftime("%H:%M").to_string()),
            }),
        },
        summary: minutes.summary(),
        agenda_entries: minutes.agenda,
        reached_entries: minutes.reached,
        effect: effect.map(|effect| EffectJson {
            milestone: effect.milestone.as_str(),
            title: &effect.title,
            before: effect.before.into(),
            after: effect.after.into(),
        }),
        settled: all_said(&minutes.settled),
        answered: all_said(&minutes.answered),
        open_again: all_said(&minutes.reopened),
        also_changed: all_said(&minutes.touched),
        decisions: all_noted(&minutes.decisions),
        actions: all_noted(&minutes.actions),
        questions: all_noted(&minutes.questions),
        risks: all_noted(&minutes.risks),
        parked: all_noted(&minutes.parked),
        objections: all_noted(&minutes.objections),
        hands: minutes.hands.iter().map(hands_json).collect(),
        from_earlier: all_noted(&minutes.resolved),
        about: minutes
            .about
            .iter()
            .map(|about| {
                let (what, value) = about.phrase();
                AboutJson { what, value }
            })
            .collect(),
        looked_at: minutes.looked_at.iter().map(named_json).collect(),
        talked_about: minutes.talked_about.iter().map(|one| named_json(&one.entry)).collect(),
        put_off: minutes.put_off.iter().map(put_off_json).collect(),
        not_reached: minutes.not_reached.iter().map(|one| leveled_json(source, one)).collect(),
        times: minutes
            .times
            .iter()
            .map(|took| TookJson {
                id: took.entry.id.as_str(),
                name: &took.entry.name,
                planned_minutes: took.planned,
                used_seconds: took.seconds,
            })
            .collect(),
        taken_back: minutes.taken_back,
    };
    write(&json)
}

#[derive(Serialize)]
struct PersonReportJson<'a> {
    report: &'static str,
    project: &'a str,
    workshop: usize,
    person: &'a str,
    captures: Vec<NotedJson<'a>>,
}

/// What is one person's after a workshop as JSON.
pub(in crate::report) fn person(source: ReportInput<'_>, workshop: &Workshop, name: &Text) -> String {
    let minutes = &minutes(source.board, source.answers, workshop);
    let mut noted = super::person::captures(minutes, name).concat();
    noted.extend(super::person::objections(minutes, name));
    let json = PersonReportJson {
        report: "workshop-person",
        project: source.answers.project_name().map(Text::as_str).unwrap_or_default(),
        workshop: minutes.no,
        person: name,
        captures: all_noted(&noted),
    };
    write(&json)
}

fn all_said(said: &[MinutesEntry]) -> Vec<SaidJson<'_>> {
    said.iter().map(said_json).collect()
}

fn all_noted(noted: &[MinutesCapture]) -> Vec<NotedJson<'_>> {
    noted.iter().map(noted_json).collect()
}

fn moved_json((name, at): &(Text, jiff::Timestamp)) -> MovedJson<'_> {
    MovedJson { name, at: at.to_string() }
}

fn hands_json(shown: &MinutesHands) -> HandsJson<'_> {
    let MinutesHands { entry, hands, .. } = shown;
    let people =
        hands.people.iter().map(|voice| VoiceJson { who: &voice.who, opinion: voice.opinion.word() });
    HandsJson {
        at: entry.id.as_str(),
        statement: &hands.statement,
        yes: hands.yes,
        no: hands.no,
        unsure: hands.unsure,
        people: people.collect(),
    }
}

fn named_json(named: &EntryLabel) -> NamedJson<'_> {
    NamedJson { id: named.id.as_str(), name: &named.name, title: &named.title }
}

fn leveled_json<'a>(source: ReportInput<'_>, named: &'a EntryLabel) -> LeveledJson<'a> {
    LeveledJson {
        id: named.id.as_str(),
        name: &named.name,
        title: &named.title,
        level: source.board.row(&named.id).map(|row| row.level.word()),
    }
}

fn put_off_json(one: &PutOff) -> PutOffJson<'_> {
    PutOffJson {
        id: one.entry.id.as_str(),
        name: &one.entry.name,
        title: &one.entry.title,
        level: one.level.word(),
        at: one.at.to_string(),
        by: &one.by,
    }
}

fn said_json(said: &MinutesEntry) -> SaidJson<'_> {
    SaidJson {
        id: said.entry.id.as_str(),
        name: &said.entry.name,
        title: &said.entry.title,
        level: said.level.word(),
        changed: said
            .changed
            .iter()
            .map(|part| match part {
                EntryField::Status => "status",
                EntryField::Note => "note",
                EntryField::Owner => "owner",
                EntryField::Due => "due",
            })
            .collect(),
        before: said.before.word(),
        status: said.after.word(),
        reason: said.reason.as_deref(),
        until: said.until.as_ref().map(Until::word),
        evidence: said.evidence.as_deref(),
        note: said.note.as_deref(),
        owner: said.owner.as_deref(),
        due: said.due.map(|day| day.to_string()),
    }
}

fn noted_json(noted: &MinutesCapture) -> NotedJson<'_> {
    NotedJson {
        id: &noted.id.0,
        kind: noted.kind.word(),
        text: &noted.text,
        at: noted.at.as_ref().map(|at| at.id.as_str()),
        owner: noted.owner.as_deref(),
        due: noted.due.map(|day| day.to_string()),
        to: noted.to.as_ref().map(|to| to.0.as_str()),
        resolved: noted.resolved,
        new: noted.is_new,
    }
}
