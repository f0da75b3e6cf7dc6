//! The pack for another field in `examples/`, and the tutorial in `docs/own-lists.md` that walks through it.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

use golive::pack::draw::{Drawing, problems};
use golive::pack::load::load;
use golive::pack::source::Folder;

use crate::support::Test;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn the_example_has_no_problems_and_no_word_about_identity() {
    let folder = root().join("examples/production-readiness");
    let (pack, found) = load(&Folder::open(&folder).unwrap());
    assert_eq!(problems(&found, &Drawing::default()), "no problems\n");
    let pack = pack.unwrap();
    assert_eq!((pack.checklists.len(), pack.items().count()), (2, 38));
    assert_eq!(pack.kinds().count(), 1);
    for name in ["pack.ron", "checklists/service.ron", "checklists/operation.ron", "plans/launch.ron"] {
        let text = fs::read_to_string(folder.join(name)).unwrap().to_lowercase();
        assert!(!text.contains("auth0") && !text.contains("b2c"), "{name}");
    }
}

/// The commands of a page, in order.
fn commands(page: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let parts = text.split("```sh\n").skip(1);
    parts.flat_map(|part| part.split("```").next().unwrap().lines()).map(str::to_owned).collect()
}

#[test]
fn the_tutorial_is_true_line_by_line() {
    let mut test = Test::new()
        .file("work/Release checks.csv", "Code,Section,Checklist item,Prio,Done?\nR-01,Release,Way back tried,P0,yes\nR-02,Release,Status page ready,P1,\n")
        .file("work/Release checks v2.csv", "Code,Section,Checklist item,Prio\nR-01,Release,Way back tried,P0\n");
    copy(&root().join("examples"), &test.path("work/examples"));
    let all = commands("docs/own-lists.md");
    assert!(all.len() > 15, "{all:?}");
    for line in all {
        let words = line.replace(".xlsx\" --into", ".csv\" --into").replace("checks.xlsx", "checks.csv");
        let args: Vec<String> = shell_words::split(&words).unwrap();
        assert_eq!(args.first().map(String::as_str), Some("golive"), "{line}");
        let found = test.output(args.iter().skip(1));
        let is_gate = line.ends_with("--check");
        assert_eq!(found.code, u8::from(is_gate), "{line}\n{}{}", found.stdout, found.stderr);
        if line.contains("pack check") {
            assert!(found.stdout.starts_with("no problems\n"), "{line}\n{}", found.stdout);
        }
    }
    assert!(test.read("work/contoso.golive").contains("Pack(id: \"contoso\""));
    assert!(test.read("work/checkout.golive").contains("title: \"Production readiness\""));
    let found = test.output(["--file", "contoso.golive", "list", "--checklist", "release-checks"]);
    assert!(found.stdout.contains("Way back tried"), "{}", found.stdout);
}
