//! What changed from one export to another: fact by fact, and section by section without any value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::export::Export;
use super::judge::{Seen, is_marked};
use super::rules::Rules;
use super::sentence;
use super::verdict::Verdict;
use crate::text::Text;

/// What an earlier export showed about a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    pub id: String,
    pub verdict: Verdict,
    pub offenders: Vec<Text>,
    /// Not all offenders are known any more.
    pub is_cut: bool,
}

impl From<&Seen> for Before {
    fn from(seen: &Seen) -> Before {
        let offenders = seen.offenders.clone();
        Before { id: seen.id.clone(), verdict: seen.verdict, offenders, is_cut: false }
    }
}

/// How a fact changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Mended,
    /// It failed not, and does now.
    New,
    /// It still fails or cannot be told, for others.
    Others,
    /// Anything else, for example what could be told before.
    Otherwise,
}

impl How {
    /// The word in `--json` and in lines.
    pub fn word(self) -> &'static str {
        match self {
            How::Mended => "mended",
            How::New => "new",
            How::Others => "others",
            How::Otherwise => "otherwise",
        }
    }
}

/// One fact that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: String,
    pub how: How,
    pub before: Verdict,
    pub now: Verdict,
    pub new: Vec<Text>,
    pub gone: Vec<Text>,
    /// The present sentence.
    pub text: Text,
}

/// What changed since `before`; facts that it does not know are left out.
pub fn changes(before: &[Before], now: &[Seen]) -> Vec<Change> {
    let mut found = Vec::new();
    for seen in now {
        let Some(old) = before.iter().find(|old| old.id == seen.id) else { continue };
        let had: BTreeSet<&Text> = old.offenders.iter().collect();
        let has: BTreeSet<&Text> = seen.offenders.iter().collect();
        let is_same = old.verdict == seen.verdict && (had == has || old.is_cut);
        if is_same {
            continue;
        }
        let how = match (old.verdict, seen.verdict) {
            (Verdict::Fails, Verdict::Holds | Verdict::Nothing | Verdict::Seen) => How::Mended,
            (old, Verdict::Fails) if old != Verdict::Fails => How::New,
            (old, now) if old == now => How::Others,
            _ => How::Otherwise,
        };
        found.push(Change {
            id: seen.id.clone(),
            how,
            before: old.verdict,
            now: seen.verdict,
            new: if old.is_cut {
                Vec::new()
            } else {
                has.difference(&had).map(|name| (*name).clone()).collect()
            },
            gone: had.difference(&has).map(|name| (*name).clone()).collect(),
            text: seen.text.clone(),
        });
    }
    found
}

/// `6 mended, 1 new (1 of 14 applications with a wildcard: Loyalty Beta)`, or that nothing changed.
pub fn summary(changes: &[Change]) -> String {
    let of = |how: How| changes.iter().filter(move |change| change.how == how);
    let parts = [
        (How::Mended, "mended"),
        (How::New, "new"),
        (How::Others, "of others"),
        (How::Otherwise, "told otherwise"),
    ];
    let mut words: Vec<String> = Vec::new();
    for (how, word) in parts {
        let count = of(how).count();
        let said: Vec<&str> = of(how).map(|change| change.text.trim_end_matches('.')).collect();
        match (count, how) {
            (0, _) => {}
            (1..=MOST_SAID, How::New) => words.push(format!("{count} {word} ({})", said.join("; "))),
            _ => words.push(format!("{count} {word}")),
        }
    }
    if words.is_empty() { "nothing changed".to_owned() } else { words.join(", ") }
}

/// The most new facts that a summary says in words.
const MOST_SAID: usize = 2;

/// The most lines about sections that differ.
const MOST_DIFFERENCES: usize = 200;

/// Which sections and members differ between two exports, by name; never a value. What one of the two hides, with a
/// keyword mark or a mask, does not differ: a repository has marks where an export has values.
pub fn differences(rules: &Rules, before: &Export, now: &Export) -> Vec<Text> {
    let mut found: Vec<String> = Vec::new();
    let (Some(old), Some(new)) = (before.tree.as_object(), now.tree.as_object()) else { return Vec::new() };
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        match (old.get(name), new.get(name)) {
            (Some(a), Some(b)) if !is_same(rules, a, b) => section(rules, name, a, b, &mut found),
            (Some(a), None) if !is_empty(a) => found.push(format!("{name}: only in the other one")),
            (None, Some(b)) if !is_empty(b) => found.push(format!("{name}: only in this export")),
            _ => {}
        }
    }
    let more = found.len().saturating_sub(MOST_DIFFERENCES);
    found.truncate(MOST_DIFFERENCES);
    if more > 0 {
        found.push(format!("and {more} more"));
    }
    found.iter().map(|line| Text::line(line)).collect()
}

fn section<'a>(rules: &Rules, name: &str, a: &'a Value, b: &'a Value, found: &mut Vec<String>) {
    let (Value::Array(old), Value::Array(new)) = (a, b) else {
        let members = differing(rules, a, b);
        let members = if members.is_empty() { String::new() } else { format!(": {members}") };
        found.push(format!("{name} differs{members}"));
        return;
    };
    let called = |value: &Value| -> Option<String> {
        ["name", "template", "domain", "identifier", "client_id", "id"]
            .iter()
            .find_map(|member| value.get(member)?.as_str())
            .map(sentence::shown)
    };
    let by_name = |all: &'a [Value]| -> BTreeMap<String, &'a Value> {
        all.iter().filter_map(|value| Some((called(value)?, value))).collect()
    };
    let (old, new) = (by_name(old), by_name(new));
    let before = found.len();
    for wanted in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        match (old.get(wanted), new.get(wanted)) {
            (Some(a), Some(b)) if !is_same(rules, a, b) => {
                found.push(format!("{name}, {wanted}: {}", differing(rules, a, b)));
            }
            (Some(_), None) => found.push(format!("{name}, {wanted}: only in the other one")),
            (None, Some(_)) => found.push(format!("{name}, {wanted}: only in this export")),
            _ => {}
        }
    }
    if found.len() == before {
        found.push(format!("{name} differs in members without a name"));
    }
}

fn differing(rules: &Rules, a: &Value, b: &Value) -> String {
    let (Some(old), Some(new)) = (a.as_object(), b.as_object()) else { return String::new() };
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let is_other = |name: &&String| match (old.get(*name), new.get(*name)) {
        (Some(a), Some(b)) => !is_same(rules, a, b),
        (Some(one), None) | (None, Some(one)) => !is_empty(one),
        (None, None) => false,
    };
    let names: Vec<String> = names.into_iter().filter(is_other).map(|name| sentence::shown(name)).collect();
    names.join(", ")
}

/// Whether two values are the same as far as both are known; the order of a list does not count.
fn is_same(rules: &Rules, a: &Value, b: &Value) -> bool {
    if a == b || is_marked(rules, a) || is_marked(rules, b) {
        return true;
    }
    match (a, b) {
        (Value::Object(old), Value::Object(new)) => {
            old.keys().chain(new.keys()).all(|name| match (old.get(name), new.get(name)) {
                (Some(a), Some(b)) => is_same(rules, a, b),
                (Some(one), None) | (None, Some(one)) => is_empty(one),
                (None, None) => true,
            })
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            let is_scalar = |value: &Value| !value.is_object() && !value.is_array();
            if old.iter().chain(new).all(is_scalar) {
                let sorted = |all: &[Value]| {
                    let mut all: Vec<String> = all.iter().map(Value::to_string).collect();
                    all.sort();
                    all
                };
                sorted(old) == sorted(new)
            } else {
                old.iter().zip(new).all(|(a, b)| is_same(rules, a, b))
            }
        }
        _ => is_empty(a) && is_empty(b),
    }
}

/// Whether nothing stands there: the CLI leaves out in one format what is empty in the other.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
