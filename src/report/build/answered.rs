//! All answers: what was said about each entry, and what was seen.

use super::left::short_name;
use crate::domain::answer::Situation;
use crate::domain::board::{Entry, EntryIx};
use crate::facts::label::is_from_export;
use crate::journal::answers::EntryAnswers;
use crate::journal::record::{Status, Until};
use crate::report::input::ReportInput;
use crate::report::model::{Block, Card, Fact, ReportSection};
use crate::text::{Text, capital, counted};

/// Every entry with an answer, under its list or workstream; of these rows, or of all.
pub(super) fn section(source: ReportInput<'_>, rows: Option<&[EntryIx]>) -> ReportSection {
    let board = source.board;
    let mut groups: Vec<(Text, Vec<Card>)> = Vec::new();
    let (mut answered, mut silent) = (0, 0);
    for (at, row) in board.rows().iter().enumerate().filter(|(_, row)| row.applies.is_yes()) {
        if rows.is_some_and(|rows| rows.binary_search(&EntryIx(at)).is_err()) {
            continue;
        }
        let Some(card) = card(source, row) else {
            silent += usize::from(row.is_item());
            continue;
        };
        answered += 1;
        let list = row.checklist.as_ref().and_then(|id| board.lists.iter().find(|list| list.id == *id));
        let title = match list {
            Some(list) => list.title.clone(),
            None => Text::line(&format!("Topics of {}", source.workstream(row))),
        };
        match groups.last_mut() {
            Some((known, cards)) if *known == title => cards.push(card),
            _ => groups.push((title, vec![card])),
        }
    }
    let mut section = ReportSection::new("All answers").note(&counted(answered, "entry", "entries"));
    for (title, cards) in groups {
        section = section.with(Block::Heading(title)).with(Block::Cards(cards));
    }
    if silent > 0 {
        let words = format!("No answers yet to {}.", counted(silent, "item", "items"));
        section = section.with(Block::words(&words));
    }
    section
}

fn card(source: ReportInput<'_>, row: &Entry) -> Option<Card> {
    let said = source.answers.entry(&row.id).filter(|said| has_something(said));
    let captures: Vec<Fact> = source
        .answers
        .captures_at(&row.id)
        .filter_map(|(_, capture)| {
            let captured = capture.capture.value()?;
            let resolved = if capture.is_resolved() { ", resolved" } else { "" };
            let owner = captured.owner.as_ref().map(|owner| format!(", {owner}")).unwrap_or_default();
            let due = captured.due.map(|day| format!(", {}", source.moment.day(day))).unwrap_or_default();
            let words = format!("{}{owner}{due}{resolved}", captured.text);
            Some(Fact::new(&capital(captured.kind.word()), Text::block(&words)))
        })
        .collect();
    if said.is_none() && captures.is_empty() {
        return None;
    }
    let standing = &row.standing;
    let mut facts: Vec<Fact> = Vec::new();
    if let Some(note) = said.and_then(EntryAnswers::note) {
        facts.push(Fact::new("Our answer", note.clone()));
    }
    let answer = said.and_then(EntryAnswers::answer);
    let seen = answer.and_then(|answer| answer.evidence.as_ref()).filter(|seen| !seen.is_empty());
    let label = |seen: &Text| if is_from_export(seen) { "Evidence, from an export" } else { "Evidence" };
    facts.extend(seen.map(|seen| Fact::new(label(seen), seen.clone())));
    if let Some(reason) = standing.reason.as_ref().filter(|reason| !reason.is_empty()) {
        let label = match answer.map(|answer| answer.status) {
            Some(Status::Blocked) => "Waits for",
            _ => "Reason",
        };
        facts.push(Fact::new(label, reason.clone()));
    }
    if let Some(until) = answer.and_then(|answer| answer.until.as_ref()) {
        let has_ended = if standing.ended.is_some() { ", ended" } else { "" };
        facts.push(Fact::new("Until", Text::line(&format!("{}{has_ended}", until_words(source, until)))));
    }
    let situation = Situation { board: source.board, answers: source.answers, moment: source.moment };
    for rival in situation.rivals(&row.id) {
        for voice in rival.voices {
            let label = format!("{}, {}", rival.field.word(), voice.by);
            facts.push(Fact::new(&label, voice.words));
        }
    }
    facts.extend(captures);
    let mut tags = vec![Text::line(row.level.word())];
    if standing.status == Status::Done {
        tags.push(Text::line(match seen {
            Some(seen) if is_from_export(seen) => "shown by an export",
            Some(_) => "shown",
            None => "stated",
        }));
    }
    tags.extend(said.and_then(EntryAnswers::owner).cloned());
    tags.extend(standing.due.map(|day| Text::line(&format!("due {}", source.moment.day(day)))));
    if let Some(write) = said.and_then(|said| said.status.now()) {
        let day = source.moment.day(source.moment.local(write.at).date());
        tags.push(Text::line(&format!("answered {day} by {}", write.by)));
    }
    if said.is_some_and(EntryAnswers::has_rival) {
        tags.push(Text::line("two answers: somebody has to answer again"));
    }
    Some(Card {
        name: Text::line(short_name(row)),
        title: row.title.clone(),
        sign: standing.sign(),
        tags,
        facts,
    })
}

fn has_something(said: &EntryAnswers) -> bool {
    said.answer().is_some() || said.note().is_some() || said.owner().is_some() || said.due().is_some()
}

/// A day, or a milestone by its title.
fn until_words(source: ReportInput<'_>, until: &Until) -> String {
    match until {
        Until::Day(day) => source.moment.day(*day),
        Until::Milestone(id) => {
            source.board.gate(id).map_or_else(|| id.to_string(), |gate| format!("◆ {}", gate.title))
        }
    }
}
