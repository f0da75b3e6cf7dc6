//! Rules as data of a pack: used with the project of that pack, checked, and run over the pack's own samples.

use std::fs;
use std::path::Path;

use crate::support::Test;

const RULES: &str = r#"(
    format: 1, id: "manifests", version: 1, title: "Kubernetes manifests",
    known_by: ["$.objects[?@.kind && @.apiVersion]"], tenant_seen_in: ["$.objects[*].metadata.namespace"],
    tenant_pattern: r"^(.+)$", marks: [r"\{\{.*\}\}"], secret: ["data"], single: "objects",
    folder: [(files: "*.yaml", into: "objects", as: Each)],
    groups: { "deployments": (section: ["$.objects"], from: "$.objects[*]", by: ["$.kind"], each: "$.objects[?@.kind == 'Deployment']", name: "$.metadata.name", one: "deployment", many: "deployments") },
    facts: [
        (id: "two-replicas", of: "deployments", checks: [(at: ["$.spec.replicas"], is: All(AtLeast(2)), absent: Fails)],
            holds: "{all} with two replicas or more.", fails: "{bad} of {all} with a single replica: {names}."),
        (id: "limits-set", of: "deployments", checks: [(at: ["$.spec.template.spec.containers[*].resources.limits.memory"], is: Any(Set))],
            holds: "{all} with a memory limit.", fails: "{bad} of {all} without a memory limit: {names}."),
    ],
    answers: [
        (item: "design/tenants-decided", facts: ["two-replicas"], rest: "One pod stopped under load."),
        (item: "design/domain-decided", facts: ["limits-set"], rest: "Limits measured, not guessed."),
    ],
)
"#;

const EXPECTED: &str = r#"{
    "about": "One of the two deployments has a single replica.",
    "facts": { "shop.yaml": { "two-replicas": { "verdict": "fails", "names": ["worker"] }, "limits-set": { "verdict": "untold" } } },
    "answers": { "shop.yaml": { "design/tenants-decided": "fails" } }
}"#;

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("it can be done");
    for entry in fs::read_dir(from).expect("it can be done") {
        let entry = entry.expect("it can be done");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("it can be done").is_dir() {
            copied(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("it can be done");
        }
    }
}

/// The small pack with these rules and a sample; and its path.
fn pack(rules: &str, expected: &str) -> (tempfile::TempDir, String) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("it can be done");
    copied(&here.join("tests/it/packs/valid/small"), folder.path());
    fs::create_dir_all(folder.path().join("facts/samples")).expect("it can be done");
    fs::write(folder.path().join("facts/manifests.ron"), rules).expect("it can be done");
    fs::write(folder.path().join("facts/samples/expected.json"), expected).expect("it can be done");
    fs::copy(here.join("tests/it/facts/shop.yaml"), folder.path().join("facts/samples/shop.yaml"))
        .expect("it can be done");
    let path = folder.path().display().to_string();
    (folder, path)
}

fn said(test: &mut Test, args: &[&str]) -> (String, String, u8) {
    let found = test.output(args);
    (found.stdout, found.stderr, found.code)
}

#[test]
fn a_project_is_looked_at_by_the_rules_of_its_own_pack() {
    let (folder, path) = pack(RULES, EXPECTED);
    let mut test = Test::new().run(["--pack", &path, "new", "Shop", "--scenario", "b2c"]);
    let sample = folder.path().join("facts/samples/shop.yaml").display().to_string();
    // The pack is found again by itself, and so are its rules.
    let (stdout, stderr, code) = said(&mut test, &["facts", &sample, "--of", "2026-11-18", "--check"]);
    assert_eq!(code, 1, "{stdout}{stderr}");
    assert!(stdout.contains("design/tenants-decided"), "{stdout}");
    assert!(stdout.contains("1 of 2 deployments with a single replica: worker."), "{stdout}");
    assert!(stderr.contains("Kubernetes manifests of shop"), "{stderr}");
    let (stdout, _, code) = said(&mut test, &["facts", "--rules"]);
    assert_eq!(code, 0);
    assert!(stdout.starts_with("Kubernetes manifests  version 1\n"), "{stdout}");
    // What belongs to the built-in rules is refused as something else.
    let tenant = super::support::sample("first").display().to_string();
    let (_, stderr, code) = said(&mut test, &["facts", &tenant, "--check"]);
    assert_eq!(code, 3, "{stderr}");
    assert!(stderr.contains("does not look like Kubernetes manifests"), "{stderr}");
}

#[test]
fn pack_check_runs_the_samples_of_the_pack() {
    let (_folder, path) = pack(RULES, EXPECTED);
    let (stdout, stderr, code) = said(&mut Test::new(), &["pack", "check", &path]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let (_folder, path) = pack(&RULES.replace("AtLeast(2)", "AtLeast(1)"), EXPECTED);
    let (stdout, _, code) = said(&mut Test::new(), &["pack", "check", &path]);
    assert_eq!(code, 1, "{stdout}");
    assert!(stdout.contains("`two-replicas` is expected as `fails`, got `holds`"), "{stdout}");
    let (_folder, path) = pack(RULES, &EXPECTED.replace("worker", "web"));
    let (stdout, _, code) = said(&mut Test::new(), &["pack", "check", &path]);
    assert_eq!(code, 1);
    assert!(stdout.contains("names others than expected"), "{stdout}");
    let (_folder, path) = pack(RULES, "{ \"fact\": {} }");
    assert_eq!(said(&mut Test::new(), &["pack", "check", &path]).2, 1);
}

/// What rules.md says that `pack check` has to refuse, one at a time.
#[test]
fn pack_check_refuses_rules_that_cannot_work() {
    let wrong: &[(&str, &str, &str)] = &[
        ("$.spec.replicas\"]", "$.spec[?@.x]\"]", "two-replicas"),
        ("known_by: [\"$.objects[?@.kind && @.apiVersion]\"]", "known_by: [\"$.objects[\"]", "known_by"),
        ("tenant_pattern: r\"^(.+)$\"", "tenant_pattern: r\"^((.+)$\"", "tenant_pattern"),
        ("facts: [\"two-replicas\"]", "facts: [\"three-replicas\"]", "three-replicas"),
        ("(id: \"limits-set\", of: \"deployments\"", "(id: \"limits-set\", of: \"pods\"", "pods"),
        ("item: \"design/domain-decided\"", "item: \"design/domain-decidet\"", "domain-decidet"),
        ("facts: [\"limits-set\"]", "facts: [\"two-replicas\"]", "no answer uses this fact"),
        ("holds: \"{all} with a memory limit.\", ", "holds: \"\", ", "sentence `holds`"),
        ("{bad} of {all} without", "{bad} of {every} without", "{every}"),
        ("$.spec.replicas\"]", "$.data\"]", "secret"),
        ("rest: \"Limits measured, not guessed.\"", "rest: \"\"", "`rest` is empty"),
        ("rest: \"Limits measured, not guessed.\"", "rest: \"x\", more: 1", "more"),
    ];
    for (before, after, part) in wrong {
        assert!(RULES.contains(before), "{before}");
        let (_folder, path) = pack(&RULES.replacen(before, after, 1), "{}");
        let (stdout, stderr, code) = said(&mut Test::new(), &["pack", "check", &path]);
        assert_eq!(code, 1, "{before} -> {after}: {stdout}{stderr}");
        assert!(stdout.contains(part), "{part}: {stdout}");
    }
}

/// The same language over Kubernetes manifests, in the example for another field.
#[test]
fn the_example_holds_its_answers_against_manifests() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/production-readiness");
    let path = example.display().to_string();
    let mut test = Test::new().run(["--pack", &path, "new", "Checkout"]);
    let sample = example.join("facts/samples/shop.yaml").display().to_string();
    let (stdout, stderr, code) = said(&mut test, &["facts", &sample, "--check"]);
    assert_eq!(code, 1, "{stdout}{stderr}");
    assert_eq!(stdout.lines().count(), 1, "{stdout}");
    assert!(stdout.contains("1 of 2 deployments with a single replica: worker."), "{stdout}");
    let (stdout, _, _) = said(&mut test, &["facts", &sample, "--check", "--strict"]);
    assert_eq!(stdout.lines().count(), 4, "{stdout}");
    let (stdout, stderr, code) = said(&mut test, &["pack", "check", &path]);
    assert_eq!(code, 0, "{stdout}{stderr}");
}

const OVERLAY: &str = r#"(
    format: 1, id: "auth0-deploy-cli", version: 1,
    facts: [
        (id: "apps-named", of: "apps", checks: [(at: ["$.name"], is: No(Matches("(?i)test")))],
            holds: "No application is called a test ({all}).", fails: "{bad} of {all} called a test: {names}."),
    ],
    answers: [
        (item: "build/applications-registered", facts: ["apps-named"], rest: "That the list equals our inventory."),
    ],
)
"#;

/// A team's own list over the built-in pack: its rules are added, and stand in the place of those with the same id.
#[test]
fn an_overlay_adds_rules_and_replaces_them_by_id() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("facts")).unwrap();
    let pack = "(format: 1, extends: \"auth0\", id: \"contoso\", title: \"Contoso\", version: \"1\")\n";
    fs::write(folder.path().join("pack.ron"), pack).unwrap();
    let path = folder.path().display().to_string();
    let mut test = Test::new().run(["--pack", &path, "new", "Portal", "--scenario", "b2b"]);
    let item = "build/applications-registered";
    let (before, stderr, code) = said(&mut test, &["facts", "--rules", item]);
    assert_eq!(code, 0, "{stderr}");
    assert!(before.contains("apps-list"), "{before}");
    fs::write(folder.path().join("facts/ours.ron"), OVERLAY).unwrap();
    let (stdout, stderr, code) = said(&mut Test::new(), &["pack", "check", &path]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let (after, _, code) = said(&mut test, &["facts", "--rules", item]);
    assert_eq!(code, 0);
    assert!(after.contains("apps-named") && !after.contains("apps-list"), "{after}");
    assert!(after.contains("That the list equals our inventory."), "{after}");
    // All other rules of the built-in pack hold.
    let (stdout, _, code) = said(&mut test, &["facts", "--rules", "production-urls-free-of-localhost"]);
    assert_eq!(code, 0, "{stdout}");
    let tenant = super::support::sample("first").display().to_string();
    let look = ["facts", &tenant, "--of", "2026-11-18", "--tenant", "production", "--json"];
    let (stdout, stderr, code) = said(&mut test, &look);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("No application is called a test (14 applications)."), "{stdout}");
}
