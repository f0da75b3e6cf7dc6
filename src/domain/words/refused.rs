//! The words of refusals that answers share.

use jiff::civil::Date;

use super::{Situation, name};
use crate::domain::refusal::Refusal;
use crate::journal::record::Status;
use crate::pack::model::EntryId;
use crate::text::quoted;

/// The status has no end, and one was given.
pub fn no_end(id: &EntryId, status: Status, situation: &Situation<'_>) -> Refusal {
    let name = name(id, situation);
    Refusal::new(format!("{name}: {} cannot have an end", quoted(status.word())))
        .hint("only done and waived can have an end")
}

/// The end is a day that has passed.
pub fn end_passed(day: Date) -> Refusal {
    Refusal::new(format!("the end {day} is in the past"))
        .hint("give today or a later date; the last day is included")
}

/// The pack has no such entry any more.
pub fn not_in_pack(id: &EntryId, situation: &Situation<'_>) -> Refusal {
    let name = name(id, situation);
    Refusal::new(format!("{name} is no longer in the pack, so it cannot be answered again"))
        .hint(format!("its answers stay: `golive show {id}`"))
}
