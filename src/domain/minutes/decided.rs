//! The objections and the shows of hands of a workshop, and the decisions that they belong to.

use super::{Minutes, MinutesCapture, MinutesHands};
use crate::journal::record::{CaptureId, Hands};
use crate::text::Text;

impl Minutes {
    /// The objections to a decision, in the order in which they were made.
    pub fn objections_to<'a>(&'a self, decision: &'a CaptureId) -> impl Iterator<Item = &'a MinutesCapture> {
        self.objections.iter().filter(move |objection| objection.to.as_ref() == Some(decision))
    }

    /// The objections to no decision of this workshop.
    pub fn other_objections(&self) -> impl Iterator<Item = &MinutesCapture> {
        self.objections.iter().filter(|objection| {
            let is_here = |decision: &MinutesCapture| Some(&decision.id) == objection.to.as_ref();
            !self.decisions.iter().any(is_here)
        })
    }

    /// The objections to a decision that was removed, each with the words of that one.
    pub fn objections_to_removed(&self) -> impl Iterator<Item = (&MinutesCapture, &Text)> {
        self.objections.iter().filter_map(|objection| Some((objection, objection.to_removed.as_ref()?)))
    }

    /// The shows of hands that were taken at a decision: one on each wording that was asked.
    pub fn hands_on<'a>(&'a self, decision: &'a CaptureId) -> impl Iterator<Item = &'a Hands> {
        self.hands.iter().filter(|shown| shown.decision.as_ref() == Some(decision)).map(|shown| &shown.hands)
    }

    /// The hands that were taken at a decision in words, each with what was asked if it is worded otherwise since.
    pub fn hands_words(&self, decision: &MinutesCapture) -> Vec<String> {
        let words = self.hands_on(&decision.id).map(|hands| {
            let asked = (hands.statement != decision.text).then(|| format!("; asked: {}", hands.statement));
            format!("{}{}", hands.phrase(), asked.unwrap_or_default())
        });
        words.collect()
    }

    /// The shows of hands at no decision of this workshop.
    pub fn other_hands(&self) -> impl Iterator<Item = &MinutesHands> {
        self.hands.iter().filter(|shown| {
            !self.decisions.iter().any(|decision| Some(&decision.id) == shown.decision.as_ref())
        })
    }
}
