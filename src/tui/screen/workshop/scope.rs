//! What a workshop is about, in words: lists, their sections, workstreams, levels and a milestone by their names.

use crate::domain::board::Board;
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::{ChecklistId, Level, MilestoneId};
use crate::text::{Text, nearest};

/// The names of what a scope means; what only a filter can say is left out.
pub(super) fn words(scope: &Filter, board: &Board) -> String {
    let mut words: Vec<String> = Vec::new();
    for id in &scope.checklists {
        let list = board.lists.iter().find(|list| list.id == *id);
        words.push(list.map_or_else(|| id.to_string(), |list| list.title.to_string()));
    }
    words.extend(scope.workstreams.iter().map(ToString::to_string));
    words.extend(scope.levels.iter().map(|level| level.word().to_owned()));
    if let Some(id) = &scope.milestone {
        words.push(board.gate(id).map_or_else(|| id.to_string(), |gate| gate.title.to_string()));
    }
    words.join(", ")
}

/// Reads such names; whatever else `before` narrows stays.
pub(super) fn read(words: &Text, before: &Filter, board: &Board) -> Result<Filter, String> {
    let mut scope = Filter {
        checklists: Vec::new(),
        workstreams: Vec::new(),
        levels: Vec::new(),
        milestone: None,
        ..before.clone()
    };
    for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        take(&word.to_lowercase(), &mut scope, board)?;
    }
    Ok(scope)
}

/// What a word may name.
#[derive(Debug, Clone, PartialEq)]
enum FilterTerm {
    List(ChecklistId),
    Level(Level),
    Milestone(MilestoneId),
    Workstream(Text),
}

/// Every part that can be named, each with its names in lower case, the one that it is called by first.
fn parts(board: &Board) -> Vec<(FilterTerm, Vec<String>)> {
    let last = |id: &str| id.rsplit('/').next().unwrap_or(id).to_lowercase();
    let names = |id: &str, title: &Text| vec![last(id), title.to_lowercase()];
    let lists = board.lists.iter();
    let mut parts: Vec<(FilterTerm, Vec<String>)> =
        lists.map(|list| (FilterTerm::List(list.id.clone()), names(list.id.as_str(), &list.title))).collect();
    let levels = [Level::Must, Level::Should, Level::Could];
    parts.extend(levels.map(|level| (FilterTerm::Level(level), vec![level.word().to_owned()])));
    let gates = board.gates.iter();
    parts.extend(
        gates.map(|gate| (FilterTerm::Milestone(gate.id.clone()), names(gate.id.as_str(), &gate.title))),
    );
    let streams = board.phases.iter().flat_map(|phase| &phase.streams);
    let streams = streams.map(|stream| (Text::line(&last(stream.id.as_str())), stream.title.clone()));
    // A list may call its section otherwise than the plan calls the workstream.
    let sections = board.lists.iter().flat_map(|list| &list.sections);
    let sections = sections.map(|section| (section.name.clone(), section.title.clone()));
    parts.extend(streams.chain(sections).map(|(name, title)| {
        let names = names(&name, &title);
        (FilterTerm::Workstream(name), names)
    }));
    parts
}

/// Takes a part by one of its names, or by the beginning of one that no other part shares.
fn take(word: &str, scope: &mut Filter, board: &Board) -> Result<(), String> {
    let parts = parts(board);
    let exact = parts.iter().find(|(_, names)| names.iter().any(|name| name == word));
    let part = match exact {
        Some((part, _)) => part.clone(),
        None => begun(word, &parts)?,
    };
    match part {
        FilterTerm::List(id) => scope.checklists.push(id),
        FilterTerm::Level(level) => scope.levels.push(level),
        FilterTerm::Milestone(id) => scope.milestone = Some(id),
        FilterTerm::Workstream(name) => scope.workstreams.push(name),
    }
    Ok(())
}

fn begun(word: &str, parts: &[(FilterTerm, Vec<String>)]) -> Result<FilterTerm, String> {
    let mut found: Vec<(&FilterTerm, &str)> = Vec::new();
    for (part, names) in parts {
        if names.iter().any(|name| name.starts_with(word)) && !found.iter().any(|(other, _)| *other == part) {
            found.push((part, names.first().map(String::as_str).unwrap_or_default()));
        }
    }
    match found.as_slice() {
        [(only, _)] => Ok((*only).clone()),
        [] => {
            let known = parts.iter().flat_map(|(_, names)| names).map(String::as_str);
            let near = nearest(word, known).map(|near| format!("; did you mean {near}?"));
            let near = near.unwrap_or_default();
            Err(format!("no list, section, workstream, level or milestone is called {word}{near}"))
        }
        several => {
            let names: Vec<&str> = several.iter().map(|(_, name)| *name).collect();
            Err(format!("{word} may be {}", names.join(" or ")))
        }
    }
}
