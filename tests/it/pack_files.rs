//! Packs are written out; nothing that is there is overwritten.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test, also in its helpers")]

use std::fs;

use golive::pack::draw::{Drawing, problems};
use golive::pack::embedded::FILES;
use golive::pack::init::{StartKind, init};
use golive::pack::load::load;
use golive::pack::source::Folder;
use tempfile::TempDir;

fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_built_in_pack_is_written_out_byte_by_byte() {
    let folder = empty();
    let target = folder.path().join("new/mine");
    let written = init(&target, StartKind::Copy, "auth0").unwrap();
    assert_eq!(written.files, FILES.len());
    for (name, text) in FILES {
        assert_eq!(fs::read_to_string(target.join(name)).unwrap(), *text, "{name}");
    }
    let (pack, found) = load(&Folder::open(&target).unwrap());
    assert_eq!(problems(&found, &Drawing::default()), "no problems\n");
    assert!(pack.is_some());
    let shown = target.display();
    assert_eq!(
        written.describe(),
        format!(
            "wrote 15 files to {shown}\nhint: edit them, then `golive pack check {shown}` and `golive --pack {shown}`\n"
        )
    );
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let folder = empty();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let error = init(folder.path(), StartKind::Copy, "auth0").unwrap_err();
    assert_eq!(error.to_string(), format!("{} is not empty", folder.path().display()));
    let error = init(&folder.path().join("notes.txt"), StartKind::Copy, "auth0").unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{} is a file, not a folder", folder.path().join("notes.txt").display())
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
