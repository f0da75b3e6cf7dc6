//! What changed from one export to another: fact by fact, and section by section without any value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::export::{Export, WHOLE, is_code};
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
    /// The word in lines that people read.
    pub fn said(self) -> &'static str {
        match self {
            How::Others => "of others",
            How::Otherwise => "changed",
            How::Mended | How::New => self.word(),
        }
    }

    /// The word in `--json`.
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
    /// `new` and `gone` are names, and not the one subject that has none.
    pub has_names: bool,
}

impl Change {
    /// Who is new and who is gone, each with its label, if that says more than the sentence.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, String)> {
        let joined = |names: &[Text]| names.iter().map(Text::as_str).collect::<Vec<_>>().join(", ");
        let new = match (self.before, self.now) {
            (Verdict::Fails, Verdict::Fails) | (Verdict::Untold, Verdict::Untold) => "new among them",
            _ => "now",
        };
        let gone = match (self.before, self.now) {
            (Verdict::Fails, Verdict::Fails) | (Verdict::Untold, Verdict::Untold) => "no longer among them",
            (Verdict::Fails, _) => "did not hold before for",
            (Verdict::Untold, _) => "could not be told before for",
            _ => "before",
        };
        let both = [(new, &self.new), (gone, &self.gone)];
        let some = both.into_iter().filter(|(_, names)| self.has_names && !names.is_empty());
        some.map(move |(label, names)| (label, joined(names)))
    }
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
            has_names: seen.has_names,
        });
    }
    found
}

/// `6 mended, 1 new (1 of 14 applications with a wildcard: Loyalty Beta)`, or that nothing changed.
pub fn summary(changes: &[Change]) -> String {
    let of = |how: How| changes.iter().filter(move |change| change.how == how);
    let parts =
        [(How::Mended, "mended"), (How::New, "new"), (How::Others, "of others"), (How::Otherwise, "changed")];
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
/// keyword mark or a mask, does not differ: a repository has marks where an export has values. Nor does a code file that
/// the two formats name otherwise, as long as the same is in it.
pub fn differences(rules: &Rules, before: &Export, now: &Export) -> Vec<Text> {
    let mut found: Vec<String> = Vec::new();
    let (Some(old), Some(new)) = (before.tree.as_object(), now.tree.as_object()) else { return Vec::new() };
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        let pair = |one: usize, other: usize| Pair {
            rules,
            old: (before, before.home(name, one)),
            new: (now, now.home(name, other)),
        };
        match (old.get(name), new.get(name)) {
            (Some(Value::Array(a)), Some(Value::Array(b))) => members(name, a, b, &pair, &mut found),
            (Some(a), Some(b)) => {
                let pair = pair(WHOLE, WHOLE);
                if !pair.is_same(a, b) {
                    let members = pair.differing(a, b);
                    let members = if members.is_empty() { String::new() } else { format!(": {members}") };
                    found.push(format!("{name} differs{members}"));
                }
            }
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

/// What a member of a list is called; `None` if nothing in it is a name.
fn called(value: &Value) -> Option<String> {
    let word = |member: &str| value.get(member)?.as_str();
    let name = ["name", "template", "domain", "identifier", "client_id", "id"].into_iter().find_map(word)?;
    // A grant is one client's for one API.
    let name = word("audience").map_or_else(|| name.to_owned(), |of| format!("{name}, {of}"));
    Some(sentence::shown(&name))
}

/// The members of a list by name, with their places; `None` if not each of them has a name of its own.
fn by_name(all: &[Value]) -> Option<BTreeMap<String, usize>> {
    let named: BTreeMap<String, usize> =
        all.iter().enumerate().map(|(at, value)| Some((called(value)?, at))).collect::<Option<_>>()?;
    (named.len() == all.len()).then_some(named)
}

/// Compares the members of a section: by name, whatever their order, or one after the other if names do not tell.
fn members<'a>(
    section: &str,
    old: &[Value],
    new: &[Value],
    pair: &dyn Fn(usize, usize) -> Pair<'a>,
    found: &mut Vec<String>,
) {
    let (Some(before), Some(now)) = (by_name(old), by_name(new)) else {
        let is_same = |at: usize| match (old.get(at), new.get(at)) {
            (Some(a), Some(b)) => pair(at, at).is_same(a, b),
            _ => false,
        };
        if old.len() != new.len() || !(0..old.len()).all(is_same) {
            found.push(format!("{section} differs in members without a name"));
        }
        return;
    };
    for wanted in before.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        let (one, other) = (before.get(wanted), now.get(wanted));
        let values = one.and_then(|at| old.get(*at)).zip(other.and_then(|at| new.get(*at)));
        match (one, other, values) {
            (Some(one), Some(other), Some((a, b))) => {
                let pair = pair(*one, *other);
                if !pair.is_same(a, b) {
                    found.push(format!("{section}, {wanted}: {}", pair.differing(a, b)));
                }
            }
            (Some(_), None, _) => found.push(format!("{section}, {wanted}: only in the other one")),
            (None, Some(_), _) => found.push(format!("{section}, {wanted}: only in this export")),
            _ => {}
        }
    }
}

/// Two exports, each with the folder of the file that the values which are compared were read from.
struct Pair<'a> {
    rules: &'a Rules,
    old: (&'a Export, &'a str),
    new: (&'a Export, &'a str),
}

impl Pair<'_> {
    /// The names of the members that differ.
    fn differing(&self, a: &Value, b: &Value) -> String {
        let (Some(old), Some(new)) = (a.as_object(), b.as_object()) else { return String::new() };
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let is_other = |name: &&String| match (old.get(*name), new.get(*name)) {
            (Some(a), Some(b)) => !self.is_same(a, b),
            (Some(one), None) | (None, Some(one)) => !is_empty(one),
            (None, None) => false,
        };
        let names: Vec<String> =
            names.into_iter().filter(is_other).map(|name| sentence::shown(name)).collect();
        names.join(", ")
    }

    /// Whether two values are the same as far as both are known; the order of a list does not count.
    fn is_same(&self, a: &Value, b: &Value) -> bool {
        if is_marked(self.rules, a) || is_marked(self.rules, b) {
            return true;
        }
        match (a, b) {
            (Value::String(one), Value::String(other)) if is_code(one) && is_code(other) => {
                self.is_same_code(one, other)
            }
            (Value::Object(old), Value::Object(new)) => {
                old.keys().chain(new.keys()).all(|name| match (old.get(name), new.get(name)) {
                    (Some(a), Some(b)) => self.is_same(a, b),
                    (Some(one), None) | (None, Some(one)) => is_empty(one),
                    (None, None) => true,
                })
            }
            (Value::Array(old), Value::Array(new)) if old.len() == new.len() => self.is_same_list(old, new),
            _ => a == b || (is_empty(a) && is_empty(b)),
        }
    }

    fn is_same_list(&self, old: &[Value], new: &[Value]) -> bool {
        let is_scalar = |value: &Value| !value.is_object() && !value.is_array();
        if old.iter().chain(new).all(is_scalar) {
            let sorted = |all: &[Value]| {
                let mut all: Vec<String> = all.iter().map(Value::to_string).collect();
                all.sort();
                all
            };
            return sorted(old) == sorted(new);
        }
        let Some((before, now)) = by_name(old).zip(by_name(new)) else {
            return old.iter().zip(new).all(|(a, b)| self.is_same(a, b));
        };
        before.iter().all(|(name, at)| match (old.get(*at), now.get(name).and_then(|at| new.get(*at))) {
            (Some(a), Some(b)) => self.is_same(a, b),
            _ => false,
        })
    }

    /// By what is in the two files; if that is not known of one of them, by their names.
    fn is_same_code(&self, one: &str, other: &str) -> bool {
        let file = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        match (self.old.0.code(self.old.1, one), self.new.0.code(self.new.1, other)) {
            (Some(one), Some(other)) => one == other,
            _ => file(one) == file(other),
        }
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
