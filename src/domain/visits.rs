//! How long a workshop was at each of its entries, before the first and in the closing, by its record alone. Pure.

use crate::journal::answers::Workshop;
use crate::pack::model::EntryId;

/// How long a workshop was at one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryVisit {
    pub id: EntryId,
    pub seconds: u64,
}

/// How long a workshop was at each entry after `used` seconds, in the order in which it came to them.
///
/// An entry it came back to is there once, with the sum.
pub fn stays(workshop: &Workshop, used: u64) -> Vec<EntryVisit> {
    let ends = workshop.stops.iter().skip(1).map(|(_, at)| *at).chain([end_of_entries(workshop, used)]);
    let mut found: Vec<EntryVisit> = Vec::new();
    for ((id, from), to) in workshop.stops.iter().zip(ends) {
        let seconds = to.saturating_sub(*from);
        match found.iter_mut().find(|stay| stay.id == *id) {
            Some(stay) => stay.seconds += seconds,
            None => found.push(EntryVisit { id: id.clone(), seconds }),
        }
    }
    found
}

/// How long a closed workshop was at each entry, as far as that is known.
///
/// If nobody said when the closing began, the last entry's time has the closing in it and tells nothing.
pub fn measured(workshop: &Workshop) -> Vec<EntryVisit> {
    let Some((used, _)) = workshop.closed else { return Vec::new() };
    let last = workshop.stops.last().map(|(id, _)| id).filter(|_| workshop.closing.is_none());
    stays(workshop, used).into_iter().filter(|stay| Some(&stay.id) != last).collect()
}

/// The seconds before the first entry; all of them if it came to none.
pub fn opening_seconds(workshop: &Workshop, used: u64) -> u64 {
    workshop.stops.first().map_or(end_of_entries(workshop, used), |(_, at)| *at)
}

/// The seconds from the beginning of the closing on.
pub fn closing_seconds(workshop: &Workshop, used: u64) -> u64 {
    used.saturating_sub(end_of_entries(workshop, used))
}

fn end_of_entries(workshop: &Workshop, used: u64) -> u64 {
    workshop.closing.unwrap_or(used).min(used)
}
