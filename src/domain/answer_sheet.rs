//! Answers as the cells of a sheet: what a report writes, and what comes back after somebody edited it.
//!
//! A row of a report has a stamp of the answers that it was written with. A cell that nobody touched therefore never
//! undoes what was answered since, and a cell that was edited is held against what is answered now. Pure: `lay` decides
//! what becomes of a row, `status` reads the words that people use.

use super::answer::Situation;
use super::board::Board;
use super::{dates, grammar, words};
use crate::facts::digest::Fnv;
use crate::journal::answers::EntryAnswers;
use crate::journal::record::Until;
use crate::pack::import::Field;
use crate::pack::model::EntryId;
use crate::text::Text;

pub mod captured;
pub mod lay;
mod row;
mod status;
#[cfg(test)]
mod tests;

/// The end of words that were cut because a cell holds no more; such a cell never counts as edited.
pub const CUT: &str = "… (cut: a cell holds no more)";

/// Begins each stamp, so that no spreadsheet takes one for a number.
const STAMP: &str = "v1-";

/// What a sheet can tell about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    Status,
    Owner,
    Due,
    Answer,
    Evidence,
    Reason,
    Until,
}

impl Told {
    pub const ALL: [Told; 7] =
        [Told::Status, Told::Owner, Told::Due, Told::Answer, Told::Evidence, Told::Reason, Told::Until];

    pub fn word(self) -> &'static str {
        match self {
            Told::Status => "status",
            Told::Owner => "owner",
            Told::Due => "due",
            Told::Answer => "answer",
            Told::Evidence => "evidence",
            Told::Reason => "reason",
            Told::Until => "until",
        }
    }

    /// What people read if there is no such value.
    fn nothing(self) -> &'static str {
        match self {
            Told::Owner => "nobody",
            Told::Due => "no day",
            Told::Until => "no end",
            Told::Status | Told::Answer | Told::Evidence | Told::Reason => "nothing",
        }
    }

    /// What a column of this field tells; `None` if it is not about an answer.
    pub fn of(field: Field) -> Option<Told> {
        match field {
            Field::Status => Some(Told::Status),
            Field::Owner => Some(Told::Owner),
            Field::Due => Some(Told::Due),
            Field::Note => Some(Told::Answer),
            Field::Evidence => Some(Told::Evidence),
            Field::Reason => Some(Told::Reason),
            Field::Until => Some(Told::Until),
            _ => None,
        }
    }

    fn place(self) -> usize {
        Told::ALL.iter().position(|other| *other == self).unwrap_or_default()
    }
}

/// The answers to one entry as cells: every stored value, days as `2026-11-27`, a milestone by its title.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerCells([Text; 7]);

impl AnswerCells {
    pub fn of(situation: &Situation<'_>, id: &EntryId) -> AnswerCells {
        let said = situation.answers.entry(id);
        let answer = said.and_then(EntryAnswers::answer);
        let until = answer.and_then(|answer| answer.until.as_ref()).map(|until| match until {
            Until::Day(day) => Text::line(&day.to_string()),
            Until::Milestone(id) => Text::line(&words::milestone(id, situation)),
        });
        let day = said.and_then(EntryAnswers::due).map(|day| Text::line(&day.to_string()));
        let status = Text::line(situation.standing(id).sign().word());
        let kept = |words: Option<&Text>| words.cloned().unwrap_or_default();
        AnswerCells([
            status,
            kept(said.and_then(EntryAnswers::owner)),
            day.unwrap_or_default(),
            kept(said.and_then(EntryAnswers::note)),
            kept(answer.and_then(|answer| answer.evidence.as_ref())),
            kept(answer.and_then(|answer| answer.reason.as_ref())),
            until.unwrap_or_default(),
        ])
    }

    pub fn get(&self, told: Told) -> &Text {
        static EMPTY: std::sync::LazyLock<Text> = std::sync::LazyLock::new(Text::default);
        self.0.get(told.place()).unwrap_or(&EMPTY)
    }

    /// The stamp that a row carries: six figures a cell.
    pub fn stamp(&self, board: &Board) -> Text {
        let figures: String = Told::ALL.iter().map(|told| figure(*told, self.get(*told), board)).collect();
        Text::line(&format!("{STAMP}{figures}"))
    }
}

/// The stamp of a row, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp([String; 7]);

impl Stamp {
    /// `None` if the words are not a stamp.
    fn read(words: &str) -> Option<Stamp> {
        let figures = words.trim().strip_prefix(STAMP)?;
        let is_whole = figures.len() == 7 * FIGURES && figures.bytes().all(|byte| byte.is_ascii_hexdigit());
        let part = |at: usize| figures.get(at * FIGURES..(at + 1) * FIGURES).unwrap_or_default().to_owned();
        is_whole.then(|| Stamp(std::array::from_fn(part)))
    }

    /// Whether a cell is as it was when the row was written.
    fn has(&self, told: Told, words: &str, board: &Board) -> bool {
        self.0.get(told.place()).is_some_and(|kept| *kept == figure(told, words, board))
    }
}

/// The figures of one cell in a stamp.
const FIGURES: usize = 6;

fn figure(told: Told, words: &str, board: &Board) -> String {
    figures_of(&canonical(told, words, board))
}

fn figures_of(words: &str) -> String {
    let mut hash = Fnv::default();
    hash.bytes(words.as_bytes());
    format!("{:06x}", hash.0 & 0x00ff_ffff)
}

/// The same for all ways in which a spreadsheet writes the same value.
fn canonical(told: Told, words: &str, board: &Board) -> String {
    let words = typed(words);
    let day = || dates::parse(words, board.today).map(|day| day.to_string()).ok();
    let plain = || words.split_whitespace().collect::<Vec<_>>().join(" ");
    match told {
        Told::Status => {
            status::read(words).map_or_else(|| plain().to_lowercase(), |status| status.word().to_owned())
        }
        Told::Due => day().unwrap_or_else(plain),
        Told::Until => day()
            .or_else(|| grammar::milestone(words, board).ok().map(|id| id.to_string()))
            .unwrap_or_else(plain),
        Told::Owner => plain().trim_start_matches('@').to_lowercase(),
        Told::Answer | Told::Evidence | Told::Reason => plain(),
    }
}

/// What was typed into a cell: without the apostrophe that keeps a spreadsheet from computing, and the milestone's sign.
fn typed(words: &str) -> &str {
    let words = words.trim();
    let bare = words
        .strip_prefix('\'')
        .filter(|rest| rest.trim_start().starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠']));
    let words = bare.unwrap_or(words);
    words.strip_prefix('◆').map_or(words, str::trim_start)
}
