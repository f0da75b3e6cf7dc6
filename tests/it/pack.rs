//! Packs are read from folders; `packs/valid` have no problems, each in `packs/invalid` has those of its
//! `expected.txt`. A new case is a new folder.
//!
//! A case holds only the files that differ from `packs/valid/small`, so that it shows what it is about.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test, also in its helpers")]

use std::fs;
use std::path::{Path, PathBuf};

use golive::pack::checked::check_folder as check_folder_of_pack;
use golive::pack::draw::{Drawing, Paint, problems};
use golive::pack::load::{load, open};
use golive::pack::problem::Problem;
use golive::pack::source::{Folder, PackSource, ReadError};
use proptest::prelude::*;

use crate::expected;

fn packs(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs").join(kind);
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is part of the checkout")
        .map(|entry| entry.expect("its entries can be read").path())
        .collect();
    found.sort();
    found
}

/// The files of one folder over those of another.
struct Over {
    base: Folder,
    case: Folder,
}

impl PackSource for Over {
    fn names(&self) -> (Vec<String>, Vec<(String, ReadError)>) {
        let (mut names, failed) = self.base.names();
        names.extend(self.case.names().0);
        names.sort();
        names.dedup();
        (names, failed)
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        match self.case.read(name) {
            Err(ReadError::Missing) => self.base.read(name),
            read => read,
        }
    }
}

#[test]
fn valid_packs_have_no_problems() {
    for path in packs("valid") {
        let (pack, found) = load(&Folder::open(&path).unwrap());
        assert_eq!(problems(&found, &Drawing::default()), "no problems\n", "{}", path.display());
        assert!(pack.is_some(), "{}", path.display());
    }
}

#[test]
fn invalid_packs_have_the_problems_they_are_about() {
    let small = packs("valid").into_iter().find(|path| path.ends_with("small")).unwrap();
    let mut wrong = Vec::new();
    for path in packs("invalid") {
        let source = Over { base: Folder::open(&small).unwrap(), case: Folder::open(&path).unwrap() };
        let (pack, found) = load(&source);
        let drawn = problems(&found, &Drawing::default());
        assert_eq!(pack.is_none(), found.iter().any(Problem::is_error), "{}", path.display());
        let expected = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().join("expected.txt");
        wrong.extend(expected::difference(&expected, &drawn));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A copy of the small pack in a temporary folder.
fn copy() -> tempfile::TempDir {
    fn walk(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            if path.is_dir() {
                walk(&path, &target);
            } else {
                fs::copy(&path, &target).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    walk(&packs("valid").into_iter().find(|path| path.ends_with("small")).unwrap(), folder.path());
    folder
}

#[track_caller]
fn check_folder(path: &Path, expected: &str) {
    let (_, found) = load(&Folder::open(path).unwrap());
    assert_eq!(problems(&found, &Drawing::default()), expected);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_a_problem() {
    let folder = copy();
    fs::remove_file(folder.path().join("resources.ron")).unwrap();
    fs::create_dir(folder.path().join("resources.ron")).unwrap();
    check_folder(
        folder.path(),
        "error: this is a folder, and a file should be here
--> resources.ron
 = hint: move the folder away and put the file in its place

1 error in 1 file
",
    );
}

#[test]
fn a_file_in_the_place_of_a_folder_is_a_problem() {
    let folder = copy();
    fs::remove_dir_all(folder.path().join("plans")).unwrap();
    fs::write(folder.path().join("plans"), "").unwrap();
    let (pack, found) = load(&Folder::open(folder.path()).unwrap());
    assert!(pack.is_none());
    let first = found.first().unwrap();
    assert_eq!(
        (first.file.as_str(), first.message.as_str()),
        ("plans", "this is a file, and a folder should be here")
    );
}

#[cfg(unix)]
#[test]
fn links_stay_within_the_pack() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (copy(), tempfile::tempdir().unwrap());
    let secret = outside.path().join("secret.ron");
    fs::write(&secret, "secret words").unwrap();
    for (name, target) in [("resources.ron", secret.as_path()), ("questions.ron", Path::new("gone.ron"))] {
        fs::remove_file(folder.path().join(name)).unwrap();
        symlink(target, folder.path().join(name)).unwrap();
    }
    fs::rename(folder.path().join("plans/main.ron"), folder.path().join("plans/real")).unwrap();
    symlink("real", folder.path().join("plans/main.ron")).unwrap();
    check_folder(
        folder.path(),
        "error: this is a link that leads nowhere
--> questions.ron
 = hint: put the file itself in its place

error: this is a link that leads out of the pack's folder
--> resources.ron
 = hint: copy the file into the pack: a pack is one folder with everything in it

2 errors in 2 files
",
    );
}

#[cfg(unix)]
#[test]
fn a_socket_is_not_waited_for() {
    let folder = copy();
    fs::remove_file(folder.path().join("resources.ron")).unwrap();
    let _listener = std::os::unix::net::UnixListener::bind(folder.path().join("resources.ron")).unwrap();
    check_folder(
        folder.path(),
        "error: this is not an ordinary file
--> resources.ron
 = hint: put an ordinary file in its place

1 error in 1 file
",
    );
}

#[test]
fn what_is_too_large_is_not_read() {
    let folder = copy();
    fs::write(folder.path().join("resources.ron"), vec![b' '; 8 * 1024 * 1024 + 1]).unwrap();
    fs::write(folder.path().join("questions.ron"), format!("[{}]", "(),".repeat(100_001))).unwrap();
    let long = format!("[(\n  id: \"{}\")]", "x".repeat(64 * 1024));
    fs::write(folder.path().join("scenarios.ron"), long).unwrap();
    let (_, found) = load(&Folder::open(folder.path()).unwrap());
    let said: Vec<_> =
        found.iter().map(|problem| (problem.file.as_str(), problem.message.as_str())).collect();
    assert_eq!(
        said,
        [
            ("questions.ron", "this file has more than 100000 entries"),
            ("resources.ron", "this file is larger than 8 MiB"),
            ("scenarios.ron", "this text is longer than 64 KiB"),
        ]
    );
}

#[test]
fn a_folder_that_is_none_cannot_be_opened() {
    let folder = copy();
    for (path, expected) in [
        (folder.path().join("gone"), "there is no such folder"),
        (folder.path().join("pack.ron"), "this is a file, not a folder"),
    ] {
        let error = open(&path, None).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot open the pack in {}: {expected}", path.display()));
    }
}

#[test]
fn a_pack_with_errors_is_not_opened() {
    let folder = copy();
    fs::write(folder.path().join("resources.ron"), "[").unwrap();
    fs::remove_file(folder.path().join("plans/main.ron")).unwrap();
    let error = open(folder.path(), None).unwrap_err();
    let path = folder.path().display();
    assert_eq!(error.to_string(), format!("the pack in {path} has 2 errors in 2 files"));
    assert_eq!(error.hint(), format!("`golive pack check {path}` shows them all"));
}

#[test]
fn colours_change_no_word() {
    let path = packs("invalid").into_iter().find(|path| path.ends_with("missing-field")).unwrap();
    let small = packs("valid").into_iter().find(|path| path.ends_with("small")).unwrap();
    let source = Over { base: Folder::open(&small).unwrap(), case: Folder::open(&path).unwrap() };
    let (_, found) = load(&source);
    let styled = problems(&found, &Drawing { paint: Paint::Styled, ..Drawing::default() });
    let mut plain = String::new();
    for (idx, part) in styled.split('\u{1b}').enumerate() {
        plain.push_str(if idx == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    let plain: Vec<&str> = plain.lines().map(str::trim_end).collect();
    assert!(styled.contains('\u{1b}'));
    assert_eq!(plain.join("\n") + "\n", problems(&found, &Drawing::default()));
}

/// One file of any bytes over the small pack.
struct Torn<'a> {
    base: &'a Folder,
    name: &'static str,
    bytes: Vec<u8>,
}

impl PackSource for Torn<'_> {
    fn names(&self) -> (Vec<String>, Vec<(String, ReadError)>) {
        self.base.names()
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        if name == self.name { Ok(self.bytes.clone()) } else { self.base.read(name) }
    }
}

const NAMES: [&str; 5] =
    ["pack.ron", "checklists/design.ron", "plans/main.ron", "questions.ron", "scenarios.ron"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_problems_and_never_a_panic(
        which in 0..NAMES.len(),
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let small = packs("valid").into_iter().find(|path| path.ends_with("small")).unwrap();
        let base = Folder::open(&small).unwrap();
        let (pack, found) = load(&Torn { base: &base, name: NAMES[which], bytes });
        problems(&found, &Drawing::default());
        prop_assert!(pack.is_none());
    }

    #[test]
    fn a_torn_file_gives_problems_and_never_a_panic(
        which in 0..NAMES.len(),
        at in 0.0..1.0_f64,
        removed in 0..40_usize,
        added in "[(){}\\[\\]:,\"\\\\ a1/*#r\u{202e}日\n]{0,6}",
    ) {
        let small = packs("valid").into_iter().find(|path| path.ends_with("small")).unwrap();
        let base = Folder::open(&small).unwrap();
        let mut bytes = base.read(NAMES[which]).unwrap();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
            reason = "a place anywhere in a small file")]
        let start = (at * bytes.len() as f64) as usize;
        let end = (start + removed).min(bytes.len());
        bytes.splice(start..end, added.into_bytes());
        let (pack, found) = load(&Torn { base: &base, name: NAMES[which], bytes });
        let drawn = problems(&found, &Drawing::default());
        let hostile = drawn.contains(['\u{202e}', '\u{1b}', '\t', '\r']);
        prop_assert!(!hostile, "{}", drawn);
        prop_assert_eq!(pack.is_none(), found.iter().any(Problem::is_error));
    }
}

#[test]
fn a_checked_folder_says_what_the_pack_holds() {
    let folder = copy();
    let checked = check_folder_of_pack(folder.path()).unwrap();
    assert!(!checked.has_errors());
    assert_eq!(
        checked.render(&Drawing::default()),
        "no problems\n\
         A small pack: 2 checklists with 8 items, 1 plan with 8 topics and 3 milestones, 1 question, 4 scenarios\n"
    );
    fs::remove_file(folder.path().join("scenarios.ron")).unwrap();
    let checked = check_folder_of_pack(folder.path()).unwrap();
    assert!(checked.has_errors());
    assert_eq!(
        checked.render(&Drawing { folder: "my/pack".into(), ..Drawing::default() }),
        "error: this file is missing
--> my/pack/scenarios.ron
 = hint: write it: it says which plan each kind of project uses

1 error in 1 file
"
    );
}

/// The files of the example in the description of the format.
struct Described(Vec<(String, String)>);

impl PackSource for Described {
    fn names(&self) -> (Vec<String>, Vec<(String, ReadError)>) {
        (self.0.iter().map(|(name, _)| name.clone()).collect(), Vec::new())
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let file = self.0.iter().find(|(known, _)| known == name);
        file.map(|(_, text)| text.clone().into_bytes()).ok_or(ReadError::Missing)
    }
}

fn format_page() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pack-format.md");
    fs::read_to_string(page).unwrap().replace("\r\n", "\n")
}

#[test]
fn the_example_of_the_format_page_is_a_pack_without_problems() {
    let page = format_page();
    let blocks = page.split("```ron\n").skip(1).map(|rest| rest.split_once("```").unwrap().0);
    let files = blocks.map(|block| {
        let name = block.lines().next().unwrap().trim_start_matches("// ");
        (name.to_owned(), block.to_owned())
    });
    let (pack, found) = load(&Described(files.collect()));
    assert_eq!(problems(&found, &Drawing::default()), "no problems\n");
    assert_eq!(pack.unwrap().items().count(), 2);
}

#[test]
fn the_format_page_names_every_field() {
    let shapes = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pack/file.rs");
    let page = format_page();
    let shapes = fs::read_to_string(shapes).unwrap();
    let fields = shapes.lines().filter_map(|line| Some(line.strip_prefix("    pub ")?.split_once(':')?.0));
    let missing: Vec<&str> = fields.filter(|field| !page.contains(&format!("`{field}`"))).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn what_is_kept_of_a_pack_says_the_same_and_never_hides_a_change_or_an_error() {
    let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (name, words) in golive::pack::embedded::FILES {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, words).unwrap();
    }
    let levels = |cache: Option<&Path>| {
        let pack = open(folder.path(), cache).unwrap();
        pack.items().map(|item| format!("{} {} {:?}", item.id, item.title, item.level)).collect::<Vec<_>>()
    };
    let read = levels(None);
    assert_eq!(levels(Some(cache.path())), read, "kept");
    assert_eq!(levels(Some(cache.path())), read, "found");
    let list = folder.path().join("checklists/deploy.ron");
    let words = fs::read_to_string(&list).unwrap();
    fs::write(&list, words.replacen("level: must", "level: could", 1)).unwrap();
    assert_ne!(levels(Some(cache.path())), read);
    fs::write(&list, words.replacen("level: must", "level: never", 1)).unwrap();
    assert!(open(folder.path(), Some(cache.path())).unwrap_err().to_string().contains("1 error"));
    fs::write(&list, words).unwrap();
    assert_eq!(levels(Some(cache.path())), read);
}

/// One mistake in the list of the small pack, or in its pack.ron, and what is said about it.
const MISTAKES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "checklists/deploy.ron",
        "title: \"Users imported\"",
        "title: 'Users imported'",
        "these are single quotes",
        "write `\"` in their place, and `\\\"` for a quote within the text",
    ),
    (
        "checklists/deploy.ron",
        "done_when: \"The counts",
        "done-when: \"The counts",
        "`done-when` is not the name of a field",
        "did you mean `done_when`?",
    ),
    (
        "checklists/deploy.ron",
        "[\"login/import\"],",
        "[\"login/import\",",
        "`]` is expected here",
        "write `]` behind its last value",
    ),
    (
        "checklists/deploy.ron",
        "(\n                    id: \"users-imported\"",
        "\n                    id: \"users-imported\"",
        "a group is expected here",
        "a group begins with `(` and ends with `)`; its fields stand between them",
    ),
    (
        "checklists/deploy.ron",
        "no: 2,",
        "no: 2.5,",
        "a whole number is expected here",
        "write it without a fraction",
    ),
    ("checklists/deploy.ron", "no: 2,", "no: 2,,", "this comma is one too many", "take it out"),
    (
        "checklists/deploy.ron",
        "no: 2,",
        "no: 2;",
        "`;` is not part of a pack",
        "write a comma between two values",
    ),
    (
        "checklists/deploy.ron",
        "level: should",
        "/* level: should",
        "this comment is never closed",
        "write `*/` at its end",
    ),
    (
        "checklists/deploy.ron",
        "role: \"developer\",\n                    topics: [\"login",
        "role: null,\n                    topics: [\"login",
        "a text in quotes is expected here",
        "write the text; a field that may be missing is left out",
    ),
    (
        "checklists/deploy.ron",
        "id: \"users-imported\"",
        "id: \"Users Imported\"",
        "`Users Imported` is not a valid id: use lower-case letters, digits and hyphens",
        "for example `users-imported`",
    ),
    (
        "pack.ron",
        "\"deploy\"",
        "\"deploy.ron\"",
        "`deploy.ron` is not a valid id: use lower-case letters, digits and hyphens",
        "for example `deploy`",
    ),
    ("pack.ron", "\"deploy\"", "\"depoly\"", "this file is missing", "did you mean `deploy`?"),
];

#[test]
fn a_mistake_is_called_what_it_is_and_nothing_else_is() {
    for (file, right, wrong, message, hint) in MISTAKES {
        let folder = copy();
        let path = folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(right).count(), 1, "{right}");
        fs::write(&path, text.replace(right, wrong)).unwrap();
        let (_, found) = load(&Folder::open(folder.path()).unwrap());
        let drawn = problems(&found, &Drawing::default());
        assert!(drawn.contains(&format!("error: {message}\n")), "{wrong}\n{drawn}");
        assert!(drawn.contains(&format!("hint: {hint}")), "{wrong}\n{drawn}");
        assert_eq!(found.iter().filter(|problem| problem.is_error()).count(), 1, "{wrong}\n{drawn}");
    }
}
