//! Which roles are in the room, and which role an entry asks for that is not. Pure.

use crate::domain::board::Entry;
use crate::journal::record::WorkshopPlan;
use crate::text::Text;

/// The roles in the room, in lower case; empty if not all are known.
pub(super) fn roles_here(plan: &WorkshopPlan) -> Vec<String> {
    // Somebody whose role nobody said may be of any, so nothing can be said about who is not here.
    let roles: Option<Vec<String>> =
        plan.people.iter().map(|person| Some(person.role.as_ref()?.to_lowercase())).collect();
    roles.unwrap_or_default()
}

/// The role that knows about an entry if nobody of it is in the room.
pub(super) fn absent_role(row: &Entry, here: &[String]) -> Option<Text> {
    row.role.clone().filter(|role| !here.is_empty() && !here.contains(&role.to_lowercase()))
}
