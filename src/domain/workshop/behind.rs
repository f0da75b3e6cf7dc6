//! Behind time: which entries to put off so that all musts fit. Pure.

use crate::domain::agenda::{AgendaEntry, closing_minutes};
use crate::domain::gate::Weight;
use crate::domain::moment::Moment;
use crate::domain::workshop::{self, WorkshopProgress};
use crate::pack::model::Level;
use crate::text::{capital, counted};

/// One proposal for a workshop whose time is too short.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// What to put off, in the order of the agenda; never a must, never the entry in hand.
    pub put_off: Vec<AgendaEntry>,
    /// How many entries are left, and the minutes that are planned for them.
    pub entries: usize,
    pub planned: u32,
    /// The minutes that there are for them, without the closing.
    pub there: u32,
    /// What is still missing when all of that is put off: the musts alone need more.
    pub short: u32,
    /// The musts that would have to go as well, in the order of the agenda, so that the rest fits; empty if nothing is
    /// missing, or if the entry in hand takes more than there is.
    pub musts: Vec<AgendaEntry>,
    /// The minutes of the whole workshop with which every must fits.
    pub end: u32,
    /// How many minutes later that is: a longer workshop also keeps more for its closing.
    pub later: u32,
}

/// An entry that is left, with the minutes that it still takes.
struct Left<'a> {
    stop: &'a AgendaEntry,
    minutes: u32,
    is_in_hand: bool,
}

fn left(running: &WorkshopProgress) -> Vec<Left<'_>> {
    let stops = running.agenda.stops.iter().enumerate();
    let left = stops.filter_map(|(at, stop)| {
        let is_in_hand = running.place == Some(at);
        let was_there = running.took.get(at).is_some_and(Option::is_some);
        if was_there && !is_in_hand {
            return None;
        }
        let here = if is_in_hand { u32::try_from(running.here / 60).unwrap_or(u32::MAX) } else { 0 };
        Some(Left { stop, minutes: stop.minutes.saturating_sub(here), is_in_hand })
    });
    left.collect()
}

/// The minutes that there are for entries, without the closing.
pub fn there(running: &WorkshopProgress) -> u32 {
    // A begun minute counts whole, as it does where the time is said.
    let left = running.seconds().saturating_sub(running.used).div_ceil(60);
    u32::try_from(left).unwrap_or(u32::MAX).saturating_sub(running.agenda.closing)
}

/// How many minutes are missing for the entries that are left; 0 if everything fits, and in the closing.
pub fn short(running: &WorkshopProgress) -> u32 {
    if running.is_closing {
        return 0;
    }
    let planned: u32 = left(running).iter().map(|left| left.minutes).sum();
    planned.saturating_sub(there(running))
}

/// How the time is, as every place says it: `41 min left, 5 an entry`, `19 min short, 41 min left`; in full words
/// where there is room for them.
pub fn time_phrase(running: &WorkshopProgress, in_full: bool) -> String {
    match short(running) {
        _ if running.on_break.is_some() => running.left_phrase(),
        0 if in_full => running.time_phrase(),
        0 => running.short_time_phrase(),
        // Where there is room for one of them, the time that is over is said.
        short if running.is_over() => format!("{}, {short} min short", running.left_phrase()),
        short => format!("{short} min short, {}", running.left_phrase()),
    }
}

/// How many entries are left, the one in hand counted.
pub fn entries_left(running: &WorkshopProgress) -> usize {
    if running.is_closing { 0 } else { left(running).len() }
}

/// The minutes that are there and what they are for: `23 min left for 6 entries, then 10 for the closing, until 15:30`.
pub fn sum(running: &WorkshopProgress, moment: &Moment) -> String {
    let closing = running.agenda.closing;
    let ends = workshop::end_phrase(running, moment);
    if running.is_closing {
        return if running.is_over() { ends } else { format!("{}, {ends}", running.left_phrase()) };
    }
    let entries = counted(entries_left(running), "entry", "entries");
    let there = there(running);
    let then = if closing == 0 { String::new() } else { format!(", then {closing} for the closing") };
    match short(running) {
        0 => format!("{there} min left for {entries}{then}, {ends}"),
        short => {
            let planned: u32 = left(running).iter().map(|left| left.minutes).sum();
            format!("{short} min short: {planned} planned for {entries}, {there} left{then}, {ends}")
        }
    }
}

/// What to put off so that all musts fit; `None` if everything fits.
///
/// Coulds go first, then shoulds by how little they block, and of the same kind the longest. Nothing goes whose time
/// is there after all.
pub fn propose(running: &WorkshopProgress) -> Option<Proposal> {
    let missing = short(running);
    if missing == 0 {
        return None;
    }
    let left = left(running);
    let mut goes: Vec<&Left<'_>> = left
        .iter()
        .filter(|left| left.stop.level != Level::Must && !left.is_in_hand && left.minutes > 0)
        .collect();
    goes.sort_by_key(|left| {
        let level = std::cmp::Reverse(left.stop.level);
        let blocks = left.stop.weight == Some(Weight::Blocks);
        (level, blocks, std::cmp::Reverse(left.minutes))
    });
    let (chosen, freed) = enough(goes, missing);
    let still_missing = missing.saturating_sub(freed);
    let (musts, freed_by_musts) = enough(musts(&left), still_missing);
    let helps = still_missing > 0 && freed_by_musts >= still_missing;
    let in_order = |chosen: &[&Left<'_>]| -> Vec<AgendaEntry> {
        let is_chosen = |one: &&Left<'_>| chosen.iter().any(|other| other.stop.id == one.stop.id);
        left.iter().filter(is_chosen).map(|left| left.stop.clone()).collect()
    };
    let planned: u32 = left.iter().map(|left| left.minutes).sum();
    let used = u32::try_from(running.used.div_ceil(60)).unwrap_or(u32::MAX);
    let end = end_of(used.saturating_add(planned.saturating_sub(freed)));
    Some(Proposal {
        put_off: in_order(&chosen),
        entries: left.len(),
        planned,
        there: there(running),
        short: still_missing,
        musts: if helps { in_order(&musts) } else { Vec::new() },
        end,
        later: end.saturating_sub(running.agenda.minutes),
    })
}

/// The minutes of a workshop in which so many are there for entries: a longer one keeps more for its closing.
fn end_of(entries: u32) -> u32 {
    let mut end = entries;
    while end - closing_minutes(end) < entries {
        end += 1;
    }
    end
}

/// The musts that are left, what can wait first: what does not block the milestone, then what comes last.
fn musts<'a, 'b>(left: &'b [Left<'a>]) -> Vec<&'b Left<'a>> {
    let is_must = |left: &&Left<'_>| left.stop.level == Level::Must && !left.is_in_hand && left.minutes > 0;
    let mut musts: Vec<&Left<'_>> = left.iter().rev().filter(is_must).collect();
    musts.sort_by_key(|left| left.stop.weight == Some(Weight::Blocks));
    musts
}

/// The first of these that free so many minutes, without those that are not needed for it, and what they free.
fn enough<'a, 'b>(goes: Vec<&'b Left<'a>>, missing: u32) -> (Vec<&'b Left<'a>>, u32) {
    let mut chosen: Vec<&Left<'_>> = Vec::new();
    let mut freed = 0;
    for left in goes {
        if freed >= missing {
            break;
        }
        freed += left.minutes;
        chosen.push(left);
    }
    // What was taken last is worth most, so it is asked first whether it can stay.
    let mut at = chosen.len();
    while let Some(before) = at.checked_sub(1) {
        at = before;
        let minutes = chosen.get(at).map_or(0, |left| left.minutes);
        if freed - minutes >= missing {
            freed -= minutes;
            chosen.remove(at);
        }
    }
    (chosen, freed)
}

impl Proposal {
    /// The minutes that are free when all of it is put off.
    pub fn spare(&self) -> u32 {
        let freed: u32 = self.put_off.iter().map(|stop| stop.minutes).sum();
        self.there.saturating_sub(self.planned.saturating_sub(freed))
    }

    /// `34 min are planned for the 6 entries left, 23 are there. Put off these 2, and every must fits, with 2 to spare:`
    pub fn sentence(&self) -> String {
        let entries = counted(self.entries, "entry", "entries");
        let begin =
            format!("{} min are planned for the {entries} left, {} are there.", self.planned, self.there);
        let end = match (self.put_off.len(), self.short, self.spare()) {
            (0, short, _) => return format!("{begin} {}", capital(&self.musts_sentence(short))),
            (_, short, _) if short > 0 => {
                return format!("{begin} Put off these, and still {}", self.musts_sentence(short));
            }
            (1, _, spare) => format!("Put off this one, and every must fits{}:", spare_words(spare)),
            (count, _, spare) => format!("Put off these {count}, and every must fits{}:", spare_words(spare)),
        };
        format!("{begin} {end}")
    }

    fn musts_sentence(&self, short: u32) -> String {
        let names: Vec<&str> = self.musts.iter().map(|stop| stop.name.as_str()).collect();
        let which = match names.as_slice() {
            [] => return format!("{short} min are missing: move the end by {}.", self.later),
            few @ ([_] | [_, _] | [_, _, _]) => few.join(", "),
            many => format!("the {} musts that can wait best", many.len()),
        };
        let later = self.later;
        format!("the musts need {short} min more: move the end by {later}, or put off {which} as well.")
    }

    /// What goes if musts go too: all of it, in one step.
    pub fn with_musts(&self) -> impl Iterator<Item = &AgendaEntry> {
        self.put_off.iter().chain(&self.musts)
    }
}

fn spare_words(spare: u32) -> String {
    if spare == 0 { String::new() } else { format!(", with {spare} to spare") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::samples::{Story, item, plan};
    use crate::journal::record::{Change, Course, EntryFilter, WorkshopPlan};
    use crate::pack::model::EntryId;

    fn running(story: &Story, used: u64) -> WorkshopProgress {
        let workshop = story.answers().open_workshop().expect("it is open");
        WorkshopProgress::new(&story.board(), story.answers(), workshop, used)
    }

    fn opened(ids: &[EntryId], minutes: u32) -> Story {
        let mut story = Story::new();
        story.open(WorkshopPlan { agenda: ids.to_vec(), ..plan(minutes, &[], EntryFilter::default()) });
        story.say(Change::At { id: ids[0].clone(), seconds: 0 });
        story
    }

    #[test]
    fn what_weighs_least_is_put_off_and_all_musts_stay() {
        let ids = ["Design 1", "Design 42", "Design 43", "Design 2"].map(item);
        let story = opened(&ids, 40);
        let minutes: Vec<u32> = running(&story, 0).agenda.stops.iter().map(|stop| stop.minutes).collect();
        assert_eq!(propose(&running(&story, 0)), None, "{minutes:?}");
        let late = running(&story, 20 * 60);
        let proposal = propose(&late).expect("it is late");
        assert!(proposal.put_off.iter().all(|stop| stop.level != Level::Must));
        assert!(!proposal.put_off.iter().any(|stop| stop.id == ids[0]));
        assert!(proposal.sentence().starts_with(&format!("{} min are planned", proposal.planned)));
    }

    #[test]
    fn the_time_is_said_in_one_way_wherever_it_stands() {
        let ids = ["Design 1", "Design 42", "Design 43", "Design 2"].map(item);
        let story = opened(&ids, 90);
        assert_eq!(time_phrase(&running(&story, 0), false), running(&story, 0).short_time_phrase());
        assert_eq!(time_phrase(&running(&story, 0), true), running(&story, 0).time_phrase());
        let late = running(&story, 70 * 60);
        let missing = short(&late);
        assert!(missing > 0);
        assert_eq!(time_phrase(&late, false), format!("{missing} min short, 20 min left"));
    }

    #[test]
    fn minutes_that_the_room_gave_and_the_end_it_moved_count() {
        let ids = ["Design 1", "Design 42"].map(item);
        let mut story = opened(&ids, 40);
        assert_eq!(short(&running(&story, 0)), 0);
        story.say(Change::Course { seconds: 0, what: Course::Minutes { id: ids[1].clone(), minutes: 60 } });
        assert!(short(&running(&story, 0)) > 0);
        story.say(Change::Course { seconds: 0, what: Course::End { minutes: 120 } });
        assert_eq!(short(&running(&story, 0)), 0);
        story.say(Change::Course { seconds: 0, what: Course::PutOff { ids: vec![ids[1].clone()] } });
        assert_eq!(running(&story, 0).agenda.stops.len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn a_proposal_keeps_musts_takes_nothing_needlessly_and_fits_if_it_can(
            nos in proptest::collection::btree_set(1..40_u32, 2..9),
            used in 0..90_u64,
        ) {
            let ids: Vec<EntryId> = nos.iter().map(|no| item(&format!("Design {no}"))).collect();
            let running = running(&opened(&ids, 60), used * 60);
            let Some(proposal) = propose(&running) else {
                prop_assert_eq!(short(&running), 0);
                return Ok(());
            };
            prop_assert!(proposal.put_off.iter().all(|stop| stop.level != Level::Must && stop.id != ids[0]));
            let freed: u32 = proposal.put_off.iter().map(|stop| stop.minutes).sum();
            let missing = short(&running);
            // With the end that is proposed every must fits.
            let mut moved = running.clone();
            let agenda = std::sync::Arc::make_mut(&mut moved.agenda);
            agenda.minutes = proposal.end;
            agenda.closing = closing_minutes(proposal.end);
            let stays = |stop: &AgendaEntry| !proposal.put_off.iter().any(|other| other.id == stop.id);
            let planned: u32 = left(&moved).iter().filter(|left| stays(left.stop)).map(|left| left.minutes).sum();
            prop_assert!(planned <= there(&moved));
            if proposal.short > 0 {
                prop_assert_eq!(proposal.later, proposal.end - 60);
                prop_assert!(proposal.later >= proposal.short);
                let by = format!("move the end by {}", proposal.later);
                prop_assert!(proposal.sentence().to_lowercase().contains(&by));
            }
            prop_assert!(proposal.musts.iter().all(|stop| stop.level == Level::Must && stop.id != ids[0]));
            let by_musts: u32 = proposal.musts.iter().map(|stop| stop.minutes).sum();
            prop_assert!(proposal.musts.is_empty() == (proposal.short == 0) || proposal.musts.is_empty());
            prop_assert!(proposal.musts.is_empty() || by_musts >= proposal.short);
            if proposal.short == 0 {
                prop_assert!(freed >= missing);
                prop_assert!(proposal.put_off.iter().all(|stop| freed - stop.minutes < missing));
            } else {
                prop_assert_eq!(proposal.short, missing - freed);
                let others = left(&running).iter().filter(|left| left.stop.level != Level::Must && !left.is_in_hand).count();
                prop_assert_eq!(proposal.put_off.len(), others);
            }
        }
    }
}
