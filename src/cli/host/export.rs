//! Writes the reports that the screens ask for, in the same words and files as `golive report`.

use std::path::{Path, PathBuf};

use crate::report::input::ReportInput;
use crate::text::Text;
use crate::tui::host::{Export, Exported, IfThere};
use crate::workspace::error::Error;
use crate::workspace::export::{may_write, write as write_file};
use crate::workspace::project::Project;
use crate::workspace::world::World;

/// The file that is meant: from the current folder on, or from the home folder after `~/`.
pub(super) fn target(world: &World, file: &Text) -> PathBuf {
    match (file.strip_prefix("~/"), &world.home) {
        // No shell has read it, and what is typed means what it would in a shell.
        (Some(rest), Some(home)) => home.join(rest),
        _ => world.absolute(Path::new(file.as_str())),
    }
}

/// Writes a report, never over the project's own file.
pub(super) fn write(world: &World, project: &Project, export: &Export) -> Result<Exported, Error> {
    let target = target(world, &export.file);
    let shown = Text::line(&target.to_string_lossy());
    may_write(&target, &project.path, true)?;
    let may_replace = export.if_there == IfThere::WriteOver;
    if !may_replace && target.symlink_metadata().is_ok() {
        return Ok(Exported::IsThere(shown));
    }
    let source = ReportInput { board: &project.board, answers: project.answers(), moment: &project.moment };
    let bytes = export.about.bytes(source, project.fold(), export.format)?;
    write_file(&target, &bytes, may_replace)?;
    Ok(Exported::Written(shown))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::journal::memory::Memory;
    use crate::pack::embedded;
    use crate::report::ReportFormat;
    use crate::report::about::ReportSubject;

    fn wanted(file: &str, if_there: IfThere) -> Export {
        Export { about: ReportSubject::Project, format: ReportFormat::Csv, file: file.into(), if_there }
    }

    fn project() -> Project {
        let pack = embedded::pack();
        Project::in_memory(&mut World::real(), &Memory::default(), pack, &"ana".into(), None)
    }

    #[test]
    fn a_report_is_written_once_and_over_another_file_only_when_said() {
        let folder = tempfile::tempdir().unwrap();
        let world = World { folder: folder.path().to_owned(), ..World::real() };
        let project = project();
        let write = |file, if_there| write(&world, &project, &wanted(file, if_there));
        let path = folder.path().join("a.csv");
        let shown = Text::line(&path.to_string_lossy());
        assert_eq!(write("a.csv", IfThere::Refuse), Ok(Exported::Written(shown.clone())));
        fs::write(&path, "mine").unwrap();
        assert_eq!(write("a.csv", IfThere::Refuse), Ok(Exported::IsThere(shown.clone())));
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(write("a.csv", IfThere::WriteOver), Ok(Exported::Written(shown)));
        assert_ne!(fs::read_to_string(&path).unwrap(), "mine");
    }

    #[test]
    fn a_project_and_a_folder_are_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let world = World { folder: folder.path().to_owned(), ..World::real() };
        let project = project();
        fs::write(folder.path().join("plain"), "Golive(format: 1, id: \"a\")\n").unwrap();
        for file in ["plain", "other.golive", "."] {
            let refused = write(&world, &project, &wanted(file, IfThere::WriteOver));
            assert!(refused.is_err(), "{file} was written over");
        }
    }

    #[test]
    fn the_home_folder_is_meant_as_a_shell_would() {
        let world = World { folder: "/work".into(), home: Some("/home/ana".into()), ..World::real() };
        assert_eq!(target(&world, &"~/a.md".into()), Path::new("/home/ana/a.md"));
        assert_eq!(target(&world, &"a.md".into()), Path::new("/work/a.md"));
    }
}
