//! A plan read as a map: bands that end at milestones, workstreams in their order, topics with what they show.
//!
//! The map is built once for a board. Moving on it asks nothing new, and after one answer [`PlanMap::refresh`] looks
//! again at what that answer touches. `bands` orders the workstreams, `state` says what a topic shows and whether
//! it can start. Places on a screen, signs and colours are not here.

use std::collections::HashMap;

use super::board::{Board, EntryIx};
use super::gate::{GateTally, is_passed};
use super::standing::Sign;
use crate::journal::answers::Answers;
use crate::pack::model::{EntryId, EntryRef, PhaseId, Topic, Workstream, WorkstreamId};
use crate::text::Text;

mod bands;
mod state;
#[cfg(test)]
mod tests;

pub use state::{topic_sign, topics_of};

/// Which topics have a place on the map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum TopicVisibility {
    /// Those that apply to the project.
    #[default]
    Applying,
    /// Those, and this one that somebody went to.
    With(EntryId),
    /// Also those that do not.
    All,
}

/// The place of a workstream on one map; worth nothing on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamIx(usize);

/// The place of a topic on one map; worth nothing on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicIx(usize);

/// A project's plan as a map.
#[derive(Debug, Clone, Default)]
pub struct PlanMap {
    pub phases: Vec<PhaseMap>,
    streams: Vec<StreamMap>,
    topics: Vec<TopicMap>,
    places: HashMap<EntryId, TopicIx>,
}

/// One phase.
#[derive(Debug, Clone)]
pub struct PhaseMap {
    pub id: PhaseId,
    /// From 1.
    pub no: u32,
    pub title: Text,
    pub summary: Text,
    /// In the order in which their milestones are passed.
    pub bands: Vec<Band>,
    /// The phase's workstreams with a place on the map, in the plan's order.
    pub streams: Vec<StreamIx>,
    /// The topics that nobody has begun and that wait for nothing, in the plan's order.
    pub can_start: Vec<TopicIx>,
    /// The positions of all phases that come before this one.
    before: Vec<usize>,
}

/// The workstreams that one milestone adds to those of the milestones before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The gate that ends it, by its order on the board; `None` for workstreams that no milestone waits for.
    pub gate: Option<usize>,
    /// Groups of workstreams that are in an order; groups may run together.
    pub chains: Vec<Chain>,
    /// Workstreams that may accompany a whole sequence of others.
    pub beside: Vec<StreamIx>,
}

/// Workstreams that are tied together by what comes after what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    pub stages: Vec<Stage>,
}

/// Workstreams of a chain that may run together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    pub streams: Vec<StreamIx>,
    /// Whether each of them comes after each of the stage before, so that one arrow says it all.
    pub joined: bool,
}

/// One workstream.
#[derive(Debug, Clone)]
pub struct StreamMap {
    pub id: WorkstreamId,
    pub title: Text,
    /// Where it is in the phase, in the pack's words.
    pub order: Option<Text>,
    /// The topics with a place on the map.
    pub topics: Vec<TopicIx>,
    /// The workstreams right before it, those without a place on the map stepped over.
    pub after: Vec<StreamIx>,
    /// Of those, the ones in its own band that no arrow can stand for.
    pub unsaid: Vec<StreamIx>,
    /// The workstreams that it may run beside.
    pub beside: Vec<StreamIx>,
    /// How many of its entries are settled at their next gates, and how many there are.
    pub progress: (u32, u32),
    /// The position of its phase.
    pub phase: usize,
    /// Every workstream that comes before it.
    before: Vec<StreamIx>,
    /// How many of its topics nobody has begun.
    untouched: u32,
}

/// One topic.
#[derive(Debug, Clone)]
pub struct TopicMap {
    pub id: EntryId,
    pub title: Text,
    pub row: EntryIx,
    pub stream: StreamIx,
    pub applies: bool,
    /// The topics that its dependencies name, as far as they apply; in any phase.
    pub waits_for: Vec<TopicIx>,
    /// The topics whose dependencies name it.
    pub needed_by: Vec<TopicIx>,
    /// The first gate that looks at it and has not been passed, else the last one that does.
    pub gate: Option<usize>,
    pub state: TopicState,
    items: Vec<EntryIx>,
}

/// What a topic shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TopicState {
    /// Its own answer, else what its items at its next gate come to.
    pub sign: Sign,
    /// How many of those items are settled.
    pub settled: u32,
    /// How many there are.
    pub total: u32,
    /// Whether it is far enough for the topics that wait for it.
    pub enough: bool,
    /// Whether nobody has begun and nothing stands in the way.
    pub can_start: bool,
}

impl TopicState {
    /// Whether somebody has begun, or it is settled already.
    pub fn is_begun(self) -> bool {
        self.sign != Sign::Todo
    }
}

/// What keeps a topic from starting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartBlocker {
    /// A topic that it names is not far enough.
    Topic(TopicIx),
    /// A workstream before its own has topics that nobody has begun.
    Stream(StreamIx),
    /// A phase before its own has; its position.
    Phase(usize),
}

impl PlanMap {
    /// The map of the project's plan; without phases if it has no plan.
    pub fn new(board: &Board, answers: &Answers, shown: &TopicVisibility) -> PlanMap {
        let Some(plan) = board.plan() else { return PlanMap::default() };
        let passed: Vec<bool> = board.gates.iter().map(|gate| is_passed(answers, &gate.id)).collect();
        let mut map = PlanMap::default();
        for (at, phase) in plan.phases.iter().enumerate() {
            let first = map.streams.len();
            for (stream_at, stream) in phase.workstreams.iter().enumerate() {
                map.add_stream(board, &passed, (at, stream_at), stream, shown);
            }
            let order =
                bands::order(phase, |at| !map.streams.get(first + at).is_none_or(StreamMap::is_empty));
            let gates: Vec<usize> = gates_of(board, &phase.id).map(|gate| gate.order).collect();
            let bands = order.bands(&gates, first);
            for at in 0..phase.workstreams.len() {
                if let Some(stream) = map.streams.get_mut(first + at) {
                    stream.before = order.before(at).map(|at| StreamIx(first + at)).collect();
                    stream.after = order.after(at).map(|at| StreamIx(first + at)).collect();
                    stream.unsaid = bands::unsaid(&bands, StreamIx(first + at), &stream.after);
                    stream.beside = order.beside(at).map(|at| StreamIx(first + at)).collect();
                }
            }
            map.phases.push(PhaseMap {
                id: phase.id.clone(),
                no: phase.no,
                title: phase.title.clone(),
                summary: phase.summary.clone(),
                bands,
                streams: (first..map.streams.len())
                    .map(StreamIx)
                    .filter(|ix| !map.stream(*ix).is_empty())
                    .collect(),
                can_start: Vec::new(),
                before: bands::phases_before(plan, at),
            });
        }
        map.tie(plan.topics());
        map.look(board);
        map
    }

    /// A workstream at a place that this map gave out.
    pub fn stream(&self, ix: StreamIx) -> &StreamMap {
        self.streams.get(ix.0).expect("a place is used on the map that gave it out")
    }

    /// A topic at a place that this map gave out.
    pub fn topic(&self, ix: TopicIx) -> &TopicMap {
        self.topics.get(ix.0).expect("a place is used on the map that gave it out")
    }

    /// The place of a topic.
    pub fn find(&self, id: &EntryId) -> Option<TopicIx> {
        self.places.get(id).copied()
    }

    /// The position of the phase that a topic is in.
    pub fn phase_of(&self, ix: TopicIx) -> usize {
        self.stream(self.topic(ix).stream).phase
    }

    fn add_stream(
        &mut self,
        board: &Board,
        passed: &[bool],
        (phase, at): (usize, usize),
        stream: &Workstream,
        shown: &TopicVisibility,
    ) {
        let ix = StreamIx(self.streams.len());
        let nodes = board.phases.get(phase).and_then(|node| node.streams.get(at));
        let mut topics = Vec::new();
        for (topic, node) in stream.topics.iter().zip(nodes.into_iter().flat_map(|node| &node.topics)) {
            let row = board.at(node.row);
            let place = TopicIx(self.topics.len());
            let is_shown = match shown {
                TopicVisibility::Applying => row.applies.is_yes(),
                TopicVisibility::With(id) => row.applies.is_yes() || row.id == *id,
                TopicVisibility::All => true,
            };
            if is_shown {
                topics.push(place);
            }
            let gates = || row.memberships().iter().map(|member| member.gate);
            self.topics.push(TopicMap {
                id: topic.id.clone(),
                title: topic.title.clone(),
                row: node.row,
                stream: ix,
                applies: row.applies.is_yes(),
                waits_for: Vec::new(),
                needed_by: Vec::new(),
                gate: gates().find(|gate| passed.get(*gate) != Some(&true)).or_else(|| gates().next_back()),
                state: TopicState::default(),
                items: node.items.clone(),
            });
            self.places.insert(topic.id.clone(), place);
        }
        self.streams.push(StreamMap {
            id: stream.id.clone(),
            title: stream.title.clone(),
            order: stream.order.clone(),
            topics,
            after: Vec::new(),
            unsaid: Vec::new(),
            beside: Vec::new(),
            progress: (0, 0),
            phase,
            before: Vec::new(),
            untouched: 0,
        });
    }

    /// Writes into each topic what it waits for and what waits for it.
    fn tie<'a>(&mut self, topics: impl Iterator<Item = &'a Topic>) {
        for topic in topics {
            let Some(waiting) = self.find(&topic.id) else { continue };
            for id in topic.dependencies.iter().flat_map(|dependency| &dependency.on) {
                let Some(named) = self.find(id).filter(|named| *named != waiting) else { continue };
                if !self.topic(named).applies || self.topic(waiting).waits_for.contains(&named) {
                    continue;
                }
                if let Some(topic) = self.topics.get_mut(waiting.0) {
                    topic.waits_for.push(named);
                }
                if let Some(topic) = self.topics.get_mut(named.0) {
                    topic.needed_by.push(waiting);
                }
            }
        }
    }
}

impl StreamMap {
    fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }

    /// How many of its topics nobody has begun.
    pub fn untouched(&self) -> usize {
        usize::try_from(self.untouched).unwrap_or(usize::MAX)
    }

    /// The one topic that says no more than the workstream's own title, if there is only that.
    pub fn only_itself(&self, map: &PlanMap) -> Option<TopicIx> {
        let [only] = self.topics.as_slice() else { return None };
        let same = map.topic(*only).title.to_lowercase() == self.title.to_lowercase();
        same.then_some(*only)
    }
}

/// When a topic counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountsAt {
    /// The gate at which it counts next, by its order on the board.
    pub gate: Option<usize>,
    /// Earlier gates of its workstream that leave it out.
    pub excepted: Vec<usize>,
}

impl TopicMap {
    /// At which gate the topic counts next, and which earlier ones leave it out.
    pub fn counts_at(&self, board: &Board) -> CountsAt {
        let workstream = self.id.as_str().rsplit_once('/').map(|(stream, _)| stream);
        let mut seen = false;
        let mut excepted = Vec::new();
        let phase = board.at(self.row).phase.as_ref();
        for gate in phase.into_iter().flat_map(|phase| gates_of(board, phase)) {
            let Some((_, milestone)) = board.milestone(&gate.id) else { continue };
            seen |= milestone.after.iter().any(|stream| Some(stream.as_str()) == workstream);
            if seen && milestone.except.contains(&self.id) {
                excepted.push(gate.order);
            }
        }
        CountsAt { gate: self.gate, excepted }
    }

    /// The items that count at the topic's next gate, then those that count later or nowhere.
    pub fn items(&self, board: &Board) -> (Vec<EntryIx>, Vec<EntryIx>) {
        self.items
            .iter()
            .filter(|ix| board.at(**ix).applies.is_yes())
            .partition(|ix| self.gate.is_none_or(|gate| board.at(**ix).membership(gate).is_some()))
    }

    /// What the pack says of the topic.
    pub fn entry<'a>(&self, board: &'a Board) -> Option<&'a Topic> {
        match board.pack.entry(&self.id)? {
            EntryRef::Topic(topic) => Some(topic),
            EntryRef::Item(_) => None,
        }
    }
}

/// The gates of a phase in the order in which they are passed.
pub fn gates_of<'a>(board: &'a Board, phase: &'a PhaseId) -> impl Iterator<Item = &'a GateTally> {
    board.gates.iter().filter(move |gate| gate.phase == *phase)
}
