//! What names a scenario, a question, a role or a published row names one that the pack has.

use std::collections::BTreeMap;

use crate::pack::file::{ConflictFile, ItemFile, PublishedFile, QuestionFile, ScenarioFile, WorkstreamFile};
use crate::pack::found::{ProblemCollector, ValuePath};
use crate::pack::model::ScenarioKind;
use crate::pack::model::asked::YesNo;
use crate::pack::shapes::Shapes;

/// A kind of thing that is named by id, with all that there are.
struct Known<'a> {
    what: &'static str,
    ids: Vec<&'a str>,
}

impl<'a> Known<'a> {
    /// The scenarios of one kind; `None` if they could not be read.
    fn scenarios(shapes: &'a Shapes, kind: ScenarioKind) -> Option<Known<'a>> {
        if shapes.unread.iter().any(|name| name == "scenarios.ron") {
            return None;
        }
        let what = match kind {
            ScenarioKind::Business => "business scenario",
            ScenarioKind::Application => "application scenario",
        };
        let all = shapes.scenarios.iter().filter(|scenario| scenario.kind == kind);
        Some(Known { what, ids: all.map(|scenario| scenario.id.as_str()).collect() })
    }

    fn all_scenarios(shapes: &'a Shapes) -> Option<Known<'a>> {
        let is_unread = shapes.unread.iter().any(|name| name == "scenarios.ron");
        let ids = shapes.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
        (!is_unread).then_some(Known { what: "scenario", ids })
    }

    fn questions(shapes: &'a Shapes) -> Option<Known<'a>> {
        let is_unread = shapes.unread.iter().any(|name| name == "questions.ron");
        let ids = shapes.questions.iter().map(|question| question.id.as_str()).collect();
        (!is_unread).then_some(Known { what: "question", ids })
    }

    /// Keeps an error if `name` is not one of them.
    fn check(&self, place: &ValuePath, id: &str, name: &str, found: &mut ProblemCollector) {
        if self.ids.contains(&name) {
            return;
        }
        let all: Vec<String> = self.ids.iter().map(|id| format!("`{id}`")).collect();
        let otherwise = match all.len() {
            0 => format!("the pack has no {}", self.what),
            1 => format!("there is only {}", all.join("")),
            2..=9 => format!("there are {}", all.join(", ")),
            _ => format!("name a {} of the pack by its id", self.what),
        };
        let hint = found.did_you_mean(name, self.ids.iter().copied(), &otherwise);
        found.error(place, id, &format!("there is no {} `{name}`", self.what), &hint);
    }

    fn check_all(&self, place: &ValuePath, id: &str, names: &[String], found: &mut ProblemCollector) {
        found.doubles(place, id, names);
        for (idx, name) in names.iter().enumerate() {
            self.check(&place.at(idx), id, name, found);
        }
    }
}

fn businesses(place: &ValuePath, id: &str, names: &[String], shapes: &Shapes, found: &mut ProblemCollector) {
    if let Some(known) = Known::scenarios(shapes, ScenarioKind::Business) {
        known.check_all(&place.field("applies_to"), id, names, found);
    }
}

fn apps(place: &ValuePath, id: &str, names: &[String], shapes: &Shapes, found: &mut ProblemCollector) {
    if let Some(known) = Known::scenarios(shapes, ScenarioKind::Application) {
        known.check_all(&place.field("scenarios"), id, names, found);
    }
}

/// Keeps what an item names: kinds of projects, application scenarios, its role.
pub(super) fn of_item(
    place: &ValuePath,
    id: &str,
    item: &ItemFile,
    shapes: &Shapes,
    found: &mut ProblemCollector,
) {
    businesses(place, id, &item.applies_to, shapes, found);
    apps(place, id, &item.scenarios, shapes, found);
    let roles = shapes.pack.as_ref().map(|pack| pack.roles.as_slice()).unwrap_or_default();
    if !roles.is_empty() {
        let ids = roles.iter().map(|role| role.id.as_str()).collect();
        Known { what: "role", ids }.check(&place.field("role"), id, &item.role, found);
    }
    // A team's own list has codes of its own.
    let list = id.split('/').next().unwrap_or_default();
    let is_published = |published: &&PublishedFile| published.rows.iter().any(|row| row.checklist == list);
    if let Some(published) = shapes.published.as_ref().filter(is_published) {
        for (c, code) in item.codes.iter().enumerate() {
            if !published.rows.iter().any(|row| row.code == *code) {
                let message = format!("`{code}` is the code of no published row");
                let all = published.rows.iter().map(|row| row.code.as_str());
                let hint =
                    found.did_you_mean_name(code, all, "add the row to published.ron, or take the code out");
                found.error(&place.field("codes").at(c), id, &message, &hint);
            }
        }
    }
}

/// Keeps what a workstream and its topics name.
pub(super) fn of_workstream(
    place: &ValuePath,
    plan: &str,
    stream: &WorkstreamFile,
    shapes: &Shapes,
    found: &mut ProblemCollector,
) {
    businesses(place, plan, &stream.applies_to, shapes, found);
    for (t, topic) in stream.topics.iter().enumerate() {
        businesses(&place.field("topics").at(t), &topic.id, &topic.applies_to, shapes, found);
    }
}

/// Keeps what a scenario proposes about questions that are not there.
pub(super) fn of_scenario(
    place: &ValuePath,
    scenario: &ScenarioFile,
    shapes: &Shapes,
    found: &mut ProblemCollector,
) {
    answers(&place.field("asks"), &scenario.id, &scenario.asks, shapes, found);
}

fn answers(
    place: &ValuePath,
    id: &str,
    named: &BTreeMap<String, YesNo>,
    shapes: &Shapes,
    found: &mut ProblemCollector,
) {
    let Some(known) = Known::questions(shapes) else { return };
    for name in named.keys() {
        known.check(place, id, name, found);
    }
}

/// Keeps what questions, contradictions and published rows name.
pub(super) fn check(shapes: &Shapes, found: &mut ProblemCollector) {
    let file = ValuePath::file("questions.ron");
    for (q, question) in shapes.questions.iter().enumerate() {
        needs(&file.field("questions").at(q), question, shapes, found);
        two_of(&file.field("questions").at(q), question, shapes, found);
    }
    for (c, conflict) in shapes.conflicts.iter().enumerate() {
        contradiction(&file.field("conflicts").at(c), conflict, shapes, found);
    }
    published(shapes, found);
}

fn needs(place: &ValuePath, question: &QuestionFile, shapes: &Shapes, found: &mut ProblemCollector) {
    let Some(known) = Known::questions(shapes) else { return };
    known.check_all(&place.field("needs"), &question.id, &question.needs, found);
    known.check_all(&place.field("needs_any"), &question.id, &question.needs_any, found);
    if let [only] = question.needs_any.as_slice() {
        let hint = format!("write `needs: [\"{only}\"]`");
        let message = "one question alone is not a choice of several";
        found.error(&place.field("needs_any"), &question.id, message, &hint);
    }
}

/// Keeps the scenarios of which two propose a *yes*: applications of the pack, and two at least.
fn two_of(place: &ValuePath, question: &QuestionFile, shapes: &Shapes, found: &mut ProblemCollector) {
    if let Some(known) = Known::scenarios(shapes, ScenarioKind::Application) {
        known.check_all(&place.field("two_of"), &question.id, &question.two_of, found);
    }
    if let [only] = question.two_of.as_slice() {
        let hint = format!("propose it in `asks` of the scenario `{only}`");
        found.error(&place.field("two_of"), &question.id, "one scenario alone is not two", &hint);
    }
}

fn contradiction(place: &ValuePath, conflict: &ConflictFile, shapes: &Shapes, found: &mut ProblemCollector) {
    answers(&place.field("when"), &conflict.id, &conflict.when, shapes, found);
    answers(&place.field("any"), &conflict.id, &conflict.any, shapes, found);
    if let Some(known) = Known::all_scenarios(shapes) {
        known.check_all(&place.field("scenarios"), &conflict.id, &conflict.scenarios, found);
    }
    if conflict.when.len() + conflict.any.len() + conflict.scenarios.len() < 2 {
        let hint = "name in `when`, `any` and `scenarios` what does not go together";
        found.error(place, &conflict.id, "one answer alone contradicts nothing", hint);
    }
    if let Some(least) = conflict.least
        && !(1..=conflict.any.len()).contains(&least)
    {
        let message = format!("`least` is {least}, and `any` has {}", conflict.any.len());
        let hint = "it says how many of `any` stand, from 1 to all of them";
        found.error(&place.field("least"), &conflict.id, &message, hint);
    }
    for name in conflict.any.keys().filter(|name| conflict.when.contains_key(*name)) {
        let message = format!("`{name}` stands in `when` and in `any`");
        found.error(&place.field("any"), &conflict.id, &message, "keep one of the two");
    }
}

fn published(shapes: &Shapes, found: &mut ProblemCollector) {
    let Some(published) = shapes.published.as_ref().filter(|_| shapes.has_all("checklists")) else { return };
    for (r, row) in published.rows.iter().enumerate() {
        let place = ValuePath::file("published.ron").field("rows").at(r);
        let list = shapes.checklists.iter().map(|(_, list)| list).find(|list| list.id == row.checklist);
        let Some(list) = list else {
            let all: Vec<&str> = shapes.checklists.iter().map(|(_, list)| list.id.as_str()).collect();
            let hint = found.did_you_mean(&row.checklist, all, "name a checklist that pack.ron names");
            let message = format!("the pack has no checklist `{}`", row.checklist);
            found.error(&place.field("checklist"), &row.code, &message, &hint);
            continue;
        };
        let mut items = list.sections.iter().flat_map(|section| &section.items);
        if !items.any(|item| item.codes.contains(&row.code)) {
            let message = format!("no item of the list `{}` has the code `{}`", list.id, row.code);
            let hint = "add it to `codes` of the item that stands for this row";
            found.error(&place.field("code"), &row.code, &message, hint);
        }
    }
}
