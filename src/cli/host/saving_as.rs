//! The whole project under another name: what may become of a name that was typed, and what follows the new file.

use super::{WorkspaceHost, export};
use crate::text::Text;
use crate::workspace::error::Error;
use crate::workspace::export::may_make;
use crate::workspace::locate;
use crate::workspace::locate::known::{ENDING, remember_opened};
use crate::workspace::shown;

impl WorkspaceHost {
    pub(super) fn begin_saving_as(&mut self, file: &Text) -> Result<(), Text> {
        self.forbidden().map_or(Ok(()), Err)?;
        if !self.is_kept {
            return Err(Text::line("only a project with a file can be saved under another name"));
        }
        let path = export::target(&self.world, file);
        may_make(&path, file.ends_with('/')).map_err(|error| in_full(&error))?;
        self.project.save_as(&path);
        Ok(())
    }

    /// Once the new file is there, the next start begins with it.
    pub(super) fn end_saving_as(&mut self) -> Option<Result<Text, Text>> {
        Some(match self.project.saved_as()? {
            Ok(before) => {
                let path = self.project.path.clone();
                if before != path {
                    shown::show(&before, None);
                }
                remember_opened(&self.world, &path);
                locate::remember(&self.world, &path);
                Ok(Text::line(&path.to_string_lossy()))
            }
            Err(error) if error.has_hint() => Err(in_full(&error)),
            Err(error) => Err(in_full(&error.hint("nothing was written; choose another place"))),
        })
    }

    /// A name beside the project's file that nothing has: `contoso-2.golive`.
    pub(super) fn free_name(&self) -> Text {
        let path = &self.project.path;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut names = (2..100).map(|n| path.with_file_name(format!("{stem}-{n}.{ENDING}")));
        let free = names.find(|path| path.symlink_metadata().is_err());
        Text::line(&free.unwrap_or_default().to_string_lossy())
    }
}

/// What, where and what now.
fn in_full(error: &Error) -> Text {
    let hints = error.hints().iter().map(String::as_str);
    Text::line(&std::iter::once(error.reason_first().as_str()).chain(hints).collect::<Vec<_>>().join("; "))
}
