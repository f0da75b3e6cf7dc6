//! The file in which a driver passes on what its screen shows of the room: `.contoso.golive.room` beside the project.
//!
//! It is not synced, since nothing is lost with it, and it is gone when the workshop closes.

use std::path::{Path, PathBuf};

use crate::domain::shown::Shown;
use crate::files::{self, Rights};

/// The longest that is read; an answer holds 64 KiB.
const LONGEST: u64 = 256 * 1024;

/// The file beside a project.
fn path(project: &Path) -> Option<PathBuf> {
    let name = project.file_name()?.to_str()?;
    Some(project.with_file_name(format!(".{name}.room")))
}

/// Passes on what is shown; `None` takes the file away. What cannot be passed on is no reason to stop: the journal
/// has everything that counts.
pub fn show(project: &Path, shown: Option<&Shown>) {
    let Some(path) = path(project) else { return };
    match shown.and_then(|shown| ron::to_string(shown).ok()) {
        Some(text) => drop(files::pass_on(&path, text.as_bytes(), Rights::like(project))),
        None => drop(files::take_away(&path)),
    }
}

/// What a driver shows; `None` if nobody drives, or another edition of the program does.
pub fn shown(project: &Path) -> Option<Shown> {
    let text = files::read_text(&path(project)?, LONGEST).ok().flatten()?;
    ron::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::shown::Draft;

    #[test]
    fn what_is_shown_is_read_back_and_gone_when_nothing_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("contoso.golive");
        let draft = Draft::Answer { id: "design/tokens".into(), text: "One\n\"two\"".into() };
        let wanted = Shown { below: 3, draft: Some(draft), ..Shown::default() };
        assert_eq!(shown(&project), None);
        show(&project, Some(&wanted));
        assert_eq!(shown(&project), Some(wanted));
        show(&project, None);
        assert_eq!((shown(&project), folder.path().read_dir().expect("it is there").count()), (None, 0));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let open_to = |mode| std::fs::Permissions::from_mode(mode);
            std::fs::write(&project, "").expect("written");
            std::fs::set_permissions(&project, open_to(0o600)).expect("it is ours");
            show(&project, Some(&Shown::default()));
            let beside = std::fs::metadata(folder.path().join(".contoso.golive.room")).expect("it is there");
            assert_eq!(beside.permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(folder.path().join(".contoso.golive.room"), "(later: 1)").expect("written");
        assert_eq!(shown(&project), None);
    }
}
