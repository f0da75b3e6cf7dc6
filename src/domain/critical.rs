//! The critical check: a milestone's few critical entries, one at a time, read aloud before the decision.

use super::board::{Board, EntryIx};
use super::gate::{GateTally, Membership, speaks_for_itself};
use super::standing::{LeftReason, Sign};
use crate::journal::record::{CriticalCheck, Status};
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::{Text, counted};

/// One entry of the check.
#[derive(Debug, Clone, PartialEq)]
pub struct CriticalEntry {
    pub row: EntryIx,
    pub id: EntryId,
    pub name: Text,
    pub sign: Sign,
    /// `None` if it is behind.
    pub why: Option<LeftReason>,
    pub owner: Option<Text>,
}

/// The critical entries of a milestone that apply to the project, in the pack's order.
pub fn steps(board: &Board, id: &MilestoneId) -> Vec<CriticalEntry> {
    let Some((_, milestone)) = board.milestone(id) else { return Vec::new() };
    let gate = board.gate(id);
    let rows = milestone.critical.iter().filter_map(|id| board.find(id));
    rows.filter(|ix| board.at(*ix).applies.is_yes())
        .map(|ix| {
            let row = board.at(ix);
            let at_gate = gate.and_then(|gate| Some((gate, row.membership(gate.order)?)));
            let is_silent = row.standing.status == Status::Todo && !speaks_for_itself(row);
            let by_items = |member: &Membership| member.represented && is_silent;
            // Unlike the gate, the check asks also about a topic that items stand for: as they stand at the gate.
            let (why, sign) = match at_gate {
                Some((gate, member)) if by_items(&member) => {
                    let why = of_items(board, gate, &row.id);
                    let sign = if why.is_none() { Sign::Done } else { row.standing.sign() };
                    (why, sign)
                }
                Some((gate, member)) if !member.represented => {
                    (gate.why(row, member, board.today), row.standing.sign())
                }
                _ => (row.standing.why(board.today), row.standing.sign()),
            };
            let owner = row.standing.owner.clone();
            CriticalEntry { row: ix, id: row.id.clone(), name: row.name.clone(), sign, why, owner }
        })
        .collect()
}

/// The strongest reason why an item of a topic is left at a gate; `None` if all of them are settled there.
fn of_items(board: &Board, gate: &GateTally, topic: &EntryId) -> Option<LeftReason> {
    let (_, node) = board.topic(topic)?;
    let items = node.items.iter().map(|ix| board.at(*ix));
    let left = items.filter_map(|item| gate.why(item, item.membership(gate.order)?, board.today));
    left.min_by_key(LeftReason::rank)
}

/// What a finished check comes to, to be kept with the review; `looked_at` steps were read.
pub fn close(steps: &[CriticalEntry], looked_at: usize, seconds: u64, people: Vec<Text>) -> CriticalCheck {
    let read = steps.iter().take(looked_at);
    let open = read.filter(|step| step.why.is_some()).map(|step| step.id.clone()).collect();
    CriticalCheck {
        seconds,
        people,
        looked_at: u32::try_from(looked_at.min(steps.len())).unwrap_or(u32::MAX),
        open,
    }
}

/// What the steps come to in one line: `not settled: Design 9, Build 22`.
pub fn outcome(steps: &[CriticalEntry]) -> String {
    let open: Vec<&str> =
        steps.iter().filter(|step| step.why.is_some()).map(|step| step.name.as_str()).collect();
    match (steps.len(), open.len()) {
        (0, _) => "this milestone has no critical entries".to_owned(),
        (1, 0) => "the critical entry is settled".to_owned(),
        (all, 0) => format!("all {all} critical entries are settled"),
        (all, left) => format!(
            "{left} of {} not settled: {}",
            counted(all, "critical entry", "critical entries"),
            open.join(", ")
        ),
    }
}

/// What a finished check came to: `8 read aloud in 85 seconds by Ana, not settled: Design 9`.
pub fn told(check: &CriticalCheck, name: impl Fn(&EntryId) -> Text) -> String {
    let names: Vec<&str> = check.people.iter().map(Text::as_str).collect();
    let names = if names.is_empty() { String::new() } else { format!(" by {}", names.join(", ")) };
    let open: Vec<String> = check.open.iter().map(|id| name(id).to_string()).collect();
    let open = match (check.looked_at, open.is_empty()) {
        (1, true) => "it was settled".to_owned(),
        (_, true) => "all were settled".to_owned(),
        (_, false) => format!("not settled: {}", open.join(", ")),
    };
    let seconds = counted(usize::try_from(check.seconds).unwrap_or(usize::MAX), "second", "seconds");
    format!("{} read aloud in {seconds}{names}; {open}", check.looked_at)
}
