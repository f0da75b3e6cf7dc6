//! What a pack holds, ready to be asked. Pure: no files.
//!
//! Everything outside speaks ids. Only a board, which lays its lists out as its pack does, asks for positions.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use super::choices::{Cadence, Level, OfferedAnswer, ScenarioKind};
use crate::text::{self, Text};

pub mod asked;
mod lookup;
pub mod published;

use asked::{Conflict, YesNo};
use lookup::Places;
pub(crate) use lookup::{EntryPosition, nth};
use published::{Published, Role};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Characters that may not be shown are replaced, so such an id names nothing.
            pub fn new(raw: &str) -> $name {
                $name(text::one_line(raw).as_ref().into())
            }

            /// As it is written in files and commands.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.pad(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(raw: String) -> $name {
                $name::new(&raw)
            }
        }

        impl From<&str> for $name {
            fn from(raw: &str) -> $name {
                $name::new(raw)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(input: D) -> Result<$name, D::Error> {
                text::deserialize(input, $name::new)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id! {
    /// `analyze`
    ChecklistId
}
id! {
    /// `design/session-lifetimes-designed` or `b2c/p1/architecture/tenant-provision`
    EntryId
}
id! {
    /// `b2c`
    PlanId
}
id! {
    /// `b2c/p1`
    PhaseId
}
id! {
    /// `b2c/p1/architecture`
    WorkstreamId
}
id! {
    /// `b2c/p1/demo`
    MilestoneId
}
id! {
    /// `existing-users`
    QuestionId
}
id! {
    /// `spa-api`
    ScenarioId
}
id! {
    /// The id of a business scenario, `b2c`: whose identities the project handles.
    Business
}

impl Business {
    /// The word of files and commands: `b2c`.
    pub fn word(&self) -> &str {
        self.as_str()
    }

    /// What to call it if its pack is not at hand: an abbreviation in capitals, else the word.
    pub fn label(&self) -> String {
        if self.0.len() <= 3 { self.0.to_uppercase() } else { self.0.to_string() }
    }
}

/// Whether something for these kinds of projects is for this one; an empty list means every kind.
pub fn is_for(kinds: &[Business], business: &Business) -> bool {
    kinds.is_empty() || kinds.contains(business)
}

/// A pack: everything that does not depend on a project.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Pack {
    pub id: Text,
    pub title: Text,
    pub version: Text,
    /// Title and version of the pack that this one adds to.
    pub extends: Option<Text>,
    pub notice: Option<Text>,
    /// Who can be asked; empty if the pack declares nobody.
    pub roles: Vec<Role>,
    /// In the order of the life cycle.
    pub checklists: Vec<Checklist>,
    pub plans: Vec<Plan>,
    pub questions: Vec<ProjectQuestion>,
    /// Answers to project questions that contradict each other.
    pub conflicts: Vec<Conflict>,
    pub scenarios: Vec<Scenario>,
    pub resources: Vec<Resource>,
    /// The publisher's own lists, row by row.
    pub published: Option<Published>,
    /// Made by [`Pack::index`] from the rest.
    #[serde(skip)]
    places: Places,
}

/// One of the lists, `Design`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Checklist {
    pub id: ChecklistId,
    pub title: Text,
    pub purpose: Text,
    pub activities: Vec<Text>,
    pub sections: Vec<Section>,
}

/// One part of a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Section {
    /// Its name within the list: its workstream, else made of its title.
    pub name: Text,
    /// The workstream's last segment, the same in every plan and phase: `architecture`. A section without one counts at
    /// the first milestone that counts its list, and from there on.
    pub workstream: Option<Text>,
    pub title: Text,
    pub items: Vec<Item>,
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub id: EntryId,
    pub checklist: ChecklistId,
    /// Its number in the list; for an item of the project's own, its number among those.
    pub no: u32,
    /// Whether the project added it, rather than the pack.
    pub own: bool,
    /// The publisher's own names for the rows that it stands for: `DEC20`.
    pub codes: Vec<Text>,
    /// The items that it replaces: their answers are its own.
    pub was: Vec<EntryId>,
    pub title: Text,
    pub guidance: Text,
    pub done_when: Text,
    /// The question that is put to the room; `None` if it would only be the title again.
    pub ask: Option<Text>,
    pub level: Level,
    /// Empty means every kind of project.
    pub applies_to: Vec<Business>,
    /// The application scenarios that bring it; empty if it needs none.
    pub scenarios: Vec<ScenarioId>,
    pub optional_when: Option<Text>,
    pub role: Text,
    /// `workstream/topic`; empty for an item of the project's own, and if the pack names only the workstream.
    pub topics: Vec<Text>,
    /// What a room of ten needs.
    pub minutes: u16,
    pub repeats: Option<Cadence>,
    pub link: Option<Text>,
}

/// One kind of project.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Plan {
    pub id: PlanId,
    pub title: Text,
    pub notes: Vec<Text>,
    pub phases: Vec<Phase>,
}

/// One phase of a plan.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Phase {
    pub id: PhaseId,
    /// From 1.
    pub no: u32,
    pub title: Text,
    pub summary: Text,
    pub needs: Vec<PhaseId>,
    pub ends_in: Option<Text>,
    pub notes: Vec<Text>,
    /// In the guide's order.
    pub workstreams: Vec<Workstream>,
    /// In the order in which they are passed.
    pub milestones: Vec<Milestone>,
}

/// One workstream of a phase.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Workstream {
    pub id: WorkstreamId,
    /// The last segment of the id: `architecture`.
    pub name: Text,
    pub title: Text,
    pub aliases: Vec<Text>,
    pub summary: Text,
    pub order: Option<Text>,
    pub after: Vec<WorkstreamId>,
    pub parallel_with: Vec<WorkstreamId>,
    pub skip_when: Option<Text>,
    pub team: Option<Text>,
    /// Empty means every kind of project.
    pub applies_to: Vec<Business>,
    pub notes: Vec<Text>,
    pub links: Vec<Text>,
    pub topics: Vec<Topic>,
}

/// One topic of a workstream.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Topic {
    pub id: EntryId,
    /// `workstream/topic`, as items name it.
    pub path: Text,
    pub title: Text,
    pub aliases: Vec<Text>,
    pub now: Option<Text>,
    pub guidance: Text,
    /// Set if the topic may be left out: it is then listed at a gate and does not block.
    pub optional_when: Option<Text>,
    pub dependencies: Vec<Dependency>,
    pub best_practices: Vec<Text>,
    pub warnings: Vec<Text>,
    pub questions: Vec<Text>,
    pub links: Vec<Text>,
    /// Empty means every kind of project.
    pub applies_to: Vec<Business>,
}

/// What a topic waits for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Dependency {
    pub text: Text,
    /// The topics the sentence names; empty if it only tells.
    pub on: Vec<EntryId>,
}

/// A point in a phase with what must be settled before it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Milestone {
    pub id: MilestoneId,
    /// From 1, within the phase.
    pub no: u32,
    pub title: Text,
    pub aliases: Vec<Text>,
    pub after: Vec<WorkstreamId>,
    /// Topics that do not count yet.
    pub except: Vec<EntryId>,
    pub checklists: Vec<ChecklistId>,
    pub finished: Text,
    pub then: Text,
    /// At most nine.
    pub critical: Vec<EntryId>,
    /// So many weeks after the milestone before it its day is proposed.
    pub weeks_after: Option<u8>,
}

/// A yes/no about the project that decides which entries apply.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProjectQuestion {
    pub id: QuestionId,
    pub ask: Text,
    pub explains: Text,
    /// The heading it is under.
    pub group: Option<Text>,
    pub default: OfferedAnswer,
    /// Questions none of which may be answered *no*: else this one is *no* too.
    pub needs: Vec<QuestionId>,
    /// Questions of which one must not be answered *no*; empty if there is no such rule.
    pub needs_any: Vec<QuestionId>,
    /// Application scenarios; a project with two of them is proposed *yes*.
    pub two_of: Vec<ScenarioId>,
    pub sets_aside: Vec<EntryId>,
    pub reason: Text,
}

/// One of the architecture scenarios.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Scenario {
    pub id: ScenarioId,
    pub title: Text,
    pub aliases: Vec<Text>,
    pub kind: ScenarioKind,
    pub short: Text,
    pub summary: Text,
    pub protocol: Text,
    pub plan: Option<PlanId>,
    pub plan_note: Text,
    /// The answers to project questions that it proposes.
    pub asks: Vec<(QuestionId, YesNo)>,
    pub consider: Vec<Text>,
    pub links: Vec<Text>,
}

/// Where to read on, or whom to ask.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Resource {
    pub id: Text,
    pub title: Text,
    pub group: Text,
    pub what_for: Option<Text>,
    pub links: Vec<Text>,
}

/// Whatever can be answered: an item or a topic.
#[derive(Debug, Clone, Copy)]
pub enum EntryRef<'a> {
    /// A line of a checklist.
    Item(&'a Item),
    /// A topic of a plan.
    Topic(&'a Topic),
}

impl<'a> EntryRef<'a> {
    pub fn id(self) -> &'a EntryId {
        match self {
            EntryRef::Item(item) => &item.id,
            EntryRef::Topic(topic) => &topic.id,
        }
    }

    pub fn title(self) -> &'a Text {
        match self {
            EntryRef::Item(item) => &item.title,
            EntryRef::Topic(topic) => &topic.title,
        }
    }

    /// What a room is asked; of a topic, its title.
    pub fn question(self) -> Text {
        match self {
            EntryRef::Item(item) => item.asked(),
            EntryRef::Topic(topic) => topic.title.clone(),
        }
    }

    /// Why it matters, in a few sentences.
    pub fn guidance(self) -> &'a Text {
        match self {
            EntryRef::Item(item) => &item.guidance,
            EntryRef::Topic(topic) => &topic.guidance,
        }
    }

    /// What makes it done; a topic has no such sentence.
    pub fn done_when(self) -> Option<&'a Text> {
        match self {
            EntryRef::Item(item) => Some(&item.done_when),
            EntryRef::Topic(_) => None,
        }
    }

    /// When it may be left undone.
    pub fn optional_when(self) -> Option<&'a Text> {
        match self {
            EntryRef::Item(item) => item.optional_when.as_ref(),
            EntryRef::Topic(topic) => topic.optional_when.as_ref(),
        }
    }

    /// A topic blocks like a *must*, and an optional one is listed like a *could*.
    pub fn level(self) -> Level {
        match self {
            EntryRef::Item(item) => item.level,
            EntryRef::Topic(topic) if topic.optional_when.is_some() => Level::Could,
            EntryRef::Topic(_) => Level::Must,
        }
    }

    pub fn applies_to(self) -> &'a [Business] {
        match self {
            EntryRef::Item(item) => &item.applies_to,
            EntryRef::Topic(topic) => &topic.applies_to,
        }
    }
}
