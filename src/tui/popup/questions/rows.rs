//! The rows of the project questions: what contradicts, what the kind of project leaves out, then group by group.

use ratatui::text::Line;

use crate::domain::asking;
use crate::domain::board::Board;
use crate::domain::questions::{self, Asked, Entries};
use crate::journal::answers::Answers;
use crate::journal::record::Known;
use crate::pack::asked::ConflictKind;
use crate::pack::model::{ProjectQuestion, QuestionId};
use crate::text::{self, Text, counted};
use crate::tui::widget::list::Row;

/// One line: what the kind of project leaves out, or a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct QuestionRow {
    /// The question's place in the pack; `None` for the kind of project.
    pub question: Option<usize>,
    pub known: Known,
    pub left_out: Entries,
    pub at_stake: Entries,
    /// What other questions answer it: their words.
    pub follows: Option<Text>,
    /// What the scenarios propose, and which of them.
    pub proposed: Option<(Known, String)>,
    pub contradicts: bool,
    /// Whether it hangs on another question of its group.
    pub is_below: bool,
    /// Whether it stands at the head, with what it contradicts.
    pub is_head: bool,
}

impl QuestionRow {
    /// Whether it is asked and nobody has answered it.
    pub(super) fn is_open(&self) -> bool {
        !self.is_head && self.question.is_some() && self.known == Known::Unknown && self.follows.is_none()
    }
}

/// All rows for a page of this width.
pub(super) fn rows(board: &Board, answers: &Answers, width: usize) -> Vec<Row<QuestionRow>> {
    let asked = questions::asked(board, answers);
    let mut rows = head(board, answers, &asked, width);
    let by_kind = questions::count(board, questions::of_other_kinds(board));
    if by_kind.items > 0 {
        rows.push(Row::Entry(QuestionRow {
            question: None,
            known: Known::No,
            left_out: by_kind,
            at_stake: Entries::default(),
            follows: None,
            proposed: None,
            contradicts: false,
            is_below: false,
            is_head: false,
        }));
    }
    let mut group: Option<&Text> = None;
    for one in &asked {
        if let Some(title) = one.question.group.as_ref().filter(|title| group != Some(*title)) {
            if !rows.is_empty() {
                rows.push(Row::Gap);
            }
            let within: Vec<&Asked<'_>> =
                asked.iter().filter(|other| other.question.group.as_ref() == Some(title)).collect();
            rows.push(Row::Heading { title: title.to_string(), right: state(&within) });
            group = Some(title);
        }
        rows.push(Row::Entry(row(board, answers, one, false)));
    }
    rows
}

/// The answers that contradict each other with the sentence on each, before everything else.
fn head(board: &Board, answers: &Answers, asked: &[Asked<'_>], width: usize) -> Vec<Row<QuestionRow>> {
    let mut rows = Vec::new();
    for one in &board.contradictions {
        let title = match one.kind {
            ConflictKind::Impossible => "! These cannot all hold",
            ConflictKind::Doubtful => "? These hardly go together",
        };
        rows.push(Row::heading(title));
        let of = |id: &QuestionId| asked.iter().find(|asked| asked.question.id == *id);
        let both = one.questions.iter().filter_map(of);
        rows.extend(both.map(|asked| Row::Entry(row(board, answers, asked, true))));
        let end = match one.kind {
            ConflictKind::Impossible => {
                "Another answer to one of them ends it. No gate can be ready until then."
            }
            ConflictKind::Doubtful => "Only a question: it blocks nothing.",
        };
        let words = text::wrap(&one.says, width.saturating_sub(4).max(8));
        let end = text::wrap(end, width.saturating_sub(4).max(8));
        rows.extend(words.into_iter().chain(end).map(|words| Row::Words(Line::from(words))));
        rows.push(Row::Gap);
    }
    rows
}

/// `3 to answer, 12 items set aside`
fn state(asked: &[&Asked<'_>]) -> String {
    let open = asked.iter().filter(|one| one.known == Known::Unknown && one.follows.is_empty()).count();
    let left_out: u32 = asked.iter().map(|one| one.left_out.items).sum();
    let mut words = Vec::new();
    words.push(if open == 0 { "all answered".to_owned() } else { format!("{open} to answer") });
    if left_out > 0 {
        words.push(format!("{} set aside", counted(left_out as usize, "item", "items")));
    }
    words.join(", ")
}

fn row(board: &Board, answers: &Answers, asked: &Asked<'_>, is_head: bool) -> QuestionRow {
    let question = asked.question;
    let all = &board.pack.questions;
    let proposal = asking::proposal(board, answers, question).filter(|_| asked.known == Known::Unknown);
    let proposed = proposal.map(|proposal| {
        let by: Vec<&str> = proposal.by.iter().map(Text::as_str).collect();
        (proposal.answer, by.join(", "))
    });
    QuestionRow {
        question: all.iter().position(|other| other.id == question.id),
        known: asked.known,
        left_out: asked.left_out,
        at_stake: asked.at_stake,
        follows: asked.follows.first().map(|other| other.ask.clone()),
        proposed: proposed.filter(|_| asked.follows.is_empty()),
        contradicts: board.contradictions.iter().any(|one| one.questions.contains(&question.id)),
        is_below: is_below(all, question),
        is_head,
    }
}

/// Whether a question hangs on one that stands above it in its group.
fn is_below(all: &[ProjectQuestion], question: &ProjectQuestion) -> bool {
    let above = all.iter().take_while(|other| other.id != question.id);
    let mut above = above.filter(|other| other.group == question.group);
    above.any(|other| question.needs.contains(&other.id) || question.needs_any.contains(&other.id))
}
