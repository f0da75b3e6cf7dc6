//! The closing of a workshop in three pages: what was decided, whose everything is, what stays for the next time.
//!
//! Its words and what is written at its end are here, for the screens and for `golive walk` alike.

use jiff::civil::{Date, Time};

use super::{EntryLabel, Minutes, MinutesCapture};
use crate::domain::agenda;
use crate::domain::board::Board;
use crate::domain::grammar;
use crate::domain::moment::Moment;
use crate::journal::answers::{Answers, Captured, Workshop};
use crate::journal::record::{CaptureId, CaptureKind, Change, Course, Seq, WorkshopPlan};
use crate::pack::model::EntryId;
use crate::text::Text;

/// The kinds that the closing asks about, in the order in which it does.
const ASKED: [CaptureKind; 4] =
    [CaptureKind::Question, CaptureKind::Risk, CaptureKind::Parked, CaptureKind::Action];

/// The pages of the closing, in their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClosingPage {
    /// The decisions, read back.
    #[default]
    Decided,
    /// Whose everything is.
    Whose,
    /// What stays, and the next time.
    Stays,
}

impl ClosingPage {
    /// Its place, from 1.
    pub fn number(self) -> u8 {
        match self {
            ClosingPage::Decided => 1,
            ClosingPage::Whose => 2,
            ClosingPage::Stays => 3,
        }
    }

    /// The page with this number; the last for any other.
    pub fn of(number: u8) -> ClosingPage {
        match number {
            1 => ClosingPage::Decided,
            2 => ClosingPage::Whose,
            _ => ClosingPage::Stays,
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            ClosingPage::Decided => "Closing, 1 of 3: what was decided",
            ClosingPage::Whose => "Closing, 2 of 3: whose it is",
            ClosingPage::Stays => "Closing, 3 of 3: what stays",
        }
    }

    /// What is said if nothing stands on it.
    pub fn nothing(self) -> &'static str {
        match self {
            ClosingPage::Decided => "Nothing was decided.",
            ClosingPage::Whose => "No action, question, risk or parked thing is left.",
            ClosingPage::Stays => "Every entry of the agenda was reached and answered.",
        }
    }
}

/// The words above the objections that stay when their decision was removed.
pub const TO_REMOVED: &str = "Objections to a decision that was removed";
/// The words above what lacks a person or a day.
pub const LACKING: &str = "Without a person or a day";
/// The words above the rest.
pub const WITH_ONE: &str = "With a person";

/// What can be said to the question whose something is.
pub const WHOSE: &str = "@name, a day, or both; - leaves it without a person";

/// The question for when the next workshop is, and what can be said to it.
pub const NEXT_ONE: (&str, &str) =
    ("The next one", "a day, and a time if it is known: fri 14:00; prepares it. Empty: no date yet");

/// The question for how this workshop was, and what can be said to it.
pub const HOW_WAS_IT: (&str, &str) =
    ("How was it", "a number from 1 to 5 from each, or words: 4, 5, 3; empty if nobody says");

/// The question that the closing asks about something captured.
pub fn asks(captured: &Captured) -> &'static str {
    match captured.kind {
        CaptureKind::Question => "Whose question is it?",
        CaptureKind::Risk => "Who watches the risk?",
        CaptureKind::Parked => "Who comes back to it?",
        CaptureKind::Action | CaptureKind::Decision | CaptureKind::Objection => {
            match (&captured.owner, captured.due) {
                (Some(_), None) => "By when?",
                (None, Some(_)) => "Who does it?",
                _ => "Who does it, by when?",
            }
        }
    }
}

/// What is written when a workshop closes.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosingSteps {
    /// The next workshop, and the line of the prepared one that it changes.
    pub next: Option<(WorkshopPlan, Option<Seq>)>,
    /// The steps of this one.
    pub steps: Vec<Change>,
}

/// Closes the open workshop after `seconds`: `next` is when the next one is, `how` how this one was, both as typed
/// and perhaps empty.
pub fn close(
    (next, how): (&str, &str),
    seconds: u64,
    board: &Board,
    answers: &Answers,
    today: Date,
) -> Result<ClosingSteps, String> {
    let open = answers.open_workshop().ok_or("the workshop is closed")?;
    let mut steps = Vec::new();
    let mut prepared = None;
    if !next.trim().is_empty() {
        let when = grammar::day_and_time(next, today).map_err(|refusal| refusal.short())?;
        steps.push(Change::Course { seconds, what: Course::Next { day: when.0, start: when.1 } });
        let plan = super::minutes(board, answers, open).next_plan(board, answers, open, when);
        let known = answers.workshops.iter().find(|other| {
            !other.opened
                && other.closed.is_none()
                && other.plan.title == plan.title
                && other.plan.day == plan.day
        });
        prepared = Some((plan, known.map(|other| other.seq)));
    }
    let rating = how.trim();
    if !rating.is_empty() || open.course.rating.is_some() {
        steps.push(Change::Course { seconds, what: Course::Rated(Text::line(rating)) });
    }
    steps.push(Change::Close { seconds });
    Ok(ClosingSteps { next: prepared, steps })
}

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

    /// The same with the words above them; a part with nothing in it is left out.
    pub fn whose_parts(&self) -> Vec<(&'static str, Vec<&MinutesCapture>)> {
        let (lacking, rest) = self.whose();
        let parts = [(LACKING, lacking), (WITH_ONE, rest)];
        parts.into_iter().filter(|(_, list)| !list.is_empty()).collect()
    }

    /// The entries that stay, under the words above them, each with what is said about it.
    pub fn stays_parts(&self, moment: &Moment) -> Vec<(&'static str, Vec<(&EntryLabel, String)>)> {
        let put_off = self.put_off.iter().map(|one| {
            let at = moment.local(one.at).strftime("%H:%M").to_string();
            (&one.entry, format!("at {at} by {}", one.by))
        });
        let talked = self.talked_about.iter().map(|one| {
            let captured =
                if one.captured.is_empty() { String::new() } else { format!(", {}", one.captured) };
            (&one.entry, format!("{}{captured}", one.level.word()))
        });
        let not_reached = self.not_reached.iter().map(|one| (one, String::new()));
        let parts: [(&str, Vec<_>); 3] = [
            ("Put off", put_off.collect()),
            ("Talked about, without an answer", talked.collect()),
            ("Not reached", not_reached.collect()),
        ];
        parts.into_iter().filter(|(_, list)| !list.is_empty()).collect()
    }

    /// When the next one is, as it can be typed; empty if that was not said.
    pub fn next_typed(&self) -> String {
        match self.next {
            Some((day, Some(start))) => format!("{day} {}", start.strftime("%H:%M")),
            Some((day, None)) => day.to_string(),
            None => String::new(),
        }
    }

    /// A capture of this workshop by its name.
    pub fn capture(&self, id: &CaptureId) -> Option<&MinutesCapture> {
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

    /// The next workshop: musts first, of the same weight what waits for it, then what is left, as much as fits.
    ///
    /// Minutes and open actions are as they will be once this workshop is closed.
    pub fn next_plan(
        &self,
        board: &Board,
        answers: &Answers,
        workshop: &Workshop,
        (day, start): (Date, Option<Time>),
    ) -> WorkshopPlan {
        let minutes = workshop.course.minutes_before.unwrap_or(workshop.plan.minutes);
        let plan = WorkshopPlan { day: Some(day), start, goal: None, minutes, ..workshop.plan.clone() };
        let mut then = answers.clone();
        for one in then.workshops.iter_mut().filter(|one| one.seq == workshop.seq) {
            one.closed = Some((self.used, one.stepped));
        }
        let agenda = agenda::draft_after(board, &then, &plan, &self.waiting()).ids();
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

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::domain::samples::{Story, capture, item, plan};
    use crate::journal::record::{Change, Course, EntryFilter};
    use crate::pack::model::Level;

    #[test]
    fn numbers_get_their_average_and_words_stay() {
        assert_eq!(rated("4, 5, 3, 4"), "4, 5, 3, 4: 4.0 of 5");
        assert_eq!(rated("4 4 5 too little security"), "4, 4, 5: 4.3 of 5; too little security");
        assert_eq!(rated("4"), "4 of 5");
        assert_eq!(rated("long, but good"), "long, but good");
        assert_eq!(rated("7 of us liked it"), "7 of us liked it");
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
        // The must that waits comes first, then the other musts; what waits and is none is there if there is time.
        assert_eq!(next.agenda.first(), Some(&ids[0]));
        assert!(!minutes.waiting()[..1].iter().any(|id| next.agenda.contains(id)));
        assert_eq!((next.day, next.start), (Some(when.0), when.1));
        let long = WorkshopPlan { minutes: 6000, ..workshop.plan.clone() };
        let agenda = agenda::draft_after(&board, story.answers(), &long, &minutes.waiting());
        let first = agenda.stops.iter().find(|stop| stop.level != Level::Must).map(|stop| &stop.id);
        assert_eq!(first, Some(&ids[2]));
    }

    #[test]
    fn the_next_agenda_has_musts_first_and_fills_the_time_as_it_will_be_measured() {
        let mut story = Story::new();
        let board = story.board();
        let of = |level: Level| {
            let rows = board.rows().iter().filter(move |row| row.level == level && row.is_item());
            rows.filter(|row| row.name.starts_with("Design")).map(|row| row.id.clone())
        };
        let coulds: Vec<EntryId> = of(Level::Could).take(3).collect();
        let musts: Vec<EntryId> = of(Level::Must).take(8).collect();
        let agenda = [musts.clone(), coulds.clone()].concat();
        story.open(WorkshopPlan { agenda, ..plan(75, &[], EntryFilter::default()) });
        // Each must takes half of what is planned, and leaves an action.
        for (at, id) in (0..).zip(&musts) {
            story.say(Change::At { id: id.clone(), seconds: at * 240 });
            story.say(capture(&format!("a{at}"), CaptureKind::Action, Some(id), "Write it down"));
        }
        story.say(Change::Course { seconds: 1920, what: Course::PutOff { ids: coulds.clone() } });
        story.say(Change::Closing { seconds: 1920 });
        let workshop = story.answers().open_workshop().expect("it is open");
        let minutes = super::super::minutes(&board, story.answers(), workshop);
        let next = minutes.next_plan(&board, story.answers(), workshop, (date(2026, 12, 7), None));
        story.close(1920);
        let agenda = agenda::lay_out(&story.board(), story.answers(), &next);
        assert_eq!(agenda.opening, 8);
        let first_other = agenda.stops.iter().position(|stop| stop.level != Level::Must);
        let left_musts = agenda.musts_left_out().count();
        assert!(first_other.is_none() && left_musts > 0, "{first_other:?}, {left_musts}");
        let free = agenda.room() - agenda.planned();
        assert!(agenda.over() == 0 && agenda.left_out.iter().all(|stop| stop.minutes > free), "{free}");
        assert!(!coulds.iter().any(|id| next.agenda.contains(id)));
        assert_eq!(next.agenda.get(..8), Some(&musts[..]));
    }
}
