//! A project laid out: every entry of its pack and plan with where it stands, and the counts of every group.
//!
//! The board is built once for a pack, the project's kind and its questions; after one answer [`Board::refresh`]
//! moves that entry from count to count, so that a key press never costs work that grows with the pack. What a
//! gate looks at is decided when the board is built, because it depends on what applies and not on the answers.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use self::gates::{GateTally, Membership};
use super::asking::{self, Contradiction, LeftContradiction};
use super::standing::Standing;
use super::tally::Tally;
use crate::journal::answers::Answers;
use crate::journal::digest::Digest;
use crate::journal::record::Known;
use crate::pack::model::{
    Business, ChecklistId, EntryId, EntryPosition, EntryRef, Item, Level, Milestone, MilestoneId, Pack,
    Phase, PhaseId, Plan, ProjectQuestion, QuestionId, ScenarioId, WorkstreamId, nth,
};
use crate::text::Text;

mod build;
pub mod changed;
pub mod gates;

/// Whether an entry belongs to this project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applies {
    /// It is counted.
    Yes,
    /// It is for another kind of project.
    OtherBusiness,
    /// It comes with these application scenarios, none of which the project has.
    OtherApps(Vec<ScenarioId>),
    /// A project question was answered *no*.
    SetAside(QuestionId),
}

impl Applies {
    /// Whether the entry is counted.
    pub fn is_yes(&self) -> bool {
        *self == Applies::Yes
    }
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A line of a checklist.
    Item,
    /// A topic of the project's plan.
    Topic,
}

impl EntryKind {
    /// The word of JSON: `item` or `topic`.
    pub fn word(self) -> &'static str {
        match self {
            EntryKind::Item => "item",
            EntryKind::Topic => "topic",
        }
    }
}

/// The place of a row on one board; worth nothing on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIx(pub usize);

/// One entry of the project.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: EntryId,
    pub kind: EntryKind,
    /// `Design 42`; a topic's title.
    pub name: Text,
    pub title: Text,
    /// What it weighs at a gate.
    pub level: Level,
    /// Who usually knows; `None` for a topic.
    pub role: Option<Text>,
    /// The list of an item, and the section's name within it.
    pub checklist: Option<ChecklistId>,
    pub section: Option<Text>,
    /// Where it belongs in the project's plan; `None` if the plan has no such workstream.
    pub phase: Option<PhaseId>,
    pub workstream: Option<WorkstreamId>,
    /// The topics of that phase that an item belongs to.
    pub topics: Vec<EntryId>,
    pub applies: Applies,
    /// How the pack words it now.
    pub words: Digest,
    pub standing: Standing,
    /// The counts that it is part of: of an item its list and section, of a topic its phase and workstream.
    group: (usize, usize),
    gates: Vec<Membership>,
}

impl Entry {
    /// The gates that count the entry, in the plan's order.
    pub fn memberships(&self) -> &[Membership] {
        &self.gates
    }

    /// The heading under which a gate counts it: its workstream, else its list, whose id is used instead.
    pub fn stream(&self) -> WorkstreamId {
        let list = || WorkstreamId::new(self.checklist.as_ref().map_or("", ChecklistId::as_str));
        self.workstream.clone().unwrap_or_else(list)
    }

    /// Whether it is for other kinds of projects, or for applications that this one has not.
    pub fn is_of_others(&self) -> bool {
        matches!(self.applies, Applies::OtherBusiness | Applies::OtherApps(_))
    }
}

/// A list with its counts.
#[derive(Debug, Clone)]
pub struct ListNode {
    pub id: ChecklistId,
    pub title: Text,
    pub sections: Vec<SectionNode>,
    pub tally: Tally,
}

/// A section with its items, those that do not apply included.
#[derive(Debug, Clone)]
pub struct SectionNode {
    pub name: Text,
    pub title: Text,
    pub rows: Vec<EntryIx>,
    pub tally: Tally,
}

/// A phase with the counts of its topics.
#[derive(Debug, Clone)]
pub struct PhaseNode {
    pub id: PhaseId,
    pub title: Text,
    pub streams: Vec<StreamNode>,
    pub tally: Tally,
}

/// A workstream with its topics and the items that belong to it.
#[derive(Debug, Clone)]
pub struct StreamNode {
    pub id: WorkstreamId,
    pub title: Text,
    pub topics: Vec<TopicNode>,
    pub tally: Tally,
}

/// A topic and the items that name it.
#[derive(Debug, Clone)]
pub struct TopicNode {
    pub row: EntryIx,
    pub items: Vec<EntryIx>,
}

/// How many of a topic's items are settled at its next milestone, which may look at fewer than there are.
#[derive(Debug, Clone, Copy, Default)]
pub struct TopicProgress<'a> {
    /// That milestone, if it looks at fewer.
    pub milestone: Option<&'a GateTally>,
    /// Not left at that milestone.
    pub settled: u32,
    /// What it looks at.
    pub total: u32,
    pub in_all: u32,
}

impl TopicProgress<'_> {
    /// `3 of 6 settled`, or `1 of 6 for Ready to demonstrate, 10 in all`.
    pub fn phrase(self) -> String {
        self.naming(|gate| gate.title.to_string())
    }

    /// The same where milestones have their numbers: `1 of 6 for ◆ 2, 10 in all`.
    pub fn numbered(self, mark: &str) -> String {
        self.naming(|gate| format!("{mark} {}", gate.no))
    }

    fn naming(self, name: impl Fn(&GateTally) -> String) -> String {
        let TopicProgress { milestone, settled, total, in_all } = self;
        match milestone {
            None => format!("{settled} of {total} settled"),
            Some(gate) => format!("{settled} of {total} for {}, {in_all} in all", name(gate)),
        }
    }
}

/// A project laid out.
#[derive(Debug, Clone)]
pub struct Board {
    pub pack: Arc<Pack>,
    pub business: Business,
    pub today: Date,
    /// The zone whose days answers are dated by.
    zone: TimeZone,
    pub lists: Vec<ListNode>,
    pub phases: Vec<PhaseNode>,
    /// In the plan's order.
    pub gates: Vec<GateTally>,
    /// The counts of all items that apply, and how many items do not.
    pub items: Tally,
    pub items_left_out: u32,
    /// Answers to project questions that contradict each other, the impossible ones first.
    pub contradictions: Vec<Contradiction>,
    /// Those that somebody left so: they are at the head of nothing.
    pub left_so: Vec<LeftContradiction>,
    plan: Option<usize>,
    rows: Vec<Entry>,
    /// Those that the journal says something about.
    said: BTreeSet<EntryIx>,
    /// The items of the project's own, which the pack does not know.
    own: HashMap<EntryId, EntryIx>,
    refreshed: Vec<EntryId>,
}

impl Board {
    /// The entry at an index that this board gave out.
    pub fn at(&self, ix: EntryIx) -> &Entry {
        self.rows.get(ix.0).expect("a place is used on the board that gave it out")
    }

    /// Items in the lists' order, then topics in the plan's.
    pub fn rows(&self) -> &[Entry] {
        &self.rows
    }

    /// The rows that count and that the journal says something about, in the board's order.
    pub fn said(&self) -> impl Iterator<Item = (EntryIx, &Entry)> {
        self.said.iter().map(|ix| (*ix, self.at(*ix))).filter(|(_, row)| row.applies.is_yes())
    }

    /// Whether the journal says something about a row.
    pub fn is_said(&self, row: EntryIx) -> bool {
        self.said.contains(&row)
    }

    /// `None` if the entry is not in the pack or not in the project's plan.
    pub fn find(&self, id: &EntryId) -> Option<EntryIx> {
        match self.pack.position(id) {
            Some(EntryPosition::Item { list, section, item }) => {
                let section = nth(&nth(&self.lists, list)?.sections, section)?;
                nth(&section.rows, item).copied()
            }
            Some(EntryPosition::Topic { plan, phase, workstream, topic }) => {
                let at_plan = self.plan?;
                let is_ours = usize::try_from(plan) == Ok(at_plan);
                let stream = nth(&nth(&self.phases, phase)?.streams, workstream)?;
                nth(&stream.topics, topic).filter(|_| is_ours).map(|topic| topic.row)
            }
            None => self.own.get(id).copied(),
        }
    }

    pub fn row(&self, id: &EntryId) -> Option<&Entry> {
        self.find(id).map(|ix| self.at(ix))
    }

    /// The entries of the project's kind that a question's *no* sets aside, whatever its answer is.
    pub fn concerned<'a>(&'a self, question: &'a ProjectQuestion) -> impl Iterator<Item = EntryIx> + 'a {
        let places = question.sets_aside.iter().filter_map(|id| self.find(id));
        places.filter(|ix| !self.at(*ix).is_of_others())
    }

    /// What people see of the kind of project: `B2C`.
    pub fn kind_title(&self) -> Text {
        self.pack.kind_title(&self.business)
    }

    /// Why an entry does not apply to the project; `None` if it does.
    pub fn why_not(&self, applies: &Applies) -> Option<String> {
        Some(match applies {
            Applies::Yes => return None,
            Applies::OtherBusiness => format!("not for {}", self.kind_title()),
            Applies::OtherApps(apps) => {
                let titles: Vec<String> =
                    apps.iter().map(|app| self.pack.app_title(app).to_string()).collect();
                format!("not in this project: {}", titles.join(", "))
            }
            Applies::SetAside(id) => {
                let question = self.pack.questions.iter().find(|question| question.id == *id);
                question.map_or_else(|| id.to_string(), |question| question.reason.to_string())
            }
        })
    }

    pub fn plan(&self) -> Option<&Plan> {
        self.pack.plans.get(self.plan?)
    }

    /// The entry from the pack or from the project's own items.
    pub fn entry<'a>(&'a self, answers: &'a Answers, id: &EntryId) -> Option<EntryRef<'a>> {
        self.pack.entry(id).or_else(|| own_item(answers, id).map(EntryRef::Item))
    }

    /// A topic with its workstream.
    pub fn topic(&self, id: &EntryId) -> Option<(&StreamNode, &TopicNode)> {
        let ix = self.find(id)?;
        let Entry { kind: EntryKind::Topic, group: (phase, stream), .. } = self.at(ix) else { return None };
        let stream = self.phases.get(*phase)?.streams.get(*stream)?;
        Some((stream, stream.topics.iter().find(|topic| topic.row == ix)?))
    }

    /// A milestone of the project's plan with its phase.
    pub fn milestone(&self, id: &MilestoneId) -> Option<(&Phase, &Milestone)> {
        self.plan()?
            .phases
            .iter()
            .find_map(|phase| Some((phase, phase.milestones.iter().find(|milestone| milestone.id == *id)?)))
    }

    pub fn gate(&self, id: &MilestoneId) -> Option<&GateTally> {
        self.gates.iter().find(|gate| gate.id == *id)
    }

    /// The first gate in the plan's order that looks at an entry, passed or not.
    pub fn first_gate(&self, row: &Entry) -> Option<&GateTally> {
        row.gates.iter().filter_map(|member| self.gates.get(member.gate)).min_by_key(|gate| gate.order)
    }

    /// The gate at which an entry counts next: the first in the plan's order that was not passed, else the last one.
    pub fn next_gate(&self, answers: &Answers, row: &Entry) -> Option<&GateTally> {
        let gates = || row.gates.iter().filter_map(|member| self.gates.get(member.gate));
        let ahead = gates().filter(|gate| !gates::is_passed(answers, &gate.id));
        ahead.min_by_key(|gate| gate.order).or_else(|| gates().max_by_key(|gate| gate.order))
    }

    /// The milestone to speak of first: the nearest in time with a target that is not passed, else the first in the
    /// plan that is not passed. Passed means a closed review decided to go on.
    pub fn next_milestone(&self, answers: &Answers) -> Option<&GateTally> {
        let ahead = || self.gates.iter().filter(|gate| !gates::is_passed(answers, &gate.id));
        ahead()
            .filter_map(|gate| Some((answers.target(&gate.id)?, gate)))
            .min_by_key(|(day, gate)| (*day, gate.order))
            .map(|(_, gate)| gate)
            .or_else(|| ahead().next())
    }

    /// The milestones before the next one in the plan that are not passed: it has a day, and they have none or a later.
    pub fn skipped(&self, answers: &Answers) -> Vec<&GateTally> {
        let next = self.next_milestone(answers).map_or(0, |gate| gate.order);
        let before = self.gates.iter().filter(|gate| gate.order < next);
        before.filter(|gate| !gates::is_passed(answers, &gate.id)).collect()
    }

    /// `before it in the plan: Ready to align production, without a date`; empty if it is the first.
    pub fn skipped_phrase(&self, answers: &Answers) -> String {
        let gates = self.skipped(answers);
        let Some(first) = gates.first() else { return String::new() };
        let day = answers.target(&first.id).map_or("without a date", |_| "with a later date");
        let more = if gates.len() > 1 { format!(", and {} more", gates.len() - 1) } else { String::new() };
        format!("before it in the plan: {}, {day}{more}", first.title)
    }

    /// `226 of 266 items apply`.
    pub fn items_that_apply(&self) -> String {
        let apply = self.items.total();
        format!("{apply} of {} items apply", apply + self.items_left_out)
    }

    /// Counts a topic's items: those that its next milestone looks at, and all.
    pub fn topic_progress(&self, answers: &Answers, topic: &TopicNode) -> TopicProgress<'_> {
        let next = self.next_gate(answers, self.at(topic.row));
        let mut progress = TopicProgress::default();
        for row in topic.items.iter().map(|ix| self.at(*ix)).filter(|row| row.applies.is_yes()) {
            progress.in_all += 1;
            let why = match next.map(|gate| (gate, row.membership(gate.order))) {
                Some((gate, Some(member))) => gate.why(row, member, self.today),
                Some((_, None)) => continue,
                None => row.standing.why(self.today),
            };
            progress.total += 1;
            progress.settled += u32::from(why.is_none());
        }
        let milestone = next.filter(|_| progress.total < progress.in_all);
        TopicProgress { milestone, ..progress }
    }

    /// Looks at one entry again after something was said about it, and moves it from count to count.
    pub fn refresh(&mut self, answers: &Answers, id: &EntryId) {
        let Some(ix) = self.find(id) else { return };
        self.count(ix, Count::Out);
        let today = self.today;
        if let Some(row) = self.rows.get_mut(ix.0) {
            row.standing = stand(answers, id, row.words, (today, &self.zone));
        }
        if answers.entry(id).is_some() {
            self.said.insert(ix);
        } else {
            self.said.remove(&ix);
        }
        self.count(ix, Count::In);
        self.refreshed.push(id.clone());
    }

    /// Every entry that was counted again since the board was built, in order; anything that is derived from a board
    /// catches up by it.
    pub fn refreshed(&self) -> &[EntryId] {
        &self.refreshed
    }

    fn count(&mut self, ix: EntryIx, way: Count) {
        let Some(row) = self.rows.get(ix.0) else { return };
        if !row.applies.is_yes() {
            return;
        }
        let change = |tally: &mut Tally| match way {
            Count::In => tally.add(&row.standing),
            Count::Out => tally.remove(&row.standing),
        };
        let (whole, part) = row.group;
        match row.kind {
            EntryKind::Item => {
                change(&mut self.items);
                if let Some(list) = self.lists.get_mut(whole) {
                    change(&mut list.tally);
                    if let Some(section) = list.sections.get_mut(part) {
                        change(&mut section.tally);
                    }
                }
            }
            EntryKind::Topic => {
                if let Some(phase) = self.phases.get_mut(whole) {
                    change(&mut phase.tally);
                    if let Some(stream) = phase.streams.get_mut(part) {
                        change(&mut stream.tally);
                    }
                }
            }
        }
        for member in &row.gates {
            if let Some(gate) = self.gates.get_mut(member.gate) {
                gate.count(row, *member, self.today, matches!(way, Count::In));
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Count {
    In,
    Out,
}

/// The project question that has set an entry aside.
pub fn set_aside<'a>(pack: &'a Pack, answers: &Answers, id: &EntryId) -> Option<&'a QuestionId> {
    pack.questions
        .iter()
        .find(|question| {
            question.sets_aside.contains(id) && asking::effective(pack, answers, question) == Known::No
        })
        .map(|question| &question.id)
}

/// The standing of an entry; an answer until a milestone is open again once that milestone is passed.
fn stand(answers: &Answers, id: &EntryId, words: Digest, (today, zone): (Date, &TimeZone)) -> Standing {
    let standing =
        Standing { refuted: refuted(answers, id, zone), ..Standing::of(answers.entry(id), words, today) };
    match &standing.until_milestone {
        Some(milestone) if gates::is_passed(answers, milestone) => standing.past_its_milestone(),
        _ => standing,
    }
}

/// The day of the export that refutes an entry, if the entry was answered before, and not later than that day.
fn refuted(answers: &Answers, id: &EntryId, zone: &TimeZone) -> Option<Date> {
    let taken = answers.looks.refuting(id)?;
    let said = answers.entry(id)?.status.now()?;
    let is_newer = said.seq > taken.seq || said.at.to_zoned_datetime(zone.clone()).date() > taken.look.date;
    (!is_newer).then_some(taken.look.date)
}

fn own_item<'a>(answers: &'a Answers, id: &EntryId) -> Option<&'a Item> {
    answers.own_items.get(id)?.value()
}
