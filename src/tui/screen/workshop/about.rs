//! What a workshop is about, in words: lists, workstreams, levels and a milestone by their names.

use crate::journal::record::Scope as Filter;
use crate::review::board::Board;
use crate::review::filter;
use crate::text::{Text, nearest};

/// Returns the names of what a scope means; what only a filter can say is left out.
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

fn take(word: &str, scope: &mut Filter, board: &Board) -> Result<(), String> {
    let last = |id: &str| id.rsplit('/').next().unwrap_or(id).to_lowercase();
    let is = |id: &str, title: &Text| last(id) == word || title.to_lowercase() == word;
    let streams = || board.phases.iter().flat_map(|phase| &phase.streams);
    if let Some(list) = board.lists.iter().find(|list| is(list.id.as_str(), &list.title)) {
        scope.checklists.push(list.id.clone());
    } else if let Some(level) = filter::level(word) {
        scope.levels.push(level);
    } else if let Some(gate) = board.gates.iter().find(|gate| is(gate.id.as_str(), &gate.title)) {
        scope.milestone = Some(gate.id.clone());
    } else if let Some(stream) = streams().find(|stream| is(stream.id.as_str(), &stream.title)) {
        scope.workstreams.push(Text::line(&last(stream.id.as_str())));
    } else {
        let lists = board.lists.iter().map(|list| list.title.to_lowercase());
        let gates = board.gates.iter().map(|gate| gate.title.to_lowercase());
        let known: Vec<String> =
            lists.chain(gates).chain(streams().map(|one| last(one.id.as_str()))).collect();
        let near = nearest(word, known.iter().map(String::as_str));
        let near = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
        return Err(format!("no list, workstream, level or milestone is called {word}{near}"));
    }
    Ok(())
}
