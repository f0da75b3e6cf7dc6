//! The agenda of a workshop, made from what is left, the people and the time there is. Pure and deterministic.
//!
//! [`draft`] chooses and orders the entries, [`lay_out`] puts minutes and reasons to an order that people have
//! changed by hand with [`dropped`], [`added`] and [`moved`]. `pace` learns from earlier workshops how long an
//! entry takes, `explain` says all of it in words. How a workshop then runs is `workshop`.

use jiff::Span;
use jiff::civil::{Date, Time};

use super::board::{Board, EntryIx};
use super::gate::Weight;
use super::standing::LeftReason;
use crate::journal::answers::{Answers, Workshop};
use crate::journal::record::{Apart, CaptureId, CaptureKind, Seq, WorkshopPlan};
use crate::pack::model::{EntryId, Level, MilestoneId};
use crate::text::Text;

mod explain;
mod maker;
pub mod pace;
mod roles;

use maker::{AgendaBuilder, blocks};
use pace::TimingHistory;

/// The minutes that a workshop keeps for its closing if it is long enough.
const CLOSING: u32 = 10;

/// What stands between a workshop's title and the number of a further part.
const PART: &str = ", part ";

/// The most workshops that are prepared at once.
const FOLLOW_UPS: usize = 8;

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
    pub stops: Vec<AgendaEntry>,
    /// What is meant by the scope and is not on the agenda, the most pressing first.
    pub left_out: Vec<AgendaEntry>,
    /// What the planned minutes rest on.
    pub pace: TimingHistory,
    /// Whether people chose or ordered the entries themselves.
    pub by_hand: bool,
    /// The milestone that the order speaks of.
    pub milestone: Option<(MilestoneId, Text)>,
}

/// What was captured in the last workshop and nobody has resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenAction {
    pub kind: CaptureKind,
    pub id: CaptureId,
    pub at: Option<EntryId>,
    pub text: Text,
    /// None is nobody.
    pub owner: Option<Text>,
    pub due: Option<Date>,
}

/// An entry on the agenda, or one that might be.
#[derive(Debug, Clone, PartialEq)]
pub struct AgendaEntry {
    pub id: EntryId,
    /// `None` if the project no longer has the entry.
    pub row: Option<EntryIx>,
    /// `Design 42`; a topic's title.
    pub name: Text,
    pub title: Text,
    pub level: Level,
    /// What is planned for it.
    pub minutes: u32,
    /// What it does to the milestone's verdict; `None` if that gate does not look at it.
    pub weight: Option<Weight>,
    /// Why it is left; `None` if it is settled.
    pub why: Option<LeftReason>,
    /// The role that knows about it if nobody of that role is in the room.
    pub ask: Option<Text>,
    /// Whether only somebody's hand put it here: the scope does not mean it, or it is behind.
    pub by_hand: bool,
}

impl Agenda {
    /// The entries in their order, as a plan keeps them.
    pub fn ids(&self) -> Vec<EntryId> {
        self.stops.iter().map(|stop| stop.id.clone()).collect()
    }

    /// The minutes there are for entries.
    pub fn room(&self) -> u32 {
        self.minutes.saturating_sub(self.opening + self.closing)
    }

    /// The minutes that are planned for entries.
    pub fn planned(&self) -> u32 {
        self.stops.iter().map(|stop| stop.minutes).sum()
    }

    /// By how many minutes the entries exceed the time there is for them.
    pub fn over(&self) -> u32 {
        self.planned().saturating_sub(self.room())
    }

    /// When each entry begins in a workshop that begins at `start`, and last when the closing does.
    pub fn clock(&self, start: Time) -> Vec<Time> {
        let after = |minutes: u32| start.wrapping_add(Span::new().minutes(i64::from(minutes)));
        let mut minutes = self.opening;
        let mut times = vec![after(minutes)];
        for stop in &self.stops {
            minutes += stop.minutes;
            times.push(after(minutes));
        }
        times
    }

    /// The teams that are not in the room, each with what it is needed for, in the order of the agenda.
    pub fn absent_teams(&self) -> Vec<(&Text, Vec<&AgendaEntry>)> {
        let mut teams: Vec<(&Text, Vec<&AgendaEntry>)> = Vec::new();
        for stop in &self.stops {
            let Some(team) = &stop.ask else { continue };
            match teams.iter_mut().find(|(other, _)| *other == team) {
                Some((_, entries)) => entries.push(stop),
                None => teams.push((team, vec![stop])),
            }
        }
        teams
    }

    /// What is planned for an entry on the agenda.
    pub fn stop(&self, id: &EntryId) -> Option<&AgendaEntry> {
        self.stops.iter().find(|stop| stop.id == *id)
    }

    /// The musts that are not on the agenda; they are always named, however many there are.
    pub fn musts_left_out(&self) -> impl Iterator<Item = &AgendaEntry> {
        self.left_out.iter().filter(|stop| stop.level == Level::Must)
    }
}

/// The minutes that are kept for the closing: ten, less in a workshop of under an hour.
pub fn closing_minutes(minutes: u32) -> u32 {
    (minutes / 6).min(CLOSING)
}

/// Makes the agenda: as many of the entries that a plan's scope means and that are left as its minutes allow.
///
/// What blocks the milestone stands first, then by level, then in the plan's order; entries whose role is not in the
/// room stand last and get only the time to say who asks. Musts get their time before anything else does, also
/// those that stand last; of each team that is not here the most pressing must is sure of it, so that somebody says
/// who asks that team however much else there is. If no entry fits, the most pressing one is there alone.
pub fn draft(board: &Board, answers: &Answers, plan: &WorkshopPlan) -> Agenda {
    let maker = AgendaBuilder::new(board, answers, plan, None);
    let mut wanted = maker.candidates();
    wanted.sort_by_cached_key(|stop| maker.pressing(stop));
    let mut agenda = maker.filled(maker.each_team_first(wanted));
    agenda.left_out.sort_by_cached_key(|stop| maker.pressing(stop));
    agenda.stops.sort_by_cached_key(|stop| maker.order(stop));
    agenda
}

/// Makes an agenda of these entries in this order, as many as the minutes allow, whatever the plan's scope means.
pub fn draft_of(board: &Board, answers: &Answers, plan: &WorkshopPlan, ids: &[EntryId]) -> Agenda {
    let maker = AgendaBuilder::new(board, answers, plan, None);
    Agenda { by_hand: true, ..maker.filled(ids.iter().map(|id| maker.stop_of(id)).collect()) }
}

/// Makes the agenda of a workshop that follows another one: musts before everything else, and of the same weight what
/// waits for it, in this order, before what else the scope means; as much as fits.
pub fn draft_after(board: &Board, answers: &Answers, plan: &WorkshopPlan, waits: &[EntryId]) -> Agenda {
    let maker = AgendaBuilder::new(board, answers, plan, None);
    let mut wanted = maker.candidates();
    for id in waits {
        if !wanted.iter().any(|stop| stop.id == *id) {
            wanted.push(maker.stop_of(id));
        }
    }
    let place = |stop: &AgendaEntry| {
        let is_must = blocks(stop) || stop.level == Level::Must;
        (!is_must, waits.iter().position(|id| *id == stop.id).unwrap_or(usize::MAX))
    };
    wanted.sort_by_cached_key(|stop| (place(stop), maker.pressing(stop)));
    let mut agenda = maker.filled(maker.each_team_first(wanted));
    agenda.stops.sort_by_cached_key(|stop| (stop.ask.is_some(), place(stop), maker.order(stop)));
    Agenda { by_hand: true, ..agenda }
}

/// A plan's own agenda with minutes and reasons, in the order that the plan has.
pub fn lay_out(board: &Board, answers: &Answers, plan: &WorkshopPlan) -> Agenda {
    AgendaBuilder::new(board, answers, plan, None).lay_out()
}

/// The same of a plan about what was answered apart: what is not on it is only what else was.
pub fn lay_out_among(board: &Board, answers: &Answers, plan: &WorkshopPlan, apart: &Apart) -> Agenda {
    AgendaBuilder::new(board, answers, plan, None).among(apart).lay_out()
}

/// The agenda of a workshop that is being prepared: what did not fit is only what no other prepared part of it has.
/// `prepared` is the line of the workshop itself if it is kept already.
pub fn lay_out_part(board: &Board, answers: &Answers, plan: &WorkshopPlan, prepared: Option<Seq>) -> Agenda {
    let mut agenda = lay_out(board, answers, plan);
    let elsewhere = on_other_parts(answers, plan, prepared);
    agenda.left_out.retain(|stop| !elsewhere.contains(&&stop.id));
    agenda
}

/// Makes the agenda of one of several prepared parts anew: what it was made with stays, whatever that takes now, and
/// free time goes to what no other part has. `None` if it is no such part.
pub fn part_anew(
    board: &Board,
    answers: &Answers,
    plan: &WorkshopPlan,
    prepared: Option<Seq>,
) -> Option<Vec<EntryId>> {
    let before = answers.workshops.iter().find(|one| Some(one.seq) == prepared)?;
    if before.plan.scope != plan.scope || !is_part(answers, before) {
        return None;
    }
    let agenda = lay_out_part(board, answers, plan, prepared);
    let mut ids = plan.agenda.clone();
    let mut free = agenda.room().saturating_sub(agenda.planned());
    for stop in &agenda.left_out {
        if let Some(rest) = free.checked_sub(stop.minutes) {
            free = rest;
            ids.push(stop.id.clone());
        }
    }
    Some(ids)
}

/// Whether a prepared workshop is one of several that share what they are about: none of them has an entry of it.
fn is_part(answers: &Answers, workshop: &Workshop) -> bool {
    let others = on_other_parts(answers, &workshop.plan, Some(workshop.seq));
    let is_named_so = workshop.plan.title.contains(PART);
    (is_named_so || !others.is_empty()) && !workshop.plan.agenda.iter().any(|id| others.contains(&id))
}

/// The entries of the other prepared workshops that are about the same.
fn on_other_parts<'a>(answers: &'a Answers, plan: &WorkshopPlan, prepared: Option<Seq>) -> Vec<&'a EntryId> {
    let waiting = answers.workshops.iter().filter(|one| !one.opened && one.closed.is_none());
    let others = waiting.filter(|one| Some(one.seq) != prepared && one.plan.scope == plan.scope);
    others.flat_map(|one| &one.plan.agenda).collect()
}

/// The agenda of a workshop as it was known when it began: what it measured itself does not count.
pub fn lay_out_of(board: &Board, answers: &Answers, workshop: &Workshop) -> Agenda {
    let maker = AgendaBuilder::new(board, answers, &workshop.plan, Some(workshop.seq)).among(&workshop.apart);
    let mut agenda = maker.lay_out();
    for stop in &mut agenda.stops {
        if let Some(minutes) = workshop.course.minutes.get(&stop.id) {
            stop.minutes = *minutes;
        }
    }
    agenda
}

/// The workshops of the same length that the musts need which did not fit into a plan: without a day, and no more
/// than are worth planning now. Time that no must needs goes to what else did not fit.
pub fn follow_ups(
    board: &Board,
    answers: &Answers,
    plan: &WorkshopPlan,
    prepared: Option<Seq>,
) -> Vec<WorkshopPlan> {
    let agenda = lay_out_part(board, answers, plan, prepared);
    let (musts, others): (Vec<&AgendaEntry>, Vec<&AgendaEntry>) =
        agenda.left_out.iter().partition(|stop| stop.level == Level::Must);
    let mut ids: Vec<EntryId> = musts.iter().chain(&others).map(|stop| stop.id.clone()).collect();
    let mut plans = Vec::new();
    while ids.iter().any(|id| musts.iter().any(|must| must.id == *id)) && plans.len() < FOLLOW_UPS {
        let blank = WorkshopPlan { day: None, start: None, agenda: Vec::new(), ..plan.clone() };
        let fits = draft_of(board, answers, &blank, &ids).ids();
        if fits.is_empty() {
            break;
        }
        ids.retain(|id| !fits.contains(id));
        let title = Text::line(&format!("{}{PART}{}", plan.title, plans.len() + 2));
        plans.push(WorkshopPlan { title, agenda: fits, ..blank });
    }
    plans
}

/// An agenda without one of its entries.
pub fn dropped(agenda: &[EntryId], id: &EntryId) -> Vec<EntryId> {
    agenda.iter().filter(|other| *other != id).cloned().collect()
}

/// An agenda with one more entry, right after another one or at the end; one that is there stays in place.
pub fn added(agenda: &[EntryId], id: &EntryId, after: Option<&EntryId>) -> Vec<EntryId> {
    let mut ids = agenda.to_vec();
    if !ids.contains(id) {
        let after = after.and_then(|after| ids.iter().position(|other| other == after));
        ids.insert(after.map_or(ids.len(), |at| at + 1), id.clone());
    }
    ids
}

/// An agenda with one of its entries at another place, from 0; a place behind the end is the end.
pub fn moved(agenda: &[EntryId], id: &EntryId, to: usize) -> Vec<EntryId> {
    if !agenda.contains(id) {
        return agenda.to_vec();
    }
    let mut ids = dropped(agenda, id);
    ids.insert(to.min(ids.len()), id.clone());
    ids
}

/// The open actions of the last workshop that was closed, in the order in which they were captured; `until`
/// leaves out that workshop and later ones.
pub fn open_actions(answers: &Answers, until: Option<Seq>) -> Vec<OpenAction> {
    let mut found = open_from_last(answers, until);
    found.retain(|one| one.kind == CaptureKind::Action);
    found
}

/// What is open from the last workshop that was closed: actions, questions, risks, parked things.
pub fn open_from_last(answers: &Answers, until: Option<Seq>) -> Vec<OpenAction> {
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
            let is_meant = first.workshop == Some(last.seq) && captured.kind.can_be_open();
            is_meant.then(|| {
                let one = OpenAction {
                    kind: captured.kind,
                    id: id.clone(),
                    at: captured.at.clone(),
                    text: captured.text.clone(),
                    owner: captured.owner.clone(),
                    due: captured.due,
                };
                (captured.kind, first.seq, one)
            })
        })
        .collect();
    found.sort_by(|(kind, a, one), (other_kind, b, other)| {
        (kind, a, &one.id).cmp(&(other_kind, b, &other.id))
    });
    found.into_iter().map(|(_, _, one)| one).collect()
}

#[cfg(test)]
mod tests;
