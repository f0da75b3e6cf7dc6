//! What the files of a pack in a folder said when they were last read and checked, kept for the next start.
//!
//! To read and check words takes most of a start with a large pack. What is kept counts only for the very same files and
//! the very same program: their names and bytes and what the program reads and checks by are in its stamp. Whatever is
//! wrong with it, the files are read as if it were not there.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::shapes::Shapes;
use super::source::{Folder, PackSource, ReadError};
use crate::files::disk::Drive;
use crate::files::{self, Rights};

/// So few bytes are read and checked sooner than what is kept would be found.
const FEWEST_BYTES: usize = 128 * 1024;
/// The most bytes of all files that are read at one time.
const MOST_READ: usize = 96 * 1024 * 1024;
/// The most bytes that are kept of one pack.
const MOST_BYTES: u64 = 128 * 1024 * 1024;
/// Of so many packs something is kept at most; the oldest goes.
const MOST_PACKS: usize = 8;

/// What the stamp of a pack begins with: a digest of the program's own files that reading and checking depend on.
const PROGRAM: &str = env!("GOLIVE_PACK_RULES");

/// The files of a folder, all read at one time.
pub(super) struct WholeFolder {
    root: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
}

impl WholeFolder {
    /// `None` if something in the folder cannot be read; then each file is asked for by itself.
    pub(super) fn read(folder: &Folder) -> Option<WholeFolder> {
        let (names, failed) = folder.names();
        if !failed.is_empty() {
            return None;
        }
        let (mut files, mut all) = (BTreeMap::new(), 0);
        for name in names {
            let bytes = folder.read(&name).ok()?;
            all += bytes.len();
            // A folder may hold far more than the pack in it.
            if all > MOST_READ {
                return None;
            }
            files.insert(name, bytes);
        }
        Some(WholeFolder { root: folder.root().to_owned(), files })
    }

    fn is_worth_it(&self) -> bool {
        self.files.values().map(Vec::len).sum::<usize>() >= FEWEST_BYTES
    }

    fn stamp(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        PROGRAM.hash(&mut hasher);
        self.files.hash(&mut hasher);
        hasher.finish()
    }

    /// Where something is kept of this folder.
    fn place(&self, cache: &Path) -> PathBuf {
        let mut hasher = DefaultHasher::new();
        self.root.hash(&mut hasher);
        cache.join(format!("{:016x}.pack", hasher.finish()))
    }

    /// What is kept of exactly these files.
    pub(super) fn find(&self, cache: &Path) -> Option<Shapes> {
        if !self.is_worth_it() {
            return None;
        }
        let bytes = files::read(&self.place(cache), MOST_BYTES).ok()?;
        let (head, kept) = bytes.split_at_checked(HEAD)?;
        if head != heading(self.stamp(), kept) {
            return None;
        }
        postcard::from_bytes(kept).ok()
    }

    /// Keeps what these files say. What cannot be kept is read again.
    pub(super) fn keep(&self, cache: &Path, shapes: &Shapes) {
        if !self.is_worth_it() {
            return;
        }
        let Ok(kept) = postcard::to_allocvec(shapes) else { return };
        let bytes = [&heading(self.stamp(), &kept), kept.as_slice()].concat();
        let is_there = files::make_folder(&mut Drive, cache).is_ok();
        if is_there && bytes.len() as u64 <= MOST_BYTES {
            drop(files::pass_on(&self.place(cache), &bytes, Rights::Own));
            tidy(cache);
        }
    }
}

impl PackSource for WholeFolder {
    fn names(&self) -> (Vec<String>, Vec<(String, ReadError)>) {
        (self.files.keys().cloned().collect(), Vec::new())
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        self.files.get(name).cloned().ok_or(ReadError::Missing)
    }
}

/// The bytes before what is kept: the stamp of the files, and a digest of what follows.
const HEAD: usize = 16;

fn heading(stamp: u64, kept: &[u8]) -> [u8; HEAD] {
    let mut hasher = DefaultHasher::new();
    kept.hash(&mut hasher);
    let both = u128::from(stamp) << 64 | u128::from(hasher.finish());
    both.to_le_bytes()
}

/// Leaves what was kept last.
fn tidy(cache: &Path) {
    let Ok(found) = fs::read_dir(cache) else { return };
    let kept = found.filter_map(|entry| {
        let path = entry.ok()?.path();
        let is_pack = path.extension().is_some_and(|ending| ending == "pack");
        Some((fs::metadata(&path).ok()?.modified().ok()?, path)).filter(|_| is_pack)
    });
    let mut kept: Vec<_> = kept.collect();
    kept.sort();
    let many = kept.len().saturating_sub(MOST_PACKS);
    for (_, path) in kept.into_iter().take(many) {
        drop(files::take_away(&path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, String)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, words) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, words).unwrap();
        }
        folder
    }

    fn built_in() -> tempfile::TempDir {
        let files = crate::pack::embedded::FILES;
        folder(&files.iter().map(|(name, text)| (*name, (*text).to_owned())).collect::<Vec<_>>())
    }

    fn whole(folder: &tempfile::TempDir) -> WholeFolder {
        WholeFolder::read(&Folder::open(folder.path()).unwrap()).unwrap()
    }

    #[test]
    fn what_is_kept_says_what_the_files_say_and_only_for_the_same_files() {
        let (pack, cache) = (built_in(), tempfile::tempdir().unwrap());
        let cache = cache.path().join("packs");
        let files = whole(&pack);
        assert!(files.find(&cache).is_none());
        let shapes = crate::pack::load::files(&files);
        files.keep(&cache, &shapes);
        assert_eq!(format!("{:?}", files.find(&cache).unwrap()), format!("{shapes:?}"));

        let list = pack.path().join("checklists/analyze.ron");
        let words = fs::read_to_string(&list).unwrap();
        fs::write(&list, words.replacen("level: must", "level: should", 1)).unwrap();
        assert!(whole(&pack).find(&cache).is_none());
        fs::write(&list, words).unwrap();
        assert!(whole(&pack).find(&cache).is_some());
        fs::write(pack.path().join("checklists/other.ron"), "()").unwrap();
        assert!(whole(&pack).find(&cache).is_none(), "another file");
    }

    #[test]
    fn what_was_kept_and_is_damaged_is_not_used() {
        let (pack, cache) = (built_in(), tempfile::tempdir().unwrap());
        let files = whole(&pack);
        files.keep(cache.path(), &crate::pack::load::files(&files));
        let place = files.place(cache.path());
        let whole = fs::read(&place).unwrap();
        for damaged in [Vec::new(), whole[..whole.len() / 2].to_vec(), {
            let mut other = whole.clone();
            other[whole.len() / 2] ^= 1;
            other
        }] {
            fs::write(&place, damaged).unwrap();
            assert!(files.find(cache.path()).is_none());
        }
    }

    #[test]
    fn of_small_packs_nothing_is_kept_and_of_many_only_the_last() {
        let cache = tempfile::tempdir().unwrap();
        let small = folder(&[("pack.ron", "()".to_owned())]);
        whole(&small).keep(cache.path(), &Shapes::default());
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 0);
        let packs: Vec<_> =
            (0..MOST_PACKS + 3).map(|_| folder(&[("pack.ron", "-".repeat(FEWEST_BYTES))])).collect();
        for pack in &packs {
            whole(pack).keep(cache.path(), &Shapes::default());
        }
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), MOST_PACKS);
        assert!(whole(packs.last().unwrap()).find(cache.path()).is_some());
    }
}
