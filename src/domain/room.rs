//! What the people in the room see of a workshop: one entry, its answer, what was captured, the clock.
//!
//! Everything is copied out, so that a view of it can show nothing else: no private note, no other project, no
//! file name ever gets here. Both the laptop that drives and the projector that follows are drawn from it.

use jiff::civil::Date;

use super::apart::{self, PersonAnswer};
use super::board::Board;
use super::captures;
use super::facts;
use super::moment::Moment;
use super::standing::{EndedAnswer, Sign};
use super::workshop::WorkshopProgress;
use super::workshop::clock::used_as_followed;
use crate::journal::answers::{Answers, CaptureAnswers, EntryAnswers, Workshop};
use crate::journal::record::{CaptureKind, Person, Until};
use crate::pack::model::{EntryId, EntryRef, Level, MilestoneId};
use crate::text::{self, Text};

/// The room at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomState {
    pub project: Text,
    pub running: WorkshopProgress,
    /// None before the first entry and while the workshop closes.
    pub entry: Option<RoomEntry>,
    /// Whether people are named, so that it can be said who answers.
    pub knows_people: bool,
    /// What was captured at the entry, oldest first; without an entry, at the workshop as a whole.
    pub captures: Vec<RoomCapture>,
}

/// The entry on screen.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomEntry {
    pub id: EntryId,
    pub name: Text,
    pub title: Text,
    /// The section of an item, the workstream of a topic.
    pub part: Option<Text>,
    pub level: Level,
    pub sign: Sign,
    /// Why it does not apply to the project, so that nothing said about it counts.
    pub aside: Option<Text>,
    /// What it waits for, or why it is left out.
    pub reason: Option<Text>,
    /// The end that a waiver or a *done* has come to; the reason is that one's then.
    pub ended: Option<EndedAnswer>,
    /// The last day, or the title of the milestone, at which a waiver or a *done* ends.
    pub until: Option<RoomEnd>,
    /// The question to the room.
    pub ask: Text,
    /// Further questions, which only topics have.
    pub more_questions: Vec<Text>,
    pub done_when: Option<Text>,
    /// What the last exports show about it.
    pub export: Option<Text>,
    /// Good to know.
    pub guidance: Text,
    pub answer: Option<Text>,
    /// The evidence.
    pub evidence: Option<Text>,
    pub owner: Option<Text>,
    pub due: Option<Date>,
    /// What each answered alone, before the workshop; empty if nobody did.
    pub apart: Vec<PersonAnswer>,
    /// Who can answer it: the role that it is for, and who of those present has it.
    pub answers: Option<Answering>,
    /// Whether two people answered apart, and it has to be said which holds.
    pub two_answers: bool,
}

impl RoomEntry {
    /// The title, if neither the name nor the question is the same.
    pub fn titled(&self) -> Option<&Text> {
        Some(&self.title).filter(|title| **title != self.name && **title != self.ask)
    }
}

/// Who can answer an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    pub role: Text,
    /// Those in the room who have the role.
    pub here: Vec<Text>,
    /// Whether somebody's role is not known, so that nothing can be said about who is missing.
    pub is_unsure: bool,
    /// Those of the role who have left.
    pub left: Vec<Text>,
}

impl Answering {
    /// Whether nobody who could answer is in the room.
    pub fn is_absent(&self) -> bool {
        self.here.is_empty() && !self.is_unsure
    }

    /// `For security: Lena`; `For security. Nobody from security is here: who asks them?`
    pub fn phrase(&self) -> String {
        let Answering { role, here, .. } = self;
        if !here.is_empty() {
            let names: Vec<&str> = here.iter().map(Text::as_str).collect();
            return format!("For {role}: {}", names.join(", "));
        }
        match self.left.first() {
            _ if self.is_unsure => format!("For {role}"),
            Some(name) => format!("For {role}. Nobody from {role} is here, {name} has left: who asks them?"),
            None => format!("For {role}. Nobody from {role} is here: who asks them?"),
        }
    }

    /// The same in so many cells, if somebody is to be asked: what is known anyway goes first.
    pub fn phrase_in(&self, cells: usize) -> String {
        let role = &self.role;
        let ways = [
            self.phrase(),
            format!("Nobody from {role} is here: who asks them?"),
            format!("Nobody from {role}: who asks them?"),
        ];
        let fits = |way: &String| !self.is_absent() || text::width(way) <= cells;
        ways.into_iter().find(fits).unwrap_or_else(|| format!("For {role}: nobody is here"))
    }

    /// The action that is prepared if nobody who could answer is here: `Ask security about Design 42: ...?`
    pub fn asking(board: &Board, answers: &Answers, id: &EntryId) -> Option<Text> {
        let workshop = answers.open_workshop()?;
        let row = board.row(id)?;
        let answering = Answering::of(row.role.as_ref(), workshop).filter(Answering::is_absent)?;
        let ask = match board.entry(answers, id)? {
            EntryRef::Item(item) => Some(item.asked()),
            EntryRef::Topic(topic) => topic.questions.first().cloned(),
        };
        let ask = ask.map(|ask| format!(": {ask}")).unwrap_or_default();
        Some(Text::line(&format!("Ask {} about {}{ask}", answering.role, row.name)))
    }

    fn of(role: Option<&Text>, workshop: &Workshop) -> Option<Answering> {
        let role = role.filter(|role| !role.is_empty())?;
        let has = |person: &&Person| {
            person.role.as_ref().is_some_and(|own| own.to_lowercase() == role.to_lowercase())
        };
        let left = |name: &Text| workshop.course.left.iter().any(|(other, _)| other == name);
        let people = &workshop.plan.people;
        Some(Answering {
            role: role.clone(),
            here: workshop.present().filter(has).map(|person| person.name.clone()).collect(),
            is_unsure: people.is_empty() || workshop.present().any(|person| person.role.is_none()),
            left: people.iter().filter(has).map(|person| person.name.clone()).filter(left).collect(),
        })
    }
}

/// When an answer ends.
#[derive(Debug, Clone, PartialEq)]
pub enum RoomEnd {
    /// The last day.
    Day(Date),
    /// At a milestone, by its title.
    Milestone(MilestoneId, Text),
}

/// Something captured.
#[derive(Debug, Clone, PartialEq)]
pub struct RoomCapture {
    pub kind: CaptureKind,
    pub text: Text,
    /// Of an objection the decision that it is about, if several were made.
    pub to: Option<Text>,
    pub owner: Option<Text>,
    pub due: Option<Date>,
    pub resolved: bool,
}

impl RoomState {
    /// The room as a follower shows it, who only reads the journal; `None` while no workshop is open.
    pub fn follow(board: &Board, answers: &Answers, moment: &Moment) -> Option<RoomState> {
        let workshop = answers.open_workshop()?;
        let used = used_as_followed(workshop, answers, moment.now);
        Some(RoomState::new(board, answers, workshop, used))
    }

    /// The room after `used` seconds of the workshop.
    pub fn new(board: &Board, answers: &Answers, workshop: &Workshop, used: u64) -> RoomState {
        RoomState::at(WorkshopProgress::new(board, answers, workshop, used), board, answers, workshop)
    }

    /// The room where the workshop is.
    pub fn at(running: WorkshopProgress, board: &Board, answers: &Answers, workshop: &Workshop) -> RoomState {
        let entry = running.current.as_ref().and_then(|id| entry(board, answers, workshop, id));
        let captures = captured(answers, workshop, running.current.as_ref());
        let project = answers.project_name().cloned().unwrap_or_default();
        RoomState { project, running, entry, knows_people: !workshop.plan.people.is_empty(), captures }
    }

    /// The number of captures of each kind; kinds without any are left out.
    pub fn counts(&self) -> Vec<(CaptureKind, usize)> {
        let count = |kind| self.captures.iter().filter(|capture| capture.kind == kind).count();
        CaptureKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0).collect()
    }
}

impl RoomCapture {
    /// The words; of an objection with the decision that it is about.
    pub fn words(&self) -> String {
        captures::with_decision(self.to.as_ref(), &self.text)
    }

    /// The owner and the due date, an action's gaps said: `Lena · Fri 27 Nov`, `nobody · no date`; `dot` parts the
    /// two.
    pub fn who_and_when(&self, dot: &str, moment: &Moment) -> String {
        let is_action = self.kind == CaptureKind::Action;
        let who = self.owner.as_ref().map(Text::to_string);
        let who = who.or_else(|| is_action.then(|| "nobody".to_owned()));
        let when = self.due.map(|day| moment.day(day));
        let when = when.or_else(|| is_action.then(|| "no date".to_owned()));
        [who, when].into_iter().flatten().collect::<Vec<_>>().join(dot)
    }
}

fn entry(board: &Board, answers: &Answers, workshop: &Workshop, id: &EntryId) -> Option<RoomEntry> {
    let row = board.row(id)?;
    let entry = board.entry(answers, id)?;
    let (ask, more_questions) = match entry {
        EntryRef::Item(item) => (item.asked(), Vec::new()),
        EntryRef::Topic(topic) => match topic.questions.split_first() {
            Some((first, more)) => (first.clone(), more.to_vec()),
            None => (topic.title.clone(), Vec::new()),
        },
    };
    let said = answers.entry(id);
    let answer = said.and_then(|said| said.answer());
    // The end of a waiver that is over says nothing any more.
    let until = answer.and_then(|answer| answer.until.clone()).filter(|_| row.standing.is_settled());
    let until = until.map(|until| match until {
        Until::Day(day) => RoomEnd::Day(day),
        Until::Milestone(id) => {
            let title = board.milestone(&id).map(|(_, milestone)| milestone.title.clone());
            let title = title.unwrap_or_else(|| Text::line(id.as_str()));
            RoomEnd::Milestone(id, title)
        }
    });
    Some(RoomEntry {
        id: id.clone(),
        name: row.name.clone(),
        title: row.title.clone(),
        part: part_of(board, id),
        level: row.level,
        sign: row.standing.sign(),
        aside: board.why_not(&row.applies).map(|why| Text::line(&why)),
        reason: row.standing.reason.clone(),
        ended: row.standing.ended.clone(),
        until,
        more_questions,
        done_when: entry.done_when().filter(|words| !words.is_empty() && **words != ask).cloned(),
        ask,
        export: facts::quiet_line(answers, id),
        guidance: entry.guidance().clone(),
        answer: said.and_then(|said| said.note()).cloned(),
        evidence: answer.and_then(|answer| answer.evidence.clone()),
        owner: said.and_then(|said| said.owner()).cloned(),
        due: row.standing.due,
        apart: apart::voices(&workshop.apart, id),
        answers: Answering::of(row.role.as_ref(), workshop),
        two_answers: said.is_some_and(EntryAnswers::has_rival),
    })
}

fn part_of(board: &Board, id: &EntryId) -> Option<Text> {
    let row = board.row(id)?;
    let sections = board.lists.iter().filter(|list| Some(&list.id) == row.checklist.as_ref());
    let section = sections
        .flat_map(|list| &list.sections)
        .find(|section| Some(&section.name) == row.section.as_ref())
        .map(|section| section.title.clone());
    section.or_else(|| {
        let streams = board.phases.iter().flat_map(|phase| &phase.streams);
        streams
            .into_iter()
            .find(|stream| Some(&stream.id) == row.workstream.as_ref())
            .map(|stream| stream.title.clone())
    })
}

/// The captures of this workshop at an entry, or at the workshop as a whole, and those from before that are still
/// open; objections stand below their decision.
fn captured(answers: &Answers, workshop: &Workshop, at: Option<&EntryId>) -> Vec<RoomCapture> {
    let is_here = |capture: &CaptureAnswers| {
        let first = capture.capture.writes().first();
        first.is_some_and(|first| first.workshop == Some(workshop.seq))
    };
    let below = |capture: &CaptureAnswers| {
        let to = capture.capture.value().and_then(|captured| captured.to.as_ref());
        let decision = to.and_then(|to| answers.captures.get(to)).filter(|to| to.capture.value().is_some());
        decision.unwrap_or(capture).capture.first()
    };
    let mut found: Vec<_> = answers
        .captures
        .iter()
        .filter_map(|(id, capture)| {
            let captured = capture.capture.value()?;
            let meant =
                captured.at.as_ref() == at && (is_here(capture) || (at.is_some() && !capture.is_resolved()));
            meant.then(|| (below(capture), capture.capture.first(), id, captured, capture.is_resolved()))
        })
        .collect();
    found.sort_by_key(|(below, first, id, _, _)| (*below, *first, *id));
    let made = found.into_iter().map(|(_, _, _, captured, resolved)| RoomCapture {
        kind: captured.kind,
        text: captured.text.clone(),
        to: captures::objected(answers, captured).cloned(),
        owner: captured.owner.clone(),
        due: captured.due,
        resolved,
    });
    made.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::{Story, capture, item, plan, status};
    use crate::journal::record::{CaptureId, Change, EntryFilter, WorkshopPlan};

    #[test]
    fn the_room_sees_the_entry_the_answer_and_what_was_captured_there() {
        let mut story = Story::new();
        let ids = [item("Design 42"), item("Design 43")];
        story.say(capture("old", CaptureKind::Question, Some(&ids[0]), "Who may export the log?"));
        story.say(capture("gone", CaptureKind::Risk, Some(&ids[0]), "Settled before"));
        story.say(Change::Resolved { id: CaptureId("gone".into()), resolved: true });
        assert_eq!(RoomState::follow(&story.board(), story.answers(), &story.moment()), None);
        story.open(WorkshopPlan { agenda: ids.to_vec(), ..plan(60, &[], EntryFilter::default()) });
        story.say(capture("whole", CaptureKind::Decision, None, "We meet again on Friday"));
        let before = RoomState::follow(&story.board(), story.answers(), &story.moment()).unwrap();
        assert_eq!((before.entry, before.captures.len()), (None, 1));
        story.say(Change::At { id: ids[0].clone(), seconds: 60 });
        story.say(status(&ids[0], crate::journal::record::Status::Doing));
        story.say(Change::Note { id: ids[0].clone(), text: "Customers: 8 h idle.".into() });
        story.say(capture("a", CaptureKind::Action, Some(&ids[0]), "Write the lifetime table"));
        story.wait(240);
        let room = RoomState::follow(&story.board(), story.answers(), &story.moment()).unwrap();
        let entry = room.entry.as_ref().unwrap();
        assert_eq!((entry.name.as_str(), entry.sign, entry.level), ("Design 42", Sign::Doing, Level::Should));
        assert_eq!(entry.answer.as_ref().unwrap(), "Customers: 8 h idle.");
        assert_eq!(entry.part.as_ref().unwrap(), "User Logout");
        assert_eq!(room.counts(), [(CaptureKind::Action, 1), (CaptureKind::Question, 1)]);
        assert_eq!(room.captures.last().unwrap().who_and_when(" · ", &story.moment()), "nobody · no date");
        assert_eq!((room.running.used, room.running.here), (300, 240));
    }

    #[test]
    fn an_objection_stands_below_its_decision_and_names_it_among_several() {
        let mut story = Story::new();
        let id = item("Design 42");
        story.open(WorkshopPlan { agenda: vec![id.clone()], ..plan(60, &[], EntryFilter::default()) });
        story.say(Change::At { id: id.clone(), seconds: 0 });
        let object = |name: &str, to: &str| match capture(name, CaptureKind::Objection, Some(&id), "Not yet")
        {
            Change::Capture { id, at, kind, text, owner, due, .. } => {
                Change::Capture { id, at, kind, text, owner, due, to: Some(CaptureId(to.into())) }
            }
            other => other,
        };
        let words = |story: &Story| -> Vec<String> {
            let room = RoomState::follow(&story.board(), story.answers(), &story.moment()).unwrap();
            room.captures.iter().map(RoomCapture::words).collect()
        };
        story.say(capture("a", CaptureKind::Decision, Some(&id), "First"));
        story.say(object("oa", "a"));
        assert_eq!(words(&story), ["First", "Not yet"]);
        story.say(capture("b", CaptureKind::Decision, Some(&id), "Second"));
        story.say(object("ob", "b"));
        story.say(object("oa2", "a"));
        let all =
            ["First", "to \"First\": Not yet", "to \"First\": Not yet", "Second", "to \"Second\": Not yet"];
        assert_eq!(words(&story), all);
    }

    #[test]
    fn a_topic_is_asked_with_its_first_question() {
        let mut story = Story::new();
        let topic = crate::domain::samples::pack().plans.first().unwrap().topics().next().unwrap().clone();
        story.open(plan(60, &[], EntryFilter::default()));
        story.say(Change::At { id: topic.id.clone(), seconds: 0 });
        let room = RoomState::follow(&story.board(), story.answers(), &story.moment()).unwrap();
        let entry = room.entry.unwrap();
        let first = topic.questions.first().unwrap_or(&topic.title);
        assert_eq!((&entry.ask, entry.done_when), (first, None));
    }
}
