//! A phase of the plan as a picture's content: bands that end at milestones, workstreams, topics with their state.

use crate::domain::board::Board;
use crate::domain::gate::GateTally;
use crate::domain::map::{PhaseMap, PlanMap, StreamIx, TopicVisibility};
use crate::domain::moment::Moment;
use crate::domain::standing::Sign;
use crate::journal::answers::Answers;
use crate::text::{Text, counted};

/// One phase as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct MapPicture {
    pub title: Text,
    /// The same in a sentence, for those who cannot see it.
    pub description: Text,
    pub bands: Vec<BandPicture>,
}

/// One band with the milestone at its end.
#[derive(Debug, Clone, PartialEq)]
pub struct BandPicture {
    /// `1 Ready to demonstrate`; `None` for workstreams that no milestone waits for.
    pub milestone: Option<Text>,
    /// `target Tue 15 Dec · 18 left, 5 must`
    pub remark: Text,
    /// Workstreams that are beside each other; an arrow leads from each group to the next of the same chain.
    pub groups: Vec<GroupPicture>,
}

/// Workstreams that may run together.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupPicture {
    /// Whether each of them comes after the group before.
    pub follows: bool,
    pub boxes: Vec<BoxPicture>,
}

/// One workstream.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxPicture {
    pub title: Text,
    pub settled: u32,
    pub total: u32,
    pub cells: Vec<CellPicture>,
    /// What it comes after that no arrow says.
    pub after: Option<Text>,
}

/// One topic.
#[derive(Debug, Clone, PartialEq)]
pub struct CellPicture {
    pub title: Text,
    pub sign: Sign,
    pub settled: u32,
    pub total: u32,
    /// Whether nobody has begun and something stands in the way.
    pub waits: bool,
}

/// The phases of the project's plan, one picture each.
pub fn pictures(board: &Board, answers: &Answers, moment: &Moment) -> Vec<MapPicture> {
    let map = PlanMap::new(board, answers, &TopicVisibility::Applying);
    map.phases.iter().map(|phase| picture(&map, phase, board, answers, moment)).collect()
}

/// The phase that a gate is in.
pub fn picture_of(board: &Board, answers: &Answers, moment: &Moment, gate: &GateTally) -> Option<MapPicture> {
    let map = PlanMap::new(board, answers, &TopicVisibility::Applying);
    let phase = map.phases.iter().find(|phase| phase.id == gate.phase)?;
    Some(picture(&map, phase, board, answers, moment))
}

fn picture(map: &PlanMap, phase: &PhaseMap, board: &Board, answers: &Answers, moment: &Moment) -> MapPicture {
    let mut bands = Vec::new();
    for band in &phase.bands {
        let gate = band.gate.and_then(|order| board.gates.get(order));
        let mut groups: Vec<GroupPicture> = Vec::new();
        for chain in &band.chains {
            for (at, stage) in chain.stages.iter().enumerate() {
                let boxes = stage.streams.iter().map(|ix| stream(map, *ix)).collect();
                groups.push(GroupPicture { follows: at > 0 && stage.joined, boxes });
            }
        }
        if !band.beside.is_empty() {
            let boxes = band.beside.iter().map(|ix| stream(map, *ix)).collect();
            groups.push(GroupPicture { follows: false, boxes });
        }
        bands.push(BandPicture {
            milestone: gate.map(|gate| Text::line(&format!("{} {}", gate.no, gate.title))),
            remark: gate.map(|gate| remark(gate, answers, moment)).unwrap_or_default(),
            groups,
        });
    }
    let streams = bands.iter().flat_map(|band| &band.groups).flat_map(|group| &group.boxes);
    let list: Vec<String> =
        streams.map(|stream| format!("{} {} of {}", stream.title, stream.settled, stream.total)).collect();
    MapPicture {
        title: Text::line(&format!("Phase {}: {}", phase.no, phase.title)),
        description: Text::line(&format!("Entries settled in each workstream: {}.", list.join(", "))),
        bands,
    }
}

fn stream(map: &PlanMap, ix: StreamIx) -> BoxPicture {
    let stream = map.stream(ix);
    let cells = stream.topics.iter().map(|ix| {
        let topic = map.topic(*ix);
        CellPicture {
            title: topic.title.clone(),
            sign: topic.state.sign,
            settled: topic.state.settled,
            total: topic.state.total,
            waits: !topic.state.is_begun() && !topic.state.can_start,
        }
    });
    let after: Vec<&str> = stream.unsaid.iter().map(|ix| map.stream(*ix).title.as_str()).collect();
    BoxPicture {
        title: stream.title.clone(),
        settled: stream.progress.0,
        total: stream.progress.1,
        cells: cells.collect(),
        after: (!after.is_empty()).then(|| Text::line(&format!("after {}", after.join(", ")))),
    }
}

fn remark(gate: &GateTally, answers: &Answers, moment: &Moment) -> Text {
    let target = answers.target(&gate.id).map_or_else(|| "no date".to_owned(), |day| moment.day(day));
    let left = match (gate.count.left(), gate.count.blocking) {
        (0, _) => "nothing left".to_owned(),
        (left, 0) => format!("{left} left, nothing blocks"),
        (left, blocking) => {
            let blocking = counted(usize::try_from(blocking).unwrap_or(usize::MAX), "blocks", "block");
            format!("{left} left, {blocking}")
        }
    };
    Text::line(&format!("{target} · {left}"))
}
