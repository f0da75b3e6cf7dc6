//! The rows of the project questions: what contradicts, what the kind of project leaves out, then group by group.

use std::collections::BTreeSet;

use ratatui::text::Line;

use crate::domain::board::Board;
use crate::domain::moment::Moment;
use crate::domain::questions::{self, Asked, Entries};
use crate::journal::answers::Answers;
use crate::journal::record::Known;
use crate::pack::model::asked::ConflictKind;
use crate::pack::model::{ProjectQuestion, QuestionId};
use crate::text::{self, Text, counted};
use crate::tui::widget::list::Row;

/// Below so many columns a question is whole, on several rows.
pub(super) const WRAPS: u16 = 50;

/// One line: what the kind of project leaves out, or a question.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// How it contradicts other answers, if it does.
    pub doubt: Option<ConflictKind>,
    /// Whether it depends on another question of its group.
    pub is_below: bool,
    /// Whether it is at the head, with what it contradicts.
    pub is_head: bool,
    /// The doubtful contradiction that it is at the head with: it can be left so.
    pub can_leave: Option<Text>,
    /// A contradiction that was left so.
    pub left: Option<LeftRow>,
    /// A group that is folded away: its title, and what there is to say about it.
    pub folded: Option<(Text, String)>,
}

/// A contradiction that was left so.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LeftRow {
    /// The pack's name of it.
    pub id: Text,
    pub says: Text,
    /// `Ana, Fri 27 Nov`
    pub who: String,
    /// `left so by Ana, Fri 27 Nov: the shop has verified them`
    pub phrase: String,
}

impl QuestionRow {
    /// The doubtful answers that it is about: to be left so, or left so already.
    pub(super) fn doubted(&self) -> Option<&Text> {
        self.left.as_ref().map(|left| &left.id).or(self.can_leave.as_ref())
    }

    /// Whether it is asked and nobody has answered it, or is a folded group with such a question.
    pub(super) fn is_open(&self) -> bool {
        let is_asked = self.question.is_some() || self.folded.is_some();
        !self.is_head && is_asked && self.known == Known::Unknown && self.follows.is_none()
    }
}

/// The groups in which nothing is left to ask, and nothing contradicts: they begin folded.
pub(super) fn finished(board: &Board, asked: &[Asked<'_>]) -> BTreeSet<Text> {
    let is_left = |one: &&Asked<'_>| {
        let is_open = one.known == Known::Unknown && one.follows.is_empty();
        is_open || doubt(board, one).is_some()
    };
    let left: BTreeSet<&Text> =
        asked.iter().filter(is_left).filter_map(|one| one.question.group.as_ref()).collect();
    let all = asked.iter().filter_map(|one| one.question.group.as_ref());
    all.filter(|group| !left.contains(group)).cloned().collect()
}

/// The worst contradiction that a question is part of: the impossible ones come first.
fn doubt(board: &Board, asked: &Asked<'_>) -> Option<ConflictKind> {
    let of = board.contradictions.iter().find(|one| one.questions.contains(&asked.question.id));
    of.map(|one| one.kind)
}

/// All rows for a page of this width; if it is narrow, a question takes up to three of them.
pub(super) fn rows(
    board: &Board,
    answers: &Answers,
    moment: &Moment,
    asked: &[Asked<'_>],
    folded: &BTreeSet<Text>,
    width: usize,
) -> Vec<Row<QuestionRow>> {
    let mut rows = head(board, answers, asked, width);
    let by_kind = questions::count(board, questions::of_other_kinds(board));
    if by_kind.items > 0 {
        rows.push(Row::Entry(QuestionRow { known: Known::No, left_out: by_kind, ..QuestionRow::default() }));
    }
    let mut group: Option<&Text> = None;
    for one in asked {
        let of = one.question.group.as_ref();
        let is_folded = of.is_some_and(|title| folded.contains(title));
        if let Some(title) = of.filter(|title| group != Some(*title)) {
            let within: Vec<&Asked<'_>> =
                asked.iter().filter(|other| other.question.group.as_ref() == Some(title)).collect();
            // Folded groups are below each other; an open one has room above it.
            let is_beside = is_folded && group.is_none_or(|before| folded.contains(before));
            if !rows.is_empty() && !is_beside {
                rows.push(Row::Gap);
            }
            if is_folded {
                rows.push(Row::Entry(group_row(title, &within)));
            } else {
                rows.push(Row::Heading { title: title.to_string(), right: state(&within) });
            }
            group = Some(title);
        }
        if !is_folded {
            push(&mut rows, row(board, answers, one), &one.question.ask, width);
        }
    }
    rows.extend(left_so(board, moment, width));
    rows
}

/// What was left so, below everything.
fn left_so(board: &Board, moment: &Moment, width: usize) -> Vec<Row<QuestionRow>> {
    let mut rows = Vec::new();
    for one in &board.left_so {
        let Some(id) = &one.contradiction.id else { continue };
        if rows.is_empty() {
            rows.extend([Row::Gap, Row::heading("Left so")]);
        }
        let left = LeftRow {
            id: id.clone(),
            says: one.contradiction.says.clone(),
            who: format!("{}, {}", one.by, moment.day(moment.local(one.at).date())),
            phrase: one.phrase(moment),
        };
        let rest = said_in(&left.says, width).into_iter().skip(1);
        let rest: Vec<Row<QuestionRow>> = rest.map(|words| Row::Words(Line::from(words))).collect();
        rows.push(Row::Entry(QuestionRow { left: Some(left), known: Known::No, ..QuestionRow::default() }));
        rows.extend(rest);
    }
    rows
}

/// The lines of a sentence that was left so: on a narrow page it is whole.
pub(super) fn said_in(says: &Text, width: usize) -> Vec<String> {
    if width < usize::from(WRAPS) {
        text::wrap(says, width.saturating_sub(4).max(8))
    } else {
        vec![says.to_string()]
    }
}

/// A question as a row, with the rest of its words below it if the page is narrow.
fn push(rows: &mut Vec<Row<QuestionRow>>, question: QuestionRow, ask: &Text, width: usize) {
    rows.push(Row::Entry(question));
    if width < usize::from(WRAPS) {
        let rest = asked_in(ask, width).into_iter().skip(1);
        rows.extend(rest.map(|words| Row::Words(Line::from(format!("{:7}{words}", "")))));
    }
}

/// The lines of a question on a narrow page; at most three.
pub(super) fn asked_in(ask: &Text, width: usize) -> Vec<String> {
    let mut lines = text::wrap(ask, width.saturating_sub(10).max(8));
    lines.truncate(3);
    lines
}

fn group_row(title: &Text, within: &[&Asked<'_>]) -> QuestionRow {
    let is_open = within.iter().any(|one| one.known == Known::Unknown && one.follows.is_empty());
    let known = if is_open { Known::Unknown } else { Known::No };
    let left_out = within.iter().fold(Entries::default(), |sum, one| sum.and(one.left_out));
    let folded = Some((title.clone(), state(within)));
    QuestionRow { known, left_out, folded, ..QuestionRow::default() }
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
        let can_leave = one.id.clone().filter(|_| one.kind == ConflictKind::Doubtful);
        for asked in both {
            let question = row(board, answers, asked);
            let question = QuestionRow {
                is_head: true,
                doubt: Some(one.kind),
                can_leave: can_leave.clone(),
                ..question
            };
            push(&mut rows, question, &asked.question.ask, width);
        }
        let end = match one.kind {
            ConflictKind::Impossible => {
                "Another answer to one of them ends it. No gate can be ready until then."
            }
            ConflictKind::Doubtful => "Only a question: it blocks nothing. It can be left so.",
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
    let is_said = asked.iter().any(|one| one.known != Known::Unknown);
    words.push(match open {
        0 if is_said => "all answered".to_owned(),
        0 => "nothing to ask".to_owned(),
        open => format!("{open} to answer"),
    });
    if left_out > 0 {
        words.push(format!("{} set aside", counted(left_out as usize, "item", "items")));
    }
    words.join(", ")
}

fn row(board: &Board, answers: &Answers, asked: &Asked<'_>) -> QuestionRow {
    let question = asked.question;
    let all = &board.pack.questions;
    let proposal = questions::proposal(board, answers, question).filter(|_| asked.known == Known::Unknown);
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
        doubt: doubt(board, asked),
        is_below: is_below(all, question),
        ..QuestionRow::default()
    }
}

/// Whether a question depends on one above it in its group.
fn is_below(all: &[ProjectQuestion], question: &ProjectQuestion) -> bool {
    let above = all.iter().take_while(|other| other.id != question.id);
    let mut above = above.filter(|other| other.group == question.group);
    above.any(|other| question.needs.contains(&other.id) || question.needs_any.contains(&other.id))
}
