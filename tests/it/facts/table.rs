//! `expected.json` as a table: verdict and offenders of each fact on five samples, drift, answers.

use std::collections::BTreeMap;

use golive::facts::answers;
use golive::facts::drift::{self, Before};
use golive::facts::file::Kind;
use golive::facts::judge::Seen;
use serde_json::Value;

use super::support::{expected, facts_of, rules};

/// What `seen` should be, as a line; `*` stands for all facts that are not named.
fn difference(want: &Value, seen: &Seen) -> Option<String> {
    let want = want.get(&seen.id).or_else(|| want.get("*"));
    let verdict = want.map_or("holds", |want| want["verdict"].as_str().expect("it is written like that"));
    let mut got: Vec<&str> = seen.offenders.iter().map(golive::text::Text::as_str).collect();
    let mut names: Vec<&str> = match want.and_then(|want| want.get("names")) {
        Some(names) => names
            .as_array()
            .expect("it is written like that")
            .iter()
            .map(|name| name.as_str().expect("it is written like that"))
            .collect(),
        None => got.clone(),
    };
    names.sort_unstable();
    got.sort_unstable();
    let is_as_expected = verdict == seen.verdict.word() && names == got;
    let line = || {
        format!(
            "{}: expected {verdict} {names:?}, got {} {got:?}: {}",
            seen.id,
            seen.verdict.word(),
            seen.text
        )
    };
    (!is_as_expected).then(line)
}

#[test]
fn every_fact_of_every_sample_is_as_expected() {
    let (mut wrong, mut total) = (Vec::new(), 0);
    for (sample, want) in expected()["facts"].as_object().expect("it is written like that") {
        let facts = facts_of(sample);
        total += facts.len();
        wrong.extend(
            facts.iter().filter_map(|seen| difference(want, seen)).map(|line| format!("{sample} {line}")),
        );
        for id in want.as_object().expect("it is written like that").keys().filter(|id| *id != "*") {
            assert!(facts.iter().any(|seen| seen.id == *id), "{sample}: no fact {id}");
        }
    }
    assert_eq!(total, 455);
    assert_eq!(wrong, Vec::<String>::new());
}

/// One for each fact of each sample, and one for each comparison, answer and refusal that the table names.
#[test]
fn the_table_has_498_expectations_and_every_answer_is_about_an_item_of_the_pack() {
    let table = expected();
    let named = |part: &Value| part.as_object().expect("it is written like that").len();
    let facts: usize = table["facts"]
        .as_object()
        .expect("it is written like that")
        .keys()
        .map(|sample| facts_of(sample).len())
        .sum();
    let answers = &table["answers"]["first, production"];
    let others = [named(&table["drift"]), named(answers), named(&table["hostile"])];
    assert_eq!((facts, others, facts + others.iter().sum::<usize>()), (455, [3, 31, 9], 498));
    let pack = golive::pack::embedded::pack();
    for item in answers.as_object().expect("it is written like that").keys() {
        assert!(pack.items().any(|known| known.id.as_str() == item), "{item}");
    }
}

#[test]
fn drift_between_samples_is_as_expected() {
    for (pair, want) in expected()["drift"].as_object().expect("it is written like that") {
        let (before, now) = pair.split_once(" -> ").expect("it is written like that");
        let before: Vec<Before> = facts_of(before).iter().map(Before::from).collect();
        let changes = drift::changes(&before, &facts_of(now));
        let line = |change: &drift::Change| {
            format!("{}: {} -> {}", change.id, change.before.word(), change.now.word())
        };
        let mut got: Vec<String> = changes.iter().map(line).collect();
        let mut want: Vec<String> = want
            .as_array()
            .expect("it is written like that")
            .iter()
            .map(|line| line.as_str().expect("it is written like that").to_owned())
            .collect();
        got.sort();
        want.sort();
        assert_eq!(got, want, "{pair}");
    }
}

#[test]
fn answers_for_a_production_tenant_are_as_expected() {
    let items = answers::items(rules(), &facts_of("first"), Some(Kind::Production));
    let got: BTreeMap<&str, &str> =
        items.iter().map(|item| (item.item.as_str(), item.shows.word())).collect();
    for (item, want) in
        expected()["answers"]["first, production"].as_object().expect("it is written like that")
    {
        assert_eq!(got.get(item.as_str()).copied(), want.as_str(), "{item}");
    }
    assert!(items.iter().all(|item| !item.rest.is_empty()));
}

#[test]
fn a_development_export_never_speaks_for_a_production_item() {
    let items = answers::items(rules(), &facts_of("first"), Some(Kind::Development));
    let spoken: Vec<_> = items.iter().filter(|item| !item.said.is_empty()).map(|item| &item.item).collect();
    assert!(
        spoken.iter().all(|item| !item.starts_with("deploy/") && !item.starts_with("monitor/")),
        "{spoken:?}"
    );
}
