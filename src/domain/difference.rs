//! What has changed between two times: two reviews, or a review and now.
//!
//! A difference names each entry that is not as it was, once, in one group; applied to the old snapshot it gives the
//! new one.

use std::collections::{BTreeMap, BTreeSet};

use super::snapshot::{Snapshot, is_counted, is_left};
use crate::journal::record::{AnswerLapse, CaptureId, ReviewedEntry, Status};
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::Text;

mod fields;
#[cfg(test)]
mod tests;

pub use fields::FieldChange;

/// What has become of an entry, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// It was left and is no longer.
    NewlySettled,
    /// What it was waived or done until has come.
    Ended,
    /// It was behind, and the pack words it differently since.
    LookAgain,
    /// It was behind and is left again.
    Reopened,
    /// It was not looked at before: a question brought it, the project added it, or a topic is in progress by itself.
    NewlyOpen,
    /// It is left as before, or behind as before, in other words.
    Reworded,
    /// Another version of the pack has it.
    New,
    /// It is not looked at any more: gone from the pack, or set aside.
    Gone,
    /// Its status, owner, day or reason is another one.
    Changed,
}

impl DifferenceKind {
    /// All of them, the strongest first.
    pub const ALL: [DifferenceKind; 9] = [
        DifferenceKind::NewlySettled,
        DifferenceKind::Ended,
        DifferenceKind::LookAgain,
        DifferenceKind::Reopened,
        DifferenceKind::NewlyOpen,
        DifferenceKind::Reworded,
        DifferenceKind::New,
        DifferenceKind::Gone,
        DifferenceKind::Changed,
    ];

    /// The words of screens and reports.
    pub fn phrase(self) -> &'static str {
        match self {
            DifferenceKind::NewlySettled => "newly settled",
            DifferenceKind::Ended => "waiver ended",
            DifferenceKind::LookAgain => "look again",
            DifferenceKind::Reopened => "reopened",
            DifferenceKind::NewlyOpen => "newly open",
            DifferenceKind::Reworded => "worded differently",
            DifferenceKind::New => "new in the pack",
            DifferenceKind::Gone => "no longer looked at",
            DifferenceKind::Changed => "otherwise changed",
        }
    }

    /// The word of JSON: `newly_settled`.
    pub fn word(self) -> &'static str {
        match self {
            DifferenceKind::NewlySettled => "newly_settled",
            DifferenceKind::Ended => "ended",
            DifferenceKind::LookAgain => "look_again",
            DifferenceKind::Reopened => "reopened",
            DifferenceKind::NewlyOpen => "newly_open",
            DifferenceKind::Reworded => "reworded",
            DifferenceKind::New => "new",
            DifferenceKind::Gone => "gone",
            DifferenceKind::Changed => "changed",
        }
    }
}

/// Why an entry is not looked at any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// It does not apply to the project now: a project question, or another kind of project.
    SetAside,
    /// The pack has it no longer.
    NotInPack,
    /// The pack has it, and this milestone does not look at it; or nothing more is known.
    NotLookedAt,
}

impl Absence {
    /// The words of screens and reports.
    pub fn phrase(self) -> &'static str {
        match self {
            Absence::SetAside => "set aside",
            Absence::NotInPack => "gone from the pack",
            Absence::NotLookedAt => "no longer looked at",
        }
    }

    /// The word of JSON: `set_aside`.
    pub fn word(self) -> &'static str {
        match self {
            Absence::SetAside => "set_aside",
            Absence::NotInPack => "not_in_pack",
            Absence::NotLookedAt => "not_looked_at",
        }
    }

    /// Why an entry is not among those of a snapshot.
    fn of(id: &EntryId, new: &Snapshot, same_pack: bool) -> Absence {
        match new.beside.as_ref().map(|beside| beside.get(id)) {
            Some(Some(false)) => Absence::SetAside,
            Some(None) => Absence::NotInPack,
            // A closed review keeps what it found; with the same words only an answer can have set it aside.
            None if same_pack => Absence::SetAside,
            Some(Some(true)) | None => Absence::NotLookedAt,
        }
    }
}

/// One entry that is not as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryDifference {
    pub group: DifferenceKind,
    /// `None` if it was not looked at before.
    pub before: Option<ReviewedEntry>,
    /// `None` if it is not looked at any more.
    pub after: Option<ReviewedEntry>,
    /// Why it is not, if it is not.
    pub absence: Option<Absence>,
}

impl EntryDifference {
    /// The entry as it was seen last.
    pub fn seen(&self) -> &ReviewedEntry {
        self.after.as_ref().or(self.before.as_ref()).expect("an entry was seen before or after")
    }
}

/// One of the two times that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedSnapshot {
    /// Which gate was looked at; `None` for the whole project.
    pub gate: Option<(MilestoneId, Text)>,
    pub pack: Text,
    pub version: Text,
    pub left: usize,
    pub total: usize,
}

impl ComparedSnapshot {
    fn of(snapshot: &Snapshot) -> ComparedSnapshot {
        ComparedSnapshot {
            gate: snapshot.gate.clone(),
            pack: snapshot.pack.clone(),
            version: snapshot.version.clone(),
            left: snapshot.left(),
            total: snapshot.total(),
        }
    }
}

/// What has changed from one snapshot to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub from: ComparedSnapshot,
    pub to: ComparedSnapshot,
    /// How many entries both look at, if they are of two milestones; only these are compared then.
    pub common: Option<usize>,
    /// By group, then in the new snapshot's order; what is gone comes in the old one's.
    pub moved: Vec<EntryDifference>,
    pub captures_added: BTreeSet<CaptureId>,
    pub captures_resolved: BTreeSet<CaptureId>,
    /// Resolved then, and open now.
    pub captures_reopened: BTreeSet<CaptureId>,
    /// In the old one alone: what was captured has been undone.
    pub captures_gone: BTreeSet<CaptureId>,
}

impl Difference {
    /// What has changed between two snapshots.
    pub fn between(old: &Snapshot, new: &Snapshot) -> Difference {
        let gate = |snapshot: &Snapshot| snapshot.gate.as_ref().map(|(id, _)| id.clone());
        if let (Some(one), Some(other)) = (gate(old), gate(new))
            && one != other
        {
            return Difference::of_two_milestones(old, new);
        }
        let same_pack = (&old.pack, &old.version) == (&new.pack, &new.version);
        let before: BTreeMap<&EntryId, &ReviewedEntry> =
            old.entries.iter().map(|seen| (&seen.id, seen)).collect();
        let after: BTreeSet<&EntryId> = new.entries.iter().map(|seen| &seen.id).collect();
        let mut moved: Vec<EntryDifference> = Vec::new();
        for now in &new.entries {
            let then = before.get(&now.id).copied();
            if let Some(group) = group(then, Some(now), same_pack) {
                let (before, after) = (then.cloned(), Some(now.clone()));
                moved.push(EntryDifference { group, before, after, absence: None });
            }
        }
        for then in old.entries.iter().filter(|then| !after.contains(&then.id)) {
            let absence = Some(Absence::of(&then.id, new, same_pack));
            moved.push(EntryDifference {
                group: DifferenceKind::Gone,
                before: Some(then.clone()),
                after: None,
                absence,
            });
        }
        moved.sort_by_key(|moved| (moved.group, moved.absence));
        let known: BTreeSet<&CaptureId> = old.captures.union(&old.resolved).collect();
        let all: BTreeSet<&CaptureId> = new.captures.union(&new.resolved).collect();
        Difference {
            from: ComparedSnapshot::of(old),
            to: ComparedSnapshot::of(new),
            common: None,
            moved,
            captures_added: all.difference(&known).copied().cloned().collect(),
            captures_resolved: new.resolved.difference(&old.resolved).cloned().collect(),
            captures_reopened: new.captures.intersection(&old.resolved).cloned().collect(),
            captures_gone: known.difference(&all).copied().cloned().collect(),
        }
    }

    /// Two milestones look at different entries, which says nothing of what has changed: compared is what both look
    /// at, and of the captures what became of those that both know.
    fn of_two_milestones(old: &Snapshot, new: &Snapshot) -> Difference {
        let ids = |snapshot: &Snapshot| -> BTreeSet<EntryId> {
            snapshot.entries.iter().map(|seen| seen.id.clone()).collect()
        };
        let both: BTreeSet<EntryId> = ids(old).intersection(&ids(new)).cloned().collect();
        let known = |snapshot: &Snapshot| -> BTreeSet<CaptureId> {
            snapshot.captures.union(&snapshot.resolved).cloned().collect()
        };
        let captured: BTreeSet<CaptureId> = known(old).intersection(&known(new)).cloned().collect();
        let part = |snapshot: &Snapshot| Snapshot {
            gate: None,
            entries: snapshot.entries.iter().filter(|seen| both.contains(&seen.id)).cloned().collect(),
            captures: snapshot.captures.intersection(&captured).cloned().collect(),
            resolved: snapshot.resolved.intersection(&captured).cloned().collect(),
            ..snapshot.clone()
        };
        let difference = Difference::between(&part(old), &part(new));
        Difference {
            from: ComparedSnapshot::of(old),
            to: ComparedSnapshot::of(new),
            common: Some(counted_in_both(old, new)),
            ..difference
        }
    }

    /// The entries of one group.
    pub fn of(&self, group: DifferenceKind) -> impl Iterator<Item = &EntryDifference> {
        self.moved.iter().filter(move |moved| moved.group == group)
    }

    /// How many entries are in one group.
    pub fn count(&self, group: DifferenceKind) -> usize {
        self.of(group).count()
    }

    /// What has changed under its headings, those that are not empty; what is gone is told apart by why.
    pub fn headed(&self) -> Vec<(&'static str, Vec<&EntryDifference>)> {
        let mut headed: Vec<(&'static str, Vec<&EntryDifference>)> = Vec::new();
        for moved in &self.moved {
            let heading = moved.absence.map_or(moved.group.phrase(), Absence::phrase);
            match headed.last_mut() {
                Some((last, all)) if *last == heading => all.push(moved),
                _ => headed.push((heading, vec![moved])),
            }
        }
        headed
    }

    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty()
            && self.captures_added.is_empty()
            && self.captures_resolved.is_empty()
            && self.captures_reopened.is_empty()
            && self.captures_gone.is_empty()
    }

    /// `13 newly settled, 1 waiver ended`, or `nothing has changed`.
    pub fn sentence(&self) -> String {
        let mut parts: Vec<String> =
            self.headed().iter().map(|(heading, moved)| format!("{} {heading}", moved.len())).collect();
        let captures = [
            (self.captures_added.len(), "captured"),
            (self.captures_resolved.len(), "resolved"),
            (self.captures_reopened.len(), "captured and open again"),
        ];
        let captures = captures.into_iter().filter(|(count, _)| *count > 0);
        parts.extend(captures.map(|(count, phrase)| format!("{count} {phrase}")));
        if parts.is_empty() { "nothing has changed".to_owned() } else { parts.join(", ") }
    }

    /// `old` with everything in it changed that this difference names.
    pub fn apply(&self, old: &Snapshot) -> Snapshot {
        let mut entries: BTreeMap<EntryId, ReviewedEntry> =
            old.entries.iter().map(|seen| (seen.id.clone(), seen.clone())).collect();
        for moved in &self.moved {
            match &moved.after {
                Some(seen) => drop(entries.insert(seen.id.clone(), seen.clone())),
                None => drop(entries.remove(&moved.seen().id)),
            }
        }
        let gone = |id: &CaptureId| self.captures_gone.contains(id);
        let mut resolved: BTreeSet<CaptureId> =
            old.resolved.union(&self.captures_resolved).cloned().collect();
        resolved.retain(|id| !gone(id) && !self.captures_reopened.contains(id));
        let mut captures: BTreeSet<CaptureId> = old.captures.union(&self.captures_added).cloned().collect();
        captures.extend(self.captures_reopened.iter().cloned());
        captures.retain(|id| !gone(id) && !resolved.contains(id));
        let ComparedSnapshot { gate, pack, version, .. } = self.to.clone();
        Snapshot {
            gate,
            pack,
            version,
            entries: entries.into_values().collect(),
            captures,
            resolved,
            beside: None,
        }
    }
}

/// How many entries both count: a topic that items stand for is not an entry of its own there.
fn counted_in_both(old: &Snapshot, new: &Snapshot) -> usize {
    let counted = |snapshot: &Snapshot| -> BTreeSet<EntryId> {
        snapshot.entries.iter().filter(|seen| is_counted(seen)).map(|seen| seen.id.clone()).collect()
    };
    counted(old).intersection(&counted(new)).count()
}

/// What has become of an entry; `None` if it is as it was.
fn group(
    before: Option<&ReviewedEntry>,
    after: Option<&ReviewedEntry>,
    same_pack: bool,
) -> Option<DifferenceKind> {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (Some(_), None) => return Some(DifferenceKind::Gone),
        (None, Some(after)) if !same_pack && !is_own(after) => {
            return Some(if is_counted(after) { DifferenceKind::New } else { DifferenceKind::Changed });
        }
        (None, Some(after)) if is_left(after) => return Some(DifferenceKind::NewlyOpen),
        (None, Some(after)) if is_counted(after) => return Some(DifferenceKind::NewlySettled),
        (None, Some(_)) => return Some(DifferenceKind::Changed),
        (None, None) => return None,
    };
    match (is_left(before), is_left(after)) {
        (true, false) if is_counted(after) || is_settled(after) => Some(DifferenceKind::NewlySettled),
        (_, true) if after.turn == Some(AnswerLapse::Ended) && before.turn != after.turn => {
            Some(DifferenceKind::Ended)
        }
        (_, true) if after.turn == Some(AnswerLapse::Reworded) && before.turn != after.turn => {
            Some(DifferenceKind::LookAgain)
        }
        (false, true) if is_counted(before) => Some(DifferenceKind::Reopened),
        (false, true) => Some(DifferenceKind::NewlyOpen),
        _ if before.words != after.words => Some(DifferenceKind::Reworded),
        _ if before != after => Some(DifferenceKind::Changed),
        _ => None,
    }
}

fn is_settled(seen: &ReviewedEntry) -> bool {
    matches!(seen.status, Status::Done | Status::Waived | Status::Na)
}

/// Whether the project added the entry itself: its name says so, `Design +1`.
fn is_own(seen: &ReviewedEntry) -> bool {
    seen.name.rsplit(' ').next().is_some_and(|number| number.starts_with('+'))
}
