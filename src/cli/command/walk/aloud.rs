//! The pages of the closing as they are read aloud.

use super::effect::{Effect, WalkInput, said};
use super::say;
use crate::domain::dates;
use crate::domain::minutes::closing::{self, ClosingPage};
use crate::domain::minutes::{Minutes, MinutesCapture};
use crate::text::{Text, capital};

/// The decision at this place, with its shows of hands and its objections: `Decision 2 of 3, at Design 42: ...`
pub(super) fn decision(minutes: &Minutes, at: usize) -> Vec<Effect> {
    let Some(decision) = minutes.decisions.get(at) else { return Vec::new() };
    let (no, all) = (at + 1, minutes.decisions.len());
    let name = decision.at.as_ref().map(|at| format!(", at {}", at.name)).unwrap_or_default();
    let mut effects = said(format!("Decision {no} of {all}{name}: {}", decision.text));
    effects.extend(minutes.hands_words(decision).into_iter().map(|hands| Effect::Label("Hands", hands)));
    for objection in minutes.objections_to(&decision.id) {
        let who = objection.owner.as_ref().map(|who| format!("{who}: ")).unwrap_or_default();
        effects.push(Effect::Label("Objection", format!("{who}{}", objection.text)));
    }
    effects
}

/// The objections that stay when their decision was removed.
pub(super) fn to_removed(minutes: &Minutes) -> Vec<Effect> {
    let count = minutes.objections_to_removed().count();
    if count == 0 {
        return Vec::new();
    }
    let mut effects = said(format!("{}: {count}.", closing::TO_REMOVED));
    for (objection, decision) in minutes.objections_to_removed() {
        let who = objection.owner.as_ref().map(|who| format!("{who}: ")).unwrap_or_default();
        effects.push(Effect::Label("Objection", format!("{who}{}", objection.text)));
        effects.push(Effect::Label("Removed", decision.to_string()));
    }
    effects
}

/// `Action, at Design 42: Write the table (Lena, by Fri 27 Nov)`
pub(super) fn noted_line(noted: &MinutesCapture, look: &WalkInput<'_>) -> String {
    let at = noted.at.as_ref().map(|at| format!(", at {}", at.name)).unwrap_or_default();
    let today = look.project.moment.today;
    let due = noted.due.map(|day| format!("by {}", dates::long(day, today)));
    let who = [noted.owner.as_ref().map(Text::to_string), due];
    let who = who.into_iter().flatten().collect::<Vec<_>>().join(", ");
    format!("{}{at}: {}{}", capital(noted.kind.word()), noted.text, say::aside(who, noted.resolved))
}

/// What stays, part by part.
pub(super) fn stays(minutes: &Minutes, look: &WalkInput<'_>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (title, list) in minutes.stays_parts(&look.project.moment) {
        effects.push(Effect::Say(format!("{title}: {}.", list.len())));
        for (named, words) in list {
            let title = if named.name == named.title { String::new() } else { format!(", {}", named.title) };
            effects.push(Effect::Say(format!("{}{title}{}", named.name, say::aside(words, false))));
        }
    }
    if effects.is_empty() {
        effects = said(ClosingPage::Stays.nothing());
    }
    effects
}
