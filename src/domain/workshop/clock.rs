//! The time that a workshop has used: counted by the driver, and read from the journal by everybody else.
//!
//! Time awake counts, time asleep does not. The driver has a [`Clock`] and feeds it with a monotonic clock; a *step*
//! keeps its seconds in the journal. While nothing is said, the newest step gets old: then the driver writes it once
//! more, a *beat*. A crash therefore costs at most one beat, and a follower needs no longer memory than that.

use std::time::Duration;

use jiff::Timestamp;

use crate::journal::answers::{Answers, FieldValue, Register, Workshop};
use crate::journal::record::{Change, Seq};

/// The most that one gap counts if somebody looks at the clock every second: a longer one was sleep.
pub const TICKING: Duration = Duration::from_secs(10);
/// The most that one gap counts if only keys and typed lines move the clock: people may talk that long between two.
pub const TYPING: Duration = Duration::from_secs(60 * 60);
/// How old the newest step may get, in seconds, before the driver says again where the workshop is.
pub const BEAT: u64 = 120;
/// How much later than due a beat may be in the journal, in seconds: it is written at a look at the clock.
const LATE: u64 = 30;

/// Counts the time that a workshop uses while the machine is awake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    used: Duration,
    seen: Duration,
    most: Duration,
}

impl Clock {
    /// A clock that goes on from `seconds`; `now` is a monotonic time, `most` what one gap may count.
    ///
    /// A monotonic clock stands still while most machines sleep, but not on all; the bound covers the others, and a
    /// program that was stopped.
    pub fn new(seconds: u64, now: Duration, most: Duration) -> Clock {
        Clock { used: Duration::from_secs(seconds), seen: now, most }
    }

    /// Counts the time since the last look; of a longer gap than the bound only the bound.
    pub fn look(&mut self, now: Duration) -> u64 {
        self.used += now.saturating_sub(self.seen).min(self.most);
        self.seen = self.seen.max(now);
        self.seconds()
    }

    /// The seconds used.
    pub fn seconds(&self) -> u64 {
        self.used.as_secs()
    }
}

/// What the driver writes after `used` seconds so that the journal knows of them; `None` while the newest step
/// is young enough.
///
/// It is the newest step with the seconds of now. Before the first entry there is none to name: the agenda as it is
/// says then that the workshop goes on. After a sleep the wall clock is ahead, and a beat is due at once.
pub fn beat(workshop: &Workshop, used: u64, now: Timestamp) -> Option<Change> {
    if workshop.course.on_break.is_some() {
        return None;
    }
    let quiet = passed(*workshop.signs.last().unwrap_or(&workshop.stepped), now);
    let has_step = workshop.closing.is_some() || !workshop.stops.is_empty();
    let awake = if has_step { used.saturating_sub(workshop.used) } else { 0 };
    if awake.max(quiet) < BEAT {
        return None;
    }
    Some(match (workshop.closing, workshop.stops.last()) {
        (Some(_), _) => Change::Closing { seconds: used },
        (None, Some((id, _))) => Change::At { id: id.clone(), seconds: used },
        (None, None) => Change::Agenda(workshop.plan.agenda.clone()),
    })
}

/// The seconds that an open workshop has used, from the journal alone.
///
/// That is what its newest step says, and the wall time from one word to the next that was said after it. A gap in
/// which nobody can have talked without a sign of it was a pause: wall time may jump, and machines sleep.
pub fn used_by_record(workshop: &Workshop, answers: &Answers) -> u64 {
    recorded(workshop, answers).0
}

/// The seconds that an open workshop has used as a follower of the journal sees it: time goes on after the last sign of
/// it for as long as the next may take.
pub fn used_as_followed(workshop: &Workshop, answers: &Answers, now: Timestamp) -> u64 {
    let (used, last) = recorded(workshop, answers);
    if workshop.course.on_break.is_some() {
        return used;
    }
    used + passed(last, now).min(patience(workshop))
}

/// The most that a follower may count before another sign of the workshop comes.
pub fn most_as_followed(workshop: &Workshop, answers: &Answers) -> u64 {
    let used = recorded(workshop, answers).0;
    if workshop.course.on_break.is_some() { used } else { used + patience(workshop) }
}

/// The seconds used and when that was.
fn recorded(workshop: &Workshop, answers: &Answers) -> (u64, Timestamp) {
    // In a break the clock stands, whatever is said.
    if workshop.course.on_break.is_some() {
        return (workshop.used, workshop.stepped);
    }
    let mut words = words_since(workshop, answers);
    words.sort_unstable();
    words.iter().fold((workshop.used, workshop.stepped), |(used, last), word| {
        let gap = passed(last, *word);
        let gap = if gap <= patience(workshop) { gap } else { 0 };
        (used + gap, last.max(*word))
    })
}

/// How long a workshop may go on without a sign of it, in seconds.
///
/// A program that is woken every second writes each beat when it is due, so that a longer silence is sleep; one that
/// waits for keys or lines cannot.
fn patience(workshop: &Workshop) -> u64 {
    let first_sign = || workshop.signs.first().map(|sign| passed(workshop.stepped, *sign));
    let beat = workshop.beat.or_else(first_sign);
    let is_steady = beat.is_some_and(|beat| (BEAT..=BEAT + TICKING.as_secs()).contains(&beat));
    if is_steady { BEAT + LATE } else { TYPING.as_secs() }
}

/// The seconds from one wall time to another; `None` if the clock was set back.
fn passed(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.as_second() - from.as_second()).unwrap_or(0)
}

/// When something was said in a workshop after its newest step.
fn words_since(workshop: &Workshop, answers: &Answers) -> Vec<Timestamp> {
    fn add<T: FieldValue>(words: &mut Vec<Timestamp>, field: &Register<T>, seq: Seq, from: Timestamp) {
        // The newest stand last, so that a long history is not gone through each second.
        let late = field.writes().iter().rev().take_while(|write| write.at >= from);
        words.extend(late.filter(|write| write.workshop == Some(seq)).map(|write| write.at));
    }
    let (seq, from) = (workshop.seq, workshop.stepped);
    let mut words = workshop.signs.clone();
    for said in answers.entries.values() {
        add(&mut words, &said.status, seq, from);
        add(&mut words, &said.owner, seq, from);
        add(&mut words, &said.due, seq, from);
        add(&mut words, &said.note, seq, from);
    }
    for said in answers.captures.values() {
        add(&mut words, &said.capture, seq, from);
        add(&mut words, &said.resolved, seq, from);
    }
    words
}

#[cfg(test)]
mod tests;
