//! Expected files: what the program writes or shows, whole, as files of the checkout.
//!
//! `UPDATE_EXPECTED=1 cargo test` writes all of them again, docs/cli.md and docs/keys.md among them. Read every
//! changed file as if a user had sent it in.

use std::fs;
use std::path::Path;

/// The one variable that writes expected files and generated docs.
const UPDATE: &str = "UPDATE_EXPECTED";

/// The most lines of a difference that a failure prints.
const MOST: usize = 80;

/// Asserts that the file at `path`, from the top of the checkout, holds exactly `found`.
#[track_caller]
pub(crate) fn check(path: impl AsRef<Path>, found: &str) {
    if let Some(difference) = difference(path.as_ref(), found) {
        panic!("{difference}");
    }
}

/// How `found` differs from the file at `path`; `None` if it does not, or if the file was just written.
pub(crate) fn difference(path: &Path, found: &str) -> Option<String> {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os(UPDATE).is_some() {
        if let Some(folder) = whole.parent() {
            fs::create_dir_all(folder).expect("the checkout can be written to");
        }
        fs::write(&whole, found).expect("the checkout can be written to");
        return None;
    }
    let mut expected = fs::read_to_string(&whole).unwrap_or_default();
    if !found.contains('\r') {
        // A checkout on Windows may have changed the line ends.
        expected = expected.replace("\r\n", "\n");
    }
    (expected != found).then(|| {
        format!(
            "{} is not as expected (- expected, + found); {UPDATE}=1 cargo test writes it again:\n{}",
            path.display(),
            compared(&expected, found)
        )
    })
}

/// The lines that differ, with their numbers, and one equal line on each side.
fn compared(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split('\n').collect(), found.split('\n').collect());
    let shortest = old.len().min(new.len());
    let head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let tail = tail.min(shortest - head);
    let mut lines = Vec::new();
    let line = |sign: char, at: usize, words: &str| format!("{sign} {:>4} {words}", at + 1);
    if let Some(before) = head.checked_sub(1) {
        lines.push(line(' ', before, old[before]));
    }
    if old.len() == new.len() {
        // Screens keep their height: line against line reads best.
        for at in head..old.len() - tail {
            if old[at] == new[at] {
                lines.push(line(' ', at, old[at]));
            } else {
                lines.push(line('-', at, old[at]));
                lines.push(line('+', at, new[at]));
            }
        }
    } else {
        lines.extend((head..old.len() - tail).map(|at| line('-', at, old[at])));
        lines.extend((head..new.len() - tail).map(|at| line('+', at, new[at])));
    }
    if tail > 0 {
        lines.push(line(' ', new.len() - tail, new[new.len() - tail]));
    }
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(format!("  and {more} lines more"));
    }
    lines.join("\n")
}

#[test]
fn a_difference_shows_what_changed_and_where() {
    assert_eq!(compared("a\nb\nc\n", "a\nx\nc\n"), "     1 a\n-    2 b\n+    2 x\n     3 c");
    assert_eq!(compared("a\nc\n", "a\nb\nc\n"), "     1 a\n+    2 b\n     3 c");
    assert_eq!(compared("", "a"), "-    1 \n+    1 a");
}
