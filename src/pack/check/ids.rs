//! What has to be there once: ids, numbers, sections, and each file under its own name.

use std::collections::HashMap;

use crate::pack::file::{ChecklistFile, PlanFile};
use crate::pack::found::{ProblemCollector, ValuePath};
use crate::pack::naming::section_name;
use crate::pack::shapes::Shapes;

/// Ids seen so far, with the line of each.
struct FirstUse(HashMap<String, ValuePath>);

impl FirstUse {
    fn new() -> FirstUse {
        FirstUse(HashMap::new())
    }

    /// Keeps an error if `key` was seen before; `what` names it in the message.
    fn once(&mut self, found: &mut ProblemCollector, place: &ValuePath, key: &str, id: &str, what: &str) {
        if let Some(first) = self.0.get(key) {
            let message = format!("{what} is there twice");
            let is_of_base = found.is_of_base(first);
            let line = found.line(first);
            let first = if first.file == place.file {
                format!("line {line}")
            } else {
                format!("{}:{line}", first.file)
            };
            let hint = if is_of_base && what.starts_with("the section") {
                "the built-in pack has one; leave `workstream` out and give the section a title of its own"
                    .to_owned()
            } else if is_of_base {
                "the built-in pack has the first; give this one a name and a number of its own".to_owned()
            } else if what.starts_with("the section") {
                format!(
                    "the first is in {first}; put these items into it, since a workstream has one section"
                )
            } else {
                format!("the first is in {first}; answers are kept by id, so give a new one to the newer")
            };
            found.error(place, id, &message, &hint);
            return;
        }
        self.0.insert(key.to_owned(), place.clone());
    }
}

/// Keeps what is there twice, or under another name than its own.
pub(super) fn check(shapes: &Shapes, found: &mut ProblemCollector) {
    let manifest = ValuePath::file("pack.ron");
    if let Some(pack) = &shapes.pack {
        if pack.format == 0 {
            found.error(&manifest.field("format"), "", "there is no format 0", "write `format: 1`");
        }
        if pack.id.contains('/') {
            let message =
                format!("`{}` is not a valid id: use lower-case letters, digits and hyphens", pack.id);
            found.error(&manifest.field("id"), "", &message, "take the `/` out");
        }
        if pack.checklists.is_empty() && pack.plans.is_empty() {
            found.error(
                &manifest,
                "",
                "this pack names no checklist and no plan",
                "name at least one of each",
            );
        }
        // Checklists and plans begin the ids of entries, so they share one space.
        let mut seen = FirstUse::new();
        for (field, ids) in [("checklists", &pack.checklists), ("plans", &pack.plans)] {
            for (idx, id) in ids.iter().enumerate() {
                seen.once(found, &manifest.field(field).at(idx), id, "", &format!("`{id}`"));
            }
        }
    }
    for (name, list) in &shapes.checklists {
        checklist(found, name, list);
    }
    for (name, plan) in &shapes.plans {
        phases(found, name, plan);
    }
    answered_once(shapes, found);
    let tops: [(&str, &str, Vec<&str>); 2] = [
        ("scenarios.ron", "scenario", shapes.scenarios.iter().map(|one| one.id.as_str()).collect()),
        ("resources.ron", "resource", shapes.resources.iter().map(|one| one.id.as_str()).collect()),
    ];
    for (file, what, ids) in tops {
        let mut seen = FirstUse::new();
        for (idx, id) in ids.into_iter().enumerate() {
            let place = ValuePath::file(file).at(idx).field("id");
            seen.once(found, &place, id, id, &format!("the {what} `{id}`"));
        }
    }
}

/// Keeps what appears twice in questions.ron, among the roles, and among the codes.
fn answered_once(shapes: &Shapes, found: &mut ProblemCollector) {
    let file = ValuePath::file("questions.ron");
    let questions: Vec<&str> = shapes.questions.iter().map(|one| one.id.as_str()).collect();
    let conflicts: Vec<&str> = shapes.conflicts.iter().map(|one| one.id.as_str()).collect();
    for (field, what, ids) in
        [("questions", "question", questions), ("conflicts", "contradiction", conflicts)]
    {
        let mut seen = FirstUse::new();
        for (idx, id) in ids.into_iter().enumerate() {
            let place = file.field(field).at(idx).field("id");
            seen.once(found, &place, id, id, &format!("the {what} `{id}`"));
        }
    }
    let mut roles = FirstUse::new();
    for (idx, role) in shapes.pack.iter().flat_map(|pack| &pack.roles).enumerate() {
        let place = ValuePath::file("pack.ron").field("roles").at(idx).field("id");
        roles.once(found, &place, &role.id, "", &format!("the role `{}`", role.id));
    }
    let (mut codes, mut was) = (FirstUse::new(), FirstUse::new());
    for (file, list) in &shapes.checklists {
        for (s, section) in list.sections.iter().enumerate() {
            for (i, item) in section.items.iter().enumerate() {
                let place = ValuePath::file(file).field("sections").at(s).field("items").at(i);
                let id = format!("{}/{}", list.id, item.id);
                for (c, code) in item.codes.iter().enumerate() {
                    codes.once(found, &place.field("codes").at(c), code, &id, &format!("the code `{code}`"));
                }
                for (w, old) in item.was.iter().enumerate() {
                    let what = format!("what `{old}` has become");
                    was.once(found, &place.field("was").at(w), old, &id, &what);
                }
            }
        }
    }
    let mut rows = FirstUse::new();
    for (r, row) in shapes.published.iter().flat_map(|published| &published.rows).enumerate() {
        let place = ValuePath::file("published.ron").field("rows").at(r).field("code");
        rows.once(found, &place, &row.code, "", &format!("the row `{}`", row.code));
    }
}

/// Keeps an error if a file has another id than its name, and goes on with the name: others refer to that.
pub(super) fn own_name(found: &mut ProblemCollector, file: &str, id: &mut String) {
    let name = file.rsplit('/').next().and_then(|name| name.strip_suffix(".ron")).unwrap_or_default();
    if name != id {
        let message = format!("the file {file} says that its id is `{id}`");
        let hint = "the id and the name of the file are the same; change one of the two";
        found.error(&ValuePath::file(file).field("id"), "", &message, hint);
        name.clone_into(id);
    }
}

fn checklist(found: &mut ProblemCollector, name: &str, list: &ChecklistFile) {
    let (mut sections, mut ids, mut numbers) = (FirstUse::new(), FirstUse::new(), HashMap::new());
    for (s, section) in list.sections.iter().enumerate() {
        let place = ValuePath::file(name).field("sections").at(s);
        let key = section_name(section);
        let what = format!("the section of `{key}`");
        let at = if section.workstream.is_some() { "workstream" } else { "title" };
        sections.once(found, &place.field(at), &key, &list.id, &what);
        for (i, item) in section.items.iter().enumerate() {
            let place = place.field("items").at(i);
            let id = format!("{}/{}", list.id, item.id);
            ids.once(found, &place.field("id"), &item.id, &id, &format!("the item `{}`", item.id));
            let no = place.field("no");
            if item.no == 0 {
                found.error(&no, &id, "numbers begin at 1", "give it the next free number of the list");
            } else if let Some(other) = numbers.insert(item.no, item.id.clone()) {
                let message = format!("{} {} is `{other}` already", list.title, item.no);
                let hint = "people call items by number, so give the newer one the next free number";
                found.error(&no, &id, &message, hint);
            }
            if item.minutes == Some(0) {
                found.error(
                    &place.field("minutes"),
                    &id,
                    "an item takes at least a minute",
                    "leave it out or write 1",
                );
            }
            if item.topics.is_empty() && section.workstream.is_some() {
                let hint = "name the topics it stands for as \"workstream/topic\": they decide in which phase it counts";
                let message = "this item names no topic, so it belongs to its section's workstream";
                found.warning(&place.field("topics"), &id, message, hint);
            }
        }
    }
}

fn phases(found: &mut ProblemCollector, name: &str, plan: &PlanFile) {
    if plan.phases.is_empty() {
        let hint = "write at least one phase";
        found.error(&ValuePath::file(name).field("phases"), &plan.id, "this plan has no phase", hint);
    }
    let mut seen = FirstUse::new();
    for (p, phase) in plan.phases.iter().enumerate() {
        let place = ValuePath::file(name).field("phases").at(p);
        let id = format!("{}/{}", plan.id, phase.id);
        seen.once(found, &place.field("id"), &phase.id, &id, &format!("the phase `{}`", phase.id));
        // Workstreams and milestones share one space of ids.
        let mut parts = FirstUse::new();
        for (w, stream) in phase.workstreams.iter().enumerate() {
            let place = place.field("workstreams").at(w);
            let id = format!("{id}/{}", stream.id);
            parts.once(found, &place.field("id"), &stream.id, &id, &format!("`{}`", stream.id));
            let mut topics = FirstUse::new();
            for (t, topic) in stream.topics.iter().enumerate() {
                let place = place.field("topics").at(t).field("id");
                let id = format!("{id}/{}", topic.id);
                topics.once(found, &place, &topic.id, &id, &format!("the topic `{}`", topic.id));
            }
        }
        for (m, milestone) in phase.milestones.iter().enumerate() {
            let place = place.field("milestones").at(m).field("id");
            let id = format!("{id}/{}", milestone.id);
            parts.once(found, &place, &milestone.id, &id, &format!("`{}`", milestone.id));
        }
    }
}
