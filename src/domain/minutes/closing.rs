//! What the closing of a workshop goes through: whose everything is, what waits for the next time, how it was.

use jiff::civil::{Date, Time};

use super::{Minutes, MinutesCapture};
use crate::domain::agenda;
use crate::domain::board::Board;
use crate::domain::dates;
use crate::domain::grammar;
use crate::journal::answers::{Answers, Workshop};
use crate::journal::record::{CaptureKind, WorkshopPlan};
use crate::pack::model::EntryId;
use crate::text::{Text, quoted};

/// The kinds that the closing asks about, in the order in which it does.
const ASKED: [CaptureKind; 4] =
    [CaptureKind::Question, CaptureKind::Risk, CaptureKind::Parked, CaptureKind::Action];

impl MinutesCapture {
    /// Whether the closing asks whose it is: it is open and nobody's, or an action without a day.
    pub fn is_asked_about(&self) -> bool {
        let lacks = self.owner.is_none() || self.lacks().is_some();
        ASKED.contains(&self.kind) && !self.resolved && lacks
    }
}

impl Minutes {
    /// What stays open after the workshop, and what was settled in it: first what lacks a person or a day, then the
    /// rest.
    pub fn whose(&self) -> (Vec<&MinutesCapture>, Vec<&MinutesCapture>) {
        let lists = [&self.questions, &self.risks, &self.parked, &self.actions];
        let all = || lists.into_iter().flatten();
        let rest = [&self.actions, &self.questions, &self.risks, &self.parked];
        let rest = rest.into_iter().flatten().filter(|noted| !noted.is_asked_about());
        (all().filter(|noted| noted.is_asked_about()).collect(), rest.collect())
    }

    /// A capture of this workshop by its name.
    pub fn capture(&self, id: &crate::journal::record::CaptureId) -> Option<&MinutesCapture> {
        self.noted().find(|noted| noted.id == *id)
    }

    /// What waits for the next workshop: put off, without an answer, not reached.
    pub fn waiting(&self) -> Vec<EntryId> {
        let put_off = self.put_off.iter().map(|one| &one.entry.id);
        let talked = self.talked_about.iter().map(|one| &one.entry.id);
        let mut ids: Vec<EntryId> = Vec::new();
        for id in put_off.chain(talked).chain(self.not_reached.iter().map(|named| &named.id)) {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        ids
    }

    /// The next workshop with what waits for it first, then what is left, as much as fits.
    pub fn next_plan(
        &self,
        board: &Board,
        answers: &Answers,
        workshop: &Workshop,
        (day, start): (Date, Option<Time>),
    ) -> WorkshopPlan {
        let minutes = workshop.course.minutes_before.unwrap_or(workshop.plan.minutes);
        let plan = WorkshopPlan { day: Some(day), start, goal: None, minutes, ..workshop.plan.clone() };
        let mut ids = self.waiting();
        for id in agenda::draft(board, answers, &plan).ids() {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let agenda = agenda::draft_of(board, answers, &plan, &ids).ids();
        WorkshopPlan { agenda, ..plan }
    }

    /// How the room said it was: `4, 5, 3: 4.0 of 5`, or its words.
    pub fn rating_phrase(&self) -> Option<Text> {
        self.rating.as_ref().map(|words| Text::line(&rated(words)))
    }
}

/// Numbers from 1 to 5 with their average, and whatever else was said.
fn rated(words: &str) -> String {
    let parts: Vec<&str> =
        words.split([',', ';', ' ']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let number = |part: &&str| part.parse::<u32>().ok().filter(|number| (1..=5).contains(number));
    let numbers: Vec<u32> = parts.iter().map_while(number).collect();
    let count = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    let Some(tenths) = (numbers.iter().sum::<u32>() * 20 + count).checked_div(2 * count) else {
        return words.to_owned();
    };
    let rest = parts.get(numbers.len()..).unwrap_or_default().join(" ");
    let listed: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let rest = if rest.is_empty() { String::new() } else { format!("; {rest}") };
    match count {
        1 => format!("{} of 5{rest}", listed.concat()),
        _ => format!("{}: {}.{} of 5{rest}", listed.join(", "), tenths / 10, tenths % 10),
    }
}

/// Reads when a workshop is: a day, and a time of day where it is known: `mon 14:00`.
pub fn day_and_time(typed: &str, today: Date) -> Result<(Date, Option<Time>), String> {
    let typed = typed.trim();
    let (words, start) = match typed.rsplit_once(char::is_whitespace) {
        Some((words, last)) if last.contains(':') => (words, Some(grammar::time(last)?)),
        _ => (typed, None),
    };
    match grammar::day(words, today) {
        Ok(day) if day < today => Err(format!("{} is in the past", quoted(words))),
        Ok(day) => Ok((day, start)),
        Err(_) => Err(format!("{} is not a date; write {}, and a time: 14:00", quoted(typed), dates::FORMS)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::domain::samples::{Story, capture, item, plan};
    use crate::journal::record::{Change, Course, EntryFilter};

    #[test]
    fn numbers_get_their_average_and_words_stay() {
        assert_eq!(rated("4, 5, 3, 4"), "4, 5, 3, 4: 4.0 of 5");
        assert_eq!(rated("4 4 5 too little security"), "4, 4, 5: 4.3 of 5; too little security");
        assert_eq!(rated("4"), "4 of 5");
        assert_eq!(rated("long, but good"), "long, but good");
        assert_eq!(rated("7 of us liked it"), "7 of us liked it");
    }

    #[test]
    fn a_day_may_have_a_time() {
        let today = date(2026, 11, 20);
        assert_eq!(day_and_time("fri 9:30", today), Ok((date(2026, 11, 27), Some(time(9, 30, 0, 0)))));
        assert_eq!(day_and_time("2026-12-07", today), Ok((date(2026, 12, 7), None)));
        assert!(day_and_time("2026-12-07 25:00", today).is_err_and(|why| why.contains("25:00")));
        assert!(day_and_time("2026-01-07", today).is_err_and(|why| why.contains("past")));
        assert!(day_and_time("someday", today).is_err_and(|why| why.contains("not a date")));
    }

    #[test]
    fn what_lacks_a_person_or_a_day_comes_first_and_what_waits_is_on_the_next_agenda() {
        let mut story = Story::new();
        let ids = ["Design 1", "Design 42", "Design 43"].map(item);
        story.open(WorkshopPlan { agenda: ids.to_vec(), ..plan(60, &[], EntryFilter::default()) });
        story.say(Change::At { id: ids[0].clone(), seconds: 0 });
        story.say(capture("a", CaptureKind::Action, Some(&ids[0]), "Write the table"));
        story.say(capture("q", CaptureKind::Question, Some(&ids[0]), "Who may export the log?"));
        story.say(Change::Course { seconds: 60, what: Course::PutOff { ids: vec![ids[2].clone()] } });
        let board = story.board();
        let workshop = story.answers().open_workshop().expect("it is open");
        let minutes = super::super::minutes(&board, story.answers(), workshop);
        let (lacking, rest) = minutes.whose();
        let kinds: Vec<CaptureKind> = lacking.iter().map(|noted| noted.kind).collect();
        assert_eq!((kinds, rest.len()), (vec![CaptureKind::Question, CaptureKind::Action], 0));
        assert_eq!(minutes.waiting(), [ids[2].clone(), ids[0].clone(), ids[1].clone()]);
        let when = (date(2026, 12, 7), Some(time(14, 0, 0, 0)));
        let next = minutes.next_plan(&board, story.answers(), workshop, when);
        assert_eq!(next.agenda.get(..3), minutes.waiting().get(..));
        assert_eq!((next.day, next.start), (Some(when.0), when.1));
    }
}
