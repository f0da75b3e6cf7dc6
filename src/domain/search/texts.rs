//! What is searched: the texts of the pack and what was said in the project, each with where it is.

use std::borrow::Cow;

use super::{HitField, label};
use crate::domain::board::{Board, Entry};
use crate::journal::answers::{Answers, Captured};
use crate::journal::record::CaptureId;
use crate::pack::model::{EntryId, EntryRef};

/// What was captured at no entry of the project, with its place among all captures.
pub(super) fn elsewhere<'a>(
    board: &'a Board,
    answers: &'a Answers,
) -> impl Iterator<Item = (usize, &'a CaptureId, &'a Captured)> {
    let all = answers.captures.iter().enumerate();
    all.filter_map(|(at, (id, capture))| Some((at, id, capture.capture.value()?)))
        .filter(|(_, _, captured)| captured.at.as_ref().is_none_or(|id| board.row(id).is_none()))
}

/// Everything that is searched of a capture; it has no label of its own.
pub(super) fn texts_of_capture(captured: &Captured) -> Vec<(HitField, Cow<'_, str>)> {
    let owner = captured.owner.iter().map(|owner| (HitField::CaptureOwner, Cow::Borrowed(owner.as_str())));
    std::iter::once((HitField::Title, Cow::Borrowed("")))
        .chain(std::iter::once((HitField::Capture, Cow::Borrowed(captured.text.as_str()))))
        .chain(owner)
        .collect()
}

/// Everything that is searched of an entry, its label first.
pub(super) fn texts<'a>(
    row: &'a Entry,
    board: &'a Board,
    answers: &'a Answers,
) -> Vec<(HitField, Cow<'a, str>)> {
    let label = label(&row.name, &row.title);
    let mut texts = texts_of_pack(label, board.entry(answers, &row.id), &row.id);
    texts.append(&mut texts_said(row, board, answers));
    texts
}

/// The label of an entry and what the pack says of it.
fn texts_of_pack<'a>(
    label: String,
    entry: Option<EntryRef<'a>>,
    id: &'a EntryId,
) -> Vec<(HitField, Cow<'a, str>)> {
    let mut texts: Vec<(HitField, &str)> = Vec::new();
    if let Some(entry) = entry {
        collect(entry, &mut texts);
    }
    texts.push((HitField::Code, id.as_str()));
    let texts = texts.into_iter().filter(|(_, words)| !words.is_empty());
    let label = (HitField::Title, Cow::Owned(label));
    std::iter::once(label).chain(texts.map(|(found, words)| (found, Cow::Borrowed(words)))).collect()
}

/// What was said about an entry, and why it does not apply.
fn texts_said<'a>(row: &'a Entry, board: &'a Board, answers: &'a Answers) -> Vec<(HitField, Cow<'a, str>)> {
    let mut texts: Vec<(HitField, &str)> = Vec::new();
    if let Some(said) = answers.entry(&row.id) {
        let answer = said.answer();
        let parts = [
            (HitField::Answer, said.note()),
            (HitField::Evidence, answer.and_then(|answer| answer.evidence.as_ref())),
            (HitField::Reason, answer.and_then(|answer| answer.reason.as_ref())),
            (HitField::Owner, said.owner()),
        ];
        texts.extend(parts.into_iter().filter_map(|(found, words)| Some((found, words?.as_str()))));
    }
    for (_, capture) in answers.captures_at(&row.id) {
        if let Some(captured) = capture.capture.value() {
            texts.push((HitField::Capture, captured.text.as_str()));
            texts.extend(captured.owner.iter().map(|owner| (HitField::CaptureOwner, owner.as_str())));
        }
    }
    let texts = texts.into_iter().filter(|(_, words)| !words.is_empty());
    let why_not = board.why_not(&row.applies).map(|why| (HitField::Reason, Cow::Owned(why)));
    texts.map(|(found, words)| (found, Cow::Borrowed(words))).chain(why_not).collect()
}

fn collect<'a>(entry: EntryRef<'a>, texts: &mut Vec<(HitField, &'a str)>) {
    match entry {
        EntryRef::Item(item) => {
            texts.extend(item.ask.iter().map(|ask| (HitField::Question, ask.as_str())));
            texts.push((HitField::DoneWhen, &item.done_when));
            texts.push((HitField::Guidance, &item.guidance));
            texts.push((HitField::Guidance, &item.role));
            texts.extend(item.codes.iter().map(|code| (HitField::Code, code.as_str())));
        }
        EntryRef::Topic(topic) => {
            texts.push((HitField::Guidance, &topic.guidance));
            let advice = topic.aliases.iter().chain(&topic.now).chain(&topic.best_practices);
            let advice = advice.chain(&topic.warnings).chain(&topic.questions);
            texts.extend(advice.map(|words| (HitField::Guidance, words.as_str())));
            texts.extend(topic.dependencies.iter().map(|waits| (HitField::Guidance, waits.text.as_str())));
        }
    }
}
