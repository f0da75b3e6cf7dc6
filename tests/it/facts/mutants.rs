//! Nothing gets better by being hidden: 3,532 mutants of the first sample, each with one member gone, null, a mark
//! or of another type.

use std::collections::{BTreeMap, BTreeSet};

use golive::facts::export::Export;
use golive::facts::file::{AnswerFile, GroupFile, RulesFile};
use golive::facts::judge::{self, Seen};
use golive::facts::rules::Rules;
use golive::facts::verdict::Verdict;
use golive::pack::embedded::FILES;
use serde_json::{Value, json};

use super::support::{read, rules, sample};

/// Whether it may get better by this: absent means off for two members, and a whole entry of a list may go.
fn is_meant(how: &str, path: &str, fact: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    let is_off = match last {
        "allow_legacy_ro_grant_types" => fact == "legacy-flags-off",
        "allow_all_scopes" => fact == "management-not-all",
        _ => false,
    };
    let is_entry = last.parse::<usize>().is_ok();
    is_off && ["gone", "null"].contains(&how) || is_entry && how == "gone"
}

fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    let mut below = |name: &str, inner: &Value| {
        let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
        found.push(path.clone());
        paths(inner, &path, found);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(name, inner)| below(name, inner)),
        Value::Array(all) => all.iter().enumerate().for_each(|(idx, inner)| below(&idx.to_string(), inner)),
        _ => {}
    }
}

fn mutant(tree: &Value, path: &str, how: &str) -> Value {
    let mut tree = tree.clone();
    if how == "gone" {
        let (parent, last) = path.rsplit_once('/').expect("the sample and the rules have it");
        match tree.pointer_mut(parent).expect("the sample and the rules have it") {
            Value::Object(members) => drop(members.remove(&last.replace("~1", "/").replace("~0", "~"))),
            Value::Array(all) => drop(all.remove(last.parse().expect("the sample and the rules have it"))),
            _ => unreachable!("only these have members"),
        }
        return tree;
    }
    let value = tree.pointer_mut(path).expect("the sample and the rules have it");
    *value = match how {
        "null" => Value::Null,
        "mark" => json!("##X##"),
        _ if value.is_object() => json!(7),
        _ => json!({"x": 1}),
    };
    tree
}

fn is_better(before: &Seen, now: &Seen) -> bool {
    match before.verdict {
        Verdict::Fails => matches!(now.verdict, Verdict::Holds | Verdict::Nothing),
        Verdict::Untold => now.verdict == Verdict::Holds,
        _ => false,
    }
}

/// The rules whose facts look into `section`: no other can change with it, and each judgement takes its time.
fn rules_about(section: &str) -> Rules {
    let (_, text) =
        FILES.iter().find(|(name, _)| *name == "facts/auth0.ron").expect("the sample and the rules have it");
    let mut file: RulesFile = ron::from_str(text).expect("the sample and the rules have it");
    let place = format!("$.{section}");
    let looks = |group: &GroupFile| {
        let queries = [&group.each, &group.from].into_iter().chain(&group.section);
        queries.into_iter().any(|query| query.contains(&place))
    };
    file.groups.retain(|_, group| looks(group));
    file.facts.retain(|fact| file.groups.contains_key(&fact.of));
    let facts = file.facts.iter().map(|fact| fact.id.clone()).collect();
    let answer =
        AnswerFile { item: "all".into(), tenants: vec![], facts, hints: vec![], rest: "Nothing.".into() };
    file.answers = if file.facts.is_empty() { vec![] } else { vec![answer] };
    Rules::compile(&file).expect("the sample and the rules have it")
}

#[track_caller]
fn check(how: &str) {
    let (files, export) = read(&sample("first")).expect("the sample and the rules have it");
    let base = judge::facts(rules(), &export, &files);
    let mut all = Vec::new();
    paths(export.tree(), "", &mut all);
    let (mut wrong, mut count) = (BTreeSet::new(), 0);
    let mut about: BTreeMap<&str, Rules> = BTreeMap::new();
    for path in &all {
        count += 1;
        let section = path.split('/').nth(1).expect("a pointer begins with a slash");
        let rules = about.entry(section).or_insert_with(|| rules_about(section));
        let now = judge::facts(rules, &Export::of_tree(mutant(export.tree(), path, how)), &files);
        for now in &now {
            let before =
                base.iter().find(|before| before.id == now.id).expect("the sample and the rules have it");
            if is_better(before, now) && !is_meant(how, path, &before.id) {
                let words = (before.verdict.word(), now.verdict.word());
                wrong.insert(format!("{how} {path}: {} {} -> {}", before.id, words.0, words.1));
            }
        }
    }
    assert_eq!(count, 883);
    assert_eq!(wrong.into_iter().collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn no_verdict_gets_better_where_a_member_is_gone() {
    check("gone");
}

#[test]
fn no_verdict_gets_better_where_a_member_is_null() {
    check("null");
}

#[test]
fn no_verdict_gets_better_where_a_member_is_a_mark() {
    check("mark");
}

#[test]
fn no_verdict_gets_better_where_a_member_has_another_type() {
    check("other");
}
