//! Rules and samples for the tests of facts.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use golive::facts::export::{self, Export};
use golive::facts::judge::{self, Seen};
use golive::facts::refusal::Refusal;
use golive::facts::rules::Rules;
use golive::pack::embedded::Embedded;
use golive::pack::facts;
use golive::workspace::exports::OnDisk;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let (mut rules, problems) = facts::load(&Embedded, Some(&golive::pack::embedded::pack()));
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(rules.len(), 1);
    rules.remove(0)
});

/// The rules of the built-in pack.
pub(super) fn rules() -> &'static Rules {
    &RULES
}

/// A sample of the repository.
pub(super) fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/facts/samples").join(name)
}

/// The export at `path`, by the built-in rules.
pub(super) fn read(path: &Path) -> Result<(OnDisk, Export), Refusal> {
    let files = OnDisk::open(path)?;
    let export = export::read(&files, rules())?;
    Ok((files, export))
}

/// All facts of a sample.
pub(super) fn facts_of(name: &str) -> Vec<Seen> {
    let (files, export) = read(&sample(name)).expect("the sample is read");
    let facts = judge::facts(rules(), &export, &files);
    assert_eq!(facts, judge::facts_by_two(rules(), &export, &files), "two threads judge as one does");
    facts
}

/// The expectations, written before any evaluator was run.
pub(super) fn expected() -> serde_json::Value {
    let text = std::fs::read_to_string(sample("expected.json")).expect("it is part of the checkout");
    serde_json::from_str(&text).expect("it is JSON")
}
