//! What the parts of the plan's screen look at, and the words that several of them say.

use std::collections::{BTreeSet, HashSet};

use ratatui::style::Style;

use crate::domain::board::Board;
use crate::domain::gate::{GateTally, LeftCounts};
use crate::domain::map::{PlanMap, StreamIx, TopicIx, TopicMap};
use crate::domain::moment::{Moment, days_between};
use crate::journal::answers::Answers;
use crate::pack::model::EntryId;
use crate::text;
use crate::tui::theme::Theme;

/// What is looked at.
#[derive(Clone, Copy)]
pub struct PlanModel<'a> {
    pub map: &'a PlanMap,
    pub board: &'a Board,
    pub answers: &'a Answers,
    pub moment: &'a Moment,
    pub theme: &'a Theme,
    /// The topics that the next answer goes to.
    pub marked: &'a BTreeSet<EntryId>,
    /// The topics that pass the filter; `None` if no filter holds.
    pub passing: Option<&'a HashSet<TopicIx>>,
}

impl<'a> PlanModel<'a> {
    /// How sign and words of a topic look: what cannot start and what a filter leaves out is dim, what passes
    /// the filter is strong.
    pub fn topic_styles(&self, ix: TopicIx) -> (Style, Style) {
        let (theme, topic) = (self.theme, self.map.topic(ix));
        match self.passing.map(|passing| passing.contains(&ix)) {
            Some(false) => (theme.dim, theme.dim),
            Some(true) => (theme.sign_style(topic.state.sign), theme.strong),
            None if is_shut(topic) => (theme.dim, theme.dim),
            None => (theme.sign_style(topic.state.sign), theme.entry_style(topic.state.sign)),
        }
    }

    /// The gate with this order on the board.
    pub fn gate(&self, order: usize) -> Option<&'a GateTally> {
        self.board.gates.get(order)
    }

    /// `◆ 2`, how a milestone is spoken of within its phase.
    pub fn gate_name(&self, order: usize) -> String {
        let mark = self.theme.milestone_mark();
        self.gate(order).map_or_else(|| mark.to_owned(), |gate| format!("{mark} {}", gate.no))
    }

    /// `Tue 15 Dec, in 25 days`; `None` if the milestone has no date.
    pub fn date(&self, gate: &GateTally) -> Option<String> {
        let day = self.answers.target(&gate.id)?;
        let when = match days_between(self.moment.today, day) {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days if days > 0 => format!("in {days} days"),
            -1 => "yesterday".to_owned(),
            days => format!("{} days ago", -days),
        };
        Some(format!("{}, {when}", self.moment.day(day)))
    }

    /// A topic's title, with its phase if that is another one than `phase`.
    pub fn title(&self, topic: TopicIx, phase: usize) -> String {
        let title = &self.map.topic(topic).title;
        let own = self.map.phase_of(topic);
        match self.map.phases.get(own).filter(|_| own != phase) {
            Some(other) => format!("Phase {}: {title}", other.no),
            None => title.to_string(),
        }
    }

    /// The titles of workstreams: `Provisioning, Authentication and Branding`.
    pub fn streams(&self, streams: &[StreamIx]) -> String {
        let titles: Vec<&str> = streams.iter().map(|ix| self.map.stream(*ix).title.as_str()).collect();
        match titles.as_slice() {
            [] => String::new(),
            [only] => (*only).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}

/// Whether a topic cannot start yet, and nobody has begun it all the same.
fn is_shut(topic: &TopicMap) -> bool {
    !topic.state.is_begun() && !topic.state.can_start
}

/// What is left at a gate: `18 left, 5 must`, or that nothing is.
pub fn left(count: LeftCounts) -> String {
    match (count.left(), count.blocking) {
        (0, _) => "nothing left".to_owned(),
        (left, 0) => format!("{left} left, no must"),
        (left, must) => format!("{left} left, {must} must"),
    }
}

/// `no topic`, `1 topic`, `3 topics`.
pub fn topics(count: usize) -> String {
    if count == 0 { "no topic".to_owned() } else { text::counted(count, "topic", "topics") }
}
