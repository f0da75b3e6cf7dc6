//! Workshops out of their lines: prepared, open, closed.
//!
//! A workshop's lines are kept together, so that a step in one of them does not touch the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::journal::answers::{Course, PutOff, Workshop};
use crate::journal::record::{self, Apart, Change, Record, Seq};

/// The name of a line, and which it is of several that have the same.
type WorkshopKey = (Seq, usize);

/// The lines of all workshops, each under the line with which its workshop began.
#[derive(Debug, Clone, Default)]
pub(super) struct Workshops {
    lines: BTreeMap<WorkshopKey, Arc<Record>>,
    /// For each `Prepare` and `Open` the first line of its workshop.
    homes: BTreeMap<Seq, Seq>,
    /// For each first line all lines of the workshop.
    groups: BTreeMap<Seq, BTreeSet<WorkshopKey>>,
    /// For each first line the name under which the workshop is in the list.
    listed: BTreeMap<Seq, Seq>,
    /// Lines that do not say to which workshop they belong; they go to the one that is open where they stand.
    unnamed: usize,
}

impl Workshops {
    /// Takes a line in and lets it show in `list`.
    pub(super) fn add(&mut self, record: &Arc<Record>, list: &mut Vec<Workshop>) {
        let seq = record.seq();
        let key = (seq, self.lines.range((seq, 0)..=(seq, usize::MAX)).count());
        let is_last = self.lines.range(key..).next().is_none();
        self.lines.insert(key, record.clone());
        if is_last {
            self.append(key, record, list);
        } else if let Some(home) = self.home_of_step(record).filter(|_| self.unnamed == 0) {
            self.groups.entry(home).or_default().insert(key);
            self.replay(home, list);
        } else {
            self.rebuild(list);
        }
    }

    /// Takes a line out again.
    pub(super) fn remove(&mut self, record: &Arc<Record>, list: &mut Vec<Workshop>) {
        // Of lines that share a name none is ever taken out alone.
        let key = (record.seq(), 0);
        self.lines.remove(&key);
        match self.home_of_step(record).filter(|_| self.unnamed == 0) {
            Some(home) => {
                self.groups.entry(home).or_default().remove(&key);
                self.replay(home, list);
            }
            None => self.rebuild(list),
        }
    }

    /// The first line of the workshop that a step names; `None` for lines that begin one.
    fn home_of_step(&self, record: &Record) -> Option<Seq> {
        match record.change {
            Change::Prepare(_) | Change::Open { .. } => None,
            // A line cannot belong to what only begins after it, whichever of the two came first.
            _ => self.homes.get(&record.s.filter(|begun| *begun <= record.seq())?).copied(),
        }
    }

    fn rebuild(&mut self, list: &mut Vec<Workshop>) {
        let lines = std::mem::take(self).lines;
        list.clear();
        for (key, record) in &lines {
            self.append(*key, record, list);
        }
        self.lines = lines;
    }

    /// Takes in a line that comes after all others.
    fn append(&mut self, key: WorkshopKey, record: &Record, list: &mut Vec<Workshop>) {
        let seq = record.seq();
        let begins_in = match &record.change {
            Change::Prepare(_) => Some(record.over),
            Change::Open { prepared, .. } => Some(*prepared),
            _ => None,
        };
        let home = if let Some(earlier) = begins_in {
            let planned =
                earlier.and_then(|seq| self.homes.get(&seq)).filter(|home| !self.is_open(**home, list));
            let home = planned.copied().unwrap_or(seq);
            self.homes.insert(seq, home);
            home
        } else if let Some(home) = self.home_of_step(record) {
            home
        } else if let Change::Apart(_) = record.change {
            // It belongs to the plan that it names or to none, never to what happens to be open.
            return;
        } else {
            self.unnamed += 1;
            let open = list.iter().rev().find(|workshop| workshop.opened && workshop.closed.is_none());
            let Some(home) = open.and_then(|workshop| self.homes.get(&workshop.seq)) else { return };
            *home
        };
        self.groups.entry(home).or_default().insert(key);
        let before = self.unlist(home, list);
        self.list(home, step(before, record), list);
    }

    /// Makes one workshop anew from its lines.
    fn replay(&mut self, home: Seq, list: &mut Vec<Workshop>) {
        self.unlist(home, list);
        let lines = self.groups.get(&home).into_iter().flatten().filter_map(|key| self.lines.get(key));
        let workshop = lines.fold(None, |workshop, record| step(workshop, record));
        self.list(home, workshop, list);
    }

    fn is_open(&self, home: Seq, list: &[Workshop]) -> bool {
        self.place(home, list).and_then(|at| list.get(at)).is_some_and(|workshop| workshop.opened)
    }

    fn place(&self, home: Seq, list: &[Workshop]) -> Option<usize> {
        let seq = self.listed.get(&home)?;
        list.binary_search_by_key(seq, |workshop| workshop.seq).ok()
    }

    fn unlist(&mut self, home: Seq, list: &mut Vec<Workshop>) -> Option<Workshop> {
        let at = self.place(home, list)?;
        self.listed.remove(&home);
        Some(list.remove(at))
    }

    fn list(&mut self, home: Seq, workshop: Option<Workshop>, list: &mut Vec<Workshop>) {
        let Some(workshop) = workshop else { return };
        self.listed.insert(home, workshop.seq);
        let at = list.binary_search_by_key(&workshop.seq, |other| other.seq).unwrap_or_else(|at| at);
        list.insert(at, workshop);
    }
}

fn step(workshop: Option<Workshop>, record: &Record) -> Option<Workshop> {
    let begun = |plan: &crate::journal::record::WorkshopPlan| Workshop {
        seq: record.seq(),
        prepared: None,
        by: record.by.clone(),
        at: record.at,
        plan: plan.clone(),
        apart: Apart::default(),
        opened: false,
        stops: Vec::new(),
        closing: None,
        stepped: record.at,
        used: 0,
        beat: None,
        signs: Vec::new(),
        closed: None,
        course: Course::default(),
    };
    let apart = |earlier: Option<Workshop>| earlier.map(|earlier| earlier.apart).unwrap_or_default();
    let mut workshop = match (&record.change, workshop) {
        (Change::Prepare(plan), earlier) => return Some(Workshop { apart: apart(earlier), ..begun(plan) }),
        (Change::Open { prepared, plan }, earlier) => {
            let apart = apart(earlier);
            return Some(Workshop { opened: true, prepared: *prepared, apart, ..begun(plan) });
        }
        (_, workshop) => workshop?,
    };
    match &record.change {
        Change::At { id, seconds } => {
            let is_there =
                workshop.closing.is_none() && workshop.stops.last().is_some_and(|(at, _)| at == id);
            if !is_there {
                workshop.stops.push((id.clone(), *seconds));
                workshop.closing = None;
            }
            stepped(&mut workshop, *seconds, is_there, record);
        }
        Change::Closing { seconds } => {
            let is_there = workshop.closing.is_some();
            // A break that is still on ends with the closing.
            end_break(&mut workshop, record);
            // A closing that is gone through again has begun when it began.
            workshop.closing = workshop.closing.or(Some(*seconds));
            stepped(&mut workshop, *seconds, is_there, record);
        }
        Change::Agenda(agenda) => {
            workshop.plan.agenda.clone_from(agenda);
            workshop.course.put_off.retain(|put_off| !agenda.contains(&put_off.id));
            workshop.signs.push(record.at);
        }
        Change::Course { seconds, what } => {
            take_course(&mut workshop, what, record);
            stepped(&mut workshop, *seconds, false, record);
        }
        Change::Apart(apart) => workshop.apart.clone_from(apart),
        Change::Close { seconds } => {
            end_break(&mut workshop, record);
            workshop.closed = Some((*seconds, record.at));
        }
        _ => {}
    }
    Some(workshop)
}

fn take_course(workshop: &mut Workshop, what: &record::Course, record: &Record) {
    use record::Course as What;
    let course = &mut workshop.course;
    match what {
        What::Minutes { id, minutes } => _ = course.minutes.insert(id.clone(), *minutes),
        What::End { minutes } => {
            course.minutes_before = course.minutes_before.or(Some(workshop.plan.minutes));
            workshop.plan.minutes = *minutes;
        }
        What::PutOff { ids } => {
            for id in ids {
                workshop.plan.agenda.retain(|other| other != id);
                if !course.put_off.iter().any(|put_off| put_off.id == *id) {
                    course.put_off.push(PutOff { id: id.clone(), by: record.by.clone(), at: record.at });
                }
            }
        }
        What::Came(person) => {
            course.left.retain(|(name, _)| *name != person.name);
            let people = &mut workshop.plan.people;
            if let Some(known) = people.iter_mut().find(|known| known.name == person.name) {
                known.role = person.role.clone().or_else(|| known.role.take());
            } else {
                people.push(person.clone());
                course.came.push((person.name.clone(), record.at));
            }
        }
        What::Left(name) => {
            if !course.left.iter().any(|(known, _)| known == name) {
                course.left.push((name.clone(), record.at));
            }
        }
        What::Break => course.on_break = course.on_break.or(Some(record.at)),
        What::GoOn => end_break(workshop, record),
        What::Rated(words) => course.rating = Some(words.clone()).filter(|words| !words.is_empty()),
        What::Next { day, start } => course.next = Some((*day, *start)),
    }
}

fn end_break(workshop: &mut Workshop, record: &Record) {
    if let Some(began) = workshop.course.on_break.take() {
        workshop.course.breaks.push((began, record.at));
    }
}

/// Takes in how much time was used at a step; `is_again` if it only says again where the workshop is.
fn stepped(workshop: &mut Workshop, seconds: u64, is_again: bool, record: &Record) {
    if is_again {
        workshop.beat = Some(seconds.saturating_sub(workshop.used));
    }
    workshop.used = workshop.used.max(seconds);
    workshop.stepped = record.at;
    workshop.signs.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::fold::Fold;
    use crate::journal::line::JournalLine;
    use crate::journal::record::{Person, RunId, WorkshopPlan};
    use crate::journal::samples::record;
    use crate::pack::model::EntryId;
    use crate::text::Text;

    #[test]
    fn a_step_that_names_a_later_line_belongs_to_no_other_whatever_the_order() {
        let open = record(2, 2, "ana", Change::Open { prepared: None, plan: WorkshopPlan::default() });
        let later = record(4, 1, "ana", Change::Prepare(WorkshopPlan::default()));
        let at = Change::At { id: "design/b".into(), seconds: 33 };
        let early = Record { s: Some(later.seq()), ..record(3, 2, "ben", at) };
        let lines = [open, later, early].map(JournalLine::of);
        let in_order = Fold::of(lines.clone());
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [1, 0, 2]] {
            let fold = Fold::of(order.map(|at| lines[at].clone()));
            assert_eq!(fold.answers(), in_order.answers(), "{order:?}");
        }
        assert_eq!(in_order.answers().workshops[0].stops.len(), 1);
    }

    #[test]
    fn a_break_that_is_still_on_ends_with_the_closing() {
        let course = |n, what| record(n, 1, "ana", Change::Course { seconds: 60, what });
        let began = course(2, record::Course::Break);
        for end in [Change::Closing { seconds: 60 }, Change::Close { seconds: 60 }] {
            let open = record(1, 1, "ana", Change::Open { prepared: None, plan: WorkshopPlan::default() });
            let end = record(3, 1, "ana", end);
            let late = course(4, record::Course::GoOn);
            let times = (began.at, end.at);
            let fold = Fold::of([open, began.clone(), end, late].map(JournalLine::of));
            let course = &fold.answers().workshops[0].course;
            assert_eq!((course.on_break, course.breaks.as_slice()), (None, &[times][..]));
        }
    }

    /// A workshop that was opened with two entries, after these changes.
    fn after(changes: &[Change]) -> Workshop {
        let agenda = vec!["design/a".into(), "design/b".into()];
        let plan = WorkshopPlan { agenda, ..WorkshopPlan::default() };
        let open = record(1, 1, "ana", Change::Open { prepared: None, plan });
        let later = (2..).zip(changes).map(|(n, change)| record(n, 1, "ana", change.clone()));
        let fold = Fold::of(std::iter::once(open).chain(later).map(JournalLine::of));
        fold.answers().workshops[0].clone()
    }

    fn course(what: record::Course) -> Change {
        Change::Course { seconds: 60, what }
    }

    #[test]
    fn a_workshop_is_where_its_last_step_was_and_a_step_said_again_only_tells_the_time() {
        let at = |id: &str, seconds| Change::At { id: id.into(), seconds };
        let steps = [at("design/a", 10), at("design/a", 25), at("design/b", 30)];
        let workshop = after(&steps);
        assert_eq!(workshop.stops, [("design/a".into(), 10), ("design/b".into(), 30)]);
        assert_eq!((workshop.used, workshop.beat), (30, Some(15)));
        let closing = [Change::Closing { seconds: 40 }, Change::Closing { seconds: 50 }];
        let workshop = after(&[&steps[..], &closing].concat());
        assert_eq!((workshop.closing, workshop.used, workshop.stops.len()), (Some(40), 50, 2));
        let workshop = after(&[&steps[..], &closing, &[at("design/b", 70)]].concat());
        assert_eq!((workshop.closing, workshop.stops.len()), (None, 3));
    }

    #[test]
    fn what_is_put_off_is_off_the_agenda_until_it_is_on_it_again() {
        let put_off = course(record::Course::PutOff { ids: vec!["design/a".into()] });
        let seen = |changes: &[Change]| {
            let workshop = after(changes);
            let put_off: Vec<_> = workshop.course.put_off.into_iter().map(|put_off| put_off.id).collect();
            (workshop.plan.agenda, put_off)
        };
        let [a, b] = ["design/a", "design/b"].map(EntryId::from);
        let twice = [put_off.clone(), put_off.clone()];
        assert_eq!(seen(&twice), (vec![b.clone()], vec![a.clone()]));
        let again = [put_off, Change::Agenda(vec![b.clone(), a.clone()])];
        assert_eq!(seen(&again), (vec![b, a], Vec::new()));
    }

    #[test]
    fn who_comes_again_has_not_left() {
        let came = |name: &str| course(record::Course::Came(Person { name: name.into(), role: None }));
        let left = |name: &str| course(record::Course::Left(name.into()));
        let workshop = after(&[came("Kim"), left("Kim"), left("Ana"), left("Ana"), came("Kim")]);
        let names = |list: &[(Text, _)]| list.iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>();
        assert_eq!(
            (names(&workshop.course.came), names(&workshop.course.left)),
            (vec!["Kim".into()], vec!["Ana".into()])
        );
        assert_eq!(workshop.plan.people.len(), 1);
    }

    #[test]
    fn a_rating_without_words_takes_the_one_before_away() {
        let rated = |words: &str| course(record::Course::Rated(words.into()));
        assert_eq!(after(&[rated("4, 5")]).course.rating.unwrap(), "4, 5");
        assert_eq!(after(&[rated("4, 5"), rated("")]).course.rating, None);
    }

    #[test]
    fn two_lines_of_one_name_both_count_in_whatever_order_they_come() {
        let open = || Change::Open { prepared: None, plan: WorkshopPlan::default() };
        let first = record(1, 1, "ana", open());
        let other = record(2, 1, "ana", open());
        let same_name = Record { s: Some(first.seq()), ..record(2, 1, "ana", Change::Agenda(Vec::new())) };
        let last = Record { s: Some(first.seq()), ..record(3, 1, "ana", Change::Close { seconds: 9 }) };
        let lines = [first, other, same_name, last].map(JournalLine::of);
        let mut backwards = Fold::default();
        for line in lines.iter().rev() {
            backwards.insert(line.clone());
        }
        let fold = Fold::of(lines);
        assert_eq!(fold.answers(), backwards.answers());
        assert_eq!(fold.answers().workshops.len(), 2);
    }

    #[test]
    fn what_was_answered_apart_stays_when_the_plan_is_replaced_and_opened() {
        let apart = Apart { people: vec!["Ana".into(), "Ben".into()], entries: Vec::new() };
        let home = record(1, 1, "ana", Change::Prepare(WorkshopPlan::default()));
        let of_home = Record { s: Some(home.seq()), ..record(2, 1, "ana", Change::Apart(apart.clone())) };
        let again = Record {
            over: Some(home.seq()),
            ..record(3, 1, "ana", Change::Prepare(WorkshopPlan::default()))
        };
        let open = Change::Open { prepared: Some(again.seq()), plan: WorkshopPlan::default() };
        // What names a plan that is not there belongs to nothing, also while a workshop is open.
        let other = Apart { people: vec!["Kim".into()], entries: Vec::new() };
        let lost = Record { s: Some(Seq(9, home.w)), ..record(5, 1, "ana", Change::Apart(other)) };
        let lines = [home, of_home, again, record(4, 1, "ana", open), lost].map(JournalLine::of);
        let fold = Fold::of(lines);
        let workshops = &fold.answers().workshops;
        assert_eq!(workshops.len(), 1);
        assert_eq!((&workshops[0].apart, workshops[0].opened), (&apart, true));
        assert_eq!(workshops[0].prepared, Some(Seq(3, RunId(1))));
    }

    /// A fold of these lines, and one that takes the line at `late` in last.
    fn folds(lines: &[Record], late: usize) -> [Fold; 2] {
        let mut other = Fold::of(
            lines.iter().cloned().map(JournalLine::of).filter(|line| line.seq() != lines[late].seq()),
        );
        other.insert(JournalLine::of(lines[late].clone()));
        [Fold::of(lines.iter().cloned().map(JournalLine::of)), other]
    }

    #[test]
    fn a_step_that_names_its_workshop_may_come_late_and_go_again() {
        let open = record(1, 1, "ana", Change::Open { prepared: None, plan: WorkshopPlan::default() });
        let s = Some(open.seq());
        let at = |n, id: &str| Record { s, ..record(n, 1, "ana", Change::At { id: id.into(), seconds: n }) };
        let close = Record { s, ..record(5, 1, "ana", Change::Close { seconds: 9 }) };
        let lines = [open, at(2, "design/a"), at(3, "design/b"), at(4, "design/a"), close];
        let stops = |fold: &Fold| fold.answers().workshops[0].stops.len();
        for (late, left) in [(1, 2), (2, 1), (3, 2)] {
            let [in_order, mut other] = folds(&lines, late);
            assert_eq!((in_order.answers(), stops(&other)), (other.answers(), 3), "{late}");
            other.remove(lines[late].seq());
            assert_eq!(stops(&other), left, "{late}");
        }
    }

    #[test]
    fn a_step_that_names_no_workshop_follows_what_is_open_where_it_stands() {
        let open = record(1, 1, "ana", Change::Open { prepared: None, plan: WorkshopPlan::default() });
        let close = Record { s: Some(open.seq()), ..record(3, 1, "ana", Change::Close { seconds: 9 }) };
        let at = record(5, 1, "ana", Change::At { id: "design/a".into(), seconds: 7 });
        let [in_order, mut other] = folds(&[open, close, at], 1);
        let stops = |fold: &Fold| fold.answers().workshops[0].stops.len();
        assert_eq!((stops(&in_order), stops(&other)), (0, 0));
        other.remove(Seq(3, RunId(1)));
        assert_eq!(stops(&other), 1);
    }

    #[test]
    fn each_plan_and_each_opening_of_a_plan_that_is_open_is_a_workshop_of_its_own() {
        let plan = record(1, 1, "ana", Change::Prepare(WorkshopPlan::default()));
        let other =
            Record { s: Some(plan.seq()), ..record(2, 1, "ana", Change::Prepare(WorkshopPlan::default())) };
        let open = |n| {
            record(n, 1, "ana", Change::Open { prepared: Some(plan.seq()), plan: WorkshopPlan::default() })
        };
        for fold in folds(&[plan.clone(), other, open(3), open(4)], 1) {
            let opened: Vec<_> = fold.answers().workshops.iter().map(|workshop| workshop.opened).collect();
            assert_eq!(opened, [false, true, true]);
        }
    }
}
