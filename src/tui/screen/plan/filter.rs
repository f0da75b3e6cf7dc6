//! Which topics pass the filter of the plan. The map keeps its shape: what does not pass is dimmed, not taken away.

use std::collections::HashSet;

use crate::domain::filter;
use crate::domain::map::{PlanMap, TopicIx, TopicMap};
use crate::journal::record::EntryFilter as Filter;
use crate::tui::context::Ctx;

/// A filter, and what passes it.
#[derive(Default)]
pub(super) struct Narrowed {
    pub(super) filter: Filter,
    /// `None` if no filter holds: everything passes.
    pub(super) passing: Option<HashSet<TopicIx>>,
}

impl Narrowed {
    /// Whether a filter holds.
    pub(super) fn holds(&self) -> bool {
        self.passing.is_some()
    }

    pub(super) fn passes(&self, ix: TopicIx) -> bool {
        self.passing.as_ref().is_none_or(|passing| passing.contains(&ix))
    }

    /// Looks again at what passes.
    pub(super) fn look(&mut self, map: &PlanMap, ctx: &Ctx<'_>) {
        self.passing = (!filter::is_empty(&self.filter)).then(|| {
            let topics =
                map.phases.iter().flat_map(|phase| &phase.streams).flat_map(|ix| &map.stream(*ix).topics);
            topics.copied().filter(|ix| passes(&self.filter, map.topic(*ix), ctx)).collect()
        });
    }

    /// What the filter shows of how much in a phase, from the longest words to the shortest.
    pub(super) fn phrases(&self, map: &PlanMap, phase: usize, ctx: &Ctx<'_>) -> Vec<String> {
        let (Some(passing), Some(phase)) = (&self.passing, map.phases.get(phase)) else { return Vec::new() };
        let topics: Vec<TopicIx> =
            phase.streams.iter().flat_map(|ix| &map.stream(*ix).topics).copied().collect();
        let count = topics.iter().filter(|ix| passing.contains(ix)).count();
        let words = format!("{count} of {} topics", topics.len());
        vec![
            format!("Only {}: {words}", filter::phrase(&self.filter, ctx.board)),
            format!("filter: {words}"),
            words,
        ]
    }
}

/// A topic that items stand for passes with one of them; what was said of the topic itself counts too.
fn passes(filter: &Filter, topic: &TopicMap, ctx: &Ctx<'_>) -> bool {
    let (now, later) = topic.items(ctx.board);
    let matches = |row| filter::matches(filter, row, ctx.board, ctx.answers());
    let speaks = (now.is_empty() && later.is_empty()) || ctx.answers().entry(&topic.id).is_some();
    now.into_iter().chain(later).any(|ix| matches(ctx.board.at(ix)))
        || speaks && ctx.row(&topic.id).is_some_and(matches)
}
