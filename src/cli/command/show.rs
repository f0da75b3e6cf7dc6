//! `golive show`: one entry with its texts, its answer and what was said about it.

use serde::Serialize;

use super::answering::{role, sign_of};
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, dim, strong, warn};
use crate::cli::project::Project;
use crate::domain::board::Entry;
use crate::domain::standing::Sign;
use crate::domain::words;
use crate::domain::{dates, facts, map, own};
use crate::journal::answers::{Captured, EntryAnswers};
use crate::journal::digest::Digest;
use crate::pack::model::{Cadence, EntryId, EntryRef};
use crate::report::json::{self, EntryJson, RemovedEntryJson};
use crate::text::{Text, pad};
use crate::workspace::error::Error;

/// Show one entry: the question, what makes it done, the answer, its captures
///
/// Also shows an entry that is no longer in the pack, in the words that were answered. Your private note is shown
/// here, and only here and in your own screens.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The entry: an id, a shortened id, or a short name such as "Design 42"
    #[arg(required = true, num_args = 1..=2)]
    id: Vec<String>,
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct ShowJson {
    #[serde(flatten)]
    entry: Option<EntryJson>,
    #[serde(flatten)]
    gone: Option<RemovedEntryJson>,
    #[serde(flatten)]
    texts: Texts,
}

#[derive(Default, Serialize)]
struct Texts {
    in_pack: bool,
    ask: Option<String>,
    done_when: Option<String>,
    guidance: Option<String>,
    optional_when: Option<String>,
    /// The application scenarios that bring an item, and the entries that it replaces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scenarios: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    was: Vec<String>,
    role: Option<String>,
    minutes: Option<u16>,
    link: Option<String>,
    /// What the last exports of the tenants show about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    export: Option<String>,
    topics: Vec<String>,
    milestones: Vec<String>,
    /// The wording that was answered, if the pack words it differently now.
    answered_words: Option<Words>,
}

#[derive(Serialize)]
struct Words {
    title: String,
    done_when: String,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open()?;
        let id = match project.entries(&self.id)?.as_slice() {
            [only] => only.clone(),
            _ => return Err(Error::usage("one entry at a time").hint("`golive list` shows several")),
        };
        if self.json {
            context.out.json(&to_json(&project, &id));
            return Ok(Exit::DONE);
        }
        project.open_private(context.world, &Text::default())?;
        let private = project.private_note(&id).cloned();
        let out = &mut *context.out;
        match project.board.row(&id) {
            Some(row) => head(&project, row, out),
            None => gone(&project, &id, out),
        }
        if let Some(entry) = project.board.entry(project.answers(), &id) {
            texts(&project, entry, out);
        }
        answer(&project, &id, private.as_ref(), out);
        captures(&project, &id, out);
        if let Some(row) = project.board.row(&id) {
            counts_for(&project, row, out);
        }
        Ok(Exit::DONE)
    }
}

/// The column in which the words stand.
const AT: usize = 13;

fn field(out: &mut Out, label: &str, words: &str) {
    if !words.is_empty() {
        out.prose(dim(format!("  {label}")), AT, words);
    }
}

/// How an entry is shown, and whether that is what its items come to: a topic without an answer of its own is
/// represented by them, as on the map.
fn sign_of_entry(project: &Project, row: &Entry) -> (Sign, bool) {
    let own = row.standing.shown();
    match map::topic_sign(&project.board, project.answers(), &row.id) {
        Some(sign) if row.applies.is_yes() && own == Sign::Todo && sign != Sign::Todo => (sign, true),
        _ => (own, false),
    }
}

fn head(project: &Project, row: &Entry, out: &mut Out) {
    let (sign, by_items) = sign_of_entry(project, row);
    let codes = match project.board.entry(project.answers(), &row.id) {
        Some(EntryRef::Item(item)) => project.pack.codes_of(item),
        Some(EntryRef::Topic(_)) | None => Text::default(),
    };
    let codes = if codes.is_empty() { String::new() } else { format!(" {} {codes}", out.signs.dot()) };
    let title = if row.is_item() { format!("{}  {}", row.name, row.title) } else { row.title.to_string() };
    out.line(strong(title).and(dim(codes)));
    let mut line = Line::from("  ").and(sign_of(sign, out)).and(" ").and(Line::new(sign.word(), role(sign)));
    if by_items {
        line = line.and(" by its items");
    }
    if sign == Sign::TwoAnswers {
        let own = row.standing.sign();
        line = line
            .and(dim(format!(" {} ", out.signs.dot())))
            .and(sign_of(own, out))
            .and(" ")
            .and(Line::new(own.word(), role(own)));
    }
    let dot = out.signs.dot();
    let mut add = |words: String| line = std::mem::take(&mut line).and(dim(format!(" {dot} "))).and(words);
    if let Some(until) =
        project.answers().entry(&row.id).and_then(EntryAnswers::answer).and_then(|a| a.until.as_ref())
    {
        add(format!("until {}", project.situation().end(until)));
    }
    add(row.level.word().to_owned());
    if let Some(role) = &row.role {
        add(role.to_string());
    }
    let said = project.answers().entry(&row.id);
    add(said.and_then(EntryAnswers::owner).map_or_else(|| "nobody".to_owned(), ToString::to_string));
    if let Some(day) = row.standing.due {
        add(format!("due {}", dates::long(day, project.moment.today)));
    }
    out.line(line);
    out.line(dim(format!("  {}", row.id)));
    if let Some(why) = project.board.why_not(&row.applies) {
        out.line(warn(format!("  not counted, it does not apply to this project: {why}")));
    }
    if row.standing.look_again {
        out.line(warn("  look again: the pack words it differently since it was answered"));
        if let Some(words) = answered_words(project, &row.id) {
            let stop = if words.title.ends_with(['.', '?', '!', '…', '。', '？']) { "" } else { "." };
            field(out, "then", &format!("{}{stop} {}", words.title, words.done_when));
        }
    }
    if let Some(reason) = json::reason(&project.board, row).filter(|_| row.applies.is_yes()) {
        field(out, "Reason", &reason);
    }
    out.blank();
}

fn gone(project: &Project, id: &EntryId, out: &mut Out) {
    let named = project.named(id);
    let has_words = named.title != named.name;
    out.line(strong(&named.title));
    if has_words {
        out.line(dim(format!("  {id}")));
    }
    if project.pack.entry(id).is_some() {
        out.line(warn("  in the pack, but not in the plan of this project"));
    } else if own::is_removed(project.answers(), id) {
        out.line(warn("  an item of the project's own that was removed; `golive history` shows it"));
    } else if !has_words {
        out.line(warn("  no longer in the pack, and its words were not kept"));
    } else {
        out.line(warn("  no longer in the pack; shown in the words that were answered"));
        if let Some(words) = latest_words(project, id) {
            field(out, "Done when", &words.done_when);
        }
    }
    if let Some(answer) = project.answers().entry(id).and_then(EntryAnswers::answer) {
        field(out, "Status", answer.status.word());
        field(out, "Reason", answer.reason.as_deref().unwrap_or_default());
    }
    if let Some(said) = project.answers().entry(id) {
        field(out, "Owner", said.owner().map(Text::as_str).unwrap_or_default());
        let due = said.due().map(|day| dates::long(day, project.moment.today));
        field(out, "Due", due.as_deref().unwrap_or_default());
    }
    out.blank();
}

/// The published rows that the item stands for: code, list and section of the publisher, and what the row is about.
fn published(project: &Project, codes: &[Text], out: &mut Out) {
    let rows = project.pack.published.iter().flat_map(|published| &published.rows);
    for (at, row) in rows.filter(|row| codes.contains(&row.code)).enumerate() {
        let list = project.board.lists.iter().find(|list| list.id == row.checklist);
        let list = list.map_or_else(|| row.checklist.to_string(), |list| list.title.to_string());
        let label = if at == 0 { "Published" } else { "" };
        field(out, label, &format!("{}: {list}, {}: {}", row.code, row.section, row.subject));
    }
}

fn texts(project: &Project, entry: EntryRef<'_>, out: &mut Out) {
    match entry {
        EntryRef::Item(item) => {
            field(out, "Ask", item.ask.as_deref().unwrap_or_default());
            field(out, "Done when", &item.done_when);
            field(out, "Why", &item.guidance);
            field(out, "Optional", item.optional_when.as_deref().unwrap_or_default());
            field(out, "Repeats", item.repeats.map(Cadence::phrase).unwrap_or_default());
            field(out, "Only with", &project.pack.brought_by(item));
            field(out, "Replaces", &item.replaces());
            published(project, &item.codes, out);
            links(out, item.link.as_slice());
        }
        EntryRef::Topic(topic) => {
            field(out, "What", &topic.guidance);
            field(out, "Today", topic.now.as_deref().unwrap_or_default());
            field(out, "Optional", topic.optional_when.as_deref().unwrap_or_default());
            let waits: Vec<Text> = topic.dependencies.iter().map(|one| one.text.clone()).collect();
            each(out, "Waits for", &waits);
            each(out, "Do", &topic.best_practices);
            each(out, "Beware", &topic.warnings);
            each(out, "Ask", &topic.questions);
            links(out, &topic.links);
        }
    }
    out.blank();
}

fn each(out: &mut Out, label: &str, texts: &[Text]) {
    for (at, text) in texts.iter().enumerate() {
        let label = if at == 0 { dim(format!("  {label}")) } else { Line::default() };
        out.prose(label, AT, text);
    }
}

/// Prints links whole: a link that is broken over two lines cannot be opened.
fn links(out: &mut Out, links: &[Text]) {
    for (at, link) in links.iter().enumerate() {
        let label = if at == 0 { "  Read on" } else { "" };
        out.line(dim(pad(label, AT)).and(link));
    }
}

fn answer(project: &Project, id: &EntryId, private: Option<&Text>, out: &mut Out) {
    let said = project.answers().entry(id);
    let note = said.and_then(EntryAnswers::note).map(Text::as_str);
    let evidence = said.and_then(EntryAnswers::answer).and_then(|answer| answer.evidence.as_ref());
    field(out, "Our answer", note.unwrap_or("nothing yet"));
    let evidence = evidence.map_or_else(|| "nothing yet".to_owned(), |seen| words::pieces(seen));
    field(out, "Evidence", &evidence);
    let export = facts::quiet_line(project.answers(), id);
    field(out, "Export", export.as_deref().unwrap_or_default());
    if let Some(private) = private {
        field(out, "Private", private);
    }
    rivals(project, id, out);
}

/// Says so if there are two answers: both count until somebody answers again.
fn rivals(project: &Project, id: &EntryId, out: &mut Out) {
    let rivals = project.situation().rivals(id);
    for rival in &rivals {
        for (at, voice) in rival.voices.iter().enumerate() {
            let label = if at == 0 { rival.field.word() } else { "" };
            let when = project.moment.time(voice.at);
            out.prose(warn(format!("  {label}")), AT, &format!("{} said, {when}: {}", voice.by, voice.words));
        }
    }
    if !rivals.is_empty() {
        out.prose(warn("  2 answers"), AT, "given independently; answer again to decide which one counts");
    }
}

fn captures(project: &Project, id: &EntryId, out: &mut Out) {
    let mut found: Vec<(&Captured, bool)> = project
        .answers()
        .captures_at(id)
        .filter_map(|(_, capture)| Some((capture.capture.value()?, capture.is_resolved())))
        .collect();
    found.sort_by_key(|(captured, resolved)| (*resolved, captured.kind));
    if found.is_empty() {
        return;
    }
    out.blank();
    out.line(dim(format!("  Captures, {}", found.len())));
    for (captured, resolved) in found {
        let owner = captured.owner.as_ref().map(ToString::to_string);
        let day = captured.due.map(|day| dates::long(day, project.moment.today));
        let words = std::iter::once(captured.text.to_string()).chain(owner).chain(day);
        let settled = if resolved { " (settled)" } else { "" };
        let words = words.collect::<Vec<_>>().join(", ") + settled;
        field(out, captured.kind.word(), &words);
    }
}

fn counts_for(project: &Project, row: &Entry, out: &mut Out) {
    let mut lines: Vec<(&str, String)> = Vec::new();
    for topic in &row.topics {
        let title = project.named(topic).title;
        lines.push((
            "Topic",
            match project.board.topic(topic) {
                Some((_, node)) => {
                    format!("{title}, {}", project.board.topic_progress(project.answers(), node).phrase())
                }
                None => title.to_string(),
            },
        ));
    }
    let board = &project.board;
    let topics = board.phases.iter().flat_map(|phase| &phase.streams).flat_map(|stream| &stream.topics);
    for topic in topics.filter(|topic| board.at(topic.row).id == row.id && !topic.items.is_empty()) {
        let progress = board.topic_progress(project.answers(), topic);
        if progress.in_all == 0 {
            continue;
        }
        let gate = board.next_gate(project.answers(), row).map(|gate| gate.order);
        let names: Vec<&str> = topic
            .items
            .iter()
            .map(|ix| board.at(*ix))
            .filter(|item| item.applies.is_yes() && gate.is_none_or(|gate| item.membership(gate).is_some()))
            .map(|item| item.name.as_str())
            .collect();
        lines.push(("Items", format!("{}: {}", progress.phrase(), names.join(", "))));
    }
    if let Some(gate) = board.next_gate(project.answers(), row) {
        let day = project.answers().target(&gate.id).map(|day| dates::long(day, project.moment.today));
        lines.push((
            "Milestone",
            format!("{}, {}", gate.title, day.unwrap_or_else(|| "no date yet".to_owned())),
        ));
    }
    if !lines.is_empty() {
        out.blank();
    }
    let mut before = "";
    for (label, words) in lines {
        field(out, if label == before { "" } else { label }, &words);
        before = label;
    }
}

fn answered_words(project: &Project, id: &EntryId) -> Option<Words> {
    let answered = project.answers().entry(id)?.answer()?.words;
    words_of(project, id, answered).filter(|_| project.situation().words(id) != Some(answered))
}

fn latest_words(project: &Project, id: &EntryId) -> Option<Words> {
    words_of(project, id, project.answers().entry(id)?.answer()?.words)
}

fn words_of(project: &Project, id: &EntryId, digest: Digest) -> Option<Words> {
    let words = project.answers().words.get(&(id.clone(), digest))?;
    Some(Words { title: words.title.to_string(), done_when: words.done_when.to_string() })
}

fn to_json(project: &Project, id: &EntryId) -> ShowJson {
    let answers = project.answers();
    let row = project.board.row(id);
    let export = facts::quiet_line(answers, id).map(|words| words.to_string());
    let mut texts = Texts { answered_words: answered_words(project, id), export, ..Texts::default() };
    if let Some(entry) = project.board.entry(answers, id) {
        texts.in_pack = true;
        texts.guidance = Some(entry.guidance().to_string());
        texts.done_when = entry.done_when().map(ToString::to_string);
        texts.optional_when = entry.optional_when().map(ToString::to_string);
        if let EntryRef::Item(item) = entry {
            texts.ask = item.ask.as_ref().map(ToString::to_string);
            texts.role = Some(item.role.to_string()).filter(|role| !role.is_empty());
            texts.minutes = Some(item.minutes);
            texts.scenarios = item.scenarios.iter().map(ToString::to_string).collect();
            texts.was = item.was.iter().map(ToString::to_string).collect();
            texts.link = item.link.as_ref().map(ToString::to_string);
        }
    }
    if let Some(row) = row {
        texts.topics = row.topics.iter().map(ToString::to_string).collect();
        let gates = project.board.gates.iter().filter(|gate| row.membership(gate.order).is_some());
        texts.milestones = gates.map(|gate| gate.id.to_string()).collect();
        return ShowJson {
            entry: Some(EntryJson::of(&project.board, project.answers(), row)),
            gone: None,
            texts,
        };
    }
    let named = project.named(id);
    let gone = RemovedEntryJson::of(id, &named.name, &named.title, answers.entry(id));
    ShowJson { entry: None, gone: Some(gone), texts }
}

const HELP: &str = r#"Examples:
  golive show "Design 42"
  golive show design/42 --json
  golive show tenant-provision

Exit status:
  0 done, 2 there is no such entry, 3 the project could not be read."#;
