//! Where everything of a phase's map is, in cells: geometry alone, no words are drawn here.
//!
//! The map is as wide as the screen and as high as it needs to be. Bands lie under each other; in each of them
//! boxes stand from left to right in rows, tied by arrows, and a heavy bar closes the band at its right edge.
//! `build` puts it together: `rows` breaks bands into rows, `arrows` ties the boxes, `fit` knows how much room words take, `moves` finds the
//! next cell for an arrow key.

use crate::domain::map::{PhaseMap, PlanMap, StreamIx, TopicIx};
use build::Builder;

pub mod arrows;
mod build;
pub mod fit;
pub mod moves;
pub mod rows;
#[cfg(test)]
mod tests;

/// The narrowest screen that the map is drawn on; below it the outline takes over.
pub const LEAST_WIDTH: usize = 80;

/// A part of the map, in cells from its upper left corner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MapRect {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

impl MapRect {
    /// The first column to the right of it.
    pub fn right(self) -> usize {
        self.x + self.width
    }

    /// The first line below it.
    pub fn bottom(self) -> usize {
        self.y + self.height
    }

    /// Whether a cell lies in it.
    pub fn holds(self, x: usize, y: usize) -> bool {
        (self.x..self.right()).contains(&x) && (self.y..self.bottom()).contains(&y)
    }
}

/// The box of a workstream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxPlace {
    pub stream: StreamIx,
    pub place: MapRect,
    /// The position of its band.
    pub band: usize,
    /// Whether it may accompany the others of its band.
    pub is_beside: bool,
    /// The line for the words that say what it comes after, if there is one.
    pub note: Option<Note>,
}

/// Words at the foot of a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub y: usize,
    pub kind: NoteKind,
}

/// What the words at the foot of a box say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteKind {
    /// After these workstreams, which no arrow could say.
    After(Vec<StreamIx>),
    /// After the gate that ends the band before, by its order on the board.
    AfterGate(usize),
}

/// The cell of a topic, from the column of the cursor to that of the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellPlace {
    pub topic: TopicIx,
    pub place: MapRect,
    /// The position of its box.
    pub in_box: usize,
}

/// The words above a group of boxes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    SideBySide,
    OneAfterTheOther,
    AtAnyTime,
}

/// A band: its heading, its rows of boxes and the bar that closes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandPlace {
    /// Heading and boxes.
    pub place: MapRect,
    /// By its order on the board.
    pub gate: Option<usize>,
    /// The line of the milestone's mark.
    pub mark: usize,
    /// The column of the bar.
    pub bar: usize,
    pub label: Option<(usize, Label)>,
    /// Room at the left of a box, for the words of the pack on its order.
    pub aside: Option<(MapRect, StreamIx)>,
}

/// A phase laid out for one width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MapLayout {
    pub width: usize,
    pub height: usize,
    pub bands: Vec<BandPlace>,
    pub boxes: Vec<BoxPlace>,
    pub cells: Vec<CellPlace>,
    pub arrows: Vec<arrows::Arrow>,
    /// How the counts of workstreams are said.
    pub form: fit::CountStyle,
}

/// Whether an empty line parts two bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Air {
    Some,
    None,
}

impl Label {
    /// The words above the boxes.
    pub fn words(self) -> &'static str {
        match self {
            Label::SideBySide => "in parallel",
            Label::OneAfterTheOther => "in sequence",
            Label::AtAnyTime => "in parallel, at any time",
        }
    }
}

impl MapLayout {
    /// A phase laid out `width` cells wide.
    ///
    /// If boxes of a band could not be tied by a line, their order is said in words, and the map is laid out once
    /// more with room for those.
    pub fn new(map: &PlanMap, phase: &PhaseMap, width: usize, air: Air) -> MapLayout {
        let mut noted: Vec<(StreamIx, Vec<StreamIx>)> = phase
            .streams
            .iter()
            .map(|ix| (*ix, map.stream(*ix).unsaid.clone()))
            .filter(|(_, after)| !after.is_empty())
            .collect();
        loop {
            let (layout, untied) = Builder::new(map, phase, width, air, &noted).build();
            if untied.is_empty() {
                return layout;
            }
            for (stream, after) in untied {
                match noted.iter_mut().find(|(known, _)| *known == stream) {
                    Some((_, known)) => known.extend(after),
                    None => noted.push((stream, after)),
                }
            }
        }
    }

    /// The position of a topic's cell.
    pub fn cell_of(&self, topic: TopicIx) -> Option<usize> {
        self.cells.iter().position(|cell| cell.topic == topic)
    }
}
