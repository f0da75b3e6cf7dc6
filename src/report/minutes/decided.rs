//! What a workshop decided: the decisions with the shows of hands and the objections to them.

use super::{point, section};
use crate::domain::minutes::{Minutes, MinutesCapture};
use crate::report::input::ReportInput;
use crate::report::model::{Block, BulletPoint, ReportSection};
use crate::text::Text;

/// The decisions, each with its shows of hands and its objections.
pub(super) fn decisions(title: &str, source: ReportInput<'_>, minutes: &Minutes) -> Option<ReportSection> {
    let mut points = Vec::new();
    for decision in &minutes.decisions {
        let mut words = decision.text.to_string();
        for hands in minutes.hands_words(decision) {
            words = format!("{words}\nHands: {hands}");
        }
        for objection in minutes.objections_to(&decision.id) {
            words = format!("{words}\nObjection{}", objection_words(objection));
        }
        points.push(BulletPoint { words: Text::block(&words), ..point(source, decision) });
    }
    section(title, points.len(), Block::List(points))
}

/// The shows of hands at no decision, each with the words that were asked.
pub(super) fn other_hands(minutes: &Minutes) -> Option<ReportSection> {
    let mut points = Vec::new();
    for shown in minutes.other_hands() {
        let words = format!("Hands: {}\n{}", shown.hands.phrase(), shown.hands.statement);
        points.push(BulletPoint {
            lead: shown.entry.name.clone(),
            words: Text::block(&words),
            aside: Text::default(),
        });
    }
    section("Other shows of hands", points.len(), Block::List(points))
}

/// ` by Omar: An app in the field cannot be reached`
fn objection_words(objection: &MinutesCapture) -> String {
    let who = objection.owner.as_ref().map(|who| format!(" by {who}")).unwrap_or_default();
    format!("{who}: {}", objection.text)
}

fn to_removed(words: &Text) -> String {
    format!("to a decision that was removed: {words}")
}

/// An objection's point, with the decision that it was about if that was removed.
fn with_removed(point: BulletPoint, objection: &MinutesCapture) -> BulletPoint {
    let Some(words) = &objection.to_removed else { return point };
    let aside = [point.aside.to_string(), to_removed(words)];
    let aside = aside.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ");
    BulletPoint { aside: Text::line(&aside), ..point }
}

/// What one person objected to: each objection with the decision that it is about.
pub(super) fn objections_of(minutes: &Minutes, theirs: &[MinutesCapture]) -> Option<ReportSection> {
    let points = theirs.iter().map(|objection| {
        let decision = minutes.decisions.iter().find(|one| Some(&one.id) == objection.to.as_ref());
        let to = decision.map(|decision| format!("to the decision: {}", decision.text));
        let to = to.or_else(|| objection.to_removed.as_ref().map(to_removed)).unwrap_or_default();
        BulletPoint {
            lead: objection.at.as_ref().map(|at| at.name.clone()).unwrap_or_default(),
            words: objection.text.clone(),
            aside: Text::line(&to),
        }
    });
    section("Your objections", theirs.len(), Block::List(points.collect()))
}

/// Objections to what was decided before, or to nothing that was written down.
pub(super) fn other_objections(source: ReportInput<'_>, minutes: &Minutes) -> Option<ReportSection> {
    let points: Vec<BulletPoint> = minutes
        .other_objections()
        .map(|objection| with_removed(point(source, objection), objection))
        .collect();
    section("Objections", points.len(), Block::List(points))
}
