//! What the answers to project questions come to: what follows from another answer, what a scenario proposes, and
//! which answers contradict each other. Pure.

use std::collections::HashSet;

use jiff::Timestamp;

use super::moment::Moment;
use crate::journal::answers::{Answers, LeftSo, Write};
use crate::journal::record::Known;
use crate::pack::model::asked::{ConflictKind, YesNo};
use crate::pack::model::{Business, EntryId, Pack, ProjectQuestion, QuestionId, Scenario, ScenarioId};
use crate::text::Text;

/// How far a chain of needs is followed; `pack check` refuses one that closes.
const DEEPEST: usize = 16;

/// Answers that contradict each other, while they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// How the pack names it; `None` for one that the pack knows only by what a question needs.
    pub id: Option<Text>,
    pub kind: ConflictKind,
    /// The sentence that is said.
    pub says: Text,
    /// The questions whose answers it is about and that are put to the project.
    pub questions: Vec<QuestionId>,
}

impl Contradiction {
    /// The word of JSON: `impossible` or `doubtful`.
    pub fn word(&self) -> &'static str {
        match self.kind {
            ConflictKind::Impossible => "impossible",
            ConflictKind::Doubtful => "doubtful",
        }
    }
}

/// Doubtful answers that somebody looked at and left so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftContradiction {
    pub contradiction: Contradiction,
    pub by: Text,
    pub at: Timestamp,
    pub reason: Option<Text>,
}

impl LeftContradiction {
    /// `left so by Ana, Fri 27 Nov: the shop has verified them`
    pub fn phrase(&self, moment: &Moment) -> String {
        let day = moment.day(moment.local(self.at).date());
        let reason = self.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        format!("left so by {}, {day}{reason}", self.by)
    }
}

/// The answer that counts: the recorded one, else the *no* that follows from other answers.
pub fn effective(pack: &Pack, answers: &Answers, question: &ProjectQuestion) -> Known {
    answer(pack, &|id| answers.known(id), question, DEEPEST)
}

/// What is said, or supposed, about a question.
pub(super) type SaidOf<'f> = &'f dyn Fn(&QuestionId) -> Known;

fn answer(pack: &Pack, said: SaidOf<'_>, question: &ProjectQuestion, deep: usize) -> Known {
    match said(&question.id) {
        Known::Unknown if !needed(pack, said, question, deep).is_empty() => Known::No,
        known => known,
    }
}

/// Whether a question need not be asked, because another one's *no* makes it *no* too.
pub(super) fn is_answered(pack: &Pack, said: SaidOf<'_>, question: &ProjectQuestion) -> bool {
    !needed(pack, said, question, DEEPEST).is_empty()
}

/// The questions whose *no* makes this one *no* too; empty if it is asked.
pub fn follows_from<'a>(
    pack: &'a Pack,
    answers: &Answers,
    question: &ProjectQuestion,
) -> Vec<&'a ProjectQuestion> {
    needed(pack, &|id| answers.known(id), question, DEEPEST)
}

fn needed<'a>(
    pack: &'a Pack,
    said: SaidOf<'_>,
    question: &ProjectQuestion,
    deep: usize,
) -> Vec<&'a ProjectQuestion> {
    let Some(deep) = deep.checked_sub(1) else { return Vec::new() };
    let is_no =
        |id: &&QuestionId| find(pack, id).is_some_and(|other| answer(pack, said, other, deep) == Known::No);
    let all = question.needs.iter().filter(is_no);
    let any = Some(&question.needs_any).filter(|any| !any.is_empty() && any.iter().all(|id| is_no(&id)));
    all.chain(any.into_iter().flatten()).filter_map(|id| find(pack, id)).collect()
}

/// The entries that would be set aside if a question were answered with no: its own, those of what follows from it,
/// and those that other answers set aside.
pub fn set_aside_by_no<'a>(pack: &'a Pack, answers: &Answers, id: &QuestionId) -> HashSet<&'a EntryId> {
    let said = |other: &QuestionId| if other == id { Known::No } else { answers.known(other) };
    let no = pack.questions.iter().filter(|other| answer(pack, &said, other, DEEPEST) == Known::No);
    no.flat_map(|other| &other.sets_aside).collect()
}

pub fn find<'a>(pack: &'a Pack, id: &QuestionId) -> Option<&'a ProjectQuestion> {
    pack.questions.iter().find(|question| question.id == *id)
}

/// The answers that contradict each other, the impossible ones first, and those that were left so. `is_put` tells
/// which questions are put to the project.
///
/// A question that is not put to this kind of project counts as answered with no, if no scenario of the project says
/// yes to it; one without an answer never contradicts anything.
pub fn contradictions(
    (pack, business): (&Pack, &Business),
    answers: &Answers,
    is_put: impl Fn(&ProjectQuestion) -> bool,
) -> (Vec<Contradiction>, Vec<LeftContradiction>) {
    let mut lasting = Vec::new();
    let mut left = Vec::new();
    for one in found((pack, business), answers, is_put) {
        match left_so(pack, answers, &one) {
            Some(write) => left.push(LeftContradiction {
                by: write.by.clone(),
                at: write.at,
                reason: write.value.reason.clone(),
                contradiction: one,
            }),
            None => lasting.push(one),
        }
    }
    (lasting, left)
}

/// The answers that a contradiction is about, as they count, in the order of their questions' ids.
pub fn stood(pack: &Pack, answers: &Answers, contradiction: &Contradiction) -> Vec<(QuestionId, Known)> {
    let questions = contradiction.questions.iter().filter_map(|id| find(pack, id));
    let mut stood: Vec<(QuestionId, Known)> =
        questions.map(|question| (question.id.clone(), effective(pack, answers, question))).collect();
    stood.sort_by(|(one, _), (other, _)| one.cmp(other));
    stood
}

/// Who left exactly these answers so; an impossible contradiction is never left.
fn left_so<'a>(pack: &Pack, answers: &'a Answers, one: &Contradiction) -> Option<&'a Write<LeftSo>> {
    let write = answers.left_so.get(one.id.as_ref()?)?.now()?;
    let is_left = one.kind == ConflictKind::Doubtful && write.value.answers == stood(pack, answers, one);
    is_left.then_some(write)
}

fn found(
    (pack, business): (&Pack, &Business),
    answers: &Answers,
    is_put: impl Fn(&ProjectQuestion) -> bool,
) -> Vec<Contradiction> {
    let apps = answers.scenario.value().map(|chosen| chosen.apps.as_slice()).unwrap_or_default();
    let is_put = |id: &QuestionId| find(pack, id).is_some_and(&is_put);
    let is_yes = |id: &QuestionId| {
        proposed((pack, business), answers, id).is_some_and(|(answer, _)| answer == YesNo::Yes)
    };
    let holds = |(id, said): &&(QuestionId, YesNo)| {
        let known = find(pack, id).map_or(Known::Unknown, |question| effective(pack, answers, question));
        match said {
            YesNo::Yes => known == Known::Yes,
            YesNo::No => known == Known::No || (known == Known::Unknown && !is_put(id) && !is_yes(id)),
        }
    };
    let mut found: Vec<Contradiction> = Vec::new();
    for conflict in &pack.conflicts {
        let of_any: Vec<&(QuestionId, YesNo)> = conflict.any.iter().filter(holds).collect();
        let of_scenarios = conflict.scenarios.is_empty()
            || conflict.scenarios.iter().any(|id| apps.contains(id) || id.as_str() == business.as_str());
        let lasts = conflict.when.iter().all(|one| holds(&one))
            && (conflict.any.is_empty() || of_any.len() >= conflict.least)
            && of_scenarios;
        let about = conflict.when.iter().chain(of_any).map(|(id, _)| id);
        let said: Vec<QuestionId> = about.filter(|id| is_put(id)).cloned().collect();
        if lasts && said.iter().any(|id| answers.known(id) != Known::Unknown) {
            found.push(Contradiction {
                id: Some(conflict.id.clone()),
                kind: conflict.kind,
                says: conflict.says.clone(),
                questions: said,
            });
        }
    }
    for question in pack.questions.iter().filter(|question| answers.known(&question.id) == Known::Yes) {
        let is_said = found.iter().any(|one| one.questions.contains(&question.id));
        if let Some(other) = follows_from(pack, answers, question).first()
            && !is_said
            && is_put(&question.id)
        {
            let says = format!("You answered no to \"{}\", and yes to \"{}\".", other.ask, question.ask);
            found.push(Contradiction {
                id: None,
                kind: ConflictKind::Impossible,
                says: Text::line(&says),
                questions: vec![other.id.clone(), question.id.clone()],
            });
        }
    }
    found.sort_by_key(|one| one.kind == ConflictKind::Doubtful);
    found
}

/// What is proposed, and the ids of the scenarios that do, in the pack's order.
pub(super) fn proposed(
    (pack, business): (&Pack, &Business),
    answers: &Answers,
    id: &QuestionId,
) -> Option<(YesNo, Vec<Text>)> {
    let apps = answers.scenario.value().map(|chosen| chosen.apps.as_slice()).unwrap_or_default();
    let of_project =
        |scenario: &&Scenario| scenario.id.as_str() == business.as_str() || apps.contains(&scenario.id);
    let together = find(pack, id).map(|question| question.two_of.as_slice()).unwrap_or_default();
    let several = |id: &ScenarioId| together.contains(id) && apps.contains(id);
    let is_several = apps.iter().filter(|id| several(id)).count() > 1;
    let said: Vec<(YesNo, Text)> = pack
        .scenarios
        .iter()
        .filter(of_project)
        .filter_map(|scenario| {
            let answer = match scenario.asks.iter().find(|(asked, _)| asked == id) {
                _ if is_several && several(&scenario.id) => YesNo::Yes,
                Some((_, answer)) => *answer,
                None => return None,
            };
            Some((answer, Text::line(scenario.id.as_str())))
        })
        .collect();
    let is_yes = said.iter().any(|(answer, _)| *answer == YesNo::Yes);
    let answer = if is_yes { YesNo::Yes } else { YesNo::No };
    let by: Vec<Text> = said.into_iter().filter(|(one, _)| *one == answer).map(|(_, id)| id).collect();
    (!by.is_empty()).then_some((answer, by))
}
