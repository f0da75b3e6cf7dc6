//! The file in which a driver passes on what its screen shows of the room: `.contoso.golive.room/shown` beside the
//! project.
//!
//! It is not synced, since nothing is lost with it, and it is gone when the workshop closes. Its folder tells git to
//! ignore it, so that nobody commits a draft.

use std::path::{Path, PathBuf};

use crate::domain::shown::Shown;
use crate::files::{self, Rights};

/// The longest that is read; an answer holds 64 KiB.
const LONGEST: u64 = 256 * 1024;
/// What is shown.
const FILE: &str = "shown";
/// What makes git ignore the folder, this file too.
const IGNORE: (&str, &[u8]) = (".gitignore", b"*\n");

/// The folder beside a project.
fn folder(project: &Path) -> Option<PathBuf> {
    let name = project.file_name()?.to_str()?;
    Some(project.with_file_name(format!(".{name}.room")))
}

/// Passes on what is shown; `None` takes it away. What cannot be passed on is not a reason to stop: the journal has
/// everything that counts.
pub fn show(project: &Path, shown: Option<&Shown>) {
    let Some(folder) = folder(project) else { return };
    let Some(text) = shown.and_then(|shown| ron::to_string(shown).ok()) else {
        drop(files::take_folder_away(&folder, &[FILE, IGNORE.0]));
        return;
    };
    let rights = || Rights::like(project);
    match files::make_passing_folder(&folder) {
        Ok(true) => drop(files::pass_on(&folder.join(IGNORE.0), IGNORE.1, rights())),
        Ok(false) => {}
        Err(_) => return,
    }
    drop(files::pass_on(&folder.join(FILE), text.as_bytes(), rights()));
}

/// What a driver shows; `None` if nobody drives, or another edition of the program does.
pub fn shown(project: &Path) -> Option<Shown> {
    let text = files::read_text(&folder(project)?.join(FILE), LONGEST).ok().flatten()?;
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
        let beside = folder.path().join(".contoso.golive.room");
        assert_eq!(std::fs::read_to_string(beside.join(".gitignore")).expect("git reads it"), "*\n");
        show(&project, None);
        assert_eq!((shown(&project), folder.path().read_dir().expect("it is there").count()), (None, 0));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let open_to = |mode| std::fs::Permissions::from_mode(mode);
            std::fs::write(&project, "").expect("written");
            std::fs::set_permissions(&project, open_to(0o600)).expect("it is ours");
            show(&project, Some(&Shown::default()));
            let file = std::fs::metadata(beside.join("shown")).expect("it is there");
            assert_eq!(file.permissions().mode() & 0o777, 0o600);
        }
        show(&project, Some(&Shown::default()));
        std::fs::write(beside.join("shown"), "(later: 1)").expect("written");
        assert_eq!(shown(&project), None);
    }
}
