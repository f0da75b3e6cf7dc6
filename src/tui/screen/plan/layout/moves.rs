//! Which cell or milestone lies next in a direction. Geometry alone.

use super::{MapLayout, MapRect};
use crate::domain::map::TopicIx;

/// Where the cursor of the map can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapCursor {
    /// A topic's cell.
    Topic(TopicIx),
    /// The mark of a band's milestone, by the band's position.
    Gate(usize),
}

/// A direction on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapDirection {
    Up,
    Down,
    Left,
    Right,
}

/// What going sideways costs against going ahead.
const ASIDE: usize = 3;

impl MapLayout {
    /// All spots with their places: cells in the plan's order, each band's milestone after its cells.
    pub fn spots(&self) -> impl Iterator<Item = (MapCursor, MapRect)> {
        self.bands.iter().enumerate().flat_map(move |(at, band)| {
            let cells = self
                .cells
                .iter()
                .filter(move |cell| self.boxes.get(cell.in_box).is_some_and(|place| place.band == at));
            let mark = MapRect { x: band.bar, y: band.mark, width: 1, height: 1 };
            let gate = band.gate.map(|_| (MapCursor::Gate(at), mark));
            cells.map(|cell| (MapCursor::Topic(cell.topic), cell.place)).chain(gate)
        })
    }

    /// Where a spot is.
    pub fn place_of(&self, spot: MapCursor) -> Option<MapRect> {
        self.spots().find(|(one, _)| *one == spot).map(|(_, place)| place)
    }

    /// The spot next to `spot`; `None` at the edge.
    pub fn next(&self, spot: MapCursor, way: MapDirection) -> Option<MapCursor> {
        // Along the bars the cursor goes from milestone to milestone.
        match (spot, way) {
            (MapCursor::Gate(at), MapDirection::Up) => {
                return self.gates().rev().find(|gate| *gate < at).map(MapCursor::Gate);
            }
            (MapCursor::Gate(at), MapDirection::Down) => {
                return self.gates().find(|gate| *gate > at).map(MapCursor::Gate);
            }
            _ => {}
        }
        let from = self.place_of(spot)?;
        let here = self.band_of(from);
        self.spots()
            .filter(|(one, _)| *one != spot)
            .filter_map(|(one, place)| Some((cost(from, place, way, self.band_of(place) == here)?, one)))
            .min_by_key(|(cost, _)| *cost)
            .map(|(_, one)| one)
    }

    fn gates(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.bands.iter().enumerate().filter(|(_, band)| band.gate.is_some()).map(|(at, _)| at)
    }

    fn band_of(&self, place: MapRect) -> Option<usize> {
        self.bands.iter().position(|band| band.place.holds(place.x, place.y))
    }
}

fn cost(from: MapRect, to: MapRect, way: MapDirection, same_band: bool) -> Option<usize> {
    let (ahead, aside) = match way {
        MapDirection::Up => (from.y.checked_sub(to.bottom())?, away(from.x, from.right(), to.x, to.right())),
        MapDirection::Down => {
            (to.y.checked_sub(from.bottom())?, away(from.x, from.right(), to.x, to.right()))
        }
        MapDirection::Left => {
            (from.x.checked_sub(to.right())?, away(from.y, from.bottom(), to.y, to.bottom()))
        }
        MapDirection::Right => {
            (to.x.checked_sub(from.right())?, away(from.y, from.bottom(), to.y, to.bottom()))
        }
    };
    // To the side the band is not left: the cursor goes through it to its milestone.
    let sideways = matches!(way, MapDirection::Left | MapDirection::Right);
    (same_band || !sideways).then_some(ahead + aside * ASIDE)
}

/// How far two stretches lie apart; 0 if they overlap.
fn away(a: usize, a_end: usize, b: usize, b_end: usize) -> usize {
    if a_end <= b {
        b - a_end + 1
    } else if b_end <= a {
        a - b_end + 1
    } else {
        0
    }
}
