//! The lines that a new list needs elsewhere: in `pack.ron`, and at the milestone that counts it. Only those are changed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::order::ImportError;
use crate::files::disk::Drive;
use crate::files::{self, Rights, WriteError};
use crate::pack::file::{PackFile, PlanFile};
use crate::pack::parse;
use crate::pack::scan::{self, RonNode, Shape};
use crate::pack::shapes::Shapes;
use crate::text::{Text, nearest};

/// A milestone that a list is to be counted at.
#[derive(Debug, Clone)]
pub(super) struct At {
    pub(super) plan: String,
    pub(super) plan_title: Text,
    pub(super) milestone: String,
    pub(super) title: Text,
}

/// A file and what will be in it.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// Whether nothing of this name exists yet.
    pub(super) is_new: bool,
}

/// The milestone called `name`, in `plan` or in each plan that has it.
pub(super) fn milestones(shapes: &Shapes, plan: Option<&str>, name: &str) -> Result<Vec<At>, ImportError> {
    if let Some(plan) = plan
        && !shapes.plans.iter().any(|(_, known)| known.id == plan)
    {
        let known: Vec<&str> = shapes.plans.iter().map(|(_, plan)| plan.id.as_str()).collect();
        return Err(ImportError::Unknown {
            what: format!("`{plan}` is not a plan of the pack"),
            hint: format!("its plans: {}", known.join(", ")),
        });
    }
    let last = name.rsplit('/').next().unwrap_or(name);
    let mut found = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    for (_, file) in shapes.plans.iter().filter(|(_, file)| plan.is_none_or(|plan| plan == file.id)) {
        for phase in &file.phases {
            for milestone in &phase.milestones {
                known.push(&milestone.id);
                let full = format!("{}/{}/{}", file.id, phase.id, milestone.id);
                let named = if name.contains('/') {
                    full == name || full.ends_with(&format!("/{name}"))
                } else {
                    milestone.id == last
                };
                if named {
                    found.push(At {
                        plan: file.id.clone(),
                        plan_title: Text::line(&file.title),
                        milestone: full,
                        title: Text::line(&milestone.title),
                    });
                }
            }
        }
    }
    // Counted once means counted from there on, so the first of a plan is enough.
    found.dedup_by(|later, earlier| later.plan == earlier.plan);
    if found.is_empty() {
        let hint = match nearest(last, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", names(shapes, plan)),
        };
        return Err(ImportError::Unknown {
            what: format!(
                "`{name}` is not a milestone of {}",
                plan.map_or("the pack's plans".to_owned(), |plan| format!("the plan `{plan}`"))
            ),
            hint,
        });
    }
    Ok(found)
}

/// The milestones that can be named, each once with its plans: `demo (b2c, b2b), go-live (b2c)`; of one plan without it.
pub(super) fn names(shapes: &Shapes, plan: Option<&str>) -> String {
    let plans: Vec<&PlanFile> = shapes.plans.iter().map(|(_, file)| file).collect();
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for file in plans.iter().filter(|file| plan.is_none_or(|plan| plan == file.id)) {
        for milestone in file.phases.iter().flat_map(|phase| &phase.milestones) {
            match found.iter_mut().find(|(id, _)| *id == milestone.id) {
                Some((_, plans)) if plans.contains(&file.id.as_str()) => {}
                Some((_, plans)) => plans.push(&file.id),
                None => found.push((&milestone.id, vec![&file.id])),
            }
        }
    }
    let has_plans = plan.is_none() && plans.len() > 1;
    let word = |(id, plans): &(&str, Vec<&str>)| {
        if has_plans { format!("{id} ({})", plans.join(", ")) } else { (*id).to_owned() }
    };
    found.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// `pack.ron` with the lists added; in a pack that adds to another one also with where they count.
pub(super) fn manifest(folder: &Path, ids: &[String], counted: &[At]) -> Result<Edit, ImportError> {
    let path = folder.join("pack.ron");
    let mut text = read(&path)?;
    text = match field(&text, &tree(&text), "checklists") {
        Some(list) => with(&text, list, ids),
        None => with_field(&text, &format!("checklists: [{}]", quoted(ids))).ok_or_else(|| unwired(&path))?,
    };
    for at in counted {
        text = with_milestone(&text, &at.milestone, ids).ok_or_else(|| unwired(&path))?;
    }
    parse::options().from_str::<PackFile>(&text).map_err(|_| unwired(&path))?;
    Ok(Edit { path, text, is_new: false })
}

/// `pack.ron` with lists counted at a milestone of the pack that it adds to.
fn with_milestone(text: &str, id: &str, ids: &[String]) -> Option<String> {
    let tree = tree(text);
    let new = format!("(id: \"{id}\", checklists: [{}])", quoted(ids));
    let Some(all) = field(text, &tree, "milestones") else {
        return with_field(text, &format!("milestones: [\n        {new},\n    ]"));
    };
    if let Some(known) = with_id(text, all, id) {
        return Some(with(text, field(text, known, "checklists")?, ids));
    }
    let Shape::List(items) = &all.shape else { return None };
    let (at, words) = match items.last() {
        Some(end) => (end.span.end, format!(",\n        {new}")),
        None => (all.span.start + 1, new),
    };
    let (head, tail) = text.split_at_checked(at)?;
    Some(format!("{head}{words}{tail}"))
}

/// The text with one more field behind the last one.
fn with_field(text: &str, words: &str) -> Option<String> {
    let tree = tree(text);
    let Shape::Fields(fields) = &tree.shape else { return None };
    let (head, tail) = text.split_at_checked(fields.last()?.1.span.end)?;
    Some(format!("{head},\n    {words}{tail}"))
}

fn quoted(ids: &[String]) -> String {
    ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ")
}

/// The plan's file with the lists counted at the milestone.
pub(super) fn plan(folder: &Path, at: &At, ids: &[String]) -> Result<Edit, ImportError> {
    let path = folder.join("plans").join(format!("{}.ron", at.plan));
    let text = read(&path)?;
    let tree = tree(&text);
    let mut segments = at.milestone.split('/').skip(1);
    let (phase, milestone) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    let list = field(&text, &tree, "phases")
        .and_then(|phases| with_id(&text, phases, phase))
        .and_then(|phase| field(&text, phase, "milestones"))
        .and_then(|milestones| with_id(&text, milestones, milestone))
        .and_then(|milestone| field(&text, milestone, "checklists"))
        .ok_or_else(|| unwired(&path))?
        .clone();
    let text = with(&text, &list, ids);
    parse::options().from_str::<PlanFile>(&text).map_err(|_| unwired(&path))?;
    Ok(Edit { path, text, is_new: false })
}

fn unwired(path: &Path) -> ImportError {
    ImportError::Unwired(path.to_owned())
}

fn read(path: &Path) -> Result<String, ImportError> {
    let text =
        fs::read_to_string(path).map_err(|source| ImportError::Write { file: path.to_owned(), source })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn tree(text: &str) -> RonNode {
    scan::tree(text, &scan::tokens(text))
}

fn field<'a>(text: &str, node: &'a RonNode, name: &str) -> Option<&'a RonNode> {
    let Shape::Fields(fields) = &node.shape else { return None };
    fields.iter().find(|(key, _)| text.get(key.clone()) == Some(name)).map(|(_, value)| value)
}

fn with_id<'a>(text: &str, node: &'a RonNode, id: &str) -> Option<&'a RonNode> {
    let Shape::List(items) = &node.shape else { return None };
    let quoted = format!("\"{id}\"");
    items.iter().find(|item| {
        field(text, item, "id").is_some_and(|value| text.get(value.span.clone()) == Some(&quoted))
    })
}

/// The text with ids at the end of a list; those that it has are not added.
fn with(text: &str, list: &RonNode, ids: &[String]) -> String {
    let Shape::List(items) = &list.shape else { return text.to_owned() };
    let has =
        |id: &String| items.iter().any(|item| text.get(item.span.clone()) == Some(&format!("\"{id}\"")));
    let new: Vec<String> = ids.iter().filter(|id| !has(id)).map(|id| format!("\"{id}\"")).collect();
    if new.is_empty() {
        return text.to_owned();
    }
    let (at, words) = match items.last() {
        Some(end) => (end.span.end, format!(", {}", new.join(", "))),
        None => (list.span.start + 1, new.join(", ")),
    };
    let (head, tail) = text.split_at_checked(at).unwrap_or((text, ""));
    format!("{head}{words}{tail}")
}

/// Writes a file whole or not at all. Only a regular file, or nothing, is replaced; a link is followed.
pub(super) fn store(edit: &Edit) -> io::Result<()> {
    let unwritten = |error: WriteError| error.into_system("a file of this name came this moment");
    files::make_folder(&mut Drive, files::folder_of(&edit.path))?;
    if edit.is_new {
        return files::create(&mut Drive, &edit.path, edit.text.as_bytes(), Rights::Usual).map_err(unwritten);
    }
    files::replace(&mut Drive, &edit.path, edit.text.as_bytes(), Rights::Usual).map_err(unwritten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_says_itself_where_its_lists_count() {
        let text = "(\n    extends: \"auth0\",\n    version: \"1\", // first\n)";
        let ids = ["ours".to_owned()];
        let text = with_field(text, "checklists: [\"ours\"]").unwrap();
        let text = with_milestone(&text, "b2c/p1/demo", &ids).unwrap();
        let text = with_milestone(&text, "b2c/p1/go-live", &ids).unwrap();
        assert_eq!(with_milestone(&text, "b2c/p1/demo", &ids).unwrap(), text);
        let expected = "(\n    extends: \"auth0\",\n    version: \"1\",\n    checklists: [\"ours\"],\n    milestones: [\n        \
             (id: \"b2c/p1/demo\", checklists: [\"ours\"]),\n        \
             (id: \"b2c/p1/go-live\", checklists: [\"ours\"]),\n    ], // first\n)";
        assert_eq!(text, expected);
    }

    #[test]
    fn ids_are_added_at_the_end_of_a_list_and_nothing_else_moves() {
        for (text, expected) in [
            ("(checklists: [\"a\"], plans: [])", "(checklists: [\"a\", \"b\"], plans: [])"),
            ("(checklists: [], plans: [])", "(checklists: [\"b\"], plans: [])"),
            ("(checklists: [\n  \"a\", // first\n],)", "(checklists: [\n  \"a\", \"b\", // first\n],)"),
            ("(checklists: [\"b\"])", "(checklists: [\"b\"])"),
        ] {
            let node = tree(text);
            let list = field(text, &node, "checklists").unwrap();
            assert_eq!(with(text, list, &["b".to_owned()]), expected);
        }
    }
}
