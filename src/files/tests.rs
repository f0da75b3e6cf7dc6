//! What is made is on the disk, in the right order, and nothing but a regular file is ever replaced.

use std::cell::RefCell;

use super::disk::Drive;
use super::*;

thread_local! {
    /// What the disk was asked, in order.
    static ASKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A disk that works, remembers what it was asked, and fails at one thing.
struct Watched(Option<&'static str>);

impl Watched {
    fn does(&self, what: String) -> io::Result<()> {
        let fails = self.0.is_some_and(|fails| what.starts_with(fails));
        ASKED.with_borrow_mut(|asked| asked.push(what));
        if fails { Err(io::Error::other("the disk does not answer")) } else { Ok(()) }
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Disk for Watched {
    fn append(&mut self, file: &mut File, text: &[u8]) -> io::Result<()> {
        self.does(format!("write {}", text.len()))?;
        Drive.append(file, text)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        self.does("sync".to_owned())?;
        Drive.sync(file)
    }

    fn place(&mut self, fresh: &Fresh, path: &Path) -> io::Result<()> {
        self.does(format!("place {}", name(path)))?;
        Drive.place(fresh, path)
    }

    fn replace(&mut self, fresh: &Fresh, path: &Path) -> io::Result<()> {
        self.does(format!("replace {}", name(path)))?;
        Drive.replace(fresh, path)
    }

    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.does(format!("sync folder {}", name(folder)))?;
        Drive.sync_folder(folder)
    }
}

fn asked() -> Vec<String> {
    ASKED.take()
}

fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| name(&entry.unwrap().path())).collect();
    names.sort();
    names
}

#[test]
fn a_new_file_is_synced_before_it_has_a_name_and_its_folder_after() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("one/two");
    make_folder(&mut Watched(None), &inner).unwrap();
    let root = name(folder.path());
    assert_eq!(asked(), [format!("sync folder {root}"), "sync folder one".to_owned()]);
    create(&mut Watched(None), &inner.join("a"), b"abc", Rights::Own).unwrap();
    assert_eq!(asked(), ["write 3", "sync", "place a", "sync folder two"]);
    assert!(matches!(create(&mut Drive, &inner.join("a"), b"x", Rights::Own), Err(WriteError::Exists)));
    assert_eq!(fs::read(inner.join("a")).unwrap(), b"abc");
    assert_eq!(entries(&inner), ["a"]);
}

#[test]
fn a_replaced_file_is_synced_before_it_takes_the_place_and_its_folder_after() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    fs::write(&path, "before").unwrap();
    replace(&mut Watched(None), &path, b"abc", Rights::Usual).unwrap();
    let root = name(folder.path());
    assert_eq!(
        asked(),
        ["write 3".to_owned(), "sync".into(), "replace a".into(), format!("sync folder {root}")]
    );
    assert_eq!(fs::read(&path).unwrap(), b"abc");
    assert_eq!(entries(folder.path()), ["a"]);
}

#[test]
fn a_disk_that_fails_changes_nothing_or_says_that_the_file_is_there() {
    for fails in ["write", "sync", "place", "replace", "sync folder"] {
        let folder = tempfile::tempdir().unwrap();
        let (new, old) = (folder.path().join("new"), folder.path().join("old"));
        fs::write(&old, "before").unwrap();
        let created = create(&mut Watched(Some(fails)), &new, b"abc", Rights::Usual);
        let replaced = replace(&mut Watched(Some(fails)), &old, b"abc", Rights::Usual);
        let is_after = |outcome: &Result<(), WriteError>| match outcome {
            Ok(()) => true,
            Err(WriteError::Unsynced(_)) => {
                assert_eq!(fails, "sync folder");
                true
            }
            Err(_) => false,
        };
        assert_eq!(new.exists(), is_after(&created), "{fails}");
        assert_eq!(fs::read(&old).unwrap() == b"abc", is_after(&replaced), "{fails}");
        assert!(created.is_err() || fails == "replace");
        assert!(replaced.is_err() || fails == "place");
        assert!(entries(folder.path()).iter().all(|name| !name.starts_with('.')), "{fails}");
    }
    asked();
}

#[test]
#[cfg(target_os = "linux")]
fn a_new_file_is_not_seen_before_it_has_its_name() {
    use rustix::fs::{Mode, OFlags, open};
    let folder = tempfile::tempdir().unwrap();
    if open(folder.path(), OFlags::TMPFILE | OFlags::RDWR, Mode::RUSR).is_err() {
        return; // Not every file system knows files without a name.
    }
    let fresh = Fresh::new(folder.path(), Rights::Own).unwrap();
    assert_eq!(entries(folder.path()), [""; 0]);
    Drive.place(&fresh, &folder.path().join("a")).unwrap();
    assert_eq!(entries(folder.path()), ["a"]);
}

#[test]
fn a_file_with_a_temporary_name_takes_no_place_that_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut fresh = Fresh::named(folder.path(), Rights::Usual).unwrap();
    fresh.file_mut().write_all(b"abc").unwrap();
    assert!(entries(folder.path()).iter().all(|name| leftovers::is_ours(name)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let own = Fresh::named(folder.path(), Rights::Own).unwrap();
        assert_eq!(own.file().metadata().unwrap().permissions().mode() & 0o077, 0);
    }
    Drive.place(&fresh, &at("a")).unwrap();
    assert_eq!(Drive.place(&fresh, &at("a")).unwrap_err().kind(), ErrorKind::AlreadyExists);
    assert_eq!(Drive.place(&fresh, &at("none/a")).unwrap_err().kind(), ErrorKind::NotFound);
    fs::write(at("b"), "before").unwrap();
    Drive.replace(&fresh, &at("b")).unwrap();
    drop(fresh);
    assert_eq!(entries(folder.path()), ["a", "b"]);
    assert_eq!((fs::read(at("a")).unwrap(), fs::read(at("b")).unwrap()), (b"abc".into(), b"abc".into()));
}

#[test]
#[cfg(unix)]
fn a_sync_that_the_system_refuses_is_told() {
    // A pipe has nothing that could be brought to a disk.
    let (_reader, writer) = io::pipe().unwrap();
    assert!(Drive.sync(&File::from(std::os::fd::OwnedFd::from(writer))).is_err());
    let folder = tempfile::tempdir().unwrap();
    assert!(Drive.sync_folder(&folder.path().join("none")).is_err());
}

#[test]
#[cfg(unix)]
fn only_a_regular_file_is_replaced_and_links_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    fs::create_dir(at("folder")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    fs::write(at("file"), "before").unwrap();
    let link = |to: &str, from: &str| std::os::unix::fs::symlink(to, at(from)).unwrap();
    link("pipe", "to-pipe");
    link("to-pipe", "to-to-pipe");
    link("file", "to-file");
    link("new", "to-new");
    link("round", "round");
    for name in ["pipe", "to-pipe", "to-to-pipe", "folder", "socket", "round"] {
        let kind = fs::symlink_metadata(at(name)).unwrap().file_type();
        let refused = replace(&mut Drive, &at(name), b"abc", Rights::Usual);
        assert!(matches!(refused, Err(WriteError::NotRegular | WriteError::Failed(_))), "{name}");
        assert_eq!(fs::symlink_metadata(at(name)).unwrap().file_type(), kind, "{name}");
        assert!(read(&at(name), 10).is_err(), "{name}");
    }
    for (name, behind) in [("to-file", "file"), ("to-new", "new")] {
        replace(&mut Drive, &at(name), b"abc", Rights::Usual).unwrap();
        assert!(fs::symlink_metadata(at(name)).unwrap().is_symlink());
        assert_eq!(fs::read(at(behind)).unwrap(), b"abc");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_device_is_never_replaced() {
    use rustix::fs::{CWD, FileType, Mode, makedev, mknodat};
    let folder = tempfile::tempdir().unwrap();
    let node = folder.path().join("null");
    // Only the super-user can make a node of its own, and not everywhere.
    let mode = Mode::from_raw_mode(0o666);
    if mknodat(CWD, &node, FileType::CharacterDevice, mode, makedev(1, 3)).is_err() {
        return;
    }
    assert!(matches!(replace(&mut Drive, &node, b"abc", Rights::Usual), Err(WriteError::NotRegular)));
    assert!(!fs::metadata(&node).unwrap().is_file());
    assert!(read(&node, 10).is_err());
}

#[test]
fn a_long_file_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    fs::write(&path, "0123456789").unwrap();
    assert_eq!(read(&path, 10).unwrap(), b"0123456789");
    assert!(read(&path, 9).is_err());
    assert_eq!(read_text(&path.join("below"), 9).unwrap(), None);
}
