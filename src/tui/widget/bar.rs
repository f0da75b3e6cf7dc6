//! A bar: what is behind and what is ahead, over one length.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells};

/// Draws `━━━━━━────` over `area`'s first row for `done` of `all`.
///
/// Nothing done is an empty bar and everything a full one; all between shows a little of both.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, done: u32, all: u32) {
    if area.height == 0 {
        return;
    }
    let width = u32::from(area.width);
    let full = filled(done, all, width);
    let (behind, ahead) = canvas.theme.bar();
    let used: String = std::iter::repeat_n(behind, full as usize).collect();
    let rest: String = std::iter::repeat_n(ahead, (width - full) as usize).collect();
    let used_cells = cells(full as usize);
    canvas.put(area.x, area.y, used_cells, &used, canvas.theme.normal);
    canvas.put(area.x + used_cells, area.y, area.width - used_cells, &rest, canvas.theme.rule);
}

/// Draws `━━━━━━` over `area`'s first row, as long as `amount` is beside the largest of several.
pub fn draw_amount(canvas: &mut Canvas<'_>, area: Rect, amount: u32, most: u32) {
    if area.height == 0 {
        return;
    }
    let full = filled(amount, most, u32::from(area.width));
    let (behind, _) = canvas.theme.bar();
    let used: String = std::iter::repeat_n(behind, full as usize).collect();
    canvas.put(area.x, area.y, cells(full as usize), &used, canvas.theme.normal);
}

fn filled(done: u32, all: u32, width: u32) -> u32 {
    if all == 0 || done == 0 || width == 0 {
        return 0;
    }
    if done >= all {
        return width;
    }
    let exact = u64::from(done) * u64::from(width) / u64::from(all);
    u32::try_from(exact).unwrap_or(width).clamp(1, width.saturating_sub(1).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        assert_eq!(filled(0, 40, 18), 0);
        assert_eq!(filled(1, 400, 18), 1);
        assert_eq!(filled(399, 400, 18), 17);
        assert_eq!(filled(40, 40, 18), 18);
        assert_eq!(filled(1, 0, 18), 0);
        assert_eq!(filled(u32::MAX, u32::MAX, 18), 18);
    }
}
