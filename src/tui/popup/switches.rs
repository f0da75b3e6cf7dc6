//! Rows that are switched on and off under headings: what the filters of lists, plan and review have in common.

use crate::tui::widget::list::{List, Row};

/// Groups of rows as a list, each under its heading.
pub fn groups<T>(groups: Vec<(&'static str, Vec<T>)>) -> List<T> {
    let rows = groups.into_iter().flat_map(|(heading, rows)| {
        std::iter::once(Row::heading(heading)).chain(rows.into_iter().map(Row::Entry))
    });
    List::new(rows.collect())
}

/// Switches a value on or off: takes it out of the list, or puts it in.
pub fn toggle<T: PartialEq>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|one| *one == value) {
        Some(at) => _ = list.remove(at),
        None => list.push(value),
    }
}
