//! What was left when a review was closed with *go with conditions*, and what has become of it: open, late or met.

use jiff::civil::Date;

use super::board::{Board, Entry};
use super::dates;
use super::filter::NOBODY;
use super::gate;
use super::moment::Moment;
use super::standing::{LeftReason, Sign};
use super::verdict::enumerated;
use crate::journal::answers::{Answers, ClosedReview, EntryAnswers};
use crate::journal::record::{Decision, ReviewRecord, ReviewedEntry, Status, Until};
use crate::pack::model::{EntryId, Level};
use crate::text::{Text, counted};

/// What has become of a condition, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not met, and its day is past.
    Late,
    /// Not met yet.
    Open,
    /// Settled or set aside since.
    Met,
}

impl State {
    /// All of them.
    pub const ALL: [State; 3] = [State::Late, State::Open, State::Met];

    /// The word of JSON.
    pub fn word(self) -> &'static str {
        match self {
            State::Late => "late",
            State::Open => "open",
            State::Met => "met",
        }
    }

    /// The heading of a list.
    pub fn title(self) -> &'static str {
        match self {
            State::Late => "Late",
            State::Open => "Open",
            State::Met => "Met",
        }
    }
}

/// One condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub id: EntryId,
    pub name: Text,
    pub title: Text,
    pub state: State,
    pub status: Status,
    pub sign: Sign,
    /// Who has it now; `None` if nobody does.
    pub owner: Option<Text>,
    /// Its due date now.
    pub due: Option<Date>,
    /// Who had it and when it was due when the review was closed.
    pub promised: (Option<Text>, Option<Date>),
    /// Why it is not met; `None` if it is.
    pub why: Option<LeftReason>,
    /// How it was met; empty while it is not.
    pub met: String,
}

/// The conditions of one review.
#[derive(Debug, Clone)]
pub struct Conditions<'a> {
    pub review: &'a ClosedReview,
    /// Late, open, met; then by day, then in the review's order.
    pub all: Vec<Condition>,
}

/// How many conditions are late, open and met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub late: usize,
    pub open: usize,
    pub met: usize,
}

impl Count {
    /// All of them.
    pub fn total(self) -> usize {
        self.late + self.open + self.met
    }

    /// `1 late, 2 open`, without the zeros.
    pub fn phrase(self) -> String {
        let parts = [(self.late, "late"), (self.open, "open"), (self.met, "met")];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        parts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
    }

    /// `5 of 12 are met, 3 are late, 4 are open`
    pub fn sentence(self) -> String {
        let are = |count: usize| if count == 1 { "is" } else { "are" };
        if self.met == self.total() {
            return match self.met {
                1 => "the one condition is met".to_owned(),
                all => format!("all {all} are met"),
            };
        }
        let mut words = format!("{} of {} {} met", self.met, self.total(), are(self.met));
        for (count, word) in [(self.late, "late"), (self.open, "open")] {
            if count > 0 {
                words = format!("{words}, {count} {} {word}", are(count));
            }
        }
        words
    }

    fn add(&mut self, state: State) {
        match state {
            State::Late => self.late += 1,
            State::Open => self.open += 1,
            State::Met => self.met += 1,
        }
    }
}

impl<'a> Conditions<'a> {
    /// The conditions of a review; `None` if it was not closed with conditions.
    pub fn of(board: &Board, answers: &Answers, review: &'a ClosedReview) -> Option<Conditions<'a>> {
        if review.review.decision != Some(Decision::GoWithConditions) {
            return None;
        }
        let seen = review.review.entries.iter().filter(|seen| is_condition(seen));
        let mut all: Vec<Condition> = seen.map(|seen| condition(seen, board, answers)).collect();
        all.sort_by_key(|one| (one.state, one.due.is_none(), one.due));
        Some(Conditions { review, all })
    }

    /// Those in one state.
    pub fn in_state(&self, state: State) -> impl Iterator<Item = &Condition> {
        self.all.iter().filter(move |one| one.state == state)
    }

    pub fn count(&self) -> Count {
        let mut count = Count::default();
        self.all.iter().for_each(|one| count.add(one.state));
        count
    }

    /// The same by person: who has something late comes first, then who has something open; those without an owner
    /// last among their like.
    pub fn by_person(&self) -> Vec<(Option<Text>, Count)> {
        let mut found: Vec<(Option<Text>, Count)> = Vec::new();
        for one in &self.all {
            let at = found.iter().position(|(owner, _)| *owner == one.owner);
            let at = at.unwrap_or_else(|| {
                found.push((one.owner.clone(), Count::default()));
                found.len() - 1
            });
            if let Some((_, count)) = found.get_mut(at) {
                count.add(one.state);
            }
        }
        found.sort_by_key(|(owner, count)| {
            (count.late == 0, count.open == 0, std::cmp::Reverse(count.late), owner.is_none(), owner.clone())
        });
        found
    }

    /// `Ben 1 late, 2 open · Ana 1 late, 1 open, 1 met`, with `dot` between them.
    pub fn people_phrase(&self, dot: &str) -> String {
        let person = |(owner, count): &(Option<Text>, Count)| {
            format!("{} {}", owner.as_ref().map_or(NOBODY, Text::as_str), count.phrase())
        };
        self.by_person().iter().map(person).collect::<Vec<_>>().join(dot)
    }

    /// Who has one in a state: `Ben 2, Ana, Mia`.
    pub fn who(&self, state: State) -> String {
        let mut found: Vec<(&str, usize)> = Vec::new();
        for one in self.in_state(state) {
            let name = one.owner.as_ref().map_or(NOBODY, Text::as_str);
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => found.push((name, 1)),
            }
        }
        found.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name == NOBODY, *name));
        let words = found.iter().map(|(name, count)| match count {
            1 => (*name).to_owned(),
            many => format!("{name} {many}"),
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// `review 1: Ready to demonstrate, Fri 20 Nov, go with conditions, by Kim and Ana`
    pub fn heading(&self, moment: &Moment) -> String {
        let review = &self.review.review;
        let by =
            if review.by.is_empty() { String::new() } else { format!(", by {}", enumerated(&review.by)) };
        let day = moment.day(moment.local(self.review.at).date());
        let decision = Decision::GoWithConditions.phrase();
        format!("review {}: {}, {day}, {decision}{by}", self.review.no, review.milestone_title)
    }
}

/// Of each milestone the conditions of its last review, if that was closed with conditions; the newest review first.
pub fn standing<'a>(board: &Board, answers: &'a Answers) -> Vec<Conditions<'a>> {
    let mut milestones = Vec::new();
    let mut found = Vec::new();
    for review in answers.reviews.iter().rev() {
        if milestones.contains(&&review.review.milestone) {
            continue;
        }
        milestones.push(&review.review.milestone);
        found.extend(Conditions::of(board, answers, review));
    }
    found
}

/// The number of the last review of the same milestone, if it was closed after this one: what this one asked for no
/// longer counts.
pub fn replaced_by(answers: &Answers, review: &ClosedReview) -> Option<u32> {
    let same = |other: &&ClosedReview| other.review.milestone == review.review.milestone;
    answers.reviews.iter().rev().find(same).map(|last| last.no).filter(|last| *last != review.no)
}

/// `119 of the 176 entries left have no owner or no date`; `None` if each has both.
pub fn without_promise(missing: usize, all: usize) -> Option<String> {
    let (of, has) =
        if all == 1 { ("entry", "has") } else { ("entries", if missing == 1 { "has" } else { "have" }) };
    (missing > 0).then(|| format!("{missing} of the {all} {of} left {has} no owner or no date"))
}

/// The newest review that was closed with conditions.
pub fn newest<'a>(board: &Board, answers: &'a Answers) -> Option<Conditions<'a>> {
    answers.reviews.iter().rev().find_map(|review| Conditions::of(board, answers, review))
}

/// Whether what a review saw became a condition: it was left, and it was not only listed.
pub fn is_condition(seen: &ReviewedEntry) -> bool {
    seen.why.is_some() && seen.level != Level::Could
}

/// The review by whose conditions an entry is still to be settled: `1`.
pub fn of_entry(standing: &[Conditions<'_>], id: &EntryId) -> Option<u32> {
    let has = |one: &&Conditions<'_>| one.all.iter().any(|one| one.id == *id && one.state != State::Met);
    standing.iter().find(has).map(|one| one.review.no)
}

fn condition(seen: &ReviewedEntry, board: &Board, answers: &Answers) -> Condition {
    let promised = (seen.owner.clone(), seen.due);
    let row = board.row(&seen.id);
    let said = answers.entry(&seen.id);
    let owner = said.and_then(|said| said.owner()).cloned();
    let due = said.and_then(EntryAnswers::due);
    // A topic that items stand for is left only while it speaks for itself.
    let counts = |row: &&Entry| row.applies.is_yes() && (!seen.represented || gate::speaks_for_itself(row));
    let why = row.filter(counts).and_then(|row| row.standing.why(board.today));
    let state = match (&why, due) {
        (None, _) => State::Met,
        (Some(_), Some(day)) if day < board.today => State::Late,
        _ => State::Open,
    };
    let standing = row.map(|row| &row.standing);
    Condition {
        id: seen.id.clone(),
        name: row.map_or(&seen.name, |row| &row.name).clone(),
        title: row.map_or(&seen.title, |row| &row.title).clone(),
        state,
        status: standing.map_or(seen.status, |standing| standing.status),
        sign: standing.map_or(Sign::Na, super::standing::Standing::sign),
        owner,
        due,
        promised,
        met: if why.is_some() { String::new() } else { how_met(row, seen, board, answers) },
        why,
    }
}

fn how_met(row: Option<&Entry>, seen: &ReviewedEntry, board: &Board, answers: &Answers) -> String {
    let Some(row) = row else { return "gone from the pack".to_owned() };
    if let Some(why) = board.why_not(&row.applies) {
        return format!("set aside: {why}");
    }
    let Some(answer) = answers.entry(&seen.id).and_then(|said| said.answer()) else { return String::new() };
    let reason = || answer.reason.as_ref().map(|reason| format!(": {}", reason.glimpse()));
    match (answer.status, &answer.until) {
        (Status::Waived, Some(Until::Day(day))) => {
            format!("waived until {}", dates::long(*day, board.today))
        }
        (Status::Waived, Some(Until::Milestone(id))) => {
            let title = board.pack.milestone(id).map_or(id.to_string(), |(_, one)| one.title.to_string());
            format!("waived until {title}")
        }
        (Status::Waived | Status::Na, _) => {
            format!("{}{}", answer.status.word(), reason().unwrap_or_default())
        }
        _ => answer.evidence.as_ref().map_or_else(|| "stated".to_owned(), |seen| seen.glimpse().into_owned()),
    }
}

impl Condition {
    /// `Design 42 Session lifetimes designed`; a topic's title alone.
    pub fn whole(&self) -> String {
        if self.name == self.title { self.title.to_string() } else { format!("{} {}", self.name, self.title) }
    }

    /// What is worth knowing beside its person and day: `3 days, in progress`, `was Wed 25 Nov`, `wiki/domains`.
    pub fn remark(&self, moment: &Moment) -> String {
        if self.state == State::Met {
            return self.met.clone();
        }
        let mut parts = Vec::new();
        match (self.state, self.due) {
            (State::Late, Some(day)) => {
                let late = usize::try_from(dates::days_until(moment.today, day)).unwrap_or(0);
                parts.push(counted(late, "day", "days"));
            }
            (_, Some(day)) if (0..=1).contains(&dates::days_until(day, moment.today)) => {
                parts.push(dates::distance(day, moment.today));
            }
            _ => {}
        }
        match (self.promised.1, self.due) {
            (Some(then), now) if now != Some(then) => parts.push(format!("was {}", moment.day(then))),
            _ => {}
        }
        match &self.why {
            Some(LeftReason::Overdue(_) | LeftReason::NeverAnswered) | None => {}
            Some(why) => parts.push(why.phrase(moment)),
        }
        parts.join(", ")
    }

    /// The day it is due, `no day` if it has none.
    pub fn day(&self, moment: &Moment) -> String {
        self.due.map_or_else(|| "no day".to_owned(), |day| moment.day(day))
    }

    /// What was promised and whether it moved: `promised by Mia on Fri 20 Nov for Wed 25 Nov, never moved`.
    pub fn promise(&self, closed: &ClosedReview, moment: &Moment) -> String {
        let on = moment.day(moment.local(closed.at).date());
        let (owner, day) = &self.promised;
        let closed_on = moment.local(closed.at).date();
        let by = match owner {
            Some(owner) => format!("promised by {owner} on {on}"),
            None => format!("without an owner on {on}"),
        };
        let words = match day {
            // Nobody promises a day that is past.
            Some(day) if *day < closed_on => format!("{by}, late already: due {}", moment.day(*day)),
            Some(day) if owner.is_none() => format!("{by}, due {}", moment.day(*day)),
            Some(day) => format!("{by} for {}", moment.day(*day)),
            None if owner.is_none() => format!("{by} and without a day"),
            None => format!("{by} without a day"),
        };
        match (day, self.due) {
            (Some(then), Some(now)) if now != *then => format!("{words}, moved to {}", moment.day(now)),
            (Some(_), Some(_)) => format!("{words}, never moved"),
            (None, Some(now)) => format!("{words}, now {}", moment.day(now)),
            _ => words,
        }
    }
}

/// The conditions as plain text, to be put into a mail.
pub fn as_text(conditions: &Conditions<'_>, moment: &Moment) -> String {
    let mut lines =
        vec![format!("Conditions of {}", conditions.heading(moment)), conditions.count().sentence()];
    for state in State::ALL {
        let found: Vec<&Condition> = conditions.in_state(state).collect();
        if found.is_empty() {
            continue;
        }
        lines.extend([String::new(), format!("{} {}", state.title(), found.len())]);
        for one in found {
            let owner = one.owner.as_ref().map_or(NOBODY, Text::as_str);
            let remark = one.remark(moment);
            let remark = if remark.is_empty() { remark } else { format!(" ({remark})") };
            lines.push(format!("- {}: {owner}, {}{remark}", one.whole(), one.day(moment)));
        }
    }
    lines.join("\n")
}

/// What is said when a review is closed with conditions whose day is past; `None` if there is none.
pub fn late_conditions(review: &ReviewRecord, today: Date) -> Option<String> {
    let is_condition = |seen: &&ReviewedEntry| seen.why.is_some() && seen.level != Level::Could;
    let of_go = review.decision == Some(Decision::GoWithConditions);
    let late =
        review.entries.iter().filter(is_condition).filter(|seen| seen.due.is_some_and(|day| day < today));
    match late.count() {
        0 => None,
        _ if !of_go => None,
        1 => Some("1 condition is late already".to_owned()),
        late => Some(format!("{late} conditions are late already")),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::fixture::{Packing, Said, TODAY, noon};
    use crate::domain::snapshot::{self, ReviewInput};
    use crate::pack::model::{MilestoneId, Pack};

    fn pack() -> Arc<Pack> {
        Packing::new(&[&["arch/tenant", "login/page"]])
            .item("analyze/goals", Level::Should, "arch", &["arch/tenant"])
            .item("analyze/region", Level::Must, "arch", &["arch/tenant"])
            .item("analyze/pages", Level::Could, "arch", &["arch/tenant"])
            .item("analyze/names", Level::Should, "arch", &["arch/tenant"])
            .milestone("p1/demo", &["arch"], &[], &["analyze"])
            .pack()
    }

    #[test]
    fn what_was_left_is_open_late_or_met_since() {
        let day = |days: i32| TODAY.checked_add(jiff::Span::new().days(days)).unwrap();
        let pack = pack();
        let said = Said::new().answer(&pack, "analyze/region", Status::Done);
        let said =
            said.owned("analyze/goals", Some("Mia"), Some(day(2))).owned("analyze/names", None, Some(day(9)));
        let board = Board::new(&pack, &said.answers, TODAY);
        let closing = ReviewInput { decision: Some(Decision::GoWithConditions), ..ReviewInput::default() };
        let id = MilestoneId::new("b2c/p1/demo");
        let review = snapshot::close(&board, &said.answers, &id, closing).unwrap();
        let said = said.review(review);

        // What only was listed, and what was settled then, is not a condition.
        let found = newest(&board, &said.answers).unwrap();
        assert_eq!(found.count(), Count { late: 0, open: 2, met: 0 });

        // Three days later the first is late; the second was met with evidence.
        let said = said.answer(&pack, "analyze/names", Status::Done);
        let board = Board::new(&pack, &said.answers, day(3));
        let found = newest(&board, &said.answers).unwrap();
        let states: Vec<(&str, State)> = found.all.iter().map(|one| (one.id.as_str(), one.state)).collect();
        assert_eq!(states, [("analyze/goals", State::Late), ("analyze/names", State::Met)]);
        assert_eq!(found.count().sentence(), "1 of 2 is met, 1 is late");
        assert_eq!(found.people_phrase(" · "), "Mia 1 late · nobody 1 met");
        let moment = Moment::new(noon(day(3)), TimeZone::UTC);
        assert_eq!(found.all.first().unwrap().remark(&moment), "1 day");

        // A day that was moved says what it was.
        let said = said.owned("analyze/goals", Some("Mia"), Some(day(5)));
        let board = Board::new(&pack, &said.answers, day(3));
        let found = newest(&board, &said.answers).unwrap();
        let goals = found.all.iter().find(|one| one.id.as_str() == "analyze/goals").unwrap();
        assert_eq!((goals.state, goals.remark(&moment)), (State::Open, "was Sun 22 Nov".to_owned()));
        assert_eq!(standing(&board, &said.answers).len(), 1);
        assert_eq!(of_entry(&standing(&board, &said.answers), &goals.id), Some(1));
    }
}
