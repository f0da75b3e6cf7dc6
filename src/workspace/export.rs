//! Files for others, reports above all: written whole or not at all, and never over a project.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use super::error::Error;
use super::locate::shown;

/// What is looked at of a file to tell whether it is a project; its first lines would do.
const LOOKED_AT: u64 = 1024 * 1024;

/// Refuses a target that is a project's file, or that already exists where it may not be written over.
pub fn may_write(target: &Path, project: &Path, force: bool) -> Result<(), Error> {
    let is_same = match (target.canonicalize(), project.canonicalize()) {
        (Ok(target), Ok(project)) => target == project,
        _ => target == project,
    };
    let has_ending = target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("golive"));
    if is_same || has_ending || is_journal(target)? {
        return Err(Error::usage(format!("{} is a project file and is never overwritten", shown(target)))
            .hint("choose another name"));
    }
    match target.symlink_metadata() {
        Ok(found) if found.is_dir() => {
            Err(Error::usage(format!("{} is a folder", shown(target))).hint("name a file in it"))
        }
        Ok(_) if !force => Err(Error::usage(format!("{} already exists", shown(target)))
            .hint("choose another name, or overwrite it with --force")),
        _ => Ok(()),
    }
}

/// Returns whether a file has lines of a journal, whatever its name.
fn is_journal(target: &Path) -> Result<bool, Error> {
    let unreadable = |error: &io::Error| Error::io(format!("cannot read {}", shown(target))).cause(error);
    let file = match File::open(target) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(unreadable(&error)),
    };
    let kind = file.metadata().map_err(|error| unreadable(&error))?;
    if !kind.is_file() {
        // Reading a device or a pipe could wait for ever; there is no journal in one.
        return Ok(false);
    }
    for line in BufReader::new(file.take(LOOKED_AT)).split(b'\n') {
        let line = line.map_err(|error| unreadable(&error))?;
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
        if line.starts_with(b"Golive(") || line.starts_with(b"(n: ") || line.starts_with(b"(n:") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes a file whole or not at all; a link is followed, and the rights of a file that is written over stay.
pub fn write(target: &Path, bytes: &[u8], force: bool) -> Result<(), Error> {
    let real = real(target);
    let failed = |error: &io::Error| {
        let error = Error::io(format!("cannot write {}", shown(target))).cause(error);
        error.hint("nothing was written; give a writable path with -o")
    };
    let exists = || {
        Error::usage(format!("{} already exists", shown(target)))
            .hint("choose another name, or overwrite it with --force")
    };
    let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".golive-report-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The usual rights of a new file; the system takes away what the person's mask says.
        let rights = fs::metadata(&real)
            .map_or_else(|_| fs::Permissions::from_mode(0o666), |found| found.permissions());
        builder.permissions(rights);
    }
    let mut file = builder.tempfile_in(folder).map_err(|error| failed(&error))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&error))?;
    if force {
        file.persist(&real).map_err(|error| failed(&error.error))?;
    } else {
        file.persist_noclobber(&real).map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => exists(),
            _ => failed(&error.error),
        })?;
    }
    Ok(())
}

/// Returns where a file is in truth: links are followed, also one that leads nowhere yet.
fn real(target: &Path) -> PathBuf {
    let mut path = target.to_owned();
    // A circle of links ends here and is refused by the system when it is written to.
    for _ in 0..32 {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().map_or_else(|| next.clone(), |folder| folder.join(&next)),
            Err(_) => break,
        }
    }
    path
}
