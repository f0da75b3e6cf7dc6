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

/// The same inside `tui`, from the ground up: each part with the parts beside it that it may name.
///
/// `entry` and `popup` are one step: actions on entries open popups, and popups act on entries.
const TUI: &[(&str, &[&str])] = &[
    ("action", &[]),
    ("fresh", &[]),
    ("host", &[]),
    ("theme", &[]),
    ("keys", &["action"]),
    ("widget", &["action", "theme"]),
    ("input", &["action", "keys"]),
    ("terminal", &[]),
    ("context", &["action", "fresh", "host", "keys", "theme", "widget"]),
    ("enabled", &["action", "context", "host", "keys"]),
    ("entry_page", &["context", "host", "theme", "widget"]),
    ("entry", &["action", "context", "enabled", "popup"]),
    (
        "popup",
        &["action", "context", "enabled", "entry", "entry_page", "fresh", "host", "keys", "theme", "widget"],
    ),
    (
        "screen",
        &[
            "action",
            "context",
            "enabled",
            "entry",
            "entry_page",
            "fresh",
            "host",
            "keys",
            "popup",
            "theme",
            "widget",
        ],
    ),
    (
        "app",
        &[
            "action", "context", "enabled", "entry", "fresh", "host", "keys", "popup", "screen", "theme",
            "widget",
        ],
    ),
    ("runner", &["app", "host", "input", "terminal", "theme"]),
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

/// The part of a file that is the program: without comments, and without the tests at its end.
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

/// The part of a layer that a file belongs to; `None` for the files of other layers.
fn part_of(path: &Path, layer: &str) -> Option<String> {
    let inner = path.strip_prefix(layer).ok()?;
    Some(inner.iter().next()?.to_string_lossy().trim_end_matches(".rs").to_owned())
}

#[test]
fn the_parts_of_the_screens_import_only_from_below() {
    let found = offences(|_, path, line| {
        let part = part_of(path, "tui")?;
        let Some((_, allowed)) = TUI.iter().find(|(name, _)| *name == part) else {
            return Some(format!("tui/{part} has no place in the order of tests/it/layers.rs"));
        };
        let (_, named) = line.split_once("crate::tui::")?;
        let other = named.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        (other != part && !allowed.contains(&other)).then(|| format!("{part} may not use {other}"))
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
    const WORLD: &[&str] = &[
        "std::fs",
        "std::env",
        "std::net",
        "SystemTime",
        "Instant::now",
        "ZonedDateTime::now",
        "Timestamp::now",
    ];
    let found = offences(|layer, path, line| {
        let files = ["journal/fold.rs", "journal/answers.rs", "pack/model.rs", "pack/check.rs"];
        let folders = ["journal/fold", "pack/check"];
        let pure = ["text", "facts", "domain", "report"].contains(&layer)
            || files.iter().any(|file| path.ends_with(file))
            || folders.iter().any(|folder| path.starts_with(folder));
        let tui_may_ask = layer == "tui"
            && ["std::fs", "std::env", "ZonedDateTime::now", "Timestamp::now"]
                .iter()
                .any(|word| line.contains(word));
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
fn types_and_what_can_fail_are_described() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let lines: Vec<&str> = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).collect();
        let mut described = false;
        for (at, line) in lines.iter().enumerate() {
            let trimmed = line.trim_start();
            let types = ["pub struct ", "pub enum ", "pub trait ", "pub const ", "pub type "];
            let is_function = trimmed.starts_with("pub const fn ");
            let is_type = !is_function && types.iter().any(|open| trimmed.starts_with(open));
            let signature =
                lines[at..].iter().take_while(|line| !line.trim_end().ends_with(['{', ';'])).count();
            let signature = &lines[at..lines.len().min(at + signature + 1)];
            let can_fail =
                trimmed.starts_with("pub fn ") && signature.iter().any(|line| line.contains("Result<"));
            if (is_type || can_fail) && !described && !trimmed.contains('$') {
                found.push(format!("{}:{}: {trimmed}", path.display(), at + 1));
            }
            described = trimmed.starts_with("///")
                || (described && (trimmed.starts_with("#[") || !trimmed.ends_with([';', '{', '}'])));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

/// A description begins with the thing: what begins with *Returns* mostly repeats the name below it.
#[test]
fn descriptions_begin_with_the_thing() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let lines = text.lines().enumerate();
        let returns = lines.filter(|(_, line)| line.trim_start().starts_with("/// Returns "));
        found.extend(returns.map(|(at, line)| format!("{}:{}: {}", path.display(), at + 1, line.trim())));
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
