//! The agenda of a workshop, made from what is left, the people and the time there is. Pure and deterministic.
//!
//! [`draft`] chooses and orders the entries, [`lay_out`] puts minutes and reasons to an order that people have
//! changed by hand with [`dropped`], [`added`] and [`moved`]. `pace` learns from earlier workshops how long an
//! entry takes, `explain` says all of it in words. How a workshop then runs is `workshop`.

use jiff::civil::Date;

use super::board::{Board, Kind, Row, RowIx};
use super::filter;
use super::gate::Weight;
use super::standing::Why;
use crate::journal::answers::{Answers, Workshop};
use crate::journal::record::{Apart, CaptureId, CaptureKind, Plan, Seq, Status};
use crate::pack::model::{EntryId, EntryRef, Level, MilestoneId};
use crate::text::Text;

mod explain;
pub mod pace;

use pace::Pace;

/// The minutes that a workshop keeps for its closing where it is long enough.
const CLOSING: u32 = 10;
/// The minutes it takes to say who asks a team that is not in the room.
const ASKING: u32 = 2;
/// The most minutes that the last workshop's actions get.
const OPENING: u32 = 10;

/// What a workshop does with its time.
#[derive(Debug, Clone, PartialEq)]
pub struct Agenda {
    /// The whole time there is, in minutes.
    pub minutes: u32,
    /// Of it, for the last workshop's open actions.
    pub opening: u32,
    /// Of it, kept for the closing.
    pub closing: u32,
    /// The last workshop's open actions, which stand first.
    pub actions: Vec<OpenAction>,
    /// The entries in their order.
    pub stops: Vec<Stop>,
    /// What is meant by the scope and is not on the agenda, the most pressing first.
    pub left_out: Vec<Stop>,
    /// What the planned minutes rest on.
    pub pace: Pace,
    /// Whether people chose or ordered the entries themselves.
    pub by_hand: bool,
    /// The milestone that the order speaks of.
    pub milestone: Option<(MilestoneId, Text)>,
}

/// An action of the last workshop that nobody has resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenAction {
    pub id: CaptureId,
    pub at: Option<EntryId>,
    pub text: Text,
    /// None is nobody.
    pub owner: Option<Text>,
    pub due: Option<Date>,
}

/// An entry on the agenda, or one that might be.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub id: EntryId,
    /// None where the project no longer has the entry.
    pub row: Option<RowIx>,
    /// `Design 42`; a topic's title.
    pub name: Text,
    pub title: Text,
    pub level: Level,
    /// What is planned for it.
    pub minutes: u32,
    /// What it does to the milestone's verdict; none where that gate does not look at it.
    pub weight: Option<Weight>,
    /// Why it is left; none where it is settled.
    pub why: Option<Why>,
    /// The role that knows about it where nobody of that role is in the room.
    pub ask: Option<Text>,
    /// Whether only somebody's hand put it here: the scope does not mean it, or it is behind.
    pub by_hand: bool,
}

impl Agenda {
    /// Returns the entries in their order, as a plan keeps them.
    pub fn ids(&self) -> Vec<EntryId> {
        self.stops.iter().map(|stop| stop.id.clone()).collect()
    }

    /// Returns the minutes there are for entries.
    pub fn room(&self) -> u32 {
        self.minutes.saturating_sub(self.opening + self.closing)
    }

    /// Returns the minutes that are planned for entries.
    pub fn planned(&self) -> u32 {
        self.stops.iter().map(|stop| stop.minutes).sum()
    }

    /// Returns by how many minutes the entries exceed the time there is for them.
    pub fn over(&self) -> u32 {
        self.planned().saturating_sub(self.room())
    }

    /// Returns what is planned for an entry on the agenda.
    pub fn stop(&self, id: &EntryId) -> Option<&Stop> {
        self.stops.iter().find(|stop| stop.id == *id)
    }

    /// Returns the musts that are not on the agenda; they are always named, however many there are.
    pub fn musts_left_out(&self) -> impl Iterator<Item = &Stop> {
        self.left_out.iter().filter(|stop| stop.level == Level::Must)
    }
}

/// Returns the minutes that are kept for the closing: ten, less in a workshop of under an hour.
pub fn closing_minutes(minutes: u32) -> u32 {
    (minutes / 6).min(CLOSING)
}

/// Makes the agenda: as many of the entries that a plan's scope means and that are left as its minutes allow.
///
/// What blocks the milestone stands first, then by level, then in the plan's order; entries whose role is not in the
/// room stand last and get only the time to say who asks. Musts get their time before anything else does, also
/// those that stand last. Where no entry fits, the most pressing one is there alone.
pub fn draft(board: &Board, answers: &Answers, plan: &Plan) -> Agenda {
    let maker = Maker::new(board, answers, plan, None);
    let mut wanted = maker.candidates();
    wanted.sort_by_cached_key(|stop| maker.pressing(stop));
    let mut agenda = maker.filled(wanted);
    agenda.stops.sort_by_cached_key(|stop| maker.order(stop));
    agenda
}

/// Makes an agenda of these entries in this order, as many as the minutes allow, whatever the plan's scope means.
pub fn draft_of(board: &Board, answers: &Answers, plan: &Plan, ids: &[EntryId]) -> Agenda {
    let maker = Maker::new(board, answers, plan, None);
    Agenda { by_hand: true, ..maker.filled(ids.iter().map(|id| maker.stop_of(id)).collect()) }
}

/// Returns a plan's own agenda with minutes and reasons, in the order that the plan has.
pub fn lay_out(board: &Board, answers: &Answers, plan: &Plan) -> Agenda {
    Maker::new(board, answers, plan, None).lay_out()
}

/// Returns the same of a plan about what was answered apart: what is not on it is only what else was.
pub fn lay_out_among(board: &Board, answers: &Answers, plan: &Plan, apart: &Apart) -> Agenda {
    Maker { among: apart, ..Maker::new(board, answers, plan, None) }.lay_out()
}

/// Returns the agenda of a workshop as it was known when it began: what it measured itself does not count.
pub fn lay_out_of(board: &Board, answers: &Answers, workshop: &Workshop) -> Agenda {
    let maker = Maker::new(board, answers, &workshop.plan, Some(workshop.seq));
    Maker { among: &workshop.apart, ..maker }.lay_out()
}

/// Returns an agenda without one of its entries.
pub fn dropped(agenda: &[EntryId], id: &EntryId) -> Vec<EntryId> {
    agenda.iter().filter(|other| *other != id).cloned().collect()
}

/// Returns an agenda with one more entry, right after another one or at the end; one that is there stays in place.
pub fn added(agenda: &[EntryId], id: &EntryId, after: Option<&EntryId>) -> Vec<EntryId> {
    let mut ids = agenda.to_vec();
    if !ids.contains(id) {
        let after = after.and_then(|after| ids.iter().position(|other| other == after));
        ids.insert(after.map_or(ids.len(), |at| at + 1), id.clone());
    }
    ids
}

/// Returns an agenda with one of its entries at another place, from 0; a place behind the end is the end.
pub fn moved(agenda: &[EntryId], id: &EntryId, to: usize) -> Vec<EntryId> {
    if !agenda.contains(id) {
        return agenda.to_vec();
    }
    let mut ids = dropped(agenda, id);
    ids.insert(to.min(ids.len()), id.clone());
    ids
}

/// Returns the open actions of the last workshop that was closed, in the order in which they were captured; `until`
/// leaves out that workshop and later ones.
pub fn open_actions(answers: &Answers, until: Option<Seq>) -> Vec<OpenAction> {
    let closed = answers.workshops.iter().rev().filter(|one| one.opened && one.closed.is_some());
    let mut before = closed.filter(|one| until.is_none_or(|until| one.seq < until));
    let Some(last) = before.next() else { return Vec::new() };
    let mut found: Vec<_> = answers
        .captures
        .iter()
        .filter(|(_, capture)| !capture.is_resolved())
        .filter_map(|(id, capture)| {
            let first = capture.capture.writes().first()?;
            let captured = capture.capture.value()?;
            (first.workshop == Some(last.seq) && captured.kind == CaptureKind::Action).then(|| {
                let action = OpenAction {
                    id: id.clone(),
                    at: captured.at.clone(),
                    text: captured.text.clone(),
                    owner: captured.owner.clone(),
                    due: captured.due,
                };
                (first.seq, action)
            })
        })
        .collect();
    found.sort_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
    found.into_iter().map(|(_, action)| action).collect()
}

static NOTHING_APART: Apart = Apart { people: Vec::new(), entries: Vec::new() };

/// What stops are made with.
struct Maker<'a> {
    board: &'a Board,
    answers: &'a Answers,
    plan: &'a Plan,
    /// What was answered apart; where anything was, nothing else is meant.
    among: &'a Apart,
    /// The workshop whose agenda it is; what came after its beginning is not looked at.
    until: Option<Seq>,
    pace: Pace,
    /// The gate that the order speaks of: the scope's, else the next.
    gate: Option<usize>,
    /// The roles in the room, in lower case; empty where not all are known.
    roles: Vec<String>,
}

impl<'a> Maker<'a> {
    fn new(board: &'a Board, answers: &'a Answers, plan: &'a Plan, until: Option<Seq>) -> Maker<'a> {
        let gate = match &plan.scope.milestone {
            Some(id) => board.gate(id),
            None => board.next_milestone(answers),
        };
        Maker {
            board,
            answers,
            plan,
            among: &NOTHING_APART,
            until,
            pace: Pace::measured(board, answers, until),
            gate: gate.map(|gate| gate.order),
            roles: roles_here(plan),
        }
    }

    /// Takes the stops in their order while there is time; the first alone where none fits.
    fn filled(&self, wanted: Vec<Stop>) -> Agenda {
        let mut agenda = self.empty();
        let mut free = agenda.room();
        for stop in wanted {
            match free.checked_sub(stop.minutes) {
                Some(rest) => {
                    free = rest;
                    agenda.stops.push(stop);
                }
                None => agenda.left_out.push(stop),
            }
        }
        if agenda.stops.is_empty() && !agenda.left_out.is_empty() {
            agenda.stops.push(agenda.left_out.remove(0));
        }
        agenda
    }

    fn lay_out(&self) -> Agenda {
        let mut agenda = self.empty();
        let mut wanted = self.candidates();
        for id in &self.plan.agenda {
            if agenda.stop(id).is_some() {
                continue;
            }
            let stop = match wanted.iter().position(|stop| stop.id == *id) {
                Some(at) => wanted.remove(at),
                None => Stop { by_hand: true, ..self.stop_of(id) },
            };
            agenda.stops.push(stop);
        }
        wanted.sort_by_cached_key(|stop| self.pressing(stop));
        agenda.left_out = wanted;
        agenda.by_hand = agenda.stops.iter().any(|stop| stop.by_hand)
            || !agenda.stops.is_sorted_by_key(|stop| self.order(stop));
        agenda
    }

    fn empty(&self) -> Agenda {
        let actions = open_actions(self.answers, self.until);
        let closing = closing_minutes(self.plan.minutes);
        let most = OPENING.min((self.plan.minutes - closing) / 4);
        Agenda {
            minutes: self.plan.minutes,
            opening: u32::try_from(actions.len()).unwrap_or(u32::MAX).min(most),
            closing,
            actions,
            stops: Vec::new(),
            left_out: Vec::new(),
            pace: self.pace.clone(),
            by_hand: false,
            milestone: self
                .gate
                .and_then(|at| self.board.gates.get(at))
                .map(|gate| (gate.id.clone(), gate.title.clone())),
        }
    }

    /// Returns what the scope means and is left, in no particular order.
    fn candidates(&self) -> Vec<Stop> {
        let rows = self.board.rows().iter().enumerate();
        rows.filter(|(_, row)| self.is_meant(row)).map(|(at, row)| self.stop(RowIx(at), row)).collect()
    }

    fn is_meant(&self, row: &Row) -> bool {
        let scope = &self.plan.scope;
        let among = &self.among.entries;
        row.applies.is_yes()
            && (among.is_empty() || among.iter().any(|entry| entry.id == row.id))
            && filter::matches(scope, row, self.board, self.answers)
            // Nobody answers twice: the items of a topic are talked about, and the topic only where it has none.
            && !stands_behind_items(row)
            // Who asks for a status gets it, also where nothing is left to do.
            && (!scope.statuses.is_empty() || self.why(row).is_some())
    }

    fn why(&self, row: &Row) -> Option<Why> {
        let member = self.gate.and_then(|gate| row.membership(gate)).or(row.memberships().first().copied());
        match member.and_then(|member| Some((member, self.board.gates.get(member.gate)?))) {
            Some((member, gate)) => gate.why(row, member, self.board.today),
            None => row.standing.why(self.board.today),
        }
    }

    fn stop(&self, ix: RowIx, row: &Row) -> Stop {
        let entry = self.board.entry(self.answers, &row.id);
        let usual = u32::from(match entry {
            Some(EntryRef::Item(item)) => item.minutes,
            Some(EntryRef::Topic(_)) | None => row.level.usual_minutes(),
        });
        let ask = absent_role(row, &self.roles);
        let minutes = self.pace.minutes(row.level, usual);
        let member = self.gate.and_then(|gate| row.membership(gate));
        Stop {
            id: row.id.clone(),
            row: Some(ix),
            name: row.name.clone(),
            title: row.title.clone(),
            level: row.level,
            minutes: if ask.is_some() { minutes.min(ASKING) } else { minutes },
            weight: member.map(|member| member.weight),
            why: self.why(row),
            ask,
            by_hand: false,
        }
    }

    fn stop_of(&self, id: &EntryId) -> Stop {
        match self.board.find(id) {
            Some(ix) => self.stop(ix, self.board.at(ix)),
            None => Stop {
                id: id.clone(),
                row: None,
                name: Text::line(id.as_str()),
                title: Text::line("no longer in the pack"),
                level: Level::Could,
                minutes: 0,
                weight: None,
                why: None,
                ask: None,
                by_hand: true,
            },
        }
    }

    /// Returns the place in the order in which entries get their time.
    fn pressing(&self, stop: &Stop) -> (bool, Level, bool, Place) {
        (!blocks(stop), stop.level, stop.ask.is_some(), self.place(stop))
    }

    /// Returns the place in the order of the agenda.
    fn order(&self, stop: &Stop) -> (bool, bool, Level, Place) {
        (stop.ask.is_some(), !blocks(stop), stop.level, self.place(stop))
    }

    fn place(&self, stop: &Stop) -> Place {
        let row = stop.row.map(|ix| self.board.at(ix));
        let phase = row
            .and_then(|row| self.board.phases.iter().position(|phase| Some(&phase.id) == row.phase.as_ref()));
        let stream = phase.and_then(|at| self.board.phases.get(at)).and_then(|phase| {
            let wanted = row.and_then(|row| row.workstream.as_ref());
            phase.streams.iter().position(|stream| Some(&stream.id) == wanted)
        });
        (phase.unwrap_or(usize::MAX), stream.unwrap_or(usize::MAX), stop.row)
    }
}

/// Phase, workstream, row: the plan's order.
type Place = (usize, usize, Option<RowIx>);

/// Returns the roles in the room, in lower case; none where not all are known.
fn roles_here(plan: &Plan) -> Vec<String> {
    // Somebody whose role nobody said may be of any, so nothing can be said about who is not here.
    let roles: Option<Vec<String>> =
        plan.people.iter().map(|person| Some(person.role.as_ref()?.to_lowercase())).collect();
    roles.unwrap_or_default()
}

/// Returns the role that knows about an entry where nobody of it is in the room.
fn absent_role(row: &Row, here: &[String]) -> Option<Text> {
    row.role.clone().filter(|role| !here.is_empty() && !here.contains(&role.to_lowercase()))
}

fn blocks(stop: &Stop) -> bool {
    stop.weight == Some(Weight::Blocks)
}

fn stands_behind_items(row: &Row) -> bool {
    row.kind == Kind::Topic
        && row.memberships().first().is_some_and(|member| member.represented)
        && !matches!(row.standing.status, Status::Doing | Status::Blocked)
}

#[cfg(test)]
mod tests;
