//! Finding things in a pack by id. Pure: no files.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::{
    Business, Checklist, ChecklistId, EntryId, EntryRef, Item, Milestone, MilestoneId, Pack, Phase, Plan,
    PlanId, Scenario, ScenarioId, ScenarioKind, Topic,
};
use crate::text::Text;

/// Where each entry stands in its pack.
#[derive(Clone, Default)]
pub(super) struct Places(HashMap<EntryId, EntryPosition>);

impl fmt::Debug for Places {
    /// It says nothing that the pack does not say itself.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Places").finish_non_exhaustive()
    }
}

/// Where an entry stands in its pack, from container to container; worth nothing in another pack.
#[derive(Debug, Clone, Copy)]
pub(crate) enum EntryPosition {
    /// Of a checklist.
    Item { list: u32, section: u32, item: u32 },
    /// Of a plan.
    Topic { plan: u32, phase: u32, workstream: u32, topic: u32 },
}

impl Pack {
    /// Makes the index from ids to entries anew; called once when a pack has been put together.
    pub fn index(&mut self) {
        let topics: usize = self.plans.iter().map(|plan| plan.topics().count()).sum();
        let mut places = HashMap::with_capacity(self.items().count() + topics);
        for (list, checklist) in (0..).zip(&self.checklists) {
            for (section, part) in (0..).zip(&checklist.sections) {
                for (item, entry) in (0..).zip(&part.items) {
                    places.insert(entry.id.clone(), EntryPosition::Item { list, section, item });
                }
            }
        }
        for (plan, kind) in (0..).zip(&self.plans) {
            for (phase, part) in (0..).zip(&kind.phases) {
                for (workstream, stream) in (0..).zip(&part.workstreams) {
                    for (topic, entry) in (0..).zip(&stream.topics) {
                        places.insert(
                            entry.id.clone(),
                            EntryPosition::Topic { plan, phase, workstream, topic },
                        );
                    }
                }
            }
        }
        self.places = Places(places);
    }

    /// Where an entry stands, for what is laid out as the pack is.
    pub(crate) fn position(&self, id: &EntryId) -> Option<EntryPosition> {
        self.places.0.get(id).copied()
    }

    pub fn entry(&self, id: &EntryId) -> Option<EntryRef<'_>> {
        match self.position(id)? {
            EntryPosition::Item { list, section, item } => {
                let section = nth(&nth(&self.checklists, list)?.sections, section)?;
                Some(EntryRef::Item(nth(&section.items, item)?))
            }
            EntryPosition::Topic { plan, phase, workstream, topic } => {
                let phase = nth(&nth(&self.plans, plan)?.phases, phase)?;
                Some(EntryRef::Topic(nth(&nth(&phase.workstreams, workstream)?.topics, topic)?))
            }
        }
    }

    pub fn checklist(&self, id: &ChecklistId) -> Option<&Checklist> {
        self.checklists.iter().find(|list| list.id == *id)
    }

    pub fn plan(&self, id: &PlanId) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == *id)
    }

    /// In the pack's order.
    pub fn kinds(&self) -> impl Iterator<Item = (Business, &Scenario)> {
        let kinds = self.scenarios.iter().filter(|scenario| scenario.kind == ScenarioKind::Business);
        kinds.map(|scenario| (Business::new(scenario.id.as_str()), scenario))
    }

    /// In the pack's order.
    pub fn apps(&self) -> impl Iterator<Item = &Scenario> {
        self.scenarios.iter().filter(|scenario| scenario.kind == ScenarioKind::Application)
    }

    pub fn kind(&self, business: &Business) -> Option<&Scenario> {
        self.kinds().find(|(id, _)| id == business).map(|(_, scenario)| scenario)
    }

    /// What people see of a kind of project: its title, else its id.
    pub fn kind_title(&self, business: &Business) -> Text {
        self.kind(business).map_or_else(|| Text::line(business.word()), |scenario| scenario.title.clone())
    }

    pub fn app(&self, id: &ScenarioId) -> Option<&Scenario> {
        self.apps().find(|scenario| scenario.id == *id)
    }

    /// What people see of an application scenario: its title, else its id.
    pub fn app_title(&self, id: &ScenarioId) -> Text {
        self.app(id).map_or_else(|| Text::line(id.as_str()), |scenario| scenario.title.clone())
    }

    pub fn plan_for(&self, business: &Business) -> Option<&Plan> {
        self.plan(self.kind(business)?.plan.as_ref()?)
    }

    /// The milestone with its phase.
    pub fn milestone(&self, id: &MilestoneId) -> Option<(&Phase, &Milestone)> {
        self.plans
            .iter()
            .flat_map(|plan| &plan.phases)
            .find_map(|phase| Some((phase, phase.milestones.iter().find(|milestone| milestone.id == *id)?)))
    }

    /// The codes that are shown of an item; empty if the pack does not say whose they are.
    pub fn codes_of(&self, item: &Item) -> Text {
        if self.published.is_some() { item.codes_phrase() } else { Text::default() }
    }

    /// `Mobile + API`: the application scenarios that bring an item; empty if every project has it.
    pub fn brought_by(&self, item: &Item) -> String {
        let titles: Vec<String> = item.scenarios.iter().map(|id| self.app_title(id).to_string()).collect();
        titles.join(", ")
    }

    /// For each entry that an item replaces the id of that item.
    pub fn moves(&self) -> BTreeMap<EntryId, EntryId> {
        self.items().flat_map(|item| item.was.iter().map(|was| (was.clone(), item.id.clone()))).collect()
    }

    /// All items in the order of the lists.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.checklists.iter().flat_map(|list| &list.sections).flat_map(|section| &section.items)
    }
}

/// What stands at a position of [`EntryPosition`].
pub(crate) fn nth<T>(parts: &[T], at: u32) -> Option<&T> {
    parts.get(usize::try_from(at).ok()?)
}

impl Plan {
    /// In the plan's order.
    pub fn topics(&self) -> impl Iterator<Item = &Topic> {
        self.phases.iter().flat_map(|phase| &phase.workstreams).flat_map(|stream| &stream.topics)
    }

    /// In the plan's order.
    pub fn milestones(&self) -> impl Iterator<Item = &Milestone> {
        self.phases.iter().flat_map(|phase| &phase.milestones)
    }
}

impl Checklist {
    /// The short name of one of its items: `Design 42`; `Design +1` for an item of the project's own.
    pub fn short_name(&self, item: &Item) -> Text {
        Text::line(&if item.own {
            format!("{} +{}", self.title, item.no)
        } else {
            format!("{} {}", self.title, item.no)
        })
    }
}

impl Item {
    /// What a room is asked: the question, else the title, whole if it was cut.
    pub fn asked(&self) -> Text {
        let whole = || {
            let stem = self.title.strip_suffix('…')?;
            let first = self.done_when.first_line();
            first.starts_with(stem.trim_end()).then(|| Text::line(first))
        };
        self.ask.clone().unwrap_or_else(|| whole().unwrap_or_else(|| self.title.clone()))
    }

    /// The ids that it replaces in one line; empty if it replaces none.
    pub fn replaces(&self) -> String {
        let was: Vec<&str> = self.was.iter().map(EntryId::as_str).collect();
        was.join(", ")
    }

    /// Its codes in one line: `DEC110, DEC400`; empty if it has none.
    pub fn codes_phrase(&self) -> Text {
        let codes: Vec<&str> = self.codes.iter().map(Text::as_str).collect();
        Text::line(&codes.join(", "))
    }
}
