//! What entries, milestones and kinds of projects are called.

use super::Situation;
use crate::pack::model::{Business, EntryId, MilestoneId, Pack, ScenarioId};
use crate::text::Text;

/// A project's kind with its applications if its pack is not at hand: `B2C, spa-api`.
pub fn kind(business: &Business, apps: &[ScenarioId]) -> String {
    with_apps(business.label(), apps)
}

/// A project's kind with its applications: `B2C, spa-api`, or the title in the pack, `Public service`.
pub fn kind_in(pack: &Pack, business: &Business, apps: &[ScenarioId]) -> String {
    let label = business.label();
    let is_short = label != business.word();
    with_apps(if is_short { label } else { pack.kind_title(business).to_string() }, apps)
}

fn with_apps(kind: String, apps: &[ScenarioId]) -> String {
    let apps = apps.iter().map(ToString::to_string);
    let words: Vec<String> = std::iter::once(kind).chain(apps).collect();
    words.join(", ")
}

/// What an entry is called in messages: `Design 42`, a topic's title; the id of what the project does not have.
pub fn name(id: &EntryId, situation: &Situation<'_>) -> Text {
    situation.board.row(id).map_or_else(|| Text::line(id.as_str()), |row| row.name.clone())
}

/// An entry's title, by the pack or, if it has left that, by the words that were answered.
pub fn title(id: &EntryId, situation: &Situation<'_>) -> Text {
    if let Some(entry) = situation.board.entry(situation.answers, id) {
        return entry.title().clone();
    }
    if let Some(last) = situation.answers.own_items.get(id).and_then(|field| field.writes().last()) {
        return last.value.title.clone();
    }
    let words = situation.answers.words.iter().rev().find(|((known, _), _)| known == id);
    words.map_or_else(|| Text::line(id.as_str()), |(_, words)| words.title.clone())
}

/// A milestone's title.
pub fn milestone(id: &MilestoneId, situation: &Situation<'_>) -> String {
    let found = situation.board.pack.milestone(id);
    found.map_or_else(|| id.to_string(), |(_, milestone)| milestone.title.to_string())
}
