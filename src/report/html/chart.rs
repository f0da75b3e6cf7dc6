//! The chart of what is left, as SVG: one falling line, a bar a week, the target, and where the pace would lead.

use jiff::civil::Date;

use super::write::Html;
use crate::domain::moment::{Moment, days_between};
use crate::report::chart::Chart;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 742.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 222.0;
/// Where the bars of what was settled a week are.
const BARS_TOP: f64 = 246.0;
const BARS_BOTTOM: f64 = 280.0;
/// No more dates than this are below the chart.
const MOST_LABELS: i32 = 10;

/// Draws the chart.
pub(super) fn draw(html: &mut Html, chart: &Chart, key: &str, moment: &Moment) {
    let axes = Axes::of(chart);
    let (title, desc) = (format!("{key}-title"), format!("{key}-desc"));
    html.el("figure", &[], |html| {
        let label = format!("{title} {desc}");
        let view = format!("0 0 {WIDTH} {HEIGHT}");
        let attributes =
            [("class", "chart"), ("viewBox", view.as_str()), ("role", "img"), ("aria-labelledby", &label)];
        html.el("svg", &attributes, |html| {
            html.el("title", &[("id", &title)], |html| html.text(&chart.title));
            html.el("desc", &[("id", &desc)], |html| html.text(&chart.description));
            grid(html, &axes, chart, moment);
            line(html, &axes, chart);
            marks(html, &axes, chart, moment);
            bars(html, &axes, chart);
        });
    });
}

/// Turns days and numbers into places.
struct Axes {
    first: Date,
    days: f64,
    most: u32,
    step: u32,
}

impl Axes {
    fn of(chart: &Chart) -> Axes {
        let first = chart.points.first().map_or(chart.today, |(day, _)| *day);
        let ends = [Some(chart.today), chart.target, chart.forecast];
        let last = ends.into_iter().flatten().max().unwrap_or(chart.today);
        let highest = chart.points.iter().map(|(_, left)| *left).max().unwrap_or(1).max(1);
        // Round steps, at most five of them.
        let step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000]
            .into_iter()
            .find(|step| highest.div_ceil(*step) <= 5);
        let step = step.unwrap_or(highest);
        Axes {
            first,
            days: f64::from(days_between(first, last).max(7)),
            most: highest.div_ceil(step) * step,
            step,
        }
    }

    fn x(&self, day: Date) -> f64 {
        LEFT + (RIGHT - LEFT) * f64::from(days_between(self.first, day)) / self.days
    }

    fn y(&self, left: u32) -> f64 {
        BOTTOM - (BOTTOM - TOP) * f64::from(left) / f64::from(self.most)
    }
}

fn grid(html: &mut Html, axes: &Axes, chart: &Chart, moment: &Moment) {
    for number in (0..=axes.most).step_by(usize::try_from(axes.step).unwrap_or(1)) {
        let y = place(axes.y(number));
        let attributes =
            [("class", "grid"), ("x1", &place(LEFT)), ("x2", &place(RIGHT)), ("y1", &y), ("y2", &y)];
        html.shape("line", &attributes.map(|(name, value)| (name, value as &str)));
        words(html, "label end", LEFT - 6.0, axes.y(number) + 4.0, &number.to_string());
    }
    // Mondays, as many as there is room for.
    let weeks = days_between(axes.first, chart.today).max(0) / 7 + 1;
    let every = usize::try_from(weeks.max(1).div_ceil_by(MOST_LABELS)).unwrap_or(1);
    for (monday, _) in chart.weeks.iter().step_by(every.max(1)) {
        words(html, "label start", axes.x(*monday), BOTTOM + 15.0, &monday.strftime("%-d %b").to_string());
    }
    let _ = moment;
}

trait DivCeilBy {
    fn div_ceil_by(self, by: i32) -> i32;
}

impl DivCeilBy for i32 {
    fn div_ceil_by(self, by: i32) -> i32 {
        (self + by - 1) / by
    }
}

fn line(html: &mut Html, axes: &Axes, chart: &Chart) {
    let points: Vec<String> = chart
        .points
        .iter()
        .map(|(day, left)| format!("{},{}", place(axes.x(*day)), place(axes.y(*left))))
        .collect();
    let (Some((first, _)), Some((last, left))) = (chart.points.first(), chart.points.last()) else { return };
    let area = format!(
        "{} {},{} {},{}",
        points.join(" "),
        place(axes.x(*last)),
        place(BOTTOM),
        place(axes.x(*first)),
        place(BOTTOM)
    );
    html.shape("polygon", &[("class", "area"), ("points", &area)]);
    html.shape("polyline", &[("class", "line"), ("points", &points.join(" "))]);
    html.shape(
        "circle",
        &[("class", "dot"), ("cx", &place(axes.x(*last))), ("cy", &place(axes.y(*left))), ("r", "3.5")],
    );
    words(html, "label strong start", axes.x(*last) + 7.0, axes.y(*left) - 7.0, &format!("{left} left"));
    if let Some(day) = chart.forecast {
        let attributes = [
            ("class", "ahead".to_owned()),
            ("x1", place(axes.x(*last))),
            ("y1", place(axes.y(*left))),
            ("x2", place(axes.x(day))),
            ("y2", place(BOTTOM)),
        ];
        html.shape("line", &attributes.each_ref().map(|(name, value)| (*name, value.as_str())));
    }
}

fn marks(html: &mut Html, axes: &Axes, chart: &Chart, moment: &Moment) {
    let target = chart.target.map(|day| ("target", day, format!("target {}", moment.day(day))));
    let today = ("today", chart.today, "today".to_owned());
    for (class, day, label) in std::iter::once(today).chain(target) {
        let x = axes.x(day).clamp(LEFT, RIGHT);
        let attributes = [
            ("class", class.to_owned()),
            ("x1", place(x)),
            ("x2", place(x)),
            ("y1", place(TOP - 8.0)),
            ("y2", place(BOTTOM)),
        ];
        html.shape("line", &attributes.each_ref().map(|(name, value)| (*name, value.as_str())));
        // Words near the right edge stand to the left of their line.
        let (place_class, shift) = if x > RIGHT - 110.0 { ("label end", -4.0) } else { ("label start", 4.0) };
        let height = if class == "today" { TOP - 1.0 } else { TOP - 12.0 };
        words(html, place_class, x + shift, height, &label);
    }
}

fn bars(html: &mut Html, axes: &Axes, chart: &Chart) {
    let most = chart.weeks.iter().map(|(_, settled)| *settled).max().unwrap_or(0).max(1);
    let width = ((RIGHT - LEFT) * 7.0 / axes.days - 3.0).clamp(1.0, 26.0);
    for (monday, settled) in chart.weeks.iter().filter(|(_, settled)| *settled > 0) {
        let height = (BARS_BOTTOM - BARS_TOP) * f64::from(*settled) / f64::from(most);
        let attributes = [
            ("class", "bar".to_owned()),
            ("x", place(axes.x(*monday))),
            ("y", place(BARS_BOTTOM - height)),
            ("width", place(width)),
            ("height", place(height)),
        ];
        html.shape("rect", &attributes.each_ref().map(|(name, value)| (*name, value.as_str())));
        if width > 12.0 {
            words(
                html,
                "label middle",
                axes.x(*monday) + width / 2.0,
                BARS_BOTTOM + 13.0,
                &settled.to_string(),
            );
        }
    }
    words(html, "label end small", LEFT - 6.0, BARS_BOTTOM, "a week");
}

/// Writes words at a place.
fn words(html: &mut Html, class: &str, x: f64, y: f64, words: &str) {
    html.el("text", &[("class", class), ("x", &place(x)), ("y", &place(y))], |html| html.text(words));
}

/// A place with one digit after the point, the same on every machine.
fn place(value: f64) -> String {
    format!("{value:.1}")
}
