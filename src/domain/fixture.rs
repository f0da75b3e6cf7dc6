//! Small packs and answers for the tests of this layer: built from a few words, or at random.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::journal::answers::{
    Answer, Answers, CaptureAnswers, Captured, ClosedReview, FieldValue, Register, ScenarioChoice, Write,
};
use crate::journal::digest::Digest;
use crate::journal::record::{
    CaptureId, CaptureKind, Change, Known, Record, ReviewRecord, RunId, Seq, Status, Until,
};
use crate::journal::samples::look_of;
use crate::pack::model::{
    Business, Checklist, ChecklistId, EntryId, Item, Level, Milestone, MilestoneId, OfferedAnswer, Pack,
    Phase, PhaseId, Plan, PlanId, ProjectQuestion, QuestionId, Scenario, ScenarioId, ScenarioKind, Section,
    Topic, Workstream, WorkstreamId,
};
use crate::text::Text;

/// Friday 20 November 2026.
pub(crate) const TODAY: Date = date(2026, 11, 20);

/// Noon UTC.
pub(crate) fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp()
}

/// A pack in the making: one plan `b2c` and the checklists `analyze`, `build` and `test`.
#[derive(Debug, Clone)]
pub(crate) struct Packing(pub Pack);

pub(crate) const LISTS: [&str; 3] = ["analyze", "build", "test"];

impl Packing {
    /// A pack without items; each phase is a list of `workstream/topic`, a trailing `?` makes it optional.
    pub(crate) fn new(phases: &[&[&str]]) -> Packing {
        let mut pack = Pack::default();
        (pack.id, pack.version, pack.title) = ("small".into(), "1".into(), "Small".into());
        for list in LISTS {
            pack.checklists.push(Checklist {
                id: ChecklistId::new(list),
                title: capital(list),
                purpose: "Words".into(),
                activities: vec![],
                sections: vec![],
            });
        }
        let phases = phases.iter().enumerate().map(|(at, topics)| phase(at, topics)).collect();
        pack.plans.push(Plan { id: PlanId::new("b2c"), title: "B2C".into(), notes: vec![], phases });
        for (word, title) in [("b2c", "Consumers"), ("b2e", "Employees")] {
            pack.scenarios.push(Scenario {
                id: ScenarioId::new(word),
                title: title.into(),
                aliases: vec![],
                kind: ScenarioKind::Business,
                short: title.into(),
                summary: "Words".into(),
                protocol: "Words".into(),
                plan: Some(PlanId::new("b2c")),
                plan_note: "Words".into(),
                asks: vec![],
                consider: vec![],
                links: vec![],
            });
        }
        Packing(pack)
    }

    /// Adds an item `LIST/NAME` to the section of a workstream.
    pub(crate) fn item(mut self, id: &str, level: Level, section: &str, topics: &[&str]) -> Packing {
        let (list, name) = id.split_once('/').unwrap();
        let list = self.0.checklists.iter_mut().find(|known| known.id.as_str() == list).unwrap();
        let no = list.sections.iter().map(|section| section.items.len()).sum::<usize>() + 1;
        let at = list.sections.iter().position(|known| known.name == *section).unwrap_or_else(|| {
            list.sections.push(Section {
                name: section.into(),
                workstream: Some(section.into()),
                title: capital(section),
                items: vec![],
            });
            list.sections.len() - 1
        });
        list.sections[at].items.push(Item {
            id: EntryId::new(id),
            checklist: list.id.clone(),
            no: u32::try_from(no).unwrap(),
            own: false,
            codes: vec![],
            was: vec![],
            title: capital(name),
            guidance: "Why it matters.".into(),
            done_when: "It can be seen.".into(),
            ask: Some("Is it so?".into()),
            level,
            applies_to: vec![],
            scenarios: vec![],
            optional_when: None,
            role: "architect".into(),
            topics: topics.iter().map(|path| Text::line(path)).collect(),
            minutes: 5,
            repeats: None,
            link: None,
        });
        self
    }

    /// Adds a milestone `PHASE/NAME` after workstreams, less some topics.
    pub(crate) fn milestone(mut self, id: &str, after: &[&str], except: &[&str], lists: &[&str]) -> Packing {
        let (phase, name) = id.split_once('/').unwrap();
        let prefix = format!("b2c/{phase}");
        let phase = self.0.plans[0].phases.iter_mut().find(|known| known.id.as_str() == prefix).unwrap();
        let no = u32::try_from(phase.milestones.len()).unwrap() + 1;
        phase.milestones.push(Milestone {
            id: MilestoneId::new(&format!("{prefix}/{name}")),
            no,
            title: capital(name),
            aliases: vec![],
            after: after.iter().map(|stream| WorkstreamId::new(&format!("{prefix}/{stream}"))).collect(),
            except: except.iter().map(|topic| EntryId::new(&format!("{prefix}/{topic}"))).collect(),
            checklists: lists.iter().map(|list| ChecklistId::new(list)).collect(),
            finished: "Words".into(),
            then: "Words".into(),
            critical: vec![],
            weeks_after: None,
        });
        self
    }

    /// Makes entries the critical ones of the milestone that was added last.
    pub(crate) fn critical(mut self, ids: &[&str]) -> Packing {
        let milestone = self.0.plans[0].phases.iter_mut().rev().find_map(|phase| phase.milestones.last_mut());
        milestone.unwrap().critical = ids.iter().map(|id| EntryId::new(id)).collect();
        self
    }

    /// Adds a project question whose *no* sets entries aside.
    pub(crate) fn question(mut self, id: &str, sets_aside: &[&str]) -> Packing {
        self.0.questions.push(ProjectQuestion {
            id: QuestionId::new(id),
            ask: "Is it so?".into(),
            explains: "Words".into(),
            group: None,
            needs: vec![],
            needs_any: vec![],
            two_of: vec![],
            default: OfferedAnswer::Ask,
            sets_aside: sets_aside.iter().map(|id| EntryId::new(id)).collect(),
            reason: "Not here".into(),
        });
        self
    }

    /// Changes an item.
    pub(crate) fn change(mut self, id: &str, change: impl Fn(&mut Item)) -> Packing {
        let sections = self.0.checklists.iter_mut().flat_map(|list| &mut list.sections);
        sections.flat_map(|part| &mut part.items).filter(|item| item.id.as_str() == id).for_each(change);
        self
    }

    pub(crate) fn pack(mut self) -> Arc<Pack> {
        self.0.index();
        Arc::new(self.0)
    }
}

fn capital(word: &str) -> Text {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    Text::line(&first.into_iter().chain(chars).collect::<String>())
}

fn phase(at: usize, topics: &[&str]) -> Phase {
    let id = format!("b2c/p{}", at + 1);
    let mut workstreams: Vec<Workstream> = Vec::new();
    for path in topics {
        let (path, optional) = path.strip_suffix('?').map_or((*path, false), |path| (path, true));
        let (name, title) = path.split_once('/').unwrap();
        let place = workstreams.iter().position(|stream| stream.name == name).unwrap_or_else(|| {
            workstreams.push(Workstream {
                id: WorkstreamId::new(&format!("{id}/{name}")),
                name: name.into(),
                title: capital(name),
                aliases: vec![],
                summary: "Words".into(),
                order: None,
                after: vec![],
                parallel_with: vec![],
                skip_when: None,
                team: None,
                applies_to: vec![],
                notes: vec![],
                links: vec![],
                topics: vec![],
            });
            workstreams.len() - 1
        });
        workstreams[place].topics.push(Topic {
            id: EntryId::new(&format!("{id}/{path}")),
            path: path.into(),
            title: capital(title),
            aliases: vec![],
            now: None,
            guidance: "Words".into(),
            optional_when: optional.then(|| "Nobody needs it".into()),
            dependencies: vec![],
            best_practices: vec![],
            warnings: vec![],
            questions: vec![],
            links: vec![],
            applies_to: vec![],
        });
    }
    Phase {
        id: PhaseId::new(&id),
        no: u32::try_from(at).unwrap() + 1,
        title: capital(&format!("phase {}", at + 1)),
        summary: "Words".into(),
        needs: vec![],
        ends_in: None,
        notes: vec![],
        workstreams,
        milestones: vec![],
    }
}

/// What a team says, one write after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    pub answers: Answers,
    n: u64,
    day: Option<Date>,
}

impl Said {
    /// The answers of a B2C project without any entry answered.
    pub(crate) fn new() -> Said {
        let mut said = Said::default();
        said.answers.scenario =
            said.field(&Register::default(), ScenarioChoice { business: Business::new("b2c"), apps: vec![] });
        said.answers.project = said.field(&Register::default(), "Contoso portal".into());
        said
    }

    /// Says the following on this day.
    pub(crate) fn on(mut self, day: Date) -> Said {
        self.day = Some(day);
        self
    }

    fn field<T: Clone + FieldValue>(&mut self, field: &Register<T>, value: T) -> Register<T> {
        self.n += 1;
        let mut writes = field.writes().to_vec();
        writes.push(Write {
            value,
            seq: Seq(self.n, RunId(1)),
            by: "ana".into(),
            at: noon(self.day.unwrap_or(TODAY)),
            over: field.now().map(|write| write.seq),
            workshop: None,
            live: true,
        });
        Register::of(writes)
    }

    /// Gives an answer with the wording the pack has now.
    pub(crate) fn answer(mut self, pack: &Pack, id: &str, status: Status) -> Said {
        self.put(pack, id, status, |_| ());
        self
    }

    /// Gives an answer and changes it before it is written.
    pub(crate) fn put(&mut self, pack: &Pack, id: &str, status: Status, change: impl Fn(&mut Answer)) {
        let id = EntryId::new(id);
        let words = pack.entry(&id).map_or(Digest::of("", ""), Digest::of_entry);
        let reason = status.needs_reason().then(|| "DBA Ben".into());
        let mut answer = Answer { status, words, reason, until: None, evidence: None };
        change(&mut answer);
        let mut entry = self.answers.entries.remove(&id).unwrap_or_default();
        entry.status = self.field(&entry.status, answer);
        self.answers.entries.insert(id, entry);
    }

    /// Gives an answer in words.
    pub(crate) fn noted(mut self, id: &str, words: &str) -> Said {
        let mut entry = self.answers.entries.remove(id).unwrap_or_default();
        entry.note = self.field(&entry.note, words.into());
        self.answers.entries.insert(EntryId::new(id), entry);
        self
    }

    /// Gives an answer that replaces nothing, as somebody does without having seen the one that is there.
    pub(crate) fn apart(mut self, pack: &Pack, id: &str, status: Status) -> Said {
        let entry = self.answers.entries.get(id).cloned().unwrap_or_default();
        self.put(pack, id, status, |_| ());
        if let Some(now) = self.answers.entries.get_mut(id) {
            let mut writes = now.status.writes().to_vec();
            if let Some(last) = writes.last_mut() {
                last.over = entry.status.now().and_then(|write| write.over);
            }
            now.status = Register::of(writes);
        }
        self
    }

    /// Waives an entry until a day.
    pub(crate) fn waive(mut self, pack: &Pack, id: &str, until: &Until) -> Said {
        self.put(pack, id, Status::Waived, |answer| answer.until = Some(until.clone()));
        self
    }

    /// Says who owns an entry and when it is due.
    pub(crate) fn owned(mut self, id: &str, owner: Option<&str>, due: Option<Date>) -> Said {
        let mut entry = self.answers.entries.remove(id).unwrap_or_default();
        entry.owner = self.field(&entry.owner, owner.map(Text::line));
        entry.due = self.field(&entry.due, due);
        self.answers.entries.insert(EntryId::new(id), entry);
        self
    }

    /// Chooses the kind of project.
    pub(crate) fn kind(mut self, business: Business) -> Said {
        let field = self.answers.scenario.clone();
        self.answers.scenario = self.field(&field, ScenarioChoice { business, apps: vec![] });
        self
    }

    /// Answers a project question.
    pub(crate) fn known(mut self, id: &str, known: Known) -> Said {
        let field = self.answers.questions.remove(id).unwrap_or_default();
        let field = self.field(&field, known);
        self.answers.questions.insert(QuestionId::new(id), field);
        self
    }

    /// Sets a target.
    pub(crate) fn target(mut self, id: &str, day: Date) -> Said {
        let field = self.field(&Register::default(), Some(day));
        self.answers.targets.insert(MilestoneId::new(id), field);
        self
    }

    /// Captures something.
    pub(crate) fn capture(mut self, id: &str, at: Option<&str>, kind: CaptureKind, text: &str) -> Said {
        let captured =
            Captured { at: at.map(EntryId::new), kind, text: text.into(), owner: None, due: None, to: None };
        let capture = CaptureAnswers {
            capture: self.field(&Register::default(), captured),
            ..CaptureAnswers::default()
        };
        self.answers.captures.insert(CaptureId(id.into()), capture);
        self
    }

    /// Resolves a capture.
    pub(crate) fn resolve(mut self, id: &str) -> Said {
        let mut capture = self.answers.captures.remove(&CaptureId(id.into())).unwrap();
        capture.resolved = self.field(&capture.resolved, true);
        self.answers.captures.insert(CaptureId(id.into()), capture);
        self
    }

    /// Looks at the export of a tenant, of this day, that refutes these entries.
    pub(crate) fn looked(mut self, tenant: &str, date: Date, refutes: &[&str]) -> Said {
        self.n += 1;
        let look = look_of(tenant, date, refutes);
        let change = Change::Look(Box::new(look.clone()));
        let at = noon(self.day.unwrap_or(TODAY));
        let record = Record { n: self.n, at, by: "ana".into(), w: RunId(1), s: None, over: None, change };
        self.answers.looks.add(&record, &look);
        self
    }

    /// Closes a review.
    pub(crate) fn review(mut self, review: ReviewRecord) -> Said {
        self.n += 1;
        let no = u32::try_from(self.answers.reviews.len()).unwrap() + 1;
        let at = noon(self.day.unwrap_or(TODAY));
        let seq = Seq(self.n, RunId(1));
        self.answers.reviews.push(ClosedReview { seq, no, by: "ana".into(), at, review });
        self
    }
}

const STREAMS: [&str; 3] = ["arch", "auth", "ops"];
const TOPICS: [&str; 9] = [
    "arch/tenant",
    "arch/domain",
    "arch/gone",
    "auth/login",
    "auth/mfa?",
    "ops/mail",
    "ops/logs?",
    "late/profile",
    "late/export",
];

/// Random packs over two phases with one to three milestones.
pub(crate) fn packs() -> impl Strategy<Value = Packing> {
    let levels = prop::sample::select(vec![Level::Must, Level::Should, Level::Could]);
    let topics = prop::collection::vec(prop::sample::select(TOPICS.to_vec()), 1..3);
    let businesses =
        prop::sample::select(vec![vec![Business::new("b2c")], vec![Business::new("b2e")], vec![]]);
    let section = prop::sample::select(vec!["arch", "auth", "ops", "late", "nowhere"]);
    let item = (prop::sample::select(LISTS.to_vec()), levels, section, topics, businesses);
    let after = prop::sample::subsequence(STREAMS.to_vec(), 1..=3);
    let except = prop::sample::subsequence(vec!["arch/domain", "auth/mfa", "ops/mail"], 0..=2);
    let lists = prop::sample::subsequence(LISTS.to_vec(), 1..=3);
    let milestones = prop::collection::vec((after, except, lists), 1..3);
    let aside = prop::sample::subsequence((1..8).collect::<Vec<usize>>(), 0..5);
    (prop::collection::vec(item, 0..10), milestones, aside).prop_map(|(items, milestones, aside)| {
        let first: Vec<&str> = TOPICS[..7].iter().copied().filter(|topic| *topic != "arch/gone").collect();
        let mut packing = Packing::new(&[&first, &["auth/login", "late/profile", "late/export?"]]);
        for (at, (list, level, section, topics, businesses)) in items.into_iter().enumerate() {
            let topics: Vec<&str> = topics.iter().map(|topic| topic.trim_end_matches('?')).collect();
            let id = format!("{list}/item-{}", at + 1);
            packing = packing
                .item(&id, level, section, &topics)
                .change(&id, |item| item.applies_to.clone_from(&businesses));
        }
        for (at, (after, except, lists)) in milestones.iter().enumerate() {
            packing = packing.milestone(&format!("p1/m{}", at + 1), after, except, lists);
        }
        packing = packing.milestone("p2/end", &["auth", "late"], &[], &["build", "test"]);
        let ids: Vec<String> = ids(&packing.0);
        let aside: Vec<&str> = aside.iter().filter_map(|at| ids.get(at * 2)).map(String::as_str).collect();
        packing.question("some", &aside).question("other", &aside[..aside.len() / 2])
    })
}

/// The ids of everything that can be answered in a pack.
pub(crate) fn ids(pack: &Pack) -> Vec<String> {
    let items = pack.items().map(|item| item.id.to_string());
    items.chain(pack.plans[0].topics().map(|topic| topic.id.to_string())).collect()
}

/// One random thing that is said about one entry.
#[derive(Debug, Clone)]
pub(crate) struct Saying {
    /// Which entry, by its place; taken modulo their number.
    pub at: usize,
    pub status: Status,
    pub until: Option<Until>,
    /// Whether the pack worded it otherwise then.
    pub old_words: bool,
    pub owner: Option<&'static str>,
    pub due: Option<Date>,
}

/// Random sayings.
pub(crate) fn sayings(most: usize) -> impl Strategy<Value = Vec<Saying>> {
    let days = prop::sample::select(vec![date(2026, 11, 19), TODAY, date(2026, 11, 21)]);
    let milestones = prop::sample::select(vec!["b2c/p1/m1", "b2c/p1/m2", "b2c/p2/end", "b2c/gone"]);
    let until = prop_oneof![
        days.clone().prop_map(Until::Day),
        milestones.prop_map(|id| Until::Milestone(MilestoneId::new(id)))
    ];
    let status = prop::sample::select(Status::ALL.to_vec());
    let owner = prop::option::of(prop::sample::select(vec!["Ana", "Ben"]));
    let saying = (
        0..100usize,
        status,
        prop::option::of(until),
        prop::bool::weighted(0.2),
        owner,
        prop::option::of(days),
    );
    let saying = saying.prop_map(|(at, status, until, old_words, owner, due)| Saying {
        at,
        status,
        until,
        old_words,
        owner,
        due,
    });
    prop::collection::vec(saying, 0..most)
}

impl Said {
    /// Says something at random; returns about what.
    pub(crate) fn say(&mut self, pack: &Pack, saying: &Saying) -> EntryId {
        let ids = ids(pack);
        let id = ids[saying.at % ids.len()].clone();
        self.put(pack, &id, saying.status, |answer| {
            answer.until.clone_from(&saying.until);
            if saying.old_words {
                answer.words = Digest::of("As it was worded", "before");
            }
        });
        *self = std::mem::take(self).owned(&id, saying.owner, saying.due);
        EntryId::new(&id)
    }
}
