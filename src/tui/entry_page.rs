//! The page of one entry: the question first, because that is what one reads to others; then what makes it done,
//! then why; our answer, what was said, what it counts for. Screens show it whole or in part.

use ratatui::style::Style;

use crate::journal::answers::{Answer, CaptureAnswers, Captured, EntryAnswers, Write};
use crate::journal::record::{CaptureId, CaptureKind, Until};
use crate::pack::model::{Cadence, EntryId, EntryRef, Item, Topic};
use crate::review::board::{Applies, Board, Row};
use crate::review::standing::End;
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::widget::page::{Page, Piece};

mod history;

use history::history;

/// How far labels hang.
const HANG: usize = 11;

/// Returns the page of an entry, made of these parts.
pub fn page(id: &EntryId, width: u16, parts: &[Part], ctx: &Ctx<'_>) -> Page {
    let mut page = Page::new(width);
    for part in parts {
        match part {
            Part::Title => title(&mut page, id, ctx),
            Part::Texts => texts(&mut page, id, ctx),
            Part::Answer => answer(&mut page, id, ctx),
            Part::Said => said_about(&mut page, id, ctx),
            Part::Private => private(&mut page, id, ctx),
            Part::Counts => counts(&mut page, id, ctx),
            Part::Source => source(&mut page, id, ctx),
            Part::History => history(&mut page, id, ctx),
        }
    }
    page
}

/// The parts of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
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
    /// Where to read on, and what the publisher calls it.
    Source,
    /// Everything that was ever said.
    History,
}

impl Part {
    /// Everything but the history.
    pub const MOST: &'static [Part] =
        &[Part::Title, Part::Texts, Part::Answer, Part::Said, Part::Private, Part::Counts];
    /// Everything.
    pub const ALL: &'static [Part] = &[
        Part::Title,
        Part::Texts,
        Part::Answer,
        Part::Said,
        Part::Private,
        Part::Counts,
        Part::Source,
        Part::History,
    ];
    /// What stands beside the captures and the history on a wide screen.
    pub const LEFT: &'static [Part] = &[Part::Title, Part::Texts, Part::Answer, Part::Private, Part::Counts];
    /// What stands at the right of a wide screen.
    pub const RIGHT: &'static [Part] = &[Part::Said, Part::History];
}

/// Returns `Design › User Logout`: where an entry stands.
pub fn place(id: &EntryId, ctx: &Ctx<'_>) -> String {
    let Some(row) = ctx.row(id) else { return "No longer in the pack".to_owned() };
    if let Some(list) = row.checklist.as_ref().and_then(|id| ctx.pack().checklist(id)) {
        let section = list.sections.iter().find(|section| Some(&section.workstream) == row.section.as_ref());
        return match section {
            Some(section) => format!("{} › {}", list.title, section.title),
            None => list.title.to_string(),
        };
    }
    stream_title(row, ctx.board).map(|(phase, stream)| format!("{phase} › {stream}")).unwrap_or_default()
}

/// Returns `» doing · due Fri 27 Nov`: the state in one line.
pub fn state(id: &EntryId, ctx: &Ctx<'_>) -> Vec<Piece> {
    let theme = ctx.theme;
    let Some(row) = ctx.row(id) else { return Vec::new() };
    let sign = row.standing.sign();
    let mut pieces: Vec<Piece> =
        vec![(format!("{} {}", theme.sign(sign), sign.word()), theme.sign_style(sign))];
    if let Some(day) = row.standing.due {
        pieces.push((format!(" · due {}", ctx.moment.day(day)), theme.normal));
    }
    pieces
}

/// Returns the first few lines of an entry for a narrow screen: question, done when, answer, how much was said.
pub fn look(id: &EntryId, width: u16, ctx: &Ctx<'_>) -> Page {
    let theme = ctx.theme;
    let mut page = Page::new(width);
    let mut line = |label: &str, words: &str, style: Style| {
        page.hanging(HANG, (label.to_owned(), theme.dim), words, style, None);
    };
    let said = ctx.answers().entry(id);
    match ctx.board.entry(ctx.answers(), id) {
        Some(EntryRef::Item(item)) => {
            line("Ask", &item.ask, theme.strong);
            if !item.done_when.is_empty() {
                line("Done when", &item.done_when, theme.normal);
            }
        }
        Some(EntryRef::Topic(topic)) => line("What", &topic.guidance, theme.normal),
        None => {}
    }
    if let Some(note) = said.and_then(|said| said.note()) {
        line("Answer", note.first_line(), theme.normal);
    }
    let captures = capture_counts(id, ctx);
    if !captures.is_empty() {
        line("Said", &captures, theme.normal);
    }
    page
}

fn title(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let answers = ctx.answers();
    let said = answers.entry(id);
    let Some(row) = ctx.row(id) else {
        gone(page, id, said, ctx);
        return;
    };
    page.paragraph(&row.title, theme.strong);
    let mut pieces = vec![];
    let sign = row.standing.sign();
    pieces.push((format!("{} {}", theme.sign(sign), sign.word()), theme.sign_style(sign)));
    let mut facts = vec![row.level.word().to_owned()];
    facts.extend(row.role.iter().filter(|role| !role.is_empty()).map(Text::to_string));
    facts.push(said.and_then(|said| said.owner()).map_or_else(|| "nobody".to_owned(), Text::to_string));
    if let Some(day) = row.standing.due {
        facts.push(format!("due {}", ctx.moment.day(day)));
    }
    pieces.push((format!("   {}", facts.join("   ")), theme.normal));
    page.row(pieces, None);
    standing(page, row, said, ctx);
    rivals(page, said, ctx);
}

/// Why it stands as it stands: what does not apply, a reason, an end, a wording that changed.
fn standing(page: &mut Page, row: &Row, said: Option<&EntryAnswers>, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let mut line = |label: &str, words: &str, style: Style| {
        page.hanging(HANG, (label.to_owned(), theme.dim), words, style, None);
    };
    match &row.applies {
        Applies::Yes => {}
        Applies::OtherBusiness => {
            line("Left out", "for another kind of project, so it is not counted", theme.normal);
        }
        Applies::SetAside(question) => {
            let asked = ctx.pack().questions.iter().find(|other| other.id == *question);
            let reason = asked.map(|asked| asked.reason.to_string()).unwrap_or_default();
            line("Left out", &format!("{reason} (project question {question})"), theme.normal);
        }
    }
    if let Some(ended) = &row.standing.ended {
        let until = match ended.end {
            End::Day(day) => format!("until {}", ctx.moment.day(day)),
            End::Here | End::Passed => "until a milestone that has been reached".to_owned(),
        };
        let was = format!("was {} {until}, so it is to do again", ended.was.word());
        line("Ended", &was, theme.look_again);
    }
    let answer = said.and_then(|said| said.answer());
    if let Some(reason) = answer.and_then(|answer| answer.reason.as_ref()) {
        line("Because", reason, theme.normal);
    }
    if let Some(until) = answer.and_then(|answer| answer.until.as_ref())
        && row.standing.ended.is_none()
    {
        line("Until", &until_words(until, ctx), theme.normal);
    }
    if row.standing.look_again
        && let Some(answer) = answer
        && let Some(before) = ctx.answers().words.get(&(row.id.clone(), answer.words))
    {
        line(
            "Look again",
            "the pack words it differently since; the same answer again confirms it",
            theme.look_again,
        );
        if before.title != row.title {
            line("Was called", &before.title, theme.dim);
        }
        line("Was done", &format!("when: {}", before.done_when), theme.dim);
    }
}

/// Two answers that were given apart, until somebody answers again.
fn rivals(page: &mut Page, said: Option<&EntryAnswers>, ctx: &Ctx<'_>) {
    let Some(said) = said.filter(|said| said.has_rival()) else { return };
    let theme = ctx.theme;
    page.gap();
    page.row(
        vec![(
            "Two answers, given apart. Answer again to settle which one holds.".to_owned(),
            theme.look_again,
        )],
        None,
    );
    let mut both = |label: &str, now: Option<(String, &Text)>, other: Option<(String, &Text)>| {
        let (Some(now), Some(other)) = (now, other) else { return };
        for (at, (value, by)) in [now, other].into_iter().enumerate() {
            let label = if at == 0 { label } else { "" };
            page.hanging(HANG, (label.to_owned(), theme.dim), &format!("{by}: {value}"), theme.normal, None);
        }
    };
    let status = |write: &Write<Answer>| {
        let answer = &write.value;
        match &answer.reason {
            Some(reason) => format!("{}: {}", answer.status.word(), reason.first_line()),
            None => answer.status.word().to_owned(),
        }
    };
    both(
        "Status",
        said.status.now().map(|write| (status(write), &write.by)),
        said.status.rival().map(|write| (status(write), &write.by)),
    );
    let owner = |write: &Write<Option<Text>>| {
        write.value.as_ref().map_or_else(|| "nobody".to_owned(), Text::to_string)
    };
    both(
        "Owner",
        said.owner.now().map(|write| (owner(write), &write.by)),
        said.owner.rival().map(|write| (owner(write), &write.by)),
    );
    let due = |write: &Write<Option<jiff::civil::Date>>| {
        write.value.map_or_else(|| "no date".to_owned(), |day| ctx.moment.day(day))
    };
    both(
        "Due",
        said.due.now().map(|write| (due(write), &write.by)),
        said.due.rival().map(|write| (due(write), &write.by)),
    );
    both(
        "Answer",
        said.note.now().map(|write| (write.value.to_string(), &write.by)),
        said.note.rival().map(|write| (write.value.to_string(), &write.by)),
    );
}

fn gone(page: &mut Page, id: &EntryId, said: Option<&EntryAnswers>, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let answer = said.and_then(|said| said.answer());
    let words = answer.and_then(|answer| ctx.answers().words.get(&(id.clone(), answer.words)));
    page.paragraph(words.map_or(id.as_str(), |words| words.title.as_str()), theme.strong);
    page.row(vec![("no longer in the pack; its answers are kept".to_owned(), theme.dim)], None);
    if let Some(answer) = answer {
        let reason = answer.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        page.paragraph(&format!("{}{reason}", answer.status.word()), theme.normal);
    }
    if let Some(words) = words {
        page.gap();
        page.hanging(HANG, ("Done when".to_owned(), theme.dim), &words.done_when, theme.normal, None);
    }
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
    line(page, "Ask", &item.ask, theme.strong);
    line(page, "Done when", &item.done_when, theme.normal);
    page.gap();
    let mut line = |label: &str, words: &str| line(page, label, words, theme.normal);
    line("Why", &item.guidance);
    line("Optional", item.optional_when.as_deref().unwrap_or_default());
    line("Repeats", item.repeats.map(Cadence::phrase).unwrap_or_default());
}

fn source(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let Some(EntryRef::Item(item)) = ctx.board.entry(ctx.answers(), id) else { return };
    let theme = ctx.theme;
    for (label, words) in [("Link", &item.link), ("Published", &item.code)] {
        if let Some(words) = words {
            page.hanging(HANG, (label.to_owned(), theme.dim), words, theme.normal, None);
        }
    }
    page.hanging(HANG, ("Id".to_owned(), theme.dim), id.as_str(), theme.dim, None);
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
    let streams = ctx.board.phases.iter().flat_map(|phase| &phase.streams);
    let node = streams.flat_map(|stream| &stream.topics).find(|node| ctx.board.at(node.row).id == topic.id);
    let Some(node) = node else { return };
    let items: Vec<&Row> =
        node.items.iter().map(|ix| ctx.board.at(*ix)).filter(|row| row.applies.is_yes()).collect();
    if items.is_empty() {
        return;
    }
    let settled = items.iter().filter(|row| row.standing.is_settled()).count();
    page.heading("Entries", &format!("{settled} of {} settled", items.len()));
    for row in items {
        let sign = row.standing.sign();
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

fn answer(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let said = ctx.answers().entry(id);
    page.heading("Our answer", "on the record");
    // An empty line here is an invitation.
    let (note, style) = match said.and_then(|said| said.note()) {
        Some(note) => (note.as_str(), theme.normal),
        None => ("nothing yet", theme.dim),
    };
    page.hanging(HANG, ("Answer".to_owned(), theme.dim), note, style, None);
    let seen = said.and_then(|said| said.answer()).and_then(|answer| answer.evidence.as_ref());
    let (seen, style) = match seen {
        Some(seen) => (seen.as_str(), theme.normal),
        None => ("nothing yet", theme.dim),
    };
    page.hanging(HANG, ("Seen at".to_owned(), theme.dim), seen, style, None);
}

fn captures<'a>(id: &'a EntryId, ctx: &Ctx<'a>) -> Vec<(&'a CaptureId, &'a CaptureAnswers, &'a Captured)> {
    let mut found: Vec<_> = ctx
        .answers()
        .captures_at(id)
        .filter_map(|(name, capture)| Some((name, capture, capture.capture.value()?)))
        .collect();
    // Those not resolved first; among them the order in which they were said.
    found.sort_by_key(|(_, capture, _)| {
        (capture.is_resolved(), capture.capture.writes().first().map(|write| write.seq))
    });
    found
}

fn said_about(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let captures = captures(id, ctx);
    if captures.is_empty() {
        return;
    }
    page.heading("Said about it", &captures.len().to_string());
    for (_, capture, captured) in captures {
        let mut words = vec![captured.text.to_string()];
        words.extend(captured.owner.iter().map(Text::to_string));
        words.extend(captured.due.iter().map(|day| ctx.moment.day(*day)));
        if capture.is_resolved() {
            words.push("resolved".to_owned());
        }
        let style = if capture.is_resolved() { theme.dim } else { theme.normal };
        page.hanging(HANG, (captured.kind.word().to_owned(), theme.dim), &words.join(" · "), style, None);
    }
}

fn capture_counts(id: &EntryId, ctx: &Ctx<'_>) -> String {
    let captures = captures(id, ctx);
    let parts: Vec<String> = CaptureKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let count = captures.iter().filter(|(_, _, captured)| captured.kind == kind).count();
            let plural =
                if kind.word() == "parked" { "parked".to_owned() } else { format!("{}s", kind.word()) };
            (count > 0).then(|| text::counted(count, kind.word(), &plural))
        })
        .collect();
    parts.join(", ")
}

fn private(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    // While a workshop runs the room may be looking on.
    if ctx.answers().open_workshop().is_some() {
        return;
    }
    let Some(note) = ctx.host.private_note(id).filter(|note| !note.is_empty()) else { return };
    page.heading("Private note", "never in the room, never in a report");
    page.paragraph(&note, ctx.theme.normal);
}

fn counts(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let Some(row) = ctx.row(id).filter(|row| row.applies.is_yes()) else { return };
    let theme = ctx.theme;
    page.heading("Counts for", "");
    let streams = || ctx.board.phases.iter().flat_map(|phase| &phase.streams);
    for topic in &row.topics {
        let node = streams()
            .flat_map(|stream| stream.topics.iter().map(move |node| (stream, node)))
            .find(|(_, node)| ctx.board.at(node.row).id == *topic);
        let Some((stream, node)) = node else { continue };
        let items = || node.items.iter().map(|ix| ctx.board.at(*ix)).filter(|row| row.applies.is_yes());
        let settled = items().filter(|row| row.standing.is_settled()).count();
        let title = &ctx.board.at(node.row).title;
        let words = format!("{} › {title}, {settled} of {} settled", stream.title, items().count());
        page.hanging(HANG, ("Topic".to_owned(), theme.dim), &words, theme.normal, None);
    }
    if row.topics.is_empty()
        && let Some((phase, stream)) = stream_title(row, ctx.board)
    {
        page.hanging(
            HANG,
            ("Workstream".to_owned(), theme.dim),
            &format!("{phase} › {stream}"),
            theme.normal,
            None,
        );
    }
    let milestone = match ctx.board.first_gate(row) {
        Some(gate) => {
            let day = ctx.answers().target(&gate.id);
            let day = day.map_or_else(|| "no date yet".to_owned(), |day| ctx.moment.day(day));
            format!("{} {}, {day}", theme.milestone_mark(), gate.title)
        }
        None => "none: no gate looks at it".to_owned(),
    };
    page.hanging(HANG, ("Milestone".to_owned(), theme.dim), &milestone, theme.normal, None);
}

fn stream_title<'a>(row: &Row, board: &'a Board) -> Option<(&'a Text, &'a Text)> {
    let id = row.workstream.as_ref()?;
    board.phases.iter().find_map(|phase| {
        let stream = phase.streams.iter().find(|stream| stream.id == *id)?;
        Some((&phase.title, &stream.title))
    })
}

fn until_words(until: &Until, ctx: &Ctx<'_>) -> String {
    match until {
        Until::Day(day) => format!("{}, that day included", ctx.moment.day(*day)),
        Until::Milestone(id) => {
            let title = ctx.board.gate(id).map_or_else(|| id.to_string(), |gate| gate.title.to_string());
            format!("{} {title}, left there", ctx.theme.milestone_mark())
        }
    }
}
