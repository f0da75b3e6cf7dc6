//! The lower part of the plan's screen: what the cell at the cursor waits for and what waits for it, in words; at a
//! milestone, what is left.

use ratatui::layout::Rect;

use super::layout::moves::MapCursor;
use super::model::{PlanModel, topics};
use crate::domain::board::{Entry, TopicProgress};
use crate::domain::gate::{GateTally, is_passed};
use crate::domain::map::{StartBlocker, TopicIx, TopicMap};
use crate::journal::answers::EntryAnswers;
use crate::pack::model::{Dependency, MilestoneId};
use crate::text::{self, Text};
use crate::tui::theme::Signs;
use crate::tui::widget::canvas::{Canvas, below, inset, row};
use crate::tui::widget::page::{Page, Piece};
use crate::tui::widget::rule::Heading;

mod lines;

use lines::{fitting, label, line, lines, paragraph};

/// How far labels hang.
const HANG: usize = 15;

/// How many entries are named before the rest is counted.
const MOST_NAMES: usize = 24;

/// Draws what is to be said of `spot` into `area`, its heading first.
pub fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    spot: MapCursor,
    gate: Option<&GateTally>,
    phase: usize,
    view: &PlanModel<'_>,
) {
    if area.height == 0 {
        return;
    }
    let lines = usize::from(area.height - 1);
    let width = area.width.saturating_sub(5);
    let (title, right, page) = match spot {
        MapCursor::Topic(ix) => {
            let topic = view.map.topic(ix);
            (topic.title.to_string(), facts(topic, view), topic_page(ix, phase, width, lines, view))
        }
        MapCursor::Gate(_) => {
            let Some(gate) = gate else { return };
            let date = view.date(gate).unwrap_or_else(|| "no date".to_owned());
            (gate.title.to_string(), date, gate_page(gate, width, lines, view))
        }
    };
    let mark = match spot {
        MapCursor::Topic(_) => view.theme.cursor_mark(),
        MapCursor::Gate(_) => view.theme.milestone_mark(),
    };
    canvas.put(area.x + 1, area.y, 1, mark, canvas.theme.strong);
    Heading { title: &title, right: &right, is_focused: true }.draw(canvas, inset(row(area, 0), 3, 2));
    page.draw(canvas, inset(below(area, 1), 3, 2), 0);
}

/// `Branding · ! blocked · 1 of 4 settled · Mia`.
fn facts(topic: &TopicMap, view: &PlanModel<'_>) -> String {
    let mut facts = vec![view.map.stream(topic.stream).title.to_string(), state(topic, view)];
    let node = view.board.topic(&topic.id).map(|(_, node)| view.board.topic_progress(view.answers, node));
    let numbered = |progress: TopicProgress<'_>| progress.numbered(view.theme.milestone_mark());
    facts.extend(node.filter(|progress| progress.in_all > 0).map(numbered));
    let said = view.answers.entry(&topic.id);
    facts.extend(said.and_then(|said| said.owner()).map(ToString::to_string));
    facts.extend(said.and_then(EntryAnswers::due).map(|day| format!("due {}", view.moment.day(day))));
    facts.join(" · ")
}

fn state(topic: &TopicMap, view: &PlanModel<'_>) -> String {
    let sign = topic.state.sign;
    let word = if topic.applies { sign.word() } else { "does not apply" };
    let waits =
        if topic.applies && !topic.state.is_begun() && !topic.state.can_start { ", waits" } else { "" };
    format!("{} {word}{waits}", view.theme.sign(sign))
}

/// The page of a topic; where it leaves enough lines, its entries stand there with their titles.
fn topic_page(ix: TopicIx, phase: usize, width: u16, lines: usize, view: &PlanModel<'_>) -> Page {
    let page = topic_page_with(EntryList::Names, ix, phase, width, lines, view);
    let (now, later) = view.map.topic(ix).items(view.board);
    let all = now.len() + later.len();
    let most = if width >= TWO_COLUMNS { 2 } else { 1 };
    let fits = |columns: &usize| all > 0 && page.len() + all.div_ceil(*columns) <= lines + 1;
    match (1..=most).find(fits) {
        Some(columns) => topic_page_with(EntryList::Titles(columns), ix, phase, width, lines, view),
        None => page,
    }
}

/// From so many columns on titles may stand in two of them.
const TWO_COLUMNS: u16 = 150;

/// How the entries of a topic are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EntryList {
    /// In one line.
    Names,
    /// With their titles, in so many columns.
    Titles(usize),
}

fn topic_page_with(
    list: EntryList,
    ix: TopicIx,
    phase: usize,
    width: u16,
    lines: usize,
    view: &PlanModel<'_>,
) -> Page {
    let topic = view.map.topic(ix);
    let room = usize::from(width).saturating_sub(HANG);
    let mut page = Page::new(width);
    // The lines below are kept for what always has something to say.
    let others = 3 + usize::from(!topic.needed_by.is_empty());
    waits(&mut page, (ix, phase), room, lines.saturating_sub(others).clamp(1, 6), view);
    needed(&mut page, topic, phase, room, view);
    counts(&mut page, topic, view);
    match list {
        EntryList::Names => entries(&mut page, topic, room, view),
        EntryList::Titles(columns) => titles(&mut page, topic, columns, room, view),
    }
    can_start(&mut page, phase, room, view);
    if page.len() + 2 < lines
        && let Some(entry) = topic.entry(view.board)
    {
        page.gap();
        page.hanging(HANG, label("What", view), &entry.guidance, view.theme.normal, None);
        for (name, words) in [("Good practice", &entry.best_practices), ("Mind", &entry.warnings)] {
            for (at, words) in words.iter().enumerate() {
                page.hanging(
                    HANG,
                    label(if at == 0 { name } else { "" }, view),
                    words,
                    view.theme.normal,
                    None,
                );
            }
        }
    }
    page
}

/// What a topic waits for: what its dependencies name, with their words; then what comes before its workstream.
///
/// In few lines everything is named, and the words are left out.
fn waits(page: &mut Page, (ix, phase): (TopicIx, usize), room: usize, most: usize, view: &PlanModel<'_>) {
    let topic = view.map.topic(ix);
    let normal = view.theme.normal;
    let dependencies = topic.entry(view.board).map_or(&[][..], |entry| entry.dependencies.as_slice());
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for dependency in dependencies {
        let named: Vec<TopicIx> = named(dependency, topic, view);
        if !named.is_empty() {
            let mut pieces = names(&named, phase, view);
            pieces.push((format!(": {}", dependency.text.glimpse()), normal));
            rows.push(pieces);
        }
    }
    let before: Vec<String> = view.map.held(ix).into_iter().filter_map(|held| before(held, view)).collect();
    if !before.is_empty() && topic.applies && !topic.state.is_begun() {
        rows.push(vec![(before.join(", "), normal)]);
    }
    if rows.len() > most {
        let mut pieces = names(&topic.waits_for, phase, view);
        if !before.is_empty() && !topic.state.is_begun() {
            let comma = if pieces.is_empty() { "" } else { "; " };
            pieces.push((format!("{comma}{}", before.join(", ")), normal));
        }
        rows = vec![pieces];
    }
    if rows.is_empty() {
        let words = dependencies.first().map(|dependency| dependency.text.glimpse());
        let stream = view.map.stream(topic.stream);
        if let Some(words) = words.or(stream.order.as_ref().map(Text::glimpse)) {
            lines(page, "Order", vec![(words.into_owned(), normal)], (room, most), view);
        }
    }
    let n_rows = rows.len();
    let begins = page.len();
    for (at, pieces) in rows.into_iter().enumerate() {
        // Each gets what the ones before it and one row for each behind it leave over.
        let left = most.saturating_sub(page.len() - begins + n_rows - at - 1).max(1);
        lines(page, if at == 0 { "Waits for" } else { "" }, pieces, (room, left), view);
    }
}

/// `◄ Email Provider Setup, » doing, 2 of 4, Omar; ...`.
fn names(topics: &[TopicIx], phase: usize, view: &PlanModel<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, ix) in topics.iter().enumerate() {
        let topic = view.map.topic(*ix);
        let head = if at == 0 { format!("{} ", pick(view, "◄", "<")) } else { "; ".to_owned() };
        pieces.push((head, view.theme.strong));
        pieces.push((format!("{}, ", view.title(*ix, phase)), view.theme.normal));
        pieces.push((state(topic, view), view.theme.sign_style(topic.state.sign)));
        pieces.push((progress(topic, view), view.theme.normal));
    }
    pieces
}

/// The topics that a dependency names, as far as this one waits for them.
fn named(dependency: &Dependency, topic: &TopicMap, view: &PlanModel<'_>) -> Vec<TopicIx> {
    let found = dependency.on.iter().filter_map(|id| view.map.find(id));
    found.filter(|ix| topic.waits_for.contains(ix)).collect()
}

/// `, 2 of 4, Omar`.
fn progress(topic: &TopicMap, view: &PlanModel<'_>) -> String {
    let mut words = match topic.state.total {
        0 => String::new(),
        total => format!(", {} of {total}", topic.state.settled),
    };
    if let Some(owner) = view.answers.entry(&topic.id).and_then(|said| said.owner()) {
        words.push_str(", ");
        words.push_str(owner);
    }
    words
}

/// `Architecture, where 2 topics have not begun`.
fn before(held: StartBlocker, view: &PlanModel<'_>) -> Option<String> {
    match held {
        StartBlocker::Topic(_) => None,
        StartBlocker::Stream(ix) => {
            let stream = view.map.stream(ix);
            let count = stream.untouched();
            let verb = if count == 1 { "has" } else { "have" };
            Some(format!("{}, where {} {verb} not started", stream.title, topics(count)))
        }
        StartBlocker::Phase(at) => {
            let phase = view.map.phases.get(at)?;
            Some(format!("Phase {}, where not everything has started", phase.no))
        }
    }
}

fn needed(page: &mut Page, topic: &TopicMap, phase: usize, room: usize, view: &PlanModel<'_>) {
    if topic.needed_by.is_empty() {
        return;
    }
    let titles = topic.needed_by.iter().take(MOST_NAMES).map(|ix| view.title(*ix, phase));
    let (words, rest) = fitting(titles, topic.needed_by.len(), "; ", room.saturating_sub(2));
    let pieces = vec![
        (format!("{} ", pick(view, "►", ">")), view.theme.strong),
        (words, view.theme.normal),
        (rest, view.theme.dim),
    ];
    line(page, "Needed by", pieces, view);
}

fn counts(page: &mut Page, topic: &TopicMap, view: &PlanModel<'_>) {
    let counts = topic.counts_at(view.board);
    let excepted: Vec<String> = counts.excepted.iter().map(|order| view.gate_name(*order)).collect();
    let excepted =
        if excepted.is_empty() { String::new() } else { format!("; excepted from {}", excepted.join(", ")) };
    let words = match counts.gate.and_then(|order| Some((order, view.gate(order)?))) {
        Some((order, gate)) => format!("{} {}{excepted}", view.gate_name(order), gate.title),
        None if !topic.applies => "nowhere: it does not apply to this project".to_owned(),
        None => "nowhere: no milestone counts it".to_owned(),
    };
    line(page, "Counts at", vec![(words, view.theme.normal)], view);
}

/// The items of the topic: those that count now, then those that count later.
fn entries(page: &mut Page, topic: &TopicMap, room: usize, view: &PlanModel<'_>) {
    const GAP: &str = "   ";
    let (now, later) = topic.items(view.board);
    if now.is_empty() && later.is_empty() {
        let words = "none: no checklist item covers it, so answer the topic itself";
        line(page, "Entries", vec![(words.to_owned(), view.theme.normal)], view);
        return;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut used = 0;
    let n_now = now.len();
    let all = n_now + later.len();
    for (nth, ix) in now.into_iter().chain(later).enumerate() {
        let entry: &Entry = view.board.at(ix);
        let head = if nth == n_now { "later  " } else { "" };
        let wide = head.len() + 2 + entry.name.width() + GAP.len();
        // Behind the last one nothing follows, so that its gap needs no room.
        let rest = format!("{} more", all - nth - 1);
        let needed = if nth + 1 == all { used + wide - GAP.len() } else { used + wide + rest.len() };
        if needed > room {
            pieces.push((format!("{} more", all - nth), view.theme.dim));
            break;
        }
        let sign = entry.standing.shown();
        pieces.push((head.to_owned(), view.theme.dim));
        pieces.push((format!("{} ", view.theme.sign(sign)), view.theme.sign_style(sign)));
        pieces.push((format!("{}{GAP}", entry.name), view.theme.entry_style(sign)));
        used += wide;
    }
    line(page, "Entries", pieces, view);
}

/// The same with title, state and owner, in one column or several.
fn titles(page: &mut Page, topic: &TopicMap, columns: usize, room: usize, view: &PlanModel<'_>) {
    const GAP: usize = 3;
    let (now, later) = topic.items(view.board);
    let n_now = now.len();
    let all: Vec<&Entry> = now.iter().chain(&later).map(|ix| view.board.at(*ix)).collect();
    let names = all.iter().map(|entry| text::width(&entry.name)).max().unwrap_or(0);
    let rows = all.len().div_ceil(columns);
    let cell = room.saturating_sub(GAP * (columns - 1)) / columns;
    let cut = view.theme.cut();
    for at in 0..rows {
        let head = if at == 0 { "Entries" } else { "" };
        let mut pieces = vec![label(&text::pad(head, HANG), view)];
        for nth in (at..all.len()).step_by(rows.max(1)) {
            let Some(entry) = all.get(nth) else { break };
            let sign = entry.standing.shown();
            let owner = view.answers.entry(&entry.id).and_then(|said| said.owner());
            let owner = owner.map(|owner| format!(", {owner}")).unwrap_or_default();
            let later = if nth >= n_now { ", later" } else { "" };
            let state = format!("{}{owner}{later}", sign.word());
            let left = cell.saturating_sub(text::width(&state) + 4);
            let words = format!("{}  {}", text::pad(&entry.name, names), entry.title);
            pieces.push((format!("{} ", view.theme.sign(sign)), view.theme.sign_style(sign)));
            let words = text::pad(&text::truncate(&words, left, cut), left);
            pieces.push((words, view.theme.entry_style(sign)));
            pieces.push((format!("  {state}"), view.theme.dim));
            if nth + rows < all.len() {
                pieces.push((" ".repeat(GAP), view.theme.normal));
            }
        }
        page.row(pieces, None);
    }
}

/// What the team can begin today.
fn can_start(page: &mut Page, phase: usize, room: usize, view: &PlanModel<'_>) {
    const REST: &str = "; everything else has started or is waiting";
    let Some(at) = view.map.phases.get(phase) else { return };
    let titles = at.can_start.iter().take(MOST_NAMES).map(|ix| view.map.topic(*ix).title.to_string());
    let (mut words, rest) = fitting(titles, at.can_start.len(), ", ", room);
    if words.is_empty() {
        "nothing: everything has started or is waiting".clone_into(&mut words);
    } else if rest.is_empty() && text::width(&words) + REST.len() <= room {
        words.push_str(REST);
    }
    line(page, "Can start now", vec![(words, view.theme.normal), (rest, view.theme.dim)], view);
}

fn gate_page(gate: &GateTally, width: u16, n_lines: usize, view: &PlanModel<'_>) -> Page {
    let normal = view.theme.normal;
    let mut page = Page::new(width);
    let count = gate.count;
    let words = if count.left() == 0 {
        format!("nothing of {}", count.total)
    } else {
        let parts =
            [(count.blocking, "must and block"), (count.conditions, "should"), (count.listed, "could")];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        format!("{} of {}: {}", count.left(), count.total, parts.join(", "))
    };
    let passed = if is_passed(view.answers, &gate.id) { "   passed by a decision" } else { "" };
    line(&mut page, "Left", vec![(words, normal), (passed.to_owned(), view.theme.done)], view);
    let streams: Vec<String> = gate
        .streams
        .iter()
        .filter(|(_, _, left)| left.total > 0)
        .map(|(_, title, left)| format!("{title} {} of {}", left.left(), left.total))
        .collect();
    let (finished, then) = words_of(&gate.id, view);
    let room = usize::from(width).saturating_sub(HANG);
    // Left, finished and then have a line each at least.
    let most = n_lines.saturating_sub(3).clamp(1, 3);
    lines(&mut page, "By workstream", vec![(streams.join(", "), normal)], (room, most), view);
    // What is possible then is said in a line at least.
    let most = n_lines.saturating_sub(page.len() + 1).max(1);
    paragraph(&mut page, "Finished", &finished, room, most, view);
    let most = n_lines.saturating_sub(page.len()).max(1);
    paragraph(&mut page, "Then", &then, room, most, view);
    page
}

fn words_of(id: &MilestoneId, view: &PlanModel<'_>) -> (String, String) {
    let found = view.board.milestone(id);
    found.map_or_else(Default::default, |(_, milestone)| {
        (milestone.finished.to_string(), milestone.then.to_string())
    })
}

fn pick(view: &PlanModel<'_>, rich: &'static str, ascii: &'static str) -> &'static str {
    match view.theme.signs {
        Signs::Rich => rich,
        Signs::Ascii => ascii,
    }
}
