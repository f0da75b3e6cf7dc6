//! The words of refusals that answers share.

use jiff::civil::Date;

use super::{Situation, name};
use crate::domain::dates;
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

/// Refuses an entry to which nothing can be written: an item that was removed, or one that the pack no longer has.
pub fn unless_there(id: &EntryId, situation: &Situation<'_>) -> Result<(), Refusal> {
    match situation.board.entry(situation.answers, id) {
        Some(_) => Ok(()),
        None => Err(gone(id, situation)),
    }
}

/// The entry is gone: removed, if it was one of the project's own, or no longer in the pack.
pub fn gone(id: &EntryId, situation: &Situation<'_>) -> Refusal {
    if let Some(refusal) = removed(id, situation) {
        return refusal;
    }
    let name = name(id, situation);
    Refusal::new(format!("{name} is no longer in the pack, so nothing is written to it"))
        .hint(format!("its answers stay: `golive show {id}`"))
}

/// An item of the project's own was removed: by whom, and when; `None` if it was not.
pub fn removed(id: &EntryId, situation: &Situation<'_>) -> Option<Refusal> {
    let field = situation.answers.own_items.get(id)?;
    let removal = field.removed()?;
    let title = field
        .writes()
        .last()
        .map_or_else(|| name(id, situation).to_string(), |item| item.value.title.to_string());
    let day = dates::long(situation.moment.local(removal.at).date(), situation.moment.today);
    let what = format!("{} was removed by {} on {day}", quoted(&title), removal.by);
    Some(Refusal::new(what).hint("undo brings it back, if nothing else was changed since; else add it again"))
}
