//! What a topic shows, whether it is far enough for those that wait for it, and whether it can start.
//!
//! A topic can start when nobody has begun it, every topic that it names is far enough, and in the workstreams and
//! phases before it there is nothing that nobody has begun.

use std::collections::BTreeSet;

use super::{PlanMap, StartBlocker, StreamIx, TopicIx, TopicMap, TopicState};
use crate::domain::board::{Board, Entry, EntryIx, PhaseNode, TopicNode};
use crate::domain::gate::Weight;
use crate::domain::standing::{Sign, Standing};
use crate::domain::tally::Tally;
use crate::journal::answers::Answers;
use crate::journal::record::Status;
use crate::pack::model::EntryId;

impl Default for TopicState {
    fn default() -> TopicState {
        TopicState { sign: Sign::Todo, settled: 0, total: 0, enough: false, can_start: false }
    }
}

impl PlanMap {
    /// Looks again at what the answers to one entry touch; the board has taken them in before.
    pub fn refresh(&mut self, board: &Board, id: &EntryId) {
        let Some(row) = board.row(id) else { return };
        let own = std::iter::once(&row.id).filter(|_| !row.is_item());
        let touched: BTreeSet<TopicIx> = own.chain(&row.topics).filter_map(|id| self.find(id)).collect();
        let mut spreads = false;
        for ix in &touched {
            let before = self.topic(*ix).state;
            self.look_at(board, *ix);
            let now = self.topic(*ix).state;
            spreads |= before.is_begun() != now.is_begun() || before.enough != now.enough;
        }
        let streams: BTreeSet<StreamIx> = touched.iter().map(|ix| self.topic(*ix).stream).collect();
        for ix in streams {
            self.count(board, ix);
        }
        if spreads {
            self.find_starts();
        }
    }

    /// Everything that keeps a topic from starting, what it names first.
    pub fn held(&self, ix: TopicIx) -> Vec<StartBlocker> {
        let topic = self.topic(ix);
        let stream = self.stream(topic.stream);
        let topics = topic.waits_for.iter().filter(|ix| !self.topic(**ix).state.enough);
        let streams = stream.before.iter().filter(|ix| self.stream(**ix).untouched > 0);
        let phases = self.phases.get(stream.phase).map(|phase| phase.before.as_slice()).unwrap_or_default();
        let phases = phases.iter().filter(|at| !self.is_begun_throughout(**at));
        topics
            .map(|ix| StartBlocker::Topic(*ix))
            .chain(streams.map(|ix| StartBlocker::Stream(*ix)))
            .chain(phases.map(|at| StartBlocker::Phase(*at)))
            .collect()
    }

    /// Looks at every topic.
    pub(super) fn look(&mut self, board: &Board) {
        for at in 0..self.topics.len() {
            self.look_at(board, TopicIx(at));
        }
        for at in 0..self.streams.len() {
            self.count(board, StreamIx(at));
        }
        self.find_starts();
    }

    fn look_at(&mut self, board: &Board, ix: TopicIx) {
        let can_start = self.topic(ix).state.can_start;
        let state = TopicState { can_start, ..state_of(board, Topic::of(self.topic(ix))) };
        if let Some(topic) = self.topics.get_mut(ix.0) {
            topic.state = state;
        }
    }

    fn count(&mut self, board: &Board, ix: StreamIx) {
        let mut counted: BTreeSet<EntryIx> = BTreeSet::new();
        let (mut settled, mut untouched) = (0, 0);
        let topics = self.stream(ix).topics.iter().map(|ix| self.topic(*ix));
        for topic in topics.filter(|topic| topic.applies) {
            untouched += u32::from(!topic.state.is_begun());
            let made_of = Topic::of(topic);
            let items = topic.items.iter().copied().filter(|ix| counts(board, made_of, board.at(*ix)));
            let itself = (topic.state.total == 0).then_some(topic.row);
            for row in items.chain(itself) {
                if counted.insert(row) {
                    settled += u32::from(is_behind(board, made_of, board.at(row)));
                }
            }
        }
        let total = u32::try_from(counted.len()).unwrap_or(u32::MAX);
        if let Some(stream) = self.streams.get_mut(ix.0) {
            stream.progress = (settled, total);
            stream.untouched = untouched;
        }
    }

    fn find_starts(&mut self) {
        let begun: Vec<bool> = (0..self.phases.len()).map(|phase| self.is_begun_throughout(phase)).collect();
        for phase_at in 0..self.phases.len() {
            let Some(phase) = self.phases.get(phase_at) else { continue };
            let is_open = phase.before.iter().all(|at| begun.get(*at) != Some(&false));
            let mut can_start = Vec::new();
            for stream_ix in phase.streams.clone() {
                let stream = self.stream(stream_ix);
                let is_open = is_open && stream.before.iter().all(|ix| self.stream(*ix).untouched == 0);
                for ix in stream.topics.clone() {
                    let topic = self.topic(ix);
                    let starts = is_open
                        && topic.applies
                        && !topic.state.is_begun()
                        && topic.waits_for.iter().all(|ix| self.topic(*ix).state.enough);
                    if starts {
                        can_start.push(ix);
                    }
                    if let Some(topic) = self.topics.get_mut(ix.0) {
                        topic.state.can_start = starts;
                    }
                }
            }
            if let Some(phase) = self.phases.get_mut(phase_at) {
                phase.can_start = can_start;
            }
        }
    }

    fn is_begun_throughout(&self, phase: usize) -> bool {
        let streams = self.phases.get(phase).map(|phase| phase.streams.as_slice()).unwrap_or_default();
        streams.iter().all(|ix| self.stream(*ix).untouched == 0)
    }
}

/// How a topic is shown, by its own answer or else by its items; `None` if it is not a topic of the project's plan.
pub fn topic_sign(board: &Board, answers: &Answers, id: &EntryId) -> Option<Sign> {
    board.topic(id).map(|(_, node)| sign_of(board, answers, node))
}

/// The topics of a phase that apply, counted as the map shows them.
pub fn topics_of(board: &Board, answers: &Answers, phase: &PhaseNode) -> Tally {
    let mut tally = Tally::default();
    let topics = phase.streams.iter().flat_map(|stream| &stream.topics);
    for node in topics.filter(|node| board.at(node.row).applies.is_yes()) {
        let own = &board.at(node.row).standing;
        let (status, look_again) = match sign_of(board, answers, node) {
            Sign::Doing => (Status::Doing, false),
            Sign::Blocked => (Status::Blocked, false),
            Sign::Done => (Status::Done, false),
            Sign::Waived => (Status::Waived, false),
            Sign::Na => (Status::Na, false),
            Sign::Todo | Sign::TwoAnswers => (own.status, false),
            // Its own answer, or that of an item: then it has begun.
            Sign::LookAgain if own.look_again => (own.status, true),
            Sign::LookAgain => (Status::Doing, true),
        };
        tally.add(&Standing { status, look_again, ..Standing::default() });
    }
    tally
}

fn sign_of(board: &Board, answers: &Answers, node: &TopicNode) -> Sign {
    let gate = board.next_gate(answers, board.at(node.row)).map(|gate| gate.order);
    state_of(board, Topic { row: node.row, items: &node.items, gate }).sign
}

/// What the state of a topic is made of.
#[derive(Clone, Copy)]
struct Topic<'a> {
    row: EntryIx,
    items: &'a [EntryIx],
    /// The gate at which it counts next.
    gate: Option<usize>,
}

impl<'a> Topic<'a> {
    fn of(topic: &'a TopicMap) -> Topic<'a> {
        Topic { row: topic.row, items: &topic.items, gate: topic.gate }
    }
}

/// Whether an item counts at the next gate of a topic that it belongs to.
fn counts(board: &Board, topic: Topic<'_>, row: &Entry) -> bool {
    let at_gate = topic.gate.is_none_or(|gate| row.membership(gate).is_some());
    at_gate && row.applies.is_yes() && board.at(topic.row).applies.is_yes()
}

/// Whether a row is not left at the topic's next gate.
fn is_behind(board: &Board, topic: Topic<'_>, row: &Entry) -> bool {
    let at_gate = topic.gate.and_then(|gate| board.gates.get(gate).zip(row.membership(gate)));
    match at_gate {
        Some((gate, member)) => gate.why(row, member, board.today).is_none(),
        None => row.standing.why(board.today).is_none(),
    }
}

fn state_of(board: &Board, topic: Topic<'_>) -> TopicState {
    let own = board.at(topic.row);
    let items: Vec<&Entry> =
        topic.items.iter().map(|ix| board.at(*ix)).filter(|row| counts(board, topic, row)).collect();
    let number = |is: &dyn Fn(&Entry) -> bool| {
        u32::try_from(items.iter().filter(|row| is(row)).count()).unwrap_or(u32::MAX)
    };
    let total = number(&|_| true);
    let settled = number(&|row| is_behind(board, topic, row));
    let has = |status: Status| items.iter().any(|row| row.standing.status == status);
    let sign = if !own.applies.is_yes() {
        Sign::Na
    } else if own.standing.look_again || own.standing.status != Status::Todo {
        own.standing.sign()
    } else if has(Status::Blocked) {
        Sign::Blocked
    } else if items.iter().any(|row| row.standing.look_again) {
        Sign::LookAgain
    } else if total > 0 && settled == total {
        if items.iter().all(|row| row.standing.status == Status::Na) { Sign::Na } else { Sign::Done }
    } else if items.iter().any(|row| row.standing.is_settled()) || has(Status::Doing) {
        Sign::Doing
    } else {
        Sign::Todo
    };
    let must_is_open = topic.gate.is_some_and(|gate| {
        items.iter().any(|row| {
            !row.standing.is_settled()
                && row.membership(gate).is_some_and(|member| member.weight == Weight::Blocks)
        })
    });
    let enough = match sign {
        Sign::Done | Sign::Waived | Sign::Na => true,
        Sign::Todo => false,
        Sign::LookAgain if own.standing.is_settled() => true,
        Sign::Doing | Sign::Blocked | Sign::LookAgain | Sign::TwoAnswers => {
            total > 0 && !must_is_open && own.standing.status != Status::Blocked
        }
    };
    TopicState { sign, settled, total, enough, can_start: false }
}
