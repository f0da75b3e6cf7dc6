//! What the walk says: whole words in place of signs, so that it can be read aloud.

use super::effect::{Effect, WalkInput, said};
use crate::domain::agenda::{AgendaEntry, OpenAction};
use crate::domain::board::Entry;
use crate::domain::captures;
use crate::domain::dates;
use crate::domain::minutes::{self, WorkshopChoice};
use crate::domain::room::{RoomCapture, RoomEnd, RoomEntry, RoomState};
use crate::domain::walk::WORDS;
use crate::domain::workshop::{self, WorkshopProgress, behind};
use crate::journal::answers::{Captured, Workshop};
use crate::journal::record::{CaptureId, CaptureKind, Person};
use crate::pack::model::EntryId;
use crate::text::{Text, counted};

/// Says what the workshop is about, its agenda in one line, and the last workshop's open actions.
pub(super) fn opening(look: &WalkInput<'_>, running: &WorkshopProgress) -> Vec<Effect> {
    let Some(workshop) = look.workshop() else { return Vec::new() };
    let mut effects = vec![
        Effect::Say(format!("Workshop: {}, {}", running.title, when(workshop, look))),
        Effect::Say(format!("{}.", running.agenda.summary())),
    ];
    effects.extend(workshop.plan.goal.as_ref().map(|goal| Effect::Say(format!("Goal: {goal}"))));
    if !workshop.plan.people.is_empty() {
        let people = workshop.plan.people.iter().map(Person::phrase);
        effects.push(Effect::Say(format!("Here: {}.", people.collect::<Vec<_>>().join(", "))));
    }
    effects.extend(running.agenda.explain().into_iter().map(Effect::Say));
    effects.push(Effect::Say("`help` lists what can be typed.".into()));
    if !running.agenda.actions.is_empty() {
        effects.push(Effect::Blank);
        effects.push(Effect::Say("Open actions of the last workshop:".into()));
        for (number, action) in (1..).zip(&running.agenda.actions) {
            effects.push(Effect::Say(format!("{number}. {}", action_line(look, action))));
        }
        effects.push(Effect::Say(
            "`resolve NUMBER` resolves one; an empty line goes to the first entry.".into(),
        ));
    }
    effects
}

/// The length; if a time of day was planned also when it begins and ends, which is later if it is opened late.
fn when(workshop: &Workshop, look: &WalkInput<'_>) -> String {
    let minutes = format!("{} min", workshop.plan.minutes);
    match workshop.plan.start {
        Some(_) => format!("{minutes}, {}", workshop::when_phrase(workshop, &look.project.moment)),
        None => minutes,
    }
}

/// Says that a workshop goes on.
pub(super) fn resumed(look: &WalkInput<'_>) -> Vec<Effect> {
    let Some(running) = look.running() else { return Vec::new() };
    let mut effects = vec![
        Effect::Say(format!("Workshop: {}, continued.", running.title)),
        Effect::Say("`help` lists what can be typed.".into()),
    ];
    effects.extend(on_break(look, &running));
    effects.extend(entry(look));
    effects
}

/// Says that there is a break.
fn on_break(look: &WalkInput<'_>, running: &WorkshopProgress) -> Option<Effect> {
    let words = running.break_phrase(&look.project.moment)?;
    Some(Effect::Say(format!("{words} `resume` ends it.")))
}

/// Says the entry: the question, what makes it done, our answer, what was captured, the time.
pub(super) fn entry(look: &WalkInput<'_>) -> Vec<Effect> {
    let Some(workshop) = look.workshop() else { return Vec::new() };
    let project = look.project;
    let room = RoomState::new(&project.board, project.answers(), workshop, look.seconds);
    let mut effects = vec![Effect::Blank];
    match (&room.entry, &room.running.current) {
        (Some(entry), _) => {
            effects.push(Effect::Say(heading(&room, entry)));
            effects.push(Effect::Say(state(look, &room, entry)));
            let answering = entry.answers.as_ref().filter(|answering| !answering.is_unsure);
            effects.extend(answering.map(|answering| Effect::Say(answering.phrase())));
            effects.extend(
                entry.aside.as_ref().map(|why| {
                    Effect::Say(format!("Not counted, it does not apply to this project: {why}."))
                }),
            );
            effects.push(Effect::Label("Question", entry.ask.to_string()));
            effects.extend(entry.more_questions.iter().map(|ask| Effect::Label("Also", ask.to_string())));
            effects
                .extend(entry.done_when.as_ref().map(|words| Effect::Label("Done when", words.to_string())));
            effects.extend(entry.export.as_ref().map(|words| Effect::Label("Export", words.to_string())));
            if !entry.apart.is_empty() {
                effects.push(Effect::Apart(entry.apart.clone()));
            }
            effects.push(answer(entry));
            effects.extend(entry.evidence.as_ref().map(|seen| Effect::Label("Evidence", seen.to_string())));
            if entry.two_answers {
                effects.push(Effect::Say(format!(
                    "Two people answered independently: `golive show {}` has both. Answer again to decide.",
                    entry.id
                )));
            }
        }
        (None, Some(id)) => {
            effects.push(Effect::Say(format!("{id} is no longer in the pack; its answer stays.")));
        }
        (None, None) if room.running.is_closing => {
            effects.push(Effect::Say(
                "The closing: `close` goes through it, `back` returns to the entries.".into(),
            ));
        }
        (None, None) => {
            effects.push(Effect::Say("Before the first entry; an empty line goes to it.".into()));
        }
    }
    effects.extend(room.captures.iter().map(|capture| capture_effect(look, capture)));
    effects.push(Effect::Label("Time", room.running.time_phrase()));
    effects
}

fn heading(room: &RoomState, entry: &RoomEntry) -> String {
    let place = match room.running.place {
        Some(place) => format!("Entry {} of {}", place + 1, room.running.agenda.stops.len()),
        None => "Not on the agenda".to_owned(),
    };
    match entry.titled() {
        Some(title) => format!("{place}: {}, {title}", entry.name),
        None => format!("{place}: {}", entry.name),
    }
}

fn state(look: &WalkInput<'_>, room: &RoomState, entry: &RoomEntry) -> String {
    let today = look.project.moment.today;
    let mut words = vec![entry.sign.word().to_owned(), entry.level.word().to_owned()];
    words.extend(entry.part.as_ref().map(Text::to_string));
    if let Some(reason) = &entry.reason {
        words.push(format!("because: {}", reason.glimpse()));
    }
    match &entry.until {
        Some(RoomEnd::Day(day)) => words.push(format!("until {}", dates::long(*day, today))),
        Some(RoomEnd::Milestone(_, title)) => words.push(format!("until {title}")),
        None => {}
    }
    words.push(entry.owner.as_ref().map_or("no owner".to_owned(), |owner| format!("{owner}'s")));
    words.extend(entry.due.map(|day| format!("due {}", dates::long(day, today))));
    if let Some(stop) = room.running.stop() {
        words.push(format!("{} min planned", stop.minutes));
    }
    words.join(", ")
}

fn answer(entry: &RoomEntry) -> Effect {
    Effect::Label("Our answer", entry.answer.as_ref().map_or("none yet".to_owned(), Text::to_string))
}

fn capture_effect(look: &WalkInput<'_>, capture: &RoomCapture) -> Effect {
    let who = capture.who_and_when(", ", &look.project.moment);
    Effect::Label(label(capture.kind), format!("{}{}", capture.words(), aside(who, capture.resolved)))
}

/// ` (Lena, by Fri 27 Nov)`; empty if there is nothing to say.
pub(super) fn aside(who: String, is_settled: bool) -> String {
    let words = [Some(who).filter(|who| !who.is_empty()), is_settled.then(|| "settled".to_owned())];
    let words: Vec<String> = words.into_iter().flatten().collect();
    if words.is_empty() { String::new() } else { format!(" ({})", words.join(", ")) }
}

fn label(kind: CaptureKind) -> &'static str {
    match kind {
        CaptureKind::Decision => "Decision",
        CaptureKind::Action => "Action",
        CaptureKind::Question => "Open point",
        CaptureKind::Risk => "Risk",
        CaptureKind::Parked => "Parked",
        CaptureKind::Objection => "Objection",
    }
}

/// Says why an entry matters.
pub(super) fn guidance(look: &WalkInput<'_>, id: &EntryId) -> Vec<Effect> {
    match look.project.board.entry(look.project.answers(), id).map(|entry| entry.guidance().to_string()) {
        Some(words) if !words.is_empty() => vec![Effect::Label("Good to know", words)],
        _ => said("The pack says nothing more about it."),
    }
}

/// Says what was captured at an entry, numbered; returns the names in that order.
pub(super) fn captures(look: &WalkInput<'_>, id: &EntryId) -> (Vec<Effect>, Vec<CaptureId>) {
    let mut listed = Vec::new();
    let mut effects = Vec::new();
    for (name, capture) in look.project.answers().captures_at(id) {
        let Some(captured) = capture.capture.value() else { continue };
        listed.push(name.clone());
        let to = captures::objected(look.project.answers(), captured);
        effects.push(Effect::Say(format!(
            "{}. {}: {}{}",
            listed.len(),
            captured.kind.word(),
            captures::with_decision(to, &captured.text.glimpse()),
            aside(who_and_when(look, captured), capture.is_resolved())
        )));
    }
    if effects.is_empty() {
        effects = said("Nothing was captured here.");
    }
    (effects, listed)
}

/// `Lena, by Fri 27 Nov`; an action says what it lacks.
pub(super) fn who_and_when(look: &WalkInput<'_>, captured: &Captured) -> String {
    let lacks = |word: &'static str| (captured.kind == CaptureKind::Action).then(|| word.to_owned());
    let who = captured.owner.as_ref().map(Text::to_string).or_else(|| lacks("nobody"));
    let when = captured.due.map(|day| format!("by {}", dates::long(day, look.project.moment.today)));
    [who, when.or_else(|| lacks("no date"))].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn action_line(look: &WalkInput<'_>, action: &OpenAction) -> String {
    let who = action.owner.as_ref().map_or("nobody".to_owned(), Text::to_string);
    let today = look.project.moment.today;
    let when = action.due.map_or("no date".to_owned(), |day| {
        let word = if day < today { "overdue since" } else { "by" };
        format!("{word} {}", dates::long(day, today))
    });
    format!("{} ({who}, {when})", action.text)
}

/// Says the agenda, and where we are.
pub(super) fn agenda(look: &WalkInput<'_>) -> Vec<Effect> {
    let Some(running) = look.running() else { return Vec::new() };
    let sum = behind::sum(&running, &look.project.moment);
    let mut effects = vec![Effect::Say(format!("Agenda: {sum}."))];
    for (number, stop) in (1..).zip(&running.agenda.stops) {
        let here = if running.current.as_ref() == Some(&stop.id) { ", here" } else { "" };
        effects.push(Effect::Say(format!("{number}. {}{here}", stop_line(look, stop))));
    }
    effects.extend(running.agenda.left_out_phrase().map(Effect::Say));
    effects
}

fn stop_line(look: &WalkInput<'_>, stop: &AgendaEntry) -> String {
    let sign = stop.row.map_or("gone", |ix| look.project.board.at(ix).standing.sign().word());
    let title = if stop.title == stop.name { String::new() } else { format!(", {}", stop.title) };
    let asks = stop.asks().map(|asks| format!(", {asks}")).unwrap_or_default();
    format!("{}{title}: {sign}, {} min{asks}", stop.name, stop.minutes)
}

/// An entry in one line: `Design 42, Design session lifetimes: doing`.
pub(super) fn row_line(look: &WalkInput<'_>, row: &Entry) -> String {
    let named = look.project.named(&row.id);
    let title = if named.title == named.name { String::new() } else { format!(", {}", named.title) };
    format!("{}{title}: {}", named.name, row.standing.sign().word())
}

/// Says the time.
pub(super) fn time(look: &WalkInput<'_>) -> Vec<Effect> {
    let Some(running) = look.running() else { return Vec::new() };
    let mut effects = vec![Effect::Label("Time", running.time_phrase())];
    effects.extend(on_break(look, &running));
    effects.extend(running.here_phrase().map(|words| Effect::Label("Here", words)));
    let next = running.next().map(|next| Effect::Label("Next", format!("{}, {}", next.name, next.title)));
    effects.extend(next);
    let short = behind::short(&running);
    if short > 0 {
        effects.push(Effect::Say(format!("{short} min short: `propose` says what to put off.")));
    }
    effects
}

/// Says what can be typed.
pub(super) fn help() -> Vec<Effect> {
    let lines = WORDS.iter().map(|word| {
        let gap = if word.takes.is_empty() { "" } else { " " };
        Effect::Say(format!("{}{gap}{}: {}", word.words.join(", "), word.takes, word.help))
    });
    lines.collect()
}

/// Says what the workshop came to.
pub(super) fn outcome(look: &WalkInput<'_>) -> Vec<Effect> {
    let answers = look.project.answers();
    let Some((no, workshop)) = minutes::find(answers, WorkshopChoice::Last) else { return vec![Effect::End] };
    let minutes = minutes::minutes(&look.project.board, answers, workshop);
    let mut effects = vec![
        Effect::Blank,
        Effect::Say(format!("The workshop is closed: {}.", minutes.summary())),
        Effect::Say(format!("{}.", minutes.time_phrase())),
    ];
    // What the closing asks about: questions, risks and parked things too.
    let lacking = minutes.whose().0.len();
    if lacking > 0 {
        effects.push(Effect::Say(format!("{} without a person or a day.", counted(lacking, "is", "are"))));
    }
    effects.push(Effect::Say(format!("Minutes: golive report --workshop {no}")));
    effects.push(Effect::End);
    effects
}
