//! Where the parts of the review are: the answer first, then the strip, then the lists.

use ratatui::layout::Rect;

use crate::tui::widget::canvas::below;

/// From so many columns on the list says owners in a column of their own.
const OWNERS: u16 = 90;
/// From so many columns on the list says the workstream.
const STREAMS: u16 = 110;
/// From so many columns on the list has a column of days; below, the reason says them.
const DAYS: u16 = 100;
/// From so many columns on the list says reasons at all.
const REASONS: u16 = 60;
/// The rows that the answer takes at most.
pub(super) const VERDICT_ROWS: u16 = 3;
/// From so many rows of body on there is air between the parts.
const ROOMY: u16 = 26;

/// Where the parts are; those without height are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReviewLayout {
    /// The milestone, what counts, the target.
    pub(super) head: Rect,
    /// The answer, over one or two rows.
    pub(super) verdict: Rect,
    pub(super) strip: Rect,
    pub(super) list: Rect,
    /// Whether the strip has four parts beside each other; else it is one line.
    pub(super) has_parts: bool,
    /// Where those are; the first is the whole line if there is only one.
    parts: [Rect; 4],
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

impl ReviewLayout {
    /// The parts of `area`; the answer takes `verdict` rows if there is room, and the strip has four parts
    /// if those need no more than the width there is.
    pub(super) fn of(area: Rect, verdict: u16, needs: [u16; 4]) -> ReviewLayout {
        let columns = match area.width {
            STREAMS.. => Columns::All,
            DAYS.. => Columns::NoStream,
            OWNERS.. => Columns::NoDay,
            REASONS.. => Columns::Reason,
            _ => Columns::Title,
        };
        let has_parts = area.height >= 18 && beside(area, needs).is_some();
        let strip = match area.height {
            _ if has_parts => 5,
            7.. => 1,
            _ => 0,
        };
        let air = u16::from(area.height >= ROOMY);
        let head = u16::from(area.height >= 5);
        let verdict = verdict.clamp(1, if area.height >= 10 { VERDICT_ROWS } else { 1 });
        let parts = [head, air, verdict, air, strip, u16::from(strip > 0 && area.height >= 12)];
        let mut top = 0;
        let mut take = |rows: u16| {
            let place = below(area, top);
            top += rows;
            Rect { height: rows.min(place.height), ..place }
        };
        let [head, _, verdict, _, strip, _] = parts.map(&mut take);
        let whole_strip = [strip, Rect::default(), Rect::default(), Rect::default()];
        let parts = beside(strip, needs).filter(|_| has_parts).unwrap_or(whole_strip);
        ReviewLayout { head, verdict, strip, list: below(area, top), has_parts, parts, columns }
    }

    /// The place of one of the strip's four parts.
    pub(super) fn part(&self, at: u16) -> Rect {
        self.parts.get(usize::from(at)).copied().unwrap_or_default()
    }
}

/// Lays four parts of at least these widths beside each other; `None` if that does not fit. They are of equal width
/// if that is enough for each of them.
fn beside(strip: Rect, needs: [u16; 4]) -> Option<[Rect; 4]> {
    let gap = if strip.width >= STREAMS { 3 } else { 2 };
    let room = strip.width.saturating_sub(2).checked_sub(3 * gap)?;
    let needed = needs.iter().fold(0_u16, |sum, need| sum.saturating_add(*need));
    let over = room.checked_sub(needed)?;
    let equal = room / 4;
    let is_equal = needs.iter().all(|need| *need <= equal);
    let mut x = strip.x + 1;
    let mut parts = needs.map(|need| {
        let part = Rect { x, width: if is_equal { equal } else { need + over / 4 }, ..strip };
        x = part.right() + gap;
        part
    });
    // The last one takes what the division has left over.
    parts[3].width = (strip.right() - 1).saturating_sub(parts[3].x);
    Some(parts)
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
                    let layout = ReviewLayout::of(area, verdict, [20, 23, 19, 30]);
                    for part in [layout.head, layout.verdict, layout.strip, layout.list] {
                        assert!(part.bottom() <= area.bottom(), "{width}x{height}: {part:?}");
                    }
                    assert!(layout.part(3).right() <= area.right().max(area.x + 1));
                    assert!(height < 2 || layout.list.height > 0, "{width}x{height}: no list");
                }
            }
        }
    }

    #[test]
    fn each_part_of_the_strip_is_as_wide_as_it_needs_or_the_strip_is_one_line() {
        for width in 0..200 {
            let needs = [20, 23, 19, 30];
            let layout = ReviewLayout::of(Rect::new(3, 4, width, 30), 1, needs);
            assert_eq!(layout.has_parts, width >= 92 + 2 + if width >= STREAMS { 9 } else { 6 }, "{width}");
            if layout.has_parts {
                for (at, need) in (0..4).zip(needs) {
                    assert!(layout.part(at).width >= need, "{width}: part {at}");
                    assert!(at == 0 || layout.part(at - 1).right() < layout.part(at).x);
                }
                assert_eq!(layout.part(3).right(), layout.strip.right() - 1);
            }
        }
    }
}
