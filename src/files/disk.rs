//! The few things that are done to a disk, so that tests can watch them and let them fail.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Rights, defects, leftovers};

/// Writes and brings to the disk. What is not overridden works as it should.
pub trait Disk: Send {
    /// Appends all of `text` to `file`.
    fn append(&mut self, file: &mut File, text: &[u8]) -> io::Result<()> {
        let written = file.write_all(text);
        if defects::shows("error-ignored") { Ok(()) } else { written }
    }

    /// Once everything written to `file` is on the disk.
    fn sync(&mut self, file: &File) -> io::Result<()> {
        if defects::shows("sync-dropped") { Ok(()) } else { file.sync_data() }
    }

    /// Gives a new file its name, which nothing may have.
    fn place(&mut self, fresh: &Fresh, path: &Path) -> io::Result<()> {
        fresh.link(path)
    }

    /// Gives a new file a name that another may have, which is replaced.
    fn replace(&mut self, fresh: &Fresh, path: &Path) -> io::Result<()> {
        fresh.rename(path)
    }

    /// Once the names in `folder` are on the disk.
    fn sync_folder(&mut self, folder: &Path) -> io::Result<()> {
        if defects::shows("folder-not-synced") { Ok(()) } else { sync_folder(folder) }
    }
}

/// The disk itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Drive;

impl Disk for Drive {}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// A new file that is not seen under its name yet.
#[derive(Debug)]
pub struct Fresh {
    folder: PathBuf,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// It has no name at all, so that nothing is left of it when the program is killed.
    Nameless(File),
    /// It has a temporary name, if the system knows no other way.
    Named(NamedTempFile),
}

impl Fresh {
    /// Makes one in `folder`.
    pub(super) fn new(folder: &Path, rights: Rights) -> io::Result<Fresh> {
        match nameless(folder, rights) {
            Some(file) => Ok(Fresh { folder: folder.to_owned(), kind: Kind::Nameless(file) }),
            None => Fresh::named(folder, rights),
        }
    }

    /// Makes one that has a temporary name.
    pub(super) fn named(folder: &Path, rights: Rights) -> io::Result<Fresh> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(leftovers::PREFIX).suffix(leftovers::SUFFIX).rand_bytes(16);
        #[cfg(unix)]
        if rights == Rights::Usual {
            use std::os::unix::fs::PermissionsExt;
            // The system takes away what the user's mask says.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        #[cfg(not(unix))]
        let _ = rights;
        Ok(Fresh { folder: folder.to_owned(), kind: Kind::Named(builder.tempfile_in(folder)?) })
    }

    /// The file.
    pub fn file(&self) -> &File {
        match &self.kind {
            Kind::Nameless(file) => file,
            Kind::Named(file) => file.as_file(),
        }
    }

    pub(super) fn file_mut(&mut self) -> &mut File {
        match &mut self.kind {
            Kind::Nameless(file) => file,
            Kind::Named(file) => file.as_file_mut(),
        }
    }

    fn link(&self, path: &Path) -> io::Result<()> {
        match &self.kind {
            Kind::Nameless(file) => link_nameless(file, path),
            Kind::Named(file) => match fs::hard_link(file.path(), path) {
                Ok(()) => Ok(()),
                Err(_) if fs::symlink_metadata(path).is_ok() => Err(ErrorKind::AlreadyExists.into()),
                // Some file systems know no hard links. Renaming could overwrite a file that came this moment.
                Err(_) => fs::rename(file.path(), path),
            },
        }
    }

    fn rename(&self, path: &Path) -> io::Result<()> {
        match &self.kind {
            Kind::Nameless(file) => {
                let name = self.folder.join(leftovers::name());
                link_nameless(file, &name)?;
                fs::rename(&name, path).inspect_err(|_| _ = fs::remove_file(&name))
            }
            Kind::Named(file) => fs::rename(file.path(), path),
        }
    }
}

/// Opens a file without a name, if this system and this file system can do that and give it one later.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path, rights: Rights) -> Option<File> {
    use rustix::fs::{Mode, OFlags};
    let mode = match rights {
        Rights::Own => Mode::from_raw_mode(0o600),
        Rights::Usual => Mode::from_raw_mode(0o666),
    };
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(folder, flags, mode).ok()?);
    fs::symlink_metadata(open_name(&file)).is_ok().then_some(file)
}

#[cfg(not(target_os = "linux"))]
fn nameless(_folder: &Path, _rights: Rights) -> Option<File> {
    None
}

#[cfg(target_os = "linux")]
fn open_name(file: &File) -> PathBuf {
    use std::os::fd::AsRawFd;
    PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

#[cfg(target_os = "linux")]
fn link_nameless(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD};
    Ok(rustix::fs::linkat(CWD, open_name(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?)
}

// Linux does not build this, so its tests do not see a mutant of it.
#[cfg(not(target_os = "linux"))]
fn link_nameless(_file: &File, _path: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}
