//! How fast a gate's entries get settled, as a chart with the target and what the pace would mean.

use jiff::civil::Date;
use ratatui::layout::Rect;

use super::Popup;
use crate::domain::dates;
use crate::domain::moment::days_between;
use crate::domain::pace::{self, Forecast, Pace};
use crate::pack::model::MilestoneId;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::popup::prompts;
use crate::tui::widget::canvas::{Canvas, below, inset, row};
use crate::tui::widget::chart::Chart;
use crate::tui::widget::rule::Heading;

/// A milestone further ahead is named, and the line stays outside.
const AHEAD: usize = 26;

/// The chart of a gate.
pub struct PaceChart {
    milestone: MilestoneId,
    pace: Fresh<Option<Pace>>,
}

impl PaceChart {
    /// The chart of a gate.
    pub fn new(milestone: MilestoneId) -> PaceChart {
        PaceChart { milestone, pace: Fresh::default() }
    }
}

impl Popup for PaceChart {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Milestone, KeyScope::Read]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let title = ctx.board.gate(&self.milestone).map(|gate| gate.title.to_string()).unwrap_or_default();
        ("What is left over time".to_owned(), format!("{} {title}", ctx.theme.milestone_mark()))
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Back => Outcome::Close,
            Action::Target => Outcome::open(prompts::target(&self.milestone, ctx)),
            Action::Quit => Outcome::Ignored,
            _ => Outcome::Stay,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let Some(pace) = &*self.pace else { return };
        let theme = canvas.theme;
        let inner = inset(area, 2, 2);
        let mut top = u16::from(area.height >= 14);
        for line in text::wrap(&pace.sentence(ctx.moment), usize::from(inner.width)) {
            let spot = row(inner, top);
            if spot.height > 0 {
                canvas.put(spot.x, spot.y, spot.width, &line, theme.strong);
            }
            top += 1;
        }
        if pace.weeks.is_empty() {
            return;
        }
        let air = u16::from(area.height >= 14);
        let rest = below(inner, top + air);
        let second = if rest.height >= 14 { (rest.height / 3).max(6) } else { 0 };
        let first = Rect { height: rest.height - second, ..rest };
        let right = format!("{} of {} left", pace.left, pace.total);
        Heading { title: "Left at the end of each week", right: &right, is_focused: false }
            .draw(canvas, first);
        let charts = charts(pace, inner.width, ctx);
        let plot = below(first, 1);
        charts.left.draw(canvas, Rect { height: plot.height.saturating_sub(air), ..plot });
        if second > 0 {
            let lower = below(rest, first.height);
            let right = match pace.base {
                Some((settled, monday)) => format!("{settled} since {}", ctx.moment.day(monday)),
                None => String::new(),
            };
            Heading { title: "Settled in each week", right: &right, is_focused: false }.draw(canvas, lower);
            charts.settled.draw(canvas, below(lower, 1));
        }
    }

    fn settle(&mut self, _area: Rect, ctx: &Ctx<'_>) {
        let look = || pace::of_gate(ctx.board, ctx.answers(), ctx.moment, &self.milestone);
        self.pace.sync(ctx.revision, (), look);
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::PageDown
    }
}

struct Charts {
    left: Chart,
    settled: Chart,
}

/// Lays out the weeks that fit: the newest behind, and as many ahead as target and forecast need.
fn charts(pace: &Pace, width: u16, ctx: &Ctx<'_>) -> Charts {
    let today = ctx.moment.today;
    let fits = Chart::fitting(width).max(2);
    let this_week = pace.weeks.last().map_or(today, |week| week.monday);
    let week_of = |day: Date| usize::try_from(days_between(this_week, day).div_euclid(7)).ok();
    let forecast = match pace.forecast {
        Forecast::Weeks { day, .. } => week_of(day),
        Forecast::Finished | Forecast::TooLittle | Forecast::Far => None,
    };
    let target = pace.target.and_then(week_of).filter(|weeks| *weeks <= AHEAD);
    let ahead = target.into_iter().chain(forecast).max().unwrap_or(0).min(AHEAD).min(fits / 2);
    let weeks = pace.weeks.get(pace.weeks.len().saturating_sub(fits - ahead)..).unwrap_or_default();
    let now = weeks.len().saturating_sub(1);
    let labels: Vec<String> = weeks
        .iter()
        .map(|week| week.monday)
        .chain((1..=ahead).filter_map(|week| {
            let days = i64::try_from(week * 7).ok()?;
            this_week.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
        }))
        .map(|day| dates::short(day, today))
        .collect();
    let dots = forecast.filter(|weeks| *weeks > 0).map(|last| falling(pace.left, last, now, ahead));
    let mark = |words: String| target.filter(|weeks| *weeks <= ahead).map(|weeks| (now + weeks, words));
    let aim = pace.target.map(|day| format!("target {}", dates::short(day, today))).unwrap_or_default();
    Charts {
        left: Chart {
            values: weeks.iter().map(|week| Some(week.left)).collect(),
            dots: dots.unwrap_or_default(),
            most: pace.total,
            mark: mark(aim),
            labels: labels.clone(),
        },
        settled: Chart {
            values: weeks.iter().map(|week| Some(week.settled)).collect(),
            // Keeps the columns of both charts under each other.
            dots: vec![None; weeks.len() + ahead],
            most: weeks.iter().map(|week| week.settled).max().unwrap_or(0),
            mark: None,
            labels,
        },
    }
}

/// The way from what is left now to nothing, one dot a week.
fn falling(left: u32, last: usize, now: usize, ahead: usize) -> Vec<Option<u32>> {
    let step = |week: usize| {
        let rest = u64::from(left) * (last.saturating_sub(week)) as u64 / last.max(1) as u64;
        u32::try_from(rest).ok()
    };
    let before = std::iter::repeat_n(None, now + 1);
    before.chain((1..=ahead).map(|week| if week <= last { step(week) } else { None })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_falls_to_nothing_in_its_last_week() {
        assert_eq!(falling(9, 3, 1, 4), [None, None, Some(6), Some(3), Some(0), None]);
        assert_eq!(falling(9, 1, 0, 0), [None]);
    }
}
