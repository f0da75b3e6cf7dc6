//! The shape of the code base, held by tests: who may import whom, who may touch what, and how long a file gets.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with the layers of this crate that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("files", &[]),
    ("facts", &["text"]),
    ("pack", &["files", "facts", "text"]),
    ("journal", &["files", "pack", "facts", "text"]),
    ("domain", &["journal", "pack", "facts", "text"]),
    ("report", &["domain", "journal", "pack", "facts", "text"]),
    ("workspace", &["files", "report", "domain", "journal", "pack", "facts", "text"]),
    ("tui", &["report", "domain", "journal", "pack", "facts", "text"]),
    ("cli", &["tui", "workspace", "files", "report", "domain", "journal", "pack", "facts", "text"]),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the folder is part of the checkout") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join("src"), &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("source files are UTF-8");
            (path.strip_prefix(root.join("src")).expect("walked from there").to_owned(), text)
        })
        .collect()
}

fn layer_of(path: &Path) -> String {
    let first = path.iter().next().expect("a file has a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Returns the part of a file that is the program: without comments, and without the tests at its end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

fn offences(rule: impl Fn(&str, &Path, &str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let layer = layer_of(&path);
        for (at, line) in code(&text) {
            if let Some(offence) = rule(&layer, &path, line) {
                found.push(format!("{}:{at}: {offence}", path.display()));
            }
        }
    }
    found
}

#[test]
fn layers_import_only_from_below() {
    let found = offences(|layer, _, line| {
        let (_, allowed) = LAYERS.iter().find(|(name, _)| *name == layer)?;
        LAYERS
            .iter()
            .map(|(name, _)| *name)
            .filter(|other| *other != layer && !allowed.contains(other))
            .find(|other| line.contains(&format!("crate::{other}")))
            .map(|other| format!("{layer} may not use {other}"))
    });
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_top_level_module_is_a_known_layer() {
    for (path, _) in sources() {
        let layer = layer_of(&path);
        let known =
            LAYERS.iter().any(|(name, _)| *name == layer) || ["lib", "main"].contains(&layer.as_str());
        assert!(known, "{} belongs to no layer", path.display());
    }
}

#[test]
fn pure_layers_touch_no_file_clock_or_environment() {
    const WORLD: &[&str] =
        &["std::fs", "std::env", "std::net", "SystemTime", "Instant::now", "Zoned::now", "Timestamp::now"];
    let found = offences(|layer, path, line| {
        let pure = ["text", "facts", "domain", "report"].contains(&layer)
            || path.ends_with("journal/fold.rs")
            || path.ends_with("journal/answers.rs")
            || path.ends_with("pack/model.rs")
            || path.ends_with("pack/check.rs");
        let tui_may_ask = layer == "tui"
            && ["std::fs", "std::env", "Zoned::now", "Timestamp::now"].iter().any(|word| line.contains(word));
        let word = WORLD.iter().find(|word| line.contains(**word))?;
        (pure || tui_may_ask).then(|| format!("{layer} may not use {word}"))
    });
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn only_one_module_makes_and_replaces_files() {
    const MAKES: &[&str] = &[
        "fs::write",
        "fs::rename",
        "fs::hard_link",
        "fs::copy",
        "fs::create_dir",
        "File::create",
        "create_new",
        "OpenOptions",
        "persist",
    ];
    // The journal appends; the editor's file is a temporary one.
    let others = ["journal/disk.rs", "workspace/editor.rs"];
    let found = offences(|layer, path, line| {
        let word = MAKES.iter().find(|word| line.contains(**word))?;
        let may = layer == "files" || others.iter().any(|file| path.ends_with(file));
        (!may).then(|| format!("{word} belongs into `files`"))
    });
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_program_never_opens_a_socket() {
    let found = offences(|_, _, line| line.contains("std::net").then(|| "no sockets".to_owned()));
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn only_three_modules_know_the_terminal_library() {
    let allowed = ["tui/keys.rs", "tui/input.rs", "tui/terminal.rs"];
    let found = offences(|_, path, line| {
        let folders = ["tui/terminal", "tui/input"];
        let knows = allowed.iter().any(|file| path.ends_with(file))
            || folders.iter().any(|folder| path.starts_with(folder));
        (line.contains("crossterm") && !knows).then(|| "names crossterm".to_owned())
    });
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn modules_say_what_lives_in_them() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{} has no module doc", path.display());
    }
}

#[test]
fn public_items_are_described() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let mut described = false;
        for (at, line) in text.lines().enumerate() {
            if line.starts_with("#[cfg(test)]") {
                break;
            }
            let trimmed = line.trim_start();
            let opens = ["pub fn ", "pub struct ", "pub enum ", "pub trait ", "pub const ", "pub type "];
            if opens.iter().any(|open| trimmed.starts_with(open)) && !described && !trimmed.contains('$') {
                found.push(format!("{}:{}: {trimmed}", path.display(), at + 1));
            }
            described = trimmed.starts_with("///")
                || (described && (trimmed.starts_with("#[") || !trimmed.ends_with([';', '{', '}'])));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn files_stay_small() {
    let long: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > 500)
        .map(|(path, text)| format!("{} has {} lines", path.display(), text.lines().count()))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn every_dependency_has_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("the manifest is there");
    let reasons = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the page is there");
    let mut is_dependency = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_dependency = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| is_dependency) {
            assert!(reasons.contains(name), "ARCHITECTURE.md does not say why {name} is there");
        }
    }
}
