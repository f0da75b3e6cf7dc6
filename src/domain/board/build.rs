//! Builds a board: rows, where each belongs, which gates look at it, and the first counts.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::gates::{GateTally, Membership, Weight};
use super::{
    Applies, Board, Count, Entry, EntryIx, EntryKind, Groups, ListNode, PhaseNode, SectionNode, StreamNode,
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
        let mut builder = Builder {
            answers,
            business: business.clone(),
            today,
            zone: &zone,
            set_aside: set_aside_by(pack, answers),
            rows: Vec::with_capacity(pack.items().count()),
            homes: Vec::with_capacity(pack.items().count()),
            by_topic: HashMap::new(),
        };
        let layout = at_plan.and_then(|at| pack.plans.get(at));
        let lists: Vec<ListNode> =
            pack.checklists.iter().enumerate().map(|(at, list)| builder.list(at, list, layout)).collect();
        let phases: Vec<PhaseNode> = layout
            .map(|plan| plan.phases.iter().enumerate().map(|(at, phase)| builder.phase(at, phase)).collect())
            .unwrap_or_default();
        let gates = layout.map(|plan| builder.gates(plan, &lists)).unwrap_or_default();
        let Builder { mut rows, .. } = builder;
        let places: HashMap<EntryId, EntryIx> =
            rows.iter().enumerate().map(|(at, row)| (row.id.clone(), EntryIx(at))).collect();
        rows.shrink_to_fit();
        let said = answers.entries.keys().filter_map(|id| places.get(id).copied()).collect();
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
            said,
            places,
            refreshed: Vec::new(),
            contradictions: Vec::new(),
            left_so: Vec::new(),
        };
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

struct Builder<'a> {
    answers: &'a Answers,
    business: Business,
    today: Date,
    zone: &'a TimeZone,
    /// The entries that a project question sets aside, and by which.
    set_aside: HashMap<&'a EntryId, &'a QuestionId>,
    rows: Vec<Entry>,
    /// Beside each row of an item, where it belongs.
    homes: Vec<Option<Placement>>,
    /// The items that name a topic.
    by_topic: HashMap<EntryId, Vec<EntryIx>>,
}

impl Builder<'_> {
    fn list(&mut self, at: usize, list: &Checklist, plan: Option<&Plan>) -> ListNode {
        let own: Vec<Item> = self
            .answers
            .own_items
            .values()
            .filter_map(|field| field.value())
            .filter(|item| item.checklist == list.id)
            .cloned()
            .collect();
        let mut sections = Vec::new();
        for (section_at, section) in list.sections.iter().enumerate() {
            // If the pack no longer has the section of an item of the project's own, the last one takes it.
            let is_last = section_at + 1 == list.sections.len();
            let added = own.iter().filter(|item| match self.answers.own_workstream(&item.id) {
                Some(name) if list.sections.iter().any(|other| other.name == *name) => *name == section.name,
                _ => is_last,
            });
            let added: Vec<&Item> = added.collect();
            let rows = section
                .items
                .iter()
                .chain(added)
                .map(|item| self.item(list, item, section, plan, (at, section_at)))
                .collect();
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
        &mut self,
        list: &Checklist,
        item: &Item,
        section: &Section,
        plan: Option<&Plan>,
        group: (usize, usize),
    ) -> EntryIx {
        let home = plan.and_then(|plan| plan.home_of(item, section.workstream.as_deref()));
        let phase = home.as_ref().and_then(|home| Some(plan?.phases.get(home.phase)?.id.clone()));
        let row = Entry {
            kind: EntryKind::Item,
            name: list.short_name(item),
            role: Some(item.role.clone()).filter(|role| !role.is_empty()),
            checklist: Some(list.id.clone()),
            section: Some(section.name.clone()),
            phase,
            workstream: home.as_ref().and_then(|home| home.workstream.clone()),
            topics: home.as_ref().map(|home| home.topics.clone()).unwrap_or_default(),
            groups: Groups { list: Some(group), phase: None },
            ..self.row(EntryRef::Item(item))
        };
        self.push(row, home)
    }

    fn phase(&mut self, at: usize, phase: &Phase) -> PhaseNode {
        let mut streams = Vec::new();
        for (stream_at, stream) in phase.workstreams.iter().enumerate() {
            let mut topics = Vec::new();
            for topic in &stream.topics {
                let mut row = Entry {
                    phase: Some(phase.id.clone()),
                    workstream: Some(stream.id.clone()),
                    groups: Groups { list: None, phase: Some((at, stream_at)) },
                    ..self.row(EntryRef::Topic(topic))
                };
                if !is_for(&stream.applies_to, &self.business) {
                    row.applies = Applies::OtherBusiness;
                }
                let ix = self.push(row, None);
                let items = self.by_topic.get(&topic.id).cloned().unwrap_or_default();
                topics.push(TopicNode { row: ix, items });
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
            groups: Groups::default(),
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

    fn push(&mut self, row: Entry, home: Option<Placement>) -> EntryIx {
        let ix = EntryIx(self.rows.len());
        for topic in &row.topics {
            self.by_topic.entry(topic.clone()).or_default().push(ix);
        }
        self.rows.push(row);
        self.homes.push(home);
        ix
    }

    /// The gates of a plan and writes into each row which of them look at it.
    fn gates(&mut self, plan: &Plan, lists: &[ListNode]) -> Vec<GateTally> {
        let topics = self.rows.iter().enumerate().filter(|(_, row)| row.kind == EntryKind::Topic);
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
                let mut represented: HashSet<EntryId> = HashSet::new();
                let mut seen = Streams::default();
                // The row, its place among the workstreams seen, and how it is counted.
                let mut members: Vec<(EntryIx, usize, Weight, bool)> = Vec::new();
                for (at, (row, home)) in self.rows.iter().zip(&self.homes).enumerate() {
                    let Some(home) = home else { continue };
                    let is_counted =
                        row.checklist.as_ref().is_some_and(|list| milestone.checklists.contains(list));
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
                    if !row.applies.is_yes() || !is_counted || !belongs {
                        continue;
                    }
                    represented.extend(counted.into_iter().cloned());
                    members.push((EntryIx(at), seen.place(row), Weight::of(row.level), false));
                }
                for topic in counted_topics(phase, &streams, &milestone.except) {
                    let Some(at) = places.get(&topic.id).copied() else { continue };
                    let Some(row) = self.rows.get(at).filter(|row| row.applies.is_yes()) else { continue };
                    let is_represented = represented.contains(&topic.id);
                    members.push((EntryIx(at), seen.place(row), weight_of(topic), is_represented));
                }
                let mut tally = GateTally::new(gate, phase, milestone, plan, (&seen.ids, lists));
                let places: Vec<usize> = seen.ids.iter().map(|id| tally.place_of(id)).collect();
                for (ix, seen_at, weight, represented) in &members {
                    let (Some(row), Some(stream)) = (self.rows.get_mut(ix.0), places.get(*seen_at)) else {
                        continue;
                    };
                    let (weight, represented, stream) = (*weight, *represented, *stream);
                    row.gates.push(Membership { gate, weight, represented, stream });
                }
                tally.members = members.into_iter().map(|(ix, ..)| ix).collect();
                tally.members.sort_unstable();
                gates.push(tally);
            }
        }
        gates
    }
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
