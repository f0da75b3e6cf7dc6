//! A pack over the built-in one: our list counts at our milestone, and no text is forked.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fmt::Write as _;

use golive::pack::draw::{Drawing, problems};
use golive::pack::embedded;
use golive::pack::load::{load, open};
use golive::pack::model::{EntryId, EntryRef, Plan};
use golive::pack::source::Folder;
use serde_json::Value;

use crate::support::Test;

/// Thirty items in three sections, a third of them must.
fn ours() -> String {
    let mut csv = "Code,Section,Title,Priority\n".to_owned();
    for no in 1..=30 {
        let section = ["Release", "Operations", "Support"][no % 3];
        let level = ["must", "should", "could"][no / 2 % 3];
        writeln!(csv, "R-{no:02},{section},Our check number {no},{level}").unwrap();
    }
    csv
}

fn gate(test: &mut Test) -> (usize, u64) {
    let found = test.output(["gate", "b2c/p1/go-live", "--json"]);
    let gate: Value = serde_json::from_str(&found.stdout).unwrap_or_else(|_| panic!("{}", found.stderr));
    let left = ["blocking", "conditions", "listed"].map(|name| gate[name].as_array().unwrap().len());
    (left.iter().sum(), gate["settled"].as_u64().unwrap())
}

#[test]
fn our_thirty_items_count_at_our_milestone_without_a_fork() {
    let mut plain = Test::new().run(["new", "Contoso", "--scenario", "b2c", "--app", "spa-api"]);
    let (left, _) = gate(&mut plain);
    let mut test = Test::new().file("work/ours.csv", &ours()).run([
        "pack",
        "init",
        "pack",
        "--extends",
        "auth0",
        "--id",
        "contoso",
    ]);
    assert_eq!(test.read("work/pack/pack.ron").matches("auth0").count(), 1);
    test =
        test.run(["pack", "import", "ours.csv", "--into", "pack", "--plan", "b2c", "--milestone", "go-live"]);
    let found = test.output(["pack", "check", "pack"]);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""), "{}", found.stdout);
    assert!(found.stdout.starts_with("no problems\n"), "{}", found.stdout);
    // The folder `pack` beside the file is found by itself, by every command.
    test = test
        .run(["--file", "c.golive", "new", "Contoso", "--scenario", "b2c", "--app", "spa-api"])
        .env("GOLIVE_FILE", "c.golive");
    assert!(test.read("work/c.golive").contains("Pack(id: \"contoso\""));
    assert_eq!(gate(&mut test), (left + 30, 0));
    test = test.run(["mark", "done", "R-07"]).run(["mark", "done", "design/1"]);
    assert_eq!(gate(&mut test), (left + 28, 2));
    let facts = test.output(["facts", "--rules"]);
    assert_eq!(facts.code, 0, "{}", facts.stderr);
    // Without its own pack nothing is answered.
    std::fs::rename(test.path("work/pack"), test.path("work/moved")).unwrap();
    std::fs::remove_dir_all(test.path("state")).ok();
    assert_eq!(test.output(["gate", "b2c/p1/go-live", "--check"]).code, 2);
}

const MANIFEST: &str = r#"(
    format: 1,
    extends: "auth0",
    id: "contoso",
    title: "Contoso",
    version: "1",
    checklists: ["design", "ours"],
    milestones: [(id: "b2c/p1/go-live", checklists: ["ours"])],
    replaces: [
        (id: "deploy/tenant-administrators-defined", title: "Two administrators from two teams", level: should),
    ],
)"#;

const DESIGN: &str = r#"(
    id: "design",
    title: "Design",
    purpose: "More of it.",
    sections: [(
        title: "Our house rules",
        items: [(
            id: "house-rules-followed",
            no: 1001,
            title: "House rules followed",
            ask: "Which rule do we break?",
            done_when: "None is broken.",
            guidance: "They are few.",
            level: must,
            role: "architect",
            topics: [],
        )],
    )],
)"#;

const OURS: &str = r#"(
    id: "ours",
    title: "Ours",
    purpose: "Our own.",
    sections: [(
        title: "Release",
        items: [(
            id: "status-page-ready",
            no: 1,
            title: "Status page ready",
            ask: "Where do users look?",
            done_when: "It shows a test.",
            guidance: "Users look there first.",
            level: must,
            role: "operations",
            topics: [],
        )],
    )],
)"#;

const QUESTIONS: &str = r#"(questions: [(
    id: "contoso-has-status-page",
    ask: "Does Contoso have a status page?",
    explains: "Whether one has to be prepared.",
    default: ask,
    sets_aside: ["ours/status-page-ready"],
    reason: "no status page",
)])"#;

fn overlay(manifest: &str, design: &str) -> Test {
    Test::new()
        .file("work/pack/pack.ron", manifest)
        .file("work/pack/checklists/design.ron", design)
        .file("work/pack/checklists/ours.ron", OURS)
        .file("work/pack/questions.ron", QUESTIONS)
}

#[test]
fn lists_sections_questions_and_texts_are_laid_over_the_built_in_pack() {
    let test = overlay(MANIFEST, DESIGN);
    let base = embedded::pack();
    let pack = open(&test.path("work/pack"), None).unwrap();
    assert_eq!(pack.checklists.len(), base.checklists.len() + 1);
    assert_eq!(pack.questions.len(), base.questions.len() + 1);
    assert_eq!(pack.items().count(), base.items().count() + 2);
    assert_eq!(
        pack.plans.iter().flat_map(Plan::topics).count(),
        base.plans.iter().flat_map(Plan::topics).count()
    );
    let item = |id: &str| match pack.entry(&EntryId::new(id)) {
        Some(EntryRef::Item(item)) => item.clone(),
        other => panic!("{other:?}"),
    };
    let other = item("deploy/tenant-administrators-defined");
    assert_eq!((other.title.as_str(), other.level.word()), ("Two administrators from two teams", "should"));
    assert_eq!(item("design/house-rules-followed").no, 1001);
    assert_eq!(pack.extends.as_deref(), Some(format!("{}, {}", base.title, base.version).as_str()));
}

#[test]
fn what_is_wrong_with_an_overlay_is_said_at_its_own_words() {
    for (manifest, design, expected) in [
        (
            MANIFEST.replace("\"auth0\"", "\"okta\""),
            DESIGN.to_owned(),
            "pack.ron:3:14: error: `okta` is not a pack that can be extended",
        ),
        (
            MANIFEST.replace("p1/go-live", "p1/golive"),
            DESIGN.to_owned(),
            "pack.ron:8:23: error: no plan has a milestone `b2c/p1/golive`",
        ),
        (
            MANIFEST.replace("checklists: [\"ours\"])", "checklists: [\"our\"])"),
            DESIGN.to_owned(),
            "pack.ron:8:54: error: the pack has no checklist `our`",
        ),
        (
            MANIFEST.replace("administrators-defined", "administrator-defined"),
            DESIGN.to_owned(),
            "pack.ron:10:14: error: there is no entry `deploy/tenant-administrator-defined`",
        ),
        (
            MANIFEST.to_owned(),
            DESIGN.replace("no: 1001", "no: 1"),
            "checklists/design.ron:9:17: error: Design 1 is `",
        ),
        (
            MANIFEST.to_owned(),
            DESIGN.replace("title: \"Our house", "workstream: \"architecture\", title: \"Our house"),
            "checklists/design.ron:6:21: error: the section of `architecture` is there twice",
        ),
        (
            MANIFEST.replace("\"contoso\"", "\"auth0\""),
            DESIGN.to_owned(),
            "pack.ron:4:9: error: an overlay cannot have the id",
        ),
    ] {
        let test = overlay(&manifest, &design);
        let (_, found) = load(&Folder::open(&test.path("work/pack")).unwrap());
        let all: Vec<String> = found
            .iter()
            .filter(|one| one.is_error())
            .map(|one| {
                let spot = one
                    .spot
                    .as_ref()
                    .map(|spot| format!("{}:{}", spot.line, spot.column))
                    .unwrap_or_default();
                format!("{}:{spot}: error: {}", one.file, one.message)
            })
            .collect();
        let page = problems(&found, &Drawing::default());
        assert!(all.iter().any(|line| line.starts_with(expected)), "{expected}\n{all:#?}\n{page}");
    }
}

#[test]
fn the_smallest_pack_works_and_asks_for_an_id() {
    let mut test = Test::new().run(["pack", "init", "pack", "--empty"]);
    let found = test.output(["pack", "check", "pack"]);
    assert!(found.stdout.starts_with("no problems\n"), "{}", found.stdout);
    assert!(test.read("work/pack/pack.ron").contains("id: \"pack\","));
    let mut test = test.run(["--file", "a.golive", "new", "Shop"]).env("GOLIVE_FILE", "a.golive");
    let found = test.output(["gate", "go-live", "--check"]);
    assert_eq!(found.code, 1, "{}", found.stderr);
    let mut test = test.run(["mark", "done", "release/1"]).run(["mark", "done", "first-version"]);
    assert_eq!(test.output(["gate", "go-live", "--check"]).code, 0);
    // On a terminal the id is asked for; the built-in pack's is refused.
    let mut test = test.terminal(80).stdin("house-lists\n");
    let found = test.output(["pack", "init", "other"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
    assert!(test.read("work/other/pack.ron").contains("id: \"house-lists\","));
    for id in ["auth0", "House Lists"] {
        assert_eq!(test.output(["pack", "init", "third", "--id", id]).code, 2);
    }
}
