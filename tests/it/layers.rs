//! The shape of the code base, held by tests: who may import whom, who may touch what, and how long a file gets.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with the layers of this crate that it may name.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("threads", &[]),
    ("files", &[]),
    ("facts", &["text", "threads"]),
    ("pack", &["files", "facts", "text", "threads"]),
    ("journal", &["files", "pack", "facts", "text", "threads"]),
    ("domain", &["journal", "pack", "facts", "text", "threads"]),
    ("report", &["domain", "journal", "pack", "facts", "text"]),
    ("workspace", &["files", "report", "domain", "journal", "pack", "facts", "text", "threads"]),
    ("tui", &["report", "domain", "journal", "pack", "facts", "text"]),
    (
        "cli",
        &["tui", "workspace", "files", "report", "domain", "journal", "pack", "facts", "text", "threads"],
    ),
];

/// The same inside `tui`, from the ground up: each part with the parts beside it that it may name.
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
    ("popup", &["action", "context", "enabled", "entry_page", "fresh", "host", "keys", "theme", "widget"]),
    ("entry", &["action", "context", "enabled", "popup"]),
    (
        "screen",
        &["action", "context", "enabled", "entry_page", "fresh", "host", "keys", "popup", "theme", "widget"],
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

/// And inside `cli`. A command knows what it works with, and nothing of how the command line is read.
const CLI: &[(&str, &[&str])] = &[
    ("out", &[]),
    ("error", &["out"]),
    ("filters", &[]),
    ("global", &["out"]),
    ("host", &[]),
    ("names", &["filters"]),
    ("reporting", &[]),
    ("table", &["out"]),
    ("context", &["error", "global", "out"]),
    ("open", &["context", "error", "host"]),
    ("command", &["context", "error", "filters", "names", "open", "out", "reporting", "table"]),
    ("args", &["command", "error", "global", "out"]),
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

/// The part of a folder that a file belongs to; `None` for the files of other folders.
fn part_of(path: &Path, folder: &str) -> Option<String> {
    let inner = path.strip_prefix(folder).ok()?;
    Some(inner.iter().next()?.to_string_lossy().trim_end_matches(".rs").to_owned())
}

/// All paths of this crate that a file names, from its root: `tui::popup::form::Form`. A `use` names several.
fn paths(file: &Path, text: &str) -> Vec<String> {
    let own: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let program: String = code(text).map(|(_, line)| line.trim_start().to_owned() + " ").collect();
    let mut found = Vec::new();
    let starts = ["crate::", "super::", "self::"];
    for (start, _) in starts.iter().flat_map(|start| program.match_indices(start)) {
        let before = program[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        for path in branches(&program[start..]) {
            found.extend(from_the_root(&own, &path));
        }
    }
    found
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn branches(words: &str) -> Vec<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let end = words.find(|c: char| !is_name(c)).unwrap_or(words.len());
    let (head, rest) = words.split_at(end);
    if !(head.ends_with("::") && rest.starts_with('{')) {
        return vec![head.to_owned()];
    }
    let mut found = Vec::new();
    let (mut depth, mut from) = (0, 1);
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if (c == ',' && depth == 1) || depth == 0 {
            let inner = branches(rest[from..at].trim());
            found.extend(inner.iter().map(|inner| format!("{head}{inner}")));
            from = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    found
}

/// A path that begins with `crate`, `super` or `self`, from the root of the crate.
fn from_the_root(own: &[String], path: &str) -> Option<String> {
    let mut base = own.to_vec();
    let mut parts = path.split("::").peekable();
    if parts.next_if_eq(&"crate").is_some() {
        base.clear();
    }
    while let Some(part) = parts.next_if(|part| ["super", "self"].contains(part)) {
        if part == "super" {
            base.pop()?;
        }
    }
    Some(base.into_iter().chain(parts.map(str::to_owned)).collect::<Vec<_>>().join("::"))
}

/// The paths that each file names.
fn all_paths() -> Vec<(PathBuf, Vec<String>)> {
    sources().into_iter().map(|(path, text)| (path.clone(), paths(&path, &text))).collect()
}

/// For each part of a folder the parts beside it that it names.
fn parts_named(folder: &str, all: &[(PathBuf, Vec<String>)]) -> BTreeMap<String, BTreeSet<String>> {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let files: Vec<_> =
        all.iter().filter_map(|(file, paths)| Some((part_of(file, folder)?, paths))).collect();
    let known: BTreeSet<String> = files.iter().map(|(part, _)| part.clone()).collect();
    let start = format!("{}::", folder.replace('/', "::"));
    for (part, paths) in files {
        let others = paths.iter().filter_map(|path| {
            let other = path.strip_prefix(&start)?.split("::").next()?.to_owned();
            (other != part && known.contains(&other)).then_some(other)
        });
        named.entry(part.clone()).or_default().extend(others);
    }
    named
}

#[test]
fn the_parts_of_screens_and_commands_import_only_from_below() {
    let all = all_paths();
    for (layer, order) in [("tui", TUI), ("cli", CLI)] {
        let mut found = Vec::new();
        for (part, named) in parts_named(layer, &all) {
            match order.iter().find(|(name, _)| *name == part) {
                Some((_, allowed)) => found.extend(
                    named
                        .iter()
                        .filter(|other| !allowed.contains(&other.as_str()))
                        .map(|other| format!("{part} may not use {other}")),
                ),
                None => found.push(format!("{layer}/{part} has no place in the order of tests/it/layers.rs")),
            }
        }
        assert_eq!(found, Vec::<String>::new());
    }
}

/// The files and folders in a folder are its parts. A file and the folder of its name are one part.
#[test]
fn the_parts_of_a_folder_name_each_other_in_one_direction() {
    let all = all_paths();
    let folders: BTreeSet<&str> =
        all.iter().filter_map(|(file, _)| file.parent()?.to_str()).filter(|name| !name.is_empty()).collect();
    for folder in folders {
        let mut left = parts_named(folder, &all);
        // Parts that only name what is below them go, one after the other; a circle stays.
        loop {
            let before = left.len();
            let names: BTreeSet<String> = left.keys().cloned().collect();
            left.retain(|_, named| named.iter().any(|other| names.contains(other)));
            if left.len() == before {
                break;
            }
        }
        assert_eq!(left.into_keys().collect::<Vec<_>>(), Vec::<String>::new(), "a circle in {folder}");
    }
}

/// Here a file only puts together what is in the folder of its name, so that nothing in there needs it.
const ABOVE_THEIR_FOLDERS: [&str; 2] = ["pack/import", "workspace/locate"];

#[test]
fn what_puts_parts_together_is_not_named_by_them() {
    let all = all_paths();
    for folder in ABOVE_THEIR_FOLDERS {
        let start = format!("{}::", folder.replace('/', "::"));
        let parts = parts_named(folder, &all);
        let inside = all.iter().filter(|(file, _)| part_of(file, folder).is_some());
        let named = inside.flat_map(|(file, paths)| paths.iter().map(move |path| (file, path)));
        let found: Vec<String> = named
            .filter_map(|(file, path)| Some((file, path.strip_prefix(&start)?.split("::").next()?)))
            .filter(|(_, name)| !parts.contains_key(*name))
            .map(|(file, name)| format!("{} names {name} of {folder}", file.display()))
            .collect();
        assert_eq!(found, Vec::<String>::new());
    }
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
        let folders = ["journal/fold", "pack/check", "pack/model"];
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
