//! A project knows its pack: recorded, found again, and never taken for another one.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fs;
use std::path::Path;

use crate::support::Test;

/// The small pack in a folder of the test, with another id and title.
fn with_own_pack(test: Test, folder: &str) -> Test {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
    let mut test = test;
    for name in [
        "pack.ron",
        "questions.ron",
        "scenarios.ron",
        "checklists/design.ron",
        "checklists/deploy.ron",
        "plans/main.ron",
    ] {
        let words = fs::read_to_string(small.join(name)).unwrap();
        let words = words
            .replace("id: \"small\"", "id: \"own\"")
            .replace("title: \"A small pack\"", "title: \"Our lists\"");
        test = test.file(&format!("{folder}/{name}"), &words);
    }
    test
}

#[test]
fn a_gate_never_answers_about_another_pack() {
    let mut test = with_own_pack(Test::project(), "work/own");
    let found = test.output(["--pack", "own", "gate", "--check"]);
    assert_eq!(
        (found.code, found.stdout.as_str(), found.stderr.as_str()),
        (
            2,
            "",
            "error: contoso-portal.golive was made with another pack, so nothing is answered about it\n\
               \u{20} made with     A small pack, 1 (small)\n\
               \u{20} opened with   Our lists, 1 (own, from --pack)\n\
             hint: name its own pack: --file `$ROOT/data/contoso-portal.golive` --pack `$SMALL`\n"
                .replace(
                    "$SMALL",
                    Path::new(env!("CARGO_MANIFEST_DIR"))
                        .join("tests/it/packs/valid/small")
                        .to_str()
                        .unwrap()
                )
                .as_str()
        )
    );
    for command in [
        &["--pack", "own", "review", "close", "demo", "--decision", "go"][..],
        &["--pack", "own", "mark", "done", "design/1"],
    ] {
        assert_eq!(test.output(command.iter().copied()).code, 2);
    }
    assert!(!test.read("data/contoso-portal.golive").contains("Review"));
}

#[test]
fn a_pack_that_was_named_once_is_found_again() {
    let mut test = Test::project().without("GOLIVE_PACK");
    let found = test.output(["list", "--checklist", "design"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
    assert!(found.stdout.contains("Number of tenants decided"), "{}", found.stdout);
}

#[test]
fn a_folder_called_pack_beside_the_file_is_its_pack() {
    let mut test = with_own_pack(Test::new(), "work/pack").run([
        "--file",
        "shop.golive",
        "new",
        "Shop",
        "--scenario",
        "b2c",
    ]);
    assert!(
        test.read("work/shop.golive").contains("Pack(id: \"own\", version: \"1\", title: \"Our lists\")")
    );
    let found = test.output(["--file", "shop.golive", "status"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
    // The same pack in a newer version is recorded with the next change, an older one is not.
    let newer = fs::read_to_string(test.path("work/pack/pack.ron"))
        .unwrap()
        .replace("version: \"1\"", "version: \"2\"");
    let mut test =
        test.file("work/pack/pack.ron", &newer).run(["--file", "shop.golive", "mark", "done", "design/1"]);
    assert_eq!(test.read("work/shop.golive").matches("Pack(id: \"own\"").count(), 2);
    let older = newer.replace("version: \"2\"", "version: \"1\"");
    test = test.file("work/pack/pack.ron", &older).run(["--file", "shop.golive", "mark", "done", "design/2"]);
    assert_eq!(test.read("work/shop.golive").matches("Pack(id: \"own\"").count(), 2);
    // One undo still undoes what was done, not the line about the pack.
    let found = test.output(["--file", "shop.golive", "undo"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
}

#[test]
fn a_pack_that_is_not_at_hand_is_asked_for() {
    let mut test = with_own_pack(Test::new(), "work/pack").run([
        "--file",
        "shop.golive",
        "new",
        "Shop",
        "--scenario",
        "b2c",
    ]);
    fs::rename(test.path("work/pack"), test.path("work/moved")).unwrap();
    let found = test.output(["--file", "shop.golive", "gate", "--check"]);
    assert_eq!(found.code, 2);
    assert!(found.stderr.contains("made with     Our lists, 1 (own)"), "{}", found.stderr);
    assert!(found.stderr.ends_with("hint: name the folder of its own pack with --pack DIR, or put that folder beside the file as `pack`\n"), "{}", found.stderr);
    let found = test.output(["--file", "shop.golive", "--pack", "moved", "status"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
}
