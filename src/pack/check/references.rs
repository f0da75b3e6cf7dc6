//! Whatever names something else has to name something that is there.

use std::collections::HashSet;

mod kinds;

use crate::pack::file::{ItemFile, MilestoneFile, PhaseFile, PlanFile, WorkstreamFile};
use crate::pack::found::{ProblemCollector, ValuePath};
use crate::pack::model::ScenarioKind;
use crate::pack::naming::full_topic;
use crate::pack::shapes::Shapes;
use crate::text::nearest;

/// The most critical entries of a milestone.
const MOST_CRITICAL: usize = 9;

/// Everything that can be named.
#[derive(Default)]
struct KnownIds {
    /// `architecture`, of any plan and phase.
    workstreams: HashSet<String>,
    /// `architecture/tenant-provision`, of any plan and phase.
    paths: HashSet<String>,
    /// Full ids of topics.
    topics: HashSet<String>,
    /// Full ids of items.
    items: HashSet<String>,
}

impl KnownIds {
    fn new(shapes: &Shapes) -> KnownIds {
        let mut names = KnownIds::default();
        for (_, plan) in &shapes.plans {
            for phase in &plan.phases {
                for stream in &phase.workstreams {
                    names.workstreams.insert(stream.id.clone());
                    for topic in &stream.topics {
                        let path = format!("{}/{}", stream.id, topic.id);
                        names.topics.insert(format!("{}/{}/{path}", plan.id, phase.id));
                        names.paths.insert(path);
                    }
                }
            }
        }
        for (_, list) in &shapes.checklists {
            let items = list.sections.iter().flat_map(|section| &section.items);
            names.items.extend(items.map(|item| format!("{}/{}", list.id, item.id)));
        }
        names
    }

    /// `architecture/tenant-provision`, of this phase alone.
    fn of_phase(&self, phase: &str) -> HashSet<String> {
        let of_phase = self.topics.iter().filter_map(|topic| topic.strip_prefix(phase)?.strip_prefix('/'));
        of_phase.map(str::to_owned).collect()
    }

    /// What a dependency may name: a topic of its phase, or one of another phase of the plan, with that phase.
    fn of_plan(&self, plan: &str, phase: &str) -> HashSet<String> {
        let of_plan = self.topics.iter().filter_map(|topic| topic.strip_prefix(plan)?.strip_prefix('/'));
        of_plan.map(str::to_owned).chain(self.of_phase(phase)).collect()
    }
}

/// Keeps every name that leads nowhere, unless the file it would lead to could not be read.
pub(super) fn check(shapes: &Shapes, found: &mut ProblemCollector) {
    let names = KnownIds::new(shapes);
    for (file, list) in &shapes.checklists {
        for (s, section) in list.sections.iter().enumerate() {
            let place = ValuePath::file(file).field("sections").at(s);
            if let Some(workstream) = &section.workstream
                && shapes.has_all("plans")
                && !names.workstreams.contains(workstream)
            {
                let message = format!("no plan has a workstream `{workstream}`");
                let hint = near(found, workstream, &names.workstreams);
                found.error(&place.field("workstream"), &list.id, &message, &hint);
            }
            for (i, item) in section.items.iter().enumerate() {
                let id = format!("{}/{}", list.id, item.id);
                let place = place.field("items").at(i);
                topics_of_item(&place, &id, item, &names, shapes, found);
                kinds::of_item(&place, &id, item, shapes, found);
                for (w, old) in item.was.iter().enumerate() {
                    if names.items.contains(old) || names.topics.contains(old) {
                        let message = format!("`{old}` is still in the pack, so its answers stay there");
                        let hint = "take it out here, or take the other entry away";
                        found.error(&place.field("was").at(w), &id, &message, hint);
                    }
                }
            }
        }
    }
    for (file, plan) in &shapes.plans {
        for (p, phase) in plan.phases.iter().enumerate() {
            let place = ValuePath::file(file).field("phases").at(p);
            phase_names(&place, plan, phase, found);
            for (w, stream) in phase.workstreams.iter().enumerate() {
                let place = place.field("workstreams").at(w);
                workstream_names(&place, plan, phase, stream, found);
                kinds::of_workstream(&place, &plan.id, stream, shapes, found);
                dependencies(&place, plan, phase, stream, &names, found);
            }
            for (m, milestone) in phase.milestones.iter().enumerate() {
                let place = place.field("milestones").at(m);
                milestone_names(&place, plan, phase, milestone, &names, shapes, found);
            }
        }
    }
    for (q, question) in shapes.questions.iter().enumerate() {
        let place = ValuePath::file("questions.ron").field("questions").at(q).field("sets_aside");
        if question.sets_aside.is_empty() {
            let hint = "name the entries that a no sets aside; a question that decides nothing is not asked";
            found.error(&place, &question.id, "this question sets nothing aside", hint);
        }
        entries(&place, &question.id, &question.sets_aside, &names, shapes, found);
    }
    scenarios(shapes, found);
    kinds::check(shapes, found);
}

fn near(found: &mut ProblemCollector, word: &str, candidates: &HashSet<String>) -> String {
    let mut sorted: Vec<&str> = candidates.iter().map(String::as_str).collect();
    // The order of a set is another in each run; messages are the same in all.
    sorted.sort_unstable();
    found.did_you_mean(word, sorted, "name one that is there, or write it")
}

fn topics_of_item(
    place: &ValuePath,
    id: &str,
    item: &ItemFile,
    names: &KnownIds,
    shapes: &Shapes,
    found: &mut ProblemCollector,
) {
    let place = place.field("topics");
    found.doubles(&place, id, &item.topics);
    if !shapes.has_all("plans") {
        return;
    }
    for (t, path) in item.topics.iter().enumerate() {
        if !names.paths.contains(path) {
            let message = format!("no plan has a topic `{path}`");
            let hint = near(found, path, &names.paths);
            found.error(&place.at(t), id, &message, &hint);
        }
    }
}

fn phase_names(place: &ValuePath, plan: &PlanFile, phase: &PhaseFile, found: &mut ProblemCollector) {
    let id = format!("{}/{}", plan.id, phase.id);
    let place = place.field("needs");
    found.doubles(&place, &id, &phase.needs);
    for (n, needed) in phase.needs.iter().enumerate() {
        if !plan.phases.iter().any(|other| other.id == *needed) {
            let message = format!("the plan has no phase `{needed}`");
            let all = plan.phases.iter().map(|other| other.id.as_str()).filter(|other| *other != phase.id);
            let hint = found.did_you_mean(needed, all, "name a phase of this plan by its id");
            found.error(&place.at(n), &id, &message, &hint);
        }
    }
}

/// Keeps an error for each name that is not a workstream of the phase.
fn streams(place: &ValuePath, id: &str, named: &[String], phase: &PhaseFile, found: &mut ProblemCollector) {
    found.doubles(place, id, named);
    for (idx, name) in named.iter().enumerate() {
        if !phase.workstreams.iter().any(|other| other.id == *name) {
            let message = format!("the phase `{}` has no workstream `{name}`", phase.id);
            let all = phase.workstreams.iter().map(|other| other.id.as_str());
            let hint = found.did_you_mean(name, all, "name a workstream of this phase by its id");
            found.error(&place.at(idx), id, &message, &hint);
        }
    }
}

fn workstream_names(
    place: &ValuePath,
    plan: &PlanFile,
    phase: &PhaseFile,
    stream: &WorkstreamFile,
    found: &mut ProblemCollector,
) {
    let id = format!("{}/{}/{}", plan.id, phase.id, stream.id);
    streams(&place.field("after"), &id, &stream.after, phase, found);
    let beside = place.field("parallel_with");
    streams(&beside, &id, &stream.parallel_with, phase, found);
    for (idx, name) in stream.parallel_with.iter().enumerate() {
        if *name == stream.id {
            found.error(&beside.at(idx), &id, "a workstream does not run beside itself", "take it out");
            continue;
        }
        let other = phase.workstreams.iter().find(|other| other.id == *name);
        if let Some(other) = other.filter(|other| !other.parallel_with.contains(&stream.id)) {
            let message = format!("`{}` runs beside `{name}`, and `{name}` does not say so", stream.id);
            let hint =
                format!("add \"{}\" to `parallel_with` of `{}`, or take this out", stream.id, other.id);
            found.error(&beside.at(idx), &id, &message, &hint);
        }
    }
}

fn dependencies(
    place: &ValuePath,
    plan: &PlanFile,
    phase: &PhaseFile,
    stream: &WorkstreamFile,
    names: &KnownIds,
    found: &mut ProblemCollector,
) {
    let phase_id = format!("{}/{}", plan.id, phase.id);
    for (t, topic) in stream.topics.iter().enumerate() {
        let id = format!("{phase_id}/{}/{}", stream.id, topic.id);
        for (d, dependency) in topic.dependencies.iter().enumerate() {
            let place = place.field("topics").at(t).field("dependencies").at(d).field("on");
            found.doubles(&place, &id, &dependency.on);
            for (o, name) in dependency.on.iter().enumerate() {
                let full = full_topic(&plan.id, &phase_id, name);
                if !names.topics.contains(&full) {
                    let message = format!("the plan has no topic `{name}`");
                    let hint = near(found, name, &names.of_plan(&plan.id, &phase_id));
                    found.error(&place.at(o), &id, &message, &hint);
                }
            }
        }
    }
}

fn milestone_names(
    place: &ValuePath,
    plan: &PlanFile,
    phase: &PhaseFile,
    milestone: &MilestoneFile,
    names: &KnownIds,
    shapes: &Shapes,
    found: &mut ProblemCollector,
) {
    let phase_id = format!("{}/{}", plan.id, phase.id);
    let id = format!("{phase_id}/{}", milestone.id);
    let after = place.field("after");
    if milestone.after.is_empty() {
        let hint = "name the workstreams that have to be settled before it";
        found.error(&after, &id, "this milestone stands after no workstream", hint);
    }
    streams(&after, &id, &milestone.after, phase, found);
    let except = place.field("except");
    found.doubles(&except, &id, &milestone.except);
    for (e, name) in milestone.except.iter().enumerate() {
        if !names.topics.contains(&format!("{phase_id}/{name}")) {
            let message = format!("the phase `{}` has no topic `{name}`", phase.id);
            let hint = near(found, name, &names.of_phase(&phase_id));
            found.error(&except.at(e), &id, &message, &hint);
        }
    }
    let lists = place.field("checklists");
    found.doubles(&lists, &id, &milestone.checklists);
    let known: &[String] = shapes.pack.as_ref().map_or(&[], |pack| &pack.checklists);
    for (c, name) in milestone.checklists.iter().enumerate() {
        let is_read = |id: &str| shapes.checklists.iter().any(|(_, list)| list.id == id);
        // Where pack.ron has it mistyped, that is said there.
        let is_mistyped = || known.iter().any(|id| !is_read(id) && nearest(name, [id.as_str()]).is_some());
        if shapes.pack.is_some() && !known.contains(name) && !is_mistyped() {
            let message = format!("the pack has no checklist `{name}`");
            let all = known.iter().map(String::as_str).filter(|id| is_read(id));
            let hint = found.did_you_mean(name, all, "name a checklist that pack.ron names");
            found.error(&lists.at(c), &id, &message, &hint);
        }
    }
    let critical = place.field("critical");
    if milestone.weeks_after == Some(0) {
        let message = "`weeks_after` is 0, which would propose the day of the milestone before it";
        let hint = "say how many weeks later it usually is, or leave `weeks_after` out";
        found.error(&place.field("weeks_after"), &id, message, hint);
    }
    if milestone.critical.len() > MOST_CRITICAL {
        let message = format!(
            "this milestone has {} critical entries, and at most {MOST_CRITICAL} are asked aloud",
            milestone.critical.len()
        );
        let hint = "keep those whose absence hurts users or loses data";
        found.error(&critical.at(MOST_CRITICAL), &id, &message, hint);
    }
    entries(&critical, &id, &milestone.critical, names, shapes, found);
}

/// Keeps an error for each full id that is not an entry.
fn entries(
    place: &ValuePath,
    id: &str,
    ids: &[String],
    names: &KnownIds,
    shapes: &Shapes,
    found: &mut ProblemCollector,
) {
    found.doubles(place, id, ids);
    if !shapes.has_all("plans") || !shapes.has_all("checklists") {
        return;
    }
    for (idx, name) in ids.iter().enumerate() {
        if names.items.contains(name) || names.topics.contains(name) {
            continue;
        }
        let kind = if name.matches('/').count() >= 3 { &names.topics } else { &names.items };
        let hint = near(found, name, kind);
        found.error(&place.at(idx), id, &format!("there is no entry `{name}`"), &hint);
    }
}

fn scenarios(shapes: &Shapes, found: &mut ProblemCollector) {
    let file = ValuePath::file("scenarios.ron");
    let unread = shapes.unread.iter().any(|name| name == "scenarios.ron");
    let business = shapes.scenarios.iter().any(|scenario| scenario.kind == ScenarioKind::Business);
    if !unread && !business {
        let hint = "write one of `kind: business` with the plan it uses";
        found.error(&file, "", "no scenario chooses a plan, so no project could be made", hint);
    }
    let plans: &[String] = shapes.pack.as_ref().map_or(&[], |pack| &pack.plans);
    // A plan whose file is missing is said there, and most likely it is the one that is meant here.
    let is_complete = plans.iter().all(|id| shapes.plans.iter().any(|(_, plan)| plan.id == *id));
    for (s, scenario) in shapes.scenarios.iter().enumerate() {
        let place = file.at(s);
        match (scenario.kind, &scenario.plan) {
            (ScenarioKind::Business, None) => {
                let hint = "write `plan: \"...\",` with the id of a plan";
                found.error(&place, &scenario.id, "a business scenario has to name its plan", hint);
            }
            (ScenarioKind::Application, Some(_)) => {
                let hint = "take it out: the business scenario of the project chooses the plan";
                found.error(&place.field("plan"), &scenario.id, "an application scenario has no plan", hint);
            }
            (ScenarioKind::Business, Some(plan))
                if shapes.pack.is_some() && is_complete && !plans.contains(plan) =>
            {
                let message = format!("the pack has no plan `{plan}`");
                let all = plans.iter().map(String::as_str);
                let hint = found.did_you_mean(plan, all, "name a plan that pack.ron names");
                found.error(&place.field("plan"), &scenario.id, &message, &hint);
            }
            (ScenarioKind::Business, Some(_)) | (ScenarioKind::Application, None) => {}
        }
        kinds::of_scenario(&place, scenario, shapes, found);
    }
}
