//! Makes stops out of rows: what is meant, what it takes, how pressing it is, and what there is time for.

use super::pace::TimingHistory;
use super::roles::{absent_role, roles_here};
use super::{Agenda, AgendaEntry, closing_minutes, open_actions};
use crate::domain::board::{Board, Entry, EntryIx, EntryKind};
use crate::domain::filter;
use crate::domain::gate::Weight;
use crate::domain::standing::LeftReason;
use crate::journal::answers::Answers;
use crate::journal::record::{Apart, Seq, Status, WorkshopPlan};
use crate::pack::model::{EntryId, EntryRef, Level};
use crate::text::Text;

/// The minutes it takes to say who asks a team that is not in the room.
pub(super) const ASKING: u32 = 2;
/// The most minutes that the last workshop's actions get.
const OPENING: u32 = 10;

static NOTHING_APART: Apart = Apart { people: Vec::new(), entries: Vec::new() };

/// What stops are made with.
pub(super) struct AgendaBuilder<'a> {
    board: &'a Board,
    answers: &'a Answers,
    plan: &'a WorkshopPlan,
    /// What was answered apart; if anything was, nothing else is meant.
    among: &'a Apart,
    /// The workshop whose agenda it is; what came after its beginning is not looked at.
    until: Option<Seq>,
    pace: TimingHistory,
    /// The gate that the order speaks of: the scope's, else the next.
    gate: Option<usize>,
    /// The roles in the room, in lower case; empty if not all are known.
    roles: Vec<String>,
}

impl<'a> AgendaBuilder<'a> {
    pub(super) fn new(
        board: &'a Board,
        answers: &'a Answers,
        plan: &'a WorkshopPlan,
        until: Option<Seq>,
    ) -> AgendaBuilder<'a> {
        let gate = match &plan.scope.milestone {
            Some(id) => board.gate(id),
            None => board.next_milestone(answers),
        };
        AgendaBuilder {
            board,
            answers,
            plan,
            among: &NOTHING_APART,
            until,
            pace: TimingHistory::measured(board, answers, until),
            gate: gate.map(|gate| gate.order),
            roles: roles_here(plan),
        }
    }

    /// The same for a plan about what was answered apart.
    pub(super) fn among(self, apart: &'a Apart) -> AgendaBuilder<'a> {
        AgendaBuilder { among: apart, ..self }
    }

    /// Puts the first must of each team that is not here before all others, as far as an eighth of the time goes.
    pub(super) fn each_team_first(&self, wanted: Vec<AgendaEntry>) -> Vec<AgendaEntry> {
        let most = self.empty().room() / (8 * ASKING);
        let mut teams: Vec<Text> = Vec::new();
        let (mut first, rest): (Vec<AgendaEntry>, Vec<AgendaEntry>) = wanted.into_iter().partition(|stop| {
            let Some(team) = stop.ask.clone().filter(|_| stop.level == Level::Must) else { return false };
            let is_first =
                u32::try_from(teams.len()).is_ok_and(|count| count < most) && !teams.contains(&team);
            if is_first {
                teams.push(team);
            }
            is_first
        });
        first.extend(rest);
        first
    }

    /// Takes the stops in their order while there is time; the first alone if none fits.
    pub(super) fn filled(&self, wanted: Vec<AgendaEntry>) -> Agenda {
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

    pub(super) fn lay_out(&self) -> Agenda {
        let mut agenda = self.empty();
        let mut wanted = self.candidates();
        for id in &self.plan.agenda {
            if agenda.stop(id).is_some() {
                continue;
            }
            let stop = match wanted.iter().position(|stop| stop.id == *id) {
                Some(at) => wanted.remove(at),
                None => AgendaEntry { by_hand: true, ..self.stop_of(id) },
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

    /// What the scope means and is left, in no particular order.
    pub(super) fn candidates(&self) -> Vec<AgendaEntry> {
        let rows = self.board.rows().iter().enumerate();
        rows.filter(|(_, row)| self.is_meant(row)).map(|(at, row)| self.stop(EntryIx(at), row)).collect()
    }

    fn is_meant(&self, row: &Entry) -> bool {
        let scope = &self.plan.scope;
        let among = &self.among.entries;
        row.applies.is_yes()
            && (among.is_empty() || among.iter().any(|entry| entry.id == row.id))
            && filter::matches(scope, row, self.board, self.answers)
            // Nobody answers twice: the items of a topic are talked about, and the topic only if it has none.
            && !stands_behind_items(row)
            // A status that is asked for is shown, also if nothing is left to do.
            && (!scope.statuses.is_empty() || self.why(row).is_some())
    }

    fn why(&self, row: &Entry) -> Option<LeftReason> {
        let member = self.gate.and_then(|gate| row.membership(gate)).or(row.memberships().first().copied());
        match member.and_then(|member| Some((member, self.board.gates.get(member.gate)?))) {
            Some((member, gate)) => gate.why(row, member, self.board.today),
            None => row.standing.why(self.board.today),
        }
    }

    fn stop(&self, ix: EntryIx, row: &Entry) -> AgendaEntry {
        let entry = self.board.entry(self.answers, &row.id);
        let usual = u32::from(match entry {
            Some(EntryRef::Item(item)) => item.minutes,
            Some(EntryRef::Topic(_)) | None => row.level.usual_minutes(),
        });
        let ask = absent_role(row, &self.roles);
        let minutes = self.pace.minutes(row.level, usual);
        let member = self.gate.and_then(|gate| row.membership(gate));
        AgendaEntry {
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

    pub(super) fn stop_of(&self, id: &EntryId) -> AgendaEntry {
        match self.board.find(id) {
            Some(ix) => self.stop(ix, self.board.at(ix)),
            None => AgendaEntry {
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

    /// The place in the order in which entries get their time.
    pub(super) fn pressing(&self, stop: &AgendaEntry) -> (bool, Level, bool, PlanOrder) {
        (!blocks(stop), stop.level, stop.ask.is_some(), self.place(stop))
    }

    /// The place in the order of the agenda.
    pub(super) fn order(&self, stop: &AgendaEntry) -> (bool, bool, Level, PlanOrder) {
        (stop.ask.is_some(), !blocks(stop), stop.level, self.place(stop))
    }

    fn place(&self, stop: &AgendaEntry) -> PlanOrder {
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
type PlanOrder = (usize, usize, Option<EntryIx>);

pub(super) fn blocks(stop: &AgendaEntry) -> bool {
    stop.weight == Some(Weight::Blocks)
}

fn stands_behind_items(row: &Entry) -> bool {
    row.kind == EntryKind::Topic
        && row.memberships().first().is_some_and(|member| member.represented)
        && !matches!(row.standing.status, Status::Doing | Status::Blocked)
}
