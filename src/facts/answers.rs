//! What the facts mean for the items of a pack.

use super::file::Kind;
use super::judge::Seen;
use super::rules::Rules;
use super::verdict::{Shows, Verdict};
use crate::text::Text;

/// What an export shows about one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemSeen {
    /// As the rules name it.
    pub item: String,
    pub shows: Shows,
    /// The sentences, those that decide first.
    pub said: Vec<Text>,
    /// How many of `said` decide.
    pub deciding: usize,
    /// Positions of the facts behind `said`.
    pub facts: Vec<usize>,
    /// What is left for a person.
    pub rest: Text,
}

impl ItemSeen {
    /// The first sentence.
    pub fn sentence(&self) -> &str {
        self.said.first().map_or("", |said| said.as_str())
    }

    /// The sentences that decide, as one text.
    pub fn reasons(&self) -> String {
        let deciding: Vec<&str> = self.said.iter().take(self.deciding).map(Text::as_str).collect();
        deciding.join(" ")
    }
}

/// What `facts` mean for each item, if the export is of a tenant of this `kind`.
pub fn items(rules: &Rules, facts: &[Seen], kind: Option<Kind>) -> Vec<ItemSeen> {
    rules
        .answers
        .iter()
        .map(|answer| {
            let mut item = ItemSeen {
                item: answer.item.clone(),
                shows: Shows::OtherTenant,
                said: Vec::new(),
                deciding: 0,
                facts: Vec::new(),
                rest: answer.rest.clone(),
            };
            let is_of_kind =
                answer.tenants.is_empty() || kind.is_none_or(|kind| answer.tenants.contains(&kind));
            if !is_of_kind {
                return item;
            }
            let facts_of = answer.facts.iter().map(|at| (*at, Shows::Fails));
            let hints_of = answer.hints.iter().map(|at| (*at, Shows::Look));
            let mut about: Vec<(Shows, usize)> = facts_of
                .chain(hints_of)
                .filter_map(|(at, failing)| {
                    let shows = match facts.get(at)?.verdict {
                        Verdict::Fails => failing,
                        Verdict::Untold => Shows::Untold,
                        Verdict::Holds => Shows::Holds,
                        Verdict::Seen => Shows::Seen,
                        Verdict::Nothing => Shows::Nothing,
                    };
                    Some((shows, at))
                })
                .collect();
            item.shows = about.iter().map(|(shows, _)| *shows).min().unwrap_or(Shows::Untold);
            about.sort_by_key(|(shows, _)| *shows != item.shows);
            item.deciding = about.iter().filter(|(shows, _)| *shows == item.shows).count();
            item.facts = about.iter().map(|(_, at)| *at).collect();
            item.said = item.facts.iter().filter_map(|at| Some(facts.get(*at)?.text.clone())).collect();
            item
        })
        .collect()
}

/// Whether the kind of tenant decides anything in these rules.
pub fn asks_kind(rules: &Rules) -> bool {
    rules.answers.iter().any(|answer| !answer.tenants.is_empty())
}
