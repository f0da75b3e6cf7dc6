//! A heading: a word and a thin rule, with something to compare at its right end.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::{Canvas, cells};
use crate::text;

/// A heading over a part of a screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Heading<'a> {
    pub title: &'a str,
    /// At the right end of the rule; empty for none.
    pub right: &'a str,
    /// Whether the part has the focus.
    pub is_focused: bool,
}

impl Heading<'_> {
    /// Draws `Our answer ──────── on the record` over `area`'s first row.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        if area.height == 0 || area.width == 0 {
            return;
        }
        let style = if self.is_focused { canvas.theme.focus } else { canvas.theme.heading };
        let wanted = cells(text::width(self.right));
        // Below a few cells of rule the words on the right go first.
        let is_tight = cells(text::width(self.title)).saturating_add(wanted).saturating_add(4) > area.width;
        let right = if self.right.is_empty() || is_tight { 0 } else { wanted };
        let used = canvas.put(area.x, area.y, area.width, self.title, style);
        let start = area.x + if used > 0 { used + 1 } else { 0 };
        let end = if right > 0 { area.right() - right - 1 } else { area.right() };
        if start < end {
            canvas.rule(Rect { x: start, width: end - start, height: 1, ..area });
        }
        if right > 0 {
            canvas.put(area.right() - right, area.y, right, self.right, canvas.theme.normal);
        }
    }
}

/// Draws a rule with words set into it: `─ Design 42 · » doing ─────`.
pub fn inlaid(canvas: &mut Canvas<'_>, area: Rect, words: &str, style: Style) {
    if area.height == 0 {
        return;
    }
    canvas.rule(area);
    let room = area.width.saturating_sub(4);
    if words.is_empty() || room == 0 {
        return;
    }
    canvas.put(area.x + 1, area.y, 1, " ", style);
    let used = canvas.put(area.x + 2, area.y, room, words, style);
    canvas.put(area.x + 2 + used, area.y, 1, " ", style);
}
