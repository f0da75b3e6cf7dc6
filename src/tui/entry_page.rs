//! The page of one entry: the question first, because it is read to others; then what makes it done,
//! then why; our answer, what was said, what it counts for. Screens show it whole or in part.

use ratatui::style::Style;

use crate::domain::board::{Board, Entry};
use crate::domain::facts;
use crate::pack::model::{Cadence, EntryId, EntryRef, Item, Topic};
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::widget::page::{Page, Piece};

pub mod below;
mod head;
mod history;
mod said;

/// How far labels hang.
const HANG: usize = 11;

pub fn page(id: &EntryId, width: u16, parts: &[PageSection], ctx: &Ctx<'_>) -> Page {
    let mut page = Page::new(width);
    for part in parts {
        match part {
            PageSection::Title => head::title(&mut page, id, ctx),
            PageSection::Texts => texts(&mut page, id, ctx),
            PageSection::Answer => said::answer(&mut page, id, ctx),
            PageSection::Said => said::said_about(&mut page, id, ctx),
            PageSection::Private => said::private(&mut page, id, ctx),
            PageSection::Counts => said::counts(&mut page, id, ctx),
            PageSection::Published => published(&mut page, id, ctx),
            PageSection::Source => source(&mut page, id, ctx),
            PageSection::History => history::history(&mut page, id, ctx),
        }
    }
    page
}

/// The parts of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageSection {
    /// Title and state.
    Title,
    /// Question, done when, why.
    Texts,
    /// Our answer and where it was seen.
    Answer,
    /// What was captured.
    Said,
    /// The private note.
    Private,
    /// Topic and milestone.
    Counts,
    /// What the publisher calls it.
    Published,
    /// Where to read on.
    Source,
    /// Everything that was ever said.
    History,
}

impl PageSection {
    /// Everything but its source and the history.
    pub const MOST: &'static [PageSection] = &[
        PageSection::Title,
        PageSection::Texts,
        PageSection::Answer,
        PageSection::Said,
        PageSection::Private,
        PageSection::Published,
        PageSection::Counts,
    ];
    /// Everything.
    pub const ALL: &'static [PageSection] = &[
        PageSection::Title,
        PageSection::Texts,
        PageSection::Answer,
        PageSection::Said,
        PageSection::Private,
        PageSection::Published,
        PageSection::Counts,
        PageSection::Source,
        PageSection::History,
    ];
    /// What is beside the captures and the history on a wide screen.
    pub const LEFT: &'static [PageSection] = &[
        PageSection::Title,
        PageSection::Texts,
        PageSection::Answer,
        PageSection::Private,
        PageSection::Published,
        PageSection::Counts,
    ];
    /// What is at the right of a wide screen.
    pub const RIGHT: &'static [PageSection] = &[PageSection::Said, PageSection::History];
}

/// Where an entry belongs: `Design › User Logout`.
pub fn place(id: &EntryId, ctx: &Ctx<'_>) -> String {
    let Some(row) = ctx.row(id) else { return "No longer in the pack".to_owned() };
    if let Some(list) = row.checklist.as_ref().and_then(|id| ctx.pack().checklist(id)) {
        let section = list.sections.iter().find(|section| Some(&section.name) == row.section.as_ref());
        return match section {
            Some(section) => format!("{} › {}", list.title, section.title),
            None => list.title.to_string(),
        };
    }
    stream_title(row, ctx.board).map(|(phase, stream)| format!("{phase} › {stream}")).unwrap_or_default()
}

/// `Design 56 · DC240`: what an entry is called, with the publisher's codes of an item.
pub fn name_and_codes(id: &EntryId, ctx: &Ctx<'_>) -> String {
    let name = ctx.name(id);
    match codes(id, ctx) {
        codes if codes.is_empty() => name.to_string(),
        codes => format!("{name} · {codes}"),
    }
}

/// The publisher's codes of an item, empty for all else.
pub fn codes(id: &EntryId, ctx: &Ctx<'_>) -> Text {
    match ctx.board.entry(ctx.answers(), id) {
        Some(EntryRef::Item(item)) => ctx.pack().codes_of(item),
        Some(EntryRef::Topic(_)) | None => Text::default(),
    }
}

/// The state in one line: `» doing · due Fri 27 Nov`.
pub fn state(id: &EntryId, ctx: &Ctx<'_>) -> Vec<Piece> {
    let theme = ctx.theme;
    let Some(row) = ctx.row(id) else { return Vec::new() };
    let sign = row.standing.shown();
    let mut pieces: Vec<Piece> =
        vec![(format!("{} {}", theme.sign(sign), sign.word()), theme.sign_style(sign))];
    if let Some(day) = row.standing.due {
        pieces.push((format!(" · due {}", ctx.moment.day(day)), theme.normal));
    }
    pieces
}

/// The first few lines of an entry for a narrow screen: question, done when, answer, number of captures.
pub fn look(id: &EntryId, width: u16, ctx: &Ctx<'_>) -> Page {
    let theme = ctx.theme;
    let mut page = Page::new(width);
    let mut line = |label: &str, words: &str, style: Style| {
        page.hanging(HANG, (label.to_owned(), theme.dim), words, style, None);
    };
    let said = ctx.answers().entry(id);
    match ctx.board.entry(ctx.answers(), id) {
        Some(EntryRef::Item(item)) => {
            if let Some(ask) = &item.ask {
                line("Ask", ask, theme.strong);
            }
            if !item.done_when.is_empty() {
                line("Done when", &item.done_when, theme.normal);
            }
        }
        Some(EntryRef::Topic(topic)) => line("What", &topic.guidance, theme.normal),
        None => {}
    }
    if let Some(note) = said.and_then(|said| said.note()) {
        line("Answer", &note.glimpse(), theme.normal);
    }
    let captures = said::capture_counts(id, ctx);
    if !captures.is_empty() {
        line("Said", &captures, theme.normal);
    }
    page
}

fn texts(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    match ctx.board.entry(ctx.answers(), id) {
        Some(EntryRef::Item(item)) => item_texts(page, item, ctx),
        Some(EntryRef::Topic(topic)) => topic_texts(page, topic, ctx),
        None => {}
    }
}

fn item_texts(page: &mut Page, item: &Item, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let line = |page: &mut Page, label: &str, words: &str, style: Style| {
        if !words.is_empty() {
            page.hanging(HANG, (label.to_owned(), theme.dim), words, style, None);
        }
    };
    page.gap();
    line(page, "Ask", item.ask.as_deref().unwrap_or_default(), theme.strong);
    line(page, "Done when", &item.done_when, theme.normal);
    if let Some(words) = facts::quiet_line(ctx.answers(), &item.id) {
        line(page, "Export", &words, theme.dim);
    }
    page.gap();
    let mut line = |label: &str, words: &str| line(page, label, words, theme.normal);
    line("Why", &item.guidance);
    line("Optional", item.optional_when.as_deref().unwrap_or_default());
    line("Repeats", item.repeats.map(Cadence::phrase).unwrap_or_default());
    line("Only with", &ctx.pack().brought_by(item));
    line("Replaces", &item.replaces());
}

fn source(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let Some(EntryRef::Item(item)) = ctx.board.entry(ctx.answers(), id) else { return };
    let theme = ctx.theme;
    page.heading("Read on", "");
    if let Some(words) = &item.link {
        page.hanging(HANG, ("Link".to_owned(), theme.dim), words, theme.normal, None);
    }
    page.hanging(HANG, ("Id".to_owned(), theme.dim), id.as_str(), theme.dim, None);
}

fn published(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let Some(EntryRef::Item(item)) = ctx.board.entry(ctx.answers(), id) else { return };
    let Some(published) = &ctx.pack().published else { return };
    let rows: Vec<_> = published.rows.iter().filter(|row| item.codes.contains(&row.code)).collect();
    if rows.is_empty() {
        return;
    }
    page.heading("Published as", &published.edition);
    for row in rows {
        let list = ctx.board.lists.iter().find(|list| list.id == row.checklist);
        let list = list.map_or(row.checklist.as_str(), |list| list.title.as_str());
        let words = format!("{list}, {}: {}", row.section, row.subject);
        page.hanging(HANG, (row.code.to_string(), ctx.theme.dim), &words, ctx.theme.normal, None);
    }
}

fn topic_texts(page: &mut Page, topic: &Topic, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    page.gap();
    let mut lines = |label: &str, words: &[Text], style: Style| {
        for (at, one) in words.iter().filter(|one| !one.is_empty()).enumerate() {
            let label = if at == 0 { label } else { "" };
            page.hanging(HANG, (label.to_owned(), theme.dim), one, style, None);
        }
    };
    lines("Now called", topic.now.as_slice(), theme.normal);
    lines("What", std::slice::from_ref(&topic.guidance), theme.normal);
    lines("Optional", topic.optional_when.as_slice(), theme.normal);
    let waits: Vec<Text> = topic.dependencies.iter().map(|waits| waits.text.clone()).collect();
    lines("Waits for", &waits, theme.normal);
    lines("Ask", &topic.questions, theme.strong);
    lines("Advice", &topic.best_practices, theme.normal);
    lines("Mind", &topic.warnings, theme.normal);
    lines("Link", &topic.links, theme.normal);
    items_of(page, topic, ctx);
}

fn items_of(page: &mut Page, topic: &Topic, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let Some((_, node)) = ctx.board.topic(&topic.id) else { return };
    let items: Vec<&Entry> =
        node.items.iter().map(|ix| ctx.board.at(*ix)).filter(|row| row.applies.is_yes()).collect();
    if items.is_empty() {
        return;
    }
    page.heading("Entries", &ctx.board.topic_progress(ctx.answers(), node).phrase());
    for row in items {
        let sign = row.standing.shown();
        let owner = ctx.answers().entry(&row.id).and_then(|said| said.owner());
        page.row(
            vec![
                (format!("{} ", theme.sign(sign)), theme.sign_style(sign)),
                (format!("{}  {}", text::pad(&row.name, 10), row.title), theme.entry_style(sign)),
            ],
            owner.map(|owner| (owner.to_string(), theme.normal)),
        );
    }
}

fn stream_title<'a>(row: &Entry, board: &'a Board) -> Option<(&'a Text, &'a Text)> {
    let id = row.workstream.as_ref()?;
    board.phases.iter().find_map(|phase| {
        let stream = phase.streams.iter().find(|stream| stream.id == *id)?;
        Some((&phase.title, &stream.title))
    })
}
