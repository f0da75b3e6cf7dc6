//! Which cell or milestone lies next in a direction. Geometry alone.

use super::{Layout, Place};
use crate::domain::map::TopicIx;

/// Where the cursor of the map can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A topic's cell.
    Topic(TopicIx),
    /// The mark of a band's milestone, by the band's position.
    Gate(usize),
}

/// A direction on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
    Left,
    Right,
}

/// What going sideways costs against going ahead.
const ASIDE: usize = 3;

impl Layout {
    /// Returns all spots with their places: cells in the plan's order, each band's milestone after its cells.
    pub fn spots(&self) -> impl Iterator<Item = (Spot, Place)> {
        self.bands.iter().enumerate().flat_map(move |(at, band)| {
            let cells = self
                .cells
                .iter()
                .filter(move |cell| self.boxes.get(cell.in_box).is_some_and(|place| place.band == at));
            let mark = Place { x: band.bar, y: band.mark, width: 1, height: 1 };
            let gate = band.gate.map(|_| (Spot::Gate(at), mark));
            cells.map(|cell| (Spot::Topic(cell.topic), cell.place)).chain(gate)
        })
    }

    /// Returns where a spot is.
    pub fn place_of(&self, spot: Spot) -> Option<Place> {
        self.spots().find(|(one, _)| *one == spot).map(|(_, place)| place)
    }

    /// Returns the spot that lies next from `spot`; none at the edge.
    pub fn next(&self, spot: Spot, way: Way) -> Option<Spot> {
        // Along the bars one goes from milestone to milestone.
        match (spot, way) {
            (Spot::Gate(at), Way::Up) => return self.gates().rev().find(|gate| *gate < at).map(Spot::Gate),
            (Spot::Gate(at), Way::Down) => return self.gates().find(|gate| *gate > at).map(Spot::Gate),
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

    fn band_of(&self, place: Place) -> Option<usize> {
        self.bands.iter().position(|band| band.place.holds(place.x, place.y))
    }
}

fn cost(from: Place, to: Place, way: Way, same_band: bool) -> Option<usize> {
    let (ahead, aside) = match way {
        Way::Up => (from.y.checked_sub(to.bottom())?, away(from.x, from.right(), to.x, to.right())),
        Way::Down => (to.y.checked_sub(from.bottom())?, away(from.x, from.right(), to.x, to.right())),
        Way::Left => (from.x.checked_sub(to.right())?, away(from.y, from.bottom(), to.y, to.bottom())),
        Way::Right => (to.x.checked_sub(from.right())?, away(from.y, from.bottom(), to.y, to.bottom())),
    };
    // To the side the band is not left: one goes through it to its milestone.
    let sideways = matches!(way, Way::Left | Way::Right);
    (same_band || !sideways).then_some(ahead + aside * ASIDE)
}

/// Returns how far two stretches lie apart; 0 where they overlap.
fn away(a: usize, a_end: usize, b: usize, b_end: usize) -> usize {
    if a_end <= b {
        b - a_end + 1
    } else if b_end <= a {
        a - b_end + 1
    } else {
        0
    }
}
