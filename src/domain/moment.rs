//! The present moment, passed in from outside, so that answers can be tested.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// Now, here.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    pub now: Timestamp,
    /// The zone that days and clock times are shown in.
    pub zone: TimeZone,
    /// The day of `now` in `zone`.
    pub today: Date,
}

impl Moment {
    /// The moment that is `now` in `zone`.
    pub fn new(now: Timestamp, zone: TimeZone) -> Moment {
        let today = now.to_zoned_datetime(zone.clone()).date();
        Moment { now, zone, today }
    }

    /// Another day in the same zone.
    pub fn on(&self, day: Date) -> Today {
        Today { day, zone: self.zone.clone() }
    }

    /// `at` on the clocks of the zone.
    pub fn local(&self, at: Timestamp) -> ZonedDateTime {
        at.to_zoned_datetime(self.zone.clone())
    }

    /// `Fri 20 Nov`, with the year if it is another one.
    pub fn day(&self, day: Date) -> String {
        let form = if day.year() == self.today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
        day.strftime(form).to_string()
    }

    /// `16:42` for a time of today, `Thu 16:42` within the last week, else its day.
    pub fn time(&self, at: Timestamp) -> String {
        let local = self.local(at);
        match days_between(local.date(), self.today) {
            0 => local.strftime("%H:%M").to_string(),
            1..=6 => local.strftime("%a %H:%M").to_string(),
            _ => self.day(local.date()),
        }
    }
}

/// The day on which a project is laid out, and the zone whose days answers are dated by.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    pub day: Date,
    pub zone: TimeZone,
}

impl From<&Moment> for Today {
    fn from(moment: &Moment) -> Today {
        moment.on(moment.today)
    }
}

impl From<Date> for Today {
    /// A day without a place is one of UTC.
    fn from(day: Date) -> Today {
        Today { day, zone: TimeZone::UTC }
    }
}

/// The days between two days; negative if `to` is the earlier one.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Seconds as minutes, a begun one counted whole.
pub fn whole_minutes(seconds: u64) -> u32 {
    u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX)
}
