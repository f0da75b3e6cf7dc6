//! Columns over time: one a week, with a line on the day that is aimed at and dots where the pace would lead.

use ratatui::layout::Rect;

use super::canvas::{Canvas, cells, row};
use crate::text;
use crate::tui::theme::Signs;

/// The widest that a column gets, its gap included.
const WIDEST: u16 = 9;
/// What the numbers at the left take.
const AXIS: u16 = 5;

/// A chart of columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chart {
    /// One a column, from the left; `None` if there is no number yet.
    pub values: Vec<Option<u32>>,
    /// Where dots are above the columns that have no value.
    pub dots: Vec<Option<u32>>,
    /// The number at the top.
    pub most: u32,
    /// The column with the upright line, and what is beside its top.
    pub mark: Option<(usize, String)>,
    /// What is below a column; if two would touch, the later one is left out.
    pub labels: Vec<String>,
}

impl Chart {
    /// How many columns fit into so many cells.
    pub fn fitting(width: u16) -> usize {
        usize::from(width.saturating_sub(AXIS) / 2)
    }

    /// Draws the chart: numbers at the left, columns, and below them the labels.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let n_columns = self.values.len().max(self.dots.len());
        if area.height < 3 || area.width <= AXIS + 2 || n_columns == 0 {
            return;
        }
        let theme = canvas.theme;
        let plot = Rect { x: area.x + AXIS, width: area.width - AXIS, height: area.height - 2, ..area };
        let wide = (plot.width / cells(n_columns)).clamp(1, WIDEST);
        let most = self.most.max(1);
        let top = Rect { width: AXIS - 1, ..row(area, 0) };
        canvas.put_right(top, &self.most.to_string(), theme.dim);
        let bottom = Rect { width: AXIS - 1, ..row(area, plot.height) };
        canvas.put_right(bottom, "0", theme.dim);
        canvas.rule(Rect { y: plot.bottom(), height: 1, ..plot });
        for at in 0..n_columns {
            let x = plot.x + cells(at).saturating_mul(wide);
            if x >= plot.right() {
                break;
            }
            let place = Rect { x, width: (wide - u16::from(wide > 1)).min(plot.right() - x), ..plot };
            match (self.values.get(at).copied().flatten(), self.dots.get(at).copied().flatten()) {
                (Some(value), _) => draw_column(canvas, place, value, most),
                (None, Some(value)) => {
                    let up = level(value, most, plot.height).div_ceil(8).min(plot.height).max(1);
                    let sign = if theme.signs == Signs::Ascii { "." } else { "•" };
                    canvas.put(place.x + place.width / 2, plot.bottom() - up, 1, sign, theme.dim);
                }
                (None, None) => {}
            }
        }
        self.draw_mark(canvas, plot, wide);
        self.draw_labels(canvas, row(area, area.height - 1), wide);
    }

    fn draw_mark(&self, canvas: &mut Canvas<'_>, plot: Rect, wide: u16) {
        let Some((at, words)) = &self.mark else { return };
        let theme = canvas.theme;
        let x = plot.x + cells(*at).saturating_mul(wide) + wide.saturating_sub(1);
        if x >= plot.right() {
            return;
        }
        for y in plot.top()..plot.bottom() {
            canvas.put(x, y, 1, theme.upright(), theme.milestone);
        }
        let long = cells(text::width(words));
        let room = plot.right().saturating_sub(x + 2);
        let from = if long <= room { x + 2 } else { x.saturating_sub(long + 1) };
        if from >= plot.x {
            canvas.put(from, plot.y, long, words, theme.milestone);
        }
    }

    fn draw_labels(&self, canvas: &mut Canvas<'_>, place: Rect, wide: u16) {
        let mut free = place.x + AXIS;
        for (at, words) in self.labels.iter().enumerate() {
            let x = place.x + AXIS + cells(at).saturating_mul(wide);
            let long = cells(text::width(words));
            if words.is_empty() || x < free || x + long > place.right() {
                continue;
            }
            canvas.put(x, place.y, long, words, canvas.theme.dim);
            free = x + long + 2;
        }
    }
}

fn draw_column(canvas: &mut Canvas<'_>, place: Rect, value: u32, most: u32) {
    const EIGHTHS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let theme = canvas.theme;
    let mut eighths = level(value, most, place.height);
    // A little is more than nothing.
    if value > 0 {
        eighths = eighths.max(1);
    }
    let mut y = place.bottom();
    while eighths > 0 && y > place.top() {
        y -= 1;
        let part = eighths.min(8);
        eighths -= part;
        let sign = match theme.signs {
            Signs::Rich => EIGHTHS.get(usize::from(part) - 1).copied().unwrap_or_default(),
            Signs::Ascii if part >= 4 || y + 1 == place.bottom() => "#",
            Signs::Ascii => "",
        };
        for x in place.left()..place.right() {
            canvas.put(x, y, 1, sign, theme.normal);
        }
    }
}

/// The height of a value in eighths of a row.
fn level(value: u32, most: u32, height: u16) -> u16 {
    let exact = u64::from(value.min(most)) * u64::from(height) * 8 / u64::from(most.max(1));
    u16::try_from(exact).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::tui::theme::Theme;

    fn drawn(chart: &Chart, width: u16, height: u16, signs: Signs) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let theme = Theme::monochrome(signs);
        chart.draw(&mut Canvas::new(&mut buffer, &theme), Rect::new(0, 0, width, height));
        let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(row).collect()
    }

    fn chart() -> Chart {
        Chart {
            values: vec![Some(8), Some(4), Some(1), None],
            dots: vec![None, None, None, Some(0)],
            most: 8,
            mark: Some((3, "aim".to_owned())),
            labels: vec!["2 Nov".to_owned(), "9 Nov".to_owned(), "16 Nov".to_owned(), String::new()],
        }
    }

    #[test]
    fn columns_stand_on_the_line_as_high_as_their_value() {
        let expected = [
            "   8 ███        aim │",
            "     ███ ███ ▂▂▂  • │",
            "   0 ───────────────────",
            "     2 Nov   16 Nov",
        ];
        assert_eq!(drawn(&chart(), 24, 4, Signs::Rich), expected);
    }

    #[test]
    fn ascii_draws_nothing_else() {
        assert!(drawn(&chart(), 24, 8, Signs::Ascii).concat().is_ascii());
    }

    #[test]
    fn any_size_and_any_number_is_drawn() {
        let wild = Chart {
            values: vec![Some(u32::MAX), None, Some(0)],
            most: 0,
            mark: Some((900, "far".to_owned())),
            ..chart()
        };
        for (width, height) in [(0, 0), (1, 1), (6, 3), (8, 3), (9, 40), (200, 2)] {
            drawn(&wild, width, height, Signs::Rich);
            drawn(&chart(), width, height, Signs::Rich);
        }
    }
}
