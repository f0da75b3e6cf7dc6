//! What a workshop decided: the decisions with the shows of hands and the objections to them.

use super::{point, section};
use crate::domain::minutes::{EntryLabel, Minutes, MinutesCapture};
use crate::report::input::ReportInput;
use crate::report::model::{Block, BulletPoint, ReportSection};
use crate::text::Text;

/// The decisions, each with its show of hands and its objections.
pub(super) fn decisions(source: ReportInput<'_>, minutes: &Minutes) -> Option<ReportSection> {
    let mut points = Vec::new();
    for decision in &minutes.decisions {
        let mut words = decision.text.to_string();
        let last_there = minutes.decisions.iter().rfind(|other| other.at == decision.at);
        let hands = decision.at.as_ref().and_then(|at| minutes.hands_at(&at.id));
        if let Some(hands) = hands.filter(|_| last_there == Some(decision)) {
            words = format!("{words}\nHands: {}", hands.phrase());
        }
        for objection in minutes.objections_to(&decision.id) {
            words = format!("{words}\nObjection{}", objection_words(objection));
        }
        points.push(BulletPoint { words: Text::block(&words), ..point(source, decision) });
    }
    section("Decisions", points.len(), Block::List(points))
}

/// The shows of hands at entries where nothing was decided.
pub(super) fn undecided(minutes: &Minutes) -> Option<ReportSection> {
    let mut points = Vec::new();
    let decided = |named: &EntryLabel| minutes.decisions.iter().any(|decision| decision.is_at(&named.id));
    for (named, hands) in minutes.hands.iter().filter(|(named, _)| !decided(named)) {
        let words = format!("Hands: {}\n{}", hands.phrase(), hands.statement);
        points.push(BulletPoint {
            lead: named.name.clone(),
            words: Text::block(&words),
            aside: Text::default(),
        });
    }
    section("Hands, no decision followed", points.len(), Block::List(points))
}

/// ` by Omar: An app in the field cannot be reached`
fn objection_words(objection: &MinutesCapture) -> String {
    let who = objection.owner.as_ref().map(|who| format!(" by {who}")).unwrap_or_default();
    format!("{who}: {}", objection.text)
}

/// Objections to what was decided before, or to nothing that was written down.
pub(super) fn other_objections(source: ReportInput<'_>, minutes: &Minutes) -> Option<ReportSection> {
    let points: Vec<BulletPoint> =
        minutes.other_objections().map(|objection| point(source, objection)).collect();
    section("Objections", points.len(), Block::List(points))
}
