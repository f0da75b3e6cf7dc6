//! Who belongs to a group, and who may belong but hides what decides it.

use serde_json::Value;

use super::super::export::Export;
use super::super::path::{Chosen, Hits};
use super::super::rules::{By, Group, Rules};
use super::super::sentence;
use super::super::tree::DROPPED;
use crate::text::Text;

/// The subjects of a group.
#[derive(Debug)]
pub(super) struct Members<'a> {
    /// Why nothing can be told: a section is not there.
    pub(super) missing: Option<Text>,
    pub(super) subjects: Vec<Chosen<'a>>,
    /// Who may belong to the group; what decides it is hidden or missing.
    pub(super) strays: Vec<String>,
}

/// The members of `group` in `export`.
pub(super) fn members<'a>(rules: &'a Rules, group: &'a Group, export: &'a Export) -> Members<'a> {
    let mut members = Members { missing: None, subjects: Vec::new(), strays: Vec::new() };
    for section in &group.section {
        let found = section.get(&export.tree);
        if !found.is_some_and(is_container) {
            let why = if found.is_some_and(|value| !value.is_null()) {
                "not in the usual form"
            } else {
                "not there: left out, excluded, not allowed, or (in a folder) empty"
            };
            let text = format!("In the export, {} is {why}.", section.spoken());
            members.missing = Some(Text::line(&text));
            return members;
        }
    }
    let chosen = group.each.choose(&export.tree);
    let may = match &group.from {
        Some(from) => from.choose(&export.tree),
        None => chosen.clone(),
    };
    for chosen in &may {
        if !is_container(chosen.value) {
            members.strays.push("an entry".to_owned());
        } else if group.by.iter().any(|by| hides(rules, by, chosen.value)) {
            members.strays.push(if chosen.value.is_object() {
                name(group, chosen.value)
            } else {
                "an entry".to_owned()
            });
        }
    }
    if let Some(Value::Array(all)) = group.section.first().and_then(|section| section.get(&export.tree)) {
        let is_known = |value: &Value| may.iter().any(|chosen| std::ptr::eq(chosen.value, value));
        let odd = all.iter().filter(|value| !value.is_object() && !is_known(value));
        members.strays.extend(odd.map(|_| "an entry".to_owned()));
    }
    members.subjects = chosen.into_iter().filter(|chosen| is_container(chosen.value)).collect();
    members
}

/// How a subject of a group is called; worded only when it is said, since a large export has thousands.
pub(super) fn name(group: &Group, subject: &Value) -> String {
    let named = group.name.as_ref().and_then(|path| path.get(subject)).and_then(Value::as_str);
    named.map_or_else(|| group.one.to_string(), sentence::shown)
}

/// Whether what decides about `value` is a mark, is missing, or has a type that no export has.
fn hides(rules: &Rules, by: &By, value: &Value) -> bool {
    let mut hits = Hits::default();
    hits.collect(&by.path.steps, value);
    let is_odd = |value: &Value| is_marked(rules, value) || is_container(value) != by.is_container;
    let is_empty = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
    hits.hidden > 0
        || hits.nodes.iter().any(|(_, value)| is_odd(value))
        || !hits.nodes.iter().any(|(_, value)| !is_empty(value))
}

pub(super) fn is_container(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

/// Whether `value` stands in the place of the value: a keyword mark, a mask, a dropped secret.
pub(in crate::facts) fn is_marked(rules: &Rules, value: &Value) -> bool {
    value.as_str().is_some_and(|text| text == DROPPED || rules.marks.is_match(text))
}
