//! The pack that the files of a folder made when they were last read and checked, kept for the next start.
//!
//! To read and check words takes most of a start with a large pack. What is kept counts only for the very same files and
//! the very same program: their names and bytes and what the program reads and checks by are in its stamp. Whatever is
//! wrong with it, the files are read as if it were not there.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher};
use std::mem;
use std::path::{Path, PathBuf};

use foldhash::quality::FixedState;
use serde::{Deserialize, Serialize};

use super::model::{Checklist, Pack};
use super::source::{Folder, PackSource, ReadError};
use crate::files::disk::Drive;
use crate::files::{self, Rights};
use crate::threads;

/// So few bytes are read and checked sooner than what is kept would be found.
const FEWEST_BYTES: usize = 128 * 1024;
/// From so many kept bytes on two threads are sooner done than one.
const FOR_TWO: u64 = 1024 * 1024;
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
    stamp: u64,
}

/// Reads a folder, and gives the pack that is kept of exactly its files.
pub(super) fn open(folder: &Folder, cache: &Path) -> (Option<WholeFolder>, Option<Pack>) {
    let place = place(folder.root(), cache);
    let is_large = fs::metadata(&place).is_ok_and(|kept| kept.len() >= FOR_TWO);
    let (whole, kept) = threads::both_if(is_large, || WholeFolder::read(folder), || kept(&place));
    let pack = whole.as_ref().zip(kept).and_then(|(whole, (bytes, digest))| {
        let (head, words) = bytes.split_at_checked(HEAD)?;
        if head == heading(whole.stamp, digest) { unpacked(words, is_large) } else { None }
    });
    (whole, pack)
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
        let stamp = digest(&(PROGRAM, &files));
        Some(WholeFolder { root: folder.root().to_owned(), files, stamp })
    }

    /// Keeps the pack that these files make. What cannot be kept is read again.
    pub(super) fn keep(&self, cache: &Path, pack: &Pack) {
        if self.files.values().map(Vec::len).sum::<usize>() < FEWEST_BYTES {
            return;
        }
        let Some(kept) = packed(pack) else { return };
        let bytes = [&heading(self.stamp, digest(kept.as_slice())), kept.as_slice()].concat();
        let is_there = files::make_folder(&mut Drive, cache).is_ok();
        if is_there && bytes.len() as u64 <= MOST_BYTES {
            drop(files::pass_on(&place(&self.root, cache), &bytes, Rights::Own));
            tidy(cache);
        }
    }
}

/// Where something is kept of this folder.
fn place(folder: &Path, cache: &Path) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    cache.join(format!("{:016x}.pack", hasher.finish()))
}

/// What is kept there, and the digest of what follows its heading.
fn kept(place: &Path) -> Option<(Vec<u8>, u64)> {
    let bytes = files::read(place, MOST_BYTES).ok()?;
    let kept = digest(bytes.get(HEAD..)?);
    Some((bytes, kept))
}

/// A pack in bytes: each list by itself, so that two threads can read them.
#[derive(Deserialize, Serialize)]
struct Packed<'a> {
    /// Everything but the lists.
    rest: Pack,
    #[serde(borrow)]
    lists: Vec<&'a [u8]>,
}

fn packed(pack: &Pack) -> Option<Vec<u8>> {
    let mut rest = pack.clone();
    let lists = mem::take(&mut rest.checklists);
    let lists = lists.iter().map(postcard::to_allocvec).collect::<Result<Vec<_>, _>>().ok()?;
    let lists = lists.iter().map(Vec::as_slice).collect();
    postcard::to_allocvec(&Packed { rest, lists }).ok()
}

fn unpacked(bytes: &[u8], by_two: bool) -> Option<Pack> {
    let Packed { rest: mut pack, lists } = postcard::from_bytes(bytes).ok()?;
    let (some, others) = lists.split_at(half(&lists));
    let (some, others) = threads::both_if(by_two, || unpacked_lists(some), || unpacked_lists(others));
    pack.checklists = some?;
    pack.checklists.append(&mut others?);
    pack.index();
    Some(pack)
}

fn unpacked_lists(lists: &[&[u8]]) -> Option<Vec<Checklist>> {
    let lists = lists.iter().map(|list| {
        let mut list: Checklist = postcard::from_bytes(list).ok()?;
        share(&mut list);
        Some(list)
    });
    lists.collect()
}

/// How many of the lists come before the middle of all bytes.
fn half(lists: &[&[u8]]) -> usize {
    let all: usize = lists.iter().map(|list| list.len()).sum();
    let mut before = 0;
    let is_before = |list: &&&[u8]| {
        before += list.len();
        before * 2 <= all
    };
    lists.iter().take_while(is_before).count()
}

/// Lets the items of a list have in common what they say alike.
fn share(list: &mut Checklist) {
    let mut before = None;
    for item in list.sections.iter_mut().flat_map(|section| &mut section.items) {
        item.checklist = list.id.clone();
        match &before {
            Some(role) if *role == item.role => item.role.clone_from(role),
            _ => before = Some(item.role.clone()),
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

fn heading(stamp: u64, kept: u64) -> [u8; HEAD] {
    (u128::from(stamp) << 64 | u128::from(kept)).to_le_bytes()
}

fn digest(words: &(impl Hash + ?Sized)) -> u64 {
    FixedState::default().hash_one(words)
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
    use crate::pack::embedded;

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
        folder(&embedded::FILES.iter().map(|(name, text)| (*name, (*text).to_owned())).collect::<Vec<_>>())
    }

    fn whole(folder: &tempfile::TempDir) -> WholeFolder {
        WholeFolder::read(&Folder::open(folder.path()).unwrap()).unwrap()
    }

    fn found(folder: &tempfile::TempDir, cache: &Path) -> Option<Pack> {
        open(&Folder::open(folder.path()).unwrap(), cache).1
    }

    #[test]
    fn what_is_kept_says_what_the_files_say_and_only_for_the_same_files() {
        let (pack, cache) = (built_in(), tempfile::tempdir().unwrap());
        let cache = cache.path().join("packs");
        let files = whole(&pack);
        assert!(found(&pack, &cache).is_none());
        let read = embedded::pack();
        files.keep(&cache, &read);
        assert_eq!(format!("{:?}", found(&pack, &cache).unwrap()), format!("{read:?}"));

        let list = pack.path().join("checklists/analyze.ron");
        let words = fs::read_to_string(&list).unwrap();
        fs::write(&list, words.replacen("level: must", "level: should", 1)).unwrap();
        assert!(found(&pack, &cache).is_none());
        fs::write(&list, words).unwrap();
        assert!(found(&pack, &cache).is_some());
        fs::write(pack.path().join("checklists/other.ron"), "()").unwrap();
        assert!(found(&pack, &cache).is_none(), "another file");
    }

    #[test]
    fn two_threads_and_one_read_the_same() {
        let pack = embedded::pack();
        let bytes = packed(&pack).unwrap();
        for by_two in [false, true] {
            assert_eq!(format!("{:?}", unpacked(&bytes, by_two).unwrap()), format!("{pack:?}"));
        }
        let item = pack.items().last().unwrap();
        assert!(unpacked(&bytes, true).unwrap().entry(&item.id).is_some(), "its entries are found");
        let lists = |lengths: &[usize]| {
            let lists: Vec<Vec<u8>> = lengths.iter().map(|length| vec![0; *length]).collect();
            half(&lists.iter().map(Vec::as_slice).collect::<Vec<_>>())
        };
        assert_eq!(
            [lists(&[]), lists(&[9]), lists(&[5, 5]), lists(&[1, 1, 9]), lists(&[9, 1])],
            [0, 0, 1, 2, 0]
        );
    }

    #[test]
    fn what_another_program_kept_is_not_used() {
        let (pack, cache) = (built_in(), tempfile::tempdir().unwrap());
        let files = whole(&pack);
        files.keep(cache.path(), &embedded::pack());
        let place = place(&files.root, cache.path());
        let kept = fs::read(&place).unwrap();
        let words = &kept[HEAD..];
        let other = heading(files.stamp ^ 1, digest(words));
        fs::write(&place, [&other, words].concat()).unwrap();
        assert!(found(&pack, cache.path()).is_none(), "read and checked by other rules");
        let cut = &words[..words.len() / 2];
        fs::write(&place, [&heading(files.stamp, digest(cut)), cut].concat()).unwrap();
        assert!(found(&pack, cache.path()).is_none(), "of another layout");
    }

    #[test]
    fn what_was_kept_and_is_damaged_is_not_used() {
        let (pack, cache) = (built_in(), tempfile::tempdir().unwrap());
        let files = whole(&pack);
        files.keep(cache.path(), &embedded::pack());
        let place = place(&files.root, cache.path());
        let whole = fs::read(&place).unwrap();
        for damaged in [Vec::new(), whole[..whole.len() / 2].to_vec(), {
            let mut other = whole.clone();
            other[whole.len() / 2] ^= 1;
            other
        }] {
            fs::write(&place, damaged).unwrap();
            assert!(found(&pack, cache.path()).is_none());
        }
    }

    #[test]
    fn of_small_packs_nothing_is_kept_and_of_many_only_the_last() {
        let cache = tempfile::tempdir().unwrap();
        let small = folder(&[("pack.ron", "()".to_owned())]);
        whole(&small).keep(cache.path(), &Pack::default());
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 0);
        let packs: Vec<_> =
            (0..MOST_PACKS + 3).map(|_| folder(&[("pack.ron", "-".repeat(FEWEST_BYTES))])).collect();
        for pack in &packs {
            whole(pack).keep(cache.path(), &Pack::default());
        }
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), MOST_PACKS);
        assert!(found(packs.last().unwrap(), cache.path()).is_some());
    }
}
