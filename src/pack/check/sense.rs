//! What a pack may say and probably does not mean: warnings.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::pack::belong::Placement;
use crate::pack::found::{ProblemCollector, ValuePath};
use crate::pack::model::{
    Checklist, EntryId, EntryRef, Item, Level, Milestone, Pack, Phase, Plan, WorkstreamId, is_for,
};
use crate::pack::shapes::Shapes;
use crate::text::Text;

/// A shorter list may well be all of one level.
const SHORT_LIST: usize = 8;
/// Of ten items, so many of one level are nearly all.
const NEARLY_ALL_OF_TEN: usize = 9;

/// Keeps the warnings of a pack that was read whole.
pub(super) fn check(pack: &Pack, shapes: &Shapes, found: &mut ProblemCollector) {
    for (idx, list) in pack.checklists.iter().enumerate() {
        let Some((file, _)) = shapes.checklists.get(idx) else { continue };
        levels(file, list, found);
    }
    let homes = homes(pack);
    for (idx, plan) in pack.plans.iter().enumerate() {
        let Some((file, _)) = shapes.plans.get(idx) else { continue };
        for (p, phase) in plan.phases.iter().enumerate() {
            for (m, milestone) in phase.milestones.iter().enumerate() {
                let place = ValuePath::file(file).field("phases").at(p).field("milestones").at(m);
                milestone_looks(&place, pack, plan, p, milestone, &homes, found);
            }
        }
    }
    items(pack, shapes, &homes, found);
    backwards(pack, shapes, &homes, found);
}

/// Warns if a list does not tell what matters from what does not.
fn levels(file: &str, list: &Checklist, found: &mut ProblemCollector) {
    let items: Vec<&Item> = list.sections.iter().flat_map(|section| &section.items).collect();
    for level in [Level::Must, Level::Should, Level::Could] {
        let same = items.iter().filter(|item| item.level == level).count();
        if items.len() >= SHORT_LIST && same * 10 >= items.len() * NEARLY_ALL_OF_TEN {
            let word = level.word();
            let message = format!("{same} of {} items of this list are `{word}`", items.len());
            let hint = "a level that nearly all have says nothing: must blocks, should is a condition, could is listed";
            found.warning(&ValuePath::file(file).field("title"), list.id.as_str(), &message, hint);
        }
    }
}

/// Where each item belongs, by plan and id.
type Homes<'a> = HashMap<(&'a str, &'a str), Placement>;

fn homes(pack: &Pack) -> Homes<'_> {
    let mut homes = HashMap::new();
    for plan in &pack.plans {
        for list in &pack.checklists {
            for section in &list.sections {
                for item in &section.items {
                    if let Some(home) = plan.home_of(item, section.workstream.as_deref()) {
                        homes.insert((plan.id.as_str(), item.id.as_str()), home);
                    }
                }
            }
        }
    }
    homes
}

/// Whether the gate of `milestone` looks at an item that belongs to `home`.
fn looks_at_item(phase: usize, part: &Phase, milestone: &Milestone, item: &Item, home: &Placement) -> bool {
    let streams = streams_before(part, milestone);
    if home.workstream.is_none() {
        return milestone.checklists.contains(&item.checklist);
    }
    home.phase == phase
        && milestone.checklists.contains(&item.checklist)
        && home.workstreams().iter().any(|stream| streams.contains(stream.as_str()))
        && (home.topics.is_empty() || !home.topics.iter().all(|topic| milestone.except.contains(topic)))
}

/// The workstreams of a milestone and of those before it in the phase.
fn streams_before<'a>(phase: &'a Phase, milestone: &Milestone) -> HashSet<&'a str> {
    let last = phase.milestones.iter().position(|other| other.id == milestone.id).unwrap_or_default();
    phase.milestones.iter().take(last + 1).flat_map(|one| &one.after).map(WorkstreamId::as_str).collect()
}

fn milestone_looks(
    place: &ValuePath,
    pack: &Pack,
    plan: &Plan,
    phase: usize,
    milestone: &Milestone,
    homes: &Homes<'_>,
    found: &mut ProblemCollector,
) {
    let Some(part) = plan.phases.get(phase) else { return };
    let streams = streams_before(part, milestone);
    let id = milestone.id.as_str();
    for (e, topic) in milestone.except.iter().enumerate() {
        let stream = topic.as_str().rsplit_once('/').map_or("", |(stream, _)| stream);
        if !streams.contains(stream) {
            let message = "this topic is excepted, and the gate does not look at its workstream anyway";
            found.warning(
                &place.field("except").at(e),
                id,
                message,
                "take it out, or add the workstream to `after`",
            );
        }
    }
    for (c, critical) in milestone.critical.iter().enumerate() {
        let looked_at = match pack.entry(critical) {
            Some(EntryRef::Item(item)) => homes
                .get(&(plan.id.as_str(), critical.as_str()))
                .is_some_and(|home| looks_at_item(phase, part, milestone, item, home)),
            Some(EntryRef::Topic(_)) => {
                let stream = critical.as_str().rsplit_once('/').map_or("", |(stream, _)| stream);
                streams.contains(stream) && !milestone.except.contains(critical)
            }
            // A name that leads nowhere is an error already.
            None => true,
        };
        if !looked_at {
            let message = format!("the gate of this milestone does not look at `{critical}`");
            let hint =
                "a critical entry belongs to the milestone's workstreams and checklists; choose another";
            found.warning(&place.field("critical").at(c), id, &message, hint);
        }
    }
}

fn items(pack: &Pack, shapes: &Shapes, homes: &Homes<'_>, found: &mut ProblemCollector) {
    let mut titles: HashMap<String, (ValuePath, &EntryId)> = HashMap::new();
    let set_aside: HashSet<&EntryId> = pack.questions.iter().flat_map(|one| &one.sets_aside).collect();
    for (l, list) in pack.checklists.iter().enumerate() {
        let Some((file, _)) = shapes.checklists.get(l) else { continue };
        for (s, section) in list.sections.iter().enumerate() {
            for (i, item) in section.items.iter().enumerate() {
                let place = ValuePath::file(file).field("sections").at(s).field("items").at(i);
                once(&place, item, &mut titles, found);
                unseen(&place, pack, item, homes, found);
                let conditional = item.optional_when.is_some() || set_aside.contains(&item.id);
                if item.level == Level::Must && !conditional {
                    late_must(&place, pack, item, homes, found);
                }
            }
        }
    }
}

/// Warns of a title that an item before this one has.
fn once<'a>(
    place: &ValuePath,
    item: &'a Item,
    titles: &mut HashMap<String, (ValuePath, &'a EntryId)>,
    found: &mut ProblemCollector,
) {
    let place = place.field("title");
    let key = item.title.to_lowercase();
    let Some((first, id)) = titles.get(&key) else {
        titles.insert(key, (place, &item.id));
        return;
    };
    let message = format!("`{id}` has the same title");
    let hint = format!(
        "it is in {}:{}; a sheet of answers cannot name the two by their title, so tell them apart",
        first.file,
        found.line(first)
    );
    found.warning(&place, item.id.as_str(), &message, &hint);
}

/// The plans that an item is used in, without doubles.
fn plans_of<'a>(pack: &'a Pack, item: &Item) -> Vec<&'a Plan> {
    let mut plans: Vec<&Plan> = Vec::new();
    for (business, _) in pack.kinds().filter(|(business, _)| is_for(&item.applies_to, business)) {
        let plan = pack.plan_for(&business);
        plans.extend(plan.filter(|plan| !plans.iter().any(|known| known.id == plan.id)));
    }
    plans
}

/// Warns of an item that no gate looks at, in each plan where that is so.
fn unseen(place: &ValuePath, pack: &Pack, item: &Item, homes: &Homes<'_>, found: &mut ProblemCollector) {
    let mut blind = Vec::new();
    let counts = |plan: &Plan| plan.milestones().any(|one| one.checklists.contains(&item.checklist));
    for plan in plans_of(pack, item) {
        if plan.milestones().next().is_none() {
            continue;
        }
        let home = homes.get(&(plan.id.as_str(), item.id.as_str()));
        // A list on no workstream that another plan counts is that plan's list.
        if home.is_none_or(|home| home.workstream.is_none()) && !counts(plan) && pack.plans.iter().any(counts)
        {
            continue;
        }
        let part = home.and_then(|home| plan.phases.get(home.phase));
        let seen = home.zip(part).is_some_and(|(home, part)| {
            part.milestones.iter().any(|milestone| looks_at_item(home.phase, part, milestone, item, home))
        });
        if !seen {
            blind.push(format!("`{}`", plan.id));
        }
    }
    if !blind.is_empty() {
        let plans = if blind.len() == 1 { "the plan" } else { "the plans" };
        let message = format!("no gate of {plans} {} looks at this item", blind.join(" and "));
        let hint = format!(
            "a milestone has to count the checklist `{}` and stand after the item's workstream",
            item.checklist
        );
        found.warning(&place.field("id"), item.id.as_str(), &message, &hint);
    }
}

/// Warns of what is tested or launched in an earlier phase than it is designed or built.
///
/// Two items that name the same topic first and may be left out under the same condition are about one thing. That
/// a list further down in pack.ron comes to it in an earlier phase than a list further up is the wrong way round; the
/// other way is looking ahead, and what repeats goes on through all phases.
fn backwards(pack: &Pack, shapes: &Shapes, homes: &Homes<'_>, found: &mut ProblemCollector) {
    let mut by_thing: BTreeMap<(String, &Text), Vec<(usize, &Item)>> = BTreeMap::new();
    for (list, checklist) in pack.checklists.iter().enumerate() {
        for item in checklist.sections.iter().flat_map(|section| &section.items) {
            if let (Some(topic), Some(condition)) = (item.topics.first(), &item.optional_when) {
                by_thing.entry((topic.to_string(), condition)).or_default().push((list, item));
            }
        }
    }
    let mut said: HashSet<&EntryId> = HashSet::new();
    for ((topic, _), items) in &by_thing {
        for (list, late) in items {
            for (_, early) in
                items.iter().filter(|(other, _)| other > list).filter(|(_, item)| item.repeats.is_none())
            {
                let Some(plan) = wrong_way(pack, homes, late, early) else { continue };
                if !said.insert(&early.id) {
                    continue;
                }
                let message = format!(
                    "in the plan `{}` this counts in an earlier phase than `{}`, and both are about the topic `{topic}`",
                    plan.id, late.id
                );
                let hint =
                    "name topics of the same phase in both, so that nothing is tested before it is built";
                found.warning(
                    &place_of(pack, shapes, &early.id).field("topics"),
                    early.id.as_str(),
                    &message,
                    hint,
                );
            }
        }
    }
}

/// A plan in which `late`, of the list further up, counts in a later phase than `early`.
fn wrong_way<'a>(pack: &'a Pack, homes: &Homes<'_>, late: &Item, early: &Item) -> Option<&'a Plan> {
    let plans = plans_of(pack, early);
    let both = plans_of(pack, late).into_iter().filter(|plan| plans.iter().any(|other| other.id == plan.id));
    let phase =
        |plan: &Plan, item: &Item| homes.get(&(plan.id.as_str(), item.id.as_str())).map(|home| home.phase);
    let mut both = both;
    both.find(|plan| phase(plan, late).zip(phase(plan, early)).is_some_and(|(late, early)| late > early))
}

/// Where an item is in the files.
fn place_of(pack: &Pack, shapes: &Shapes, id: &EntryId) -> ValuePath {
    for (l, list) in pack.checklists.iter().enumerate() {
        for (s, section) in list.sections.iter().enumerate() {
            if let Some(i) = section.items.iter().position(|item| item.id == *id)
                && let Some((file, _)) = shapes.checklists.get(l)
            {
                return ValuePath::file(file).field("sections").at(s).field("items").at(i);
            }
        }
    }
    ValuePath::file("pack.ron")
}

/// Warns of a must for everybody that a team reaches only in a later phase, after it went live.
fn late_must(place: &ValuePath, pack: &Pack, item: &Item, homes: &Homes<'_>, found: &mut ProblemCollector) {
    for plan in plans_of(pack, item) {
        let home = homes.get(&(plan.id.as_str(), item.id.as_str()));
        let late = home.filter(|home| home.phase > 0).and_then(|home| plan.phases.get(home.phase));
        if let Some(phase) = late {
            let message =
                format!("this must counts only in the phase `{}`, when people are live already", phase.id);
            let hint = "name a topic of the first phase, say when it is optional, or make it a should";
            found.warning(&place.field("level"), item.id.as_str(), &message, hint);
        }
    }
}
