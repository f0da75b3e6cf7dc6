//! Which scopes hold at the same time: a key can mean one thing only among them.

use super::KeyScope;
use super::KeyScope as On;

/// Every set of scopes that a screen or a popup has in front, nearest first. Where `Global`, `Overlay` and `Hits` join
/// them is said below.
#[rustfmt::skip]
const SETS: &[&[KeyScope]] = &[
    // Screens.
    &[On::Home, On::Entry, On::Move, On::Entries],
    &[On::Home, On::Capture, On::Move],
    &[On::Home, On::Milestone, On::Move],
    &[On::Milestone, On::Plan, On::Move, On::Entries],
    &[On::Plan, On::Entry, On::Move, On::Entries],
    &[On::Entry, On::Gate, On::Move, On::Entries],
    &[On::Milestone, On::Gate, On::Move, On::Entries],
    &[On::Workshops, On::Move],
    &[On::Draft, On::Move],
    &[On::Room, On::Entry],
    &[On::RoomStart, On::Room],
    &[On::RoomBreak],
    &[On::Closing],
    &[On::Follow],
    // Popups.
    &[On::Choose, On::Entry],
    &[On::Choose, On::Global],
    &[On::Milestone, On::Read],
    &[On::Switches, On::Choose],
    &[On::Conditions, On::Choose],
    &[On::Decide, On::Choose],
    &[On::Compare, On::Choose],
    &[On::Check, On::Entry],
    &[On::Questions, On::Choose],
    &[On::CaptureKind, On::Choose],
    &[On::Form, On::Pick, On::Choose],
    &[On::Facts, On::Choose],
    &[On::Projects, On::Choose],
    &[On::Confirm, On::Choose],
    &[On::Meanwhile, On::Choose],
    &[On::Hands, On::Choose],
    &[On::HandsShown, On::Choose],
    &[On::RoomAgenda, On::Choose],
    // Text fields.
    &[On::Form, On::Line],
    &[On::CaptureLine, On::Line],
    &[On::Area],
];

/// The scopes of popups: what is over the screen holds there, and what is everywhere does not.
const OF_POPUPS: &[KeyScope] = &[
    On::Choose,
    On::Read,
    On::Switches,
    On::Conditions,
    On::Decide,
    On::Compare,
    On::Check,
    On::Questions,
    On::CaptureKind,
    On::Form,
    On::Pick,
    On::Facts,
    On::Projects,
    On::Confirm,
    On::Meanwhile,
    On::Hands,
    On::HandsShown,
    On::RoomAgenda,
    On::Line,
    On::CaptureLine,
    On::Area,
];

/// Every set of scopes that can hold at the same time, nearest first.
pub fn sets() -> impl Iterator<Item = Vec<KeyScope>> {
    SETS.iter().map(|set| {
        let is_popup = set.iter().any(|scope| OF_POPUPS.contains(scope));
        let before = (!is_popup).then_some(On::Hits);
        let after = if is_popup { On::Overlay } else { On::Global };
        before.into_iter().chain(set.iter().copied()).chain([after]).collect()
    })
}

/// Whether the table of sets knows that these hold at the same time.
pub fn is_known(scopes: &[KeyScope]) -> bool {
    sets().any(|set| scopes.iter().all(|scope| set.contains(scope)))
}
