//! A workshop's minutes as a report, for those who were not there: what was decided, who does what, then the rest.
//!
//! What is in them is decided by `domain::minutes`; here it is only put on paper. Its table, which CSV holds, is the
//! open actions in the shape that issue trackers import.

use jiff::Timestamp;

use super::input::ReportInput;
use super::model::{
    Block, BulletPoint, Card, Cell, Column, Fact, Lead, Mood, Report, ReportSection, Table, TableSheet,
};
use crate::domain::minutes::effect::MilestoneEffect;
use crate::domain::minutes::{EntryField, EntryLabel, Minutes, MinutesCapture, MinutesEntry, minutes};
use crate::domain::standing::Sign;
use crate::journal::answers::Workshop;
use crate::journal::record::{CaptureKind, Person, Status, Until};
use crate::pack::model::EntryRef;
use crate::text::Text;

mod decided;
mod json;
pub mod person;

pub(super) use json::{person as person_json, workshop as json};

/// `effect` is what the workshop did for a milestone, if that is known.
pub fn workshop(source: ReportInput<'_>, workshop: &Workshop, effect: Option<&MilestoneEffect>) -> Report {
    let minutes = minutes(source.board, source.answers, workshop);
    let sections = [
        decided::decisions("Decisions", source, &minutes),
        decided::other_hands(&minutes),
        actions(&minutes.actions),
        points("Open questions", source, &minutes.questions),
        points("Risks", source, &minutes.risks),
        points("Parked", source, &minutes.parked),
        decided::other_objections(source, &minutes),
        cards("Settled", source, &minutes.settled),
        cards("Answered but not done", source, &minutes.answered),
        talked_about(&minutes),
        put_off(source, &minutes),
        cards("Open again", source, &minutes.reopened),
        cards("Also changed", source, &minutes.touched),
        points("From earlier workshops", source, &minutes.resolved),
        about(&minutes),
        names("Shown, no answer recorded", &minutes.looked_at),
        not_reached(source, &minutes),
        times(&minutes),
    ];
    let sections: Vec<ReportSection> = sections.into_iter().flatten().collect();
    let tracker = tracker(source, &minutes);
    Report {
        title: Text::line(&format!("{}: {}", source.project(), minutes.title)),
        subtitle: Text::line(&format!("Minutes of workshop {}", minutes.no)),
        lead: Some(lead(&minutes, effect)),
        facts: facts(source, &minutes),
        sheets: sheets(&minutes, &tracker),
        calendar: super::calendar::of_minutes(source, &minutes),
        table: tracker,
        sections,
        moment: source.moment.clone(),
        colophon: source.colophon(),
    }
}

fn lead(minutes: &Minutes, effect: Option<&MilestoneEffect>) -> Lead {
    let reached = minutes.reached_phrase();
    let words = if minutes.closed.is_some() { reached } else { format!("still open, {reached}") };
    let mut sentence = format!("{}.", minutes.outcome());
    if let Some(effect) = effect {
        sentence = format!("{sentence} {}: {}.", effect.title, effect.sentence());
    }
    Lead {
        mood: Mood::Plain,
        words: Text::line(&words.to_uppercase()),
        sentence: Text::line(&sentence),
        decision: None,
    }
}

fn facts(source: ReportInput<'_>, minutes: &Minutes) -> Vec<Fact> {
    let people = minutes.people.iter().map(Person::phrase);
    let people: Vec<String> = people.collect();
    let mut facts = vec![Fact::new("When", Text::line(&when(source, minutes.opened, minutes.closed)))];
    facts.extend(minutes.goal.clone().map(|goal| Fact::new("Goal", goal)));
    if !people.is_empty() {
        facts.push(Fact::new("People", Text::line(&people.join(", "))));
    }
    facts.push(Fact::new("Kept by", minutes.by.clone()));
    if !minutes.scope.is_empty() {
        facts.push(Fact::new("About", minutes.scope.clone()));
    }
    let (opening, closing) = (minutes.opening_minutes(), minutes.closing_minutes());
    let mut time = minutes.time_phrase();
    if opening > 0 {
        time = format!("{time}, {opening} before the first entry");
    }
    if closing > 0 {
        time = format!("{time}, {closing} to close");
    }
    if let Some(before) = minutes.planned_before {
        time = format!("{time}; {before} were planned");
    }
    facts.push(Fact::new("Time", Text::line(&time)));
    let clock = |at| source.moment.local(at).strftime("%H:%M").to_string();
    let breaks: Vec<String> =
        minutes.breaks.iter().map(|(from, to)| format!("{} to {}", clock(*from), clock(*to))).collect();
    if !breaks.is_empty() {
        facts.push(Fact::new("Break", Text::line(&breaks.join(", "))));
    }
    let came = minutes.came.iter().map(|(name, at)| format!("{name} came at {}", clock(*at)));
    let left = minutes.left.iter().map(|(name, at)| format!("{name} left at {}", clock(*at)));
    let moves: Vec<String> = came.chain(left).collect();
    if !moves.is_empty() {
        facts.push(Fact::new("Not all the time", Text::line(&moves.join(", "))));
    }
    facts.extend(minutes.rating_phrase().map(|rating| Fact::new("How it was", rating)));
    if let Some((day, start)) = minutes.next {
        let start = start.map(|start| start.strftime(", %H:%M").to_string()).unwrap_or_default();
        facts.push(Fact::new("Next", Text::line(&format!("{}{start}", day.strftime("%a %-d %b %Y")))));
    }
    if minutes.taken_back > 0 {
        let count = crate::text::counted(minutes.taken_back, "change", "changes");
        facts.push(Fact::new("Undone", Text::line(&count)));
    }
    facts.push(source.made_fact());
    facts
}

fn when(source: ReportInput<'_>, opened: Timestamp, closed: Option<Timestamp>) -> String {
    let from = source.moment.local(opened);
    let day = from.strftime("%a %-d %b %Y, %H:%M").to_string();
    match closed.map(|closed| source.moment.local(closed)) {
        None => format!("{day}, still open"),
        Some(to) if to.date() == from.date() => format!("{day} to {}", to.strftime("%H:%M %Z")),
        Some(to) => format!("{day} to {}", to.strftime("%a %-d %b, %H:%M %Z")),
    }
}

fn points(title: &str, source: ReportInput<'_>, noted: &[MinutesCapture]) -> Option<ReportSection> {
    let points: Vec<BulletPoint> = noted.iter().map(|noted| point(source, noted)).collect();
    section(title, noted.len(), Block::List(points))
}

fn aside(source: ReportInput<'_>, noted: &MinutesCapture) -> String {
    let day = noted.due.map(|day| format!("by {}", source.moment.day(day)));
    let settled = noted.resolved.then(|| "settled".to_owned());
    let changed = (noted.is_here && !noted.is_new).then(|| "changed".to_owned());
    let waits = !noted.resolved
        && match noted.kind {
            CaptureKind::Question | CaptureKind::Risk | CaptureKind::Parked => true,
            CaptureKind::Decision | CaptureKind::Action | CaptureKind::Objection => false,
        };
    let who = match &noted.owner {
        Some(who) if !noted.kind.can_be_open() => Some(who.to_string()),
        Some(who) => Some(format!("for {who}")),
        None => waits.then(|| "for nobody yet".to_owned()),
    };
    // A short name says little to those who were not there.
    let title = noted.at.as_ref().filter(|at| at.title != at.name).map(|at| format!("at {}", at.title));
    let parts: Vec<String> = [title, who, day, changed, settled].into_iter().flatten().collect();
    parts.join(", ")
}

fn talked_about(minutes: &Minutes) -> Option<ReportSection> {
    let points = minutes.talked_about.iter().map(|talked| {
        let level = talked.level.word();
        let aside = match talked.captured.as_str() {
            "" => format!("{level}, nothing was captured"),
            captured => format!("{level}, {captured}"),
        };
        BulletPoint { aside: Text::line(&aside), ..named_point(&talked.entry) }
    });
    section("Talked about, without an answer", minutes.talked_about.len(), Block::List(points.collect()))
}

fn put_off(source: ReportInput<'_>, minutes: &Minutes) -> Option<ReportSection> {
    let points = minutes.put_off.iter().map(|one| {
        let at = source.moment.local(one.at).strftime("%H:%M").to_string();
        let aside = Text::line(&format!("{}, at {at} by {}", one.level.word(), one.by));
        BulletPoint { aside, ..named_point(&one.entry) }
    });
    section("Put off", minutes.put_off.len(), Block::List(points.collect()))
}

fn not_reached(source: ReportInput<'_>, minutes: &Minutes) -> Option<ReportSection> {
    let points = minutes.not_reached.iter().map(|named| {
        let level = source.board.row(&named.id).map_or("", |row| row.level.word());
        BulletPoint { aside: Text::line(level), ..named_point(named) }
    });
    section("Not reached", minutes.not_reached.len(), Block::List(points.collect()))
}

fn named_point(named: &EntryLabel) -> BulletPoint {
    BulletPoint {
        lead: named.name.clone(),
        words: if named.title == named.name { Text::default() } else { named.title.clone() },
        aside: Text::default(),
    }
}

fn point(source: ReportInput<'_>, noted: &MinutesCapture) -> BulletPoint {
    BulletPoint {
        lead: noted.at.as_ref().map(|at| at.name.clone()).unwrap_or_default(),
        words: noted.text.clone(),
        aside: Text::line(&aside(source, noted)),
    }
}

fn section(title: &str, count: usize, block: Block) -> Option<ReportSection> {
    (count > 0).then(|| ReportSection::new(title).note(&count.to_string()).with(block))
}

fn actions(actions: &[MinutesCapture]) -> Option<ReportSection> {
    let mut table = Table::new(
        "Actions",
        &[
            Column::words("Action", 60),
            Column::short("Who", 14),
            Column::short("By when", 12),
            Column::short("At", 14),
            Column::short("State", 12),
        ],
    );
    // A column that says the same in every row says nothing.
    let has_settled = actions.iter().any(|action| action.resolved);
    if !has_settled {
        table.columns.pop();
    }
    for action in actions {
        let lacks_day = action.lacks().is_some() && action.due.is_none();
        let mut row = vec![
            Cell::Title(action.text.clone()),
            Cell::owner(action.owner.as_ref()),
            if lacks_day { Cell::words("no date") } else { Cell::day(action.due) },
            action.at.as_ref().map_or(Cell::Empty, |at| Cell::words(&at.name)),
        ];
        if has_settled {
            row.push(Cell::words(if action.resolved { "settled" } else { "open" }));
        }
        table.rows.push(row);
    }
    section("Actions", actions.len(), Block::Table(table))
}

fn cards(title: &str, source: ReportInput<'_>, said: &[MinutesEntry]) -> Option<ReportSection> {
    let cards: Vec<Card> = said.iter().map(|said| card(source, said)).collect();
    section(title, said.len(), Block::Cards(cards))
}

fn card(source: ReportInput<'_>, said: &MinutesEntry) -> Card {
    let mut tags = vec![Text::line(said.level.word())];
    tags.extend(said.aside.as_ref().map(|why| Text::line(&format!("not counted: {why}"))));
    let is_confirmed = said.has_changed(EntryField::Status) && said.is_settled();
    if said.before != said.after {
        tags.push(Text::line(&format!("was {}", said.before.word())));
    } else if is_confirmed {
        tags.push(Text::line("confirmed, as before"));
    } else if said.has_changed(EntryField::Status) {
        tags.push(Text::line("as before"));
    }
    match &said.owner {
        Some(owner) => tags.push(Text::line(&format!("owner {owner}"))),
        None if said.is_settled() => {}
        None => tags.push(Text::line("owner nobody")),
    }
    tags.extend(said.due.map(|day| Text::line(&format!("due {}", source.moment.day(day)))));
    let otherwise: Vec<&str> = [EntryField::Owner, EntryField::Due]
        .into_iter()
        .filter(|part| said.has_changed(*part))
        .map(EntryField::word)
        .collect();
    if !otherwise.is_empty() && !said.has_changed(EntryField::Status) && !said.has_changed(EntryField::Note) {
        tags.push(Text::line(&format!("changed: {}", otherwise.join(", "))));
    }
    let until = said.until.as_ref().map(|until| match until {
        Until::Day(day) => Text::line(&source.moment.day(*day)),
        Until::Milestone(id) => {
            let milestone = source.board.milestone(id).map(|(_, milestone)| milestone.title.clone());
            milestone.unwrap_or_else(|| Text::line(id.as_str()))
        }
    });
    let entry = source.board.entry(source.answers, &said.entry.id);
    let question = match entry {
        Some(EntryRef::Item(item)) => item.ask.clone(),
        Some(EntryRef::Topic(topic)) => topic.questions.first().cloned(),
        None => None,
    };
    // A reader who was not there asks what makes it done: whether it is, or what is still missing.
    let done_when = entry.and_then(|entry| entry.done_when().cloned()).filter(|words| !words.is_empty());
    let is_stated = said.after == Status::Done && said.evidence.is_none();
    let evidence = said.evidence.clone().or_else(|| is_stated.then(|| "stated, no evidence".into()));
    let facts = [
        ("Question", question),
        ("Our answer", said.note.clone()),
        ("Reason", said.reason.clone()),
        ("Until", until),
        ("Done when", done_when),
        ("Evidence", evidence),
    ];
    Card {
        name: said.entry.name.clone(),
        title: if said.entry.title == said.entry.name { Text::default() } else { said.entry.title.clone() },
        sign: Sign::of(said.after),
        tags,
        facts: facts.into_iter().filter_map(|(label, value)| Some(Fact::new(label, value?))).collect(),
    }
}

fn about(minutes: &Minutes) -> Option<ReportSection> {
    let points = minutes.about.iter().map(|about| {
        let (lead, words) = about.phrase();
        BulletPoint { lead: Text::line(&lead), words: Text::line(&words), aside: Text::default() }
    });
    section("About the project", minutes.about.len(), Block::List(points.collect()))
}

fn names(title: &str, named: &[EntryLabel]) -> Option<ReportSection> {
    let points = named.iter().map(named_point);
    section(title, named.len(), Block::List(points.collect()))
}

fn times(minutes: &Minutes) -> Option<ReportSection> {
    let mut table = Table::new(
        "Minutes planned and used by entry",
        &[Column::words("Entry", 50), Column::number("Planned", 9), Column::number("Used", 9)],
    );
    for took in &minutes.times {
        table.rows.push(vec![
            Cell::Title(whole(&took.entry)),
            took.planned.map_or(Cell::Empty, Cell::Number),
            Cell::Number(took.minutes),
        ]);
    }
    let count = table.rows.len();
    section("Time", count, Block::Table(table)).map(|section| section.note("minutes, planned and used"))
}

fn whole(named: &EntryLabel) -> Text {
    if named.name == named.title {
        named.title.clone()
    } else {
        Text::line(&format!("{} {}", named.name, named.title))
    }
}

/// The actions that are open, in the columns that issue trackers know.
fn tracker(source: ReportInput<'_>, minutes: &Minutes) -> Table {
    let mut table = Table::new("Actions", &super::tracker::columns());
    for action in minutes.actions.iter().filter(|action| !action.resolved) {
        let title = action.text.glimpse();
        table.rows.push(vec![
            Cell::Title(Text::line(&title)),
            Cell::words(&description(source, minutes, action)),
            Cell::maybe(action.owner.as_ref()),
            Cell::day(action.due),
            super::tracker::labels(&["action"]),
            Cell::words(&action.id.0),
        ]);
    }
    table
}

fn description(source: ReportInput<'_>, minutes: &Minutes, action: &MinutesCapture) -> String {
    let mut lines = Vec::new();
    if action.text.lines().count() > 1 {
        lines.push(action.text.to_string());
    }
    let day = source.moment.local(minutes.opened).date();
    let from = format!("From the workshop \u{201c}{}\u{201d} of {day}, {}", minutes.title, minutes.project);
    match &action.at {
        None => lines.push(format!("{from}.")),
        Some(at) => {
            lines.push(format!("{from}, at {}.", whole(at)));
            if let Some(EntryRef::Item(item)) = source.board.entry(source.answers, &at.id) {
                lines.extend(item.ask.as_ref().map(|ask| format!("{} asks: {ask}", at.name)));
                if !item.done_when.is_empty() {
                    lines.push(format!("{} is done when: {}", at.name, item.done_when));
                }
            }
        }
    }
    lines.join("\n")
}

fn sheets(minutes: &Minutes, tracker: &Table) -> Vec<TableSheet> {
    let mut entries = Table::new(
        "Entries",
        &[
            Column::short("Entry", 14),
            Column::words("Title", 42),
            Column::short("Outcome", 22),
            Column::short("Before", 10),
            Column::short("After", 10),
            Column::words("Our answer", 48),
            Column::words("Reason", 32),
            Column::words("Evidence", 32),
            Column::short("Owner", 14),
            Column::short("Due", 12),
        ],
    );
    let parts = [
        ("settled", &minutes.settled),
        ("answered but not done", &minutes.answered),
        ("open again", &minutes.reopened),
        ("also changed", &minutes.touched),
    ];
    for (outcome, said) in
        parts.into_iter().flat_map(|(outcome, said)| said.iter().map(move |one| (outcome, one)))
    {
        entries.rows.push(vec![
            Cell::words(&said.entry.name),
            Cell::Title(said.entry.title.clone()),
            Cell::words(outcome),
            Cell::State(Sign::of(said.before)),
            Cell::State(Sign::of(said.after)),
            Cell::maybe(said.note.as_ref()),
            Cell::maybe(said.reason.as_ref()),
            Cell::maybe(said.evidence.as_ref()),
            Cell::maybe(said.owner.as_ref()),
            Cell::day(said.due),
        ]);
    }
    let mut captures = Table::new(
        "Captured",
        &[
            Column::short("Kind", 12),
            Column::words("What", 60),
            Column::short("At", 14),
            Column::short("Who", 14),
            Column::short("By when", 12),
            Column::short("State", 12),
        ],
    );
    for noted in minutes.noted() {
        captures.rows.push(vec![
            Cell::words(noted.kind.word()),
            Cell::Title(noted.text.clone()),
            noted.at.as_ref().map_or(Cell::Empty, |at| Cell::words(&at.name)),
            Cell::maybe(noted.owner.as_ref()),
            Cell::day(noted.due),
            match noted.kind {
                CaptureKind::Decision => Cell::words("decided"),
                CaptureKind::Objection => Cell::words("recorded"),
                _ if noted.resolved => Cell::words("settled"),
                _ => Cell::words("open"),
            },
        ]);
    }
    let others = minutes.talked_about.iter().map(|one| ("talked about, no answer", &one.entry));
    let others = others.chain(minutes.put_off.iter().map(|one| ("put off", &one.entry)));
    let others = others.chain(minutes.not_reached.iter().map(|one| ("not reached", one)));
    for (outcome, named) in others {
        let empty = entries.columns.len().saturating_sub(3);
        let mut row = vec![Cell::words(&named.name), Cell::Title(named.title.clone()), Cell::words(outcome)];
        row.extend(std::iter::repeat_n(Cell::Empty, empty));
        entries.rows.push(row);
    }
    [("Actions", tracker.clone()), ("Entries", entries), ("Captured", captures)]
        .into_iter()
        .filter(|(_, table)| !table.rows.is_empty())
        .map(|(name, table)| TableSheet { name: Text::line(name), table })
        .collect()
}
