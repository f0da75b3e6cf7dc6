//! The user's own editor for longer answers.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};

use crate::text::Text;
use crate::workspace::locate;
use crate::workspace::world::World;

/// What became of a text that the user edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// It stayed as it was.
    Same,
    /// It is this now.
    Changed(String),
    /// The program is to end while the editor is still open; what is written there is in this file.
    LeftOpen(PathBuf),
}

/// Lets the user edit a text.
pub fn edit(world: &World, text: &str) -> Result<Edited, Text> {
    let says = |words: String| Text::line(&words);
    let (program, args) = command(world).map_err(says)?;
    let file = tempfile::Builder::new().prefix("golive-answer-").suffix(".txt").tempfile();
    let file = file.map_err(|error| says(format!("cannot make a file for the editor: {error}")))?;
    fs::write(file.path(), text)
        .map_err(|error| says(format!("cannot write a file for the editor: {error}")))?;
    // The editor may already run when a signal comes that nobody would hear later.
    let watch = Watch::begin().map_err(|error| says(format!("cannot wait for the editor: {error}")))?;
    let child = Command::new(&program).args(args).arg(file.path()).spawn().map_err(|error| {
        says(format!("cannot start the editor `{program}`: {error}; set VISUAL or EDITOR"))
    })?;
    let ended = watch.wait(child).map_err(|error| says(format!("cannot wait for the editor: {error}")))?;
    let Some(ended) = ended else {
        let (_, path) =
            file.keep().map_err(|error| says(format!("what was written cannot be kept: {}", error.error)))?;
        return Ok(Edited::LeftOpen(path));
    };
    let edited = fs::read(file.path());
    let edited = edited.map_err(|error| says(format!("cannot read what was edited: {error}")))?;
    let edited = String::from_utf8_lossy(&edited).into_owned();
    if !ended.success() {
        let failed = format!("the editor `{program}` ended with {ended}");
        if edited.trim_end() == text.trim_end() {
            return Err(says(format!("{failed}; nothing was changed")));
        }
        // Whether the words are meant is not known, so they are neither taken nor lost.
        return Err(match file.keep() {
            Ok((_, path)) => says(format!("{failed}; what was written is in {}", locate::shown(&path))),
            Err(error) => says(format!("{failed}; what was written cannot be kept: {}", error.error)),
        });
    }
    if edited.trim_end() == text.trim_end() { Ok(Edited::Same) } else { Ok(Edited::Changed(edited)) }
}

/// The editor's program and its arguments, split as a shell would.
fn command(world: &World) -> Result<(String, Vec<String>), String> {
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    let editor = world.var("VISUAL").or_else(|| world.var("EDITOR"));
    let editor = editor.unwrap_or_else(|| Text::line(usual));
    // On Windows a backslash is a part of a path.
    let words = if cfg!(windows) {
        editor.split_whitespace().map(str::to_owned).collect()
    } else {
        shell_words::split(&editor)
            .map_err(|_| format!("a quote in the editor `{editor}` is not closed; set VISUAL or EDITOR"))?
    };
    let mut words = words.into_iter();
    Ok((words.next().unwrap_or_else(|| usual.to_owned()), words.collect()))
}

/// Notes the signals that end this program while an editor is open.
#[cfg(unix)]
struct Watch {
    signals: io::PipeReader,
    handlers: Handlers,
}

#[cfg(unix)]
struct Handlers([signal_hook::SigId; 2]);

#[cfg(unix)]
impl Drop for Handlers {
    fn drop(&mut self) {
        for handler in self.0 {
            signal_hook::low_level::unregister(handler);
        }
    }
}

#[cfg(unix)]
impl Watch {
    fn begin() -> io::Result<Watch> {
        use signal_hook::consts::{SIGHUP, SIGTERM};
        use signal_hook::low_level::pipe;

        let (signals, writer) = io::pipe()?;
        let handlers = [pipe::register(SIGTERM, writer.try_clone()?)?, pipe::register(SIGHUP, writer)?];
        Ok(Watch { signals, handlers: Handlers(handlers) })
    }

    /// Waits until the editor ends; `None` if this program is to end before.
    fn wait(self, mut child: Child) -> io::Result<Option<ExitStatus>> {
        use std::io::Read;

        let Watch { mut signals, handlers } = self;
        let (ended, first) = std::sync::mpsc::channel();
        let ends = ended.clone();
        std::thread::spawn(move || ended.send(child.wait().map(Some)));
        // It ends with the last handler, which closes the pipe.
        std::thread::spawn(move || {
            if matches!(signals.read(&mut [0]), Ok(1)) {
                let _ = ends.send(Ok(None));
            }
        });
        let outcome = first.recv().map_err(io::Error::other);
        drop(handlers);
        outcome?
    }
}

#[cfg(not(unix))]
struct Watch;

#[cfg(not(unix))]
impl Watch {
    fn begin() -> io::Result<Watch> {
        Ok(Watch)
    }

    fn wait(self, mut child: Child) -> io::Result<Option<ExitStatus>> {
        child.wait().map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world(editor: &str) -> World {
        let mut world = World::real();
        world.env.remove("VISUAL");
        world.env.insert("EDITOR".to_owned(), editor.into());
        world
    }

    #[test]
    #[cfg(unix)]
    fn an_editor_may_have_quotes_and_blanks() {
        let words = |editor| command(&world(editor)).map(|(program, args)| (program, args.join("|")));
        assert_eq!(words("emacsclient -t -a ''"), Ok(("emacsclient".into(), "-t|-a|".into())));
        assert_eq!(words("\"/my dir/ed\" -x"), Ok(("/my dir/ed".into(), "-x".into())));
        assert_eq!(words(" "), Ok(("vi".into(), String::new())));
        assert!(words("vi '").is_err());
    }

    #[test]
    #[cfg(unix)]
    fn what_the_editor_wrote_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("my editor");
        fs::write(&script, "echo \"$1\" >> \"$2\"\n").unwrap();
        let editor = format!("sh \"{}\" 'two words'", script.display());
        assert_eq!(edit(&world(&editor), "one\n"), Ok(Edited::Changed("one\ntwo words\n".into())));
        assert_eq!(edit(&world("true"), "one\n"), Ok(Edited::Same));
        assert!(edit(&world("false"), "one\n").is_err());
    }
}
