//! What has a day, as a calendar file (iCalendar, RFC 5545): targets, due dates, ends of answers, prepared workshops.
//!
//! The same entry keeps its id from export to export, so that a calendar updates it. A day is an event of the whole day
//! that keeps nobody busy; a workshop with a time has that time, in UTC.

use std::fmt::Write as _;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};

use super::input::ReportInput;
use super::model::{CalendarEvent, Report};
use crate::domain::board::EntryIx;
use crate::domain::gate;
use crate::domain::minutes::{Minutes, MinutesCapture};
use crate::facts::digest::Fnv;
use crate::journal::answers::CaptureAnswers;
use crate::journal::record::{CaptureId, CaptureKind, Person, Status, Until, WorkshopPlan};
use crate::pack::model::MilestoneId;
use crate::text::{Text, counted};

/// The events of the whole project, or of the entries that one milestone looks at.
pub(super) fn of_project(
    source: ReportInput<'_>,
    only: Option<(&MilestoneId, &[EntryIx])>,
) -> Vec<CalendarEvent> {
    let mut events = targets(source, only.map(|(id, _)| id));
    let is_meant = |at: usize| only.is_none_or(|(_, rows)| rows.binary_search(&EntryIx(at)).is_ok());
    let board = source.board;
    for (at, row) in board.rows().iter().enumerate() {
        if !row.applies.is_yes() || !is_meant(at) {
            continue;
        }
        let said = source.answers.entry(&row.id);
        let owner = said.and_then(|said| said.owner());
        let name = if row.is_item() { format!("{} {}", row.name, row.title) } else { row.title.to_string() };
        let who = owner.map_or_else(|| "Owner: nobody".to_owned(), |owner| format!("Owner: {owner}"));
        let mut add = |kind: &'static str, day: Date, head: String, rest: String| {
            events.push(CalendarEvent {
                id: id(source, kind, row.id.as_str()),
                day,
                time: None,
                title: Text::line(&head),
                words: Text::block(&format!("{who}\n{rest}Entry: {}", row.id)),
                category: kind,
            });
        };
        if let Some(day) = row.standing.due.filter(|_| !row.standing.is_settled()) {
            let with = owner.map(|owner| format!(" ({owner})")).unwrap_or_default();
            add(
                "due",
                day,
                format!("Due: {name}{with}"),
                format!("Status: {}\n", row.standing.sign().word()),
            );
        }
        let Some(answer) = said.and_then(|said| said.answer()) else { continue };
        if let (Some(Until::Day(day)), Status::Waived | Status::Done) = (&answer.until, answer.status)
            && row.standing.ended.is_none()
        {
            let what = if answer.status == Status::Waived { "Waiver ends" } else { "Due again after" };
            let reason = answer.reason.as_ref().map(|reason| format!("Reason: {}\n", reason.glimpse()));
            add("end", *day, format!("{what}: {name}"), reason.unwrap_or_default());
        }
    }
    events.extend(captured(source, only.map(|(_, rows)| rows)));
    if only.is_none() {
        let prepared = source.answers.workshops.iter().filter(|one| !one.opened && one.closed.is_none());
        events.extend(prepared.filter_map(|one| of_workshop(source, &one.plan)));
    }
    in_order(events)
}

fn in_order(mut events: Vec<CalendarEvent>) -> Vec<CalendarEvent> {
    events.sort_by(|one, other| (one.day, &one.id).cmp(&(other.day, &other.id)));
    events
}

fn targets(source: ReportInput<'_>, only: Option<&MilestoneId>) -> Vec<CalendarEvent> {
    let gates = source.board.gates.iter().filter(|gate| only.is_none_or(|only| *only == gate.id));
    let ahead = gates.filter(|gate| !gate::is_passed(source.answers, &gate.id));
    let event = |gate: &gate::GateTally| {
        let left = format!(
            "{} left of {}: {} must, {} should, {} could",
            gate.count.left(),
            gate.count.total,
            gate.count.blocking,
            gate.count.conditions,
            gate.count.listed
        );
        Some(CalendarEvent {
            id: id(source, "target", gate.id.as_str()),
            day: source.answers.target(&gate.id)?,
            time: None,
            title: Text::line(&format!("Milestone: {}", gate.title)),
            words: Text::line(&left),
            category: "target",
        })
    };
    ahead.filter_map(event).collect()
}

/// The open actions and questions with a day.
fn captured(source: ReportInput<'_>, only: Option<&[EntryIx]>) -> Vec<CalendarEvent> {
    let open = source.answers.captures.iter().filter(|(_, capture)| !capture.is_resolved());
    let event = |(CaptureId(key), capture): (&CaptureId, &CaptureAnswers)| {
        let captured = capture.capture.value()?;
        let at = captured.at.as_ref();
        let row = at.and_then(|at| source.board.find(at));
        if only.is_some_and(|rows| row.is_none_or(|ix| rows.binary_search(&ix).is_err())) {
            return None;
        }
        let at = row.map(|ix| source.board.at(ix)).map(|row| format!("At: {} {}\n", row.name, row.title));
        let words = (&captured.text, captured.owner.as_ref(), captured.due?);
        Some(due_capture(source, key, captured.kind, words, at))
    };
    open.filter_map(event).collect()
}

fn due_capture(
    source: ReportInput<'_>,
    key: &str,
    kind: CaptureKind,
    (text, owner, day): (&Text, Option<&Text>, Date),
    at: Option<String>,
) -> CalendarEvent {
    let with = owner.map(|owner| format!(" ({owner})")).unwrap_or_default();
    let mut word = kind.word().to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    CalendarEvent {
        id: id(source, "capture", key),
        day,
        time: None,
        title: Text::line(&format!("{word}: {}{with}", text.glimpse())),
        words: Text::block(&format!("{}{text}", at.unwrap_or_default())),
        category: "due",
    }
}

/// What a workshop agreed on that has a day, and the next workshop.
pub(super) fn of_minutes(source: ReportInput<'_>, minutes: &Minutes) -> Vec<CalendarEvent> {
    let open = |noted: &&MinutesCapture| !noted.resolved;
    let all = minutes.actions.iter().chain(&minutes.questions).chain(&minutes.risks).chain(&minutes.parked);
    let event = |noted: &MinutesCapture| {
        let at = noted.at.as_ref().map(|at| format!("At: {}\n", at.name));
        let words = (&noted.text, noted.owner.as_ref(), noted.due?);
        Some(due_capture(source, &noted.id.0, noted.kind, words, at))
    };
    in_order(all.filter(open).filter_map(event).chain(next_workshop(source, minutes)).collect())
}

/// The workshop that the closing agreed on: the prepared one, else the day that was said.
fn next_workshop(source: ReportInput<'_>, minutes: &Minutes) -> Option<CalendarEvent> {
    let (day, start) = minutes.next?;
    let prepared = source.answers.workshops.iter().find(|one| {
        let plan = &one.plan;
        one.seq > minutes.seq && (plan.day, plan.start, &plan.title) == (Some(day), start, &minutes.title)
    });
    if let Some(prepared) = prepared {
        return of_workshop(source, &prepared.plan);
    }
    Some(CalendarEvent {
        id: id(source, "next", &minutes.no.to_string()),
        day,
        time: start.map(|start| (start, minutes.planned_before.unwrap_or(minutes.planned))),
        title: Text::line(&format!("Workshop: {}", minutes.title)),
        words: Text::default(),
        category: "workshop",
    })
}

/// A workshop that is to be held; `None` while it has no day.
pub(super) fn of_workshop(source: ReportInput<'_>, plan: &WorkshopPlan) -> Option<CalendarEvent> {
    let people: Vec<String> = plan.people.iter().map(Person::phrase).collect();
    let mut lines: Vec<String> = plan.goal.iter().map(ToString::to_string).collect();
    lines.push(format!("{} minutes, {}", plan.minutes, counted(plan.agenda.len(), "entry", "entries")));
    lines.extend((!people.is_empty()).then(|| format!("People: {}", people.join(", "))));
    let known = source.answers.workshops.iter().find(|one| one.plan == *plan);
    let key = known.map_or_else(|| plan.title.to_string(), |one| format!("{:?}", one.seq));
    Some(CalendarEvent {
        id: id(source, "workshop", &key),
        day: plan.day?,
        time: plan.start.map(|start| (start, plan.minutes)),
        title: Text::line(&format!("Workshop: {}", plan.title)),
        words: Text::block(&lines.join("\n")),
        category: "workshop",
    })
}

/// An id of letters, digits and hyphens, which differs from project to project.
fn id(source: ReportInput<'_>, kind: &str, key: &str) -> String {
    let mut hash = Fnv::default();
    hash.bytes(source.project().as_bytes());
    hash.byte(b'\n');
    hash.bytes(kind.as_bytes());
    hash.byte(b'\n');
    hash.bytes(key.as_bytes());
    format!("{kind}-{:016x}@golive", hash.0)
}

/// The report's events as a calendar file.
pub fn render(report: &Report) -> Vec<u8> {
    let stamp = report.moment.now.to_zoned_datetime(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", &format!("-//golive//golive {}//EN", env!("CARGO_PKG_VERSION")));
    line("CALSCALE", "GREGORIAN");
    line("NAME", &escaped(&report.title));
    line("X-WR-CALNAME", &escaped(&report.title));
    for event in &report.calendar {
        line("BEGIN", "VEVENT");
        line("UID", &event.id);
        line("DTSTAMP", &stamp);
        let span = event.time.and_then(|(start, minutes)| span(report, event.day, start, minutes));
        if let Some((from, to)) = span {
            line("DTSTART", &from);
            line("DTEND", &to);
        } else {
            let after = event.day.checked_add(1.day()).unwrap_or(event.day);
            line("DTSTART;VALUE=DATE", &event.day.strftime("%Y%m%d").to_string());
            line("DTEND;VALUE=DATE", &after.strftime("%Y%m%d").to_string());
            line("TRANSP", "TRANSPARENT");
        }
        line("SUMMARY", &escaped(&event.title));
        if !event.words.is_empty() {
            line("DESCRIPTION", &escaped(&event.words));
        }
        line("CATEGORIES", event.category);
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out.into_bytes()
}

/// Beginning and end in UTC.
fn span(report: &Report, day: Date, start: Time, minutes: u32) -> Option<(String, String)> {
    let from = day.to_datetime(start).to_zoned_datetime(report.moment.zone.clone()).ok()?.timestamp();
    let to = from.checked_add(SignedDuration::from_mins(i64::from(minutes))).ok()?;
    let shown =
        |at: jiff::Timestamp| at.to_zoned_datetime(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
    Some((shown(from), shown(to)))
}

/// Text as the format wants it: on one line, with its own signs escaped.
fn escaped(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line, broken if it is longer than 75 bytes, never within a character.
fn fold(out: &mut String, line: &str) {
    const MOST: usize = 75;
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > MOST {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    let _ = write!(out, "\r\n");
}
