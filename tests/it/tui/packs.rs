//! A project and a pack that do not belong together: the screens ask, and nothing is written before a pack fits.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use golive::cli::host::WorkspaceHost;
use golive::journal::record::Change;
use golive::pack::embedded;
use golive::text::Text;
use golive::tui::host::{Host, Opening, OwnPack, PackQuestion, SaveState};
use golive::workspace::world::{Folders, World};

use super::harness::Stage;
use crate::support::Test;

fn question() -> PackQuestion {
    PackQuestion {
        project: "Checkout".into(),
        path: "checkout.golive".into(),
        made: "Production readiness, 1.2 (production-readiness)".into(),
        opened: "Auth0 customer identity, 2026.12".into(),
        opened_from: "Auth0 customer identity, 2026.12 (auth0, from GOLIVE_PACK)".into(),
        own: Some(OwnPack { folder: Some("pack".into()), place: "~/work/shop/pack".into() }),
        answered: 15,
        lost: 15,
    }
}

#[test]
fn the_screens_ask_about_the_pack() {
    for size in [(120, 36), (80, 24), (40, 12)] {
        let mut stage = Stage::asked_about_pack(size, question());
        stage.sees("Another pack").sees("Open it with its own pack").sees("Leave it");
        if size.0 >= 80 {
            stage
                .sees("Checkout was made with Production readiness, 1.2")
                .sees("are to entries that the second does not have");
        }
        stage.press("<enter>");
        let wanted = Opening::WithPack("checkout.golive".into(), Some("pack".into()));
        assert_eq!(stage.world.borrow().openings, [wanted]);
    }
    let mut stage = Stage::asked_about_pack((80, 24), question());
    stage.press("<down><enter>").sees("Where its pack is").press("~/moved<enter>");
    let wanted = Opening::WithPack("checkout.golive".into(), Some("~/moved".into()));
    assert_eq!(stage.world.borrow().openings, [wanted]);
    let mut stage = Stage::asked_about_pack((80, 24), question());
    stage.press("<down><down><enter>");
    assert_eq!(stage.world.borrow().openings, [Opening::WithOtherPack("checkout.golive".into())]);
    let mut stage = Stage::asked_about_pack((80, 24), question());
    stage.press("<esc>").misses("Another pack");
    assert!(stage.world.borrow().openings.is_empty());
}

/// The screens' host over a home in `root`, begun with the built-in pack.
fn host(root: &Path, named: Option<PathBuf>) -> WorkspaceHost {
    let folders = Folders {
        data: root.join("data"),
        config: root.join("config"),
        state: root.join("state"),
        cache: root.join("cache"),
    };
    let world = World {
        folder: root.join("work"),
        home: None,
        folders: Some(folders),
        env: std::collections::BTreeMap::new(),
        ..World::real()
    };
    let pack = embedded::pack();
    WorkspaceHost::new(world, pack, "ana".into(), Arc::new(|| {})).with_named_pack(named)
}

/// A project of the example's pack, which lies in `pack` or elsewhere.
fn checkout(folder: &str) -> Test {
    let mut test = Test::new().folder("work");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/production-readiness");
    copy(&from, &test.path(&format!("work/{folder}")));
    test = test.run(["--pack", folder, "--file", "checkout.golive", "new", "Checkout"]);
    test.run(["--file", "checkout.golive", "mark", "done", "service/1"])
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
fn a_project_is_opened_with_its_own_pack_by_itself() {
    let test = checkout("pack");
    let mut host = host(&test.path(""), None);
    host.begin(&test.path("work/checkout.golive")).unwrap();
    assert_eq!(host.pack().id, "production-readiness");
    assert_eq!(host.pack_question(), None);
}

#[test]
fn another_pack_is_asked_about_and_writes_nothing() {
    let test = checkout("pack");
    let (root, path) = (test.path(""), test.path("work/checkout.golive"));
    let other = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
    let mut host = host(&root, Some(other));
    assert!(host.begin(&path).is_err());
    let question = host.pack_question().unwrap();
    assert_eq!(question.project, "Checkout");
    assert_eq!(question.opened_from, "A small pack, 1 (small, from --pack)");
    assert_eq!(question.made, "Production readiness, 1.2 (production-readiness)");
    assert_eq!((question.answered, question.lost), (1, 1));
    let own = question.own.unwrap().folder.unwrap();
    assert!(own.ends_with("work/pack"), "{}", own.display());
    // Only to look: nothing is written, not even by undo.
    let before = fs::read_to_string(&path).unwrap();
    host.open(Opening::WithOtherPack(path.clone())).unwrap();
    assert!(
        matches!(host.save_state(), SaveState::ReadOnly(why) if why == "opened with another pack than its own")
    );
    assert!(host.apply_beside(vec![Change::Project(Text::line("Other"))], Vec::new()).is_err());
    assert!(host.undo().is_err());
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    // With its own pack it goes on.
    host.open(Opening::WithPack(path, Some(own))).unwrap();
    assert_eq!(host.pack().id, "production-readiness");
    assert_eq!(host.pack_question(), None);
    assert!(!matches!(host.save_state(), SaveState::ReadOnly(_)));
}

#[test]
fn a_pack_that_is_nowhere_is_asked_for() {
    let test = checkout("lists");
    fs::rename(test.path("work/lists"), test.path("work/moved")).unwrap();
    let path = test.path("work/checkout.golive");
    let mut host = host(&test.path(""), None);
    assert!(host.begin(&path).is_err());
    assert_eq!(host.pack_question().unwrap().own, None);
    assert!(host.open(Opening::WithPack(path.clone(), Some("nowhere".into()))).is_err());
    host.open(Opening::WithPack(path, Some("moved".into()))).unwrap();
    assert_eq!(host.pack().id, "production-readiness");
}

#[test]
fn what_was_half_typed_is_kept_for_its_project_and_for_its_owner_alone() {
    use golive::domain::typed::HalfTyped;
    use golive::pack::model::EntryId;
    let test = checkout("pack");
    let (root, path) = (test.path(""), test.path("work/checkout.golive"));
    let answer = |words: &str| {
        let id = EntryId::new("service/owner-named");
        HalfTyped::Answer { id, text: Text::block(words), over: None }
    };
    let (typed, other) = (answer("Ana\nor Ben"), answer("Nobody yet"));
    let mut first = host(&root, None);
    assert!(!first.keep_half_typed(&typed));
    assert!(!root.join("state/half-typed").exists(), "a look around keeps nothing");
    first.begin(&path).unwrap();
    // Two terminals go away at once, and a file that cannot be read lies beside theirs.
    assert!(first.keep_half_typed(&typed) && first.keep_half_typed(&other));
    let odd = root.join("state/half-typed/0.ron");
    fs::write(&odd, "(project: ").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for file in fs::read_dir(root.join("state/half-typed")).unwrap().map(|file| file.unwrap().path()) {
            let mode = fs::metadata(&file).unwrap().permissions().mode();
            assert!(file == odd || mode & 0o777 == 0o600);
        }
    }
    let mut second = host(&root, None);
    assert_eq!(second.half_typed(), []);
    second.begin(&path).unwrap();
    let kept = second.half_typed();
    let mut words: Vec<_> = kept.iter().map(|kept| kept.typed.clone()).collect();
    words.sort_by_key(|typed| *typed == other);
    assert_eq!(words, [typed, other]);
    second.forget_half_typed(&kept[0].name);
    assert_eq!(second.half_typed(), kept[1..]);
    assert!(odd.exists());
}
