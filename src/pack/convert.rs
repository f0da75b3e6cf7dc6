//! Turns the RON shapes into the model. Total: a name that leads nowhere stays a name; `check` says so.

use std::collections::BTreeMap;

use super::file::{
    ChecklistFile, ConflictFile, ItemFile, MilestoneFile, PhaseFile, PlanFile, PublishedFile, QuestionFile,
    ResourceFile, RoleFile, ScenarioFile, TopicFile, WorkstreamFile,
};
use super::model::asked::{Conflict, YesNo};
use super::model::published::{Published, PublishedRow, Role};
use super::model::{
    Business, Checklist, ChecklistId, Dependency, EntryId, Item, Milestone, MilestoneId, Pack, Phase,
    PhaseId, Plan, PlanId, ProjectQuestion, QuestionId, Resource, Scenario, ScenarioId, Section, Topic,
    Workstream, WorkstreamId,
};
use super::naming::{full_topic, section_name};
use super::shapes::Shapes;
use crate::text::Text;

/// The pack that the files make.
pub(super) fn pack(shapes: &Shapes) -> Pack {
    let mut pack = Pack::default();
    if let Some(file) = &shapes.pack {
        pack.id = line(&file.id);
        pack.title = line(&file.title);
        pack.version = line(&file.version);
        pack.notice = optional(file.notice.as_deref());
        pack.roles = file.roles.iter().map(role).collect();
    }
    pack.extends.clone_from(&shapes.base);
    pack.checklists = shapes.checklists.iter().map(|(_, file)| checklist(file)).collect();
    pack.plans = shapes.plans.iter().map(|(_, file)| plan(file)).collect();
    pack.questions = shapes.questions.iter().map(question).collect();
    pack.conflicts = shapes.conflicts.iter().map(conflict).collect();
    pack.scenarios = shapes.scenarios.iter().map(scenario).collect();
    pack.resources = shapes.resources.iter().map(resource).collect();
    pack.published = shapes.published.as_ref().map(published);
    pack.index();
    pack
}

fn line(raw: &str) -> Text {
    Text::line(raw)
}

fn block(raw: &str) -> Text {
    Text::block(raw)
}

fn lines(raw: &[String]) -> Vec<Text> {
    raw.iter().map(|raw| line(raw)).collect()
}

fn blocks(raw: &[String]) -> Vec<Text> {
    raw.iter().map(|raw| block(raw)).collect()
}

fn optional(raw: Option<&str>) -> Option<Text> {
    raw.map(block)
}

fn businesses(named: &[String]) -> Vec<Business> {
    named.iter().map(|id| Business::new(id)).collect()
}

fn scenarios(named: &[String]) -> Vec<ScenarioId> {
    named.iter().map(|id| ScenarioId::new(id)).collect()
}

fn questions(named: &[String]) -> Vec<QuestionId> {
    named.iter().map(|id| QuestionId::new(id)).collect()
}

fn answers(named: &BTreeMap<String, YesNo>) -> Vec<(QuestionId, YesNo)> {
    named.iter().map(|(id, answer)| (QuestionId::new(id), *answer)).collect()
}

fn role(file: &RoleFile) -> Role {
    Role { id: line(&file.id), title: line(&file.title) }
}

fn checklist(file: &ChecklistFile) -> Checklist {
    let id = ChecklistId::new(&file.id);
    let sections = file.sections.iter().map(|section| Section {
        name: line(&section_name(section)),
        workstream: section.workstream.as_deref().map(line),
        title: line(&section.title),
        items: section.items.iter().map(|entry| item(&id, entry)).collect(),
    });
    Checklist {
        sections: sections.collect(),
        title: line(&file.title),
        purpose: block(&file.purpose),
        activities: lines(&file.activities),
        id,
    }
}

fn item(list: &ChecklistId, file: &ItemFile) -> Item {
    // What only says the title again is not said again.
    let says_more = |words: &&str| !is_same(words, &file.title);
    let guidance = file.guidance.as_deref().filter(says_more);
    let ask = file.ask.as_deref().filter(says_more);
    Item {
        id: EntryId::new(&format!("{list}/{}", file.id)),
        checklist: list.clone(),
        no: file.no,
        own: false,
        codes: lines(&file.codes),
        was: file.was.iter().map(|id| EntryId::new(id)).collect(),
        title: line(&file.title),
        guidance: optional(guidance).unwrap_or_default(),
        done_when: block(&file.done_when),
        ask: optional(ask),
        level: file.level,
        applies_to: businesses(&file.applies_to),
        scenarios: scenarios(&file.scenarios),
        optional_when: optional(file.optional_when.as_deref()),
        role: line(&file.role),
        topics: lines(&file.topics),
        minutes: file.minutes.unwrap_or_else(|| file.level.usual_minutes()),
        repeats: file.repeats,
        link: file.link.as_deref().map(line),
    }
}

/// Whether two texts have the same words, whatever is between them.
fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

fn plan(file: &PlanFile) -> Plan {
    let phases = (1..).zip(&file.phases).map(|(no, part)| phase(&file.id, no, part));
    Plan {
        id: PlanId::new(&file.id),
        title: line(&file.title),
        notes: blocks(&file.notes),
        phases: phases.collect(),
    }
}

fn phase(plan: &str, no: u32, file: &PhaseFile) -> Phase {
    let id = format!("{plan}/{}", file.id);
    Phase {
        no,
        title: line(&file.title),
        summary: block(&file.summary),
        needs: file.needs.iter().map(|other| PhaseId::new(&format!("{plan}/{other}"))).collect(),
        ends_in: optional(file.ends_in.as_deref()),
        notes: blocks(&file.notes),
        workstreams: file.workstreams.iter().map(|stream| workstream(plan, &id, stream)).collect(),
        milestones: (1..).zip(&file.milestones).map(|(no, stone)| milestone(&id, no, stone)).collect(),
        id: PhaseId::new(&id),
    }
}

fn workstreams(phase: &str, named: &[String]) -> Vec<WorkstreamId> {
    named.iter().map(|name| WorkstreamId::new(&format!("{phase}/{name}"))).collect()
}

fn workstream(plan: &str, phase: &str, file: &WorkstreamFile) -> Workstream {
    let topics = file.topics.iter().map(|entry| topic(plan, phase, &file.id, entry)).collect();
    Workstream {
        id: WorkstreamId::new(&format!("{phase}/{}", file.id)),
        name: line(&file.id),
        title: line(&file.title),
        aliases: lines(&file.aliases),
        summary: block(&file.summary),
        order: optional(file.order.as_deref()),
        after: workstreams(phase, &file.after),
        parallel_with: workstreams(phase, &file.parallel_with),
        skip_when: optional(file.skip_when.as_deref()),
        team: optional(file.team.as_deref()),
        applies_to: businesses(&file.applies_to),
        notes: blocks(&file.notes),
        links: lines(&file.links),
        topics,
    }
}

fn topic(plan: &str, phase: &str, stream: &str, file: &TopicFile) -> Topic {
    let dependencies = file.dependencies.iter().map(|dependency| Dependency {
        text: block(&dependency.text),
        on: dependency.on.iter().map(|name| EntryId::new(&full_topic(plan, phase, name))).collect(),
    });
    Topic {
        id: EntryId::new(&format!("{phase}/{stream}/{}", file.id)),
        path: line(&format!("{stream}/{}", file.id)),
        title: line(&file.title),
        aliases: lines(&file.aliases),
        now: optional(file.now.as_deref()),
        guidance: block(&file.guidance),
        optional_when: optional(file.optional_when.as_deref()),
        dependencies: dependencies.collect(),
        best_practices: blocks(&file.best_practices),
        warnings: blocks(&file.warnings),
        questions: blocks(&file.questions),
        links: lines(&file.links),
        applies_to: businesses(&file.applies_to),
    }
}

fn milestone(phase: &str, no: u32, file: &MilestoneFile) -> Milestone {
    Milestone {
        id: MilestoneId::new(&format!("{phase}/{}", file.id)),
        no,
        title: line(&file.title),
        aliases: lines(&file.aliases),
        after: workstreams(phase, &file.after),
        except: file.except.iter().map(|name| EntryId::new(&format!("{phase}/{name}"))).collect(),
        checklists: file.checklists.iter().map(|id| ChecklistId::new(id)).collect(),
        finished: block(&file.finished),
        then: block(&file.then),
        critical: file.critical.iter().map(|id| EntryId::new(id)).collect(),
        weeks_after: file.weeks_after,
    }
}

fn question(file: &QuestionFile) -> ProjectQuestion {
    ProjectQuestion {
        id: QuestionId::new(&file.id),
        ask: block(&file.ask),
        explains: block(&file.explains),
        group: file.group.as_deref().map(line),
        default: file.default,
        needs: questions(&file.needs),
        needs_any: questions(&file.needs_any),
        two_of: scenarios(&file.two_of),
        sets_aside: file.sets_aside.iter().map(|id| EntryId::new(id)).collect(),
        reason: block(&file.reason),
    }
}

fn conflict(file: &ConflictFile) -> Conflict {
    Conflict {
        id: line(&file.id),
        kind: file.kind,
        when: answers(&file.when),
        any: answers(&file.any),
        least: file.least.unwrap_or(1),
        scenarios: scenarios(&file.scenarios),
        says: block(&file.says),
    }
}

fn published(file: &PublishedFile) -> Published {
    let rows = file.rows.iter().map(|row| PublishedRow {
        code: line(&row.code),
        checklist: ChecklistId::new(&row.checklist),
        section: line(&row.section),
        subject: line(&row.subject),
    });
    Published {
        publisher: line(&file.publisher),
        edition: line(&file.edition),
        line: line(&file.line),
        rows: rows.collect(),
    }
}

fn scenario(file: &ScenarioFile) -> Scenario {
    Scenario {
        id: ScenarioId::new(&file.id),
        title: line(&file.title),
        aliases: lines(&file.aliases),
        kind: file.kind,
        short: block(&file.short),
        summary: block(&file.summary),
        protocol: block(&file.protocol),
        plan: file.plan.as_deref().map(PlanId::new),
        plan_note: block(&file.plan_note),
        asks: answers(&file.asks),
        consider: blocks(&file.consider),
        links: lines(&file.links),
    }
}

fn resource(file: &ResourceFile) -> Resource {
    Resource {
        id: line(&file.id),
        title: line(&file.title),
        group: line(&file.group),
        what_for: optional(file.what_for.as_deref()),
        links: lines(&file.links),
    }
}
