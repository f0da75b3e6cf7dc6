//! Where the parts of the review stand: the answer first, then the strip, then the lists.

use ratatui::layout::Rect;

use crate::tui::widget::canvas::{below, row};

/// Below so many columns the strip is one line.
const FOUR_PARTS: u16 = 90;
/// From so many columns on the list says the workstream.
const STREAMS: u16 = 110;
/// From so many columns on the list has a column of days; below, the reason says them.
const DAYS: u16 = 100;
/// From so many columns on the list says reasons at all.
const REASONS: u16 = 60;
/// From so many rows of body on there is air between the parts.
const ROOMY: u16 = 26;

/// Where the parts stand; those without height are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// The milestone, what counts, the target.
    pub(super) head: Rect,
    /// The answer, over one or two rows.
    pub(super) verdict: Rect,
    pub(super) strip: Rect,
    pub(super) list: Rect,
    /// Whether the strip has four parts beside each other; else it is one line.
    pub(super) has_parts: bool,
    pub(super) columns: Columns,
}

/// What a row of the list has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// Title, workstream, reason, owner, day.
    All,
    /// Without the workstream.
    NoStream,
    /// Without the day, which is in the reason.
    NoDay,
    /// Title and reason, with the owner in the reason.
    Reason,
    /// The title alone.
    Title,
}

impl Layout {
    /// Returns the parts of `area`; the answer takes `verdict` rows where there is room.
    pub(super) fn of(area: Rect, verdict: u16) -> Layout {
        let columns = match area.width {
            STREAMS.. => Columns::All,
            DAYS.. => Columns::NoStream,
            FOUR_PARTS.. => Columns::NoDay,
            REASONS.. => Columns::Reason,
            _ => Columns::Title,
        };
        let has_parts = area.width >= FOUR_PARTS && area.height >= 18;
        let strip = match area.height {
            _ if has_parts => 5,
            7.. => 1,
            _ => 0,
        };
        let air = u16::from(area.height >= ROOMY);
        let head = u16::from(area.height >= 5);
        let verdict = verdict.clamp(1, if area.height >= 10 { 3 } else { 1 });
        let parts = [head, air, verdict, air, strip, u16::from(strip > 0 && area.height >= 12)];
        let mut top = 0;
        let mut take = |rows: u16| {
            let place = below(area, top);
            top += rows;
            Rect { height: rows.min(place.height), ..place }
        };
        let [head, _, verdict, _, strip, _] = parts.map(&mut take);
        Layout { head, verdict, strip, list: below(area, top), has_parts, columns }
    }

    /// Returns the place of one of the strip's four parts.
    pub(super) fn part(&self, at: u16) -> Rect {
        if !self.has_parts {
            return if at == 0 { self.strip } else { row(self.strip, u16::MAX) };
        }
        let gap = if self.strip.width >= STREAMS { 3 } else { 2 };
        let inner = self.strip.width.saturating_sub(2);
        let wide = inner.saturating_sub(3 * gap) / 4;
        let x = self.strip.x + 1 + at * (wide + gap);
        // The last one takes what the division has left over.
        let wide = if at == 3 { (self.strip.x + 1 + inner).saturating_sub(x) } else { wide };
        Rect { x, width: wide, ..self.strip }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_stay_within_the_area_at_any_size() {
        for width in [0, 1, 20, 40, 80, 99, 120, 200] {
            for height in 0..50 {
                for verdict in 0..5 {
                    let area = Rect::new(3, 4, width, height);
                    let layout = Layout::of(area, verdict);
                    for part in [layout.head, layout.verdict, layout.strip, layout.list] {
                        assert!(part.bottom() <= area.bottom(), "{width}x{height}: {part:?}");
                    }
                    assert!(layout.part(3).right() <= area.right().max(area.x + 1));
                    assert!(height < 2 || layout.list.height > 0, "{width}x{height}: no list");
                }
            }
        }
    }
}
