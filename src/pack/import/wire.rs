//! The lines that a new list needs elsewhere: in `pack.ron`, and at the milestone that counts it. Only those are changed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::ImportError;
use crate::files::disk::Drive;
use crate::files::{self, Rights, WriteError};
use crate::pack::file::{PackFile, PlanFile};
use crate::pack::load::Shapes;
use crate::pack::parse;
use crate::pack::scan::{self, RonNode, Shape};
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
            None => format!("there are: {}", known.join(", ")),
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

/// `pack.ron` with the lists added.
pub(super) fn manifest(folder: &Path, ids: &[String]) -> Result<Edit, ImportError> {
    let path = folder.join("pack.ron");
    let text = read(&path)?;
    let tree = tree(&text);
    let list = field(&text, &tree, "checklists").ok_or_else(|| unwired(&path))?.clone();
    let text = with(&text, &list, ids);
    parse::options().from_str::<PackFile>(&text).map_err(|_| unwired(&path))?;
    Ok(Edit { path, text, is_new: false })
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
