//! The words of the program: what is not written on screens, in help and in docs, and what is written instead.
//!
//! docs/words.md says what the words mean.

use std::fs;
use std::path::{Path, PathBuf};

/// What is not written, and the better words.
const BETTER: &[(&str, &str)] = &[
    ("left out", "waived, set aside, skipped, not on the agenda"),
    ("is none", "is not one"),
    ("is no day", "is not a date"),
    ("taken back", "undone"),
    ("take it back", "undo it"),
    ("takes it back", "undoes it"),
    ("takes it away", "removes it"),
    ("take it away", "remove it"),
    ("done again:", "redone:"),
    ("not begun", "not started"),
    ("has begun", "has started"),
    ("runs on", "stays open"),
    ("goes on with", "continues with"),
    ("go on with", "continue with"),
    ("all the same", "anyway"),
    ("anew", "again"),
    ("mend", "fix"),
    ("make room", "free space"),
    ("with commas", "by commas"),
    ("that day included", "inclusive"),
    ("was said", "was answered, was recorded"),
    ("is said", "is reported"),
    ("said nothing", "has no answer"),
    ("is there already", "already exists"),
    ("written over", "overwritten"),
    ("write over", "overwrite"),
    ("settle a capture", "resolve a capture"),
    ("to settle it", "to decide"),
    ("stands so", "is set"),
    ("hangs on", "depends on"),
    ("hang on it", "depend on it"),
    ("given apart", "given independently"),
    ("answered apart", "answered independently"),
    ("answers apart", "independent answers"),
    ("nobody's", "without an owner"),
    ("must-entr", "must entries"),
    ("should-entr", "should entries"),
    ("could-entr", "could entries"),
];

/// Where such words stay, and why.
const EXCEPT: &[(&str, &str)] = &[
    ("src/workspace/demo.rs", "what the people of the demo project say"),
    ("src/pack/import", "the page of an import has its own tests, word by word"),
    ("src/facts", "what exports say"),
    ("src/domain/facts", "what exports say"),
];

/// How many places may still have such words. The number may only fall: lower it with them.
const MOST: usize = 15;

/// What is written for users; the formats have words of their own.
const GUIDES: &[&str] = &[
    "README.md",
    "docs/cli.md",
    "docs/keys.md",
    "docs/report.md",
    "docs/review.md",
    "docs/tracking.md",
    "docs/walk.md",
    "docs/words.md",
    "docs/workshop.md",
];

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is part of the checkout") {
            let path = entry.expect("its entries can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|other| other == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What users read of a source file: string literals with a blank in them, and the help of commands; each with its
/// line.
fn texts(path: &str, source: &str) -> Vec<(usize, String)> {
    let program = source.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let is_inside = ["command/walk/", "command/facts/"].iter().any(|inside| path.contains(inside));
    let is_command = path.starts_with("src/cli/command") && !is_inside || path == "src/cli/args.rs";
    let mut found = Vec::new();
    let (mut line, mut rest) = (1, program);
    while let Some(first) = rest.chars().next() {
        let end = if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            if is_command && rest.starts_with("/// ") {
                found.push((line, rest[..end].to_owned()));
            }
            end
        } else if let Some(raw) = rest.strip_prefix("r#\"") {
            let end = raw.find("\"#").map_or(rest.len(), |at| at + 5);
            found.push((line, rest[..end].to_owned()));
            end
        } else if first == '"' {
            let mut end = 1;
            while !rest[end..].starts_with('"') {
                end += if rest[end..].starts_with('\\') { 2 } else { 1 };
                while !rest.is_char_boundary(end) {
                    end += 1;
                }
            }
            found.push((line, rest[..=end].to_owned()));
            end + 1
        } else if first == '\'' {
            ["'\\''", "'\"'", "'\\\"'", "'\\\\'"]
                .iter()
                .find(|quoted| rest.starts_with(**quoted))
                .map_or(1, |quoted| quoted.len())
        } else {
            first.len_utf8()
        };
        line += rest[..end].matches('\n').count();
        rest = &rest[end..];
    }
    found.retain(|(_, text)| text.trim_matches('"').contains(' ') || text.starts_with("///"));
    found
}

fn is_word(text: &str, at: usize, length: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + length..].chars().next();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !is_letter(before) && (!is_letter(after) || text[at..at + length].ends_with("entr"))
}

fn worse(text: &str) -> Option<(&'static str, &'static str)> {
    let text = text.to_lowercase();
    BETTER
        .iter()
        .copied()
        .find(|(word, _)| text.match_indices(word).any(|(at, found)| is_word(&text, at, found.len())))
}

#[test]
fn users_read_the_words_of_the_glossary() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut look = |path: &str, line: usize, text: &str| {
        let is_meant = !EXCEPT.iter().any(|(place, _)| path.starts_with(place));
        if let Some((word, better)) = worse(text).filter(|_| is_meant) {
            found.push(format!("{path}:{line}: `{word}`: better: {better}"));
        }
    };
    let named = |path: &Path| {
        path.strip_prefix(root).expect("walked from there").to_string_lossy().replace('\\', "/")
    };
    for path in files("src", "rs") {
        let source = fs::read_to_string(&path).expect("source files are UTF-8");
        let path = named(&path);
        if ["tests.rs", "laws.rs", "fixture.rs", "samples.rs"].iter().any(|end| path.ends_with(end)) {
            continue;
        }
        for (line, text) in texts(&path, &source) {
            look(&path, line, &text);
        }
    }
    for path in GUIDES.iter().map(|guide| root.join(guide)) {
        let text = fs::read_to_string(&path).expect("docs are UTF-8");
        let path = named(&path);
        for (line, text) in (1..).zip(text.lines()) {
            look(&path, line, text);
        }
    }
    assert!(found.len() <= MOST, "{} places, {MOST} are the most:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_test_sees_what_users_read() {
    let source = "/// Is none.\nlet a = \"was said\";\nlet b = '\"'; // was said\nlet c = r#\"two \"words\" here\"#;\n";
    let read: Vec<String> = texts("src/tui/app.rs", source).into_iter().map(|(_, text)| text).collect();
    assert_eq!(read, ["\"was said\"", "r#\"two \"words\" here\"#"]);
    assert_eq!(worse("What was said here"), Some(("was said", "was answered, was recorded")));
    assert_eq!(worse("recommended"), None);
    assert!(worse("3 must-entries").is_some());
}
