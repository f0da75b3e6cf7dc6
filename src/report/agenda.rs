//! A workshop's agenda as a report, to be sent round before.

use jiff::Span;
use serde::Serialize;

use super::input::ReportInput;
use super::json::write;
use super::model::{
    Block, BulletPoint, Cell, Column, Fact, Lead, Mood, Report, ReportSection, Table, TableSheet,
};
use crate::domain::agenda::{Agenda, AgendaEntry, OpenAction, lay_out_among};
use crate::domain::apart;
use crate::journal::record::{Apart, Person, Status, WorkshopPlan};
use crate::pack::model::{EntryId, EntryRef, Level};
use crate::text::{Text, counted};

/// How many of the entries that are not on it and no must are named.
const NAMED: usize = 12;

/// The agenda of a plan, with what people answered apart before.
pub fn plan(source: ReportInput<'_>, plan: &WorkshopPlan, given: &Apart) -> Report {
    let agenda = lay_out_among(source.board, source.answers, plan, given);
    let table = table(source, plan, &agenda);
    let mut sections = Vec::new();
    if !agenda.actions.is_empty() {
        let points = agenda.actions.iter().map(|action| action_point(source, action)).collect();
        let section = ReportSection::new("First: open actions of the last workshop");
        sections.push(section.note(&format!("{} min", agenda.opening)).with(Block::List(points)));
    }
    let note = format!("{} min", agenda.planned());
    let mut entries = ReportSection::new("Entries").note(&note);
    let (sentence, shown) = said_once(&table);
    if let Some(sentence) = sentence {
        entries = entries.with(Block::words(&sentence));
    }
    sections.push(entries.with(Block::Table(shown)));
    if agenda.closing > 0 {
        let words = "Every decision is read back, somebody is asked for everything without a person, then what stays.";
        let section = ReportSection::new("Closing").note(&format!("{} min", agenda.closing));
        sections.push(section.with(Block::words(words)));
    }
    let teams: Vec<BulletPoint> = agenda.absent_teams().into_iter().map(team_point).collect();
    if !teams.is_empty() {
        sections.push(ReportSection::new("Not here: who asks them?").with(Block::List(teams)));
    }
    let brings = bring(source, plan, &agenda);
    if !brings.is_empty() {
        sections.push(ReportSection::new("Please bring").with(Block::List(brings)));
    }
    let questions: Vec<BulletPoint> = agenda.stops.iter().filter_map(|stop| question(source, stop)).collect();
    if !questions.is_empty() {
        sections.push(ReportSection::new("The questions").with(Block::List(questions)));
    }
    let apart: Vec<BulletPoint> = agenda.stops.iter().filter_map(|stop| apart_point(given, stop)).collect();
    if !apart.is_empty() {
        sections.push(ReportSection::new("Independent answers").with(Block::List(apart)));
    }
    if !agenda.left_out.is_empty() {
        let points = left_out(source, &agenda);
        let section = ReportSection::new("Not on the agenda").note(&agenda.left_out.len().to_string());
        sections.push(section.with(Block::List(points)));
    }
    let lines = agenda.explain();
    let points = lines.iter().map(|line| BulletPoint {
        lead: Text::default(),
        words: Text::line(line),
        aside: Text::default(),
    });
    sections.push(ReportSection::new("How it was made").with(Block::List(points.collect())));
    Report {
        title: Text::line(&format!("{}: {}", source.project(), plan.title)),
        subtitle: Text::line("Agenda of a workshop"),
        lead: Some(Lead {
            mood: Mood::Plain,
            words: Text::line(&format!("{} MIN", agenda.minutes)),
            sentence: Text::line(&format!("{}.", agenda.summary())),
            decision: None,
        }),
        facts: facts(source, plan),
        sections,
        sheets: vec![TableSheet { name: Text::line("Agenda"), table: table.clone() }],
        table,
        calendar: super::calendar::of_workshop(source, plan).into_iter().collect(),
        moment: source.moment.clone(),
        colophon: source.colophon(),
    }
}

fn facts(source: ReportInput<'_>, plan: &WorkshopPlan) -> Vec<Fact> {
    let mut facts = vec![Fact::new("Project", source.project())];
    facts.extend(plan.goal.clone().map(|goal| Fact::new("Goal", goal)));
    facts.push(Fact::new("When", Text::line(&when(plan))));
    let people = plan.people.iter().map(Person::phrase);
    let people: Vec<String> = people.collect();
    if !people.is_empty() {
        facts.push(Fact::new("People", Text::line(&people.join(", "))));
    }
    facts.push(source.made_fact());
    facts
}

/// `Mon 30 Nov 2026, 14:00 to 15:30, 90 min`: read on any day.
fn when(plan: &WorkshopPlan) -> String {
    let day = plan.day.map_or("no day yet".to_owned(), |day| day.strftime("%a %-d %b %Y").to_string());
    let hours = plan.start.map(|start| {
        let end = start.wrapping_add(Span::new().minutes(i64::from(plan.minutes)));
        format!(", {} to {}", start.strftime("%H:%M"), end.strftime("%H:%M"))
    });
    format!("{day}{}, {} min", hours.unwrap_or_default(), plan.minutes)
}

fn table(source: ReportInput<'_>, plan: &WorkshopPlan, agenda: &Agenda) -> Table {
    let mut columns = vec![
        Column::number("No", 6),
        Column::short("Entry", 14),
        Column::words("Title", 44),
        Column::short("Level", 9),
        Column::number("Minutes", 9),
        Column::words("Why", 44),
    ];
    let clock = plan.start.map(|start| agenda.clock(start));
    if clock.is_some() {
        columns.insert(1, Column::short("At", 8));
    }
    let mut table = Table::new("The entries in their order", &columns);
    let at = |place: usize| clock.as_ref().and_then(|clock| clock.get(place));
    // What only says whom to ask is one line for each team, below.
    let here = agenda.stops.iter().enumerate().filter(|(_, stop)| stop.ask.is_none());
    for (no, (place, stop)) in (1..).zip(here) {
        let mut row = vec![
            Cell::Number(no),
            Cell::words(&stop.name),
            Cell::Title(stop.title.clone()),
            Cell::words(stop.level.word()),
            Cell::Number(stop.minutes),
            Cell::words(&stop.because(agenda, source.moment)),
        ];
        if let Some(time) = at(place) {
            row.insert(1, Cell::words(&time.strftime("%H:%M").to_string()));
        }
        table.rows.push(row);
    }
    table
}

/// The table to be read, with the reason that most of its rows have said once above it.
fn said_once(table: &Table) -> (Option<String>, Table) {
    const FEW: usize = 3;
    let reasons: Vec<&Cell> = table.rows.iter().filter_map(|row| row.last()).collect();
    let count = |reason: &Cell| reasons.iter().filter(|other| **other == reason).count();
    let common = reasons.iter().max_by_key(|reason| count(reason)).copied().cloned();
    let common = common.map(|reason| (count(&reason), reason));
    let Some((count, reason)) = common.filter(|(count, _)| *count >= FEW && count * 2 >= reasons.len())
    else {
        return (None, table.clone());
    };
    let mut shown = table.clone();
    for last in shown.rows.iter_mut().filter_map(|row| row.last_mut()).filter(|last| **last == reason) {
        *last = Cell::Empty;
    }
    let sentence = if count == reasons.len() {
        shown.columns.pop();
        shown.rows.iter_mut().for_each(|row| drop(row.pop()));
        format!("Why all of them: {}.", reason.plain())
    } else {
        format!("Why, if nothing else is said: {} ({count} of {}).", reason.plain(), reasons.len())
    };
    (Some(sentence), shown)
}

/// `security: Design 29, Design 30 (2 musts), 4 min`
fn team_point((team, entries): (&Text, Vec<&AgendaEntry>)) -> BulletPoint {
    let names: Vec<&str> = entries.iter().map(|stop| stop.name.as_str()).collect();
    let musts = entries.iter().filter(|stop| stop.level == Level::Must).count();
    let minutes: u32 = entries.iter().map(|stop| stop.minutes).sum();
    let musts = if musts == 0 { String::new() } else { format!("{}, ", counted(musts, "must", "musts")) };
    BulletPoint {
        lead: team.clone(),
        words: Text::line(&names.join(", ")),
        aside: Text::line(&format!("{musts}{minutes} min to agree who asks that team")),
    }
}

/// What each role should be able to answer, with those who have it.
fn bring(source: ReportInput<'_>, plan: &WorkshopPlan, agenda: &Agenda) -> Vec<BulletPoint> {
    let mut roles: Vec<(Text, Vec<&str>)> = Vec::new();
    for stop in agenda.stops.iter().filter(|stop| stop.ask.is_none()) {
        let Some(role) = source.board.row(&stop.id).and_then(|row| row.role.clone()) else { continue };
        match roles.iter_mut().find(|(other, _)| *other == role) {
            Some((_, names)) => names.push(&stop.name),
            None => roles.push((role, vec![&stop.name])),
        }
    }
    let point = |(role, names): (Text, Vec<&str>)| {
        let has = |person: &&Person| {
            person.role.as_ref().is_some_and(|own| own.to_lowercase() == role.to_lowercase())
        };
        let people: Vec<&str> = plan.people.iter().filter(has).map(|person| person.name.as_str()).collect();
        let words = format!("what answers {}", names.join(", "));
        BulletPoint { lead: role.clone(), words: Text::line(&words), aside: Text::line(&people.join(", ")) }
    };
    roles.into_iter().map(point).collect()
}

fn action_point(source: ReportInput<'_>, action: &OpenAction) -> BulletPoint {
    let who = action.owner.as_ref().map_or("nobody".to_owned(), Text::to_string);
    let day = action.due.map_or("no date".to_owned(), |day| source.moment.day(day));
    let at = action.at.as_ref().and_then(|at| source.board.row(at)).map(|row| row.name.clone());
    BulletPoint {
        lead: at.unwrap_or_default(),
        words: action.text.clone(),
        aside: Text::line(&format!("{who}, {day}")),
    }
}

/// The question of an entry, so that people can think before they come.
fn question(source: ReportInput<'_>, stop: &AgendaEntry) -> Option<BulletPoint> {
    let entry = source.board.entry(source.answers, &stop.id)?;
    let words = match entry {
        EntryRef::Item(item) => item.asked(),
        EntryRef::Topic(topic) => topic.questions.first()?.clone(),
    };
    let done_when = entry.done_when().filter(|words| !words.is_empty());
    let words = match done_when {
        Some(done_when) => Text::block(&format!("{words}\nDone when: {done_when}")),
        None => words,
    };
    Some(BulletPoint { lead: stop.name.clone(), words, aside: Text::default() })
}

/// What everybody answered alone.
fn apart_point(given: &Apart, stop: &AgendaEntry) -> Option<BulletPoint> {
    let voices = apart::voices(given, &stop.id);
    let words = Text::line(&apart::phrase(&voices, " · "));
    (!voices.is_empty()).then(|| BulletPoint { lead: stop.name.clone(), words, aside: Text::default() })
}

/// What is not on the agenda: every must, and the first of the others.
fn left_out(source: ReportInput<'_>, agenda: &Agenda) -> Vec<BulletPoint> {
    let (musts, others): (Vec<&AgendaEntry>, Vec<&AgendaEntry>) =
        agenda.left_out.iter().partition(|stop| stop.level == Level::Must);
    let shown = musts.into_iter().chain(others.iter().take(NAMED).copied());
    let mut points: Vec<BulletPoint> = shown.map(|stop| left_out_point(source, agenda, stop)).collect();
    let more = others.len().saturating_sub(NAMED);
    if more > 0 {
        let words = format!("{more} more, none of them must");
        points.push(BulletPoint { lead: Text::default(), words: Text::line(&words), aside: Text::default() });
    }
    points
}

fn left_out_point(source: ReportInput<'_>, agenda: &Agenda, stop: &AgendaEntry) -> BulletPoint {
    BulletPoint {
        lead: stop.name.clone(),
        words: if stop.title == stop.name { Text::default() } else { stop.title.clone() },
        aside: Text::line(&format!("{}, {}", stop.level.word(), stop.because(agenda, source.moment))),
    }
}

#[derive(Serialize)]
struct AgendaJson<'a> {
    report: &'static str,
    project: &'a str,
    title: &'a str,
    day: Option<String>,
    /// When it begins; null if nobody said.
    start: Option<String>,
    goal: Option<&'a str>,
    minutes: u32,
    opening_minutes: u32,
    closing_minutes: u32,
    people: Vec<PersonJson<'a>>,
    actions: Vec<ActionJson<'a>>,
    entries: Vec<StopJson<'a>>,
    left_out: Vec<StopJson<'a>>,
    explained: Vec<String>,
}

#[derive(Serialize)]
struct PersonJson<'a> {
    name: &'a str,
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct ActionJson<'a> {
    id: &'a str,
    text: &'a str,
    at: Option<&'a str>,
    owner: Option<&'a str>,
    due: Option<String>,
}

#[derive(Serialize)]
struct StopJson<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    level: &'static str,
    minutes: u32,
    why: String,
    /// The role to ask if nobody of it is in the room.
    ask: Option<&'a str>,
    /// What each answered alone before; empty if nobody did.
    apart: Vec<VoiceJson>,
}

#[derive(Serialize)]
struct VoiceJson {
    who: String,
    /// Null if that person has said nothing.
    status: Option<&'static str>,
    words: String,
}

/// The agenda of a plan as JSON.
pub(super) fn json(source: ReportInput<'_>, plan: &WorkshopPlan, given: &Apart) -> String {
    let agenda = &lay_out_among(source.board, source.answers, plan, given);
    let json = AgendaJson {
        report: "agenda",
        project: source.answers.project_name().map(Text::as_str).unwrap_or_default(),
        title: &plan.title,
        day: plan.day.map(|day| day.to_string()),
        start: plan.start.map(|start| start.strftime("%H:%M").to_string()),
        goal: plan.goal.as_deref(),
        minutes: agenda.minutes,
        opening_minutes: agenda.opening,
        closing_minutes: agenda.closing,
        people: plan
            .people
            .iter()
            .map(|person| PersonJson { name: &person.name, role: person.role.as_deref() })
            .collect(),
        actions: agenda
            .actions
            .iter()
            .map(|action| ActionJson {
                id: &action.id.0,
                text: &action.text,
                at: action.at.as_ref().map(EntryId::as_str),
                owner: action.owner.as_deref(),
                due: action.due.map(|day| day.to_string()),
            })
            .collect(),
        entries: stops_json(source, agenda, &agenda.stops, given),
        left_out: stops_json(source, agenda, &agenda.left_out, given),
        explained: agenda.explain(),
    };
    write(&json)
}

fn stops_json<'a>(
    source: ReportInput<'_>,
    agenda: &Agenda,
    stops: &'a [AgendaEntry],
    given: &Apart,
) -> Vec<StopJson<'a>> {
    let made = stops.iter().map(|stop| StopJson {
        id: stop.id.as_str(),
        name: &stop.name,
        title: &stop.title,
        level: stop.level.word(),
        minutes: stop.minutes,
        why: stop.because(agenda, source.moment),
        ask: stop.ask.as_deref(),
        apart: apart::voices(given, &stop.id)
            .into_iter()
            .map(|voice| VoiceJson {
                who: voice.who.to_string(),
                status: voice.status.map(Status::word),
                words: voice.words.to_string(),
            })
            .collect(),
    });
    made.collect()
}
