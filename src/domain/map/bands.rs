//! The order of a phase's workstreams: bands that end at a milestone, chains of what comes after what, and what may
//! accompany a whole sequence. Reads nothing but the plan.

use super::{Band, Chain, Stage, StreamIx};
use crate::pack::model::{Phase, Plan, WorkstreamId};

/// What comes before what in one phase, by position.
pub(super) struct StreamOrder {
    /// For each workstream all that come before it, and whether it is on the map.
    before: Vec<Vec<usize>>,
    shown: Vec<bool>,
    /// For each workstream those that it may run beside.
    beside: Vec<Vec<usize>>,
    /// For each milestone those that it adds; then those that no milestone waits for.
    added: Vec<Vec<usize>>,
    n_milestones: usize,
}

/// The order of a phase's workstreams; `is_shown` says which of them have a place on the map.
pub(super) fn order(phase: &Phase, is_shown: impl Fn(usize) -> bool) -> StreamOrder {
    let streams = &phase.workstreams;
    let places = |ids: &[WorkstreamId]| -> Vec<usize> {
        ids.iter().filter_map(|id| streams.iter().position(|stream| stream.id == *id)).collect()
    };
    let direct: Vec<Vec<usize>> = streams.iter().map(|stream| places(&stream.after)).collect();
    let mut beside: Vec<Vec<usize>> = streams.iter().map(|stream| places(&stream.parallel_with)).collect();
    for at in 0..streams.len() {
        for other in beside.get(at).cloned().unwrap_or_default() {
            if let Some(back) = beside.get_mut(other).filter(|back| !back.contains(&at)) {
                back.push(at);
            }
        }
    }
    let mut is_added = vec![false; streams.len()];
    let mut added: Vec<Vec<usize>> = Vec::new();
    for milestone in &phase.milestones {
        let mut new = places(&milestone.after);
        new.retain(|at| is_added.get_mut(*at).is_some_and(|known| !std::mem::replace(known, true)));
        new.sort_unstable();
        added.push(new);
    }
    added.push((0..streams.len()).filter(|at| is_added.get(*at) == Some(&false)).collect());
    StreamOrder {
        before: (0..streams.len()).map(|at| closure(&direct, at)).collect(),
        shown: (0..streams.len()).map(is_shown).collect(),
        beside,
        added,
        n_milestones: phase.milestones.len(),
    }
}

/// The positions of all phases before one, nearest first.
pub(super) fn phases_before(plan: &Plan, phase: usize) -> Vec<usize> {
    let direct: Vec<Vec<usize>> = plan
        .phases
        .iter()
        .map(|phase| {
            let needs = phase.needs.iter();
            needs.filter_map(|id| plan.phases.iter().position(|other| other.id == *id)).collect()
        })
        .collect();
    closure(&direct, phase)
}

/// Everything that can be reached from `start`, itself left out; a circle is gone around once.
fn closure(direct: &[Vec<usize>], start: usize) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    let mut open: Vec<usize> = direct.get(start).cloned().unwrap_or_default();
    while let Some(at) = open.pop() {
        if at != start && !found.contains(&at) {
            found.push(at);
            open.extend(direct.get(at).into_iter().flatten());
        }
    }
    found.sort_unstable();
    found
}

impl StreamOrder {
    /// All workstreams on the map that come before one.
    pub(super) fn before(&self, at: usize) -> impl Iterator<Item = usize> {
        self.before.get(at).into_iter().flatten().copied().filter(|at| self.is_shown(*at))
    }

    /// The workstreams on the map that come right before one.
    pub(super) fn after(&self, at: usize) -> impl Iterator<Item = usize> {
        self.before(at).filter(move |one| !self.before(at).any(|other| self.comes_before(*one, other)))
    }

    /// The workstreams on the map that this one may run beside.
    pub(super) fn beside(&self, at: usize) -> impl Iterator<Item = usize> {
        self.beside.get(at).into_iter().flatten().copied().filter(|at| self.is_shown(*at))
    }

    /// The phase's bands; `gates` are the orders of its gates, `first` the place of its first workstream.
    pub(super) fn bands(&self, gates: &[usize], first: usize) -> Vec<Band> {
        let place = |streams: Vec<usize>| streams.into_iter().map(|at| StreamIx(first + at)).collect();
        let mut bands = Vec::new();
        for (band, added) in self.added.iter().enumerate() {
            let shown: Vec<usize> = added.iter().copied().filter(|at| self.is_shown(*at)).collect();
            if band == self.n_milestones && shown.is_empty() {
                continue;
            }
            let (beside, tied): (Vec<usize>, Vec<usize>) =
                shown.iter().partition(|at| self.accompanies(**at, &shown));
            let chains = self.chains(&tied).into_iter().map(|stages| {
                let mut last: &[usize] = &[];
                let mut chain = Chain { stages: Vec::new() };
                for stage in &stages {
                    let joined = !last.is_empty()
                        && stage.iter().all(|one| last.iter().all(|other| self.comes_before(*other, *one)));
                    chain.stages.push(Stage { streams: place(stage.clone()), joined });
                    last = stage;
                }
                chain
            });
            bands.push(Band {
                gate: gates.get(band).copied(),
                chains: chains.collect(),
                beside: place(beside),
            });
        }
        bands
    }

    fn is_shown(&self, at: usize) -> bool {
        self.shown.get(at) == Some(&true)
    }

    fn comes_before(&self, one: usize, other: usize) -> bool {
        self.before.get(other).is_some_and(|before| before.contains(&one))
    }

    /// Whether a workstream may run beside two others that run one after the other.
    fn accompanies(&self, at: usize, band: &[usize]) -> bool {
        let Some(beside) = self.beside.get(at) else { return false };
        let is_awaited = band.iter().any(|other| self.comes_before(at, *other));
        !is_awaited && beside.iter().any(|one| beside.iter().any(|other| self.comes_before(*one, *other)))
    }

    /// The workstreams in groups that are tied together, each group in stages.
    fn chains(&self, tied: &[usize]) -> Vec<Vec<Vec<usize>>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for at in tied {
            let is_tied = |group: &Vec<usize>| {
                group.iter().any(|other| self.comes_before(*at, *other) || self.comes_before(*other, *at))
            };
            let (near, mut far): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_tied);
            let mut joined: Vec<usize> = near.into_iter().flatten().collect();
            joined.push(*at);
            joined.sort_unstable();
            far.push(joined);
            groups = far;
        }
        groups.sort_by_key(|group| group.first().copied());
        groups.into_iter().map(|group| self.stages(&group)).collect()
    }

    /// A group in stages: each workstream as late as what comes after it allows.
    fn stages(&self, group: &[usize]) -> Vec<Vec<usize>> {
        let mut stages: Vec<Vec<usize>> = Vec::new();
        let mut open: Vec<usize> = group.to_vec();
        while !open.is_empty() {
            let is_last = |at: &usize| !open.iter().any(|other| self.comes_before(*at, *other));
            let (mut last, rest): (Vec<usize>, Vec<usize>) = open.iter().partition(|at| is_last(at));
            if last.is_empty() {
                // A circle: the pack's check speaks of it, here everything still gets a place.
                last.clone_from(&open);
            }
            open = if last.len() == open.len() { Vec::new() } else { rest };
            stages.push(last);
        }
        stages.reverse();
        stages
    }
}

/// Which of the workstreams right before one are in its band without an arrow that says so.
pub(super) fn unsaid(bands: &[Band], stream: StreamIx, after: &[StreamIx]) -> Vec<StreamIx> {
    let Some(band) = bands.iter().find(|band| band.streams().any(|one| one == stream)) else {
        return Vec::new();
    };
    let is_said = |one: StreamIx| {
        band.chains.iter().flat_map(|chain| chain.stages.windows(2)).any(|pair| {
            let [before, stage] = pair else { return false };
            stage.joined && stage.streams.contains(&stream) && before.streams.contains(&one)
        })
    };
    after.iter().copied().filter(|one| band.streams().any(|other| other == *one) && !is_said(*one)).collect()
}

impl Band {
    /// All workstreams of the band: the chains', then those beside them.
    pub fn streams(&self) -> impl Iterator<Item = StreamIx> {
        let chained = self.chains.iter().flat_map(|chain| &chain.stages).flat_map(|stage| &stage.streams);
        chained.chain(&self.beside).copied()
    }
}
