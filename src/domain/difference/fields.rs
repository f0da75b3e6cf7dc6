//! Which fields of an entry are not as they were, in words.

use jiff::civil::Date;

use super::EntryDifference;
use crate::domain::filter::NOBODY;
use crate::domain::moment::Moment;
use crate::domain::words::reason::state;
use crate::journal::record::ReviewedEntry;

/// One field of an entry that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The word of JSON: `owner`.
    pub field: &'static str,
    /// `owner Ana, was nobody`
    pub phrase: String,
}

impl EntryDifference {
    /// The fields that differ, what an entry's state says first; none where it was not looked at at one of the times.
    pub fn changes(&self, day: &dyn Fn(Date) -> String) -> Vec<FieldChange> {
        let (Some(before), Some(after)) = (&self.before, &self.after) else { return Vec::new() };
        let mut found = Vec::new();
        let mut changed = |field, phrase: String| found.push(FieldChange { field, phrase });
        let (was, is) = (state(before, day), state(after, day));
        if was != is {
            let field = if before.status == after.status { "why" } else { "status" };
            changed(field, format!("{is}, was {was}"));
        }
        if before.owner != after.owner {
            changed("owner", format!("owner {}, was {}", owner(after), owner(before)));
        }
        match (before.due, after.due) {
            (before, after) if before == after => {}
            (Some(then), Some(now)) => {
                changed("due", format!("due {}, was {}", day(now), day(then)));
            }
            (None, Some(now)) => changed("due", format!("due {}, had no date", day(now))),
            (Some(then), None) => changed("due", format!("no date, was due {}", day(then))),
            (None, None) => {}
        }
        if before.level != after.level {
            changed("level", format!("{}, was {}", after.level.word(), before.level.word()));
        }
        match (&before.reason, &after.reason) {
            (then, now) if then == now => {}
            // What it is blocked by stands in the state already.
            (_, Some(now)) if is.contains(now.as_str()) => {}
            (_, Some(now)) => changed("reason", format!("reason: {}", now.glimpse())),
            (_, None) => changed("reason", "no reason any more".to_owned()),
        }
        if before.title != after.title {
            changed("title", format!("the title was: {}", before.title));
        } else if before.name != after.name {
            changed("name", format!("was called {}", before.name));
        }
        if before.represented != after.represented {
            let phrase = if after.represented { "its items stand for it" } else { "it stands for itself" };
            changed("items", format!("{phrase} now"));
        }
        found
    }

    /// The same in one line: `owner Ana, was nobody; due Fri 4 Dec, had no date`.
    pub fn changes_phrase(&self, moment: &Moment) -> String {
        let changes = self.changes(&|day| moment.day(day));
        changes.iter().map(|change| change.phrase.as_str()).collect::<Vec<_>>().join("; ")
    }
}

fn owner(seen: &ReviewedEntry) -> &str {
    seen.owner.as_ref().map_or(NOBODY, |owner| owner.as_str())
}
