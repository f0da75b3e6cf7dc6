//! How the plan's screen is divided, and which part of a long map is seen. Arithmetic alone.

use ratatui::layout::Rect;

use super::layout::{MapLayout, MapRect};

/// Below so many lines there is no lower part.
const LEAST_WITH_LOWER: u16 = 15;

/// The parts of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PlanPanes {
    pub(super) area: Rect,
    pub(super) map: Rect,
    /// Of no height if there is no room for it.
    pub(super) lower: Rect,
}

impl PlanPanes {
    /// The parts of `area`: a line for the phases, the map, the words below.
    pub(super) fn of(area: Rect) -> PlanPanes {
        let lower = match area.height {
            0..LEAST_WITH_LOWER => 0,
            LEAST_WITH_LOWER..28 => 6,
            28.. => 7,
        };
        let tabs = area.height.min(1);
        let map = area.height - tabs - lower;
        PlanPanes {
            area,
            map: Rect { y: area.y + tabs, height: map, ..area },
            lower: Rect { y: area.y + tabs + map, height: lower, ..area },
        }
    }

    /// Gives the lines that a map of `len` lines leaves over to the words below, with an empty line on each side.
    pub(super) fn spread(&mut self, len: usize) {
        let len = u16::try_from(len).unwrap_or(u16::MAX);
        let over = self.map.height.saturating_sub(len);
        if over == 0 || self.lower.height == 0 {
            return;
        }
        let above = u16::from(over > 1);
        self.map.y += above;
        self.map.height = len + 1;
        let more = over - above - 1;
        self.lower.y -= more;
        self.lower.height += more;
    }
}

/// The first line to be seen of a map: as near to `top` as it gets with the whole band of `place` in view.
///
/// The view begins with a band wherever it can.
pub(super) fn top(layout: &MapLayout, place: MapRect, height: usize, top: usize) -> usize {
    let most = layout.height.saturating_sub(height);
    let Some(band) = layout.bands.iter().find(|band| band.place.holds(place.x, place.y)) else {
        return top.min(most);
    };
    let (first, end) = (band.place.y, band.place.bottom());
    if band.place.height > height {
        // A band that is higher than the screen is seen from its heading on, or to its end, else around the cursor.
        let (from_heading, to_end) = (first, end - height);
        let wanted = if place.y + 1 < from_heading + height {
            from_heading
        } else if place.y > to_end {
            to_end
        } else {
            place.y.saturating_sub(height / 2)
        };
        return wanted.min(most);
    }
    let is_seen = |top: &usize| *top <= first && end <= top + height;
    let starts = layout.bands.iter().map(|band| band.place.y).chain([most]);
    starts
        .filter(|start| *start <= most)
        .filter(is_seen)
        .min_by_key(|start| start.abs_diff(top))
        .unwrap_or(first.min(most))
}
