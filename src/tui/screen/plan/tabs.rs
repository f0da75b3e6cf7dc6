//! The line of the phases above the plan, and what lies out of sight.

use ratatui::layout::Rect;

use super::PlanScreen;
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::Canvas;

/// How the words begin that say where the rest of the map is.
const MORE: &str = "more";

impl PlanScreen {
    pub(super) fn draw_tabs(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        if area.height == 0 {
            return;
        }
        let theme = canvas.theme;
        let titles: Vec<String> =
            self.map.phases.iter().map(|phase| format!("Phase {} {}", phase.no, phase.title)).collect();
        let whole: usize = titles.iter().map(|title| text::width(title) + 3).sum();
        // A filter needs the room to say what it shows, and a map that goes on to say that it does.
        let hint = self.hint();
        let needed = if hint.starts_with(MORE) { text::width(&hint) + 3 } else { 0 };
        let is_tight = whole + needed > usize::from(area.width) || self.narrowed.holds();
        let mut x = area.x + 1;
        for (at, (title, phase)) in titles.iter().zip(&self.map.phases).enumerate() {
            let is_here = at == self.phase;
            let words = match (is_here, is_tight) {
                (true, _) => format!("[{title}]"),
                (false, false) => format!(" {title} "),
                (false, true) => format!(" {} ", phase.no),
            };
            let style = if is_here { theme.tab } else { theme.normal };
            x += canvas.put(x, area.y, area.right().saturating_sub(x), &words, style) + u16::from(!is_tight);
        }
        let rest = Rect { x, width: area.right().saturating_sub(x + 1), ..area };
        let fits = |words: &&String| text::width(words) + 2 <= usize::from(rest.width);
        // What a filter leaves out is said before where the rest of the map is.
        let phrases = self.narrowed.phrases(&self.map, self.phase, ctx);
        if let Some(words) = phrases.iter().find(fits) {
            canvas.put_right(rest, words, theme.strong);
        } else if let Some(hint) = Some(&hint).filter(fits) {
            canvas.put_right(rest, hint, theme.dim);
        }
    }

    /// What lies above and below what is seen, or how to get to the next phase.
    fn hint(&self) -> String {
        let height = usize::from(self.parts.map.height);
        let len = if self.is_map() { self.layout.height } else { self.lines.len() };
        let above = self.scroll.top;
        let below = len.saturating_sub(self.scroll.top + height);
        match (above, below) {
            (0, 0) if self.map.phases.len() > 1 => "Tab next phase".to_owned(),
            (0, 0) => String::new(),
            (0, _) => format!("{MORE} ↓"),
            (_, 0) => format!("{MORE} ↑"),
            _ => format!("{MORE} ↑ ↓"),
        }
    }
}
