//! What is left over time as numbers to draw: the weeks, the target, and what the pace would mean.

use jiff::civil::Date;

use crate::domain::moment::Moment;
use crate::domain::pace::{Forecast, Pace};
use crate::text::Text;

/// A chart of what is left.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub title: Text,
    /// The same in a sentence, for those who cannot see it.
    pub description: Text,
    /// A day with what was left at its end, in order of time; at least two.
    pub points: Vec<(Date, u32)>,
    /// Each week with its Monday and what was settled in it.
    pub weeks: Vec<(Date, u32)>,
    pub today: Date,
    pub target: Option<Date>,
    /// When nothing would be left at the present pace.
    pub forecast: Option<Date>,
}

impl Chart {
    /// The chart of a pace; `None` if there are not two points to join.
    pub fn of(pace: &Pace, moment: &Moment) -> Option<Chart> {
        let first = pace.weeks.first()?;
        // Before the first answer everything was left.
        let mut points = vec![(first.monday, pace.total)];
        for week in &pace.weeks {
            let sunday = week.monday.saturating_add(jiff::Span::new().days(6));
            points.push((sunday.min(moment.today), week.left));
        }
        points.dedup_by_key(|(day, _)| *day);
        let forecast = match pace.forecast {
            Forecast::Weeks { day, .. } => Some(day),
            Forecast::Finished | Forecast::TooLittle | Forecast::Far => None,
        };
        let start = moment.day(first.monday);
        let description =
            format!("{} were left on {start}, {} of {} are left today.", pace.total, pace.left, pace.total);
        Some(Chart {
            title: Text::line("Entries left over time"),
            description: Text::line(&format!("{description} {}", pace.sentence(moment))),
            points,
            weeks: pace.weeks.iter().map(|week| (week.monday, week.settled)).collect(),
            today: moment.today,
            target: pace.target,
            forecast,
        })
        .filter(|chart| chart.points.len() > 1)
    }
}
