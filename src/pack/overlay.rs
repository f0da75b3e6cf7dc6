//! A pack that adds to the built-in one: its lists, sections and questions, where they count, and texts in other words.
//!
//! Both are put together as shapes, before anything is checked, so that every rule holds for the whole. The files of the
//! built-in pack have the names `auth0/...` here; what is wrong with an overlay is always said at the overlay's own words.

use super::embedded;
use super::file::{ChecklistFile, ItemFile, PlanFile, ReplacementFile, TopicFile};
use super::found::{ProblemCollector, ValuePath};
use super::naming::BASE;
use super::shapes::Shapes;
use crate::text::Text;

/// Puts the built-in pack below the files of an overlay.
pub(super) fn merge(shapes: &mut Shapes, found: &mut ProblemCollector) {
    let Some(extends) = shapes.pack.as_ref().and_then(|pack| pack.extends.clone()) else { return };
    let manifest = ValuePath::file("pack.ron");
    if extends != BASE {
        let message = format!("`{extends}` is not a pack that can be extended");
        let hint = format!("write `extends: \"{BASE}\"` for the built-in pack, or take the field out");
        found.error(&manifest.field("extends"), "", &message, &hint);
        return;
    }
    let base = embedded::shapes();
    let Some(pack) = &mut shapes.pack else { return };
    if pack.id == BASE {
        let hint = "answers know their pack by its id; give the overlay its own, for example `contoso`";
        found.error(
            &manifest.field("id"),
            "",
            "an overlay cannot have the id of the pack that it extends",
            hint,
        );
    }
    let Some(of_base) = base.pack else { return };
    shapes.base = Some(Text::line(&format!("{}, {}", of_base.title, of_base.version)));
    if pack.notice.is_none() {
        pack.notice = of_base.notice;
    }
    pack.roles.extend(of_base.roles);
    for id in pack.plans.iter().filter(|id| of_base.plans.contains(id)) {
        let message = format!("the built-in pack already has a plan `{id}`");
        let hint = "an overlay adds to it: say with `milestones` where its lists count, and with `replaces` what reads otherwise";
        found.error(&manifest.field("plans"), "", &message, hint);
    }
    // Its own ids come first, where their places are.
    let missing = |own: &[String], all: Vec<String>| -> Vec<String> {
        all.into_iter().filter(|id| !own.contains(id)).collect()
    };
    let (lists, plans) = (missing(&pack.checklists, of_base.checklists), missing(&pack.plans, of_base.plans));
    pack.checklists.extend(lists);
    pack.plans.extend(plans);
    let (counted, replaces) = (pack.milestones.clone(), pack.replaces.clone());
    let known = pack.checklists.clone();
    shapes.checklists = lists_of(base.checklists, std::mem::take(&mut shapes.checklists), found);
    let own_plans = std::mem::take(&mut shapes.plans);
    shapes.plans = base.plans.into_iter().map(|(name, plan)| (below(&name), plan)).collect();
    shapes.plans.extend(own_plans);
    found.before("questions.ron", "questions", base.questions.len());
    found.before("questions.ron", "conflicts", base.conflicts.len());
    found.before("scenarios.ron", "", base.scenarios.len());
    found.before("resources.ron", "", base.resources.len());
    shapes.questions = joined(base.questions, std::mem::take(&mut shapes.questions));
    shapes.conflicts = joined(base.conflicts, std::mem::take(&mut shapes.conflicts));
    shapes.scenarios = joined(base.scenarios, std::mem::take(&mut shapes.scenarios));
    shapes.resources = joined(base.resources, std::mem::take(&mut shapes.resources));
    shapes.published = shapes.published.take().or(base.published);
    for (at, counts) in counted.iter().enumerate() {
        let place = manifest.field("milestones").at(at);
        count(&mut shapes.plans, &place, &counts.id, &counts.checklists, &known, found);
    }
    for (at, other) in replaces.iter().enumerate() {
        replace(shapes, &manifest.field("replaces").at(at), other, found);
    }
}

fn joined<T>(mut first: Vec<T>, then: Vec<T>) -> Vec<T> {
    first.extend(then);
    first
}

/// The name under which a file of the built-in pack is known here.
fn below(name: &str) -> String {
    format!("{BASE}/{name}")
}

/// The lists of both; a list that both have gets the overlay's sections at its end.
fn lists_of(
    base: Vec<(String, ChecklistFile)>,
    own: Vec<(String, ChecklistFile)>,
    found: &mut ProblemCollector,
) -> Vec<(String, ChecklistFile)> {
    let mut all: Vec<(String, ChecklistFile)> = Vec::new();
    let mut own: Vec<Option<(String, ChecklistFile)>> = own.into_iter().map(Some).collect();
    for (name, mut list) in base {
        let same = own.iter_mut().find(|one| one.as_ref().is_some_and(|(_, other)| other.id == list.id));
        match same.and_then(Option::take) {
            Some((own_name, other)) => {
                found.before(&own_name, "sections", list.sections.len());
                list.sections.extend(other.sections);
                all.push((own_name, list));
            }
            None => all.push((below(&name), list)),
        }
    }
    all.extend(own.into_iter().flatten());
    all
}

/// Lets lists count at a milestone of the built-in pack or of the overlay's own plans.
fn count(
    plans: &mut [(String, PlanFile)],
    place: &ValuePath,
    id: &str,
    lists: &[String],
    known: &[String],
    found: &mut ProblemCollector,
) {
    for (at, list) in lists.iter().enumerate().filter(|(_, list)| !known.contains(list)) {
        let hint = found.did_you_mean(list, known.iter().map(String::as_str), "name a checklist of the pack");
        found.error(
            &place.field("checklists").at(at),
            id,
            &format!("the pack has no checklist `{list}`"),
            &hint,
        );
    }
    let full = |plan: &PlanFile, phase: &str, milestone: &str| format!("{}/{phase}/{milestone}", plan.id);
    let mut all: Vec<String> = Vec::new();
    for (_, plan) in plans.iter() {
        for phase in &plan.phases {
            all.extend(phase.milestones.iter().map(|milestone| full(plan, &phase.id, &milestone.id)));
        }
    }
    let mut is_found = false;
    for (_, plan) in plans.iter_mut() {
        let plan_id = plan.id.clone();
        for phase in &mut plan.phases {
            for milestone in &mut phase.milestones {
                if format!("{plan_id}/{}/{}", phase.id, milestone.id) != id {
                    continue;
                }
                is_found = true;
                let new = lists.iter().filter(|list| known.contains(list));
                let new: Vec<String> =
                    new.filter(|list| !milestone.checklists.contains(list)).cloned().collect();
                milestone.checklists.extend(new);
            }
        }
    }
    if !is_found {
        let hint = found.did_you_mean(id, all.iter().map(String::as_str), "write it as PLAN/PHASE/MILESTONE");
        found.error(&place.field("id"), id, &format!("no plan has a milestone `{id}`"), &hint);
    }
}

/// Puts other texts in the place of those of an entry.
fn replace(shapes: &mut Shapes, place: &ValuePath, other: &ReplacementFile, found: &mut ProblemCollector) {
    let item = shapes.checklists.iter_mut().find_map(|(_, list)| {
        let rest = other.id.strip_prefix(list.id.as_str())?.strip_prefix('/')?;
        list.sections.iter_mut().flat_map(|section| &mut section.items).find(|item| item.id == rest)
    });
    if let Some(item) = item {
        of_item(item, other);
        return;
    }
    let topic = shapes.plans.iter_mut().find_map(|(_, plan)| {
        let mut parts = other.id.split('/');
        let (Some(first), Some(phase), Some(stream), Some(topic), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let phases = plan.phases.iter_mut().filter(|one| plan.id == first && one.id == phase);
        let mut streams = phases.flat_map(|phase| &mut phase.workstreams).filter(|one| one.id == stream);
        streams.find_map(|stream| stream.topics.iter_mut().find(|one| one.id == topic))
    });
    if let Some(topic) = topic {
        of_topic(topic, place, other, found);
        return;
    }
    let mut all: Vec<String> = Vec::new();
    for (_, list) in &shapes.checklists {
        let items = list.sections.iter().flat_map(|section| &section.items);
        all.extend(items.map(|item| format!("{}/{}", list.id, item.id)));
    }
    let hint = found.did_you_mean(
        &other.id,
        all.iter().map(String::as_str),
        "name an item or a topic by its full id",
    );
    found.error(&place.field("id"), &other.id, &format!("there is no entry `{}`", other.id), &hint);
}

fn of_item(item: &mut ItemFile, other: &ReplacementFile) {
    let put = |text: &mut String, new: &Option<String>| {
        if let Some(new) = new {
            text.clone_from(new);
        }
    };
    put(&mut item.title, &other.title);
    put(&mut item.done_when, &other.done_when);
    put(&mut item.role, &other.role);
    item.level = other.level.unwrap_or(item.level);
    for (text, new) in [(&mut item.ask, &other.ask), (&mut item.guidance, &other.guidance)] {
        if new.is_some() {
            text.clone_from(new);
        }
    }
    if other.link.is_some() {
        item.link.clone_from(&other.link);
    }
}

fn of_topic(topic: &mut TopicFile, place: &ValuePath, other: &ReplacementFile, found: &mut ProblemCollector) {
    for (name, is_there) in [
        ("ask", other.ask.is_some()),
        ("done_when", other.done_when.is_some()),
        ("role", other.role.is_some()),
        ("level", other.level.is_some()),
    ] {
        if is_there {
            let hint = "take it out; a topic has `title`, `guidance` and `link`";
            found.error(&place.field(name), &other.id, &format!("a topic has no `{name}`"), hint);
        }
    }
    if let Some(title) = &other.title {
        topic.title.clone_from(title);
    }
    if let Some(guidance) = &other.guidance {
        topic.guidance.clone_from(guidance);
    }
    if let Some(link) = &other.link {
        topic.links = vec![link.clone()];
    }
}
