//! Captures as the cells of a sheet: what a report writes, and what becomes of a row that comes back.
//!
//! The text, who, by when and the state are taken; the other cells are only read. A stamp names the capture and has
//! the figures of all its cells, so that a row nobody touched changes nothing, whatever was captured since.

use std::sync::LazyLock;

use jiff::Timestamp;

use super::lay::{CellDifference, RowOutcome, RowSubject};
use super::row::not_read;
use super::{CUT, FIGURES, figures_of, typed};
use crate::domain::answer::{Intent, Ruling, Situation};
use crate::domain::{capture_line, dates, grammar};
use crate::journal::answers::{Answers, CaptureAnswers, Captured};
use crate::journal::record::{CaptureId, Change};
use crate::pack::import::answers::{CAPTURE_HEADINGS, CAPTURE_STAMP, CaptureRow, captured as column};
use crate::pack::model::EntryId;
use crate::text::{Text, quoted};

/// The words of a state.
const OPEN: &str = "open";
const RESOLVED: &str = "resolved";

/// The states that a cell may have.
pub const STATES: [&str; 2] = [OPEN, RESOLVED];

/// What people read if there is no such value.
const NOTHING: [&str; 9] =
    ["nothing", "nothing", "nobody", "no day", OPEN, "nothing", "nobody", "no day", "nothing"];

/// A capture as cells, in the order of their headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaptureCells([Text; CAPTURE_HEADINGS.len()]);

impl CaptureCells {
    /// `None` if the capture was removed.
    pub fn of(situation: &Situation<'_>, capture: &CaptureAnswers) -> Option<CaptureCells> {
        let now = capture.capture.now()?;
        let day =
            |day: Option<jiff::civil::Date>| day.map(|day| Text::line(&day.to_string())).unwrap_or_default();
        let at = now.value.at.as_ref().map(|id| {
            let row = situation.board.row(id);
            row.map_or_else(|| Text::line(id.as_str()), |row| row.name.clone())
        });
        Some(CaptureCells([
            Text::line(now.value.kind.word()),
            now.value.text.clone(),
            now.value.owner.clone().unwrap_or_default(),
            day(now.value.due),
            Text::line(if capture.is_resolved() { RESOLVED } else { OPEN }),
            at.unwrap_or_default(),
            now.by.clone(),
            day(Some(situation.moment.local(now.at).date())),
            Text::block(&phrase(capture).unwrap_or_default()),
        ]))
    }

    pub fn get(&self, column: usize) -> &Text {
        static EMPTY: LazyLock<Text> = LazyLock::new(Text::default);
        self.0.get(column).unwrap_or(&EMPTY)
    }

    /// The stamp that a row carries: the capture, and the figures of its cells.
    pub fn stamp(&self, id: &CaptureId, situation: &Situation<'_>) -> Text {
        let figures: String = self
            .0
            .iter()
            .enumerate()
            .map(|(at, words)| figures_of(&canonical(at, words, situation)))
            .collect();
        Text::line(&format!("{CAPTURE_STAMP}{}-{figures}", id.0))
    }
}

/// A capture in one cell: `action: Write the table (Lena, due 2026-11-24, resolved)`.
pub fn phrase(capture: &CaptureAnswers) -> Option<String> {
    let captured = capture.capture.value()?;
    let mut aside: Vec<String> = captured.owner.iter().map(ToString::to_string).collect();
    aside.extend(captured.due.map(|day| format!("due {day}")));
    aside.extend(capture.is_resolved().then(|| RESOLVED.to_owned()));
    let aside = if aside.is_empty() { String::new() } else { format!(" ({})", aside.join(", ")) };
    Some(format!("{}: {}{aside}", captured.kind.word(), captured.text))
}

/// What was captured at an entry, a line each.
pub fn phrases(answers: &Answers, id: &EntryId) -> String {
    let lines: Vec<String> = answers.captures_at(id).filter_map(|(_, capture)| phrase(capture)).collect();
    lines.join("\n")
}

/// The same for all ways in which a spreadsheet writes the same value.
fn canonical(at: usize, words: &str, situation: &Situation<'_>) -> String {
    let words = typed(words);
    let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match at {
        column::DUE | column::ON => {
            dates::parse(words, situation.board.today).map_or(plain, |day| day.to_string())
        }
        column::STATE => match resolved(words) {
            Some(true) => RESOLVED.to_owned(),
            Some(false) => OPEN.to_owned(),
            None => plain.to_lowercase(),
        },
        column::OWNER if is_none(words) => String::new(),
        column::OWNER => plain.trim_start_matches('@').to_lowercase(),
        column::KIND => plain.to_lowercase(),
        _ => plain,
    }
}

/// Whether a state means that it is resolved; `None` if the words are not a state.
fn resolved(words: &str) -> Option<bool> {
    match words.trim().to_lowercase().as_str() {
        RESOLVED | "settled" | "done" | "closed" => Some(true),
        OPEN | "todo" => Some(false),
        _ => None,
    }
}

fn is_none(words: &str) -> bool {
    matches!(words, "" | "-" | "–") || words == grammar::NONE || words.eq_ignore_ascii_case("nobody")
}

/// The capture that a stamp names, and the figures of its cells.
fn stamp(words: &str) -> Option<(CaptureId, Vec<&str>)> {
    let (id, figures) = words.trim().strip_prefix(CAPTURE_STAMP)?.rsplit_once('-')?;
    let is_whole = figures.len() == CAPTURE_HEADINGS.len() * FIGURES
        && figures.bytes().all(|byte| byte.is_ascii_hexdigit());
    let part = |at: usize| figures.get(at * FIGURES..(at + 1) * FIGURES).unwrap_or_default();
    is_whole.then(|| (CaptureId(Text::line(id)), (0..CAPTURE_HEADINGS.len()).map(part).collect()))
}

/// What becomes of a row about a capture, and its cells that are not as they are here and are never taken.
pub fn lay(situation: &Situation<'_>, row: &CaptureRow, theirs: bool) -> (RowOutcome, Vec<&'static str>) {
    let answers = situation.answers;
    if !row.unread.is_empty() {
        let id = row.stamp.as_deref().and_then(stamp).map(|(id, _)| id);
        let before = id.and_then(|id| answers.captures.get(&id)?.capture.value());
        let name = before.map_or_else(String::new, |before| format!("{}: ", name(before)));
        return (RowOutcome::Refused(format!("{name}{}", not_read(&row.unread))), Vec::new());
    }
    let Some((id, figures)) = row.stamp.as_deref().and_then(stamp) else {
        return (without_stamp(situation, row), Vec::new());
    };
    let is_touched = |at: usize, words: &Text| {
        !words.ends_with(CUT)
            && figures.get(at).is_some_and(|kept| *kept != figures_of(&canonical(at, words, situation)))
    };
    let touched: Vec<(usize, &Text)> = row
        .cells
        .iter()
        .enumerate()
        .filter_map(|(at, words)| Some((at, words.as_ref()?)))
        .filter(|(at, words)| is_touched(*at, words))
        .collect();
    if touched.is_empty() && row.beside.is_empty() {
        return (RowOutcome::Same, Vec::new());
    }
    let capture = answers.captures.get(&id);
    let found = capture
        .and_then(|capture| Some((capture, CaptureCells::of(situation, capture)?, capture.capture.value()?)));
    let Some((capture, here, before)) = found else {
        let why = match capture {
            Some(_) => "the capture was removed here, so nothing is written to it",
            None => "this project has no such capture",
        };
        return (
            RowOutcome::Refused(format!("{why}; `golive capture KIND ID TEXT` captures it anew")),
            Vec::new(),
        );
    };
    let differs =
        |at: usize, words: &Text| canonical(at, words, situation) != canonical(at, here.get(at), situation);
    let edited: Vec<(usize, &str, &Text)> = touched
        .iter()
        .filter(|(at, words)| differs(*at, words))
        .filter_map(|(at, words)| Some((*at, column::TAKEN.iter().find(|(taken, _)| taken == at)?.1, *words)))
        .collect();
    let fixed = touched
        .iter()
        .filter(|(at, words)| !column::TAKEN.iter().any(|(taken, _)| taken == at) && differs(*at, words));
    let otherwise: Vec<&'static str> = fixed
        .filter_map(|(at, _)| CAPTURE_HEADINGS.get(*at).copied())
        .chain(row.beside.iter().copied())
        .collect();
    if edited.is_empty() {
        return (RowOutcome::Same, otherwise);
    }
    let became =
        Edited { situation, id: &id, capture, here: &here, before, cells: &edited, figures: &figures };
    (became.decide(theirs), otherwise)
}

/// A row that somebody added, or of a report that had no stamps: it is told unless a capture is just so.
fn without_stamp(situation: &Situation<'_>, row: &CaptureRow) -> RowOutcome {
    let is_so = |cells: &CaptureCells| {
        row.cells.iter().enumerate().take(column::AT).all(|(at, words)| {
            words.as_ref().is_none_or(|words| {
                words.ends_with(CUT)
                    || canonical(at, words, situation) == canonical(at, cells.get(at), situation)
            })
        })
    };
    let mut all =
        situation.answers.captures.values().filter_map(|capture| CaptureCells::of(situation, capture));
    if all.any(|cells| is_so(&cells)) {
        return RowOutcome::Same;
    }
    RowOutcome::Refused(
        "no capture is so here; `golive capture KIND ID TEXT` adds one, `golive capture edit` changes one"
            .to_owned(),
    )
}

/// A capture as a line about its row names it.
fn name(captured: &Captured) -> String {
    format!("{} {}", captured.kind.word(), quoted(captured.text.glimpse_with('…')))
}

/// A capture with the cells of its row that somebody edited.
struct Edited<'a> {
    situation: &'a Situation<'a>,
    id: &'a CaptureId,
    capture: &'a CaptureAnswers,
    here: &'a CaptureCells,
    before: &'a Captured,
    cells: &'a [(usize, &'static str, &'a Text)],
    figures: &'a [&'a str],
}

impl Edited<'_> {
    fn decide(&self, theirs: bool) -> RowOutcome {
        let (captured, is_resolved, wrong) = self.said();
        let name = name(self.before);
        if !wrong.is_empty() {
            return RowOutcome::Refused(format!("{name}: {}", wrong.join("; ")));
        }
        let differs = self.cells.iter().map(|(at, what, words)| {
            let is_removed = *at != column::STATE && is_none(typed(words));
            CellDifference {
                what,
                here: self.shown(*at, self.here.get(*at)),
                sheet: self.shown(*at, words),
                is_removed,
            }
        });
        let differs: Vec<CellDifference> = differs.collect();
        let about = RowSubject::Capture(self.id.clone());
        if let Some((by, at)) = self.meanwhile().filter(|_| !theirs) {
            return RowOutcome::Meanwhile { about, by, at, stamped: true, differs };
        }
        let mut changes: Vec<Change> = Vec::new();
        let intents = [
            Intent::Capture { id: self.id.clone(), captured },
            Intent::Resolve { id: self.id.clone(), resolved: is_resolved },
        ];
        for intent in intents {
            match self.situation.decide(&intent) {
                Ruling::Changes(more) => changes.extend(more),
                Ruling::Nothing | Ruling::Missing(_) => {}
                Ruling::Refused(refusal) => return RowOutcome::Refused(format!("{name}: {}", refusal.what)),
            }
        }
        if changes.is_empty() { RowOutcome::Same } else { RowOutcome::Change { about, changes, differs } }
    }

    /// What the capture is to be, whether it is resolved, and the cells that are not understood.
    fn said(&self) -> (Captured, bool, Vec<String>) {
        let (mut captured, mut is_resolved) = (self.before.clone(), self.capture.is_resolved());
        let mut wrong = Vec::new();
        let today = self.situation.board.today;
        for (at, _, words) in self.cells {
            let words = typed(words);
            match *at {
                column::TEXT if words.is_empty() => wrong
                    .push(format!("a capture needs words; `golive capture remove {}` removes it", self.id.0)),
                column::TEXT => captured.text = Text::block(words),
                column::OWNER if is_none(words) => captured.owner = None,
                column::OWNER => {
                    let known = capture_line::people(self.situation.answers, &Text::default());
                    captured.owner = Some(grammar::name(words, &known));
                }
                column::DUE if is_none(words) => captured.due = None,
                column::DUE => match dates::parse(words, today) {
                    Ok(day) => captured.due = Some(day),
                    Err(_) => wrong.push(format!("{} is not a date; write 2026-12-01", quoted(words))),
                },
                _ => match resolved(words) {
                    Some(state) => is_resolved = state,
                    None => {
                        wrong.push(format!("{} is not a state; there are open and resolved", quoted(words)));
                    }
                },
            }
        }
        (captured, is_resolved, wrong)
    }

    /// Who changed here, after the sheet was written, what is edited in it.
    fn meanwhile(&self) -> Option<(Text, Timestamp)> {
        let is_as_written = |at: usize| {
            let here = figures_of(&canonical(at, self.here.get(at), self.situation));
            self.figures.get(at).is_some_and(|kept| *kept == here)
        };
        let (at, ..) = self.cells.iter().find(|(at, ..)| !is_as_written(*at))?;
        if *at == column::STATE {
            let last = self.capture.resolved.writes().iter().rev().find(|write| write.live)?;
            return Some((last.by.clone(), last.at));
        }
        self.capture.capture.now().map(|now| (now.by.clone(), now.at))
    }

    fn shown(&self, at: usize, words: &str) -> String {
        let line = Text::line(typed(words));
        let today = self.situation.moment.today;
        match dates::parse(&line, today).ok().filter(|_| at == column::DUE) {
            Some(day) => dates::long(day, today),
            None if is_none(&line) => NOTHING.get(at).copied().unwrap_or_default().to_owned(),
            None => line.to_string(),
        }
    }
}
