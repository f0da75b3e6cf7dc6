//! Builds a board: rows, where each belongs, which gates look at it, and the first counts.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::gates::{GateTally, Membership, Weight};
use super::{
    Applies, Board, Count, Entry, EntryIx, EntryKind, ListNode, PhaseNode, SectionNode, StreamNode,
    TopicNode, stand,
};
use crate::domain::asking;
use crate::domain::moment::Today;
use crate::domain::tally::Tally;
use crate::journal::answers::Answers;
use crate::journal::digest::Digest;
use crate::journal::record::Known;
use crate::pack::belong::Placement;
use crate::pack::model::asked::ConflictKind;
use crate::pack::model::{
    Business, Checklist, ChecklistId, EntryId, EntryRef, Item, Level, Pack, Phase, Plan, QuestionId,
    ScenarioId, Section, Topic, WorkstreamId, is_for,
};
use crate::threads::both_if;

impl Board {
    /// The project laid out as it stands on `today`.
    ///
    /// A project whose kind is not known yet is laid out as the first kind of the pack.
    pub fn new(pack: &Arc<Pack>, answers: &Answers, today: impl Into<Today>) -> Board {
        let Today { day: today, zone } = today.into();
        let first = || pack.kinds().next().map(|(id, _)| id);
        let business = answers.business().cloned().or_else(first).unwrap_or_else(|| Business::new("none"));
        let at_plan =
            pack.plan_for(&business).and_then(|plan| pack.plans.iter().position(|other| other.id == plan.id));
        let builder = Builder {
            answers,
            business: business.clone(),
            today,
            zone: &zone,
            set_aside: set_aside_by(pack, answers),
            plan: at_plan.and_then(|at| pack.plans.get(at)),
        };
        let ItemRows { lists, entries: mut rows, homes } =
            builder.rows(&pack.checklists, items_of(&pack.checklists) >= FOR_TWO);
        let layout = builder.plan;
        let phases: Vec<PhaseNode> = layout.map(|plan| builder.phases(plan, &mut rows)).unwrap_or_default();
        let gates = layout.map(|plan| gates(plan, &lists, (&mut rows, &homes))).unwrap_or_default();
        let own = own_rows(&pack.checklists, &lists);
        let own = own.filter_map(|ix| Some((rows.get(ix.0)?.id.clone(), ix))).collect();
        let items_left_out = count_of(&rows, |row| row.kind == EntryKind::Item && !row.applies.is_yes());
        let mut board = Board {
            pack: Arc::clone(pack),
            business,
            today,
            zone,
            lists,
            phases,
            gates,
            items: Tally::default(),
            items_left_out,
            plan: at_plan,
            rows,
            said: BTreeSet::new(),
            own,
            refreshed: Vec::new(),
            contradictions: Vec::new(),
            left_so: Vec::new(),
        };
        board.said = answers.entries.keys().filter_map(|id| board.find(id)).collect();
        for at in 0..board.rows.len() {
            board.count(EntryIx(at), Count::In);
        }
        (board.contradictions, board.left_so) =
            asking::contradictions((pack, &board.business), answers, |question| {
                board.concerned(question).next().is_some()
            });
        let is_impossible = board.contradictions.iter().any(|one| one.kind == ConflictKind::Impossible);
        for gate in &mut board.gates {
            gate.count.impossible = is_impossible;
        }
        board
    }
}

fn count_of(rows: &[Entry], is_counted: impl Fn(&Entry) -> bool) -> u32 {
    u32::try_from(rows.iter().filter(|row| is_counted(row)).count()).unwrap_or(u32::MAX)
}

/// The rows of items that the project added itself: they are behind those of the pack in their section.
fn own_rows<'a>(lists: &'a [Checklist], nodes: &'a [ListNode]) -> impl Iterator<Item = EntryIx> + 'a {
    let sections = lists.iter().zip(nodes).flat_map(|(list, node)| list.sections.iter().zip(&node.sections));
    sections.flat_map(|(section, node)| node.rows.iter().skip(section.items.len()).copied())
}

/// From so many items on two threads are sooner done than one.
const FOR_TWO: usize = 5_000;

struct Builder<'a> {
    answers: &'a Answers,
    business: Business,
    today: Date,
    zone: &'a TimeZone,
    /// The entries that a project question sets aside, and by which.
    set_aside: HashMap<&'a EntryId, &'a QuestionId>,
    plan: Option<&'a Plan>,
}

/// Lists with the rows of their items.
#[derive(Default)]
struct ItemRows {
    lists: Vec<ListNode>,
    entries: Vec<Entry>,
    /// Beside each row, where its item belongs.
    homes: Vec<Option<Placement>>,
}

impl ItemRows {
    fn push(&mut self, row: Entry, home: Option<Placement>) -> EntryIx {
        self.entries.push(row);
        self.homes.push(home);
        EntryIx(self.entries.len() - 1)
    }

    /// Puts the rows of the lists that follow behind these.
    fn append(&mut self, mut others: ItemRows) {
        let before = self.entries.len();
        let sections = others.lists.iter_mut().flat_map(|list| &mut list.sections);
        sections.flat_map(|section| &mut section.rows).for_each(|ix| ix.0 += before);
        self.lists.append(&mut others.lists);
        self.entries.append(&mut others.entries);
        self.homes.append(&mut others.homes);
    }
}

fn items_of(lists: &[Checklist]) -> usize {
    lists.iter().flat_map(|list| &list.sections).map(|section| section.items.len()).sum()
}

impl Builder<'_> {
    /// The lists of the pack, half of the items on each of two threads if there are many.
    fn rows(&self, lists: &[Checklist], by_two: bool) -> ItemRows {
        let all = items_of(lists);
        let is_first_half =
            |count: &usize| lists.get(..*count).is_some_and(|first| 2 * items_of(first) <= all);
        let half = (0..=lists.len()).take_while(is_first_half).last().unwrap_or_default();
        let (first, second) = lists.split_at(half);
        // Both find their place in the first one's room.
        let (mut rows, others) = both_if(
            by_two,
            || self.lists(0, first, all + self.answers.own_items.len()),
            || self.lists(half, second, all - items_of(first)),
        );
        rows.append(others);
        rows
    }

    fn lists(&self, first: usize, lists: &[Checklist], room: usize) -> ItemRows {
        let mut rows = ItemRows {
            entries: Vec::with_capacity(room),
            homes: Vec::with_capacity(room),
            ..ItemRows::default()
        };
        for (at, list) in (first..).zip(lists) {
            let node = self.list(at, list, &mut rows);
            rows.lists.push(node);
        }
        rows
    }

    fn list(&self, at: usize, list: &Checklist, into: &mut ItemRows) -> ListNode {
        let own: Vec<&Item> = self
            .answers
            .own_items
            .values()
            .filter_map(|field| field.value())
            .filter(|item| item.checklist == list.id)
            .collect();
        let mut sections = Vec::new();
        for (section_at, section) in list.sections.iter().enumerate() {
            // If the pack no longer has the section of an item of the project's own, the last one takes it.
            let is_last = section_at + 1 == list.sections.len();
            let added = own.iter().copied().filter(|item| match self.answers.own_workstream(&item.id) {
                Some(name) if list.sections.iter().any(|other| other.name == *name) => *name == section.name,
                _ => is_last,
            });
            let items = section.items.iter().chain(added);
            let rows = items.map(|item| self.item(list, item, section, (at, section_at), into)).collect();
            sections.push(SectionNode {
                name: section.name.clone(),
                title: section.title.clone(),
                rows,
                tally: Tally::default(),
            });
        }
        ListNode { id: list.id.clone(), title: list.title.clone(), sections, tally: Tally::default() }
    }

    fn item(
        &self,
        list: &Checklist,
        item: &Item,
        section: &Section,
        group: (usize, usize),
        into: &mut ItemRows,
    ) -> EntryIx {
        let home = self.plan.and_then(|plan| plan.home_of(item, section.workstream.as_deref()));
        let phase = home.as_ref().and_then(|home| Some(self.plan?.phases.get(home.phase)?.id.clone()));
        let row = Entry {
            kind: EntryKind::Item,
            name: list.short_name(item),
            role: Some(item.role.clone()).filter(|role| !role.is_empty()),
            checklist: Some(list.id.clone()),
            section: Some(section.name.clone()),
            phase,
            workstream: home.as_ref().and_then(|home| home.workstream.clone()),
            topics: home.as_ref().map(|home| home.topics.clone()).unwrap_or_default(),
            group,
            ..self.row(EntryRef::Item(item))
        };
        into.push(row, home)
    }

    /// The phases of the plan, whose topics get their rows behind those of the items.
    fn phases(&self, plan: &Plan, rows: &mut Vec<Entry>) -> Vec<PhaseNode> {
        let mut by_topic: HashMap<EntryId, Vec<EntryIx>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            for topic in &row.topics {
                by_topic.entry(topic.clone()).or_default().push(EntryIx(at));
            }
        }
        let phases = plan.phases.iter().enumerate();
        phases.map(|(at, phase)| self.phase(at, phase, &mut by_topic, rows)).collect()
    }

    fn phase(
        &self,
        at: usize,
        phase: &Phase,
        by_topic: &mut HashMap<EntryId, Vec<EntryIx>>,
        rows: &mut Vec<Entry>,
    ) -> PhaseNode {
        let mut streams = Vec::new();
        for (stream_at, stream) in phase.workstreams.iter().enumerate() {
            let mut topics = Vec::new();
            for topic in &stream.topics {
                let mut row = Entry {
                    phase: Some(phase.id.clone()),
                    workstream: Some(stream.id.clone()),
                    group: (at, stream_at),
                    ..self.row(EntryRef::Topic(topic))
                };
                if !is_for(&stream.applies_to, &self.business) {
                    row.applies = Applies::OtherBusiness;
                }
                let items = by_topic.remove(&topic.id).unwrap_or_default();
                topics.push(TopicNode { row: EntryIx(rows.len()), items });
                rows.push(row);
            }
            streams.push(StreamNode {
                id: stream.id.clone(),
                title: stream.title.clone(),
                topics,
                tally: Tally::default(),
            });
        }
        PhaseNode { id: phase.id.clone(), title: phase.title.clone(), streams, tally: Tally::default() }
    }

    fn row(&self, entry: EntryRef<'_>) -> Entry {
        let words = Digest::of_entry(entry);
        let id = entry.id();
        let applies = if !is_for(entry.applies_to(), &self.business) {
            Applies::OtherBusiness
        } else if let Some(apps) = self.not_brought(entry) {
            Applies::OtherApps(apps.to_vec())
        } else if let Some(question) = self.set_aside.get(id) {
            Applies::SetAside((*question).clone())
        } else {
            Applies::Yes
        };
        Entry {
            id: id.clone(),
            kind: EntryKind::Topic,
            name: entry.title().clone(),
            title: entry.title().clone(),
            level: entry.level(),
            role: None,
            checklist: None,
            section: None,
            phase: None,
            workstream: None,
            topics: Vec::new(),
            applies,
            words,
            standing: stand(self.answers, id, words, (self.today, self.zone)),
            group: (0, 0),
            gates: Vec::new(),
        }
    }

    /// The application scenarios that bring an entry, if the project has none of them.
    fn not_brought<'e>(&self, entry: EntryRef<'e>) -> Option<&'e [ScenarioId]> {
        let EntryRef::Item(item) = entry else { return None };
        let chosen = self.answers.scenario.value().map(|chosen| chosen.apps.as_slice()).unwrap_or_default();
        let is_brought = item.scenarios.is_empty() || item.scenarios.iter().any(|app| chosen.contains(app));
        (!is_brought).then_some(&item.scenarios)
    }
}

/// The gates of a plan; writes into each row which of them look at it.
fn gates(
    plan: &Plan,
    lists: &[ListNode],
    (rows, homes): (&mut [Entry], &[Option<Placement>]),
) -> Vec<GateTally> {
    let topics = rows.iter().enumerate().skip(homes.len());
    let places: HashMap<EntryId, usize> = topics.map(|(at, row)| (row.id.clone(), at)).collect();
    let mut gates = Vec::new();
    for (phase_at, phase) in plan.phases.iter().enumerate() {
        let mut streams: Vec<WorkstreamId> = Vec::new();
        for milestone in &phase.milestones {
            // A gate also looks at what the phase's earlier milestones looked at.
            for stream in &milestone.after {
                if !streams.contains(stream) {
                    streams.push(stream.clone());
                }
            }
            let gate = gates.len();
            let is_counted: Vec<bool> =
                lists.iter().map(|list| milestone.checklists.contains(&list.id)).collect();
            let mut represented: HashSet<EntryId> = HashSet::new();
            let mut seen = Streams::default();
            // The row, its place among the workstreams seen, and how it is counted.
            let mut members: Vec<(EntryIx, usize, Weight, bool)> = Vec::new();
            for (at, (row, home)) in rows.iter().zip(homes).enumerate() {
                let Some(home) = home else { continue };
                if !row.applies.is_yes() || !is_counted.get(row.group.0).is_some_and(|counts| *counts) {
                    continue;
                }
                let counted: Vec<&EntryId> = home
                    .topics
                    .iter()
                    .filter(|topic| !milestone.except.contains(topic) && is_in(topic, &streams))
                    .collect();
                let belongs = match &home.workstream {
                    // Without a workstream it counts wherever its list does.
                    None => true,
                    Some(_) if home.phase != phase_at => false,
                    Some(stream) if home.topics.is_empty() => streams.contains(stream),
                    Some(_) => !counted.is_empty(),
                };
                if !belongs {
                    continue;
                }
                represented.extend(counted.into_iter().cloned());
                members.push((EntryIx(at), seen.place(row), Weight::of(row.level), false));
            }
            for topic in counted_topics(phase, &streams, &milestone.except) {
                let Some(at) = places.get(&topic.id).copied() else { continue };
                let Some(row) = rows.get(at).filter(|row| row.applies.is_yes()) else { continue };
                let is_represented = represented.contains(&topic.id);
                members.push((EntryIx(at), seen.place(row), weight_of(topic), is_represented));
            }
            let mut tally = GateTally::new(gate, phase, milestone, plan, (&seen.ids, lists));
            let places: Vec<usize> = seen.ids.iter().map(|id| tally.place_of(id)).collect();
            for (ix, seen_at, weight, represented) in &members {
                let (Some(row), Some(stream)) = (rows.get_mut(ix.0), places.get(*seen_at)) else {
                    continue;
                };
                let (weight, represented, stream) = (*weight, *represented, *stream);
                // Most entries of a large pack have one gate.
                if row.gates.is_empty() {
                    row.gates.reserve_exact(1);
                }
                row.gates.push(Membership { gate, weight, represented, stream });
            }
            tally.members = members.into_iter().map(|(ix, ..)| ix).collect();
            tally.members.sort_unstable();
            gates.push(tally);
        }
    }
    gates
}

fn set_aside_by<'a>(pack: &'a Pack, answers: &Answers) -> HashMap<&'a EntryId, &'a QuestionId> {
    let mut found = HashMap::new();
    for question in
        pack.questions.iter().filter(|question| asking::effective(pack, answers, question) == Known::No)
    {
        for id in &question.sets_aside {
            found.entry(id).or_insert(&question.id);
        }
    }
    found
}

/// The workstreams of a gate's entries, each once.
#[derive(Default)]
struct Streams {
    ids: Vec<WorkstreamId>,
    /// The list and workstream of the last row, and its place: rows that belong together follow each other.
    last: Option<(Option<ChecklistId>, Option<WorkstreamId>, usize)>,
}

impl Streams {
    fn place(&mut self, row: &Entry) -> usize {
        if let Some((list, stream, place)) = &self.last
            && *stream == row.workstream
            && *list == row.checklist
        {
            return *place;
        }
        let id = row.stream();
        let place = self.ids.iter().position(|known| *known == id).unwrap_or(self.ids.len());
        if place == self.ids.len() {
            self.ids.push(id);
        }
        self.last = Some((row.checklist.clone(), row.workstream.clone(), place));
        place
    }
}

fn weight_of(topic: &Topic) -> Weight {
    Weight::of(EntryRef::Topic(topic).level())
}

fn is_in(topic: &EntryId, streams: &[WorkstreamId]) -> bool {
    topic
        .as_str()
        .rsplit_once('/')
        .is_some_and(|(stream, _)| streams.iter().any(|known| known.as_str() == stream))
}

fn counted_topics<'a>(
    phase: &'a Phase,
    streams: &'a [WorkstreamId],
    except: &'a [EntryId],
) -> impl Iterator<Item = &'a Topic> {
    phase
        .workstreams
        .iter()
        .filter(|stream| streams.contains(&stream.id))
        .flat_map(|stream| &stream.topics)
        .filter(|topic| !except.contains(&topic.id))
}

impl Weight {
    fn of(level: Level) -> Weight {
        match level {
            Level::Must => Weight::Blocks,
            Level::Should => Weight::Condition,
            Level::Could => Weight::Listed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::embedded;

    #[test]
    fn two_threads_and_one_lay_out_the_same() {
        let pack = embedded::pack();
        let answers = Answers::default();
        let builder = Builder {
            answers: &answers,
            business: Business::new("b2c"),
            today: jiff::civil::date(2026, 11, 30),
            zone: &TimeZone::UTC,
            set_aside: HashMap::new(),
            plan: pack.plans.first(),
        };
        let [one, two] = [false, true].map(|by_two| builder.rows(&pack.checklists, by_two));
        assert_eq!(format!("{:?}", two.lists), format!("{:?}", one.lists));
        assert_eq!(format!("{:?}", two.entries), format!("{:?}", one.entries));
        assert_eq!(two.homes, one.homes);
    }

    #[test]
    fn every_row_is_found_by_its_id() {
        let (pack, answers) = (Arc::new(embedded::pack()), Answers::default());
        let board = Board::new(&pack, &answers, jiff::civil::date(2026, 11, 30));
        for (at, row) in board.rows().iter().enumerate() {
            assert_eq!(board.find(&row.id), Some(EntryIx(at)));
        }
        let other = pack.plans.iter().filter(|plan| board.plan().is_none_or(|ours| ours.id != plan.id));
        let topics: Vec<&EntryId> = other.flat_map(Plan::topics).map(|topic| &topic.id).collect();
        assert!(!topics.is_empty() && topics.iter().all(|id| board.find(id).is_none()), "of other plans");
    }
}
