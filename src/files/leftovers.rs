//! Temporary files of this program that was killed before it could rename or remove them.
//!
//! They are cleared away when the next file is made in their folder. Only names that nothing else gives, and only
//! old ones: a young one may belong to a program that is running.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// How the name of a temporary file begins and ends.
pub(super) const PREFIX: &str = ".golive-";
pub(super) const SUFFIX: &str = ".tmp";

/// Making a file takes a moment, also on a slow disk.
const OLD: Duration = Duration::from_secs(600);

/// The name of a temporary file that nobody else has.
pub(super) fn name() -> String {
    format!("{PREFIX}{:016x}{SUFFIX}", RandomState::new().hash_one(std::process::id()))
}

/// Removes the old ones in `folder`. What cannot be removed stays; that is not a reason to fail.
pub(super) fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(is_ours);
        if is_ours && is_old(&entry) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_old(entry: &fs::DirEntry) -> bool {
    // The entry itself, so that a link is not followed.
    let Ok(found) = entry.metadata() else { return false };
    let age = |then: SystemTime| SystemTime::now().duration_since(then).unwrap_or_default();
    found.is_file() && found.modified().is_ok_and(|then| age(then) > OLD)
}

/// Whether a name is one of a temporary file; earlier versions used `.golive-` and `.golive-report-` with six signs.
pub(super) fn is_ours(name: &str) -> bool {
    let Some(rest) = name.strip_prefix(PREFIX) else { return false };
    let is_random = |rest: &str, signs: usize| {
        rest.len() == signs && rest.bytes().all(|sign| sign.is_ascii_alphanumeric())
    };
    let earlier = rest.strip_prefix("report-").unwrap_or(rest);
    rest.strip_suffix(SUFFIX).is_some_and(|random| is_random(random, 16)) || is_random(earlier, 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_old_temporary_files_of_this_program_go() {
        let folder = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - OLD * 2;
        let made = |name: &str, when: SystemTime| {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            file.set_modified(when).unwrap();
        };
        let ours = [name(), ".golive-Ab3xY9".into(), ".golive-report-Ab3xY9".into()];
        for name in ours.iter().map(String::as_str).chain([".golive-notes", "a.golive", ".tmpAb3xY9"]) {
            made(name, old);
        }
        let young = name();
        made(&young, SystemTime::now());
        assert!(is_ours(&young));
        clear(folder.path());
        let mut left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        let mut expected = [".golive-notes", "a.golive", ".tmpAb3xY9", young.as_str()];
        expected.sort_unstable();
        assert_eq!(left, expected);
    }
}
